"""Summary and verbatim records: the meeting, who presided, the items, and who spoke on what and for whom, in order.

What belongs here: ``records/*.txt``, invented records, each with what it holds in the file of its stem. What does not:
summaries inside reports (``test_summary_records.py``).
"""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest

import sederunt
from sederunt.documents.raw import RawDocument
from sederunt.report import read_document

RECORDS = Path(__file__).parent / "records"
#: Tables by the columns that are compared.
COLUMNS = {
    "meetings": ("meeting_id", "body_name", "starts_on", "place"),
    "agenda_items": ("item", "title"),
    "officers": ("role", "person", "participant_id"),
    "statements": ("paragraph", "participant_id", "person", "kind", "on_behalf_of", "agenda_items"),
}


@pytest.mark.parametrize("path", sorted(RECORDS.glob("*.txt")), ids=lambda path: path.stem)
def test_what_a_record_holds(path: Path) -> None:
    report = sederunt.read(path)
    expected = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))
    for table, columns in COLUMNS.items():
        rows = report.frames[table].select(columns).rows()
        assert [[str(v) if isinstance(v, date) else v for v in row] for row in rows] == expected[table], table


@pytest.mark.parametrize("path", sorted(RECORDS.glob("*.txt")), ids=lambda path: path.stem)
def test_nothing_that_is_told_inside_a_speech_is_a_fact(path: Path) -> None:
    report = sederunt.read(path)
    for table in ("attendance", "deliberations", "credentials", "recommendations"):
        assert report.frames[table].is_empty(), table


HEADS = {
    "es": "A/C.9/61/SR.7\n\nComisión de Puertos\n\nSexagésimo primer período de sesiones\n\n"
    "Acta resumida de la séptima sesión\n\nCelebrada en la Sede, Nueva York, el jueves 12 de octubre de 2006\n\n"
    "Tema 54 del programa: Puertos\n\n1. El Sr. Okello (Uganda) pregunta si se renovará el fondo de los puertos.\n\n"
    "2. La Sra. Virtanen (Finlandia), que habla en nombre de la Unión Europea, dice que los puertos son seguros.\n",
    "ru": "A/C.9/61/SR.7\n\nКомитет по портам\n\nШестьдесят первая сессия\n\nКраткий отчет о 7-м заседании\n\n"
    "Четверг, 12 октября 2006 года\n\nПункт 54 повестки дня: Порты\n\n"
    "1. Г-н Окелло (Уганда) спрашивает, будет ли возобновлен фонд.\n\n"
    "2. Г-жа Виртанен (Финляндия), выступая от имени Европейского союза, говорит, что порты безопасны.\n",
}


@pytest.mark.parametrize("language", sorted(HEADS))
def test_every_paragraph_with_a_speaker_at_its_head_is_a_speech(language: str) -> None:
    data = HEADS[language].encode()
    report = read_document(RawDocument(data, "memory", "tests", datetime(2026, 1, 1), "text/plain"))
    rows = report.statements.select("participant_id", "on_behalf_of", "agenda_items").rows()
    assert rows == [("UGA", [], ["54"]), ("FIN", ["EUE"], ["54"])]
