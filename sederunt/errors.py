"""What can go wrong with a document, as a type: so that a run can record it, and a person can act on it.

What belongs here: the exceptions of the reading core. What does not: wrong use of the command (``cli.py``), refused
publications (``warehouse/``).
"""

from __future__ import annotations

from typing import Literal

Stage = Literal["fetch", "decode", "recognise", "read"]
FailureKind = Literal["transient", "permanent"]


class UnreadableDocument(Exception):
    """A document from which no facts can be taken; the message is one line that says what is wrong and what to do.

    ``kind`` decides whether a later run tries again: a ``permanent`` failure is not retried until the bytes or the
    reader change.
    """

    def __init__(self, message: str, *, stage: Stage, kind: FailureKind = "permanent") -> None:
        super().__init__(message)
        self.message = message
        self.stage: Stage = stage
        self.kind: FailureKind = kind

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword-only arguments do not survive the default pickling, and worker processes send failures home pickled.
        return (_restore, (self.message, self.stage, self.kind))


class NoTextLayer(UnreadableDocument):
    """A document whose pages are pictures: no words can be taken from it before they are recognised (OCR)."""

    def __init__(self, message: str = "the pages are pictures without a text layer") -> None:
        super().__init__(message, stage="decode")


def _restore(message: str, stage: Stage, kind: FailureKind) -> UnreadableDocument:
    return UnreadableDocument(message, stage=stage, kind=kind)
