"""The pure fold of a case's events into flat facts: days as `YYYY-MM-DD`, words as the events say them.

Keys: `department`, `item`, `hall`, `kind`, `received`, `accepted`, `due`, `deemed`, `declined`, `withdrawn`,
`confirmed`, `moved_due`, `completed`, `decided`, `outcome`, `delivered`, `rated_department`, `rated_for`, `rated`,
`grade`, `complained`, `complaint/<id>` -> `(department, division, filed, against, closed, outcome)`, `carded`, and
`card/<number>` -> `(department, kind, cause, day of the trigger, corrected)`. A key that is absent has not happened.
`due` is what acceptance stated; `moved_due` is what the review's newest recount made of it (a suspension, its end, a
published calendar): they are told on two streams, so each has its own key.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from services.metrics.facts.contributions import contributions
from shared.journal.commit import Glance, Told

Facts = dict[str, Any]
LOCAL = ZoneInfo("Asia/Shanghai")
OTHER_CELL = "other"
_DAY = re.compile(r"20[0-9]{6}")


class CaseScores:
    """The fold `scores`: implements `shared.journal.casefold.CaseFacts`."""

    name = "scores"
    version = 1

    def initial(self, case: str) -> Facts:  # noqa: ARG002
        """Nothing is known of a case at first."""
        return {}

    def step(self, facts: Facts, envelope: Glance, fact: Told) -> None:
        """Take one event into the facts; event types the scores do not need are passed over.

        Raises:
            KeyError, ValueError: the event does not say what its schema promises; the caller parks the case.
        """
        if (take := STEPS.get(fact.type)) is not None:
            take(facts, fact)
        elif (note := COMPLAINT_STEPS.get(fact.type)) is not None:
            note(facts, fact, envelope.stream)

    def cell(self, case: str) -> str:
        """Name the cell by the day of receipt that the case number carries (division 9, day 8, serial 5, check 1)."""
        if len(case) == 23:
            return case[9:17]
        found = _DAY.search(case)
        return found[0] if found else OTHER_CELL

    def contributions(self, facts: Facts) -> dict[str, int]:
        """Give what the case adds to the sums."""
        return contributions(facts)


def local_day(stamp: str) -> str:
    """Give the local day of an ISO 8601 time; the usual offset costs a slice, others are converted.

    Raises:
        ValueError: it is not such a time.
    """
    text = str(stamp)
    if text[10:11] == "T" and text[-6:] == "+08:00":
        return text[:10]
    return datetime.fromisoformat(text).astimezone(LOCAL).date().isoformat()


def whole_day(day: str) -> str:
    """Give a day as it stands; days are compared as texts, so nothing else may slip in.

    Raises:
        ValueError: it is not `YYYY-MM-DD`.
    """
    if day.__class__ is not str or len(day) != 10 or day[4] != "-":
        raise ValueError(f"not a day: {day!r}")
    return day


def code(name: str) -> str:
    """Give a department's code as it stands; it becomes part of a key.

    Raises:
        ValueError: it is no text.
    """
    if name.__class__ is not str:
        raise ValueError(f"not a code: {name!r}")
    return name


def _received(facts: Facts, fact: Told) -> None:
    data = fact.data
    day = local_day(data["received_at"])
    facts["department"] = code(data["department"])
    facts["item"] = data["item"]
    facts["hall"] = data["hall"]
    facts["kind"] = data["kind"]
    facts["received"] = day
    if data.get("follows"):  # the same application again: see `CaseReceived` (G3)
        again = data["assessed_due"]
        facts["follows"] = whole_day(again) if again else ""
    if data["kind"] == "instant":
        facts["due"] = day  # due at 24:00 of the day of receipt (D-2; S2.7a)


def _accepted(facts: Facts, fact: Told) -> None:
    data = fact.data
    facts["accepted"] = whole_day(data["accepted_on"])
    if facts.get("kind") != "instant":
        facts["due"] = whole_day(data["promised_due"])
    if data["manner"] == "deemed":
        facts["deemed"] = True


def _declined(facts: Facts, fact: Told) -> None:
    facts["declined"] = local_day(fact.occurred_at)


def _withdrawn(facts: Facts, fact: Told) -> None:
    facts["withdrawn"] = local_day(fact.occurred_at)
    facts["confirmed"] = fact.data["confirmed"]


def _completed(facts: Facts, fact: Told) -> None:
    facts["completed"] = whole_day(fact.data["completed_on"])


def _decided(facts: Facts, fact: Told) -> None:
    facts["decided"] = local_day(fact.data["decided_at"])
    facts["outcome"] = fact.data["outcome"]


def _recounted(facts: Facts, fact: Told) -> None:
    facts["moved_due"] = whole_day(fact.data["dates"]["promised_due"])


def _delivered(facts: Facts, fact: Told) -> None:
    facts["delivered"] = whole_day(fact.data["delivered_on"])


def _invited(facts: Facts, fact: Told) -> None:
    facts["rated_department"] = code(fact.data["department"])
    facts["rated_for"] = whole_day(fact.data["delivered_on"])


def _rated(facts: Facts, fact: Told) -> None:
    grade = fact.data["grade"]
    if "rated_for" not in facts or grade.__class__ is not int or not 1 <= grade <= 5:
        raise ValueError(f"no invitation, or no such grade: {grade!r}")
    facts["grade"] = grade
    facts["rated"] = local_day(fact.occurred_at)


def _complained(facts: Facts, fact: Told, stream: str) -> None:
    data = fact.data
    facts["complained"] = True
    facts[stream] = (code(data["department"]), data["division"], local_day(fact.occurred_at), "", "", "")


def _closed(facts: Facts, fact: Told, stream: str) -> None:
    against, outcome = code(fact.data["department"]), fact.data["outcome"]
    facts[stream] = (*facts[stream][:3], against, local_day(fact.occurred_at), outcome)


def _carded(facts: Facts, fact: Told) -> None:
    data = fact.data
    facts["carded"] = True
    where = (code(data["department"]), data["kind"], data["cause"], local_day(data["triggered_at"]), False)
    facts[f"card/{data['card']}"] = where


def _card_corrected(facts: Facts, fact: Told) -> None:
    key = f"card/{fact.data['card']}"
    facts[key] = (*facts[key][:4], True)


STEPS: dict[str, Callable[[Facts, Told], None]] = {
    "case.received": _received,
    "case.accepted": _accepted,
    "case.refused": _declined,
    "case.redirected": _declined,
    "case.not_needed": _declined,
    "case.withdrawn": _withdrawn,
    "case.completed": _completed,
    "case.delivered": _delivered,
    "review.suspended": _recounted,
    "review.resumed": _recounted,
    "review.suspension_voided": _recounted,
    "review.extended": _recounted,
    "review.recalculated": _recounted,
    "review.decided": _decided,
    "card.issued": _carded,
    "card.corrected": _card_corrected,
    "rating.invited": _invited,
    "rating.submitted": _rated,
}
"""What each type of event does to the facts; it sets keys and changes no value in place."""

COMPLAINT_STEPS: dict[str, Callable[[Facts, Told, str], None]] = {
    "complaint.filed": _complained,
    "complaint.closed": _closed,
}
"""The same for complaints, of which a case may have several: the key is the stream's name."""
