"""Answers made small for slow lines: styles, scripts and public pages by gzip, where the browser takes it.

Pages of somebody signed in and everything of the API are sent as they are: secrets squeezed together with what a
stranger may have put beside them tell themselves by their length (BREACH). What anonymous readers are sent holds no
secret of anybody's.
"""

from __future__ import annotations

import gzip
from functools import lru_cache

from flask import Flask, Response, request

from shared.identity.access import SESSION_COOKIE

LEAST_BYTES = 1_000
"""What is smaller travels in one packet anyway."""
KINDS = frozenset({"text/html", "text/css", "text/javascript", "application/javascript", "image/svg+xml"})
KEPT = 64
"""How many squeezed answers a process remembers: the styles and scripts, which are asked for again and again."""


def install_compression(app: Flask) -> None:
    """Squeeze what may be; to be installed before all other hooks, since it must see an answer last."""
    app.after_request(squeezed)


def squeezed(response: Response) -> Response:
    """Give the answer made small, or as it is."""
    if response.mimetype not in KINDS:
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code != 200 or not _may_be(response):
        return response
    response.direct_passthrough = False
    body = response.get_data()
    if len(body) < LEAST_BYTES:
        return response
    response.set_data(_gzipped(body))
    response.headers["Content-Encoding"] = "gzip"
    etag, _ = response.get_etag()
    if etag:
        response.set_etag(etag, weak=True)
    return response


def _may_be(response: Response) -> bool:
    """Tell whether the browser takes it and nobody's secret is in it."""
    open_to_all = _is_file() or (SESSION_COOKIE not in request.cookies and "Authorization" not in request.headers)
    taken = request.accept_encodings.quality("gzip") > 0 and request.method == "GET" and "Range" not in request.headers
    return open_to_all and taken and "Content-Encoding" not in response.headers


def _is_file() -> bool:
    return request.endpoint == "web.asset" or str(request.endpoint).endswith(".static")


@lru_cache(KEPT)
def _gzipped(body: bytes) -> bytes:
    return gzip.compress(body, 6, mtime=0)
