"""Codes of items by their scheme, and the code sets of GB/T 39046 annex A (C-1, C-3).

The 31 and 33 character forms of C0109 and the order of the parts of DB52/T 1264 are own knowledge that awaits checking
(C-1, Z-3 4); they are kept as patterns here, in one place, so that a check changes one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from services.intake.items.findings import Finding
from services.intake.registry.categories import categories
from shared.contracts.guides import Codes, CodeScheme
from shared.contracts.registry import ItemPublished

BASIS = "C-1; GB/T 39046-2020"
_CREDIT = r"[0-9A-HJ-NPQRTUWXY]{18}"


@dataclass(frozen=True, slots=True)
class Scheme:
    """How the three codes of a scheme look. `told`: the form in words, for the refusal."""

    catalog: re.Pattern[str]
    task: re.Pattern[str]
    handling: re.Pattern[str]
    told: str
    nested: bool = False


SCHEMES: Mapping[CodeScheme, Scheme] = {
    "C0109": Scheme(
        re.compile(r"\d{12}"),
        re.compile(rf"{_CREDIT}[1-7]\d{{12}}"),
        re.compile(rf"{_CREDIT}[1-7]\d{{14}}"),
        "12 digits; 31 characters: credit code, level, the 12 digits; 33: two more digits",
        nested=True,
    ),
    "GB39046": Scheme(
        re.compile(r"[0-9A-Za-z]{1,10}"),
        re.compile(r"[0-9A-Za-z]{1,24}"),
        re.compile(r"[0-9A-Za-z]{1,50}"),
        "at most 10, 24 and 50 letters and digits",
    ),
    "DB52-1264": Scheme(
        re.compile(r"[A-Z]{2}\d{8}"),
        re.compile(r"[A-Z]{2}\d{8}[1-7]\d{6}[0-9A-Z]{8}-?[0-9X]"),
        re.compile(r"[A-Z]{2}\d{8}[1-7]\d{6}[0-9A-Z]{8}-?[0-9X]\d{0,4}"),
        "2 letters and 8 digits; then level, division and organisation code; then up to 4 digits",
        nested=True,
    ),
    "LOCAL": Scheme(
        *(re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,49}"),) * 3,
        told="at most 50 letters, digits, dots and hyphens",
    ),
}

ITEM_TYPES = frozenset({*(f"{n:02d}" for n in range(11)), "20"})
"""A.1: 00 to 10 and 20; 11 to 19 and 21 to 29 are for extensions, see `known_type`."""

BODY_NATURES = frozenset("1239")
LEVELS = frozenset("1234567")
APPLICANTS = frozenset("123456")
WAYS_TO_APPLY = frozenset("12349")


def known_type(code: str) -> bool:
    """Tell whether a type of item is of A.1, extensions included."""
    return code in ITEM_TYPES or bool(re.fullmatch("1[1-9]|2[1-9]", code))


def wrong_codes(item: ItemPublished) -> Iterator[Finding]:
    """Find codes that their scheme does not allow; empty ones are missing, and not wrong."""
    codes, scheme = item.codes, SCHEMES[item.codes.scheme]
    pairs = (
        ("catalog_code", codes.catalog_code, scheme.catalog),
        ("task_code", codes.task_code, scheme.task),
        ("task_handle_item", codes.task_handle_item, scheme.handling),
    )
    for name, told, pattern in pairs:
        if told and not pattern.fullmatch(told):
            yield Finding(f"codes.{name}", "code_not_by_scheme", f"{codes.scheme}: {scheme.told}", BASIS)
    if scheme.nested and not _nested(codes):
        message = "the business code begins with the implementing code, which carries the basic code"
        yield Finding("codes.task_code", "code_not_by_scheme", message, BASIS)


def _nested(codes: Codes) -> bool:
    return codes.catalog_code in codes.task_code and codes.task_handle_item.startswith(codes.task_code)


def wrong_category(item: ItemPublished) -> Iterator[Finding]:
    """Find a category that is none of the thirteen, nor what a township adds (S2.3b, S2.3c)."""
    known = [category.name.zh for category in categories()]
    if item.category not in known:
        yield Finding("category", "unknown_category", f"one of {'、'.join(known)}", "S2.3b; S2.3c")


def wrong_values(item: ItemPublished) -> Iterator[Finding]:
    """Find values that are in no code set of annex A."""
    told = (
        ("item_type", known_type(item.item_type), "A.1"),
        ("body.dept_type", not item.body.dept_type or item.body.dept_type in BODY_NATURES, "A.3"),
        ("body.use_level", not item.body.use_level or item.body.use_level in LEVELS, "A.2"),
        ("server_type", set(item.server_type) <= APPLICANTS, "A.4"),
        ("channels.handle_type", set(item.channels.handle_type) <= WAYS_TO_APPLY, "A.5"),
    )
    for field, known, annex in told:
        if not known:
            yield Finding(field, "unknown_code_value", f"not a code of GB/T 39046 {annex}", f"GB/T 39046 {annex}; C-3")
