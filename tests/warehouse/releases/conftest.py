from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from warehouse.releases import Release, make_release

FOLDER = "/mnt/ann/my reports"
#: What a run writes into a published file besides the facts.
RUN = f"""
UPDATE documents SET fetched_at = now()::TIMESTAMP, source_uri = '{FOLDER}/' || sha256 || '.txt';
UPDATE readings.documents SET fetched_at = now()::TIMESTAMP, source_uri = '{FOLDER}/' || sha256 || '.txt';
INSERT INTO quality.validations
  SELECT uuid()::VARCHAR, now()::TIMESTAMP, 'meetings', 'dates', 'warning', false, 1, ['meeting_id=x'];
INSERT INTO quality.failures
  SELECT 'uri:{FOLDER}/a', '{FOLDER}/a', 'fetch', 'transient', 'cannot read {FOLDER}/a: denied', now()::TIMESTAMP;
"""


def altered(source: Path, target: Path, statements: str) -> Path:
    """A copy of a warehouse with statements run in it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(0o644)
    with duckdb.connect(target) as connection:
        connection.execute(statements)
    return target


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory, clean: Path) -> Release:
    """The release of the clean warehouse, as one run left it; tests leave it as it is."""
    folder = tmp_path_factory.mktemp("first")
    published = altered(clean, folder / "sederunt.duckdb", RUN)
    return make_release(published, folder / "releases", {"reports": FOLDER})
