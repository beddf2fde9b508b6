"""The gazetteer: counties, the 92 township divisions of Anshun, villages, dated; and the names halls and points bear.

The packaged divisions are data with a source; what the register states takes the place of the entry with the same
code. Pure: it knows contracts and nothing of services or stores, so rules may use it.
"""

from shared.gazetteer.divisions import (
    COUNTY_KINDS,
    TOWN_KINDS,
    VILLAGE_KINDS,
    Gazetteer,
    gazetteer_of,
    level_of,
    packaged,
)
from shared.gazetteer.naming import NAMING_RULES, NamingRule, check_name, official_name, shown_name

__all__ = [
    "COUNTY_KINDS",
    "NAMING_RULES",
    "TOWN_KINDS",
    "VILLAGE_KINDS",
    "Gazetteer",
    "NamingRule",
    "check_name",
    "gazetteer_of",
    "level_of",
    "official_name",
    "packaged",
    "shown_name",
]
