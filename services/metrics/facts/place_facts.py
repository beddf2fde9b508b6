"""What happens at halls and points: shifts, market days, appointments, visits, special channel, inquiries, proxies.

Each stream is a tuple under its own name; a venue's day keeps a key for each half day and post besides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from services.metrics.facts.cells import code, local_day, whole_day
from shared.journal.commit import Told

Facts = dict[str, Any]


class Errand(NamedTuple):
    """Something a place has until a day to do: where, until when, and how it stands.

    `state`: `open`, `met`, `missed`, or `void` where nothing was owed after all.
    """

    venue: str = ""
    department: str = ""
    due: str = ""
    state: str = "open"


class Proxy(NamedTuple):
    """What a village point carries for somebody: to the hall, and the answer back (S2.4, V03, V04)."""

    point: str = ""
    handover_due: str = ""
    handed_over: str = ""
    report_due: str = ""
    reported: str = ""
    ended: str = ""
    fee: str = ""


def venues_of(facts: Mapping[str, Any]) -> Iterator[str]:
    """Name the venues that a key's streams are about."""
    if "venue" in facts:
        yield facts["venue"]
    for key, value in facts.items():
        if key.partition("/")[0] in ("appointment", "visit", "special", "consultation", "proxy"):
            yield value[0]


def _begun(venue_field: str, due_field: str) -> Callable[[Facts, Told, str], None]:
    def note(facts: Facts, fact: Told, stream: str) -> None:
        data = fact.data
        due = data[due_field]
        made = Errand(
            code(data[venue_field]), code(data.get("department", "")), local_day(due) if "T" in due else whole_day(due)
        )
        facts[stream] = tuple(made)

    return note


def _stands(facts: Facts, stream: str, state: str) -> None:
    facts[stream] = tuple(Errand(*facts[stream])._replace(state=state))


def _in_time(facts: Facts, fact: Told, stream: str) -> None:
    _stands(facts, stream, "met" if fact.data["in_time"] else "missed")


def _same_day(facts: Facts, fact: Told, stream: str) -> None:
    _stands(facts, stream, "met" if fact.data["same_day"] else "missed")


def _set(state: str) -> Callable[[Facts, Told, str], None]:
    def note(facts: Facts, fact: Told, stream: str) -> None:  # noqa: ARG001 - that it happened is all
        _stands(facts, stream, state)

    return note


def _missed(facts: Facts, fact: Told, stream: str) -> None:  # noqa: ARG001 - that it happened is all
    """A timer's word that a day went by; what was done after all, in time or not, was said by then or comes later."""
    if Errand(*facts[stream]).state == "open":
        _stands(facts, stream, "missed")


def _rebooked(facts: Facts, fact: Told, stream: str) -> None:
    data, known = fact.data, Errand(*facts[stream])
    facts[stream] = tuple(
        known._replace(venue=data.get("hall") or known.venue, due=whole_day(data.get("day") or known.due))
    )


def _scheduled(facts: Facts, fact: Told, stream: str) -> None:
    """A visit on a day that the person wished for later moves its last day."""
    facts[stream] = tuple(Errand(*facts[stream])._replace(due=whole_day(fact.data["due"])))


def _not_kept(facts: Facts, fact: Told, stream: str) -> None:
    """Only where the place was at fault does it break its word; who stayed away owes it nothing (S2.6d)."""
    _stands(facts, stream, "missed" if fact.data["by"] == "hall" else "void")


def _checked_in(facts: Facts, fact: Told, _stream: str) -> None:
    data = fact.data
    facts["venue"], facts["on"] = code(data["venue"]), whole_day(data["day"])
    if data.get("due_at") is None:
        return
    facts.setdefault(f"shift/{data['half']}/{data['post']}", (code(data.get("department", "")), True))
    if data["authorised"]:
        facts.setdefault(f"open/{data['half']}", True)


def _absent(facts: Facts, fact: Told, _stream: str) -> None:
    data = fact.data
    facts["venue"], facts["on"] = code(data["venue"]), whole_day(data["day"])
    facts.setdefault(f"shift/{data['half']}/{data['post']}", (code(data.get("department", "")), False))


def _market(name: str) -> Callable[[Facts, Told, str], None]:
    def note(facts: Facts, fact: Told, _stream: str) -> None:
        facts["venue"], facts["on"] = code(fact.data["venue"]), whole_day(fact.data["day"])
        facts["market"] = name

    return note


def _proxy(facts: Facts, stream: str, **fields: Any) -> None:
    facts[stream] = tuple(Proxy(*facts.get(stream, ()))._replace(**fields))


def _entrusted(facts: Facts, fact: Told, stream: str) -> None:
    data = fact.data
    _proxy(facts, stream, point=code(data["point"]), handover_due=whole_day(data["handover_due"]))


def _handed_over(facts: Facts, fact: Told, stream: str) -> None:
    data = fact.data
    _proxy(facts, stream, handover_due=whole_day(data["due"]), handed_over=whole_day(data["handed_on"]))


def _result_ready(facts: Facts, fact: Told, stream: str) -> None:
    _proxy(facts, stream, report_due=whole_day(fact.data["report_due"]))


def _reported(facts: Facts, fact: Told, stream: str) -> None:
    data = fact.data
    _proxy(facts, stream, report_due=whole_day(data["due"]), reported=whole_day(data["reported_on"]))


def _ended(facts: Facts, fact: Told, stream: str) -> None:
    _proxy(facts, stream, ended=whole_day(fact.data["ended_on"]))


def _fee(facts: Facts, fact: Told, stream: str) -> None:
    _proxy(facts, stream, point=code(fact.data["point"]), fee=local_day(fact.occurred_at))


PLACE_STEPS: dict[str, Callable[[Facts, Told, str], None]] = {
    "shift.checked_in": _checked_in,
    "shift.absent": _absent,
    "market_day.opened": _market("met"),
    "market_day.missed": _market("missed"),
    "appointment.booked": _begun("hall", "day"),
    "appointment.changed": _rebooked,
    "appointment.kept": _set("met"),
    "appointment.missed": _not_kept,
    "appointment.cancelled": _not_kept,
    "visit.requested": _begun("hall", "due"),
    "visit.scheduled": _scheduled,
    "visit.refused": _set("void"),
    "visit.withdrawn": _set("void"),
    "visit.done": _in_time,
    "visit.missed": _missed,
    "special.requested": _begun("hall", "answer_due"),
    "special.answered": _in_time,
    "special.answer_missed": _missed,
    "consultation.registered": _begun("hall", "asked_at"),
    "consultation.closed": _same_day,
    "proxy.entrusted": _entrusted,
    "proxy.handed_over": _handed_over,
    "proxy.result_ready": _result_ready,
    "proxy.reported_back": _reported,
    "proxy.ended": _ended,
    "proxy.fee_attempted": _fee,
}
"""What each type of event does; the stream's name tells which appointment, visit ... it is about."""
