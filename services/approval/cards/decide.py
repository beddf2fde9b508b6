"""Every rule of cards. Pure; raises `Rejected`."""

from __future__ import annotations

from datetime import date

from services.approval.cards.commands import AppealCard, CorrectCard, IssueCard, ReportFinding, UpholdCard
from services.approval.cards.rules import held_on
from services.approval.cards.state import Card, Cards
from shared.contracts import Command, Event, Rejected
from shared.contracts.cards import CardAppealed, CardCorrected, CardIssued, CardUpheld
from shared.timekeeping import Calendar, local_day

SYSTEM = "system"
OUTSIDERS = frozenset({"auditor", "assessor"})


def decide(cards: Cards, command: Command) -> list[Event]:
    """Tell which facts follow from a command; see each rule for its basis.

    Raises:
        Rejected: `no_card`, `not_outside`, `other_unit`, `card_corrected`, `already_appealed`, `appeal_late`,
            `no_appeal`, `appeal_answered`, `already_found`.
    """
    match command:
        case IssueCard():
            return _issue(cards, command)
        case ReportFinding():
            return _report(cards, command)
        case AppealCard():
            return _appeal(cards, command)
        case UpholdCard():
            return _uphold(cards, command)
        case CorrectCard():
            return _correct(cards, command)
    raise Rejected("unknown_command", f"cards take no {command.name}")


def _issue(cards: Cards, command: IssueCard) -> list[Event]:
    """One card of a kind and cause stands at a time (D-6); a second timer that comes with it finds it there."""
    if f"{command.kind}/{command.cause}" in cards.counting:
        return []
    return [
        CardIssued(
            card=len(cards.cards) + 1,
            kind=command.kind,
            cause=command.cause,
            department=command.department,
            division=command.division,
            item=command.item,
            triggered_at=command.triggered_at,
            issued_at=command.meta.now,
            due=command.due,
            rules=command.rules,
            start=command.start,
            counted=command.counted,
            skipped=command.skipped,
            calendar=command.calendar,
            provisional=command.provisional,
            lead=command.lead,
        )
    ]


def _report(cards: Cards, command: ReportFinding) -> list[Event]:
    """What was handled outside the hall, or refused without reasons, is found by people outside the department."""
    if command.meta.actor.role == SYSTEM:
        if cards.cards:
            return []  # the register tells a finding again when its statement is put right
    else:
        _be_outside(command, command.department)
    if f"red/{command.cause}" in cards.counting:
        raise Rejected("already_found", "this finding stands on a card already", "D-6")
    return [
        CardIssued(
            card=len(cards.cards) + 1,
            kind="red",
            cause=command.cause,
            department=command.department,
            division=command.division,
            item=command.item,
            triggered_at=command.found_at,
            issued_at=command.meta.now,
            due=local_day(command.found_at),
            rules=command.rules,
            reasons=command.reasons,
        )
    ]


def _appeal(cards: Cards, command: AppealCard) -> list[Event]:
    """The department the card was issued to may appeal once, within the window after it was written (D-2, D-6)."""
    card = _counting(cards, command.card)
    actor = command.meta.actor
    if actor.unit != card.issued.department:
        raise Rejected("other_unit", "this card was issued to another department", "D-2", status=403)
    if card.appeal is not None:
        raise Rejected("already_appealed", "this card was appealed already", "D-2")
    until = appeal_until(card.issued, command.calendar)
    if local_day(command.meta.now) > until:
        raise Rejected("appeal_late", f"appeals were taken until {until.isoformat()}", "D-2")
    return [CardAppealed(card=command.card, reasons=command.reasons, until=until)]


def appeal_until(issued: CardIssued, calendar: Calendar) -> date:
    """Give the last day on which a card may be appealed: counted from when it was written, not from its trigger.

    It is counted by the rules that the card names.
    """
    written = local_day(issued.issued_at)
    return calendar.add_working_days(written, held_on(written, issued.rules).appeal)


def _uphold(cards: Cards, command: UpholdCard) -> list[Event]:
    """An appeal that does not convince is answered, with reasons, by somebody outside the department (D-2, D-6)."""
    card = _counting(cards, command.card)
    _be_outside(command, card.issued.department)
    if card.appeal is None:
        raise Rejected("no_appeal", "nobody appealed this card", "D-2")
    if card.upheld is not None:
        raise Rejected("appeal_answered", "this appeal was answered already", "D-2")
    return [CardUpheld(card=command.card, reasons=command.reasons)]


def _correct(cards: Cards, command: CorrectCard) -> list[Event]:
    """A card is corrected from outside the department, with reasons; or by the timer, where a late fact says so."""
    card = cards.card(command.card)
    if command.meta.actor.role == SYSTEM:  # only the worker acts in this role; no token carries it
        return [] if card.correction else [_corrected(command)]
    card = _counting(cards, command.card)
    _be_outside(command, card.issued.department)
    if command.ground == "appeal" and card.appeal is None:
        raise Rejected("no_appeal", "nobody appealed this card", "D-2")
    return [_corrected(command)]


def _corrected(command: CorrectCard) -> CardCorrected:
    return CardCorrected(card=command.card, ground=command.ground, reasons=command.reasons)


def _counting(cards: Cards, number: int) -> Card:
    card = cards.card(number)
    if card.correction is not None:
        raise Rejected("card_corrected", "this card was corrected, and counts no more", "D-6")
    return card


def _be_outside(command: Command, department: str) -> None:
    actor = command.meta.actor
    if actor.role not in OUTSIDERS or actor.unit == department:
        told = "an auditor or assessor outside the department decides on its cards"
        raise Rejected("not_outside", told, "D-6; D-7 G8", status=403)
