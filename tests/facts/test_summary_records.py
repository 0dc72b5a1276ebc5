"""Speakers of summary records: named with a title, and their State in a bracket."""

from __future__ import annotations

from datetime import datetime

import pytest

from sederunt.documents.raw import RawDocument
from sederunt.report import read_document

HEADS = {
    "en": "Report of the Committee on Trade on its fifth session\n\nI. Summary record\n\n1. The Committee on Trade held"
    " its fifth session in Vienna from 28 to 31 May 2018.\n\n2. {}\n",
    "es": "Informe del Comité de Comercio sobre su quinto período de sesiones\n\nI. Acta resumida\n\n1. El Comité"
    " de Comercio celebró su quinto período de sesiones en Viena del 28 al 31 de mayo de 2018.\n\n2. {}\n",
    "ru": "Доклад Комитета по торговле о работе его пятой сессии\n\nI. Краткий отчет\n\n1. Комитет по торговле провел"
    " свою пятую сессию в Вене 28–31 мая 2018 года.\n\n2. {}\n",
}


@pytest.mark.parametrize(
    ("language", "sentence", "participant", "person", "kind"),
    [
        ("en", "Ms. Anna Kowalska (Poland) said that the text was balanced.", "POL", "Anna Kowalska", "statement"),
        (
            "en",
            "Mr. Petrov (Russian Federation), speaking in exercise of the right of reply, said that it was not.",
            "RUS",
            "Petrov",
            "right_of_reply",
        ),
        ("es", "El Sr. Pérez (México) dice que el texto es equilibrado.", "MEX", "Pérez", "statement"),
        ("ru", "Г-н Петров (Российская Федерация) говорит, что текст сбалансирован.", "RUS", "Петров", "statement"),
        ("ru", "Г-жа Хаддад (наблюдатель от Иордании) говорит, что текст ясен.", "JOR", "Хаддад", "statement"),
    ],
)
def test_who_spoke(language: str, sentence: str, participant: str, person: str, kind: str) -> None:
    text = HEADS[language].format(sentence)
    report = read_document(RawDocument(text.encode(), "memory", "tests", datetime(2026, 1, 1), "text/plain"))
    rows = report.statements.select("participant_id", "person", "kind").rows()
    assert rows == [(participant, person, kind)]


def test_on_whose_behalf() -> None:
    sentence = "La Sra. de la Cruz (Perú), hablando en nombre del Grupo de los 77 y China, dice que está de acuerdo."
    text = HEADS["es"].format(sentence)
    report = read_document(RawDocument(text.encode(), "memory", "tests", datetime(2026, 1, 1), "text/plain"))
    rows = report.statements.select("participant_id", "on_behalf_of").rows()
    assert rows == [("PER", ["group:g77-and-china"])]
