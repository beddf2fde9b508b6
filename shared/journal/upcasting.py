"""Old event versions read as new ones. Stored bytes never change; this table does.

An upcaster takes the data of one version and gives the data of the next. Every version ever written keeps a
fixture under tests/contracts/fixtures for good.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from shared.contracts.events import CATALOGUE
from shared.journal.errors import UnknownEvent

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]

UPCASTERS: dict[tuple[str, int], Upcaster] = {}
"""From (type, version) to the function that gives the next version's data."""


def upcast(
    type_name: str,
    v: int,
    data: dict[str, Any],
    table: Mapping[tuple[str, int], Upcaster] = UPCASTERS,
) -> tuple[str, dict[str, Any]]:
    """Bring an event's data to its newest version.

    Raises:
        UnknownEvent: nobody declared the type, or the version is newer than this program knows, or a step between
            is missing. The caller parks the case; guessing is not an option.
    """
    known = CATALOGUE.get(type_name)
    if known is None or v > known.v:
        raise UnknownEvent(f"{type_name} v{v}")
    while v < known.v:
        step = table.get((type_name, v))
        if step is None:
            raise UnknownEvent(f"{type_name}: no way from v{v} to v{v + 1}")
        data, v = step(data), v + 1
    return type_name, data
