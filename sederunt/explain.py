"""How a paragraph was read: its place in the outline, the cues and mentions in its sentences, the regions that the cues
govern and what was found in them, and the facts that came of it.

What belongs here: telling a maintainer what each pass saw, so that a miss is mended in the data. What does not: the
passes themselves (``facts/``), facts for an analyst (``passages.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from sederunt.facts.lists import read_list
from sederunt.facts.reading import Reading
from sederunt.facts.regions import outside_brackets, region
from sederunt.facts.units import Unit

#: Facts whose cues govern a region of names.
_WITH_NAMES = ("attendance", "statement", "credentials")
#: Kinds of mentions that are told of, beside names.
_KINDS = (
    "anchor", "party", "secretariat", "post", "office", "principal", "kind", "in_capacity", "item", "session",
    "sitting", "body_name", "quantifier", "future", "same",
)  # fmt: skip
#: Columns of a fact that are told, where they hold something.
_TOLD = (
    "participant_id", "capacity", "kind", "person", "on_behalf_of", "agenda_items", "role", "item", "symbol",
    "n_stated", "n_listed", "suggestion_id", "description", "quantifier",
)  # fmt: skip
_EXCERPT = 100


def explain(reading: Reading, paragraph: str) -> Iterator[str]:
    """Lines that tell how the units with that printed number were read; none where there is no such paragraph."""
    for unit in reading.outline.units:
        if unit.paragraph == paragraph:
            yield from _explain_unit(reading, unit)
    for table, rows in reading.rows.items():
        for row in rows:
            if row.get("paragraph") == paragraph and row.get("span_start") is not None:
                words = _excerpt(reading, row["span_start"], row["span_end"])
                values = ", ".join(f"{column}={row[column]}" for column in _TOLD if row.get(column))
                yield f"fact      {table}: {words}  ({values})"


def _explain_unit(reading: Reading, unit: Unit) -> Iterator[str]:
    above = " > ".join(_excerpt(reading, heading.start, heading.end) for heading in unit.headings)
    yield f"paragraph {unit.paragraph}, under: {above or 'no heading'}; role: {unit.role or 'none'}"
    for block in unit.blocks:
        quoted = ", quoted: states no fact" if block.is_quoted else ""
        yield f"block     {block.kind}{quoted}: {_excerpt(reading, block.start, block.end)}"
    for start, end in reading.sentences(unit):
        yield f"sentence  {_excerpt(reading, start, end)}"
        names = reading.mentions.within("name", start, end)
        for mention in names:
            match = reading.lookup(mention.start, mention.end)
            meant = match.participant_id if match else "?"
            yield f"  name    {_excerpt(reading, mention.start, mention.end)} = {meant}"
        for kind in _KINDS:
            for mention in reading.mentions.within(kind, start, end):
                value = f" = {mention.value}" if mention.value not in ("", kind) else ""
                yield f"  {kind:<7} {_excerpt(reading, mention.start, mention.end)}{value}"
        yield from _explain_cues(reading, start, end)


def _explain_cues(reading: Reading, start: int, end: int) -> Iterator[str]:
    cues = outside_brackets(reading.text.text, reading.mentions.cues_within(start, end), start)
    for cue in cues:
        row = " … ".join(cue.cue.parts)
        about = ", ".join(part for part in (cue.cue.fact, cue.cue.side, cue.cue.kind, cue.cue.capacity) if part)
        yield f"  cue     {_excerpt(reading, cue.start, cue.end)}  (row “{row}”: {about})"
        if cue.cue.fact not in _WITH_NAMES:
            continue
        others = [other for other in cues if other is not cue and other.cue.fact in (*_WITH_NAMES, "none")]
        where = region(reading, cue, (start, end), others)
        if where is None:
            yield "    governs nothing"
            continue
        yield f"    governs {_excerpt(reading, where.start, where.end)}"
        found = read_list(reading, where.start, where.end, posts=cue.cue.fact == "statement")
        for entry in found.entries:
            parts = (entry.participant_id or "?", entry.capacity, entry.office, entry.person, *entry.principals)
            yield f"      entry   {_excerpt(reading, entry.start, entry.end)} = {', '.join(p for p in parts if p)}"
        for first, last in found.unaccounted:
            yield f"      left    {_excerpt(reading, first, last)}"


def _excerpt(reading: Reading, start: int, end: int) -> str:
    words = " ".join(reading.words_at(start, end).split())
    return words if len(words) <= _EXCERPT else words[: _EXCERPT - 1] + "…"


@click.command("explain")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--paragraph", required=True, metavar="N", help="The printed number: 20, II.4, 'annex I'.")
def explain_command(file: Path, paragraph: str) -> None:
    """Tell how one paragraph of a report was read: which cue read what, and what was left.

    For mending a miss: the rows of sederunt/language/data that are named here are the ones to change.
    """
    from sederunt.cli import fail
    from sederunt.errors import UnreadableDocument
    from sederunt.report import reading_of

    try:
        reading = reading_of(file)
    except UnreadableDocument as error:
        fail(error.message if str(file) in error.message else f"{file}: {error.message}")
    lines = list(explain(reading, paragraph))
    if not lines:
        numbers = dict.fromkeys(unit.paragraph for unit in reading.outline.units if unit.paragraph)
        fail(f"{file}: there is no paragraph {paragraph}; there are {', '.join(numbers) or 'none with a number'}")
    for line in lines:
        click.echo(line)
