"""Check characters of ISO 7064: MOD 11-2, which identity cards (GB 11643) and our case numbers share, and MOD 37,36 for
numbers with letters in them."""

from __future__ import annotations


def check_character(digits: str) -> str:
    """Give the character, 0 to 9 or X, that makes the digits a valid ISO 7064 MOD 11-2 number.

    It catches every single wrong digit and every swap of two neighbours.
    """
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2 % 11
    return "0123456789X"[(12 - total) % 11]


_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def check_letter(text: str) -> str:
    """Give the character, 0 to 9 or A to Z, that makes digits and capital letters a valid ISO 7064 MOD 37,36 number.

    It catches every single wrong character, and nearly every swap of two neighbours.
    """
    product = 36
    for character in text:
        product = (product + _LETTERS.index(character)) % 36 or 36
        product = product * 2 % 37
    return _LETTERS[(37 - product) % 36]
