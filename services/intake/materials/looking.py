"""A look at one file in a process of its own, which may die of it: is it whole, how large is it, what does it show?

    python -m services.intake.materials.looking < request > answer

A request is a line of JSON (`media_type`, `most_pixels`, `most_pages`) and the bytes; an answer a line of JSON
(`fault`, `pages`) and a JPEG of the first page, drawn anew: nothing of the file itself is in it, no place where a
picture was taken, no script. The process limits its own memory and time before it opens anything.
"""

from __future__ import annotations

import io
import json
import resource
import sys
import warnings
from typing import Any

MEMORY, CPU_SECONDS = 1_500 * 1024 * 1024, 20
PREVIEW_SIDE = 1200
"""The longer side of a preview, in pixels."""


def main() -> None:
    """Answer one request."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    asked = json.loads(sys.stdin.buffer.readline())
    told, preview = look(asked, sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + preview)


def look(asked: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    """Look at a PDF or picture; a fault is `file_bomb`, `file_damaged` or `file_active`."""
    try:
        if asked["media_type"] == "application/pdf":
            return _pdf(data, asked["most_pages"])
        return _picture(data, asked["media_type"], asked["most_pixels"])
    except MemoryError:
        return {"fault": "file_bomb", "pages": 0}, b""
    except Exception:  # whatever a damaged file makes a library raise
        return {"fault": "file_damaged", "pages": 0}, b""


def _picture(data: bytes, media_type: str, most_pixels: int) -> tuple[dict[str, Any], bytes]:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = most_pixels
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(io.BytesIO(data), formats=[media_type.removeprefix("image/").upper()]) as picture:
            if picture.width * picture.height > most_pixels:
                return {"fault": "file_bomb", "pages": 0}, b""
            picture.draft("RGB", (PREVIEW_SIDE, PREVIEW_SIDE))
            return {"fault": "", "pages": 1}, _drawn(ImageOps.exif_transpose(picture))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return {"fault": "file_bomb", "pages": 0}, b""


def _drawn(picture: Any) -> bytes:
    """Draw a picture anew as JPEG, on white where it is see-through."""
    from PIL import Image

    picture.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    layered = picture.convert("RGBA")
    plain = Image.new("RGB", layered.size, "white")
    plain.paste(layered, mask=layered.getchannel("A"))
    drawn = io.BytesIO()
    plain.save(drawn, "JPEG", quality=80)
    return drawn.getvalue()


def _pdf(data: bytes, most_pages: int) -> tuple[dict[str, Any], bytes]:
    import pypdfium2
    from pypdfium2 import raw

    document = pypdfium2.PdfDocument(data)
    if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0 or raw.FPDFDoc_GetAttachmentCount(document) > 0:
        return {"fault": "file_active", "pages": 0}, b""
    if len(document) > most_pages:
        return {"fault": "file_bomb", "pages": len(document)}, b""
    page = document[0]
    scale = min(PREVIEW_SIDE / max(*page.get_size(), 1.0), 3.0)
    return {"fault": "", "pages": len(document)}, _drawn(page.render(scale=scale).to_pil())


if __name__ == "__main__":
    main()
