"""Rules of receipt about place and authority: validity of windows, admission, stationing, delegation, proxy lists."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from services.intake.cases.circumstances import Duties
from services.intake.cases.decider import CASES
from shared.contracts.duties import (
    AdmissionStated,
    DelegationRegistered,
    ProxyCatalogPublished,
    ProxyEntry,
    StationingStated,
    Stay,
)
from shared.contracts.registry import Authorisation, Text, VenueRegistered
from shared.testing.spec import spec
from tests.intake.cases.samples import HALL, LICENCE, receive, received

TODAY = date(2026, 9, 17)
"""The day on which the samples receive."""

ENTERED = AdmissionStated(
    hall=HALL.id,
    item=LICENCE.code,
    stage="entered",
    due_from=date(2025, 1, 1),
    entered_on=date(2025, 2, 1),
    basis="马府发〔2025〕4号",
)
DELEGATED = replace(LICENCE, delegated_by="普定县林业局")
DELEGATION = DelegationRegistered(
    id="WT-1",
    authority="普定县林业局",
    entrusted="dep-zr",
    items=(LICENCE.code,),
    content=Text("受理、审查和核发"),
    notice="公告〔2025〕8号",
    announced_on=date(2024, 12, 16),
    valid_from=date(2025, 1, 1),
    valid_until=TODAY,
    basis=("行政许可法第二十四条",),
)


def dated(*authorised: Authorisation) -> VenueRegistered:
    """Give the hall with one window whose authority for the licence is dated."""
    return replace(HALL, windows=(replace(HALL.windows[0], authorised=authorised),))


def at_hand(**duties: Any) -> Any:
    return receive(duties=Duties(**duties))


def test_a_window_takes_an_item_from_its_authoritys_first_day() -> None:
    begins = Authorisation(LICENCE.code, TODAY)
    spec(CASES).when(receive(hall=dated(begins))).then(received)
    tomorrow = dated(replace(begins, effective_from=date(2026, 9, 18)))
    spec(CASES).when(receive(hall=tomorrow)).rejected("wrong_hall", "S1.1")


def test_a_windows_authority_is_over_on_the_day_it_ends() -> None:
    ends = dated(Authorisation(LICENCE.code, date(2025, 1, 1), TODAY))
    spec(CASES).when(receive(hall=ends)).rejected("wrong_hall", "S2.3c")
    spec(CASES).when(receive("2026-09-16T23:59:00+08:00", hall=ends)).then_types("case.received")


def test_a_window_that_only_takes_papers_in_still_takes_them() -> None:
    papers = dated(Authorisation(LICENCE.code, date(2025, 1, 1), complete=False))
    spec(CASES).when(receive(hall=papers)).then(received)


def test_an_item_that_has_entered_is_taken_and_one_still_due_is_not() -> None:
    spec(CASES).when(at_hand(admission=ENTERED)).then(received)
    due = replace(ENTERED, stage="due", entered_on=None)
    refusal = spec(CASES).when(at_hand(admission=due)).rejected("item_not_entered", "S1.1")
    assert (refusal.status, list(refusal.errors)) == (422, ["item"])
    later = replace(ENTERED, entered_on=date(2026, 9, 18))
    spec(CASES).when(at_hand(admission=later)).rejected("item_not_entered")


def test_a_withdrawn_item_is_no_longer_taken_from_its_day_on_and_is_until_then() -> None:
    announced = replace(ENTERED, stage="withdrawn", announced_on=date(2026, 8, 1), reason="改由社区就地办理")
    spec(CASES).when(at_hand(admission=replace(announced, withdrawn_from=date(2026, 9, 18)))).then(received)
    gone = at_hand(admission=replace(announced, withdrawn_from=TODAY))
    spec(CASES).when(gone).rejected("item_withdrawn", "S2.3c")


def test_a_department_takes_items_on_days_it_serves_at_the_hall() -> None:
    stay = Stay("stationed", date(2025, 1, 1))
    here = StationingStated(hall=HALL.id, department="dep-zr", stays=(stay,))
    spec(CASES).when(at_hand(stationing=here)).then(received)
    left = replace(here, stays=(replace(stay, effective_to=TODAY),))
    spec(CASES).when(at_hand(stationing=left)).rejected("not_stationed", "S2.3a")


def test_a_delegated_item_is_taken_on_the_delegations_last_day_and_refused_the_day_after() -> None:
    duties = Duties(delegations=(DELEGATION,))
    spec(CASES).when(receive(item=DELEGATED, duties=duties)).then(received)
    after = receive("2026-09-18T09:00:00+08:00", item=DELEGATED, duties=duties)
    refusal = spec(CASES).when(after).rejected("delegation_ended", "许可法24")
    assert (refusal.status, "2026-09-17" in refusal.message) == (422, True)


def test_a_delegated_item_is_not_taken_before_its_delegation_begins_or_without_one() -> None:
    spec(CASES).when(receive(item=DELEGATED)).rejected("delegation_missing", "S2.1a")
    later = replace(DELEGATION, valid_from=date(2026, 9, 18), valid_until=date(2027, 1, 1))
    coming = receive(item=DELEGATED, duties=Duties(delegations=(later,)))
    spec(CASES).when(coming).rejected("delegation_missing")
    others = receive(item=DELEGATED, duties=Duties(delegations=(replace(DELEGATION, entrusted="dep-rs"),)))
    spec(CASES).when(others).rejected("delegation_missing")


def test_a_village_points_list_decides_for_its_township_and_tells_where_to_go() -> None:
    catalog = ProxyCatalogPublished(
        division="520422103", entries=(), document_no="马府发〔2025〕7号", effective_from=date(2025, 1, 1)
    )
    proxy = {"channel": "proxy", "item": replace(LICENCE, village_proxy=True)}
    outside = receive(**proxy, duties=Duties(catalog=catalog))
    refusal = spec(CASES).when(outside).rejected("not_for_proxy", "S2.4a")
    assert refusal.errors["channel"].startswith("普定县马场镇政务服务中心 · 综合窗口")
    listed = replace(catalog, entries=(ProxyEntry(LICENCE.code),))
    spec(CASES).when(receive(**proxy, duties=Duties(catalog=listed))).then(replace(received, channel="proxy"))
    coming = replace(catalog, effective_from=date(2026, 9, 18))
    spec(CASES).when(receive(**proxy, duties=Duties(catalog=coming))).then(replace(received, channel="proxy"))
