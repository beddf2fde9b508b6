"""`yizhan market`: the market days of a year by a rule, and the weekend days on which the hall must open."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from shared.timekeeping import TimekeepingError, official
from shared.timekeeping.market import MarketRule, branch_of, market_days, opening_duties, read_rule

MOST_BYTES = 64 * 1024
WEEKDAYS = "一二三四五六日"


@click.command("market")
@click.argument("rule", metavar="RULE.json", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--year", required=True, type=click.IntRange(1901, 2099), help="The year to list.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(rule: Path, year: int, as_json: bool) -> None:
    """List the market days of a year, and the weekend opening duties among them."""
    try:
        answer = _answer(read_rule(_content(rule)), year)
    except TimekeepingError as error:
        raise click.UsageError(error.message) from error
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2) if as_json else _told(answer))


def _answer(rule: MarketRule, year: int) -> dict[str, Any]:
    calendar, first, last = official(), date(year, 1, 1), date(year, 12, 31)
    duties = opening_duties(rule, first, last, calendar)
    calendar.rest_reason(first)  # refuse a year nobody knows, even where no market falls on a weekend
    versions, provisional = calendar.used([first])
    return {
        "year": year,
        "market_days": [day.isoformat() for day in market_days(rule, first, last)],
        "opening_duties": [day.isoformat() for day in duties],
        "provisional": provisional,
        "calendar": list(versions),
    }


def _content(file: Path) -> object:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise click.UsageError("the rule file is larger than 64 KiB")
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        raise click.UsageError("the rule file is no JSON") from None


def _told(answer: dict[str, Any]) -> str:
    """Write the days for people, one a line, duties marked."""
    duties = set(answer["opening_duties"])
    lines = [f"{answer['year']} 年场期 market days: {len(answer['market_days'])}"]
    lines.append(f"周末应开门 opening duties: {len(duties)}")
    for text in answer["market_days"]:
        day = date.fromisoformat(text)
        mark = "  应开门 opens" if text in duties else ""
        lines.append(f"{text} 周{WEEKDAYS[day.weekday()]} {branch_of(day)}日{mark}")
    return "\n".join(lines)
