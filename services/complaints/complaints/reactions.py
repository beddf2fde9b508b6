"""A calendar was published: count the last days of open complaints again, each once, and keep both results."""

from __future__ import annotations

from services.complaints.complaints import views
from services.complaints.complaints.commands import RecalculateComplaint
from services.complaints.service import Complaints
from shared.contracts.streams import REGISTRY
from shared.journal.subscriber import Incoming, Subscription


def subscription(service: Complaints) -> Subscription:
    """Give what complaints wants to hear of calendars and of jurisdictions' days off."""
    streams = frozenset({"calendar", "local_days"})
    return Subscription("complaints.calendars", (REGISTRY,), lambda incoming: hear(service, incoming), streams)


def hear(service: Complaints, incoming: Incoming) -> None:
    """Take the publication into the copy of the register, which may hear of it later, and count again.

    Hearing it again does nothing: the commands' ids derive from the event and the complaint, and where the last day
    stays what it was nothing follows.
    """
    for index, fact in enumerate(incoming.events):
        service.replica.apply(incoming.stream, incoming.version, fact)
        for row in views.open_ones(service.complaints.collection):
            command = RecalculateComplaint(
                meta=incoming.reaction_meta(f"recalculate/{row['_id']}", service.clock, index),
                cause=f"{incoming.stream}@{incoming.version}",
                calendar=service.calendar(row["division"]),
            )
            service.handle(row["_id"], command, row["case_no"])
