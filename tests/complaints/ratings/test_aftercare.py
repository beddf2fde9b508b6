"""What is done about bad ratings, and against made-up ones: rules, draws, patterns, timers (L18, D-7 G7, G8)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.complaints.ratings import commands as ask
from services.complaints.ratings.acts import places_of
from services.complaints.ratings.aftercare import ONE_IN, drawn
from services.complaints.ratings.patterns import Given, found
from services.complaints.ratings.timers import tick
from services.complaints.service import Complaints
from shared.contracts import Actor
from shared.contracts import ratings as told
from shared.identity import Identity
from shared.testing.spec import meta_at, spec
from shared.timekeeping import VirtualClock, official
from tests.complaints.ratings.test_decide import DUE, INVITED, MOMENT, NOW, RATED, RATINGS, rate
from tests.complaints.samples import (
    APPROVER,
    AUDITOR,
    CASE,
    CITIZEN,
    CLERK,
    COUNTY,
    HANDLER,
    OTHER_CASE,
    TERMINAL,
    Caller,
    delivered,
    received,
)

As = Callable[[Identity | None], Caller]
BAD = told.RatingSubmitted(grade=5, channel="online", submitted_at=MOMENT, **DUE)
CENTRE, UNIT = Actor("complaints-1", "complaint_handler"), Actor("approver-zr", "approver", "dep-zr")
AUDIT = Actor("auditor", "auditor")


def contact(moment: str = NOW, *, hard: bool = False, actor: Actor = UNIT) -> ask.ContactRater:
    return ask.ContactRater(meta=meta_at(moment, actor), finding="sealed", complex_matter=hard, calendar=official())


def rectify(moment: str = NOW) -> ask.RectifyRating:
    return ask.RectifyRating(meta=meta_at(moment, UNIT), measures="sealed")


def feed_back() -> ask.FeedBack:
    return ask.FeedBack(meta=meta_at(NOW, UNIT), answer="sealed")


def exclude(actor: Actor = CENTRE, command_id: str = "") -> ask.ExcludeRating:
    return ask.ExcludeRating(meta=meta_at(NOW, actor, command_id), reason="mistaken", reasons="sealed")


def recheck(actor: Actor = AUDIT, *, upheld: bool = True) -> ask.RecheckExclusion:
    return ask.RecheckExclusion(meta=meta_at(NOW, actor), upheld=upheld, reasons="sealed", calendar=official())


def called(**changes: Any) -> told.RatingContacted:
    fact = told.RatingContacted(
        contacted_on=date(2026, 9, 28),
        due=date(2026, 9, 29),
        in_time=True,
        finding="sealed",
        fix_due=date(2026, 10, 10),
    )
    return replace(fact, **changes)


MENDED = told.RatingRectified(rectified_on=date(2026, 9, 28), due=date(2026, 10, 10), in_time=True, measures="sealed")
OUT = told.RatingExcluded(reason="mistaken", by="complaints-1", by_unit="", reasons="sealed", department="dep-zr")


def test_a_bad_rating_is_called_mended_and_answered_in_that_order() -> None:
    bad = spec(RATINGS).given(INVITED, BAD)
    bad.when(rectify()).rejected("contact_first", basis="L18")
    bad.when(contact()).then(called())
    bad.given(called()).when(feed_back()).rejected("fix_first")
    bad.given(called()).when(rectify()).then(MENDED)
    bad.given(called(), MENDED).when(feed_back()).then(told.RatingFedBack(on=date(2026, 9, 28), answer="sealed"))
    assert bad.given(called(), MENDED, told.RatingFedBack(on=date(2026, 9, 28))).state().step == "done"


def test_a_good_rating_needs_nothing() -> None:
    spec(RATINGS).given(INVITED, RATED).when(contact()).rejected("no_bad_rating")
    spec(RATINGS).given(INVITED, RATED).when(exclude()).rejected("no_bad_rating")


def test_a_call_on_the_second_working_day_is_late_and_a_hard_matter_has_fifteen() -> None:
    bad = spec(RATINGS).given(INVITED, BAD)
    bad.when(contact("2026-09-30T09:00:00+08:00")).then(called(contacted_on=date(2026, 9, 30), in_time=False))
    bad.when(contact(hard=True)).then(called(complex_matter=True, fix_due=date(2026, 10, 23)))
    hard = bad.given(called(complex_matter=True, fix_due=date(2026, 10, 23)))
    (fact,) = hard.when(rectify("2026-10-23T23:00:00+08:00")).then_types("rating.rectified")
    assert isinstance(fact, told.RatingRectified)
    assert fact.in_time


def test_only_somebody_outside_the_rated_unit_says_it_was_mistaken() -> None:
    bad = spec(RATINGS).given(INVITED, BAD)
    bad.when(exclude(Actor("inside", "complaint_handler", "dep-zr"))).rejected("own_unit", basis="G8")
    bad.when(exclude()).then_types("rating.excluded")
    bad.given(OUT).when(contact()).rejected("no_bad_rating")


@pytest.mark.parametrize("place", ["H-520422103", "P-520422103201"])
def test_nobody_of_the_hall_or_the_point_it_counts_for_judges_it(place: str) -> None:
    rated = replace(INVITED, hall="H-520422103", point="P-520422103201"), BAD
    bad = spec(RATINGS).given(*rated)
    bad.when(replace(exclude(), places=(place,))).rejected("own_unit", basis="G8")
    bad.given(OUT).when(replace(recheck(), places=(place,))).rejected("own_unit")
    (fact,) = bad.when(replace(exclude(), places=("H-520402109",))).then_types("rating.excluded")
    assert isinstance(fact, told.RatingExcluded)
    assert fact.by_hall == "H-520402109"


def test_a_hall_s_people_belong_to_the_points_they_guide_and_the_county_s_to_none(service: Complaints) -> None:
    mine = places_of(service, HANDLER)
    assert mine[0] == "H-520422103"
    assert all(place.startswith("P-520422103") for place in mine[1:])
    assert places_of(service, COUNTY) == ()


def test_what_a_second_look_put_back_is_not_left_out_again() -> None:
    """Else it could be left out again and again, until the draw spares it a second look (G8)."""
    back = told.RatingExclusionRechecked(upheld=False, by="auditor", reasons="sealed")
    history = spec(RATINGS).given(INVITED, BAD, OUT, back)
    for actor in (CENTRE, AUDIT, Actor("complaints-2", "complaint_handler")):
        history.when(exclude(actor)).rejected("exclusion_overturned", basis="G8")
    history.when(exclude(UNIT)).rejected("own_unit")


def test_another_person_looks_again_and_may_overturn_it_with_new_days() -> None:
    out = spec(RATINGS).given(INVITED, BAD, OUT)
    out.when(recheck(CENTRE)).rejected("own_exclusion", basis="G8")
    out.when(recheck(Actor("inside", "auditor", "dep-zr"))).rejected("own_unit")
    (fact,) = out.when(recheck(upheld=False)).then_types("rating.exclusion_rechecked")
    assert isinstance(fact, told.RatingExclusionRechecked)
    assert (fact.contact_due, fact.fix_due) == (date(2026, 9, 29), date(2026, 10, 10))
    again = out.given(fact).state()
    assert (again.excluded, again.step) == (None, "contact")
    out.given(fact).when(recheck()).rejected("not_excluded")
    upheld = told.RatingExclusionRechecked(upheld=True, by="auditor")
    out.given(upheld).when(recheck()).rejected("already_rechecked")


@given(st.uuids(version=5))
def test_whether_it_is_looked_at_again_follows_from_the_event_s_own_id(command: UUID) -> None:
    (fact,) = spec(RATINGS).given(INVITED, BAD).when(exclude(command_id=str(command))).then_types("rating.excluded")
    assert isinstance(fact, told.RatingExcluded)
    assert fact.draw == drawn(str(uuid5(command, "0")))
    assert fact.recheck == (fact.draw == 0)


def test_one_in_five_is_drawn() -> None:
    ids = [str(uuid5(UUID(int=n), "0")) for n in range(5000)]
    share = sum(drawn(each) == 0 for each in ids) / len(ids)
    assert ONE_IN == 5
    assert 0.18 < share < 0.22


def test_ratings_on_staff_devices_are_refused_and_the_attempt_is_kept() -> None:
    tried = replace(rate(), staff_device=True, device="d1", network="n1")
    told_ = spec(RATINGS).given(INVITED).when(tried)
    told_.rejected("staff_device", basis="G7")
    told_.recorded(told.RatingBarred(device="d1", network="n1", actor_unit=""))


def test_the_centre_takes_ratings_down_on_the_telephone_but_never_its_own_unit_s() -> None:
    by_phone = replace(rate(2), channel="phone", staff_device=True, meta=meta_at(NOW, CENTRE), device="d1")
    (fact,) = spec(RATINGS).given(INVITED).when(by_phone).then_types("rating.submitted")
    assert isinstance(fact, told.RatingSubmitted)
    assert (fact.at_staff_device, fact.device, fact.terminal) == (True, "", "phone/complaints-1")
    inside = replace(by_phone, meta=meta_at(NOW, Actor("x", "complaint_handler", "dep-zr")))
    spec(RATINGS).given(INVITED).when(inside).rejected("own_unit")


AT = datetime.fromisoformat("2026-09-28T10:00:00+08:00")


def test_two_at_one_terminal_within_sixty_seconds_are_a_burst_and_after_a_minute_none() -> None:
    first = Given("a", AT, terminal="t")
    assert [each.pattern for each in found(Given("b", AT + timedelta(seconds=59), "t"), [first])] == ["terminal_burst"]
    assert found(Given("b", AT + timedelta(seconds=60), "t"), [first]) == []
    assert found(Given("b", AT + timedelta(seconds=1), "other"), [first]) == []


def test_the_third_from_one_phone_in_a_day_is_a_pattern() -> None:
    before = [Given("a", AT, device="d"), Given("b", AT + timedelta(hours=1), device="d")]
    (pattern,) = found(Given("c", AT + timedelta(hours=2), device="d"), before)
    assert (pattern.pattern, pattern.others) == ("same_device", ("a", "b"))
    assert found(Given("c", AT + timedelta(hours=2), device="d"), before[:1]) == []
    assert found(Given("c", AT + timedelta(hours=25), device="d"), before) == []


def test_the_sixth_from_one_network_in_an_hour_is_a_pattern() -> None:
    before = [Given(str(n), AT + timedelta(minutes=n), network="n") for n in range(5)]
    assert [each.pattern for each in found(Given("x", AT + timedelta(minutes=9), network="n"), before)] == [
        "same_network"
    ]
    assert found(Given("x", AT + timedelta(minutes=9), network="n"), before[1:]) == []


@given(
    st.lists(st.tuples(st.integers(0, 7200), st.sampled_from(["", "t"]), st.sampled_from(["", "d", "e"])), max_size=9)
)
def test_a_rating_from_nowhere_is_never_part_of_a_pattern(others: list[tuple[int, str, str]]) -> None:
    near = [Given(str(n), AT + timedelta(seconds=s), t, d) for n, (s, t, d) in enumerate(others)]
    assert found(Given("x", AT + timedelta(hours=2)), near) == []


# -- over HTTP -------------------------------------------------------------------------


@pytest.fixture
def bad(as_: As, service: Complaints) -> str:
    delivered(service)
    answer = as_(CITIZEN).post("/ratings", {"case_no": CASE, "grade": 5, "comment": "跑了三趟"})
    assert (answer.status_code, answer.json["contact_due"], answer.json["fix_due"]) == (201, "2026-09-28", "2026-10-09")
    return f"/ratings/{CASE}"


def test_the_rated_unit_s_head_sees_to_it_and_the_centre_too(as_: As, bad: str, service: Complaints) -> None:
    assert as_(APPROVER).get("/ratings", query_string={"show": "open"}).json["items"][0]["step"] == "contact"
    assert as_(APPROVER).post(f"{bad}/contact", {"finding": "材料说明不清。"}).json["step"] == "fix"
    assert as_(HANDLER).post(f"{bad}/rectification", {"measures": "补印告知单。"}).json["fix_in_time"] is True
    assert as_(APPROVER).post(f"{bad}/feedback", {"answer": "已电话告知。"}).json["measures"] == "******"
    told_ = as_(APPROVER).get(bad).json
    assert (told_["step"], told_["measures"]) == ("done", "补印告知单。")
    journal = "".join(commit.body.decode() for commit in service.journal.store.stream(f"rating/{CASE}"))
    for said in ("跑了三趟", "材料说明不清", "补印告知单", "已电话告知"):
        assert said not in journal


def test_the_rated_unit_cannot_wash_it_away(as_: As, bad: str) -> None:
    body = {"reason": "mistaken", "reasons": "按错了键。"}
    assert as_(APPROVER).post(f"{bad}/exclusion", body).status_code == 403
    inside = Identity("inside", "complaint_handler", "dep-zr", "H-520422103", HANDLER.divisions)
    assert as_(inside).post(f"{bad}/exclusion", body).json["code"] == "own_unit"
    assert as_(CLERK).post(f"{bad}/exclusion", body).status_code == 403


def test_a_handler_of_the_rated_hall_cannot_wash_it_away_either_and_the_page_does_not_offer_it(
    as_: As, bad: str
) -> None:
    body = {"reason": "mistaken", "reasons": "按错了键。"}
    refused = as_(HANDLER).post(f"{bad}/exclusion", body)
    assert (refused.status_code, refused.json["code"]) == (403, "own_unit")
    assert "由上一级的经办人认定" in as_(HANDLER).page(f"/desk{bad}")
    assert "由上一级的经办人认定" not in as_(COUNTY).page(f"/desk{bad}")
    assert as_(COUNTY).post(f"{bad}/exclusion", body).json["excluded"] is True


def test_nobody_chooses_the_draw_by_choosing_the_key(as_: As, bad: str, service: Complaints) -> None:
    first = as_(COUNTY).post(f"{bad}/exclusion", {"reason": "mistaken", "reasons": "按错了键。"}, key="mine")
    assert first.status_code == 200
    event = service.journal.store.stream(f"rating/{CASE}")[-1].envelope().events[0]
    assert (event.data["draw"], first.json["draw"]) == (drawn(event.id), drawn(event.id))
    assert as_(AUDITOR).post(f"{bad}/recheck", {"upheld": "no", "reasons": "电话核实是真实评价。"}).status_code == 200
    (rates,) = as_(AUDITOR).get("/ratings/exclusion-rates").json["items"]
    assert rates == {"department": "dep-zr", "bad": 1, "excluded": 0, "ever": 1, "rechecked": 1, "overturned": 1}


def test_two_ratings_at_a_terminal_in_a_minute_are_listed(as_: As, service: Complaints) -> None:
    received(service, OTHER_CASE)
    delivered(service), delivered(service, OTHER_CASE)
    for case in (CASE, OTHER_CASE):
        answer = as_(TERMINAL).post("/ratings", {"case_no": case, "grade": 1, "channel": "terminal"})
        assert answer.status_code == 201
    (row,) = as_(AUDITOR).get("/ratings", query_string={"show": "flagged"}).json["items"]
    assert (row["case_no"], row["flags"]) == (OTHER_CASE, [{"pattern": "terminal_burst", "others": [CASE]}])
    last = service.journal.store.stream(f"rating/{OTHER_CASE}")[-1].envelope()
    assert last.events[0].type == "rating.flagged"


def test_the_clock_reminds_by_text_then_by_telephone_and_then_no_more(service: Complaints) -> None:
    delivered(service)
    invited = service.journal.store.stream(f"rating/{CASE}")[0].recorded_at

    def after(hours: float) -> list[str]:
        tick(replace(service, clock=VirtualClock(invited + timedelta(hours=hours))))
        row = service.ratings.collection.find_one({"_id": CASE})
        assert row is not None
        return list(row["reminded"])

    assert after(23.9) == []
    assert after(24.1) == ["sms"]
    assert after(71) == ["sms"]
    assert after(72.1) == ["sms", "phone"]
    assert after(500) == ["sms", "phone"]
    assert len(service.journal.store.stream(f"rating/{CASE}")) == 3


def test_whom_to_call_is_a_list_until_they_rated(as_: As, service: Complaints) -> None:
    delivered(service)
    invited = service.journal.store.stream(f"rating/{CASE}")[0].recorded_at

    def to_call() -> list[str]:
        return [each["case_no"] for each in as_(HANDLER).get("/ratings?show=call").json["items"]]

    tick(replace(service, clock=VirtualClock(invited + timedelta(hours=71))))
    assert to_call() == []
    tick(replace(service, clock=VirtualClock(invited + timedelta(hours=73))))
    assert to_call() == [CASE]
    given = {"case_no": CASE, "query_code": "", "grade": 2, "channel": "phone"}
    assert as_(HANDLER).post("/ratings", given).status_code == 201
    assert to_call() == []
    assert as_(HANDLER).get("/ratings?show=flags_open").json["items"] == []


def test_two_taken_down_by_one_person_within_a_minute_are_a_burst(as_: As, service: Complaints) -> None:
    """Nobody calls two people in sixty seconds; a hall could fill in good grades for those who stay silent (G7)."""
    received(service, OTHER_CASE)
    for case in (CASE, OTHER_CASE):
        delivered(service, case)
        given = {"case_no": case, "query_code": "", "grade": 1, "channel": "phone"}
        assert as_(HANDLER).post("/ratings", given).status_code == 201
    (flagged,) = as_(HANDLER).get("/ratings?show=flags_open").json["items"]
    assert flagged["flags"] == [{"pattern": "terminal_burst", "others": [CASE]}]


def test_a_simulated_invitation_is_left_to_its_own_calendar(service: Complaints) -> None:
    delivered(service, simulated=True)
    tick(replace(service, clock=VirtualClock(datetime.fromisoformat("2026-12-01T10:00:00+08:00"))))
    assert len(service.journal.store.stream(f"rating/{CASE}")) == 1


def test_the_clock_notes_a_bad_rating_nobody_called_about_once(bad: str, service: Complaints) -> None:
    later = replace(service, clock=VirtualClock(datetime.fromisoformat("2026-09-29T00:00:30+08:00")))
    tick(later), tick(later)
    facts = [e.type for c in service.journal.store.stream(f"rating/{CASE}") for e in c.envelope().events]
    assert facts == ["rating.invited", "rating.submitted", "rating.overdue"]


FLAG = told.RatingFlagged(pattern="terminal_burst", others=(OTHER_CASE,))
GENUINE = told.RatingFlagsReviewed(
    patterns=("terminal_burst",), by="complaints-1", by_unit="", reasons="sealed", department="dep-zr"
)


def review(actor: Actor = CENTRE) -> ask.ReviewFlags:
    return ask.ReviewFlags(meta=meta_at(NOW, actor), reasons="sealed")


def test_a_pattern_is_found_genuine_by_somebody_outside_the_unit_and_the_rating_counts_on() -> None:
    flagged = spec(RATINGS).given(INVITED, RATED, FLAG)
    flagged.when(review()).then(GENUINE)
    flagged.when(review(UNIT)).rejected("own_unit")
    flagged.given(GENUINE).when(review()).rejected("no_flags")
    spec(RATINGS).given(INVITED, RATED).when(review()).rejected("no_flags")


def test_a_new_pattern_asks_for_a_new_look() -> None:
    again = replace(FLAG, pattern="same_device")
    seen = replace(GENUINE, patterns=("terminal_burst", "same_device"))
    spec(RATINGS).given(INVITED, RATED, FLAG, GENUINE, again).when(review()).then(seen)


def test_a_good_rating_that_came_in_a_pattern_can_be_left_out_and_put_back_without_any_day_to_see_to_it() -> None:
    flagged = spec(RATINGS).given(INVITED, RATED, FLAG)
    (out,) = RATINGS.decide(fold_of(INVITED, RATED, FLAG), exclude())
    assert isinstance(out, told.RatingExcluded)
    flagged.when(exclude(UNIT)).rejected("own_unit")
    (back,) = RATINGS.decide(fold_of(INVITED, RATED, FLAG, out), recheck(upheld=False))
    assert isinstance(back, told.RatingExclusionRechecked)
    assert (back.upheld, back.contact_due, back.fix_due) == (False, None, None)


def fold_of(*events: Any) -> Any:
    state = RATINGS.initial()
    for event in events:
        state = RATINGS.evolve(state, event)
    return state
