"""The rules of a mandate: two people, items, acts, a term; measured at every act; taken back at any time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.mandates.commands import Give, Revoke, Use
from services.intake.mandates.decider import MANDATES
from shared.contracts import Rejected
from shared.contracts.intake import Applicant
from shared.contracts.people import MandateExceeded, MandateGiven, MandateRevoked, MandateUsed
from shared.testing.spec import meta_at, spec

NOW = "2026-09-17T10:00:00+08:00"
WHO = Applicant("p-1", "1", "s-name", "s-id")
AGENT = Applicant("p-2", "1", "s-name", "s-id")
BODY = Applicant("p-3", "2", "s-name", "s-id")

letter = MandateGiven(
    principal=WHO,
    agent=AGENT,
    items=("shiye",),
    acts=("apply", "collect"),
    valid_from=date(2026, 9, 1),
    valid_to=date(2026, 9, 30),
    document_no="WT1",
    evidence="written",
    agent_account="citizen-2",
    hall="H-1",
    division="520422103",
)


def give(**changes: Any) -> Give:
    fields: dict[str, Any] = {
        "desk": "H-1",
        "principal": WHO,
        "agent": AGENT,
        "representative": None,
        "items": ("shiye",),
        "acts": ("apply", "collect"),
        "valid_from": date(2026, 9, 1),
        "valid_to": date(2026, 9, 30),
        "evidence": "written",
        "document_no": "WT1",
        "agent_account": "citizen-2",
        "division": "520422103",
    }
    return Give(meta=meta_at(NOW), **(fields | changes))


def use(moment: str = NOW, **changes: Any) -> Use:
    return Use(meta=meta_at(moment), **({"act": "apply", "item": "shiye", "person": "p-1"} | changes))


def revoke(**changes: Any) -> Revoke:
    return Revoke(meta=meta_at(NOW), **({"reason": "changed_mind", "desk": "H-1"} | changes))


revoked = MandateRevoked(reason="changed_mind", revoked_at=datetime.fromisoformat(NOW))


def test_a_mandate_names_two_people_items_acts_and_a_term() -> None:
    spec(MANDATES).when(give()).then(letter)
    spec(MANDATES).when(give(agent=WHO)).rejected("own_agent")
    spec(MANDATES).when(give(account="a", agent_account="a")).rejected("own_agent")
    spec(MANDATES).when(give(items=())).rejected("mandate_empty")
    spec(MANDATES).when(give(acts=())).rejected("mandate_empty")
    spec(MANDATES).when(give(valid_to=date(2026, 8, 31))).rejected("mandate_term")
    spec(MANDATES).when(give(valid_from=date(2026, 8, 1), valid_to=date(2026, 9, 16))).rejected("mandate_term")
    spec(MANDATES).given(letter).when(give()).rejected("number_taken")


def test_a_body_acts_through_its_legal_representative_and_a_person_in_person() -> None:
    spec(MANDATES).when(give(principal=BODY)).rejected("representative_missing")
    spec(MANDATES).when(give(principal=BODY, representative=BODY)).rejected("representative_missing")
    spec(MANDATES).when(give(principal=BODY, representative=WHO)).then_types("mandate.given")
    spec(MANDATES).when(give(representative=AGENT)).rejected("representative_not_needed")


def test_a_minor_acts_through_a_guardian_and_nobody_under_age_acts_for_others() -> None:
    child = frozenset({"principal"})
    assert spec(MANDATES).when(give(minors=child)).rejected("guardian_missing", "S1.5b").errors == {
        "representative.name": "a minor acts through a guardian"
    }
    spec(MANDATES).when(give(minors=child, representative=BODY)).rejected("representative_missing")
    spec(MANDATES).when(give(minors=child, representative=AGENT)).then_types("mandate.given")
    young = give(minors=child | {"representative"}, representative=AGENT)
    assert list(spec(MANDATES).when(young).rejected("under_age").errors) == ["representative.id_number"]
    assert list(spec(MANDATES).when(give(minors=frozenset({"agent"}))).rejected("under_age").errors) == [
        "agent.id_number"
    ]


def test_within_term_and_scope_the_use_is_noted() -> None:
    at = datetime.fromisoformat(NOW)
    used = MandateUsed(act="apply", item="shiye", case_no="", used_at=at)
    spec(MANDATES).given(letter).when(use()).then(used)
    spec(MANDATES).given(letter).when(use(account="citizen-2")).then(used)


@pytest.mark.parametrize(
    ("moment", "changes", "why"),
    [
        ("2026-08-31T23:59:59+08:00", {}, "not_yet"),
        ("2026-10-01T00:00:00+08:00", {}, "expired"),
        (NOW, {"item": "zhaijidi"}, "other_item"),
        (NOW, {"act": "withdraw"}, "other_act"),
        (NOW, {"person": "p-9"}, "other_person"),
        (NOW, {"account": "citizen-9"}, "other_agent"),
    ],
)
def test_beyond_term_or_scope_every_act_is_refused_and_recorded(moment: str, changes: dict[str, str], why: Any) -> None:
    asked = use(moment, **changes)
    answer = spec(MANDATES).given(letter).when(asked)
    assert answer.rejected("mandate_exceeded", "S1.5b").status == 403
    answer.recorded(MandateExceeded(act=asked.act, item=asked.item, case_no="", why=why, tried_at=asked.meta.now))


def test_both_ends_of_the_term_count() -> None:
    for moment in ("2026-09-01T00:00:00+08:00", "2026-09-30T23:59:59+08:00"):
        spec(MANDATES).given(letter).when(use(moment)).then_types("mandate.used")


def test_what_is_taken_back_holds_no_more_from_that_moment() -> None:
    spec(MANDATES).given(letter).when(revoke()).then(revoked)
    answer = spec(MANDATES).given(letter, revoked).when(use())
    assert answer.rejected("mandate_exceeded").errors == {"mandate": "revoked"}
    spec(MANDATES).given(letter, revoked).when(revoke()).rejected("mandate_revoked")


def test_only_the_principal_or_the_window_with_the_letter_takes_it_back() -> None:
    own = replace(letter, account="citizen")
    spec(MANDATES).given(own).when(revoke(desk="", account="citizen")).then(revoked)
    spec(MANDATES).given(own).when(revoke(desk="", account="citizen-2")).rejected("unknown_mandate")
    spec(MANDATES).given(own).when(revoke(desk="H-2")).rejected("wrong_hall_for_clerk")
    spec(MANDATES).when(revoke()).rejected("unknown_mandate")


@given(
    st.dates(date(2026, 8, 1), date(2026, 11, 1)),
    st.sampled_from(["shiye", "zhaijidi"]),
    st.sampled_from(["apply", "supplement", "withdraw", "collect"]),
    st.sampled_from(["p-1", "p-9"]),
    st.sampled_from(["", "citizen-2", "citizen-9"]),
)
def test_an_act_is_allowed_exactly_where_all_of_it_is_covered(
    day: date, item: str, act: str, person: str, account: str
) -> None:
    covered = (
        letter.valid_from <= day <= letter.valid_to
        and (item, person) == ("shiye", "p-1")
        and act in letter.acts
        and account in ("", "citizen-2")
    )
    command = use(f"{day.isoformat()}T12:00:00+08:00", item=item, act=act, person=person, account=account)
    answer = spec(MANDATES).given(letter).when(command)
    assert (answer.refusal is None) == covered
    if isinstance(answer.refusal, Rejected):
        assert len(answer.refusal.records) == 1


def test_the_clock_of_the_server_counts_and_not_what_somebody_says_about_the_past() -> None:
    late = meta_at("2026-10-02T09:00:00+08:00")
    said = replace(late, occurred_at=late.now - timedelta(days=5))
    command = replace(use(), meta=said)
    assert spec(MANDATES).given(letter).when(command).rejected("mandate_exceeded").errors == {"mandate": "expired"}
