"""Which policy a period is scored by: those that come with the program, and those that were published since.

Each is verified again before it is used, a published one with the public key that was trusted at its publication. One
that does not verify stops the periods it holds for, with the reason, and no others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

import orjson

from services.metrics.policies.decide import NAME
from services.metrics.scoring import Policy
from services.metrics.scoring.published import shipped
from services.metrics.scoring.signing import shipped_keys, verify
from services.metrics.service import Metrics
from shared.contracts import Rejected

Document = dict[str, Any]
MOST_VERIFIED = 64


@dataclass(frozen=True, slots=True)
class Known:
    """A policy that holds from a day, as it was signed, with the key it is verified by.

    `until`: the day from which the next one holds; empty: until further notice. `by`, `at`: who published it when;
    empty for one that comes with the program.
    """

    version: str
    effective_from: str
    raw: bytes
    key: str
    public_key: str
    holder: str
    by: str = ""
    at: str = ""
    late: bool = False
    until: str = ""

    @property
    def policy(self) -> Policy:
        """Read it; raises as `verify`, and `wrong_policy_signature` where its day is not that of its publication."""
        read = _verified(self.raw, self.key, self.public_key)
        if (read.version, read.effective_from) != (self.version, self.effective_from):
            raise Rejected("wrong_policy_signature", "the policy is not the one that was published", "D-2①", status=422)
        return read

    @property
    def document(self) -> Document:
        """The signed document."""
        told: Document = orjson.loads(self.raw)
        return told

    @property
    def keys(self) -> Mapping[str, str]:
        """The public key it verifies by."""
        return {self.key: self.public_key}


def known(metrics: Metrics) -> list[Known]:
    """Give all policies, oldest first."""
    found = metrics.policies.collection.find_one({"_id": NAME}) or {}
    return _in_order([*_shipped(), *(_published(each) for each in found.get("published", ()))])


def withdrawn(metrics: Metrics) -> list[Document]:
    """Give the policies that were taken back, with reason and day."""
    found = metrics.policies.collection.find_one({"_id": NAME}) or {}
    return list(found.get("withdrawn", ()))


def holding(metrics: Metrics, first_day: str) -> Known:
    """Give what holds for a period that begins on a day (`YYYY-MM-DD`); before the first policy, the first."""
    told = known(metrics)
    return ([each for each in told if each.effective_from <= first_day] or told[:1])[-1]


def policy_for(metrics: Metrics, first_day: str) -> Policy:
    """Give the policy a period is scored by; raises where it does not verify: then nothing is scored by it."""
    return holding(metrics, first_day).policy


def one(metrics: Metrics, version: str) -> Known:
    """Give a policy by version.

    Raises:
        Rejected: `unknown_policy`.
    """
    for each in known(metrics):
        if each.version == version:
            return each
    raise Rejected("unknown_policy", f"there is no policy {version}", status=404)


@lru_cache(maxsize=MOST_VERIFIED)
def _verified(raw: bytes, key: str, public: str) -> Policy:
    return verify(raw, {key: public})


def _shipped() -> list[Known]:
    keys, told = shipped_keys(), []
    for version, raw in shipped().items():
        document = orjson.loads(raw)
        key = str(document["signature"]["key"])
        first = str(document["signed"]["effective_from"])
        told.append(Known(version, first, raw, key, keys[key].public, keys[key].holder))
    return told


def _published(told: Document) -> Known:
    return Known(
        version=told["version"],
        effective_from=told["effective_from"],
        raw=told["document"].encode(),
        key=told["key"],
        public_key=told["public_key"],
        holder=told["holder"],
        by=told["published_by"],
        at=told["published_at"],
        late=told["late"],
    )


def _in_order(told: list[Known]) -> list[Known]:
    ordered = sorted(told, key=lambda each: (date.fromisoformat(each.effective_from), each.version))
    ends = [*(each.effective_from for each in ordered[1:]), ""]
    return [_until(each, end) for each, end in zip(ordered, ends, strict=True)]


def _until(told: Known, end: str) -> Known:
    return replace(told, until=end)
