"""Where the encrypted bytes lie: GridFS, with a note made before each write, so that half a file is found and cleared.

A note says that bytes may lie at a place. It is made before the first byte, and the sweep takes it away once a draft or
a commit names the place; a place that nobody names after a while is emptied.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from gridfs import GridFSBucket
from gridfs.errors import NoFile
from pymongo.database import Database

from shared.contracts import Rejected

PREVIEW = ".preview"


class Keeping:
    """Puts, gives and clears the bytes of materials."""

    def __init__(self, database: Database[dict[str, Any]]) -> None:
        self._bucket = GridFSBucket(database, "material_bytes")
        self._notes = database["material_notes"]

    def put(self, place: str, data: bytes, preview: bytes, at: datetime) -> None:
        """Put a file and its preview where nothing lies yet; both are encrypted already."""
        self._notes.insert_one({"_id": place, "at": at.isoformat()})
        self._bucket.upload_from_stream_with_id(place, place, data)
        if preview:
            self._bucket.upload_from_stream_with_id(place + PREVIEW, place, preview)

    def get(self, place: str) -> bytes:
        """Give the encrypted bytes.

        Raises:
            Rejected: `damaged_file` (503): they are not there, though somebody names them.
        """
        try:
            data: bytes = self._bucket.open_download_stream(place).read()
        except NoFile:
            raise Rejected("damaged_file", "the bytes are not there", "S1.5c", status=503) from None
        return data

    def clear(self, place: str) -> None:
        """Delete what lies at a place, half written or whole; harmless where nothing does."""
        for each in (place, place + PREVIEW):
            with suppress(NoFile):
                self._bucket.delete(each)
        self._notes.delete_one({"_id": place})

    def sweep(self, before: datetime, named: Callable[[str], bool]) -> int:
        """Clear the places noted before a time that nobody names; give how many.

        Args:
            before: younger writes may be under way.
            named: whether a draft or a commit names a place.
        """
        cleared = 0
        for note in list(self._notes.find({"at": {"$lt": before.isoformat()}})):
            if named(note["_id"]):
                self._notes.delete_one({"_id": note["_id"]})
            else:
                self.clear(note["_id"])
                cleared += 1
        return cleared
