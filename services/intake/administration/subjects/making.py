"""How a statement is made of a checked body, and a description of little more than words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import marshmallow as ma

from services.intake.administration.derived import schema_of
from services.intake.administration.describing import Description, Document, Label, Pair
from services.intake.registry.schemas import statement
from shared.contracts import Event


def plainly(kind: type[Event]) -> Callable[[Any, Document, Event | None], Event]:
    """Make the statement of the body as it is."""

    def make(_vault: Any, body: Document, _before: Event | None) -> Event:
        return statement(kind.type, body)

    return make


def described(
    kind: type[Event],
    name: Pair,
    about: Pair,
    group: str,
    listed: tuple[str, ...],
    labels: Mapping[str, Label],
    schema: type[ma.Schema] | None = None,
) -> Description:
    """Describe a subject whose statement is its body, with a schema read off the event unless it has its own."""
    return Description(kind, name, about, schema or schema_of(kind), labels, listed, plainly(kind), group)
