"""How fast one process reads, by stage and format, beside baselines: ``python -m benchmarks.stages N R``.

What belongs here: the passes over invented reports, in turn and R times, so that a busy machine slows all alike, and
the figures as JSON. What does not: whole runs (``scale``), the reports (``corpus``).

The baselines: *bare* finds the names of a language in words whose white space is made even (one Aho-Corasick scan);
*spacy* is spaCy's EntityRuler with the same names and its sentence splitter; *pdfium* hands out the characters and
boxes of a PDF.
"""

from __future__ import annotations

import json
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from benchmarks.corpus import LATIN, Invented, as_docx, as_pdf, as_text, reports
from benchmarks.pdf import hand_out
from sederunt.documents.dispatch import read_text
from sederunt.documents.raw import RawDocument
from sederunt.documents.signs import with_plain_signs
from sederunt.facts.bodies import find_bodies
from sederunt.facts.outline import outline
from sederunt.language.lexicon import lexicon
from sederunt.language.numerals import find_ordinals
from sederunt.language.scanner import scan
from sederunt.registry import name_forms
from sederunt.report import read_chunk
from sederunt.sources.limits import limits
from sederunt.sources.workers import Tell, spread

#: Documents of a chunk; of what is slow, so many are enough.
CHUNK, FEW = 64, 12


def raw(one: Invented, write: Callable[[Invented], bytes] = as_text) -> RawDocument:
    """A report as it comes from a source."""
    return RawDocument(write(one), f"memory:{one.name}", "benchmark", datetime(2026, 1, 1), "application/octet-stream")


def chunks(documents: Sequence[RawDocument]) -> list[list[RawDocument]]:
    """The documents as a run hands them out."""
    return [list(documents[at : at + CHUNK]) for at in range(0, len(documents), CHUNK)]


@cache
def _names(language: str) -> AhoCorasick:
    words = sorted({form.words.lower() for form in name_forms(language)})
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest)


def bare(one: Invented) -> int:
    """The names in a text whose white space is made even."""
    return len(_names(one.language).find_matches_as_indexes(" ".join(one.text.split()).lower()))


def spacy_pipe() -> Callable[[Invented], int] | None:
    """EntityRuler and sentence splitter; None where spaCy is not installed (dependency group ``bench``)."""
    try:
        import spacy
    except ImportError:
        return None

    @cache
    def pipe(language: str) -> Any:
        made = spacy.blank(language)
        made.add_pipe("sentencizer")
        ruler: Any = made.add_pipe("entity_ruler")
        words = sorted({form.words for form in name_forms(language)})
        ruler.add_patterns([{"label": "NAME", "pattern": name} for name in words])
        return made

    return lambda one: len(pipe(one.language)(one.text).ents)


def stages(documents: Sequence[RawDocument], languages: Sequence[str]) -> dict[str, float]:
    """Seconds of this process in each stage of reading the documents; ``facts`` is what the others leave."""
    spent = dict.fromkeys(("text", "scan", "outline"), 0.0)
    for document, language in zip(documents, languages, strict=True):
        begun = time.process_time()
        text = with_plain_signs(read_text(document.data)[0])
        read = time.process_time()
        mentions, _ = scan(text, language)
        scanned = time.process_time()
        words = lexicon(language)
        bodies = find_bodies(text, mentions, words, find_ordinals(text.text, language))
        outline(text, mentions, words, frozenset(body.key for body in bodies))
        ended = time.process_time()
        for name, seconds in zip(spent, (read - begun, scanned - read, ended - scanned), strict=True):
            spent[name] += seconds
    return spent


def read_job(job: list[RawDocument], tell: Tell) -> int:
    """What a worker does with a chunk."""
    tell(0)
    found = read_chunk(job).frames["documents"].height
    tell(None)
    return found


def pooled(documents: Sequence[RawDocument], workers: int) -> float:
    """Seconds in which so many processes read the documents, their start left out: each has read a chunk before."""
    first = [[document] for document in documents[:workers]]
    begun: float | None = None
    jobs: deque[list[RawDocument]] = deque(first)
    for done, _ in enumerate(spread(read_job, jobs, workers, limits()), start=1):
        if done == workers:
            begun = time.perf_counter()
            jobs.extend(chunks(documents))
    return time.perf_counter() - (begun or 0.0)


def found(invented: Sequence[Invented], documents: Sequence[RawDocument]) -> dict[str, float]:
    """Of the members and the speakers that stand in the reports, the share that was read; 1 is all."""
    frames = read_chunk(documents).frames
    ids = dict(frames["documents"].select("source_uri", "reading_id").iter_rows())
    shares: dict[str, float] = {}
    for table, stated in (("attendance", "members"), ("statements", "speakers")):
        read = set(frames[table].select("reading_id", "participant_id").iter_rows())
        wanted = {(ids.get(f"memory:{one.name}"), identity) for one in invented for identity in getattr(one, stated)}
        shares[stated] = len(wanted & read) / len(wanted)
    return shares


def timed(action: Callable[[Any], object], items: Sequence[Any]) -> float:
    """Items that this process does in a second."""
    begun = time.process_time()
    for item in items:
        action(item)
    return len(items) / (time.process_time() - begun)


def main() -> None:
    """Measure, and print the figures as one line of JSON."""
    number, rounds = int(sys.argv[1]), int(sys.argv[2])
    invented = list(reports(number))
    documents = [raw(one) for one in invented]
    docx = [as_docx(one) for one in invented[:CHUNK]]
    pdf = [as_pdf(one) for one in invented if one.language in LATIN][:FEW]
    spacy = spacy_pipe()
    actions: dict[str, tuple[Callable[[Any], object], Sequence[Any]]] = {
        "bare": (bare, invented),
        "text": (read_text, [document.data for document in documents]),
        "docx": (read_text, docx),
        "pdf": (read_text, pdf),
        "pdfium": (hand_out, pdf),
        "whole": (read_chunk, chunks(documents)),
    }
    if spacy is not None:
        actions["spacy"] = (spacy, invented[:FEW])
    shares = found(invented, documents)  # and everything is loaded
    for action, items in actions.values():
        for item in items[: len(LATIN) * 2]:
            action(item)
    rates: dict[str, list[float]] = {name: [] for name in actions}
    spent: list[dict[str, float]] = []
    pools: list[tuple[float, float]] = []
    for _ in range(rounds):
        for name, (action, items) in actions.items():
            rates[name].append(timed(action, items) * (number / len(items) if name == "whole" else 1))
        spent.append(stages(documents, [one.language for one in invented]))
        pools.append((pooled(documents, 1), pooled(documents, 2)))
    size = sum(len(document.data) for document in documents)
    print(
        json.dumps(
            {"documents": number, "bytes": size, "found": shares, "rates": rates, "stages": spent, "pools": pools}
        )
    )


if __name__ == "__main__":
    main()
