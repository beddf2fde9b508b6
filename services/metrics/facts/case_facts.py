"""The pure fold of a case's events into flat facts: days as `YYYY-MM-DD`, words as the events say them.

A key that is absent has not happened. Keys of a case: `department`, `hall`, `at` (both as one key of sums), `item`,
`kind`, `received`, `promise` (working days, where it counts in them and has three at least), `accepted`, `due`,
`deemed`, `receipt_late`, `notice_due`, `notice_late`, `direction_due`, `direction_late`, `declined`, `untold`,
`withdrawn`, `confirmed`, `moved_due`, `completed`, `decided`, `outcome`, `served`, `served_due`, `explained`,
`delivered`, `backfilled`, and the days of faults: `registered_late`, `second_notice`, `extra_demand`. `due` is what
acceptance stated; `moved_due` is what the review's newest recount made of it (a suspension, its end, a published
calendar): they are told on two streams, so each has its own key. Streams of which a key may have several (cards,
complaints, proxies ...) keep a tuple under the stream's own name; `more` says that there are such. Ratings:
`rated_department`, `rated_hall`, `rated_point`, `rated_for`, `rated`, `grade`, and what became of a bad one.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any

from services.metrics.facts import readings
from services.metrics.facts.cells import cell, code, local_day, whole_day
from services.metrics.facts.contributions import contributions
from services.metrics.facts.place_facts import PLACE_STEPS
from services.metrics.facts.voice_facts import VOICE_STEPS, VOICE_STREAM_STEPS
from shared.journal.commit import Glance, Told

Facts = dict[str, Any]
LEAST_PROMISE = 3
"""Working days a promise must have for its case to count as early (D03)."""


class CaseScores:
    """The fold `scores`: implements `shared.journal.casefold.CaseFacts`.

    Version 5: a complaint counts where it is dealt with, every return of a ticket for who sent it back; what is told at
    once, in time or late; what counts as late without being over its day has no lateness to explain.
    """

    name = "scores"
    version = 5

    @property
    def reads(self) -> Container[str]:
        """The types of events that the scores need."""
        return READ

    def initial(self, case: str) -> Facts:  # noqa: ARG002
        """Nothing is known of a case at first."""
        return {}

    def step(self, facts: Facts, envelope: Glance, fact: Told) -> None:
        """Take one event into the facts.

        Raises:
            KeyError, ValueError: the event does not say what its schema promises; the caller parks the case.
        """
        if (take := STEPS.get(fact.type)) is not None:
            take(facts, fact)
        elif (note := STREAM_STEPS.get(fact.type)) is not None:
            facts["more"] = True
            note(facts, fact, envelope.stream)

    def cell(self, case: str) -> str:
        """Name the cell that keeps the case."""
        return cell(case)

    def contributions(self, facts: Facts) -> dict[str, int]:
        """Give what the case adds to the sums."""
        return contributions(facts)


def _received(facts: Facts, fact: Told) -> None:
    told = readings.received(fact.raw)
    day = local_day(told.received_at)
    department, hall = code(told.department), code(told.hall)
    facts["department"] = department
    facts["hall"] = hall
    facts["at"] = f"{department}@{hall}|"
    facts["item"] = told.item
    facts["kind"] = told.kind
    facts["received"] = day
    if told.follows:  # the same application again: see `CaseReceived` (G3)
        facts["follows"] = whole_day(told.assessed_due) if told.assessed_due else ""
    if told.kind == "instant":
        facts["due"] = day  # due at 24:00 of the day of receipt (D-2; S2.7a)
        return
    promised = told.promised
    if promised is not None and promised.unit == "working_days" and promised.value >= LEAST_PROMISE:
        facts["promise"] = promised.value


def _accepted(facts: Facts, fact: Told) -> None:
    told = readings.accepted(fact.raw)
    facts["accepted"] = whole_day(told.accepted_on)
    if facts.get("kind") != "instant":
        facts["due"] = whole_day(told.promised_due)
    on = local_day(fact.occurred_at)
    if on > told.accepted_on:
        facts["receipt_late"] = True  # the receipt is due on the day of acceptance (D06)
    if told.manner == "deemed":
        facts["deemed"] = on
        facts["faults"] = True


def _noticed(facts: Facts, fact: Told) -> None:
    """Only the first notice counts: what was found later in what was handed in later is another matter."""
    if "notice_due" in facts:
        return
    told = readings.noticed(fact.raw)
    facts["notice_due"] = due = whole_day(told.due)
    if local_day(fact.occurred_at) > due or not told.in_time:
        facts["notice_late"] = True


def _fault(name: str) -> Callable[[Facts, Told], None]:
    def note(facts: Facts, fact: Told) -> None:
        facts.setdefault(name, local_day(fact.occurred_at))
        facts["faults"] = True

    return note


def _backfilled(facts: Facts, fact: Told) -> None:  # noqa: ARG001 - that it happened is all
    facts["backfilled"] = True


def _refused(facts: Facts, fact: Told) -> None:
    facts["declined"] = facts["negative"] = local_day(fact.occurred_at)
    if not all(fact.data[name] for name in ("document_no", "reasons", "basis", "review_authority")):
        facts["untold"] = True


def _declined(facts: Facts, fact: Told) -> None:
    facts["declined"] = local_day(fact.occurred_at)


def _directed(facts: Facts, fact: Told) -> None:
    """Told where to go instead, or that nothing is needed: at once, or later than that (S2.5g)."""
    _declined(facts, fact)
    if due := fact.data.get("due"):
        facts["direction_due"] = whole_day(due)
        if not fact.data.get("in_time", True):
            facts["direction_late"] = True


def _withdrawn(facts: Facts, fact: Told) -> None:
    facts["withdrawn"] = local_day(fact.occurred_at)
    facts["confirmed"] = fact.data["confirmed"]


def _completed(facts: Facts, fact: Told) -> None:
    facts["completed"] = whole_day(readings.completed(fact.raw).completed_on)


def _decided(facts: Facts, fact: Told) -> None:
    told = readings.decided(fact.raw)
    facts["decided"] = local_day(told.decided_at)
    facts["outcome"] = told.outcome
    if told.outcome == "refused" and not (told.reasons and told.basis and told.review_authority):
        facts["decided_untold"] = True


def _served(facts: Facts, fact: Told) -> None:
    told = readings.served(fact.raw)
    facts["served"] = whole_day(told.served_on)
    facts["served_due"] = whole_day(told.due)
    if not told.receipt_no:
        facts["unproved"] = True


def _explained(facts: Facts, fact: Told) -> None:
    facts["explained"] = whole_day(fact.data["explained_on"])


def _recounted(facts: Facts, fact: Told) -> None:
    facts["moved_due"] = whole_day(fact.data["dates"]["promised_due"])


def _delivered(facts: Facts, fact: Told) -> None:
    facts["delivered"] = whole_day(readings.delivered(fact.raw).delivered_on)


def _carded(facts: Facts, fact: Told) -> None:
    data = fact.data
    facts["more"] = facts["faults"] = True
    where = (code(data["department"]), data["kind"], data["cause"], local_day(data["triggered_at"]), False)
    facts[f"card/{data['card']}"] = where


def _card_corrected(facts: Facts, fact: Told) -> None:
    key = f"card/{fact.data['card']}"
    facts[key] = (*facts[key][:4], True)


STEPS: dict[str, Callable[[Facts, Told], None]] = {
    "case.received": _received,
    "case.accepted": _accepted,
    "case.supplement_requested": _noticed,
    "case.registered_late": _fault("registered_late"),
    "case.second_notice_blocked": _fault("second_notice"),
    "case.extra_demand_blocked": _fault("extra_demand"),
    "case.backfilled": _backfilled,
    "case.refused": _refused,
    "case.not_needed": _directed,
    "case.redirected": _directed,
    "case.withdrawn": _withdrawn,
    "case.completed": _completed,
    "case.delivered": _delivered,
    "review.suspended": _recounted,
    "review.resumed": _recounted,
    "review.suspension_voided": _recounted,
    "review.extended": _recounted,
    "review.recalculated": _recounted,
    "review.decided": _decided,
    "review.served": _served,
    "review.lateness_explained": _explained,
    "card.issued": _carded,
    "card.corrected": _card_corrected,
    **VOICE_STEPS,
}
"""What each type of event does to the facts; it sets keys and changes no value in place."""

STREAM_STEPS: dict[str, Callable[[Facts, Told, str], None]] = {**VOICE_STREAM_STEPS, **PLACE_STEPS}
"""The same for streams of which a key may have several: what they tell is kept under the stream's name."""

READ = STEPS.keys() | STREAM_STEPS.keys()
