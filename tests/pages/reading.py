"""Pages as tests look at them: parsed, without a browser."""

from __future__ import annotations

import re
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser


def page(path: Path) -> LexborHTMLParser:
    return LexborHTMLParser(path.read_text("utf-8"))


def words(tree: LexborHTMLParser, selector: str) -> str:
    """The text of the first element, white space made even."""
    node = tree.css_first(selector)
    assert node is not None, selector
    return re.sub(r"\s+", " ", node.text()).strip()


def rows(tree: LexborHTMLParser, table: str) -> list[dict[str, str]]:
    """The rows of a table: by the fields of its columns, the values that it sorts by and draws."""
    fields = [head.attributes["data-field"] or "" for head in tree.css(f"#{table} thead th")]
    found = []
    for row in tree.css(f"#{table} tbody tr"):
        cells = [cell.attributes.get("data-v") if "data-v" in cell.attributes else cell.text() for cell in row.iter()]
        found.append(dict(zip(fields, [cell or "" for cell in cells], strict=True)))
    return found
