"""Codes as names: fields, values, departments, items, halls and actors in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.metrics.audit.terms import FIELDS, in_words
from services.metrics.service import Metrics
from shared.contracts.registry import Text
from shared.identity.roles import ROLES
from shared.web.locale import moment

SYSTEM = ("系统", "system")


@dataclass(frozen=True, slots=True)
class Names:
    """Names in one language; a code that the register does not know stays a code."""

    language: str
    known: Mapping[str, Mapping[str, Text]]

    def field(self, name: str) -> str:
        """Name a field."""
        return self._pick(*FIELDS.get(name, (name, name)))

    def value(self, name: str, value: Any) -> str:
        """Tell a field's value: a registered name, a time, or its words."""
        named = self.known.get(name, {}).get(value) if isinstance(value, str) else None
        if named is not None:
            return self._pick(named.zh, named.en or named.zh)
        if name.endswith("_at") and value:
            return moment(value)
        return in_words(name, value, self.language)

    def actor(self, told: Mapping[str, str]) -> str:
        """Say who acted: account, role, unit."""
        role = ROLES.get(told["role"])
        named = self._pick(role.zh, role.en) if role else self._pick(*SYSTEM) if told["role"] == "system" else ""
        parts = (told["id"], named, self.value("department", told["unit"]) if told["unit"] else "")
        return " · ".join(part for part in parts if part)

    def _pick(self, zh: str, en: str) -> str:
        return en if self.language == "en" else zh


def names_of(metrics: Metrics, language: str) -> Names:
    """Read the register's names."""
    replica = metrics.replica
    departments = {each.code: each.name for each in replica.departments()}
    known = {
        "department": departments,
        "superior": departments,
        "item": {each.code: each.name for each in replica.items()},
        "hall": {each.id: each.name for each in replica.venues()},
    }
    return Names(language, known)
