"""Building a candidate: from shards of Parquet to one DuckDB file with all schemas, every object described.

What belongs here: making the file and filling it. What does not: choosing which document speaks for a work and what
its other expressions say (``expressions.py``), the models (``sql/``), checking the file (``expectations/``) and
publishing it (``publish.py``).

``readings`` holds the facts of every document read. ``main`` holds the facts of each work once, and three rules keep
its keys true where documents of different works report on the same meeting:

* ``meetings``: the fullest row stands, that is the one with most columns filled; then the one of the document published
  last, then the one whose document id comes first;
* ``agenda_items``: a meeting's agenda is taken whole from one document, the one that gives it most items; then the
  one whose row stands in ``meetings``, then the one whose id comes first;
* all other facts are kept from every such document. ``meetings.reported_once`` (an expectation) says where that is
  the case.

``quality.anomalies`` is about documents, not works: it holds those of every row of ``main.documents``.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

import duckdb
import polars as pl

from sederunt.tables import FACT_TABLES, Column, Table, sql_text, tables
from warehouse.errors import BuildFailed
from warehouse.expressions import align_meetings, choose_readings, compare_languages, record_alignment
from warehouse.models import Model, macros, models, views

_log = logging.getLogger(__name__)
SCHEMAS: tuple[str, ...] = ("main", "readings", "reference", "analytics", "quality")
READING_ID = Column("reading_id", "text", "The reading that gave this fact: a row of readings.documents")
#: Folders may be named like partitions (`year=2020`); that adds no column.
_PARQUET = "$files, filename = true, hive_partitioning = false"
REFERENCE_TABLES: tuple[str, ...] = (
    "participants",
    "participant_names",
    "successions",
    "bodies",
    "body_names",
    "groups",
    "group_members",
    "treaties",
    "eligibility",
)
#: What is loaded as it is given: the curated tables, and what the sources say of themselves.
GIVEN_TABLES: tuple[str, ...] = (*REFERENCE_TABLES, "failures", "fetches")


def build(
    shards: Sequence[Path],
    failures: pl.DataFrame,
    reference: Mapping[str, pl.DataFrame],
    candidate: Path,
    fetches: pl.DataFrame | None = None,
    previous: Path | None = None,
) -> None:
    """Build ``candidate`` anew from shard folders, each with one ``<table>.parquet`` for every fact table.

    ``failures`` and ``fetches`` (none, where nothing comes over HTTP) have the schemas of those tables; ``reference``
    gives the frames of ``REFERENCE_TABLES`` by name. ``previous`` is a warehouse that the same code has built: what it
    says of works of which nothing has changed is not worked out again.
    Where the bytes of one document came in by several shards, the reading fetched last is taken. Raises
    ``BuildFailed``, and leaves no candidate behind.
    """
    _require_shards(shards)
    fetched = tables()["fetches"].frame([]) if fetches is None else fetches
    frames = {**reference, "failures": failures, "fetches": fetched}
    _require_frames(frames)
    try:
        candidate.parent.mkdir(parents=True, exist_ok=True)
        _remove(candidate)
        with duckdb.connect(candidate) as connection:
            has_previous = previous is not None and _attach(connection, previous)
            connection.begin()  # one transaction: each of the hundreds of comments would else be synced on its own
            create_tables(connection)
            _load_readings(connection, shards)
            _fill_main(connection, frames["bodies"]["body_id"].to_list(), has_previous)
            for name in GIVEN_TABLES:
                load_frame(connection, tables()[name], frames[name])
            make_views(connection)
            connection.commit()
            run_models(connection)
            connection.execute("CHECKPOINT")
    except (duckdb.Error, OSError) as error:
        _remove(candidate)
        raise BuildFailed(f"the warehouse {candidate} cannot be built: {_first_line(error)}") from error


def _require_shards(shards: Sequence[Path]) -> None:
    for shard in shards:
        if missing := [name for name in FACT_TABLES if not (shard / f"{name}.parquet").is_file()]:
            raise BuildFailed(
                f"the shard {shard} lacks {', '.join(f'{name}.parquet' for name in missing)}: "
                "remove the folder and run again, its documents will be read anew"
            )


def _require_frames(frames: Mapping[str, pl.DataFrame]) -> None:
    if missing := {*GIVEN_TABLES} - frames.keys():
        raise BuildFailed(f"the warehouse cannot be built: no frame was given for {', '.join(sorted(missing))}")
    for name in GIVEN_TABLES:
        if lacking := set(tables()[name].column_names) - set(frames[name].columns):
            raise BuildFailed(f"the warehouse cannot be built: the frame of {name} lacks {', '.join(sorted(lacking))}")


def _attach(connection: duckdb.DuckDBPyConnection, previous: Path) -> bool:
    """Whether the previous warehouse can be asked: where it cannot, all is worked out as if there were none."""
    try:
        connection.execute(f"ATTACH {sql_text(str(previous))} AS previous (READ_ONLY)")
    except duckdb.Error as error:
        _log.warning("%s cannot be opened, nothing is taken over from it: %s", previous, _first_line(error))
        return False
    return True


def _remove(candidate: Path) -> None:
    candidate.unlink(missing_ok=True)
    candidate.with_name(f"{candidate.name}.wal").unlink(missing_ok=True)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create schemas and tables, empty, with their comments."""
    for schema in SCHEMAS:
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    statements: list[str] = []
    for table in tables().values():
        statements += table.ddl()
    for name in FACT_TABLES:
        extra = () if name == "documents" else (READING_ID,)
        statements += tables()[name].ddl("readings", extra)
    for statement in statements:
        connection.execute(statement)


def _names(columns: Iterable[str]) -> str:
    return ", ".join(columns)


def _reading_columns(name: str) -> tuple[str, ...]:
    own = tables()[name].column_names
    return own if name == "documents" else ("reading_id", *own)


def _load_readings(connection: duckdb.DuckDBPyConnection, shards: Sequence[Path]) -> None:
    """Fill schema ``readings``: each reading once, from the shard that brought it last."""
    if not shards:
        return
    connection.execute(
        "CREATE TEMP TABLE arrivals AS "
        f"SELECT reading_id, parse_dirpath(filename) AS shard FROM read_parquet({_PARQUET}) "
        "QUALIFY row_number() OVER "
        "(PARTITION BY reading_id ORDER BY fetched_at DESC, reader_version DESC, filename) = 1",
        {"files": _files(shards, "documents")},
    )
    for name in FACT_TABLES:
        columns = _names(_reading_columns(name))
        connection.execute(
            f"INSERT INTO readings.{name} BY NAME SELECT {columns} FROM read_parquet({_PARQUET}) "
            "WHERE (reading_id, parse_dirpath(filename)) IN (SELECT (reading_id, shard) FROM arrivals)",
            {"files": _files(shards, name)},
        )
    connection.execute("DROP TABLE arrivals")


def _files(shards: Sequence[Path], name: str) -> list[str]:
    """The files of one table, for ``read_parquet``, to which ``*``, ``?`` and ``[`` in a path are wildcards."""
    return [re.sub(r"([*?\[])", r"[\1]", str(shard / f"{name}.parquet")) for shard in shards]


def _fill_main(connection: duckdb.DuckDBPyConnection, registered: Collection[str], has_previous: bool) -> None:
    """Fill schema ``main``, and what ``quality`` says of the readings, by the rules of this module. ``registered`` are
    the ids of the curated bodies; ``has_previous``: see ``compare_languages``.
    """
    choose_readings(connection)
    align_meetings(connection, registered)
    own_rules = {
        "documents": _documents_query,
        "meetings": _meetings_query,
        "agenda_items": _agenda_items_query,
        "masthead_fields": _documents_own_query,
        "anomalies": _documents_own_query,
    }
    for name in FACT_TABLES:  # documents and meetings come first: later queries look at them
        table = tables()[name]
        query = own_rules.get(name, _chosen_query)(table)
        filled = _names(table.column_names)
        connection.execute(f"INSERT INTO {table.qualified_name} BY NAME SELECT {filled} FROM ({query})")
    record_alignment(connection)
    compare_languages(connection, has_previous)
    for name in ("choices", "meeting_map"):
        connection.execute(f"DROP TABLE {name}")


def _chosen_query(table: Table) -> str:
    """The facts of the readings that speak for their works, their meetings under the ids of schema ``main``."""
    chosen = f"readings.{table.name} SEMI JOIN (FROM choices WHERE gives_facts) USING (reading_id)"
    mapped = [name for name in ("meeting_id", "body_id") if name in table.column_names]
    if not mapped:
        return f"FROM {chosen}"
    replaced = ", ".join(f"coalesce(meeting_map.{name}, facts.{name}) AS {name}" for name in mapped)
    return (
        f"SELECT facts.* REPLACE ({replaced}) FROM (FROM {chosen}) AS facts LEFT JOIN meeting_map "
        "ON meeting_map.reading_id = facts.reading_id AND meeting_map.read_meeting_id = facts.meeting_id"
    )


def _documents_query(table: Table) -> str:
    """Every document by its chosen reading; what the reader left open is filled in."""
    kept = _names(f"documents.{name}" for name in table.column_names if name not in ("is_current", "superseded_by"))
    return (
        f"SELECT {kept}, choices.superseded_by IS NULL AS is_current, choices.superseded_by AS superseded_by "
        "FROM readings.documents JOIN choices ON choices.reading_id = documents.reading_id"
    )


def _documents_own_query(table: Table) -> str:
    """What is said of every document of ``main.documents``, chosen for its facts or not."""
    return f"FROM readings.{table.name} SEMI JOIN choices USING (reading_id)"


def _meetings_query(table: Table) -> str:
    """The fullest row of each meeting."""
    place = {"paragraph", "page"}
    optional = [column.name for column in table.columns if column.is_nullable and column.name not in place]
    n_filled = " + ".join(f"(rows.{name} IS NOT NULL)::INTEGER" for name in optional)
    return (
        f"SELECT rows.* FROM ({_chosen_query(table)}) AS rows JOIN main.documents USING (document_id) "
        f"QUALIFY row_number() OVER (PARTITION BY rows.meeting_id ORDER BY {n_filled} DESC, "
        "documents.published_on DESC NULLS LAST, rows.document_id, rows.span_start) = 1"
    )


def _agenda_items_query(table: Table) -> str:
    """The agenda of each meeting from the document that gives it most items."""
    return (
        f"WITH rows AS ({_chosen_query(table)}), agendas AS ("
        "SELECT rows.meeting_id, rows.document_id FROM rows "
        "LEFT JOIN main.meetings ON meetings.meeting_id = rows.meeting_id AND meetings.document_id = rows.document_id "
        "GROUP BY rows.meeting_id, rows.document_id "
        "QUALIFY row_number() OVER (PARTITION BY rows.meeting_id "
        "ORDER BY count(DISTINCT rows.item) DESC, count(meetings.meeting_id) = 0, rows.document_id) = 1) "
        "FROM rows SEMI JOIN agendas USING (meeting_id, document_id)"
    )


def load_frame(connection: duckdb.DuckDBPyConnection, table: Table, frame: pl.DataFrame) -> None:
    """Fill a table from a frame of its declared schema."""
    connection.register("frame_to_load", frame)
    columns = _names(table.column_names)
    connection.execute(f"INSERT INTO {table.qualified_name} BY NAME SELECT {columns} FROM frame_to_load")
    connection.unregister("frame_to_load")


def make_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the macros and the views, with their comments."""
    for macro in macros():
        connection.execute(f"CREATE MACRO main.{macro.name}({_names(macro.parameters)}) AS {macro.expression}")
        connection.execute(f"COMMENT ON MACRO main.{macro.name} IS {sql_text(macro.description)}")
    for view in views():
        name = view.table.qualified_name
        connection.execute(f"CREATE VIEW {name} AS {view.query}")
        connection.execute(f"COMMENT ON VIEW {name} IS {sql_text(f'{view.table.description}; {view.table.grain}')}")
        for column in view.table.columns:
            connection.execute(f"COMMENT ON COLUMN {name}.{column.name} IS {sql_text(column.description)}")


def run_model(connection: duckdb.DuckDBPyConnection, model: Model) -> None:
    """Create and fill the table of one model, whose sources stand, in a transaction of its own.

    What a transaction has not committed yet, DuckDB plans queries over without knowing how many rows there are.
    """
    connection.begin()
    for statement in model.table.ddl():
        connection.execute(statement)
    columns = _names(model.table.column_names)
    connection.execute(f"INSERT INTO {model.table.qualified_name} BY NAME SELECT {columns} FROM ({model.query})")
    connection.commit()


def run_models(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill schema ``analytics``: models see the tables of ``main`` and ``reference``, and the models before them."""
    for model in models():
        run_model(connection, model)
