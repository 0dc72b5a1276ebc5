"""The charts: Vega-Lite specifications made with Altair, once each, without data.

What belongs here: what is drawn, and how. What does not: the data, which a chart takes from the table that stands below
it (``static/site.js`` reads the cells, so that what is drawn, read aloud and downloaded is one thing), and colours,
which are those of the reader's scheme: a specification names them ``var:--spoke``, after the properties in
``static/site.css``; ``var:hatch`` is the pattern of what is not known, ``var:hatch-silent`` of what is known in part.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

SPOKE, SILENT, LISTED, ABSENT, UNKNOWN, ACCENT, QUIET = (
    "var:--spoke",
    "var:--silent",
    "var:hatch-silent",
    "var:--absent",
    "var:hatch",
    "var:--accent",
    "var:--quiet",
)
_PARTS = ["spoke", "listed, silent", "listed, speaking not known"]
_PARTS_COLORS = [SPOKE, SILENT, LISTED]


def _compact(chart: Any, **top: Any) -> str:
    """The specification as JSON, without the parts that are the same for all charts and set by the script."""
    import altair as alt

    fitted = alt.AutoSizeParams(type="fit-x", contains="padding")
    spec = chart.properties(width="container", autosize=fitted, **top).to_dict()
    spec.pop("config", None)
    spec.pop("$schema", None)
    return json.dumps(spec, ensure_ascii=False, separators=(",", ":"))


def _by_rows(chart: Any, step: int, most: int | None = None) -> str:
    """The specification of a chart as high as it has rows, ``most`` of them: the script multiplies ``step`` by them."""
    return _compact(chart, usermeta={"step": step, "most": most})


def _rows() -> Any:
    import altair as alt

    return alt.NamedData("rows")


@cache
def meetings_of_body() -> str:
    """States listed at each meeting of a body: bars of those who spoke and who did not; ≥ over a cut list.

    Columns: meeting, starts_on, n_states, n_states_spoke, n_states_silent, is_complete (yes, no, "").
    """
    import altair as alt

    base = alt.Chart(_rows())
    x = alt.X("meeting:N", sort=alt.EncodingSortField("starts_on", op="min"), title=None, axis=alt.Axis(labelAngle=0))
    bars = (
        base.transform_filter("datum.n_states != null")
        .transform_calculate(
            spoke="datum.n_states_silent == null ? 0 : datum.n_states_spoke",
            silent="datum.n_states_silent == null ? 0 : datum.n_states_silent",
            listed="datum.n_states_silent == null ? datum.n_states : 0",
        )
        .transform_fold(["spoke", "silent", "listed"], as_=["part", "n"])
        .transform_calculate(
            said="{'spoke': 'spoke', 'silent': 'listed, silent', 'listed': 'listed, speaking not known'}[datum.part]",
            order="{'spoke': 0, 'silent': 1, 'listed': 2}[datum.part]",
        )
        .transform_filter("datum.n > 0")
        .mark_bar()
        .encode(
            x=x,
            y=alt.Y("n:Q", title="States", axis=alt.Axis(tickMinStep=1)),
            order=alt.Order("order:Q"),
            color=_color("said", _PARTS, _PARTS_COLORS),
            tooltip=[alt.Tooltip("meeting:N", title="meeting"), alt.Tooltip("said:N", title="States"), "n:Q"],
        )
    )
    at_least = (
        base.transform_filter("datum.is_complete == 'no' && datum.n_states != null")
        .mark_text(dy=-7, text="≥", fontSize=13)
        .encode(x=x, y="n_states:Q", color=alt.value("var:--ink"))
    )
    return _compact(alt.layer(bars, at_least, _not_known(base, x, "n_states")), height=240)


def _not_known(base: Any, x: Any, field: str) -> Any:
    """Where a figure is not known: the whole height hatched."""
    import altair as alt

    return (
        base.transform_filter(f"datum.{field} == null")
        .transform_calculate(said="'not known'")
        .mark_bar()
        .encode(
            x=x,
            y=alt.value(0),
            y2=alt.value("height"),
            color=alt.value(UNKNOWN),
            tooltip=alt.Tooltip("said:N", title="States"),
        )
    )


def _color(field: str, domain: list[str], colors: list[str], legend: bool = True) -> Any:
    import altair as alt

    shown = alt.Legend(title=None, symbolType="square", labelLimit=260)
    return alt.Color(
        f"{field}:N", scale=alt.Scale(domain=domain, range=colors), legend=shown if legend else None, title=None
    )


@cache
def speakers() -> str:
    """The fifteen that spoke most: horizontal bars. Columns: name, n_statements."""
    import altair as alt

    base = (
        alt.Chart(_rows())
        .transform_window(place="row_number()", sort=[alt.SortField("n_statements", "descending")])
        .transform_filter("datum.place <= 15")
    )
    y = alt.Y(
        "name:N",
        sort=alt.EncodingSortField("n_statements", op="max", order="descending"),
        title=None,
        axis=alt.Axis(ticks=False, domain=False),
    )
    bars = base.mark_bar(height={"band": 0.66}).encode(
        y=y,
        x=alt.X("n_statements:Q", title="statements", axis=alt.Axis(tickMinStep=1)),
        color=alt.value(SPOKE),
        tooltip=[alt.Tooltip("name:N", title="name"), alt.Tooltip("n_statements:Q", title="statements")],
    )
    figures = base.mark_text(align="left", dx=4).encode(
        y=y, x="n_statements:Q", text="n_statements:Q", color=alt.value("var:--ink")
    )
    return _by_rows(alt.layer(bars, figures), step=22, most=15)


@cache
def regions_of_meeting() -> str:
    """States listed at one meeting, by regional group: spoke and silent. Columns: region, n, n_spoke, n_silent."""
    import altair as alt

    chart = (
        alt.Chart(_rows())
        .transform_calculate(
            spoke="datum.n_silent == null ? 0 : datum.n_spoke",
            silent="datum.n_silent == null ? 0 : datum.n_silent",
            listed="datum.n_silent == null ? datum.n : 0",
        )
        .transform_fold(["spoke", "silent", "listed"], as_=["part", "states"])
        .transform_calculate(
            said="{'spoke': 'spoke', 'silent': 'listed, silent', 'listed': 'listed, speaking not known'}[datum.part]",
            order="{'spoke': 0, 'silent': 1, 'listed': 2}[datum.part]",
        )
        .transform_filter("datum.states > 0")
        .mark_bar(height={"band": 0.66})
        .encode(
            y=alt.Y("region:N", title=None, axis=alt.Axis(ticks=False, domain=False)),
            x=alt.X("states:Q", title="States", axis=alt.Axis(tickMinStep=1)),
            order="order:Q",
            color=_color("said", _PARTS, _PARTS_COLORS),
            tooltip=[alt.Tooltip("region:N", title="region"), alt.Tooltip("said:N", title="States"), "states:Q"],
        )
    )
    return _by_rows(chart, step=30)


@cache
def meetings_by_year() -> str:
    """Meetings read, by year and by what is known of their lists. Columns: year, complete, cut, none."""
    said = {"complete": "lists complete", "cut": "lists cut or numbers only", "none": "no list read"}
    return _meetings_by_year(said, [SPOKE, LISTED, UNKNOWN])


@cache
def years_of_state() -> str:
    """Meetings of its bodies at which a State was listed, or was not, or it is not known.

    Columns: year, listed, absent, unknown.
    """
    said = {"listed": "listed", "absent": "not listed", "unknown": "not known"}
    return _meetings_by_year(said, [SPOKE, ABSENT, UNKNOWN])


def _meetings_by_year(said: Mapping[str, str], colors: list[str]) -> str:
    """Meetings of each year in parts, stacked in their order; ``said`` holds the words for each column of counts."""
    import altair as alt

    words = ", ".join(f"'{part}': '{word}'" for part, word in said.items())
    order = ", ".join(f"'{part}': {place}" for place, part in enumerate(said))
    chart = (
        alt.Chart(_rows())
        .transform_fold(list(said), as_=["part", "meetings"])
        .transform_calculate(said=f"{{{words}}}[datum.part]", order=f"{{{order}}}[datum.part]")
        .mark_bar()
        .encode(
            x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("meetings:Q", title="meetings", axis=alt.Axis(tickMinStep=1)),
            order="order:Q",
            color=_color("said", list(said.values()), colors),
            tooltip=[alt.Tooltip("year:O", title="year"), alt.Tooltip("said:N", title="meetings"), "meetings:Q"],
        )
    )
    return _compact(chart, height=220)


@cache
def speaking_against_attending() -> str:
    """Every State by meetings attended and statements made; one of them stands out.

    Columns: name, n_meetings_attended, n_statements, is_this (yes, "").
    """
    import altair as alt

    base = alt.Chart(_rows())
    x = alt.X("n_meetings_attended:Q", title="meetings attended", axis=alt.Axis(tickMinStep=1))
    y = alt.Y("n_statements:Q", title="statements", axis=alt.Axis(tickMinStep=1))
    tooltip = [
        alt.Tooltip("name:N", title="State"),
        alt.Tooltip("n_meetings_attended:Q", title="meetings attended"),
        alt.Tooltip("n_statements:Q", title="statements"),
    ]
    others = (
        base.transform_filter("datum.is_this != 'yes'")
        .mark_circle(size=36, opacity=0.45)
        .encode(x=x, y=y, tooltip=tooltip, color=alt.value(QUIET))
    )
    this = base.transform_filter("datum.is_this == 'yes'")
    point = this.mark_circle(size=130, opacity=1).encode(x=x, y=y, tooltip=tooltip, color=alt.value(ACCENT))
    label = this.mark_text(dy=-14, fontWeight="bold").encode(x=x, y=y, text="name:N", color=alt.value("var:--ink"))
    return _compact(alt.layer(others, point, label), height=300)


@cache
def rate_over_time() -> str:
    """The attendance rate of a regional group, by year; a year for which it is not known is hatched.

    Columns: year, n_meetings, attendance_rate.
    """
    return _share_over_time("attendance_rate", [0, 0.25, 0.5, 0.75, 1])


@cache
def share_over_time() -> str:
    """The share of a regional group among those present, by year, likewise.

    Columns: year, n_meetings, share_present.
    """
    return _share_over_time("share_present", [0, 0.2, 0.4])


def _share_over_time(field: str, ticks: list[float]) -> str:
    import altair as alt

    base = alt.Chart(_rows())
    x = alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True))
    y = alt.Y(
        f"{field}:Q",
        title=None,
        scale=alt.Scale(domain=[0, ticks[-1]]),
        axis=alt.Axis(format="%", values=ticks),
    )
    tooltip = [alt.Tooltip("year:O", title="year"), alt.Tooltip(f"{field}:Q", title="share", format=".0%")]
    line = base.mark_line(strokeWidth=2, invalid="break-paths-show-path-domains").encode(
        x=x, y=y, color=alt.value(SPOKE)
    )
    points = (
        base.transform_filter(f"datum.{field} != null")
        .mark_circle(size=44, opacity=1)
        .encode(x=x, y=y, tooltip=tooltip, color=alt.value(SPOKE))
    )
    unknown = _not_known(base.transform_filter("datum.n_meetings > 0"), x, field)
    return _compact(alt.layer(unknown, line, points), height=150)


@cache
def agenda_items() -> str:
    """Statements by agenda item of one meeting: horizontal bars in the order of the agenda.

    Columns: item, title, n_statements.
    """
    import altair as alt

    base = alt.Chart(_rows()).transform_calculate(label="datum.item + '  ' + datum.title")
    y = alt.Y("label:N", sort=None, title=None, axis=alt.Axis(ticks=False, domain=False))
    bars = base.mark_bar(height={"band": 0.66}).encode(
        y=y,
        x=alt.X("n_statements:Q", title="statements", axis=alt.Axis(tickMinStep=1)),
        color=alt.value(SPOKE),
        tooltip=[alt.Tooltip("title:N", title="item"), alt.Tooltip("n_statements:Q", title="statements")],
    )
    figures = base.mark_text(align="left", dx=4).encode(
        y=y, x="n_statements:Q", text="n_statements:Q", color=alt.value("var:--ink")
    )
    return _by_rows(alt.layer(bars, figures), step=22)


#: The charts by the names of their functions, under which the templates ask for them.
ALL = (
    meetings_of_body,
    speakers,
    regions_of_meeting,
    meetings_by_year,
    years_of_state,
    speaking_against_attending,
    rate_over_time,
    share_over_time,
    agenda_items,
)
