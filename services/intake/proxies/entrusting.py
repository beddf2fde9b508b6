"""When a village point may take an application in for somebody. Pure."""

from __future__ import annotations

from datetime import date

from services.intake.proxies.commands import Entrust
from services.intake.proxies.state import Proxy, Status
from shared.contracts import Rejected
from shared.contracts.people import ProxyEntrusted
from shared.timekeeping import due_on, local_day

FREE = "S2.4b; A15"
FEEDBACK = "S2.1g; A15"


def entrusted(proxy: Proxy, command: Entrust) -> ProxyEntrusted:
    """A point takes along what its township's list has, at itself, for people of any place (S2.4a).

    Raises:
        Rejected: `number_taken`, `wrong_point`, `wrong_point_for_agent`, `not_for_proxy`, `item_not_in_force`,
            `unknown_material`.
    """
    if proxy.status is not Status.NEW:
        raise Rejected("number_taken", "a proxy of this number exists", FEEDBACK)
    point, day = command.point, local_day(command.meta.occurred_at)
    if point.kind != "point" or not point.hall:
        told = {"point": "no service point of a hall"}
        raise Rejected(
            "wrong_point", "proxies are taken at a service point of a hall", "S2.1g", status=422, errors=told
        )
    if command.place != point.id:
        raise Rejected("wrong_point_for_agent", "an agent acts at their own point", "S2.1g", status=403)
    _on_list(command, day)
    _in_guide(command)
    due = due_on(command.limits.handover, day, command.calendar)
    return ProxyEntrusted(
        item=command.item.code,
        item_name=command.item.name.zh,
        item_version=command.item_version,
        point=point.id,
        hall=point.hall,
        division=point.division,
        person=command.applicant.person,
        applicant=command.applicant,
        materials=tuple(dict.fromkeys(command.materials)),
        entrusted_at=command.meta.occurred_at,
        handover_due=due.due,
        provisional=due.provisional,
        calendar=due.versions,
        limits=command.limits.version,
        agent=command.meta.actor.id,
        catalog_no=command.catalog.document_no if command.catalog else "",
        case_no=command.case_no,
    )


def _on_list(command: Entrust, day: date) -> None:
    """The township's list decides where there is one, else the guide; who asks for more is told where to go."""
    catalog, item = command.catalog, command.item
    if catalog is None or day < catalog.effective_from:
        listed = item.village_proxy
    else:
        listed = item.code in {entry.item for entry in catalog.entries}
    if not listed:
        told = f"not on the list of what village points do for others; come to {command.where}, or apply online"
        raise Rejected("not_for_proxy", told, "S2.4a", status=422, errors={"item": command.where})
    if day < item.effective_from:
        told = f"{item.code} takes effect on {item.effective_from.isoformat()}"
        raise Rejected("item_not_in_force", told, "C-4", status=422, errors={"item": told})


def _in_guide(command: Entrust) -> None:
    unknown = sorted(set(command.materials) - {material.code for material in command.item.materials})
    if unknown:
        told = f"not in the guide: {', '.join(unknown)}"
        raise Rejected("unknown_material", told, "S2.5a; 许可法31", status=422, errors={"materials": told})
