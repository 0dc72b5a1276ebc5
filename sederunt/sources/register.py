"""The collections of a home: which folders it reads, under which names.

What belongs here: the register and its rules. What does not: what was found in a folder (``ledger.py``).

A collection is a folder of documents with a slug for a name. The register is ``<home>/collections.toml``, which people
may edit. Where it is empty the repository's own ``samples/`` are read, whose meetings are invented: they are never
registered, and leave the warehouse as soon as a real collection is.
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections.abc import Collection as Names
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sederunt.sources.errors import WrongUse
from sederunt.sources.files import remove, subfolders, write_atomically
from sederunt.sources.folder import require_folder, uri_of
from sederunt.sources.home import Home

SAMPLES = "samples"
_HEADER = """\
# The collections that this home reads: a folder each. `sederunt run --source DIR` adds one.
# Take its lines out to leave it out of the warehouse from the next run on.
"""


@dataclass(frozen=True, slots=True)
class Collection:
    """``name`` is a slug: lower case letters, digits and hyphens."""

    name: str
    folder: Path

    @property
    def is_samples(self) -> bool:
        return self.name == SAMPLES and self.folder == samples_folder()


def samples_folder() -> Path:
    """The folder ``samples/`` of the repository; it is not part of an installed package."""
    return Path(__file__).resolve().parents[2] / "samples"


def registered(home: Home) -> tuple[Collection, ...]:
    """The collections of the register, in its order. Raises ``WrongUse`` where the register is not understood."""
    try:
        entries = tomllib.loads(home.register.read_text("utf-8"))
        return tuple(Collection(name, Path(entry["folder"])) for name, entry in entries.items())
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise WrongUse(f"{home.register} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise WrongUse(
            f"{home.register} is not understood ({error}): mend it, or remove it and give --source again"
        ) from error


def collections(home: Home) -> tuple[Collection, ...]:
    """The collections that make up the warehouse: the registered ones, else the samples. Raises ``WrongUse``."""
    known = registered(home)
    if known:
        return known
    if not samples_folder().is_dir():
        raise WrongUse("no folder of reports is known yet: give one with --source")
    return (Collection(SAMPLES, samples_folder()),)


def register(home: Home, folders: Sequence[Path]) -> tuple[Collection, ...]:
    """Register folders, and return their collections. One that is known keeps its name.

    Raises ``WrongUse``, and registers none, where one of them is not there or cannot be read, or is the samples' folder
    among real ones.
    """
    wanted = [_writable_name(require_folder(folder).resolve()) for folder in folders]
    known = {collection.folder: collection for collection in registered(home)}
    if samples_folder() in wanted:
        if known or set(wanted) != {samples_folder()}:
            raise WrongUse(
                f"{samples_folder()} holds invented meetings, which are not mixed with real ones: "
                "give it a --home of its own"
            )
        return collections(home)
    for folder in wanted:
        if folder not in known:
            known[folder] = Collection(_name(folder, {one.name for one in known.values()}), folder)
    _save(home, list(known.values()))
    return tuple(known[folder] for folder in dict.fromkeys(wanted))


def _writable_name(folder: Path) -> Path:
    try:
        str(folder).encode("utf-8")
    except UnicodeEncodeError as error:
        raise WrongUse(
            f"the name of the folder {uri_of(folder)} is no UTF-8: rename it, or give a link to it"
        ) from error
    return folder


def _save(home: Home, entries: Sequence[Collection]) -> None:
    lines = [f"[{entry.name}]\nfolder = {json.dumps(str(entry.folder), ensure_ascii=False)}\n" for entry in entries]
    write_atomically(home.register, "\n".join([_HEADER, *lines]).encode("utf-8"))


def _name(folder: Path, taken: Names[str]) -> str:
    """A slug for a folder: its own name, with its parent's or a number where that is taken."""
    own = slug(folder.name)
    candidates = [own, slug(f"{folder.parent.name} {folder.name}"), *(f"{own}-{number}" for number in range(2, 10_000))]
    return next(name for name in candidates if name not in taken and name != SAMPLES)


def slug(words: str) -> str:
    """Lower case ASCII letters, digits and hyphens; letters of other scripts are left out."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode("ascii").casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "collection"


def forget_others(home: Home, kept: Names[str]) -> list[str]:
    """Remove ledger and facts of all collections but those named; returns the names of those that were removed.

    The byte store keeps what came in, so that nothing is lost that cannot be read again.
    """
    ledgers = {path.stem for path in home.ledgers.glob("*.parquet")}
    facts = {path.name for path in subfolders(home.path / "facts")}
    others = sorted((ledgers | facts) - set(kept))
    for name in others:
        home.ledger(name).unlink(missing_ok=True)  # first: facts without a ledger are nobody's, and removed as such
        remove(home.facts(name))
    return others
