"""From a sheet to the subjects that stand in it: which kind it holds, which columns it has, what cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext

from services.intake.administration import tables
from services.intake.administration.describing import Description
from services.intake.administration.sheets import FORMULA, Sheet
from services.intake.administration.subjects import BY_CATEGORY
from services.intake.administration.tables import Column, Entry
from shared.contracts.statements import KEYS

_POSITION = re.compile(r"\.[0-9]+(?=\.|$)")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a file: in which row and column (0, empty: the sheet as a whole), what, on which basis."""

    sheet: str
    row: int
    column: str
    message: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet that was understood: its kind, its columns, its subjects; `faults`: (row, column, what is wrong)."""

    sheet: str
    description: Description
    columns: tuple[Column, ...] = ()
    entries: tuple[Entry, ...] = ()
    faults: tuple[tuple[int, str, str], ...] = ()
    formulas: frozenset[tuple[int, str]] = field(default_factory=frozenset)

    def has(self, path: str) -> bool:
        """Tell whether the sheet has the column of a path with positions."""
        plain = _POSITION.sub("", path)
        return any(
            plain == each.path or (each.list and plain.startswith(f"{each.list}.")) or plain.startswith(f"{each.path}.")
            for each in self.columns
        )

    def wrong_of(self, entry: Entry) -> Iterator[tuple[str, str]]:
        """Give what is wrong with how a subject stands in the sheet: path, and what."""
        for row, path, _ in entry.wrong:
            yield f"{path}@{row}", gettext("与首行不一致：同一编码的后续行只填列表内容")
        rows = {*entry.rows.values(), entry.row}
        for row, path in sorted(self.formulas):
            if row in rows:
                yield f"{path}@{row}", gettext("单元格是公式，请改为文字或数字")

    def fault(self, entry: Entry, path: str, message: str, basis: str = "", sheet: str = "") -> Fault:
        """Put something wrong where the reader will find it: the row and the heading of the column."""
        path, _, told_row = path.partition("@")
        row, above = int(told_row or 0), path
        while not row and above:
            row, above = entry.rows.get(above, 0), above.rpartition(".")[0]
        return Fault(sheet or self.sheet, row or entry.row, self._title(path), message, basis)

    def _title(self, path: str) -> str:
        plain, titles = _POSITION.sub("", path), tables.titles(self.description)
        while plain:
            if plain in titles:
                return titles[plain]
            inner = [title for each, title in titles.items() if each.startswith(f"{plain}.")]
            if inner:
                return inner[0]
            plain = plain.rpartition(".")[0]
        return ""


def understood(found: Sequence[Sheet], asked: Description | None) -> list[Table]:
    """Tell which kinds of subjects the sheets of a file hold; `asked` is the kind the reader came from."""
    told = []
    for sheet in found:
        description = _kind_of(sheet, asked, alone=len(found) == 1)
        if description is not None:
            told.append(_table(sheet, description))
        elif asked is not None or sheet.rows:
            guess = asked or next(iter(BY_CATEGORY.values()))
            told.append(Table(sheet.name, guess, faults=((0, "", gettext("不知道这张工作表是哪一类登记")),)))
    return told


def _kind_of(sheet: Sheet, asked: Description | None, *, alone: bool) -> Description | None:
    for each in BY_CATEGORY.values():
        if sheet.name in (each.category, *(name[:31] for name in each.name)):
            return each
    if alone and asked is not None:
        return asked
    return _by_heading(sheet) if alone else None


def _by_heading(sheet: Sheet) -> Description | None:
    """Where nothing else tells, the one kind whose columns are all of the sheet's."""
    heading = set(sheet.rows[0][1]) if sheet.rows else set()
    fitting = [each for each in BY_CATEGORY.values() if heading and heading <= set(_by_title(each))]
    return fitting[0] if len(fitting) == 1 else None


def _by_title(description: Description) -> dict[str, str]:
    """Give the path of a column by any of its headings: Chinese, English, or the path itself."""
    found = {path: path for path in (each.path for each in tables.columns(description))}
    for english in (True, False):
        found |= {title: path for path, title in tables.titles(description, english).items()}
    return found


def _table(sheet: Sheet, description: Description) -> Table:
    if not sheet.rows:
        return Table(sheet.name, description, faults=((0, "", gettext("表里没有内容")),))
    at, heading = sheet.rows[0]
    known, paths = _by_title(description), [title.strip() for title in heading]
    places = {place: known[title] for place, title in enumerate(paths) if title in known}
    faults = list(_heading_faults(description, at, paths, places))
    present = tuple(each for each in tables.columns(description) if each.path in places.values())
    rows = [
        (number, {places[n]: cell for n, cell in enumerate(cells) if n in places}) for number, cells in sheet.rows[1:]
    ]
    faults += [
        (number, "", gettext("第 %(n)d 列没有表头却有内容", n=place + 1))
        for number, cells in sheet.rows[1:]
        for place, cell in enumerate(cells)
        if cell and place not in places and (place >= len(paths) or not paths[place])
    ]
    formulas = frozenset((number, path) for number, row in rows for path, cell in row.items() if cell == FORMULA)
    plain = [(number, {path: "" if cell == FORMULA else cell for path, cell in row.items()}) for number, row in rows]
    if not plain and not faults:
        faults.append((0, "", gettext("表里只有表头，没有内容")))
    return Table(
        sheet.name, description, present, tuple(tables.entries(description, present, plain)), tuple(faults), formulas
    )


def _heading_faults(
    description: Description, at: int, heading: Sequence[str], places: dict[int, str]
) -> Iterator[tuple[int, str, str]]:
    titles = tables.titles(description)
    for place, title in enumerate(heading):
        if title and place not in places:
            yield at, title, gettext("没有这一列")
    for path in sorted({path for path in places.values() if list(places.values()).count(path) > 1}):
        yield at, titles[path], gettext("这一列出现了两次")
    for key in KEYS[description.kind]:
        if key not in places.values():
            yield at, titles[key], gettext("缺少这一列：没有它就认不出是哪一条")
    lists = {each.list for each in tables.columns(description) if each.path in places.values() and each.list}
    for each in tables.columns(description):
        if each.list in lists and each.path not in places.values():
            yield at, titles[each.path], gettext("缺少这一列：同一列表的各列要么都有，要么都没有")
