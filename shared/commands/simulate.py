"""`yizhan simulate`: hall clients at work, through the public API, on a virtual calendar."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import Any

import click
import msgspec
import orjson
from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Column, Table

from shared.config import Settings
from shared.contracts.registry import ItemPublished, VenueRegistered
from shared.simulation.acts import NAMES, story
from shared.simulation.check import KEPT, at_rest, caught_up, plus, virtual_days
from shared.simulation.client import Client, GaveUp
from shared.simulation.deeds import Story
from shared.simulation.driver import Counts, Driver
from shared.simulation.plan import START, plan
from shared.simulation.scene import Scene, scene
from shared.simulation.scenes.days import run_of
from shared.simulation.scenes.quarter import closing
from shared.simulation.scenes.stories import stories
from shared.simulation.staff import Staff
from shared.timekeeping import RealClock, local_day, official

THREADS = 8
PLACES = ("H-", "P-")
"""How ids of halls and points begin."""


@click.command(name="simulate")
@click.option("--days", type=click.IntRange(1, 60), default=5, show_default=True, help="Working days of arrivals.")
@click.option("--cases-per-day", type=click.IntRange(1, 5_000), default=40, show_default=True, help="Arrivals a day.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed is the same run.")
@click.option("--scenes/--no-scenes", default=True, help="Everything that happens beside and without a case, too.")
@click.option("--check/--no-check", default=True, help="Compare with what metrics shows at the end.")
@click.option("--json", "as_json", is_flag=True, help="End with the counts as one line of JSON.")
def command(days: int, cases_per_day: int, seed: int, scenes: bool, check: bool, as_json: bool) -> None:
    """Let hall clients arrive for some days and carry every case to its end. Exit code 1 where metrics differs."""
    staff = Staff()
    client = Client(Settings.load().service_urls, staff.password)
    console = Console(stderr=True)
    try:
        world, today = _scene(client), local_day(RealClock().now())
        lives = list(plan(world, seed, days, cases_per_day))
        run = run_of(world, staff, seed, START, days, today)
        planned = list(stories(run, lives)) if scenes else [story(life, staff) for life in lives]
        within = virtual_days(planned, today)
        before = at_rest(client, within) if check else {}
        driver = _played(client, seed, planned, f"{len(lives)} cases", console)
        expected = plus(before, driver.new)
        shown = caught_up(client, expected, within) if check else expected
        if scenes:
            _played(client, seed, list(closing(run)), "the quarter's end", console)
    except GaveUp as why:
        raise click.ClickException(str(why)) from None
    finally:
        client.close()
    same = shown == expected
    _told(driver.made, same=same, check=check, as_json=as_json, console=console)
    if not same:
        click.echo(f"metrics shows {shown}\ninstead of    {expected}", err=True)
    sys.exit(0 if same else 1)


def _played(client: Client, seed: int, planned: list[Story], what: str, console: Console) -> Driver:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(what, total=sum(len(each.deeds) for each in planned))
        driver = Driver(client, seed, lambda: progress.advance(task))
        driver.play(planned, THREADS)
    return driver


def _scene(client: Client) -> Scene:
    """Read the register as any client may."""
    codes = [item["code"] for item in client.get("intake", "/api/v1/items")["items"]]
    guides = [client.get("intake", f"/api/v1/items/{code}/guide")["item"] for code in codes]
    venues = client.get("intake", "/api/v1/venues")["items"]
    return scene(
        (msgspec.convert(guide, ItemPublished, strict=False) for guide in guides),
        (msgspec.convert(venue, VenueRegistered, strict=False) for venue in venues),
        official(),
    )


def _told(made: Counts, *, same: bool, check: bool, as_json: bool, console: Console) -> None:
    places = {unit: counts for unit, counts in made.items() if unit.startswith(PLACES)}
    departments = {unit: {n: counts.get(n, 0) for n in NAMES} for unit, counts in made.items() if unit not in places}
    total = {name: sum(counts[name] for counts in departments.values()) for name in NAMES}
    console.print(_table(departments, total))
    if places:
        console.print(_kept(places))
    if check:
        console.print("metrics shows the same" if same else "[red]metrics shows something else[/red]")
    if as_json:
        told: Mapping[str, Any] = {**total, "departments": departments, "places": places}
        click.echo(orjson.dumps(told).decode())


def _columns(names: Iterable[str]) -> list[Column]:
    """Give the columns of a table of units: where room is scarce, figures go on in a second line and lose nothing."""
    return [Column(no_wrap=True), *(Column(name, overflow="fold") for name in names)]


def _table(made: Counts, total: Mapping[str, int]) -> Table:
    table = Table(*_columns(NAMES), title="模拟办件 simulated cases", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for unit, counts in sorted(made.items()):
        table.add_row(unit, *(str(counts[name]) for name in NAMES))
    table.add_section()
    table.add_row("", *(str(total[name]) for name in NAMES))
    return table


def _kept(places: Counts) -> Table:
    """Tell what halls and points kept, of all that was due; in words, since so many columns do not fit a terminal."""
    families = [name.removesuffix("_met") for name in KEPT if name.endswith("_met")]
    table = Table(Column(no_wrap=True), Column(), title="大厅与村点 halls and points: kept/due", show_header=False)
    for unit, counts in sorted(places.items()):
        pairs = {name: (counts.get(f"{name}_met", 0), counts.get(f"{name}_missed", 0)) for name in families}
        told = [f"{name} {met}/{met + missed}" for name, (met, missed) in pairs.items() if met + missed]
        table.add_row(unit, ", ".join(told))
    return table
