"""Recommendations of the meeting.

What belongs here: the table ``recommendations``: paragraphs of the sections headed so, and those that a cue announces.
What does not: resolutions annexed in full.
"""

from __future__ import annotations

from sederunt.facts.outline import Unit
from sederunt.facts.reading import Reading


def find_recommendations(reading: Reading) -> None:
    """Fill ``recommendations``: a recommendation is a paragraph with a modal ("should") in such a section."""
    for unit in reading.outline.units:
        if unit.is_title or (unit.role != "recommendations" and not _recommends(reading, unit)):
            continue
        modal = reading.mentions.any("modal", unit.start, unit.end)
        announces = reading.mentions.cues_within(unit.start, unit.blocks[0].end, "recommendations")
        if len(unit.blocks) > 1 and all(block.kind == "item" for block in unit.blocks[1:]):
            for block in unit.blocks[1:]:
                _add(reading, unit, block.body, block.end)
        elif (modal and not announces) or (reading.mentions.any("recommends", unit.start, unit.end) and not announces):
            _add(reading, unit, unit.start, unit.end)


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
