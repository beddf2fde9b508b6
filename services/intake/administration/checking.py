"""Whether what was entered may be stated: the subject's schema, the account's jurisdiction, the register's rules.

All three answer with messages per path, for people: in Chinese the title of the refusal's code and the keys it names,
in English its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import marshmallow as ma
from flask_babel import gettext

from services.intake.administration.bodies import Errors, texts_of
from services.intake.administration.describing import Description
from services.intake.administration.shapes import every, shape
from shared.contracts import Event, Rejected
from shared.web.locale import language
from shared.web.problems import flat_errors, title_of

_CHINESE = re.compile("[\u4e00-\u9fff]")
_POSITION = re.compile(r"\.[0-9]+(?=\.|$)")


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that is wrong: where (a path, or empty for the whole), what, and the basis it rests on."""

    path: str
    message: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Wrong(Exception):
    """What was entered cannot be stated."""

    told: tuple[Told, ...]
    code: str = "invalid"
    status: int = field(default=422)

    def errors(self) -> dict[str, list[str]]:
        """Give the messages by path."""
        found: dict[str, list[str]] = {}
        for each in self.told:
            found.setdefault(each.path, []).append(each.message)
        return found

    @property
    def basis(self) -> str:
        """The bases of the rules that refused."""
        return "; ".join(dict.fromkeys(each.basis for each in self.told if each.basis))


def made(
    vault: Any, description: Description, body: Mapping[str, Any], before: Event | None, errors: Errors | None = None
) -> Event:
    """Give the statement that a body makes.

    Raises:
        Wrong: fields are missing, wrong or unreadable.
    """
    found: dict[str, list[str]] = {path: [str(each) for each in told] for path, told in (errors or {}).items()}
    try:
        checked = description.schema().load(body)
    except ma.ValidationError as bad:
        for path, told in flat_errors(bad.messages).items():
            found.setdefault(path, [str(each) for each in told])
    if found:
        raise Wrong(tuple(Told(path, each) for path, told in found.items() for each in told))
    try:
        return description.make(vault, checked, before)
    except Rejected as refusal:
        raise wrong_of(description, refusal, body) from None


def wrong_of(description: Description, refusal: Rejected, body: Mapping[str, Any]) -> Wrong:
    """Give a rule's refusal as messages at the fields it blames."""
    named = _named(refusal.message) if len(refusal.errors) == 1 else []
    paths = [
        (path, _told(refusal, each, named))
        for each in refusal.errors
        for path in _blamed(description, each, named, body)
    ]
    told = [Told(path, message, refusal.basis) for path, message in paths or [("", _told(refusal, "", named))]]
    return Wrong(tuple(told), refusal.code, refusal.status)


def _told(refusal: Rejected, field_name: str, named: list[str]) -> str:
    """Say a refusal to people: its title with the keys it names, in English the rule's own sentence."""
    title, sentence = title_of(refusal.code, refusal.status), refusal.errors.get(field_name, refusal.message)
    if language() == "en":
        return sentence
    if sentence.endswith(" is missing"):
        return str(gettext("必须填写"))
    if _CHINESE.match(sentence):  # a rule that knows what would be right says so
        return f"{title}，{sentence}"
    return f"{title}：{'、'.join(named)}" if named else title


def _named(message: str) -> list[str]:
    """Give the keys a refusal names after its colon: `not on the register: dep-x, dep-y`."""
    tail = message.partition(": ")[2]
    keys = [each.strip() for each in tail.split(",")] if tail else []
    return [each for each in keys if each and " " not in each]


def _blamed(description: Description, blamed: str, named: Iterable[str], body: Mapping[str, Any]) -> list[str]:
    """Give the paths of the body that a refusal means: those that hold a key it names, or the field itself."""
    fields = {each.path: each for each in every(shape(description))}
    words = set(named)
    holding = [
        path
        for path, text in texts_of(shape(description), body).items()
        if words & set(text.split("\n")) and _POSITION.sub("", path).rpartition(".")[2] != "zh"
    ]
    near = [path for path in holding if _about(blamed, _POSITION.sub("", path))]
    if near or (blamed not in fields and holding):
        return near or holding
    plain = _POSITION.sub("", blamed.replace("[", ".").replace("]", ""))
    while plain and plain not in fields:
        plain = plain.rpartition(".")[0]
    return [blamed if plain and _POSITION.sub("", blamed) == plain else plain]


def _about(blamed: str, path: str) -> bool:
    """Tell whether a path may be what a refusal calls `item`: `item`, `items`, `windows.items`."""
    words = path.split(".")
    return blamed in words or f"{blamed}s" in words or path.startswith(f"{blamed}.")


def nearest(path: str, shown: Iterable[str]) -> str:
    """Give the shown path that a message belongs to: itself, or the nearest one above it (`basis.2` -> `basis`)."""
    known = set(shown)
    while path and path not in known:
        path = path.rpartition(".")[0]
    return path
