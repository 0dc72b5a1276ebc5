"""What can go wrong between the shards and the published file, told in one line to the person who runs it."""

from __future__ import annotations


class WarehouseError(Exception):
    """The warehouse cannot be built or published; the message says what, where and what to do."""


class BuildFailed(WarehouseError):
    """The candidate could not be built; the published file is as it was."""


class PublicationRefused(WarehouseError):
    """The candidate fails a critical check; the published file is as it was."""


class PublicationFailed(WarehouseError):
    """The file system refused a step of the publication; the published file is as it was."""


class ReleaseFailed(WarehouseError):
    """The release could not be made; the releases that are there are as they were."""
