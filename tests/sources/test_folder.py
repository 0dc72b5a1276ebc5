"""Which files of a folder are documents, and what is said of those that cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sederunt.errors import UnreadableDocument
from sederunt.sources.errors import WrongUse
from sederunt.sources.folder import FoundFile, UnreadablePlace, fetch, require_folder, uri_of, walk


def names(folder: Path) -> list[str]:
    return [found.path.relative_to(folder).as_posix() for found in walk(folder)]


def touch(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("words")


def test_documents_are_found_in_all_folders_sorted(tmp_path: Path) -> None:
    touch(tmp_path, "b.txt", "a/z.txt", "a/b/c.txt", "a.txt")
    assert names(tmp_path) == ["a/b/c.txt", "a/z.txt", "a.txt", "b.txt"]


def test_other_files_are_left_aside(tmp_path: Path) -> None:
    touch(
        tmp_path, "a.txt", "a.expected.json", "a.expected.txt", "README.txt", ".hidden.txt", ".git/b.txt", "picture.png"
    )
    assert names(tmp_path) == ["a.txt"]


def test_the_extension_may_be_in_capitals(tmp_path: Path) -> None:
    touch(tmp_path, "A.TXT")
    assert names(tmp_path) == ["A.TXT"]


def test_formats_that_are_not_read_are_found_all_the_same(tmp_path: Path) -> None:
    """Their failures are recorded: nobody shall believe that the meeting was not reported."""
    touch(tmp_path, "a.pdf", "b.txt", "c.wpd", "d.png")
    found = [one for one in walk(tmp_path) if isinstance(one, FoundFile)]
    assert [(one.path.name, one.format.key) for one in found] == [("a.pdf", "pdf"), ("b.txt", "txt"), ("c.wpd", "wpf")]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    touch(tmp_path, "a/b.txt")
    (tmp_path / "a" / "again").symlink_to(tmp_path)
    (tmp_path / "a" / "once more").symlink_to(tmp_path / "a")
    assert names(tmp_path) == ["a/b.txt"]


def test_a_link_to_a_folder_elsewhere_is_followed(tmp_path: Path) -> None:
    touch(tmp_path, "elsewhere/b.txt", "source/a.txt")
    (tmp_path / "source" / "linked").symlink_to(tmp_path / "elsewhere")
    assert names(tmp_path / "source") == ["a.txt", "linked/b.txt"]


def test_a_link_that_leads_nowhere_is_an_unreadable_place(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "nowhere")
    (place,) = walk(tmp_path)
    assert isinstance(place, UnreadablePlace)
    assert "No such file" in place.failure.message
    assert (place.failure.stage, place.failure.kind) == ("fetch", "transient")


def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "a/b.txt", "c.txt")
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "a":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    place, document = walk(tmp_path)
    assert isinstance(place, UnreadablePlace)
    assert place.failure.message == f"the folder {tmp_path / 'a'} cannot be read: Permission denied"
    assert document.path.name == "c.txt"


def test_the_bytes_of_a_file_and_where_they_stood(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt")
    (found,) = walk(tmp_path)
    assert isinstance(found, FoundFile)
    document = fetch(found, "tides")
    assert (document.data, document.source_uri) == (b"words", str(tmp_path / "a.txt"))
    assert (document.collection, document.media_type) == ("tides", "text/plain")


def test_a_file_that_has_gone_meanwhile_is_a_transient_failure(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt")
    (found,) = walk(tmp_path)
    assert isinstance(found, FoundFile)
    found.path.unlink()
    with pytest.raises(UnreadableDocument, match="cannot be read: No such file") as caught:
        fetch(found, "tides")
    assert (caught.value.stage, caught.value.kind) == ("fetch", "transient")


@pytest.mark.parametrize(("name", "words"), [("nowhere", "there is no folder"), ("a.txt", "is not a folder")])
def test_what_is_no_folder_is_wrong_use(tmp_path: Path, name: str, words: str) -> None:
    touch(tmp_path, "a.txt")
    with pytest.raises(WrongUse, match=words):
        require_folder(tmp_path / name)


def test_names_that_are_no_utf8_are_shown() -> None:
    assert uri_of(Path(os.fsdecode(b"/caf\xe9.txt"))) == "/caf\\xe9.txt"
