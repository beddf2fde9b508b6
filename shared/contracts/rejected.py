"""A refusal by rule: what `decide` raises when a command may not happen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shared.contracts.events import Event


class Rejected(Exception):
    """A command is refused by rule; nothing was appended but what `records` says.

    Args:
        code: the stable code programs may rely on, for example `second_notice`.
        message: one plain sentence for people.
        basis: the article or requirement the refusal rests on, for example `S2.5e; 许可法32`.
        status: the HTTP status at the edge; 409 by default (the state forbids it), 422 where the input is wrong,
            403 where the actor may not.
        errors: messages per field, where fields are to blame.
        public: texts in message and errors that anybody may read though they look like somebody's number: a hall's
            telephone. All else that looks like one is starred at the edge.
        records: what the attempt itself leaves on the stream, where the law counts it: a second notice that was
            stopped, a fee that was asked. The journal appends them once, however often the command is repeated.
    """

    def __init__(
        self,
        code: str,
        message: str,
        basis: str = "",
        *,
        status: int = 409,
        errors: Mapping[str, str] | None = None,
        records: Sequence[Event] = (),
        public: Sequence[str] = (),
    ) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.basis = basis
        self.status = status
        self.errors = dict(errors or {})
        self.records = tuple(records)
        self.public = frozenset(filter(None, public))
