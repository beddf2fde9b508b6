"""What goes in and out of the coverage endpoint."""

from __future__ import annotations

import marshmallow as ma

from shared.web.fields import Day

WHY = ("not_stationed", "no_window", "absent", "not_entered", "no_authority", "no_guide", "no_entrance")


class CoverageQuery(ma.Schema):
    """A day, and a hall or a division if not all are asked about."""

    on = Day(load_default=None)
    hall = ma.fields.String(load_default="")
    division = ma.fields.String(load_default="", metadata={"description": "the beginning of a division code"})


class NameOut(ma.Schema):
    """A name in two languages."""

    zh = ma.fields.String()
    en = ma.fields.String()


class MemberOut(ma.Schema):
    """A department or item; `hall` where several halls are put together."""

    code = ma.fields.String()
    hall = ma.fields.String()
    name = ma.fields.Nested(NameOut)
    why = ma.fields.String(metadata={"enum": list(WHY)})
    exemption = ma.fields.String()
    approved_by = ma.fields.String()
    document_no = ma.fields.String()
    counts_again_on = ma.fields.String(metadata={"description": "the day on which the exemption no longer holds"})


class CoveredOut(ma.Schema):
    """A set that should be covered, with its members; `percent` null: nobody should be (not applicable)."""

    numerator = ma.fields.Integer()
    denominator = ma.fields.Integer()
    percent = ma.fields.String(allow_none=True)
    whole = ma.fields.Boolean(
        allow_none=True, metadata={"description": "null: not known while attendance is not counted"}
    )
    exempt_percent = ma.fields.String(allow_none=True)
    missing = ma.fields.List(ma.fields.Nested(MemberOut))
    exempt = ma.fields.List(ma.fields.Nested(MemberOut))
    reached = ma.fields.List(ma.fields.Nested(MemberOut))


class SetsOut(ma.Schema):
    """Departments in the hall, items done there, items one can apply for online."""

    c1 = ma.fields.Nested(CoveredOut)
    c2 = ma.fields.Nested(CoveredOut)
    c3a = ma.fields.Nested(CoveredOut)


class HallOut(SetsOut):
    """The sets of a hall."""

    hall = ma.fields.String()
    name = ma.fields.Nested(NameOut)


class SavedOut(ma.Schema):
    """A saving over the items that tell it."""

    numerator = ma.fields.Integer()
    denominator = ma.fields.Integer()
    percent = ma.fields.String(allow_none=True)
    items = ma.fields.List(ma.fields.String())


class SavingsOut(ma.Schema):
    """Fewer steps, shorter limits, bound discretion."""

    g3a = ma.fields.Nested(SavedOut)
    g3b = ma.fields.Nested(SavedOut)
    g3c = ma.fields.Nested(SavedOut)


class CoverageOut(ma.Schema):
    """Coverage on a day; `attendance_counted`: whether C1 also asks who signed in within 20 working days."""

    day = ma.fields.String()
    attendance_counted = ma.fields.Boolean()
    halls = ma.fields.List(ma.fields.Nested(HallOut))
    together = ma.fields.Nested(SetsOut)
    savings = ma.fields.Nested(SavingsOut)


class LackOut(ma.Schema):
    """Something that is missing from a figure."""

    code = ma.fields.String()
    name = ma.fields.Nested(NameOut)
    why = ma.fields.String()


class AverageOut(ma.Schema):
    """The mean of the ratios of the working days that apply; null: none does. `of`: working days looked at."""

    percent = ma.fields.String(allow_none=True)
    exact = ma.fields.String(allow_none=True, metadata={"description": "the same as an exact fraction, `11/12`"})
    days = ma.fields.Integer()
    of = ma.fields.Integer()


class ShareOut(ma.Schema):
    """A figure; `percent` null: not applicable. `list`: the list of cases behind what is missing, `more`: not named."""

    numerator = ma.fields.Integer()
    denominator = ma.fields.Integer()
    percent = ma.fields.String(allow_none=True)
    missing = ma.fields.List(ma.fields.Nested(LackOut))
    more = ma.fields.Integer()
    list = ma.fields.String()
    average = ma.fields.Nested(AverageOut)


QuarterSetsOut = ma.Schema.from_dict(
    {
        **{name: ma.fields.Nested(ShareOut) for name in ("c1", "c2", "c2b", "c3a", "c3b", "c3c", "c4")},
        "c3": ma.fields.String(allow_none=True, metadata={"description": "the least of its three"}),
        "c3_average": ma.fields.Nested(AverageOut),
        "whole": ma.fields.Boolean(metadata={"description": "all four covered, each with something to cover"}),
        "whole_days": ma.fields.Integer(metadata={"description": "working days at the end of which all four were"}),
        "hall": ma.fields.String(),
        "name": ma.fields.Nested(NameOut),
    },
    name="QuarterSets",
)
"""The figures of a hall, or of all together."""

AllsOut = ma.Schema.from_dict(
    {
        name: ma.fields.Nested(ShareOut)
        for name in ("g2a", "g2b", "g2c", "g3a", "g3b", "g3c", "g4a", "g4b", "g4c", "g5a", "g5b", "g5c")
    },
    name="Alls",
)
"""G1 is C1 and C2 together; the others one by one."""


class MinutesOut(ma.Schema):
    """A service's minutes."""

    service = ma.fields.String()
    asked = ma.fields.Integer()
    up = ma.fields.Integer()
    percent = ma.fields.String(allow_none=True)
    down = ma.fields.List(ma.fields.String())


class QuarterOut(ma.Schema):
    """A quarter's coverage."""

    period = ma.fields.String()
    register_day = ma.fields.String()
    working_days = ma.fields.Integer(metadata={"description": "of the period, until today"})
    halls = ma.fields.List(ma.fields.Nested(QuarterSetsOut))
    together = ma.fields.Nested(QuarterSetsOut, allow_none=True)
    alls = ma.fields.Nested(AllsOut)
    availability = ma.fields.List(ma.fields.Nested(MinutesOut))


class DaysQuery(ma.Schema):
    """A figure (`c1`, `g2b` ...), and a hall if not all together are asked about."""

    figure = ma.fields.String(required=True)
    hall = ma.fields.String(load_default="")


class DayFigureOut(ma.Schema):
    """A working day; `first` to `last`: the days counted with it, days off before it among them."""

    day = ma.fields.String()
    first = ma.fields.String()
    last = ma.fields.String()
    numerator = ma.fields.Integer()
    denominator = ma.fields.Integer()
    percent = ma.fields.String(allow_none=True)


class FigureDayOut(DayFigureOut):
    """A working day of a figure, and how many are not covered on it."""

    lacking = ma.fields.Integer()


class FigureDaysOut(ma.Schema):
    """A figure on every working day of a period so far, and the mean of their ratios."""

    period = ma.fields.String()
    figure = ma.fields.String()
    hall = ma.fields.String()
    average = ma.fields.Nested(AverageOut)
    days = ma.fields.List(ma.fields.Nested(FigureDayOut))


class HallShareOut(ma.Schema):
    """A hall's own figure."""

    hall = ma.fields.String()
    name = ma.fields.Nested(NameOut)
    numerator = ma.fields.Integer()
    denominator = ma.fields.Integer()
    percent = ma.fields.String(allow_none=True)


class CountedCaseOut(ma.Schema):
    """A case counted on a day; `late`: registered late or entered afterwards."""

    case = ma.fields.String()
    late = ma.fields.Boolean()


class OneDayOut(DayFigureOut):
    """One day of a figure: members of its set, every hall's share, or the cases; cases for whoever may see them."""

    period = ma.fields.String()
    figure = ma.fields.String()
    hall = ma.fields.String()
    missing = ma.fields.List(ma.fields.Nested(LackOut))
    more = ma.fields.Integer()
    members = ma.fields.Nested(CoveredOut, allow_none=True)
    halls = ma.fields.List(ma.fields.Nested(HallShareOut))
    cases = ma.fields.List(ma.fields.Nested(CountedCaseOut))
