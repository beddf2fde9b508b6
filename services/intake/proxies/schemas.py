"""What comes in and goes out over HTTP about proxies."""

from __future__ import annotations

from typing import Any, get_args

import marshmallow as ma

from services.intake.cases.answers import ApplicantSchema
from services.intake.cases.schemas import ApplicantBody
from services.intake.proxies.state import Status
from services.intake.proxies.views import FEE_REFUSED
from shared.contracts.people import Outcome, Reported
from shared.web.fields import Choice, Line, Moment, Strict
from shared.web.paging import PagingQuery

STATUSES = (*(status.value for status in Status if status is not Status.NEW), FEE_REFUSED)
OUTCOMES: tuple[str, ...] = get_args(Outcome)
MANNERS: tuple[str, ...] = get_args(Reported)
_MOST_MATERIALS = 60


class ProxyForm(Strict):
    """Base of what is said of a proxy: `fee` in yuan is what the applicant is asked for, and must be nothing."""

    fee = Line(load_default="0", least=0, most=12, pattern=r"[0-9]{1,8}(\.[0-9]{1,2})?")

    @ma.post_load
    def nothing(self, data: dict[str, Any], **_: Any) -> Any:
        """An empty fee is none."""
        return {**data, "fee": data["fee"] or "0"}


class EntrustForm(ProxyForm):
    """An application taken along for somebody; point, hall and agent are the account's own."""

    item = Line(required=True, most=40)
    applicant = ma.fields.Nested(ApplicantBody, required=True)
    materials = ma.fields.List(Line(most=40), load_default=[], validate=ma.validate.Length(max=_MOST_MATERIALS))


class EntrustBody(EntrustForm):
    """The same over the API."""

    occurred_at = Moment()


class HandoverForm(ProxyForm):
    """Handing over to the hall; `register`: it registers the case at once, at `window` (any where none is named)."""

    window = Line(load_default="", least=0, most=40)
    register = ma.fields.Boolean(load_default=True, truthy={True}, falsy={False})


class HandoverBody(HandoverForm):
    """The same over the API."""

    occurred_at = Moment()


class GiveUpBody(ProxyForm):
    """Whoever entrusted the point wants the papers back."""

    occurred_at = Moment()


class ReportForm(ProxyForm):
    """How the result was told; `ends`: nothing more is to be done."""

    manner = Choice(MANNERS, required=True)
    ends = ma.fields.Boolean(load_default=True, truthy={True}, falsy={False})


class ReportBody(ReportForm):
    """The same over the API."""

    occurred_at = Moment()


class EndBody(ProxyForm):
    """End a proxy of which the result was told."""

    occurred_at = Moment()


class ProxyQuery(PagingQuery):
    """Which proxies are asked for; `case`: the one that a case came of."""

    status = Choice(("open", *STATUSES), load_default="")
    case = Line(load_default="", least=0, most=40)

    @ma.post_load
    def paging(self, data: dict[str, Any], **_: Any) -> Any:
        """Keep the filter beside the page."""
        return {"paging": super().paging(data), "status": data["status"], "case": data["case"]}


def _day() -> ma.fields.String:
    return ma.fields.String(allow_none=True, metadata={"format": "date"})


class FeeSchema(ma.Schema):
    """An attempt to take money, refused and reported."""

    amount = ma.fields.String(metadata={"description": "yuan, as it was asked"})
    agent = ma.fields.String()
    at = ma.fields.String(allow_none=True, metadata={"format": "date-time"})


class ProxyRowSchema(ma.Schema):
    """A proxy in a list; `due`: the last day of what is to be done next."""

    proxy_no = ma.fields.String()
    version = ma.fields.Integer()
    status = ma.fields.String(metadata={"enum": list(STATUSES)})
    item = ma.fields.String()
    item_name = ma.fields.String()
    point = ma.fields.String()
    hall = ma.fields.String()
    division = ma.fields.String()
    agent = ma.fields.String()
    case_no = ma.fields.String()
    entrusted_at = ma.fields.String(allow_none=True, metadata={"format": "date-time"})
    handover_due = _day()
    handed_on = _day()
    handover_in_time = ma.fields.Boolean(allow_none=True)
    ready_on = _day()
    report_due = _day()
    reported_on = _day()
    report_in_time = ma.fields.Boolean(allow_none=True)
    outcome = ma.fields.String(metadata={"enum": ["", *OUTCOMES]})
    ended_on = _day()
    due = _day()
    missed = ma.fields.List(ma.fields.String(metadata={"enum": ["handover", "report"]}))
    fees = ma.fields.List(ma.fields.Nested(FeeSchema))


class ProxySchema(ProxyRowSchema):
    """A proxy; the applicant masked for those who need not know."""

    applicant = ma.fields.Nested(ApplicantSchema, allow_none=True)
    materials = ma.fields.List(ma.fields.String())
    catalog_no = ma.fields.String()
    provisional = ma.fields.Boolean()
    limits = ma.fields.String()
    manner = ma.fields.String()
    fee = ma.fields.String(metadata={"description": "always 0: proxies are free of charge"})
    query_code = ma.fields.String(metadata={"description": "for whoever entrusted the point"})


class CountSchema(ma.Schema):
    """A last day with every day behind it; null before it begins to run."""

    handover = ma.fields.Dict(keys=ma.fields.String(), allow_none=True)
    report = ma.fields.Dict(keys=ma.fields.String(), allow_none=True)
    limits = ma.fields.String()
    kind = ma.fields.String(metadata={"description": "internal: our own limits, not the law's"})
