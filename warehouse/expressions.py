"""The expressions of works within the file that is being built: choosing, aligning and comparing them.

What belongs here: what the three rules (``works.py``, ``alignment.py``, ``agreement.py``) need to know of the readings,
and the tables in which their answers stand. What does not: the rules, and filling ``main`` (``build.py``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import duckdb
import polars as pl

from sederunt.facts.bodies import body_id
from sederunt.language.lexicon import lexicon, read_languages
from sederunt.tables import tables
from warehouse.agreement import Agreement, Expression, Row, compare, compared_facts, in_words, place_of, value_of
from warehouse.alignment import Meeting, Pair, align, renamed, same_bodies
from warehouse.settings import settings
from warehouse.works import Choice, Reading, choose

_READING = ("reading_id", "document_id", "work_id", "symbol", "language", "fetched_at", "media_type", "text_source")


def choose_readings(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the temporary table ``choices``: the reading that stands for each document, and which give facts."""
    columns = ", ".join(_READING)
    rows = connection.sql(
        f"SELECT {columns}, coalesce(n_facts, 0) FROM readings.documents LEFT JOIN ("
        "SELECT reading_id, count(*) AS n_facts FROM ("
        "SELECT reading_id FROM readings.attendance UNION ALL SELECT reading_id FROM readings.statements) "
        "GROUP BY reading_id) USING (reading_id)"
    ).fetchall()
    choices = choose((Reading(*row) for row in rows), settings())
    _make_table(
        connection, "choices", Choice.__dataclass_fields__,
        [(one.reading_id, one.document_id, one.superseded_by, one.gives_facts, one.expression) for one in choices],
        {"gives_facts": pl.Boolean, "expression": pl.Int32},
    )  # fmt: skip


def align_meetings(connection: duckdb.DuckDBPyConnection, bodies: Collection[str]) -> None:
    """Make the temporary table ``meeting_map`` (reading_id, read_meeting_id, meeting_id, body_id, rule) for every
    meeting of every reading; ``bodies`` are the ids of the registered ones. ``meeting_id`` is empty where the preferred
    expression of the work states no such meeting.
    """
    meetings, works, speakers = _meetings(connection)
    pairs = [
        pair
        for work, readings in works.items()
        for reading in readings
        if reading != speakers[work]
        for pair in align(meetings[speakers[work]], meetings[reading])
    ]
    read = {(one.reading_id, one.meeting_id): one.body_id for of_one in meetings.values() for one in of_one}
    learned = same_bodies(pairs, read, {*bodies, *_mere_nouns()})
    _make_table(
        connection, "meeting_map", ("reading_id", "read_meeting_id", "meeting_id", "body_id", "rule"),
        list(_mapped(meetings, set(speakers.values()), pairs, learned)),
    )  # fmt: skip


@cache
def _mere_nouns() -> frozenset[str]:
    """Slugs of bodies of which a reading knows the noun alone: many bodies are a "committee"."""
    return frozenset(
        body_id(term.words, language) for language in read_languages() for term in lexicon(language).of("body")
    )


def _mapped(
    meetings: Mapping[str, Sequence[Meeting]],
    speakers: Collection[str],
    pairs: Iterable[Pair],
    learned: Mapping[str, str],
) -> Iterator[tuple[str, str, str | None, str | None, str]]:
    paired = {(pair.reading_id, pair.read_id): pair for pair in pairs}
    for reading, stated in meetings.items():
        for one in stated:
            pair = paired.get((reading, one.meeting_id))
            if reading in speakers:
                body = learned.get(one.body_id, one.body_id)
                yield reading, one.meeting_id, renamed(one.meeting_id, one.body_id, body), body, "itself"
            elif pair is not None:
                body = learned.get(pair.body_id, pair.body_id)
                yield reading, one.meeting_id, renamed(pair.meeting_id, pair.body_id, body), body, pair.rule
            else:
                yield reading, one.meeting_id, None, None, "none"


def _meetings(
    connection: duckdb.DuckDBPyConnection,
) -> tuple[dict[str, list[Meeting]], dict[str, list[str]], dict[str, str]]:
    """Meetings by reading, readings by work, and the reading that speaks for each work."""
    meetings: dict[str, list[Meeting]] = {}
    works: dict[str, list[str]] = defaultdict(list)
    for reading, work in connection.sql("SELECT reading_id, work_id FROM readings.documents").fetchall():
        meetings[reading] = []
        works[work].append(reading)
    rows = connection.sql(
        "SELECT reading_id, meeting_id, body_id, ordinal, starts_on, ends_on FROM readings.meetings "
        "ORDER BY reading_id, span_start, meeting_id"
    ).fetchall()
    for row in rows:
        meetings[row[0]].append(Meeting(*row))
    speaking = connection.sql(
        "SELECT work_id, reading_id FROM readings.documents "
        "SEMI JOIN (FROM choices WHERE gives_facts) USING (reading_id)"
    ).fetchall()
    return meetings, works, dict(speaking)


def record_alignment(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill ``quality.meeting_alignment``, once ``main.meetings`` is there."""
    connection.execute(
        "INSERT INTO quality.meeting_alignment BY NAME "
        "SELECT meeting_map.reading_id AS reading_id, read_meeting_id, documents.document_id AS document_id, "
        "meetings.meeting_id AS meeting_id, rule FROM meeting_map "
        "JOIN readings.documents AS documents ON documents.reading_id = meeting_map.reading_id "
        "LEFT JOIN main.meetings ON meetings.meeting_id = meeting_map.meeting_id"
    )


def compare_languages(connection: duckdb.DuckDBPyConnection, has_previous: bool = False) -> None:
    """Fill ``quality.language_agreement`` and ``quality.language_differences``, once the alignment is recorded.

    With ``has_previous`` a warehouse of the same code stands attached as ``previous``: what it holds of works whose
    readings and meetings are still the same is taken from there.
    """
    connection.execute(
        f"CREATE TEMP TABLE news AS SELECT DISTINCT work_id FROM ({_changed_works() if has_previous else _all_works()})"
    )
    if has_previous:
        _take_over(connection)
    _compare_news(connection)
    connection.execute("DROP TABLE news")


def _all_works(database: str = "") -> str:
    """What the comparison of a work's languages rests on: its readings, and the meetings that theirs are."""
    return (
        "SELECT work_id, documents.reading_id, documents.document_id, language, reader_version, fetched_at, "
        f"read_meeting_id, meeting_id, rule FROM {database}readings.documents AS documents "
        f"LEFT JOIN {database}quality.meeting_alignment AS aligned ON aligned.reading_id = documents.reading_id"
    )


def _changed_works() -> str:
    now, before = _all_works(), _all_works("previous.")
    return f"(FROM ({now}) EXCEPT FROM ({before})) UNION ALL (FROM ({before}) EXCEPT FROM ({now}))"


def _take_over(connection: duckdb.DuckDBPyConnection) -> None:
    for name in ("language_agreement", "language_differences"):
        columns = ", ".join(tables()[name].column_names)
        connection.execute(
            f"INSERT INTO quality.{name} BY NAME "
            f"SELECT {columns} FROM previous.quality.{name} ANTI JOIN news USING (work_id)"
        )


def _compare_news(connection: duckdb.DuckDBPyConnection) -> None:
    """Compare the works of the temporary table ``news``."""
    agreements: list[dict[str, Any]] = []
    differences: list[dict[str, Any]] = []
    for work, (preferred, *others) in _expressions(connection).items():
        numbers: dict[str, int] = defaultdict(int)
        by_language = {one.language: one for one in others}
        for found in compare(preferred, others):
            agreements.append(_agreement(work, found, [preferred.language, *by_language]))
            for one in found.differences:
                other = by_language[one.other_language]
                numbers[other.document_id] += 1
                identity = f"{other.document_id}@{numbers[other.document_id]}"
                place = place_of(one.row, one.other_row, preferred.rows.get(one.fact, ()))
                other_place = place_of(one.other_row, one.row, other.rows.get(one.fact, ()))
                about = one.row or one.other_row or {}
                differences.append(
                    {
                        "difference_id": identity, "work_id": work, "fact": one.fact, "difference": one.what,
                        "meeting_id": about["meeting_id"], "participant_id": about.get("participant_id"),
                        "language": preferred.language, "value": value_of(one.row, one.what),
                        "other_language": other.language, "other_value": value_of(one.other_row, one.what),
                        **place, **{f"other_{name}": value for name, value in other_place.items()},
                        "document_id": preferred.document_id, "other_document_id": other.document_id,
                    }
                )  # fmt: skip
    for name, rows in (("language_agreement", agreements), ("language_differences", differences)):
        table = tables()[name]
        connection.register("frame_to_load", table.frame(rows))
        columns = ", ".join(table.column_names)
        connection.execute(f"INSERT INTO {table.qualified_name} BY NAME SELECT {columns} FROM frame_to_load")
        connection.unregister("frame_to_load")


def _agreement(work: str, found: Agreement, languages: list[str]) -> dict[str, Any]:
    words = [in_words(one, languages[0]) for one in found.differences]
    return {
        "work_id": work, "fact": found.fact, "languages": languages, "n_agree": found.n_agree,
        "n_differ": found.n_differ, "differences": words,
    }  # fmt: skip


def _expressions(connection: duckdb.DuckDBPyConnection) -> dict[str, list[Expression]]:
    """By work, its expressions, one a language, the preferred one first; works in one language are left out."""
    rows = connection.sql(
        "SELECT documents.work_id, documents.language, documents.reading_id, documents.document_id FROM choices "
        "JOIN readings.documents AS documents ON documents.reading_id = choices.reading_id "
        "SEMI JOIN news ON news.work_id = documents.work_id "
        "WHERE choices.expression IS NOT NULL ORDER BY documents.work_id, choices.expression"
    ).fetchall()
    works: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for work, language, reading, document in rows:
        works[work].setdefault(language, (reading, document))
    facts = _facts(connection, [reading for members in works.values() for reading, _ in members.values()])
    return {
        work: [Expression(language, document, facts[reading]) for language, (reading, document) in members.items()]
        for work, members in works.items()
    }


def _facts(
    connection: duckdb.DuckDBPyConnection, readings: Sequence[str]
) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """By reading and table, its rows in the order of the text, under the meetings of the preferred expression."""
    found: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for fact in compared_facts():
        columns = ", ".join(dict.fromkeys((
            *(name for name in (*fact.key, *fact.columns) if name != "meeting_id"),
            "document_id", "paragraph", "span_start", "span_end",
        )))  # fmt: skip
        cursor = connection.execute(
            f"SELECT facts.reading_id, coalesce(meeting_map.meeting_id, facts.meeting_id) AS meeting_id, {columns} "
            f"FROM readings.{fact.table} AS facts LEFT JOIN meeting_map ON meeting_map.reading_id = facts.reading_id "
            "AND meeting_map.read_meeting_id = facts.meeting_id WHERE facts.reading_id IN (SELECT unnest($readings)) "
            "ORDER BY facts.reading_id, span_start",
            {"readings": list(readings)},
        )
        names = [column[0] for column in cursor.description or ()]
        for values in cursor.fetchall():
            row = dict(zip(names, values, strict=True))
            found[row["reading_id"]][fact.table].append(row)
    return found


def _make_table(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    columns: Iterable[str],
    rows: Sequence[tuple[Any, ...]],
    types: Mapping[str, Any] | None = None,
) -> None:
    """A temporary table from rows; columns are text unless ``types`` says otherwise."""
    schema = {column: (types or {}).get(column, pl.String) for column in columns}
    connection.register("rows_to_load", pl.DataFrame(rows, schema=schema, orient="row"))
    connection.execute(f"CREATE TEMP TABLE {name} AS FROM rows_to_load")
    connection.unregister("rows_to_load")
