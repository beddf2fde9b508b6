"""The rules of a village proxy, A15 first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.proxies.decider import PROXIES
from services.intake.proxies.state import Proxy
from shared.contracts import Rejected
from shared.contracts.people import (
    ProxyEnded,
    ProxyFeeAttempted,
    ProxyHandoverMissed,
    ProxyReportMissed,
)
from shared.testing.spec import Spec, spec
from shared.timekeeping import SHANGHAI
from tests.intake.cases.samples import LICENCE
from tests.intake.proxies.samples import (
    CALENDAR,
    LISTED,
    PLACE,
    WHERE,
    end,
    entrust,
    entrusted,
    give_up,
    hand_over,
    handed,
    join,
    joined,
    missed,
    ready,
    report,
    reported,
    result,
)


def proxies(*facts: Any) -> Spec[Proxy]:
    return spec(PROXIES).given(*facts)


def test_a15_entrusted_before_the_holidays_it_is_handed_over_by_the_first_day_after_them() -> None:
    proxies().when(entrust("2026-09-30T16:00:00+08:00")).then(entrusted)
    assert entrusted.handover_due == date(2026, 10, 8)


def test_a15_a_result_of_a_tuesday_is_reported_back_by_wednesday() -> None:
    proxies(entrusted, handed, joined).when(result()).then(ready)
    assert ready.report_due == date(2026, 10, 21)


@pytest.mark.parametrize("fee_cents", [1, 1000])
@pytest.mark.parametrize(
    ("history", "command"),
    [
        ((), entrust),
        ((entrusted,), hand_over),
        ((entrusted,), give_up),
        ((entrusted, handed, ready), report),
        ((entrusted, handed, ready, reported), end),
    ],
)
def test_a15_any_fee_is_refused_and_reported_whatever_is_done(
    history: tuple[Any, ...], command: Callable[..., Any], fee_cents: int
) -> None:
    asked = command(fee_cents=fee_cents)
    answer = proxies(*history).when(asked)
    answer.rejected("proxy_fee", "S2.4b")
    answer.recorded(
        ProxyFeeAttempted(
            amount="10.00" if fee_cents == 1000 else "0.01",
            point=PLACE.id,
            agent="agent-1",
            item="shiye",
            division="520422103202",
            hall="H-520422103",
            attempted_at=asked.meta.now,
        )
    )


def test_what_is_not_on_the_townships_list_is_refused_and_told_where_to_go() -> None:
    refusal = proxies().when(entrust(item=LICENCE)).rejected("not_for_proxy", "S2.4a")
    assert refusal.errors == {"item": WHERE}


def test_the_list_decides_even_where_the_guide_would_allow_it() -> None:
    item = replace(LICENCE, village_proxy=True)
    proxies().when(entrust(item=item)).rejected("not_for_proxy")
    proxies().when(entrust(item=item, catalog=None)).then_types("proxy.entrusted")
    later = replace(LISTED, effective_from=date(2026, 10, 1))
    proxies().when(entrust(item=item, catalog=later)).then_types("proxy.entrusted")


def test_an_agent_acts_at_their_own_point_only() -> None:
    proxies().when(entrust(place="P-other")).rejected("wrong_point_for_agent")
    proxies(entrusted).when(hand_over(place="P-other")).rejected("wrong_point_for_agent")
    proxies(entrusted, handed, ready).when(report(place="H-520422103")).rejected("wrong_point_for_agent")


def test_the_hall_takes_over_and_another_hall_does_not() -> None:
    proxies(entrusted).when(hand_over(place="H-520422103")).then(handed)
    proxies(entrusted).when(hand_over(place="H-520402109")).rejected("wrong_point_for_agent")


def test_a_place_that_is_no_point_takes_no_proxies() -> None:
    proxies().when(entrust(point=replace(PLACE, hall=""))).rejected("wrong_point")
    proxies().when(entrust(point=replace(PLACE, kind="hall"))).rejected("wrong_point")


def test_nothing_is_taken_along_that_the_guide_does_not_name() -> None:
    proxies().when(entrust(materials=("form", "gift"))).rejected("unknown_material")


def test_handing_over_a_day_late_is_said_to_be_late() -> None:
    late = replace(handed, handed_on=date(2026, 10, 9), handed_at=hand_over("2026-10-09T09:00:00+08:00").meta.now)
    proxies(entrusted).when(hand_over("2026-10-09T09:00:00+08:00")).then(replace(late, in_time=False))


def test_handing_over_again_changes_nothing_and_another_case_is_refused() -> None:
    proxies(entrusted, handed).when(hand_over()).then()
    proxies(entrusted, handed, joined).when(hand_over()).rejected("already_handed_over")
    proxies(entrusted, handed).when(join()).then(joined)
    proxies(entrusted, handed, joined).when(join()).then()
    proxies(entrusted, handed, joined).when(join(case_no="other")).rejected("already_handed_over")
    proxies(entrusted).when(join()).rejected("already_handed_over")


def test_a_result_that_is_heard_twice_counts_once() -> None:
    proxies(entrusted, handed, ready).when(result(outcome="refused")).then()


def test_nothing_is_reported_before_there_is_a_result() -> None:
    proxies(entrusted).when(report()).rejected("no_result_yet")
    proxies(entrusted, handed).when(report()).rejected("no_result_yet")
    proxies(entrusted, handed, ready).when(report("2026-10-19T09:00:00+08:00")).rejected("no_result_yet")


def test_a_proxy_does_not_end_without_reporting_back() -> None:
    for history in ((entrusted,), (entrusted, handed), (entrusted, handed, ready)):
        proxies(*history).when(end()).rejected("report_back_first", "S2.1g")
    ended = ProxyEnded(ended_on=date(2026, 10, 21), outcome="approved", point=PLACE.id)
    proxies(entrusted, handed, ready, reported).when(end()).then(ended)
    proxies(entrusted, handed, ready, reported, ended).when(end()).rejected("already_ended")


def test_reporting_back_may_end_it_in_the_same_breath() -> None:
    proxies(entrusted, handed, ready).when(report(ends=True)).then_types("proxy.reported_back", "proxy.ended")
    proxies(entrusted, handed, ready, reported).when(report()).rejected("already_reported")


def test_reporting_a_day_late_is_said_to_be_late() -> None:
    answer = proxies(entrusted, handed, ready).when(report("2026-10-22T09:00:00+08:00"))
    (told,) = answer.then_types("proxy.reported_back")
    assert told == replace(reported, reported_on=date(2026, 10, 22), in_time=False)


def test_what_is_given_up_before_the_hand_over_is_reported_back_too() -> None:
    (told,) = proxies(entrusted).when(give_up()).then_types("proxy.result_ready")
    assert told == replace(
        ready,
        ready_on=date(2026, 9, 30),
        report_due=date(2026, 10, 8),
        case_no="",
        outcome="withdrawn",
        calendar=CALENDAR.due(date(2026, 9, 30), 1).versions,
    )
    proxies(entrusted, told).when(end()).rejected("report_back_first")
    proxies(entrusted, handed).when(give_up()).rejected("already_handed_over")


def test_a_last_day_that_passed_is_noted_once_and_not_a_minute_early() -> None:
    proxies(entrusted).when(missed("handover", "2026-10-08T23:59:59+08:00")).then()
    noted = ProxyHandoverMissed(due=date(2026, 10, 8), point=PLACE.id)
    proxies(entrusted).when(missed("handover", "2026-10-09T00:00:00+08:00")).then(noted)
    proxies(entrusted, noted).when(missed("handover", "2026-10-10T00:00:00+08:00")).then()
    proxies(entrusted, handed).when(missed("handover", "2026-10-10T00:00:00+08:00")).then()
    proxies(entrusted, handed, ready).when(missed("report", "2026-10-22T00:00:00+08:00")).then(
        ProxyReportMissed(due=date(2026, 10, 21), point=PLACE.id)
    )
    proxies(entrusted, handed, ready, reported).when(missed("report", "2026-10-22T00:00:00+08:00")).then()


def test_of_a_proxy_nobody_knows_nothing_is_done() -> None:
    for command in (hand_over(), report(), end(), give_up()):
        assert proxies().when(command).rejected("unknown_proxy").status == 404
    proxies(entrusted).when(entrust()).rejected("number_taken")


ACTS = [hand_over, join, result, give_up, report, end]


@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 40)), max_size=12))
def test_whatever_is_tried_in_whatever_order_no_proxy_ends_unreported_and_all_is_said_once(
    tried: list[tuple[Callable[..., Any], int]],
) -> None:
    facts: list[Any] = [entrusted]
    moment = entrusted.entrusted_at.astimezone(SHANGHAI)
    for act, hours in tried:
        moment += timedelta(hours=hours)
        changes = {"ready_on": moment.date()} if act is result else {}
        try:
            facts += PROXIES.decide(proxies(*facts).state(), act(moment.isoformat(), **changes))
        except Rejected:
            continue
    kinds = [fact.type for fact in facts]
    assert len(kinds) == len(set(kinds)), "nothing happens twice"
    order = [
        "proxy.entrusted",
        "proxy.handed_over",
        "proxy.case_received",
        "proxy.result_ready",
        "proxy.reported_back",
        "proxy.ended",
    ]
    assert kinds == [kind for kind in order if kind in kinds], "nothing happens out of order"
    for fact in facts[1:]:
        if fact.type in ("proxy.handed_over", "proxy.reported_back"):
            day = fact.handed_on if fact.type == "proxy.handed_over" else fact.reported_on
            assert fact.in_time == (day <= fact.due)
            assert CALENDAR.is_working_day(fact.due)
