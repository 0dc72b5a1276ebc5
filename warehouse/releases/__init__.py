"""Releases of the data: everything that is published, as files that others can take, check, cite and build again.

What belongs here: turning a published warehouse into a release folder. What does not: building the warehouse
(``warehouse/build.py``), publishing it to those who work with the home (``warehouse/publish.py``), when a release is
made (``assets/``, ``pipelines/``).

The way of a release: ``database`` builds a DuckDB file from the published one, in one fixed order; ``files`` writes
each of its tables as Parquet, small ones as CSV too; ``changes`` compares them with the previous release; ``version``
derives the version from that; ``quality`` reports how good the data are; ``pages`` lays out what people read;
``package`` describes all files in ``datapackage.json``; ``release`` is the whole.

All files but the DuckDB file are the same, byte for byte, when they are made again from the same documents by the same
version of the code and its libraries: nothing in them tells of the run, the machine or the clock. DuckDB 1.5 writes
memory that it has not set into its blocks, and compresses texts by random samples, so that two of its files differ
(small ones are alike, mostly; larger ones differ even uncompressed and built by one thread). What stands in it is what
stands in the Parquet files, and its hash is written beside it instead of among theirs.
"""

from __future__ import annotations

from warehouse.releases.release import Release, latest_release, make_release, releases_path

__all__ = ["Release", "latest_release", "make_release", "releases_path"]
