"""The worker process: relay, reactions to intake, superiors and calendars, copy of the register, repair of views."""

from __future__ import annotations

from services.approval.reviews import reactions
from services.approval.service import Approval
from services.approval.superiors import reactions as superiors
from shared.config import Settings
from shared.journal.kafka_bus import KafkaBus
from shared.worker import Timer, Worker

VOID_SECONDS = 600.0
"""How often suspensions without a result are looked for; days pass slowly."""


def create_worker(settings: Settings) -> Worker:
    """Wire the worker; `python -m shared.worker approval` runs it."""
    approval = Approval.open(settings)
    return Worker(
        name="approval",
        database=approval.database,
        journal=approval.journal,
        bus=KafkaBus(settings.kafka_servers),
        views=[approval.reviews, approval.superiors],
        subscriptions=[
            approval.replica.subscription("approval"),
            reactions.subscription(approval),
            reactions.calendar_subscription(approval),
            superiors.subscription(approval),
        ],
        timers=[Timer("void-suspensions", VOID_SECONDS, lambda: reactions.void_lapsed(approval))],
    )
