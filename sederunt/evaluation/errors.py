"""What can be wrong with a folder of labels.

What belongs here: the exception. What does not: documents that cannot be read (``sederunt.errors``); those are results.
"""

from __future__ import annotations


class EvaluationError(Exception):
    """Labels that cannot be used: the message is one line that says what is wrong, where, and what to do."""
