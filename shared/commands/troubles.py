"""Errors for somebody tired: what does not answer, where, and which command or page leads on. One line each."""

from __future__ import annotations

from pymongo.errors import ConnectionFailure, InvalidURI
from pymongo.uri_parser import parse_uri

from shared.config import Settings
from shared.journal.bus import BusDown
from shared.journal.errors import StoreDown

LEADS_ON = "`yizhan status` tells what runs, docs/operations.md what to do"


def told(error: BaseException) -> str:
    """Tell an unforeseen error: a store or broker that is away by its address, anything else by its own first line."""
    if isinstance(error, StoreDown | ConnectionFailure):
        return f"the database at {database_address(Settings.load())} does not answer; {LEADS_ON}"
    if isinstance(error, BusDown):
        return f"the broker at {Settings.load().kafka_servers} does not answer; {LEADS_ON}"
    return f"{type(error).__name__}: {error}".splitlines()[0]


def database_address(settings: Settings) -> str:
    """Give the database's hosts and ports, never the name and password that may stand before them."""
    try:
        nodes = parse_uri(settings.mongodb_uri)["nodelist"]
    except InvalidURI:
        return "MONGODB_URI"
    return ",".join(f"{host}:{port}" for host, port in nodes)
