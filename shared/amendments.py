"""Reading an operator's later statements of a matter (`shared.statements`). What is not sound is refused whole.

The file says only what changes; everything else goes on from the statement before:

    {"statements": [{"version": "1.1.0", "effective_from": "2027-01-01",
                     "rules": {"complaint_close": {"value": 3, "basis": "中心内部规定（2027年）"}}}]}
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Generic, TypeVar

import msgspec

from shared.config import BadSettings
from shared.statements import R, Statement, changes

Fault = tuple[str, str]
"""What is wrong with a file: a code, without the series of its matter, and the reason."""

Version = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,4}\.[0-9]{1,4}\.[0-9]{1,4}$")]
Words = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class BadStatements(BadSettings):
    """A file of statements cannot be used. `code` is stable; `faults` tells every one as (code, reason)."""

    def __init__(self, setting: str, *faults: Fault) -> None:
        self.faults, self.code = faults, faults[0][0]
        super().__init__(f"settings: {setting}: " + "; ".join(f"{code}: {told}" for code, told in faults))


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an operator says of one rule; what is not said stays."""

    value: int
    unit: str = ""
    basis: Words | None = None


D = TypeVar("D", bound=Said)
S = TypeVar("S", bound=Statement[Any])


class Later(msgspec.Struct, Generic[D], frozen=True, forbid_unknown_fields=True):
    """One statement of an operator."""

    version: Version
    effective_from: date
    rules: Annotated[dict[str, D], msgspec.Meta(min_length=1)]


class LaterOnes(msgspec.Struct, Generic[D], frozen=True, forbid_unknown_fields=True):
    """The file of an operator."""

    statements: tuple[Later[D], ...]


class Whole(msgspec.Struct, Generic[R], frozen=True, forbid_unknown_fields=True):
    """The file that comes with the product: every rule with everything that is told of it."""

    version: Version
    effective_from: date
    rules: dict[str, R]


@dataclass(frozen=True, slots=True)
class Reading(Generic[S, R, D]):
    """How the later statements of one matter are read.

    Attributes:
        setting: which names the file.
        series: begins every code: `limits_order`.
        rule: what a rule is called in reasons.
        said: the shape of what may be said of a rule.
        unsound: gives what is wrong with a saying about a rule, which it names as told.
        changed: gives the rule as the saying leaves it.
        refusal: is raised, with the setting and the faults.
    """

    setting: str
    series: str
    rule: str
    said: type[LaterOnes[D]]
    unsound: Callable[[R, str, D], Iterator[Fault]]
    changed: Callable[[R, D], R]
    refusal: type[BadStatements]

    def read(self, first: S, path: str) -> tuple[S, ...]:
        """Give the first statement and those that a file adds, in the order of their days; no path: the first alone.

        Raises:
            BadStatements: `unreadable`, or what `added` refuses, behind the series.
        """
        if not path:
            return (first,)
        try:
            return self.added(first, Path(path).read_bytes())
        except OSError as fault:
            raise self._refused(("unreadable", f"{path}: {fault.strerror}")) from fault

    def added(self, first: S, text: bytes) -> tuple[S, ...]:
        """Give a statement and those that go on from it.

        Raises:
            BadStatements: behind the series `malformed`, `version_twice`, `order`, `unknown_key`, `unchanged`, or what
                `unsound` gives; of one statement all that is wrong.
        """
        try:
            told = msgspec.json.decode(text, type=self.said)
        except (msgspec.DecodeError, UnicodeDecodeError) as fault:
            raise self._refused(("malformed", str(fault))) from fault
        held = [first]
        for each in told.statements:
            if faults := tuple(self._faults(held, each)):
                raise self._refused(*faults)
            held.append(self._after(held[-1], each))
            if not changes(held[-2], held[-1]):
                raise self._refused(("unchanged", f"{each.version} says nothing new"))
        return tuple(held)

    def _faults(self, held: Sequence[S], later: Later[D]) -> Iterator[Fault]:
        before = held[-1]
        if later.version in [each.version for each in held]:
            yield "version_twice", f"{later.version} is named twice"
        if later.effective_from <= before.effective_from:
            yield "order", f"{later.version} does not begin later than {before.version} ({before.effective_from})"
        for key, said in later.rules.items():
            where = f"{later.version} {key}"
            if key in before.rules:
                yield from self.unsound(before.rules[key], where, said)
            else:
                yield "unknown_key", f"{where}: there is no such {self.rule}"

    def _after(self, before: S, later: Later[D]) -> S:
        said = {key: self.changed(before.rules[key], each) for key, each in later.rules.items()}
        return replace(
            before, version=later.version, effective_from=later.effective_from, rules={**before.rules, **said}
        )

    def _refused(self, *faults: Fault) -> BadStatements:
        return self.refusal(self.setting, *((f"{self.series}_{code}", told) for code, told in faults))
