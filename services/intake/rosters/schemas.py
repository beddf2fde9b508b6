"""What comes in and goes out over HTTP about rosters and leave."""

from __future__ import annotations

import marshmallow as ma

from services.intake.registry.parts import a_code, several, words
from shared.contracts.venues import HALVES
from shared.web.fields import Choice, Day, Strict


class ShiftBody(Strict):
    """Half a day at a post: who holds it (A), and who steps in (B, empty: nobody)."""

    day = Day(required=True)
    half = Choice(HALVES, required=True)
    post = a_code(required=True)
    a = a_code(required=True)
    b = words(40)


class RosterBody(Strict):
    """A venue's roster of one week, whole; `week` is its Monday."""

    week = Day(required=True)
    shifts = several(ma.fields.Nested(ShiftBody), 400)


class AbsenceBody(Strict):
    """Days off duty, both included; `half` narrows it to mornings or afternoons."""

    first = Day(required=True)
    last = Day(required=True)
    half = Choice(("", *HALVES), load_default="")


class LeaveBody(Strict):
    """Somebody's leave, whole: days only, never a reason."""

    staff = a_code(required=True)
    absences = several(ma.fields.Nested(AbsenceBody), 60)


class RosterSchema(ma.Schema):
    """A week's roster as it is published, and the coming duties nobody is rostered for."""

    venue = ma.fields.String()
    week = Day()
    published = ma.fields.Boolean()
    shifts = ma.fields.List(ma.fields.Nested(ShiftBody))
    unrostered = ma.fields.List(Day(), metadata={"description": "market-day duties of the seven days ahead"})
