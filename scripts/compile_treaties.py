"""Compile the status of treaties into ``sederunt/registry/data/treaty_status.tsv``.

Run by hand with a folder of tables as the United Nations Treaty Collection shows them, one ``<chapter>-<number>.csv`` a
treaty with the columns participant, signature and the act by which it was bound (``22 Mar 1956 a``), or, for the
Charter, ``1-1.csv`` and ``1-2.csv`` (admissions): ``python scripts/compile_treaties.py FOLDER``. Which treaties are
read stands in ``treaties.tsv``; what the tables lack or do not know yet is written by hand in
``treaty_status_curated.tsv``. Every name has to resolve: the registry itself is the reader.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from sederunt.registry import lookup, participants, successions
from sederunt.registry.files import read_rows, required

DATA = Path(__file__).parent.parent / "sederunt" / "registry" / "data"
COLUMNS = ("treaty_id", "participant_id", "status", "valid_from", "valid_to", "act", "source")
ACTS = {
    "": "ratification",
    "a": "accession",
    "d": "succession",
    "A": "acceptance",
    "AA": "approval",
    "c": "formal confirmation",
    "s": "definitive signature",
}
CHARTER = "1-1"
FOUNDATION = date(1945, 10, 24)
SOURCE = "United Nations Treaty Collection"
Row = tuple[str, str, str, date | None, date | None, str]


def day_and_act(cell: str) -> tuple[date, str] | None:
    """``22 Mar 1956 a`` as a day and an act."""
    if (parts := re.fullmatch(r"(\d{1,2} [A-Z][a-z]{2} \d{4})(?: (\w+))?", cell.strip())) is None:
        return None
    return datetime.strptime(parts[1], "%d %b %Y").date(), ACTS[parts[2] or ""]


def cells(path: Path) -> Iterator[tuple[str, list[str]]]:
    """The participant of each row of a table, and its other cells."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for name, *rest in list(csv.reader(lines))[1:]:
            match = lookup(name, "en", date(2015, 3, 1))
            if match is None or match.method == "spelling":
                raise SystemExit(f"{path.name}: {name!r} names no participant; add its form to the registry")
            yield match.participant_id, rest


def treaty(path: Path, treaty_id: str) -> Iterator[Row]:
    """Signatories until they are bound, and parties from the day of their instrument."""
    for identity, rest in cells(path):
        signed, bound = day_and_act(rest[0]), day_and_act(rest[1])
        if signed and (bound is None or signed[0] < bound[0]):
            until = bound[0] - timedelta(days=1) if bound else None
            yield treaty_id, identity, "signatory", signed[0], until, "signature"
        if bound:
            yield treaty_id, identity, "party", bound[0], None, bound[1]


def charter(folder: Path) -> Iterator[Row]:
    """The Members of the United Nations from their first day."""
    for identity, (ratified, *_) in cells(folder / "1-1.csv"):
        if found := day_and_act(ratified):
            yield CHARTER, identity, "member", max(found[0], FOUNDATION), None, found[1]
    for identity, (_, adopted, *_) in cells(folder / "1-2.csv"):
        if found := day_and_act(adopted):
            yield CHARTER, identity, "member", found[0], None, "admission"


def continued(row: Row) -> Iterator[Row]:
    """A State that goes on with what another began has its row from its own first day, the other up to its last."""
    treaty_id, identity, status, first, last, act = row
    known = participants()[identity]
    if first is None or known.valid_from is None or first >= known.valid_from:
        yield row
        return
    if last is None or last >= known.valid_from:
        yield treaty_id, identity, status, known.valid_from, last, act
    for succession in successions():
        if succession.successor_id == identity and succession.kind == "continuation":
            ended = succession.happened_on - timedelta(days=1)
            until = min(last or ended, ended)
            yield from continued((treaty_id, succession.predecessor_id, status, first, until, act))


def written() -> dict[tuple[str, str], list[tuple[str, ...]]]:
    """The rows written by hand, which replace those of the tables for their treaty and participant."""
    found: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for row in read_rows("treaty_status_curated.tsv"):
        key = required(row, "treaty_id"), required(row, "participant_id")
        found.setdefault(key, []).append(tuple(row[column] or "" for column in COLUMNS))
    return found


def main() -> None:
    """Write the table."""
    folder = Path(sys.argv[1])
    by_hand = written()
    rows = {row for of_one in by_hand.values() for row in of_one}
    for entry in read_rows("treaties.tsv"):
        treaty_id = required(entry, "treaty_id")
        path = folder / f"{treaty_id}.csv"
        found = charter(folder) if treaty_id == CHARTER else treaty(path, treaty_id)
        for row in (part for whole in found for part in continued(whole)):
            if row[:2] not in by_hand:
                rows.add((*row[:3], str(row[3] or ""), str(row[4] or ""), row[5], SOURCE))
    comment = "# Compiled by scripts/compile_treaties.py; do not edit. As of: see treaties.tsv."
    lines = [comment, "\t".join(COLUMNS), *("\t".join(row) for row in sorted(rows)), ""]
    (DATA / "treaty_status.tsv").write_text("\n".join(lines), "utf-8")


if __name__ == "__main__":
    main()
