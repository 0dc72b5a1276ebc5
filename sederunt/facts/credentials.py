"""Credentials communicated by participants.

What belongs here: the table ``credentials``. What does not: attendance; credentials are evidence of another kind.
"""

from __future__ import annotations

from sederunt.facts.lists import read_list
from sederunt.facts.meetings import is_about_another
from sederunt.facts.reading import Reading
from sederunt.facts.regions import outside_brackets, region


def find_credentials(reading: Reading) -> None:
    """Fill ``credentials`` from the lists that a credentials cue announces; ``kind`` is formal, informal or missing."""
    for unit in reading.outline.units:
        for sentence in reading.sentences(unit):
            start, end = sentence
            cues = outside_brackets(reading.text.text, reading.mentions.cues_within(start, end, "credentials"), start)
            if not cues or is_about_another(reading, start, end):
                continue
            # Of several cues the last is the main one: "a copy of formal credentials … communicated by".
            cue = next((c for c in cues if c.cue.kind == "missing"), None) or next(
                (c for c in cues if c.cue.kind == "informal"), cues[0]
            )
            where = region(reading, cue, sentence, [])
            if where is None:
                continue
            found = read_list(reading, where.start, where.end)
            reading.account(found)
            for entry in found.entries:
                if entry.participant_id is None:
                    continue
                reading.add_for(
                    "credentials", "credential_id", reading.scope(start, end, unit), entry.start, entry.end, unit,
                    participant_id=entry.participant_id, kind=cue.cue.kind,
                    name_as_written=reading.words_at(entry.start, entry.end),
                )  # fmt: skip
