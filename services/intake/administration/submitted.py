"""What a form sent, and what its buttons do to it: a row more, a row less, a row up; nothing typed is lost."""

from __future__ import annotations

import re

from flask import request

from services.intake.administration.bodies import Texts
from services.intake.administration.describing import Description
from services.intake.administration.entering import blank, positions, schema_at
from services.intake.administration.shapes import every, shape
from shared.web.meta import NOT_THE_REQUEST

ADD, REMOVE, UP = "_add", "_remove", "_up"
MOST_ROWS = 400

_POSITION = re.compile(r"\.[0-9]+(?=\.|$)")


def texts() -> Texts:
    """Give the texts of the present form by path; several values of one name are lines of one text."""
    return {
        name: "\n".join(value.replace("\r\n", "\n") for value in request.form.getlist(name))
        for name in request.form
        if name not in NOT_THE_REQUEST and not name.startswith("_")
    }


def version() -> int:
    """Give the version the form was opened with; 0 for a new subject."""
    told = request.form.get("_version", "0")
    return int(told) if told.isdigit() and len(told) < 10 else 0


def rearranged(description: Description, entered: Texts) -> tuple[Texts, str] | None:
    """Give the texts after a button of a list was pressed, and the path to go on at; None where none was."""
    for button, change in ((ADD, _added), (REMOVE, _removed), (UP, _moved_up)):
        path = request.form.get(button, "")
        if path and _is_list(description, path if button == ADD else path.rpartition(".")[0]):
            return change(description, entered, path)
    return None


def _is_list(description: Description, path: str) -> bool:
    plain = _POSITION.sub("", path)
    return any(each.path == plain and each.kind == "rows" for each in every(shape(description)))


def _added(description: Description, entered: Texts, path: str) -> tuple[Texts, str]:
    rows = positions(entered, path)
    if len(rows) >= MOST_ROWS:
        return entered, rows[-1]
    place = f"{path}.{int(rows[-1].rpartition('.')[2]) + 1 if rows else 0}"
    schema, found = schema_at(description, _POSITION.sub("", path))
    return {**entered, **blank(schema, found.parts, place)}, place


def _removed(_: Description, entered: Texts, path: str) -> tuple[Texts, str]:
    above = path.rpartition(".")[0]
    return {name: text for name, text in entered.items() if not name.startswith(f"{path}.")}, above


def _moved_up(_: Description, entered: Texts, path: str) -> tuple[Texts, str]:
    rows = positions(entered, path.rpartition(".")[0])
    at = rows.index(path) if path in rows else 0
    if at == 0:
        return entered, path
    other = rows[at - 1]
    swapped = {}
    for name, text in entered.items():
        for one, two in ((path, other), (other, path)):
            if name.startswith(f"{one}."):
                name = f"{two}{name[len(one) :]}"  # noqa: PLW2901 - the row's new place
                break
        swapped[name] = text
    return swapped, other
