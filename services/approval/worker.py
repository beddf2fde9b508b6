"""The worker process: relay, reactions to intake, superiors and calendars, the register, timers, repair of views."""

from __future__ import annotations

from services.approval import erasures
from services.approval.cards import reactions as card_reactions
from services.approval.cards.timers import timer
from services.approval.cards.watch import Watch
from services.approval.reviews import reactions
from services.approval.service import Approval
from services.approval.superiors import reactions as superiors
from shared.config import Settings
from shared.journal.bus import Bus
from shared.journal.kafka_bus import KafkaBus
from shared.worker import Timer, Worker

VOID_SECONDS = 600.0
"""How often suspensions without a result are looked for; days pass slowly."""


def create_worker(settings: Settings, approval: Approval | None = None, bus: Bus | None = None) -> Worker:
    """Wire the worker; `python -m shared.worker approval` runs it. Tests bring their own clock, stores and bus."""
    approval = approval or Approval.open(settings)
    watch = Watch(approval)
    return Worker(
        name="approval",
        database=approval.database,
        journal=approval.journal,
        bus=bus or KafkaBus(settings.kafka_servers),
        views=[approval.reviews, approval.superiors, approval.cards, approval.looks],
        subscriptions=[
            approval.replica.subscription("approval"),
            reactions.subscription(approval),
            reactions.calendar_subscription(approval),
            superiors.subscription(approval),
            erasures.subscription(approval),
            *card_reactions.subscriptions(watch),
        ],
        timers=[timer(watch), Timer("void-suspensions", VOID_SECONDS, lambda: reactions.void_lapsed(approval))],
    )
