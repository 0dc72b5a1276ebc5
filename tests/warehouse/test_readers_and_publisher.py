"""Readers and publisher at once: no read fails, none is torn, and the next connection sees what was published last."""

from __future__ import annotations

import errno
import json
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

import warehouse
from sederunt.tables import tables
from warehouse.publish import candidate_path, publish, published_path

READERS = 4
PUBLICATIONS = 30
#: A reader: connects, reads several tables while others are published, says what it saw, and begins again. What was
#: published before it connected is the least that it has to see. Its words are those of one version, or it fails.
READER = """
import json, sys, time
from pathlib import Path
import duckdb

home, last = Path(sys.argv[1]), int(sys.argv[2])
seen, n_connections = [], 0
deadline = time.monotonic() + 240
while not seen or seen[-1] < last:
    if time.monotonic() > deadline:
        sys.exit(f"only version {seen[-1:]} was seen")
    least = int((home / "published.txt").read_text())
    with duckdb.connect(home / "sederunt.duckdb", read_only=True) as connection:
        versions = set()
        for query in (
            "SELECT title::INTEGER FROM documents",
            "SELECT run_id::INTEGER FROM quality.validations",
            "SELECT title::INTEGER FROM documents JOIN attendance USING (document_id)",
            "SELECT title::INTEGER FROM readings.documents",
        ):
            versions.update(connection.sql(query).fetchall())
        ((n_rows,),) = connection.sql("SELECT count(*) FROM attendance_with_quotes").fetchall()
    if len(versions) != 1 or not n_rows:
        sys.exit(f"torn: {versions}, {n_rows} rows")
    ((version,),) = versions
    if version < least:
        sys.exit(f"version {version} was seen after {least} had been published")
    n_connections += 1
    if not seen or seen[-1] != version:
        seen.append(version)
    time.sleep(0.02)
print(json.dumps({"seen": seen, "connections": n_connections}))
"""


def publish_version(clean: Path, home: Path, number: int) -> Path:
    """A publication in which the number of the version stands in every table that the readers look at."""
    candidate = candidate_path(home, f"run{number}")
    candidate.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(clean, candidate)
    with duckdb.connect(candidate) as connection:
        connection.execute(f"UPDATE documents SET title = '{number}'; UPDATE readings.documents SET title = '{number}'")
        checked = (
            f"SELECT '{number}' AS run_id, now()::TIMESTAMP AS checked_at, table_name, 'key_unique' AS expectation"
        )
        validations = connection.sql(
            f"{checked}, 'critical' AS severity, true AS success, 0 AS n_unexpected, []::VARCHAR[] AS examples "
            "FROM duckdb_tables() WHERE schema_name = 'main'"
        ).pl()
    version = publish(candidate, home, validations.cast(dict(tables()["validations"].polars_schema())))
    (home / "next.txt").write_text(str(number))
    (home / "next.txt").replace(home / "published.txt")
    return version


@pytest.mark.slow
def test_readers_and_publisher_do_not_disturb_each_other(clean: Path, tmp_path: Path) -> None:
    publish_version(clean, tmp_path, 1)
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READER, str(tmp_path), str(PUBLICATIONS)],
            cwd=Path(warehouse.__file__).parents[1],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(READERS)
    ]
    try:
        for number in range(2, PUBLICATIONS + 1):
            publish_version(clean, tmp_path, number)
        told = [reader.communicate(timeout=280) for reader in readers]
    finally:
        for reader in readers:
            reader.kill()
    assert [reader.returncode for reader in readers] == [0] * READERS, [stderr for _, stderr in told]
    for stdout, _ in told:
        seen = json.loads(stdout)["seen"]
        assert seen == sorted(set(seen)), "a later connection saw an earlier version"
        assert seen[-1] == PUBLICATIONS
        assert len(seen) > 1


def titles(connection: duckdb.DuckDBPyConnection) -> list[tuple[str]]:
    return connection.sql("SELECT DISTINCT title FROM documents").fetchall()


def test_connections_of_one_process_see_each_its_own_version(clean: Path, tmp_path: Path) -> None:
    publish_version(clean, tmp_path, 1)
    with duckdb.connect(published_path(tmp_path), read_only=True) as older:
        publish_version(clean, tmp_path, 2)
        with duckdb.connect(published_path(tmp_path), read_only=True) as newer:
            assert (titles(older), titles(newer)) == ([("1",)], [("2",)])


def test_without_links_a_process_closes_the_older_version_first(
    clean: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DuckDB gives out one database a path and process, and without links every version has the same path."""

    def refuse(*arguments: object) -> None:
        raise OSError(errno.EPERM, "refused")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    publish_version(clean, tmp_path, 1)
    with duckdb.connect(published_path(tmp_path), read_only=True) as older:
        version = publish_version(clean, tmp_path, 2)
        with (
            duckdb.connect(published_path(tmp_path), read_only=True) as same,
            duckdb.connect(version, read_only=True) as newer,
        ):
            assert (titles(older), titles(same), titles(newer)) == ([("1",)], [("1",)], [("2",)])
    with duckdb.connect(published_path(tmp_path), read_only=True) as newer:
        assert titles(newer) == [("2",)]
