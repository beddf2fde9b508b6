"""What was done at a place on a day: the times of the cases received there, for the market days (G12).

A hall's are those its own people received; a point's are those its agent took along, though they are the hall's cases.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from services.intake.service import Intake
from shared.contracts.registry import StaffRegistered, VenueRegistered
from shared.contracts.streams import stream_name
from shared.timekeeping import local_day
from shared.timekeeping.clock import in_shanghai


def activity_on(intake: Intake, venue: VenueRegistered, day: date) -> list[datetime]:
    """Give when cases were received at a place on a day, the earliest first."""
    hall = venue.id if venue.kind == "hall" else venue.hall
    if not hall:
        return []
    here = {key for key, staff in intake.replica.all(StaffRegistered).items() if staff.hall == venue.id}
    received = list(_received(intake, hall, day))
    return sorted(moment for case_no, moment in received if _receiver(intake, case_no) in here)


def _received(intake: Intake, hall: str, day: date) -> Iterator[tuple[str, datetime]]:
    window = {"$gte": day.isoformat(), "$lt": f"{day.isoformat()}~"}
    found = intake.cases.collection.find({"hall": hall, "received_at": window}, {"received_at": 1})
    for document in found:
        moment = in_shanghai(datetime.fromisoformat(document["received_at"]))
        if local_day(moment) == day:
            yield document["_id"], moment


def _receiver(intake: Intake, case_no: str) -> str:
    """Tell who received a case: the actor of its first commit."""
    first = intake.journal.store.stream(stream_name("case", case_no), 0, 1)
    return str(first[0].envelope().actor["id"]) if first else ""
