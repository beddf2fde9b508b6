"""Journals with checkpoints, as the tests of checkpoints have them."""

from tests.metrics.checkpoints.conftest import kept, sealed

__all__ = ["kept", "sealed"]
