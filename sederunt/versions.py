"""The version of the reader: what facts come from, so that a change reads again what it can concern, and nothing else.

What belongs here: which files decide about which documents. What does not: what is read again
(``sources/batches.py``).

A document of one language is read by the code, by data that all languages share, and by the words of its own. A phrase
that is added in Russian leaves the reading of a French report as it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from sederunt import __version__

_ROOT = Path(__file__).parent
#: What is no part of reading, or says only where documents come from.
_ASIDE = ("sources", "evaluation")
_SUFFIXES = (".py", ".toml", ".tsv")
#: Data that are asked for documents of their own language alone. All else in `language/data/<language>/` is asked for
#: every document: by its basics a language is told from others. `tests/test_versions.py` holds this against what is
#: opened.
_OWN = ("language/data/{language}/cues.toml", "language/data/{language}/headings.toml",
        "language/data/{language}/inflections.toml", "language/data/{language}/terms.toml",
        "registry/data/names/{language}.tsv")  # fmt: skip
#: Chinese words, which no space sets apart, are looked for in documents of other languages too.
_SHARED = ("language/data/zh/cues.toml", "language/data/zh/headings.toml", "language/data/zh/terms.toml")


def own_files(language: str) -> frozenset[str]:
    """The data files, by their paths in the package, that decide about documents of one language alone."""
    return frozenset(name.format(language=language) for name in _OWN) - {*_SHARED}


@cache
def reader_version() -> str:
    """The release, and a fingerprint of all code and data that facts come from."""
    return f"{__version__}+{_fingerprint(_files())}"


@cache
def versions_by_language() -> Mapping[str, str]:
    """For each language the version for its documents: it stays the same where only another language's words change."""
    languages = sorted(path.name for path in (_ROOT / "language" / "data").iterdir() if path.is_dir())
    own = {language: own_files(language) for language in languages}
    shared = _fingerprint(set(_files()).difference(*own.values()))
    return {
        language: f"{__version__}+{shared}.{language}-{_fingerprint(own[language] & _files())}"
        for language in languages
    }


@cache
def _files() -> frozenset[str]:
    found = (path.relative_to(_ROOT) for path in _ROOT.rglob("*") if path.suffix in _SUFFIXES)
    return frozenset(path.as_posix() for path in found if path.parts[0] not in _ASIDE)


def _fingerprint(names: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for name in sorted(names):
        digest.update(name.encode())
        digest.update((_ROOT / name).read_bytes())
    return digest.hexdigest()[:8]
