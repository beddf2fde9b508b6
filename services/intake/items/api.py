"""JSON endpoints of items: guides with their versions and differences, the search, gaps, publication, files."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Response

from services.intake.items import views
from services.intake.items.answers import (
    CategoryGapsSchema,
    GuideCheckSchema,
    GuideSchema,
    ItemDifferenceSchema,
    ItemListSchema,
    ItemVersionListSchema,
    StoredFileSchema,
    TimeSavedSchema,
    difference_document,
    gaps_document,
    saved_document,
)
from services.intake.items.decide import findings
from services.intake.items.difference import difference
from services.intake.items.gaps import coverage
from services.intake.items.schemas import DiffQuery, GuideQuery, ItemBody, ItemQuery
from services.intake.items.serving import file_answer
from services.intake.items.storing import make_room, store
from services.intake.registry.api import stated
from services.intake.registry.schemas import StatedSchema, statement
from services.intake.service import Intake
from shared.contracts import encode
from shared.contracts.files import FileStored
from shared.contracts.registry import ItemPublished
from shared.contracts.statements import State
from shared.identity.access import public, requires
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import answer, etag, request_meta, request_now

api = Blueprint("items", __name__, url_prefix="/api/v1", description="事项与指南")

OPEN_BY_LAW = "halls, items and guides are public (S1.5a)"


@api.url_value_preprocessor
def make_room_for_files(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Let an upload be larger than other bodies."""
    if endpoint == "items.store_file":
        make_room(endpoint, values)


@api.route("/items", methods=["GET"])
@public(OPEN_BY_LAW)
@api.arguments(ItemQuery, location="query")
@api.response(200, ItemListSchema)
def items(query: dict[str, str]) -> Any:
    """List items in force with the halls that take them; `q` finds them by words, the best first."""
    intake, day, words = current(Intake), request_now().date(), query.pop("q").strip()
    found = intake.search.find(words, day) if words else None
    return {"items": views.items(intake.replica, day, found=found, **query)}


@api.route("/items/<code>/guide", methods=["GET"])
@public(OPEN_BY_LAW)
@api.arguments(GuideQuery, location="query")
@api.response(200, GuideSchema)
def guide(query: dict[str, Any], code: str) -> Any:
    """Give an item's guide, as it is in force today or at one version."""
    told = views.guide(current(Intake).replica, code, request_now().date(), query["version"])
    return views.guide_document(told), 200, {"ETag": etag(told.version)}


@api.route("/items/<code>/versions", methods=["GET"])
@public(OPEN_BY_LAW)
@api.response(200, ItemVersionListSchema)
def versions(code: str) -> Any:
    """List an item's versions, the oldest first, with the day each takes effect."""
    known = views.versions(current(Intake).replica, code)
    _, now = current(Intake).replica.item_on(code, request_now().date())
    return {"items": [views.version_document(number, item) for number, item in known], "in_force": now}


@api.route("/items/<code>/diff", methods=["GET"])
@public(OPEN_BY_LAW)
@api.arguments(DiffQuery, location="query")
@api.response(200, ItemDifferenceSchema)
def diff(query: dict[str, Any], code: str) -> Any:
    """Tell what changed between two versions: steps, materials, limits, wordings (S1.0c)."""
    known = views.versions(current(Intake).replica, code)
    before, after = (views.version_of(known, query[name]) for name in ("before", "after"))
    return difference_document(difference(before, after), query["before"], query["after"], before, after)


@api.route("/items/gaps", methods=["GET"])
@public(OPEN_BY_LAW)
@api.response(200, CategoryGapsSchema)
def gaps() -> Any:
    """Tell which of the thirteen categories each hall has no item for (S2.3b)."""
    replica, day = current(Intake).replica, request_now().date()
    categories = {item.code: item.category for item in replica.items_on(day)}
    return gaps_document(coverage(categories, replica.venues(), day))


@api.route("/items/time-saved", methods=["GET"])
@public(OPEN_BY_LAW)
@api.response(200, TimeSavedSchema)
def time_saved() -> Any:
    """Tell, item by item, how much less time is promised than the law allows (S1.3a; G3b)."""
    return saved_document(current(Intake).replica.items_on(request_now().date()))


@api.route("/items", methods=["POST"])
@requires("registry.write")
@api.arguments(ItemBody)
@api.response(200, StatedSchema)
def publish(body: dict[str, Any]) -> Any:
    """Publish an item with its guide, whole; cases already begun keep the version they began with."""
    return stated(statement("item.published", body))


@api.route("/items/check", methods=["POST"])
@requires("registry.write")
@api.arguments(ItemBody)
@api.response(200, GuideCheckSchema)
def check(body: dict[str, Any]) -> Any:
    """Tell everything that would stand in the way of publishing a guide, field by field; nothing is published."""
    item, intake = statement("item.published", body), current(Intake)
    assert isinstance(item, ItemPublished)
    told = [each for _, each in intake.replica.versions(ItemPublished, item.code)]
    before = told.pop() if told else None
    command = State(meta=request_meta(), statement=item, known=intake.register.known(item), earlier=tuple(told))
    found = [] if item == before else findings(before, command)
    return {"complete": not found, "findings": [asdict(finding) for finding in found]}


@api.route("/files", methods=["POST"])
@requires("registry.write")
@api.response(201, StoredFileSchema)
def store_file() -> Any:
    """Upload a blank form, a sample or a picture (`multipart/form-data`, field `file`); at most 5 MiB (S1.5a)."""
    outcome = store(current(Intake), request_meta())
    holds = outcome.state.statement
    assert isinstance(holds, FileStored), "what was stored is a file"
    return answer(outcome, {**encode(holds), "url": f"/files/{holds.sha256}"}, 201)


@api.route("/files/<sha256>", methods=["GET"])
@public("blank forms and samples are public (S1.5a; 许可法30)")
@api.response(200, content_type="application/octet-stream")
def read_file(sha256: str) -> Response:
    """Give a file, after comparing it with its checksum."""
    return file_answer(current(Intake), sha256)
