"""What a hall and a point are called: composed from official names by a dated rule, and compared exactly (A-3).

Names are put together and compared, never matched by a pattern: autonomous counties (紫云苗族布依族自治县) and ethnic
townships (鸡场布依族苗族乡) defeat patterns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from shared.contracts.registry import VenueRegistered
from shared.contracts.rejected import Rejected
from shared.gazetteer.divisions import Gazetteer, Level, level_of


@dataclass(frozen=True, slots=True)
class NamingRule:
    """One version of the naming rule: how the name of each kind of venue ends, and what it rests on."""

    code: str
    suffixes: Mapping[str, str]
    basis: str


NAMING_RULES: Mapping[str, NamingRule] = {
    "anshun-2016": NamingRule(
        "anshun-2016", {"hall": "政务服务中心", "point": "便民服务点"}, "S2.2c; S2.2d; A-3（anshun-2016）"
    ),
    "guofa-2022-5": NamingRule(
        "guofa-2022-5", {"hall": "便民服务中心", "point": "便民服务站"}, "国发〔2022〕5号; A-0 3（guofa-2022-5）"
    ),
}
"""The naming rules by version; a venue says under which one it is named."""

_PARTS: Mapping[str, tuple[Level, Level]] = {"hall": ("county", "town"), "point": ("town", "village")}
"""The levels whose names make up the name of each kind of venue; the last is the venue's own division."""


def official_name(gazetteer: Gazetteer, kind: str, division: str, rule: str, day: date) -> str:
    """Compose the one official name of a hall or point of a division on a day.

    Raises:
        Rejected: `unknown_division`, `division_not_in_force`, `wrong_division_level`.
    """
    outer, own = _PARTS[kind]
    if level_of(gazetteer.division(division).kind) != own:
        told = f"a {kind} belongs to a division on the level of a {own}; {division} is none"
        raise Rejected("wrong_division_level", told, "A-3", status=422, errors={"division": told})
    parts = (gazetteer.above(division, outer).code, division)
    return "".join(gazetteer.name(part, day).zh for part in parts) + NAMING_RULES[rule].suffixes[kind]


def check_name(gazetteer: Gazetteer, venue: VenueRegistered, day: date) -> None:
    """Refuse a venue whose name is not the official one; the refusal tells the name that is expected.

    Raises:
        Rejected: `name_not_by_rule`, or as `official_name`.
    """
    expected = official_name(gazetteer, venue.kind, venue.division, venue.naming_rule, day)
    if venue.name.zh != expected:
        told = f"by {venue.naming_rule} the name is {expected}"
        basis = NAMING_RULES[venue.naming_rule].basis
        raise Rejected("name_not_by_rule", told, basis, status=422, errors={"name": f"应为：{expected}"})


def shown_name(gazetteer: Gazetteer, venue: VenueRegistered, day: date) -> str:
    """Give a venue's name with its county before it, for two towns of the city may have the same name (A-3).

    A hall's name has the county in it; a point's has not. A division unknown on that day leaves the name as it is.
    """
    if venue.kind == "hall":
        return venue.name.zh
    try:
        county = gazetteer.above(venue.division, "county")
    except Rejected:
        return venue.name.zh
    name = county.name_on(day)
    return f"{name.zh}{venue.name.zh}" if name else venue.name.zh
