"""What pages show of personal data: enough to recognise one's own, not enough to learn another's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

LONG_NUMBER = 15
"""From this length on a number hides enough between three characters and four."""
SHORT_NUMBER = 8
"""A shorter one is none, and shows nothing."""


def mask_name(name: str) -> str:
    """Show the first character: 张三丰 and 张三 alike become 张**, so that the length tells nothing."""
    name = name.strip()
    return name[:1] + "**" if name else ""


def mask_identity_number(number: str) -> str:
    """Show three characters in front and four behind: 520***********0012; of permits and passports fewer: H******78."""
    number = number.strip()
    if len(number) >= LONG_NUMBER:
        return _middle(number, 3, 4)
    return _middle(number, 1, 2) if len(number) >= SHORT_NUMBER else "*" * len(number)


def mask_phone(phone: str) -> str:
    """Show three digits in front and four behind: 138****0000."""
    return _middle(phone.strip(), 3, 4)


def mask_address(address: str) -> str:
    """Show the first six characters, which name the county and township at most."""
    address = address.strip()
    return address[:6] + "****" if len(address) > 6 else "*" * len(address)


MASKS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "name": mask_name,
        "id_number": mask_identity_number,
        "phone": mask_phone,
        "contact": mask_phone,
        "address": mask_address,
    }
)
"""How each field of personal data is masked."""


def mask(field: str, text: str) -> str:
    """Mask a text as its field asks; a field nobody thought of is hidden altogether."""
    masked = MASKS.get(field)
    return masked(text) if masked else "*" * min(len(text), 8)


def _middle(text: str, front: int, behind: int) -> str:
    hidden = len(text) - front - behind
    return text[:front] + "*" * hidden + text[-behind:] if hidden >= front else "*" * len(text)
