"""Walk the routes of an app: which of them say who may call them?"""

from __future__ import annotations

from flask import Flask

from shared.identity.access import declared_access


def undeclared(app: Flask) -> list[str]:
    """Give every route and method of an app whose view declares no access rule, `GET /cases`; best is none."""
    return sorted(
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        if declared_access(app, rule.endpoint, method) is None
    )
