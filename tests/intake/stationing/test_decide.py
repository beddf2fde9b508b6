"""Rules of who serves at a hall: stays, exemptions from above and to a day, windows' authority, work past the hall."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from shared.contracts.duties import ExemptionApproved, OutsideHandlingFound, StationingStated, Stay
from shared.contracts.registry import Authorisation
from tests.intake.duties import HALL, INSTANT, LICENCE, day, hall_with, stating

STAYS = StationingStated(
    hall=HALL.id,
    department="dep-zr",
    stays=(
        Stay("collected", day("2025-01-01"), day("2025-07-01"), "马府发〔2024〕31号"),
        Stay("stationed", day("2025-07-01")),
    ),
)
EXEMPT = ExemptionApproved(
    id="EX-1",
    hall=HALL.id,
    item=LICENCE.code,
    scope="hall",
    ground="premises",
    reason="须在地块现场踏勘登记",
    approved_by="普定县人民政府",
    approver_level="4",
    document_no="普府函〔2026〕6号",
    approved_on=day("2026-03-20"),
    effective_from=day("2026-04-01"),
    effective_to=day("2026-10-01"),
)
FINDING = OutsideHandlingFound(
    id="OH-1",
    hall=HALL.id,
    item=LICENCE.code,
    department="dep-zr",
    handled_on=day("2026-08-11"),
    found_on=day("2026-08-20"),
    how="inspection",
    document_no="普政务督〔2026〕3号",
)


def test_a_department_may_serve_in_one_way_after_another() -> None:
    stating(STAYS).then(STAYS)


def test_a_department_never_serves_in_two_ways_at_once() -> None:
    both = replace(STAYS, stays=(STAYS.stays[0], replace(STAYS.stays[1], effective_from=day("2025-06-30"))))
    stating(both).rejected("overlapping_validity", "A-2")
    endless = replace(STAYS, stays=(replace(STAYS.stays[0], effective_to=None), STAYS.stays[1]))
    stating(endless).rejected("overlapping_validity")


def test_a_stay_ends_after_it_began_and_there_is_one() -> None:
    backwards = replace(STAYS.stays[0], effective_to=day("2025-01-01"))
    stating(replace(STAYS, stays=(backwards,))).rejected("impossible_period")
    stating(replace(STAYS, stays=())).rejected("stays_missing", "S2.3a")


def test_what_others_do_for_a_department_rests_on_a_paper() -> None:
    bare = replace(STAYS.stays[0], document=" ")
    stating(replace(STAYS, stays=(bare,))).rejected("document_missing", "S2.3a")


def test_stays_name_a_hall_and_a_department_of_the_register() -> None:
    stating(replace(STAYS, hall="H-1")).rejected("unknown_hall")
    stating(replace(STAYS, department="dep-xx")).rejected("unknown_department")


def test_an_exemption_has_leave_from_above_on_paper_and_to_a_day() -> None:
    stating(EXEMPT).then(EXEMPT)
    by_department = replace(EXEMPT, item="", department="dep-zr", ground="vertical")
    stating(by_department).then(by_department)


INCOMPLETE: list[tuple[dict[str, Any], str, str]] = [
    ({"approved_by": " "}, "approval_incomplete", "approved_by"),
    ({"document_no": ""}, "approval_incomplete", "document_no"),
    ({"reason": ""}, "approval_incomplete", "reason"),
    ({"approver_level": "5"}, "approver_not_higher", "approver_level"),
    ({"approver_level": ""}, "approver_not_higher", "approver_level"),
    ({"effective_to": day("2026-04-01")}, "impossible_period", "effective_to"),
    ({"approved_on": day("2026-04-02")}, "approved_too_late", "approved_on"),
    ({"approved_on": day("2026-09-18"), "effective_from": day("2026-09-18")}, "future_date", "approved_on"),
    ({"department": "dep-zr"}, "exemption_of_what", "item"),
    ({"item": ""}, "exemption_of_what", "item"),
    ({"ground": "not_online"}, "wrong_ground", "ground"),
    ({"scope": "online"}, "wrong_ground", "ground"),
    ({"item": "", "department": "dep-zr", "scope": "online"}, "exemption_of_what", "item"),
    ({"item": "gone"}, "unknown_item", "item"),
    ({"hall": "H-1"}, "unknown_hall", "hall"),
]


@pytest.mark.parametrize(("changes", "code", "field"), INCOMPLETE)
def test_an_exemption_that_lacks_something_is_refused(changes: dict[str, Any], code: str, field: str) -> None:
    refusal = stating(replace(EXEMPT, **changes)).rejected(code)
    assert (refusal.status, list(refusal.errors)) == (422, [field])
    assert refusal.basis


def test_no_department_exempts_itself() -> None:
    own = replace(EXEMPT, item="", department="dep-zr", ground="other", approved_by="普定县自然资源局马场自然资源所")
    stating(own).rejected("approver_not_higher", "G9")


def test_exemptions_of_the_same_never_overlap_and_may_follow_one_another() -> None:
    later = replace(EXEMPT, id="EX-2", effective_from=day("2026-09-30"), effective_to=day("2027-01-01"))
    stating(later, EXEMPT).rejected("overlapping_validity", "G9")
    next_one = replace(later, effective_from=day("2026-10-01"))
    stating(next_one, EXEMPT).then(next_one)
    other = replace(later, item=INSTANT.code)
    stating(other, EXEMPT).then(other)


def test_an_exemption_may_be_shortened_and_is_never_prolonged() -> None:
    shorter = replace(EXEMPT, effective_to=day("2026-09-01"))
    stating(shorter, EXEMPT, before=EXEMPT).then(shorter)
    longer = replace(EXEMPT, effective_to=day("2026-10-02"))
    stating(longer, EXEMPT, before=EXEMPT).rejected("exemption_prolonged", "G9")


def test_a_windows_authority_is_for_items_it_lists_one_at_a_time() -> None:
    first = Authorisation(LICENCE.code, day("2025-01-01"), day("2026-01-01"))
    following = replace(first, effective_from=day("2026-01-01"), effective_to=None)
    dated = hall_with(authorised=(first, following))
    stating(dated).then_types("venue.registered")
    stating(hall_with(authorised=(first, replace(following, effective_from=day("2025-12-31"))))).rejected(
        "overlapping_validity"
    )
    stating(hall_with(authorised=(replace(first, effective_to=first.effective_from),))).rejected("impossible_period")
    stating(hall_with(items=(LICENCE.code,), authorised=(replace(first, item=INSTANT.code),))).rejected("not_listed")


def test_only_a_comprehensive_window_has_authority_for_other_departments() -> None:
    foreign = Authorisation(INSTANT.code, day("2025-01-01"))
    stating(hall_with(authorised=(foreign,))).rejected("not_comprehensive", "S2.3c")
    stating(hall_with(authorised=(foreign,), comprehensive=True)).then_types("venue.registered")


def test_work_past_the_hall_is_found_after_it_happened_and_on_record() -> None:
    stating(FINDING).then(FINDING)
    stating(replace(FINDING, found_on=day("2026-08-10"))).rejected("future_date")
    stating(replace(FINDING, found_on=day("2026-09-18"))).rejected("future_date")
    stating(replace(FINDING, count=0)).rejected("nothing_found")
    stating(replace(FINDING, document_no="")).rejected("document_missing", "S1.1")
    stating(replace(FINDING, item=INSTANT.code), before=FINDING).rejected("another_finding")


def test_a_key_that_two_pairs_of_codes_share_belongs_to_the_first() -> None:
    """`H-1` with `2-3` and `H-1-2` with `3` would join to one key."""
    stolen = replace(STAYS, hall=f"{HALL.id}-dep", department="zr")
    stating(stolen, before=STAYS).rejected("key_taken")
