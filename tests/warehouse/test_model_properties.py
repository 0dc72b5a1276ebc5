"""What holds of the models whatever the meetings: counts add up, shares lie between 0 and 1, the unknown stays empty.

Random small warehouses are made, and the streaks and pairs are counted again by a plain program, meeting by meeting.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import combinations
from typing import Any

import duckdb
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sederunt.tables import FACT_TABLES, tables
from tests.warehouse import shards
from warehouse.build import REFERENCE_TABLES, create_tables, load_frame, make_views, run_models

STATES = ("CHL", "FRA", "KEN", "NOR")
OTHERS = ("org:icrc", "un:unodc")
BODIES = ("fords", "weirs")
Rows = dict[str, list[dict[str, Any]]]


@st.composite
def meetings(draw: st.DrawFn) -> Rows:
    """Up to six meetings of two bodies: lists whole, cut or missing; speakers named, counted or not recorded."""
    rows: Rows = defaultdict(list)
    rows["documents"] = [{"document_id": "D:en", "text": "x"}]
    rows["participants"] = [{"participant_id": one, "kind": "state", "name": one} for one in STATES]
    rows["participants"] += [{"participant_id": one, "kind": "igo", "name": one} for one in OTHERS]
    rows["bodies"] = [{"body_id": one, "name": one} for one in BODIES]
    rows["groups"] = [{"group_id": f"group:{n}", "name": f"{n}", "kind": "regional"} for n in "ab"]
    rows["group_members"] = [
        {"group_id": f"group:{group}", "participant_id": one, "source": "x"}
        for one, group in zip(STATES, "aab", strict=False)
    ]
    for body in BODIES:
        for number in range(draw(st.integers(0, 5))):
            _meeting(draw, rows, body, number)
        for one in draw(st.sets(st.sampled_from(STATES))):
            first = draw(st.integers(2000, 2003))
            last = draw(st.one_of(st.none(), st.integers(first, 2005)))
            rows["eligibility"].append(
                {
                    "body_id": body,
                    "participant_id": one,
                    "status": "party",
                    "valid_from": date(first, 1, 1),
                    "valid_to": None if last is None else date(last, 12, 31),
                    "as_of": date(2003, 12, 31),
                    "source": "x",
                }
            )
    return rows


def _meeting(draw: st.DrawFn, rows: Rows, body: str, number: int) -> None:
    meeting = f"{body}:{number}"
    place = {"document_id": "D:en", "meeting_id": meeting}
    rows["meetings"].append(
        {**place, "body_id": body, "body_name": body, "ordinal": number, "starts_on": date(2000 + number, 6, 1)}
    )
    for names, capacity in ((STATES, "member"), (OTHERS, "igo")):
        present = draw(st.sets(st.sampled_from(names)))
        if present or draw(st.booleans()):
            complete = draw(st.booleans())
            rows["attendance_lists"].append(
                {**place, "capacity": capacity, "n_listed": len(present), "is_complete": complete}
            )
        rows["attendance"] += [{**place, "participant_id": one, "capacity": capacity} for one in sorted(present)]
    spoken = draw(st.lists(st.sampled_from(STATES + OTHERS), max_size=6))
    rows["statements"] += [{**place, "participant_id": one, "agenda_items": ["1"]} for one in spoken]
    if draw(st.integers(0, 4)) == 0:
        rows["statement_counts"].append({**place, "n_stated": 2})


@contextmanager
def modelled(rows: Rows) -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse in memory with these facts in ``main``, and every model run."""
    with duckdb.connect(":memory:") as connection:
        create_tables(connection)
        for name, frame in shards.reference_of(rows).items():
            if name in REFERENCE_TABLES:
                load_frame(connection, tables()[name], frame)
        facts = shards.frames_of(rows)
        for name in FACT_TABLES:
            load_frame(connection, tables()[name], facts[name])
        make_views(connection)
        run_models(connection)
        yield connection


def wrong(connection: duckdb.DuckDBPyConnection, table: str, condition: str) -> list[Any]:
    return connection.sql(f"FROM analytics.{table} WHERE NOT coalesce({condition}, true)").fetchall()


INVARIANTS = (
    ("participation", "n_meetings = n_meetings_attended + n_meetings_not_listed + n_meetings_unknown"),
    ("participation", "least(n_meetings_not_listed, n_meetings_unknown, n_unknown, n_absent) >= 0"),
    ("participation", "n_eligible = n_attended + n_absent + n_unknown"),
    ("participation", "n_meetings_silent <= n_meetings_rated AND n_meetings_rated <= n_meetings_attended"),
    ("participation", "attendance_rate BETWEEN 0 AND 1"),
    ("participation", "(attendance_rate IS NULL) = (n_attended + n_absent = 0)"),
    ("participation", "(statements_per_meeting_as_actor IS NULL) = (n_meetings_rated = 0)"),
    ("attendance_by_meeting", "n_eligible = n_attended + n_absent + n_unknown"),
    ("attendance_by_meeting", "(attendance_rate IS NULL) = (coalesce(n_attended + n_absent, 0) = 0)"),
    ("attendance_by_meeting", "n_states_spoke + n_states_silent = n_states"),
    ("attendance_by_meeting", "share_states_spoke BETWEEN 0 AND 1"),
    ("attendance_trend", "n_eligible = n_attended + n_absent + n_unknown AND n_states_first_seen <= n_states"),
    ("attendance_trend", "(attendance_rate IS NULL) = (n_attended + n_absent = 0)"),
    ("statement_concentration", "effective_speakers BETWEEN 1 - 1e-9 AND n_speakers + 1e-9"),
    ("statement_concentration", "gini_speakers >= 0 AND gini_speakers < 1 AND gini_present >= 0 AND gini_present < 1"),
    ("statement_concentration", "effective_share > 0 AND effective_share <= 1 + 1e-9 AND n_silent <= n_present"),
    ("statement_share", "share_statements BETWEEN 0 AND 1 AND share_statements <= share_statements_of_states"),
    ("regional_balance", "n_attended <= n_eligible AND n_eligible <= n_eligible_all AND n_spoke <= n_attended"),
    ("regional_balance", "balance_present BETWEEN -1 AND 1 AND balance_speaking BETWEEN -1 AND 1"),
    ("regional_balance", "(balance_present IS NULL) OR is_eligibility_known"),
    ("agenda_engagement", "n_states + n_organizations = n_speakers AND share_states_spoke BETWEEN 0 AND 1"),
    ("attendance_streaks", "greatest(current_streak, 1) <= longest_streak AND longest_streak <= n_attended"),
    ("attendance_streaks", "current_streak = 0 OR current_lapse = 0"),
    ("attendance_streaks", "current_lapse <= longest_lapse AND longest_lapse <= n_missed AND n_lapses <= n_missed"),
    ("empty_chairs", "n_absent <= n_eligible AND n_silent <= n_attended AND is_certain = (n_unknown = 0)"),
    ("coattendance", "n_together <= least(n_first, n_second) AND greatest(n_first, n_second) <= n_meetings"),
    ("coattendance", "share_together BETWEEN 0 AND 1 AND n_expected <= least(n_first, n_second)"),
    ("observer_turnover", "jaccard BETWEEN 0 AND 1 AND n_stayed + n_entered = n_present"),
    ("observer_turnover", "n_stayed + n_left = n_present_before"),
    ("attested_status", "n_meetings = n_confirmed + n_otherwise + n_denied + n_unknown"),
    ("presence", "(is_present IS NOT NULL) OR NOT is_rated"),
    ("presence", "NOT is_listed OR is_present"),
    ("presence", "n_statements_once <= n_statements"),
)
SUMS = (
    ("sum(n_attended), sum(n_absent), sum(n_unknown)", "participation", "attendance_trend"),
    ("sum(n_attended), sum(n_absent), sum(n_unknown)", "participation", "attendance_by_meeting"),
)


def figures_hang_together(connection: duckdb.DuckDBPyConnection, rows: Rows) -> None:
    for table, condition in INVARIANTS:
        assert wrong(connection, table, condition) == [], (table, condition)
    for columns, one, other in SUMS:
        counted = [
            tuple(value or 0 for value in connection.sql(f"SELECT {columns} FROM analytics.{table}").fetchall()[0])
            for table in (one, other)
        ]
        assert counted[0] == counted[1], (columns, one, other)
    total = "SELECT sum(share_statements) FROM analytics.statement_share GROUP BY body_id, year"
    assert all(abs(share - 1) < 1e-9 for (share,) in connection.sql(total).fetchall() if share is not None)
    spoken = connection.sql("SELECT coalesce(sum(n_statements), 0) FROM analytics.presence").fetchall()[0][0]
    assert spoken == len(rows["statements"])


Cell = dict[str, Any]


def cells(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], list[Cell]]:
    """What every participant did at each meeting whose absences are known, in their order, seen there or not."""
    found = connection.sql("""
        SELECT c.body_id, k.participant_id, k.is_state, p.is_present, coalesce(p.is_listed, false) AS is_listed,
          coalesce(p.n_statements, 0) > 0 AS has_spoken, coalesce(p.is_eligible, false) AS is_eligible,
          k.is_state AND c.is_eligibility_known AS is_eligibility_known
        FROM analytics.meeting_coverage AS c CROSS JOIN analytics.participant_keys AS k
        LEFT JOIN analytics.presence AS p USING (meeting_id, participant_id)
        WHERE CASE WHEN k.is_state THEN c.is_state_absence_known ELSE c.is_organization_absence_known END
        ORDER BY c.body_id, k.participant_id, c.body_order""")
    rows: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for values in found.fetchall():
        cell = dict(zip(found.columns, values, strict=True))
        rows[cell["body_id"], cell["participant_id"]].append(cell)
    return rows


def counts_as_missed(cell: Cell) -> bool:
    return (
        not cell["is_listed"] and not cell["has_spoken"] and (cell["is_eligible"] or not cell["is_eligibility_known"])
    )


def streaks_of(path: list[Cell]) -> tuple[int, ...]:
    """Attended, missed, longest and current streak, lapses, longest and current lapse: one meeting after another."""
    attended = missed = streak = longest_streak = lapse = longest_lapse = lapses = 0
    for cell in path:
        if cell["is_listed"]:
            attended, streak, lapse = attended + 1, streak + 1, 0
            longest_streak = max(longest_streak, streak)
        elif not cell["has_spoken"]:
            streak = 0
            if attended and counts_as_missed(cell):
                lapse, missed = lapse + 1, missed + 1
                lapses += lapse == 1
                longest_lapse = max(longest_lapse, lapse)
    return attended, missed, longest_streak, streak, lapses, longest_lapse, lapse


def pair_of(one: list[Cell], other: list[Cell]) -> tuple[int, ...]:
    """Meetings, those of the first, of the second, of both: where each attended or could have missed."""
    both = [
        (first["is_listed"], second["is_listed"])
        for first, second in zip(one, other, strict=True)
        if all(cell["is_listed"] or counts_as_missed(cell) for cell in (first, second))
    ]
    return len(both), sum(a for a, _ in both), sum(b for _, b in both), sum(a and b for a, b in both)


def streaks_and_pairs_are_those_counted_one_by_one(connection: duckdb.DuckDBPyConnection) -> None:
    paths = cells(connection)
    found = connection.sql("""
        SELECT body_id, participant_id, n_attended, n_missed, longest_streak, current_streak, n_lapses,
          longest_lapse, current_lapse FROM analytics.attendance_streaks""").fetchall()
    seen = {key: path for key, path in paths.items() if any(cell["is_listed"] for cell in path)}
    assert {(row[0], row[1]): row[2:] for row in found} == {key: streaks_of(path) for key, path in seen.items()}
    pairs = connection.sql("""
        SELECT body_id, first_id, second_id, n_meetings, n_first, n_second, n_together
        FROM analytics.coattendance""").fetchall()
    states = {key: path for key, path in seen.items() if key[1] in STATES}
    counted = {
        (body, first, second): pair_of(states[body, first], states[body, second])
        for body in BODIES
        for first, second in combinations(sorted(one for of, one in states if of == body), 2)
    }
    assert {row[:3]: row[3:] for row in pairs} == {key: pair for key, pair in counted.items() if pair[0]}


@settings(
    max_examples=100 if os.environ.get("SEDERUNT_LONG") else 8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(meetings())
def test_the_figures_agree(rows: Rows) -> None:
    """Each example builds a warehouse: all that holds is asked of it."""
    with modelled(rows) as connection:
        figures_hang_together(connection, rows)
        streaks_and_pairs_are_those_counted_one_by_one(connection)
