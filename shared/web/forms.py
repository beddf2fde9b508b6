"""Forms of pages: the fields as a schema wants them, and refusals as the page shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import request
from marshmallow import ValidationError

from shared.contracts import Rejected
from shared.web.errors import Problem
from shared.web.locale import language
from shared.web.meta import NOT_THE_REQUEST
from shared.web.problems import flat_errors, problem_of, title_of

_CHINESE = re.compile("[\u4e00-\u9fff]")
_ENGLISH = re.compile("[a-z]{2,} [a-z]{2,}")


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a page shows of a refusal: a title in the reader's language, the sentence, its basis, and per field."""

    title: str
    detail: str
    basis: str
    errors: Mapping[str, list[str]]
    status: int


def form_fields(*several: str) -> dict[str, Any]:
    """Give the form's fields without the kit's own and without empty ones; those named in `several` as lists."""
    fields: dict[str, Any] = {
        name: value for name, value in request.form.items() if value != "" and name not in NOT_THE_REQUEST
    }
    return fields | {name: request.form.getlist(name) for name in several if name in request.form}


def refused(error: ValidationError | Rejected | Problem) -> Refusal:
    """Give a refusal for `ui.refusal`; use it in the `except` of a form's view.

    Rules speak English, to programs; who reads the page in Chinese reads the title of the code in its place, unless the
    rule brought words of its own for people (a number that says which place is wrong).
    """
    if isinstance(error, ValidationError):
        return Refusal(title_of("invalid", 422), "", "", flat_errors(error.messages), 422)
    problem = problem_of(error)
    title = title_of(problem.code, problem.status)
    if language() != "en":
        told = {name: _in_chinese(messages) or [title] for name, messages in problem.errors.items()}
        return Refusal(title, "", problem.basis, told, problem.status)
    errors = {name: list(messages) for name, messages in problem.errors.items()}
    return Refusal(title, problem.detail, problem.basis, errors, problem.status)


def _in_chinese(messages: Iterable[str]) -> list[str]:
    """Give the messages that are words for people: Chinese, and no English sentence around a Chinese name."""
    return [message for message in messages if _CHINESE.search(message) and not _ENGLISH.search(message)]
