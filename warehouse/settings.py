"""The settings of the warehouse, as ``settings.toml`` states them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Settings:
    """``keep_versions``: how many published versions stay; ``language_order``: see ``works.py``."""

    keep_versions: int
    language_order: tuple[str, ...]


@cache
def settings() -> Settings:
    """The settings. Raises ``ValueError`` where fewer than one version would be kept."""
    source = tomllib.loads((files("warehouse") / "settings.toml").read_text("utf-8"))
    if source["keep_versions"] < 1:
        raise ValueError("settings.toml: keep_versions must be 1 or more")
    return Settings(source["keep_versions"], tuple(source["language_order"]))
