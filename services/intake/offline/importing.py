"""Importing a packet: each entry becomes a case, is found to be one already, or is held; none is lost.

The order is what makes it safe. Entries first, each under a command id of its slip number: once, whichever packet it
comes in, however often. The packet last: where the process dies in between, the same packet is simply sent again.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import orjson
from marshmallow import ValidationError

from services.intake.cases import applicants
from services.intake.cases.acts import Acts
from services.intake.cases.schemas import ReceiveBody
from services.intake.cases.standing import Standing
from services.intake.offline.commands import RecordPacket
from services.intake.offline.decide import trusted
from services.intake.offline.decider import DEVICES, PACKETS
from services.intake.offline.packets import Entry, Envelope, Packet, verified
from services.intake.offline.slips import Captured, Held, captured, granted, moment
from services.intake.offline.state import Device
from services.intake.offline.state import Packet as Imported
from services.intake.proxies.acts import ProxyActs
from services.intake.service import Intake
from shared.contracts import Meta, Rejected
from shared.contracts.intake import Applicant
from shared.contracts.offline import EntryResult, PacketEntryHeld
from shared.contracts.streams import stream_name
from shared.identity import Identity
from shared.journal.errors import KeyReused
from shared.journal.handle import Outcome
from shared.observability import log
from shared.privacy import PrivacyError
from shared.timekeeping import local_day

SLIPS = uuid.UUID("0c0d6c1e-52c1-5b0e-8f0d-6a5e3d5a9b41")
"""The namespace of command ids that come from slip numbers and packets."""

PERSONAL = ("kind", "name", "id_number", "phone")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a packet is brought in: at a point by its agent, or at a hall by a clerk."""

    point: str = ""
    hall: str = ""

    def takes(self, device: Device) -> bool:
        """Tell whether packets of this device are taken here."""
        return device.point == self.point if self.point else bool(self.hall) and device.hall == self.hall


def bring_in(
    intake: Intake, meta: Meta, place: Place, came: Envelope, via: Literal["online", "file"]
) -> Outcome[Imported]:
    """Import a packet once; sent again, it gives its first results.

    Raises:
        Rejected: `unknown_device`, `device_not_registered`, `device_revoked`, `bad_signature`, `bad_packet`,
            `wrong_point`: nothing of the packet was taken.
    """
    device = trusted(intake.journal.load(DEVICES, came.device).state)
    packet = verified(came, device.public_key)
    if packet.point != device.point or not place.takes(device):
        raise Rejected("wrong_point", "this is a packet of another point", "S2.1g; C-2", status=403)
    first = intake.journal.load(PACKETS, came.packet)
    if first.state.imported is not None:
        done = intake.journal.store.stream(stream_name(PACKETS.category, came.packet), 0, 1)[0]
        return Outcome(first.state, first.version, done, (), replayed=True)
    return _recorded(intake, meta, came, device, packet, via)


def _recorded(
    intake: Intake, meta: Meta, came: Envelope, device: Device, packet: Packet, via: Literal["online", "file"]
) -> Outcome[Imported]:
    took = [_Taking(intake, meta, device, entry).result() for entry in packet.entries]
    command = RecordPacket(
        meta=replace(meta, command_id=command_id("packet", came.packet), fingerprint=came.packet, occurred_at=meta.now),
        packet=came.packet,
        point=device.point,
        division=device.division,
        hall=device.hall,
        signed_by=came.device,
        via=via,
        results=tuple(result for result, _ in took),
        held=tuple(held for _, held in took if held),
    )
    outcome = intake.journal.execute(PACKETS, came.packet, command)
    intake.packets.refresh(came.packet, outcome)
    return outcome


class _Taking:
    """One entry on its way to becoming a case."""

    def __init__(self, intake: Intake, meta: Meta, device: Device, entry: Entry) -> None:
        self._intake, self._meta, self._device, self._entry = intake, meta, device, entry
        self._told: Mapping[str, Any] = {}

    def result(self) -> tuple[EntryResult, PacketEntryHeld | None]:
        """Take the entry; where it becomes no case, keep it sealed with the reason."""
        try:
            when = self._checked()
            return self._received(when), None
        except Held as why:
            return self._held(why.code)
        except ValidationError:
            return self._held("invalid")
        except Rejected as refusal:
            return self._held(refusal.code)
        except KeyReused:
            return self._held("slip_reused")

    def _checked(self) -> Captured:
        entry, device, now = self._entry, self._device, self._meta.now
        self._told = self._opened()
        if not granted(device, entry.slip_no):
            raise Held("slip_not_granted")
        return captured(entry.captured_at, device, now, self._intake.calendar(device.division[:9]))

    def _opened(self) -> Mapping[str, Any]:
        try:
            told = orjson.loads(self._intake.box.open(self._entry.sealed, self._entry.about))
        except (PrivacyError, orjson.JSONDecodeError):
            raise Held("entry_unreadable") from None
        if not isinstance(told, dict) or not all(isinstance(text, str) for text in told.values()):
            raise Held("entry_unreadable")
        return told

    def _received(self, when: Captured) -> EntryResult:
        said = application(self._device, self._entry.item, self._entry.materials, self._told)
        meta = slip_meta(self._meta, self._entry.slip_no, when, said)
        said = checked(said, self._meta)
        acts = Acts(self._intake, meta, Standing(desk=self._device.hall), captured=True)
        case_no, outcome = acts.receive(said)
        entrust(self._intake, meta, self._device, self._entry.slip_no, {**said, "case_no": case_no})
        return EntryResult(
            slip_no=self._entry.slip_no,
            outcome="duplicate" if outcome.replayed else "received",
            case_no=case_no,
            captured_at=when.at,
            late=when.late and not outcome.replayed,
            note=self._note(said["applicant"], case_no),
        )

    def _note(self, who: Mapping[str, str], about: str) -> str:
        note = str(self._told.get("note", ""))[:500]
        return self._intake.vault.seal(person_of(self._intake, who, self._entry.slip_no), about, "note", note)

    def _held(self, code: str) -> tuple[EntryResult, PacketEntryHeld]:
        entry, who = self._entry, {name: str(self._told.get(name, ""))[:60] for name in PERSONAL}
        at, slip = moment(entry.captured_at), entry.slip_no
        held = PacketEntryHeld(
            slip_no=slip,
            item=entry.item,
            applicant=self._sealed(who) if any(who.values()) else None,
            materials=entry.materials,
            captured_at=at,
            code=code,
            note=self._note(who, slip) if any(who.values()) else "",
        )
        return EntryResult(slip_no=slip, outcome="held", code=code, captured_at=at), held

    def _sealed(self, who: Mapping[str, str]) -> Applicant:
        vault, person = self._intake.vault, person_of(self._intake, who, self._entry.slip_no)
        texts = vault.seal_all(person, self._entry.slip_no, {name: who[name] for name in applicants.FIELDS})
        kind = who["kind"] if who["kind"] in "123456" and who["kind"] else "1"
        return Applicant(person=person, kind=kind, **texts)


def person_of(intake: Intake, who: Mapping[str, str], slip_no: str) -> str:
    """Give the pseudonym of whom an entry speaks of; where there is no number to know them by, of the slip.

    A number that cannot be one leads to nobody who could ever ask for what is sealed under it.
    """
    kind = who.get("kind") or "1"
    try:
        number = applicants.checked_number(kind, who.get("id_number", ""), local_day(intake.clock.now()))
    except Rejected:
        return intake.vault.person("slip", slip_no)
    return intake.vault.person("id" if kind == "1" else "credit_code", number)


def application(device: Device, item: str, materials: tuple[str, ...], told: Mapping[str, Any]) -> dict[str, Any]:
    """Put an entry into the shape of an application handed in; the hall is the device's, never the entry's choice."""
    who = {name: told[name] for name in PERSONAL if told.get(name)}
    return {"item": item, "hall": device.hall, "channel": "proxy", "applicant": who, "materials": list(materials)}


def checked(said: Mapping[str, Any], meta: Meta) -> dict[str, Any]:
    """Check an application as the window's door does.

    Raises:
        ValidationError, Rejected: what is missing or wrong.
    """
    body: dict[str, Any] = ReceiveBody().load(said)
    who = body["applicant"]
    who["id_number"] = applicants.checked_number(who["kind"], who["id_number"], local_day(meta.now))
    return body


def slip_meta(meta: Meta, slip_no: str, when: Captured, said: Mapping[str, Any]) -> Meta:
    """Give the circumstances under which a slip becomes a case: once, at the time it was taken down."""
    content = orjson.dumps([slip_no, said], option=orjson.OPT_SORT_KEYS)
    fingerprint = hashlib.sha256(content).hexdigest()
    return replace(meta, command_id=command_id("slip", slip_no), fingerprint=fingerprint, occurred_at=when.at)


def entrust(intake: Intake, meta: Meta, device: Device, slip_no: str, said: Mapping[str, Any]) -> None:
    """Have the point answer for what it took down: the papers go to the hall in time, the result comes back (S2.1g).

    The case stands whatever the rules of proxies say; what they refuse is told in the log.
    """
    under = replace(meta, command_id=command_id("proxy", slip_no))
    agent = Identity(meta.actor.id, "village_agent", "", device.point, (device.division,))
    try:
        ProxyActs(intake, under, agent).entrust({**said, "fee": "0"})
    except Rejected as refusal:
        log().warning("slip_not_entrusted", slip=slip_no, code=refusal.code)


def command_id(kind: str, name: str) -> str:
    """Give the id under which a slip or a packet is done once, whoever brings it."""
    return str(uuid.uuid5(SLIPS, f"{kind}/{name}"))
