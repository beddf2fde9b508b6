"""Every rule of a reconsideration on the register: last days, and that silence accepts. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services.complaints.limits import counted
from services.complaints.reconsiderations import commands as ask
from services.complaints.reconsiderations.guards import in_order, past
from services.complaints.reconsiderations.recounting import recalculate, until_apply, until_decide, until_sue
from services.complaints.reconsiderations.state import LastDay, Reconsideration
from shared.contracts import Command, Event, Rejected
from shared.contracts import remedies as told
from shared.contracts.remedies import Limit
from shared.timekeeping import Calendar, Deadline, local_day


def decide(state: Reconsideration, command: Command) -> list[Event]:  # noqa: PLR0911 - a line for each command
    """Tell which facts follow from a command on a reconsideration; see each rule for its basis.

    Raises:
        Rejected: `already_registered`, `no_remedy`, `future_day`, `wrong_order`, `rights_needed`, `wrong_standing`,
            `already_extended`, `extension_late`, `not_yet_deemed`, `asked_before`, `not_decided`, `served_before`.
    """
    match command:
        case ask.RegisterReconsideration():
            return _register(state, command)
        case ask.AskCorrection():
            return _ask(state, command)
        case ask.SupplyCorrection():
            return _supply(state, command)
        case ask.AcceptReconsideration():
            return _accept(state, command)
        case ask.ExtendReconsideration():
            return _extend(state, command)
        case ask.DecideReconsideration():
            return _decided(state, command)
        case ask.ServeReconsideration():
            return _served(state, command)
        case ask.NoteOverdueReconsideration():
            return _overdue(state, command)
        case ask.RecalculateRemedy():
            return recalculate(state, command)
    raise Rejected("unknown_command", f"a reconsideration takes no {command.name}")


def _register(state: Reconsideration, command: ask.RegisterReconsideration) -> list[Event]:
    """Sixty days from knowing of the act; untold, from knowing one's rights, a year at most (art. 20).

    An application that came too late is on the register as well: whether there was good cause says the authority.
    """
    if state.registered:
        raise Rejected("already_registered", "this number is taken")
    past(command, command.received_on, "received_on")
    in_order(command.known_on, command.received_on, "known_on")
    apply_by = last_day_to_apply(command)
    examine = counted("reconsideration_examine", command.received_on, command.calendar)
    days: dict[Limit, Deadline] = {"apply": apply_by, "examine": examine}
    return [
        told.ReconsiderationRegistered(
            case_no=command.case_no,
            department=command.department,
            division=command.division,
            authority=command.authority,
            ground=command.ground,
            item=command.item,
            received_on=command.received_on,
            known_on=command.known_on,
            told=command.told,
            apply_by=apply_by.due,
            in_time=command.received_on <= apply_by.due,
            examine_by=examine.due,
            rights_known_on=command.rights_known_on,
            document_no=command.document_no,
            provisional=apply_by.provisional or examine.provisional,
            simplified=command.simplified,
            calendar=tuple(dict.fromkeys((*apply_by.versions, *examine.versions))),
            uncertain=tuple(what for what, until in days.items() if until.provisional),
        )
    ]


def last_day_to_apply(command: ask.RegisterReconsideration) -> Deadline:
    """Count until when one could apply."""
    if command.told:
        return until_apply(command.known_on, None, command.calendar)
    if command.rights_known_on is None:
        field = {"rights_known_on": "say when the applicant knew of their rights"}
        raise Rejected("rights_needed", field["rights_known_on"], "行政复议法20", status=422, errors=field)
    in_order(command.known_on, command.rights_known_on, "rights_known_on")
    return until_apply(command.known_on, command.rights_known_on, command.calendar)


def _ask(state: Reconsideration, command: ask.AskCorrection) -> list[Event]:
    """Asked within five working days; the applicant has ten from the notice (art. 31).

    What was asked for later was asked of an application that silence had accepted.
    """
    _be(state, "received")
    if state.correction:
        raise Rejected("asked_before", "what is missing is asked for at once, and once", "行政复议法31")
    past(command, command.asked_on, "on")
    _after_all(state, command.asked_on, "on")
    if _ran_out(state, command.asked_on):
        raise Rejected("wrong_standing", "the examination ran out; it is deemed accepted", "行政复议法30、31")
    supply = counted("reconsideration_supply", command.asked_on, command.calendar)
    return [
        told.ReconsiderationCorrectionAsked(
            asked_on=command.asked_on, supply_by=supply.due, provisional=supply.provisional
        )
    ]


def _supply(state: Reconsideration, command: ask.SupplyCorrection) -> list[Event]:
    """The authority's five days run anew from the day everything was there."""
    _be(state, "correcting")
    assert state.correction is not None, "it is being corrected"
    assert state.supply is not None, "what is to be corrected has its last day"
    past(command, command.corrected_on, "on")
    _after_all(state, command.corrected_on, "on")
    examine = counted("reconsideration_examine", command.corrected_on, command.calendar)
    return [
        told.ReconsiderationCorrected(
            corrected_on=command.corrected_on,
            examine_by=examine.due,
            in_time=command.corrected_on <= state.supply.due,
            provisional=examine.provisional,
        )
    ]


def _accept(state: Reconsideration, command: ask.AcceptReconsideration) -> list[Event]:
    """Silence is acceptance from the day the examination ran out; the time to decide runs from there (art. 30, 62)."""
    _be(state, "received")
    assert state.registered is not None, "it was received"
    if command.deemed:
        if state.examine_by is None or command.accepted_on != state.examine_by:
            raise Rejected("not_yet_deemed", "it is deemed accepted on the day its examination ran out", "行政复议法30")
        if local_day(command.meta.now) <= command.accepted_on:
            raise Rejected("not_yet_deemed", "the authority may still refuse it", "行政复议法30")
    past(command, command.accepted_on, "on")
    _after_all(state, command.accepted_on, "on")
    silent = command.deemed or _ran_out(state, command.accepted_on)
    return [_accepted(state, command.accepted_on, command.calendar, silent=silent)]


def _after_all(state: Reconsideration, day: date, field: str) -> None:
    """Refuse a day before one that is on record already: the authority's steps follow one another."""
    known = [
        state.registered.received_on if state.registered else None,
        state.correction.asked_on if state.correction else None,
        state.corrected.corrected_on if state.corrected else None,
        state.accepted.accepted_on if state.accepted else None,
    ]
    in_order(max((each for each in known if each), default=day), day, field)


def _ran_out(state: Reconsideration, day: date) -> bool:
    """Tell whether silence had accepted it by a day, whether or not anybody wrote that down (art. 30)."""
    return state.accepted is None and state.examine_by is not None and day > state.examine_by


def _accepted(state: Reconsideration, day: date, calendar: Calendar, *, silent: bool) -> told.ReconsiderationAccepted:
    """Give the acceptance: of that day, or of the day the examination ran out where nobody said anything until then."""
    assert state.registered is not None, "it was received"
    if silent and state.examine_by is not None:
        day = state.examine_by
    until = until_decide(day, calendar, simplified=state.registered.simplified)
    return told.ReconsiderationAccepted(
        accepted_on=day,
        manner="deemed" if silent else "decided",
        simplified=state.registered.simplified,
        decide_by=until.due,
        provisional=until.provisional,
    )


def _extend(state: Reconsideration, command: ask.ExtendReconsideration) -> list[Event]:
    """Thirty days at most, once, before the time is over, and not in simplified procedure (art. 62)."""
    _be(state, "accepted")
    assert state.accepted is not None, "it was accepted"
    assert state.decide_by is not None, "an accepted one has its last day"
    if state.extended or state.accepted.simplified:
        raise Rejected("already_extended", "thirty days more are given once, in ordinary procedure", "行政复议法62")
    if local_day(command.meta.now) > state.decide_by:
        raise Rejected("extension_late", "the time to decide is over", "行政复议法62")
    later = counted("reconsideration_extension", state.decide_by, command.calendar)
    return [told.ReconsiderationExtended(before=state.decide_by, decide_by=later.due, provisional=later.provisional)]


def _decided(state: Reconsideration, command: ask.DecideReconsideration) -> list[Event]:
    """What the authority decided; whoever is not content may sue within fifteen days of its service (L15).

    Decided after its examination ran out, it had been accepted by silence, which is written down with it.
    """
    if state.registered is None or state.decided:
        _be(state, "accepted")
    assert state.registered is not None, "checked above"
    if _ran_out(state, command.decided_on):
        silent = _accepted(state, command.decided_on, command.calendar, silent=True)
        until = LastDay(silent.decide_by, silent.provisional)
        return [silent, *_decided(replace(state, accepted=silent, decide=until), command)]
    if state.accepted is None and command.outcome not in ("dismissed", "withdrawn"):
        raise Rejected("wrong_standing", "what was not accepted is dismissed or withdrawn", "行政复议法30")
    past(command, command.decided_on, "decided_on")
    _after_all(state, command.decided_on, "decided_on")
    served = command.served_on
    if served is not None:
        past(command, served, "served_on")
        in_order(command.decided_on, served, "served_on")
    sue = until_sue(served, command.calendar, after=True) if served else None
    return [
        told.ReconsiderationDecided(
            outcome=command.outcome,
            decided_on=command.decided_on,
            department=state.registered.department,
            division=state.registered.division,
            case_no=state.registered.case_no,
            document_no=command.document_no,
            in_time=state.decide_by is None or command.decided_on <= state.decide_by,
            served_on=served,
            sue_by=sue.due if sue else None,
            provisional=sue.provisional if sue else False,
        )
    ]


def _served(state: Reconsideration, command: ask.ServeReconsideration) -> list[Event]:
    """The fifteen days to sue run from the service, which is mostly known later than the decision (L15)."""
    if state.registered is None:
        _be(state, "decided")
    if state.decided is None:
        raise Rejected("not_decided", "the authority has not decided it yet", "行政诉讼法45")
    if state.served_on:
        raise Rejected("served_before", "the day of its service is on the register", "行政诉讼法45")
    past(command, command.served_on, "on")
    in_order(state.decided.decided_on, command.served_on, "on")
    until = until_sue(command.served_on, command.calendar, after=True)
    return [told.ReconsiderationServed(served_on=command.served_on, sue_by=until.due, provisional=until.provisional)]


def _overdue(state: Reconsideration, command: ask.NoteOverdueReconsideration) -> list[Event]:
    if state.status != "accepted" or state.overdue or state.decide_by is None or command.today <= state.decide_by:
        return []
    assert state.registered is not None, "it was accepted"
    return [told.ReconsiderationOverdue(due=state.decide_by, authority=state.registered.authority)]


def _be(state: Reconsideration, status: str) -> None:
    if state.status == "new":
        raise Rejected("no_remedy", "there is no such reconsideration", status=404)
    if state.status != status:
        raise Rejected("wrong_standing", f"it is {state.status}, not {status}", "行政复议法30、31、62")
