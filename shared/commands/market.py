"""`yizhan market`: the market days of a year by a rule, and the weekend days on which the hall must open."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from shared.commands.refusals import used_wrongly
from shared.commands.register import a_division, calendar_of
from shared.timekeeping import Calendar, TimekeepingError
from shared.timekeeping.market import MarketRule, branch_of, read_rule
from shared.timekeeping.openings import Opening, duty_days, opening_duties

MOST_BYTES = 64 * 1024
WEEKDAYS = "一二三四五六日"


@click.command("market")
@click.argument("rule", metavar="RULE.json", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--year", required=True, type=click.IntRange(1901, 2099), help="The year to list.")
@click.option("--division", default="", metavar="CODE", help="Ask the register for this jurisdiction's days off.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(rule: Path, year: int, division: str, as_json: bool) -> None:
    """List the market days of a year, and the weekend opening duties among them."""
    try:
        calendar, source = calendar_of(a_division(division))
        openings = _openings(read_rule(_content(rule)), year, calendar)
        versions, provisional = calendar.used([date(year, 1, 1)])
    except TimekeepingError as error:
        raise used_wrongly(error) from error
    if as_json:
        answer = _answer(year, openings) | {
            "provisional": provisional,
            "calendar": list(versions),
            "source": source,
        }
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        click.echo(_told(year, openings, f"{' '.join(versions)} ({source})", provisional))


def _openings(rule: MarketRule, year: int, calendar: Calendar) -> list[Opening]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    calendar.rest_reason(first)  # refuse a year nobody knows, even where no market falls into it
    return opening_duties(rule, calendar, first, last)


def _answer(year: int, openings: list[Opening]) -> dict[str, Any]:
    return {
        "year": year,
        "market_days": [opening.day.isoformat() for opening in openings],
        "opening_duties": [day.isoformat() for day in duty_days(openings)],
        "days": [opening.explained() for opening in openings],
    }


def _content(file: Path) -> object:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise click.UsageError("the rule file is larger than 64 KiB")
        return json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as unreadable:
        raise click.UsageError(f"the rule file cannot be read: {unreadable.strerror}") from None
    except (ValueError, RecursionError):
        raise click.UsageError("the rule file is no JSON") from None


def _told(year: int, openings: list[Opening], counted_on: str, provisional: bool) -> str:
    """Write the days for people, one a line: why there is a market, and whether the hall must open."""
    lines = [f"{year} 年场期 market days: {len(openings)}", f"周末应开门 opening duties: {len(duty_days(openings))}"]
    if provisional:
        lines.append("暂定 provisional: 该年尚无官方放假安排 / the year has no official calendar yet")
    lines += [_line(opening) for opening in openings]
    lines.append(f"日历 calendar: {counted_on}")
    return "\n".join(lines)


def _line(opening: Opening) -> str:
    told, day = opening.explained(), opening.day
    why = "、".join(reason["zh"] for reason in told["market"])
    duty = "应开门 opens" if opening.duty else f"{told['why_not']['zh']} / {told['why_not']['en']}"
    return f"{day} 周{WEEKDAYS[day.weekday()]} {branch_of(day)}日  {duty}  [{why}]"
