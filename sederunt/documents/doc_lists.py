"""The lists of a binary Word file: the levels of each, and which instances count anew. Follows [MS-DOC].

What belongs here: the tables of lists. What does not: counting (``numbering.py``).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

from sederunt.documents.counters import counters
from sederunt.documents.doc_file import DocFile
from sederunt.documents.numbering import Level, ListForm, Numbering

_LIST_SIZE, _LEVEL_SIZE, _INSTANCE_SIZE = 28, 28, 16
_LEVELS = 9
_IS_SIMPLE = 1
_IS_LEGAL, _NO_RESTART = 0x04, 0x08
_SUFFIXES = ("tab", "space", "nothing")


def numbering_of(file: DocFile) -> Numbering:
    """The automatic numbers of a file."""
    table, instances = file.list_tables()
    if len(table) < 2:
        return Numbering()
    (count,) = struct.unpack_from("<H", table)
    lists: dict[int, dict[int, Level]] = {}
    at = file.list_length
    for index in range(count):
        head = 2 + _LIST_SIZE * index
        key, flags = struct.unpack_from("<i", table, head)[0], table[head + 26]
        levels: dict[int, Level] = {}
        for number in range(1 if flags & _IS_SIMPLE else _LEVELS):
            levels[number], at = _level(table, at)
        lists[key] = levels
    return Numbering(dict(_instances(instances, lists)))


def _level(table: bytes, at: int) -> tuple[Level, int]:
    start, form, flags = struct.unpack_from("<iBB", table, at)
    suffix = table[at + 15]
    n_characters, n_paragraph = table[at + 24], table[at + 25]
    until = table[at + 26]
    at += _LEVEL_SIZE + n_characters + n_paragraph
    (length,) = struct.unpack_from("<H", table, at)
    letters = table[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    pattern = "".join(f"%{ord(letter) + 1}" if ord(letter) < _LEVELS else letter for letter in letters)
    return (
        Level(
            form=counters().doc.get(form, "decimal"),
            pattern=pattern,
            start=start,
            restart=0 if flags & _NO_RESTART and until == 0 else None,
            is_legal=bool(flags & _IS_LEGAL),
            suffix=_SUFFIXES[suffix] if suffix < len(_SUFFIXES) else "tab",
            style=None,
        ),
        at + 2 + 2 * length,
    )


def _instances(table: bytes, lists: Mapping[int, dict[int, Level]]) -> list[tuple[str, ListForm]]:
    if len(table) < 4:
        return []
    (count,) = struct.unpack_from("<I", table)
    at = 4 + _INSTANCE_SIZE * count
    found: list[tuple[str, ListForm]] = []
    for index in range(count):
        head = 4 + _INSTANCE_SIZE * index
        key, n_overrides = struct.unpack_from("<i", table, head)[0], table[head + 12]
        levels, starts = dict(lists.get(key, {})), {}
        at += 4
        for _ in range(n_overrides):
            start, flags = struct.unpack_from("<iI", table, at)
            at += 8
            if flags & 0x20:
                levels[flags & 0xF], at = _level(table, at)
            elif flags & 0x10:
                starts[flags & 0xF] = start
        found.append((str(index + 1), ListForm(str(key), levels, starts)))
    return found
