"""What a folder of labels says about the reader is counted row for row."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from sederunt.cli import main
from sederunt.evaluation import EvaluationError, Score, evaluate
from sederunt.evaluation.estimates import drops, read_estimates, write_estimates
from sederunt.evaluation.run import Result
from tests.evaluation.conftest import ATTENDANCE, REPORT, STATEMENTS, Write


def result(gold: Path) -> Result:
    (only,) = evaluate(gold).results
    return only


def test_a_report_read_as_labelled_scores_one(write: Write) -> None:
    found = result(write())
    assert not found.differences
    scores = found.scores
    assert scores["attendance.capacity"] == Score(4, 4, 4)
    assert scores["statements.item"] == Score(3, 3, 3)
    assert scores["statements.principal"] == Score(1, 1, 1)
    assert scores["meetings"] == Score(1, 1, 1)
    assert (found.language, found.format, found.family) == ("en", "txt", "unknown")


def test_missing_and_extra_rows_are_counted_and_shown_with_their_words(write: Write) -> None:
    absent = ("CT/5", "member", "Malta", "MLT", "2", "")
    found = result(write(attendance=[*ATTENDANCE[1:], absent]))
    assert found.scores["attendance"] == Score(4, 4, 3)
    missing, extra = (one for one in found.differences if one.fact == "attendance")
    assert missing.expected is not None and missing.expected["name"] == "Malta" and missing.found is None
    assert extra.found is not None and extra.found["name"] == "Chile" and "were represented: Chile" in extra.words
    assert [one.fact for one in found.differences] == ["attendance", "attendance"], "told once, not for each column"


def test_a_row_that_differs_in_one_column_is_one_difference(write: Write) -> None:
    found = result(write(statements=[("3", "4", *STATEMENTS[0][2:]), *STATEMENTS[1:]]))
    assert found.scores["statements"] == Score(3, 3, 3)
    assert found.scores["statements.item"] == Score(3, 3, 2)
    (one,) = found.differences
    assert one.fact == "statements.item"
    assert one.expected is not None and one.found is not None
    assert (one.expected["items"], one.found["items"]) == (["4"], ["3"])


def test_rows_are_matched_as_often_as_they_stand(write: Write) -> None:
    found = result(write(statements=[*STATEMENTS, STATEMENTS[1]]))
    assert found.scores["statements"] == Score(4, 3, 3)


def test_presence_is_counted_once_however_often_it_is_stated(write: Write) -> None:
    assert result(write(attendance=[*ATTENDANCE, ATTENDANCE[0]])).scores["attendance"] == Score(4, 4, 4)


def test_posts_without_a_code_are_the_same_by_their_words(write: Write) -> None:
    report = REPORT.replace("France and Peru", "France and Peru. The Chair of the Committee made a statement")
    chair = ("3", "3", "statement", "officer", "Chair", "", "", "", "")
    found = result(write(statements=[*STATEMENTS, chair], report=report))
    assert found.scores["statements"].matched == 4


def test_of_a_report_labelled_in_part_only_the_labelled_paragraphs_count(write: Write) -> None:
    report = REPORT + "\n4. Statements were also made by the representatives of Germany and Peru.\n"
    gold = write(report=report)
    assert result(gold).scores["statements"] == Score(3, 5, 3)
    (gold / "trade-5" / "partial").touch()
    assert result(gold).scores["statements"] == Score(3, 3, 3)


def test_credentials_are_no_attendance(write: Write) -> None:
    rows = [(*row[:5], "credentials: formal") if row[3] == "PER" else row for row in ATTENDANCE]
    scores = result(write(attendance=rows)).scores
    assert scores["attendance"] == Score(3, 4, 3)
    assert scores["credentials"] == Score(1, 0, 0)


def test_a_report_that_cannot_be_read_found_nothing(write: Write) -> None:
    found = result(write(report="Lorem ipsum.\n"))
    assert found.failure
    assert found.scores["attendance"] == Score(4, 0, 0)


def test_a_defect_of_the_reader_costs_one_report_and_is_shown(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: Path) -> None:
        raise IndexError("no such word")

    monkeypatch.setattr("sederunt.evaluation.run.read", fail)
    found = result(write())
    assert found.failure == "the reader failed: IndexError('no such word')"
    assert found.scores["statements"] == Score(3, 0, 0)


def test_family_comes_from_the_labels_else_from_the_file(write: Write) -> None:
    gold = write()
    (gold / "families.tsv").write_text("report\tfamily\ntrade-5\ttrade body\n", "utf-8")
    assert result(gold).family == "trade body"
    assert result(write(family="commission")).family == "commission"


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda gold: (gold / "trade-5" / "meeting.json").write_text("{"), "is no JSON"),
        (lambda gold: (gold / "trade-5" / "attendance.tsv").write_text("meeting\tname\n"), "has no column capacity"),
        (lambda gold: (gold.parent / "reports" / "trade-5.txt").unlink(), "no report trade-5.*"),
    ],
)
def test_labels_that_cannot_be_used_are_one_line(write: Write, spoil: object, message: str) -> None:
    gold = write()
    spoil(gold)  # type: ignore[operator]
    with pytest.raises(EvaluationError, match=message.replace("*", r"\*")) as error:
        evaluate(gold)
    assert "\n" not in str(error.value)


def test_a_drop_is_told_and_a_rise_is_not(write: Write, tmp_path: Path) -> None:
    good, estimates = evaluate(write()), tmp_path / "estimates.tsv"
    write_estimates(good, estimates)
    assert not drops(good, read_estimates(estimates))
    worse = evaluate(write(attendance=[*ATTENDANCE, ("CT/5", "member", "Malta", "MLT", "2", "")]))
    fallen = {(one.cell[0], one.cell[2]) for one in drops(worse, read_estimates(estimates))}
    assert ("language", "attendance") in fallen
    assert all(fact.startswith("attendance") for _, fact in fallen)
    write_estimates(worse, estimates)
    assert not drops(good, read_estimates(estimates))


def test_command_prints_json_and_fails_when_figures_fall(write: Write, tmp_path: Path) -> None:
    estimates = str(tmp_path / "estimates.tsv")
    gold = str(write())
    written = CliRunner().invoke(main, ["evaluate", gold, "--format", "json", "--write-estimates", estimates])
    assert written.exit_code == 0, written.output
    (report,) = json.loads(written.output)["reports"]
    assert report["facts"]["attendance"] == {
        "expected": 4, "found": 4, "matched": 4, "precision": 1.0, "recall": 1.0, "f1": 1.0,
    }  # fmt: skip
    write(statements=STATEMENTS[:2])
    fallen = CliRunner().invoke(main, ["evaluate", gold, "--show", "3", "--estimates", estimates])
    assert fallen.exit_code == 1
    assert "statements: extra" in fallen.output and "fallen behind: statements" in fallen.output


def test_sentences_are_scored_by_language_and_fact(write: Write) -> None:
    gold = write()
    (gold / "sentences").mkdir()
    columns = "id\tfact_type\tparticipants\ton_behalf_of\titem\ten\tfr\tfacts\n"
    rows = (
        "s1\tstatement\tFRA; PER\tPER=Group of 77 and China\t\t"
        "Statements were made by the representatives of France and Peru (on behalf of the Group of 77 and China).\t"
        "Les représentants de la France et du Pérou (au nom du Groupe des 77 et de la Chine) ont fait une déclaration."
        "\tkind=statement\n"
        "s2\tdates\t\t\t\tThe first was held in Paris on 24 and 25 October 2013.\t\t"
        "starts=2013-10-24; ends=2013-10-26\n"
    )
    (gold / "sentences" / "sentences.tsv").write_text(columns + rows, "utf-8")
    found = {(one.identity, one.language): one for one in evaluate(gold).sentences}
    assert all(found["s1", language].is_exact(fact) for language in ("en", "fr") for fact in ("statement", "principal"))
    assert not found["s2", "en"].is_found("date")
    assert "2013-10-24" in found["s2", "en"].facts["date"][1]
