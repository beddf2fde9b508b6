"""The worker process: relay, reactions to decisions, messages to people, the copy of the register, repair of lists."""

from __future__ import annotations

from services.intake.appointments import keeping as appointments
from services.intake.attendance import timers as attendance
from services.intake.cases import claiming, reactions
from services.intake.cases import timers as cases
from services.intake.connectivity import beats as connectivity
from services.intake.documents import reactions as documents
from services.intake.home_visits import acts as home_visits
from services.intake.materials import timers as materials
from services.intake.messages import reactions as messages
from services.intake.messages import sending
from services.intake.portal import timers as portal
from services.intake.proxies import reactions as proxies
from services.intake.proxies import timers as proxy_timers
from services.intake.service import Intake
from services.intake.special_channel import acts as special_channel
from services.intake.terminal import timers as terminal
from shared.config import Settings
from shared.journal.kafka_bus import KafkaBus
from shared.worker import Worker


def create_worker(settings: Settings) -> Worker:
    """Wire the worker; `python -m shared.worker intake` runs it."""
    intake = Intake.open(settings)
    return Worker(
        name="intake",
        database=intake.database,
        journal=intake.journal,
        bus=KafkaBus(settings.kafka_servers),
        views=[
            intake.cases,
            intake.sheets,
            intake.tickets,
            intake.appointments,
            *intake.hall.all(),
            intake.proxies,
            intake.mandates,
            intake.escorts,
            intake.looks,
            intake.erasures,
            intake.devices,
            intake.packets,
            intake.documents,
            intake.materials,
        ],
        subscriptions=[
            intake.replica.subscription("intake"),
            reactions.subscription(intake),
            messages.subscription(intake),
            intake.walked.subscription(),
            intake.looks.subscription("intake.looks"),
            proxies.subscription(intake),
            documents.subscription(intake),
        ],
        timers=[
            cases.timer(intake),
            claiming.timer(intake),
            connectivity.timer(intake),
            attendance.timer(intake),
            appointments.timer(intake),
            home_visits.timer(intake),
            special_channel.timer(intake),
            sending.timer(intake),
            portal.timer(intake),
            terminal.timer(intake),
            proxy_timers.timer(intake),
            materials.timer(intake),
        ],
    )
