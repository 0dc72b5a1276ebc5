"""The page ``docs/fidelity.md``.

What belongs here: what is said of the figures. What does not: the figures (``scores.py``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benchmarks.fidelity.makers import Maker
from benchmarks.fidelity.scores import Scores

_ABOUT = """# How faithfully formats are read

Each sample is set in each format by a common program, with a number on every page and a head from the second on where
the format has pages, and with real footnotes; it is read back and held against its text form. Made by
`python -m benchmarks.fidelity` from {n} samples.

- **order**: the longest common subsequence of the words of the two (of characters in Chinese), over the number of words
  of the longer. Words that were lost, added (page heads that were left in) or misplaced all lower it.
- **marks**: footnote marks that stand behind the same two words and lead to a footnote that begins with the same five,
  over the larger number of marks; – where no sample of the language has any.
- **facts**: rows of all fact tables that are equal, offsets, pages and ids of rows aside, over all rows of the two.

Shares are per cent, the mean over the samples of the language. A sample that could not be read counts 0.
"""


def page(
    makers: Sequence[Maker], found: Mapping[tuple[str, str, str], Sequence[Scores]], failures: Sequence[str], n: int
) -> str:
    """The page. ``found`` holds the scores by format, program and language."""
    languages = sorted({language for _, _, language in found})
    sections = [_ABOUT.format(n=n)]
    for figure in ("order", "marks", "facts"):
        head = f"## {figure.capitalize()}\n\n| format | made with | {' | '.join(languages)} |\n"
        head += f"|---|---|{'---|' * len(languages)}\n"
        rows = [
            f"| {maker.format} | {maker.program} | "
            + " | ".join(
                _cell(maker, found.get((maker.format, maker.program, language), ()), figure) for language in languages
            )
            + " |\n"
            for maker in makers
        ]
        sections.append(head + "".join(rows))
    if failures:
        sections.append("## Not read\n\n" + "".join(f"- {failure}\n" for failure in failures))
    return "\n".join(sections)


def _cell(maker: Maker, scores: Sequence[Scores], figure: str) -> str:
    if maker.missing:
        return "not installed"
    values = [value for one in scores if (value := getattr(one, figure)) is not None]
    if not values:
        return "–"
    return f"{100 * sum(values) / len(values):.1f}"
