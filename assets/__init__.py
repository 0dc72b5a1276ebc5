"""The assets: what a run makes, layer by layer, each thin around a function that knows nothing of Dagster.

What belongs here: assets, their keys, descriptions and metadata, and one asset check for each expectation. What does
not: how a thing is done (``sederunt/``, ``warehouse/``, ``expectations/``), when and where (``pipelines/``).
"""
