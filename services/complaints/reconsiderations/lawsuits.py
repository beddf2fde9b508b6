"""Every rule of a lawsuit on the register: what comes before it, and until when one could sue. Pure."""

from __future__ import annotations

from services.complaints.reconsiderations import commands as ask
from services.complaints.reconsiderations.guards import in_order, past
from services.complaints.reconsiderations.recounting import recalculate_litigation, until_sue
from services.complaints.reconsiderations.state import Litigation
from shared.contracts import Command, Event, Rejected
from shared.contracts import remedies as told


def decide_litigation(state: Litigation, command: Command) -> list[Event]:
    """Tell which facts follow from a command on a lawsuit.

    Raises:
        Rejected: `already_registered`, `reconsider_first`, `reconsideration_running`, `no_remedy`, `already_decided`,
            `future_day`, `wrong_order`.
    """
    match command:
        case ask.RegisterLitigation():
            return _sue(state, command)
        case ask.DecideLitigation():
            return _ruled(state, command)
        case ask.RecalculateRemedy():
            return recalculate_litigation(state, command)
    raise Rejected("unknown_command", f"a lawsuit takes no {command.name}")


def _sue(state: Litigation, command: ask.RegisterLitigation) -> list[Event]:
    """Inaction is reconsidered first (Reconsideration Law art. 23); else six months, or fifteen days after it (L15).

    While the authority's time runs nobody sues about the same act (art. 29); after it nobody has to wait for an answer.
    """
    if state.registered:
        raise Rejected("already_registered", "this number is taken")
    if command.ground == "inaction" and not command.after:
        reason = "for no decision in time, reconsideration comes first"
        raise Rejected("reconsider_first", reason, "行政复议法23; L14d", errors={"after": reason})
    past(command, command.filed_on, "filed_on")
    in_order(command.known_on, command.filed_on, "known_on")
    if command.running_until and command.filed_on <= command.running_until:
        reason = "the authority has the matter, and its time is not over"
        raise Rejected("reconsideration_running", reason, "行政复议法29; 行政诉讼法45", errors={"filed_on": reason})
    after = command.after_served_on if command.after else None
    until = until_sue(after or command.known_on, command.calendar, after=after is not None)
    return [
        told.LitigationRegistered(
            case_no=command.case_no,
            department=command.department,
            division=command.division,
            court=command.court,
            ground=command.ground,
            item=command.item,
            filed_on=command.filed_on,
            known_on=command.known_on,
            sue_by=until.due,
            in_time=command.filed_on <= until.due,
            after=command.after,
            court_no=command.court_no,
            provisional=until.provisional,
            calendar=until.versions,
            counted_from=after or command.known_on,
            direct=after is None,
        )
    ]


def _ruled(state: Litigation, command: ask.DecideLitigation) -> list[Event]:
    if state.registered is None:
        raise Rejected("no_remedy", "there is no such lawsuit", status=404)
    if state.decided and state.decided.final:
        raise Rejected("already_decided", "the last word was spoken", "L15")
    past(command, command.decided_on, "decided_on")
    in_order(state.registered.filed_on, command.decided_on, "decided_on")
    return [
        told.LitigationDecided(
            outcome=command.outcome,
            decided_on=command.decided_on,
            department=state.registered.department,
            division=state.registered.division,
            case_no=state.registered.case_no,
            document_no=command.document_no,
            final=command.final,
        )
    ]
