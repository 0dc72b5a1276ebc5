"""Pages that are pictures: what is said of them without the extra, and that they are read with it.

What belongs here: the way through the programs, with stand-ins for them; and the programs themselves where they are
installed. What does not: reading a PDF with a text layer.
"""

from __future__ import annotations

import io
import shutil
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from sederunt.documents import ocr
from sederunt.documents.dispatch import read_text
from sederunt.errors import UnreadableDocument


def pdf(content: bytes) -> bytes:
    """A PDF of one page that draws what it is given."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    data = b"%PDF-1.4\n"
    offsets = []
    for number, one in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(data))
    return data + head + table + tail


SENTENCE = b"The following States were represented at the session of the Committee: Chad and Peru."
PICTURE = pdf(b"0.5 g 100 100 200 200 re f")
WITH_WORDS = pdf(b"BT /F 11 Tf 50 700 Td (%s) Tj ET" % SENTENCE)


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Stand-ins: a tesseract of two languages, and an ocrmypdf that notes what it is asked and gives ``made.pdf``."""
    tesseract = tmp_path / "tesseract"
    tesseract.write_text(f"#!{sys.executable}\nprint('List of languages (3):\\neng\\nfra\\nosd')\n")
    tesseract.chmod(0o755)
    (tmp_path / "made.pdf").write_bytes(WITH_WORDS)
    (tmp_path / "ocrmypdf.py").write_text(
        "import pathlib, sys, time\n"
        "folder = pathlib.Path(__file__).parent\n"
        "with (folder / 'asked').open('a') as asked: asked.write(' '.join(sys.argv[1:]) + '\\n')\n"
        "sys.stdin.buffer.read()\n"
        "if (folder / 'slow').exists(): time.sleep(60)\n"
        "if (folder / 'broken').exists(): sys.exit('a page is damaged')\n"
        "sys.stdout.buffer.write((folder / 'made.pdf').read_bytes())\n"
    )
    monkeypatch.setattr(ocr.shutil, "which", lambda name: str(tesseract))
    monkeypatch.setattr(ocr, "find_spec", lambda name: name)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return tmp_path


def test_without_the_extra_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_spec", lambda name: None)
    monkeypatch.setattr(ocr.shutil, "which", lambda name: None)
    with pytest.raises(UnreadableDocument) as refused:
        read_text(PICTURE)
    assert refused.value.message == (
        "the pages are pictures without a text layer: to have their words recognised, "
        "install sederunt[ocr] and tesseract"
    )
    assert (refused.value.stage, refused.value.kind) == ("decode", "permanent")


def test_with_it_they_are_read_and_marked(programs: Path) -> None:
    text, found = read_text(PICTURE)
    assert (text.text, text.source, found.key) == (SENTENCE.decode(), "ocr", "pdf")
    first, whole = (programs / "asked").read_text().splitlines()
    assert "--language eng+fra --pages 1-2" in first
    assert "--language eng -" in whole


def test_a_text_layer_needs_no_recognition(programs: Path) -> None:
    assert read_text(WITH_WORDS)[0].source == "text"
    assert not (programs / "asked").exists()


def test_a_layer_of_recognised_words_is_marked() -> None:
    """Over the picture of a page the words are there to be searched, and not to be seen."""
    text, _ = read_text(pdf(b"0.5 g 100 100 200 200 re f BT 3 Tr /F 11 Tf 50 700 Td (%s) Tj ET" % SENTENCE))
    assert (text.text, text.source) == (SENTENCE.decode(), "ocr")


def test_what_takes_too_long_is_ended(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (programs / "slow").touch()
    monkeypatch.setenv("SEDERUNT_OCR_SECONDS", "0.5")
    begun = time.monotonic()
    with pytest.raises(UnreadableDocument, match=r"within 0\.5 seconds: give more with SEDERUNT_OCR"):
        read_text(PICTURE)
    assert time.monotonic() - begun < 30


def test_what_fails_says_why(programs: Path) -> None:
    (programs / "broken").touch()
    with pytest.raises(UnreadableDocument, match="could not be recognised: a page is damaged"):
        read_text(PICTURE)


def test_pictures_without_words_are_told(programs: Path) -> None:
    (programs / "made.pdf").write_bytes(PICTURE)
    with pytest.raises(UnreadableDocument, match="no words could be recognised"):
        read_text(PICTURE)


def test_tesseract_without_our_languages_is_told(programs: Path) -> None:
    (programs / "tesseract").write_text(f"#!{sys.executable}\nprint('osd')\n")
    with pytest.raises(UnreadableDocument, match="the data of none of our languages"):
        read_text(PICTURE)


@pytest.mark.slow
@pytest.mark.skipif(
    find_spec("ocrmypdf") is None or shutil.which("tesseract") is None, reason="sederunt[ocr] is not installed"
)
def test_a_scan_is_read() -> None:
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("L", (1654, 2339), 255)
    lines = [
        "Report of the Committee on its fifth session",
        "1. The following States were represented:",
        "Chad and Peru.",
    ]
    for number, line in enumerate(lines):
        ImageDraw.Draw(page).text((150, 200 + 90 * number), line, font=ImageFont.load_default(44))
    scan = io.BytesIO()
    page.save(scan, "PDF", resolution=200)
    text, _ = read_text(scan.getvalue())
    assert text.source == "ocr"
    assert "1. The following States were represented" in text.text
    assert "Chad and Peru" in text.text
