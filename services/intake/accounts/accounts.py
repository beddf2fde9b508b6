"""Who may sign in: argon2 hashes in a collection of the service's own, and a brake on guessing.

Names and passwords never enter the journal. What an account may do comes from the register (`staff.registered`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from pymongo import UpdateOne
from pymongo.collection import Collection

from shared.contracts import Rejected
from shared.contracts.registry import StaffRegistered
from shared.identity import Identity
from shared.identity.passwords import hash_password, password_fits
from shared.identity.standing import employed
from shared.timekeeping import Clock, local_day

FREE_FAILURES = 5
"""After this many wrong passwords an account waits."""

PAUSE = timedelta(minutes=5)
"""How long an account waits after the last of them."""

LEAST_LENGTH = 10
"""Characters a password has at least; length, not odd characters, is what makes guessing slow."""


@dataclass(frozen=True, slots=True)
class Accounts:
    """Accounts of a service.

    Attributes:
        credentials: `{_id: account, hash, failures, failed_at, temporary}`; a temporary password opens one door only:
            that to a password of one's own.
        staff: gives an account's entry on the register, or raises `Rejected`.
        clock: real time; the brake does not run on a virtual calendar.
        demo: whether demonstration accounts may sign in.
    """

    credentials: Collection[dict[str, Any]]
    staff: Callable[[str], StaffRegistered]
    clock: Clock
    demo: bool = False

    def authenticate(self, account: str, password: str) -> Identity | None:
        """Give the identity of an account whose password fits, or None; unknown accounts take as long as known ones.

        Raises:
            Rejected: 429 `too_many_attempts`, while the account waits; 403 `password_change_needed`, where the password
                is the temporary one that an administrator gave.
        """
        found = self._checked(account, password)
        if found is None:
            return None
        identity = self._identity(account)
        if identity is not None and found.get("temporary"):
            raise Rejected("password_change_needed", "choose a password of your own first", "S2.1d", status=403)
        return identity

    def give_password(self, account: str, password: str) -> None:
        """Give an account of the register a temporary password; its holder chooses another at the first sign-in.

        Raises:
            Rejected: `unknown_staff`, `weak_password`.
        """
        self.staff(account)
        self._set(account, password, temporary=True)

    def change_password(self, account: str, old: str, new: str) -> Identity | None:
        """Put a password of the holder's own choice in the place of the old one; None where the old one does not fit.

        Raises:
            Rejected: `too_many_attempts`, `weak_password`.
        """
        if self._checked(account, old) is None or (identity := self._identity(account)) is None:
            return None
        if new == old:
            raise _weak("choose another one than the old one")
        self._set(account, new, temporary=False)
        return identity

    def kinds(self) -> dict[str, str]:
        """Tell of every account with a password whether it is `temporary` or its holder's `own`."""
        found = self.credentials.find({}, {"temporary": 1})
        return {each["_id"]: "temporary" if each.get("temporary") else "own" for each in found}

    def _checked(self, account: str, password: str) -> dict[str, Any] | None:
        """Give what is kept of an account whose password fits; a wrong one is counted."""
        found = self.credentials.find_one({"_id": account}) or {}
        self._brake(found)
        if not password_fits(found.get("hash"), password):
            self._count_failure(account)
            return None
        if found.get("failures"):
            self.credentials.update_one({"_id": account}, {"$set": {"failures": 0}})
        return found

    def _set(self, account: str, password: str, *, temporary: bool) -> None:
        if len(password) < LEAST_LENGTH:
            raise _weak(f"at least {LEAST_LENGTH} characters")
        if account.casefold() in password.casefold():
            raise _weak("it must not contain the account")
        fields = {"hash": hash_password(password), "failures": 0, "temporary": temporary}
        self.credentials.update_one({"_id": account}, {"$set": fields}, upsert=True)

    def add_missing(self, passwords: Mapping[str, str]) -> None:
        """Give passwords to accounts that have none yet."""
        known = {found["_id"] for found in self.credentials.find({"_id": {"$in": list(passwords)}}, {"_id": 1})}
        missing = {account: password for account, password in passwords.items() if account not in known}
        hashes = {password: hash_password(password) for password in set(missing.values())}
        if missing:
            self.credentials.bulk_write([_adding(account, hashes[word]) for account, word in missing.items()])

    def _brake(self, found: Mapping[str, Any]) -> None:
        if found.get("failures", 0) < FREE_FAILURES:
            return
        until = found["failed_at"] + PAUSE
        if self.clock.now() < until:
            raise Rejected("too_many_attempts", "too many wrong passwords; wait some minutes", status=429)

    def _count_failure(self, account: str) -> None:
        """Count a wrong password of a known account; unknown ones leave no trace to fill the store with."""
        change = {"$inc": {"failures": 1}, "$set": {"failed_at": self.clock.now()}}
        self.credentials.update_one({"_id": account}, change)

    def _identity(self, account: str) -> Identity | None:
        try:
            staff = self.staff(account)
        except Rejected:
            return None
        if (staff.demo and not self.demo) or not employed(staff, local_day(self.clock.now())):
            return None
        return Identity(staff.id, staff.role, staff.unit, staff.hall, staff.divisions, staff.demo)


def _weak(told: str) -> Rejected:
    return Rejected("weak_password", told, "F9", status=422, errors={"password": told})


def _adding(account: str, hashed: str) -> UpdateOne:
    return UpdateOne({"_id": account}, {"$setOnInsert": {"hash": hashed, "failures": 0}}, upsert=True)
