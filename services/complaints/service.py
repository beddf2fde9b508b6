"""The complaints service put together: stores, views, register, vault, numbers. Web and worker share it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pymongo import MongoClient
from pymongo.database import Database

from services.complaints.complaints import views as complaint_views
from services.complaints.complaints.decider import COMPLAINTS
from services.complaints.complaints.state import Complaint
from services.complaints.known_cases import KnownCases
from services.complaints.limits import hold
from services.complaints.limits.reading import read as read_limits
from services.complaints.ratings import views as rating_views
from services.complaints.ratings.decider import RATINGS
from services.complaints.ratings.devices import Devices
from services.complaints.ratings.state import Rating
from services.complaints.reconsiderations import views as remedy_views
from services.complaints.reconsiderations.decider import LITIGATIONS, RECONSIDERATIONS
from services.complaints.reconsiderations.state import Litigation, Reconsideration
from services.complaints.tries import tries
from shared.config import Settings
from shared.contracts import Command, Rejected
from shared.contracts.streams import key_of
from shared.journal.handle import Journal, Loaded, Outcome
from shared.journal.mongo_store import MongoStore, connect, durable
from shared.journal.views import View
from shared.numbers.query_codes import QueryCodes
from shared.privacy import Vault
from shared.privacy.looks import Looks
from shared.privacy.opening import opened_vault
from shared.replica import Replica
from shared.sequences import Sequences
from shared.timekeeping import Calendar, Clock, RealClock
from shared.web.throttle import Throttle


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaints:
    """What the service's requests and loops reach.

    Attributes:
        journal: the write side.
        complaints: the handlers' list, a read model of complaints.
        ratings: a read model of ratings.
        reconsiderations, litigations: read models of the register of remedies.
        cases: which case belongs to which department.
        replica: the service's copy of the register.
        devices: where ratings come from, as salted hashes.
        vault: seals and opens what people write.
        looks: who saw in clear what people wrote.
        codes: the query codes beside numbers.
        tries: slows down whoever guesses them.
        sequences: running numbers of complaints.
    """

    settings: Settings
    clock: Clock
    database: Database[dict[str, Any]]
    journal: Journal
    complaints: View[Complaint]
    ratings: View[Rating]
    reconsiderations: View[Reconsideration]
    litigations: View[Litigation]
    cases: KnownCases
    replica: Replica
    devices: Devices
    vault: Vault
    looks: Looks
    codes: QueryCodes
    tries: Throttle
    sequences: Sequences

    @classmethod
    def open(
        cls, settings: Settings, *, clock: Clock | None = None, client: MongoClient[dict[str, Any]] | None = None
    ) -> Complaints:
        """Connect to the stores the settings name, and see that their indexes are there.

        Args:
            settings: of the process.
            clock: the machine's unless given.
            client: a connection to use; a new one unless given.

        Raises:
            BadLimits: the installation's own limits cannot be used; nothing is opened.
        """
        hold(read_limits(settings.complaint_limits_file))
        client = client or connect(settings.mongodb_uri)
        database = durable(client, settings.database_of("complaints"))
        store, replica, codes = MongoStore(database), Replica(database), QueryCodes(settings.master_key)
        guesses = tries(database, settings)
        guesses.prepare()
        store.prepare()
        replica.prepare()
        complaint_views.prepare(database["complaints"])
        rating_views.prepare(database["ratings"])
        for name in ("reconsiderations", "litigations"):
            remedy_views.prepare(database[name])
        journal = Journal(store, "complaints")
        looks = Looks(journal, database["looks"], "complaints")
        looks.prepare()
        return cls(
            settings=settings,
            clock=clock or RealClock(),
            database=database,
            journal=journal,
            complaints=View(database["complaints"], COMPLAINTS, complaint_views.project),
            ratings=View(database["ratings"], RATINGS, rating_views.project),
            reconsiderations=View(database["reconsiderations"], RECONSIDERATIONS, remedy_views.project),
            litigations=View(database["litigations"], LITIGATIONS, remedy_views.project_litigation),
            cases=KnownCases(database["known_cases"], codes),
            replica=replica,
            devices=Devices(database["staff_devices"], settings.master_key, clock or RealClock()),
            vault=opened_vault(client, settings),
            looks=looks,
            codes=codes,
            tries=guesses,
            sequences=Sequences(database),
        )

    def ping(self) -> None:
        """Reach the database, or raise what it raises."""
        self.database.client.admin.command("ping")

    def calendar(self, division: str) -> Calendar:
        """Give the working-day calendar as the register publishes it, seen from a jurisdiction."""
        return self.replica.calendar(division)

    def load(self, number: str) -> Loaded[Complaint]:
        """Fold a complaint."""
        return self.journal.load(COMPLAINTS, number)

    def handle(
        self,
        number: str,
        command: Command,
        case_no: str = "",
        expected: int | None = None,
        claims: Sequence[str] = (),
    ) -> Outcome[Complaint]:
        """Do a command to a complaint, once, and bring the list up to it.

        Args:
            number: the complaint's.
            command: what is asked.
            case_no: the case complained of; its log order is shared.
            expected: the version the caller has seen.
            claims: what only one complaint may hold, as `Journal.execute` takes it.
        """
        outcome = self.journal.execute(
            COMPLAINTS, number, command, case=case_no or number, expected=expected, claims=claims
        )
        done = key_of(outcome.commit.stream) if outcome.commit else number  # said before: under its first number
        self.complaints.refresh(done, outcome)
        self._note_simulated(done, outcome)
        return outcome

    def _note_simulated(self, number: str, outcome: Outcome[Complaint]) -> None:
        """A complaint on a virtual calendar has its own present, its newest commit; the real clock leaves it alone."""
        if outcome.commit is not None and outcome.commit.envelope().clock == "simulated":
            then = {"$set": {"simulated_until": outcome.commit.recorded_at.isoformat()}}
            self.complaints.collection.update_one({"_id": number}, then)

    def rate(self, case_no: str, command: Command, expected: int | None = None) -> Outcome[Rating]:
        """Do a command to a case's rating, once, and bring the list up to it, also after a refusal that is recorded."""
        try:
            outcome = self.journal.execute(RATINGS, case_no, command, expected=expected)
        except Rejected as refusal:
            if refusal.records:
                self.ratings.repair(self.journal, case_no)
            raise
        self.ratings.refresh(case_no, outcome)
        if outcome.commit is not None and outcome.commit.envelope().clock == "simulated":
            self.ratings.collection.update_one({"_id": case_no}, {"$set": {"simulated": True}})
        return outcome

    def remedy(
        self,
        number: str,
        command: Command,
        case_no: str = "",
        expected: int | None = None,
        claims: Sequence[str] = (),
    ) -> Outcome[Reconsideration]:
        """Do a command to a reconsideration, once, and bring the register up to it; `claims` as `Journal.execute`."""
        outcome = self.journal.execute(
            RECONSIDERATIONS, number, command, case=case_no or number, expected=expected, claims=claims
        )
        self.reconsiderations.refresh(number, outcome)
        if outcome.commit is not None and outcome.commit.envelope().clock == "simulated":
            self.reconsiderations.collection.update_one({"_id": number}, {"$set": {"simulated": True}})
        return outcome

    def lawsuit(
        self,
        number: str,
        command: Command,
        case_no: str = "",
        expected: int | None = None,
        claims: Sequence[str] = (),
    ) -> Outcome[Litigation]:
        """Do a command to a lawsuit, once, and bring the register up to it; `claims` as `Journal.execute`."""
        outcome = self.journal.execute(
            LITIGATIONS, number, command, case=case_no or number, expected=expected, claims=claims
        )
        self.litigations.refresh(number, outcome)
        return outcome
