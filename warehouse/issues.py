"""The issue that a document symbol names: which state of the text of its work it is.

What belongs here: what an issue means for the choice between documents. What does not: taking symbols apart
(``sederunt/documents/symbols.py``), the choice itself (``works.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sederunt.documents.symbols import find_symbols

#: Issues that state changes to a text, and do not print the text again.
_CORRECTIONS = ("Corr", "Amend")


@dataclass(frozen=True, slots=True)
class Issue:
    """``revision`` and ``correction`` count from 1; 0 where there is none."""

    revision: int = 0
    correction: int = 0


@lru_cache(maxsize=1 << 16)  # asked several times of each document of a work
def issue_of(symbol: str | None) -> Issue:
    """The issue of a symbol: ``TPNW/MSP/2025/11/Rev.1`` is revision 1; a document without a symbol is a first issue.

    Of a joint document, whose symbols may count their own, the highest revision.
    """
    issues = [_issue(one.issue) for mention in find_symbols(symbol or "") for one in mention.symbols]
    return max(issues, key=lambda issue: (issue.revision, issue.correction), default=Issue())


def _issue(parts: tuple[str, ...]) -> Issue:
    numbers = {word: int(number) for word, _, number in (part.partition(".") for part in parts)}
    return Issue(numbers.get("Rev", 0), max(numbers.get(word, 0) for word in _CORRECTIONS))
