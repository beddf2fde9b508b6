"""What kind of file some bytes are, found by looking at them; names and declared types are not believed.

Taken are forms and pictures that people open with a click: PDF, Word, Excel and OFD documents without macros, PNG and
JPEG. Everything else, and HTML or SVG above all, is refused: what is served from here must never run in a browser.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

from shared.contracts import Rejected

MOST_BYTES = 5 * 1024 * 1024
"""5 MiB: a form or a scanned sample; more is refused (413)."""

_STARTS = ((b"%PDF-", "application/pdf"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))

_OFFICE = "application/vnd.openxmlformats-officedocument"
_MARKS: Mapping[str, str] = {
    "word/document.xml": f"{_OFFICE}.wordprocessingml.document",
    "xl/workbook.xml": f"{_OFFICE}.spreadsheetml.sheet",
    "OFD.xml": "application/ofd",
}

ENDINGS: Mapping[str, str] = {
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    f"{_OFFICE}.wordprocessingml.document": ".docx",
    f"{_OFFICE}.spreadsheetml.sheet": ".xlsx",
    "application/ofd": ".ofd",
}
"""What files are stored, and how their names end."""

BASIS = "S1.5a"


def media_type_of(data: bytes, most: int = MOST_BYTES) -> str:
    """Tell the media type of a file of at most so many bytes.

    Raises:
        Rejected: `file_too_large`, `file_empty`, `file_type_refused`.
    """
    if not data:
        raise _refused("file_empty", "the file is empty")
    if len(data) > most:
        raise _refused("file_too_large", f"at most {most} bytes", 413)
    for start, media_type in _STARTS:
        if data.startswith(start):
            return media_type
    return _packed(data)


def _packed(data: bytes) -> str:
    """Tell the type of a zipped document by the names in it; a macro, or anything unknown, is refused."""
    names = _names(data)
    if any("vbaproject" in name.lower() for name in names):
        raise _refused("file_type_refused", "documents with macros are not taken")
    for mark, media_type in _MARKS.items():
        if mark in names:
            return media_type
    raise _refused("file_type_refused", "PDF, DOCX, XLSX, OFD, PNG and JPEG are taken")


def _names(data: bytes) -> frozenset[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return frozenset(packed.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return frozenset()


def safe_name(name: str, media_type: str) -> str:
    """Give a name to show and to save under: no path, no control characters, and the ending of what it is."""
    last = re.split(r"[\\/]", name)[-1]
    kept = re.sub(r"[\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\"<>|:*?]", "", last).strip(" .")
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", kept)[:100] or "file"
    return stem + ENDINGS[media_type]


def _refused(code: str, message: str, status: int = 422) -> Rejected:
    return Rejected(code, message, BASIS, status=status, errors={"file": message})
