"""What is expected of the warehouse, and whether it is met: Great Expectations suites on the candidate file, one a
table.

What belongs here: the checks as data (``rules.toml``, ``sql/``), those derived from the declared tables, and running
them. What does not: refusing a publication (``warehouse/publish.py``), asset checks (``assets/``).

``checks`` and ``table_names`` cost milliseconds; ``validate`` imports Great Expectations, which costs seconds and 270
MB.
"""

from __future__ import annotations

from expectations.catalogue import Check, checks, table_names
from expectations.validation import ExpectationError, Validator, load_great_expectations, validate

__all__ = ["Check", "ExpectationError", "Validator", "checks", "load_great_expectations", "table_names", "validate"]
