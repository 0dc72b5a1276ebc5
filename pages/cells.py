"""Tables for people: cells, rows, heads.

What belongs here: the HTML of a table, which ``static/site.js`` makes sortable and draws charts from. What does not:
the HTML of pages (``templates/``).

Cells are put together as strings, not by a template: a site has millions of them. Every word of a document goes through
``escape``. ``data-v`` is the value that is sorted by, drawn and downloaded, where it is not the text; an empty one is
“not known”.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import escape as html_escape

from markupsafe import Markup

from pages import words

#: Names and words come again and again: each is escaped once.
escape = lru_cache(maxsize=1 << 16)(html_escape)
_UNKNOWN_CELL = f'<td class="unknown" data-v="">{words.UNKNOWN}</td>'


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it is called, by people and by charts; ``kind`` is text, number, date or strip.

    ``is_choice``: the table can be narrowed to one of its values. ``note`` says what the figure means.
    """

    label: str
    field: str
    kind: str = "text"
    is_choice: bool = False
    note: str = ""


def text(value: str | None) -> str:
    """Words; nothing where there are none."""
    return f"<td>{escape(value or '')}</td>"


def number(value: float | None) -> str:
    """A number, or “not known”."""
    return _UNKNOWN_CELL if value is None else f'<td class="n" data-v="{value:.10g}">{words.number(value)}</td>'


def share(value: float | None) -> str:
    """A share in per cent, or “not known”."""
    return _UNKNOWN_CELL if value is None else f'<td class="n" data-v="{value:.6g}">{words.share(value)}</td>'


def day(value: date | None) -> str:
    """A date, or “not known”."""
    return _UNKNOWN_CELL if value is None else f'<td class="d" data-v="{value.isoformat()}">{words.day(value)}</td>'


def never(value: date | None) -> str:
    """A date of something that may never have been."""
    return '<td class="quiet" data-v="">never</td>' if value is None else day(value)


def html(markup: str, value: str | float | None = None) -> str:
    """A cell of ready-made HTML, sorted by ``value`` where one is given."""
    return f"<td>{markup}</td>" if value is None else f'<td data-v="{escape(str(value))}">{markup}</td>'


def wide(markup: str) -> str:
    """The cell of a name that is long: of a body, of a regional group."""
    return f'<td class="wide">{markup}</td>'


def head(markup: str) -> str:
    """The cell that names its row."""
    return f'<th scope="row">{markup}</th>'


def name(identity: str, label: str, address: str = "") -> str:
    """The name of a participant or body, which follows the reader's language; a link where there is a page."""
    if address:
        return f'<a href="{address}" data-n="{escape(identity)}">{escape(label)}</a>'
    return f'<span data-n="{escape(identity)}">{escape(label)}</span>'


def link(address: str, label: str) -> str:
    """A link, or the bare words where there is no page."""
    return f'<a href="{escape(address)}">{escape(label)}</a>' if address else str(escape(label))


def row(cells: Iterable[str], identity: str = "") -> str:
    """A row of cells; with an id, other pages can point to it."""
    mark = f' id="{escape(identity)}"' if identity else ""
    return f"<tr{mark}>{''.join(cells)}</tr>"


def table(identity: str, caption: str, columns: Sequence[Column], rows: Iterable[str], at_first: int = 0) -> Markup:
    """A whole table. ``identity`` is unique on its page; ``at_first``: how many rows are shown before one asks for
    more, a few by default.
    """
    heads = "".join(_head(column) for column in columns)
    body = "\n".join(rows)
    shown = f' data-rows="{at_first}"' if at_first else ""
    return Markup(
        f'<div class="table" id="{identity}"{shown}>'
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(caption)}">'
        f"<table><caption>{escape(caption)}</caption><thead><tr>{heads}</tr></thead>\n<tbody>{body}</tbody></table>"
        "</div></div>"
    )


def _head(column: Column) -> str:
    choice = " data-choice" if column.is_choice else ""
    note = f' title="{escape(column.note)}"' if column.note else ""
    css = ' class="n"' if column.kind == "number" else ""
    return (
        f'<th scope="col"{css} data-field="{column.field}" data-kind="{column.kind}"{choice}{note}>'
        f"{escape(column.label)}</th>"
    )


_STRIP_WORDS = (
    ("s", "listed and spoke at {}"),
    ("p", "listed at {}"),
    ("x", "spoke without being listed at {}"),
    ("a", "not listed at {}"),
    ("n", "not eligible for {}"),
    ("u", "not known at {}"),
)
#: A strip is read in steps of this many units; it shows no more than the newest meetings.
_STEP, _HEIGHT, _MOST = 7, 16, 60
_SHAPES = {
    "s": "h5v16h-5z",
    "p": "h5v16h-5z",
    "x": "h5v7h-5z",
    "a": "h5v2h-5z",
    "n": "h1v1h-1z",
    "u": "h5v16h-5z",
}
_TOPS = {"s": 0, "p": 0, "x": 0, "a": 14, "n": 15, "u": 0}


def strip(letters: str) -> str:
    """Meetings from left to right, oldest first, as a small picture with its description (see ``sql/presence.sql``).

    One path a kind, so that it costs a few bytes a meeting.
    """
    shown = letters[-_MOST:]
    counts = [(kind, said, letters.count(kind)) for kind, said in _STRIP_WORDS]
    label = "; ".join(said.format(n) for _, said, n in counts if n) + f" of {len(letters)}"
    paths = "".join(
        f'<path class="{kind}" d="{"".join(_at(kind, n) for n, one in enumerate(shown) if one == kind)}"/>'
        for kind, _, _ in counts
        if kind in shown
    )
    width = len(shown) * _STEP - 2
    present = sum(letters.count(kind) for kind in "sp")
    return (
        f'<td data-v="{present}" data-text="{label}"><svg class="strip" role="img" aria-label="{label}" '
        f'width="{width}" height="{_HEIGHT}" viewBox="0 0 {width} {_HEIGHT}">{paths}</svg></td>'
    )


def _at(kind: str, place: int) -> str:
    return f"M{place * _STEP} {_TOPS[kind]}{_SHAPES[kind]}"
