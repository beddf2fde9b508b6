"""What comes in over HTTP; nothing behind the edge knows these. What goes out is in `told`."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask_babel import lazy_gettext as _l

from shared.contracts.complaints import CONDUCTS, INTEGRITY, KINDS, NATURES, OUTCOMES
from shared.web.fields import Choice, Day, Line, Moment, Passage, Strict
from shared.web.paging import PagingQuery

STATUSES = ("filed", "accepted", "returned", "assigned", "replied", "closed", "not_accepted")
FEWEST = 5
"""No finding says anything in fewer characters."""

PUBLIC_KINDS = tuple(kind for kind in KINDS if kind != "hotline")
"""What people file themselves; hotline tickets come from the hotline."""


def at_least_five(text: str) -> None:
    """Refuse a text that says nothing; it may be left out."""
    if text and len(text) < FEWEST:
        raise ma.ValidationError(_l("至少 %(n)d 个字", n=FEWEST))


class FilingForm(Strict):
    """About a case (`case_no` with its `query_code`), about a department, or about a whole hall or point."""

    kind = Choice(PUBLIC_KINDS, load_default="complaint")
    conduct = Choice(("", *CONDUCTS), load_default="")
    text = Passage(required=True, least=5)
    contact = Line(least=0, most=60, load_default="")
    department = Line(least=0, most=40, load_default="")
    hall = Line(least=0, most=40, load_default="")
    staff = Line(least=0, most=60, load_default="", metadata={"description": "the number on the name plate"})
    case_no = Line(least=0, most=23, load_default="", pattern=r"[0-9]{22}[0-9Xx]")
    query_code = Line(least=0, most=20, load_default="")

    @ma.validates_schema
    def conduct_of_a_complaint(self, data: dict[str, Any], **_: Any) -> None:
        """Whoever complains says of what."""
        if data["kind"] in ("complaint", "report") and not data["conduct"]:
            raise ma.ValidationError({"conduct": [self.fields["conduct"].error_messages["required"]]})


class FilingBody(FilingForm):
    """The same over the API."""

    occurred_at = Moment()


class TicketForm(Strict):
    """A ticket of the hotline: its number there, what it is about, the unit it is sent to."""

    ticket_no = Line(required=True, most=40, pattern=r"[0-9A-Za-z-]+")
    nature = Choice(tuple(each for each in NATURES if each), required=True)
    conduct = Choice(CONDUCTS, load_default="other")
    text = Passage(required=True, least=5)
    contact = Line(least=0, most=60, load_default="")
    department = Line(required=True, most=40)


class TicketBody(TicketForm):
    """The same over the API."""

    occurred_at = Moment()


class ReturnForm(Strict):
    """Whose ticket it is, and why."""

    suggested_unit = Line(required=True, most=40)
    reason = Passage(required=True, least=5, most=500)


class ReturnBody(ReturnForm):
    """The same over the API."""

    occurred_at = Moment()


class EmptyBody(Strict):
    """Nothing but when it happened."""

    occurred_at = Moment()


class DeclineForm(Strict):
    """Why it is not taken on, and what that rests on."""

    reasons = Passage(required=True, least=5)
    basis = Line(required=True, most=200, least=2)


class DeclineBody(DeclineForm):
    """The same over the API."""

    occurred_at = Moment()


class AssignmentForm(Strict):
    """To whom the complaint goes; to oneself where nobody is named."""

    handler = Line(least=0, most=60, load_default="")


class AssignmentBody(AssignmentForm):
    """The same over the API."""

    occurred_at = Moment()


class TransferForm(Strict):
    """To which unit it goes, and why."""

    department = Line(required=True, most=40)
    reason = Passage(required=True, least=5, most=500)


class TransferPageForm(Strict):
    """The same on a page that has other forms with a reason beside it."""

    department = Line(required=True, most=40)
    reason = Passage(required=True, least=5, most=500, data_key="transfer_reason")


class TransferBody(TransferForm):
    """The same over the API."""

    occurred_at = Moment()


class InvestigationForm(Strict):
    """What was found, on which day (today where none is told), and what the unit said to it."""

    finding = Passage(required=True, least=5)
    statement = Passage(least=0, load_default="")
    investigated_on = Day(load_default=None, allow_none=True)


class InvestigationBody(InvestigationForm):
    """The same over the API."""

    occurred_at = Moment()


class ExtensionRequestForm(Strict):
    """Why more time is needed."""

    reason = Passage(required=True, least=5, most=500)


class ExtensionRequestBody(ExtensionRequestForm):
    """The same over the API."""

    occurred_at = Moment()


class ExtensionForm(Strict):
    """The head's word on it."""

    granted = Choice(("yes", "no"), required=True)
    reason = Passage(required=True, least=2, most=500)


class ExtensionBody(ExtensionForm):
    """The same over the API."""

    occurred_at = Moment()


class ReplyForm(Strict):
    """What was found and done."""

    reply = Passage(required=True, least=5)


class ReplyBody(ReplyForm):
    """The same over the API."""

    occurred_at = Moment()


class ClosureForm(Strict):
    """With which outcome it is closed, and what the inquiry found of conduct, person and integrity.

    `finding` puts the inquiry on record in the same act, where none is there since it was filed or taken up again.
    """

    outcome = Choice(OUTCOMES, required=True)
    conduct = Choice(("", *CONDUCTS), load_default="")
    integrity = Choice(INTEGRITY, load_default="")
    staff = Line(least=0, most=60, load_default="")
    finding = Passage(least=0, load_default="", validate=at_least_five)
    statement = Passage(least=0, load_default="")


class ClosureBody(ClosureForm):
    """The same over the API."""

    occurred_at = Moment()


class ReopeningForm(Strict):
    """Why it is taken up again."""

    reason = Passage(required=True, least=5, most=1000)


class ReopeningBody(ReopeningForm):
    """Whoever complained brings the query code; a handler or auditor is known by their account."""

    query_code = Line(least=0, most=20, load_default="")
    occurred_at = Moment()


class ProgressBody(Strict):
    """The query code of a complaint."""

    query_code = Line(required=True, most=20)


class ProgressForm(ProgressBody):
    """The page's form: the number beside the code."""

    number = Line(required=True, most=30)


class ComplainantReopeningForm(ProgressForm):
    """The same with why they want it taken up again."""

    reason = Passage(required=True, least=5, most=1000)


class StatisticsQuery(ma.Schema):
    """What is counted by what, over which days of filing."""

    by = Choice(("department", "item", "staff", "conduct", "kind", "hall"), load_default="department")
    first = Day(required=True, data_key="from")
    last = Day(required=True, data_key="to")

    @ma.validates_schema
    def days_in_order(self, data: dict[str, Any], **_: Any) -> None:
        """Nothing lies between a day and one before it: that is a slip, and no count of nothing."""
        if data["last"] < data["first"]:
            raise ma.ValidationError({"to": [_l("不得早于起始日")]})


class ComplaintQuery(PagingQuery):
    """Which complaints are asked for; loads to `{"paging": ..., filters}`."""

    status = Choice(("open", *STATUSES), load_default="")
    department = Line(most=40, load_default="")
    kind = Choice(KINDS, load_default="")
    mine = ma.fields.Boolean(load_default=False)
    asked = ma.fields.Boolean(load_default=False)

    @ma.post_load
    def paging(self, data: dict[str, Any], **_: Any) -> Any:
        """Keep the filters beside the page."""
        filters = {name: data[name] for name in ("status", "department", "kind", "mine", "asked")}
        return {"paging": super().paging(data), **filters}
