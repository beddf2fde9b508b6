"""What may be asked of a point's device, and of a packet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shared.contracts import Command
from shared.contracts.offline import EntryResult, PacketEntryHeld
from shared.contracts.registry import VenueRegistered

Cause = Literal["lost", "stolen", "replaced", "left", "distrusted"]
"""Why a device is no longer trusted."""

Dropped = Literal["not_wanted", "registered_elsewhere", "unreadable", "not_ours"]
"""Why a held entry becomes no case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDevice(Command):
    """An agent shows the public key of a device at their own point (`place`)."""

    point: VenueRegistered
    place: str
    public_key: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterDevice(Command):
    """The centre takes the device on; `fingerprint` is what was read off its screen, `desk` the clerk's hall."""

    desk: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantBlock(Command):
    """Give slip numbers ahead; the numbers are the server's. `place`: the point of whoever asks."""

    place: str
    township: str
    year: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeDevice(Command):
    """Trust the device no longer."""

    desk: str
    reason: Cause


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPacket(Command):
    """Write down what a packet came to. `signed_by`: the device; `held`: the entries that became no case."""

    packet: str
    point: str
    division: str
    hall: str
    signed_by: str
    via: Literal["online", "file"]
    results: tuple[EntryResult, ...]
    held: tuple[PacketEntryHeld, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleEntry(Command):
    """A held entry became the case `case_no`, or is dropped for `reason`."""

    desk: str
    slip_no: str
    case_no: str
    reason: Dropped | Literal[""]


OfflineCommand = RequestDevice | RegisterDevice | GrantBlock | RevokeDevice
PacketCommand = RecordPacket | SettleEntry
