"""What every page's layout needs: the four services, navigation for the role, language and print size switches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, request, url_for

from shared.contracts import Rejected
from shared.contracts.texts import Text
from shared.identity.access import current_identity
from shared.identity.identity import Identity
from shared.identity.roles import ROLES
from shared.web.assets import asset_url
from shared.web.kit import NavItem, kit
from shared.web.locale import language, large_print, single_keys, switched, text
from shared.web.meta import KEY_FIELD, new_key
from shared.web.session import login_address

SERVICES: dict[str, Text] = {
    "intake": Text("受理", "Intake"),
    "approval": Text("审批", "Approval"),
    "complaints": Text("诉求", "Complaints"),
    "metrics": Text("考核", "Scores"),
}
"""The four services, in the order a matter passes through them. Named in both languages here: a service's own catalogue
has other words for what some of these also mean (受理: accepted)."""

MOST_IN_SIGHT = 8
"""How many entries a navigation shows one by one; a longer one is folded into its groups."""


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
        "single_keys": single_keys(),
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
    return [ServiceLink(name, text(label), urls[name], name == kit().name) for name, label in SERVICES.items()]


def visible_nav() -> list[dict[str, Any]]:
    """Give the navigation this reader may open, in order; the entry that is open, or leads to the open page, is marked.

    A long one is folded: entries of one group stand together under its name (`entries`), where the first of them stood.
    """
    identity = reader()
    items = [item for item in kit().nav if item.shown_to(identity)]
    here = _here(items)
    if len(items) <= MOST_IN_SIGHT:
        return [_entry(item, here) for item in items]
    groups = {str(item.group): [each for each in items if str(each.group) == str(item.group)] for item in items}
    alone = {name for name, members in groups.items() if not name or len(members) == 1}
    shown: list[dict[str, Any]] = []
    for item in items:
        name = str(item.group)
        if name in alone:
            shown.append(_entry(item, here))
        elif item is groups[name][0]:
            entries = [_entry(each, here) for each in groups[name]]
            shown.append({"label": name, "entries": entries, "here": next((e for e in entries if e["here"]), None)})
    return shown


def _entry(item: NavItem, here: NavItem | None) -> dict[str, Any]:
    return {"url": url_for(item.endpoint), "label": str(item.label), "key": item.key, "here": item is here}


def _here(items: list[NavItem]) -> NavItem | None:
    """Give the entry of the open page, or else the first entry of the same blueprint."""
    exact = [item for item in items if item.endpoint == request.endpoint]
    near = [item for item in items if item.endpoint.rpartition(".")[0] == (request.blueprint or "none")]
    return next(iter(exact + near), None)
