"""The user's own reference facts: laid over the curated ones by rule, and refused in one line where they are wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sederunt.sources.errors import WrongUse
from sederunt.sources.own_reference import own_files, with_own_reference
from sederunt.tables import tables

FRAMES: Mapping[str, list[dict[str, Any]]] = {
    "participants": [
        {"participant_id": one, "kind": "state", "name": one} for one in ("CHL", "FRA", "KEN", "NOR")
    ],
    "bodies": [{"body_id": "weirs", "name": "Weirs", "symbol_series": []}],
    "treaties": [],
    "groups": [{"group_id": "group:weirs", "name": "Weir Group"}],
    "group_members": [
        {"group_id": "group:weirs", "participant_id": one, "source": "curated"} for one in ("CHL", "FRA")
    ],
    "eligibility": [
        {
            "body_id": "weirs", "participant_id": one, "status": "party", "valid_from": date(2000, 1, 1),
            "as_of": date(2015, 3, 1), "source": "curated",
        }
        for one in ("CHL", "FRA")
    ],
}  # fmt: skip
HEADER = "body_id,participant_id,status,valid_from,valid_to,as_of,source\n"


def curated() -> dict[str, pl.DataFrame]:
    return {name: tables()[name].frame(rows) for name, rows in FRAMES.items()}


def laid_over(folder: Path, **files: str) -> Mapping[str, pl.DataFrame]:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return with_own_reference(curated(), folder)


def statuses(frames: Mapping[str, pl.DataFrame]) -> list[tuple[Any, ...]]:
    columns = ("participant_id", "status", "valid_from", "as_of", "source")
    return frames["eligibility"].select(columns).sort("participant_id", "valid_from").rows()


def test_without_files_all_stays(tmp_path: Path) -> None:
    found = with_own_reference(curated(), tmp_path / "none")
    assert all(found[name].equals(frame) for name, frame in curated().items())
    assert own_files(tmp_path) == []


def test_rows_are_added_and_hers_say_up_to_when_the_list_is_complete(tmp_path: Path) -> None:
    frames = laid_over(tmp_path, eligibility=HEADER + "weirs,KEN,party,2019-06-01,,2026-01-01,depositary\n")
    first, renewed = date(2000, 1, 1), date(2026, 1, 1)
    assert statuses(frames) == [
        ("CHL", "party", first, renewed, "curated"),
        ("FRA", "party", first, renewed, "curated"),
        ("KEN", "party", date(2019, 6, 1), renewed, "depositary"),
    ]


def test_what_she_says_of_a_participant_replaces_what_was_curated_of_it(tmp_path: Path) -> None:
    rows = "weirs,FRA,signatory,1999-01-01,2004-12-31,2026-01-01,hers\nweirs,FRA,party,2005-01-01,,2026-01-01,hers\n"
    found = statuses(laid_over(tmp_path, eligibility=HEADER + rows))
    assert [row[:3] for row in found] == [
        ("CHL", "party", date(2000, 1, 1)),
        ("FRA", "signatory", date(1999, 1, 1)),
        ("FRA", "party", date(2005, 1, 1)),
    ]


def test_a_star_removes_all_that_was_curated(tmp_path: Path) -> None:
    rows = HEADER + "weirs,*,,,,,\nweirs,NOR,member,2001-01-01,,2010-01-01,hers\n"
    members = "group_id,participant_id,source\ngroup:weirs,*,\ngroup:weirs,NOR,hers\n"
    frames = laid_over(tmp_path, eligibility=rows, group_members=members)
    assert statuses(frames) == [("NOR", "member", date(2001, 1, 1), date(2010, 1, 1), "hers")]
    assert frames["group_members"]["participant_id"].to_list() == ["NOR"]


def test_a_body_of_her_own_has_members_of_her_own(tmp_path: Path) -> None:
    frames = laid_over(
        tmp_path,
        bodies="body_id,name,parent_id,symbol_series\nfords,Fords,weirs,X/FORDS | X/F\n",
        eligibility=HEADER + "fords,NOR,member,2001-01-01,,2026-01-01,hers\n",
    )
    (own,) = frames["bodies"].filter(pl.col("body_id") == "fords").rows(named=True)
    assert (own["name"], own["parent_id"], own["symbol_series"]) == ("Fords", "weirs", ["X/FORDS", "X/F"])
    assert ("NOR", "member", date(2001, 1, 1), date(2026, 1, 1), "hers") in statuses(frames)
    assert len(statuses(frames)) == 3, "the rows of other bodies stay"


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("treaties", "treaty_id\n", r"treaties\.csv is not read: name it bodies\.csv, eligibility\.csv"),
        ("eligibility", HEADER.replace("status", "state"), r"eligibility\.csv, line 1: there is no column state;"),
        ("eligibility", "body_id,participant_id\n", "line 1: the column as_of, source, status, valid_from is missing"),
        ("eligibility", HEADER + "weirs,FRA,party\n", "line 2: it has not 7 cells, as line 1 has"),
        ("eligibility", HEADER + 'weirs,"FRA,party\n', "it is no CSV behind line 1"),
        ("eligibility", HEADER + "weirs,FRA,party,1 May 2004,,2026-01-01,x\n",
         "line 2: valid_from is 1 May 2004; write the day as 2024-03-31"),
        ("eligibility", HEADER + "weirs,FRA,observer,2004-05-01,,2026-01-01,x\n",
         "line 2: status is observer; it may be party, signatory, member"),
        ("eligibility", HEADER + "weirs,France,party,2004-05-01,,2026-01-01,x\n",
         r"line 2: participant_id is France, which is no row of reference\.participants"),
        ("eligibility", HEADER + "fords,FRA,party,2004-05-01,,2026-01-01,x\n",
         r"line 2: body_id is fords, which is no row of reference\.bodies; add it to bodies\.csv"),
        ("eligibility", HEADER + "weirs,FRA,party,2004-05-01,,2026-01-01,\n", "line 2: source is empty"),
        ("eligibility", HEADER + "weirs,FRA,party,2004-05-01,2003-05-01,2026-01-01,x\n",
         "line 2: valid_to .* is before valid_from"),
        ("eligibility", HEADER + "weirs,FRA,party,2027-05-01,,2026-01-01,x\n", "line 2: valid_from .* is after as_of"),
        ("eligibility", HEADER + "weirs,FRA,party,2004-05-01,,2026-01-01,x\nweirs,KEN,party,2004-05-01,,2025-01-01,x\n",
         "line 3: as_of or known_from of weirs differs from the rows above"),
        ("eligibility", HEADER + "weirs,FRA,party,2004-05-01,,2026-01-01,x\nweirs,FRA,party,2004-05-01,,2026-01-01,y\n",
         "line 3: it says of the same what line 2 says"),
        ("eligibility", HEADER + "weirs,KEN,party,1990-05-01,,1999-01-01,x\n",
         "as_of of weirs is 1999-01-01, but CHL is curated from 2000-01-01; give a later day"),
        ("bodies", "body_id,name\nweirs,Others\n", "line 2: weirs is a curated body and cannot be changed"),
        ("bodies", "body_id,name,n_members\nfords,Fords,ten\n", "line 2: n_members is ten; write a number"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_in_one_line(tmp_path: Path, file: str, text: str, told: str) -> None:
    with pytest.raises(WrongUse, match=told) as caught:
        laid_over(tmp_path, **{file: text})
    assert "\n" not in str(caught.value)


@given(st.lists(st.sampled_from(["CHL", "FRA", "KEN", "NOR", "*"]), unique=True))
def test_nobody_else_is_touched(tmp_path_factory: pytest.TempPathFactory, named: list[str]) -> None:
    """Whoever she names is as she says; whoever she does not name is as curated, unless she has removed all."""
    text = "group_id,participant_id,source\n" + "".join(f"group:weirs,{one},hers\n" for one in named)
    members = laid_over(tmp_path_factory.mktemp("own"), group_members=text)["group_members"]
    found = dict(members.select("participant_id", "source").rows())
    kept = set() if "*" in named else {"CHL", "FRA"} - set(named)
    assert found == {one: "hers" for one in named if one != "*"} | dict.fromkeys(kept, "curated")
    assert members.height == len(found)
