"""The calendar a command counts on: the packaged one, or the one of this installation's register."""

from __future__ import annotations

import click
from pymongo.errors import PyMongoError

from shared.config import Settings
from shared.journal.mongo_store import connect, durable
from shared.replica import Replica
from shared.timekeeping import Calendar, official

WAIT_MS = 500
"""How long the register's database may take to be found; it is there at once, or not running."""

PACKAGED = "packaged calendars"
REGISTERED = "register"


def calendar_of(division: str = "", register: bool = False) -> tuple[Calendar, str]:
    """Give the calendar seen from a jurisdiction, and where it comes from.

    Without a jurisdiction the packaged calendars answer, alike on every machine. A jurisdiction's own days off are
    known to the register alone, so that one is asked where it runs; where it does not, the packaged calendars answer,
    and the source says so.

    Args:
        division: the code of the jurisdiction; empty: the whole country.
        register: the register must answer.

    Raises:
        click.ClickException: the register must answer and cannot be reached.
        DamagedCalendar: what it holds is damaged.
    """
    if not division and not register:
        return official(), PACKAGED
    settings = Settings.load()
    try:
        client = connect(settings.mongodb_uri, timeout_ms=WAIT_MS)
        return Replica(durable(client, settings.database_of("intake"))).calendar(division), REGISTERED
    except PyMongoError as away:
        if register:
            raise click.ClickException("the register cannot be reached") from away
        return official().within(division), f"{PACKAGED}; register not reached, days off of {division} unknown"


def a_division(code: str) -> str:
    """Check the code of a jurisdiction, which may be empty; anything but digits is a usage error."""
    if code and not (code.isascii() and code.isdigit() and 2 <= len(code) <= 12):
        raise click.BadParameter("a division code has 2 to 12 digits", param_hint="--division")
    return code
