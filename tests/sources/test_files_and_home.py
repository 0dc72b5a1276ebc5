"""What is written is whole or not there; one run at a time; homes that cannot be written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sederunt.sources.errors import HomeIsBusy, WrongUse
from sederunt.sources.files import remove_temporary, temporary, write_atomically
from sederunt.sources.home import Home, home_path, locked
from sederunt.sources.store import ByteStore, DamagedBytes

HOLD = """
import sys
from pathlib import Path
from sederunt.sources.home import Home, locked
with locked(Home(Path(sys.argv[1]))):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_bytes_are_kept_under_their_hash(tmp_path: Path) -> None:
    store = ByteStore(tmp_path)
    sha256 = store.put(b"words")
    assert store.get(sha256) == b"words"
    assert store.path(sha256) == tmp_path / sha256[:2] / sha256
    assert store.put(b"words") == sha256
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_bytes_that_were_left_short_are_written_again(tmp_path: Path) -> None:
    store = ByteStore(tmp_path)
    path = store.path(store.put(b"words"))
    path.chmod(0o644)
    path.write_bytes(b"wo")
    with pytest.raises(DamagedBytes, match="no longer had the hash"):
        store.get(path.name)
    store.put(b"words")
    assert store.get(path.name) == b"words"


def test_bytes_that_are_not_there_are_told(tmp_path: Path) -> None:
    with pytest.raises(DamagedBytes, match="cannot be read from the store"):
        ByteStore(tmp_path).get("ab" * 32)


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    write_atomically(path, b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"


def test_leftovers_of_killed_runs_are_removed(tmp_path: Path) -> None:
    write_atomically(tmp_path / "file", b"kept")
    temporary(tmp_path / "file").write_bytes(b"half")
    draft = temporary(tmp_path / "shard")
    draft.mkdir()
    (draft / "documents.parquet").write_bytes(b"half")
    assert len(remove_temporary(tmp_path)) == 2
    assert [path.name for path in tmp_path.rglob("*")] == ["file"]


def test_where_the_home_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert home_path(Path("given"), {"SEDERUNT_HOME": "/variable"}) == tmp_path / "given"
    assert home_path(None, {"SEDERUNT_HOME": "/variable"}) == Path("/variable")
    assert home_path(None, {}) == tmp_path / "data"


def test_a_home_that_cannot_be_written_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file where a folder should be")
    with pytest.raises(WrongUse, match=r"home .* cannot be written: .*; give another with --home"):
        Home(tmp_path / "file" / "home").prepare()


def test_a_second_run_is_told_who_holds_the_home(home: Home) -> None:
    with locked(home), pytest.raises(HomeIsBusy, match=r"another run \(process \d+\) works on the home"), locked(home):
        pass
    with locked(home):
        pass


def test_a_killed_process_holds_nothing(home: Home) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(HomeIsBusy, match=str(process.pid)), locked(home):
            pass
        process.kill()
        process.wait()
    with locked(home):
        pass
