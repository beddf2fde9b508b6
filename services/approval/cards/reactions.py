"""What cards hear: every case, every review, new calendars, and what was found to be handled outside a hall."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from services.approval.cards.commands import ReportFinding
from services.approval.cards.rules import held_on
from services.approval.cards.watch import Watch
from shared.contracts import Rejected
from shared.contracts.duties import OutsideHandlingFound
from shared.contracts.streams import JOURNAL, REGISTRY
from shared.journal.subscriber import Incoming, Subscription
from shared.timekeeping import end_of


def subscriptions(watch: Watch) -> list[Subscription]:
    """Give what cards want to hear; approval's own reviews come back to it through the journal, in order."""
    return [
        Subscription(
            "approval.cards", (JOURNAL,), watch.hear, frozenset({"case", "review"}), together=watch.hear_together
        ),
        Subscription(
            "approval.card-calendars",
            (REGISTRY,),
            lambda incoming: recount(watch, incoming),
            frozenset({"calendar", "local_days"}),
        ),
        Subscription(
            "approval.card-findings",
            (REGISTRY,),
            lambda incoming: found_outside(watch, incoming),
            frozenset({"outside_handling"}),
        ),
    ]


def recount(watch: Watch, incoming: Incoming) -> None:
    """Look at every case anew on a published calendar; the copy of the register may not have it yet."""
    for fact in incoming.events:
        watch.approval.replica.apply(incoming.stream, incoming.version, fact)
    watch.look_at_all()


DAY = timedelta(days=1)
HOW = {"inspection": "检查发现", "complaint": "投诉查实", "self_report": "部门自报"}


def found_outside(watch: Watch, incoming: Incoming) -> None:
    """What was handled past its hall is a red card (D-6); it has no case, so the finding's number stands for one."""
    for index, fact in enumerate(incoming.events):
        if isinstance(fact, OutsideHandlingFound):
            watch.approval.do_card(outside_key(fact.id), _finding(watch, incoming, index, fact))


def outside_key(finding: str) -> str:
    """Name the cards of a finding that belongs to no case."""
    return f"outside-{finding}"


def _finding(watch: Watch, incoming: Incoming, index: int, fact: OutsideHandlingFound) -> ReportFinding:
    meta = incoming.reaction_meta("outside-card", watch.approval.clock, index)
    found_at = min(end_of(fact.found_on - DAY), meta.now)
    return ReportFinding(
        meta=replace(meta, occurred_at=found_at),
        cause="outside_hall",
        found_at=found_at,
        department=fact.department,
        division=_division(watch, fact.hall),
        item=fact.item,
        rules=held_on(fact.found_on).name,
        reasons=f"{HOW[fact.how]}，{fact.count} 件，文号 {fact.document_no}",
    )


def _division(watch: Watch, hall: str) -> str:
    try:
        return watch.approval.replica.venue(hall).division
    except Rejected:
        return ""  # the copy of the register has not heard of the hall yet; the department sees its card all the same
