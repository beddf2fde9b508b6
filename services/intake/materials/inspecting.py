"""Is an uploaded file what it should be? Typed by its bytes, unpacked within limits, opened in a process of its own."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import threading
import zipfile
from dataclasses import dataclass
from hashlib import sha256

from services.intake.items.sniffing import media_type_of
from shared.config import Settings
from shared.contracts import Rejected

BASIS = "S1.5a; F11"
SECONDS = 30
MOST_PAGES = 500
MOST_PARTS, MOST_UNPACKED = 2_000, 100 * 1024 * 1024
"""A packed document of more parts, or of more bytes once unpacked, is no document."""

ACTIVE = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia")
LOOKED_INTO = frozenset({"application/pdf", "image/png", "image/jpeg"})

_AT_ONCE = threading.BoundedSemaphore(2)
"""A web process has no more than two files opened at a time, whatever they may cost."""

MESSAGES = {
    "file_bomb": "the file unpacks to far more than a document or picture has",
    "file_damaged": "the file cannot be opened",
    "file_active": "the file holds programs or other files",
}


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that may be taken. `preview`: a JPEG of its first page; empty where there is none."""

    sha256: str
    media_type: str
    size: int
    pages: int
    preview: bytes


def inspected(settings: Settings, data: bytes) -> Inspected:
    """Inspect an uploaded file.

    Raises:
        Rejected: `file_empty`, `file_too_large` (413), `file_type_refused`, `file_bomb`, `file_damaged`, `file_active`.
    """
    media_type = media_type_of(data, settings.material_most_mb * 1024 * 1024)
    if media_type not in LOOKED_INTO:
        _unpack(data)
        return Inspected(sha256(data).hexdigest(), media_type, len(data), 0, b"")
    if media_type == "application/pdf" and any(word in data for word in ACTIVE):
        raise refused("file_active")
    pages, preview = _looked_into(data, media_type, settings.material_most_megapixels * 1_000_000)
    return Inspected(sha256(data).hexdigest(), media_type, len(data), pages, preview)


def _unpack(data: bytes) -> None:
    """Unpack a document to nowhere, as far as it is no bomb; what its own list says of sizes is not believed."""
    unpacked = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS:
                raise refused("file_bomb")
            for part in parts:
                with packed.open(part) as stream:
                    while piece := stream.read(256 * 1024):
                        unpacked += len(piece)
                        if unpacked > MOST_UNPACKED:
                            raise refused("file_bomb")
    except Rejected:
        raise
    except Exception:  # encrypted, cut off, wrong checksums: zipfile and zlib raise many kinds
        raise refused("file_damaged") from None


def _looked_into(data: bytes, media_type: str, most_pixels: int) -> tuple[int, bytes]:
    asked = {"media_type": media_type, "most_pixels": most_pixels, "most_pages": MOST_PAGES}
    with _AT_ONCE:
        done = _run(json.dumps(asked).encode() + b"\n" + data)
    if done.returncode != 0:
        raise refused("file_bomb" if done.returncode < 0 else "file_damaged")
    told, _, preview = done.stdout.partition(b"\n")
    answer = json.loads(told)
    if answer["fault"]:
        raise refused(answer["fault"])
    return int(answer["pages"]), preview


def _run(request: bytes) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "services.intake.materials.looking"]
    try:
        return subprocess.run(command, input=request, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise refused("file_bomb") from None


def refused(code: str) -> Rejected:
    """Give the refusal of a file."""
    return Rejected(code, MESSAGES[code], BASIS, status=422, errors={"file": MESSAGES[code]})
