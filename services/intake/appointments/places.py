"""The places of slots, and what one person holds: an index decides every race.

A place is a document whose `_id` names hall, department, time and seat; a person's share is one whose `_id` names the
person and a running number, or the person, hall, department and day. They are written in the transaction that appends
the appointment's commit, or not at all; so no place is given twice, and no place is lost where a process dies.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from pymongo.client_session import ClientSession
from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from services.intake.appointments.state import Appointment

Document = dict[str, Any]


class PlaceTaken(Exception):
    """Somebody else was quicker; the caller looks again."""


class Places:
    """The collection `appointment_places`."""

    def __init__(self, database: Database[Document]) -> None:
        self._held: Collection[Document] = database["appointment_places"]

    def taken(self, keys: Sequence[str]) -> set[str]:
        """Tell which of some places are held."""
        return {found["_id"] for found in self._held.find({"_id": {"$in": list(keys)}}, {"_id": 1})}

    def exchange(self, session: ClientSession, number: str, takes: Iterable[str], gives: Iterable[str]) -> None:
        """Take some places for an appointment and give others back, within a transaction.

        Raises:
            PlaceTaken: one of them is held by now; nothing is written.
        """
        given = list(gives)
        if given:
            self._held.delete_many({"_id": {"$in": given}, "appointment": number}, session=session)
        for key in takes:
            try:
                self._held.insert_one({"_id": key, "appointment": number}, session=session)
            except DuplicateKeyError:
                raise PlaceTaken(key) from None


def seat_key(hall: str, department: str, begins: datetime, seat: int) -> str:
    """Name a place of a slot."""
    return f"seat/{hall}/{department}/{begins.isoformat()}/{seat}"


def share_key(person: str, number: int) -> str:
    """Name one of the appointments a person may hold at a time."""
    return f"person/{person}/{number}"


def day_key(person: str, hall: str, department: str, day: date) -> str:
    """Name a person's one appointment with a department on a day."""
    return f"day/{person}/{hall}/{department}/{day.isoformat()}"


def held_by(held: Appointment, shares: int) -> list[str]:
    """Give every key an appointment may hold; the person's share is one of so many."""
    booked = held.booked
    if booked is None or held.begins is None:
        return []
    person = booked.applicant.person
    return [
        seat_key(booked.hall, booked.department, held.begins, held.seat),
        day_key(person, booked.hall, booked.department, held.begins.date()),
        *(share_key(person, number) for number in range(1, shares + 1)),
    ]
