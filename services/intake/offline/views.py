"""Read models of devices and packets, and where a slip has got to."""

from __future__ import annotations

from typing import Any

from pymongo import ASCENDING, DESCENDING
from pymongo.database import Database

from services.intake.offline.decider import DEVICES, PACKETS
from services.intake.offline.slips import fingerprint_of
from services.intake.offline.state import Device, Packet
from shared.contracts import Rejected, encode
from shared.journal.views import View

Document = dict[str, Any]


def device_view(database: Database[Document]) -> View[Device]:
    """Give the view that keeps the collection `devices`."""
    return View(database["devices"], DEVICES, project_device)


def packet_view(database: Database[Document]) -> View[Packet]:
    """Give the view that keeps the collection `packets`."""
    return View(database["packets"], PACKETS, project_packet)


def prepare(database: Database[Document]) -> None:
    """Create the indexes; harmless when they exist."""
    database["devices"].create_index([("hall", ASCENDING), ("point", ASCENDING)], name="hall")
    packets = database["packets"]
    packets.create_index([("hall", ASCENDING), ("received_at", DESCENDING)], name="hall")
    packets.create_index([("results.slip_no", ASCENDING)], name="slips")


def project_device(name: str, device: Device) -> Document:
    """Give the document of a device."""
    return {
        "device": name,
        "standing": device.standing.value,
        "point": device.point,
        "hall": device.hall,
        "division": device.division,
        "public_key": device.public_key,
        "fingerprint": fingerprint_of(device.public_key),
        "label": device.label,
        "requested_at": device.requested_at.isoformat() if device.requested_at else None,
        "registered_at": device.registered_at.isoformat() if device.registered_at else None,
        "revoked_at": device.revoked_at.isoformat() if device.revoked_at else None,
        "reason": device.reason,
        "blocks": [encode(block) for block in device.blocks],
    }


def project_packet(name: str, packet: Packet) -> Document:
    """Give the document of a packet: results in their order, held entries sealed, settled ones with their end."""
    assert packet.imported is not None, "only what was imported has a document"
    told = {**encode(packet.imported), "packet": name}
    settled = {slip: encode(fact) for slip, fact in packet.settled.items()}
    results = [{**each, "settled": settled.get(each["slip_no"])} for each in told["results"]]
    waiting = [encode(held) for held in packet.held.values()]
    return {**told, "results": results, "waiting": waiting}


def devices_of(view: View[Device], **narrowed: str) -> list[Document]:
    """Give the devices of a hall or a point, those that wait for the centre first."""
    wanted = {name: value for name, value in narrowed.items() if value}
    found = list(view.collection.find(wanted).sort([("point", ASCENDING), ("_id", ASCENDING)]))
    return sorted(found, key=lambda each: each["standing"] != "requested")


def device(view: View[Device], name: str) -> Document:
    """Give one device.

    Raises:
        Rejected: `unknown_device`.
    """
    found = view.collection.find_one({"_id": name})
    if found is None:
        raise Rejected("unknown_device", "no device of this name was ever registered", status=404)
    return found


def packets_of(view: View[Packet], hall: str, point: str = "", most: int = 50) -> list[Document]:
    """Give the newest packets of a hall, or of one of its points."""
    wanted = {"hall": hall} | ({"point": point} if point else {})
    return list(view.collection.find(wanted).sort([("received_at", DESCENDING)]).limit(most))


def packet(view: View[Packet], name: str) -> Document:
    """Give one packet.

    Raises:
        Rejected: `unknown_packet`.
    """
    found = view.collection.find_one({"_id": name})
    if found is None:
        raise Rejected("unknown_packet", "no packet of this name came in", status=404)
    return found


def waiting_count(view: View[Packet], hall: str) -> int:
    """Count the held entries that somebody at the hall has to settle."""
    found = view.collection.find({"hall": hall, "waiting": {"$ne": []}}, {"waiting.slip_no": 1})
    return sum(len(each["waiting"]) for each in found)


def slip(view: View[Packet], slip_no: str) -> Document | None:
    """Tell what became of a slip: its case, or that somebody looks at it; None where it has not come in yet."""
    found = None
    for each in view.collection.find({"results.slip_no": slip_no}).sort([("received_at", ASCENDING)]):
        result = next(row for row in each["results"] if row["slip_no"] == slip_no)
        case_no = result["case_no"] or (result["settled"] or {}).get("case_no", "")
        found = {"slip_no": slip_no, "packet": each["packet"], "case_no": case_no, "received_at": each["received_at"]}
        if case_no:
            return found
    return found
