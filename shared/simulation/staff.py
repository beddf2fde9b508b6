"""Who does what in the demonstration: the accounts of the demonstration register, found by role and place."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Any

from shared.simulation.lives import Act, Life, Step

WINDOW = "window_clerk"
ONLINE = frozenset({"online", "mobile"})
"""Channels on which applicants act for themselves."""

ROLES = {
    Act.STEP: "reviewer",
    Act.ROUTE: "reviewer",
    Act.FORWARD: "reviewer",
    Act.RULE: "superior_officer",
    Act.DECIDE: "approver",
    Act.ASSIGN: "complaint_handler",
    Act.REPLY: "complaint_handler",
    Act.CLOSE: "complaint_handler",
    Act.RATE: "citizen",
    Act.COMPLAIN: "citizen",
}
"""Who acts, where it is not the window."""


@dataclass(frozen=True)
class Staff:
    """The demonstration accounts and their common password."""

    package: str = "services.intake.registry"

    @cached_property
    def _told(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(files(self.package).joinpath("demo/staff.json").read_text(encoding="utf-8"))
        return told

    @property
    def password(self) -> str:
        """The password of every demonstration account."""
        password: str = self._told["password"]
        return password

    def account(self, life: Life, act: Act) -> str:
        """Tell which account does this act of this case."""
        role = ROLES.get(act, WINDOW)
        if act is Act.RECEIVE and life.channel in ONLINE:
            role = "citizen"
        return self._find(role, life)

    def beside(self, life: Life, step: Step) -> dict[str, Any]:
        """Tell who goes along: facts are checked on the spot by two officers (Licensing Law art. 34)."""
        return {"officers": [self.account(life, Act.DECIDE)]} if step.said.get("field_check") else {}

    def one(self, role: str, *, unit: str | None = None, hall: str | None = None, division: str = "") -> str:
        """Give the first account of a role, of a unit, a place or exactly a division where they are named.

        Raises:
            LookupError: there is none.
        """
        for each in self._told["staff"]:
            named = (unit in (None, each["unit"]), hall in (None, each["hall"]), division in ("", *each["divisions"]))
            if each["role"] == role and all(named):
                name: str = each["id"]
                return name
        raise LookupError(f"no {role} of {unit} at {hall} {division}")

    def at(self, hall: str) -> list[tuple[str, str, str]]:
        """Give account, role and unit of everybody who works at a place, in the register's order."""
        return [(each["id"], each["role"], each["unit"]) for each in self._told["staff"] if each["hall"] == hall]

    def _find(self, role: str, life: Life) -> str:
        for each in self._told["staff"]:
            if each["role"] == role and self._fits(each, role, life):
                name: str = each["id"]
                return name
        raise LookupError(f"no {role} for {life.department} at {life.offer.hall}")

    @staticmethod
    def _fits(each: dict[str, Any], role: str, life: Life) -> bool:
        if role in (WINDOW, "reviewer", "approver"):
            return bool(each["unit"] == life.department)
        if role == "superior_officer":
            return bool(each["unit"] == life.offer.item.plan.superior)
        if role == "complaint_handler":
            return any(life.offer.division.startswith(prefix) for prefix in each["divisions"])
        return True
