"""What each event sets in a case's trace: flat keys, days as `YYYY-MM-DD`; no value is changed in place. Pure.

Every key is set by events of one stream, so that it does not matter how streams interleave. `stop/<n>`: a suspension,
read as `Stop`. `file/<id>`: the SHA-256 of a file that was handed in, or used again from an earlier case. Texts and
names never come here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from shared.journal.commit import Told

Facts = dict[str, Any]
Step = Callable[[Facts, Told, str], None]
A_DAY = timedelta(days=1)


class Stop(NamedTuple):
    """A suspension: what for, from when until when (days, empty while it runs), its result's document, voided."""

    procedure: str = ""
    started: str = ""
    ended: str = ""
    result: str = ""
    voided: bool = False


class Ticket(NamedTuple):
    """A hotline ticket that was sent back: the day of the last time, how often, whether the centre decides, and each
    return with its unit, its day, and whether it came too late."""

    day: str = ""
    times: int = 0
    escalated: bool = False
    returns: tuple[tuple[str, str, bool], ...] = ()


def stops(facts: Facts) -> list[Stop]:
    """Give a case's suspensions in their order."""
    return [Stop(*facts[f"stop/{n}"]) for n in range(facts.get("stops", 0))]


def _received(facts: Facts, fact: Told, _stream: str) -> None:
    data = fact.data
    for name in ("department", "hall", "item", "kind", "channel"):
        facts[name] = data[name]
    facts["person"] = data["applicant"]["person"]
    facts["received"], facts["received_at"] = data["received_at"][:10], data["received_at"]
    facts["registered"] = (data.get("registered_at") or "")[:10]
    facts["materials"] = tuple(sorted(data["materials"]))
    facts["follows"] = data.get("follows", "")
    for name in ("promised", "statutory"):
        limit = data.get(name) or {}
        if limit.get("unit") == "working_days":
            facts[name] = limit["value"]


def _accepted(facts: Facts, fact: Told, _stream: str) -> None:
    facts["accepted"], facts["due"] = fact.data["accepted_on"], fact.data["promised_due"]
    facts["receipt"] = True


def _withdrawn(facts: Facts, fact: Told, _stream: str) -> None:
    data = fact.data
    facts["withdrawn"] = data.get("withdrawn_on") or fact.occurred_at[:10]
    facts["confirmed"], facts["near_due"] = data["confirmed"], data.get("near_due", False)


def _late(facts: Facts, fact: Told, _stream: str) -> None:
    facts["late_days"] = fact.data["working_days"]


def _once(name: str) -> Step:
    def take(facts: Facts, fact: Told, _stream: str) -> None:
        facts.setdefault(name, fact.occurred_at[:10])

    return take


def _counted(name: str) -> Step:
    def take(facts: Facts, _fact: Told, _stream: str) -> None:
        facts[name] = facts.get(name, 0) + 1

    return take


def _file(facts: Facts, fact: Told, stream: str) -> None:
    facts[f"file/{stream.partition('/')[2]}"] = fact.data["sha256"]


def _reused(facts: Facts, fact: Told, stream: str) -> None:
    """The file's own stream, which tells it too, is of the case it was handed in with (`MaterialReused`)."""
    case, _, file = stream.partition("/")[2].partition(".")
    if file and case == fact.data["case_no"]:
        facts[f"file/{file}"] = fact.data.get("sha256") or file


def _taken_out(facts: Facts, _fact: Told, stream: str) -> None:
    facts.pop(f"file/{stream.partition('/')[2]}", None)


def _noticed(facts: Facts, _fact: Told, _stream: str) -> None:
    facts["notices"] = facts.get("notices", 0) + 1
    facts["noticed"] = True


def _happened(name: str) -> Step:
    def take(facts: Facts, _fact: Told, _stream: str) -> None:
        facts[name] = True

    return take


def _paper(facts: Facts, fact: Told, _stream: str) -> None:
    """Papers are streams of their own, each with one kind: the set of kinds does not depend on their order."""
    facts["papers"] = tuple(sorted({*facts.get("papers", ()), fact.data["kind"]}))


def _line(at: str, *, on: bool) -> Step:
    """Keep the changes of a window's line, `(moment, up)`; `at`: the field that tells when.

    A device that is switched off for a night comes back the next day: a loss of less than a day changes nothing that
    anybody counts (S1.2a), so it leaves no trace when it is over.
    """

    def take(facts: Facts, fact: Told, _stream: str) -> None:
        moment, known = fact.data[at], facts.get("lines", ())
        facts["venue"], facts["window"] = fact.data["venue"], fact.data["window"]
        brief = on and known and not known[-1][1] and _since(known[-1][0], moment) < A_DAY
        facts["lines"] = known[:-1] if brief else (*known, (moment, on))

    return take


def _since(before: str, after: str) -> timedelta:
    return datetime.fromisoformat(after) - datetime.fromisoformat(before)


def _stopped(facts: Facts, fact: Told, stream: str) -> None:
    number = facts.get("stops", 0)
    facts[f"stop/{number}"] = (fact.data["procedure"], fact.data["started_on"], "", "", False)
    facts["stops"] = number + 1
    _moved(facts, fact, stream)


def _resumed(facts: Facts, fact: Told, stream: str) -> None:
    _open_stop(facts, fact.data["procedure"], ended=fact.data["ended_on"], result=fact.data["result_document"])
    _moved(facts, fact, stream)


def _voided(facts: Facts, fact: Told, stream: str) -> None:
    _open_stop(facts, fact.data["procedure"], voided=True)
    _moved(facts, fact, stream)


def _open_stop(facts: Facts, procedure: str, **changes: Any) -> None:
    for number in reversed(range(facts.get("stops", 0))):
        stop = Stop(*facts[f"stop/{number}"])
        if stop.procedure == procedure and not stop.voided:
            facts[f"stop/{number}"] = tuple(stop._replace(**changes))
            return


def _moved(facts: Facts, fact: Told, _stream: str) -> None:
    facts["moved_due"] = fact.data["dates"]["promised_due"]
    _review_act(facts, fact, _stream)


def _decided(facts: Facts, fact: Told, _stream: str) -> None:
    facts["decided"] = fact.data["decided_at"][:10]


def _review_act(facts: Facts, fact: Told, _stream: str) -> None:
    """Work on a review that goes on after its decision says that it was decided before it was done (G2)."""
    if "decided" in facts:
        facts.setdefault("worked_after", fact.occurred_at[:10])


def _rated(facts: Facts, fact: Told, _stream: str) -> None:
    data = fact.data
    facts["rated_at"], facts["grade"] = fact.occurred_at, data["grade"]
    facts["rated_by"] = (data["channel"], data.get("device", ""), data.get("network", ""), data.get("terminal", ""))
    facts["staff_device"] = data.get("at_staff_device", False)


def _looked_at(facts: Facts, fact: Told, _stream: str) -> None:
    """Somebody outside the unit found it genuine, whatever pattern it came in."""
    facts["genuine"] = tuple(sorted({*facts.get("genuine", ()), *fact.data["patterns"]}))


def _barred(facts: Facts, fact: Told, _stream: str) -> None:
    facts["barred"] = (fact.occurred_at[:10], facts.get("barred", ("", 0))[1] + 1)


def _invited(facts: Facts, fact: Told, _stream: str) -> None:
    facts["rated_department"], facts["rated_for"] = fact.data["department"], fact.data["delivered_on"]


def _excluded(facts: Facts, fact: Told, _stream: str) -> None:
    facts["excluded"] = (fact.data["reason"], fact.data.get("by_unit", ""), fact.occurred_at[:10])


def _rechecked(facts: Facts, fact: Told, _stream: str) -> None:
    facts["rechecked"] = fact.data["upheld"]


def _returned(facts: Facts, fact: Told, stream: str) -> None:
    data, day, known = fact.data, fact.occurred_at[:10], Ticket(*facts.get(stream, ()))
    back = (data.get("department", ""), day, not data["in_time"])
    returns = (*known.returns, back)
    facts[stream] = tuple(known._replace(day=day, times=data["times"], returns=returns))
    facts["tickets"] = True


def _escalated(facts: Facts, fact: Told, stream: str) -> None:
    known = Ticket(*facts.get(stream, ("", fact.data["times"])))
    facts[stream] = tuple(known._replace(day=known.day or fact.occurred_at[:10], escalated=True))
    facts["tickets"] = True


def _checked_in(facts: Facts, fact: Told, _stream: str) -> None:
    facts["venue"], facts["day"] = fact.data["venue"], fact.data["day"]
    facts["check_ins"] = facts.get("check_ins", 0) + 1


def _market(kept: str) -> Step:
    def take(facts: Facts, fact: Told, _stream: str) -> None:
        data = fact.data
        facts["venue"], facts["day"] = data["venue"], data["day"]
        facts["market"] = (kept, data.get("reason", ""), data["minutes"])

    return take


STEPS: dict[str, Step] = {
    "case.received": _received,
    "case.accepted": _accepted,
    "case.withdrawn": _withdrawn,
    "case.registered_late": _late,
    "case.backfilled": _once("backfilled"),
    "case.supplement_requested": _noticed,
    "case.refused": _happened("refused"),
    "case.redirected": _happened("redirected"),
    "case.second_notice_blocked": _counted("second_notices"),
    "material.uploaded": _file,
    "material.reused": _reused,
    "material.removed": _taken_out,
    "document.issued": _paper,
    "window.connected": _line("at", on=True),
    "window.lost": _line("since", on=False),
    "review.suspended": _stopped,
    "review.resumed": _resumed,
    "review.suspension_voided": _voided,
    "review.extended": _moved,
    "review.recalculated": lambda facts, fact, _stream: facts.update(moved_due=fact.data["dates"]["promised_due"]),
    "review.decided": _decided,
    "review.step_completed": _review_act,
    "review.consulted": _review_act,
    "review.returned": _review_act,
    "rating.invited": _invited,
    "rating.submitted": _rated,
    "rating.barred": _barred,
    "rating.flags_reviewed": _looked_at,
    "rating.excluded": _excluded,
    "rating.exclusion_rechecked": _rechecked,
    "hotline.returned": _returned,
    "hotline.escalated": _escalated,
    "shift.checked_in": _checked_in,
    "market_day.opened": _market("opened"),
    "market_day.missed": _market("missed"),
}
"""By type of event; types that are not named leave no trace."""
