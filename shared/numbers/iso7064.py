"""The check character of ISO 7064 MOD 11-2, which identity cards (GB 11643) and our case numbers share."""

from __future__ import annotations


def check_character(digits: str) -> str:
    """Give the character, 0 to 9 or X, that makes the digits a valid ISO 7064 MOD 11-2 number.

    It catches every single wrong digit and every swap of two neighbours.
    """
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2 % 11
    return "0123456789X"[(12 - total) % 11]
