"""The worker process: relay, reactions to intake, the copy of the register, repair of the worklist."""

from __future__ import annotations

from services.approval.reviews import reactions
from services.approval.service import Approval
from shared.config import Settings
from shared.journal.kafka_bus import KafkaBus
from shared.worker import Worker


def create_worker(settings: Settings) -> Worker:
    """Wire the worker; `python -m shared.worker approval` runs it."""
    approval = Approval.open(settings)
    return Worker(
        name="approval",
        database=approval.database,
        journal=approval.journal,
        bus=KafkaBus(settings.kafka_servers),
        views=[approval.reviews],
        subscriptions=[approval.replica.subscription("approval"), reactions.subscription(approval)],
    )
