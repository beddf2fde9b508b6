"""What the special channel may make simpler, and the steps of law that stay whatever anybody grants: data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Simplification:
    """One thing. `mark`: `statutory` where law itself provides it, `internal` a practice of the halls."""

    code: str
    basis: str
    zh: str
    en: str
    mark: str = "statutory"


@cache
def allowed() -> dict[str, Simplification]:
    """Give the white list, by code."""
    return _read("allowed")


@cache
def steps_of_law() -> dict[str, Simplification]:
    """Give the steps that can never be left out, by code."""
    return _read("steps_of_law")


def _read(part: str) -> dict[str, Simplification]:
    folder = resources.files("services.intake.special_channel")
    told = json.loads(folder.joinpath("simplifications.json").read_text(encoding="utf-8"))
    return {each["code"]: Simplification(**each) for each in told[part]}
