"""Pages' forms as the bodies that the JSON endpoints take: one set of rules for both doors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import marshmallow as ma
from flask import request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from services.intake.cases.acts import Acts
from services.intake.cases.brought import LOOK, LOOKED, UNTIL
from services.intake.cases.schemas import (
    AcceptanceBody,
    ChannelBody,
    CompletionBody,
    CorrectionBody,
    DeliveryBody,
    NoticeBody,
    NotNeededBody,
    PromisedBody,
    ReceiveBody,
    RedirectBody,
    RefusalBody,
    SupplementBody,
    WithdrawalBody,
)
from services.intake.cases.state import Case
from shared.journal.handle import Outcome
from shared.timekeeping.clock import SHANGHAI
from shared.web.forms import form_fields

PROBLEM = "problem."
"""The field of a notice's form that says what is wrong with a material, `problem.form`."""

Body = dict[str, Any]


def receipt_body() -> Body:
    """Read the form of a receipt.

    Raises:
        ValidationError: a field is missing or wrong.
    """
    fields = form_fields("materials", "uploads", "reuse")
    for name in [each for each in fields if each in _BESIDE or each.startswith(UNTIL)]:
        fields.pop(name)
    paper = {name: fields.pop(f"backfill.{name}", "") for name in ("reason", "paper_no")}
    if any(paper.values()):
        fields["backfill"] = {name: text for name, text in paper.items() if text}
    if "meant_twice" in fields:
        fields["meant_twice"] = True
    who = {name: fields.pop(f"applicant.{name}") for name in _APPLICANT if f"applicant.{name}" in fields}
    guardian = {name: fields.pop(f"guardian.{name}", "") for name in ("name", "id_number", "relation", "acts")}
    if guardian["name"] or guardian["id_number"]:
        fields["guardian"] = {name: text for name, text in guardian.items() if text}
    body: Body = ReceiveBody().load({"materials": [], **fields, "applicant": who})
    return body


def came_at() -> datetime | None:
    """Read when an application came, as a clerk says it: local time, in the hall's own zone.

    Raises:
        ValidationError: it is no time.
    """
    told = request.form.get("came_at", "").strip()
    if not told:
        return None
    try:
        return datetime.fromisoformat(told).replace(tzinfo=SHANGHAI)
    except ValueError:
        raise ma.ValidationError({"came_at": [_l("时间格式不正确")]}) from None


_BESIDE = ("came_at", LOOK, LOOKED)
"""Fields of the form that are read elsewhere."""

_APPLICANT = ("kind", "name", "id_number", "phone")


def _refusal() -> Body:
    return form_fields("false_materials")


def _plain() -> Body:
    return form_fields()


def _defects() -> Body:
    fields = form_fields()
    defects = [
        {"material": name.removeprefix(PROBLEM), "problem": text}
        for name, text in fields.items()
        if name.startswith(PROBLEM)
    ]
    return {"defects": defects}


def _materials() -> Body:
    return {"materials": [], **form_fields("materials", "uploads", "reuse")}


def _withdrawal() -> Body:
    fields = form_fields()
    return {**fields, "confirmed": "confirmed" in fields}


def _acceptance() -> Body:
    """Read whether the applicant promised in writing what may follow later, and by when."""
    fields = form_fields()
    promised, due = fields.pop("promise", ""), fields.pop("promise.due", "")
    return {**fields, "promise": {"due": due or None} if promised else None}


@dataclass(frozen=True, slots=True)
class Form:
    """One act of a page: who may do it, how its form is read, what is done, what is said afterwards."""

    permissions: tuple[str, ...]
    read: Callable[[], Body]
    schema: type[ma.Schema]
    do: Callable[[Acts, str, Mapping[str, Any]], Outcome[Case]]
    done: LazyString

    def submit(self, acts: Acts, case_no: str) -> Outcome[Case]:
        """Do what the present form asks.

        Raises:
            ValidationError, Rejected: the form or the rules refuse.
        """
        return self.do(acts, case_no, self.schema().load(self.read()))


FORMS: Mapping[str, Form] = {
    "acceptance": Form(("case.accept",), _acceptance, AcceptanceBody, Acts.accept, _l("已受理，请打印受理单")),
    "supplement-notice": Form(
        ("case.supplement",), _defects, NoticeBody, Acts.request_supplement, _l("已一次性告知，请打印告知单")
    ),
    "supplements": Form(
        ("case.supplement", "case.apply"), _materials, SupplementBody, Acts.supplement, _l("已登记补正材料")
    ),
    "refusal": Form(("case.refuse",), _refusal, RefusalBody, Acts.refuse, _l("已作出不予受理决定")),
    "redirect": Form(("case.redirect",), _plain, RedirectBody, Acts.redirect, _l("已告知受理部门")),
    "not-needed": Form(("case.refuse",), _plain, NotNeededBody, Acts.not_needed, _l("已告知不需要许可")),
    "correction": Form(("case.supplement",), _materials, CorrectionBody, Acts.correct, _l("已登记当场更正")),
    "tolerated-materials": Form(
        ("case.supplement", "case.apply"), _materials, PromisedBody, Acts.make_good, _l("已登记补交的材料")
    ),
    "channel": Form(
        ("case.receive", "case.apply"), _plain, ChannelBody, Acts.switch_channel, _l("已改变渠道，办件编号不变")
    ),
    "withdrawal": Form(("case.withdraw",), _withdrawal, WithdrawalBody, Acts.withdraw, _l("已撤回申请")),
    "completion": Form(("case.complete",), _plain, CompletionBody, Acts.complete, _l("已当场办结")),
    "delivery": Form(("case.deliver",), _plain, DeliveryBody, Acts.deliver, _l("已送达")),
}
"""The acts of a case page, by the last part of their address."""


def entered() -> Mapping[str, str]:
    """Give what the present form holds, to fill it in again."""
    return request.form
