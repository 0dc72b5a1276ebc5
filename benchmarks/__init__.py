"""How fast Sederunt is and how much memory it takes, measured from outside: ``python -m benchmarks`` (``make bench``).

What belongs here: running the commands a user runs, and writing what they cost to ``docs/benchmarks.md``. What does
not: tests (a timed test fails on a busy machine) and profiling of single functions.
"""
