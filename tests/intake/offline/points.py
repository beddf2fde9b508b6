"""A village point's device as tests use it: a key, slips, entries sealed as the browser seals them, signed packets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from services.intake.offline.packets import FORMAT, about
from services.intake.offline.slips import device_id, fingerprint_of
from shared.privacy.sealed_box import sealed, to_text
from tests.intake.people import AGENT, APPLICANT, RS_CLERK, Caller

POINT = "P-520402109-201"
CAPTURED = "2026-09-22T09:30:00+08:00"
ITEM = "LOCAL-01"
MATERIALS = ["id-card", "form", "statement"]


def person(n: int) -> str:
    """Give the identity number of the n-th person; the 0-th is Zhang Sanfeng."""
    body = f"52040220050315{n + 1:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11]


class Device:
    """A device with a key of its own, before or after the centre has registered it."""

    def __init__(self, box_key: str, seed: int = 1) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
        raw = self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.public_key, self._box_key = to_text(raw), box_key
        self.id, self.fingerprint = device_id(self.public_key), fingerprint_of(self.public_key)
        self.slips: list[dict[str, str]] = []

    def entry(self, slip: int | str = 0, at: str = CAPTURED, item: str = ITEM, **told: Any) -> dict[str, Any]:
        """Take something down: by default for another person on each slip, with all papers."""
        slip_no = self.slips[slip]["slip_no"] if isinstance(slip, int) else slip
        materials = told.pop("materials", MATERIALS)
        number = person(slip) if isinstance(slip, int) else APPLICANT["id_number"]
        who = orjson.dumps({**APPLICANT, "id_number": number, **told})
        box = sealed(self._box_key, who, about(slip_no, at, item))
        return {"slip_no": slip_no, "captured_at": at, "item": item, "materials": materials, "sealed": box}

    def packet(self, *entries: Mapping[str, Any], point: str = POINT, made_at: str = CAPTURED) -> dict[str, str]:
        """Sign entries."""
        return self.sign(orjson.dumps({"point": point, "made_at": made_at, "entries": list(entries)}))

    def sign(self, payload: bytes) -> dict[str, str]:
        """Sign any bytes."""
        signature = to_text(self._key.sign(payload))
        return {"format": FORMAT, "device": self.id, "payload": to_text(payload), "signature": signature}


def shown(agent: Caller, device: Device) -> Any:
    """Show a device to the centre."""
    return agent.post("/offline/devices", {"public_key": device.public_key, "label": "村点平板"}, key=device.id)


def registered(as_: Any, seed: int = 1) -> Device:
    """Give a device that the centre has registered, with its first numbers."""
    agent, clerk = as_(AGENT), as_(RS_CLERK)
    device = Device(agent.get("/offline/kit").json["box_key"], seed)
    assert shown(agent, device).status_code == 201
    taken = clerk.post(f"/offline/devices/{device.id}/registration", {"fingerprint": device.fingerprint})
    assert taken.status_code == 200, taken.json
    device.slips = agent.get(f"/offline/devices/{device.id}/blocks").json["numbers"]
    return device


def outcomes(told: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    """Give each entry's outcome with its code."""
    return [(each["outcome"], each["code"]) for each in told["results"]]
