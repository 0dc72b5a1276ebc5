"""Publishing: the published file is always whole, whatever happens to the run or the file system."""

from __future__ import annotations

import errno
import logging
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

import warehouse
from sederunt.tables import tables
from warehouse.errors import PublicationFailed, PublicationRefused
from warehouse.publish import candidate_path, clean_leftovers, publish, published_path
from warehouse.settings import settings

Prepared = Callable[..., Path]


def validations(run_id: str, *failed: tuple[str, str]) -> pl.DataFrame:
    """One check that is met, and those that are not: (name, severity)."""
    checks = [("key_unique", "critical", True), *((name, severity, False) for name, severity in failed)]
    rows: list[dict[str, Any]] = [
        {
            "run_id": run_id,
            "checked_at": datetime(2026, 1, 1),
            "table_name": "meetings",
            "expectation": name,
            "severity": severity,
            "success": success,
            "n_unexpected": 0 if success else number + 1,
            "examples": [] if success else ["meeting_id=x"],
        }
        for number, (name, severity, success) in enumerate(checks)
    ]
    return tables()["validations"].frame(rows)


def published_run(home: Path) -> str:
    """The run that the published file is of; reads it whole."""
    with duckdb.connect(published_path(home), read_only=True) as connection:
        assert connection.sql("SELECT count(*) FROM documents").fetchall() == [(4,)]
        ((run_id,),) = connection.sql("SELECT DISTINCT run_id FROM quality.validations").fetchall()
    return str(run_id)


def files_of(home: Path) -> list[str]:
    return sorted(str(path.relative_to(home)) for path in home.rglob("*") if not path.is_dir())


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def prepared(home: Path, clean: Path) -> Prepared:
    """Puts a candidate where the run builds it."""

    def prepare(run_id: str) -> Path:
        candidate = candidate_path(home, run_id)
        candidate.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(clean, candidate)
        return candidate

    return prepare


def test_the_candidate_becomes_the_published_file(home: Path, prepared: Prepared) -> None:
    version = publish(prepared("first"), home, validations("first", ("dates", "warning")))
    assert published_path(home).resolve() == version.resolve()
    assert not published_path(home).readlink().is_absolute()  # the home can be moved
    assert stat.S_IMODE(version.stat().st_mode) == 0o444
    assert files_of(home) == ["sederunt.duckdb", f"warehouse/{version.name}"]
    with duckdb.connect(published_path(home), read_only=True) as connection:
        found = connection.sql(
            "SELECT expectation, success, n_unexpected, examples FROM quality.validations"
        ).fetchall()
    assert found == [("key_unique", True, 0, []), ("dates", False, 2, ["meeting_id=x"])]


def test_a_newer_version_is_swapped_in_under_open_connections(
    home: Path, prepared: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.publish.settings", lambda: replace(settings(), keep_versions=1))
    publish(prepared("first"), home, validations("first"))
    with duckdb.connect(published_path(home), read_only=True) as reader:
        version = publish(prepared("second"), home, validations("second"))
        assert reader.sql("SELECT DISTINCT run_id FROM quality.validations").fetchall() == [("first",)]
    assert published_run(home) == "second"
    assert files_of(home) == ["sederunt.duckdb", f"warehouse/{version.name}"]


def test_the_last_versions_are_kept(home: Path, prepared: Prepared) -> None:
    versions = [publish(prepared(f"run{n}"), home, validations(f"run{n}")) for n in range(settings().keep_versions + 2)]
    assert sorted(candidate_path(home, "x").parent.iterdir()) == versions[2:]


def test_a_version_that_cannot_be_removed_does_no_harm(
    home: Path, prepared: Prepared, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("warehouse.publish.settings", lambda: replace(settings(), keep_versions=1))
    old = publish(prepared("first"), home, validations("first"))
    monkeypatch.setattr(Path, "unlink", _raising(errno.EBUSY))
    publish(prepared("second"), home, validations("second"))
    assert published_run(home) == "second"
    assert f"the old version {old} cannot be removed" in caplog.text


def test_a_failed_critical_check_refuses_the_publication(home: Path, prepared: Prepared) -> None:
    publish(prepared("first"), home, validations("first"))
    candidate = prepared("second")
    failed = [("spans", "critical"), ("dates", "warning"), ("keys", "critical")]
    with pytest.raises(PublicationRefused) as refused:
        publish(candidate, home, validations("second", *failed))
    assert str(refused.value) == (
        "not published, 2 critical checks failed: meetings.keys (4 rows), meetings.spans (2 rows); "
        f"the rows are told in quality.validations of {candidate}"
    )
    assert published_run(home) == "first"
    with duckdb.connect(candidate, read_only=True) as connection:
        assert connection.sql("SELECT count(*) FROM quality.validations WHERE NOT success").fetchall() == [(3,)]


def test_many_failures_are_told_in_one_line(home: Path, prepared: Prepared) -> None:
    with pytest.raises(
        PublicationRefused, match=r"^not published, 5 critical checks failed: .* and 2 more; "
    ) as refused:
        publish(prepared("first"), home, validations("first", *((f"check{n}", "critical") for n in range(5))))
    assert "\n" not in str(refused.value)
    with pytest.raises(PublicationRefused, match=r"1 critical check failed: meetings\.keys \(2 rows\);"):
        publish(candidate_path(home, "first"), home, validations("first", ("keys", "critical")))


def test_a_publication_that_is_repeated_states_its_validations_once(home: Path, prepared: Prepared) -> None:
    candidate = prepared("first")
    with pytest.raises(PublicationRefused):
        publish(candidate, home, validations("first", ("keys", "critical")))
    publish(candidate, home, validations("first"))
    with duckdb.connect(published_path(home), read_only=True) as connection:
        assert connection.sql("SELECT count(*) FROM quality.validations").fetchall() == [(1,)]


def test_leftovers_are_removed_and_nothing_else(home: Path, prepared: Prepared) -> None:
    version = publish(prepared("first"), home, validations("first"))
    candidate = prepared("killed")
    candidate.with_name(f"{candidate.name}.wal").write_bytes(b"")
    (home / ".sederunt.duckdb.sederunt-20000101").symlink_to("nowhere")
    (home / "notes.txt").write_text("mine")
    assert len(clean_leftovers(home)) == 3
    assert files_of(home) == ["notes.txt", "sederunt.duckdb", f"warehouse/{version.name}"]


def test_a_home_that_is_not_there_has_no_leftovers(home: Path) -> None:
    assert clean_leftovers(home) == []


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOTSUP])
def test_without_symbolic_links_the_published_file_is_a_copy(
    home: Path, prepared: Prepared, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, number: int
) -> None:
    monkeypatch.setattr(Path, "symlink_to", _raising(number))
    for run_id in ("first", "second"):
        with caplog.at_level(logging.WARNING):
            version = publish(prepared(run_id), home, validations(run_id))
        assert published_run(home) == run_id
        assert published_path(home).read_bytes() == version.read_bytes()
    assert not published_path(home).is_symlink()
    assert stat.S_IMODE(published_path(home).stat().st_mode) == 0o444
    assert f"the file system of {home} has no symbolic links" in caplog.text
    assert list(home.glob(".*")) == []


@pytest.mark.parametrize("step", ["chmod", "rename", "symlink_to", "replace"])
def test_a_step_that_the_file_system_refuses_is_told(
    home: Path, prepared: Prepared, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    publish(prepared("first"), home, validations("first"))
    candidate = prepared("second")
    with monkeypatch.context() as patch:
        patch.setattr(Path, step, _raising(errno.ENOSPC))
        with pytest.raises(PublicationFailed, match=r"cannot be published in .*No space left") as failed:
            publish(candidate, home, validations("second"))
    assert "\n" not in str(failed.value)
    assert published_run(home) == "first"
    clean_leftovers(home)
    publish(prepared("third"), home, validations("third"))
    assert published_run(home) == "third"


def test_a_candidate_that_is_not_there_is_told(home: Path) -> None:
    with pytest.raises(PublicationFailed, match="there is no such candidate"):
        publish(candidate_path(home, "nobody"), home, validations("first"))
    assert not home.exists()


def test_a_folder_in_the_place_of_the_published_file_is_told(home: Path, prepared: Prepared) -> None:
    published_path(home).mkdir(parents=True)
    with pytest.raises(PublicationFailed, match="directory"):
        publish(prepared("first"), home, validations("first"))


_KILLED = """
import os, signal, sys
from pathlib import Path
import duckdb, polars
from warehouse import publish

wanted, number = sys.argv[1], int(sys.argv[2])
seen = 0

def watch(name, function):
    def watched(*arguments, **keywords):
        global seen
        if name == wanted:
            seen += 1
            if seen == number:
                os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **keywords)
    return watched

class Watched:
    def __init__(self, connection):
        self.connection = connection
    def __enter__(self):
        return self
    def __exit__(self, *error):
        self.connection.close()
    def execute(self, sql):
        watch(sql.split()[0], lambda: None)()
        return self.connection.execute(sql)
    def __getattr__(self, name):
        return getattr(self.connection, name)

for name in ("chmod", "fsync", "rename", "symlink", "replace", "unlink"):
    setattr(os, name, watch(name, getattr(os, name)))
connect = duckdb.connect
duckdb.connect = lambda *arguments: Watched(connect(*arguments))
home = Path(sys.argv[3])
publish.publish(publish.candidate_path(home, "second"), home, polars.read_parquet(sys.argv[4]))
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("step", "number", "run_id"),
    [
        ("INSERT", 1, "first"),
        ("CHECKPOINT", 1, "first"),
        ("chmod", 1, "first"),
        ("fsync", 1, "first"),
        ("rename", 1, "first"),
        ("fsync", 2, "first"),
        ("symlink", 1, "first"),
        ("replace", 1, "first"),
        ("fsync", 3, "second"),
        ("unlink", 1, "second"),
    ],
)
def test_a_kill_before_any_step_leaves_the_published_file_whole(
    home: Path, prepared: Prepared, step: str, number: int, run_id: str
) -> None:
    publish(prepared("first"), home, validations("first"))
    candidate = prepared("second")
    for year in range(settings().keep_versions):
        (candidate.parent / f"sederunt-{2000 + year}.duckdb").write_bytes(b"old")
    results = home / "results.parquet"
    validations("second").write_parquet(results)
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED, step, str(number), str(home), str(results)],
        cwd=Path(warehouse.__file__).parents[1],
        timeout=30,
    )
    assert killed.returncode == -signal.SIGKILL
    assert published_run(home) == run_id

    clean_leftovers(home)
    publish(prepared("third"), home, validations("third"))
    assert published_run(home) == "third"
    assert [name for name in files_of(home) if "candidate" in name or name.startswith(".")] == []
    assert len(list(candidate.parent.iterdir())) == settings().keep_versions


def _raising(number: int) -> Callable[..., None]:
    def refuse(*arguments: object, **keywords: object) -> None:
        raise OSError(number, {errno.ENOSPC: "No space left on device"}.get(number, "refused"))

    return refuse
