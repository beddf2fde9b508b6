"""Every trick of D-7, planted; and beside each the honest course, which no detector names."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from services.metrics.anti_gaming import of_cases, of_places, of_voices
from services.metrics.anti_gaming.findings import NAMES, Case, Finding, Span
from services.metrics.anti_gaming.traces import Traces
from shared.contracts.duties import AdmissionStated, ExemptionApproved
from shared.contracts.limits import TimeLimit
from shared.contracts.registry import ItemPublished
from shared.journal.commit import Glance, Told
from shared.timekeeping import official
from tests.metrics.stories import Story, case_no

SPAN = Span(date(2026, 10, 1), date(2026, 12, 31), official())
FOLD = Traces()


def told(*events: tuple[str, str, str, dict[str, Any]], case: str = "") -> Case:
    """A case's trace from (stream, type, occurred_at, data), as the fold makes it."""
    facts: dict[str, Any] = {}
    for stream, kind, moment, data in events:
        fact = Told(kind, 1, moment, msgspec.Raw(msgspec.json.encode(data)))
        FOLD.step(facts, Glance(case, stream, 1, "", (fact,)), fact)
    return case or case_no(), facts


def of(story: Story) -> Case:
    """A story's trace."""
    facts: dict[str, Any] = {}
    for commit in story.commits:
        glance = msgspec.json.decode(commit.body, type=Glance)
        for fact in glance.events:
            FOLD.step(facts, glance, fact)
    return story.case, facts


def with_papers(story: Story, *events: tuple[str, str, str, dict[str, Any]]) -> Case:
    """A story's trace, and what more is told of its papers."""
    case, facts = of(story)
    return case, facts | told(*events, case=case)[1]


def begun(serial: int, department: str = "dep-zr") -> Story:
    return Story(case_no(serial=serial), department).received().accepted()


def names(found: Sequence[Finding]) -> set[tuple[str, str, str, bool]]:
    return {(each.detector, each.pattern, each.unit, each.flagged) for each in found}


def stopped(case: Case, procedure: str = "inspection", result: str = "JC-1", *, voided: bool = False) -> Case:
    """The case with a suspension that ended (or was voided)."""
    facts = {**case[1], "stops": 1, "stop/0": (procedure, "2026-10-13", "" if voided else "2026-10-20", result, voided)}
    return case[0], facts


def test_g1_suspending_three_times_as_often_as_the_others_is_flagged() -> None:
    honest = [of(begun(n, f"dep-{n % 4}")) for n in range(1, 41)]
    usual = [stopped(case) for case in honest[:4]] + honest[4:]
    tricky = [stopped(of(begun(100 + n, "dep-trick"))) for n in range(5)]
    found = of_cases.suspensions(usual + tricky, SPAN)
    assert ("G1", "rate", "dep-trick", True) in names(found)
    assert not [each for each in found if each.flagged and each.unit != "dep-trick"]
    (told_,) = [each for each in found if each.unit == "dep-trick"]
    assert told_.figures["suspended"] == "5"
    assert len(told_.cases) == 5


def test_g1_four_suspended_cases_are_too_few_to_flag() -> None:
    usual = [of(begun(n, f"dep-{n % 4}")) for n in range(1, 41)]
    few = [stopped(of(begun(100 + n, "dep-few"))) for n in range(4)]
    assert names(of_cases.suspensions(usual + few, SPAN)) == {("G1", "rate", "dep-few", False)}


def test_g1_instant_cases_make_no_rate_of_suspensions_look_smaller() -> None:
    usual = [of(begun(n, f"dep-{n % 4}")) for n in range(1, 41)]
    usual = [stopped(case) for case in usual[:4]] + usual[4:]
    tricky = [stopped(of(begun(100 + n, "dep-trick"))) for n in range(5)]
    promised = [of(begun(110 + n, "dep-trick")) for n in range(5)]
    instant = [of(Story(case_no(serial=200 + n), "dep-trick").received(kind="instant").accepted()) for n in range(90)]
    found = [e for e in of_cases.suspensions([*usual, *tricky, *promised, *instant], SPAN) if e.unit == "dep-trick"]
    assert [(each.flagged, each.figures["promised"], each.figures["rate"]) for each in found] == [(True, "10", "50.0%")]


@pytest.mark.parametrize("case", [{"result": ""}, {"voided": True}])
def test_g1_a_suspension_without_a_result_is_listed(case: dict[str, Any]) -> None:
    found = of_cases.suspensions([stopped(of(begun(1)), **case)], SPAN)
    assert ("G1", "no_result", "dep-zr", True) in names(found)


def test_g1_a_suspension_is_traced_from_its_events() -> None:
    _, facts = of(begun(1).recounted("2026-11-02"))
    assert facts["stop/0"] == ("inspection", "2026-10-14", "", "", False)
    assert facts["moved_due"] == "2026-11-02"


def test_g2_deciding_on_the_last_day_most_of_the_time_is_flagged() -> None:
    last = [of(begun(n).decided("2026-10-26")) for n in range(1, 5)]
    early = [of(begun(n).decided("2026-10-20")) for n in range(5, 8)]
    assert ("G2", "last_day", "dep-zr", True) in names(of_cases.false_completion(last + early, SPAN))
    assert ("G2", "last_day", "dep-zr", False) in names(of_cases.false_completion(last[:3] + early, SPAN))


def test_g2_a_unit_that_decides_on_the_last_day_far_more_often_than_others_is_flagged() -> None:
    def decided(unit: str, last: int, of_all: int, serial: int) -> list[Case]:
        days = ["2026-10-26"] * last + ["2026-10-20"] * (of_all - last)
        return [of(begun(serial + n, unit).decided(day)) for n, day in enumerate(days)]

    usual = [*decided("dep-a", 1, 10, 1), *decided("dep-b", 0, 10, 20), *decided("dep-c", 0, 10, 40)]
    crowd = of_cases.false_completion([*usual, *decided("dep-trick", 5, 20, 60)], SPAN)
    assert names(crowd) == {("G2", "last_day", "dep-a", False), ("G2", "last_day", "dep-trick", True)}
    few = of_cases.false_completion([*usual, *decided("dep-trick", 4, 20, 60)], SPAN)
    assert ("G2", "last_day", "dep-trick", False) in names(few)
    rare = of_cases.false_completion([*usual, *decided("dep-trick", 5, 50, 60)], SPAN)
    assert ("G2", "last_day", "dep-trick", False) in names(rare), "a tenth says nothing"


def test_g2_a_promise_of_a_day_or_two_is_kept_on_its_last_day_and_accuses_nobody() -> None:
    brief = [of(begun(n).accepted("2026-10-12", "2026-10-13").decided("2026-10-13")) for n in range(1, 9)]
    assert of_cases.false_completion(brief, SPAN) == []


def test_g2_work_within_five_working_days_after_the_decision_is_listed() -> None:
    soon, long_after = of(begun(1).decided("2026-10-20").step("2026-10-27")), of(begun(2).decided().step("2026-10-28"))
    (found,) = of_cases.false_completion([soon, long_after], SPAN)
    assert (found.pattern, found.cases) == ("worked_after", (soon[0],))


def withdrawn(serial: int, *, confirmed: bool, near_due: bool) -> Case:
    case, facts = of(begun(serial))
    data = {"reason": "x", "confirmed": confirmed, "withdrawn_on": "2026-10-23", "near_due": near_due}
    _, gone = told((f"case/{case}", "case.withdrawn", "2026-10-23T10:00:00+08:00", data), case=case)
    return case, {**facts, **gone}


def again(first: Case) -> Case:
    return of(Story(case_no("2026-10-26", 2)).received("2026-10-26", follows=first[0]))


def test_g3_a_withdrawal_near_the_day_without_the_applicant_and_the_application_again_are_held_against_it() -> None:
    gone = withdrawn(1, confirmed=False, near_due=True)
    found = names(of_cases.withdrawals([gone, again(gone)], SPAN))
    assert found == {("G3", why, "dep-zr", True) for why in ("unconfirmed", "near_due", "handed_in_again")}


def test_g3_what_applicants_confirm_in_person_is_held_against_nobody() -> None:
    assert of_cases.withdrawals([withdrawn(1, confirmed=True, near_due=False)], SPAN) == []
    late, early = withdrawn(1, confirmed=True, near_due=True), withdrawn(1, confirmed=True, near_due=False)
    assert names(of_cases.withdrawals([late], SPAN)) == {("G3", "near_due", "dep-zr", False)}
    assert names(of_cases.withdrawals([early, again(early)], SPAN)) == {("G3", "handed_in_again", "dep-zr", False)}


def test_g4_and_g14_what_was_registered_late_or_entered_afterwards_is_listed() -> None:
    case, facts = of(begun(1))
    _, late = told(("case/x", "case.registered_late", "2026-10-14T09:00:00+08:00", {"working_days": 2}))
    _, paper = told(("case/x", "case.backfilled", "2026-10-14T09:00:00+08:00", {"reason": "x", "paper_no": "1"}))
    assert names(of_cases.late_registration([(case, facts | late)], SPAN)) == {("G4", "late", "dep-zr", True)}
    assert names(of_cases.entered_afterwards([(case, facts | paper)], SPAN)) == {("G14", "backfilled", "dep-zr", False)}
    over = {"registered": "2027-01-06"}
    outage = of_cases.entered_afterwards([(case, facts | paper | over)], SPAN)
    assert names(outage) == {("G14", "backfilled", "dep-zr", False)}, "the line was down on the last day"
    diluted = of_cases.entered_afterwards([(case, facts | paper | over | late)], SPAN)
    assert names(diluted) == {("G14", "after_the_quarter", "dep-zr", True)}
    assert of_cases.late_registration([(case, facts)], SPAN) == of_cases.entered_afterwards([(case, facts)], SPAN) == []


def test_g5_two_cases_of_one_person_item_and_day_with_the_same_files_count_as_one() -> None:
    a, b, other = of(begun(1)), of(begun(2)), of(begun(3))
    same = [(case, facts | {"file/m1": "aa"}) for case, facts in (a, b)]
    found = of_cases.splitting([*same, (other[0], other[1] | {"file/m1": "bb"})], SPAN)
    assert [(each.detector, each.cases, each.figures["counts_as"]) for each in found] == [("G5", (a[0], b[0]), "1")]
    someone = (b[0], same[1][1] | {"person": "person-2"})
    assert of_cases.splitting([same[0], someone], SPAN) == []


def test_g5_a_paper_used_again_from_the_first_case_is_the_same_file() -> None:
    upload = ("material/m1", "material.uploaded", "2026-10-12T09:05:00+08:00", {"sha256": "aa"})
    first, second, third = begun(1), begun(2), begun(3)
    reused = {"case_no": second.case, "from_case": first.case, "sha256": "aa"}

    def again(stream: str) -> tuple[str, str, str, dict[str, Any]]:
        return stream, "material.reused", "2026-10-12T09:15:00+08:00", reused

    one = with_papers(first, upload, again("material/m1"))
    two = with_papers(second, again(f"material/{second.case}.m1"))
    assert [(each.pattern, each.cases) for each in of_cases.splitting([one, two], SPAN)] == [
        ("split", (first.case, second.case))
    ]
    removed = ("material/m3", "material.removed", "2026-10-12T09:16:00+08:00", {"case_no": third.case})
    three = with_papers(third, ("material/m3", *upload[1:]), removed)
    assert of_cases.splitting([one, three], SPAN) == [], "a file that was taken out again is none"


def test_g5_matters_of_a_family_without_files_to_compare_are_shown_and_not_merged() -> None:
    twins = [of(begun(1)), of(begun(2))]
    (found,) = of_cases.splitting(twins, SPAN)
    assert (found.pattern, found.flagged, "counts_as" in found.figures) == ("alike", False, False)
    other_papers = [(case, facts | {"file/m1": f"hash-{case}"}) for case, facts in twins]
    assert of_cases.splitting(other_papers, SPAN) == []


def test_g6_stopped_second_notices_are_listed_and_an_unusual_rate_is_flagged() -> None:
    usual = [of(begun(n, f"dep-{n % 9}")) for n in range(1, 181)]
    tricky = [(case, facts | {"notices": 1}) for case, facts in (of(begun(300 + n, "dep-trick")) for n in range(20))]
    assert names(of_cases.supplements(usual + tricky, SPAN)) == {("G6", "rate", "dep-trick", True)}
    few = tricky[:19]
    assert of_cases.supplements(usual + few, SPAN) == []
    stopped_notice = (tricky[0][0], of(begun(400))[1] | {"second_notices": 2})
    assert names(of_cases.supplements([stopped_notice], SPAN)) == {("G6", "second_notice", "dep-zr", True)}


def rated(serial: int, moment: str, device: str = "d1", grade: int = 1, **more: Any) -> Case:
    case = case_no(serial=serial)
    invited = {"department": "dep-zr", "item": "i", "division": "d", "delivered_on": "2026-10-21"}
    data = {"grade": grade, "channel": "terminal", "device": device, "network": "", **more}
    return told(
        (f"rating/{case}", "rating.invited", moment, invited),
        (f"rating/{case}", "rating.submitted", moment, data),
        case=case,
    )


def test_g7_ratings_within_a_minute_from_one_device_are_listed() -> None:
    close = [rated(1, "2026-10-22T10:00:00+08:00"), rated(2, "2026-10-22T10:01:00+08:00")]
    found = of_voices.bursts(close, SPAN)
    assert [(each.pattern, each.cases) for each in found] == [("burst", (close[0][0], close[1][0]))]
    apart = [rated(1, "2026-10-22T10:00:00+08:00"), rated(2, "2026-10-22T10:01:01+08:00")]
    assert of_voices.bursts(apart, SPAN) == []
    others = [rated(1, "2026-10-22T10:00:00+08:00", "d1"), rated(2, "2026-10-22T10:00:10+08:00", "d2")]
    assert of_voices.bursts(others, SPAN) == []


def online(serial: int, moment: str, device: str, network: str = "", **more: Any) -> Case:
    return rated(serial, moment, device, channel="online", network=network, **more)


def patterns(*cases: Case) -> list[str]:
    return [each.pattern for each in of_voices.bursts(cases, SPAN)]


def test_g7_a_third_rating_of_one_telephone_within_a_day_is_listed() -> None:
    many = [online(n, f"2026-10-21T1{n}:00:00+08:00", "d1") for n in range(1, 4)]
    assert patterns(*many) == ["same_device"]
    assert patterns(*many[:2]) == []
    over_days = [online(n, f"2026-10-2{n}T10:00:01+08:00", "d1") for n in range(1, 4)]
    assert patterns(*over_days) == []


def test_g7_a_halls_terminal_at_which_everybody_rates_accuses_nobody() -> None:
    queue = [rated(n, f"2026-10-21T1{n // 6}:{n % 6}2:00+08:00", "t1", terminal="T-1") for n in range(40)]
    assert patterns(*queue) == []
    pair = [rated(n, f"2026-10-21T10:00:{n}0+08:00", device, terminal="T-1") for n, device in ((1, "a"), (2, "b"))]
    assert patterns(*pair) == ["burst"]


def test_g7_a_village_that_shares_a_network_accuses_nobody_and_six_within_an_hour_are_listed() -> None:
    spread = [online(n, f"2026-10-21T{10 + n}:00:00+08:00", f"d{n}", "n1") for n in range(8)]
    assert patterns(*spread) == []
    six = [online(n, f"2026-10-21T10:{n}9:00+08:00", f"d{n}", "n1") for n in range(6)]
    assert patterns(*six) == ["same_network"]
    assert patterns(*six[:5]) == []


def test_g7_a_pattern_that_somebody_outside_found_genuine_is_listed_no_more() -> None:
    first, second = rated(1, "2026-10-22T10:00:00+08:00"), rated(2, "2026-10-22T10:00:30+08:00")
    review = {"patterns": ["terminal_burst"], "by": "p", "by_unit": "dep-xx", "reasons": "sealed"}
    _, looked_at = told((f"rating/{second[0]}", "rating.flags_reviewed", "2026-10-23T10:00:00+08:00", review))
    assert patterns(first, second) == ["burst"]
    assert patterns(first, (second[0], second[1] | looked_at)) == []


def test_g7_any_rating_from_a_staff_device_is_listed() -> None:
    staff = rated(9, "2026-10-22T10:00:00+08:00", "s", at_staff_device=True)
    assert patterns(staff) == ["staff_device"]


def test_g8_exclusions_are_told_as_a_rate_and_overturned_ones_by_name() -> None:
    bad = [rated(n, "2026-10-22T10:00:00+08:00", f"d{n}", 5) for n in range(1, 5)]
    own = (bad[0][0], bad[0][1] | {"excluded": ("mistaken", "dep-zr", "2026-10-23"), "rechecked": False})
    found = {each.pattern: each for each in of_voices.exclusions([own, *bad[1:]], SPAN)}
    assert set(found) == {"rate", "by_own_unit", "overturned"}
    assert found["rate"].figures == {"excluded": "1", "bad": "4", "rate": "25.0%"}
    assert of_voices.exclusions(bad, SPAN) == []


def test_g8_a_single_mistaken_rating_left_out_flags_no_unit() -> None:
    bad = [rated(n, "2026-10-22T10:00:00+08:00", f"d{n}", 5) for n in range(1, 5)]
    out = [(case, facts | {"excluded": ("mistaken", "dep-xx", "2026-10-23")}) for case, facts in bad[:2]]
    assert names(of_voices.exclusions([out[0], *bad[1:]], SPAN)) == {("G8", "rate", "dep-zr", False)}
    assert names(of_voices.exclusions([*out, *bad[2:]], SPAN)) == {("G8", "rate", "dep-zr", True)}


def exemption(**changes: Any) -> ExemptionApproved:
    made = ExemptionApproved(
        id="E1",
        hall="H1",
        item="item-1",
        scope="hall",
        ground="premises",
        reason="场地",
        approved_by="市政府",
        approver_level="3",
        document_no="安府函1号",
        approved_on=date(2025, 12, 20),
        effective_from=date(2026, 1, 1),
        effective_to=date(2027, 1, 1),
    )
    return replace(made, **changes)


def due(*items: str) -> list[AdmissionStated]:
    return [SimpleNamespace(hall="H1", item=each) for each in items]  # type: ignore[misc]


def test_g9_exemptions_beyond_a_tenth_are_flagged_and_every_rate_is_told() -> None:
    ten = due(*(f"item-{n}" for n in range(1, 11)))
    two = [exemption(), exemption(id="E2", item="item-2")]
    assert names(of_places.exemptions(two, ten, SPAN)) == {("G9", "rate", "H1", True)}
    (only,) = of_places.exemptions([exemption()], due("item-1"), SPAN)
    assert not only.flagged, "one exemption is no pattern, however small the hall"
    (told_,) = of_places.exemptions([exemption()], ten, SPAN)
    assert (told_.flagged, told_.figures["rate"], told_.cases) == (False, "10.0%", ("E1",))
    assert of_places.exemptions([exemption(effective_to=date(2026, 12, 31))], ten, SPAN) == []


def item(
    kind: Any = "promised",
    value: int = 10,
    start: date = date(2026, 1, 1),
    notice: str = "",
    unit: Any = "working_days",
) -> ItemPublished:
    """Only what the detector reads."""
    promised = TimeLimit(value, unit)
    about = {"kind": kind, "promised": promised, "effective_from": start, "longer_notice": notice}
    return SimpleNamespace(**about, department="dep-zr")  # type: ignore[return-value]


def test_g10_and_g11_a_longer_promise_and_a_changed_kind_are_listed() -> None:
    later = date(2026, 11, 1)
    longer = of_places.items_changed({"item-1": [item(), item(value=12, start=later)]}, SPAN)
    assert [(each.detector, each.figures["before"], each.figures["after"]) for each in longer] == [("G10", "10", "12")]
    kind = of_places.items_changed({"item-1": [item(), item("instant", start=later)]}, SPAN)
    assert [each.detector for each in kind] == ["G11"]
    assert of_places.items_changed({"item-1": [item(), item(value=8, start=later)]}, SPAN) == []
    assert of_places.items_changed({"item-1": [item(), item(value=12, start=date(2026, 6, 1))]}, SPAN) == []


def test_g10_a_longer_promise_made_known_and_begun_with_a_quarter_is_shown_and_not_flagged() -> None:
    def flags(after: ItemPublished) -> list[bool]:
        return [each.flagged for each in of_places.items_changed({"item-1": [item(), after]}, SPAN)]

    assert flags(item(value=12, start=date(2026, 10, 1), notice="公告1号")) == [False]
    assert flags(item(value=12, start=date(2026, 10, 1))) == [True]
    assert flags(item(value=12, start=date(2026, 10, 2), notice="公告1号")) == [True]


def test_g10_a_promise_announced_for_a_quarter_and_then_brought_forward_is_flagged() -> None:
    announced = item(value=12, start=date(2026, 10, 1), notice="公告1号")
    forward = item(value=12, start=date(2026, 9, 17))
    before = Span(date(2026, 7, 1), date(2026, 9, 30), SPAN.calendar)
    (found,) = of_places.items_changed({"item-1": [item(), announced, forward]}, before)
    assert (found.detector, found.flagged, found.figures["before"]) == ("G10", True, "10")


def test_g10_a_guide_restated_word_for_word_from_the_same_day_on_is_no_second_longer_promise() -> None:
    announced = item(value=12, start=date(2026, 10, 1), notice="公告1号")
    found = of_places.items_changed({"item-1": [item(), announced, announced]}, SPAN)
    assert [each.flagged for each in found] == [False]


def test_g10_a_promise_that_hides_in_another_unit_is_listed() -> None:
    after = item(value=9, start=date(2026, 11, 1), unit="natural_days")
    (found,) = of_places.items_changed({"item-1": [item(value=5), after]}, SPAN)
    assert (found.detector, found.figures["before"], found.figures["after"]) == ("G10", "5", "9 ND")
    sooner = item(value=0, start=date(2026, 11, 1), unit="same_day")
    assert of_places.items_changed({"item-1": [item(), sooner]}, SPAN) == []


def market(*check_ins: str, kept: str, reason: str = "no_activity") -> Case:
    day = {"venue": "H1", "day": "2026-11-28", "division": "d", "minutes": 30, "reason": reason}
    stream = "attendance/H1-2026-11-28"
    events = [(stream, "shift.checked_in", "2026-11-28T09:00:00+08:00", day) for _ in check_ins]
    return told(*events, (stream, f"market_day.{kept}", "2026-11-28T18:00:00+08:00", day), case="H1-2026-11-28")


def test_g12_a_market_day_with_a_check_in_and_nothing_done_is_listed() -> None:
    assert names(of_places.market_days([market("a", kept="missed")], SPAN)) == {("G12", "no_activity", "H1", True)}
    assert of_places.market_days([market("a", kept="opened")], SPAN) == []
    assert of_places.market_days([market(kept="missed", reason="nobody")], SPAN) == []


def ticket(*returns: bool, units: Sequence[str] = ("dep-zr", "dep-zr")) -> Case:
    events = [
        (
            "complaint/T1",
            "hotline.returned",
            f"2026-10-2{n}T10:00:00+08:00",
            {"in_time": ok, "times": n, "department": unit},
        )
        for n, (ok, unit) in enumerate(zip(returns, units, strict=False), 1)
    ]
    return told(*events, case="T1-20261020")


def test_g7_a_rating_that_was_refused_on_a_staff_device_is_listed() -> None:
    case, moment = case_no(serial=3), "2026-10-22T10:00:00+08:00"
    invited = {"department": "dep-zr", "item": "i", "division": "d", "delivered_on": "2026-10-21"}
    tried = (f"rating/{case}", "rating.barred", moment, {"device": "d", "network": "n", "actor_unit": "dep-zr"})
    (found,) = of_voices.bursts([told((f"rating/{case}", "rating.invited", moment, invited), tried, case=case)], SPAN)
    assert (found.pattern, found.unit, found.cases, found.figures) == ("barred", "dep-zr", (case,), {"attempts": "1"})


@pytest.mark.parametrize(
    ("key", "year"),
    [
        (case_no(), "2026"),
        ("520422103RX2026101200001", "2026"),
        ("520402109JB2025123100001", "2025"),
        ("attendance/H-520402109-2026-11-28", "2026"),
        ("P-520402109-201/2026-11-28", "2026"),
        ("elsewhere", "other"),
    ],
)
def test_every_trace_lies_where_a_look_at_its_year_finds_it(key: str, year: str) -> None:
    assert FOLD.cell(key).startswith(year)


def test_g13_late_and_second_returns_are_listed() -> None:
    assert [each.pattern for each in of_voices.passed_around([ticket(False)], SPAN)] == ["late"]
    assert [each.pattern for each in of_voices.passed_around([ticket(True, True)], SPAN)] == ["twice"]
    assert of_voices.passed_around([ticket(True)], SPAN) == []


def test_g13_who_sent_a_ticket_back_in_time_is_not_named_for_another_that_kept_it() -> None:
    found = of_voices.passed_around([ticket(False, True, units=("dep-slow", "dep-zr"))], SPAN)
    assert [(each.pattern, each.unit) for each in found] == [("late", "dep-slow"), ("twice", "")]


def test_what_lies_outside_the_period_is_not_listed() -> None:
    before = Span(date(2026, 1, 1), date(2026, 3, 31), official())
    cases = [stopped(of(begun(1).decided("2026-10-26"))), rated(2, "2026-10-22T10:00:00+08:00", at_staff_device=True)]
    detectors = (of_cases.suspensions, of_cases.false_completion, of_cases.withdrawals, of_cases.late_registration)
    more = (
        of_cases.splitting,
        of_cases.supplements,
        of_cases.entered_afterwards,
        of_voices.bursts,
        of_voices.exclusions,
    )
    assert [each for detect in (*detectors, *more) for each in detect(cases, before)] == []


def test_a_trace_does_not_depend_on_how_streams_interleave() -> None:
    story = begun(1).recounted("2026-11-02").decided("2026-10-26").step("2026-10-27").delivered("2026-10-28").rated(5)
    _, expected = of(story)
    throw = random.Random(7)
    for _ in range(30):
        lanes = [list(stream) for stream in story.streams()]
        mixed = []
        while lanes := [lane for lane in lanes if lane]:
            mixed.append(throw.choice(lanes).pop(0))
        facts: dict[str, Any] = {}
        for commit in mixed:
            glance = msgspec.json.decode(commit.body, type=Glance)
            for fact in glance.events:
                FOLD.step(facts, glance, fact)
        assert facts == expected


def test_fourteen_detectors_have_names() -> None:
    assert list(NAMES) == [f"G{n}" for n in range(1, 15)]
    assert list(itertools.chain.from_iterable(NAMES.values())) == [n for pair in NAMES.values() for n in pair if n]
