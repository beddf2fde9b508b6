"""JSON endpoints of village points without a line: devices, what they take along, packets, slips."""

from __future__ import annotations

from typing import Any

from flask_wtf.csrf import generate_csrf
from marshmallow import ValidationError

from services.intake.cases.standing import standing_of
from services.intake.offline import doing, views
from services.intake.offline.commands import RevokeDevice
from services.intake.offline.importing import bring_in
from services.intake.offline.packets import FORMAT, envelope
from services.intake.offline.schemas import (
    BlockBody,
    BlockSchema,
    DeviceBody,
    DeviceRegistrationBody,
    DeviceRevocationBody,
    DeviceSchema,
    DevicesSchema,
    KitSchema,
    PacketBody,
    PacketSchema,
    SettlementBody,
    SlipQuery,
    SlipSchema,
)
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.contracts.registry import Material
from shared.identity.access import public, require_identity, requires
from shared.web.api import Blueprint
from shared.web.errors import Problem
from shared.web.kit import current
from shared.web.locale import text
from shared.web.meta import answer, request_meta, request_now
from shared.web.problems import flat_errors, title_of

api = Blueprint("offline", __name__, url_prefix="/api/v1/offline", description="村点离线登记")


@api.route("/kit", methods=["GET"])
@requires("device.request")
@api.response(200, KitSchema)
def kit() -> Any:
    """Give all that a device of one's point takes along when the line goes."""
    intake = current(Intake)
    point = doing.own_point(intake, require_identity())
    return {
        "format": FORMAT,
        "point": point.id,
        "point_name": text(point.name),
        "hall_name": text(intake.replica.venue(point.hall).name),
        "box_key": intake.box.public_key,
        "csrf_token": generate_csrf(),
        "now": request_now().isoformat(),
        "items": [_item(each) for each in doing.offered(intake, point, request_now())],
    }


def _item(choice: Any) -> dict[str, Any]:
    item = choice.item
    return {
        "code": item.code,
        "name": text(item.name),
        "found_by": choice.found_by,
        "materials": [_material(each) for each in item.materials],
    }


def _material(material: Material) -> dict[str, Any]:
    return {
        "code": material.code,
        "name": text(material.name),
        "required": material.required,
        "tolerable": material.tolerable,
        "originals": material.originals,
        "copies": material.copies,
    }


@api.route("/devices", methods=["POST"])
@requires("device.request")
@api.arguments(DeviceBody)
@api.response(201, DeviceSchema)
def show_device(body: dict[str, Any]) -> Any:
    """Show a device of one's own village point; nothing it signs counts until the centre has registered it."""
    return doing.request_device(current(Intake), request_meta(), require_identity(), body)


@api.route("/devices", methods=["GET"])
@requires("device.request", "device.manage")
@api.response(200, DevicesSchema)
def devices() -> Any:
    """List the devices of one's point, or of the points of one's hall."""
    intake = current(Intake)
    place = doing.own_place(intake, require_identity())
    return {"items": views.devices_of(intake.devices, **_narrowed(place))}


def _narrowed(place: Any) -> dict[str, str]:
    return {"point": place.point} if place.point else {"hall": place.hall or "-"}


@api.route("/devices/<device>", methods=["GET"])
@requires("device.request", "device.manage")
@api.response(200, DeviceSchema)
def device(device: str) -> Any:
    """Give one device of one's point or hall."""
    intake = current(Intake)
    found = views.device(intake.devices, device)
    place = doing.own_place(intake, require_identity())
    if any(found[name] != value for name, value in _narrowed(place).items()):
        raise Rejected("unknown_device", "no device of this name is known to you", status=404)
    return found


@api.route("/devices/<device>/registration", methods=["POST"])
@requires("device.manage")
@api.arguments(DeviceRegistrationBody)
@api.response(200, DeviceSchema)
def register(body: dict[str, Any], device: str) -> Any:
    """Take a device on whose fingerprint was compared; it gets its first block of numbers (S1.4b)."""
    return doing.register(current(Intake), request_meta(), own_desk(), device, body["fingerprint"])


@api.route("/devices/<device>/revocation", methods=["POST"])
@requires("device.manage")
@api.arguments(DeviceRevocationBody)
@api.response(200, DeviceSchema)
def revoke(body: dict[str, Any], device: str) -> Any:
    """Trust a device no longer."""
    command = RevokeDevice(meta=request_meta(), desk=own_desk(), reason=body["reason"])
    return doing.do(current(Intake), device, command)


@api.route("/devices/<device>/blocks", methods=["POST"])
@requires("device.request")
@api.arguments(BlockBody)
@api.response(201, BlockSchema)
def more_numbers(body: dict[str, Any], device: str) -> Any:  # noqa: ARG001 - which numbers is not asked
    """Give a device of one's point a further block of slip numbers (C-2)."""
    intake = current(Intake)
    point = doing.own_point(intake, require_identity())
    return {"numbers": doing.grant(intake, request_meta(), point.id, device)}


@api.route("/devices/<device>/blocks", methods=["GET"])
@requires("device.request")
@api.response(200, BlockSchema)
def all_numbers(device: str) -> Any:
    """Give all numbers a device of one's point was given, with their codes; it knows itself which it has used."""
    intake = current(Intake)
    return {"numbers": doing.granted_to(intake, doing.own_point(intake, require_identity()).id, device)}


@api.route("/packets", methods=["POST"])
@requires("packet.import")
@api.arguments(PacketBody)
@api.response(201, PacketSchema)
def bring(body: dict[str, Any]) -> Any:
    """Bring in a packet that a device signed; each entry has its result, and the same one counts once (S1.4b)."""
    intake = current(Intake)
    place = doing.own_place(intake, require_identity())
    came = envelope(body)
    outcome = bring_in(intake, request_meta(), place, came, "online" if place.point else "file")
    return answer(outcome, told(views.project_packet(came.packet, outcome.state)), 201)


@api.route("/packets/<packet>", methods=["GET"])
@requires("packet.import")
@api.response(200, PacketSchema)
def packet(packet: str) -> Any:
    """Give what a packet of one's point or hall came to."""
    return told(own_packet(packet))


@api.route("/packets/<packet>/entries/<slip_no>/settlement", methods=["POST"])
@requires("packet.settle")
@api.arguments(SettlementBody)
@api.response(200, PacketSchema)
def settle(body: dict[str, Any], packet: str, slip_no: str) -> Any:
    """End a held entry: receive it as put right, or drop it for a reason."""
    try:
        outcome = doing.settle(current(Intake), request_meta(), own_desk(), packet, slip_no, body)
    except ValidationError as wrong:
        raise Problem(422, "invalid", "the entry is not whole", errors=flat_errors(wrong.messages)) from None
    return answer(outcome, told(views.project_packet(packet, outcome.state)))


@api.route("/slips", methods=["GET"])
@public("whoever holds a slip asks for its real number (S1.5c)")
@api.arguments(SlipQuery, location="query")
@api.response(200, SlipSchema)
def slip(query: dict[str, str]) -> Any:
    """Tell where a slip has got to, to whoever has its number and code."""
    return doing.found_slip(current(Intake), query["slip"], query["code"])


def told(document: dict[str, Any]) -> dict[str, Any]:
    """Give a packet's document with the reasons in words."""
    results = [{**each, "title": title_of(each["code"], 422) if each["code"] else ""} for each in document["results"]]
    return {**document, "results": results}


def own_packet(name: str) -> dict[str, Any]:
    """Give a packet of one's own point or hall.

    Raises:
        Rejected: `unknown_packet`, also where it is none of theirs.
    """
    intake = current(Intake)
    found = views.packet(intake.packets, name)
    place = doing.own_place(intake, require_identity())
    if any(found[key] != value for key, value in _narrowed(place).items()):
        raise Rejected("unknown_packet", "no packet of this name is known to you", status=404)
    return found


def own_desk() -> str:
    """Give the hall of the present account."""
    return standing_of(require_identity(), current(Intake).replica).desk
