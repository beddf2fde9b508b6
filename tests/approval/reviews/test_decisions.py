"""Rules of the decision and of what follows it: in whose name, remedies, service, certificate, lateness."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.approval.reviews.commands import Decide, Signing
from services.approval.reviews.decisions import GROUNDS
from services.approval.reviews.procedures import EndCertificate, ExplainLateness, Serve
from services.approval.reviews.remedies import last_days, remedies, told
from shared.contracts import Actor, Rejected
from shared.contracts.approval import (
    Certificate,
    CertificateEnded,
    LatenessExplained,
    ReviewDecided,
    ReviewServed,
)
from shared.contracts.registry import CertificatePlan, Text
from shared.testing.spec import Spec
from shared.timekeeping import CalendarYear, from_published
from shared.timekeeping.years import content_hash
from tests.approval.reviews.cases import (
    APPROVER,
    CALENDAR,
    CHECKED,
    REVIEWER,
    approve,
    at,
    fold,
    opened,
    refuse,
)

FORESTRY = "普定县林业局"


def decided(command: Decide, *history: Any, **plan: Any) -> ReviewDecided:
    (fact,) = opened(CHECKED, *history, **plan).when(command).then_types("review.decided")
    assert isinstance(fact, ReviewDecided)
    return fact


def test_nobody_accepts_and_approves_where_the_item_forbids_it() -> None:
    same = Actor("clerk-zr", "approver", "dep-zr")
    opened(CHECKED, separate_acceptance=True).when(approve(actor=same)).rejected("accepted_by_same", "S1.3b")
    decided(approve(actor=same))
    decided(approve(), separate_acceptance=True)


def test_a_delegated_item_is_signed_in_the_delegating_authoritys_name_until_the_delegation_ends() -> None:
    signing = Signing(FORESTRY, delegated=True, valid_until=date(2026, 10, 12))
    fact = decided(approve("2026-10-12", signing=signing))
    assert (fact.signed_as, fact.delegated) == (FORESTRY, True)
    opened(CHECKED).when(approve("2026-10-13", signing=signing)).rejected("delegation_ended", "S2.1a; 许可法24")


def test_an_approval_gives_a_certificate_with_its_number_and_validity() -> None:
    plan = CertificatePlan(Text("林木采伐许可证"), "LM", 6, ("样本",))
    fact = decided(approve(certificate_no="520422103LM2026000001"), certificate=plan)
    assert fact.certificate == Certificate(
        "林木采伐许可证", "520422103LM2026000001", date(2026, 10, 12), date(2027, 4, 12)
    )
    endless = decided(approve(certificate_no="N1"), certificate=CertificatePlan(Text("批准书")))
    assert endless.certificate == Certificate("批准书", "N1", date(2026, 10, 12), None)
    assert decided(refuse(), certificate=plan).certificate is None


def test_a_refusal_names_the_authority_that_the_register_knows() -> None:
    opened(CHECKED).when(refuse(known_authority="安顺市人民政府")).rejected("wrong_authority", "复议法24")
    decided(refuse(known_authority="普定县人民政府"))
    opened(CHECKED).when(refuse(review_authority="")).rejected("remedy_required", "许可法38")


def test_a_refusal_keeps_the_points_that_failed() -> None:
    failed = replace(CHECKED, points=("one-house",), passed=False)
    assert decided(refuse(), failed).failed_points == ("one-house",)


def terminate(**more: Any) -> Decide:
    fields = {
        "ground": "applicant_gone",
        "reasons": "申请人于2026年9月28日死亡，户口已注销",
        "basis": "许可法70",
        "review_authority": "普定县人民政府",
        **more,
    }
    return Decide(meta=at("2026-10-12"), outcome="terminated", document_no="D1", **fields)


@pytest.mark.parametrize("ground", GROUNDS)
def test_a_review_is_terminated_on_a_ground_with_facts_articles_and_remedies(ground: str) -> None:
    (fact,) = opened().when(terminate(ground=ground)).then_types("review.decided")
    assert isinstance(fact, ReviewDecided)
    assert (fact.outcome, fact.ground) == ("terminated", ground)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ground": "we_are_busy"}, "ground_required"),
        ({"ground": ""}, "ground_required"),
        ({"reasons": "不符合条件"}, "reasons_required"),
        ({"basis": ""}, "reasons_required"),
        ({"review_authority": ""}, "remedy_required"),
    ],
)
def test_no_review_is_terminated_without_saying_so(changes: dict[str, str], code: str) -> None:
    opened().when(terminate(**changes)).rejected(code)


def serve(day: str = "2026-10-14", actor: Actor = REVIEWER, manner: str = "direct") -> Serve:
    return Serve(
        meta=at(day, actor), calendar=CALENDAR, manner=manner, served_on=date.fromisoformat(day), receipt_no="HZ1"
    )


def refused_on(day: str, **more: Any) -> Spec[Any]:
    return fold(opened(CHECKED, **more), refuse(day, signing=Signing("", court="普定县人民法院")))


def test_a17_remedies_run_from_service_and_end_on_no_holiday() -> None:
    """Served on 2026-08-03: the sixtieth day falls into National Day and moves on; six months end in a year that is
    not published yet."""
    (fact,) = refused_on("2026-08-03").when(serve("2026-08-03")).then_types("review.served")
    assert isinstance(fact, ReviewServed)
    assert fact.reconsideration_by == date(2026, 10, 8)
    assert fact.litigation_by == date(2027, 2, 3)
    assert fact.provisional
    state = refused_on("2026-08-03").given(fact).state()
    shown = told(state, CALENDAR)
    assert (shown["reconsideration"]["at"], shown["litigation"]["at"]) == ("普定县人民政府", "普定县人民法院")
    assert shown["reconsideration"]["moved_from"] == "2026-10-02"
    assert len(shown["reconsideration"]["counted"]) == 60


def test_a_decision_that_names_no_remedies_cannot_be_served() -> None:
    (fact,) = opened(CHECKED).when(refuse()).then_types("review.decided")
    bare = replace(fact, review_authority="")  # type: ignore[type-var]
    opened(CHECKED, bare).when(serve()).rejected("remedy_missing", "许可法38")


def test_an_approval_is_served_within_ten_working_days_and_has_no_remedies() -> None:
    approved = fold(opened(CHECKED), approve("2026-10-12"))
    approved.when(serve()).then(
        ReviewServed(
            manner="direct",
            served_on=date(2026, 10, 14),
            receipt_no="HZ1",
            due=date(2026, 10, 26),
            reconsideration_by=None,
            litigation_by=None,
            provisional=False,
            calendar=(),
        )
    )
    served = fold(approved, serve())
    assert remedies(served.state(), CALENDAR) is None
    with pytest.raises(Rejected, match="no_remedies"):
        told(served.state(), CALENDAR)


def test_a_decision_is_served_once_after_it_was_made_and_by_its_department() -> None:
    approved = fold(opened(CHECKED), approve("2026-10-12"))
    approved.when(serve("2026-10-10")).rejected("served_too_early")
    approved.when(serve(actor=Actor("r", "reviewer", "dep-sh"))).rejected("other_unit")
    opened().when(serve()).rejected("not_decided")
    served = fold(approved, serve())
    served.when(serve()).rejected("already_served")
    served.when(serve(actor=Actor("serve-decision", "system"))).then()


def test_a_calendar_published_later_takes_no_day_from_an_applicant() -> None:
    """It works the other way round: a later last day counts, an earlier one does not."""
    served = fold(refused_on("2026-08-03"), serve("2026-08-03")).state()
    for off, expected in (({date(2027, 2, 3), date(2027, 2, 4)}, date(2027, 2, 9)), (set(), date(2027, 2, 3))):
        days = CALENDAR.years[2027].off_days | off
        digest = content_hash(2027, "official", "N", days, ())
        year = CalendarYear(2027, "official", "N", frozenset(days), frozenset(), digest)
        found = last_days(served, from_published([year.publication()]))
        assert found is not None
        assert found[1] == expected


CERTIFIED: dict[str, Any] = {"certificate": CertificatePlan(Text("林木采伐许可证"), "LM", 6)}


def end(
    reasons: str = "核查发现以虚假林权证明取得", basis: str = "许可法69②", actor: Actor = APPROVER
) -> EndCertificate:
    meta = at("2026-11-20", actor)
    return EndCertificate(meta=meta, manner="revoked", reasons=reasons, basis=basis, document_no="CX1")


def test_a_certificate_is_revoked_once_on_facts_and_articles() -> None:
    given = fold(opened(CHECKED, **CERTIFIED), approve(certificate_no="LM1"))
    given.when(end()).then(
        CertificateEnded(
            number="LM1",
            manner="revoked",
            document_no="CX1",
            reasons="核查发现以虚假林权证明取得",
            basis="许可法69②",
            ended_on=date(2026, 11, 20),
        )
    )
    fold(given, end()).when(end()).rejected("certificate_ended")
    given.when(end(reasons="不符合条件")).rejected("reasons_hollow", "许可法69")
    given.when(end(basis=" ")).rejected("reasons_hollow")
    given.when(end(actor=REVIEWER)).rejected("not_approver")
    fold(opened(CHECKED), approve()).when(end()).rejected("no_certificate")
    opened().when(end()).rejected("not_decided")


def explain(day: str, reasons: str = "连续强降雨，现场核查推迟三日", actor: Actor = APPROVER) -> ExplainLateness:
    return ExplainLateness(meta=at(day, actor), calendar=CALENDAR, reasons=reasons)


def test_a_broken_promise_is_explained_in_public() -> None:
    opened().when(explain("2026-10-14")).rejected("not_late", "条例36")
    opened().when(explain("2026-10-15")).then(
        LatenessExplained(
            reasons="连续强降雨，现场核查推迟三日", due=date(2026, 10, 14), explained_on=date(2026, 10, 15)
        )
    )
    opened().when(explain("2026-10-15", "有关情况")).rejected("reasons_hollow")
    opened().when(explain("2026-10-15", actor=REVIEWER)).rejected("not_approver")
    fold(opened(CHECKED), approve("2026-10-12")).when(explain("2026-11-15")).rejected("not_late")
    fold(opened(CHECKED), approve("2026-10-16"), explain("2026-11-15"))
