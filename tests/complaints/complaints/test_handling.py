"""What is done about a complaint, rule by rule: deciding on it, more time, inquiry, outcome, taking it up again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.complaints.complaints import commands as ask
from services.complaints.complaints.state import Complaint, Status
from services.complaints.limits import statements
from shared.contracts import Actor
from shared.contracts import complaints as told
from shared.testing.spec import Spec, meta_at, spec
from shared.timekeeping import official
from tests.complaints.complaints.test_decide import (
    ACCEPTED,
    ASSIGNED,
    CLOSED,
    COMPLAINTS,
    FILED,
    FOUND,
    HANDLER,
    NOW,
    REPLIED,
)

HEAD = Actor("head-1", "government_head")
INSIDER = Actor("insider", "complaint_handler", "dep-zr")
LAST_DAY, TOO_LATE = "2026-10-10T18:00:00+08:00", "2026-10-11T09:00:00+08:00"
ASKED = told.ComplaintExtensionAsked(reason="sealed")
REPORT = replace(FILED, kind="report", confidential=True)
AT_WORK = (FILED, ACCEPTED, ASSIGNED)


def at(*history: Any) -> Spec[Complaint]:
    return spec(COMPLAINTS).given(*history)


def accept(moment: str = NOW, actor: Actor = HANDLER) -> ask.AcceptComplaint:
    return ask.AcceptComplaint(meta=meta_at(moment, actor), calendar=official())


def decline(moment: str = NOW, actor: Actor = HANDLER) -> ask.DeclineComplaint:
    return ask.DeclineComplaint(meta=meta_at(moment, actor), reasons="sealed", basis="信访条例", calendar=official())


def extend(moment: str = NOW, *, granted: bool = True, actor: Actor = HEAD) -> ask.DecideExtension:
    return ask.DecideExtension(meta=meta_at(moment, actor), granted=granted, reason="sealed", calendar=official())


def ask_more(moment: str = NOW) -> ask.AskForExtension:
    return ask.AskForExtension(meta=meta_at(moment, HANDLER), reason="sealed")


def investigate(actor: Actor = HANDLER) -> ask.InvestigateComplaint:
    return ask.InvestigateComplaint(meta=meta_at(NOW, actor), finding="sealed", statement="")


def close(outcome: Any = "substantiated", **more: Any) -> ask.CloseComplaint:
    return ask.CloseComplaint(meta=meta_at(NOW, HANDLER), outcome=outcome, **more)


def reopen(moment: str = NOW, by: Any = "complainant", actor: Actor | None = None) -> ask.ReopenComplaint:
    who = actor or Actor("anyone", "public")
    return ask.ReopenComplaint(meta=meta_at(moment, who), reason="sealed", by=by, calendar=official())


def overdue(what: Any, due: date, today: date) -> ask.NoteOverdue:
    return ask.NoteOverdue(meta=meta_at(f"{today}T00:01:00+08:00"), what=what, due=due, today=today)


def test_the_decision_to_take_it_on_is_in_time_until_the_fifth_working_day() -> None:
    on_time = replace(ACCEPTED, accepted_on=date(2026, 10, 10))
    at(FILED).when(accept(LAST_DAY)).then(on_time)
    at(FILED).when(accept(TOO_LATE)).then(replace(ACCEPTED, accepted_on=date(2026, 10, 11), in_time=False))
    at(FILED, ACCEPTED).when(accept()).rejected("already_accepted")
    at(FILED).when(accept(actor=INSIDER)).rejected("own_unit", basis="S2.9b")


def test_what_is_not_taken_on_has_reasons_and_a_basis_and_ends_there() -> None:
    (fact,) = at(FILED).when(decline()).then_types("complaint.not_accepted")
    assert isinstance(fact, told.ComplaintNotAccepted)
    assert (fact.basis, fact.in_time) == ("信访条例", True)
    at(FILED, fact).when(accept()).rejected("not_taken_on")
    at(FILED, ACCEPTED).when(decline()).rejected("already_accepted")
    at(FILED).when(decline(actor=INSIDER)).rejected("own_unit")
    assert at(FILED, fact).state().status is Status.NOT_ACCEPTED


def test_more_time_is_asked_by_the_handler_and_given_by_the_head_once_and_before_the_last_day_is_over() -> None:
    at(*AT_WORK).when(ask_more(LAST_DAY)).then(ASKED)
    at(*AT_WORK, ASKED).when(ask_more()).rejected("already_asked")
    at(*AT_WORK).when(ask_more(TOO_LATE)).rejected("extension_late")
    at(*AT_WORK).when(extend()).rejected("extension_not_asked")
    given_ = told.ComplaintExtended(
        before=date(2026, 10, 10), due=date(2026, 10, 16), approver="head-1", reason="sealed"
    )
    at(*AT_WORK, ASKED).when(extend(LAST_DAY)).then(given_)
    at(*AT_WORK, ASKED).when(extend(TOO_LATE)).rejected("extension_late")
    at(*AT_WORK, ASKED).when(extend(actor=INSIDER)).rejected("own_unit")
    at(*AT_WORK, ASKED, given_).when(ask_more(LAST_DAY)).rejected("already_extended")
    assert at(*AT_WORK, ASKED, given_).state().due == date(2026, 10, 16)


def test_a_head_may_say_no_and_be_asked_again() -> None:
    no = told.ComplaintExtensionRefused(approver="head-1", reason="sealed")
    at(*AT_WORK, ASKED).when(extend(granted=False)).then(no)
    at(*AT_WORK, ASKED, no).when(ask_more()).then(ASKED)


def test_only_the_handler_looks_into_it_and_before_the_reply() -> None:
    at(*AT_WORK).when(investigate()).then(FOUND)
    at(*AT_WORK).when(investigate(Actor("handler-2", "complaint_handler"))).rejected("not_the_handler")
    at(*AT_WORK, FOUND, REPLIED).when(investigate()).rejected("already_replied")


def test_what_was_answered_out_of_hand_may_still_be_looked_into_once_and_so_may_end() -> None:
    answered = at(*AT_WORK, REPLIED)
    answered.when(investigate()).then(FOUND)
    answered.given(FOUND).when(close(integrity="bribe")).then_types("complaint.closed")
    answered.given(FOUND).when(investigate()).rejected("already_replied")
    assert answered.given(FOUND).state().status is Status.REPLIED
    stuck = at(REPORT, ACCEPTED, ASSIGNED, REPLIED)
    stuck.given(FOUND).when(close("unsubstantiated")).then_types("complaint.closed")


@pytest.mark.parametrize("outcome", ["substantiated", "partly", "unsubstantiated"])
def test_found_true_partly_or_not_rests_on_an_inquiry_on_record(outcome: str) -> None:
    answered = at(*AT_WORK, REPLIED)
    answered.when(close(outcome)).rejected("investigate_first", basis="S2.1c")
    at(*AT_WORK, FOUND, REPLIED).when(close(outcome)).then_types("complaint.closed")


def test_what_was_found_may_be_put_on_record_with_the_outcome_in_one_act() -> None:
    found = close("partly", finding="sealed")
    answered = at(*AT_WORK, REPLIED)
    looked, closed = answered.when(found).then_types("complaint.investigated", "complaint.closed")
    assert looked == FOUND, "who looked, when, and what they found"
    assert at(*AT_WORK, REPLIED, looked, closed).state().status is Status.CLOSED
    answered.given(FOUND).when(found).rejected("already_replied")
    at(*AT_WORK).when(found).rejected("reply_first")
    answered.when(close("adopted", finding="sealed")).rejected("outcome_not_for_kind")


def test_what_is_helped_along_or_adopted_needs_no_inquiry() -> None:
    for changes, outcome in (({"kind": "cannot_do"}, "resolved"), ({"kind": "suggestion"}, "adopted")):
        at(replace(FILED, **changes), ACCEPTED, ASSIGNED, REPLIED).when(close(outcome)).then_types("complaint.closed")


def test_what_is_taken_up_again_is_looked_into_again_before_it_is_found_true_or_not() -> None:
    (again,) = at(*AT_WORK, FOUND, REPLIED, CLOSED).when(reopen()).then_types("complaint.reopened")
    anew = (*AT_WORK, FOUND, REPLIED, CLOSED, again, ASSIGNED)
    at(*anew, REPLIED).when(close("unsubstantiated")).rejected("investigate_first")
    at(*anew, FOUND, REPLIED).when(close("unsubstantiated")).then_types("complaint.closed")
    assert at(*anew, FOUND).state().investigations == 2


def test_nobody_looked_into_it_before_it_was_filed_or_will_have_tomorrow() -> None:
    def on(day: date) -> ask.InvestigateComplaint:
        return replace(investigate(), meta=meta_at(LAST_DAY, HANDLER), on=day)

    at(*AT_WORK).when(on(date(2026, 9, 28))).then(FOUND)
    at(*AT_WORK).when(on(date(2026, 9, 27))).rejected("wrong_order")
    at(*AT_WORK).when(on(date(2026, 10, 11))).rejected("future_day")


def test_one_closed_before_findings_were_asked_for_is_read_as_it_was() -> None:
    old = at(*AT_WORK, REPLIED, CLOSED).state()
    assert (old.status, old.outcome, old.looked_into) == (Status.CLOSED, "substantiated", False)


def test_a_breach_of_integrity_rests_on_an_inquiry_and_on_what_was_found_true() -> None:
    answered = at(*AT_WORK, REPLIED)
    answered.when(close(integrity="bribe")).rejected("investigate_first", basis="D-3")
    looked_into = at(*AT_WORK, FOUND, REPLIED)
    looked_into.when(close("unsubstantiated", integrity="bribe")).rejected("integrity_unfounded")
    (fact,) = looked_into.when(close(integrity="bribe", conduct="bribe", staff="clerk-zr")).then_types(
        "complaint.closed"
    )
    assert isinstance(fact, told.ComplaintClosed)
    assert (fact.integrity, fact.conduct, fact.staff) == ("bribe", "bribe", "clerk-zr")


def test_a_report_is_looked_into_before_it_is_answered_and_closed() -> None:
    answer = ask.ReplyToComplaint(meta=meta_at(NOW, HANDLER), reply="sealed")
    at(REPORT, ACCEPTED, ASSIGNED).when(answer).rejected("investigate_first", basis="S2.9b")
    at(REPORT, ACCEPTED, ASSIGNED, FOUND).when(answer).then_types("complaint.replied")
    at(REPORT, ACCEPTED, ASSIGNED, REPLIED).when(close("unsubstantiated")).rejected("investigate_first")
    at(REPORT, ACCEPTED, ASSIGNED, FOUND, REPLIED).when(close("unsubstantiated")).then_types("complaint.closed")


@pytest.mark.parametrize(
    ("changes", "fits", "not_"),
    [
        ({}, "partly", "adopted"),
        ({"kind": "suggestion"}, "adopted", "substantiated"),
        ({"kind": "cannot_do"}, "resolved", "adopted"),
        ({"kind": "hotline", "nature": "consultation"}, "explained", "substantiated"),
        ({"kind": "hotline", "nature": "complaint"}, "substantiated", "adopted"),
        ({"kind": "hotline", "nature": "suggestion"}, "not_adopted", "resolved"),
    ],
)
def test_each_kind_ends_in_its_own_way(changes: Any, fits: str, not_: str) -> None:
    answered = at(replace(FILED, **changes), ACCEPTED, ASSIGNED, FOUND, REPLIED)
    answered.when(close(fits)).then_types("complaint.closed")
    answered.when(close(not_)).rejected("outcome_not_for_kind")


def test_what_is_closed_late_says_so() -> None:
    late = replace(close(), meta=meta_at(TOO_LATE, HANDLER))
    (fact,) = at(*AT_WORK, FOUND, REPLIED).when(late).then_types("complaint.closed")
    assert isinstance(fact, told.ComplaintClosed)
    assert not fact.in_time


def test_a_complainant_may_have_it_taken_up_again_once_within_ten_working_days() -> None:
    ended = at(*AT_WORK, REPLIED, CLOSED)
    (again,) = ended.when(reopen("2026-10-16T09:00:00+08:00")).then_types("complaint.reopened")
    assert isinstance(again, told.ComplaintReopened)
    assert again.due == date(2026, 10, 23)
    ended.when(reopen("2026-10-17T09:00:00+08:00")).rejected("reopen_late")
    ended.given(again, ASSIGNED, REPLIED, CLOSED).when(reopen()).rejected("reopened_before", basis="S2.9b")
    at(*AT_WORK).when(reopen()).rejected("not_closed")
    assert ended.given(again).state().handler == "", "whoever takes it up again is named anew"


def test_an_inspector_may_have_it_taken_up_again_at_any_time_and_the_unit_never() -> None:
    ended = at(*AT_WORK, REPLIED, CLOSED)
    ended.when(reopen("2027-03-01T09:00:00+08:00", "auditor", Actor("auditor", "auditor"))).then_types(
        "complaint.reopened"
    )
    ended.when(reopen(NOW, "handler", INSIDER)).rejected("own_unit")


def test_a_day_that_passed_is_put_on_record_once_and_only_where_it_still_holds() -> None:
    due, after = date(2026, 9, 29), date(2026, 9, 30)
    fact = told.ComplaintOverdue(what="acceptance", due=due, department="dep-zr", division="520422103")
    at(FILED).when(overdue("acceptance", due, after)).then(fact)
    at(FILED).when(overdue("acceptance", due, due)).then()
    at(FILED, fact).when(overdue("acceptance", due, after)).then()
    at(*AT_WORK).when(overdue("acceptance", due, after)).then()
    at(*AT_WORK, REPLIED, CLOSED).when(overdue("closing", FILED.due, date(2026, 10, 11))).then()
    at(*AT_WORK).when(overdue("closing", FILED.due, date(2026, 10, 11))).then_types("complaint.overdue")


def test_an_event_never_leads_to_whoever_reported() -> None:
    filing = ask.FileComplaint(
        meta=meta_at(NOW, Actor("anyone", "public")),
        case_no="",
        department="dep-zr",
        division="520422103",
        item="",
        conduct="bribe",
        person="p1",
        text="sealed",
        contact="",
        calendar=official(),
        kind="report",
        confidential=True,
    )
    spec(COMPLAINTS).when(filing).then_types("complaint.filed")
    spec(COMPLAINTS).when(replace(filing, case_no="1")).rejected("reporter_named", basis="S2.9b")
    by_account = meta_at(NOW, Actor("citizen-7", "citizen"))
    spec(COMPLAINTS).when(replace(filing, meta=by_account)).rejected("reporter_named")


ACTS = st.sampled_from(["accept", "assign", "investigate", "ask", "extend", "reply", "close", "reopen", "transfer"])


@given(st.lists(ACTS, max_size=25), st.data())
def test_whatever_is_done_in_whatever_order_nobody_of_a_unit_once_concerned_ever_handles_it(
    acts: list[str], data: st.DataObject
) -> None:
    """And a complaint is closed only after a reply, by the one it was given to."""
    history: list[Any] = [FILED]
    day = date(2026, 9, 28)
    for act in acts:
        now = f"{day}T09:00:00+08:00"
        who = data.draw(st.sampled_from([HANDLER, INSIDER]))
        made = _made(act, now, who, data)
        answer = spec(COMPLAINTS).given(*history).when(made)
        history += answer.events
        day += timedelta(days=data.draw(st.integers(0, 3)))
    state = spec(COMPLAINTS).given(*history).state()
    assert "unit:dep-zr" in state.concerned
    assert state.handler != INSIDER.id
    if state.status is Status.CLOSED:
        assert state.reply


def _made(act: str, now: str, who: Actor, data: st.DataObject) -> Any:
    meta = meta_at(now, who)
    commands = {
        "accept": lambda: ask.AcceptComplaint(meta=meta, calendar=official()),
        "assign": lambda: ask.AssignComplaint(
            meta=meta, handler=who.id, handler_role="complaint_handler", handler_unit=who.unit
        ),
        "investigate": lambda: replace(investigate(who), meta=meta),
        "ask": lambda: ask.AskForExtension(meta=meta, reason="sealed"),
        "extend": lambda: replace(extend(), meta=meta),
        "reply": lambda: ask.ReplyToComplaint(meta=meta, reply="sealed"),
        "close": lambda: ask.CloseComplaint(meta=meta, outcome="partly"),
        "reopen": lambda: replace(reopen(), meta=meta),
        "transfer": lambda: ask.TransferComplaint(
            meta=meta,
            department=data.draw(st.sampled_from(["dep-sh", "dep-zr", "dep-rs"])),
            division="520402109",
            hall="",
            reason="sealed",
        ),
    }
    return commands[act]()


def test_every_limit_says_of_what_force_it_is_and_what_it_rests_on() -> None:
    for rule in statements()[0].rules.values():
        assert rule.basis
        assert rule.zh
        assert rule.en
    assert {rule.force for rule in statements()[0].rules.values()} == {"statutory", "internal", "unverified"}
