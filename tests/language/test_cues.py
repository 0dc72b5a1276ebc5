"""Every cue has an example, and the example gives the fact that the cue announces.

What belongs here: the language files, row for row. What does not: whole reports (``tests/samples``).
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest

from sederunt.documents.raw import RawDocument
from sederunt.language.lexicon import Cue, lexicon, read_languages
from sederunt.report import Report, read_document

#: A report of one meeting, into which an example is set as a paragraph of its own.
FRAMES = {
    "en": "Report of the Committee on Trade on its fifth session\n\nI. Organization of the session\n\n1. The Committee"
    " on Trade held its fifth session in Vienna from 28 to 31 May 2018. The Chair made a statement.\n\n2. {}\n",
    "ar": "تقرير لجنة التجارة عن أعمال دورتها الخامسة\n\nأولا - تنظيم الدورة\n\n1 - عقدت لجنة التجارة دورتها الخامسة"
    " في فيينا في الفترة من 28 إلى 31 أيار/مايو 2018. وأدلى الرئيس ببيان.\n\n2 - {}\n",
    "zh": "贸易委员会第五届会议报告\n\n一. 会议的组织\n\n1. 贸易委员会于2018年5月28日至31日在维也纳举行了第五届会议。"
    "主席发了言。\n\n2. {}\n",
    "fr": "Rapport du Comité du commerce sur les travaux de sa cinquième session\n\nI. Organisation de la session\n\n"
    "1. Le Comité du commerce a tenu sa cinquième session à Vienne du 28 au 31 mai 2018."
    " Le Président a fait une déclaration.\n\n2. {}\n",
    "es": "Informe del Comité de Comercio sobre su quinto período de sesiones\n\n"
    "I. Organización del período de sesiones\n\n1. "
    "El Comité de Comercio celebró su quinto período de sesiones en Viena del 28 al 31 de mayo de 2018."
    " El Presidente formuló una declaración.\n\n2. {}\n",
    "ru": "Доклад Комитета по торговле о работе его пятой сессии\n\nI. Организация сессии\n\n"
    "1. Комитет по торговле провел свою пятую сессию в Вене 28–31 мая 2018 года."
    " Председатель сделал заявление.\n\n2. {}\n",
}


def cues() -> list[tuple[str, Cue]]:
    """One cue for each example of each language."""
    found: dict[tuple[str, str], Cue] = {}
    for language in read_languages():
        for cue in lexicon(language).cues:
            found.setdefault((language, cue.example), cue)
    return [(language, cue) for (language, _), cue in found.items()]


def read_example(language: str, cue: Cue) -> Report:
    example = cue.example
    for number in ("1. ", "2. ", "a) ", "(a) ", "1 - ", "2 - ", "(أ) "):
        if cue.fact in ("agenda", "documents"):
            for sign in (": ", ". ", "：", "。"):
                example = example.replace(f"{sign}{number}", f"{sign.rstrip()}\n{number}")
    text = FRAMES[language].format(example)
    return read_document(RawDocument(text.encode(), "memory", "tests", datetime(2026, 1, 1), "text/plain"))


@pytest.mark.parametrize(
    ("language", "cue"), cues(), ids=lambda value: value.words if isinstance(value, Cue) else value
)
def test_example_gives_the_fact(language: str, cue: Cue) -> None:
    facts = read_example(language, cue)
    statements = facts.statements.filter(facts.statements["paragraph"] == "2")
    if cue.fact == "attendance":
        assert facts.attendance.height >= 2
    elif cue.fact == "statement":
        assert statements.height >= 1
        assert cue.kind == "same" or cue.kind in set(statements["kind"])
    elif cue.fact == "none":
        assert facts.attendance.is_empty()
        assert statements.is_empty()
    elif cue.fact == "officer":
        assert facts.officers["participant_id"].to_list() == ["SEN"]
    elif cue.fact == "agenda":
        assert facts.agenda_items["item"].to_list() == ["1", "2"]
    elif cue.fact == "documents":
        assert facts.meeting_documents["symbol"].to_list() == ["CTOC/COP/WG.3/2018/1"]
    elif cue.fact == "credentials":
        assert facts.credentials["kind"].to_list() == [cue.kind] * 3
    elif cue.fact == "adoption":
        assert str(facts.meetings["adopted_on"][0]) == "2018-05-31"
    elif cue.fact == "opening":
        assert str(facts.meetings["opened_on"][0]) == "2018-05-28"
    else:
        assert facts.meetings.height >= 1


@pytest.mark.parametrize("language", read_languages())
def test_every_cue_has_an_example(language: str) -> None:
    assert not [cue.words for cue in lexicon(language).cues if not cue.example]


@pytest.mark.parametrize("language", read_languages())
def test_no_words_stand_twice_in_a_kind(language: str) -> None:
    counts = Counter((term.kind, term.words.casefold()) for term in lexicon(language).terms)
    assert not [entry for entry, count in counts.items() if count > 1]
    assert all(term.words.strip() == term.words and term.words for term in lexicon(language).terms)
