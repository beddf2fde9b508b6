"""Pages for administrators: what the register holds, each subject with its versions, and the form to state it anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from services.intake.administration import entering, listing, submitted
from services.intake.administration.bodies import Reading, Texts, texts_of
from services.intake.administration.checking import Wrong, made, wrong_of
from services.intake.administration.describing import Description
from services.intake.administration.differences import told
from services.intake.administration.edit_form import conflict_page, form_page, held, words
from services.intake.administration.gaps import gaps
from services.intake.administration.history import versions
from services.intake.administration.shapes import shape
from services.intake.administration.subjects import BY_CATEGORY, GROUPS, SUBJECTS
from services.intake.registry.jurisdiction import be_within, within
from services.intake.service import Intake
from shared.contracts import Event, Rejected, encode
from shared.contracts.statements import KEYS, key_of_statement
from shared.identity.access import require_identity, requires
from shared.journal.errors import Conflict
from shared.web.kit import current
from shared.web.locale import language
from shared.web.meta import request_meta, request_now
from shared.web.paging import request_paging

pages = Blueprint("administration_pages", __name__, template_folder="templates", url_prefix="/admin")

KEEPS = "registry.write"


def described(category: str) -> Description:
    """Give the kind of subject of an address; 404 where there is none."""
    found = BY_CATEGORY.get(category)
    if found is None:
        abort(404)
    return found


@pages.get("")
@requires(KEEPS)
def home() -> ResponseReturnValue:
    """Show what is kept here, and what is lacking or runs out soon."""
    intake = current(Intake)
    return render_template(
        "administration/home.html",
        groups=[(words(name), [each for each in SUBJECTS if each.group == group]) for group, name in GROUPS.items()],
        counts={each.category: len(intake.replica.all(each.kind)) for each in SUBJECTS},
        gaps=gaps(intake, require_identity(), request_now().date()),
        words=words,
    )


@pages.get("/<category>")
@requires(KEEPS)
def subjects(category: str) -> ResponseReturnValue:
    """List the subjects of a kind that lie within one's jurisdiction."""
    description, intake, identity = described(category), current(Intake), require_identity()
    asked = listing.asked(description, request.args)
    held = intake.replica.all(description.kind)
    mine = {key: each for key, each in held.items() if within(identity, each, found(intake))}
    paging = request_paging()
    after = str(paging.after[0]) if paging.after else ""
    rows = [row for row in listing.rows(intake, description, mine, asked) if row.key > after]
    page = paging.page(rows[: paging.fetch], lambda row: [row.key])
    return render_template(
        "administration/list.html",
        description=description,
        columns=listing.columns(description),
        filters=listing.filters(description),
        asked=asked,
        rows=page["items"],
        next=page["next"],
        count=len(mine),
        words=words,
    )


def found(intake: Intake) -> Any:
    """Give the look-up of subjects by kind and key, each kind read once."""
    known: dict[type[Event], Mapping[str, Event]] = {}

    def find(kind: type[Event], key: str) -> Event | None:
        if kind not in known:
            known[kind] = intake.replica.all(kind)
        return known[kind].get(key)

    return find


@pages.get("/<category>/at/<key>")
@requires(KEEPS)
def subject(category: str, key: str) -> ResponseReturnValue:
    """Show a subject as it holds, and every version of it: who, when, what changed."""
    description, intake = described(category), current(Intake)
    statement, version = held(intake, description, key)
    return render_template(
        "administration/subject.html",
        description=description,
        key=key,
        name=listing.name_of(statement),
        version=version,
        facts=told(description, statement, language() == "en"),
        versions=versions(intake, description, key, language() == "en"),
        mine=within(require_identity(), statement, found(intake)),
        words=words,
    )


@pages.get("/<category>/new")
@requires(KEEPS)
def new(category: str) -> ResponseReturnValue:
    """Show an empty form."""
    description = described(category)
    return form_page(description, "", entering.blank(description.schema(), shape(description)), 0)


@pages.get("/<category>/at/<key>/edit")
@requires(KEEPS)
def edit(category: str, key: str) -> ResponseReturnValue:
    """Show the form of a subject as it holds."""
    description, intake = described(category), current(Intake)
    statement, version = held(intake, description, key)
    be_within(require_identity(), statement, found(intake))
    return form_page(description, key, texts_of(shape(description), encode(statement)), version)


@pages.post("/<category>/new")
@requires(KEEPS)
def create(category: str) -> ResponseReturnValue:
    """Take the form of a new subject."""
    return taken(described(category), "")


@pages.post("/<category>/at/<key>/edit")
@requires(KEEPS)
def change(category: str, key: str) -> ResponseReturnValue:
    """Take the form of a subject that is there."""
    return taken(described(category), key)


def taken(description: Description, key: str) -> ResponseReturnValue:
    """State what a form says, or show it again with what is wrong; a button of a list only rearranges it."""
    texts, version = submitted.texts(), submitted.version()
    moved = submitted.rearranged(description, texts)
    if moved is not None:
        return form_page(description, key, moved[0], version, focus=moved[1])
    if "_again" in request.form:
        return form_page(description, key, texts, version)
    try:
        statement = stated(description, key, texts, version)
    except Wrong as wrong:
        return form_page(description, key, texts, version, wrong=wrong)
    except Conflict:
        return conflict_page(description, key, texts)
    return redirect(url_for(".subject", category=description.category, key=key_of_statement(statement)), 303)


def stated(description: Description, key: str, texts: Texts, version: int) -> Event:
    """State a form.

    Raises:
        Wrong: by its fields, the jurisdiction, or a rule.
        Conflict: the subject is not at the version the form was opened with.
    """
    intake = current(Intake)
    before = held(intake, description, key)[0] if key else None
    if before is not None:
        texts.update({name: str(getattr(before, name)) for name in KEYS[description.kind]})
    reading = Reading(texts)
    body = reading.whole(shape(description))
    statement = made(intake.vault, description, body, before, reading.errors)
    try:
        for each in (before, statement):
            if each is not None:
                be_within(require_identity(), each, found(intake))
        outcome = intake.register.state(request_meta(), statement, expected=version)
    except Rejected as refusal:
        raise wrong_of(description, refusal, encode(statement)) from None
    if outcome.commit is None:
        flash(gettext("与登记簿上的一致，没有变化"), "info")
    else:
        flash(gettext("已登记为第 %(version)d 版", version=outcome.version), "good")
    return statement
