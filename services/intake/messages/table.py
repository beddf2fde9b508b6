"""Which events tell somebody something: the table from event to message, open to every matter of intake.

    tell("appointment.booked", "appointment_booked", person=..., values=...)

A row says which text is used (`texts.py`) and what stands in it. What a row needs beyond the event it asks of `Matter`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from services.intake.messages.texts import TEXTS
from shared.timekeeping import in_shanghai

Values = dict[str, Any]
"""What stands in a text: strings, days as ISO text, `{zh, en}` names, and lists of such mappings."""

REPLY_WORKING_DAYS = 5
"""Within so many working days of receipt the window accepts, or tells everything that is missing (许可法32)."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """Whom a message is for: a pseudonym of the vault, the sealed telephone with what it was sealed for, the account.

    `place`: the case, or whatever else was named when the telephone was sealed. Telephone or account may be empty.
    """

    person: str
    phone: str
    place: str
    account: str = ""


class Matter(Protocol):
    """What a row may ask about the matter that an event belongs to."""

    @property
    def case(self) -> Mapping[str, Any]:
        """The case's document, empty where the event belongs to none."""

    def names(self, materials: list[str]) -> list[dict[str, str]]:
        """Give the names of materials of the item's guide."""

    def lapse_basis(self) -> str:
        """Give the article by which the case counts as withdrawn where supplements come late; empty: by none."""

    def working_days_after(self, day: date, count: int) -> date | None:
        """Give the day so many working days on; None where no calendar covers it."""


Fact = Mapping[str, Any]
"""An event's fields, as they are stored."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: the text, what stands in it, and when nothing is told after all (`values` gives None)."""

    text: str
    values: Callable[[Matter, Fact], Values | None]
    receiver: Callable[[Fact], Receiver] | None = None


TABLE: dict[str, Row] = {}
"""By event type. Events that are not here tell nobody anything."""


def tell(
    event: str,
    text: str,
    values: Callable[[Matter, Fact], Values | None],
    receiver: Callable[[Fact], Receiver] | None = None,
) -> None:
    """Enter a row: `event` is told with `text`.

    Args:
        event: its stored type, `case.received`.
        text: a key of `TEXTS`.
        values: what stands in the text; None where this event tells nothing. Of the receiver's own data only.
        receiver: whom it is for, of events that belong to no case; None: the case's applicant.

    Raises:
        TypeError: at import, for an event that has a row already, or a text that is not there.
    """
    if event in TABLE or text not in TEXTS:
        raise TypeError(f"{event} is told already" if event in TABLE else f"there is no text {text}")
    TABLE[event] = Row(text, values, receiver)


def _nothing_more(_: Matter, __: Fact) -> Values:
    return {}


def _fields(*names: str) -> Callable[[Matter, Fact], Values]:
    """Make the values of a row from fields of the event."""
    return lambda _, fact: {name: fact.get(name) or "" for name in names}


def _dates(_: Matter, fact: Fact) -> Values:
    return {**fact["dates"], "procedure": fact.get("procedure", "")}


def _received(matter: Matter, fact: Fact) -> Values:
    day = date.fromisoformat(fact["received_at"][:10])
    by = None if fact["kind"] == "instant" else matter.working_days_after(day, REPLY_WORKING_DAYS)
    return {"received_at": fact["received_at"], "reply_by": by.isoformat() if by else ""}


def _notice(matter: Matter, fact: Fact) -> Values:
    """Everything that is missing, until when it may come, and by which article lateness counts as a withdrawal."""
    names = matter.names([each["material"] for each in fact["defects"]])
    defects = [{"name": name, "problem": each["problem"]} for name, each in zip(names, fact["defects"], strict=True)]
    until = {"supply_by": fact.get("supply_by") or "", "basis": matter.lapse_basis()}
    return {"notice_no": fact["notice_no"], "defects": defects, **until}


def _supplemented(matter: Matter, fact: Fact) -> Values:
    return {"materials": matter.names(list(fact["materials"])), "supplied_on": fact["supplied_on"]}


def _unsupplied(matter: Matter, fact: Fact) -> Values:
    return {
        "materials": matter.names(list(fact["materials"])),
        "supply_by": fact["supply_by"],
        "basis": fact.get("basis", ""),
    }


def _withdrawn(_: Matter, fact: Fact) -> Values | None:
    """A withdrawal by silence is told with the day that passed."""
    return None if fact.get("deemed_under") else {"confirmed": fact.get("confirmed") or ""}


def _recalculated(_: Matter, fact: Fact) -> Values | None:
    """A recount that changed nothing the applicant was told is not told."""
    before, after = fact["before"], fact["dates"]
    if before["promised_due"] == after["promised_due"]:
        return None
    return {"promised_due": after["promised_due"], "before": before["promised_due"]}


def _tolerated(matter: Matter, fact: Fact) -> Values:
    return {"materials": matter.names(list(fact["materials"])), "due": fact.get("due", "")}


def _asked(matter: Matter, fact: Fact) -> Values:
    return {"materials": matter.names(list(fact["materials"])), "reason": fact["reason"]}


def _slot(_: Matter, fact: Fact) -> Values:
    begins, ends = (in_shanghai(datetime.fromisoformat(fact[name])) for name in ("begins", "ends"))
    return {"day": fact["day"], "slot": f"{begins:%H:%M}-{ends:%H:%M}"}


def _missed(_: Matter, fact: Fact) -> Values | None:
    """Who broke the word is told apart: a hall that did says so; whoever did not come knows."""
    return {"day": fact["day"]} if fact["by"] == "hall" else None


def _not_rated(_: Matter, fact: Fact) -> Values | None:
    """The reminder by text (B-5 `rating_invite`); the one by telephone is somebody's call."""
    return {} if fact["by"] == "sms" else None


def _to_applicant(values: Callable[[Matter, Fact], Values]) -> Callable[[Matter, Fact], Values | None]:
    """Tell only what concerns the applicant; other parties of a review are told on paper."""
    return lambda matter, fact: values(matter, fact) if fact.get("party", "applicant") == "applicant" else None


tell("case.received", "received", _received)
tell("case.registered_late", "registered_late", _fields("evidence_at", "registered_at"))
tell("case.supplement_requested", "supplement_requested", _notice)
tell("case.supplement_due_near", "supplement_due_near", _unsupplied)
tell("case.supplement_lapsed", "supplement_lapsed", _unsupplied)
tell("case.supplemented", "supplemented", _supplemented)
tell("case.corrected_on_spot", "corrected", _nothing_more)
tell(
    "case.accepted",
    "accepted",
    lambda matter, fact: {
        **_fields("receipt_no", "accepted_on", "promised_due", "provisional", "tolerated_due")(matter, fact),
        "tolerated": matter.names(list(fact.get("tolerated") or ())),
    },
)
tell("case.acceptance_due_passed", "acceptance_overdue", _fields("due"))
tell("case.tolerance_met", "tolerance_met", _tolerated)
tell("case.tolerance_lapsed", "tolerance_lapsed", _tolerated)
tell("case.not_needed", "not_needed", _fields("document_no", "reasons", "basis"))
tell("case.refused", "refused", _fields("document_no", "reasons", "review_authority"))
tell("case.redirected", "redirected", _fields("department", "address", "telephone"))
tell("case.withdrawn", "withdrawn", _withdrawn)
tell("case.channel_switched", "channel_switched", _nothing_more)
tell("case.completed", "completed", _fields("result"))
tell("case.decision_recorded", "decided", _fields("outcome", "document_no"))
tell("case.delivered", "delivered", _fields("delivered_on", "manner"))
tell("review.suspended", "suspended", _dates)
tell("review.resumed", "resumed", _dates)
tell("review.suspension_voided", "resumed", _dates)
tell("review.extended", "extended", _dates)
tell("review.recalculated", "recalculated", _recalculated)
tell("review.forwarded", "forwarded", _fields("forwarded_on", "superior_due"))
tell("review.hearing_offered", "hearing_offered", _to_applicant(_fields("request_by", "document_no")))
tell("review.hearing_scheduled", "hearing_scheduled", _fields("held_on", "place", "notice_no"))
tell("review.lateness_explained", "late", _fields("due", "reasons"))
tell("superior.material_asked", "material_asked", _asked)
tell("appointment.booked", "appointment_booked", _slot)
tell("appointment.changed", "appointment_changed", _slot)
tell("appointment.cancelled", "appointment_cancelled", _fields("day", "reason"))
tell("appointment.missed", "appointment_missed", _missed)
tell("visit.scheduled", "visit_scheduled", _fields("day"))
tell("visit.refused", "visit_refused", _fields("reasons"))
tell("rating.reminded", "not_rated", _not_rated)
tell("special.answered", "special_answered", _fields("reasons", "valid_until"))
