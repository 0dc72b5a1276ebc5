"""Publishing a candidate: from then on ``<home>/sederunt.duckdb`` is it.

What belongs here: the steps from a checked candidate to the published file, in an order in which a kill between any two
leaves the published file whole. What does not: building (``build.py``) and checking (``expectations/``).

``<home>/sederunt.duckdb`` is a link to a version under ``<home>/warehouse/``. A version is never written to after it
has its name; publishing a newer one swaps the link, which the file system does at one stroke. Whoever has the old
version open keeps it, even where it is removed as too old.
"""

from __future__ import annotations

import errno
import logging
import os
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl

from sederunt.tables import tables
from warehouse.errors import PublicationFailed, PublicationRefused
from warehouse.settings import settings

PUBLISHED_NAME = "sederunt.duckdb"
_VERSIONS = "sederunt-*.duckdb"
_CANDIDATES = "candidate-*.duckdb*"
#: What file systems answer that have no symbolic links (FAT, some network shares), and Windows without the privilege.
_NO_LINKS = {errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL}
_log = logging.getLogger(__name__)


def candidate_path(home: Path, run_id: str) -> Path:
    """Where the run ``run_id`` builds its candidate: on the file system of the versions, so that a rename suffices."""
    return _versions_folder(home) / f"candidate-{run_id}.duckdb"


def published_path(home: Path) -> Path:
    """The file that analysts open; it need not exist yet."""
    return home / PUBLISHED_NAME


def clean_leftovers(home: Path) -> list[Path]:
    """Remove what killed runs have left in the home, and return it. Call it at the start of a run, before building.

    Leftovers are candidates and links that were not swapped in. The home has one writer at a time; whoever calls this
    is it.
    """
    leftovers = [*_versions_folder(home).glob(_CANDIDATES), *home.glob(f".{PUBLISHED_NAME}.*")]
    for path in leftovers:
        path.unlink(missing_ok=True)
    return leftovers


def publish(candidate: Path, home: Path, validations: pl.DataFrame) -> Path:
    """Publish ``candidate`` with its ``validations`` (schema of that table); returns the version, which the link names.

    Raises ``PublicationRefused`` where a critical check failed: the candidate stays, with its validations in it,
    until ``clean_leftovers``. Raises ``PublicationFailed`` where the file system refuses a step. In both cases, and
    after a kill at any moment, the published file is the old one or the new one, whole.
    """
    try:
        _write_validations(candidate, validations)
        _refuse_critical(candidate, validations)
        version = _make_version(candidate, home)
        _point_to(version, home)
        _remove_old_versions(version, home)
    except (OSError, duckdb.Error) as error:
        reason = str(error).partition("\n")[0]
        raise PublicationFailed(
            f"{candidate} cannot be published in {home}: {reason}; what was published before is untouched"
        ) from error
    return version


def _versions_folder(home: Path) -> Path:
    return home / "warehouse"


def _write_validations(candidate: Path, validations: pl.DataFrame) -> None:
    """Fill ``quality.validations`` and bring everything into the one file, with no log beside it."""
    if not candidate.is_file():
        raise FileNotFoundError(errno.ENOENT, "there is no such candidate", str(candidate))
    columns = ", ".join(tables()["validations"].column_names)
    with duckdb.connect(candidate) as connection:
        # A publication that was interrupted may have written them already.
        connection.execute("DELETE FROM quality.validations")
        connection.register("frame_to_load", validations)
        connection.execute(f"INSERT INTO quality.validations BY NAME SELECT {columns} FROM frame_to_load")
        connection.unregister("frame_to_load")
        connection.execute("CHECKPOINT")
    log = candidate.with_name(f"{candidate.name}.wal")
    if log.exists():
        raise OSError(errno.EBUSY, "DuckDB left its log: another process has the candidate open", str(log))


def _refuse_critical(candidate: Path, validations: pl.DataFrame) -> None:
    is_failed = ~pl.col("success") & (pl.col("severity") == "critical")
    failed = validations.filter(is_failed).sort("table_name", "expectation")
    if failed.is_empty():
        return
    named = ", ".join(
        f"{row['table_name']}.{row['expectation']} ({_rows(row['n_unexpected'])})"
        for row in failed.head(3).iter_rows(named=True)
    )
    rest = f" and {failed.height - 3} more" if failed.height > 3 else ""
    count = "1 critical check" if failed.height == 1 else f"{failed.height} critical checks"
    raise PublicationRefused(
        f"not published, {count} failed: {named}{rest}; the rows are told in quality.validations of {candidate}"
    )


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number} rows"


def _make_version(candidate: Path, home: Path) -> Path:
    """The candidate as a version: on disk, read-only, under its final name."""
    folder = _versions_folder(home)
    folder.mkdir(parents=True, exist_ok=True)
    candidate.chmod(0o444)
    _sync(candidate)
    version = folder / f"sederunt-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.duckdb"
    candidate.rename(version)
    _sync(folder)
    return version


def _point_to(version: Path, home: Path) -> None:
    """Make the published name mean this version."""
    fresh = home / f".{PUBLISHED_NAME}.{version.stem}"
    try:
        fresh.symlink_to(version.relative_to(home))
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _log.warning(
            "the file system of %s has no symbolic links: %s is a copy of %s; it takes the space twice, and a process "
            "that has the older version open sees the newer one only when it has closed it. A home on a file system "
            "with links (--home) has neither",
            home,
            published_path(home),
            version,
        )
        shutil.copyfile(version, fresh)
        fresh.chmod(0o444)
        _sync(fresh)
    fresh.replace(published_path(home))
    _sync(home)


def _remove_old_versions(published: Path, home: Path) -> None:
    """Keep the newest versions, as many as the settings say, and in any case the published one."""
    versions = sorted(_versions_folder(home).glob(_VERSIONS), reverse=True)
    others: Sequence[Path] = [version for version in versions if version != published]
    for version in others[settings().keep_versions - 1 :]:
        try:
            version.unlink(missing_ok=True)
        except OSError as error:  # the new version is published already: an old one too many does no harm
            _log.warning("the old version %s cannot be removed: %s", version, error.strerror)


def _sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
