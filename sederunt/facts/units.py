"""What the outline of a report is made of: blocks, and the units that facts are read from.

What belongs here: the forms of the outline, and which paragraphs are read as one. What does not: what each paragraph is
(``outline.py``), what it says (the other modules of ``facts/``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sederunt.documents.text import Text
from sederunt.language.letters import latin_numeral

#: The end of a whole sentence, the mark of a footnote behind it.
_WHOLE = re.compile(r"(?:[.。);]|[^\W\d_]\.\s?\d{1,2})$")
#: The level of headings without a numeral.
UNNUMBERED = 4
#: The level of a numbered title, and how long it may be.
_TOPIC_LEVEL, _MAX_TOPIC = 3, 90


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph and what it is. ``start`` … ``end`` is its span, ``body`` where its words begin behind the numeral.

    ``kind``: ``heading`` (``level`` 1 to 4), ``numbered`` (``number``), ``agenda`` (an entry of an agenda), ``item``
    (an entry ``(a)``, its ``label`` ``a``), ``plain`` (its
    ``label`` the number ``1.3`` within a chapter, if it has one), ``note`` (footnote), ``contents``.
    """

    start: int
    end: int
    body: int
    kind: str
    level: int = 0
    number: int = 0
    label: str = ""
    role: str = ""
    is_quoted: bool = False  # the text of a resolution, or other words that the report only quotes


@dataclass(frozen=True, slots=True)
class Unit:
    """A numbered paragraph with the entries that belong to it, or an unnumbered one: what is read as a whole.

    ``paragraph`` is its printed number (``20``; ``II.4`` where the numbers start again with each chapter; ``annex I``),
    None where none is printed. ``headings`` are those above it, outermost first; ``role`` is that of the innermost that
    has one.
    """

    blocks: tuple[Block, ...]
    paragraph: str | None
    headings: tuple[Block, ...]
    role: str
    is_title: bool = False
    annex: str = ""

    @property
    def start(self) -> int:
        return self.blocks[0].body

    @property
    def end(self) -> int:
        return self.blocks[-1].end

    def agenda(self) -> tuple[Block, ...]:
        return tuple(block for block in self.blocks if block.kind in ("agenda", "item"))


@dataclass(frozen=True, slots=True)
class Outline:
    """All paragraphs by what they are, and the units that facts are read from."""

    blocks: tuple[Block, ...]
    units: tuple[Unit, ...]

    def annex_sections(self, role: str) -> Iterator[tuple[Block, int]]:
        """The headings of a role in annexes, each with the end of what stands under it: where the next annex or chapter
        begins.
        """
        in_annex = False
        for number, block in enumerate(self.blocks):
            if block.kind == "heading" and block.level == 1:
                in_annex = block.role == "annex"
            elif in_annex and block.kind == "heading" and block.role == role:
                following = (b.start for b in self.blocks[number + 1 :] if b.kind == "heading" and b.level == 1)
                yield block, next(following, self.blocks[-1].end)

    def title_blocks(self) -> tuple[Block, ...]:
        """What stands before the first chapter: symbol, date, body, title."""
        return tuple(block for unit in self.units if unit.is_title for block in unit.blocks)


def units_of(blocks: Sequence[Block], text: Text) -> list[Unit]:
    """The units of a document's blocks, in order: each numbered paragraph with what belongs to it."""
    restarts = _restarts(blocks)
    no_gaps = not any(paragraph.is_apart for paragraph in text.paragraphs[1:] if paragraph.kind == "body")
    path: list[Block] = []
    annex = ""
    chapter = ""
    units: list[Unit] = []
    open_blocks: list[Block] = []
    is_title = True
    is_announced = False  # one of the open blocks ends in a colon

    def add(block: Block) -> None:
        nonlocal is_announced
        open_blocks.append(block)
        is_announced = is_announced or text.text[block.start : block.end].rstrip().endswith((":", "："))

    last = topic = 0  # the number of the last paragraph, and that of the title which stands for one

    def close() -> None:
        nonlocal is_announced
        is_announced = False
        if not open_blocks:
            return
        first = open_blocks[0]
        number = str(first.number) if first.kind == "numbered" else str(topic) if topic else None
        if first.kind == "plain" and first.label and not annex:
            number, is_whole = first.label, True
        else:
            is_whole = False
        if number and annex:
            paragraph: str | None = annex if annex != "annex" else f"{annex} {number}"
        elif number and restarts and chapter and not is_whole:
            paragraph = f"{chapter}.{number}"
        else:
            paragraph = number or annex or None
        role = next((heading.role for heading in reversed(path) if heading.role), "")
        units.append(Unit(tuple(open_blocks), paragraph, tuple(path), role, is_title, annex))
        open_blocks.clear()

    for index, block in enumerate(blocks):
        if block.kind in ("note", "contents"):
            continue
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if block.kind == "heading":
            close()
            is_title = False
            # An unnumbered heading right under another one is of what that one tells.
            is_under = block.level == UNNUMBERED and blocks[index - 1] is path[-1] if index and path else False
            path = path if is_under else [heading for heading in path if heading.level < block.level]
            path = [*path, block]
            if block.level == 3 and last and block.number == last + 1:
                last = topic = block.number
            elif block.level < UNNUMBERED or block.role:
                topic = 0
            if block.level == 1:
                annex = block.label if block.role == "annex" else annex
                if block.role != "annex":
                    chapter = (
                        latin_numeral(text.text[block.start : block.body].strip(" .、–—-"))
                        or text.text[block.start : block.end].split()[-1]
                    )
        elif block.kind == "numbered":
            close()
            is_title = False
            if topic and path and path[-1].level == _TOPIC_LEVEL and path[-1].number == topic:
                path = path[:-1]
            last, topic = block.number, 0
            if _is_topic(block, following, text):
                topic = last
                path = [
                    *(heading for heading in path if heading.level < _TOPIC_LEVEL),
                    replace(block, kind="heading", level=_TOPIC_LEVEL),
                ]
                continue
            add(block)
        elif block.kind == "plain" and block.label:  # "1.3", numbered within its chapter
            close()
            add(block)
        elif (
            block.kind in ("item", "agenda")
            or _parts_agenda(open_blocks, block, following)
            or (open_blocks and _goes_on(open_blocks[-1], is_announced, text))
            or (open_blocks and no_gaps and _is_prose(open_blocks, block, text))
        ):
            add(block)
        else:
            close()
            add(block)
    close()
    return units


def _is_topic(block: Block, following: Block | None, text: Text) -> bool:
    """Whether a numbered line is but the title of the paragraphs under it, which its number stands for: "12. Review of
    conservation measures", then whole sentences without a number.
    """
    words = text.text[block.body : block.end].rstrip()
    if following is None or following.kind != "plain" or len(words) > _MAX_TOPIC or words[-1:] in ".:;,":
        return False
    below = text.text[following.start : following.end].rstrip()
    return words[:1].isupper() and below[:1].isupper() and below.endswith((".", ":")) and len(below) > len(words)


def _parts_agenda(open_blocks: Sequence[Block], block: Block, following: Block | None) -> bool:
    """Whether an unnumbered line parts the entries of an agenda: "Operational segment"."""
    in_agenda = any(entry.kind == "agenda" for entry in open_blocks)
    return in_agenda and block.kind == "plain" and following is not None and following.kind == "agenda"


def _goes_on(block: Block, is_announced: bool, text: Text) -> bool:
    """Whether an unnumbered paragraph belongs to the one before: a list that was announced with a colon goes on line by
    line.
    """
    last = text.text[block.start : block.end].rstrip()
    return last.endswith((":", "：", ",", ";", "；")) or (is_announced and not last.endswith((".", "。")))


def _is_prose(blocks: Sequence[Block], block: Block, text: Text) -> bool:
    """Whether an unnumbered paragraph is the rest of a numbered one that a short line has broken: where no white space
    tells paragraphs apart, whole sentences under a number belong to it.
    """
    words = text.text[block.start : block.end].rstrip()
    return blocks[0].kind == "numbered" and bool(_WHOLE.search(words))


def _restarts(blocks: Sequence[Block]) -> bool:
    """Whether the paragraphs of the chapters are numbered anew: a number comes twice before the annexes."""
    seen: set[int] = set()
    for block in blocks:
        if block.kind == "heading" and block.role == "annex":
            break
        if block.kind == "numbered":
            if block.number in seen:
                return True
            seen.add(block.number)
    return False
