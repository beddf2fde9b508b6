"""What is wrong with a number."""

from __future__ import annotations

from shared.contracts import Rejected


class BadNumber(Rejected):
    """A number that cannot be right. The message tells the fault, never the number itself, which may be personal.

    Attributes:
        fault: `length`, `characters`, `old_form`, `birth_date`, `organisation`, `check`, `date` or `sequence`.
    """

    def __init__(self, code: str, fault: str, message: str, basis: str) -> None:
        super().__init__(code, message, basis, status=422)
        self.fault = fault
