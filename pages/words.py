"""What the pages say of dates, numbers, capacities and places.

What belongs here: one way to write each thing. What does not: HTML (``cells.py``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

UNKNOWN = "not known"
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
CAPACITIES: Mapping[str, str] = {
    "member": "Member",
    "state_party": "State party",
    "signatory": "Signatory",
    "observer_state": "Observer State",
    "observer_entity": "Observer entity",
    "associate_member": "Associate member",
    "reio": "Regional organization",
    "un_secretariat": "UN Secretariat",
    "un_entity": "UN entity",
    "specialized_agency": "Specialized agency",
    "igo": "Intergovernmental organization",
    "ngo": "Non-governmental organization",
    "nhri": "National human rights institution",
    "officer": "Officer",
    "expert": "Expert",
    "other": "Other",
}
LANGUAGES: Mapping[str, str] = {
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "ru": "Русский",
    "zh": "中文",
    "ar": "العربية",
}


def plain(code: str | None) -> str:
    """A code of the tables in words: ``right_of_reply`` is “Right of reply”."""
    if code is None:
        return ""
    return CAPACITIES.get(code) or code.replace("_", " ").capitalize()


def day(value: date | None) -> str:
    """A date as people write it; what is not known is said."""
    return UNKNOWN if value is None else f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def days(first: date | None, last: date | None) -> str:
    """From a first to a last day, nothing said twice."""
    if first is None or last is None or first == last:
        return day(first or last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {_MONTHS[first.month - 1]} {first.year}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} – {day(last)}"
    return f"{day(first)} – {day(last)}"


def moment(value: datetime | None) -> str:
    """A day and minute, UTC."""
    return UNKNOWN if value is None else f"{day(value)}, {value:%H:%M} UTC"


def number(value: float | None) -> str:
    """A number with thin spaces between thousands; what is not known is said."""
    if value is None:
        return UNKNOWN
    if isinstance(value, int) or float(value).is_integer():
        return f"{int(value):,}".replace(",", "\u202f")
    return f"{value:,.2f}".replace(",", "\u202f")


def share(value: float | None) -> str:
    """A share in per cent. What is nearly all, or nearly nothing, is not rounded to all or nothing."""
    if value is None:
        return UNKNOWN
    if 0.995 <= value < 1:
        return f"{min(value, 0.9999):.2%}".replace("%", "\u202f%")
    return f"{value:.0%}".replace("%", "\u202f%") if value >= 0.01 or value == 0 else "under 1\u202f%"


def count(value: int | None, one: str, many: str | None = None) -> str:
    """A number with its noun."""
    noun = one if value == 1 else (many or f"{one}s")
    return f"{number(value)} {noun}"


def ordinal(value: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th."""
    ending = "th" if 10 <= value % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def session(meeting: Mapping[str, Any]) -> str:
    """A meeting, short: its number in the body's count, else its first day."""
    if meeting["ordinal"] is not None:
        return f"{ordinal(meeting['ordinal'])} session"
    return f"Meeting of {day(meeting['starts_on'])}" if meeting["starts_on"] else "Meeting"


def place(row: Mapping[str, Any]) -> str:
    """Where in a document something stands: “¶ 4, p. 2”."""
    paragraph, page = row["paragraph"], row["page"]
    parts = []
    if paragraph:
        parts.append(paragraph if paragraph.startswith("annex") else f"¶\u00a0{paragraph}")
    if page is not None:
        parts.append(f"p.\u00a0{page}")
    return ", ".join(parts) or "the text"


def listing(words: Sequence[str]) -> str:
    """a, b and c."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
