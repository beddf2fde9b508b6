"""Who an account is by now: the register's word counts over the token's, and ends with the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from shared.contracts.registry import StaffRegistered
from shared.identity import Identity
from shared.identity.standing import Standings, employed

CLERK = Identity("clerk-1", "window_clerk", "dep-zr", "H-1", ("520422103",), demo=True)
STATED = StaffRegistered(
    id="clerk-1", role="window_clerk", unit="dep-zr", hall="H-1", divisions=("520422103",), demo=True
)
TODAY = date(2026, 9, 17)


class Register:
    """Holds one statement and counts how often it is asked."""

    def __init__(self, stated: StaffRegistered | None) -> None:
        self.stated = stated
        self.asked = 0

    def find(self, account: str) -> StaffRegistered | None:
        self.asked += 1
        return self.stated


def standings(register: Register, clock: list[float] | None = None) -> Standings:
    now = clock or [0.0]
    return Standings(register.find, lambda: TODAY, monotonic=lambda: now[0])


@pytest.mark.parametrize(
    ("begins", "ends", "acts"),
    [
        (None, None, True),
        (date(2026, 9, 17), None, True),
        (date(2026, 9, 18), None, False),
        (None, date(2026, 9, 18), True),
        (None, date(2026, 9, 17), False),
    ],
)
def test_an_account_acts_from_its_first_day_until_the_day_it_ends(
    begins: date | None, ends: date | None, acts: bool
) -> None:

    stated = replace(STATED, effective_from=begins, effective_to=ends)
    assert employed(stated, TODAY) is acts
    assert standings(Register(stated)).current(CLERK) == (CLERK if acts else None)


def test_the_register_says_role_and_jurisdiction_and_never_widens_a_demonstration_token() -> None:

    moved = replace(STATED, role="reviewer", divisions=("520402",))
    told = standings(Register(moved)).current(replace(CLERK, demo=False))
    assert told == replace(CLERK, role="reviewer", divisions=("520402",), demo=False)


def test_an_account_the_register_does_not_know_stays_what_its_token_says() -> None:
    assert standings(Register(None)).current(CLERK) == CLERK


def test_an_answer_is_remembered_for_a_second_and_asked_again_after_it() -> None:
    register, clock = Register(STATED), [0.0]
    known = standings(register, clock)
    assert known.current(CLERK) == CLERK
    register.stated = None
    clock[0] = 0.9
    assert (known.current(CLERK), register.asked) == (CLERK, 1)
    clock[0] = 1.0
    known.current(CLERK)
    assert register.asked == 2


def test_while_one_request_looks_again_others_are_answered_from_memory_and_a_failed_look_is_not_remembered() -> None:
    register, clock = Register(STATED), [0.0]
    asked: list[str] = []

    def find(account: str) -> StaffRegistered | None:
        asked.append(account)
        if len(asked) == 2:
            assert known.current(CLERK) == CLERK, "another request, meanwhile"
            raise ConnectionError("the database is away")
        return register.find(account)

    known = Standings(find, lambda: TODAY, monotonic=lambda: clock[0])
    known.current(CLERK)
    clock[0] = 1.0
    with pytest.raises(ConnectionError):
        known.current(CLERK)
    assert len(asked) == 2
    known.current(CLERK)
    assert len(asked) == 3
