"""The number a natural person shows: of a resident's card, or of the papers of those who have none.

Residents of Hong Kong, Macao and Taiwan and foreigners with a card of 18 characters (residence permit, permanent
residence) are checked like everybody: those cards share its form. Others show a permit for the mainland or a passport.
The forms of these are our own knowledge, to be verified; no check character exists, so only the form is checked. What
tells them apart is the form itself: no two overlap, and a passport names its issuing state, since passports of two
states may bear one number.
"""

from __future__ import annotations

import re
from datetime import date

from shared.numbers.errors import BadNumber
from shared.numbers.identity_numbers import DIGITS, birth_date, check_identity_number

_MAINLAND_PERMIT = re.compile(r"([HM][0-9]{8})([0-9]{2})?")
"""Hong Kong (H) and Macao (M) residents; the two digits behind count renewals, and are dropped: the person stays."""
_TAIWAN_PERMIT = re.compile(r"T[0-9]{8}")
"""Eight digits on the card; the T in front, which we ask for, keeps half an identity number from passing as one."""
_PASSPORT = re.compile(r"[A-Z]{3}-(?=[A-Z0-9]*[0-9])[A-Z0-9]{5,12}")
"""Issuing state (ICAO 9303, three letters), dash, number."""


def check_person_number(text: str, today: date) -> str:
    """Give the number in its one form: trimmed, in capitals, a permit without its count of renewals.

    Raises:
        BadNumber: `bad_identity_number`; the fault is `form` where it looks like none of them, else as
            `check_identity_number` says.
    """
    number = text.strip().upper()
    if permit := _MAINLAND_PERMIT.fullmatch(number):
        return permit[1]
    if _TAIWAN_PERMIT.fullmatch(number) or _PASSPORT.fullmatch(number):
        return number
    if re.match(r"[A-Z]", number):
        raise BadNumber(
            "bad_identity_number", "form", "neither a resident's number, a permit's, nor a passport's", "C-2"
        )
    return check_identity_number(number, today)


def born_on(number: str) -> date | None:
    """Give the birth date that a checked number holds; permits and passports hold none."""
    return birth_date(number) if len(number) == 18 and number[0] in DIGITS else None
