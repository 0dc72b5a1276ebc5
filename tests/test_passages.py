"""Facts shown in their sentences: which words, which marks, which place; what a terminal gets."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from rich.console import Console

from sederunt.cli import main
from sederunt.passages import SHOWABLE, Passage, draw, passages
from sederunt.report import read

SAMPLES = Path(__file__).parents[1] / "samples"


def row(text: str, words: str, **values: Any) -> dict[str, Any]:
    start = text.index(words)
    place = {"paragraph": None, "page": None, "span_start": start, "span_end": start + len(words)}
    return place | values


def drawn(text: str, found: list[Passage], **settings: Any) -> str:
    console = Console(file=StringIO(), width=60, **settings)
    draw(console, text, found)
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


SENTENCES = "1. It met in Bern. Chile and Ghana spoke. Nobody else did.\n\n2. Peru was absent."


def test_the_names_of_one_sentence_are_marked_in_it_once() -> None:
    facts = [
        row(SENTENCES, name, participant_id=name[:3].upper(), page=2, paragraph="1") for name in ("Ghana", "Chile")
    ]
    (passage,) = passages(SENTENCES, "en", facts)
    assert SENTENCES[passage.start : passage.end] == "Chile and Ghana spoke."
    assert drawn(SENTENCES, [passage]) == "page 2, paragraph 1\n‹Chile› and ‹Ghana› spoke.\n→ CHI, GHA\n\n"


def test_facts_of_other_kinds_and_sentences_stand_apart() -> None:
    facts = [
        row(SENTENCES, "Chile", capacity="member"),
        row(SENTENCES, "Ghana", capacity="observer_state"),
        row(SENTENCES, "Peru", capacity="member"),
    ]
    found = passages(SENTENCES, "en", facts)
    assert [passage.about for passage in found] == [("member",), ("observer_state",), ("member",)]
    assert found[0].place == "character 19"


def test_a_list_line_by_line_is_one_passage_behind_its_announcement() -> None:
    text = "Before.\n\nThe following were represented:\n\nChile\n\nGhana\n\nAfter them nobody came."
    (passage,) = passages(text, "en", [row(text, "Chile"), row(text, "Ghana")])
    lines = [line.rstrip() for line in drawn(text, [passage]).splitlines()]
    assert lines[1:] == ["The following were represented:", "‹Chile›", "‹Ghana›", ""]


def test_one_name_that_states_two_facts_is_marked_once() -> None:
    facts = [row(SENTENCES, "Chile", participant_id="CHL"), row(SENTENCES, "Chile", participant_id="org:chile")]
    (passage,) = passages(SENTENCES, "en", facts)
    assert passage.meant == ("CHL + org:chile",)


def test_a_terminal_gets_colour_instead_of_brackets() -> None:
    found = passages(SENTENCES, "en", [row(SENTENCES, "Chile")])
    coloured = drawn(SENTENCES, found, force_terminal=True, color_system="standard", no_color=False)
    assert "\x1b[1;7mChile" in coloured
    assert "‹" not in coloured
    plain = drawn(SENTENCES, found, force_terminal=True, color_system="standard", no_color=True)
    assert "‹Chile›" in plain


def test_arabic_is_set_from_the_right() -> None:
    text = "وأدلى ببيانات ممثلو الجزائر وشيلي."
    output = drawn(
        text, [Passage(0, len(text), 3, "7", (), ((text.index("الجزائر"), text.index("الجزائر") + 7),), ("DZA",))]
    )
    line = output.splitlines()[1]
    assert line.startswith(" " * (60 - len(text) - 2))
    assert "‹الجزائر›" in line


def test_what_a_terminal_would_obey_is_left_out() -> None:
    text = "Chile\x1b[2J spoke\x07."
    assert "\x1b" not in drawn(text, passages(text, "en", [row(text, "Chile")]))


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_every_row_is_marked_in_a_passage(path: Path) -> None:
    report = read(path)
    (document,) = report.documents.iter_rows(named=True)
    for name in SHOWABLE:
        rows = report.frames[name].to_dicts()
        found = passages(document["text"], document["language"], rows)
        marks = [mark for passage in found for mark in passage.marks]
        for fact in rows:
            assert any(start <= fact["span_start"] < end for start, end in marks), (name, fact)
        for passage in found:
            assert passage.start <= passage.marks[0][0]
            assert passage.marks[-1][1] <= passage.end
            assert all(one[1] <= other[0] for one, other in zip(passage.marks, passage.marks[1:], strict=False))


def test_the_command_shows_sentences() -> None:
    result = CliRunner().invoke(main, ["read", str(SAMPLES / "fr-joint-working-groups.txt"), "--show", "attendance"])
    assert result.exit_code == 0
    assert result.output.startswith("attendance: 49 rows in ")
    assert "paragraph " in result.output
    assert "‹" in result.output


@pytest.mark.parametrize("beside", [("--table", "attendance"), ("--format", "csv")])
def test_sentences_are_no_table(beside: tuple[str, str]) -> None:
    path = str(SAMPLES / "fr-joint-working-groups.txt")
    result = CliRunner().invoke(main, ["read", path, "--show", "attendance", *beside])
    assert result.exit_code == 2
    assert "--show prints sentences" in result.stderr
