"""What comes in and goes out over HTTP about items. A guide has the shape of its event; what is left out is empty."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from services.intake.items.guide_parts import (
    ArticleBody,
    BodyBody,
    ChannelsBody,
    ChargesBody,
    CodesBody,
    ContactsBody,
    FileRefBody,
    MaterialBody,
    PointBody,
    ProxyBody,
    QuestionBody,
    RemediesBody,
    ResultBody,
    SpecialBody,
    VisitingBody,
    part,
)
from services.intake.items.plan_parts import PlanBody
from services.intake.registry.parts import LimitBody, NoteBody, TextBody, a_code, flag, note, several, words
from shared.web.fields import Choice, Count, Day, Line, Strict

LICENCE = "01"
"""The type of item (A.1) whose silence counts as acceptance unless told otherwise (许可法32; Z-3 9)."""


class ItemBody(Strict):
    """An item with its guide, whole. What the law leaves out may be empty; the rules say what may not."""

    code = a_code(required=True)
    name = ma.fields.Nested(TextBody, required=True)
    aliases = several(Line(most=60), 20)
    category = Line(required=True)
    department = a_code(required=True)
    item_type = Line(required=True, pattern=r"[0-9]{2}", most=2)
    kind = Choice(("instant", "promised"), required=True)
    codes = part(CodesBody)
    promised = ma.fields.Nested(LimitBody, required=True)
    statutory = ma.fields.Nested(LimitBody, required=True, allow_none=True)
    anticipate_explain = note()
    verified = flag()
    longer_notice = words()
    basis = several(Line(most=300), 60)
    by_law = several(ma.fields.Nested(ArticleBody), 60)
    body = part(BodyBody)
    delegated_by = words(100)
    server_type = several(Line(most=1), 6)
    conditions = note()
    limit_explain = note()
    materials = several(ma.fields.Nested(MaterialBody), 60)
    handle_flow = note()
    plan = part(PlanBody)
    flow_picture = ma.fields.Nested(FileRefBody, load_default=None, allow_none=True)
    special_procedures = several(ma.fields.Nested(SpecialBody), 20)
    special_explain = note()
    discretion = flag(unless_told=True)
    review_points = several(ma.fields.Nested(PointBody), 60)
    effective_from = Day(required=True)
    superior_approval = flag()
    village_proxy = flag()
    proxy = part(ProxyBody)
    deemed_acceptance = ma.fields.Boolean(
        truthy={True}, falsy={False}, metadata={"description": "true for licences (01) unless told; else false"}
    )
    fee_cents = Count(load_default=0, most=100_000_000)
    charges = part(ChargesBody)
    result = note()
    result_detail = part(ResultBody)
    visiting = part(VisitingBody)
    channels = part(ChannelsBody)
    contacts = part(ContactsBody)
    remedies = part(RemediesBody)
    questions = several(ma.fields.Nested(QuestionBody), 60)
    mistakes = several(ma.fields.Nested(NoteBody), 60)
    safety = flag()
    tolerance_lapse = Choice(("withdrawn", "refused"), load_default="withdrawn")
    tolerance_excludes = flag(unless_told=True)
    supplement_response_limit = ma.fields.Nested(LimitBody, load_default=None, allow_none=True)
    supplement_lapse = Choice(("reminded", "withdrawn"), load_default="reminded")
    supplement_lapse_basis = words(200)

    @ma.post_load
    def licences_are_deemed_accepted(self, body: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Set what nobody said: silence on a licence counts as acceptance, on everything else it does not."""
        return {"deemed_acceptance": body["item_type"] == LICENCE, **body}


class ItemQuery(ma.Schema):
    """Which items are asked for."""

    category = Line(load_default="", least=0)
    hall = Line(load_default="", least=0)
    department = Line(load_default="", least=0)
    q = Line(load_default="", least=0, metadata={"description": "words, pinyin initials, English or a code"})


class GuideQuery(ma.Schema):
    """Which version of the guide; the one in force unless named."""

    version = Count(least=1, load_default=None)


class DiffQuery(ma.Schema):
    """Between which versions."""

    before = Count(least=1, required=True, data_key="from")
    after = Count(least=1, required=True, data_key="to")
