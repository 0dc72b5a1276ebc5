"""Automatic numbers as word processors count them: lists of levels, instances that share their counters.

What belongs here: counting and printing. What does not: how a format states its lists (``docx_styles.py``,
``doc_lists.py``), the forms of numbers (``counters.py``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from sederunt.documents.counters import written

_PLACE = re.compile(r"%([1-9])")


@dataclass(slots=True)
class Level:
    """One level of a list. ``pattern`` holds ``%1`` … ``%9`` for the numbers of the levels."""

    form: str
    pattern: str
    start: int
    restart: int | None  # restarts after a paragraph of this level or a lower one; None: of any level above
    is_legal: bool
    suffix: str
    style: str | None


@dataclass(slots=True)
class ListForm:
    """A list: its levels from 0, and the numbers at which this instance of it begins anew."""

    key: str  # of the abstract list, whose counters its instances share
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The automatic numbers of a document's lists, by their ids. Ask once for each numbered paragraph, in order."""

    def __init__(self, lists: Mapping[str, ListForm] | None = None) -> None:
        self._lists = dict(lists or {})
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def level_of_style(self, list_id: str, style: str | None) -> int | None:
        """The level that a list gives to the paragraphs of a style."""
        found = self._lists.get(list_id)
        if found is None or style is None:
            return None
        return next((at for at, level in found.levels.items() if level.style == style), None)

    def next(self, list_id: str, at: int) -> str:
        """What the next paragraph of a list prints before its words, with what parts the two; empty for none."""
        found = self._lists.get(list_id)
        if found is None or at not in found.levels:
            return ""
        counts = self._counts.setdefault(found.key, {})
        if at in found.starts and (list_id, at) not in self._begun:
            self._begun.add((list_id, at))
            counts[at] = found.starts[at]
        else:
            counts[at] = counts.get(at, found.levels[at].start - 1) + 1
        for deeper, level in found.levels.items():
            if deeper > at and level.restart != 0 and (level.restart is None or at < level.restart):
                counts.pop(deeper, None)
        return self._print(found, counts, at)

    @staticmethod
    def _print(found: ListForm, counts: dict[int, int], at: int) -> str:
        own = found.levels[at]
        if own.form == "bullet":
            printed = own.pattern if own.pattern in ("-", "–", "—", "•", "*") else "•"
        else:

            def count(match: re.Match[str]) -> str:
                above = int(match[1]) - 1
                level = found.levels.get(above)
                if level is None:
                    return ""
                reached = counts.setdefault(above, level.start)
                return written(reached, "decimal" if own.is_legal else level.form)

            printed = _PLACE.sub(count, own.pattern)
        if not printed.strip():
            return ""
        return printed if own.suffix == "nothing" else f"{printed} "
