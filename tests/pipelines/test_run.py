"""`sederunt run` from end to end, in processes that are interrupted, killed and given wrong things."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import duckdb
import pytest

from sederunt.sources.home import Home, locked
from sederunt.sources.ledger import Ledger
from tests.pipelines.process import Run, sederunt, wait_for
from tests.sources.invented import text_of, write

pytestmark = pytest.mark.slow


def meetings(home: Path) -> list[str]:
    """The meetings in the published file."""
    with duckdb.connect(home / "sederunt.duckdb", read_only=True) as connection:
        return [row[0] for row in connection.sql("SELECT meeting_id FROM meetings ORDER BY ALL").fetchall()]


def leftovers(home: Path) -> list[str]:
    return [path.name for path in home.rglob("*") if ".tmp" in path.name or path.name.startswith("candidate")]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with `tides` (two documents, and two that cannot be read) and `home`; and what the run printed."""
    folder = tmp_path_factory.mktemp("first")
    write(folder / "tides", a=text_of(), b=text_of("tides", 2, "2025-03-03"), c="UNREADABLE")
    (folder / "tides" / "d.pdf").write_bytes(b"UNREADABLE too")
    done = sederunt("run", "--source", folder / "tides", "--home", folder / "home")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder, done.stdout


@pytest.fixture
def published(first: tuple[Path, str], tmp_path: Path) -> Path:
    """A copy of the home of `first`, which reads a copy of its folder."""
    shutil.copytree(first[0], tmp_path, dirs_exist_ok=True, symlinks=True)
    register = tmp_path / "home" / "collections.toml"
    register.write_text(register.read_text().replace(str(first[0]), str(tmp_path)))
    return tmp_path / "home"


def test_the_whole_way(first: tuple[Path, str]) -> None:
    folder, output = first
    home = folder / "home"
    assert meetings(home) == ["tides:1", "tides:2"]
    for words in ("this is no report", "attendance", f"Published: {home}"):
        assert words in output
    assert leftovers(home) == []
    with duckdb.connect(home / "sederunt.duckdb", read_only=True) as connection:
        failed = connection.sql("SELECT source_uri FROM quality.failures ORDER BY ALL").fetchall()
    assert [Path(address).name for (address,) in failed] == ["c.txt", "d.pdf"]
    answer = sederunt("sql", "SELECT count(*) AS n FROM attendance", "--format", "csv", "--home", home)
    assert (answer.returncode, answer.stdout) == (0, "n\n4\n")


def test_with_nothing_new_nothing_is_done(first: tuple[Path, str], monkeypatch: pytest.MonkeyPatch) -> None:
    home = first[0] / "home"
    before = (home / "sederunt.duckdb").readlink()
    monkeypatch.setenv("PYTHONPROFILEIMPORTTIME", "1")
    done = sederunt("run", "--home", home)
    assert done.returncode == 0
    assert "Nothing has changed" in done.stdout
    assert (home / "sederunt.duckdb").readlink() == before
    assert "great_expectations" not in done.stderr
    assert "dagster" in done.stderr


def test_what_changes_goes_through_and_what_fails_does_not(published: Path) -> None:
    folder = published.parent / "tides"
    write(folder, a=text_of("tides", 3, "2026-03-02"))
    (folder / "b.txt").unlink()
    assert sederunt("run", "--home", published).returncode == 0
    assert meetings(published) == ["tides:3"]
    write(folder, a=text_of("tides", 4, "2026-03-02", "TWICE"))
    refused = sederunt("run", "--home", published)
    assert refused.returncode == 1
    assert "Not published: a critical check is not met: attendance.key_unique" in refused.stdout
    assert meetings(published) == ["tides:3"]
    write(folder, a=text_of("tides", 5, "2026-03-02"))
    assert sederunt("run", "--home", published).returncode == 0
    assert meetings(published) == ["tides:5"]


def test_samples_leave_when_something_real_comes(tmp_path: Path) -> None:
    home = tmp_path / "home"
    done = sederunt("run", "--home", home)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "samples" in done.stdout
    done = sederunt("run", "--home", home, "--source", write(tmp_path / "tides", a=text_of()))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "The samples have left the warehouse" in done.stdout
    assert meetings(home) == ["tides:1"]


def test_a_folder_that_is_missing_is_one_line(published: Path) -> None:
    done = sederunt("run", "--home", published, "--source", published.parent / "nowhere")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"Error: there is no folder {published.parent / 'nowhere'}\n"
    (published.parent / "tides").rename(published.parent / "elsewhere")
    done = sederunt("run", "--home", published)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert meetings(published) == ["tides:1", "tides:2"]


def test_a_home_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    write(tmp_path / "tides", a=text_of())
    (tmp_path / "file").touch()
    done = sederunt("run", "--source", tmp_path / "tides", "--home", tmp_path / "file" / "home")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "cannot be written" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_read_only_home_is_one_line(published: Path) -> None:
    published.chmod(0o555)
    try:
        done = sederunt("run", "--home", published)
    finally:
        published.chmod(0o755)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "cannot be written" in done.stderr


def test_a_second_run_is_told(published: Path) -> None:
    with locked(Home(published)):
        done = sederunt("run", "--home", published)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert f"another run (process {os.getpid()}) works on the home" in done.stderr


def test_ctrl_c_is_one_line_and_the_next_run_goes_on(published: Path) -> None:
    slow = published.parent / "tides" / "slow.txt"
    write(slow.parent, slow=text_of("tides", 9, "2027-03-01", "WAIT 60"))
    run = Run(["run", "--home", str(published)])
    code, errors = run.until(lambda: is_reading(published), signal.SIGINT)
    assert (code, errors) == (130, "Interrupted. Nothing is lost: the next run goes on from here.\n")
    assert meetings(published) == ["tides:1", "tides:2"]
    slow.unlink()
    write(slow.parent, e=text_of("tides", 3, "2026-03-02"))
    assert sederunt("run", "--home", published).returncode == 0
    assert meetings(published) == ["tides:1", "tides:2", "tides:3"]


def is_reading(home: Path) -> bool:
    """Whether the slow document is in the ledger, and so is being read."""
    return Ledger.load(home / "ledger" / "tides.parquet").get(str(home.parent / "tides" / "slow.txt")) is not None


STAGES = {
    "reading": lambda home: is_reading(home),
    "building": lambda home: bool(list(home.glob("warehouse/candidate-*.duckdb"))),
    "checking": lambda home: bool(list(home.glob("warehouse/candidate-*.json"))),
    "publishing": lambda home: bool(list(home.glob("warehouse/candidate-*.validations.parquet"))),
}


@pytest.mark.parametrize("stage", STAGES)
def test_a_killed_run_damages_nothing(published: Path, stage: str) -> None:
    """Nor does it leave processes or files behind, once the next run has begun."""
    folder = published.parent / "tides"
    new = {f"n{number:02}": text_of("waves", number + 1, f"20{number + 10}-03-01") for number in range(12)}
    write(folder, slow=text_of("tides", 9, "2027-03-01", "WAIT 0.5"), **new)
    run = Run(["run", "--home", str(published)])
    code, _ = run.until(lambda: STAGES[stage](published), signal.SIGKILL)
    assert code == -signal.SIGKILL
    assert meetings(published) == ["tides:1", "tides:2"]
    wait_for(lambda: run.processes() == [])
    done = sederunt("run", "--home", published)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(meetings(published)) == 15
    assert leftovers(published) == []
    assert len({row.name for row in (published / "warehouse").glob("*.duckdb")}) == 2
