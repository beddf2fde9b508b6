"""The rules of a complaint, each named as it reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from services.complaints.complaints.commands import (
    AssignComplaint,
    CloseComplaint,
    FileComplaint,
    RecalculateComplaint,
    ReplyToComplaint,
)
from services.complaints.complaints.decide import decide
from services.complaints.complaints.state import Complaint, Status, evolve
from shared.contracts import Actor
from shared.contracts.complaints import (
    ComplaintAccepted,
    ComplaintAssigned,
    ComplaintClosed,
    ComplaintFiled,
    ComplaintInvestigated,
    ComplaintRecalculated,
    ComplaintReplied,
)
from shared.journal.handle import Decider
from shared.testing.spec import meta_at, spec
from shared.timekeeping import Calendar, LocalDays, official

COMPLAINTS = Decider("complaint", Complaint, decide, evolve)
CITIZEN = Actor("anyone", "public")
HANDLER = Actor("handler-1", "complaint_handler", "center")
NOW = "2026-09-28T10:00:00+08:00"

FILED = ComplaintFiled(
    case_no="",
    department="dep-zr",
    division="520422103",
    item="",
    conduct="attitude",
    person="p1",
    text="sealed-text",
    contact="sealed-contact",
    due=date(2026, 10, 10),
    filed_on=date(2026, 9, 28),
    filed_at=datetime.fromisoformat(NOW),
    accept_due=date(2026, 9, 29),
    decide_due=date(2026, 10, 10),
    limits="limits@1.0.0",
)
ACCEPTED = ComplaintAccepted(accepted_on=date(2026, 9, 28), in_time=True, due=date(2026, 10, 10))
ASSIGNED = ComplaintAssigned(handler="handler-1")
REPLIED = ComplaintReplied(reply="sealed-reply", replied_on=date(2026, 9, 28))
CLOSED = ComplaintClosed(
    outcome="substantiated",
    department="dep-zr",
    conduct="attitude",
    division="520422103",
    closed_on=date(2026, 9, 28),
    due=date(2026, 10, 10),
)


def file(moment: str = NOW) -> FileComplaint:
    return FileComplaint(
        meta=meta_at(moment, CITIZEN),
        case_no="",
        department="dep-zr",
        division="520422103",
        item="",
        conduct="attitude",
        person="p1",
        text="sealed-text",
        contact="sealed-contact",
        calendar=official(),
    )


def assign(handler: str = "handler-1", role: str = "complaint_handler", unit: str = "center") -> AssignComplaint:
    return AssignComplaint(meta=meta_at(NOW, HANDLER), handler=handler, handler_role=role, handler_unit=unit)


def reply(actor: Actor = HANDLER) -> ReplyToComplaint:
    return ReplyToComplaint(meta=meta_at(NOW, actor), reply="sealed-reply")


def close(actor: Actor = HANDLER) -> CloseComplaint:
    return CloseComplaint(meta=meta_at(NOW, actor), outcome="substantiated")


FOUND = ComplaintInvestigated(finding="sealed", statement="", investigated_on=date(2026, 9, 28), by="handler-1")


def test_anyone_may_complain_and_it_is_due_five_working_days_later_over_the_national_holiday() -> None:
    spec(COMPLAINTS).when(file()).then(FILED)


def test_a_complaint_at_the_end_of_the_known_calendars_says_its_last_day_may_move() -> None:
    (fact,) = spec(COMPLAINTS).when(file("2026-12-30T10:00:00+08:00")).then_types("complaint.filed")
    assert isinstance(fact, ComplaintFiled)
    assert fact.due.year == 2027
    assert fact.provisional


def test_a_number_is_given_once() -> None:
    spec(COMPLAINTS).given(FILED).when(file()).rejected("already_filed")


def test_giving_a_complaint_to_a_handler_takes_it_on() -> None:
    spec(COMPLAINTS).given(FILED).when(assign()).then(ACCEPTED, ASSIGNED)
    spec(COMPLAINTS).given(FILED, ACCEPTED).when(assign()).then(ASSIGNED)


def test_giving_it_to_the_same_handler_again_changes_nothing() -> None:
    spec(COMPLAINTS).given(FILED, ASSIGNED).when(assign()).then()


def test_a_complaint_may_be_given_to_another_handler_before_the_reply() -> None:
    expected = ComplaintAssigned(handler="handler-2")
    spec(COMPLAINTS).given(FILED, ACCEPTED, ASSIGNED).when(assign(handler="handler-2")).then(expected)
    spec(COMPLAINTS).given(FILED, ASSIGNED, REPLIED).when(assign(handler="handler-2")).rejected("already_replied")


def test_nobody_handles_a_complaint_about_their_own_unit() -> None:
    spec(COMPLAINTS).given(FILED).when(assign(unit="dep-zr")).rejected("own_unit", basis="S2.9b")


def test_nobody_of_the_unit_complained_of_says_who_handles_it() -> None:
    insider = Actor("handler-zr", "complaint_handler", "dep-zr")
    command = AssignComplaint(
        meta=meta_at(NOW, insider), handler="handler-1", handler_role="complaint_handler", handler_unit="center"
    )
    spec(COMPLAINTS).given(FILED).when(command).rejected("own_unit", basis="S2.9b")


def test_only_a_complaint_handler_handles_complaints() -> None:
    spec(COMPLAINTS).given(FILED).when(assign(role="window_clerk")).rejected("not_a_handler")


def test_the_handler_replies_and_then_closes_with_an_outcome() -> None:
    spec(COMPLAINTS).given(FILED, ASSIGNED).when(reply()).then(REPLIED)
    spec(COMPLAINTS).given(FILED, ASSIGNED, FOUND, REPLIED).when(close()).then(CLOSED)


def test_a_complaint_is_not_closed_before_a_reply() -> None:
    spec(COMPLAINTS).given(FILED, ASSIGNED).when(close()).rejected("reply_first", basis="S2.1c")


def test_nobody_replies_before_it_is_assigned() -> None:
    spec(COMPLAINTS).given(FILED).when(reply()).rejected("not_assigned")


def test_only_its_handler_replies_and_closes() -> None:
    other = Actor("handler-2", "complaint_handler", "center")
    spec(COMPLAINTS).given(FILED, ASSIGNED).when(reply(other)).rejected("not_the_handler")
    spec(COMPLAINTS).given(FILED, ASSIGNED, REPLIED).when(close(other)).rejected("not_the_handler")


def test_a_closed_complaint_takes_nothing_more() -> None:
    closed = spec(COMPLAINTS).given(FILED, ASSIGNED, REPLIED, CLOSED)
    closed.when(assign()).rejected("complaint_closed")
    closed.when(reply()).rejected("complaint_closed")
    closed.when(close()).rejected("complaint_closed")


def test_nothing_is_done_to_a_complaint_that_was_never_filed() -> None:
    spec(COMPLAINTS).when(assign()).rejected("no_complaint")
    spec(COMPLAINTS).when(reply()).rejected("no_complaint")
    spec(COMPLAINTS).when(close()).rejected("no_complaint")


def test_the_state_tells_where_the_complaint_stands() -> None:
    stages = [spec(COMPLAINTS).given(*(FILED, ASSIGNED, REPLIED, CLOSED)[:n]).state().status for n in range(5)]
    assert stages == [Status.NEW, Status.FILED, Status.ASSIGNED, Status.REPLIED, Status.CLOSED]


def test_a_recount_keeps_both_days_and_happens_once() -> None:
    local = LocalDays("520422", frozenset({date(2026, 9, 29)}))
    there = Calendar(official().years, (local,), "520422103")
    again = RecalculateComplaint(meta=meta_at(NOW), cause="local_days/520422-2026@1", calendar=there)
    day = ComplaintRecalculated(
        cause=again.cause,
        before=FILED.due,
        due=date(2026, 10, 12),
        accept_due=date(2026, 9, 30),
        decide_due=date(2026, 10, 12),
    )
    spec(COMPLAINTS).given(FILED).when(again).then(day)
    spec(COMPLAINTS).given(FILED, day).when(again).then()
    spec(COMPLAINTS).given(FILED, ASSIGNED, REPLIED, CLOSED).when(again).then()
    spec(COMPLAINTS).given(replace(FILED, filed_on=None)).when(again).then()
    spec(COMPLAINTS).when(again).then()
