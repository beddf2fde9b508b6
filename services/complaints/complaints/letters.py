"""Letters to the complainant, for paper; and complaints counted, for reports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from services.complaints.complaints import opening, statistics, views, wording
from services.complaints.service import Complaints
from shared.contracts import Rejected
from shared.contracts.registry import Text
from shared.identity.access import require_identity, requires
from shared.web.kit import current
from shared.web.meta import request_now

pages = Blueprint("letter_pages", __name__, template_folder="templates")

TITLES: Mapping[str, LazyString] = {
    "acceptance": _l("受理告知书"),
    "refusal": _l("不予受理告知书"),
    "reply": _l("办理情况答复函"),
}
TEXTS: Mapping[str, tuple[str, ...]] = {"acceptance": (), "refusal": ("decline_reasons",), "reply": ("reply",)}
"""What each letter repeats of what was written."""


BYS: dict[str, LazyString] = {
    "department": _l("部门"),
    "item": _l("事项"),
    "staff": _l("工作人员"),
    "conduct": _l("问题"),
    "kind": _l("类别"),
    "hall": _l("大厅或服务点"),
}


def letters_of(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Give the letters that a complaint has by now, with their names."""
    has = {
        "acceptance": bool(row.get("accepted_on")),
        "refusal": row["status"] == "not_accepted",
        "reply": bool(row.get("reply")),
    }
    return [(kind, str(title)) for kind, title in TITLES.items() if has[kind]]


@pages.get("/desk/statistics")
@requires("complaint.read")
def counted() -> ResponseReturnValue:
    """Show complaints counted by department, item, staff, conduct or kind; of the year so far unless asked."""
    service, today = current(Complaints), request_now().date()
    by = request.args.get("by", "department")
    by = by if by in statistics.BY else "department"
    first, last = _asked("from", today.replace(month=1, day=1)), _asked("to", today)
    names = {"department": wording.department_names, "item": wording.item_names, "hall": wording.hall_names}
    words = {"conduct": wording.CONDUCTS, "kind": wording.KINDS}
    return render_template(
        "complaints/statistics.html",
        rows=statistics.count(service.complaints.collection, require_identity(), by, first, last),
        by=by,
        first=first,
        last=last,
        names=names[by](service.replica) if by in names else words.get(by, {}),
        bys=wording.options(BYS),
    )


def _asked(name: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return otherwise


@pages.get("/desk/<number>/letters/<kind>")
@requires("complaint.handle")
def letter(number: str, kind: str) -> ResponseReturnValue:
    """Show a letter as it is printed and sent; it names nobody, and holds no query code."""
    service, identity = current(Complaints), require_identity()
    row = views.find(service.complaints.collection, identity, number)
    if kind not in dict(letters_of(row)):
        raise Rejected("no_letter", "there is no such letter yet", status=404)
    return render_template(
        "complaints/letter.html",
        complaint=opening.shown(service, row, identity, TEXTS[kind]),
        kind=kind,
        title=TITLES[kind],
        filed_on=row.get("filed_on"),
        place=_place(service, identity.hall),
        on=row.get("closed_on") or request_now().date(),
        words=wording,
    )


def _place(service: Complaints, hall: str) -> Text:
    return wording.hall_names(service.replica).get(hall, Text("政务服务中心", "Government service centre"))
