"""Every rule of a village proxy. Pure; raises `Rejected`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.intake.proxies.commands import (
    End,
    Entrust,
    GiveUp,
    HandOver,
    JoinCase,
    NoteMissed,
    ProxyCommand,
    ProxyLimits,
    ReportBack,
    ResultReady,
)
from services.intake.proxies.entrusting import FEEDBACK, FREE, entrusted
from services.intake.proxies.state import Proxy, Status
from shared.contracts import Event, Rejected
from shared.contracts.people import (
    Outcome,
    ProxyCaseReceived,
    ProxyEnded,
    ProxyEntrusted,
    ProxyFeeAttempted,
    ProxyHandedOver,
    ProxyHandoverMissed,
    ProxyReportedBack,
    ProxyReportMissed,
    ProxyResultReady,
)
from shared.timekeeping import Calendar, Deadline, due_on, end_of, local_day


def decide(proxy: Proxy, command: ProxyCommand) -> Sequence[Event]:
    """Which facts follow?

    Raises:
        Rejected: with a stable code, and the basis of the rule that refuses.
    """
    _free(proxy, command)
    if isinstance(command, Entrust):
        return [entrusted(proxy, command)]
    if proxy.status is Status.NEW:
        raise Rejected("unknown_proxy", "there is no such proxy", status=404)
    _by_whom(proxy, command)
    return _goes_on(proxy, command)


def _goes_on(proxy: Proxy, command: ProxyCommand) -> Sequence[Event]:  # noqa: PLR0911 - a line for each command
    match command:
        case HandOver():
            return _handed_over(proxy, command)
        case JoinCase():
            return _joined(proxy, command)
        case GiveUp():
            return [_given_up(proxy, command)]
        case ResultReady():
            return _result_ready(proxy, command)
        case ReportBack():
            return _reported_back(proxy, command)
        case End():
            return [_ended(proxy, local_day(command.meta.occurred_at))]
        case NoteMissed():
            return _missed(proxy, command)
    raise Rejected("wrong_state", f"a proxy that is {proxy.status} takes no {command.name}")


def _free(proxy: Proxy, command: ProxyCommand) -> None:
    """Nothing done by a point costs anything, ever: who asks for money is refused, and the attempt stands (S2.4b)."""
    if command.fee_cents <= 0:
        return
    yuan, cents = divmod(command.fee_cents, 100)
    attempt = ProxyFeeAttempted(
        amount=f"{yuan}.{cents:02d}",
        agent=command.meta.actor.id,
        attempted_at=command.meta.now,
        **_where(proxy, command),
    )
    told = {"fee": "must be 0"}
    raise Rejected("proxy_fee", "village proxies are free of charge", FREE, status=422, errors=told, records=(attempt,))


def _where(proxy: Proxy, command: ProxyCommand) -> dict[str, str]:
    if isinstance(command, Entrust):
        point = command.point
        return {"point": point.id, "item": command.item.code, "division": point.division, "hall": point.hall}
    given = proxy.entrusted
    if given is None:
        return {"point": command.place}
    return {"point": given.point, "item": given.item, "division": given.division, "hall": given.hall}


def _by_whom(proxy: Proxy, command: ProxyCommand) -> None:
    """The point does its own proxies; its hall takes them over."""
    given = proxy.entrusted
    assert given is not None, "whatever goes on was entrusted"
    allowed = {given.point, given.hall} if isinstance(command, HandOver | JoinCase) else {given.point}
    if command.place and command.place not in allowed:
        raise Rejected("wrong_point_for_agent", "this proxy is another point's", "S2.1g", status=403)


def _handed_over(proxy: Proxy, command: HandOver) -> Sequence[Event]:
    """Handing over counts as receipt at the hall; late or not is told by the calendar (S2.1g, L7)."""
    given = proxy.entrusted
    assert given is not None, "whatever goes on was entrusted"
    if proxy.status is Status.HANDED_OVER and not proxy.case_no:
        return []
    if proxy.status is not Status.ENTRUSTED:
        raise Rejected("already_handed_over", f"a proxy that is {proxy.status} is not handed over again", FEEDBACK)
    day, due = local_day(command.meta.occurred_at), handover(given, command.calendar, command.limits).due
    return [
        ProxyHandedOver(
            handed_on=day,
            handed_at=command.meta.occurred_at,
            due=due,
            in_time=day <= due,
            hall=given.hall,
            point=given.point,
            case_no=proxy.case_no,
        )
    ]


def _joined(proxy: Proxy, command: JoinCase) -> Sequence[Event]:
    """What was handed over becomes one case, and no second one."""
    if proxy.case_no == command.case_no:
        return []
    if proxy.case_no or proxy.status is not Status.HANDED_OVER:
        raise Rejected("already_handed_over", f"a proxy that is {proxy.status} becomes no other case", FEEDBACK)
    return [ProxyCaseReceived(case_no=command.case_no, point=proxy.entrusted.point if proxy.entrusted else "")]


def handover(given: ProxyEntrusted, calendar: Calendar, limits: ProxyLimits) -> Deadline:
    """Count the last day to hand over, with every day behind it; the day of entrusting does not count (B-3.3)."""
    return due_on(limits.handover, local_day(given.entrusted_at), calendar)


def report(ready: ProxyResultReady, calendar: Calendar, limits: ProxyLimits) -> Deadline:
    """Count the last day to report back, with every day behind it; the day of the result does not count."""
    return due_on(limits.report, ready.ready_on, calendar)


def _given_up(proxy: Proxy, command: GiveUp) -> ProxyResultReady:
    """What is given up before the hand-over goes back to its owner, and they are told so: no end without that."""
    if proxy.status is not Status.ENTRUSTED:
        raise Rejected("already_handed_over", "what was handed over is withdrawn as a case", FEEDBACK)
    return _ready(proxy, "withdrawn", local_day(command.meta.occurred_at), command)


def _result_ready(proxy: Proxy, command: ResultReady) -> Sequence[Event]:
    """The case itself tells that it came out; said again, or of one that came out before, it changes nothing."""
    if proxy.status not in (Status.ENTRUSTED, Status.HANDED_OVER):
        return []
    return [_ready(proxy, command.outcome, command.ready_on, command)]


def _ready(proxy: Proxy, outcome: Outcome, day: date, command: GiveUp | ResultReady) -> ProxyResultReady:
    due = due_on(command.limits.report, day, command.calendar)
    return ProxyResultReady(
        ready_on=day,
        report_due=due.due,
        case_no=proxy.case_no,
        outcome=outcome,
        provisional=due.provisional,
        calendar=due.versions,
        point=proxy.entrusted.point if proxy.entrusted else "",
    )


def _reported_back(proxy: Proxy, command: ReportBack) -> Sequence[Event]:
    """Only a result can be reported; `ends` closes the proxy with it, since nothing is left to do."""
    if proxy.status in (Status.ENTRUSTED, Status.HANDED_OVER):
        raise Rejected("no_result_yet", "there is no result to report yet", FEEDBACK)
    if proxy.ready is None or proxy.status is not Status.READY:
        raise Rejected("already_reported", "the result was reported back before", FEEDBACK)
    day, due = local_day(command.meta.occurred_at), report(proxy.ready, command.calendar, command.limits).due
    if day < proxy.ready.ready_on:
        told = {"occurred_at": f"before the result of {proxy.ready.ready_on.isoformat()}"}
        raise Rejected("no_result_yet", "nobody is told before there is a result", FEEDBACK, status=422, errors=told)
    point = proxy.entrusted.point if proxy.entrusted else ""
    told_back = ProxyReportedBack(reported_on=day, due=due, in_time=day <= due, point=point, manner=command.manner)
    ended = ProxyEnded(ended_on=day, outcome=proxy.ready.outcome, point=point)
    return [told_back, ended] if command.ends else [told_back]


def _ended(proxy: Proxy, day: date) -> ProxyEnded:
    """A proxy ends when whoever entrusted the point was told the result, and no other way (S2.1g)."""
    if proxy.status is Status.ENDED:
        raise Rejected("already_ended", "this proxy has ended", FEEDBACK)
    if proxy.reported is None or proxy.ready is None:
        raise Rejected("report_back_first", "tell the result to whoever entrusted the point first", FEEDBACK)
    return ProxyEnded(ended_on=day, outcome=proxy.ready.outcome, point=proxy.reported.point)


def _missed(proxy: Proxy, command: NoteMissed) -> Sequence[Event]:
    """Said once, and only of what is not done by 24:00 of its last day."""
    if command.duty in proxy.missed or proxy.entrusted is None:
        return []
    point, now = proxy.entrusted.point, command.meta.now
    if command.duty == "handover":
        due = proxy.entrusted.handover_due
        late = proxy.status is Status.ENTRUSTED and now >= end_of(due)
        return [ProxyHandoverMissed(due=due, point=point)] if late else []
    if proxy.ready is None or proxy.status is not Status.READY or now < end_of(proxy.ready.report_due):
        return []
    return [ProxyReportMissed(due=proxy.ready.report_due, point=point)]
