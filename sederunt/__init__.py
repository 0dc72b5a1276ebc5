"""Sederunt ("they sat"): who sat at which meeting and who spoke, read from the reports of intergovernmental bodies.

>>> import sederunt
>>> report = sederunt.read("report.txt")        # doctest: +SKIP
>>> report.attendance                           # a Polars frame  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sederunt.report import Report, read

__version__ = "0.1.0"
__all__ = ["Report", "__version__", "read"]


def __getattr__(name: str) -> Any:
    """Import the reader at first use: ``import sederunt`` itself stays fast."""
    if name in ("Report", "read"):
        from sederunt import report

        return getattr(report, name)
    raise AttributeError(f"module 'sederunt' has no attribute {name!r}")
