"""Words recognised in pictures of pages: a PDF without a text layer is given one, by ocrmypdf and tesseract.

What belongs here: running them within limits, in the language of the document. What does not: reading the PDF that
they make (``pdf/``).
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from importlib.util import find_spec

from sederunt.documents.text import Text
from sederunt.errors import NoTextLayer, UnreadableDocument
from sederunt.language.detect import detect_language

_SECONDS = "SEDERUNT_OCR_SECONDS"


@dataclass(frozen=True)
class _Settings:
    """What ``ocr.toml`` states."""

    seconds: float
    first_pages: str
    languages: Mapping[str, str]


@cache
def _settings() -> _Settings:
    source = tomllib.loads((files("sederunt.documents") / "ocr.toml").read_text("utf-8"))
    return _Settings(source["seconds"], source["first_pages"], source["languages"])


def read_pictures(data: bytes, read: Callable[[bytes], Text]) -> Text:
    """The text of a PDF whose pages are pictures; ``read`` reads a PDF with a text layer.

    Raises ``UnreadableDocument`` where the programs are not installed, fail, take too long, or recognise no words.
    """
    installed = _installed_languages()
    known = _settings().languages
    wanted = [code for code in known.values() if code in installed]
    if not wanted:
        raise UnreadableDocument(
            "tesseract has the data of none of our languages: install those of the document (tesseract-ocr-fra …)",
            stage="decode",
        )
    if len(wanted) > 1:
        first = _recognised(data, wanted, ("--pages", _settings().first_pages))
        wanted = _language_of(first, read, wanted)
    try:
        return replace(read(_recognised(data, wanted)), source="ocr")
    except NoTextLayer as error:
        raise UnreadableDocument(
            "no words could be recognised in the pictures of the pages: leave it out, or scan it anew", stage="decode"
        ) from error


def _language_of(first: bytes, read: Callable[[bytes], Text], installed: Sequence[str]) -> list[str]:
    """The language of what was recognised on the first pages; all, where that does not tell."""
    try:
        code = _settings().languages.get(detect_language(read(first).text), "")
    except (NoTextLayer, ValueError):
        code = ""
    return [code] if code in installed else list(installed)


def _installed_languages() -> frozenset[str]:
    """The languages that tesseract can read. Raises ``UnreadableDocument`` where a program is missing."""
    program = shutil.which("tesseract")
    missing = [
        name
        for name, is_there in (("sederunt[ocr]", find_spec("ocrmypdf") is not None), ("tesseract", program is not None))
        if not is_there
    ]
    if missing or program is None:
        raise UnreadableDocument(
            "the pages are pictures without a text layer: to have their words recognised, install "
            + " and ".join(missing),
            stage="decode",
        )
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False, timeout=60)
    return frozenset(listed.stdout.split())


def _patience() -> float:
    given = os.environ.get(_SECONDS, "")
    return float(given) if given.replace(".", "", 1).isdigit() and float(given) > 0 else _settings().seconds


def _recognised(data: bytes, languages: Sequence[str], options: Sequence[str] = ()) -> bytes:
    """The PDF with a text layer. Its process and those that it starts are ended where they take too long."""
    command = [
        sys.executable, "-m", "ocrmypdf", "--quiet", "--mode", "skip", "--output-type", "pdf", "--optimize", "0",
        "--jobs", "1", "--language", "+".join(languages), *options, "-", "-",
    ]  # fmt: skip
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        start_new_session=True,
    )
    try:
        output, errors = process.communicate(data, timeout=_patience())
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocument(
            f"the words of its pages were not recognised within {_patience():g} seconds: give more with {_SECONDS} and "
            "SEDERUNT_SECONDS_PER_DOCUMENT",
            stage="decode",
        ) from error
    finally:
        _end(process)
    if process.returncode != 0 or not output:
        reason = (errors.decode("utf-8", "replace").strip().splitlines() or ["no reason given"])[-1]
        raise UnreadableDocument(f"the words of its pages could not be recognised: {reason}", stage="decode")
    return output


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process that goes on, with all that it has started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
