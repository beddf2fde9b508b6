"""Lives of cases as sealed commits, for the tests of metrics: real contract events, real chains, no services."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Literal

from shared.contracts import Actor, Event, Meta
from shared.contracts.approval import Dates, ReviewDecided, ReviewOpened, ReviewSuspended, StepCompleted
from shared.contracts.attendance import ShiftCheckedIn
from shared.contracts.cards import CardCorrected, CardIssued
from shared.contracts.complaints import ComplaintClosed, ComplaintFiled, RatingInvited, RatingSubmitted
from shared.contracts.intake import (
    Applicant,
    CaseAccepted,
    CaseCompleted,
    CaseDelivered,
    CaseReceived,
    CaseRefused,
    CaseWithdrawn,
)
from shared.contracts.limits import TimeLimit
from shared.contracts.streams import category_of, topic_of
from shared.journal.bus import Record
from shared.journal.chain import GENESIS
from shared.journal.commit import Commit, seal

CLERK = Actor("clerk-1", "window_clerk", "dep-zr")
OWNERS = {
    "connectivity": "intake",
    "attendance": "intake",
    "case": "intake",
    "review": "approval",
    "card": "approval",
    "complaint": "complaints",
    "material": "intake",
    "proxy": "intake",
    "rating": "complaints",
}
TEN = TimeLimit(10, "working_days")
TWENTY = TimeLimit(20, "working_days")


def case_no(day: str = "2026-10-12", serial: int = 1, division: str = "520402109") -> str:
    """Give a case number of 23 digits; its check digit is not looked at by metrics."""
    return f"{division}{day.replace('-', '')}{serial:05d}0"


def at(day: str, clock: str = "09:00") -> datetime:
    """Give a local moment."""
    return datetime.fromisoformat(f"{day}T{clock}:00+08:00")


class Story:
    """One case's commits over all its streams, in the order they were made."""

    def __init__(self, case: str = "", department: str = "dep-zr", item: str = "item-13", hall: str = "H-520402109"):
        self.case = case or case_no()
        self.department = department
        self.item = item
        self.hall = hall
        self.commits: list[Commit] = []

    @property
    def division(self) -> str:
        return self.case[:9]

    def add(
        self, stream: str, moment: datetime, *events: Event, actor: Actor = CLERK, occurred: datetime | None = None
    ) -> Story:
        """Commit events to a stream, one second after the commit before."""
        mine = self.of(stream)
        recorded = max([moment, *(c.recorded_at + timedelta(seconds=1) for c in mine[-1:])])
        meta = Meta(
            command_id=str(uuid.uuid5(uuid.NAMESPACE_OID, f"{stream}@{len(mine) + 1}")),
            actor=actor,
            now=recorded,
            occurred_at=occurred or recorded,
        )
        commit = seal(
            stream=stream,
            version=len(mine) + 1,
            case=self.case,
            source=OWNERS[category_of(stream)],
            meta=meta,
            recorded_at=recorded,
            prev=mine[-1].hash if mine else GENESIS,
            facts=events,
        )
        self.commits.append(commit)
        return self

    def of(self, stream: str) -> list[Commit]:
        """Give one stream's commits."""
        return [c for c in self.commits if c.stream == stream]

    def received(
        self,
        day: str = "2026-10-12",
        kind: Literal["instant", "promised"] = "promised",
        follows: str = "",
        assessed_due: str = "",
        promised: TimeLimit = TEN,
    ) -> Story:
        event = CaseReceived(
            item=self.item,
            item_version=1,
            item_name="农村宅基地批准",
            kind=kind,
            department=self.department,
            hall=self.hall,
            window="w-1",
            division=self.division,
            channel="window",
            applicant=Applicant("person-1", "1", "sealed-name", "sealed-id", "sealed-phone"),
            materials=("m-1",),
            promised=promised if kind == "promised" else TimeLimit(0, "same_day"),
            statutory=TWENTY,
            received_at=at(day),
            follows=follows,
            assessed_due=date.fromisoformat(assessed_due) if assessed_due else None,
        )
        return self.add(f"case/{self.case}", at(day), event)

    def accepted(
        self,
        day: str = "2026-10-12",
        due: str = "2026-10-26",
        manner: Literal["clerk", "deemed"] = "clerk",
        recorded: str = "",
    ) -> Story:
        """Accepted on a day, which `recorded` told later where it is given."""
        event = CaseAccepted(
            accepted_on=date.fromisoformat(day),
            receipt_no=f"{self.division}SL2026000001",
            manner=manner,
            promised_due=date.fromisoformat(due),
            statutory_due=date.fromisoformat(due),
            provisional=False,
            calendar=("2026:official",),
            item=self.item,
            item_version=1,
            department=self.department,
            division=self.division,
            promised=TEN,
            statutory=TWENTY,
            review_points=("p-1",),
        )
        self.add(f"case/{self.case}", at(recorded or day, "09:30"), event)
        return self._opened(day, due)

    def _opened(self, day: str, due: str) -> Story:
        event = ReviewOpened(
            item=self.item,
            item_version=1,
            department=self.department,
            division=self.division,
            accepted_on=date.fromisoformat(day),
            promised=TEN,
            statutory=TWENTY,
            promised_due=date.fromisoformat(due),
            statutory_due=date.fromisoformat(due),
            review_points=("p-1",),
        )
        return self.add(f"review/{self.case}", at(day, "09:31"), event, actor=Actor("open-review", "system"))

    def recounted(self, due: str, day: str = "2026-10-14") -> Story:
        """A special procedure began on a day and moved the promise to another."""
        event = ReviewSuspended(
            procedure="inspection",
            notice_no=f"{self.division}TB2026000001",
            told_on=date.fromisoformat(day),
            needed=TEN,
            started_on=date.fromisoformat(day),
            resumes_by=date.fromisoformat(due),
            dates=Dates(date.fromisoformat(due), date.fromisoformat(due)),
        )
        return self.add(f"review/{self.case}", at(day, "09:45"), event)

    def step(self, day: str) -> Story:
        event = StepCompleted(step="material", points=("p-1",), passed=True, finding="材料齐全，符合要求")
        return self.add(f"review/{self.case}", at(day, "10:00"), event)

    def decided(self, day: str = "2026-10-20", outcome: Literal["approved", "refused"] = "approved") -> Story:
        event = ReviewDecided(
            outcome=outcome,
            document_no="520402109JD2026000001",
            decided_at=at(day, "16:00"),
            reasons="符合条件",
            basis="土地管理法62",
            review_authority="西秀区人民政府",
        )
        return self.add(f"review/{self.case}", at(day, "16:00"), event)

    def completed(self, day: str = "2026-10-12", due: str = "2026-10-12") -> Story:
        event = CaseCompleted(result="已登记", completed_on=date.fromisoformat(day), due=date.fromisoformat(due))
        return self.add(f"case/{self.case}", at(day, "10:00"), event)

    def delivered(self, day: str = "2026-10-21") -> Story:
        event = CaseDelivered(
            manner="window",
            delivered_on=date.fromisoformat(day),
            department=self.department,
            item=self.item,
            division=self.division,
        )
        self.add(f"case/{self.case}", at(day, "11:00"), event)
        invited = RatingInvited(
            department=self.department,
            item=self.item,
            division=self.division,
            delivered_on=date.fromisoformat(day),
        )
        return self.add(f"rating/{self.case}", at(day, "11:01"), invited, actor=Actor("invite-rating", "system"))

    def carded(self, kind: Literal["warn", "yellow", "red"], day: str, number: int = 1) -> Story:
        event = CardIssued(
            card=number,
            kind=kind,
            cause="near_due" if kind == "warn" else "promised_overdue",
            department=self.department,
            division=self.division,
            item=self.item,
            triggered_at=at(day, "00:00"),
            issued_at=at(day, "00:00"),
            due=date.fromisoformat(day),
            rules="cards@1.0.0",
        )
        return self.add(f"card/{self.case}", at(day, "00:00"), event, actor=Actor("cards", "system"))

    def card_corrected(self, number: int, day: str) -> Story:
        event = CardCorrected(card=number, ground="error", reasons="发牌有误")
        return self.add(f"card/{self.case}", at(day), event, actor=Actor("auditor", "auditor"))

    def rated(self, grade: int, day: str = "2026-10-22") -> Story:
        return self.add(
            f"rating/{self.case}", at(day), RatingSubmitted(grade=grade, channel="phone", comment="sealed-comment")
        )

    def refused(self, day: str = "2026-10-12") -> Story:
        event = CaseRefused(document_no="BY1", reasons="不属于本机关职权", basis="许可法32", review_authority="西秀区")
        return self.add(f"case/{self.case}", at(day, "09:40"), event)

    def withdrawn(self, day: str, confirmed: bool) -> Story:
        return self.add(f"case/{self.case}", at(day, "15:00"), CaseWithdrawn(reason="不办了", confirmed=confirmed))

    def complained(
        self,
        number: str = "TS1",
        day: str = "2026-10-23",
        kind: Literal["complaint", "report", "hotline"] = "complaint",
        nature: Literal["", "report"] = "",
    ) -> Story:
        event = ComplaintFiled(
            case_no=self.case,
            department=self.department,
            division=self.division,
            item=self.item,
            conduct="delay",
            person="person-1",
            text="sealed-text",
            contact="sealed-contact",
            due=date.fromisoformat(day) + timedelta(days=7),
            kind=kind,
            nature=nature,
        )
        return self.add(f"complaint/{number}", at(day, "14:00"), event)

    def complaint_closed(
        self,
        number: str = "TS1",
        day: str = "2026-10-27",
        outcome: Literal["substantiated", "partly", "unsubstantiated"] = "substantiated",
        against: str = "",
    ) -> Story:
        event = ComplaintClosed(outcome=outcome, department=against or self.department)
        return self.add(f"complaint/{number}", at(day, "14:00"), event)

    def at_work(self, day: str) -> Story:
        """Somebody of the department was at a window of the hall in the morning; the story's key is the hall's day."""
        event = ShiftCheckedIn(
            venue=self.hall,
            day=date.fromisoformat(day),
            half="am",
            post="w-1",
            staff="clerk-1",
            standing="a",
            authorised=True,
            at=at(day, "08:30"),
            due_at=at(day, "08:30"),
            department=self.department,
        )
        return self.add(self.case, at(day, "08:30"), event)

    def streams(self) -> list[list[Commit]]:
        """Give the commits stream by stream."""
        ordered = sorted(self.commits, key=lambda c: c.stream)
        return [list(group) for _, group in itertools.groupby(ordered, key=lambda c: c.stream)]


def whole_life(case: str = "", **about: Any) -> Story:
    """Give a case that ran through everything, in time, rated well, with one complaint found true."""
    story = Story(case, **about).received().accepted().step("2026-10-15").decided().delivered().rated(1)
    return story.complained().complaint_closed()


def records(commits: Iterable[Commit], first: int = 0) -> list[Record]:
    """Give commits as the log would, all in partition 0 of their topic."""
    return [
        Record(topic_of(c.stream), 0, offset, c.case, c.body, bytes.fromhex(c.hash))
        for offset, c in enumerate(commits, first)
    ]
