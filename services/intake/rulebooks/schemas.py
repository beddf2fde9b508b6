"""What comes in and goes out about rulebooks and their basis. A statement has the shape of its event."""

from __future__ import annotations

from typing import get_args

import marshmallow as ma

from services.intake.registry.parts import TextBody, a_code, flag, several, words
from shared.contracts.duties import BasisKind
from shared.web.fields import Choice, Day, Line, Passage, Strict

KINDS: tuple[str, ...] = get_args(BasisKind)


class CitedArticleBody(Strict):
    """An article: its number as people cite it, and what it says."""

    number = Line(required=True, most=60)
    text = Passage(required=True)


class BasisBody(Strict):
    """A law, policy or standard that rules rest on."""

    code = a_code(required=True)
    kind = Choice(KINDS, required=True)
    title = ma.fields.Nested(TextBody, required=True)
    document_no = Line(required=True)
    issuer = Line(required=True)
    articles = several(ma.fields.Nested(CitedArticleBody))
    effective_from = Day(required=True)
    effective_to = Day(load_default=None, allow_none=True)
    source = words(300)
    verified = flag()


class CitationBody(Strict):
    """An article of a registered basis."""

    basis = a_code(required=True)
    article = Line(required=True, most=60)


class ProvisionBody(Strict):
    """One rule of a rulebook, and what it rests on."""

    code = a_code(required=True)
    text = ma.fields.Nested(TextBody, required=True)
    basis = several(ma.fields.Nested(CitationBody), 20)
    enforced_by = several(a_code(), 20)


class RulebookBody(Strict):
    """The rules a hall works by, one version."""

    code = a_code(required=True)
    title = ma.fields.Nested(TextBody, required=True)
    document_no = Line(required=True)
    issuer = Line(required=True)
    provisions = several(ma.fields.Nested(ProvisionBody))
    divisions = several(Line(most=12, pattern=r"[0-9]{2,12}"))
    departments = several(a_code())
    effective_from = Day(required=True)


class BasisListSchema(ma.Schema):
    """What rules rest on."""

    items = ma.fields.List(ma.fields.Nested(BasisBody))


class RulebookRowSchema(RulebookBody):
    """A version of a rulebook."""

    version = ma.fields.Integer()


class RulebookListSchema(ma.Schema):
    """Rulebooks, each at the version in force on the day asked for."""

    day = Day()
    items = ma.fields.List(ma.fields.Nested(RulebookRowSchema))


class CitedSchema(ma.Schema):
    """An article that a rule rests on, in full."""

    code = ma.fields.String()
    kind = ma.fields.String(metadata={"enum": list(KINDS)})
    title = ma.fields.Nested(TextBody)
    document_no = ma.fields.String()
    article = ma.fields.String()
    text = ma.fields.String()
    effective_from = Day()
    effective_to = Day(allow_none=True)
    verified = ma.fields.Boolean()


class RuleSchema(ma.Schema):
    """A rule with everything it rests on: at least one article (P0)."""

    code = ma.fields.String()
    rulebook = ma.fields.String()
    version = ma.fields.Integer()
    text = ma.fields.Nested(TextBody)
    enforced_by = ma.fields.List(ma.fields.String())
    basis = ma.fields.List(ma.fields.Nested(CitedSchema))


class RuleListSchema(ma.Schema):
    """The rules in force on a day."""

    day = Day()
    items = ma.fields.List(ma.fields.Nested(RuleSchema))
