"""Bytes to characters: every encoding that reports come in, and what is refused with which words."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sederunt.documents.decode import decode
from sederunt.documents.formats import limits
from sederunt.errors import UnreadableDocument
from sederunt.registry import name_forms

ENGLISH = "The following States were represented at the session: Albania, Chad and Peru.\n" * 3
FRENCH = (
    "Le Comité a élu par acclamation Mme Amina Diallo (Sénégal) Présidente.\n"
    "Les États ci-après étaient représentés à la réunion : Algérie, Bénin, Côte d'Ivoire, Égypte, Népal et Thaïlande.\n"
) * 3
TYPOGRAPHY = FRENCH.replace("'", "’") + "« Cœur » – à 5 €…\n"  # in windows-1252, not in Latin-1

UNICODE = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]


@pytest.mark.parametrize("encoding", UNICODE)
@pytest.mark.parametrize("text", [ENGLISH, FRENCH, TYPOGRAPHY], ids=["english", "french", "typography"])
def test_unicode_with_and_without_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_utf16_with_its_mark_in_either_order() -> None:
    assert decode(b"\xff\xfe" + FRENCH.encode("utf-16-le")) == FRENCH
    assert decode(b"\xfe\xff" + FRENCH.encode("utf-16-be")) == FRENCH


@pytest.mark.parametrize("text", [FRENCH, "Rapport du Comité\n"], ids=["long", "one line"])
def test_latin1(text: str) -> None:
    assert decode(text.encode("latin-1")) == text


def test_windows_1252() -> None:
    assert decode(TYPOGRAPHY.encode("cp1252")) == TYPOGRAPHY


def test_line_ends_become_line_feeds() -> None:
    assert decode(b"one\r\ntwo\rthree\n\r\nfour") == "one\ntwo\nthree\n\nfour"


def test_form_feeds_and_tabs_are_kept() -> None:
    assert decode(b"one\ttwo\x0cthree\n") == "one\ttwo\x0cthree\n"


def test_utf8_cut_within_its_last_character_is_still_utf8() -> None:
    """A download that broke off: all but the last character is whole, and must not turn into "ComitÃ©"."""
    assert decode((FRENCH + "Égypte, é").encode()[:-1]).startswith(FRENCH + "Égypte, ")


def test_utf8_with_one_damaged_byte_is_still_utf8() -> None:
    whole = FRENCH.encode()
    text = decode(whole[:-1] + b"\xff" + whole[-1:])
    assert text.startswith(FRENCH[:-1])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b" \n\t\r\n\x0c ", "empty|white space", id="white space"),
        pytest.param("\u00a0\u2003\n".encode(), "white space", id="wide blanks"),
        pytest.param(b"\xef\xbb\xbf", "white space", id="a mark alone"),
        pytest.param(" \n ".encode("utf-16"), "white space", id="white space in UTF-16"),
        pytest.param(bytes(range(256)) * 40, "binary file", id="all bytes"),
        pytest.param(b"PK\x03\x04" + bytes(range(64)) * 20, "binary file", id="an archive"),
        pytest.param(b"\x00" * 4096, "binary file", id="zeros"),
        pytest.param(
            b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n" + bytes(range(256)) * 20, "binary file|encoding", id="a PDF"
        ),
        pytest.param(ENGLISH.encode("utf-16")[:-1], "damaged at byte", id="UTF-16 that is cut"),
        pytest.param(b"\xef\xbb\xbf" + b"caf\xe9 au lait\n", "damaged at byte", id="Latin-1 under the mark of UTF-8"),
    ],
)
def test_what_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableDocument, match=words) as refused:
        decode(data)
    assert refused.value.stage == "decode"
    assert refused.value.kind == "permanent"
    assert "\n" not in refused.value.message


@pytest.mark.parametrize("n_lines", range(5, 100, 10))
@pytest.mark.parametrize("ending", ["\n", "   \n"], ids=["plain", "blanks"])
def test_an_old_encoding_is_told_from_any_part_of_a_document(n_lines: int, ending: str) -> None:
    """Not taken for that of another country ("onzi¯me"), whatever the length and the blanks at the ends of lines."""
    path = Path(__file__).parents[2] / "samples" / "fr-commission-session-latin1.txt"
    text = ending.join(path.read_bytes().decode("latin-1").splitlines()[:n_lines])
    assert decode(text.encode("latin-1")) == text


#: The encodings in which each language was written before Unicode, and Unicode without a mark.
ENCODINGS = {
    "en": ["utf-8", "cp1252", "utf-16-le"],
    "fr": ["utf-8", "cp1252", "latin-1", "utf-16-be"],
    "es": ["utf-8", "cp1252", "latin-1", "utf-16-le"],
    "ru": ["utf-8", "cp1251", "koi8-r", "iso-8859-5", "cp866", "utf-16-le", "utf-16-be"],
    "ar": ["utf-8", "cp1256", "iso-8859-6", "utf-16-le", "utf-16-be"],
    "zh": ["utf-8", "gb18030", "gb2312", "utf-16-le", "utf-16-be"],  # Big5 cannot write the simplified names
}


@settings(max_examples=25)
@pytest.mark.parametrize(
    ("language", "encoding"), [(language, encoding) for language in ENCODINGS for encoding in ENCODINGS[language]]
)
@given(seed=st.integers(0, 2**32), count=st.integers(40, 120))
def test_lists_of_names_in_six_languages(language: str, encoding: str, seed: int, count: int) -> None:
    """What reports are made of, in any selection: what the encoding can write comes back."""
    chosen = random.Random(seed).sample([form.words for form in name_forms(language)], count)
    text = ("\u3001" if language == "zh" else ", ").join(chosen) + "."
    encoded = "".join(character for character in text if _writes(encoding, character))
    assert decode(encoded.encode(encoding)) == encoded


def _writes(encoding: str, character: str) -> bool:
    try:
        return character.encode(encoding).decode(encoding) == character
    except UnicodeEncodeError:
        return False


@pytest.mark.parametrize("encoding", ["cp1250", "iso-8859-2"])
def test_names_of_central_europe(encoding: str) -> None:
    text = "Uczestniczyli: Małgorzata Żółkiewska (Węgry), Łukasz Świętek (Łotwa), Václav Čapek i Žofia Ďurišová.\n" * 3
    assert decode(text.encode(encoding)) == text


def test_a_text_of_100_mb_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="the text is 100 MB large, and no more than 24 MB are read"):
        decode(b"The Board met.\n" * (100_000_000 // 15))
    assert limits().max_text_bytes == 24_000_000


@settings(max_examples=300)
@given(st.binary(max_size=600))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        text = decode(data)
    except UnreadableDocument as refused:
        assert (refused.stage, refused.kind) == ("decode", "permanent")
        assert "\n" not in refused.message
        return
    assert text.strip()
    assert "\r" not in text
