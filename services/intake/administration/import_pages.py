"""Pages of import and export: bring a file, see what it would do, say yes; take the register away as files."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from services.intake.administration import exporting, planning, sheets
from services.intake.administration.edit_form import words
from services.intake.administration.pages import KEEPS, described, found
from services.intake.administration.planning import Plan
from services.intake.administration.reading import understood
from services.intake.administration.sheets import BadFile
from services.intake.administration.staging import Staged, Staging
from services.intake.administration.subjects import BY_CATEGORY, SUBJECTS
from services.intake.registry.jurisdiction import within
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.identity.access import require_identity, requires
from shared.journal.errors import Conflict
from shared.web.kit import current
from shared.web.meta import request_meta, request_now

import_pages = Blueprint("import_pages", __name__, template_folder="templates", url_prefix="/admin")

MOST_REQUEST = sheets.MOST_BYTES + 64 * 1024
"""Bytes of a request that brings a file."""

MEDIA = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@import_pages.url_value_preprocessor
def allow_files(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let a file come in, here and nowhere else; the limit must stand before anybody looks at the form."""
    if endpoint == "import_pages.upload":
        request.max_content_length = MOST_REQUEST


@import_pages.get("/import")
@requires(KEEPS)
def bring() -> ResponseReturnValue:
    """Ask for a file."""
    return _bring()


def _bring(told: str = "", status: int = 200) -> ResponseReturnValue:
    asked = request.values.get("subject", "")
    page = render_template(
        "administration/bring.html", subjects=SUBJECTS, asked=asked, told=told, limits=sheets, words=words
    )
    return page, status


@import_pages.post("/import")
@requires(KEEPS)
def upload() -> ResponseReturnValue:
    """Take a file and show what it would do; a file that cannot be read at all is refused at once."""
    brought = request.files.get("file")
    content = brought.read() if brought else b""
    if not content:
        return _bring(gettext("请选择一个文件"), 422)
    try:
        sheets.read(content)
    except BadFile as bad:
        return _bring(str(bad.told), 422)
    subject = request.form.get("subject", "")
    name = (brought.filename if brought else "") or "file"
    account, now = require_identity().id, request_now()
    token = _staging().keep(account, subject if subject in BY_CATEGORY else "", name, content, now)
    return redirect(url_for(".preview", token=token), 303)


def _staging() -> Staging:
    return Staging(current(Intake).database)


def _staged(token: str) -> Staged:
    return _staging().find(require_identity().id, token, request_now())


def _planned(staged: Staged) -> Plan:
    tables = understood(sheets.read(staged.content), BY_CATEGORY.get(staged.subject))
    return planning.plan(current(Intake), require_identity(), request_meta(), tables)


@import_pages.get("/imports/<token>")
@requires(KEEPS)
def preview(token: str) -> ResponseReturnValue:
    """Show every bad row, and what the good rows would change."""
    staged = _staged(token)
    return _preview(staged, _planned(staged))


def _preview(staged: Staged, plan: Plan, told: str = "", status: int = 200) -> ResponseReturnValue:
    page = render_template("administration/preview.html", staged=staged, plan=plan, told=told, words=words)
    return page, status


@import_pages.post("/imports/<token>")
@requires(KEEPS)
def confirm(token: str) -> ResponseReturnValue:
    """Do all of it or nothing; where the register is no longer what the reader saw, show the preview again."""
    staged = _staged(token)
    if staged.done is not None:
        return redirect(url_for(".preview", token=token), 303)
    plan = _planned(staged)
    if not plan.good:
        return _preview(staged, plan, gettext("文件里有错误的行，一条也没有导入"), 422)
    if plan.digest != request.form.get("seen"):
        return _preview(staged, plan, gettext("登记簿在预览之后有变化，请再看一遍"), 409)
    try:
        made = planning.carry_out(current(Intake), request_meta(), token, plan)
    except (Conflict, Rejected):
        return _preview(staged, _planned(staged), gettext("登记簿在预览之后有变化，请再看一遍"), 409)
    _staging().mark_done(token, made)
    flash(gettext("已导入：%(n)d 条登记，全部生效", n=made), "good")
    return redirect(url_for(".preview", token=token), 303)


@import_pages.get("/<category>/export.<form>")
@requires(KEEPS)
def export(category: str, form: str) -> ResponseReturnValue:
    """Give the subjects of a kind within one's jurisdiction as a file."""
    description = described(category)
    if form not in MEDIA:
        raise Rejected("unknown_format", "csv or xlsx", status=404)
    intake, identity = current(Intake), require_identity()
    held = intake.replica.all(description.kind).values()
    mine = [each for each in held if within(identity, each, found(intake))]
    try:
        content = exporting.as_csv(description, mine) if form == "csv" else exporting.as_xlsx(description, mine)
    except BadFile as bad:
        raise Rejected(bad.code, str(bad.told), status=422) from None
    name = f"yizhan-{category}-{request_now():%Y%m%d}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, content_type=MEDIA[form], headers=headers)
