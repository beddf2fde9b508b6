"""Whose device may sign what, which numbers are granted ahead, and what may be settled. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.intake.offline.commands import (
    GrantBlock,
    OfflineCommand,
    PacketCommand,
    RecordPacket,
    RegisterDevice,
    RequestDevice,
    RevokeDevice,
    SettleEntry,
)
from services.intake.offline.slips import BASIS, fingerprint_of
from services.intake.offline.state import Device, Packet, Standing
from shared.contracts import Event, Rejected
from shared.contracts.offline import (
    DeviceBlockGranted,
    DeviceRegistered,
    DeviceRequested,
    DeviceRevoked,
    PacketEntrySettled,
    PacketImported,
)
from shared.timekeeping import local_day

BLOCK = 200
"""How many slip numbers a device is given at once: some weeks of a busy point."""

BLOCKS_A_DAY = 3
"""How often a device may ask for numbers on a day; whoever asks more often has lost them, and is looked at."""

_KEY = re.compile(r"[A-Za-z0-9_-]{43}")


def decide_device(device: Device, command: OfflineCommand) -> Sequence[Event]:
    """Which facts follow for a device?

    Raises:
        Rejected: with a stable code and its basis.
    """
    match command:
        case RequestDevice():
            return [_requested(device, command)]
        case RegisterDevice():
            return [_registered(device, command)]
        case GrantBlock():
            return [_granted(device, command)]
        case RevokeDevice():
            return [_revoked(device, command)]


def _requested(device: Device, command: RequestDevice) -> DeviceRequested:
    if device.standing is not Standing.NEW:
        raise Rejected("device_known", "this key was shown before", BASIS)
    point = command.point
    if point.kind != "point" or point.id != command.place:
        raise Rejected("wrong_point", "an agent registers devices of their own point", BASIS, status=403)
    if not _KEY.fullmatch(command.public_key):
        told = {"public_key": "an Ed25519 key in URL-safe base64"}
        raise Rejected("bad_device_key", "this is no public key", BASIS, status=422, errors=told)
    return DeviceRequested(
        point=point.id,
        hall=point.hall,
        division=point.division,
        public_key=command.public_key,
        label=command.label,
        requested_at=command.meta.now,
    )


def known_device(device: Device) -> Device:
    """Give a device that somebody has shown.

    Raises:
        Rejected: `unknown_device`.
    """
    if device.standing is Standing.NEW:
        raise Rejected("unknown_device", "no device of this name was ever registered", BASIS, status=404)
    return device


def _registered(device: Device, command: RegisterDevice) -> DeviceRegistered:
    """The centre registers what it has compared with the device's own screen, and nothing else."""
    _of_own_hall(known_device(device), command.desk)
    if device.standing is not Standing.REQUESTED:
        raise Rejected("device_not_waiting", f"the device is {device.standing.value}", BASIS)
    if _bare(command.fingerprint) != _bare(fingerprint_of(device.public_key)):
        told = {"fingerprint": "not the one on the device's screen"}
        raise Rejected("wrong_fingerprint", "the fingerprint is another key's", BASIS, status=422, errors=told)
    return DeviceRegistered(
        point=device.point, hall=device.hall, division=device.division, registered_at=command.meta.now
    )


def _bare(fingerprint: str) -> str:
    return re.sub(r"\s", "", fingerprint).upper()


def _of_own_hall(device: Device, desk: str) -> None:
    if desk != device.hall:
        raise Rejected("wrong_hall_for_clerk", "this is a device of another hall's point", BASIS, status=403)


def trusted(device: Device) -> Device:
    """Give a device whose signature counts today.

    Raises:
        Rejected: `unknown_device`, `device_not_registered`, `device_revoked`.
    """
    match known_device(device).standing:
        case Standing.REQUESTED:
            raise Rejected("device_not_registered", "the centre has not registered this device yet", BASIS)
        case Standing.REVOKED:
            raise Rejected("device_revoked", "what this device signs is no longer taken", BASIS)
    return device


def _granted(device: Device, command: GrantBlock) -> DeviceBlockGranted:
    trusted(device)
    if command.place != device.point:
        raise Rejected("wrong_point", "numbers are given to devices of one's own point", BASIS, status=403)
    today = local_day(command.meta.now)
    if sum(local_day(block.granted_at) == today for block in device.blocks) >= BLOCKS_A_DAY:
        raise Rejected("too_many_blocks", "this device was given its numbers for today", BASIS, status=429)
    return DeviceBlockGranted(
        point=device.point,
        township=command.township,
        year=command.year,
        first=command.first,
        last=command.last,
        granted_at=command.meta.now,
    )


def _revoked(device: Device, command: RevokeDevice) -> DeviceRevoked:
    _of_own_hall(known_device(device), command.desk)
    if device.standing is Standing.REVOKED:
        raise Rejected("device_revoked", "the device was revoked before", BASIS)
    return DeviceRevoked(point=device.point, reason=command.reason, revoked_at=command.meta.now)


def decide_packet(packet: Packet, command: PacketCommand) -> Sequence[Event]:
    """Which facts follow for a packet? One that was imported before brings nothing new."""
    match command:
        case RecordPacket():
            return [] if packet.imported else [_imported(command), *command.held]
        case SettleEntry():
            return [_settled(packet, command)]


def _imported(command: RecordPacket) -> PacketImported:
    times = [each.captured_at for each in command.results if each.captured_at]
    return PacketImported(
        packet=command.packet,
        point=command.point,
        division=command.division,
        hall=command.hall,
        signed_by=command.signed_by,
        entries=len(command.results),
        captured_from=min(times, default=None),
        captured_to=max(times, default=None),
        duplicates=sum(each.outcome == "duplicate" for each in command.results),
        held=len(command.held),
        late=sum(each.late for each in command.results),
        received_at=command.meta.now,
        via=command.via,
        results=command.results,
    )


def held_entry(packet: Packet, slip_no: str) -> None:
    """Refuse what is not held any more, or never was.

    Raises:
        Rejected: `not_held`.
    """
    if slip_no not in packet.held:
        raise Rejected("not_held", "no entry of this number waits in this packet", BASIS, status=404)


def _settled(packet: Packet, command: SettleEntry) -> PacketEntrySettled:
    """Only the point's hall settles, and an entry becomes a case or is dropped with a reason, never both."""
    if packet.imported is None or command.desk != packet.imported.hall:
        raise Rejected("wrong_hall_for_clerk", "this is a packet of another hall's point", BASIS, status=403)
    held_entry(packet, command.slip_no)
    if bool(command.case_no) == bool(command.reason):
        raise Rejected("settle_one_way", "name the case it became, or why it is dropped", BASIS, status=422)
    return PacketEntrySettled(
        slip_no=command.slip_no, case_no=command.case_no, reason=command.reason, settled_at=command.meta.now
    )
