"""Security headers on every answer. Nothing is loaded from elsewhere, no script or style stands in the page itself."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response

from shared.web.kit import Kit
from shared.web.meta import correlation

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def content_security_policy(services: list[str]) -> str:
    """Give the policy; `services` are the origins a form may lead to (signing in returns to where one came from)."""
    rules = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": " ".join(["'self'", *services]),
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def origin_of(url: str) -> str:
    """Give scheme and authority of a URL."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def install_headers(app: Flask, kit: Kit) -> None:
    """Set the headers on every answer of an app; they are the kit's alone, but for `Cache-Control`."""
    policy = content_security_policy(sorted({origin_of(url) for url in kit.settings.service_urls.values()}))
    always = [("Content-Security-Policy", policy), *FIXED.items()]

    @app.after_request
    def set_headers(response: Response) -> Response:
        response.headers.extend(always)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.add("X-Correlation-Id", correlation())
        if kit.secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
            response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        return response
