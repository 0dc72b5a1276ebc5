"""Binary Word files: ``doc/<stem>.doc`` is read as ``<stem>.expected.txt`` says, or as the sample of its name.

What belongs here: files that another program wrote (see ``doc_sources.py``), and what damage does. What does not: DOCX.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import pytest

from sederunt.documents import doc
from sederunt.documents.dispatch import read_text
from sederunt.documents.plain import read_plain
from sederunt.errors import UnreadableDocument
from sederunt.tables import FACT_TABLES
from tests.documents.showing import shown, words
from tests.documents.test_samples_in_other_formats import SAMPLES, plain_report, report_of, rows

DOC = Path(__file__).parent / "doc"
FEATURES = (DOC / "features.doc").read_bytes()


def test_features_are_read_as_expected() -> None:
    text, found = read_text(FEATURES)
    assert found.key == "doc"
    assert shown(text) == (DOC / "features.expected.txt").read_text("utf-8")


def test_a_sample_gives_the_facts_of_its_text() -> None:
    stem = "fr-joint-working-groups"
    expected = plain_report(next(path for path in SAMPLES if path.stem == stem))
    read = report_of((DOC / f"{stem}.doc").read_bytes())
    for table in FACT_TABLES:
        assert rows(read, table) == rows(expected, table), table


def with_header(offset: int, value: int) -> bytes:
    """The file with a number of its header changed, which begins at the sector of its first stream."""
    at = FEATURES.index(struct.pack("<H", 0xA5EC), 512)
    data = bytearray(FEATURES)
    struct.pack_into("<H", data, at + offset, value)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(with_header(0x0A, 0x0100), "password", id="encrypted"),
        pytest.param(with_header(0, 0), "older than that of 1997|damaged", id="no Word file"),
        pytest.param(with_header(2, 101), "older than that of 1997", id="Word 6"),
        pytest.param(FEATURES[: len(FEATURES) // 2], "cut or damaged|spreadsheet", id="cut"),
        pytest.param(FEATURES[:600], "cut or damaged|spreadsheet", id="cut short"),
        pytest.param(FEATURES[:512] + bytes(len(FEATURES) - 512), "spreadsheet", id="zeros"),
    ],
)
def test_what_is_refused(data: bytes, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc.shutil, "which", lambda program: None)
    with pytest.raises(UnreadableDocument, match=reason) as refused:
        read_text(data)
    assert (refused.value.stage, refused.value.kind) == ("decode", "permanent")
    assert "\n" not in refused.value.message


def test_a_file_of_an_older_word_is_read_by_antiword(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "antiword"
    program.write_text(f"#!{sys.executable}\nimport sys\nsys.stdin.buffer.read()\nprint('1. The Board met.')\n")
    program.chmod(0o755)
    monkeypatch.setattr(doc.shutil, "which", lambda name: str(program) if name == "antiword" else None)
    assert words(read_text(with_header(2, 101))[0]) == words(read_plain(b"1. The Board met."))


@pytest.mark.parametrize("start", range(0, 64, 16))
def test_a_damaged_byte_costs_one_document(start: int) -> None:
    """Whatever is damaged: the words, or one reason."""
    for at in range(start, len(FEATURES), 64):
        data = bytearray(FEATURES)
        data[at] ^= 0xFF
        try:
            read_text(bytes(data))
        except UnreadableDocument as refused:
            assert "\n" not in refused.message
