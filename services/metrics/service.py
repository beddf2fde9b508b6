"""The metrics service as its two processes share it: stores, fold, archive, register, clock."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from pymongo.database import Database

from services.metrics.anti_gaming.traces import Traces
from services.metrics.checkpoints.tree import Tree
from services.metrics.checkpoints.views import Checkpoints
from services.metrics.facts import CaseScores
from services.metrics.policies import views as policies_told
from services.metrics.policies.decider import POLICIES
from services.metrics.policies.state import Policies
from services.metrics.publishing import views as published
from services.metrics.publishing.decider import ASSESSMENTS, RANKINGS
from services.metrics.publishing.state import Assessment, Ranking
from services.metrics.supervision import views as supervised
from services.metrics.supervision.decider import SUPERVISION
from services.metrics.supervision.state import Supervision
from services.metrics.witnesses.views import Cosignatures
from shared.config import Settings
from shared.contracts import Rejected
from shared.journal.archive import REGISTER_ARCHIVE, Archive
from shared.journal.casefold import Sums
from shared.journal.fold_stores import MongoFoldStore
from shared.journal.handle import Journal
from shared.journal.mongo_store import MongoStore, connect, durable
from shared.journal.rebuild import Aliases, drop_older
from shared.journal.views import View
from shared.replica import Replica
from shared.timekeeping.clock import Clock, RealClock

T = TypeVar("T")
MOST_KEPT = 24
"""Boards kept in memory."""


@dataclass
class Metrics:
    """What the web process asks and the worker fills.

    Attributes:
        settings: of this process.
        database: the service's own database.
        journal: the service's write side; publications and checkpoints are its only commits.
        archive: every commit of every service on the journal.
        statements: every commit of the register, as it was sent.
        folds: facts and sums per cell.
        aliases: which version of a fold is in use.
        replica: the register, for names.
        assessments, rankings: frozen and published results, read models of their streams.
        policies: the published scoring policies, a read model of their stream.
        supervision: orders and proposals, a read model of their streams.
        tree: the Merkle tree over both archives.
        checkpoints: its sealed states, a read model of their streams.
        cosignatures: who countersigned them, a read model of their streams.
        clock: tells the day from which overdue is counted.
    """

    settings: Settings
    database: Database[dict[str, Any]]
    journal: Journal
    archive: Archive
    statements: Archive
    folds: MongoFoldStore
    aliases: Aliases
    replica: Replica
    assessments: View[Assessment]
    rankings: View[Ranking]
    supervision: View[Supervision]
    policies: View[Policies]
    tree: Tree
    checkpoints: Checkpoints
    cosignatures: Cosignatures
    clock: Clock = field(default_factory=RealClock)
    _seen: tuple[Any, Sums] | None = None
    _kept: dict[Any, Any] = field(default_factory=dict)

    @classmethod
    def open(cls, settings: Settings, clock: Clock | None = None) -> Metrics:
        """Wire the service over the settings' database; nothing is read or written yet."""
        database = durable(connect(settings.mongodb_uri), settings.database)
        return cls(
            settings=settings,
            database=database,
            journal=Journal(MongoStore(database), "metrics"),
            archive=Archive(database),
            statements=Archive(database, REGISTER_ARCHIVE),
            folds=MongoFoldStore(database),
            aliases=Aliases(database),
            replica=Replica(database),
            assessments=View(database["assessments"], ASSESSMENTS, published.project),
            rankings=View(database["rankings"], RANKINGS, published.project_ranking),
            supervision=View(database["supervision"], SUPERVISION, supervised.project),
            policies=View(database["policies"], POLICIES, policies_told.project),
            tree=Tree(database),
            checkpoints=Checkpoints(database),
            cosignatures=Cosignatures(database),
            clock=clock or RealClock(),
        )

    def prepare(self) -> None:
        """Create every index; harmless when they exist."""
        store = self.journal.store
        for each in (store, self.archive, self.statements, self.folds, self.replica, self.tree, self.cosignatures):
            each.prepare()  # type: ignore[union-attr]
        published.prepare(self.database)
        supervised.prepare(self.database)

    def ping(self) -> None:
        """Raise where the database does not answer."""
        self.database.client.admin.command("ping")

    def fold_version(self) -> int:
        """Tell which version of the scores is followed: one that says what this program's facts mean."""
        return self.aliases.following(CaseScores.name, CaseScores.version)

    @property
    def fold(self) -> str:
        """The fold that figures are read from: the version its alias points at."""
        return f"{CaseScores.name}@{self.fold_version()}"

    @property
    def traces(self) -> str:
        """The fold that looks behind the scores are read from."""
        return f"{Traces.name}@{self.aliases.following(Traces.name, Traces.version)}"

    def grown(self) -> bool:
        """Tell whether that version has come as far as the one it takes the place of; until then nothing is told."""
        return self.aliases.grown(CaseScores.name, CaseScores.version)

    def settle_fold(self) -> None:
        """Point the alias at the version that is followed, once it has grown, and forget the older ones."""
        if self.grown() and not self.aliases.settled(CaseScores.name, CaseScores.version):
            version = self.fold_version()
            self.aliases.flip(CaseScores.name, version, CaseScores.version)
            drop_older(self.folds, CaseScores.name, version)

    def mark(self, fold: str = "") -> tuple[Hashable, ...]:
        """Give what changes whenever a fold moves, the scores or another one."""
        fold = fold or self.fold
        found = self.database["positions"].find({"name": fold}, {"fence": 1}).sort("_id", 1)
        return (fold, *((p["_id"], p["fence"]) for p in found))

    def sums(self) -> Sums:
        """Give the sums of all cases, `department@venue|day|name` -> integer; read again when the fold has moved.

        Raises:
            Rejected: `scores_growing`: a new version of the facts has not read the whole journal yet.
        """
        mark = self.mark()
        if self._seen is None or self._seen[0] != mark:
            if not self.grown():
                told = "the figures are being counted anew from the journal; try again in a minute"
                raise Rejected("scores_growing", told, "S1.5c", status=503)
            self._seen = (mark, self.folds.sums(self.fold))
        return self._seen[1]

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """Give what was made of the same facts before, or make it; sums, traces and register are part of the key.

        Only a few are kept, the oldest going first.
        """
        return self._keep((key, self.today(), self.mark(), self.mark(self.traces), self.replica.statements()), make)

    def kept_of_register(self, key: Hashable, make: Callable[[], T]) -> T:
        """Give what was made of the same register before, or make it; no case is part of it."""
        return self._keep((key, self.replica.statements()), make)

    def _keep(self, whole: Hashable, make: Callable[[], T]) -> T:
        if whole not in self._kept:
            while len(self._kept) >= MOST_KEPT:
                self._kept.pop(next(iter(self._kept)), None)
            self._kept[whole] = make()
        made: T = self._kept[whole]
        return made

    def today(self) -> date:
        """Give the local day."""
        return self.clock.now().date()
