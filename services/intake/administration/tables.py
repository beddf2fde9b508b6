"""Subjects as rows of a sheet, and rows as subjects.

A subject takes one row, and a row more for every further entry of its longest list; the rows that follow the first
carry the subject's key again and the entries of its lists, and nothing else. Several values of one field stand in one
cell, a line each. A list within a list stands in one cell as well: an entry a line, its parts divided by `|`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from services.intake.administration.bodies import Texts
from services.intake.administration.describing import Description
from services.intake.administration.shapes import Field, headings, leaves, shape
from shared.contracts.statements import KEYS

Row = dict[str, str]
"""The cells of one row by path without positions."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its path, its field, and the list whose entries it holds (empty: none).

    `packed`: the field is itself a list of wholes, folded into one cell.
    """

    path: str
    field: Field
    list: str = ""
    packed: bool = False


def columns(description: Description) -> list[Column]:
    """Give the columns of a kind of subject: the fields people enter, in the order of the event; nothing sealed."""
    return list(_columns(shape(description), ""))


def _columns(fields: tuple[Field, ...], within: str) -> Iterator[Column]:
    for each in fields:
        if not each.entered or each.label.sealed:
            continue
        if each.kind == "rows" and within:
            yield Column(each.path, each, within, packed=True)
        elif each.kind == "rows":
            yield from _columns(each.parts, each.path)
        elif each.parts:
            yield from _columns(each.parts, within)
        else:
            yield Column(each.path, each, within)


def titles(description: Description, english: bool = False) -> dict[str, str]:
    """Give the heading of each column by path."""
    found = _TITLES.get((description.category, english))
    if found is None:
        found = _TITLES[description.category, english] = _titles(description, english)
    return found


_TITLES: dict[tuple[str, bool], dict[str, str]] = {}


def _titles(description: Description, english: bool) -> dict[str, str]:
    named = headings(shape(description), english)
    return {
        each.path: named.get(each.path) or packed_title(description, each, english) for each in columns(description)
    }


def packed_title(description: Description, column: Column, english: bool = False) -> str:
    """Give the heading of a column whose cells hold a list: `窗口·授权（事项|授权自|…）`."""
    between = ": " if english else "·"
    whole, own = headings(shape(description), english), headings((column.field,), english)
    parts = [part.path for part in leaves(column.field.parts)]
    shorts = "|".join(own[path].partition(between)[2] for path in parts)
    name = whole[parts[0]].removesuffix(own[parts[0]]) + own[parts[0]].partition(between)[0]
    return f"{name} ({shorts})" if english else f"{name}（{shorts}）"


def rows_of(description: Description, texts: Texts) -> list[Row]:
    """Write one subject's texts (by path with positions) as its rows."""
    wanted = columns(description)
    lists = {each.list for each in wanted if each.list}
    length = max([1, *(_length(texts, name) for name in lists)])
    keys = KEYS[description.kind]
    rows: list[Row] = [{} for _ in range(length)]
    for each in wanted:
        for number in range(length):
            if each.list:
                rows[number][each.path] = _cell(each, texts, number)
            elif number == 0 or each.path in keys:
                rows[number][each.path] = texts.get(each.path, "")
    return rows


def _length(texts: Texts, name: str) -> int:
    return len(_positions(texts, name))


def _positions(texts: Mapping[str, str], at: str) -> list[str]:
    start = f"{at}."
    found = {path[len(start) :].partition(".")[0] for path in texts if path.startswith(start)}
    return [f"{start}{each}" for each in sorted((e for e in found if e.isdigit()), key=int)]


def _cell(column: Column, texts: Texts, number: int) -> str:
    rest = column.path[len(column.list) + 1 :]
    at = f"{column.list}.{number}.{rest}"
    return pack(column.field, texts, at) if column.packed else texts.get(at, "")


def pack(field: Field, texts: Mapping[str, str], at: str) -> str:
    """Fold a list of wholes into one cell."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter="|", lineterminator="\n")
    for place in _positions(texts, at):
        writer.writerow([_part(part, texts, place, field.path) for part in _folded(field)])
    return written.getvalue().removesuffix("\n")


def unpack(field: Field, cell: str, at: str) -> Texts:
    """Unfold a cell into texts by path."""
    found: Texts = {}
    for number, values in enumerate(csv.reader(io.StringIO(cell), delimiter="|")):
        for part, value in zip(_folded(field), values, strict=False):
            here = f"{at}.{number}{part.path[len(field.path) :]}"
            found.update({here: "", **unpack(part, value, here)} if part.kind == "rows" else {here: value.strip("\r")})
    return found


def _folded(field: Field) -> list[Field]:
    """Give what an entry of a folded list holds: its values, and lists within it as a whole."""
    found: list[Field] = []
    for part in field.parts:
        if part.kind == "group":
            found += _folded(part)
        elif part.entered and not part.label.sealed:
            found.append(part)
    return found


def _part(part: Field, texts: Mapping[str, str], place: str, above: str) -> str:
    here = f"{place}{part.path[len(above) :]}"
    return pack(part, texts, here) if part.kind == "rows" else texts.get(here, "")


@dataclass(frozen=True, slots=True)
class Entry:
    """One subject as a file has it: its texts by path with positions, and the number of the row each came from.

    `wrong`: what is wrong with how it stands in the file, as (row, path, code).
    """

    row: int
    texts: Texts
    rows: Mapping[str, int]
    wrong: tuple[tuple[int, str, str], ...] = ()


def entries(description: Description, present: Sequence[Column], rows: Iterable[tuple[int, Row]]) -> list[Entry]:
    """Put together the subjects that stand in rows, numbered as the sheet numbers them."""
    grouped: list[list[tuple[int, Row]]] = []
    for number, row in rows:
        if grouped and _goes_on(description, present, grouped[-1][0][1], row):
            grouped[-1].append((number, row))
        else:
            grouped.append([(number, row)])
    return [_entry(present, group) for group in grouped]


def _goes_on(description: Description, present: Sequence[Column], first: Row, row: Row) -> bool:
    """Tell whether a row continues the subject above: the same key or none, and something in its lists."""
    keys = KEYS[description.kind]
    same = all(row.get(key, "") in ("", first.get(key, "")) for key in keys)
    return same and any(row.get(each.path) for each in present if each.list)


def _entry(present: Sequence[Column], group: Sequence[tuple[int, Row]]) -> Entry:
    number, first = group[0]
    texts: Texts = {each.path: first.get(each.path, "") for each in present if not each.list}
    rows = dict.fromkeys(texts, number)
    wrong: list[tuple[int, str, str]] = []
    for place, (at, row) in enumerate(group):
        for each in present:
            cell = row.get(each.path, "")
            if not each.list:
                if place and cell and cell != first.get(each.path, ""):
                    wrong.append((at, each.path, "differs_from_first_row"))
                continue
            here = f"{each.list}.{place}.{each.path[len(each.list) + 1 :]}"
            found = {here: "", **unpack(each.field, cell, here)} if each.packed else {here: cell}
            texts.update(found)
            rows.update(dict.fromkeys([here, *found], at))
    return Entry(number, texts, rows, tuple(wrong))
