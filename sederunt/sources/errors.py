"""What can go wrong around the documents rather than in one of them.

What belongs here: errors that end a run and that the person at the keyboard can mend. What does not: the failure of one
document (``sederunt/errors.py``), which is a row and ends nothing.
"""

from __future__ import annotations


class WrongUse(Exception):
    """A folder that is not there, a home that cannot be written …: one line that says what, where and what to do."""


class HomeIsBusy(WrongUse):
    """Another run works on this home."""
