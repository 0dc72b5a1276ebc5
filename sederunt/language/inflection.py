"""Words in all their forms: what a language file writes once, in the form of a dictionary, and reports decline.

What belongs here: the notation ``stem~class`` and the forms that it stands for. What does not: the classes of a
language (``data/<language>/inflections.toml``), the endings of numerals (``basics.py``), or names, whose forms the
registry holds one by one.

A class is named by its first ending, so that what is written is the word as a dictionary has it: ``комисси~я``. Its
endings stand in slots (the six cases, singular and plural; the genders; singular and plural of a verb). Words whose
classes are of one group agree: ``Рабоч~ая групп~а`` gives twelve forms, not 144. A slot may hold several endings
(``ой|ей``) or none (``-``): a class that has no singular keeps the whole phrase in the plural. A class too many costs
nothing: forms that no report writes are never found.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import product

#: What stands between stem and class.
MARK = "~"
#: A slot without a form.
NONE = "-"
_MARKED = re.compile(rf"(?P<stem>[^\s{MARK}]*){MARK}(?P<class>\w*)")

Slots = Sequence[tuple[str, ...]]


@cache
def classes(language: str) -> Mapping[str, tuple[str, Slots]]:
    """By class its group and, for each slot, its endings; nothing for a language whose words have one form.

    Raises ``ValueError`` where the classes of a group have different numbers of slots, or one stands in two groups.
    """
    path = files("sederunt.language").joinpath("data", language, "inflections.toml")
    if not path.is_file():
        return {}
    found: dict[str, tuple[str, Slots]] = {}
    for group, entries in tomllib.loads(path.read_text("utf-8")).items():
        if len({len(slots) for slots in entries.values()}) > 1:
            raise ValueError(f"{language}/inflections.toml: the classes of [{group}] have different numbers of forms")
        for name, slots in entries.items():
            if name in found:
                raise ValueError(f"{language}/inflections.toml: the class {name!r} stands in two groups")
            found[name] = group, tuple(() if slot == NONE else tuple(slot.split("|")) for slot in slots)
    return found


def forms(words: str, language: str) -> tuple[str, ...]:
    """All forms of a phrase, each once, that of the dictionary first; the phrase alone where nothing in it is marked.

    Raises ``ValueError`` for a class that the language does not have, and where no form is left.
    """
    if MARK not in words:
        return (words,)
    known = classes(language)
    marked = list(_MARKED.finditer(words))
    for match in marked:
        if match["class"] not in known:
            raise ValueError(f"{language}: {words!r} has the class {match['class']!r}, which inflections.toml has not")
    chosen = [known[match["class"]] for match in marked]
    sizes = {group: len(slots) for group, slots in chosen}
    found: dict[str, None] = {}
    for picked in product(*(range(size) for size in sizes.values())):
        slot_of = dict(zip(sizes, picked, strict=True))
        endings = [slots[slot_of[group]] for group, slots in chosen]
        found |= dict.fromkeys(_joined(words, marked, combination) for combination in product(*endings))
    if not found:
        raise ValueError(f"{language}: {words!r} has no form: its words have no slot in common")
    return tuple(found)


def _joined(words: str, marked: Sequence[re.Match[str]], endings: Sequence[str]) -> str:
    """The phrase with an ending for each mark."""
    parts: list[str] = []
    at = 0
    for match, ending in zip(marked, endings, strict=True):
        parts += [words[at : match.start()], match["stem"], ending]
        at = match.end()
    return "".join([*parts, words[at:]])
