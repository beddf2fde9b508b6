"""Hotline tickets: taken in once, returned within 24 hours, ruled by the centre after the second return (G13)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from services.complaints.app import create_app
from services.complaints.complaints import commands as ask
from services.complaints.service import Complaints
from shared.contracts import Actor
from shared.contracts import complaints as told
from shared.identity import Identity
from shared.testing.spec import meta_at, spec
from shared.timekeeping import VirtualClock, official
from tests.complaints.complaints.test_decide import COMPLAINTS, FILED, HANDLER, NOW
from tests.complaints.samples import AUDITOR, CITIZEN, CLERK, ELSEWHERE, FAR_CLERK, Caller
from tests.complaints.samples import HANDLER as CENTRE

As = Callable[[Identity | None], Caller]
TICKET = replace(FILED, kind="hotline", nature="consultation", ticket_no="AS1", due=date(2026, 10, 10))
UNIT, OTHER = Actor("clerk-zr", "window_clerk", "dep-zr"), Actor("clerk-sh", "window_clerk", "dep-sh")


def give_back(moment: str, actor: Actor = UNIT, suggested: str = "dep-sh") -> ask.ReturnTicket:
    meta = meta_at(moment, actor)
    return ask.ReturnTicket(meta=meta, suggested_unit=suggested, reason="sealed", calendar=official())


def transfer(department: str, moment: str = NOW) -> ask.TransferComplaint:
    meta = meta_at(moment, HANDLER)
    return ask.TransferComplaint(meta=meta, department=department, division="520422103", hall="", reason="sealed")


def returned(times: int, by: str, moment: str = "2026-09-29T09:00:00+08:00") -> told.HotlineReturned:
    when = datetime.fromisoformat(moment)
    return told.HotlineReturned(
        returned_at=when, in_time=True, reason="sealed", suggested_unit="dep-sh", times=times, department=by
    )


def test_a_ticket_is_returned_within_24_hours_with_the_right_unit() -> None:
    (fact,) = spec(COMPLAINTS).given(TICKET).when(give_back("2026-09-29T10:00:00+08:00")).then_types("hotline.returned")
    assert isinstance(fact, told.HotlineReturned)
    assert (fact.in_time, fact.times, fact.suggested_unit) == (True, 1, "dep-sh")
    late = spec(COMPLAINTS).given(TICKET).when(give_back("2026-09-29T10:00:01+08:00")).then_types("hotline.returned")
    assert isinstance(late[0], told.HotlineReturned)
    assert not late[0].in_time, "a second too late counts against the unit"


def test_only_the_unit_it_was_sent_to_returns_it_and_to_another_one() -> None:
    spec(COMPLAINTS).given(TICKET).when(give_back(NOW, OTHER)).rejected("not_your_ticket")
    spec(COMPLAINTS).given(TICKET).when(give_back(NOW, suggested="dep-zr")).rejected("same_unit")
    spec(COMPLAINTS).given(FILED).when(give_back(NOW)).rejected("not_a_ticket")
    spec(COMPLAINTS).given(TICKET, returned(1, "dep-zr")).when(give_back(NOW)).rejected("already_returned")


def test_the_second_return_goes_up_to_the_centre_whose_word_is_final() -> None:
    moved = told.ComplaintTransferred(
        department="dep-sh", before="dep-zr", division="520422103", reason="sealed",
        transferred_at=datetime.fromisoformat("2026-09-30T09:00:00+08:00"),
    )  # fmt: skip
    history = spec(COMPLAINTS).given(TICKET, returned(1, "dep-zr"), moved)
    again = give_back("2026-10-01T08:00:00+08:00", OTHER, "dep-zr")
    back, up = history.when(again).then_types("hotline.returned", "hotline.escalated")
    assert isinstance(back, told.HotlineReturned)
    assert isinstance(up, told.HotlineEscalated)
    assert (back.times, back.in_time, up.departments) == (2, True, ("dep-zr", "dep-sh"))
    (ruling,) = history.given(back, up).when(transfer("dep-sh")).then_types("complaint.transferred")
    assert isinstance(ruling, told.ComplaintTransferred)
    assert ruling.final
    history.given(back, up, ruling).when(again).rejected("decided_by_centre", basis="G13")


def test_a_returned_ticket_is_sent_on_before_anybody_is_named() -> None:
    command = ask.AssignComplaint(
        meta=meta_at(NOW, HANDLER), handler="handler-1", handler_role="complaint_handler", handler_unit="center"
    )
    spec(COMPLAINTS).given(TICKET, returned(1, "dep-zr")).when(command).rejected("send_on_first")
    accept = ask.AcceptComplaint(meta=meta_at(NOW, HANDLER), calendar=official())
    spec(COMPLAINTS).given(TICKET, returned(1, "dep-zr")).when(accept).rejected("send_on_first", basis="G13")


BODY = {
    "ticket_no": "AS2026092400017",
    "nature": "consultation",
    "department": "dep-zr",
    "text": "来电人问宅基地申请要带什么材料。",
    "contact": "13885301234",
}
PATH = "/hotline-tickets"


def test_a_ticket_comes_in_once(as_: As) -> None:
    answer = as_(CENTRE).post(PATH, BODY, key="k1")
    assert (answer.status_code, answer.json["number"][9:11], answer.json["due"]) == (201, "RX", "2026-10-09")
    again = as_(CENTRE).post(PATH, BODY, key="k1")
    assert (again.status_code, again.json["number"]) == (201, answer.json["number"])
    assert as_(CENTRE).post(PATH, BODY).json["code"] == "ticket_known"
    assert as_(ELSEWHERE).post(PATH, {**BODY, "ticket_no": "AS2"}).json["code"] == "other_division"


def test_a_ticket_that_two_take_in_at_one_moment_is_one(as_: As, service: Complaints) -> None:
    """The list does not know the first yet; the journal does."""
    assert as_(CENTRE).post(PATH, BODY).status_code == 201
    service.complaints.collection.delete_many({})
    assert as_(CENTRE).post(PATH, BODY).json["code"] == "ticket_known"


@pytest.mark.parametrize("identity", [CLERK, CITIZEN, AUDITOR, None])
def test_only_the_centre_takes_tickets_in(as_: As, identity: Identity | None) -> None:
    assert as_(identity).post(PATH, BODY).status_code == (403 if identity else 401)


def test_a_unit_sees_its_own_tickets_and_never_who_called(as_: As, service: Complaints) -> None:
    plain = as_(CENTRE).post(PATH, BODY).json["number"]
    against = as_(CENTRE).post(PATH, {**BODY, "ticket_no": "AS2", "nature": "complaint"}).json["number"]
    hidden = as_(CENTRE).post(PATH, {**BODY, "ticket_no": "AS3", "nature": "report"}).json["number"]
    answer = as_(CLERK).get(PATH)
    rows = {row["number"]: row for row in answer.json["items"]}
    assert set(rows) == {plain, against}
    assert rows[plain]["text"] == "********", "a list shows no words"
    assert as_(CLERK).get(f"{PATH}/{plain}").json["text"] == BODY["text"]
    assert as_(CLERK).get(f"{PATH}/{against}").json["text"] == ""
    assert BODY["contact"] not in as_(CLERK).get(f"{PATH}/{plain}").get_data(as_text=True)
    assert as_(CLERK).get(f"{PATH}/{hidden}").status_code == as_(FAR_CLERK).get(f"{PATH}/{plain}").status_code == 404
    assert rows[against]["text"] == ""
    assert BODY["contact"] not in answer.get_data(as_text=True)
    assert rows[plain]["return_by"] == "2026-09-25T10:00:00+08:00"
    assert as_(FAR_CLERK).get(PATH).json["items"] == []
    given = {"suggested_unit": "dep-sh", "reason": "不是我们的职责。"}
    assert as_(CLERK).post(f"{PATH}/{hidden}/return", given).status_code == 404
    assert as_(FAR_CLERK).post(f"{PATH}/{plain}/return", given).status_code == 404


def test_a_unit_that_is_not_there_is_told_at_its_field(as_: As) -> None:
    number = as_(CENTRE).post(PATH, BODY).json["number"]
    answer = as_(CLERK).post(f"{PATH}/{number}/return", {"suggested_unit": "dep-moon", "reason": "不是我们的职责。"})
    assert (answer.status_code, answer.json["code"], set(answer.json["errors"])) == (
        422,
        "unknown_department",
        {"suggested_unit"},
    )


def test_what_is_sent_to_another_township_goes_to_the_hall_where_that_unit_serves(as_: As, service: Complaints) -> None:
    number = as_(CENTRE).post(PATH, BODY).json["number"]
    sent = {"department": "dep-sh", "reason": "属旧州镇社会事务办职责。"}
    assert as_(CENTRE).post(f"/complaints/{number}/transfer", sent).status_code == 200
    filed, *_, transferred = (
        event.data
        for commit in service.journal.store.stream(f"complaint/{number}")
        for event in commit.envelope().events
    )
    assert (filed["hall"], transferred["hall"]) == ("H-520422103", "H-520402109")


def test_returned_sent_on_returned_and_ruled_over_http(as_: As, service: Complaints) -> None:
    number = as_(CENTRE).post(PATH, BODY).json["number"]
    given = {"suggested_unit": "dep-sh", "reason": "这是社会事务的事。"}
    answer = as_(CLERK).post(f"{PATH}/{number}/return", given)
    assert (answer.status_code, answer.json["status"], answer.json["returns"]) == (200, "returned", 1)
    row = as_(CENTRE).get(f"/complaints/{number}").json
    assert (row["suggested"], row["return_reason"]) == ("dep-sh", given["reason"])
    sent = {"department": "dep-zr", "reason": "按职责清单仍由你单位办理。"}
    assert as_(CENTRE).post(f"/complaints/{number}/transfer", sent).json["status"] == "filed"
    tomorrow = replace(service, clock=VirtualClock(datetime.fromisoformat("2026-09-25T10:30:00+08:00")))
    clerk = Caller(create_app(tomorrow).test_client(), tomorrow, CLERK)
    second = clerk.post(f"{PATH}/{number}/return", given)
    assert (second.json["status"], second.json["returns"]) == ("returned", 2)
    fact = service.journal.store.stream(f"complaint/{number}")[-1].envelope().events
    assert [each.type for each in fact] == ["hotline.returned", "hotline.escalated"]
    assert fact[0].data["in_time"] is False
    assert as_(CENTRE).post(f"/complaints/{number}/transfer", sent).status_code == 200
    assert clerk.post(f"{PATH}/{number}/return", given).json["code"] == "decided_by_centre"
