"""Unified social credit codes (GB 32100-2015, 18 characters), the organisation code within (GB 11714) included."""

from __future__ import annotations

from shared.numbers.errors import BadNumber

_BASIS = "GB 32100-2015; GB 11714"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters in the order of their values; I, O, S, V and Z are left out."""

_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def check_credit_code(text: str) -> str:
    """Give the code in its one form (trimmed, upper case).

    Raises:
        BadNumber: `bad_credit_code`, with the fault: wrong length or characters, a wrong organisation code within,
            or a wrong check character.
    """
    code = text.strip().upper()
    if len(code) != 18:
        raise _bad("length", "a social credit code has 18 characters")
    if not set(ALPHABET).issuperset(code):
        raise _bad("characters", "a social credit code uses digits and capital letters without I, O, S, V, Z")
    if organisation_check(code[8:16]) != code[16]:
        raise _bad("organisation", "the organisation code within the social credit code does not match")
    if credit_check(code[:17]) != code[17]:
        raise _bad("check", "the check character of the social credit code does not match")
    return code


def credit_check(body: str) -> str:
    """Give the check character behind the first 17 characters."""
    total = sum(ALPHABET.index(character) * weight for character, weight in zip(body, _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def organisation_check(body: str) -> str:
    """Give the check character behind the first 8 characters of an organisation code: 0 to 9, or X for ten."""
    total = sum(int(character, 36) * weight for character, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]


def _bad(fault: str, message: str) -> BadNumber:
    return BadNumber("bad_credit_code", fault, message, _BASIS)
