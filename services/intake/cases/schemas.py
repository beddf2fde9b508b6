"""What comes in over HTTP; nothing behind the edge knows these. What goes out is in `answers`."""

from __future__ import annotations

from typing import Any, get_args

import marshmallow as ma

from services.intake.cases.commands import Manner
from services.intake.cases.state import Status
from shared.contracts.intake import Channel, Relation
from shared.web.fields import Choice, Day, Line, Moment, Passage, Strict
from shared.web.paging import PagingQuery

STATUSES = tuple(status.value for status in Status if status is not Status.NEW)
CHANNELS: tuple[str, ...] = get_args(Channel)
MANNERS: tuple[str, ...] = get_args(Manner)
RELATIONS: tuple[str, ...] = get_args(Relation)
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


class GuardianBody(Strict):
    """Who acts for an applicant under age, or consents; sealed before anything else sees it (民法典23, 27)."""

    name = Line(required=True, most=60)
    id_number = Line(required=True, most=18)
    relation = Choice(RELATIONS, required=True)
    acts = Choice(("present", "consent"), load_default="present")


class Reference(Line):
    """The id of something on record that an application rests on; empty for none."""

    def __init__(self) -> None:
        super().__init__(load_default="", least=0, most=60, pattern=r"[A-Za-z0-9._-]+")


class BackfillBody(Strict):
    """The paper that a case is entered from afterwards: why it was on paper, and the number it bears."""

    reason = Line(required=True, most=200)
    paper_no = Line(required=True, most=40)


class ReceiveBody(Strict):
    """An application handed in. The case number is the server's.

    `occurred_at`: when it came, where nothing on record shows it earlier; online the server's clock counts. `ticket`,
    `scan`, `proxy` and `home_visit` name records that show when it came.
    """

    item = Line(required=True, most=40)
    hall = Line(required=True, most=40)
    window = Line(load_default="", least=0, most=40)
    channel = Choice(CHANNELS, load_default="window")
    applicant = ma.fields.Nested(ApplicantBody, required=True)
    guardian = ma.fields.Nested(GuardianBody, load_default=None, allow_none=True)
    alone = Choice(("", "own_labour", "suited"), load_default="")
    materials = _several(Line(most=40), required=True)
    ticket = Reference()
    scan = Reference()
    appointment = Reference()
    proxy = Reference()
    mandate = Reference()
    special = Reference()
    home_visit = Reference()
    meant_twice = ma.fields.Boolean(
        load_default=False,
        truthy={True},
        falsy={False},
        metadata={"description": "a second case beside the one just taken in is meant"},
    )
    backfill = ma.fields.Nested(BackfillBody, load_default=None, allow_none=True)
    uploads = _several(Line(most=40), load_default=list, metadata={"description": "ids of own uploads"})
    reuse = _several(Line(most=40), load_default=list, metadata={"description": "ids of files of earlier cases"})
    occurred_at = Moment()


class Happening(Strict):
    """Base of acts that may say when they happened."""

    occurred_at = Moment()


class PromiseBody(Strict):
    """The applicant's written promise to hand in what is missing; by the promised day where no day is named."""

    due = Day(load_default=None, allow_none=True)


class AcceptanceBody(Happening):
    """Deadlines, receipt number and review points are the server's.

    `promise`: tolerable papers are missing, and the applicant has promised them in writing (B-4).
    """

    promise = ma.fields.Nested(PromiseBody, load_default=None, allow_none=True)


class DefectBody(Strict):
    """One thing to put right."""

    material = Line(required=True, most=40)
    problem = Line(required=True, most=200)


class NoticeBody(Happening):
    """The one notice: everything that is missing or wrong."""

    defects = _several(ma.fields.Nested(DefectBody), required=True)


class SupplementBody(Happening):
    """What was handed in after the notice; uploads and files of earlier cases count as handed in.

    `mandate`: the agent's who hands it in; empty: the applicant does.
    """

    materials = _several(Line(most=40), required=True)
    uploads = _several(Line(most=40), load_default=list)
    reuse = _several(Line(most=40), load_default=list)
    mandate = Reference()


class RefusalBody(Happening):
    """Why acceptance is refused, on which articles; `review_authority` is the register's unless named.

    `false_materials`: papers in hand that are false; then the refusal warns, and bars for a year where the item
    touches people's safety.
    """

    reasons = Passage(required=True)
    basis = Line(required=True, most=300)
    review_authority = Line(load_default="", least=0)
    false_materials = _several(Line(most=40), load_default=list)


class NotNeededBody(Happening):
    """Why no permission is needed, and by which article."""

    reasons = Passage(required=True)
    basis = Line(required=True, most=300)


class CorrectionBody(Happening):
    """Which papers were put right on the spot, and what it was."""

    materials = _several(Line(most=40), required=True)
    what = Line(required=True, most=200)


class ChannelBody(Happening):
    """The channel by which the case goes on; `code`: the query code, with which an account takes a case over."""

    channel = Choice(CHANNELS, required=True)
    code = Line(load_default="", least=0, most=40)


class PromisedBody(Happening):
    """Papers that were promised and come now; uploads and files of earlier cases count as handed in.

    `mandate`: the agent's who brings them; empty: the applicant does.
    """

    materials = _several(Line(most=40), required=True)
    uploads = _several(Line(most=40), load_default=list)
    reuse = _several(Line(most=40), load_default=list)
    mandate = Reference()


class DueBody(Happening):
    """Nothing is asked: what is due follows from the clock."""


class RedirectBody(Happening):
    """The competent department, where it is, and its telephone."""

    department = Line(required=True)
    address = Line(required=True, most=200)
    telephone = Line(required=True, most=40)


class WithdrawalBody(Happening):
    """Why the application is withdrawn; `confirmed`: by the applicant in person, where a clerk enters it.

    Near the promised day a clerk says how it was confirmed; `code` is the query code, and must fit. `mandate`: the
    agent's who withdraws for the applicant; it must allow that.
    """

    reason = Passage(required=True, most=500)
    confirmed = ma.fields.Boolean(load_default=False, truthy={True}, falsy={False})
    confirmed_by = Choice(("", "signature", "code", "face"), load_default="")
    code = Line(load_default="", least=0, most=40)
    mandate = Reference()


class CompletionBody(Happening):
    """The result of an instant case."""

    result = Line(required=True, most=200)


class DeliveryBody(Happening):
    """How the result reached the applicant; `mandate`: the agent's who collects it for them."""

    manner = Choice(MANNERS, load_default="window")
    mandate = Reference()


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
