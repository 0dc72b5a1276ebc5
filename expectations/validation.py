"""Running the suites on a candidate, and the result as rows of ``quality.validations``.

What belongs here: the run over tables, and what becomes of the verdicts. What does not: how Great Expectations is set
up and asked (``suites.py``), counting and showing what is not as expected (``evidence.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from expectations.catalogue import Check, checks, table_names
from expectations.evidence import examples
from sederunt.tables import tables

if TYPE_CHECKING:
    import polars as pl

    from expectations.suites import Verdict


class ExpectationError(Exception):
    """Checks that could not be carried out: this says nothing about the data. One line for each."""


class Validator:
    """A candidate, opened read-only by one context of Great Expectations; use it in a ``with`` statement.

    While it is open no other connection of this process may open the file in another mode. Opening costs the import of
    Great Expectations, once a process.
    """

    def __init__(self, candidate: Path) -> None:
        from expectations.suites import Suites

        self._suites = Suites(candidate)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._suites.close()

    def validate(self, table: str, run_id: str, only: Iterable[str] | None = None) -> pl.DataFrame:
        """Check one table, by all its checks or by those named in ``only``; rows of the table ``validations``.

        Raises ``ExpectationError`` where a check could not be carried out.
        """
        wanted = None if only is None else set(only)
        selected = [check for check in checks(table) if wanted is None or check.name in wanted]
        checked_at = datetime.now(UTC).replace(tzinfo=None)
        outcomes = self._suites.run(table, selected)
        if raised := [f"{table}.{name}: {one.error}" for name, one in sorted(outcomes.items()) if one.error]:
            raise ExpectationError("these checks could not be carried out:\n" + "\n".join(raised))
        rows = [self._row(check, outcomes[check.name], run_id, checked_at) for check in selected]
        return tables()["validations"].frame(rows)

    def _row(self, check: Check, verdict: Verdict, run_id: str, checked_at: datetime) -> dict[str, Any]:
        return {
            "run_id": run_id,
            "checked_at": checked_at,
            "table_name": check.table,
            "expectation": check.name,
            "severity": check.severity,
            "success": verdict.success,
            "n_unexpected": verdict.n_unexpected,
            "examples": [] if verdict.success else examples(check, self._suites.fetch),
        }


def load_great_expectations() -> None:
    """Import it, so that the first ``Validator`` need not wait for it."""
    import expectations.suites

    expectations.suites.load()


def validate(candidate: Path, names: Sequence[str] | None = None, run_id: str = "") -> pl.DataFrame:
    """Check tables of a candidate (all, by default) in one pass; a frame of the schema of table ``validations``.

    Raises ``ExpectationError`` where a check could not be carried out, ``KeyError`` for an unknown table.
    """
    import polars as pl

    with Validator(candidate) as validator:
        frames = [validator.validate(name, run_id) for name in (table_names() if names is None else names)]
    return pl.concat([tables()["validations"].frame([]), *frames])
