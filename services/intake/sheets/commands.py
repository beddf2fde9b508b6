"""What may be asked about notice sheets."""

from __future__ import annotations

from dataclasses import dataclass

from shared.contracts.commands import Command
from shared.contracts.registry import ItemPublished, VenueRegistered


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Command):
    """Hand out the sheet of an item at a window.

    `item_version`: the version in force; `desk`: the hall of whoever hands it out.
    """

    item: ItemPublished
    item_version: int
    hall: VenueRegistered
    window: str
    desk: str
