"""The form of a subject as it is shown: what is entered, what is wrong, what somebody else made of it meanwhile."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from services.intake.administration import entering, listing
from services.intake.administration.bodies import Reading, Texts
from services.intake.administration.checking import Wrong, made, nearest
from services.intake.administration.describing import Description
from services.intake.administration.differences import changes
from services.intake.administration.history import versions
from services.intake.administration.shapes import shape
from services.intake.service import Intake
from shared.contracts import Event, Rejected
from shared.contracts.statements import KEYS, key_of_statement
from shared.web.kit import current
from shared.web.locale import language


def words(pair: tuple[str, str]) -> str:
    """Give a word in the reader's language; English ones begin with a capital."""
    return f"{pair[1][:1].upper()}{pair[1][1:]}" if language() == "en" else pair[0]


def held(intake: Intake, description: Description, key: str) -> tuple[Event, int]:
    """Give the statement that holds, with its version; 404 where there is none."""
    try:
        return intake.replica.versioned(description.kind, key)
    except Rejected as unknown:
        raise Rejected(unknown.code, unknown.message, status=404) from None


def form_page(
    description: Description, key: str, texts: Texts, version: int, *, wrong: Wrong | None = None, focus: str = ""
) -> ResponseReturnValue:
    """Show a form with what is entered in it."""
    errors = wrong.errors() if wrong else {}
    made_boxes = entering.boxes(description, texts, errors, choices(current(Intake)), _fixed(description, key))
    body = render_template(
        "administration/edit.html",
        description=description,
        key=key,
        boxes=made_boxes,
        version=version,
        wrong=_summary(made_boxes, wrong),
        basis=wrong.basis if wrong else "",
        focus=focus,
        words=words,
    )
    return body, wrong.status if wrong else 200


def _summary(shown: list[entering.Box], wrong: Wrong | None) -> list[tuple[str, str]]:
    """Give what is wrong as anchors and messages; the anchor is empty where no field is to blame."""
    known = {each.path: each.label for box in shown for each in entering.all_of(box)}
    found = []
    for each in wrong.told if wrong else ():
        where = nearest(each.path, known)
        names = [words(known[path]) for path in _ways(where) if path in known]
        found.append((where, f"{' · '.join(dict.fromkeys(names))}：{each.message}" if where else each.message))
    return list(dict.fromkeys(found))


def _ways(path: str) -> list[str]:
    """Give the paths above a path and itself, the outermost first."""
    parts = path.split(".")
    return [".".join(parts[: n + 1]) for n in range(len(parts))]


def _fixed(description: Description, key: str) -> frozenset[str]:
    return frozenset(KEYS[description.kind]) if key else frozenset()


def choices(intake: Intake) -> entering.Choices:
    """Give what may be referred to, each kind read once a page."""
    known: dict[type[Event], entering.Options] = {}

    def give(kind: type[Event]) -> entering.Options:
        if kind not in known:
            known[kind] = [(key, listing.named(key, each)) for key, each in intake.replica.all(kind).items()]
        return list(known[kind])

    return give


def conflict_page(description: Description, key: str, texts: Texts) -> ResponseReturnValue:
    """Somebody changed it meanwhile: show what they made of it beside what was typed here, which is kept."""
    intake = current(Intake)
    reading = Reading(texts)
    mine = made(intake.vault, description, reading.whole(shape(description)), None, reading.errors)
    key = key_of_statement(mine)
    theirs, version = held(intake, description, key)
    told_versions = versions(intake, description, key, language() == "en")
    body = render_template(
        "administration/conflict.html",
        description=description,
        key=key,
        version=version,
        changes=changes(description, theirs, mine, language() == "en"),
        last=told_versions[0] if told_versions else None,
        texts=texts,
        words=words,
    )
    return body, 409
