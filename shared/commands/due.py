"""`yizhan due`: the last day of a period, and every day that was counted or left out."""

from __future__ import annotations

import json
import re
from datetime import date, datetime

import click

from shared.commands.refusals import used_wrongly
from shared.commands.register import a_division, calendar_of
from shared.timekeeping import (
    REASONS,
    SHANGHAI,
    WHYS,
    Calendar,
    Deadline,
    Limit,
    Pause,
    TimekeepingError,
    due_on,
    end_of,
)

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?([+-][0-9]{2}:[0-9]{2})?")
UNITS = ("natural", "months", "hours")


def a_day(text: str) -> date:
    """Read a date written YYYY-MM-DD; anything else is a usage error."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise click.BadParameter(f"{text[:20]!r} is no date; write YYYY-MM-DD")


def a_start(text: str) -> date:
    """Read a date, or a moment written YYYY-MM-DDTHH:MM, in Asia/Shanghai unless it carries an offset."""
    if "T" not in text:
        return a_day(text)
    try:
        if _MOMENT.fullmatch(text):
            moment = datetime.fromisoformat(text)
            return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
    except ValueError:
        pass
    raise click.BadParameter(f"{text[:30]!r} is no moment; write YYYY-MM-DDTHH:MM")


def a_pause(text: str) -> Pause:
    """Read a suspension written START:END, or START: while it lasts; anything else is a usage error."""
    start, colon, end = text.partition(":")
    if not colon:
        raise click.BadParameter("write a suspension as START:END")
    try:
        return Pause(a_day(start), a_day(end) if end else None)
    except TimekeepingError as error:
        raise click.BadParameter(error.message) from error


@click.command("due", context_settings={"ignore_unknown_options": True})
@click.argument("start", metavar="DATE", type=a_start)
@click.argument("n", metavar="N", type=click.IntRange(0, 10_000))
@click.option("--natural", is_flag=True, help="Count natural days; a last day that is a rest day moves on.")
@click.option("--months", is_flag=True, help="Count months; a last day that is a rest day moves on.")
@click.option("--hours", is_flag=True, help="Count hours; DATE is a moment, YYYY-MM-DDTHH:MM.")
@click.option(
    "--pause",
    "pauses",
    multiple=True,
    type=a_pause,
    metavar="START:END",
    help="A suspension; the clock runs on END again.",
)
@click.option(
    "--division", default="", metavar="CODE", help="Count with the register, and this jurisdiction's days off."
)
@click.option("--register", is_flag=True, help="Count with the calendars of this installation's register.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    start: date, n: int, pauses: tuple[Pause, ...], division: str, register: bool, as_json: bool, **units: bool
) -> None:
    """Count N working days from the day after DATE, and explain the result day by day."""
    unit = _unit(units)
    try:
        calendar, source = calendar_of(a_division(division), register)
        deadline = _counted(calendar, start, n, unit, pauses)
    except TimekeepingError as error:
        raise used_wrongly(error) from error
    told = {**deadline.explained(), "division": division, "source": source}
    click.echo(json.dumps(told, ensure_ascii=False, indent=2) if as_json else _told(deadline, source))


def _unit(units: dict[str, bool]) -> str:
    asked = [unit for unit in UNITS if units[unit]]
    if len(asked) > 1:
        raise click.UsageError(f"--{asked[0]} and --{asked[1]} do not go together")
    return asked[0] if asked else ""


def _counted(calendar: Calendar, start: date, n: int, unit: str, pauses: tuple[Pause, ...]) -> Deadline:
    if unit == "hours":
        return due_on(Limit(n, "hours"), start, calendar, pauses)
    if isinstance(start, datetime):
        raise click.UsageError("a period of days starts on a day: write DATE as YYYY-MM-DD")
    if unit == "months":
        if pauses:
            raise click.UsageError("a period in months cannot be suspended")
        return calendar.month_due(start, n)
    return calendar.nat_due(start, n, pauses) if unit == "natural" else calendar.due(start, n, pauses)


def _told(deadline: Deadline, source: str) -> str:
    """Write the deadline for people, Chinese first."""
    exact = deadline.expires_at != end_of(deadline.due)
    lines = [f"截止 due          {deadline.due} {deadline.expires_at:%H:%M}" if exact else _whole(deadline.due)]
    if deadline.provisional:
        lines.append("暂定 provisional  有年度尚无官方放假安排 / a year without an official calendar is involved")
    if deadline.moved_because:
        why = " ".join(REASONS[deadline.moved_because])
        lines.append(f"顺延 moved on     {deadline.moved_from} 是休息日 / is a rest day: {why}")
    if deadline.counted:
        lines.append(f"计入 counted      {len(deadline.counted)}: {_listed(deadline)}")
    if deadline.unit == "working_days":
        worked = [day for day in deadline.counted if day.isoweekday() > 5]
        lines += [f"调休 worked       {day} {' '.join(WHYS['worked_weekend'])}" for day in worked]
    lines += [f"不计 left out     {skip.day} {' '.join(REASONS[skip.reason])}" for skip in deadline.skipped]
    lines.append(f"日历 calendar     {' '.join(deadline.versions) or '-'} ({source})")
    return "\n".join(lines)


def _listed(deadline: Deadline) -> str:
    """Name the counted days one by one, or the first and the last of many that follow one another."""
    counted = deadline.counted
    through = (counted[-1] - counted[0]).days + 1 == len(counted)
    return f"{counted[0]} … {counted[-1]}" if through and len(counted) > 5 else " ".join(map(str, counted))


def _whole(due: date) -> str:
    return f"截止 due          {due} 24:00"
