"""Signs and digits of other scripts are read as ASCII's, at the same places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sederunt.documents.signs import plain_signs


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("秘鲁（代表77国集团和中国）：议程项目３（ａ），", "秘鲁(代表77国集团和中国):议程项目3(a),"),
        ("في ٢٨ أيار؛ (أ)، هل؟", "في 28 أيار; (أ), هل?"),
        ("乍得、秘鲁；斐济。", "乍得、秘鲁；斐济。"),
    ],
)
def test_signs(written: str, plain: str) -> None:
    assert plain_signs(written) == plain


@given(st.text())
def test_offsets_hold(words: str) -> None:
    assert len(plain_signs(words)) == len(words)
