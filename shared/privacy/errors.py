"""What can go wrong with sealed texts.

PrivacyError
├── Erased        the person's key was deleted: the text is gone for good, and that is as it should be
└── Unreadable    the token was damaged, belongs to another case, field or person, or another master key is in use
"""

from __future__ import annotations


class PrivacyError(Exception):
    """Base of the errors of this package; messages never hold what was sealed."""


class Erased(PrivacyError):
    """The key the text was sealed with is no longer there."""

    def __init__(self) -> None:
        super().__init__("the personal data were erased")


class Unreadable(PrivacyError):
    """The token cannot be opened here: it was changed, or moved, or is none."""

    def __init__(self) -> None:
        super().__init__("the sealed text cannot be opened")
