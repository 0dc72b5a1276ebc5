"""The DuckDB file that analysts query: built from Parquet shards, published by swapping a link.

What belongs here: what the file holds and how it comes to be. What does not: how facts are read (``sederunt/``), what
is expected of them (``expectations/``), when it is done (``pipelines/``).
"""
