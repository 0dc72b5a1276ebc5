"""One asset check for each expectation.

What belongs here: the bridge from a suite to the checks of an asset. What does not: what is expected
(``expectations/``), and keeping a candidate that fails from being published, which the publication itself does
(``warehouse/publish.py``).
"""

# No `from __future__ import annotations` here: Dagster looks at the annotation of `context` itself, not at its name.
from collections.abc import Iterator
from typing import Any

import dagster as dg

from assets import candidate as candidates
from assets.keys import key_of
from assets.progress import Progress
from expectations import Check, ExpectationError, checks, table_names
from sederunt.sources.home import Home
from sederunt.tables import tables


def _spec(table: str, check: Check) -> dg.AssetCheckSpec:
    return dg.AssetCheckSpec(
        check.name,
        asset=key_of(tables()[table]),
        description=check.description,
        blocking=check.severity == "critical",
        metadata={"query": dg.MetadataValue.md(f"```sql\n{check.sql()}\n```")},
    )


def _checks_of(table: str) -> dg.AssetChecksDefinition:
    """The checks of one table; any of them can be run alone."""
    specs = [_spec(table, check) for check in checks(table)]

    @dg.multi_asset_check(name=f"checks_{table}", specs=specs, can_subset=True)
    def check_table(
        context: dg.AssetCheckExecutionContext, home: dg.ResourceParam[Home], progress: dg.ResourceParam[Progress]
    ) -> Iterator[dg.AssetCheckResult]:
        progress.stage("checking the warehouse")
        try:
            found = candidates.results(home, context.run.run_id, progress.advance)
        except ExpectationError as error:
            raise dg.Failure(str(error), allow_retries=False) from error
        if found is None:
            raise dg.Failure("there is nothing to check yet: materialize the warehouse first", allow_retries=False)
        rows = {row["expectation"]: row for row in found.iter_rows(named=True) if row["table_name"] == table}
        for key in sorted(context.selected_asset_check_keys, key=lambda key: key.name):
            yield _result(key, rows[key.name])

    return check_table


def _result(key: dg.AssetCheckKey, row: dict[str, Any]) -> dg.AssetCheckResult:
    is_critical = row["severity"] == "critical"
    return dg.AssetCheckResult(
        asset_key=key.asset_key,
        check_name=key.name,
        passed=row["success"],
        severity=dg.AssetCheckSeverity.ERROR if is_critical else dg.AssetCheckSeverity.WARN,
        description=None if row["success"] else f"{row['n_unexpected']} rows are not as expected",
        metadata={
            "unexpected": row["n_unexpected"],
            "checked in run": row["run_id"],
            **{f"example {number}": example for number, example in enumerate(row["examples"], start=1)},
        },
    )


def table_checks() -> list[dg.AssetChecksDefinition]:
    """The checks of all tables that have a suite."""
    return [_checks_of(table) for table in table_names()]
