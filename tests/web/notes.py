"""A small real app built with the kit: notes that are written down once. The kit's tests run against it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import flask
import marshmallow as ma
from flask.typing import ResponseReturnValue

from shared.contracts import Command, Event, Rejected, event
from shared.identity import Identity
from shared.identity.access import public, requires
from shared.identity.tokens import Tokens, new_signing_key
from shared.journal.handle import Decider, Journal
from shared.journal.memory_store import MemoryStore
from shared.timekeeping.clock import VirtualClock
from shared.web.api import Blueprint
from shared.web.app import build_app
from shared.web.fields import Choice, Count, Day, Line, Moment, Passage, Strict
from shared.web.kit import NavItem, current
from shared.web.meta import answer, if_match, request_meta
from shared.web.paging import Paging, PagingQuery, page_schema
from shared.web.session import DemoAccount, session_pages

MORNING = datetime.fromisoformat("2026-09-17T09:00:00+08:00")
URLS = {
    name: f"http://127.0.0.1:{port}" for port, name in enumerate(("intake", "approval", "complaints", "metrics"), 8001)
}
CLERK = Identity("clerk-1", "window_clerk", "dep-zr", "H-520402109", ("520402109",), demo=True)
SIGNING_KEY = new_signing_key()
AUDITOR = Identity("auditor-1", "auditor", divisions=("5204",))


@event("test.note_written")
class NoteWritten(Event):
    """A note was written."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteNote(Command):
    """Write one more line of a note."""

    text: str


def decide(state: tuple[str, ...], command: WriteNote) -> list[Event]:
    """Refuse the word `taboo`."""
    if command.text == "taboo":
        raise Rejected("taboo", "this word is not written here", "S0", errors={"text": "taboo"})
    return [NoteWritten(text=command.text)]


NOTES: Decider[tuple[str, ...]] = Decider("note", tuple, decide, lambda state, fact: (*state, fact.text))  # type: ignore


@dataclass(frozen=True)
class Settings:
    """Settings as the kit wants them."""

    profile: str = "demo"
    secret_key: str = "not a secret: tests only"
    token_key: str = SIGNING_KEY
    older_token_keys: tuple[str, ...] = ()
    service_urls: dict[str, str] = field(default_factory=lambda: dict(URLS))


@dataclass
class Notes:
    """The service object."""

    journal: Journal


class NoteIn(Strict):
    """A note as it is sent."""

    text = Line(required=True, most=20)
    kind = Choice(["plain", "loud"], load_default="plain")
    copies = Count(least=1, most=9, load_default=1)
    on = Day()
    occurred_at = Moment()
    remark = Passage(most=50, least=0)


class NoteOut(ma.Schema):
    """A note as it stands."""

    id = ma.fields.String(required=True)
    lines = ma.fields.List(ma.fields.String(), required=True)


api = Blueprint("notes", __name__, url_prefix="/api/v1", description="Notes")
pages = flask.Blueprint("pages", __name__, template_folder="templates")


@api.route("/notes/<key>", methods=["POST"])
@requires("case.receive")
@api.arguments(NoteIn)
@api.response(201, NoteOut)
def write(body: dict[str, Any], key: str) -> Any:
    """Write a line."""
    command = WriteNote(meta=request_meta(body.get("occurred_at")), text=body["text"])
    outcome = current(Notes).journal.execute(NOTES, key, command, expected=if_match())
    return answer(outcome, {"id": key, "lines": outcome.state}, 201)


@api.route("/notes")
@requires("case.read")
@api.arguments(PagingQuery, location="query")
@api.response(200, page_schema(NoteOut))
def several(paging: Paging) -> Any:
    """List numbers as notes."""
    start = int(paging.after[0]) + 1 if paging.after else 0
    rows = [{"id": str(n), "lines": []} for n in range(start, min(start + paging.fetch, 7))]
    return paging.page(rows, lambda row: [int(row["id"])])


@pages.get("/")
@public("the front page")
def home() -> ResponseReturnValue:
    """Show the front page."""
    return flask.render_template("notes/home.html")


@pages.post("/notes")
@requires("case.receive")
def note() -> ResponseReturnValue:
    """Write a line with a form."""
    meta = request_meta()
    outcome = current(Notes).journal.execute(NOTES, "page", WriteNote(meta=meta, text=flask.request.form["text"]))
    return {"lines": outcome.state, "simulated": meta.simulated}


def authenticate(account: str, password: str) -> Identity | None:
    """Know one account."""
    return CLERK if (account, password) == ("clerk-1", "right") else None


def tokens() -> Tokens:
    """Make the token service of the tests."""
    return Tokens(SIGNING_KEY)


def make_app(
    settings: Settings | None = None,
    *,
    ready: Mapping[str, Callable[[], None]] | None = None,
    more: tuple[flask.Blueprint, ...] = (),
    name: str = "intake",
    journal: Journal | None = None,
) -> flask.Flask:
    """Build the app anew."""
    session = session_pages(authenticate, lambda: [DemoAccount("clerk-1", "right", "window_clerk")])
    return build_app(
        name,
        "受理服务",
        "Intake",
        settings or Settings(),
        clock=VirtualClock(MORNING),
        blueprints=[api, pages, *([session] if name == "intake" else []), *more],
        ready=ready or {"store": lambda: None},
        service=Notes(journal or Journal(MemoryStore(), "intake")),
        nav=[NavItem("pages.home", "首页", key="h"), NavItem("pages.home", "窗口", "case.receive")],
        translations=[Path(__file__).parent / "translations"],
        problem_titles={"taboo": "禁用词"},
    )


def bearer(identity: Identity = CLERK, **headers: str) -> dict[str, str]:
    """Give the headers of a call by an identity."""
    return {"Authorization": f"Bearer {tokens().issue(identity)}", **headers}
