"""Recommendations of the meeting.

What belongs here: the table ``recommendations``: paragraphs of the sections headed so, and those that a cue announces.
What does not: resolutions annexed in full.
"""

from __future__ import annotations

from sederunt.facts.reading import Reading
from sederunt.facts.units import Unit


def find_recommendations(reading: Reading) -> None:
    """Fill ``recommendations``: in a section headed so a recommendation is a paragraph with a modal ("should");
    elsewhere it is an entry of a list that a cue announces, or the paragraph in which the body "recommends".
    """
    for unit in reading.outline.units:
        if unit.is_title:
            continue
        announces = bool(reading.mentions.cues_within(unit.start, unit.blocks[0].end, "recommendations"))
        entries = [block for block in unit.blocks[1:] if block.kind == "item"]
        is_own = unit.role == "recommendations" or _recommends(reading, unit)
        if entries and (announces or is_own) and len(entries) == len(unit.blocks) - 1:
            for block in entries:
                _add(reading, unit, block.body, block.end)
        elif is_own and not announces and _is_one(reading, unit):
            _add(reading, unit, unit.start, unit.end)


def _is_one(reading: Reading, unit: Unit) -> bool:
    return any(reading.mentions.any(kind, unit.start, unit.end) for kind in ("modal", "recommends"))


def _recommends(reading: Reading, unit: Unit) -> bool:
    """Whether a paragraph opens with the body's own recommendation ("The Commission recommends that …")."""
    mention = reading.mentions.any("recommends", unit.start, min(unit.end, unit.start + 140))
    return (
        mention is not None
        and reading.mentions.any("body", unit.start, mention.start) is not None
        and unit.role != "deliberations"
    )


def _add(reading: Reading, unit: Unit, start: int, end: int) -> None:
    modal = reading.mentions.any("modal", start, end)
    addressee = reading.words_at(start, modal.start).strip() if modal and modal.start - start < 120 else None
    words = reading.words_at(start, end)
    reading.add_for(
        "recommendations", "recommendation_id", reading.scope(start, start, unit), start, end, unit,
        addressee=addressee or None, text=words,
    )  # fmt: skip
