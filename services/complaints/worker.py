"""The worker process: relay, invitations to rate, the copies of register and cases, repair of the lists."""

from __future__ import annotations

from services.complaints import erasures, recounts
from services.complaints.complaints.timers import timer as complaint_clock
from services.complaints.ratings import reactions as ratings
from services.complaints.ratings.timers import timer as rating_clock
from services.complaints.reconsiderations.timers import timer as remedy_clock
from services.complaints.service import Complaints
from shared.config import Settings
from shared.journal.kafka_bus import KafkaBus
from shared.worker import Worker


def create_worker(settings: Settings) -> Worker:
    """Wire the worker; `python -m shared.worker complaints` runs it."""
    service = Complaints.open(settings)
    return Worker(
        name="complaints",
        database=service.database,
        journal=service.journal,
        bus=KafkaBus(settings.kafka_servers),
        views=[service.complaints, service.ratings, service.reconsiderations, service.litigations, service.looks],
        subscriptions=[
            service.replica.subscription("complaints"),
            ratings.subscription(service),
            recounts.subscription(service),
            erasures.subscription(service),
        ],
        timers=[complaint_clock(service), rating_clock(service), remedy_clock(service), erasures.timer(service)],
    )
