"""`yizhan due`: the last day of a period, and every day that was counted or left out."""

from __future__ import annotations

import json
from datetime import date

import click

from shared.timekeeping import REASONS, Calendar, Deadline, Pause, TimekeepingError, official


def a_day(text: str) -> date:
    """Read a date written YYYY-MM-DD; anything else is a usage error."""
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise click.BadParameter(f"{text[:20]!r} is no date; write YYYY-MM-DD")


def a_pause(text: str) -> Pause:
    """Read a suspension written START:END, or START: while it lasts; anything else is a usage error."""
    start, colon, end = text.partition(":")
    if not colon:
        raise click.BadParameter("write a suspension as START:END")
    try:
        return Pause(a_day(start), a_day(end) if end else None)
    except TimekeepingError as error:
        raise click.BadParameter(error.message) from error


@click.command("due")
@click.argument("start", metavar="DATE", type=a_day)
@click.argument("n", metavar="N", type=click.IntRange(0, 10_000))
@click.option("--natural", is_flag=True, help="Count natural days; a last day that is a rest day moves on.")
@click.option(
    "--pause",
    "pauses",
    multiple=True,
    type=a_pause,
    metavar="START:END",
    help="A suspension; the clock runs on END again.",
)
@click.option("--division", default="", metavar="CODE", help="Count with the days off of this jurisdiction.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(start: date, n: int, natural: bool, pauses: tuple[Pause, ...], division: str, as_json: bool) -> None:
    """Count N working days from the day after DATE, and explain the result day by day."""
    calendar = official().within(_division(division))
    try:
        deadline = _counted(calendar, start, n, natural, pauses)
    except TimekeepingError as error:
        raise click.UsageError(error.message) from error
    click.echo(json.dumps(deadline.explained(), ensure_ascii=False, indent=2) if as_json else _told(deadline))


def _counted(calendar: Calendar, start: date, n: int, natural: bool, pauses: tuple[Pause, ...]) -> Deadline:
    return calendar.nat_due(start, n, pauses) if natural else calendar.due(start, n, pauses)


def _division(code: str) -> str:
    if code and not (code.isascii() and code.isdigit() and len(code) <= 12):
        raise click.BadParameter("a division code has up to 12 digits", param_hint="--division")
    return code


def _told(deadline: Deadline) -> str:
    """Write the deadline for people, Chinese first."""
    lines = [f"截止 due          {deadline.due} 24:00"]
    if deadline.provisional:
        lines.append("暂定 provisional  有年度尚无官方放假安排 / a year without an official calendar is involved")
    if deadline.moved_from:
        lines.append(f"顺延 moved on     {deadline.moved_from} 是休息日 / is a rest day")
    lines.append(f"计入 counted      {len(deadline.counted)}: {' '.join(map(str, deadline.counted))}")
    lines += [f"不计 left out     {skip.day} {' '.join(REASONS[skip.reason])}" for skip in deadline.skipped]
    lines.append(f"日历 calendar     {' '.join(deadline.versions) or '-'}")
    return "\n".join(lines)
