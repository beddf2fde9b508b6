"""Journals with checkpoints, as the tests of checkpoints have them."""

from tests.metrics.checkpoints.conftest import empty, kept, one_database, sealed

__all__ = ["empty", "kept", "one_database", "sealed"]
