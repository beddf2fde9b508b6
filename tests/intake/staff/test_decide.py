"""Rules of accounts: jurisdiction, validity, whoever stands in; and of those who answer for a township."""

from __future__ import annotations

from dataclasses import replace

from shared.contracts.duties import Principal, PrincipalsRegistered
from shared.contracts.registry import Text
from tests.intake.duties import CLERK, HALL, day, stating

OTHER = replace(CLERK, id="clerk-2")


def test_an_account_is_registered() -> None:
    stating(CLERK).then(CLERK)


def test_a_window_clerk_works_at_a_hall() -> None:
    stating(replace(CLERK, hall="")).rejected("hall_missing", "S2.1d")


def test_units_and_halls_are_on_the_register() -> None:
    stating(replace(CLERK, unit="dep-xx")).rejected("unknown_department")
    stating(replace(CLERK, hall="H-1")).rejected("unknown_hall")


def test_a_jurisdiction_is_the_beginning_of_a_division_code() -> None:
    stating(replace(CLERK, divisions=("52042",))).rejected("bad_division", "F9")
    stating(replace(CLERK, divisions=("5204",))).then(replace(CLERK, divisions=("5204",)))


def test_whoever_works_at_a_hall_has_it_within_their_jurisdiction() -> None:
    stating(replace(CLERK, divisions=("520425102",))).rejected("hall_outside_jurisdiction", "F9")


def test_an_account_ends_after_it_began() -> None:
    dated = replace(CLERK, effective_from=day("2026-01-01"), effective_to=day("2026-01-01"))
    stating(dated).rejected("impossible_period", "S2.1d")
    stating(replace(dated, effective_to=day("2026-01-02"))).then(replace(dated, effective_to=day("2026-01-02")))


def test_whoever_stands_in_is_somebody_else_of_the_same_post() -> None:
    stating(replace(CLERK, partner="clerk-1")).rejected("partner_of_oneself")
    stating(replace(CLERK, partner="clerk-9")).rejected("unknown_staff")
    elsewhere = replace(OTHER, unit="dep-rs")
    stating(replace(CLERK, partner="clerk-2"), elsewhere).rejected("partner_elsewhere", "S2.1d")
    stating(replace(CLERK, partner="clerk-2"), OTHER).then(replace(CLERK, partner="clerk-2"))


HEAD = Principal("first", Text("镇长"), "clerk-1", day("2025-01-01"), day("2026-10-01"))


def answering(*principals: Principal) -> PrincipalsRegistered:
    return PrincipalsRegistered(division=HALL.division, principals=principals)


def test_an_office_passes_on_the_day_a_term_ends() -> None:
    following = replace(HEAD, account="clerk-2", effective_from=day("2026-10-01"), effective_to=None)
    stating(answering(HEAD, following), OTHER).then(answering(HEAD, following))


def test_two_persons_never_hold_one_office_at_a_time() -> None:
    early = replace(HEAD, account="clerk-2", effective_from=day("2026-09-30"), effective_to=day("2027-01-01"))
    stating(answering(HEAD, early), OTHER).rejected("overlapping_validity", "S3.1b")


def test_a_township_and_its_accounts_are_on_the_register() -> None:
    strange = replace(answering(HEAD), division="520402109")
    stating(strange).rejected("unknown_division", "S3.1b")
    stating(answering(replace(HEAD, account="clerk-9"))).rejected("unknown_staff", "S3.1b")
