"""Great Expectations on a DuckDB file: one context, one data source, one suite a table.

What belongs here: everything that knows Great Expectations, and the traps of running it on DuckDB. What does not:
what is expected (``catalogue.py``), what becomes of the result (``validation.py``).
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from expectations.catalogue import Check
from sederunt.tables import tables

#: Without AUTOCOMMIT and with a rollback on return, every expectation on DuckDB fails with "list index out of range".
_ENGINE_ARGUMENTS: Mapping[str, Any] = {
    "connect_args": {"read_only": True},
    "isolation_level": "AUTOCOMMIT",
    "skip_autocommit_rollback": True,
}


class Suites:
    """A DuckDB file, open read-only, and the means to run checks on it."""

    def __init__(self, path: Path) -> None:
        # Read at the import, and once more at the first context: nothing of a run may leave the machine.
        os.environ["GX_ANALYTICS_ENABLED"] = "false"
        import great_expectations
        from great_expectations.data_context.types.base import ProgressBarsConfig

        context = great_expectations.get_context(mode="ephemeral")
        context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
        self._gx = great_expectations
        self._batches: dict[str, Any] = {}
        add_sql: Any = context.data_sources.add_sql  # its stub does not know the arguments of the engine
        address = f"duckdb:///{quote(str(path))}"  # `?`, `%` and `$` in a path would mean something to it
        self._source = add_sql("candidate", connection_string=address, kwargs=dict(_ENGINE_ARGUMENTS))

    def run(self, table: str, selected: Sequence[Check]) -> dict[str, tuple[bool, str]]:
        """Run checks of one table as one suite: by name, whether each is met, and the error where it raised one."""
        if not selected:
            return {}
        suite = self._gx.ExpectationSuite(name=table, expectations=[self._expectation(check) for check in selected])
        if table not in self._batches:  # defining a batch writes the whole configuration anew, 15 ms each time
            # A query, since naming the schema of a table is deprecated and tables here stand in several.
            asset = self._source.add_query_asset(table, query=f"SELECT * FROM {tables()[table].qualified_name}")
            self._batches[table] = asset.add_batch_definition_whole_table("all").get_batch()
        results = self._batches[table].validate(suite, result_format="BOOLEAN_ONLY").results
        # The results come back in another order than the expectations went in.
        return {result.expectation_config.meta["check"]: (bool(result.success), _error(result)) for result in results}

    def fetch(self, query: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Run a query over the same connection: the names of its columns, and its rows."""
        with self._source.get_engine().connect() as connection:
            result = connection.exec_driver_sql(query)
            return list(result.keys()), [tuple(row) for row in result]

    def close(self) -> None:
        """Close the file, so that it can be opened for writing."""
        self._source.get_execution_engine().close()
        self._source.get_engine().dispose()

    def _expectation(self, check: Check) -> Any:
        name, arguments = check.native or ("UnexpectedRowsExpectation", {"unexpected_rows_query": _query(check)})
        return getattr(self._gx.expectations, name)(**arguments, meta={"check": check.name})


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
