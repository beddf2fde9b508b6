"""The worker of metrics: follows the journal into facts and archive, and the register into replica and archive."""

from __future__ import annotations

from services.metrics.anti_gaming.merging import timer as merging_timer
from services.metrics.anti_gaming.traces import Traces
from services.metrics.checkpoints.timers import timer as checkpoints_timer
from services.metrics.coverage.availability import timer as availability_timer
from services.metrics.facts import CaseScores
from services.metrics.publishing.timers import timer as publishing_timer
from services.metrics.service import Metrics
from services.metrics.supervision.timers import timer as supervision_timer
from shared.config import Settings
from shared.contracts.streams import JOURNAL, REGISTRY
from shared.journal.archive import ARCHIVE, REGISTER_ARCHIVE
from shared.journal.bus import Bus
from shared.journal.casefold import CaseFold
from shared.journal.kafka_bus import KafkaBus
from shared.journal.rebuild import drop_older
from shared.worker import Timer, Worker

SETTLE_SECONDS = 1.0


def create_worker(settings: Settings, bus: Bus | None = None) -> Worker:
    """Wire the worker; another bus than the settings' is for tests."""
    metrics = Metrics.open(settings)
    metrics.prepare()
    drop_older(metrics.folds, Traces.name, metrics.aliases.following(Traces.name, Traces.version))
    bus = bus or KafkaBus(settings.kafka_servers)
    fold = CaseFold(CaseScores(), metrics.folds, version=metrics.fold_version)
    traces = CaseFold(Traces(), metrics.folds, version=lambda: metrics.aliases.following(Traces.name, Traces.version))
    return Worker(
        name="metrics",
        database=metrics.database,
        journal=metrics.journal,
        bus=bus,
        subscriptions=[metrics.replica.subscription("metrics")],
        views=[
            *(metrics.assessments, metrics.rankings, metrics.supervision, metrics.policies),
            *(metrics.checkpoints, metrics.cosignatures),
        ],
        sinks={
            ARCHIVE: ((JOURNAL,), metrics.archive),
            REGISTER_ARCHIVE: ((REGISTRY,), metrics.statements),
            CaseScores.name: ((JOURNAL,), fold),
            Traces.name: ((JOURNAL,), traces),
        },
        unhurried=(ARCHIVE, Traces.name),
        timers=[
            Timer("settle-fold", SETTLE_SECONDS, metrics.settle_fold),
            merging_timer(metrics),
            publishing_timer(metrics),
            supervision_timer(metrics),
            availability_timer(metrics),
            checkpoints_timer(metrics, bus),
        ],
    )
