"""`sentence_around`: the sentence in which a span stands, in each script, over abbreviations, within its paragraph."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        ("It opened. Chile and Peru spoke. It closed.", "Peru", "Chile and Peru spoke."),
        ("It opened. Peru spoke. It closed.", "Peru", "Peru spoke."),
        ("It was opened by Peru. Chile spoke.", "Peru", "It was opened by Peru."),
        ("Peru", "Peru", "Peru"),
        ("Head\n\nChile, Peru\n\nNext. One.", "Peru", "Chile, Peru"),
        ("5. Mr. A. Silva (Peru), Ms. B. Rojas and St. Lucia spoke. End.", "Peru", None),
        ("See para. 3 and art. 5 on Peru, no. 7. Then all left.", "Peru", "See para. 3 and art. 5 on Peru, no. 7."),
        ("It was so. The EU spoke. The EU and Peru left it. It ended.", "Peru", "The EU and Peru left it."),
        ("Was it Peru? It was! Chile said so.", "Peru", "Was it Peru?"),
        ("« On l’a vu. » Le Pérou a parlé. Fin.", "Pérou", "Le Pérou a parlé."),
        (
            "Il a dit\u00a0: «\u00a0Vive le Pérou.\u00a0» Tous y étaient.",
            "Pérou",
            "Il a dit\u00a0: «\u00a0Vive le Pérou.\u00a0»",
        ),
        (
            "Ont pris la parole : Chili, Pérou ; puis d’autres. Fin.",
            "Pérou",
            "Ont pris la parole : Chili, Pérou ; puis d’autres.",
        ),
        ("Выступил Чили. Выступили представители Перу и Кубы. Конец.", "Перу", "Выступили представители Перу и Кубы."),
        ("智利发言。秘鲁和古巴发言。会议结束。", "秘鲁", "秘鲁和古巴发言。"),
        ("تكلمت شيلي. وتكلم ممثل بيرو. انتهى.", "بيرو", "وتكلم ممثل بيرو."),
        ("¿Habló Chile? Habló el Perú. Fin.", "Perú", "Habló el Perú."),
    ],
)
def test_the_sentence_around(clean: Path, text: str, words: str, sentence: str | None) -> None:
    start = text.index(words)
    assert quote(clean, text, start, start + len(words)) == (sentence or text.removeprefix("5. ").removesuffix(" End."))


def test_a_long_paragraph_is_quoted_in_part(clean: Path) -> None:
    text = "Chile, " * 1000 + "Peru" + ", Cuba" * 1000
    found = quote(clean, text, 7000, 7004)
    assert found is not None and "Peru" in found
    assert len(found) == 4000 + 4 + 4000


def quote(candidate: Path, text: str, start: int, end: int) -> str | None:
    with duckdb.connect(candidate, read_only=True) as connection:
        result = connection.execute("SELECT sentence_around(?, ?, ?)", [text, start, end]).fetchone()
    return None if result is None else str(result[0])
