"""Which links of a page are marks, and which of its elements are the notes that they lead to.

What belongs here: links within the page. What does not: raised labels without a link (``stated.py``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

#: The label of a mark, in brackets or not.
_LABEL = re.compile(r"[\s\[(]*(?P<label>\d{1,3}|[*†‡§¶]{1,4}|[a-z]|[ivxl]{1,6})[\])\s]*")
_BRACKETED = re.compile(r"\s*[\[(].*[\])]\s*")
_BLOCKS = frozenset(("p", "li", "div", "td", "dd", "aside", "section", "blockquote", "body", "tr"))
_ENTRIES = frozenset(("li", "aside", "td", "dd"))
#: Ids of the divisions that word processors make of notes.
_OWN = re.compile(r"_?(?:s?d?f(?:oot)?tn|fn|e(?:nd)?d?n)[\w-]*\d", re.I)
_NOTE_ROLE = ("doc-noteref", "noteref")
_RAISED = re.compile(r"vertical-align:\s*(?:super|text-top)")


@dataclass
class Links:
    """The marks by the memory of their link: label and key of the note; the notes by the memory of their element, with
    their key; and the links that lead back from a note to its mark.
    """

    marks: dict[int, tuple[str, str]] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    back: set[int] = field(default_factory=set)


def find_links(page: LexborHTMLParser) -> Links:
    """The marks and notes of a page: a link with a label, raised or in brackets, to a place further down is a mark."""
    places: dict[str, tuple[int, LexborNode]] = {}
    links: list[tuple[int, LexborNode, str]] = []
    for position, node in enumerate(page.css('a[href^="#"], a[name], [id]')):
        attributes = node.attributes
        for name in (attributes.get("id"), attributes.get("name") if node.tag == "a" else None):
            if name:
                places.setdefault(name, (position, node))
        href = attributes.get("href") if node.tag == "a" else None
        if href and href.startswith("#") and len(href) > 1:
            links.append((position, node, unquote(href[1:])))
    found = Links()
    callers: set[int] = set()
    for position, node, target in links:
        label = _LABEL.fullmatch(node.text(deep=True))
        if target not in places or label is None or places[target][0] <= position or not _is_set_as_mark(node):
            continue
        found.marks[node.mem_id] = (label["label"], target)
        found.labels.setdefault(target, label["label"])
        callers |= _around(node)
    _place_notes(found, {target: places[target][1] for _, target in found.marks.values()})
    for _, node, target in links:
        if node.mem_id not in found.marks and target in places and places[target][1].mem_id in callers:
            found.back.add(node.mem_id)
    return found


def _place_notes(found: Links, targets: Mapping[str, LexborNode]) -> None:
    """A note is the block that its place stands in; where several stand in one block, each begins at its place."""
    holders: dict[int, list[str]] = {}
    for target, node in targets.items():
        holders.setdefault(_holder(node).mem_id, []).append(target)
    for holder, keys in holders.items():
        if len(keys) == 1:
            found.notes[holder] = keys[0]
        else:
            found.notes.update({targets[key].mem_id: key for key in keys})


def _holder(node: LexborNode) -> LexborNode:
    """The block around a place; the entry or division around it, where that is the note's own."""
    holder = node
    while holder.tag not in _BLOCKS and holder.parent is not None:
        holder = holder.parent
    outer = holder.parent
    if (
        holder.tag == "p"
        and outer is not None
        and (outer.tag in _ENTRIES or _OWN.match(outer.attributes.get("id") or ""))
    ):
        return outer
    return holder


def _is_set_as_mark(link: LexborNode) -> bool:
    if link.attributes.get("role") in _NOTE_ROLE or link.attributes.get("epub:type") in _NOTE_ROLE:
        return True
    if _BRACKETED.fullmatch(link.text(deep=True)) or link.css_first("sup") is not None:
        return True
    node: LexborNode | None = link
    for _ in range(4):
        if node is None:
            return False
        if node.tag == "sup" or _RAISED.search(node.attributes.get("style") or ""):
            return True
        node = node.parent
    return False


def _around(link: LexborNode) -> set[int]:
    """The link, what stands in it and the elements just around it: where a link back may lead."""
    found = {link.mem_id, *(child.mem_id for child in link.css("*"))}
    node = link.parent
    for _ in range(3):
        if node is None or node.tag not in ("sup", "span", "a", "b", "i"):
            break
        found.add(node.mem_id)
        node = node.parent
    return found
