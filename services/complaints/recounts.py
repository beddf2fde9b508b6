"""A calendar was published: count the last days of what is open again, each once, and keep both results.

Complaints, bad ratings, and the register of remedies alike (B-3.2).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from services.complaints.complaints import views as complaints
from services.complaints.complaints.commands import RecalculateComplaint
from services.complaints.ratings import views as ratings
from services.complaints.ratings.commands import RecalculateRating
from services.complaints.reconsiderations import views as remedies
from services.complaints.reconsiderations.commands import RecalculateRemedy
from services.complaints.service import Complaints
from shared.contracts import Meta
from shared.contracts.registry import CalendarPublished, LocalDaysPublished
from shared.contracts.streams import REGISTRY
from shared.journal.subscriber import Incoming, Subscription
from shared.timekeeping import Calendar

Said = Callable[[str], Meta]
"""Gives the circumstances of one recount by its name, from which its command's id derives."""


def subscription(service: Complaints) -> Subscription:
    """Give what complaints wants to hear of calendars and of jurisdictions' days off."""
    streams = frozenset({"calendar", "local_days"})
    return Subscription("complaints.calendars", (REGISTRY,), lambda incoming: hear(service, incoming), streams)


def hear(service: Complaints, incoming: Incoming) -> None:
    """Take the publication into the copy of the register, which may hear of it later, and count again.

    Hearing it again does nothing: the commands' ids derive from the event and what is counted, and where the last day
    stays what it was nothing follows.
    """
    for index, fact in enumerate(incoming.events):
        service.replica.apply(incoming.stream, incoming.version, fact)
        if isinstance(fact, CalendarPublished | LocalDaysPublished):
            _count(service, incoming, index, fact.year)


def _count(service: Complaints, incoming: Incoming, index: int, year: int) -> None:
    cause, calendar = f"{incoming.stream}@{incoming.version}", cache(service.calendar)

    def said(name: str) -> Meta:
        return incoming.reaction_meta(name, service.clock, index)

    _complaints(service, cause, said, calendar)
    _ratings(service, cause, said, calendar)
    _remedies(service, cause, said, calendar, year)


def _complaints(service: Complaints, cause: str, said: Said, calendar: Callable[[str], Calendar]) -> None:
    for row in complaints.open_ones(service.complaints.collection):
        meta = said(f"recalculate/{row['_id']}")
        command = RecalculateComplaint(meta=meta, cause=cause, calendar=calendar(row["division"]))
        service.handle(row["_id"], command, row["case_no"])


def _ratings(service: Complaints, cause: str, said: Said, calendar: Callable[[str], Calendar]) -> None:
    for row in ratings.seen_to(service.ratings.collection):
        meta = said(f"recalculate-rating/{row['_id']}")
        service.rate(row["_id"], RecalculateRating(meta=meta, cause=cause, calendar=calendar(row["division"])))


def _remedies(service: Complaints, cause: str, said: Said, calendar: Callable[[str], Calendar], year: int) -> None:
    for kept, done in ((service.reconsiderations, service.remedy), (service.litigations, service.lawsuit)):
        for row in remedies.unsettled(kept.collection, year):
            meta = said(f"recalculate-remedy/{row['number']}")
            command = RecalculateRemedy(meta=meta, cause=cause, calendar=calendar(row["division"]))
            done(row["number"], command, row["case_no"])
