"""The settings of the warehouse, as ``settings.toml`` states them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Preference:
    """Which expression of a work is preferred: ``rules`` names, in order, what decides; ``orders`` holds for each the
    values from the most preferred on. A value that is not named comes last.
    """

    rules: tuple[str, ...]
    orders: Mapping[str, tuple[str, ...]]

    def rank(self, rule: str, value: str) -> int:
        """The place of a value in the order of a rule, 0 being preferred."""
        order = self.orders[rule]
        return order.index(value) if value in order else len(order)


@dataclass(frozen=True, slots=True)
class Settings:
    """``keep_versions``: how many published versions stay; ``preference``, ``reprint_share``: see ``works.py``."""

    keep_versions: int
    preference: Preference
    reprint_share: float


@cache
def settings() -> Settings:
    """The settings. Raises ``ValueError`` where fewer than one version would be kept, or a rule has no order."""
    source = tomllib.loads((files("warehouse") / "settings.toml").read_text("utf-8"))
    if source["keep_versions"] < 1:
        raise ValueError("settings.toml: keep_versions must be 1 or more")
    rules = tuple(source["preference"].pop("rules"))
    orders = {rule: tuple(order) for rule, order in source["preference"].items()}
    if set(rules) != {"text_source", "language", "format"} or set(rules) != orders.keys():
        raise ValueError("settings.toml: preference must order text_source, language and format, and nothing else")
    return Settings(source["keep_versions"], Preference(rules, orders), source["issues"]["reprint_share"])
