"""Which items and files may stand on the register. Pure: what a statement refers to arrives with the command."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from shared.contracts import Event
from shared.contracts.files import FileStored
from shared.contracts.registry import DepartmentRegistered, ItemPublished
from shared.contracts.statements import Rule, State, be_registered, wrong
from shared.timekeeping import not_longer

ON_REGISTER = "S2.3a; S2.3c"
"""What rests on a subject of the register names one that is there."""

_SHA256 = re.compile("[0-9a-f]{64}")


def _item(before: Event | None, command: State) -> ItemPublished:  # noqa: ARG001
    item = command.statement
    assert isinstance(item, ItemPublished)
    be_registered("department", [item.department], command.known.keys(DepartmentRegistered), ON_REGISTER)
    _once("materials", (material.code for material in item.materials))
    _once("review_points", (point.code for point in item.review_points))
    if not item.basis:
        raise wrong("basis_missing", "basis", "an item names the articles it rests on", "P0; C-4")
    if item.kind == "instant" and item.promised.unit != "same_day":
        raise wrong("instant_is_same_day", "promised", "an instant item is done on the day of receipt", "S2.7a")
    if item.statutory and not_longer(item.promised, item.statutory) is False:
        told = f"{item.promised.value} promised, {item.statutory.value} {item.statutory.unit} allowed by law"
        raise wrong("promised_over_statutory", "promised", told, "S2.7c")
    return item


def _file(before: Event | None, command: State) -> Event:
    """A file is what its hash says; its name and type are told once, by whoever stored it first."""
    file = command.statement
    assert isinstance(file, FileStored)
    if not _SHA256.fullmatch(file.sha256):
        raise wrong("bad_checksum", "sha256", "64 hexadecimal digits", "S1.5a")
    return before or file


def _once(field: str, codes: Iterable[str]) -> None:
    twice = sorted(code for code, count in Counter(codes).items() if count > 1)
    if twice:
        raise wrong("named_twice", field, f"listed twice: {', '.join(twice)}", "C-4")


RULES: Mapping[type[Event], Rule] = {
    ItemPublished: Rule(_item, (DepartmentRegistered,)),
    FileStored: Rule(_file),
}
"""The rule of every kind of statement that this matter owns."""
