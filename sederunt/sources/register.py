"""The collections of a home: which folders and series it reads, under which names.

What belongs here: the register and its rules. What does not: what an entry can say (``collections.py``), what was found
(``ledger.py``).

A collection is a set of documents with a slug for a name. The register is ``<home>/collections.toml``, which people
may edit. Where it is empty the repository's own ``samples/`` are read, whose meetings are invented: they are never
registered, and leave the warehouse as soon as a real collection is.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection as Names
from collections.abc import Sequence
from pathlib import Path

from sederunt.sources.collections import Collection, collection_of, require_ready_made
from sederunt.sources.declared import read_toml, refuse
from sederunt.sources.errors import WrongUse
from sederunt.sources.files import remove, subfolders, write_atomically
from sederunt.sources.folder import require_folder, uri_of
from sederunt.sources.home import Home

SAMPLES = "samples"
_HEADER = """\
# The collections that this home reads; docs/sources.md says what can stand here.
# `sederunt run --source DIR` adds a folder, `sederunt run --collection NAME` one of the ready-made collections.
# Take its lines out to leave a collection out of the warehouse from the next run on.
"""


def samples_folder() -> Path:
    """The folder ``samples/`` of the repository; it is not part of an installed package."""
    return Path(__file__).resolve().parents[2] / "samples"


def registered(home: Home) -> tuple[Collection, ...]:
    """The collections of the register, in its order. Raises ``WrongUse``, with a line for each mistake in it."""
    known: list[Collection] = []
    lines: list[str] = []
    for name, entry in read_toml(home.register).items():
        collection, wrong = collection_of(name, entry)
        lines += [f"{home.register}: [{name}] {words}" for words in wrong]
        if collection is not None:
            known.append(collection)
    refuse(lines)
    return tuple(known)


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
    all_known = registered(home)
    known = {collection.folder: collection for collection in all_known if collection.folder is not None}
    if samples_folder() in wanted:
        if all_known or set(wanted) != {samples_folder()}:
            raise WrongUse(
                f"{samples_folder()} holds invented meetings, which are not mixed with real ones: "
                "give it a --home of its own"
            )
        return collections(home)
    new: list[Collection] = []
    for folder in dict.fromkeys(wanted):
        if folder not in known:
            taken = {one.name for one in (*all_known, *new)}
            new.append(Collection(_name(folder, taken), folder))
            known[folder] = new[-1]
    _append(home, [f"[{one.name}]\nfolder = {json.dumps(str(one.folder), ensure_ascii=False)}\n" for one in new])
    return tuple(known[folder] for folder in dict.fromkeys(wanted))


def register_ready_made(home: Home, names: Sequence[str]) -> None:
    """Register ready-made collections under their own names. Raises ``WrongUse``, and registers none, for another."""
    taken = {one.name for one in registered(home)}
    wanted = [require_ready_made(name) for name in dict.fromkeys(names)]
    _append(home, [f'[{name}]\nready_made = "{name}"\n' for name in wanted if name not in taken])


def _writable_name(folder: Path) -> Path:
    try:
        str(folder).encode("utf-8")
    except UnicodeEncodeError as error:
        raise WrongUse(
            f"the name of the folder {uri_of(folder)} is no UTF-8: rename it, or give a link to it"
        ) from error
    return folder


def _append(home: Home, entries: Sequence[str]) -> None:
    """Add entries at the end of the register: what people have written into it stays as it is."""
    if entries:
        text = home.register.read_text("utf-8") if home.register.is_file() else _HEADER
        if not text.endswith("\n"):
            text += "\n"
        write_atomically(home.register, "\n".join([text, *entries]).encode("utf-8"))


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
