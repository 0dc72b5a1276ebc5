"""Styles and automatic numbering of a DOCX: what its paragraphs are called, and which numbers they print.

What belongs here: ``styles.xml`` and ``numbering.xml``. What does not: the text (``docx.py``).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from lxml import etree

from sederunt.documents.counters import written

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
#: Styles may be based on one another so many times; more is a loop.
_MAX_DEPTH = 12
_MAX_LEVEL = 9
_MAX_DIGITS = 9


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


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph has by its style or by itself; None where nothing is said. Spacing in twentieths of a point."""

    level: int | None = None
    is_contents: bool = False
    list_id: str | None = None
    list_level: int | None = None
    before: int | None = None
    after: int | None = None
    is_contextual: bool = False
    is_raised: bool = False
    is_hidden: bool = False

    @lru_cache(maxsize=4096)  # noqa: B019 - of frozen values, few of which differ
    def over(self, other: Style) -> Style:
        """This one, and what it leaves open from another."""
        return Style(
            self.level if self.level is not None else other.level,
            self.is_contents or other.is_contents,
            self.list_id if self.list_id is not None else other.list_id,
            self.list_level if self.list_level is not None else other.list_level,
            self.before if self.before is not None else other.before,
            self.after if self.after is not None else other.after,
            self.is_contextual or other.is_contextual,
            self.is_raised or other.is_raised,
            self.is_hidden or other.is_hidden,
        )


def is_on(properties: etree._Element | None, name: str) -> bool:
    """Whether a property is switched on (``<w:vanish/>``, and not ``<w:vanish w:val="0"/>``)."""
    found = None if properties is None else properties.find(W + name)
    return found is not None and found.get(W + "val", "1") not in ("0", "false", "off")


def value(parent: etree._Element | None, name: str) -> str | None:
    """The value of a property, None where it is not stated."""
    found = None if parent is None else parent.find(W + name)
    return None if found is None else found.get(W + "val")


def number(words: str | None) -> int | None:
    """A whole number; None for what is none."""
    if words is None or len(words) > _MAX_DIGITS or not words.removeprefix("-").isdecimal():
        return None
    return int(words)


def is_gone(properties: etree._Element | None) -> bool:
    """Whether a tracked change has deleted, or moved away, what has these properties."""
    return properties is not None and any(child.tag in _GONE for child in properties)


def own_style(properties: etree._Element) -> tuple[str | None, Style, bool]:
    """What the properties of a paragraph say: the name of its style, what they add to it, and whether the end of the
    paragraph was deleted.
    """
    found: dict[str, Any] = {}
    name, is_joined = None, False
    for child in properties:
        tag = child.tag
        if tag == _NAME:
            name = child.get(W + "val")
        elif tag == _MARK:
            is_joined = is_gone(child)
        elif tag == _SPACING:
            found["before"], found["after"] = number(child.get(W + "before")), number(child.get(W + "after"))
        elif tag == _LIST:
            found["list_id"], found["list_level"] = value(child, "numId"), number(value(child, "ilvl"))
        elif tag == _OUTLINE:
            level = number(child.get(W + "val"))
            found["level"] = None if level is None else (level + 1 if level < _MAX_LEVEL else 0)
        elif tag == _CONTEXTUAL:
            found["is_contextual"] = is_on(properties, "contextualSpacing")
    return name, _made(tuple(found.items())) if found else PLAIN, is_joined


@lru_cache(maxsize=4096)
def _made(stated: tuple[tuple[str, Any], ...]) -> Style:
    """A style of what is stated: the same for the many paragraphs of a document that are set alike."""
    return Style(**dict(stated))


_NAME, _MARK, _SPACING, _LIST, _OUTLINE, _CONTEXTUAL = (
    W + name for name in ("pStyle", "rPr", "spacing", "numPr", "outlineLvl", "contextualSpacing")
)
_GONE = frozenset((W + "del", W + "moveFrom"))
#: Of a paragraph that says nothing of itself.
PLAIN = Style()


class Styles:
    """The styles of a document; ``root`` is ``styles.xml``, None where there is none."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._resolved: dict[str | None, Style] = {}
        self._of_paragraphs: dict[str | None, Style] = {}
        self._default: str | None = None
        defaults = PLAIN
        if root is not None:
            properties = root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")
            defaults = PLAIN if properties is None else own_style(properties)[1]
            for style in root.iterchildren(W + "style"):
                name = style.get(W + "styleId", "")
                self._elements[name] = style
                if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true"):
                    self._default = name
        self._defaults = defaults

    def of_paragraph(self, name: str | None) -> Style:
        """The style of paragraphs that name it, or none."""
        if name not in self._of_paragraphs:
            style = self._of(name if name in self._elements else self._default)
            self._of_paragraphs[name] = style.over(self._defaults)
        return self._of_paragraphs[name]

    def of_run(self, name: str | None) -> Style:
        """The style of characters."""
        return self._of(name) if name in self._elements else PLAIN

    def _of(self, name: str | None, depth: int = 0) -> Style:
        if name not in self._resolved:
            element = self._elements.get(name or "")
            if element is None or depth > _MAX_DEPTH:
                return PLAIN
            base = self._of(value(element, "basedOn"), depth + 1)
            self._resolved[name] = _style(element).over(replace(base, level=base.level))
        return self._resolved[name]

    def linked_list(self, name: str | None, depth: int = 0) -> str | None:
        """The style among a style and those it is based on that states the numbering: its level may stand there."""
        element = self._elements.get(name or "")
        if element is None or depth > _MAX_DEPTH:
            return None
        if element.find(f"{W}pPr/{W}numPr") is not None:
            return name
        return self.linked_list(value(element, "basedOn"), depth + 1)


def _style(element: etree._Element) -> Style:
    known = vocabulary()
    called = value(element, "name") or ""
    properties = element.find(W + "pPr")
    own = PLAIN if properties is None else own_style(properties)[1]
    characters = element.find(W + "rPr")
    level = own.level
    if heading := known.headings.fullmatch(called):
        level = int(next(group for group in heading.groups() if group))
    elif known.chapters.fullmatch(called):
        level = 1
    return replace(
        own,
        level=level,
        is_contents=bool(known.contents.fullmatch(called)),
        is_raised=value(characters, "vertAlign") == "superscript",
        is_hidden=is_on(characters, "vanish"),
    )


@dataclass(slots=True)
class _Level:
    form: str
    pattern: str
    start: int
    restart: int | None  # restarts after a paragraph of this level or a lower one; None: of any level above
    is_legal: bool
    suffix: str
    style: str | None


@dataclass(slots=True)
class _List:
    key: str  # of the abstract list, whose counters its instances share
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The automatic numbers; ``root`` is ``numbering.xml``. Ask once for each numbered paragraph, in order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._load(root)

    def _load(self, root: etree._Element) -> None:
        abstract = {one.get(W + "abstractNumId", ""): one for one in root.iterchildren(W + "abstractNum")}
        by_style = {value(one, "styleLink"): one for one in abstract.values() if value(one, "styleLink")}
        levels: dict[str, dict[int, _Level]] = {}
        for instance in root.iterchildren(W + "num"):
            key = value(instance, "abstractNumId") or ""
            if key not in levels:
                element = abstract.get(key)
                link = value(element, "numStyleLink")
                levels[key] = _levels(by_style.get(link, element) if link else element)
            own, starts = dict(levels[key]), {}
            for override in instance.iterchildren(W + "lvlOverride"):
                at = number(override.get(W + "ilvl")) or 0
                for level in override.iterchildren(W + "lvl"):
                    own[at] = _level(level)
                start = number(value(override, "startOverride"))
                if start is not None:
                    starts[at] = start
            self._lists[instance.get(W + "numId", "")] = _List(key, own, starts)

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
    def _print(found: _List, counts: dict[int, int], at: int) -> str:
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


def _levels(element: etree._Element | None) -> dict[int, _Level]:
    if element is None:
        return {}
    return {number(one.get(W + "ilvl")) or 0: _level(one) for one in element.iterchildren(W + "lvl")}


def _level(element: etree._Element) -> _Level:
    start: Any = number(value(element, "start"))
    return _Level(
        form=value(element, "numFmt") or "decimal",
        pattern=value(element, "lvlText") or "",
        start=1 if start is None else start,
        restart=number(value(element, "lvlRestart")),
        is_legal=is_on(element, "isLgl"),
        suffix=value(element, "suff") or "tab",
        style=value(element, "pStyle"),
    )
