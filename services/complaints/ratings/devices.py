"""From which device and network a rating comes: salted hashes, and which devices are the staff's (G7).

A device is known by a random cookie, a network by its address. Both go through a keyed hash, so that they tell that two
ratings came from one place and nothing else. A device on which somebody of the staff is signed in is the staff's for
thirty days; a hall's own terminal signs in as such and is none.
"""

from __future__ import annotations

import hmac
import re
import uuid
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import Flask, Response, request
from pymongo.collection import Collection

from shared.identity import Identity
from shared.identity.access import current_identity
from shared.timekeeping.clock import Clock
from shared.web.kit import kit

COOKIE = "yizhan_device"
TERMINAL = "window_device"
"""The role of a hall's own device."""

KEPT = timedelta(hours=24 * 30)
YEAR_SECONDS = 365 * 24 * 3600
_VALUE = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rating comes from; empty where there is nothing to tell."""

    device: str = ""
    network: str = ""
    terminal: str = ""
    staff: bool = False


class Devices:
    """Hashes devices and networks, and remembers those of the staff in the collection `staff_devices`.

    Args:
        collection: where they lie: a hash and when the staff was last seen there.
        master_key: the services' common 32 bytes; the salt is derived from it.
        clock: tells the time.
    """

    def __init__(self, collection: Collection[dict[str, Any]], master_key: bytes, clock: Clock) -> None:
        self._collection = collection
        self._clock = clock
        self._salt = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"yizhan rating device").derive(master_key)

    def hashed(self, kind: str, value: str) -> str:
        """Give a short keyed hash; nothing for nothing."""
        if not value:
            return ""
        return hmac.new(self._salt, f"{kind}\x1f{value}".encode(), sha256).hexdigest()[:24]

    def note_staff(self, device: str) -> None:
        """Remember that somebody of the staff is signed in on a device."""
        if device:
            now = self._clock.now().isoformat()
            self._collection.update_one({"_id": device}, {"$set": {"seen_at": now}}, upsert=True)

    def is_staff(self, device: str) -> bool:
        """Tell whether somebody of the staff was signed in on a device not long ago."""
        since = (self._clock.now() - KEPT).isoformat()
        return bool(device) and self._collection.find_one({"_id": device, "seen_at": {"$gte": since}}) is not None

    def place(self, *, simulated: bool = False) -> Place:
        """Tell where the current request comes from; on a virtual calendar all come from one machine, which says
        nothing."""
        identity = current_identity()
        device = self.hashed("device", _cookie())
        if identity is not None and identity.role == TERMINAL:
            return Place(device=device, terminal=identity.id)
        network = "" if simulated else self.hashed("network", request.remote_addr or "")
        return Place(device=device, network=network, staff=_is_staff(identity) or self.is_staff(device))


def _cookie() -> str:
    value = request.cookies.get(COOKIE, "")
    return value if _VALUE.fullmatch(value) else ""


def _is_staff(identity: Identity | None) -> bool:
    return identity is not None and identity.role not in ("citizen", TERMINAL)


def install(app: Flask, devices: Devices) -> None:
    """Give every browser its device cookie with the first page, and remember those on which the staff is signed in."""

    @app.after_request
    def mark(response: Response) -> Response:
        if request.method != "GET" or response.mimetype != "text/html":
            return response
        value = _cookie() or uuid.uuid4().hex
        if not _cookie():
            response.set_cookie(COOKIE, value, max_age=YEAR_SECONDS, httponly=True, samesite="Lax", secure=kit().secure)
        if response.status_code < 400 and _is_staff(current_identity()):
            devices.note_staff(devices.hashed("device", value))
        return response
