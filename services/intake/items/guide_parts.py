"""The parts of a guide as they come in and go out, one schema for each type of `shared/contracts/guides.py`."""

from __future__ import annotations

from typing import Any, get_args

import marshmallow as ma

from services.intake.registry.parts import LimitBody, TextBody, a_code, flag, note, several, words
from shared.contracts.guides import CodeScheme
from shared.web.fields import Choice, Count, Line, Passage, Strict

SCHEMES: tuple[str, ...] = get_args(CodeScheme)
SOURCES = ("", "form", "own", "issued", "shared")
FORMS = ("", "paper", "electronic", "either")
SHA256 = r"[0-9a-f]{64}"


def part(schema: type[Strict]) -> ma.fields.Nested:
    """Give the field of a part that may be left out: it is then the part with nothing told."""
    return ma.fields.Nested(schema, load_default=lambda: _empty(schema))


def _empty(schema: type[Strict]) -> Any:
    return schema().load({})


class FileRefBody(Strict):
    """A file that was uploaded before, by its SHA-256."""

    sha256 = Line(required=True, most=64, pattern=SHA256)
    name = Line(required=True, most=120)


def _file() -> ma.fields.Nested:
    return ma.fields.Nested(FileRefBody, load_default=None, allow_none=True)


class MaterialBody(Strict):
    """A paper the guide asks for."""

    code = a_code(required=True)
    name = ma.fields.Nested(TextBody, required=True)
    required = flag(unless_told=True)
    tolerable = flag()
    source = Choice(SOURCES, load_default="")
    source_note = note()
    form = Choice(FORMS, load_default="")
    originals = Count(load_default=0, most=50)
    copies = Count(load_default=0, most=50)
    accept_stand = note()
    statement_instead = flag()
    blank = _file()
    sample = _file()


class PointBody(Strict):
    """A point of the review checklist."""

    code = a_code(required=True)
    name = ma.fields.Nested(TextBody, required=True)


class CodesBody(Strict):
    """The codes of an item, by one scheme."""

    scheme = Choice(SCHEMES, load_default="LOCAL")
    catalog_code = words(50)
    task_code = words(50)
    task_handle_item = words(50)


class ArticleBody(Strict):
    """An article the item rests on."""

    document = Line(required=True)
    article = Line(required=True)
    text = Passage(load_default="", least=0)
    doc_no = words(100)
    verified = flag()


class BodyBody(Strict):
    """The implementing body: nature (A.3), level of exercise (A.2), notice of a delegation."""

    dept_type = words(1)
    use_level = words(1)
    entrust_notice = words()


class SpecialBody(Strict):
    """A special procedure."""

    kind = Line(required=True, most=40)
    name = ma.fields.Nested(TextBody, required=True)
    basis = words(300)
    limit = ma.fields.Nested(LimitBody, load_default=None, allow_none=True)
    counted = flag()


class FeeBody(Strict):
    """One thing that is charged."""

    name = ma.fields.Nested(TextBody, required=True)
    standard = Line(required=True, most=200)
    cents = Count(required=True, most=100_000_000)
    basis = words(300)
    relief = words(300)


class ChargesBody(Strict):
    """What is charged, or that nothing is."""

    fees = several(ma.fields.Nested(FeeBody), 20)
    explain = note()


class ResultBody(Strict):
    """The result beyond its name."""

    sample = _file()
    deliveries = several(Choice(("window", "post", "online", "proxy", "home_visit")), 5)
    validity = note()


class VisitingBody(Strict):
    """Where and when, market days and the way there included."""

    address = note()
    hours = note()
    market_days = note()
    traffic = note()


class ChannelsBody(Strict):
    """How one may apply, and how often one has to come."""

    handle_type = several(Line(most=1), 5)
    online_url = Line(load_default="", least=0, most=300, pattern=r"(https?://|/).*")
    online_depth = Choice(("", "1", "2", "3", "4"), load_default="")
    offline_reason = note()
    appointment = flag()
    terminals = flag()
    express = flag()
    visits = Count(load_default=None, allow_none=True, most=9)
    handle_area = note()


class ProxyBody(Strict):
    """Village proxy, visits at home, the fast lane."""

    catalogue_version = words(40)
    explain = note()
    home_visit = flag()
    special_channel = flag()


class ContactsBody(Strict):
    """Where to ask and where to complain."""

    link_way = words()
    supervise_way = words()
    hotline = Line(load_default="12345", least=0, most=40)


class RemediesBody(Strict):
    """Reconsideration and lawsuit."""

    review_authority = note()
    review_days = Count(load_default=0, most=365)
    court = note()
    court_months = Count(load_default=0, most=24)


class QuestionBody(Strict):
    """A question people often ask, answered."""

    question = ma.fields.Nested(TextBody, required=True)
    answer = ma.fields.Nested(TextBody, required=True)
