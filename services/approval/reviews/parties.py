"""Rules of those who are heard: consulted departments, the applicant, interested parties. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from services.approval.reviews.commands import AnswerConsultation, Consult, RecordStatement, TellInterested
from services.approval.reviews.guards import be_of_the_department, be_open, on_day, ours, wrong
from services.approval.reviews.limits import days
from services.approval.reviews.state import Review
from shared.contracts import Command, Event, Rejected
from shared.contracts.approval import ConsultationAnswered, ConsultationAsked
from shared.contracts.hearings import InterestedTold, StatementRecorded


def consult(review: Review, command: Consult) -> list[Event]:
    """Another department is asked once; no clock stands for it (Licensing Law art. 26, 45)."""
    ours(review, command)
    if command.department == review.department:
        raise wrong("own_department", "department", "one's own department is not consulted", "S1.2d")
    if command.department in review.asked:
        raise Rejected("already_consulted", f"{command.department} was asked already", "S1.2d")
    due = command.calendar.add_working_days(on_day(command), days("consultation"))
    return [ConsultationAsked(department=command.department, question=command.question, due=due)]


def answer(review: Review, command: AnswerConsultation) -> list[Event]:
    """A consulted department answers for itself, once; saying the same again does nothing."""
    be_open(review)
    unit = command.meta.actor.unit
    if unit not in (*review.plan.consulted, *review.asked):
        raise Rejected("not_consulted", "your department was not asked", "S1.2d", status=403)
    said = ConsultationAnswered(department=unit, opinion=command.opinion, text=command.text)
    before = review.opinions.get(unit)
    if before is not None and before != said:
        raise Rejected("already_answered", "your department has given its opinion", "S1.2d")
    return [] if before else [said]


def tell_interested(review: Review, command: TellInterested) -> list[Event]:
    """Whose weighty interests are touched is told, and may speak (Licensing Law art. 36)."""
    ours(review, command)
    reply_by = command.calendar.add_working_days(on_day(command), days("statement"))
    return [
        InterestedTold(
            parties=command.parties,
            matter=command.matter,
            document_no=command.document_no,
            told_on=on_day(command),
            reply_by=reply_by,
        )
    ]


def record_statement(review: Review, command: RecordStatement) -> list[Event]:
    """What a party says is recorded until the decision, with whether and why it was followed (art. 7, 36)."""
    be_open(review)
    be_of_the_department(review, command)
    if command.party == "interested" and not review.told:
        raise Rejected("nobody_told", "no interested party has been told yet", "许可法36")
    return [
        StatementRecorded(
            party=command.party,
            person=command.person,
            text=command.text,
            heard_on=on_day(command),
            adopted=command.adopted,
            answer=command.answer,
        )
    ]


RULES: Mapping[type[Command], Callable[[Review, Any], list[Event]]] = {
    Consult: consult,
    AnswerConsultation: answer,
    TellInterested: tell_interested,
    RecordStatement: record_statement,
}
"""By command."""
