"""Single sentences with labels: what the reader finds in a sentence that stands alone.

What belongs here: reading one sentence as the only paragraph of an assumed meeting, and its labels
(``sentences/sentences.tsv``). What does not: whole reports (``run``).

The file has a row for each sentence, its words in a column for each language (``en``, ``fr`` …, empty where there are
none), and its facts: ``participants`` ("FRA; DEU", organizations and posts in English), ``on_behalf_of``
("FRA=European Union"), ``item``, ``facts`` ("kind=statement; count=17; starts=2015-02-06; person=…").

Participants without a code are compared by the id to which their name resolves; posts and bodies that no registry
knows, whose names are English in the labels of all languages, and persons whom a sentence writes in another script than
the labels, by their number alone. A sentence has a fact found if all
that its labels say of it was found. Of dates only the labelled ones are asked for, since a sentence may name others.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from sederunt.documents.plain import read_plain
from sederunt.documents.signs import with_plain_signs
from sederunt.evaluation.errors import EvaluationError
from sederunt.evaluation.rows import Identity, is_id, item_key
from sederunt.facts.agenda import find_agenda
from sederunt.facts.attendance import find_attendance
from sederunt.facts.officers import find_officers
from sederunt.facts.outline import outline
from sederunt.facts.reading import Meeting, Reading
from sederunt.facts.statements import find_statements
from sederunt.language.capitals import has_lost_capitals, with_capitals
from sederunt.language.lexicon import lexicon, read_languages
from sederunt.language.scanner import scan
from sederunt.registry import LANGUAGES, name_key

#: The file of labelled sentences, below a folder of labels.
SENTENCES = Path("sentences", "sentences.tsv")
#: A party that no registry knows.
_SOMEBODY = "?"
_DAY = re.compile(r"(\d{4}|-)-(\d\d)-(\d\d)")
_COLUMNS = ("id", "fact_type", "participants", "on_behalf_of", "item", "facts")
#: The table whose rows a type of sentence gives.
_TABLES = {"attendance": "attendance", "statement": "statements", "officer": "officers"}


@dataclass(frozen=True)
class SentenceResult:
    """A sentence in one language: by fact, what its labels say and what was found (both sorted). ``failure`` says why
    it could not be read, and nothing was found.
    """

    identity: str
    language: str
    words: str
    facts: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
    is_lowercased: bool = False
    failure: str | None = None

    @property
    def group(self) -> str:
        """The language, and whether the sentence has lost its capitals: names cannot be told by them then."""
        return f"{self.language}, no capitals" if self.is_lowercased else self.language

    def is_found(self, fact: str) -> bool:
        """Whether all that the labels say of this fact was found."""
        missing, extra = self._left_over(fact)
        return set(missing) <= {_SOMEBODY} and missing.total() <= extra.total()

    def is_exact(self, fact: str) -> bool:
        """Whether that was found and nothing else."""
        missing, extra = self._left_over(fact)
        return set(missing) <= {_SOMEBODY} and missing.total() == extra.total()

    def _left_over(self, fact: str) -> tuple[Counter[str], Counter[str]]:
        """What is stated and was not found, and the other way round. Whoever was found beyond those that are named may
        be somebody whom only words name.
        """
        expected, found = (Counter(side) for side in self.facts[fact])
        return expected - found, found - expected


def evaluate_sentences(path: Path, processes: int = 1) -> list[SentenceResult]:
    """All sentences of a file in the languages that are read. Raises ``EvaluationError``."""
    cases = [(row, language) for row in _rows(path) for language in LANGUAGES if row.get(language)]
    if processes < 2:
        return [_evaluate(case) for case in cases]
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(_evaluate, cases, chunksize=64))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))
    if rows and (missing := [column for column in _COLUMNS if column not in rows[0]]):
        raise EvaluationError(f"{path}: has no column {', '.join(missing)}")
    return rows


def _evaluate(case: tuple[dict[str, str], str]) -> SentenceResult:
    row, language = case
    expected = _expected(row)
    found: dict[str, list[str]] = {}
    failure = None
    if language not in read_languages():
        failure = "its language is not read yet"
    else:
        try:
            found = _found(row[language], language, row["fact_type"])
            _compare_by_number(expected, row[language])
        except Exception as error:  # noqa: BLE001 - a defect of the reader costs one sentence, and is shown
            failure = f"the reader failed: {error!r}"
    facts = {fact: (tuple(sorted(stated)), tuple(sorted(found.get(fact, ())))) for fact, stated in expected.items()}
    is_lowercased = "lowercased" in (row.get("notes") or "") and _has_no_capitals(row[language])
    return SentenceResult(row["id"], language, row[language], facts, is_lowercased, failure)


def _compare_by_number(expected: dict[str, list[str]], words: str) -> None:
    """Take a person whom a sentence writes in another script than the labels for one of whom only the number is known:
    letters of two scripts cannot be compared.
    """
    key = name_key(words)
    if "person" in expected and not re.search("[a-z]{3}", key):
        expected["person"] = [person if person in key else _SOMEBODY for person in expected["person"]]


def _has_no_capitals(words: str) -> bool:
    """Whether words of a script that has capitals have none."""
    letters = [char for char in words if char.isalpha()]
    return not any(map(str.isupper, letters)) and sum(map(str.islower, letters)) * 2 > len(letters)


def _expected(row: Mapping[str, str]) -> dict[str, list[str]]:
    """By fact, what the labels say; a fact of which they say nothing is left out. Parties given as a number alone are
    none.
    """
    english = Identity("en")
    details = dict(part.partition("=")[::2] for part in row["facts"].split("; ") if "=" in part)
    kind = row["fact_type"]
    stated: dict[str, list[str]] = {}
    if kind in _TABLES:
        parties = _split(row["participants"])
        is_counted = "count" in details
        if not is_counted or any(_is_code(party) for party in parties):
            stated[kind] = [_party(english, party) for party in parties]
    if kind == "statement":
        stated["kind"] = [details.get("kind", "statement")] if stated.get(kind) else []
        stated["principal"] = [
            _principal(english, one)
            for entry in _split(row["on_behalf_of"])
            for one in _split_names(entry.partition("=")[2])
        ]
        stated["item"] = [item_key(item) for item in _split(row["item"])] if re.search(r"\d", row["item"]) else []
    if kind == "officer":
        stated["person"] = [name_key(person) for person in details.get("person", "").split(", ") if person]
    days = (day.strip() for name in ("starts", "ends", "dates") for day in details.get(name, "").split(","))
    stated["date"] = list(dict.fromkeys(day for day in days if _DAY.fullmatch(day)))  # a meeting of one day has one
    return {fact: values for fact, values in stated.items() if values}


def _split(words: str) -> list[str]:
    return [part.strip() for part in words.split(";") if part.strip()]


def _split_names(words: str) -> list[str]:
    """Codes are parted by commas, names may hold some."""
    parts = [part.strip() for part in words.split(",")]
    return [part for part in parts if part] if any(map(_is_code, parts)) else [words.strip()]


def _is_code(words: str) -> bool:
    return re.fullmatch(r"[A-Z]{3,4}", words) is not None and not Identity("en").of(None, words).startswith(
        ("org", "un:")
    )


def _party(english: Identity, words: str) -> str:
    if _is_code(words):
        return words
    identity = english.of(None, words)
    return identity if identity != name_key(words) else _SOMEBODY


def _principal(english: Identity, words: str) -> str:
    if _is_code(words):
        return words
    identity = english.of_principal(words)
    return identity if identity != name_key(words) else _SOMEBODY


def _found(words: str, language: str, kind: str) -> dict[str, list[str]]:
    reading = read_sentence(words, language)
    rows = reading.rows.get(_TABLES.get(kind, ""), [])
    found = {
        kind: [row["participant_id"] or _SOMEBODY for row in rows],
        "kind": sorted({row["kind"] for row in rows}) if kind == "statement" else [],
        "principal": [
            one if is_id(one) else _SOMEBODY for row in rows for one in row.get("on_behalf_of", ())
        ],
        "item": sorted({item_key(item) for row in rows for item in row.get("agenda_items", ())}),
        "person": [name_key(row["person"]) for row in rows if row.get("person")],
        "date": sorted(set(_days(reading))),
    }  # fmt: skip
    return found


def _days(reading: Reading) -> Iterable[str]:
    """First and last days of all dates, as the labels write them: ``2015-02-06``, without a year ``--02-06``."""
    for mention in reading.dates:
        for year_known, month, day in (
            (mention.first, mention.month, mention.day),
            (mention.last, mention.last_month, mention.last_day),
        ):
            yield year_known.isoformat() if year_known else f"--{month:02}-{day:02}"
            if year_known:
                yield f"--{month:02}-{day:02}"


def read_sentence(words: str, language: str) -> Reading:
    """The facts of a sentence that stands alone, as those of a meeting of which nothing is known but that it took
    place.
    """
    numbered = words if re.match(r"\s*\d+\s*[.-]\s", words) else f"1. {words}"
    text = read_plain(numbered.encode())
    written, text = text.text, with_plain_signs(text)
    if has_lost_capitals(text.text, language):
        text = replace(text, text=with_capitals(text.text, language))
    mentions, _ = scan(text, language)
    terms = lexicon(language)
    reading = Reading(
        "sentence", text, language, terms, mentions, outline(text, mentions, terms, frozenset()), written=written
    )
    reading.meetings = (Meeting("assumed:1", "assumed", "", None, None, None, None, None, None, 0, 0, None),)
    find_agenda(reading)
    find_attendance(reading)
    find_statements(reading)
    find_officers(reading)
    return reading


def by_fact(results: Sequence[SentenceResult]) -> dict[tuple[str, str], tuple[int, int, int]]:
    """By language (see ``group``) and fact: sentences that state it, those in which it was found, those in which
    nothing else was found.
    """
    sums: dict[tuple[str, str], tuple[int, int, int]] = {}
    for result in results:
        whole = list(result.facts)
        checks = [(fact, result.is_found(fact), result.is_exact(fact)) for fact in whole]
        if whole:
            checks.append(("all", all(one for _, one, _ in checks), all(one for _, _, one in checks)))
        for fact, is_found, is_exact in checks:
            n, found, exact = sums.get((result.group, fact), (0, 0, 0))
            sums[result.group, fact] = (n + 1, found + is_found, exact + is_exact)
    return sums
