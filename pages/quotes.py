"""The words behind the facts of one meeting: passages of its reports, numbered, with the names in them marked.

What belongs here: the HTML of passages, and which passage states which fact. What does not: where a passage begins and
ends (``sederunt/passages.py``).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from markupsafe import Markup, escape

from pages.source import Row
from sederunt.passages import Passage, passages

#: A passage longer than this, in characters, is cut; the rest stands in the document.
_MOST = 6000


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage for a page: ``identity`` is its anchor."""

    identity: str
    document_id: str
    place: str
    language: str
    html: Markup

    @property
    def direction(self) -> str:
        """In which direction its language is written."""
        return "rtl" if self.language == "ar" else "ltr"


class Quotes:
    """Passages as they are asked for, each once, and the place of every fact in them."""

    def __init__(self, texts: Mapping[str, tuple[str, str]]) -> None:
        """``texts``: document id → language and text."""
        self._texts = texts

    def of(self, rows: Sequence[Row], prefix: str, marks: Sequence[Row] = ()) -> tuple[list[Quote], list[str]]:
        """The passages that state ``rows``, and for each row the anchor of its passage.

        ``marks`` are rows whose words are marked in place of those of ``rows``, such as the names within a list.
        """
        found: list[Quote] = []
        anchors: dict[int, str] = {}
        together = sorted(enumerate(rows), key=lambda numbered: numbered[1]["document_id"])
        for document_id, group in groupby(together, key=lambda numbered: numbered[1]["document_id"]):
            numbered = list(group)
            language, text = self._texts[document_id]
            of_document = passages(text, language, [_for_passages(row) for _, row in numbered])
            starts: dict[int, int] = {}
            for number, passage in enumerate(of_document):
                starts.update((start, number) for start, _ in passage.marks)
            begun = sorted(starts)
            spans = sorted((row["span_start"], row["span_end"]) for row in marks if row["document_id"] == document_id)
            first = len(found) + 1
            for passage in of_document:
                inside = [span for span in spans if passage.start <= span[0] and span[1] <= passage.end]
                found.append(
                    Quote(
                        f"{prefix}{len(found) + 1}",
                        document_id,
                        passage.place,
                        language,
                        _marked(text, passage, inside if marks else passage.marks),
                    )
                )
            for number, row in numbered:
                at = begun[max(bisect_right(begun, row["span_start"]) - 1, 0)]
                anchors[number] = f"{prefix}{first + starts[at]}"
        return found, [anchors[number] for number in range(len(rows))]


def _for_passages(row: Row) -> dict[str, Any]:
    """What tells passages apart on a page: their words alone, not the kind or item of each statement."""
    return {name: row[name] for name in ("paragraph", "page", "span_start", "span_end")}


def _marked(text: str, passage: Passage, spans: Sequence[tuple[int, int]]) -> Markup:
    """The words of a passage, escaped, the spans marked; paragraphs are lines."""
    end = min(passage.end, passage.start + _MOST)
    parts: list[str] = []
    at = passage.start
    for start, stop in spans:
        if start < at or stop > end:
            continue
        parts += [str(escape(text[at:start])), "<mark>", str(escape(text[start:stop])), "</mark>"]
        at = stop
    parts.append(str(escape(text[at:end])))
    if end < passage.end:
        parts.append(" […]")
    return Markup("".join(parts).strip().replace("\n\n", "<br>"))
