"""The intake service put together: stores, register, vault, numbers, accounts. Web and worker share it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol, TypeVar

from pymongo import MongoClient
from pymongo.collection import Collection
from pymongo.database import Database

from services.intake.accounts.accounts import Accounts
from services.intake.administration.staging import Staging
from services.intake.appointments import views as appointments
from services.intake.appointments.places import Places
from services.intake.appointments.state import Appointment
from services.intake.cases import views
from services.intake.cases.claims import Claims
from services.intake.cases.commands import CaseCommand
from services.intake.cases.decider import CASES
from services.intake.cases.moved import MovedDates
from services.intake.cases.state import Case
from services.intake.documents import views as documents
from services.intake.documents.state import Document
from services.intake.erasures.views import Erasures
from services.intake.escorts import views as escorts
from services.intake.escorts.state import Escort
from services.intake.hall_limits import HallLimits
from services.intake.hall_limits import read as hall_limits
from services.intake.hall_views import HallViews
from services.intake.items.files import Files
from services.intake.items.search import Search
from services.intake.mandates import views as mandates
from services.intake.mandates.state import Mandate
from services.intake.materials import views as materials
from services.intake.materials.drafts import Drafts as MaterialDrafts
from services.intake.materials.keeping import Keeping
from services.intake.materials.state import Material
from services.intake.messages.outbox import Outbox
from services.intake.numbering import Numbering
from services.intake.offline import views as offline
from services.intake.offline.state import Device, Packet
from services.intake.portal.drafts import Drafts
from services.intake.progress.attempts import attempts, checks
from services.intake.progress.walked import Walked
from services.intake.proxies import views as proxies
from services.intake.proxies.state import Proxy
from services.intake.queue import views as queue
from services.intake.queue.state import Ticket
from services.intake.registry.recent import Recent
from services.intake.registry.register import Register
from services.intake.sheets import views as sheets
from services.intake.sheets.state import Sheet
from services.intake.terminal.sessions import Sessions
from shared.config import Settings
from shared.contracts import Rejected
from shared.contracts.streams import key_of
from shared.journal.handle import Journal, Outcome
from shared.journal.mongo_store import MongoStore, connect, durable
from shared.journal.views import View
from shared.numbers.query_codes import QueryCodes
from shared.privacy import Vault
from shared.privacy.looks import Looks
from shared.privacy.opening import opened_vault
from shared.privacy.sealed_box import SealedBox
from shared.replica import Replica
from shared.sequences import Sequences
from shared.timekeeping import Calendar, Clock, RealClock
from shared.web.throttle import Throttle

LISTS = (
    *(views, sheets, queue, proxies, offline),
    *(appointments, mandates, escorts, documents, materials),
)
"""The read models whose indexes are to be there before anything is asked."""


class Prepared(Protocol):
    """A store with indexes of its own."""

    def prepare(self) -> None: ...


P = TypeVar("P", bound=Prepared)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What intake's requests and loops reach.

    Attributes:
        journal: the write side.
        cases: the read model of cases.
        moved: last days that moved after acceptance, as approval told them.
        replica: the register, newest and by version.
        register: the register's write side.
        vault: seals and opens personal data.
        numbering: case and document numbers.
        codes: query codes printed on receipts.
        claims: what an application claims, so that two requests in one instant make one case.
        accounts: who may sign in.
        beats: the last heartbeat of each window.
        files: the bytes of blank forms and samples.
        search: finds items by what people type.
        sheets: the read model of notice sheets.
        devices: the read model of village points' devices.
        packets: the read model of packets that village points brought in.
        box: opens what a device without a line sealed for us.
        outbox: messages to people, with what they wish about them.
        limits: what a hall's day is measured by.
        sequences: running numbers, of the queue for example.
        tickets: the read model of the queue.
        proxies: the read model of village proxies.
        mandates: the read model of mandates.
        escorts: the read model of escorts.
        looks: who saw whose personal data in clear.
        erasures: whose key was deleted, with its certificate.
        walked: what happened to cases outside intake, as applicants may know it.
        sessions: people before the halls' terminals.
        drafts: applications begun and not handed in yet.
        proofs: which accounts have proved whose they are; pseudonyms.
        attempts: wrong query codes, so that nobody guesses at leisure.
        checks: wrong check codes of papers, likewise.
        appointments: the read model of appointments.
        places: the places of appointments that are taken.
        documents: the read model of written documents.
        hall: the read models of home visits, the special channel and questions.
        materials: the read model of files and originals.
        material_bytes: where their encrypted bytes lie.
        drafts_of_materials: uploads that were not handed in yet.
    """

    settings: Settings
    clock: Clock
    database: Database[dict[str, Any]]
    journal: Journal
    cases: View[Case]
    moved: MovedDates
    replica: Replica
    register: Register
    vault: Vault
    numbering: Numbering
    codes: QueryCodes
    claims: Claims
    accounts: Accounts
    beats: Collection[dict[str, Any]]
    files: Files
    search: Search
    sheets: View[Sheet]
    devices: View[Device]
    packets: View[Packet]
    box: SealedBox
    outbox: Outbox
    limits: HallLimits
    sequences: Sequences
    tickets: View[Ticket]
    proxies: View[Proxy]
    mandates: View[Mandate]
    escorts: View[Escort]
    looks: Looks
    erasures: Erasures
    walked: Walked
    proofs: Collection[dict[str, Any]]
    attempts: Throttle
    checks: Throttle
    appointments: View[Appointment]
    places: Places
    drafts: Drafts
    documents: View[Document]
    hall: HallViews
    sessions: Sessions
    materials: View[Material]
    material_bytes: Keeping
    drafts_of_materials: MaterialDrafts

    @classmethod
    def open(
        cls, settings: Settings, *, clock: Clock | None = None, client: MongoClient[dict[str, Any]] | None = None
    ) -> Intake:
        """Connect to the stores the settings name, and see that their indexes are there.

        Args:
            settings: of the process.
            clock: the machine's unless given.
            client: a connection to use; a new one unless given.
        """
        client, clock = client or connect(settings.mongodb_uri), clock or RealClock()
        database = durable(client, settings.database_of("intake"))
        for lists in LISTS:
            lists.prepare(database)
        _ready(Staging(database))
        journal, replica = Journal(_ready(MongoStore(database)), "intake"), _ready(Replica(database))
        vault = opened_vault(client, settings)
        drafts = _ready(Drafts(database["drafts"], vault))
        idle = timedelta(seconds=settings.terminal_idle_seconds)
        return cls(
            settings=settings,
            clock=clock,
            database=database,
            journal=journal,
            cases=views.case_view(database),
            moved=MovedDates(database["moved_dates"]),
            replica=replica,
            register=Register(journal, replica, Recent(replica)),
            vault=vault,
            numbering=Numbering(Sequences(database)),
            codes=QueryCodes(settings.master_key),
            claims=Claims(settings.master_key),
            accounts=Accounts(database["credentials"], replica.staff, clock, settings.demo),
            beats=database["heartbeats"],
            files=Files(database),
            search=_ready(Search(database, replica)),
            sheets=sheets.sheet_view(database),
            devices=offline.device_view(database),
            packets=offline.packet_view(database),
            box=SealedBox(settings.master_key),
            outbox=_ready(Outbox(database)),
            limits=hall_limits(settings.hall_limits),
            sequences=Sequences(database),
            tickets=queue.ticket_view(database),
            proxies=proxies.proxy_view(database),
            mandates=mandates.mandate_view(database),
            escorts=escorts.escort_view(database),
            looks=_ready(Looks(journal, database["looks"])),
            erasures=_ready(Erasures(database, vault)),
            walked=_ready(Walked(database["walked"])),
            drafts=drafts,
            sessions=_ready(Sessions(database["terminal_sessions"], drafts, idle)),
            proofs=database["account_proofs"],
            attempts=_ready(attempts(database, settings)),
            checks=checks(database, settings),
            appointments=appointments.appointment_view(database),
            places=Places(database),
            documents=documents.document_view(database),
            hall=HallViews.of(database),
            materials=materials.material_view(database),
            material_bytes=Keeping(database),
            drafts_of_materials=_ready(MaterialDrafts(database, vault)),
        )

    def ping(self) -> None:
        """Reach the database, or raise what it raises."""
        self.database.client.admin.command("ping")

    def do(
        self,
        case_no: str,
        command: CaseCommand,
        expected: int | None = None,
        *,
        fresh: bool = False,
        claims: Sequence[str] = (),
    ) -> Outcome[Case]:
        """Do a command to a case, once, and bring the read model up to it. `fresh`: the number was made just now.

        Raises:
            Rejected, Claimed, Conflict, KeyReused: as `Journal.execute`.
        """
        try:
            outcome = self.journal.execute(CASES, case_no, command, expected=expected, fresh=fresh, claims=claims)
        except Rejected as refusal:
            if refusal.records:
                self.cases.repair(self.journal, case_no)
            raise
        key = key_of(outcome.commit.stream) if outcome.commit else case_no
        self.cases.refresh(key, outcome)
        return outcome

    def calendar(self, division: str = "") -> Calendar:
        """Give the working-day calendar as the register publishes it, seen from a jurisdiction."""
        return self.replica.calendar(division)


def _ready(store: P) -> P:
    """Give a store once its indexes are there."""
    store.prepare()
    return store
