"""The worker process: relay, reactions to intake, the copy of the register, the timer of cards, repair of the views."""

from __future__ import annotations

from services.approval.cards import reactions as card_reactions
from services.approval.cards.timers import timer
from services.approval.cards.watch import Watch
from services.approval.reviews import reactions
from services.approval.service import Approval
from shared.config import Settings
from shared.journal.bus import Bus
from shared.journal.kafka_bus import KafkaBus
from shared.worker import Worker


def create_worker(settings: Settings, approval: Approval | None = None, bus: Bus | None = None) -> Worker:
    """Wire the worker; `python -m shared.worker approval` runs it. Tests bring their own clock, stores and bus."""
    approval = approval or Approval.open(settings)
    watch = Watch(approval)
    return Worker(
        name="approval",
        database=approval.database,
        journal=approval.journal,
        bus=bus or KafkaBus(settings.kafka_servers),
        views=[approval.reviews, approval.cards],
        subscriptions=[
            approval.replica.subscription("approval"),
            reactions.subscription(approval),
            *card_reactions.subscriptions(watch),
        ],
        timers=[timer(watch)],
    )
