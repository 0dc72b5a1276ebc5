"""Writes numbers and dates by the patterns of a language, for tests that read them again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

_TOKEN = re.compile(r"\{[a-z_]+\}|\[|\]|[ -]|[^\[\]{} -]+")


def choices(pattern: str) -> list[list[str]]:
    """Every way to leave the parts in brackets out or in, each as a list of tokens."""
    if (start := pattern.find("[")) < 0:
        return [_tokens(pattern)]
    depth = 0
    for end in range(start, len(pattern)):
        depth += (pattern[end] == "[") - (pattern[end] == "]")
        if depth == 0:
            break
    before, within, after = pattern[:start], pattern[start + 1 : end], pattern[end + 1 :]
    return [choice for middle in ("", within) for choice in choices(before + middle + after)]


def _tokens(pattern: str) -> list[str]:
    return _TOKEN.findall(pattern.replace(",?", ""))


def write(tokens: Sequence[str], words: Mapping[str, str], blank: str) -> str:
    """The tokens as text, with the words given for their names in braces."""
    return "".join(words.get(token, blank if token == " " else token) for token in tokens)


#: What a blank is in a document: also the end of a line, with or without an empty line.
blanks = st.sampled_from([" ", "  ", "\n", " \n\n", "\u00a0"])
