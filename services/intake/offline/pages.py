"""Pages of the centre: devices of its points, packets on a stick, entries to settle; and the look-up of slips."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import ValidationError

from services.intake import wording
from services.intake.offline import doing, views
from services.intake.offline import wording as words
from services.intake.offline.api import own_desk, own_packet, told
from services.intake.offline.commands import RevokeDevice
from services.intake.offline.importing import bring_in
from services.intake.offline.packets import bad, envelope
from services.intake.offline.schemas import (
    DeviceRegistrationBody,
    DeviceRevocationBody,
    PacketBody,
    SettlementBody,
)
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.identity.access import public, require_identity, requires
from shared.web.forms import Refusal, form_fields, refused
from shared.web.kit import current
from shared.web.meta import request_meta, request_now

pages = Blueprint("offline_pages", __name__, template_folder="templates")

REFUSED = (ValidationError, Rejected)


@pages.get("/offline")
@requires("device.manage")
def home() -> ResponseReturnValue:
    """Show the devices of one's points and the packets that came in, with the form to bring one on a stick."""
    return _home(None)


def _home(refusal: Refusal | None, device: str = "") -> ResponseReturnValue:
    intake, hall = current(Intake), own_desk()
    body = render_template(
        "offline/centre.html",
        devices=views.devices_of(intake.devices, hall=hall),
        packets=views.packets_of(intake.packets, hall),
        waiting=views.waiting_count(intake.packets, hall),
        names={venue.id: venue.name for venue in intake.replica.venues()},
        refusal=wording.told(refusal),
        failed=device,
        words=words,
    )
    return body, refusal.status if refusal else 200


@pages.post("/offline/devices/<device>/registration")
@requires("device.manage")
def register(device: str) -> ResponseReturnValue:
    """Take a device on."""
    try:
        said = DeviceRegistrationBody().load(form_fields())
        doing.register(current(Intake), request_meta(), own_desk(), device, said["fingerprint"])
    except REFUSED as refusal:
        return _home(refused(refusal), device)
    flash(gettext("设备已启用，已发给临时单号"), "good")
    return redirect(url_for("offline_pages.home"), 303)


@pages.post("/offline/devices/<device>/revocation")
@requires("device.manage")
def revoke(device: str) -> ResponseReturnValue:
    """Trust a device no longer."""
    try:
        said = DeviceRevocationBody().load(form_fields())
        doing.do(current(Intake), device, RevokeDevice(meta=request_meta(), desk=own_desk(), reason=said["reason"]))
    except REFUSED as refusal:
        return _home(refused(refusal), device)
    flash(gettext("设备已停用"), "good")
    return redirect(url_for("offline_pages.home"), 303)


@pages.post("/offline/packets")
@requires("device.manage")
def bring() -> ResponseReturnValue:
    """Import a packet that came as a file."""
    intake = current(Intake)
    try:
        came = envelope(_brought())
        outcome = bring_in(intake, request_meta(), doing.own_place(intake, require_identity()), came, "file")
    except REFUSED as refusal:
        return _home(refused(refusal))
    flash(gettext("这个登记包以前导入过，没有重复登记") if outcome.replayed else gettext("已导入"), "good")
    return redirect(url_for("offline_pages.packet", packet=came.packet), 303)


def _brought() -> dict[str, Any]:
    file = request.files.get("file")
    try:
        read = orjson.loads(file.read()) if file else None
        body: dict[str, Any] = PacketBody().load(read if isinstance(read, dict) else {})
    except (orjson.JSONDecodeError, ValidationError):
        raise bad("the file is no packet of a village point") from None
    return body


@pages.get("/offline/packets/<packet>")
@requires("packet.settle")
def packet(packet: str) -> ResponseReturnValue:
    """Show what a packet came to, and what is left to settle."""
    return _packet(packet, None, "")


@pages.post("/offline/packets/<packet>/entries/<slip_no>")
@requires("packet.settle")
def settle(packet: str, slip_no: str) -> ResponseReturnValue:
    """Settle a held entry."""
    try:
        said = SettlementBody().load(_settlement())
        doing.settle(current(Intake), request_meta(), own_desk(), packet, slip_no, said)
    except REFUSED as refusal:
        return _packet(packet, refused(refusal), slip_no)
    flash(gettext("已处理"), "good")
    return redirect(url_for("offline_pages.packet", packet=packet), 303)


def _settlement() -> dict[str, Any]:
    fields = form_fields("materials")
    if fields.get("reason"):
        return {"reason": fields["reason"]}
    who = {name.removeprefix("applicant."): fields.pop(name) for name in list(fields) if name.startswith("applicant.")}
    care = {name.removeprefix("guardian."): fields.pop(name) for name in list(fields) if name.startswith("guardian.")}
    named = care.get("name") or care.get("id_number")
    return {
        **fields,
        "applicant": who,
        "guardian": {name: text for name, text in care.items() if text} if named else None,
    }


def _packet(name: str, refusal: Refusal | None, failed: str) -> ResponseReturnValue:
    intake = current(Intake)
    found = own_packet(name)
    items = {item.code: item for item in intake.replica.items_on(request_now().date())}
    point = intake.replica.venue(found["point"])
    body = render_template(
        "offline/packet.html",
        packet=told(found),
        point=point,
        waiting=[doing.opened(intake, held) for held in found["waiting"]],
        offered=[(each.item.code, each.item.name) for each in doing.offered(intake, point, request_now())],
        items=items,
        refusal=wording.told(refusal),
        failed=failed,
        form=request.form,
        words=words,
        names=wording,
    )
    return body, refusal.status if refusal else 200


@pages.get("/slips")
@public("whoever holds a slip asks for its real number (S1.5c)")
def slips() -> ResponseReturnValue:
    """Ask for a slip's number and code."""
    return _slips(None, None)


@pages.post("/slips")
@public("whoever holds a slip asks for its real number (S1.5c)")
def look() -> ResponseReturnValue:
    """Tell where a slip has got to; the code comes in a form, so that no address or log holds it."""
    try:
        found = doing.found_slip(current(Intake), request.form.get("slip", ""), request.form.get("code", ""))
    except Rejected as refusal:
        return _slips(None, refused(refusal))
    return _slips(found, None)


def _slips(found: dict[str, Any] | None, refusal: Refusal | None) -> ResponseReturnValue:
    body = render_template(
        "offline/slips.html",
        found=found,
        number=request.form.get("slip", "")[:30],
        refusal=wording.told(refusal),
        words=words,
    )
    return body, refusal.status if refusal else 200
