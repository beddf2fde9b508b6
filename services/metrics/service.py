"""The metrics service as its two processes share it: stores, fold, archive, register, clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pymongo.database import Database

from services.metrics.facts import CaseScores
from services.metrics.publishing import views as published
from services.metrics.publishing.decider import ASSESSMENTS, RANKINGS
from services.metrics.publishing.state import Assessment, Ranking
from services.metrics.supervision import views as supervised
from services.metrics.supervision.decider import SUPERVISION
from services.metrics.supervision.state import Supervision
from shared.config import Settings
from shared.journal.archive import Archive
from shared.journal.casefold import Sums
from shared.journal.fold_stores import MongoFoldStore
from shared.journal.handle import Journal
from shared.journal.mongo_store import MongoStore, connect, durable
from shared.journal.rebuild import Aliases
from shared.journal.views import View
from shared.replica import Replica
from shared.timekeeping.clock import Clock, RealClock


@dataclass
class Metrics:
    """What the web process asks and the worker fills.

    Attributes:
        settings: of this process.
        database: the service's own database.
        journal: the service's write side; publications are its only commits.
        archive: every commit of every service.
        folds: facts and sums per cell.
        aliases: which version of a fold is in use.
        replica: the register, for names.
        assessments, rankings: frozen and published results, read models of their streams.
        supervision: orders and proposals, a read model of their streams.
        clock: tells the day from which overdue is counted.
    """

    settings: Settings
    database: Database[dict[str, Any]]
    journal: Journal
    archive: Archive
    folds: MongoFoldStore
    aliases: Aliases
    replica: Replica
    assessments: View[Assessment]
    rankings: View[Ranking]
    supervision: View[Supervision]
    clock: Clock = field(default_factory=RealClock)
    _seen: tuple[Any, Sums] | None = None

    @classmethod
    def open(cls, settings: Settings, clock: Clock | None = None) -> Metrics:
        """Wire the service over the settings' database; nothing is read or written yet."""
        database = durable(connect(settings.mongodb_uri), settings.database)
        return cls(
            settings=settings,
            database=database,
            journal=Journal(MongoStore(database), "metrics"),
            archive=Archive(database),
            folds=MongoFoldStore(database),
            aliases=Aliases(database),
            replica=Replica(database),
            assessments=View(database["assessments"], ASSESSMENTS, published.project),
            rankings=View(database["rankings"], RANKINGS, published.project_ranking),
            supervision=View(database["supervision"], SUPERVISION, supervised.project),
            clock=clock or RealClock(),
        )

    def prepare(self) -> None:
        """Create every index; harmless when they exist."""
        store = self.journal.store
        for each in (store, self.archive, self.folds, self.replica):
            each.prepare()  # type: ignore[union-attr]
        published.prepare(self.database)
        supervised.prepare(self.database)

    def ping(self) -> None:
        """Raise where the database does not answer."""
        self.database.client.admin.command("ping")

    def fold_version(self) -> int:
        """Tell which version of the scores is in use."""
        return self.aliases.version(CaseScores.name, CaseScores.version)

    @property
    def fold(self) -> str:
        """The fold that figures are read from: the version its alias points at."""
        return f"{CaseScores.name}@{self.fold_version()}"

    def sums(self) -> Sums:
        """Give the sums of all cases, `department|day|name` -> integer; read again only when the fold has moved."""
        fold = self.fold
        found = self.database["positions"].find({"name": fold}, {"fence": 1}).sort("_id", 1)
        mark = (fold, [(p["_id"], p["fence"]) for p in found])
        if self._seen is None or self._seen[0] != mark:
            self._seen = (mark, self.folds.sums(fold))
        return self._seen[1]

    def today(self) -> date:
        """Give the local day."""
        return self.clock.now().date()
