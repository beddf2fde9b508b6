"""The register as files: CSV and XLSX of one kind of subject, and the sheet that says what the columns mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from services.intake.administration import sheets, tables
from services.intake.administration.bodies import texts_of
from services.intake.administration.describing import Description
from services.intake.administration.shapes import shape
from services.intake.administration.sheets import Written
from shared.contracts import Event, encode

NOTES_HEADING = ("列", "column", "填写说明", "how to fill it in", "依据")


def as_csv(description: Description, statements: Iterable[Event]) -> bytes:
    """Write subjects as CSV, with Chinese headings."""
    return sheets.write_csv([list(tables.titles(description).values()), *rows(description, statements)])


def as_xlsx(description: Description, statements: Iterable[Event]) -> bytes:
    """Write subjects as XLSX: one sheet of data, one that says what the columns mean."""
    return book([(description, statements)])


def book(parts: Sequence[tuple[Description, Iterable[Event]]]) -> bytes:
    """Write several kinds of subjects as one XLSX, a sheet each."""
    written = [_written(description, statements) for description, statements in parts]
    notes = [NOTES_HEADING, *(note for description, _ in parts for note in notes_of(description))]
    return sheets.write_xlsx(written, notes)


def rows(description: Description, statements: Iterable[Event]) -> list[list[str]]:
    """Give the cells of subjects, in the order of the columns."""
    wanted = [each.path for each in tables.columns(description)]
    found = []
    for statement in statements:
        for row in tables.rows_of(description, texts_of(shape(description), encode(statement))):
            found.append([row.get(path, "") for path in wanted])
    return found


def _written(description: Description, statements: Iterable[Event]) -> Written:
    columns = tables.columns(description)
    kinds = ["text" if each.packed or each.field.many else each.field.kind for each in columns]
    return Written(description.name[0], list(tables.titles(description).values()), rows(description, statements), kinds)


def notes_of(description: Description) -> list[tuple[str, str, str, str, str]]:
    """Say of each column what belongs into it: its help, the words of a choice, what several values look like."""
    chinese, english = tables.titles(description), tables.titles(description, english=True)
    found = []
    for each in tables.columns(description):
        label = each.field.label
        zh, en = (label.help[0], label.help[1])
        if label.options:
            words = list(label.options.values())
            zh = "；".join(filter(None, (zh, "可填：" + "、".join(word[0] for word in words))))
            en = "; ".join(filter(None, (en, "one of: " + ", ".join(word[1] for word in words))))
        if each.field.many and not label.help[0]:
            zh, en = "；".join(filter(None, (zh, "一行一个"))), "; ".join(filter(None, (en, "one a line")))
        found.append((chinese[each.path], english[each.path], zh, en, label.basis))
    return found
