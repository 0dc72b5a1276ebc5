"""The compiled tables are current: made by the script as it is, from the tables as they are."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA = ROOT / "sederunt" / "registry" / "data"
SCRIPT = ROOT / "scripts" / "compile_registry.py"
RECORD = tomllib.loads((DATA / "compiled.toml").read_text("utf-8"))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


@pytest.mark.parametrize("part", ["read", "made"])
def test_the_tables_are_those_that_were_compiled(part: str) -> None:
    paths = {name: SCRIPT if name == SCRIPT.name else DATA / name for name in RECORD[part]}
    stale = [name for name, path in paths.items() if digest(path) != RECORD[part][name]]
    assert stale == [], "run scripts/compile_registry.py and read its diff"


@pytest.mark.skipif(
    not os.environ.get("SEDERUNT_COMPILE"), reason="SEDERUNT_COMPILE is not set: it fetches packages from an index"
)
def test_compiling_again_gives_the_same_bytes() -> None:
    before = {name: digest(DATA / name) for name in RECORD["made"]}
    subprocess.run([sys.executable, str(SCRIPT)], check=True)
    assert {name: digest(DATA / name) for name in RECORD["made"]} == before
