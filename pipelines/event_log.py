"""Dagster's event log on SQLite, with its connections kept.

What belongs here: that and nothing else. What does not: what is logged.

Dagster opens and closes a SQLite file for every event, and compiles every statement anew: a run with the checks of all
tables writes some thousand events, and took 19 s to do nothing else. With the connections kept it takes 3 s. This
reaches into Dagster's private parts (``_connect``), which is why its version is pinned; ``tests/pipelines`` shows that
it still fits.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from dagster._core.storage.event_log.sqlite.sqlite_event_log import INDEX_SHARD_NAME, SqliteEventLogStorage
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._serdes import ConfigurableClassData
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

#: Files that are kept open: the index of all runs, and those of the runs used last.
_MOST = 4


class KeptSqliteEventLog(SqliteEventLogStorage):
    """``$DAGSTER_HOME/history/runs``, as Dagster's own, and readable by it."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engines: dict[str, Engine] = {}
        self._tables: dict[str, bool] = {}
        super().__init__(base_dir, inst_data)

    @classmethod
    def config_type(cls) -> dict[str, Any]:
        return {}

    @classmethod
    def from_config_value(cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, Any]) -> Self:
        # Not in the configuration, so that a home can be moved.
        return cls(str(Path(os.environ["DAGSTER_HOME"], "history", "runs")), inst_data)

    def has_table(self, table_name: str) -> bool:
        if not self._tables.get(table_name):
            self._tables[table_name] = super().has_table(table_name)
        return self._tables[table_name]

    def dispose(self) -> None:
        with self._db_lock:
            for engine in self._engines.values():
                engine.dispose()
            self._engines.clear()
        super().dispose()

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._db_lock:
            engine = self._engine(shard)
            if shard not in self._initialized_dbs:
                self._initdb(engine)
                self._initialized_dbs.add(shard)
            with engine.connect() as connection, connection.begin():
                yield connection

    def _engine(self, shard: str) -> Engine:
        if shard in self._engines:
            self._engines[shard] = self._engines.pop(shard)  # to the end: used last
            return self._engines[shard]
        for other in [name for name in self._engines if name != INDEX_SHARD_NAME][: 1 - _MOST]:
            self._engines.pop(other).dispose()
        engine = create_engine(
            self.conn_string_for_shard(shard),
            poolclass=StaticPool,  # one connection, used under the lock of this class
            connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS, "check_same_thread": False},
        )
        event.listen(engine, "connect", _relax)
        self._engines[shard] = engine
        return engine


def _relax(connection: Any, record: Any) -> None:
    """With a write-ahead log this can lose the last events of a machine that lost its power, and damages nothing."""
    connection.execute("PRAGMA synchronous=NORMAL")
