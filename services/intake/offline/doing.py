"""What endpoints and pages do to devices and packets: fetch what the rule needs, do it once, refresh the lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from services.intake.cases import applicants
from services.intake.cases.acts import Acts
from services.intake.cases.picking import Choice, choices
from services.intake.cases.standing import NOWHERE, Standing, hall_of
from services.intake.looks.noting import note_shown
from services.intake.offline import views
from services.intake.offline.commands import GrantBlock, OfflineCommand, RegisterDevice, RequestDevice, SettleEntry
from services.intake.offline.decide import BLOCK, decide_device, held_entry, trusted
from services.intake.offline.decider import DEVICES, PACKETS
from services.intake.offline.importing import Place, application, checked, command_id, entrust, slip_meta
from services.intake.offline.slips import SLIP, Captured, Held, captured, device_id, numbers
from services.intake.offline.state import Device, Packet
from services.intake.service import Intake
from shared.contracts import Meta, Rejected
from shared.contracts.offline import DeviceBlockGranted, PacketEntryHeld
from shared.contracts.registry import VenueRegistered
from shared.identity import Identity
from shared.journal.handle import Outcome
from shared.timekeeping import local_day

Document = dict[str, Any]


def own_place(intake: Intake, identity: Identity) -> Place:
    """Give where somebody brings packets in: an agent at their point, a clerk at their hall."""
    if identity.role == "village_agent":
        return Place(point=identity.hall or NOWHERE)
    return Place(hall=hall_of(identity.hall, intake.replica))


def request_device(intake: Intake, meta: Meta, identity: Identity, said: Mapping[str, Any]) -> Document:
    """Show a device of one's own point to the centre."""
    point = own_point(intake, identity)
    command = RequestDevice(meta=meta, point=point, place=point.id, public_key=said["public_key"], label=said["label"])
    return do(intake, device_id(said["public_key"]), command)


def own_point(intake: Intake, identity: Identity) -> VenueRegistered:
    """Give the village point of an account.

    Raises:
        Rejected: `wrong_point` where it has none.
    """
    place = own_place(intake, identity).point
    if not place.startswith("P-"):
        raise Rejected("wrong_point", "this account works at no village point", "S2.1g", status=403)
    return intake.replica.venue(place)


def do(intake: Intake, name: str, command: OfflineCommand) -> Document:
    """Do a command to a device, and give the device."""
    outcome = intake.journal.execute(DEVICES, name, command)
    intake.devices.refresh(name, outcome)
    return views.project_device(name, outcome.state)


def register(intake: Intake, meta: Meta, desk: str, name: str, fingerprint: str) -> Document:
    """Take a device on, and give it its first numbers at once, so that it can go without a line."""
    told = do(intake, name, RegisterDevice(meta=meta, desk=desk, fingerprint=fingerprint))
    if not told["blocks"]:
        first = replace(meta, command_id=command_id("block", f"{name}/1"), fingerprint=name)
        grant(intake, first, told["point"], name)
    return views.device(intake.devices, name)


def grant(intake: Intake, meta: Meta, place: str, name: str) -> list[Document]:
    """Give a device a block of slip numbers, each with its code; no number is taken unless the rules allow it."""
    device = intake.journal.load(DEVICES, name).state
    day, township = local_day(meta.now), device.division[:9]
    asked = GrantBlock(meta=meta, place=place, township=township, year=day.year, first=1, last=1)
    if intake.journal.store.by_command(meta.command_id) is None:
        decide_device(device, asked)
        block = intake.numbering.ahead(township, SLIP, day, BLOCK)
        asked = replace(asked, first=block[0], last=block[-1])
    outcome = intake.journal.execute(DEVICES, name, asked)
    intake.devices.refresh(name, outcome)
    return with_codes(intake, outcome.state.blocks[-1:])


def granted_to(intake: Intake, place: str, name: str) -> list[Document]:
    """Give every number that a trusted device of one's own point was given, with its code; it keeps the unused ones."""
    device = trusted(intake.journal.load(DEVICES, name).state)
    if device.point != place:
        raise Rejected("wrong_point", "numbers are given to devices of one's own point", status=403)
    return with_codes(intake, device.blocks)


def with_codes(intake: Intake, blocks: Iterable[DeviceBlockGranted]) -> list[Document]:
    """Write out blocks: each number with the code that is printed beside it."""
    return [{"slip_no": each, "code": intake.codes.of(each)} for block in blocks for each in numbers(block)]


def offered(intake: Intake, point: VenueRegistered, now: datetime) -> list[Choice]:
    """Give the items that a village point may take down today: its hall takes them, the township's list has them."""
    day, hall = local_day(now), intake.replica.venue(point.hall)
    found = choices(hall, intake.replica.items_on(day), day)
    return [each for each in found if _by_proxy(intake, each, hall, day)]


def _by_proxy(intake: Intake, choice: Choice, hall: VenueRegistered, day: date) -> bool:
    catalog = intake.register.recent.duties(choice.item, hall).catalog
    if catalog is None or day < catalog.effective_from:
        return choice.item.village_proxy
    return choice.item.code in {entry.item for entry in catalog.entries}


def settle(intake: Intake, meta: Meta, desk: str, name: str, slip_no: str, said: Mapping[str, Any]) -> Outcome[Packet]:
    """End a held entry: drop it for a reason, or receive it as put right, at the time it was taken down.

    Raises:
        Rejected, ValidationError: as receipt at a window; the entry stays held.
    """
    packet = intake.journal.load(PACKETS, name).state
    if intake.journal.store.by_command(meta.command_id) is None:
        if packet.imported is None or packet.imported.hall != desk:
            raise Rejected("wrong_hall_for_clerk", "this is a packet of another hall's point", "C-2", status=403)
        held_entry(packet, slip_no)
    case_no = "" if said["reason"] else _received(intake, meta, packet, slip_no, said)
    command = SettleEntry(meta=meta, desk=desk, slip_no=slip_no, case_no=case_no, reason=said["reason"])
    outcome = intake.journal.execute(PACKETS, name, command)
    intake.packets.refresh(name, outcome)
    return outcome


def _received(intake: Intake, meta: Meta, packet: Packet, slip_no: str, said: Mapping[str, Any]) -> str:
    assert packet.imported is not None, "what is settled was imported"
    device = intake.journal.load(DEVICES, packet.imported.signed_by).state
    held = packet.held.get(slip_no)
    if held is None:  # settled by this very command before: the journal answers it again
        return packet.settled[slip_no].case_no
    body = application(device, said["item"] or held.item, tuple(said["materials"]), said["applicant"] or {})
    body |= {name: said[name] for name in ("guardian", "alone") if said.get(name)}
    under = slip_meta(meta, slip_no, _believed(intake, meta, device, held), body)
    if held.code == "slip_reused":
        under = replace(under, command_id=command_id("settled", f"{packet.imported.packet}/{slip_no}"))
    whole = checked(body, meta) | {"meant_twice": held.code == "double_submission"}
    case_no, _ = Acts(intake, under, Standing(desk=device.hall), captured=True).receive(whole)
    entrust(intake, under, device, slip_no, {**whole, "case_no": case_no})
    return case_no


def _believed(intake: Intake, meta: Meta, device: Device, held: PacketEntryHeld) -> Captured:
    """Give when a held entry counts as handed in: as the device says where that can be, else now."""
    told = held.captured_at.isoformat() if held.captured_at else ""
    try:
        return captured(told, device, meta.now, intake.calendar(device.division[:9]))
    except Held:
        return Captured(meta.now, late=False)


def opened(intake: Intake, held: Mapping[str, Any]) -> Document:
    """Give a held entry with its person in clear, for the hall that settles it."""
    told = held["applicant"]
    note_shown(intake, told, purpose="slip", case_no=held["slip_no"], division=held.get("division") or "")
    who = applicants.opened(intake.vault, held["slip_no"], told) if told else {}
    note = ""
    if held["note"] and told:
        note = intake.vault.open(told["person"], held["note"], held["slip_no"], "note")
    return {**held, "who": who, "note": note}


def found_slip(intake: Intake, slip_no: str, code: str) -> Document:
    """Tell where a slip has got to, to whoever has its number and code.

    Raises:
        Rejected: `unknown_slip`, the same for an unknown number and a wrong code.
    """
    number = slip_no.strip().upper()[:30]
    if not intake.codes.fits(number, code[:40]):
        raise Rejected("unknown_slip", "number and code do not fit a slip", status=404)
    found = views.slip(intake.packets, number)
    case_no = found["case_no"] if found else ""
    return {
        "slip_no": number,
        "standing": "received" if case_no else "held" if found else "not_here_yet",
        "case_no": case_no,
        "query_code": intake.codes.of(case_no) if case_no else "",
        "received_at": found["received_at"] if found else None,
    }
