"""How faithfully each format is read: the samples are set in it by common programs, read back, and compared.

What belongs here: making such documents, reading them, comparing, the page ``docs/fidelity.md``. What does not: speed
and memory (``benchmarks/``), accuracy against labels (``sederunt evaluate``).
"""
