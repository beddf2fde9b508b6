"""What a hall's day is measured by: lengths, counts and limits as data, each with its basis and how sure it is.

`mark`: `statutory` is law and cannot be changed here; `internal` is a promise of the halls themselves; `unverified` is
our own default that nobody has confirmed. An installation changes those with a file (`YIZHAN_HALL_LIMITS`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Literal, cast

from shared.config import BadSettings
from shared.contracts.limits import TimeLimit, Unit

Mark = Literal["statutory", "internal", "unverified"]
TIMES = ("working_days", "natural_days", "hours")


@dataclass(frozen=True, slots=True)
class HallLimit:
    """One value. `unit`: a unit of time limits, or `minutes` or `count`."""

    code: str
    value: int
    unit: str
    mark: Mark
    basis: str
    zh: str
    en: str


class HallLimits:
    """The values by code."""

    def __init__(self, told: Mapping[str, HallLimit]) -> None:
        self.told = dict(told)

    def __getitem__(self, code: str) -> int:
        """Give a value; its unit stands in the data."""
        return self.told[code].value

    def limit(self, code: str) -> TimeLimit:
        """Give a value that is a limit in time, for `shared.timekeeping.due_on`."""
        found = self.told[code]
        if found.unit not in TIMES:
            raise TypeError(f"{code} counts {found.unit}, no time limit")
        return TimeLimit(found.value, cast(Unit, found.unit))


@cache
def given() -> HallLimits:
    """Give the values that hold where an installation says nothing else."""
    text = resources.files("services.intake").joinpath("hall_limits.json").read_text(encoding="utf-8")
    return HallLimits({each["code"]: HallLimit(**each) for each in json.loads(text)["limits"]})


def read(path: str) -> HallLimits:
    """Give the values as a file of an installation changes them, `{"slot_minutes": 20}`; those given, where none is.

    Raises:
        BadSettings: the file cannot be read, names what there is not, changes law, or says no whole number above 0.
    """
    ours = given()
    if not path:
        return ours
    try:
        said = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise BadSettings(f"settings: YIZHAN_HALL_LIMITS: {fault}") from fault
    return HallLimits(ours.told | {code: _changed(ours, code, value) for code, value in said.items()})


def _changed(ours: HallLimits, code: str, value: object) -> HallLimit:
    found = ours.told.get(code)
    if found is None or found.mark == "statutory" or type(value) is not int or not 1 <= value <= 1440:
        raise BadSettings(f"settings: YIZHAN_HALL_LIMITS: {code} = {value!r} cannot be set")
    return replace(found, value=value)
