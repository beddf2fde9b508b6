"""Which cards a situation demands, and at which moment: D-6, line by line. Pure.

A card of a missed day falls due at 00:00 of the day after it, local time; a warning at 00:00 of its day. `history`
tells which of them came about while the situation lasted. The day on which it is looked at matters in one case only:
while the result of a special procedure is awaited, its suspension is taken as told, and when it lapses as void.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from services.approval.cards.rules import CardRules
from services.approval.cards.situation import Situation
from services.approval.reviews import clock, referrals
from services.approval.reviews.state import Status
from shared.contracts.cards import Cause, Kind
from shared.contracts.limits import TimeLimit
from shared.timekeeping import Calendar, Deadline, due_on, end_of, local_day

DAY = timedelta(days=1)
MADE_GOOD = ("direction_overdue", "steps_exceeded", "superior_overdue")
"""Yellow cards that no red one follows: what was late is done, or is another's."""

HOURS_A_DAY = 24


@dataclass(frozen=True, slots=True)
class Trigger:
    """A card that falls due at a moment, about a last day, with every day behind it.

    `department`: to whom it is issued, where that is not the department whose case it is.
    """

    kind: Kind
    cause: Cause
    at: datetime
    deadline: Deadline
    department: str = ""

    @property
    def key(self) -> str:
        """Kind and cause, `yellow/promised_overdue`."""
        return f"{self.kind}/{self.cause}"


def triggers(now: Situation, calendar: Calendar, rules: CardRules, today: date) -> list[Trigger]:
    """Give the cards that fall due if the situation lasts, in the order of their moments, as seen on a day.

    Raises:
        NoCalendar: no year covers a day that must be looked at.
    """
    first = [*_answer(now, calendar, rules), *_receipt(now), *_instant(now), *_review(now, calendar, rules, today)]
    first += _direction(now, calendar, rules)
    first += [*_steps(now, calendar, rules, today), *_above(now, calendar)]
    first += _service(now, calendar, rules)
    found = [*first, *_after_yellow(now, first, calendar, rules)]
    return sorted(found, key=lambda each: (each.at, each.key))


def _missed(kind: Kind, cause: Cause, deadline: Deadline) -> Trigger:
    return Trigger(kind, cause, end_of(deadline.due), deadline)


def _answer(now: Situation, calendar: Calendar, rules: CardRules) -> Iterator[Trigger]:
    """Five working days from receipt without an answer: accepted by silence where the law says so, else a yellow card.

    One omission, one card: where it makes the case count as accepted, it is the red one (Licensing Law art. 32).
    """
    if now.received is None or now.answered or now.received.kind == "instant":
        return
    deadline = calendar.due(_received_on(now), rules.notice)
    yield _missed("red", "deemed_acceptance", deadline) if now.deemed else _missed("yellow", "notice_overdue", deadline)


def _direction(now: Situation, calendar: Calendar, rules: CardRules) -> Iterator[Trigger]:
    """Where to go instead, or that nothing is needed, is told at once; told later it is an act that law demands, late.

    One omission, one card: an instant case was overdue with the end of its day, and after the days for the notice there
    is a card for silence already (Licensing Law art. 32; D-6).
    """
    if now.told_late is None or now.received is None or now.received.kind == "instant":
        return
    (due, told_on), received = now.told_late, _received_on(now)
    if told_on <= calendar.due(received, rules.notice).due:
        yield _missed("yellow", "direction_overdue", Deadline(start=received, due=due, expires_at=end_of(due)))


def _received_on(now: Situation) -> date:
    assert now.received is not None
    return local_day(now.received.received_at)


def _receipt(now: Situation) -> Iterator[Trigger]:
    """What the notice named is all there, and the receipt did not follow on the same day (B-3.3)."""
    if now.whole_on and not now.accepted and not now.closed:
        yield _missed("yellow", "receipt_overdue", _same_day(now.whole_on))


def _instant(now: Situation) -> Iterator[Trigger]:
    """An instant case is due on the day of receipt (S2.7a)."""
    if now.received is not None and now.received.kind == "instant" and not now.closed:
        yield _missed("yellow", "promised_overdue", _same_day(_received_on(now)))


def _review(now: Situation, calendar: Calendar, rules: CardRules, today: date) -> Iterator[Trigger]:
    """Both clocks of an open review."""
    if now.review.status is not Status.OPEN:
        return
    counted = clock.clocks(now.review, calendar, today)
    deadline = counted.promised.deadline
    warned = warn_day(now.review.facts.promised, deadline, calendar, rules)
    if warned > deadline.start:
        yield Trigger("warn", "near_due", end_of(warned - DAY), deadline)
    yield _missed("yellow", "promised_overdue", deadline)
    if counted.statutory:
        yield _missed("red", "statutory_overdue", counted.statutory.deadline)


def _steps(now: Situation, calendar: Calendar, rules: CardRules, today: date) -> Iterator[Trigger]:
    """The second step that overruns a limit of its own, whether it was done late or is not done yet (D-6).

    The initial review before a superior unit is such a step: a late file goes up, and counts as an overrun.
    """
    if now.review.status is not Status.OPEN:
        return
    told = [(each["due"], each["done_on"]) for each in clock.step_clocks(now.review, calendar, today)]
    if now.review.plan.superior:
        told.append((referrals.initial_review(now.review, calendar, today).due, now.review.referral.first_on))
    overrun = sorted(due for due, done_on in told if done_on is None or done_on > due)
    if len(overrun) >= rules.steps:
        yield _missed("yellow", "steps_exceeded", _same_day(overrun[rules.steps - 1]))


def _above(now: Situation, calendar: Calendar) -> Iterator[Trigger]:
    """The superior unit that has the file and overruns its own limit has a card of its own (S2.7d)."""
    sent = now.review.referral.forwarded
    if now.review.status is Status.OPEN and sent and sent.limit and now.review.referral.away:
        missed = _missed("yellow", "superior_overdue", due_on(sent.limit, sent.forwarded_on, calendar))
        yield replace(missed, department=sent.superior)


def turning_points(now: Situation, calendar: Calendar) -> list[datetime]:
    """Give the moments at which the clocks turn without anybody's doing: an awaited suspension lapses (D-7 G1)."""
    if now.review.status is not Status.OPEN:
        return []
    awaited = [each for each in now.review.suspensions if each.open]
    return sorted(end_of(clock.lapses_after(each, calendar)) for each in awaited)


def warn_day(limit: TimeLimit, deadline: Deadline, calendar: Calendar, rules: CardRules) -> date:
    """Give the day at whose 00:00 the warning comes: a working day before the last one, or the last day itself.

    The last day itself where the promise is short, or where the working day before it is not after the start.
    """
    before = calendar.working_days_before(deadline.due, rules.warn_before)
    return deadline.due if _short(limit, rules) or before <= deadline.start else before


def _short(limit: TimeLimit, rules: CardRules) -> bool:
    days = limit.value / HOURS_A_DAY if limit.unit == "hours" else limit.value
    return limit.unit == "same_day" or days <= rules.short_promise


def _service(now: Situation, calendar: Calendar, rules: CardRules) -> Iterator[Trigger]:
    """Ten working days from the decision without it being in the applicant's hands (Licensing Law art. 44)."""
    if now.decided_on and not now.delivered and not now.closed:
        yield _missed("yellow", "service_overdue", calendar.due(now.decided_on, rules.service))


def _after_yellow(now: Situation, found: list[Trigger], calendar: Calendar, rules: CardRules) -> Iterator[Trigger]:
    """Five more working days after a missed day: red (D-6).

    Where the review has a statutory last day, that one says when an overdue promise turns red (A10).
    """
    bounded = bool(now.review.opened and now.review.opened.statutory)
    missed = [t for t in found if t.kind == "yellow" and not (bounded and t.cause == "promised_overdue")]
    missed = [t for t in missed if t.cause not in MADE_GOOD]
    later = [calendar.due(each.deadline.due, rules.after_yellow) for each in missed]
    if later:
        yield _missed("red", "after_yellow", min(later, key=lambda each: each.due))


def _same_day(day: date) -> Deadline:
    return Deadline(start=day, due=day, expires_at=end_of(day))
