"""Files of the register: blank forms, samples, pictures. Owner: intake; topic: `registry`."""

from __future__ import annotations

from shared.contracts.events import Event, event
from shared.contracts.statements import subject


@subject("sha256")
@event("file.stored")
class FileStored(Event):
    """A file was stored (stream `file/<sha256>`): the bytes lie beside the journal and are checked against the hash.

    `media_type` was found by looking at the bytes, never taken from whoever sent them; `size` in bytes.
    """

    sha256: str
    name: str
    media_type: str
    size: int
