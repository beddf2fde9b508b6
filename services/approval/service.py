"""The approval service as one object: what its web process and its worker share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from pymongo import MongoClient
from pymongo.database import Database

from services.approval.cards import views as card_views
from services.approval.cards.decider import CARDS
from services.approval.cards.state import Cards
from services.approval.reviews import views
from services.approval.reviews.commands import Decide
from services.approval.reviews.decide import decide
from services.approval.reviews.decider import REVIEWS
from services.approval.reviews.state import Review
from shared.config import Settings
from shared.contracts import Command, Rejected
from shared.journal.handle import Journal, Loaded, Outcome
from shared.journal.mongo_store import MongoStore, connect, durable
from shared.journal.views import View
from shared.numbers import document_number
from shared.replica import Replica
from shared.sequences import Sequences
from shared.timekeeping import Calendar, Clock, RealClock

DOCUMENT_KINDS = {"approved": "JD", "refused": "BY"}
"""The letters in the numbers of decisions: 准予决定书, 不予批准决定书."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """What approval's requests and loops reach.

    Attributes:
        journal: the write side.
        reviews: the worklist, a read model of reviews.
        cards: the cases with cards, a read model of cards.
        replica: approval's copy of the register.
        sequences: running numbers of documents.
    """

    settings: Settings
    clock: Clock
    database: Database[dict[str, Any]]
    journal: Journal
    reviews: View[Review]
    cards: View[Cards]
    replica: Replica
    sequences: Sequences

    @classmethod
    def open(
        cls, settings: Settings, *, clock: Clock | None = None, client: MongoClient[dict[str, Any]] | None = None
    ) -> Approval:
        """Connect to the stores the settings name, and see that their indexes are there.

        Args:
            settings: of the process.
            clock: the machine's unless given.
            client: a connection to use; a new one unless given.
        """
        database = durable(client or connect(settings.mongodb_uri), settings.database_of("approval"))
        store, replica = MongoStore(database), Replica(database)
        store.prepare()
        replica.prepare()
        views.prepare(database["reviews"])
        card_views.prepare(database)
        return cls(
            settings=settings,
            clock=clock or RealClock(),
            database=database,
            journal=Journal(store, "approval"),
            reviews=View(database["reviews"], REVIEWS, views.project),
            cards=View(database["cards"], CARDS, card_views.project),
            replica=replica,
            sequences=Sequences(database),
        )

    def ping(self) -> None:
        """Raise where the database does not answer."""
        self.database.client.admin.command("ping")

    def load(self, case: str) -> Loaded[Review]:
        """Fold the review of a case."""
        return self.journal.load(REVIEWS, case)

    def do(self, case: str, command: Command, expected: int | None = None) -> Outcome[Review]:
        """Do a command to the review of a case, once, and bring the worklist up to it.

        Raises:
            Rejected, Conflict, KeyReused: as `Journal.execute`.
        """
        outcome = self.journal.execute(REVIEWS, case, command, expected=expected)
        self.reviews.refresh(case, outcome)
        return outcome

    def load_cards(self, case: str) -> Loaded[Cards]:
        """Fold the cards of a case."""
        return self.journal.load(CARDS, case)

    def do_card(self, case: str, command: Command, expected: int | None = None) -> Outcome[Cards]:
        """Do a command to the cards of a case, once, and bring the list of cards up to it.

        Raises:
            Rejected, Conflict, KeyReused: as `Journal.execute`.
        """
        outcome = self.journal.execute(CARDS, case, command, expected=expected)
        self.cards.refresh(case, outcome)
        return outcome

    def decide(self, case: str, command: Decide, expected: int | None = None) -> Outcome[Review]:
        """Decide a review; where nobody named the review authority, it is the one the register tells.

        A document number is taken only when the rules would let the decision pass, so that refused attempts leave
        no gaps; a decision said twice keeps its first number.
        """
        said_before = self.journal.store.by_command(command.meta.command_id) is not None
        now = self.load(case)
        if not said_before and expected in {None, now.version}:
            command = self._with_authority(command, now.state)
            decide(now.state, command)
            command = replace(command, document_no=self._document_no(command, now.state))
        return self.do(case, command, expected)

    def review_authority(self, department: str) -> str:
        """Tell where to ask for reconsideration of a department's decisions; empty where the register does not say."""
        try:
            return self.replica.department(department).review_authority
        except Rejected:
            return ""

    def _with_authority(self, command: Decide, review: Review) -> Decide:
        if command.outcome == "approved" or command.review_authority.strip():
            return command
        return replace(command, review_authority=self.review_authority(review.facts.department))

    def _document_no(self, command: Decide, review: Review) -> str:
        kind, year, division = DOCUMENT_KINDS[command.outcome], command.meta.now.year, review.facts.division
        sequence = self.sequences.next(f"document/{division}/{kind}/{year}")
        return document_number(division, kind, year, sequence)

    def calendar(self, division: str = "") -> Calendar:
        """Give the calendar of the register, seen from a jurisdiction."""
        return self.replica.calendar(division)
