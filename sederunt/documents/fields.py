"""Fields of word processors: of a field the result is text, and its instruction is not.

What belongs here: fields under way, nested as they come. What does not: how a format marks their parts.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sederunt.documents.docx_vocabulary import vocabulary


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    has_result: bool = False

    @property
    def name(self) -> str:
        words = self.instruction.split(None, 1)
        return words[0].upper() if words else ""


@dataclass
class Fields:
    """The fields that are open, the innermost last."""

    _open: list[_Field] = field(default_factory=list)
    _numbers: int = 0

    def __bool__(self) -> bool:
        return bool(self._open)

    @property
    def is_shown(self) -> bool:
        """Whether words are text here, and neither an instruction nor a page number."""
        return not self._open or all(one.has_result and one.name not in vocabulary().page_fields for one in self._open)

    @property
    def is_in_contents(self) -> bool:
        """Whether a table of contents is under way."""
        return bool(self._open) and any(one.name == "TOC" and one.has_result for one in self._open)

    def begin(self) -> None:
        """A field begins, with its instruction."""
        self._open.append(_Field())

    def instruct(self, words: str) -> None:
        """Words of the instruction."""
        if self._open and not self._open[-1].has_result:
            self._open[-1].instruction += words

    def separate(self) -> None:
        """The result of the innermost field begins."""
        if self._open:
            self._open[-1].has_result = True

    def end(self) -> str:
        """The innermost field ends; what it prints by itself, where it is one that numbers paragraphs."""
        if not self._open:
            return ""
        ended = self._open.pop()
        if ended.has_result or ended.name not in vocabulary().number_fields:
            return ""
        self._numbers += 1
        return f"{self._numbers}. "
