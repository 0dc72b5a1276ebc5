"""Pages for people: a static site made from the published file, and an app for free questions.

What belongs here: reading the published DuckDB file, and showing what stands in it. What does not: any definition of a
figure (``warehouse/sql/``), building or checking the file, the asset and the command that start all this
(``assets/pages.py``, ``pipelines/commands.py``).
"""
