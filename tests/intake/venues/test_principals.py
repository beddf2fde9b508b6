"""Who answers for a place: one at a time, a successor ends the term before, names sealed and shown."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.intake.registry.deciders import SUBJECTS
from services.intake.venues.principals import missing_parts, opened, sealed
from shared.contracts import encode
from shared.contracts.duties import Principal, PrincipalsRegistered
from shared.contracts.registry import StaffRegistered, Text, VenueRegistered
from shared.contracts.statements import State, known
from shared.privacy import MemoryKeyStore, Vault
from shared.testing.spec import Answer, meta_at, spec
from tests.intake.cases.samples import HALL

DIVISION = HALL.division
SUCCESSION = date(2026, 9, 17)
EVE = date(2026, 9, 16)


def term(part: str, since: str, until: str = "", office: str = "镇长") -> Principal:
    return Principal(
        part=part,  # type: ignore[arg-type]
        office=Text(office),
        account="",
        effective_from=date.fromisoformat(since),
        effective_to=date.fromisoformat(until) if until else None,
    )


def state(*terms: Principal) -> Answer:
    statement = PrincipalsRegistered(division=DIVISION, principals=terms)
    told = known(HALL, kinds=(StaffRegistered, VenueRegistered))
    return spec(SUBJECTS["principals"]).when(State(meta=meta_at(), statement=statement, known=told))


def test_on_the_day_of_succession_the_term_before_ends() -> None:
    answer = state(term("first", "2026-09-17", office="新镇长"), term("first", "2025-01-01"))
    (stated,) = answer.then_types("principals.registered")
    assert isinstance(stated, PrincipalsRegistered)
    assert [(each.office.zh, each.effective_to) for each in stated.principals] == [
        ("镇长", SUCCESSION),
        ("新镇长", None),
    ]


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ((term("first", "2025-01-01", "2026-10-01"), term("first", "2026-09-17")), "overlapping_validity"),
        ((term("first", "2025-01-01"), term("first", "2025-01-01")), "overlapping_validity"),
        ((term("first", "2025-01-01", "2024-01-01"),), "impossible_period"),
    ],
)
def test_two_never_hold_one_part_at_once(terms: tuple[Principal, ...], code: str) -> None:
    refusal = state(*terms).rejected(code, "S3.1b")
    assert set(refusal.errors) <= {"principals", "effective_to"}


def test_a_part_nobody_holds_is_missing() -> None:
    told = PrincipalsRegistered(division=DIVISION, principals=(term("first", "2025-01-01", "2026-09-17"),))
    assert missing_parts(told, EVE) == ("deputy",)
    assert missing_parts(told, SUCCESSION) == ("first", "deputy")
    assert missing_parts(None, SUCCESSION) == ("first", "deputy")


BODY: dict[str, Any] = {
    "part": "first",
    "office": {"zh": "镇长", "en": "head of the town"},
    "name": "欧阳示例",
    "account": "",
    "effective_from": date(2025, 1, 1),
    "effective_to": None,
}


def test_names_are_sealed_in_the_statement_and_opened_to_be_shown() -> None:
    vault = Vault(MemoryKeyStore(), bytes(32))
    stated = sealed(vault, DIVISION, [BODY])
    assert "欧阳" not in str(encode(stated))
    assert [(each.name, each.office.zh) for each in opened(vault, stated, EVE)] == [("欧阳示例", "镇长")]
    assert opened(vault, stated, date(2024, 12, 31)) == []
    vault.erase(stated.principals[0].person)
    assert [each.name for each in opened(vault, stated, EVE)] == [""]
