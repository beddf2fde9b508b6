"""The topics as code: two, with partition counts that never change, because keys would move.

`deploy/topics.yaml` says the same for a production cluster (with its replication), and a test compares them.
"""

from __future__ import annotations

from shared.contracts.streams import JOURNAL, REGISTRY
from shared.journal.bus import TopicSpec

FOREVER = {"retention.ms": "-1", "cleanup.policy": "delete"}

TOPICS = {
    JOURNAL: TopicSpec(partitions=6, configs=FOREVER),
    REGISTRY: TopicSpec(partitions=1, configs=FOREVER),
}
"""Kept for ever; `registry` has one order for everybody."""
