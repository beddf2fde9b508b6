"""What every page's layout needs: the four services, navigation for the role, language and print size switches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from shared.contracts import Rejected
from shared.identity.access import current_identity
from shared.identity.identity import Identity
from shared.identity.roles import ROLES
from shared.web.assets import asset_url
from shared.web.kit import NavItem, kit
from shared.web.locale import language, large_print, switched
from shared.web.meta import KEY_FIELD, new_key
from shared.web.session import login_address

SERVICES: dict[str, LazyString] = {
    "intake": _l("受理"),
    "approval": _l("审批"),
    "complaints": _l("诉求"),
    "metrics": _l("考核"),
}
"""The four services, in the order a matter passes through them."""


@dataclass(frozen=True, slots=True)
class ServiceLink:
    """One entry of the service switcher."""

    name: str
    label: str
    url: str
    here: bool


def install_layout(app: Flask) -> None:
    """Give templates what `web/layout.html` uses."""
    app.jinja_env.globals.update(asset_url=asset_url, switched=switched, new_key=new_key, key_field=KEY_FIELD)
    app.context_processor(layout_context)


def layout_context() -> dict[str, Any]:
    """Give the variables of the layout for the present request."""
    identity = reader()
    role = ROLES.get(identity.role) if identity else None
    return {
        "kit": kit(),
        "service_title": kit().title_en if language() == "en" else kit().title_zh,
        "services": service_links(),
        "nav": visible_nav(),
        "identity": identity,
        "role": role,
        "language": language(),
        "large": large_print(),
        "login_address": login_address(),
    }


def reader() -> Identity | None:
    """Give who reads the page; a refused token reads as nobody, so that the refusal's own page can be shown."""
    try:
        return current_identity()
    except Rejected:
        return None


def service_links() -> list[ServiceLink]:
    """Give the entries of the service switcher."""
    urls = kit().settings.service_urls
    return [ServiceLink(name, str(label), urls[name], name == kit().name) for name, label in SERVICES.items()]


def visible_nav() -> list[dict[str, Any]]:
    """Give the navigation entries this reader may open; the one that is open, or leads to the open page, is marked."""
    identity = reader()
    items = [
        item for item in kit().nav if not item.permission or (identity is not None and identity.can(item.permission))
    ]
    here = _here(items)
    return [
        {"url": url_for(item.endpoint), "label": str(item.label), "key": item.key, "here": item is here}
        for item in items
    ]


def _here(items: list[NavItem]) -> NavItem | None:
    """Give the entry of the open page, or else the first entry of the same blueprint."""
    exact = [item for item in items if item.endpoint == request.endpoint]
    near = [item for item in items if item.endpoint.rpartition(".")[0] == (request.blueprint or "none")]
    return next(iter(exact + near), None)
