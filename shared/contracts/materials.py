"""Materials of a case: files and originals (streams `material/<id>`). Owner: intake; topic: `journal`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from shared.contracts.events import Event, event

MaterialDoor = Literal["window", "online", "mobile", "terminal", "proxy"]
"""Through which door a file came: scanned at a window, sent by the applicant, at a terminal, at a village point."""


@event("material.uploaded")
class MaterialUploaded(Event):
    """A file became part of a case, as the material of its guide that `material` names.

    `sha256`: of the plain bytes, `size` theirs; `file`: where the encrypted bytes lie; `key`: the file's own key,
    sealed with the key of `person`, so that erasing the person makes the file unreadable. `media_type` was found by
    looking at the bytes. `pages`: of a PDF, 1 for a picture, 0 where they were not counted; `valid_until`: the last day
    the paper itself holds, where it says one.
    """

    case_no: str
    item: str
    material: str
    name: str
    sha256: str
    media_type: str
    size: int
    pages: int
    preview: bool
    file: str
    person: str
    key: str
    uploaded_at: datetime
    by: str
    door: MaterialDoor
    valid_until: date | None = None


@event("material.removed")
class MaterialRemoved(Event):
    """A file that was handed in by mistake no longer counts; its bytes are deleted."""

    case_no: str
    reason: str


@event("material.reused")
class MaterialReused(Event):
    """What the same person handed in before serves another case too (在线政务服务规定7).

    Told twice, at once: on the file's own stream, which belongs to the case it was handed in with, and on
    `material/<case>.<file>`, which belongs to the case it serves. `sha256`: of the file, as it was uploaded.
    """

    case_no: str
    from_case: str
    item: str
    material: str
    reused_at: datetime
    sha256: str = ""


@event("material.original_seen")
class OriginalSeen(Event):
    """An original was shown at the window and compared (stream `material/<case>.<material>`).

    `kept`: the window holds it until `original_returned`.
    """

    case_no: str
    material: str
    seen_at: datetime
    kept: bool
    copies: int = 0


@event("material.original_returned")
class OriginalReturned(Event):
    """The original that the window held was given back."""

    case_no: str
    material: str
    returned_at: datetime
