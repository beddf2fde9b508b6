"""What the worker hears of cases: documents that a request could not make out are made out here."""

from __future__ import annotations

from services.intake.documents import issuing, mandating
from services.intake.service import Intake
from shared.contracts.streams import JOURNAL, category_of
from shared.journal.subscriber import Incoming, Subscription


def subscription(intake: Intake) -> Subscription:
    """Give what intake wants to hear of its own cases and mandates."""
    return Subscription(
        "intake.documents", (JOURNAL,), lambda heard: hear(intake, heard), frozenset({"case", "mandate"})
    )


def hear(intake: Intake, incoming: Incoming) -> None:
    """Make out what follows from a commit of a case or mandate. Hearing it again does nothing."""
    if category_of(incoming.stream) == "mandate":
        mandating.hear(intake, incoming.key, incoming.envelope, incoming.events)
        return
    issuing.hear(intake, incoming.key, incoming.version, incoming.envelope, incoming.events)
