"""Wall time and peak memory of one command, as the operating system counts them.

What belongs here: running a child process to its end and reading its resource usage. What does not: which commands are
measured (``cases``) and how the figures are shown (``page``).
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

#: Unit of ``ru_maxrss``: KiB on Linux, bytes on macOS.
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024


class CommandFailed(Exception):
    """A command that was to be measured ended with an error: its time says nothing."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What one run took: seconds of wall time, and MB (10⁶ bytes) of resident memory at its peak.

    The peak is that of the largest single process of the run, the command or one of its children, not their sum: that
    is what the operating system reports. It is never below the size of this process itself, from which the command was
    started (about 20 MB).
    """

    wall_s: float
    peak_mb: float
    output: str = ""


def run(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> Usage:
    """Run a command in a folder to its end.

    Raises ``CommandFailed`` where its exit code is not 0, with the last line that it wrote.
    """
    with tempfile.TemporaryFile() as output:
        begun = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=dict(environment), stdout=output, stderr=subprocess.STDOUT)
        _, status, resources = os.wait4(process.pid, 0)
        elapsed = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)  # wait4 has reaped it: nothing is left to wait for
        output.seek(0)
        words = output.read().decode("utf-8", "replace")
    if process.returncode != 0:
        last = words.strip().splitlines()[-1:] or ["it wrote nothing"]
        raise CommandFailed(f"`{' '.join(command[1:])}` ended with code {process.returncode}: {last[0]}")
    return Usage(elapsed, resources.ru_maxrss * _RSS_UNIT / 1e6, words)


def median(usages: Sequence[Usage]) -> Usage:
    """The median of the times and the median of the peaks, of runs of one command."""
    return Usage(
        statistics.median(usage.wall_s for usage in usages),
        statistics.median(usage.peak_mb for usage in usages),
        usages[-1].output,
    )


def own_peak_mb() -> float:
    """Resident memory of this process at its peak, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _RSS_UNIT / 1e6
