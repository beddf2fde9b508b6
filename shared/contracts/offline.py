"""Village points without a line: their devices and the packets they bring. Owner: intake; topic: `journal`.

Streams: `device/<id>`, `packet/<id>`. A device signs what was taken down on it; slip numbers are granted ahead, case
numbers are given on import and never by a caller (C-2). Times of a device are kept beside the server's, never instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from shared.contracts.events import Event, event
from shared.contracts.intake import Applicant


@event("device.requested")
class DeviceRequested(Event):
    """A village agent shows a device's public key (Ed25519, URL-safe base64); nothing it signs counts yet.

    `division`: the point's own, 12 digits; `hall`: the hall the point belongs to; `label`: what people call it.
    """

    point: str
    hall: str
    division: str
    public_key: str
    label: str
    requested_at: datetime


@event("device.registered")
class DeviceRegistered(Event):
    """The centre has compared the fingerprint and takes packets of this device from now on."""

    point: str
    hall: str
    division: str
    registered_at: datetime


@event("device.block_granted")
class DeviceBlockGranted(Event):
    """Slip numbers given ahead: `{township}LS{year}{sequence}` from `first` to `last`, both included."""

    point: str
    township: str
    year: int
    first: int
    last: int
    granted_at: datetime


@event("device.revoked")
class DeviceRevoked(Event):
    """Nothing that this device signed is taken any more: lost, stolen, replaced or no longer trusted."""

    point: str
    reason: Literal["lost", "stolen", "replaced", "left", "distrusted"]
    revoked_at: datetime


@dataclass(frozen=True, slots=True)
class EntryResult:
    """What became of one entry of a packet.

    Attributes:
        slip_no: the number on the paper that was handed out; empty where the entry has none that can be read.
        outcome: received as a case; a duplicate of one received before; or held for a person to look at.
        case_no: the real number, where there is one.
        code: why it is held.
        captured_at: when the device says it was taken down.
        late: more than one working day went by between the two times.
        note: the agent's note, sealed for the case.
    """

    slip_no: str
    outcome: Literal["received", "duplicate", "held"]
    case_no: str = ""
    code: str = ""
    captured_at: datetime | None = None
    late: bool = False
    note: str = ""


@event("packet.imported")
class PacketImported(Event):
    """A packet came in, over the line or as a file at the hall; every entry has its result, and none is lost.

    Attributes:
        packet: SHA-256 of the signed bytes, its first 32 digits; the same packet again is the same stream.
        signed_by: the device whose key signed it.
        entries: how many it holds; `duplicates`: those that had come before.
        captured_from, captured_to: the earliest and latest time the device says; bounded, never trusted as ours.
        received_at: the server's time.
        late: how many entries came more than one working day after they were taken down.
    """

    packet: str
    point: str
    division: str
    hall: str
    signed_by: str
    entries: int
    captured_from: datetime | None
    captured_to: datetime | None
    duplicates: int
    held: int
    late: int
    received_at: datetime
    via: Literal["online", "file"]
    results: tuple[EntryResult, ...]


@event("packet.entry_held")
class PacketEntryHeld(Event):
    """An entry that could not become a case, kept sealed until somebody has settled it.

    `applicant` is None where nothing of the person could be read; `note` is sealed for the slip.
    """

    slip_no: str
    item: str
    applicant: Applicant | None
    materials: tuple[str, ...]
    captured_at: datetime | None
    code: str
    note: str = ""


@event("packet.entry_settled")
class PacketEntrySettled(Event):
    """A held entry was put right and became a case, or was dropped for a reason that is written down."""

    slip_no: str
    case_no: str
    reason: Literal["", "not_wanted", "registered_elsewhere", "unreadable", "not_ours"]
    settled_at: datetime
