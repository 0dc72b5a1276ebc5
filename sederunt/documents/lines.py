"""Lines to paragraphs: which line goes on with the one before it, and how two lines are joined.

What belongs here: spacing, the forms that open a paragraph (numerals, letters, bullets), hyphens at line ends. What
does not: what a paragraph means (``facts/outline.py``), pages and footnotes (``plain.py``).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from sederunt.documents.columns import columns
from sederunt.language.enumerators import expression
from sederunt.language.letters import LOWER, ROMAN

_DASH = "[-–—]"
_CHAPTERS = (expression("chapters", "zh"), expression("chapters", "ar"))
_CHAPTER = rf"[{ROMAN}]+(?=\.)|(?:{_CHAPTERS[0]})(?=\s?[.．、])|(?:{_CHAPTERS[1]})(?=\s*{_DASH})"
_SECTION = rf"[A-ZА-Я](?=[.．])|(?:{expression('sections', 'ar')})(?=\s*{_DASH})"
_LETTER = (
    rf"[a-zа-я]|aa|bb|cc|dd|ee|ff|gg|hh|[ivxlc]+"
    rf"|(?<=[(（])(?:{expression('letters', 'ar')}|{expression('romans', 'zh')})"
)
#: What may open a paragraph: "12.", "IV.", "A.", "(a)", "a)", "(ii)", "•", "–"; Arabic "12 -", "ثانيا -", "باء -",
#: "(ج)"; Chinese "12．", "二、", "（三）".
OPENER = re.compile(
    rf"\s*(?:(?P<number>\d{{1,3}})(?:\s?[.．](?!\d)|、|\s?{_DASH}(?=\s)(?!\s*\d))"
    rf"|(?:(?P<roman>{_CHAPTER})|(?P<capital>{_SECTION}))\s*[.．、–—-]|[(（]?(?P<letter>{_LETTER})[)）]"
    r"|(?P<bullet>[•●▪–—-])\s)\s*(?=\S)"
)
_ENDS_SENTENCE = re.compile(r"[.!?:;…。；：؟؛！？][)\]”»’\"）]*\d{0,2}\*?\s*$|[.…。]\s*\[…\]\s*$")
_STARTS_LOWER = re.compile(rf"\s*[{LOWER}(,;)，、；。）：，،؛]")
#: Signs that no paragraph ends with.
_OPEN_SIGNS = (",", "(", "-", "/", "，", "、", "（", "،")
#: Stands for a hyphen only at the end of a line, where the word goes on with the next.
_SOFT_HYPHEN = "\u00ad"
#: What a blank line does not hold.
_INK = re.compile(r"[^\s\ufeff\u00ad]")
#: What parts two columns set on one line ("Commission on Trade          Distr.: General").
_COLUMNS = re.compile(r"(?<=[^\s.]) {6,}(?=[^\s.])")
_SPACE = re.compile(r"[ \t\u00a0\u2007\u202f\u2009]{2,}|[\t\u00a0\u2007\u202f\u2009]")
#: "l ’éducation", "d ’experts": an apostrophe torn from its word by the extraction of a PDF.
_TORN_APOSTROPHE = re.compile(r"(?<![^\W\d_])([^\W\d_]{1,2}) (?=[’'][^\W\d_])")
#: In double-spaced text at least this share of the lines goes on with a small letter.
_MIN_WRAPPED = 0.2
#: A line that ends in a slash or hyphen within a document symbol goes on without a space.
_OPEN_SYMBOL = re.compile(r"[A-Z]+(?:/[\w.()-]+)*[/-]$")
#: Chinese and Japanese characters and their punctuation, which are set without spaces.
HAN = re.compile(
    "[\u2e80-\u2fdf\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)
#: A hyphen after a letter at the end of a line.
_OPEN_WORD = re.compile(r"[^\W\d_]-$")
#: Shorter than this share of the usual width, a line was ended on purpose.
_SHORT = 0.72
_SHORT_SENTENCE = 0.93
#: Where blank lines set paragraphs apart, a sentence that ends its line earlier still ends a paragraph only if it ends
#: so early.
_CUT_SHORT = 0.6
#: A list whose widest line is narrower than this share of the page had room to spare.
_NARROW = 0.85
#: The column of a list is as wide as the widest of its lines, so many before and after.
_NEAR = 40
_ENTRY_NUMBER = re.compile(r"\d{1,3}\.\s")
#: A number goes on with one of so many paragraphs before: headings may be numbered between them.
_RECENT = 12


@dataclass(slots=True)
class Line:
    """One printed line. ``gap`` counts the blank lines before it; ``page`` is an index.

    ``is_column``: set beside the line before it, wide apart. ``opens``: whether it begins a paragraph whatever its
    words, where its place in a column or its type tells. ``fits``: whether its first word would have fitted on the line
    before it, where a format knows how wide words are; else that is judged by the number of characters.
    ``is_contents``: of a table of contents. ``marks``: the spans of footnote marks in ``words``.
    """

    words: str
    indent: int
    gap: int
    page: int
    is_column: bool = False
    opens: bool | None = None
    fits: bool | None = None
    is_contents: bool = False
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class Run:
    """The lines of one paragraph, in order."""

    lines: list[Line] = field(default_factory=list)
    is_apart: bool = False


def read_lines(page_lines: Iterable[tuple[int, Sequence[str]]]) -> list[Line]:
    """The printed lines of the pages, blank ones counted as gaps."""
    lines: list[Line] = []
    gap = 0
    for page, texts in page_lines:
        for is_blank, block in groupby((text.expandtabs(4) for text in texts), key=_is_blank):
            printed = list(block)
            if is_blank:
                gap += len(printed)
                continue
            lines += _block_lines(printed, page, gap)
            gap = 0
    return lines


def _block_lines(printed: Sequence[str], page: int, gap: int) -> Iterator[Line]:
    """The lines of a block between blank ones, those of a list in columns down each column."""
    if found := columns(printed):
        edge = min(len(line) - len(line.lstrip()) for line in printed)
        for column in found:
            for number, cell in enumerate(column):
                goes_on = number > 0 and (cell.indent > 0 or bool(_STARTS_LOWER.match(cell.words)))
                yield Line(mend(cell.words), edge + cell.indent, gap, page, opens=not goes_on)
                gap = 0
        return
    for text in printed:
        indent = len(text) - len(text.lstrip())
        for number, part in enumerate(_COLUMNS.split(text.strip())):
            yield Line(mend(part), indent, gap, page, number > 0)
            gap = 0


def _is_blank(line: str) -> bool:
    """Whether nothing of a line is left once it is mended."""
    return not _INK.search(line)


def mend(line: str) -> str:
    """A line without doubled spaces, torn apostrophes, soft hyphens but at its end, and the hyphens of U+FFFE that
    pdfium writes.
    """
    words = _SPACE.sub(" ", line.replace("\ufffe", "-").replace("\ufeff", "")).strip()
    end = _SOFT_HYPHEN if words.endswith(_SOFT_HYPHEN) and words.strip(_SOFT_HYPHEN + " ") else ""
    words = words.replace(_SOFT_HYPHEN, "").strip()
    return (_TORN_APOSTROPHE.sub(r"\1", words) if " '" in words or " ’" in words else words) + end


def break_gap(lines: Sequence[Line]) -> int | None:
    """How many blank lines set a paragraph apart: 1, 2 in double-spaced text, None where blank lines are not used."""
    gaps = Counter(line.gap for line in lines[1:])
    blank = sum(count for gap, count in gaps.items() if gap)
    if not blank or blank < 0.02 * len(lines):
        return None
    return 2 if gaps[1] > gaps[0] and _is_double_spaced(lines) else 1


def _is_double_spaced(lines: Sequence[Line]) -> bool:
    """Whether lines with a blank one between them are wrapped in mid-sentence: else each is a paragraph of its own."""
    pairs = [(one, other) for one, other in pairwise(lines) if other.gap == 1]
    wrapped = sum(
        not _ENDS_SENTENCE.search(one.words) and bool(_STARTS_LOWER.match(other.words)) for one, other in pairs
    )
    return wrapped > _MIN_WRAPPED * len(pairs)


def usual_width(lines: Sequence[Line]) -> int:
    """The width of a full line: what nine lines in ten stay under."""
    widths = sorted(line.indent + len(line.words) for line in lines)
    return widths[int(0.9 * (len(widths) - 1))] if widths else 0


def runs(lines: Sequence[Line]) -> list[Run]:
    """The lines gathered into paragraphs."""
    apart, width = break_gap(lines), usual_width(lines)
    gathered: list[Run] = []
    numbers: deque[int] = deque(maxlen=_RECENT)
    widths = _Widths(lines)
    for position, line in enumerate(lines):
        previous = gathered[-1].lines[-1] if gathered else None
        is_apart = previous is None or (apart is not None and line.gap >= apart)
        in_list = (
            len(gathered) > 1
            and _is_entry(gathered[-1])
            and (_is_entry(gathered[-2]) or gathered[-2].lines[-1].words.endswith(":"))
        )
        column = widths.around(position) if in_list and line.fits is None else None
        if column is not None and column < _NARROW * width:
            column = width  # a list of short entries wraps none of them
        setting = _Setting(width, apart is not None, column, numbers)
        if previous is not None and not _opens(gathered[-1], previous, line, is_apart, setting):
            gathered[-1].lines.append(line)
        else:
            gathered.append(Run([line], is_apart))
            opener = OPENER.match(line.words)
            if opener and opener["number"]:
                numbers.append(int(opener["number"]))
    return gathered


class _Widths:
    """The widths of lists: of the lines up to the one that announces a list and the one that ends it."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.widths = [len(line.words) for line in lines]
        self.begins = [at for at, line in enumerate(lines, 1) if line.words.endswith((":", "."))]
        self.ends = [at for at, line in enumerate(lines) if _ENTRY_NUMBER.match(line.words)]

    def around(self, position: int) -> int:
        """The width of the list around a line."""
        before, behind = bisect_right(self.begins, position), bisect_left(self.ends, position)
        first = max(0, position - _NEAR, self.begins[before - 1] if before else 0)
        last = min(position + _NEAR, self.ends[behind] if behind < len(self.ends) else len(self.widths))
        return max(self.widths[first : last + 1])


def _is_entry(run: Run) -> bool:
    """Whether a paragraph is one line of a list: no numeral before it, no full stop behind it."""
    last = run.lines[-1].words
    return not OPENER.match(run.lines[0].words) and not last.endswith((".", ":", ","))


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the text around a line is set: its usual width, whether blank lines part paragraphs, and the width of the
    list that the line stands in, None in running text.
    """

    width: int
    uses_gaps: bool
    column: int | None
    numbers: deque[int]  # of the last numbered paragraphs


def _opens(run: Run, previous: Line, line: Line, is_apart: bool, setting: _Setting) -> bool:
    """Whether ``line`` begins a new paragraph after ``previous``."""
    if line.opens is not None:
        return line.opens
    if line.is_column or previous.is_column:
        return True
    ended = bool(_ENDS_SENTENCE.search(previous.words))
    if line.page != previous.page and not ended and _STARTS_LOWER.match(line.words):
        return False
    opener = OPENER.match(line.words)
    if opener and not _is_mid_sentence(run, previous, opener, ended, is_apart, setting):
        return True
    if opener is None and _breaks_a_name(previous.words):
        return False
    if is_apart:
        # A blank line inside a sentence is damage: the sentence goes on with a small letter.
        return ended or not _STARTS_LOWER.match(line.words) or bool(opener)
    if _STARTS_LOWER.match(line.words):
        return False
    if previous.words.endswith((":", "：")):
        return True
    if line.fits is not None:
        return line.fits
    if setting.column is not None and _is_running_list(run):
        return False
    length = previous.indent + len(previous.words)
    width = setting.width
    if ended and line.page != previous.page:
        return min(length, line.indent + len(line.words)) < _SHORT_SENTENCE * width
    if ended and setting.uses_gaps and setting.column is None:
        return length < _CUT_SHORT * width
    if _breaks_a_name(previous.words) or (not ended and previous.words.count(", ") > 1):
        return False  # a running list goes on
    if setting.column is not None and not ended:
        # An entry was wrapped only if the next word did not fit into the column of the list.
        return len(previous.words) + 1 + len(line.words.split(" ", 1)[0]) <= setting.column
    return length < (_SHORT_SENTENCE if ended or setting.column is not None else _SHORT) * width


def _is_running_list(run: Run) -> bool:
    """Whether the entries of a list stand one behind the other, parted by semicolons, not one to a line."""
    return any(";" in line.words[:-1] or "；" in line.words[:-1] for line in run.lines)


def _breaks_a_name(words: str) -> bool:
    """A line that ends in a comma or a small joining word is never the end of a paragraph."""
    return words.endswith((",", "(", "-", "/", "，", "、", "（", "،")) or bool(
        re.search(rf"\b[{LOWER}]{{1,3}}$", words)
    )


def goes_on(before: str, line: str) -> bool:
    """Whether a line that was ended by hand goes on with the next: in mid-sentence, or within a name."""
    return not OPENER.match(line) and bool(_breaks_a_name(before) or _STARTS_LOWER.match(line))


def _is_mid_sentence(
    run: Run, previous: Line, opener: re.Match[str], ended: bool, is_apart: bool, setting: _Setting
) -> bool:
    """Of "… in accordance with rule / 45. The …": what looks like a number of a paragraph may end a sentence."""
    if ended or is_apart:
        return False
    first = OPENER.match(run.lines[0].words)
    if opener["number"] and first and first["number"]:
        return int(opener["number"]) - 1 not in setting.numbers
    if opener["number"] or opener["bullet"]:
        return _breaks_a_name(previous.words) or bool(opener["bullet"])
    if opener["capital"] or opener["roman"]:
        # An initial at the head of a wrapped line ("… Isha / V. Rodriguez"), unless headings stand one below the other.
        is_full = previous.indent + len(previous.words) >= _SHORT * setting.width
        return _breaks_a_name(previous.words) or (is_full and not (first and (first["capital"] or first["roman"])))
    return False


@dataclass(slots=True)
class Joined:
    """Lines as one: their words, ``(offset, page)`` where each line begins in them, and ``(start, end, page)`` of their
    marks.
    """

    words: str = ""
    begins: list[tuple[int, int]] = field(default_factory=list)
    marks: list[tuple[int, int, int]] = field(default_factory=list)


def join(lines: Sequence[Line]) -> Joined:
    """The lines as one."""
    joined = Joined()
    for line in lines:
        words = joined.words
        if words.endswith(_SOFT_HYPHEN):
            words = words[: -len(_SOFT_HYPHEN)]
        elif words and not _is_unparted(words, line.words):
            words += " "
        at = len(words)
        joined.begins.append((at, line.page))
        joined.marks += [(at + start, at + end, line.page) for start, end in line.marks]
        joined.words = words + line.words
    joined.words = joined.words.removesuffix(_SOFT_HYPHEN)
    return joined


def _is_unparted(words: str, following: str) -> bool:
    """Whether no space belongs between two lines: within a symbol or a word, and beside Chinese characters."""
    if words[-1] in "/-":
        last = words.rsplit(" ", 1)[-1]
        return bool(_OPEN_SYMBOL.search(last) or _OPEN_WORD.search(last) or (following and HAN.match(following)))
    return bool(HAN.match(words[-1]) or (following and HAN.match(following)))
