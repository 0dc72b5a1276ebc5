"""How far a run has come, told to whoever watches it.

What belongs here: the seam between the assets and a progress bar. What does not: drawing one
(``pipelines/terminal.py``).
"""

from __future__ import annotations


class Progress:
    """Nobody watches. Subclasses show what they are told."""

    def stage(self, words: str) -> None:
        """A new stage begins."""

    def advance(self, done: int, total: int | None) -> None:
        """``done`` of ``total`` are done in the present stage; None where the number is not known."""
