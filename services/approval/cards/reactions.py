"""What the watch hears: every case, every review, and new calendars."""

from __future__ import annotations

from services.approval.cards.watch import Watch
from shared.contracts.streams import JOURNAL, REGISTRY
from shared.journal.subscriber import Incoming, Subscription


def subscriptions(watch: Watch) -> list[Subscription]:
    """Give what cards want to hear; approval's own reviews come back to it through the journal, in order."""
    return [
        Subscription("approval.cards", (JOURNAL,), watch.hear, frozenset({"case", "review"})),
        Subscription(
            "approval.card-calendars",
            (REGISTRY,),
            lambda incoming: recount(watch, incoming),
            frozenset({"calendar", "local_days"}),
        ),
    ]


def recount(watch: Watch, incoming: Incoming) -> None:
    """Look at every case anew on a published calendar; the copy of the register may not have it yet."""
    for fact in incoming.events:
        watch.approval.replica.apply(incoming.stream, incoming.version, fact)
    watch.look_at_all()
