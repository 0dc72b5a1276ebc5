"""An app for free questions, on the published file: ``make explore`` opens it, read-only, on this machine alone.

What belongs here: filters, questions in SQL, charts, and the quotes behind a selection. What does not: any definition
of a figure (``warehouse/sql/``), and how the app is started (``pipelines/explore.py``).

This is a marimo notebook: each function below is a cell, its arguments are the names that it takes from others.
"""

import marimo

app = marimo.App(width="medium", app_title="Sederunt: free questions")


@app.cell(hide_code=True)
def _():
    import os
    from datetime import date

    import altair as alt
    import duckdb
    import marimo as mo

    from sederunt.sources.home import home_path
    from warehouse.publish import published_path

    return alt, date, duckdb, home_path, mo, os, published_path


@app.cell(hide_code=True)
def _(duckdb, home_path, mo, os, published_path):
    published = published_path(home_path(None, os.environ))
    mo.stop(not published.is_file(), mo.md(f"There is no `{published}` yet: run `sederunt run` first."))
    # Read-only, and no extension comes over the network because a question names a function of it.
    warehouse = duckdb.connect(published, read_only=True, config={"autoinstall_known_extensions": "false"})
    return (warehouse,)


@app.cell(hide_code=True)
def _(mo):
    mo.md(
        """
        # Free questions

        Choose bodies, a region, years or an agenda item; what is below follows. What is not known is left empty, and
        is never 0.
        """
    )


@app.cell(hide_code=True)
def _(date, mo, warehouse):
    _bodies = warehouse.sql(
        "SELECT DISTINCT body_name, body_id FROM analytics.meeting_coverage ORDER BY body_name"
    ).fetchall()
    _regions = warehouse.sql(
        "SELECT DISTINCT group_name, group_id FROM analytics.regional_balance ORDER BY group_name"
    ).fetchall()
    _first, _last = warehouse.sql("SELECT min(year), max(year) FROM analytics.meeting_coverage").fetchall()[0]
    _this = date.today().year
    body = mo.ui.multiselect(dict(_bodies), label="Bodies (none: all)", full_width=True)
    region = mo.ui.dropdown(dict(_regions), label="Group of States (none: all)")
    years = mo.ui.range_slider(_first or _this, (_last or _this) + 1, label="Years", show_value=True)
    item = mo.ui.text(label="Agenda item or words of its title", placeholder="3, 4 (a), budget")
    mo.vstack([body, mo.hstack([region, years, item], justify="start", gap=2, wrap=True)])
    return body, item, region, years


@app.cell(hide_code=True)
def _(body, item, region, warehouse, years):
    def select(query):
        """The rows of a query that may name $bodies, $region, $first, $last and $item."""
        chosen = {
            "bodies": body.value,
            "region": region.value,
            "first": years.value[0],
            "last": years.value[1],
            "item": item.value.strip() or None,
        }
        return warehouse.execute(query, {name: value for name, value in chosen.items() if f"${name}" in query}).pl()

    return (select,)


@app.cell(hide_code=True)
def _(alt, mo, select):
    by_meeting = select(
        """
        SELECT body_name AS body, starts_on, n_states, n_states_spoke, n_states_silent, attendance_rate, meeting_id
        FROM analytics.attendance_by_meeting
        WHERE (len($bodies) = 0 OR list_contains($bodies, body_id))
          AND (starts_on IS NULL OR year(starts_on) BETWEEN $first AND $last)
        ORDER BY starts_on
        """
    )
    _chart = (
        alt.Chart(by_meeting.drop_nulls(["starts_on", "n_states"]))
        .mark_circle(size=60)
        .encode(
            x=alt.X("starts_on:T", title=None),
            y=alt.Y("n_states:Q", title="States listed"),
            color=alt.Color("body:N", legend=None),
            tooltip=["body", "starts_on", "n_states", "n_states_spoke"],
        )
        .properties(height=260, width="container")
    )
    _unknown = by_meeting["n_states"].null_count()
    mo.vstack(
        [
            mo.md(f"## Meetings\n\n{by_meeting.height} meetings; of {_unknown} it is not known which States came."),
            mo.ui.altair_chart(_chart),
            mo.ui.table(by_meeting, selection=None, label="Meetings"),
        ]
    )


@app.cell(hide_code=True)
def _(mo, select):
    speakers = select(
        """
        SELECT
          presence.participant_id,
          participants.name,
          count(*) FILTER (presence.is_listed) AS n_meetings_listed,
          count(*) FILTER (presence.is_rated AND presence.is_present) AS n_attended,
          count(*) FILTER (presence.is_rated AND NOT presence.is_present) AS n_absent,
          sum(presence.n_statements) AS n_statements,
          sum(presence.n_statements_as_principal) AS n_on_its_behalf
        FROM analytics.presence JOIN main.participants ON participants.participant_id = presence.participant_id
        WHERE (len($bodies) = 0 OR list_contains($bodies, presence.body_id))
          AND (presence.year IS NULL OR presence.year BETWEEN $first AND $last)
          AND ($region IS NULL OR EXISTS (
            FROM reference.group_members
            WHERE group_members.group_id = $region
              AND group_members.participant_id = presence.participant_id
              AND coalesce(group_members.valid_from <= presence.starts_on, true)
              AND coalesce(group_members.valid_to >= presence.starts_on, true)
          ))
        GROUP BY ALL
        ORDER BY n_statements DESC, n_meetings_listed DESC, name
        """
    )
    chosen = mo.ui.table(speakers, selection="multi", label="Who came, who spoke: choose some to read their words")
    chosen
    return (chosen,)


@app.cell(hide_code=True)
def _(chosen, mo, select, warehouse):
    _ids = chosen.value["participant_id"].to_list()
    _found = select(
        """
        SELECT statements.statement_id, statements.participant_id
        FROM main.statements
        JOIN analytics.meeting_coverage AS coverage ON coverage.meeting_id = statements.meeting_id
        WHERE (len($bodies) = 0 OR list_contains($bodies, coverage.body_id))
          AND (coverage.year IS NULL OR coverage.year BETWEEN $first AND $last)
          AND ($item IS NULL OR list_contains(statements.agenda_items, $item) OR EXISTS (
            FROM main.agenda_items
            WHERE agenda_items.meeting_id = statements.meeting_id
              AND list_contains(statements.agenda_items, agenda_items.item)
              AND contains(lower(agenda_items.title), lower($item))
          ))
        ORDER BY statements.statement_id
        """
    )
    _wanted = [row[0] for row in _found.iter_rows() if not _ids or row[1] in _ids][:200]
    quotes = warehouse.execute(
        """
        SELECT starts_on, body_name, participant_name, agenda_items, quote, paragraph, page, document_id, source_uri
        FROM main.statements_with_quotes
        WHERE statement_id IN (SELECT unnest($wanted))
        ORDER BY starts_on DESC NULLS LAST, document_id
        """,
        {"wanted": _wanted},
    ).pl()
    _of = f"of {_found.height} statements" if not _ids else f"of {len(_ids)} chosen"
    mo.vstack(
        [
            mo.md(f"## The words behind it\n\nThe first {quotes.height}, {_of}."),
            mo.ui.table(quotes, selection=None, wrapped_columns=["quote"], label="Statements with the sentence"),
        ]
    )


@app.cell(hide_code=True)
def _(mo):
    mo.md("## Your own question\n\nEvery table of the file can be asked, and none changed; Ctrl-Enter asks.")


@app.cell(hide_code=True)
def _(mo):
    question = mo.ui.code_editor(
        "SELECT capacity, count(*) AS n\nFROM attendance\nGROUP BY capacity\nORDER BY n DESC",
        language="sql",
        label="SQL",
    )
    question
    return (question,)


@app.cell(hide_code=True)
def _(duckdb, mo, question, warehouse):
    try:
        answer = mo.sql(question.value, output=False, engine=warehouse)
        _shown = mo.ui.table(answer, selection=None) if answer is not None else mo.md("This gives no rows.")
    except duckdb.Error as error:
        answer, _shown = None, mo.md(f"This is not understood: `{str(error).partition(chr(10))[0]}`")
    _shown
    return (answer,)


if __name__ == "__main__":
    app.run()
