"""Whether an account may still act, asked of the register at every request: what ends today ends today (S2.1d).

A token says who somebody was when they signed in. The register says who they are: an account past its last day is
refused at once, and a new role, unit, hall or jurisdiction counts from the next request on. The answer is remembered
for a second, so that a rush at the windows does not read the register for every click.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from shared.contracts.registry import StaffRegistered
from shared.identity.identity import Identity

SECONDS = 1.0
MOST = 2000
"""How many accounts are remembered at a time."""

FindStaff = Callable[[str], StaffRegistered | None]
"""Gives an account's statement on the register, or None where there is none."""


def employed(staff: StaffRegistered, day: date) -> bool:
    """Tell whether an account may act on a day: from its first day, until the day before it ends."""
    begun = staff.effective_from is None or staff.effective_from <= day
    return begun and (staff.effective_to is None or day < staff.effective_to)


class Standings:
    """What the register says of accounts now.

    Args:
        find: looks an account up.
        today: gives the local day.
        seconds: how long an answer is remembered.
        monotonic: measures that; replaced in tests.
    """

    def __init__(
        self,
        find: FindStaff,
        today: Callable[[], date],
        seconds: float = SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._find = find
        self._today = today
        self._seconds = seconds
        self._monotonic = monotonic
        self._known: dict[str, tuple[float, StaffRegistered | None]] = {}

    def current(self, identity: Identity) -> Identity | None:
        """Give the identity as the register has it now, or None where the account has ended or not begun.

        An account that the register does not know stays what its token says: nobody can sign in as one.
        """
        staff = self._staff(identity.id)
        if staff is None:
            return identity
        if not employed(staff, self._today()):
            return None
        demo = identity.demo and staff.demo
        return replace(
            identity, role=staff.role, unit=staff.unit, hall=staff.hall, divisions=staff.divisions, demo=demo
        )

    def _staff(self, account: str) -> StaffRegistered | None:
        until, staff = self._known.get(account, (0.0, None))
        if self._monotonic() >= until:
            if account in self._known:  # one request looks again; the others need not wait for it
                self._known[account] = (self._monotonic() + self._seconds, staff)
            staff = self._looked_up(account)
            if len(self._known) >= MOST:
                self._known.clear()
            self._known[account] = (self._monotonic() + self._seconds, staff)
        return staff

    def _looked_up(self, account: str) -> StaffRegistered | None:
        try:
            return self._find(account)
        except BaseException:
            self._known.pop(account, None)
            raise
