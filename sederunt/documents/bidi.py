"""The order of writing: from the order in which characters stand on a line to the order in which they are read.

What belongs here: runs that go from right to left and from left to right (a small form of the Unicode bidirectional
algorithm, UAX #9, turned round), mirrored brackets, presentation forms. What does not: where characters stand
(``pdf/words.py``).
"""

from __future__ import annotations

import re

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def has_rtl(text: str) -> bool:
    """Whether any letter of the text goes from right to left."""
    return bool(_RTL.search(text))
