"""What comes in and goes out over HTTP about questions."""

from __future__ import annotations

import marshmallow as ma

from shared.web.fields import Choice, Day, Line, Passage, Strict

_PHONE = r"\+?[0-9][0-9 -]{4,18}"


class OnlineQuestionBody(Strict):
    """A question. Nobody has to say who they are; a telephone is for those who want to be called."""

    hall = Line(required=True, most=40)
    question = Passage(required=True, most=1000)
    item = Line(load_default="", least=0, most=40)
    name = Line(load_default="", least=0, most=60)
    phone = Line(load_default="", least=0, most=20, pattern=_PHONE)


class DeskQuestionBody(Strict):
    """A question asked at the desk or by telephone, with what was done about it at once."""

    question = Passage(required=True, most=1000)
    channel = Choice(("desk", "phone"), load_default="desk")
    item = Line(load_default="", least=0, most=40)
    name = Line(load_default="", least=0, most=60)
    phone = Line(load_default="", least=0, most=20, pattern=_PHONE)
    answer = Passage(load_default="", least=0, most=2000)
    window = Line(load_default="", least=0, most=40)
    department = Line(load_default="", least=0, most=40)


class GuideBody(Strict):
    """Where the person was shown to: a window of the hall, or a department."""

    window = Line(load_default="", least=0, most=40)
    department = Line(load_default="", least=0, most=40)


class QuestionAnswerBody(Strict):
    """The answer."""

    answer = Passage(required=True, most=2000)


class QuestionCodeBody(Strict):
    """The query code; it travels in the body, so that no log keeps it."""

    query_code = Line(load_default="", least=0, most=20)


class NothingMoreBody(Strict):
    """Nothing else is asked."""


class ConsultationSchema(ma.Schema):
    """A question. `query_code` is given once, to whoever asked."""

    number = ma.fields.String()
    hall = ma.fields.String()
    asked_at = ma.fields.String()
    channel = ma.fields.String(metadata={"enum": ["desk", "phone", "online"]})
    status = ma.fields.String(metadata={"enum": ["open", "guided", "answered", "closed"]})
    responsible = ma.fields.String(metadata={"description": "who was asked first; empty: nobody has taken it up"})
    due = Day()
    item = ma.fields.String()
    question = ma.fields.String()
    answer = ma.fields.String()
    name = ma.fields.String(metadata={"description": "masked"})
    phone = ma.fields.String(metadata={"description": "masked"})
    window = ma.fields.String()
    department = ma.fields.String()
    closed_on = ma.fields.String(allow_none=True)
    same_day = ma.fields.Boolean(allow_none=True)
    in_time = ma.fields.Boolean(allow_none=True)
    how = ma.fields.String()
    query_code = ma.fields.String()


class ConsultationsSchema(ma.Schema):
    """Questions."""

    items = ma.fields.List(ma.fields.Nested(ConsultationSchema))


class OpenItemSchema(ma.Schema):
    """What is open: number and dates, nothing of what was said."""

    number = ma.fields.String()
    asked_at = ma.fields.String()
    channel = ma.fields.String()
    status = ma.fields.String()
    due = Day()
    item = ma.fields.String()
    window = ma.fields.String()
    department = ma.fields.String()


class OpenWithSchema(ma.Schema):
    """What is open with one person; an empty name: with nobody."""

    responsible = ma.fields.String()
    items = ma.fields.List(ma.fields.Nested(OpenItemSchema))


class DayEndSchema(ma.Schema):
    """A hall's list at the end of a day."""

    hall = ma.fields.String()
    day = Day()
    asked = ma.fields.Integer()
    closed_same_day = ma.fields.Integer()
    open = ma.fields.Integer()
    people = ma.fields.List(ma.fields.Nested(OpenWithSchema))


class DayEndQuery(ma.Schema):
    """Which hall and day; one's own and today unless given."""

    hall = Line(load_default="", least=0, most=40)
    day = Day(load_default=None)
