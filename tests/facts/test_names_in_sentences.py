"""States named in sentences of Russian, Arabic and Chinese reports are found there, and nobody else is.

What belongs here: every name that a State bears today, in each case, with a prefix, beside others. What does not:
names through time, spelling (``tests/registry``).
"""

from __future__ import annotations

from typing import Any

import pytest

from sederunt.evaluation.sentences import read_sentence
from sederunt.registry import name_forms, participants

#: By language and whether the names are inflected: a sentence, and what parts the names in it.
FRAMES = {
    ("ru", True): ("С заявлениями выступили представители Кубы, {} и Перу.", ", "),
    ("ru", False): ("С заявлениями выступили представители следующих государств: Куба, {}, Перу.", ", "),
    ("ar", True): ("وأدلى ببيانات ممثلو كوبا، والمراقب عن غيانا، والممثل الدائم {}، وممثل بيرو.", "، والممثل الدائم "),
    ("ar", False): ("وأدلى ببيانات ممثلو كوبا، و{}، وبيرو.", "، و"),
    ("zh", False): ("古巴、{}和秘鲁的代表发了言。", "、"),
}
#: Names in one sentence.
TOGETHER = 25


@pytest.mark.parametrize(("language", "is_inflected"), list(FRAMES))
def test_a_state_is_found_under_each_of_its_names(language: str, is_inflected: bool) -> None:
    states = {p.participant_id for p in participants().values() if p.kind in ("state", "observer_state")}
    states -= {"CUB", "PER", "GUY"}
    forms = [
        form
        for form in name_forms(language)
        if form.participant_id in states
        and (form.form == "inflected") == is_inflected
        and form.form != "acronym"
        and form.valid_to is None
    ]
    assert len({form.participant_id for form in forms}) >= (45 if is_inflected else 194)
    frame, parting = FRAMES[language, is_inflected]
    always = {"CUB", "PER", *(["GUY"] if "غيانا" in frame else [])}
    for batch in (forms[at : at + TOGETHER] for at in range(0, len(forms), TOGETHER)):
        rows = spoken(frame.format(parting.join(form.words for form in batch)), language)
        assert {row["participant_id"] for row in rows} == always | {form.participant_id for form in batch}


def spoken(words: str, language: str) -> list[dict[str, Any]]:
    return read_sentence(words, language).rows["statements"]
