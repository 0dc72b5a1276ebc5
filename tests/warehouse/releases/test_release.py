"""Releases: the same bytes from the same facts, nothing of the run or the machine, and every change with its reason."""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
import stat
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from sederunt.tables import DUCKDB_TYPES
from tests.warehouse.releases.conftest import FOLDER, RUN, altered
from warehouse.errors import ReleaseFailed
from warehouse.releases import Release, latest_release, make_release
from warehouse.releases.content import loaded_tables, released_tables
from warehouse.releases.files import ARROW_TYPES
from warehouse.releases.package import FIELD_TYPES
from warehouse.releases.quality import sections

#: The DuckDB file is not the same bytes twice: see the package's docstring.
NOT_REPRODUCIBLE = {"sederunt.duckdb", "sederunt.duckdb.sha256"}


def hashes(folder: Path) -> dict[str, str]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def rows_of(release: Release, table: str) -> list[dict[str, Any]]:
    return pl.read_parquet(release.folder / "parquet" / f"{table}.parquet").to_dicts()


@pytest.mark.slow
def test_built_twice_it_is_the_same_bytes(tmp_path: Path, clean: Path, first: Release) -> None:
    """On another machine: at another time, from rows in another order, in another folder of the same name."""
    turned = "".join(
        f"CREATE TEMP TABLE turned AS FROM {name} ORDER BY rowid DESC; DELETE FROM {name}; "
        f"INSERT INTO {name} FROM turned; DROP TABLE turned;"
        for name in (f"{table.schema}.{table.name}" for table in loaded_tables())
    )
    published = altered(clean, tmp_path / "other.duckdb", RUN.replace(FOLDER, "/srv/reports") + turned)
    second = make_release(published, tmp_path / "releases", {"reports": "/srv/reports"})
    one, other = hashes(first.folder), hashes(second.folder)
    assert {path for path in one if one[path] != other.get(path)} <= NOT_REPRODUCIBLE
    assert one.keys() == other.keys()


def test_nothing_tells_of_the_run_or_the_machine(first: Release) -> None:
    for path in first.folder.rglob("*"):
        if path.is_file():
            assert b"/mnt/ann" not in path.read_bytes(), path
    assert {row["source_uri"].partition("/")[0] for row in rows_of(first, "documents")} == {"reports"}
    (failure,) = [row for row in rows_of(first, "quality.failures") if row["stage"] == "fetch"]
    assert (failure["document_id"], failure["source_uri"]) == ("uri:reports/a", "reports/a")
    assert failure["error"] == "cannot read reports/a: denied"
    columns = {column.name for table in released_tables() for column in table.columns}
    assert not columns & {"fetched_at", "failed_at", "checked_at", "run_id"}


def test_the_database_holds_what_the_files_hold(first: Release) -> None:
    with duckdb.connect(first.folder / "sederunt.duckdb", read_only=True) as connection:
        for table in released_tables():
            parquet = f"read_parquet('{first.folder}/parquet/{table.qualified_name}.parquet')"
            own = f"{table.schema}.{table.name}"
            for one, other in ((parquet, own), (own, parquet)):
                assert connection.sql(f"FROM {one} EXCEPT ALL FROM {other}").fetchall() == [], table.qualified_name
            described = connection.sql(f"DESCRIBE FROM {parquet}").fetchall()
            assert [row[:2] for row in described] == [(c.name, DUCKDB_TYPES[c.type]) for c in table.columns]
        assert connection.sql("FROM attendance_with_quotes").fetchall()
        comments = connection.sql(
            "SELECT count(*) FROM duckdb_columns() WHERE NOT internal AND comment IS NULL AND schema_name <> 'temp'"
        ).fetchall()
    assert comments == [(0,)]


def test_small_tables_are_csv_too(first: Release) -> None:
    rows = rows_of(first, "statements")
    text = (first.folder / "csv" / "statements.csv").read_text("utf-8")
    frame = pl.read_csv(text.encode(), infer_schema=False)
    assert frame["statement_id"].to_list() == [row["statement_id"] for row in rows]
    assert [json.loads(words) for words in frame["agenda_items"]] == [row["agenda_items"] for row in rows]


def test_every_file_is_described_and_read_only(first: Release) -> None:
    package = json.loads((first.folder / "datapackage.json").read_text("utf-8"))
    described = {resource["path"]: resource for resource in package["resources"]}
    found = hashes(first.folder)
    assert found.keys() - described.keys() == {"datapackage.json", "SHA256SUMS"} | NOT_REPRODUCIBLE
    for path, resource in described.items():
        assert resource["hash"] == f"sha256:{found[path]}"
        assert resource["bytes"] == (first.folder / path).stat().st_size
        assert stat.S_IMODE((first.folder / path).stat().st_mode) == 0o444
    sums = dict(reversed(line.split("  ")) for line in (first.folder / "SHA256SUMS").read_text("utf-8").splitlines())
    assert sums == {path: hash_ for path, hash_ in found.items() if path not in {"SHA256SUMS"} | NOT_REPRODUCIBLE}
    schema = described["parquet/attendance.parquet"]["schema"]
    assert schema["primaryKey"] == ["attendance_id"]
    assert {"fields": ["meeting_id"], "reference": {"resource": "meetings", "fields": ["meeting_id"]}} in schema[
        "foreignKeys"
    ]
    assert package["version"] == "1.0.0" and package["licenses"] and package["sources"]


def test_every_declared_type_can_be_written() -> None:
    assert ARROW_TYPES.keys() == FIELD_TYPES.keys() == DUCKDB_TYPES.keys()


def test_the_first_release_has_nothing_to_compare_with(first: Release) -> None:
    assert (first.version, first.previous, first.is_new, first.n_changes) == ("1.0.0", None, True, {})
    assert rows_of(first, "changes") == []
    assert "The first release" in (first.folder / "CHANGES.md").read_text("utf-8")


@pytest.mark.slow
def test_a_changed_row_shows_in_the_changes(tmp_path: Path, clean: Path, first: Release) -> None:
    statement = "UPDATE attendance SET note = 'Attended | the first day.' WHERE participant_id = 'FRA'"
    published = altered(clean, tmp_path / "sederunt.duckdb", RUN + statement)
    release = make_release(published, tmp_path / "releases", {"reports": FOLDER}, previous=first.folder)
    changed = [row for row in rows_of(release, "changes") if row["table_name"] == "attendance"]
    assert changed
    for row in changed:
        assert (row["change"], row["reason"], row["changed_columns"]) == ("changed", "new_rules", ["note"])
        assert json.loads(row["before"]) == {"note": None}
        assert json.loads(row["after"]) == {"note": "Attended | the first day."}
        assert json.loads(row["row_key"])["attendance_id"].startswith(row["document_id"])
    assert release.version == "1.0.1"
    page = (release.folder / "CHANGES.md").read_text("utf-8")
    assert f"| attendance | changed | new_rules | {len(changed)} |" in page
    assert "Attended \\| the first day." in page


def test_what_cannot_be_released_is_told(tmp_path: Path, clean: Path) -> None:
    with pytest.raises(ReleaseFailed, match="run `sederunt run` first"):
        make_release(tmp_path / "sederunt.duckdb", tmp_path / "releases", {})
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "datapackage.json").write_text('{"version": "1.0.0"}')
    with pytest.raises(ReleaseFailed, match="is no release"):
        make_release(clean, tmp_path / "releases", {}, previous=broken)
    older = altered(clean, tmp_path / "older.duckdb", "ALTER TABLE officers DROP COLUMN role")
    with pytest.raises(ReleaseFailed, match=r"built by another version: `sederunt run` builds it anew \(.*role"):
        make_release(older, tmp_path / "releases", {})
    assert [path.name for path in (tmp_path / "releases").iterdir()] == [".lock"]
    (tmp_path / "file").write_text("")
    with pytest.raises(ReleaseFailed, match="no release can be made") as failed:
        make_release(clean, tmp_path / "file" / "releases", {})
    assert "\n" not in str(failed.value)
    (tmp_path / "releases").mkdir(exist_ok=True)
    with (tmp_path / "releases" / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(ReleaseFailed, match="another release is being made"):
            make_release(clean, tmp_path / "releases", {})


def test_the_quality_report_has_estimates_with_bounds(first: Release) -> None:
    report = json.loads((first.folder / "quality.json").read_text("utf-8"))
    page = (first.folder / "quality.md").read_text("utf-8")
    for one in report["accuracy"]["sets"]:
        assert one["words"] in page
        for fact in one["facts"]:
            for share in (fact["precision"], fact["recall"]):
                assert share["share"] is None or 0 <= share["low"] <= share["share"] <= share["high"] <= 1
            if fact.get("n_right_low") is not None:
                assert 0 <= fact["n_right_low"] <= fact["n_right_high"] <= fact["n_rows_in_release"]
    assert report["checks"] == {"n_checks": 1, "n_met": 0}
    assert [section["title"] for section in report["sections"]] == [file.header["title"] for file in sections()]
    (unmet,) = [section["rows"] for section in report["sections"] if section["name"] == "checks"]
    assert unmet == [["meetings", "dates", "warning", 1, ["meeting_id=x"]]]
    assert "| meetings | dates | warning | 1 | meeting_id=x |" in page


@pytest.mark.slow
def test_a_home_says_whose_release_it_is_and_which(first: Release, clean: Path, tmp_path: Path) -> None:
    releases = tmp_path / "releases"
    about = tmp_path / "release.toml"
    about.write_text('title = "Our meetings"\nlicence = "CC0-1.0"\n', "utf-8")
    release = make_release(clean, releases, {}, version="2026.11.0", previous=first.folder)
    assert release.folder == releases / "2026.11.0" == latest_release(releases)
    package = json.loads((release.folder / "datapackage.json").read_text("utf-8"))
    assert package["version"] == "2026.11.0"
    assert package["title"] == "Our meetings" and package["licenses"][0]["name"] == "CC0-1.0"
    before = hashes(release.folder)
    for version, words in (("2026.11.0", "does not come after"), ("next", "is no version")):
        with pytest.raises(ReleaseFailed, match=words):
            make_release(clean, releases, {}, version=version)
    with pytest.raises(ReleaseFailed, match="never changed"):
        make_release(clean, releases, {}, version="2026.11.0", previous=first.folder)
    assert hashes(release.folder) == before


@pytest.mark.parametrize(
    ("words", "told"), [('titel = "Our meetings"\n', "unknown is titel"), ("title =", "is no TOML")]
)
def test_a_mistake_in_what_a_home_says_is_told(clean: Path, tmp_path: Path, words: str, told: str) -> None:
    (tmp_path / "release.toml").write_text(words, "utf-8")
    with pytest.raises(ReleaseFailed, match=told):
        make_release(clean, tmp_path / "releases", {})


@pytest.mark.slow
def test_frictionless_finds_it_valid(first: Release) -> None:
    frictionless = pytest.importorskip("frictionless", reason="frictionless validates data packages")
    report = frictionless.validate(first.folder / "datapackage.json")
    assert report.valid, report.flatten(["name", "type", "message"])
    assert len(report.tasks) == len(list(first.folder.glob("*/*"))) + 4  # and README, CHANGES, the quality report twice


@pytest.mark.slow
@pytest.mark.parametrize("damage", ["csv/participants.csv", "parquet/participants.parquet"])
def test_frictionless_finds_a_damaged_file(tmp_path: Path, first: Release, damage: str) -> None:
    frictionless = pytest.importorskip("frictionless", reason="frictionless validates data packages")
    package = json.loads((first.folder / "datapackage.json").read_text("utf-8"))
    package["resources"] = [one for one in package["resources"] if one["path"].endswith(("participants.csv", damage))]
    for resource in package["resources"]:
        (tmp_path / resource["path"]).parent.mkdir(exist_ok=True)
        shutil.copyfile(first.folder / resource["path"], tmp_path / resource["path"])
    (tmp_path / "datapackage.json").write_text(json.dumps(package), "utf-8")
    assert frictionless.validate(tmp_path / "datapackage.json").valid
    with (tmp_path / damage).open("ab") as file:
        file.write(b"X,nothing\n")
    report = frictionless.validate(tmp_path / "datapackage.json")
    assert {task.place for task in report.tasks if not task.valid} == {damage}
