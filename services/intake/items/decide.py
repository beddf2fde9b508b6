"""Which items and files may stand on the register. Pure: what a statement refers to arrives with the command."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from services.intake.items.codes import wrong_category, wrong_codes, wrong_values
from services.intake.items.elements import lacking
from services.intake.items.files_named import files_named
from services.intake.items.findings import Finding, refuse
from services.intake.items.limits import longer_promise, wrong_limits, wrong_special, wrong_supplement
from shared.contracts import Event
from shared.contracts.files import FileStored
from shared.contracts.registry import DepartmentRegistered, ItemPublished
from shared.contracts.statements import Known, Rule, State, wrong
from shared.timekeeping import local_day

ON_REGISTER = "S2.3a; S2.3c"
"""What rests on a subject of the register names one that is there."""

_SHA256 = re.compile("[0-9a-f]{64}")


def findings(before: Event | None, command: State) -> tuple[Finding, ...]:
    """Find everything that stands in the way of publishing an item: what is wrong, and what C-4 wants told."""
    item = command.statement
    assert isinstance(item, ItemPublished)
    return tuple(_all_of(item, before, command))


def _all_of(item: ItemPublished, before: Event | None, command: State) -> Iterator[Finding]:
    yield from _references(item, command.known)
    yield from _basis(item)
    yield from _once("materials", (material.code for material in item.materials))
    yield from _once("review_points", (point.code for point in item.review_points))
    yield from _once("plan.steps", (step.code for step in item.plan.steps))
    yield from _steps(item)
    yield from wrong_limits(item)
    yield from wrong_special(item)
    yield from wrong_supplement(item)
    yield from wrong_codes(item)
    yield from wrong_category(item)
    yield from wrong_values(item)
    if isinstance(before, ItemPublished):
        told = [each for each in (*command.earlier, before) if isinstance(each, ItemPublished)]
        yield from longer_promise(told, item, local_day(command.meta.now))
    yield from lacking(item)


def _references(item: ItemPublished, known: Known) -> Iterator[Finding]:
    registered = known.keys(DepartmentRegistered)
    for field, code in _departments_named(item):
        if code not in registered:
            yield Finding(field, "unknown_department", f"not on the register: {code}", ON_REGISTER)
    stored = known.keys(FileStored)
    for field, file in files_named(item):
        if file.sha256 not in stored:
            yield Finding(field, "unknown_file", f"{file.name} was never stored", "S1.5a")


def _departments_named(item: ItemPublished) -> Iterator[tuple[str, str]]:
    """Give every field that names a department by its code; who decides or is heard must be there to be sent a file."""
    yield "department", item.department
    yield from ((f"plan.consulted.{n}", code) for n, code in enumerate(item.plan.consulted))
    if item.plan.superior:
        yield "plan.superior", item.plan.superior


def _steps(item: ItemPublished) -> Iterator[Finding]:
    """A step examines points that the guide publishes, and nothing else (S1.3b)."""
    published = {point.code for point in item.review_points}
    for n, step in enumerate(item.plan.steps):
        unpublished = sorted(set(step.points) - published)
        if unpublished:
            told = f"not among the review points: {', '.join(unpublished)}"
            yield Finding(f"plan.steps.{n}.points", "unknown_point", told, "S1.3b; C-4")


def _basis(item: ItemPublished) -> Iterator[Finding]:
    if not item.basis:
        yield Finding("basis", "basis_missing", "an item names the articles it rests on", "P0; C-4")


def _once(field: str, codes: Iterable[str]) -> Iterator[Finding]:
    twice = sorted(code for code, count in Counter(codes).items() if count > 1)
    if twice:
        yield Finding(field, "named_twice", f"listed twice: {', '.join(twice)}", "C-4")


def _item(before: Event | None, command: State) -> Event:
    """A guide is published whole, or not at all (C-4; S1.5a; S2.7c; G10). What holds already may be said again."""
    if command.statement != before:
        refuse(findings(before, command))
    return command.statement


def _file(before: Event | None, command: State) -> Event:
    """A file is what its hash says; its name and type are told once, by whoever stored it first."""
    file = command.statement
    assert isinstance(file, FileStored)
    if not _SHA256.fullmatch(file.sha256):
        raise wrong("bad_checksum", "sha256", "64 hexadecimal digits", "S1.5a")
    return before or file


RULES: Mapping[type[Event], Rule] = {
    ItemPublished: Rule(_item, (DepartmentRegistered, FileStored)),
    FileStored: Rule(_file),
}
"""The rule of every kind of statement that this matter owns."""
