"""Whose register it is: an administrator keeps what lies within the divisions of the account, and nothing else.

A subject lies where its statement says, or else where the hall, account, department or item lies that it is about.
What lies nowhere (calendars, legal bases, files) is kept by every administrator.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, cast

from shared.contracts import Event, Rejected
from shared.contracts.registry import DepartmentRegistered, ItemPublished, StaffRegistered, VenueRegistered
from shared.contracts.statements import category_of_kind, key_of_statement
from shared.identity.identity import Identity, division_allowed
from shared.replica import Replica

Find = Callable[[type[Event], str], Event | None]
"""Gives a subject by kind and key, or None."""

_ABOUT: tuple[tuple[str, type[Event]], ...] = (
    ("hall", VenueRegistered),
    ("venue", VenueRegistered),
    ("staff", StaffRegistered),
    ("department", DepartmentRegistered),
    ("entrusted", DepartmentRegistered),
    ("unit", DepartmentRegistered),
    ("item", ItemPublished),
)


def divisions_of(statement: Event, find: Find) -> list[str]:
    """Give the codes of the divisions a statement lies in; none where it lies nowhere."""
    own = list(_own(statement))
    if isinstance(statement, StaffRegistered):  # an account reaches as far as its divisions, and works at a place
        return own + _through(statement, find, ("hall", "unit"))
    return own or _through(statement, find, tuple(name for name, _ in _ABOUT))


def _own(statement: Event) -> Iterator[str]:
    if category_of_kind(type(statement)) == "division":
        yield cast(Any, statement).code
        return
    division = getattr(statement, "division", "")
    if division:
        yield division
    yield from getattr(statement, "divisions", ())


def _through(statement: Event, find: Find, names: tuple[str, ...]) -> list[str]:
    for name, kind in _ABOUT:
        key = getattr(statement, name, "") if name in names else ""
        found = find(kind, key) if key else None
        if found is not None:
            return divisions_of(found, find)
    return []


def within(identity: Identity, statement: Event, find: Find) -> bool:
    """Tell whether an account may keep the subject of a statement."""
    return identity.can("registry.write") and all(
        division_allowed(identity, code) for code in divisions_of(statement, find)
    )


def guard(identity: Identity, replica: Replica, statement: Event) -> None:
    """Refuse what an account may not state: neither what holds of the subject nor what is stated lies elsewhere.

    Raises:
        Rejected: 403 `other_division`.
    """

    def find(kind: type[Event], key: str) -> Event | None:
        try:
            return replica.one(kind, key)
        except Rejected:
            return None

    for each in (find(type(statement), key_of_statement(statement)), statement):
        if each is not None:
            be_within(identity, each, find)


def be_within(identity: Identity, statement: Event, find: Find) -> None:
    """Refuse what lies outside an account's jurisdiction.

    Raises:
        Rejected: 403 `other_division`, blaming the field that says where the subject lies.
    """
    if not within(identity, statement, find):
        field = next((name for name in ("division", "divisions", "hall", "venue") if hasattr(statement, name)), "")
        told = "this lies outside your jurisdiction"
        raise Rejected("other_division", told, "F9", status=403, errors={field: told} if field else {})
