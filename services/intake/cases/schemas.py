"""What comes in over HTTP; nothing behind the edge knows these. What goes out is in `answers`."""

from __future__ import annotations

from typing import Any, get_args

import marshmallow as ma

from services.intake.cases.commands import Manner
from services.intake.cases.state import Status
from shared.contracts.intake import Channel
from shared.web.fields import Choice, Line, Moment, Passage, Strict
from shared.web.paging import PagingQuery

STATUSES = tuple(status.value for status in Status if status is not Status.NEW)
CHANNELS: tuple[str, ...] = get_args(Channel)
MANNERS: tuple[str, ...] = get_args(Manner)
KINDS = ("1", "2", "3", "4", "5", "6")
"""Kinds of applicants, GB/T 39046 A.4: 1 natural person, 2 enterprise, 3 public institution, 4 association ..."""

_MOST_MATERIALS = 60


def _several(inner: ma.fields.Field[Any], **kwargs: Any) -> ma.fields.List[Any]:
    return ma.fields.List(inner, validate=ma.validate.Length(max=_MOST_MATERIALS), **kwargs)


class ApplicantBody(Strict):
    """Who applies; sealed before anything else sees it."""

    kind = Choice(KINDS, load_default="1")
    name = Line(required=True, most=60)
    id_number = Line(required=True, most=18, metadata={"description": "identity number, or credit code of a body"})
    phone = Line(load_default="", least=0, most=20, pattern=r"\+?[0-9][0-9 -]{4,18}")


class ReceiveBody(Strict):
    """An application handed in. The case number is the server's."""

    item = Line(required=True, most=40)
    hall = Line(required=True, most=40)
    window = Line(load_default="", least=0, most=40)
    channel = Choice(CHANNELS, load_default="window")
    applicant = ma.fields.Nested(ApplicantBody, required=True)
    materials = _several(Line(most=40), required=True)
    occurred_at = Moment()


class Happening(Strict):
    """Base of acts that may say when they happened."""

    occurred_at = Moment()


class AcceptanceBody(Happening):
    """Nothing else is asked: deadlines, receipt number and review points are the server's."""


class DefectBody(Strict):
    """One thing to put right."""

    material = Line(required=True, most=40)
    problem = Line(required=True, most=200)


class NoticeBody(Happening):
    """The one notice: everything that is missing or wrong."""

    defects = _several(ma.fields.Nested(DefectBody), required=True)


class SupplementBody(Happening):
    """What was handed in after the notice."""

    materials = _several(Line(most=40), required=True)


class RefusalBody(Happening):
    """Why acceptance is refused, on which articles; `review_authority` is the register's unless named."""

    reasons = Passage(required=True)
    basis = Line(required=True, most=300)
    review_authority = Line(load_default="", least=0)


class RedirectBody(Happening):
    """The competent department, where it is, and its telephone."""

    department = Line(required=True)
    address = Line(required=True, most=200)
    telephone = Line(required=True, most=40)


class WithdrawalBody(Happening):
    """Why the application is withdrawn; `confirmed`: by the applicant in person, where a clerk enters it."""

    reason = Passage(required=True, most=500)
    confirmed = ma.fields.Boolean(load_default=False, truthy={True}, falsy={False})


class CompletionBody(Happening):
    """The result of an instant case."""

    result = Line(required=True, most=200)


class DeliveryBody(Happening):
    """How the result reached the applicant."""

    manner = Choice(MANNERS, load_default="window")


class CaseQuery(PagingQuery):
    """Which cases are asked for; loads to `{"paging": ..., filters}`."""

    status = Choice(STATUSES, load_default="")
    department = Line(most=40, load_default="")
    hall = Line(most=40, load_default="")
    item = Line(most=40, load_default="")

    @ma.post_load
    def paging(self, data: dict[str, Any], **_: Any) -> Any:
        """Keep the filters beside the page."""
        filters = {name: data[name] for name in ("status", "department", "hall", "item")}
        return {"paging": super().paging(data), **filters}


class ProgressQuery(ma.Schema):
    """A number and the code printed beside it."""

    case = ma.fields.String(load_default="")
    code = ma.fields.String(load_default="")
