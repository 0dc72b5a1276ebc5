"""Where documents come from, and what is remembered of them: a folder, the byte store, the ledger, the home.

What belongs here: taking bytes in, recognising what is new, keeping the facts of what was read. What does not: reading
a document (``sederunt/report.py``), building the database (``warehouse/``), when all of it is done (``pipelines/``).
"""
