"""What one document may cost: time, memory.

What belongs here: the limits, their defaults (``limits.toml``), how a process sets and measures its own memory. What
does not: ending a process that goes beyond them (``workers.py``).
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from sederunt.sources.errors import WrongUse

_PREFIX = "SEDERUNT_"
_MEGABYTE = 1 << 20
#: Address space is asked for long before memory is used: the hard limit leaves it this many times the memory.
_ROOM = 2


@dataclass(frozen=True, slots=True)
class Limits:
    """``seconds`` and ``megabytes`` that one document may take, ``documents`` until a process is replaced."""

    seconds: float
    megabytes: int
    documents: int

    def bounded(self, version: str) -> str:
        """The version of a reader and these limits, for documents that it could not read within them."""
        return f"{version} within {self.seconds:g} s, {self.megabytes} MB"


def limits(environment: Mapping[str, str] = os.environ) -> Limits:
    """The limits that hold. Raises ``WrongUse`` where the environment names one that is no number above 0."""
    declared = tomllib.loads(files("sederunt.sources").joinpath("limits.toml").read_text("utf-8"))
    values = {name: _number(name, value, environment) for name, value in declared.items()}
    return Limits(
        values["seconds_per_document"], int(values["megabytes_per_document"]), int(values["documents_per_worker"])
    )


def _number(name: str, declared: float, environment: Mapping[str, str]) -> float:
    variable = _PREFIX + name.upper()
    given = environment.get(variable)
    if given is None:
        return declared
    try:
        value = float(given)
    except ValueError:
        value = 0
    if not 0 < value < float("inf"):
        raise WrongUse(f"{variable}={given}: give a number above 0, or leave it out for {declared}")
    return value


def hold_memory(megabytes: int) -> None:
    """Let this process have so much address space more than it has now that twice the memory fits: what asks for more
    fails at once with ``MemoryError``. Where the system has no such limit, nothing is done.
    """
    try:
        import resource
    except ImportError:  # Windows
        return
    used = _pages(os.getpid(), 0)
    if used is None:
        return
    wanted = used + _ROOM * megabytes * _MEGABYTE
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def megabytes_of(pid: int) -> int | None:
    """The memory that a process holds, None where the system does not tell (it has no ``/proc``) or it has ended."""
    used = _pages(pid, 1)
    return None if used is None else used // _MEGABYTE


def _pages(pid: int, field: int) -> int | None:
    """A field of ``/proc/<pid>/statm`` (0: address space, 1: resident) in bytes."""
    try:
        fields = Path(f"/proc/{pid}/statm").read_text("ascii").split()
    except OSError:
        return None
    return int(fields[field]) * os.sysconf("SC_PAGE_SIZE")
