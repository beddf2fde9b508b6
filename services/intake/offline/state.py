"""A point's device, and a packet, as their events tell. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum

from shared.contracts import Event
from shared.contracts.offline import (
    DeviceBlockGranted,
    DeviceRegistered,
    DeviceRequested,
    DeviceRevoked,
    PacketEntryHeld,
    PacketEntrySettled,
    PacketImported,
)


class Standing(Enum):
    """Whether a device is trusted."""

    NEW = "new"
    REQUESTED = "requested"
    REGISTERED = "registered"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Device:
    """A device of a village point; `blocks`: the slip numbers granted to it."""

    standing: Standing = Standing.NEW
    point: str = ""
    hall: str = ""
    division: str = ""
    public_key: str = ""
    label: str = ""
    requested_at: datetime | None = None
    registered_at: datetime | None = None
    revoked_at: datetime | None = None
    reason: str = ""
    blocks: tuple[DeviceBlockGranted, ...] = ()


@dataclass(frozen=True, slots=True)
class Packet:
    """A packet that was imported: its results by slip, and what is still held."""

    imported: PacketImported | None = None
    held: dict[str, PacketEntryHeld] = field(default_factory=dict)
    settled: dict[str, PacketEntrySettled] = field(default_factory=dict)


def evolve_device(device: Device, fact: Event) -> Device:
    """Give the device after an event."""
    match fact:
        case DeviceRequested():
            return Device(
                standing=Standing.REQUESTED,
                point=fact.point,
                hall=fact.hall,
                division=fact.division,
                public_key=fact.public_key,
                label=fact.label,
                requested_at=fact.requested_at,
            )
        case DeviceRegistered():
            return replace(device, standing=Standing.REGISTERED, registered_at=fact.registered_at)
        case DeviceBlockGranted():
            return replace(device, blocks=(*device.blocks, fact))
        case DeviceRevoked():
            return replace(device, standing=Standing.REVOKED, revoked_at=fact.revoked_at, reason=fact.reason)
    return device


def evolve_packet(packet: Packet, fact: Event) -> Packet:
    """Give the packet after an event."""
    match fact:
        case PacketImported():
            return replace(packet, imported=fact)
        case PacketEntryHeld():
            return replace(packet, held={**packet.held, fact.slip_no: fact})
        case PacketEntrySettled():
            left = {slip: held for slip, held in packet.held.items() if slip != fact.slip_no}
            return replace(packet, held=left, settled={**packet.settled, fact.slip_no: fact})
    return packet
