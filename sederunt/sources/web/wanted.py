"""What is asked for in a document system: a symbol, a language, formats.

What belongs here: those three and what a symbol looks like. What does not: where it is asked for (``undocuments.py``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LETTERS = r"[A-Za-z0-9.()\[\]*+\-_ ]*"
#: A symbol as it may be asked for: a root and parts between slashes, none of them empty, none of dots only.
SYMBOL = re.compile(rf"(?=.{{3,120}}\Z)[A-Z]{_LETTERS}(?:/[A-Za-z0-9]{_LETTERS})+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One document to be had: ``formats`` in the order of preference, keys of ``shape.COMES_AS``."""

    symbol: str
    language: str
    formats: tuple[str, ...]
