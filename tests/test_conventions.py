"""The rules of the house, held by tests: layers, charters, what files may name, and that the documents keep up."""

from __future__ import annotations

import ast
import csv
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

import sederunt
from sederunt.tables import tables

ROOT = Path(__file__).parents[1]
PACKAGES = ("sederunt", "warehouse", "pages", "expectations", "assets", "pipelines")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
MAX_LINES = 500
CHARTER_FROM_LINES = 100  # a module of this size says where its border is
MAX_BYTES = 1 << 20

#: What each layer may not import at all, by the first part of the name.
FORBIDDEN = {
    "sederunt": {
        "dagster",
        "great_expectations",
        "duckdb",
        "warehouse",
        "pages",
        "expectations",
        "assets",
        "pipelines",
    },
    "warehouse": {"dagster", "great_expectations", "pages", "expectations", "assets", "pipelines"},
    "pages": {"dagster", "great_expectations", "expectations", "assets", "pipelines"},
    "expectations": {"warehouse", "pages", "assets", "pipelines"},
    "assets": {"great_expectations", "pipelines"},
    "pipelines": {"great_expectations"},
}

# Put together from parts, so that this file does not name them either.
REGISTRY_HOSTS = re.compile(
    "|".join(["pypi" + r"\.org", "python" + "hosted", r"registry\." + "npmjs", r"deb\." + "debian"])
)
OUTSIDE_PATHS = re.compile(r"\.\./" + r"shared|(?<![\w.$}~-])/(?:work|tmp|root|home/\w+)/")


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def repository_files() -> tuple[Path, ...]:
    """The files under version control or about to be; without git, all but what is installed, built or cached."""
    if shutil.which("git") and (ROOT / ".git").exists():
        command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
        listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
        paths = [ROOT / name for name in listed.split("\0") if name]
    else:
        paths = [path for path in ROOT.rglob("*") if not any(part in (".venv", "data") for part in path.parts)]
        paths = [path for path in paths if not any(part.endswith(("_cache", "__")) for part in path.parts)]
    return tuple(sorted(path for path in paths if path.is_file()))


def texts() -> Iterator[tuple[Path, str]]:
    """Each file that holds UTF-8 text, with its text; samples are documents, in whatever encoding."""
    for path in repository_files():
        data = path.read_bytes()
        if b"\0" in data or path.is_relative_to(ROOT / "samples"):
            continue
        yield path, data.decode("utf-8")


def imported_names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def names_imported_at_the_head(path: Path) -> Iterator[str]:
    for statement in ast.parse(path.read_text("utf-8")).body:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            yield from imported_names(statement)


def test_layers_point_one_way() -> None:
    wrong = [
        f"{relative(path)} imports {name}"
        for path in MODULES
        for name in imported_names(ast.parse(path.read_text("utf-8")))
        if name.split(".")[0] in FORBIDDEN[path.relative_to(ROOT).parts[0]]
    ]
    assert not wrong, "\n".join(wrong)


def test_great_expectations_is_imported_in_functions_only() -> None:
    """Its import takes seconds and 274 MB."""
    wrong = [
        relative(path)
        for path in MODULES
        if any(name.split(".")[0] == "great_expectations" for name in names_imported_at_the_head(path))
    ]
    assert not wrong


def test_modules_are_small() -> None:
    sizes = {relative(path): path.read_text("utf-8").count("\n") for path in MODULES}
    large = {name: n_lines for name, n_lines in sizes.items() if n_lines > MAX_LINES}
    assert not large, "is there a second reason to change in there?"


def test_modules_say_what_belongs_there() -> None:
    wrong = []
    for path in MODULES:
        source = path.read_text("utf-8")
        charter = ast.get_docstring(ast.parse(source)) or ""
        is_layer = path.name == "__init__.py" and path.parent.parent == ROOT and path.parent.name != "sederunt"
        if not charter:
            wrong.append(f"{relative(path)} does not say what it is for")
        elif (is_layer or source.count("\n") >= CHARTER_FROM_LINES) and "belongs here" not in charter:
            wrong.append(f"{relative(path)} does not say what belongs there, and what does not")
    assert not wrong, "\n".join(wrong)


def test_import_is_light() -> None:
    code = (
        "import sys, sederunt; heavy = {'polars', 'duckdb', 'dagster', 'great_expectations', 'pandas'};"
        "print(*sorted(heavy & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == ""


def test_no_file_names_a_registry_or_a_path_outside() -> None:
    found = [
        f"{relative(path)}:{number}: {line.strip()[:80]}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if REGISTRY_HOSTS.search(line) or (OUTSIDE_PATHS.search(line) and path.parent.name != ".ci")
    ]
    assert not found, "\n".join(found)


def test_no_large_files() -> None:
    large = [relative(path) for path in repository_files() if path.stat().st_size > MAX_BYTES]
    assert not large


@pytest.mark.skipif(not shutil.which("git") or not (ROOT / ".git").exists(), reason="the tree is no git checkout")
def test_nothing_that_the_packages_need_is_ignored() -> None:
    """``data/`` is the home that runs write; the folders of that name inside the packages are source."""
    wanted = [path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file()]
    wanted = [path for path in wanted if not any(part.endswith(("_cache", "__")) for part in path.parts)]
    left_out = set(wanted) - set(repository_files())
    assert not left_out, sorted(relative(path) for path in left_out)


def test_data_files_parse() -> None:
    for path, text in texts():
        where = relative(path)
        match path.suffix:
            case ".toml":
                assert tomllib.loads(text), where
            case ".json":
                assert json.loads(text) is not None, where
            case ".yaml" | ".yml" | ".cff":
                assert None not in list(yaml.safe_load_all(text)), where
            case ".csv" | ".tsv":
                delimiter = "\t" if path.suffix == ".tsv" else ","
                lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
                quoting = csv.QUOTE_NONE if path.suffix == ".tsv" else csv.QUOTE_MINIMAL
                widths = {len(row) for row in csv.reader(lines, delimiter=delimiter, quoting=quoting)}
                assert len(widths) == 1, f"{where}: rows of {sorted(widths)} fields"


def test_samples_have_their_expected_facts_beside_them() -> None:
    documents = {path.stem for path in (ROOT / "samples").glob("*.txt")}
    expected = {path.name.removesuffix(".expected.json") for path in (ROOT / "samples").glob("*.expected.json")}
    assert documents == expected
    assert len(documents) >= 8


def test_versions_agree() -> None:
    released = re.findall(
        r"^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d\d-\d\d)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M
    )
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert released[0] == (sederunt.__version__, str(citation["date-released"]))
    assert citation["version"] == sederunt.__version__


def test_readme_tells_of_every_command_and_table() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for command in ("read", *project["entry-points"]["sederunt.commands"]):
        assert f"`sederunt {command}" in readme, f"README.md does not tell of `sederunt {command}`"
    for table in tables().values():
        if table.schema != "reference":
            assert f"`{table.qualified_name}`" in readme, f"README.md does not tell of {table.qualified_name}"


def test_dictionary_tells_of_every_table_and_column() -> None:
    dictionary = (ROOT / "docs" / "dictionary.md").read_text("utf-8")
    for table in tables().values():
        assert f"`{table.qualified_name}`" in dictionary, f"docs/dictionary.md does not tell of {table.qualified_name}"
        page = (ROOT / "docs" / "dictionary" / f"{table.qualified_name}.md").read_text("utf-8")
        for column in table.columns:
            assert f"| `{column.name}` |" in page, f"docs/dictionary/ does not tell of {table.name}.{column.name}"


def test_links_between_documents_hold() -> None:
    broken = [
        f"{relative(path)}: {target}"
        for path, text in texts()
        if path.suffix == ".md"
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
        if "://" not in target and not (path.parent / target).exists()
    ]
    assert not broken


def test_workspace_and_dg_name_one_module() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    named = project["tool"]["dg"]["project"]["code_location_target_module"]
    workspace = (ROOT / "workspace.yaml").read_text("utf-8")
    assert yaml.safe_load(workspace)["load_from"]
    assert named in workspace


@pytest.mark.parametrize(
    ("name", "groups"), [("constraints.txt", ["build"]), ("constraints-dev.txt", ["build", "dev"])]
)
def test_constraints_pin_every_dependency_with_hashes(name: str, groups: list[str]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [
        *project["project"]["dependencies"],
        *project["build-system"]["requires"],
        *(line for group in groups for line in project["dependency-groups"][group] if isinstance(line, str)),
    ]
    missing = {re.split(r"[<>=\[;]", line)[0].lower() for line in wanted} - {package for package, _ in _pins(name)}
    assert not missing, "run `make constraints`"


def test_what_is_run_is_what_is_tested() -> None:
    assert set(_pins("constraints.txt")) <= set(_pins("constraints-dev.txt"))


def _pins(name: str) -> list[tuple[str, str]]:
    """Packages and versions of a file of pinned packages."""
    blocks = re.split(r"\n(?=\S)", (ROOT / name).read_text("utf-8").strip())
    assert all("--hash=sha256:" in block for block in blocks)
    return [(re.split(r"[\[=]", block)[0], block.split("==", 1)[1].split()[0]) for block in blocks]
