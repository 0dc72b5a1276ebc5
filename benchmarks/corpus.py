"""Invented reports of which all is known: as many as are wanted, in six languages, in the forms that real files have.

What belongs here: making them from the samples, and writing them in each format. What does not: reading or measuring
them. The n-th report is the same in every run; ``corpus.toml`` holds the words.

Families: ``list`` (names in running text), ``lines`` (a name a line), ``pages`` (form feeds, heads and page numbers).
Damage: blanks doubled and not breaking, apostrophes torn off, line ends of another system, as extraction leaves them.
"""

from __future__ import annotations

import ctypes
import io
import random
import re
import textwrap
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from sederunt.documents.plain import read_characters
from sederunt.registry import group_members, name_forms
from tests.documents.making import docx_of

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
FAMILIES = ("list", "lines", "pages")
#: Bytes of a report in UTF-8, about: what an average one holds.
SIZE = 16_000
#: Languages whose letters the standard fonts of PDF have.
LATIN = ("en", "es", "fr")
_SAMPLES = Path(__file__).parents[1] / "samples"
_WIDTH, _PAGE = 100, 48
_MEMBERS, _SPEAKERS = (24, 60), (6, 20)
_REPEATED = re.compile(r"(?:9|10|11|12)(?:\.| -) ")
_NUMBER = re.compile(r"\d{1,3}(?:\.| -) ")


@dataclass(frozen=True, slots=True)
class Invented:
    """A report, its characters, and the facts that stand in it: participant ids of those present and of the speakers
    of its last list.
    """

    name: str
    language: str
    family: str
    text: str
    members: frozenset[str]
    speakers: frozenset[str]


def reports(number: int, first: int = 0) -> Iterator[Invented]:
    """Reports ``first`` … ``first + number - 1``."""
    for index in range(first, first + number):
        yield report(index)


def report(index: int) -> Invented:
    """The report of that number."""
    chance = random.Random(index)
    language, family = LANGUAGES[index % len(LANGUAGES)], FAMILIES[index // len(LANGUAGES) % len(FAMILIES)]
    words = _words()[language]
    place = _place(index // len(LANGUAGES), words["syllables"])
    members = chance.sample(_states(language), chance.randint(*_MEMBERS))
    speakers = chance.sample(members, min(len(members), chance.randint(*_SPEAKERS)))
    paragraphs = _sample(language)
    old, new = words["body"]
    paragraphs = [paragraph.replace(old, new.format(place=place)) for paragraph in paragraphs]
    paragraphs = [paragraph.replace("CRPH/6", f"CRPH/{index + 1}/6") for paragraph in paragraphs]
    at = next(i for i, paragraph in enumerate(paragraphs) if re.match(r"2(?:\.| -) .*17", paragraph))
    paragraphs[at] = _members(paragraphs[at], members, words, family)
    paragraphs = _grown(paragraphs, words, speakers, language)
    text = _printed(paragraphs, family, f"CRPH/{index + 1}/6/4")
    identities = dict(_states(language))
    return Invented(
        f"{index:06}-{language}-{family}",
        language,
        family,
        _damaged(text, chance) if index % 3 == 1 else text,
        frozenset(identities[name] for name, _ in members),
        frozenset(identities[name] for name, _ in speakers),
    )


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


@cache
def _sample(language: str) -> tuple[str, ...]:
    """The paragraphs of the sample of a language, each on one line; the entries of a list line by line."""
    text = (_SAMPLES / f"pair-lighthouses-{language}.txt").read_text("utf-8")
    blocks = re.split(r"\n\s*\n", text.strip())
    glue = "" if language == "zh" else " "
    return tuple(block if len(block.split("\n")[0]) < 60 else glue.join(block.split("\n")) for block in blocks)


@cache
def _states(language: str) -> list[tuple[str, str]]:
    """Names of States as lists have them, each with its id: those of today that hold no bracket and no comma."""
    found = {
        form.participant_id: form.words
        for form in name_forms(language)
        if form.form == "official" and form.valid_to is None and re.fullmatch(r"[\w’' -]+", form.words)
    }
    return [(words, identity) for identity, words in sorted(found.items()) if identity in _members_of_the_un()]


@cache
def _members_of_the_un() -> frozenset[str]:
    """Those of the regional groups of the United Nations."""
    return frozenset(
        member.participant_id
        for member in group_members()
        if member.group_id.endswith("-states") and member.valid_to is None
    )


def _place(number: int, syllables: Sequence[str]) -> str:
    """An invented name for each number: places are told apart by their syllables."""
    parts: list[str] = []
    for _ in range(4):
        number, at = divmod(number, len(syllables))
        parts.append(syllables[at])
    name = "".join(parts)
    return name[:1].upper() + name[1:].lower()


def _joined(names: Sequence[tuple[str, str]], words: Mapping[str, Any]) -> str:
    listed = [name for name, _ in names]
    return words["comma"].join(listed[:-1]) + words["and"] + listed[-1]


def _members(paragraph: str, members: Sequence[tuple[str, str]], words: Mapping[str, Any], family: str) -> str:
    head, colon, _ = re.split(r"(\s?[:：])", paragraph.replace("17", str(len(members))), maxsplit=1)
    if family == "lines":
        return head + colon + "\n\n" + "\n".join(name for name, _ in members)
    return f"{head}{colon} {_joined(members, words)}" + ("。" if colon == "：" else ".")


def _grown(
    paragraphs: Sequence[str], words: Mapping[str, Any], speakers: Sequence[tuple[str, str]], language: str
) -> list[str]:
    """The paragraphs up to the size of a report: discussions are repeated, a list of speakers closes them."""
    repeated = [paragraph for paragraph in paragraphs if _REPEATED.match(paragraph)]
    end = paragraphs.index(repeated[-1]) + 1
    grown = list(paragraphs[:end])
    size = sum(len(paragraph.encode()) for paragraph in paragraphs)
    while size < SIZE:
        grown += repeated
        size += sum(len(paragraph.encode()) for paragraph in repeated)
    grown += ["1. " + words["spoke"].format(names=_joined(speakers, words)), *paragraphs[end:]]
    number = 0
    for at, paragraph in enumerate(grown):
        is_agenda = "\n" in paragraph and paragraph.startswith("1")
        if (match := _NUMBER.match(paragraph)) and not is_agenda:
            number += 1
            grown[at] = words["number"].format(number=number) + paragraph[match.end() :]
    return grown


def _printed(paragraphs: Sequence[str], family: str, symbol: str) -> str:
    lines: list[str] = []
    for paragraph in paragraphs:
        for line in paragraph.split("\n"):
            lines += textwrap.wrap(line, _WIDTH, break_on_hyphens=False) or [""]
        lines.append("")
    if family != "pages":
        return "\n".join(lines)
    pages = [lines[at : at + _PAGE] for at in range(0, len(lines), _PAGE)]
    heads = ["" if number == 1 else f"{symbol}\n\n" for number in range(1, len(pages) + 1)]
    feet = [f"\n\n{number}/{len(pages)}\n" for number in range(1, len(pages) + 1)]
    return "\f".join(head + "\n".join(page) + foot for head, page, foot in zip(heads, pages, feet, strict=True))


def _damaged(text: str, chance: random.Random) -> str:
    """The text as a careless extraction gives it."""
    words = re.sub(r"(?<=\w)’(?=\w)", lambda m: " ’" if chance.random() < 0.2 else m[0], text)
    words = re.sub(
        r"(?<=\S) (?=\S)", lambda m: chance.choice(("  ", "\u00a0")) if chance.random() < 0.05 else m[0], words
    )
    return words.replace("\n", "\r\n")


def as_text(one: Invented) -> bytes:
    """A plain text file."""
    return one.text.encode()


def as_docx(one: Invented) -> bytes:
    """A Word file that states its paragraphs."""
    return docx_of(read_characters(one.text.replace("\r\n", "\n")))


def as_pdf(one: Invented) -> bytes:
    """A PDF in Helvetica, of the languages whose letters it has."""
    document = pypdfium2.PdfDocument.new()
    font = pdfium.FPDFText_LoadStandardFont(document.raw, b"Helvetica")
    lines = one.text.replace("\r\n", "\n").replace("\f", "\n").replace("\u00a0", " ").split("\n")
    for at in range(0, len(lines), _PAGE):
        page = document.new_page(595, 842)
        for row, line in enumerate(lines[at : at + _PAGE]):
            if line.strip():
                words = pdfium.FPDFPageObj_CreateTextObj(document.raw, font, 10)
                encoded = (line.strip() + "\0").encode("utf-16-le")
                buffer = ctypes.create_string_buffer(encoded, len(encoded))
                pdfium.FPDFText_SetText(words, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
                pdfium.FPDFPageObj_Transform(words, 1, 0, 0, 1, 72, 780 - 15 * row)
                pdfium.FPDFPage_InsertObject(page.raw, words)
        page.gen_content()
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()
