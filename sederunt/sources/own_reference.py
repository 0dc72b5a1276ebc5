"""Reference facts of the user's own: CSV files in her home, checked, and laid over the curated ones.

What belongs here: ``<home>/reference/{bodies,eligibility,group_members}.csv``, what they may say and what is wrong with
them. What does not: the curated facts (``sederunt/registry/``).

A file has the columns of its table in ``tables.toml``, optional ones left out or empty; days are ISO dates.

* ``bodies.csv`` adds bodies; those that are curated cannot be changed.
* ``eligibility.csv`` lays its rows over those of the body: what it says of a participant replaces what was curated of
  it, and a row with the participant ``*`` removes all that was curated of the body. ``as_of`` (and ``known_from``,
  where given) then hold for all rows of the body: with her rows the list is complete up to that day.
* ``group_members.csv`` does the same for groups.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sederunt.sources.errors import WrongUse
from sederunt.tables import Column, Table, tables

if TYPE_CHECKING:
    import polars as pl

#: The files that are read, in this order, and the column by which rows of each are laid over the curated ones.
FILES: Mapping[str, str] = {"bodies": "body_id", "eligibility": "body_id", "group_members": "group_id"}
EVERYBODY = "*"
_LIST_SEPARATOR = "|"
Row = dict[str, Any]


class _Wrong(Exception):
    """What is wrong with a row; the caller knows where it stands."""


def own_files(folder: Path) -> list[Path]:
    """The files of the user's own that are there."""
    return [path for name in FILES if (path := folder / f"{name}.csv").is_file()]


def with_own_reference(curated: Mapping[str, pl.DataFrame], folder: Path) -> Mapping[str, pl.DataFrame]:
    """The curated frames with the rows of the files in ``folder`` laid over them.

    Raises ``WrongUse`` with file, line, and what to do, at the first thing that is wrong.
    """
    _require_known_files(folder)
    frames = dict(curated)
    for path in own_files(folder):
        table = tables()[path.stem]
        rows = [_checked(path, line, row, table, frames) for line, row in _lines(path, table)]
        curated_rows = frames[table.name].rows(named=True)
        if table.name == "bodies":
            kept: list[Row] = [*curated_rows, *(row for _, row in rows)]
        else:
            kept = _laid_over(path, curated_rows, rows, FILES[table.name])
        _require_keys(path, table, rows)
        frames[table.name] = table.frame([{name: row.get(name) for name in table.column_names} for row in kept])
    return frames


def _require_known_files(folder: Path) -> None:
    known = {f"{name}.csv" for name in FILES}
    for path in sorted(folder.glob("*.csv")):
        if path.name not in known:
            raise WrongUse(f"{path} is not read: name it {', '.join(sorted(known))}, or move it elsewhere")


def _lines(path: Path, table: Table) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with the number of its line; cells without the spaces around them."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(f"{path} cannot be read: {error}; save it as CSV in UTF-8") from error
    reader = csv.DictReader(text.splitlines(), strict=True)
    names = set(reader.fieldnames or ())
    if unknown := names - set(table.column_names):
        raise WrongUse(
            f"{path}, line 1: there is no column {', '.join(sorted(unknown))}; "
            f"the columns are {', '.join(table.column_names)}"
        )
    required = {column.name for column in table.columns if not column.is_nullable and column.type != "texts"}
    if missing := required - names:
        raise WrongUse(f"{path}, line 1: the column {', '.join(sorted(missing))} is missing")
    try:
        for row in reader:
            if None in row or None in row.values():
                raise WrongUse(f"{path}, line {reader.line_num}: it has not {len(names)} cells, as line 1 has")
            yield reader.line_num, {name: cell.strip() for name, cell in row.items()}
    except csv.Error as error:
        raise WrongUse(f"{path}: it is no CSV behind line {reader.line_num} ({error})") from error


def _checked(
    path: Path, line: int, cells: Mapping[str, str], table: Table, frames: Mapping[str, pl.DataFrame]
) -> tuple[int, Row]:
    """The row with values of the declared types, every reference found."""
    try:
        if cells.get("participant_id") == EVERYBODY:
            row: Row = {name: cells[name] for name in (FILES[table.name], "participant_id")}
            _require_reference(next(c for c in table.columns if c.name == FILES[table.name]), row, frames, {})
            return line, row
        own = {"bodies": {cells["body_id"]}} if table.name == "bodies" else {}
        row = {column.name: _value(column, cells.get(column.name, "")) for column in table.columns}
        for column in table.columns:
            _require_reference(column, row, frames, own)
        _require_sense(table, row, frames)
    except _Wrong as wrong:
        raise WrongUse(f"{path}, line {line}: {wrong}") from None
    return line, row


def _value(column: Column, cell: str) -> Any:
    if not cell:
        if column.type == "texts":
            return []
        if not column.is_nullable:
            raise _Wrong(f"{column.name} is empty")
        return None
    if column.values and cell not in column.values:
        raise _Wrong(f"{column.name} is {cell}; it may be {', '.join(column.values)}")
    if column.type == "date":
        try:
            return date.fromisoformat(cell)
        except ValueError:
            raise _Wrong(f"{column.name} is {cell}; write the day as 2024-03-31") from None
    if column.type == "integer":
        try:
            return int(cell)
        except ValueError:
            raise _Wrong(f"{column.name} is {cell}; write a number") from None
    return [part.strip() for part in cell.split(_LIST_SEPARATOR)] if column.type == "texts" else cell


def _require_reference(
    column: Column, row: Row, frames: Mapping[str, pl.DataFrame], own: Mapping[str, set[str]]
) -> None:
    if column.references is None or (value := row[column.name]) is None or column.references not in frames:
        return
    known = frames[column.references]
    (key,) = tables()[column.references].key
    if value not in own.get(column.references, ()) and value not in known[key]:
        hint = "; add it to bodies.csv" if column.references == "bodies" else ""
        raise _Wrong(f"{column.name} is {value}, which is no row of reference.{column.references}{hint}")


def _require_sense(table: Table, row: Row, frames: Mapping[str, pl.DataFrame]) -> None:
    if table.name == "bodies" and row["body_id"] in frames["bodies"]["body_id"]:
        raise _Wrong(f"{row['body_id']} is a curated body and cannot be changed")
    first, last = row.get("valid_from"), row.get("valid_to")
    if first and last and last < first:
        raise _Wrong(f"valid_to ({last}) is before valid_from ({first})")
    if table.name == "eligibility" and first and first > row["as_of"]:
        raise _Wrong(f"valid_from ({first}) is after as_of ({row['as_of']})")


def _laid_over(path: Path, curated: Sequence[Row], own: Sequence[tuple[int, Row]], by: str) -> list[Row]:
    """Curated rows that nothing replaces, then her own; a body's ``as_of`` and ``known_from`` are hers."""
    replaced = {(row[by], row["participant_id"]) for _, row in own}
    kept = [
        row
        for row in curated
        if (row[by], row["participant_id"]) not in replaced and (row[by], EVERYBODY) not in replaced
    ]
    added = [row for _, row in own if row["participant_id"] != EVERYBODY]
    if by == "body_id":
        bounds = _bounds(path, own)
        kept = [{**row, **bounds.get(row[by], {})} for row in kept]
        if early := next((row for row in kept if row["valid_from"] > row["as_of"]), None):
            raise WrongUse(
                f"{path}: as_of of {early[by]} is {early['as_of']}, but {early['participant_id']} is curated "
                f"from {early['valid_from']}; give a later day, or remove the curated rows by one with *"
            )
    return [*kept, *added]


def _bounds(path: Path, own: Sequence[tuple[int, Row]]) -> dict[str, Row]:
    """The days between which the list of each body in the file is complete: one pair a body."""
    found: dict[str, Row] = {}
    for line, row in own:
        if row["participant_id"] == EVERYBODY:
            continue
        bound = {name: row[name] for name in ("as_of", "known_from") if name == "as_of" or row[name] is not None}
        if found.setdefault(row["body_id"], bound) != bound:
            raise WrongUse(
                f"{path}, line {line}: as_of or known_from of {row['body_id']} differs from the rows above; "
                "one pair of days holds for a body"
            )
    return found


def _require_keys(path: Path, table: Table, rows: Sequence[tuple[int, Row]]) -> None:
    seen: dict[tuple[Any, ...], int] = {}
    for line, row in rows:
        key = tuple(row.get(name) for name in table.key)
        if (first := seen.setdefault(key, line)) != line:
            raise WrongUse(f"{path}, line {line}: it says of the same what line {first} says; remove one")
