"""Styles and automatic numbering of a DOCX: what its paragraphs are called, and which numbers they print.

What belongs here: ``styles.xml`` and ``numbering.xml``. What does not: the text (``docx.py``).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lxml import etree

from sederunt.documents.docx_vocabulary import vocabulary
from sederunt.documents.numbering import Level, ListForm, Numbering
from sederunt.documents.word import PLAIN, Style

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Fields of a ``Style`` that a paragraph states of its own.
Stated = tuple[tuple[str, Any], ...]
#: Styles may be based on one another so many times; more is a loop.
_MAX_DEPTH = 12
_MAX_LEVEL = 9
_MAX_DIGITS = 9


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


def own_style(properties: etree._Element) -> tuple[str | None, Stated, bool]:
    """What the properties of a paragraph say: the name of its style, what they add to it as fields of a ``Style``, and
    whether the end of the paragraph was deleted.
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
    return name, tuple(found.items()), is_joined


_NAME, _MARK, _SPACING, _LIST, _OUTLINE, _CONTEXTUAL = (
    W + name for name in ("pStyle", "rPr", "spacing", "numPr", "outlineLvl", "contextualSpacing")
)
_GONE = frozenset((W + "del", W + "moveFrom"))


class Styles:
    """The styles of a document; ``root`` is ``styles.xml``, None where there is none."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._resolved: dict[str | None, Style] = {}
        self._of_paragraphs: dict[tuple[str | None, Stated], Style] = {}
        self._default: str | None = None
        defaults = PLAIN
        if root is not None:
            properties = root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")
            defaults = PLAIN if properties is None else Style(**dict(own_style(properties)[1]))
            for style in root.iterchildren(W + "style"):
                name = style.get(W + "styleId", "")
                self._elements[name] = style
                if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true"):
                    self._default = name
        self._defaults = defaults

    def of_paragraph(self, name: str | None, stated: Stated = ()) -> Style:
        """The style of paragraphs that name it, or none, and state something of their own: made once for all alike."""
        key = (name, stated)
        if key not in self._of_paragraphs:
            style = self._of(name if name in self._elements else self._default).over(self._defaults)
            self._of_paragraphs[key] = Style(**dict(stated)).over(style)
        return self._of_paragraphs[key]

    def of_run(self, name: str | None) -> Style:
        """The style of characters."""
        return self._of(name) if name in self._elements else PLAIN

    def _of(self, name: str | None, depth: int = 0) -> Style:
        if name not in self._resolved:
            element = self._elements.get(name or "")
            if element is None or depth > _MAX_DEPTH:
                return PLAIN
            base = self._of(value(element, "basedOn"), depth + 1)
            self._resolved[name] = _style(element).over(base)
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
    own = PLAIN if properties is None else Style(**dict(own_style(properties)[1]))
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


def numbering_of(root: etree._Element | None) -> Numbering:
    """The lists of ``numbering.xml``; none where the document has none."""
    if root is None:
        return Numbering()
    abstract = {one.get(W + "abstractNumId", ""): one for one in root.iterchildren(W + "abstractNum")}
    by_style = {value(one, "styleLink"): one for one in abstract.values() if value(one, "styleLink")}
    levels: dict[str, dict[int, Level]] = {}
    lists: dict[str, ListForm] = {}
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
        lists[instance.get(W + "numId", "")] = ListForm(key, own, starts)
    return Numbering(lists)


def _levels(element: etree._Element | None) -> dict[int, Level]:
    if element is None:
        return {}
    return {number(one.get(W + "ilvl")) or 0: _level(one) for one in element.iterchildren(W + "lvl")}


def _level(element: etree._Element) -> Level:
    start: Any = number(value(element, "start"))
    return Level(
        form=value(element, "numFmt") or "decimal",
        pattern=value(element, "lvlText") or "",
        start=0 if start is None else start,  # as the standard has it
        restart=number(value(element, "lvlRestart")),
        is_legal=is_on(element, "isLgl"),
        suffix=value(element, "suff") or "tab",
        style=value(element, "pStyle"),
    )
