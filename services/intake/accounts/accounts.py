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
from shared.timekeeping import Clock

FREE_FAILURES = 5
"""After this many wrong passwords an account waits."""

PAUSE = timedelta(minutes=5)
"""How long an account waits after the last of them."""


@dataclass(frozen=True, slots=True)
class Accounts:
    """Accounts of a service.

    Attributes:
        credentials: `{_id: account, hash, failures, failed_at}`.
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
            Rejected: 429 `too_many_attempts`, while the account waits.
        """
        found = self.credentials.find_one({"_id": account}) or {}
        self._brake(found)
        fits = password_fits(found.get("hash"), password)
        if not fits:
            self._count_failure(account)
            return None
        if found.get("failures"):
            self.credentials.update_one({"_id": account}, {"$set": {"failures": 0}})
        return self._identity(account)

    def set_password(self, account: str, password: str) -> None:
        """Give an account a new password."""
        fields = {"hash": hash_password(password), "failures": 0}
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
        if staff.demo and not self.demo:
            return None
        return Identity(staff.id, staff.role, staff.unit, staff.hall, staff.divisions, staff.demo)


def _adding(account: str, hashed: str) -> UpdateOne:
    return UpdateOne({"_id": account}, {"$setOnInsert": {"hash": hashed, "failures": 0}}, upsert=True)
