"""The bytes of files, kept under the SHA-256 of what they are: the same file is kept once, and none can be exchanged.

The statement `file.stored` on the register says that a file is there, what it is and how large; the bytes lie in
GridFS beside the journal. Bytes that nobody stated are harmless: no address leads to them.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import Any

from gridfs import GridFSBucket
from gridfs.errors import FileExists, NoFile
from pymongo.database import Database

from services.intake.items.sniffing import media_type_of, safe_name
from shared.contracts import Rejected
from shared.contracts.files import FileStored


def stored_as(name: str, data: bytes) -> FileStored:
    """Give the statement about a file; raises as `media_type_of`."""
    media_type, sha256 = media_type_of(data), hashlib.sha256(data).hexdigest()
    return FileStored(sha256=sha256, name=safe_name(name, media_type), media_type=media_type, size=len(data))


class Files:
    """Keeps and gives files."""

    def __init__(self, database: Database[dict[str, Any]]) -> None:
        self._bucket = GridFSBucket(database, "files")

    def keep(self, name: str, data: bytes) -> FileStored:
        """Keep the bytes, and give the statement to be made about them. Keeping the same again changes nothing.

        Raises:
            Rejected: `file_empty`, `file_too_large`, `file_type_refused`.
        """
        stored = stored_as(name, data)
        if not self._whole(stored.sha256):
            self._put(stored.sha256, data)
        return stored

    def read(self, sha256: str) -> bytes:
        """Give the bytes of a file, after comparing them with the checksum it is known by.

        Raises:
            Rejected: `unknown_file` (404), or `damaged_file` (503) where the bytes are not those that were stored.
        """
        try:
            data: bytes = self._bucket.open_download_stream(sha256).read()
        except NoFile:
            raise Rejected("unknown_file", "there is no such file", status=404) from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Rejected("damaged_file", "the bytes no longer fit the checksum", "S1.5a", status=503)
        return data

    def _whole(self, sha256: str) -> bool:
        try:
            self.read(sha256)
        except Rejected:
            return False
        return True

    def _put(self, sha256: str, data: bytes) -> None:
        """Write the bytes; what an interrupted upload left behind is replaced."""
        with suppress(NoFile):  # as a rule nothing of it is there
            self._bucket.delete(sha256)
        with suppress(FileExists):  # somebody else keeps the same bytes at this moment
            self._bucket.upload_from_stream_with_id(sha256, sha256, data)
