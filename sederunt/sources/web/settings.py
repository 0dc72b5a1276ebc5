"""The settings of the network: those of ``network.toml``, with what ``<home>/network.toml`` replaces.

What belongs here: what can be set, and what may be written. What does not: what is done with it (``client.py`` …).
"""

from __future__ import annotations

import ipaddress
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sederunt import __version__
from sederunt.sources.declared import Key, mistakes, read_toml, refuse

FILE = "network.toml"
WAYS = ("api", "resolver")
DISCOVERIES = ("oai", "search")


@dataclass(frozen=True, slots=True)
class Network:
    """All settings; what each means stands beside it in ``network.toml``."""

    document: str
    resolver: str
    oai: str
    search: str
    allow_private: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]
    way: str
    discovery: tuple[str, ...]
    ask_again_after_days: float
    recheck_each_run_for_days: float
    recheck_then_every_days: int
    pages_max: int
    records_a_page: int
    user_agent: str
    robots: bool
    robots_hours: float
    requests_a_second: float
    connect_seconds: float
    read_seconds: float
    total_seconds: float
    bytes_max: int
    redirects_max: int
    robots_bytes_max: int
    attempts: int
    wait_first_seconds: float
    wait_factor: float
    wait_max_seconds: float
    jitter_seconds: float
    retry_after_max_seconds: float
    give_up_after: int
    run_retries: int
    run_wait_seconds: float


def _address(value: str) -> str | None:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return f"{value!r} is no address of the web; write one that begins with https:// or http://"
    return None


def _template(*names: str) -> Key:
    def check(value: str) -> str | None:
        if wrong := _address(value):
            return wrong
        missing = [f"{{{name}}}" for name in names if f"{{{name}}}" not in value]
        return f"{', '.join(missing)} is missing in {value!r}; write where it goes" if missing else None

    return Key("text", check)


def _networks(value: list[str]) -> str | None:
    for one in value:
        try:
            ipaddress.ip_network(one)
        except ValueError:
            return f'{one!r} is no network; write one as in ["127.0.0.0/8"]'
    return None


def _one_of(values: tuple[str, ...]) -> Key:
    words = ", ".join(f'"{one}"' for one in values)
    return Key("text", lambda value: None if value in values else f"{value!r} is not known; write one of {words}")


def _some_of(values: tuple[str, ...]) -> Key:
    def check(value: list[str]) -> str | None:
        unknown = [one for one in value if one not in values]
        return f"{unknown[0]!r} is not known; write some of {', '.join(values)}" if unknown else None

    return Key("texts", check)


def _from(least: float, type_: str = "number") -> Key:
    return Key(type_, lambda value: None if value >= least else f"{value} is too little; write {least:g} or more")


def _agent(value: str) -> str | None:
    is_plain = value.strip() and value.isascii() and value.isprintable()
    return None if is_plain else f"{value!r} cannot be sent; write a line of ASCII letters that says who you are"


_POSITIVE = 0.001
KEYS: Mapping[str, Mapping[str, Key]] = {
    "addresses": {
        "document": _template("symbol", "language", "format"),
        "resolver": _template("symbol", "language"),
        "oai": Key("text", _address),
        "search": Key("text", _address),
        "allow_private": Key("texts", _networks),
    },
    "documents": {
        "way": _one_of(WAYS),
        "discovery": _some_of(DISCOVERIES),
        "ask_again_after_days": _from(0),
        "recheck_each_run_for_days": _from(0),
        "recheck_then_every_days": _from(1, "integer"),
        "pages_max": _from(1, "integer"),
        "records_a_page": _from(1, "integer"),
    },
    "client": {
        "user_agent": Key("text", _agent),
        "robots": Key("boolean"),
        "robots_hours": _from(0),
        "requests_a_second": _from(_POSITIVE),
        "connect_seconds": _from(_POSITIVE),
        "read_seconds": _from(_POSITIVE),
        "total_seconds": _from(_POSITIVE),
        "bytes_max": _from(1, "integer"),
        "redirects_max": _from(0, "integer"),
        "robots_bytes_max": _from(1, "integer"),
    },
    "retry": {
        "attempts": _from(1, "integer"),
        "wait_first_seconds": _from(0),
        "wait_factor": _from(1),
        "wait_max_seconds": _from(0),
        "jitter_seconds": _from(0),
        "retry_after_max_seconds": _from(0),
        "give_up_after": _from(1, "integer"),
        "run_retries": _from(0, "integer"),
        "run_wait_seconds": _from(0),
    },
}


def network(home: Path) -> Network:
    """The settings of a home. Raises ``WrongUse`` with one line for each mistake in its ``network.toml``."""
    path = home / FILE
    given = read_toml(path)
    lines = []
    for section, table in given.items():
        if section not in KEYS:
            lines.append(f"{path}: [{section}]: there is no such section; known are {', '.join(KEYS)}")
        else:
            lines += [f"{path}: [{section}] {wrong}" for wrong in mistakes(table, KEYS[section])]
    refuse(lines)
    default: dict[str, dict[str, Any]] = tomllib.loads((files("sederunt.sources.web") / FILE).read_text("utf-8"))
    values = {name: value for section in KEYS for name, value in (default[section] | given.get(section, {})).items()}
    values["allow_private"] = tuple(ipaddress.ip_network(one) for one in values["allow_private"])
    values["discovery"] = tuple(values["discovery"])
    values["user_agent"] = values["user_agent"].replace("{version}", __version__)
    return Network(**values)
