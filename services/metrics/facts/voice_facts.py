"""What people say, and what courts and superiors find: ratings, complaints, hotline tickets, reconsideration.

A complaint is a tuple under its stream's name, read as `Voice`; a reconsideration or a law suit as `Ruling`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from services.metrics.facts import readings
from services.metrics.facts.cells import code, local_day, whole_day
from shared.journal.commit import Told

Facts = dict[str, Any]
BAD = 4
"""The first of the two bad grades (L18)."""

NOWHERE = "-"
"""The venue of what went to a unit that serves at no hall: it is not the hall's of its case either."""


class Hold(NamedTuple):
    """With whom a complaint lay before it was passed on: until which day, and at which venue, as `Voice.venue`."""

    until: str
    department: str
    venue: str
    division: str = ""


class Return(NamedTuple):
    """A hotline ticket sent back: by whom, at which venue, on which day, and whether later than it may be (G13)."""

    department: str
    venue: str
    day: str
    late: bool


class Voice(NamedTuple):
    """A complaint: of whom, since when, until when, and what it came to. Days; empty where it has not happened.

    `department` and `venue` are where it lies now; an empty venue is the hall of its case, `NOWHERE` none. `before`
    tells with whom it lay earlier, so that what those did late stays with them; `returns` every time it came back.
    """

    department: str = ""
    division: str = ""
    filed: str = ""
    due: str = ""
    against: str = ""
    venue: str = ""
    closed: str = ""
    outcome: str = ""
    integrity: str = ""
    refused: bool = False
    before: tuple[Hold, ...] = ()
    returns: tuple[Return, ...] = ()


class Ruling(NamedTuple):
    """An act that was looked at by a superior or a court: whose, when, with what outcome."""

    department: str = ""
    decided: str = ""
    outcome: str = ""


def voice_of(facts: Facts, stream: str) -> Voice:
    """Give a complaint as it stands; facts come back from a store as lists.

    Raises:
        KeyError: nothing was filed.
    """
    return voice_from(facts[stream])


def voice_from(kept: Sequence[Any]) -> Voice:
    """Read a complaint as it is kept."""
    told = Voice(*kept)
    before = tuple(Hold(*each) for each in told.before)
    return told._replace(before=before, returns=tuple(Return(*each) for each in told.returns))


def _filed(facts: Facts, fact: Told, stream: str) -> None:
    data = fact.data
    due = data.get("due")
    made = Voice(
        department=code(data["department"]),
        division=data["division"],
        filed=local_day(fact.occurred_at),
        due=whole_day(due) if due else "",
        venue=code(data.get("point") or data.get("hall") or ""),
    )
    facts[stream] = tuple(made)


def _changed(facts: Facts, stream: str, **fields: Any) -> None:
    facts[stream] = tuple(voice_of(facts, stream)._replace(**fields))


def _due_moved(facts: Facts, fact: Told, stream: str) -> None:
    _changed(facts, stream, due=whole_day(fact.data["due"]))


def _not_accepted(facts: Facts, fact: Told, stream: str) -> None:  # noqa: ARG001 - that it happened is all
    _changed(facts, stream, refused=True)


def _closed(facts: Facts, fact: Told, stream: str) -> None:
    data = fact.data
    _changed(
        facts,
        stream,
        against=code(data["department"]),
        venue=code(data.get("point") or data.get("hall") or voice_of(facts, stream).venue),
        closed=whole_day(data["closed_on"]) if data.get("closed_on") else local_day(fact.occurred_at),
        outcome=data["outcome"],
        integrity=data.get("integrity", ""),
    )


def _reopened(facts: Facts, fact: Told, stream: str) -> None:
    due = fact.data.get("due") or voice_of(facts, stream).due
    _changed(facts, stream, closed="", outcome="", integrity="", due=due)


def _returned(facts: Facts, fact: Told, stream: str) -> None:
    """A ticket that went to the wrong unit goes back within 24 hours, or counts against each that kept it longer."""
    data, known = fact.data, voice_of(facts, stream)
    by = code(data.get("department") or known.department)
    back = Return(by, known.venue, local_day(data["returned_at"]), not data["in_time"])
    _changed(facts, stream, returns=(*known.returns, back))
    if back.late:
        facts["faults"] = True


def _transferred(facts: Facts, fact: Told, stream: str) -> None:
    """It counts where it goes; until now it lay with somebody else, whose lateness stays theirs."""
    data, known = fact.data, voice_of(facts, stream)
    on = local_day(data.get("transferred_at") or fact.occurred_at)
    division = data.get("division") or known.division
    _changed(
        facts,
        stream,
        department=code(data["department"]),
        division=division,
        venue=_venue_after(data.get("hall", ""), division, known),
        before=(*known.before, Hold(on, known.department, known.venue, known.division)),
    )


def _venue_after(hall: str, division: str, known: Voice) -> str:
    """The hall that the event names; where it names none, the one it lay at, unless it left for another division."""
    if hall:
        return code(hall)
    return known.venue if division == known.division else NOWHERE


def _registered(facts: Facts, fact: Told, stream: str) -> None:
    facts[stream] = tuple(Ruling(code(fact.data["department"])))


def _ruled(facts: Facts, fact: Told, stream: str) -> None:
    data = fact.data
    facts["faults"] = True
    facts[stream] = tuple(Ruling(code(data["department"]), whole_day(data["decided_on"]), data["outcome"]))


def _invited(facts: Facts, fact: Told) -> None:
    told = readings.invited(fact.raw)
    facts["rated_department"] = code(told.department)
    facts["rated_for"] = whole_day(told.delivered_on)
    if told.hall:
        facts["rated_hall"] = code(told.hall)
    if told.point:
        facts["rated_point"] = code(told.point)


def _rated(facts: Facts, fact: Told) -> None:
    told = readings.rated(fact.raw)
    if "rated_for" not in facts or not 1 <= told.grade <= 5:
        raise ValueError(f"no invitation, or no such grade: {told.grade!r}")
    facts["grade"] = told.grade
    facts["rated"] = local_day(fact.occurred_at)
    if told.fix_due:
        facts["rectify_due"] = whole_day(told.fix_due)


def _fix_due(facts: Facts, fact: Told) -> None:
    """Where the event tells until when to put things right, that day holds."""
    if fact.data.get("fix_due"):
        facts["rectify_due"] = whole_day(fact.data["fix_due"])


def _moved_on(facts: Facts, fact: Told) -> None:
    """A calendar moved the last day to put it right; the call's is no fact."""
    if fact.data["what"] == "fix":
        facts["rectify_due"] = whole_day(fact.data["due"])


def _rectified(facts: Facts, fact: Told) -> None:
    facts["rectified"] = whole_day(fact.data["rectified_on"])
    facts["rectify_due"] = whole_day(fact.data["due"])


def _fed_back(facts: Facts, fact: Told) -> None:
    facts["fed_back"] = whole_day(fact.data["on"])


def _excluded(facts: Facts, fact: Told) -> None:
    facts["excluded"] = fact.data["reason"]


def _rechecked(facts: Facts, fact: Told) -> None:
    """An exclusion that a second look does not uphold puts the rating back (G8)."""
    if not fact.data["upheld"]:
        facts["excluded"] = ""
        _fix_due(facts, fact)


VOICE_STEPS: dict[str, Callable[[Facts, Told], None]] = {
    "rating.invited": _invited,
    "rating.submitted": _rated,
    "rating.recalculated": _moved_on,
    "rating.contacted": _fix_due,
    "rating.rectified": _rectified,
    "rating.fed_back": _fed_back,
    "rating.excluded": _excluded,
    "rating.exclusion_rechecked": _rechecked,
}
"""One rating a case: its keys are the facts' own."""

VOICE_STREAM_STEPS: dict[str, Callable[[Facts, Told, str], None]] = {
    "complaint.filed": _filed,
    "complaint.recalculated": _due_moved,
    "complaint.extended": _due_moved,
    "complaint.not_accepted": _not_accepted,
    "complaint.transferred": _transferred,
    "complaint.closed": _closed,
    "complaint.reopened": _reopened,
    "hotline.returned": _returned,
    "reconsideration.registered": _registered,
    "reconsideration.decided": _ruled,
    "litigation.registered": _registered,
    "litigation.decided": _ruled,
}
"""Several may belong to one case."""
