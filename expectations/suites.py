"""Great Expectations on a DuckDB file: one context, one data source, one batch, one suite a table.

What belongs here: everything that knows Great Expectations, and the traps of running it on DuckDB. What does not:
what is expected (``catalogue.py``), what becomes of the result (``validation.py``).
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from expectations.catalogue import Check

#: Without AUTOCOMMIT and with a rollback on return, every expectation on DuckDB fails with "list index out of range".
_ENGINE_ARGUMENTS: Mapping[str, Any] = {
    "connect_args": {"read_only": True},
    "isolation_level": "AUTOCOMMIT",
    "skip_autocommit_rollback": True,
}
#: The metric of Great Expectations that a verdict rests on.
_N_ROWS = "unexpected_rows_query.row_count"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a check is met, how many rows are not as expected, and the error where it could not be carried out."""

    success: bool
    n_unexpected: int
    error: str = ""


@cache
def _no_rows() -> type[Any]:
    """The expectation that a query finds nothing: ``UnexpectedRowsExpectation``, asking for the number of rows alone.

    As it comes, it runs its query twice, for the rows and for their number; the rows are shown by ``evidence.py``.
    The ready-made expectations of single columns say nothing that a query does not, and need half a dozen metrics each:
    with them the same checks took two and a half times as long.
    """
    import great_expectations

    class ExpectNoRows(great_expectations.expectations.UnexpectedRowsExpectation):  # type: ignore[misc]
        """A query finds no row."""

        metric_dependencies = (_N_ROWS,)

        def _validate(
            self, metrics: Any, runtime_configuration: Any = None, execution_engine: Any = None
        ) -> Mapping[str, Any]:
            return {"success": metrics[_N_ROWS] == 0, "result": {"observed_value": metrics[_N_ROWS]}}

    return ExpectNoRows


def load() -> None:
    """Import Great Expectations. It reads this at the import, and once more at the first context: nothing of a run may
    leave the machine.
    """
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations  # noqa: F401


class Suites:
    """A DuckDB file, open read-only, and the means to run checks on it."""

    def __init__(self, path: Path) -> None:
        load()
        import great_expectations
        from great_expectations.data_context.types.base import ProgressBarsConfig

        context = great_expectations.get_context(mode="ephemeral")
        context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
        self._gx = great_expectations
        add_sql: Any = context.data_sources.add_sql  # its stub does not know the arguments of the engine
        address = f"duckdb:///{quote(str(path))}"  # `?`, `%` and `$` in a path would mean something to it
        self._source = add_sql("candidate", connection_string=address, kwargs=dict(_ENGINE_ARGUMENTS))
        # One batch, which is the file: the checks name their tables, and a batch a table costs 150 ms each to define.
        asset = self._source.add_query_asset("candidate", query="SELECT count(*) AS n_tables FROM duckdb_tables()")
        self._batch = asset.add_batch_definition_whole_table("all").get_batch()

    def run(self, table: str, selected: Sequence[Check]) -> dict[str, Verdict]:
        """Run checks of one table as one suite, each query once: the verdicts by the names of the checks."""
        if not selected:
            return {}
        expectations = [
            _no_rows()(unexpected_rows_query=_query(check), meta={"check": check.name}) for check in selected
        ]
        suite = self._gx.ExpectationSuite(name=table, expectations=expectations)
        results = self._batch.validate(suite, result_format="BASIC").results
        # The results come back in another order than the expectations went in.
        return {result.expectation_config.meta["check"]: _verdict(result) for result in results}

    def fetch(self, query: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Run a query over the same connection: the names of its columns, and its rows."""
        with self._source.get_engine().connect() as connection:
            result = connection.exec_driver_sql(query)
            return list(result.keys()), [tuple(row) for row in result]

    def close(self) -> None:
        """Close the file, so that it can be opened for writing."""
        self._source.get_execution_engine().close()
        self._source.get_engine().dispose()


def _verdict(result: Any) -> Verdict:
    error = _error(result)
    return Verdict(bool(result.success), 0 if error else int(result.result["observed_value"]), error)


def _query(check: Check) -> str:
    """The query of a check as Great Expectations wants it: it goes through ``str.format`` and SQLAlchemy's ``text``.

    What would be put in for ``{batch}`` has an alias or not, according to whether the query has a join. The table is
    named outright instead, and ``{batch}`` stands in a comment: without it, a warning is printed for every check.
    """
    query = check.sql().replace("{", "{{").replace("}", "}}")
    return re.sub(r"(?<!:):(?=\w)", r"\:", query) + " /* {batch} */"


def _error(result: Any) -> str:
    """The message of an exception that an expectation raised, else empty.

    Great Expectations reports it as ``success=False`` with an empty result; where a metric raised it, under the
    metric's id.
    """
    information = result.exception_info or {}
    reports = [information] if "raised_exception" in information else list(information.values())
    raised = [report for report in reports if report.get("raised_exception")]
    return "; ".join(str(report.get("exception_message")).partition("\n")[0] for report in raised)
