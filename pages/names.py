"""The names of participants and bodies in the six languages, as one script that all pages share.

A script and not a JSON file: a page opened from a folder may not fetch.
"""

from __future__ import annotations

import json
from collections.abc import Container

from pages.source import Source
from pages.words import LANGUAGES


def script(source: Source, participants: Container[str], bodies: Container[str]) -> str:
    """``window.SEDERUNT_NAMES = {language: {id: name}}`` of those that appear; English stands in the pages."""
    names: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES if language != "en"}
    for query, wanted in (("participant_names", participants), ("body_names", bodies)):
        for row in source.rows(query):
            if row["language"] in names and row["id"] in wanted:
                names[row["language"]][row["id"]] = row["name"]
    packed = json.dumps(names, ensure_ascii=False, separators=(",", ":"))
    return f"window.SEDERUNT_NAMES={packed};\n"
