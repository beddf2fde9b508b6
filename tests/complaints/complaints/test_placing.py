"""At which hall a department is complained of where nobody says so."""

from __future__ import annotations

from datetime import date

import pytest

from services.complaints.complaints.placing import hall_of
from services.complaints.service import Complaints
from shared.contracts.duties import StationingStated, Stay
from shared.contracts.offices import DepartmentRegistered
from shared.contracts.places import VenueRegistered

TODAY = date(2026, 9, 24)
OWN, OTHER = "H-520422103", "H-520402109"


class Register:
    """The few statements the question needs, as the replica gives them."""

    def __init__(self, service: Complaints, *halls: str, until: date | None = None) -> None:
        self._halls, self._until, self._replica = halls, until, service.replica

    def all(self, kind: type[StationingStated]) -> dict[str, StationingStated]:
        stay = Stay("stationed", date(2026, 1, 1), self._until)
        return {hall: kind(hall=hall, department="dep-zr", stays=(stay,)) for hall in self._halls}

    def department(self, code: str) -> DepartmentRegistered:
        return self._replica.department(code)

    def venue(self, code: str) -> VenueRegistered:
        return self._replica.venue(code)


@pytest.mark.parametrize(
    ("halls", "here", "hall"),
    [
        ((OTHER,), "", OTHER),
        ((OWN, OTHER), "", OWN),
        ((OWN, OTHER), OTHER, OTHER),
        ((OTHER,), OWN, OTHER),
        ((), OWN, ""),
    ],
)
def test_it_stays_at_its_hall_or_goes_to_the_units_own_or_only_one(
    service: Complaints, halls: tuple[str, ...], here: str, hall: str
) -> None:
    assert hall_of(Register(service, *halls), "dep-zr", TODAY, here) == hall  # type: ignore[arg-type]


def test_a_unit_that_has_left_a_hall_is_not_complained_of_there(service: Complaints) -> None:
    assert hall_of(Register(service, OWN, until=TODAY), "dep-zr", TODAY) == ""  # type: ignore[arg-type]
