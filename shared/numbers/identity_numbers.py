"""Numbers of resident identity cards (GB 11643-1999, 18 characters).

Only what is true of every number ever given is checked: length, a real birth date, the check character. The
division in front is the one of the day the number was given (old numbers of Anshun begin with 5225xx), so it is
no ground for refusal.
"""

from __future__ import annotations

from datetime import date

from shared.numbers.errors import BadNumber
from shared.numbers.iso7064 import check_character

_BASIS = "GB 11643-1999"
DIGITS = frozenset("0123456789")


def check_identity_number(text: str, today: date) -> str:
    """Give the number in its one form (trimmed, X in upper case).

    Raises:
        BadNumber: `bad_identity_number`, with the fault: wrong length, the old 15-digit form, other characters, a
            birth date that never was or is still to come, or a wrong check character.
    """
    number = text.strip().upper()
    if len(number) == 15 and DIGITS.issuperset(number):
        raise _bad("old_form", "15-digit numbers are no longer taken: renew the card, or give the 18-digit number")
    if len(number) != 18:
        raise _bad("length", "an identity number has 18 characters")
    if not DIGITS.issuperset(number[:17]) or number[17] not in DIGITS | {"X"}:
        raise _bad("characters", "an identity number has 17 digits and a last digit or X")
    if birth_date(number) > today:
        raise _bad("birth_date", "the birth date in the identity number is still to come")
    if check_character(number[:17]) != number[17]:
        raise _bad("check", "the check character of the identity number does not match")
    return number


def birth_date(number: str) -> date:
    """Read the birth date out of an 18-character number.

    Raises:
        BadNumber: the date never was.
    """
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise _bad("birth_date", "the identity number holds an impossible birth date") from None


def _bad(fault: str, message: str) -> BadNumber:
    return BadNumber("bad_identity_number", fault, message, _BASIS)
