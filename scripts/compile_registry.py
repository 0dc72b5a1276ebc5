"""Compile the registry's State tables from packages on PyPI into ``sederunt/registry/data``.

Run by hand when a package has news, then read the diff: ``python scripts/compile_registry.py``. The packages are
installed without their dependencies into a temporary folder; nothing of this is needed at run time. It writes

* ``states.tsv`` and ``names/<language>.tsv``: ids and UN short names from hdx-python-country (MIT), everyday names from
  the CLDR of babel (Unicode licence), Russian cases by pymorphy3 (MIT), Arabic forms fused with the preposition li by
  rule;
* ``group_members.tsv``: UN regional groups, G77 and others from countrygroups (CC0), and
  ``group_members_curated.tsv``.

What is written by hand (``state_names.tsv``, ``state_formal.tsv``, ``organizations.tsv`` …) is read for its inflected
forms only.
"""

from __future__ import annotations

import ast
import csv
import hashlib
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

PACKAGES = (
    "hdx-python-country==4.2.5",
    "babel==2.18.0",
    "countrygroups==0.13.0",
    "pymorphy3==2.0.6",
    "pymorphy3-dicts-ru==2.4.417150.4580142",
    "dawg2-python==0.9.0",
)
DATA = Path(__file__).parent.parent / "sederunt" / "registry" / "data"
#: The tables that it reads: what is written by hand, and the Members of the United Nations.
READ = (
    "state_formal.tsv",
    "state_names.tsv",
    "organizations.tsv",
    "groups.tsv",
    "group_members_curated.tsv",
    "treaty_status.tsv",
)
LANGUAGES = {"ar": "Arabic", "en": "English", "es": "Spanish", "fr": "French", "ru": "Russian", "zh": "Chinese"}
CASES = ("gent", "datv", "accs", "ablt", "loct")

#: Territories that take part in meetings: associate members, participants and subjects of the Special Committee.
# fmt: off
TERRITORIES = frozenset({
    "ABW", "AIA", "ALA", "ASM", "BES", "BMU", "CUW", "CYM", "FLK", "FRO", "GGY", "GIB",
    "GLP", "GRL", "GUF", "GUM", "HKG", "IMN", "JEY", "MAC", "MNP", "MSR", "MTQ", "MYT",
    "NCL", "PCN", "PRI", "PYF", "REU", "SHN", "SPM", "SXM", "TCA", "TKL", "VGB", "VIR",
    "WLF", "ESH",
})
# fmt: on
#: Territories whose names are taken from the hand-written table alone.
BY_HAND = frozenset({"TWN", "PSE", "XKX", "REU"})

#: Memberships that countrygroups lists in two regional groups: see ``group_members_curated.tsv``.
LISTED_TWICE = {("group:asia-pacific-states", "TUR")}

#: The regional groups: a State is in one from its admission to the United Nations, at the earliest from the resolution
#: by which the General Assembly distributes seats among them, 1991 (XVIII).
REGIONAL = frozenset(
    f"group:{name}-states"
    for name in (
        "african",
        "asia-pacific",
        "eastern-european",
        "latin-american-and-caribbean",
        "western-european-and-other",
    )
)
REGIONAL_SINCE = "1963-12-17"
#: Groups whose members have the dates of an organization's.
DATED_LIKE = {"group:arab-group": "org:las"}

#: Names of more than one word whose end keeps its form in Russian: what stands before the stroke is inflected.
RUSSIAN_FIXED_ENDS = (
    "Республика |Корея",
    "Республика |Молдова",
    "Объединенная Республика |Танзания",
    "Демократическая Республика |Конго",
    "Государство |Палестина",
    "Соединенное Королевство |Великобритании и Северной Ирландии",
    "Соединенные Штаты |Америки",
    "Папуа |— Новая Гвинея",
    "Острова |Кука",
    "Федеративные Штаты |Микронезии",
    "Содружество |Доминики",
    "Содружество |Багамских Островов",
    "Союз |Коморских Островов",
    "Острова |Теркс и Кайкос",
    "Остров |Святой Елены",
    "Остров |Мэн",
    "Острова |Уоллис и Футуна",
)
#: Declensions that the analyser misses: genitive, dative, accusative, instrumental, prepositional.
RUSSIAN_BY_HAND = {
    "Гвинея-Бисау": ("Гвинеи-Бисау", "Гвинее-Бисау", "Гвинею-Бисау", "Гвинеей-Бисау", "Гвинее-Бисау"),
    "Босния-Герцеговина": (
        "Боснии-Герцеговины",
        "Боснии-Герцеговине",
        "Боснию-Герцеговину",
        "Боснией-Герцеговиной",
        "Боснии-Герцеговине",
    ),
    "Великое Герцогство Люксембург": (
        "Великого Герцогства Люксембург",
        "Великому Герцогству Люксембург",
        "Великое Герцогство Люксембург",
        "Великим Герцогством Люксембург",
        "Великом Герцогстве Люксембург",
    ),
    "Тонга": ("Тонги", "Тонге", "Тонгу", "Тонгой", "Тонге"),
    "Багамы": ("Багам", "Багамам", "Багамы", "Багамами", "Багамах"),
    "Коморы": ("Комор", "Коморам", "Коморы", "Коморами", "Коморах"),
    "Фолклендские (Мальвинские) острова": (
        "Фолклендских (Мальвинских) островов",
        "Фолклендским (Мальвинским) островам",
        "Фолклендские (Мальвинские) острова",
        "Фолклендскими (Мальвинскими) островами",
        "Фолклендских (Мальвинских) островах",
    ),
    "Группа 77 и Китай": (
        "Группы 77 и Китая",
        "Группе 77 и Китаю",
        "Группу 77 и Китай",
        "Группой 77 и Китаем",
        "Группе 77 и Китае",
    ),
    "Государство-город Ватикан": (
        "Государства-города Ватикан",
        "Государству-городу Ватикан",
        "Государство-город Ватикан",
        "Государством-городом Ватикан",
        "Государстве-городе Ватикан",
    ),
    "Дагомея": ("Дагомеи", "Дагомее", "Дагомею", "Дагомеей", "Дагомее"),
    "Сан-Марино": (),
    "Кайман острова": (),
}


def install(folder: Path) -> None:
    """Put the packages, without their dependencies, where they can be imported."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder), *PACKAGES]
    subprocess.run(command, check=True)
    sys.path.insert(0, str(folder))


def table(path: Path) -> list[dict[str, str]]:
    """A table of the registry, its comments left out."""
    lines = [line for line in path.read_text("utf-8").split("\n") if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def write(name: str, comment: str, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """A table of the registry."""
    lines = [f"# Compiled by scripts/compile_registry.py; do not edit. {comment}", "\t".join(columns)]
    (DATA / name).write_text("\n".join([*lines, *("\t".join(row) for row in rows), ""]), "utf-8")


def typographic(words: str) -> str:
    """Words with curly apostrophes and single spaces."""
    return " ".join(words.replace("'", "’").split())


def states(folder: Path) -> list[dict[str, str]]:
    """The rows of the taxonomy for States, entities and territories that take part in meetings."""
    source = next((folder / "hdx" / "location").glob("*C&T Taxonomy.csv"))
    with source.open(encoding="utf-8-sig", newline="") as lines:
        rows = [dict(row, id=row["ISO 3166-1 Alpha 3-Codes"]) for row in csv.DictReader(lines)]
    return [row for row in rows if row["Appears in UNTERM list"] == "Y" or row["id"] in TERRITORIES | {"TWN"}]


def kind(row: dict[str, str]) -> str:
    """The participant kind of a row of the taxonomy."""
    if row["id"] in ("VAT", "PSE"):
        return "observer_state"
    return "state" if row["Appears in UNTERM list"] == "Y" else "territory"


def short_names(row: dict[str, str], language: str, locale: Any) -> Iterator[tuple[str, str, str]]:
    """(form, words, source) of the names that packages give to a State in a language."""
    if row["id"] in BY_HAND and row["Appears in UNTERM list"] != "Y":
        return
    name = LANGUAGES[language]
    official = row[f"{name} Short"] if row["Appears in UNTERM list"] == "Y" else row[f"M49 {name}"]
    yield "list" if "(" in official else "official", typographic(official), "UNTERM by hdx-python-country 4.2.5"
    if (m49 := row[f"M49 {name}"]) and row["Appears in UNTERM list"] == "Y":
        yield "list" if "(" in m49 else "official", typographic(m49), "M49 by hdx-python-country 4.2.5"
    everyday = locale.territories.get(row["ISO 3166-1 Alpha 2-Codes"])
    if everyday and row["id"] not in BY_HAND:
        everyday = typographic(everyday.replace(" - ", "-"))
        form = "acronym" if everyday.isupper() and len(everyday) < 6 and language != "zh" else "short"
        yield form, everyday, "CLDR by babel 2.18.0"


def curated(language: str) -> Iterator[tuple[str, str, str, str]]:
    """(participant, words, first day, last day) of the hand-written names, acronyms left out."""
    for name in ("state_formal.tsv", "state_names.tsv", "organizations.tsv", "groups.tsv"):
        for row in table(DATA / name):
            if row.get("kind") == "ngo":
                continue
            for words in filter(None, (part.strip() for part in row[language].split("|"))):
                if not words.startswith("="):
                    yield row["participant_id"], words, row.get("valid_from", ""), row.get("valid_to", "")


class RussianCases:
    """Russian names in other cases. The result was read through by eye; mend it in ``RUSSIAN_FIXED_ENDS``."""

    def __init__(self) -> None:
        self._analyzer = import_module("pymorphy3").MorphAnalyzer(lang="ru")
        self._ends = {words.replace("|", ""): words.split("|") for words in RUSSIAN_FIXED_ENDS}

    def _noun(self, word: str) -> Any:
        """The reading of a word as a nominative noun or adjective: names of places first."""
        readings = [
            reading
            for reading in self._analyzer.parse(word)
            if "nomn" in reading.tag and reading.tag.POS in ("NOUN", "ADJF", "PRTF") and "Fixd" not in reading.tag
        ]
        is_adjective = word.endswith(("ая", "ое", "ые", "ие", "ий", "ый"))
        readings.sort(
            key=lambda reading: (is_adjective and reading.tag.POS == "NOUN", "Geox" not in reading.tag, -reading.score)
        )
        return readings[0] if readings else None

    def _word(self, word: str, case: str) -> str:
        if "-" in word:
            first, _, last = word.rpartition("-")
            return f"{first}-{self._word(last, case)}"
        reading = self._noun(word)
        if reading is None or (inflected := self._inflected(reading, case)) is None:
            return word
        found: str = inflected.word.replace("ё", "е")
        is_kept = [ours == theirs for ours, theirs in zip(found, word.casefold(), strict=False)]
        common = is_kept.index(False) if False in is_kept else len(is_kept)
        return word[:common] + found[common:]

    @staticmethod
    def _inflected(reading: Any, case: str) -> Any:
        """The reading in a case, None where it keeps its form: adjectives of what is not alive do in the accusative."""
        inflected = reading.inflect({case})
        is_of_the_living = case == "accs" and inflected is not None and "anim" in inflected.tag
        return None if is_of_the_living and reading.tag.POS != "NOUN" else inflected

    def inflect(self, words: str, case: str) -> set[str]:
        """The name in that case, in each way that documents write it; empty where it does not change."""
        if words in RUSSIAN_BY_HAND:
            return set(RUSSIAN_BY_HAND[words][CASES.index(case) : CASES.index(case) + 1]) - {words}
        name, bracket, rest = words.partition(" (")
        # A comma sets off a capitalized word ("…, Китай"), or stands between the matters of an organization.
        if re.search(r"\bо-в|,\s[А-ЯЁ]", words) or (bracket and not rest.endswith(")")):
            return set()
        head, end = self._ends.get(name, (name, ""))
        pieces: list[str] = []
        head_at = len(words)
        for word in head.split():
            # Behind its first noun a name goes on in the genitive, unless "and" joins a second noun to the first.
            is_joined = len(pieces) == head_at + 2 and pieces[-1] == "и"
            is_fixed = word == "и" or (len(pieces) > head_at and not is_joined)
            reading = self._noun(word)
            if head_at > len(pieces) and reading is not None and reading.tag.POS == "NOUN":
                head_at = len(pieces)
            pieces.append(word if is_fixed else self._word(word, case))
        inflected = " ".join(pieces) + (f" {end}" if end and head.endswith(" ") else end)
        found = {inflected + bracket + rest}
        if bracket and rest.endswith(")"):
            found |= {f"{inflected} ({inner})" for inner in self.inflect(rest[:-1], case)}
        return found - {words}


def russian_forms(names: list[tuple[str, str, str, str]]) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Rows of inflected forms: every case but the nominative."""
    cases = RussianCases()
    for identity, words, first, last in names:
        for case in CASES:
            for inflected in sorted(cases.inflect(words, case)):
                yield identity, "inflected", inflected, first, last, "pymorphy3 2.0.6"


def arabic_forms(names: list[tuple[str, str, str, str]]) -> Iterator[tuple[str, str, str, str, str, str]]:
    """``الجزائر`` behind the preposition li loses its alef: ``للجزائر``."""
    for identity, words, first, last in names:
        if words.startswith("ال") and not words.startswith("الل"):
            yield identity, "inflected", "لل" + words.removeprefix("ال"), first, last, "by rule"


def names(rows: list[dict[str, str]], language: str) -> list[tuple[str, ...]]:
    """The rows of ``names/<language>.tsv``."""
    locale = import_module("babel").Locale(language)
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    plain: list[tuple[str, str, str, str]] = []
    for row in rows:
        for form, words, source in short_names(row, language, locale):
            if words and (row["id"], words) not in found:
                found[row["id"], words] = (row["id"], form, words, "", "", source)
                if form != "acronym":
                    plain.append((row["id"], words, "", ""))
    plain.extend(curated(language))
    fused = {"ru": russian_forms, "ar": arabic_forms}.get(language)
    for entry in fused(plain) if fused else ():
        found.setdefault((entry[0], entry[2]), entry)
    return sorted(found.values(), key=lambda entry: (entry[0], entry[1] == "inflected", entry[2]))


def constants(folder: Path) -> dict[str, Any]:
    """The lists of countrygroups, read from its source: importing it would want its dependencies."""
    tree = ast.parse((folder / "countrygroups" / "__init__.py").read_text("utf-8"))
    found: dict[str, Any] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and isinstance(node.targets[0], ast.Name):
            try:
                found[node.targets[0].id] = ast.literal_eval(node.value.args[0])
            except ValueError:  # a list that is composed of others; none of those is used here
                continue
    return found


def group_members(folder: Path) -> list[tuple[str, ...]]:
    """Memberships from countrygroups, then those written by hand, which replace a whole group or add to it."""
    lists = constants(folder)
    regional = lists["UN_REGIONAL_GROUPS"]
    groups = {
        "group:african-states": regional["AFRICAN_GROUP"],
        "group:asia-pacific-states": regional["ASIA_PACIFIC_GROUP"],
        "group:eastern-european-states": regional["EASTERN_EUROPEAN_GROUP"],
        "group:latin-american-and-caribbean-states": regional["GRULAC"],
        "group:western-european-and-other-states": regional["WEOG"],
        "group:g77-and-china": lists["G77"],
        "group:aosis": lists["AOSIS"],
        "group:arab-group": lists["ARAB_GROUP"],
        "group:brics": lists["BRICS"],
        "group:lldcs": lists["LLDC"],
        "group:sids": lists["SIDS"],
    }
    written = table(DATA / "group_members_curated.tsv")
    replaced = {row["group_id"] for row in written if row["participant_id"] == "*"}
    dated = {(row["group_id"], row["participant_id"]) for row in written}
    found = [
        (group, member, "", "", "countrygroups 0.13.0")
        for group, members in groups.items()
        if group not in replaced
        for member in members
        if (group, member) not in dated | LISTED_TWICE
    ]
    for row in written:
        if row["participant_id"] != "*":
            found.append((row["group_id"], row["participant_id"], row["valid_from"], row["valid_to"], row["source"]))
    return sorted(with_first_days(set(found)))


def with_first_days(rows: set[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """The memberships, with the first day that follows from another list where none is stated."""
    admitted: dict[str, str] = {}
    for row in table(DATA / "treaty_status.tsv"):
        if row["treaty_id"] == "1-1":
            identity = row["participant_id"]
            admitted[identity] = min(admitted.get(identity, row["valid_from"]), row["valid_from"])
    like = {(group, member): first for group, member, first, _, _ in rows if group in DATED_LIKE.values()}
    for group, member, stated, last, source in rows:
        first = stated or like.get((DATED_LIKE.get(group, ""), member), "")
        if not first and group in REGIONAL and member in admitted:
            first = max(admitted[member], REGIONAL_SINCE)
        yield group, member, first, last, source


def main() -> None:
    """Write all compiled tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        install(folder)
        rows = states(folder)
        entries = [
            (
                row["id"],
                kind(row),
                typographic(row["English Short"]),
                row["ISO 3166-1 Alpha 2-Codes"],
                row["id"],
                row["m49 numerical code"].zfill(3),
            )
            for row in rows
        ]
        write(
            "states.tsv",
            "Source: hdx-python-country 4.2.5 (MIT), after UNTERM, M49 and ISO 3166-1.",
            ("participant_id", "kind", "name", "iso_alpha2", "iso_alpha3", "m49"),
            sorted(entries),
        )
        columns = ("participant_id", "form", "words", "valid_from", "valid_to", "source")
        for language in LANGUAGES:
            write(f"names/{language}.tsv", "The source stands in each row.", columns, names(rows, language))
        write(
            "group_members.tsv",
            "The source stands in each row.",
            ("group_id", "participant_id", "valid_from", "valid_to", "source"),
            group_members(folder),
        )
    record()


def digest(path: Path) -> str:
    """The first 16 hex digits of the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def record() -> None:
    """What was compiled from what, for the test that the compiled tables are current."""
    made = ["states.tsv", "group_members.tsv", *(f"names/{language}.tsv" for language in sorted(LANGUAGES))]
    lines = ["# Written by scripts/compile_registry.py: digests of what it read and what it made of it.", "[read]"]
    lines += [f'"{name}" = "{digest(DATA / name)}"' for name in READ]
    lines += [f'"compile_registry.py" = "{digest(Path(__file__))}"', "", "[made]"]
    lines += [f'"{name}" = "{digest(DATA / name)}"' for name in made]
    (DATA / "compiled.toml").write_text("\n".join([*lines, ""]), "utf-8")


if __name__ == "__main__":
    main()
