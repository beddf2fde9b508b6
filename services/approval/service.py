"""The approval service as one object: what its web process and its worker share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from pymongo import MongoClient
from pymongo.database import Database

from services.approval.cards import views as card_views
from services.approval.cards.decider import CARDS
from services.approval.cards.rules import hold
from services.approval.cards.rules.reading import read as read_rules
from services.approval.cards.state import Cards
from services.approval.papers import SUPERIOR, Papers, paper_of
from services.approval.reviews import views
from services.approval.reviews.commands import Decide, Signing
from services.approval.reviews.decide import decide
from services.approval.reviews.decider import REVIEWS
from services.approval.reviews.state import Review
from services.approval.superiors import views as superior_views
from services.approval.superiors.commands import Answer
from services.approval.superiors.decide import decide as decide_above
from services.approval.superiors.decider import SUPERIORS
from services.approval.superiors.state import AtSuperior
from shared.config import Settings
from shared.contracts import Command, Rejected
from shared.journal.handle import Journal, Loaded, Outcome
from shared.journal.mongo_store import MongoStore, connect, durable
from shared.journal.views import View
from shared.privacy import Vault
from shared.privacy.looks import Looks
from shared.privacy.opening import opened_vault
from shared.replica import Replica
from shared.sequences import Sequences
from shared.timekeeping import Calendar, Clock, RealClock, local_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """What approval's requests and loops reach.

    Attributes:
        journal: the write side.
        reviews: the worklist, a read model of reviews.
        cards: the cases with cards, a read model of cards.
        superiors: the inbox of superior units, a read model of their files.
        replica: approval's copy of the register.
        papers: numbers documents, and knows whose name they bear.
        vault: seals and opens what parties say.
        looks: who saw in clear what parties said.
    """

    settings: Settings
    clock: Clock
    database: Database[dict[str, Any]]
    journal: Journal
    reviews: View[Review]
    cards: View[Cards]
    superiors: View[AtSuperior]
    replica: Replica
    papers: Papers
    vault: Vault
    looks: Looks

    @classmethod
    def open(
        cls, settings: Settings, *, clock: Clock | None = None, client: MongoClient[dict[str, Any]] | None = None
    ) -> Approval:
        """Connect to the stores the settings name, and see that their indexes are there.

        Args:
            settings: of the process.
            clock: the machine's unless given.
            client: a connection to use; a new one unless given.

        Raises:
            BadCardRules: the installation's own card rules cannot be used; nothing is opened.
        """
        hold(read_rules(settings.card_rules_file))
        client = client or connect(settings.mongodb_uri)
        database = durable(client, settings.database_of("approval"))
        store, replica = MongoStore(database), Replica(database)
        store.prepare()
        replica.prepare()
        views.prepare(database["reviews"])
        card_views.prepare(database)
        superior_views.prepare(database["superiors"])
        journal = Journal(store, "approval")
        looks = Looks(journal, database["looks"], "approval")
        looks.prepare()
        return cls(
            settings=settings,
            clock=clock or RealClock(),
            database=database,
            journal=journal,
            reviews=View(database["reviews"], REVIEWS, views.project),
            cards=View(database["cards"], CARDS, card_views.project),
            superiors=View(database["superiors"], SUPERIORS, superior_views.project),
            replica=replica,
            papers=Papers(replica, Sequences(database)),
            vault=opened_vault(client, settings),
            looks=looks,
        )

    def ping(self) -> None:
        """Raise where the database does not answer."""
        self.database.client.admin.command("ping")

    def load(self, case: str) -> Loaded[Review]:
        """Fold the review of a case."""
        return self.journal.load(REVIEWS, case)

    def load_superior(self, case: str) -> Loaded[AtSuperior]:
        """Fold a case at its superior unit."""
        return self.journal.load(SUPERIORS, case)

    def do(self, case: str, command: Command, expected: int | None = None) -> Outcome[Review]:
        """Do a command to the review of a case, once, and bring the worklist up to it.

        A document's number is taken only when the rules would let the command pass, so that refused attempts leave
        no gaps; a command said twice keeps its first number.

        Raises:
            Rejected, Conflict, KeyReused: as `Journal.execute`.
        """
        if paper_of(command) is not None and self._fresh(command):
            now = self.load(case)
            if expected in {None, now.version}:
                command = self._numbered(now.state, command)
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
        """Decide a review; in whose name, and who reviews it, is what the register tells on that day."""
        if self._fresh(command):
            review = self.load(case).state
            authority = self.papers.review_authority(review) if review.opened else ""
            command = replace(
                command,
                review_authority=command.review_authority.strip() or self._told_authority(command, authority),
                known_authority=authority,
                signing=self.papers.signing(review, local_day(command.meta.now)) if review.opened else Signing(),
            )
        return self.do(case, command, expected)

    @staticmethod
    def _told_authority(command: Decide, authority: str) -> str:
        return "" if command.outcome == "approved" else authority

    def do_superior(self, case: str, command: Command, expected: int | None = None) -> Outcome[AtSuperior]:
        """Do a command to a case at its superior unit, once, and bring the inbox up to it."""
        outcome = self.journal.execute(SUPERIORS, case, command, expected=expected)
        self.superiors.refresh(case, outcome)
        return outcome

    def answer_superior(self, case: str, command: Answer, expected: int | None = None) -> Outcome[AtSuperior]:
        """Let a superior unit decide or return; its document is numbered once the rules let it pass."""
        now = self.load_superior(case)
        if self._fresh(command) and expected in {None, now.version}:
            decide_above(now.state, command)
            number = self.papers.number(now.state.facts.division, SUPERIOR, local_day(command.meta.now))
            command = replace(command, document_no=number)
        return self.do_superior(case, command, expected)

    def _fresh(self, command: Command) -> bool:
        return self.journal.store.by_command(command.meta.command_id) is None

    def _numbered(self, review: Review, command: Command) -> Command:
        """Try the rules, then take the numbers that the command's documents need."""
        paper = paper_of(command)
        assert paper is not None
        decide(review, command)
        field, kind = paper
        division, day = review.facts.division, local_day(command.meta.now)
        numbers: dict[str, Any] = {field: self.papers.number(division, kind, day)}
        if isinstance(command, Decide) and command.outcome == "approved" and review.plan.certificate:
            numbers["certificate_no"] = self.papers.number(division, review.plan.certificate.kind, day)
        return replace(command, **numbers)

    def review_authority(self, department: str) -> str:
        """Tell where to ask for reconsideration of a department's decisions; empty where the register does not say."""
        return self.papers.authority_over(department)

    def officer(self, account: str, department: str, field: str) -> str:
        """Give the account of an officer of a department.

        Raises:
            Rejected: 422 `unknown_officer`: nobody of this department has such an account.
        """
        try:
            staff = self.replica.staff(account)
        except Rejected:
            staff = None
        if staff is None or staff.unit != department or staff.role not in ("reviewer", "approver"):
            told = f"{account} is no officer of this department"
            raise Rejected("unknown_officer", told, "S2.1d", status=422, errors={field: told})
        return account

    def calendar(self, division: str = "") -> Calendar:
        """Give the calendar of the register, seen from a jurisdiction."""
        return self.replica.calendar(division)
