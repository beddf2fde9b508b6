"""What comes in and goes out over HTTP about the queue."""

from __future__ import annotations

from typing import get_args

import marshmallow as ma

from services.intake.registry.parts import a_code
from shared.contracts.hall_day import Priority
from shared.web.fields import Choice, Day, Line, Strict

PRIORITIES = tuple(each for each in get_args(Priority) if each in ("", "elder", "disabled", "expecting"))
"""What may be claimed at the machine; the others follow from an appointment or a grant."""


class QueueTicketBody(Strict):
    """What a number is for. Nobody gives a name to take a number."""

    items = ma.fields.List(Line(most=40), required=True, validate=ma.validate.Length(min=1, max=20))
    priority = Choice(PRIORITIES, load_default="")
    special = Line(
        load_default="",
        least=0,
        most=40,
        metadata={"description": "a grant of the special channel that lets its holder go first"},
    )


class QueueWindowBody(Strict):
    """The window; where one may call to a single window only, it need not be named."""

    window = a_code(load_default="", least=0)


class QueueServiceBody(QueueWindowBody):
    """What was done; nothing named: all the window can do of the number's items."""

    items = ma.fields.List(Line(most=40), load_default=list, validate=ma.validate.Length(max=20))


class QueueReturnBody(Strict):
    """Nothing else is asked."""


class TicketServiceSchema(ma.Schema):
    """What a window did, and how long it took."""

    window = ma.fields.String()
    called_at = ma.fields.String()
    seconds = ma.fields.Integer()


class TicketSchema(ma.Schema):
    """A number of a hall's day."""

    ticket = ma.fields.String(metadata={"description": "its key, for the receipt of a case"})
    hall = ma.fields.String()
    day = Day()
    number = ma.fields.Integer()
    items = ma.fields.List(ma.fields.String())
    remaining = ma.fields.List(ma.fields.String())
    status = ma.fields.String(metadata={"enum": ["waiting", "called", "left", "done"]})
    priority = ma.fields.String()
    appointment = ma.fields.String()
    window = ma.fields.String()
    taken_at = ma.fields.String()
    called_at = ma.fields.String(allow_none=True)
    first_called_at = ma.fields.String(allow_none=True)
    times = ma.fields.Integer()
    services = ma.fields.List(ma.fields.Nested(TicketServiceSchema))


class WaitEstimateSchema(ma.Schema):
    """A waiting time as measured, in minutes, and from how many services."""

    least = ma.fields.Integer()
    most = ma.fields.Integer()
    measured = ma.fields.Integer()


class TicketStandingSchema(ma.Schema):
    """Where a number stands, for whoever holds it: nothing personal."""

    ticket = ma.fields.String()
    number = ma.fields.Integer()
    status = ma.fields.String()
    window = ma.fields.String()
    ahead = ma.fields.Integer()
    windows = ma.fields.Integer(metadata={"description": "windows that call for it now"})
    estimate = ma.fields.Nested(
        WaitEstimateSchema, allow_none=True, metadata={"description": "null: not enough was measured to tell"}
    )


class CalledSchema(ma.Schema):
    """A number on the screen."""

    number = ma.fields.Integer()
    window = ma.fields.String()
    times = ma.fields.Integer()
    called_at = ma.fields.String()


class ScreenSchema(ma.Schema):
    """What a hall's screen shows."""

    hall = ma.fields.String()
    day = Day()
    called = ma.fields.List(ma.fields.Nested(CalledSchema))
    waiting = ma.fields.Integer()


class QueueQuery(ma.Schema):
    """Which numbers of today are asked for."""

    status = Choice(("", "waiting", "called", "left", "done"), load_default="")


class QueueSchema(ma.Schema):
    """A hall's numbers of today."""

    items = ma.fields.List(ma.fields.Nested(TicketSchema))
