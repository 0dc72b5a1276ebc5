"""The site by the command, and as an asset."""

from __future__ import annotations

from pathlib import Path

import dagster as dg
import pytest
from click.testing import CliRunner

from assets.keys import PAGES
from assets.pages import site as site_asset
from pages.site import site_path
from pipelines.commands import pages
from sederunt.sources.home import Home


def home_of(tmp_path: Path, published: Path) -> Home:
    (tmp_path / "sederunt.duckdb").symlink_to(published)
    return Home(tmp_path)


def test_the_command_says_what_it_wrote_and_where(tmp_path: Path, published: Path) -> None:
    home = home_of(tmp_path, published)
    done = CliRunner().invoke(pages, ["--home", str(home.path)])
    assert done.exit_code == 0, done.output
    assert f"open {site_path(home.path) / 'index.html'}" in done.output
    assert (site_path(home.path) / "index.html").is_file()
    other = tmp_path / "www"
    done = CliRunner().invoke(pages, ["--home", str(home.path), "--output", str(other)])
    assert done.exit_code == 0, done.output
    assert (other / "index.html").is_file()


def test_without_a_published_file_the_command_says_what_to_do(tmp_path: Path) -> None:
    done = CliRunner().invoke(pages, ["--home", str(tmp_path)])
    assert done.exit_code == 2
    assert "run `sederunt run` first" in done.output


@pytest.mark.slow
def test_the_asset_tells_what_it_wrote(tmp_path: Path, published: Path) -> None:
    home = home_of(tmp_path, published)
    result = dg.materialize([site_asset], resources={"home": home}, selection=[PAGES])
    (made,) = result.asset_materializations_for_node("release__site")
    assert made.metadata["pages"].value == len(list(site_path(home.path).rglob("*.html")))
    assert made.metadata["largest page in bytes"].value == max(
        path.stat().st_size for path in site_path(home.path).rglob("*.html")
    )


@pytest.mark.slow
def test_the_asset_fails_in_one_line_where_nothing_is_published(tmp_path: Path) -> None:
    result = dg.materialize([site_asset], resources={"home": Home(tmp_path)}, selection=[PAGES], raise_on_error=False)
    assert not result.success
    (failure,) = result.filter_events(lambda event: event.is_step_failure)
    assert "run `sederunt run` first" in str(failure.step_failure_data.user_failure_data.description)
