"""What comes in and goes out over HTTP; nothing behind the edge knows these."""

from __future__ import annotations

from typing import Any, get_args

import marshmallow as ma

from shared.contracts.cards import Cause, Ground, Kind
from shared.web.fields import Choice, Line, Moment, Passage, Strict
from shared.web.paging import PagingQuery

KINDS = get_args(Kind)
CAUSES = get_args(Cause)
FINDINGS = ("outside_hall", "no_reasons")
STANDINGS = ("standing", "appealed", "upheld", "corrected")
GROUNDS = get_args(Ground)
SAID_BY_PEOPLE = ("appeal", "error")


class CardQuery(PagingQuery):
    """Which cases with cards are asked for; loads to `{"paging": ..., filters}`."""

    department = Line(most=40, load_default="")
    kind = Choice(KINDS, load_default="", metadata={"description": "cases with a card of this kind that counts"})
    appealed = ma.fields.Boolean(load_default=False, metadata={"description": "only with an appeal that waits"})

    @ma.post_load
    def paging(self, data: dict[str, Any], **_: Any) -> Any:
        """Keep the filters beside the page."""
        filters = {name: data[name] for name in ("department", "kind", "appealed")}
        return {"paging": super().paging(data), **filters}


class AppealBody(Strict):
    """Why the card is wrong; facts, and nobody's name."""

    reasons = Passage(required=True, least=4)


class UpholdBody(Strict):
    """Why the card stands in spite of the appeal."""

    reasons = Passage(required=True, least=4)


class CorrectBody(Strict):
    """Why the card counts no more: the appeal was right, or it was an error."""

    ground = Choice(SAID_BY_PEOPLE, required=True)
    reasons = Passage(required=True, least=4)


class FindingBody(Strict):
    """What was found: handled outside the hall, or refused without reasons. `found_at`: now unless told."""

    cause = Choice(FINDINGS, required=True)
    reasons = Passage(required=True, least=4)
    found_at = Moment()


class FindingForm(Strict):
    """The page's form of a finding: found now."""

    cause = Choice(FINDINGS, required=True)
    reasons = Passage(required=True, least=4)


class LeftOutSchema(ma.Schema):
    """A day that was not counted, and why."""

    day = ma.fields.String(metadata={"format": "date"})
    reason = ma.fields.String()


class AppealSchema(ma.Schema):
    """An appeal, and the last day on which it could be made."""

    reasons = ma.fields.String()
    until = ma.fields.String(metadata={"format": "date"})


class UpheldSchema(ma.Schema):
    """Why the card stands."""

    reasons = ma.fields.String()


class CorrectionSchema(ma.Schema):
    """Why the card counts no more."""

    ground = ma.fields.String(metadata={"enum": list(GROUNDS)})
    reasons = ma.fields.String()


class CardSchema(ma.Schema):
    """One card with every day behind it, and what became of it."""

    card = ma.fields.Integer()
    department = ma.fields.String(metadata={"description": "to whom it was issued"})
    kind = ma.fields.String(metadata={"enum": list(KINDS)})
    cause = ma.fields.String(metadata={"enum": list(CAUSES)})
    standing = ma.fields.String(metadata={"enum": list(STANDINGS)})
    triggered_at = ma.fields.String(metadata={"format": "date-time"})
    issued_at = ma.fields.String(metadata={"format": "date-time"})
    due = ma.fields.String(metadata={"format": "date"})
    start = ma.fields.String(allow_none=True, metadata={"format": "date"})
    counted = ma.fields.List(ma.fields.String(metadata={"format": "date"}))
    skipped = ma.fields.List(ma.fields.Nested(LeftOutSchema))
    calendar = ma.fields.List(ma.fields.String())
    provisional = ma.fields.Boolean()
    rules = ma.fields.String()
    reasons = ma.fields.String()
    appeal = ma.fields.Nested(AppealSchema, allow_none=True)
    upheld = ma.fields.Nested(UpheldSchema, allow_none=True)
    correction = ma.fields.Nested(CorrectionSchema, allow_none=True)


class CaseCardsSchema(ma.Schema):
    """The cards of one case, in the order in which they were written."""

    case = ma.fields.String()
    version = ma.fields.Integer()
    department = ma.fields.String()
    division = ma.fields.String()
    item = ma.fields.String()
    counting = ma.fields.List(ma.fields.String(metadata={"enum": list(KINDS)}))
    appealed = ma.fields.Boolean()
    cards = ma.fields.List(ma.fields.Nested(CardSchema))
