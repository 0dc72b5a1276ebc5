"""A change of the reader reads again what it can concern: by what is opened while a document is read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import sederunt
from sederunt import versions
from sederunt.versions import own_files, reader_version, versions_by_language

ROOT = Path(sederunt.__file__).parent
SAMPLES = ROOT.parent / "samples"
#: Reads documents of one language, and prints which data files of the package were opened for that.
PROGRAM = """
import sys
opened = set()
def note(event, arguments):
    if event == "open" and isinstance(arguments[0], str) and arguments[0].startswith(sys.argv[1]):
        opened.add(arguments[0][len(sys.argv[1]) + 1 :])
from sederunt.versions import reader_version, versions_by_language
reader_version(), versions_by_language()  # which open everything
sys.addaudithook(note)
from sederunt.report import read
for path in sys.argv[2:]:
    assert read(path).documents["language"][0] == path.rpartition("/")[2][:2]
print("\\n".join(name for name in opened if name.endswith((".toml", ".tsv"))))
"""


@pytest.mark.slow
@pytest.mark.parametrize("language", sorted(versions_by_language()))
def test_no_words_of_another_language_decide_about_a_document(language: str) -> None:
    samples = sorted(map(str, SAMPLES.glob(f"{language}-*.txt")))
    assert samples
    command = [sys.executable, "-c", PROGRAM, str(ROOT), *samples]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT.parent)
    assert done.returncode == 0, done.stderr
    opened = set(done.stdout.split())
    assert f"language/data/{language}/cues.toml" in opened
    for other in set(versions_by_language()) - {language}:
        assert not opened & own_files(other), other


def test_a_word_of_one_language_changes_the_version_of_that_one(monkeypatch: pytest.MonkeyPatch) -> None:
    before, all_before = dict(versions_by_language()), reader_version()
    assert len(set(before.values())) == len(before)
    plain = Path.read_bytes

    def changed(name: str) -> set[str]:
        """The languages whose versions change with a file."""
        monkeypatch.setattr(Path, "read_bytes", lambda path: plain(path) + (b"#" if path == ROOT / name else b""))
        versions_by_language.cache_clear()
        reader_version.cache_clear()
        assert reader_version() != all_before
        return {language for language, version in versions_by_language().items() if version != before[language]}

    try:
        assert changed("language/data/ru/cues.toml") == {"ru"}
        assert changed("registry/data/names/fr.tsv") == {"fr"}
        for name in ("language/data/ru/basics.toml", "language/data/zh/cues.toml", "report.py", "tables.toml"):
            assert changed(name) == set(before), name
    finally:
        monkeypatch.undo()
        versions_by_language.cache_clear()
        reader_version.cache_clear()


def test_every_file_of_a_language_alone_is_there_or_left_out_on_purpose() -> None:
    for language in versions_by_language():
        missing = {name for name in own_files(language) if not (ROOT / name).is_file()}
        assert missing <= {f"language/data/{language}/inflections.toml"}
    assert all((ROOT / name).is_file() for name in versions._SHARED)
