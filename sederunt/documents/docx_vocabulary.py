"""The names of styles and fields, as ``docx.toml`` states them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Vocabulary:
    """What ``docx.toml`` states."""

    headings: re.Pattern[str]
    chapters: re.Pattern[str]
    contents: re.Pattern[str]
    page_fields: frozenset[str]
    number_fields: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """The names of styles and fields."""
    source = tomllib.loads((files("sederunt.documents") / "docx.toml").read_text("utf-8"))

    def any_of(name: str) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{pattern})" for pattern in source[name]), re.I)

    return Vocabulary(
        any_of("headings"),
        any_of("chapters"),
        any_of("contents"),
        frozenset(source["page_fields"]),
        frozenset(source["number_fields"]),
    )
