"""Divisions by code: what each is called on a day, what it belongs to, what belongs to it.

A day before the first one that the source vouches for has no names: they are not guessed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Literal

from shared.contracts.registry import Text
from shared.contracts.rejected import Rejected
from shared.contracts.venues import DatedName, DivisionRegistered

Level = Literal["county", "town", "village"]

COUNTY_KINDS = frozenset({"district", "county", "autonomous_county", "management_committee"})
TOWN_KINDS = frozenset({"subdistrict", "town", "township"})
VILLAGE_KINDS = frozenset({"village", "residents", "community"})
LEVELS: Mapping[Level, frozenset[str]] = {"county": COUNTY_KINDS, "town": TOWN_KINDS, "village": VILLAGE_KINDS}

SUFFIXES: Mapping[str, tuple[str, ...]] = {
    "district": ("区",),
    "county": ("县",),
    "autonomous_county": ("自治县",),
    "management_committee": ("区", "管委会", "管理委员会"),
    "subdistrict": ("街道",),
    "town": ("镇",),
    "township": ("乡",),
    "village": ("村",),
    "residents": ("居",),
    "community": ("社区",),
}
"""How the official name of each kind ends (A-3); a neighbourhood committee is registered as 社区 or 居."""

BASIS = "A-3; C-5"


def level_of(kind: str) -> Level:
    """Tell whether a kind of division stands on the county's, the township's or the village's level."""
    return next(level for level, kinds in LEVELS.items() if kind in kinds)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Every division that is known, by code."""

    divisions: Mapping[str, DivisionRegistered] = field(hash=False)

    def division(self, code: str) -> DivisionRegistered:
        """Give a division.

        Raises:
            Rejected: `unknown_division`.
        """
        found = self.divisions.get(code)
        if found is None:
            raise _refusal("unknown_division", f"the gazetteer has no division {code}")
        return found

    def name(self, code: str, day: date) -> Text:
        """Give the official name of a division on a day.

        Raises:
            Rejected: `unknown_division`, or `division_not_in_force` where it has no name on that day.
        """
        name = self.division(code).name_on(day)
        if name is None:
            raise _refusal("division_not_in_force", f"{code} is no division on {day.isoformat()}")
        return name

    def above(self, code: str, level: Level) -> DivisionRegistered:
        """Give the division of a level to which a division belongs, itself included.

        Raises:
            Rejected: `unknown_division`, or `wrong_division_level` where none stands above it on that level.
        """
        here = self.division(code)
        for _ in LEVELS:
            if level_of(here.kind) == level:
                return here
            if here.parent not in self.divisions:
                break
            here = self.divisions[here.parent]
        raise _refusal("wrong_division_level", f"{code} is, and belongs to, no division on the level of a {level}")

    def in_force(self, day: date, *, parent: str = "", level: Level | None = None) -> list[DivisionRegistered]:
        """List the divisions in force on a day by code, narrowed to a parent and a level."""
        return [
            each
            for code, each in sorted(self.divisions.items())
            if each.name_on(day) and parent in ("", each.parent) and level in (None, level_of(each.kind))
        ]

    def called(self, name: str, day: date) -> list[DivisionRegistered]:
        """List the divisions that bear a name on a day, officially or as an alias; several towns may share one."""
        return [each for each in self.in_force(day) if name in (_zh(each, day), *each.aliases)]

    def full_name(self, code: str, day: date) -> str:
        """Give the county's, the township's and the village's name one after another, as far as the code goes."""
        level = level_of(self.division(code).kind)
        chain: tuple[Level, ...] = ("county", "town", "village")
        parts = [self.above(code, each).code for each in chain[: chain.index(level) + 1]]
        return "".join(self.name(part, day).zh for part in parts)


def _zh(division: DivisionRegistered, day: date) -> str:
    name = division.name_on(day)
    return name.zh if name else ""


def _refusal(code: str, told: str) -> Rejected:
    return Rejected(code, told, BASIS, status=422, errors={"division": told})


@cache
def packaged() -> Gazetteer:
    """Give the packaged divisions: the city's counties and township divisions as of the snapshot of C-5."""
    text = resources.files("shared.gazetteer").joinpath("anshun.json").read_text(encoding="utf-8")
    told = json.loads(text)
    known = {each["code"]: _division(each, told["source"]) for each in told["divisions"]}
    return Gazetteer(MappingProxyType(known))


def _division(told: Mapping[str, Any], source: str) -> DivisionRegistered:
    until = told["effective_to"]
    name = DatedName(
        Text(told["name"], told.get("en", "")),
        date.fromisoformat(told["effective_from"]),
        date.fromisoformat(until) if until else None,
    )
    return DivisionRegistered(
        code=told["code"],
        kind=told["kind"],
        parent=told["parent"],
        names=(name,),
        aliases=tuple(told.get("aliases", ())),
        source=source,
    )


def gazetteer_of(registered: Iterable[DivisionRegistered]) -> Gazetteer:
    """Give the packaged divisions with what the register states in their place and beside them."""
    return Gazetteer({**packaged().divisions, **{each.code: each for each in registered}})
