"""A deed: one request of somebody at a virtual moment; a story: deeds that follow one another.

What later deeds need of earlier answers (numbers, codes) stands in them as `{name}`, and is filled in when it is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Known = Mapping[str, Any]
"""What earlier answers of a story taught, by name."""

_NAME = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One request.

    Attributes:
        at: the virtual moment (tz-aware).
        account: who asks.
        service: which service is asked.
        path: where, with `{name}` for what is known by then.
        body: what is said, likewise; or how to make it of what is known. None: nothing is said, only asked for (GET).
        learns: name -> where in the answer, dots between (`results.0.case_no`).
        counts: what metrics should count of it, as unit and name; the same unit may be named twice.
        waits_for: refusals that mean "not heard of yet": asked again until it was heard.
        tolerates: refusals that do no harm: what it would have taught is empty then, and what is about it is left out.
        device: the browser's device, where it matters.
        file: a file that goes along; the body is then a form's.
    """

    at: datetime
    account: str
    service: str
    path: str
    body: Mapping[str, Any] | Callable[[Known], Mapping[str, Any]] | None = field(default_factory=dict)
    learns: Mapping[str, str] = field(default_factory=dict)
    counts: tuple[tuple[str, str], ...] = ()
    waits_for: frozenset[str] = frozenset()
    tolerates: frozenset[str] = frozenset()
    device: str = ""
    file: bytes = b""

    def address(self, known: Known) -> str:
        """Give the path with what is known."""
        return str(filled(self.path, known))

    def said(self, known: Known) -> Mapping[str, Any] | None:
        """Give the body with what is known."""
        if self.body is None or callable(self.body):
            return self.body and self.body(known)
        return {name: filled(value, known) for name, value in self.body.items()}

    def lost(self, known: Known) -> bool:
        """Tell whether it is about something that was refused before, so that there is nothing to do."""
        return any(known.get(name) == "" for name in _NAME.findall(self.path))

    def learned(self, answer: Mapping[str, Any]) -> dict[str, Any]:
        """Keep of an answer what later deeds need."""
        return {name: _found(answer, where) for name, where in self.learns.items()}


@dataclass(frozen=True, slots=True)
class Story:
    """Deeds in order of time; `key` names the story within the seed.

    What is `common` is the same whatever the seed: a hall has one day, and its people come once.
    """

    key: str
    deeds: tuple[Deed, ...]
    common: bool = False


def filled(value: Any, known: Known) -> Any:
    """Put what is known in the place of `{name}`, in texts, lists and mappings.

    Raises:
        KeyError: something was not learned.
    """
    match value:
        case str():
            return _NAME.sub(lambda found: str(known[found[1]]), value)
        case Mapping():
            return {name: filled(each, known) for name, each in value.items()}
        case list() | tuple():
            return [filled(each, known) for each in value]
    return value


def _found(answer: Any, where: str) -> Any:
    for part in where.split("."):
        answer = answer[int(part)] if part.isdigit() else answer[part]
    return answer
