"""The app for free questions, on this machine only.

What belongs here: starting marimo with the app of a home. What does not: the app itself (``pages/explore.py``).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from importlib.resources import files
from importlib.util import find_spec

from sederunt.sources.errors import WrongUse
from sederunt.sources.home import VARIABLE, Home
from warehouse.publish import published_path

HOST = "127.0.0.1"


def command(home: Home, port: int) -> list[str]:
    """The command that serves the app. Raises ``WrongUse`` where there is nothing to explore, or no marimo."""
    if not published_path(home.path).is_file():
        raise WrongUse(f"there is no {published_path(home.path)} yet: run `sederunt run` first")
    if find_spec("marimo") is None:
        raise WrongUse("the app needs marimo, which is not installed: pip install 'sederunt[explore]'")
    app = str(files("pages") / "explore.py")
    return [sys.executable, "-m", "marimo", "run", app, "--headless", "--host", HOST, "--port", str(port)]


def environment(home: Home, given: Mapping[str, str]) -> dict[str, str]:
    """The environment of the app: it reads the file of this home, and tells nobody anything."""
    return {**given, VARIABLE: str(home.path), "MARIMO_SKIP_UPDATE_CHECK": "1", "DO_NOT_TRACK": "1"}


def explore(home: Home, port: int, say: Callable[[str], object]) -> None:
    """Become the process that serves the app, until Ctrl-C."""
    words = command(home, port)
    say(f"Open http://{HOST}:{port} in the browser. Ctrl-C ends it.")
    sys.stdout.flush()
    os.execve(words[0], words, environment(home, os.environ))
