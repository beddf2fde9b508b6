"""The kit's own styles, scripts and vendored packages, served with a content hash so that browsers may keep them."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from flask import Blueprint, request, send_from_directory, url_for
from flask.typing import ResponseReturnValue

from shared.identity.access import public

STATIC = Path(__file__).parent / "static"
ONE_YEAR = 365 * 24 * 3600
FOR_GOOD = f"public, max-age={ONE_YEAR}, immutable"

blueprint = Blueprint("web", __name__, template_folder="templates")


@blueprint.get("/static/<path:name>")
@public("styles and scripts")
def asset(name: str) -> ResponseReturnValue:
    """Serve a file of the kit; for good where its hash was asked for."""
    response = send_from_directory(STATIC, name)
    if "v" in request.args:
        response.headers["Cache-Control"] = FOR_GOOD
    else:
        response.headers["Cache-Control"] = "public, max-age=300"
    return response


def asset_url(name: str) -> str:
    """Give a file's address with its content hash."""
    return url_for("web.asset", name=name, v=file_hash(STATIC / name))


@cache
def file_hash(path: Path) -> str:
    """Give the first twelve digits of a file's SHA-256; of one that is not there, none."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else ""
