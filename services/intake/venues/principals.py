"""Names of those who answer for a place: sealed before they are part of an event, opened to be shown (F10; S3.1b)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from shared.contracts.duties import Principal, PrincipalsRegistered
from shared.contracts.registry import Text
from shared.contracts.statements import stream_of
from shared.contracts.validity import holds
from shared.privacy import PrivacyError, Vault

Part = Literal["first", "deputy"]
PARTS: tuple[Part, ...] = ("first", "deputy")


@dataclass(frozen=True, slots=True)
class OfficeHolder:
    """Somebody who answers for a place; `name` is empty where it was never published, or was erased."""

    part: Part
    name: str
    office: Text
    effective_from: date
    effective_to: date | None


def sealed(vault: Vault, division: str, terms: Sequence[Mapping[str, Any]]) -> PrincipalsRegistered:
    """Make the statement of who answers for a township or village, from terms with readable names (`PrincipalBody`)."""
    return PrincipalsRegistered(division=division, principals=tuple(_sealed(vault, division, term) for term in terms))


def _sealed(vault: Vault, division: str, term: Mapping[str, Any]) -> Principal:
    person = vault.person("office_holder", f"{division}\x1f{term['name']}")
    return Principal(
        part=term["part"],
        office=Text(**term["office"]),
        account=term["account"],
        effective_from=term["effective_from"],
        effective_to=term["effective_to"],
        person=person,
        name=vault.seal(person, f"principals/{division}", f"{term['part']}.name", term["name"]),
    )


def opened(vault: Vault, stated: PrincipalsRegistered | None, day: date | None = None) -> list[OfficeHolder]:
    """Give those who answer on a day with their names, or all there ever were."""
    if stated is None:
        return []
    return [_opened(vault, stated, term) for term in stated.principals if day is None or holds(term, day)]


def _opened(vault: Vault, stated: PrincipalsRegistered, term: Principal) -> OfficeHolder:
    try:
        name = vault.open(term.person, term.name, stream_of(stated), f"{term.part}.name")
    except PrivacyError:
        name = ""
    return OfficeHolder(term.part, name, term.office, term.effective_from, term.effective_to)


def missing_parts(stated: PrincipalsRegistered | None, day: date) -> tuple[Part, ...]:
    """Give the parts nobody holds on a day: such a place is on the list of what does not comply (S3.1b)."""
    held = {term.part for term in stated.principals if holds(term, day)} if stated else set()
    return tuple(part for part in PARTS if part not in held)
