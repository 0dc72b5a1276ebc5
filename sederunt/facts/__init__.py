"""Text to facts: one module a fact, over what ``reading.py`` gathers.

What belongs here: the outline of a report, its meetings, and the facts that the tables declare. What does not: words of
any language (``language/data``), names (``registry/data``).
"""
