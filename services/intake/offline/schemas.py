"""What comes in and goes out over HTTP about devices, packets and slips."""

from __future__ import annotations

from typing import get_args

import marshmallow as ma

from services.intake.cases.schemas import ApplicantBody, GuardianBody
from services.intake.offline.commands import Cause, Dropped
from services.intake.offline.packets import FORMAT
from services.intake.offline.state import Standing
from shared.web.fields import Choice, Line, Strict

CAUSES: tuple[str, ...] = get_args(Cause)
DROPPED: tuple[str, ...] = get_args(Dropped)
STANDINGS = tuple(each.value for each in Standing if each is not Standing.NEW)


class DeviceBody(Strict):
    """A device that is shown: the public half of a key pair made on it, and what people call it."""

    public_key = Line(required=True, least=43, most=43, metadata={"description": "Ed25519, URL-safe base64"})
    label = Line(required=True, most=40)


class DeviceRegistrationBody(Strict):
    """What was read off the device's own screen."""

    fingerprint = Line(required=True, most=40)


class BlockBody(Strict):
    """Nothing is asked: which numbers are given is the server's choice."""


class DeviceRevocationBody(Strict):
    """Why the device is trusted no longer."""

    reason = Choice(CAUSES, required=True)


class DeviceSchema(ma.Schema):
    """A device of a village point; `fingerprint` is what people compare."""

    device = ma.fields.String()
    standing = ma.fields.String(metadata={"enum": list(STANDINGS)})
    point = ma.fields.String()
    hall = ma.fields.String()
    division = ma.fields.String()
    public_key = ma.fields.String()
    fingerprint = ma.fields.String()
    label = ma.fields.String()
    requested_at = ma.fields.String(allow_none=True)
    registered_at = ma.fields.String(allow_none=True)
    revoked_at = ma.fields.String(allow_none=True)
    reason = ma.fields.String()


class DevicesSchema(ma.Schema):
    """Devices of one's point or hall."""

    items = ma.fields.List(ma.fields.Nested(DeviceSchema))


class SlipNumberSchema(ma.Schema):
    """A slip number granted ahead, with the code that is printed beside it."""

    slip_no = ma.fields.String()
    code = ma.fields.String()


class BlockSchema(ma.Schema):
    """Slip numbers for a device."""

    numbers = ma.fields.List(ma.fields.Nested(SlipNumberSchema))


class KitMaterialSchema(ma.Schema):
    """A paper of an item, as the page of a point shows it."""

    code = ma.fields.String()
    name = ma.fields.String()
    required = ma.fields.Boolean()
    tolerable = ma.fields.Boolean()
    originals = ma.fields.Integer()
    copies = ma.fields.Integer()


class KitItemSchema(ma.Schema):
    """An item that the point may take down."""

    code = ma.fields.String()
    name = ma.fields.String()
    found_by = ma.fields.String()
    materials = ma.fields.List(ma.fields.Nested(KitMaterialSchema))


class KitSchema(ma.Schema):
    """All that a device takes along when the line goes: the point, its items, our key to seal for."""

    format = ma.fields.String()
    point = ma.fields.String()
    point_name = ma.fields.String()
    hall_name = ma.fields.String()
    box_key = ma.fields.String(metadata={"description": "X25519, URL-safe base64: what is sealed for it, we can open"})
    csrf_token = ma.fields.String()
    now = ma.fields.String()
    items = ma.fields.List(ma.fields.Nested(KitItemSchema))


class PacketBody(Strict):
    """A packet as a device signed it; see docs/offline.md."""

    format = Choice((FORMAT,), required=True)
    device = Line(required=True, most=40)
    payload = Line(required=True, most=240_000)
    signature = Line(required=True, least=80, most=100)


class EntryResultSchema(ma.Schema):
    """What became of one entry."""

    slip_no = ma.fields.String()
    outcome = ma.fields.String(metadata={"enum": ["received", "duplicate", "held"]})
    case_no = ma.fields.String()
    code = ma.fields.String()
    title = ma.fields.String(metadata={"description": "the code in words"})
    captured_at = ma.fields.String(allow_none=True)
    late = ma.fields.Boolean()


class PacketSchema(ma.Schema):
    """What a packet came to, entry by entry."""

    packet = ma.fields.String()
    point = ma.fields.String()
    signed_by = ma.fields.String()
    entries = ma.fields.Integer()
    duplicates = ma.fields.Integer()
    held = ma.fields.Integer()
    late = ma.fields.Integer()
    captured_from = ma.fields.String(allow_none=True)
    captured_to = ma.fields.String(allow_none=True)
    received_at = ma.fields.String()
    via = ma.fields.String(metadata={"enum": ["online", "file"]})
    results = ma.fields.List(ma.fields.Nested(EntryResultSchema))


class SettlementBody(Strict):
    """How a held entry ends: put right, with item, applicant and materials, or dropped with a reason."""

    reason = Choice(("", *DROPPED), load_default="")
    item = Line(load_default="", least=0, most=40)
    applicant = ma.fields.Nested(ApplicantBody, load_default=None)
    guardian = ma.fields.Nested(GuardianBody, load_default=None, allow_none=True)
    alone = Choice(("", "own_labour", "suited"), load_default="")
    materials = ma.fields.List(Line(most=40), load_default=list, validate=ma.validate.Length(max=60))


class SlipQuery(ma.Schema):
    """A slip's number and the code printed beside it."""

    slip = ma.fields.String(load_default="")
    code = ma.fields.String(load_default="")


class SlipSchema(ma.Schema):
    """Where a slip has got to: not here yet, looked at by somebody, or a case with its real number."""

    slip_no = ma.fields.String()
    standing = ma.fields.String(metadata={"enum": ["not_here_yet", "held", "received"]})
    case_no = ma.fields.String()
    query_code = ma.fields.String()
    received_at = ma.fields.String(allow_none=True)
