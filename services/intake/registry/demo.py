"""The demonstration data of the register: six departments, three halls, four points, twenty items, accounts.

Everything goes through commands whose ids derive from what they state, so that loading again does nothing, and a
statement that somebody has changed since is not changed back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

import orjson

from services.intake.accounts.accounts import Accounts
from services.intake.items import demonstration
from services.intake.items.files import Files, stored_as
from services.intake.registry.register import Overlay, Register
from shared.contracts import Event, Meta, Rejected, decode, encode
from shared.contracts.commands import SYSTEM
from shared.contracts.statements import Known, key_of_statement
from shared.journal.ids import command_id
from shared.timekeeping import Clock, official
from shared.web.locale import text
from shared.web.session import DemoAccount

Document = Mapping[str, Any]


def load(register: Register, accounts: Accounts, clock: Clock, files: Files) -> int:
    """Put the demonstration data on the register, the files' bytes and the accounts' passwords beside it.

    Returns:
        How many statements were new.
    """
    for paper in demonstration.papers():
        files.keep(paper.name, paper.data)
    held = Overlay(register.replica)
    stated = [_stated(register, held, statement, clock) for statement in statements() if not _holds(held, statement)]
    password = file("staff")["password"]
    accounts.add_missing({staff["id"]: password for staff in file("staff")["staff"]})
    return sum(stated)


def _holds(held: Overlay, statement: Event) -> bool:
    return held[type(statement)].get(key_of_statement(statement)) == statement


def _stated(register: Register, held: Overlay, statement: Event, clock: Clock) -> bool:
    """State it, and tell whether that was new. What somebody has stated since may forbid it; that then stays."""
    try:
        outcome = register.state(_meta(statement, clock), statement, known=Known(held))
    except Rejected:
        if key_of_statement(statement) not in held[type(statement)]:
            raise
        return False
    if outcome.commit is None or outcome.replayed:
        return False
    held.put(statement)
    return True


def accounts() -> list[DemoAccount]:
    """Give the demonstration accounts, for the login page."""
    told = file("staff")
    return [DemoAccount(each["id"], told["password"], each["role"], text(each["label"])) for each in told["staff"]]


def statements() -> Iterator[Event]:
    """Give every statement in an order in which nothing refers to what is not there yet."""
    for year in file("calendars")["years"]:
        yield official().years[year].publication()
    yield from _told("bases", "basis.registered")
    yield from _told("departments", "department.registered")
    for paper in demonstration.papers():
        yield stored_as(paper.name, paper.data)
    yield from demonstration.items()
    yield from _told("divisions", "division.registered")
    yield from _told("venues", "venue.registered")
    yield from _told("channels", "channels.published")
    yield from _told("staff", "staff.registered")
    for name, type_name in DUTIES:
        yield from _told(name, type_name)


DUTIES = (
    ("rulebooks", "rulebook.published"),
    ("stationings", "stationing.stated"),
    ("exemptions", "exemption.approved"),
    ("admissions", "admission.stated"),
    ("delegations", "delegation.registered"),
    ("responsibilities", "responsibility.published"),
    ("proxy_catalogs", "proxy_catalog.published"),
    ("principals", "principals.registered"),
)
"""The files about duties, and what each of them states."""


def _told(name: str, type_name: str) -> Iterator[Event]:
    for data in file(name)[name]:
        yield decode(type_name, data)


@cache
def file(name: str) -> Document:
    """Read one of the data files beside this module."""
    folder = resources.files("services.intake.registry").joinpath("demo")
    document: Document = json.loads(folder.joinpath(f"{name}.json").read_text(encoding="utf-8"))
    return document


def _meta(statement: Event, clock: Clock) -> Meta:
    said = orjson.dumps([statement.type, statement.v, encode(statement)], option=orjson.OPT_SORT_KEYS)
    now = clock.now()
    return Meta(command_id=command_id("demo", said.decode()), actor=SYSTEM, now=now, occurred_at=now)
