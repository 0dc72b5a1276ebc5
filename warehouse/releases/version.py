"""The version of a release: what a user has to expect of it, derived from what changed.

What belongs here: reading versions, and the next one. What does not: finding the changes (``changes.py``).

The rule is that of Frictionless Data for versions of data packages: the first number rises where a table or a column is
lost or declared otherwise (queries may break), the second where tables, columns or rows were added, the third where
what was there is corrected, removed or described better.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from warehouse.errors import ReleaseFailed
from warehouse.releases.changes import Declarations

Version = tuple[int, int, int]
FIRST: Version = (1, 0, 0)
_FORM = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")


def parse(words: str) -> Version | None:
    """A version, or None where the words are none."""
    match = _FORM.fullmatch(words)
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


def text_of(version: Version) -> str:
    """A version as it is written."""
    return ".".join(map(str, version))


def given(words: str, previous: Version | None) -> Version:
    """The version that somebody asks for. Raises ``ReleaseFailed`` where it is none, or not after the previous one."""
    version = parse(words)
    if version is None:
        raise ReleaseFailed(f"{words} is no version: give three numbers, such as {text_of(FIRST)}")
    if previous is not None and version <= previous:
        raise ReleaseFailed(f"{words} does not come after the previous release, {text_of(previous)}: give a higher one")
    return version


def next_version(previous: Version | None, declarations: Declarations, changes: Collection[str]) -> Version:
    """The version after ``previous``; ``changes`` are the kinds of change that occur among the rows."""
    if previous is None:
        return FIRST
    major, minor, patch = previous
    if declarations.lost_tables or declarations.lost_columns or declarations.redeclared:
        return (major + 1, 0, 0)
    if declarations.new_tables or declarations.new_columns or "added" in changes:
        return (major, minor + 1, 0)
    return (major, minor, patch + 1)
