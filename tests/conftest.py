"""What all tests share: in CI the property-based ones take the same examples each time.

What belongs here: settings of the whole suite. What does not: fixtures of one part (the ``conftest.py`` beside it).
"""

from __future__ import annotations

import os

from hypothesis import settings

# A change lands or not by what it does, never by how busy the machine is; new examples are looked for on the desk.
settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")
