"""Assessments as documents: one a unit and period, with its appeals, versions and differences."""

from __future__ import annotations

from typing import Any

from pymongo import ASCENDING
from pymongo.collection import Collection
from pymongo.database import Database

from services.metrics.publishing.state import Assessment, Contested, Ranking
from shared.contracts import Rejected, encode
from shared.contracts.assessments import AssessmentCorrected, AssessmentFrozen, AssessmentRecomputed

Document = dict[str, Any]


def key_of(period: str, kind: str, unit: str = "") -> str:
    """Give the key of a unit's assessment, or of a ranking where no unit is named."""
    return ".".join(part for part in (period, kind, unit) if part)


def project(_key: str, assessment: Assessment) -> Document:
    """Give an assessment as a document; `result` is the newest, `versions` every published one."""
    frozen = assessment.frozen
    assert frozen is not None, "an assessment begins with its freeze"
    told = encode(frozen)
    del told["result"], told["hash"], told["digest"]
    return {
        **told,
        "status": str(assessment.status),
        "result": assessment.result,
        "hash": assessment.hash,
        "digest": assessment.digest,
        "fold": _newest(assessment).fold,
        "appeals": [_appeal(each) for each in assessment.appeals],
        "open_appeals": len(assessment.open_appeals),
        "awaiting_figures": assessment.awaiting_figures,
        "recomputed": [_without_result(encode(each)) for each in assessment.recomputed],
        "published": encode(assessment.published) if assessment.published else None,
        "corrections": [_without_result(encode(each)) for each in assessment.corrections],
        "versions": list(assessment.versions),
    }


def _newest(assessment: Assessment) -> AssessmentFrozen | AssessmentRecomputed | AssessmentCorrected:
    """Give what told the newest result: it goes by the fold whose digest it names."""
    assert assessment.frozen is not None, "an assessment begins with its freeze"
    told: list[AssessmentFrozen | AssessmentRecomputed | AssessmentCorrected] = [assessment.frozen]
    return [*told, *assessment.recomputed, *assessment.corrections][-1]


def _appeal(told: Contested) -> Document:
    answer = {"followed": told.answer.followed, "reasons": told.answer.reasons} if told.answer else None
    return {**encode(told.appeal), "answer": answer}


def _without_result(told: Document) -> Document:
    return {name: value for name, value in told.items() if name != "result"}


def project_ranking(_key: str, ranking: Ranking) -> Document:
    """Give a published ranking as a document."""
    assert ranking.published is not None, "a ranking begins with its publication"
    return encode(ranking.published)


def prepare(database: Database[Document]) -> None:
    """Create the indexes of the lists; harmless when they exist."""
    database["assessments"].create_index(
        [("period", ASCENDING), ("kind", ASCENDING), ("unit", ASCENDING)], name="round"
    )
    database["assessments"].create_index([("unit", ASCENDING), ("period", ASCENDING)], name="unit")


def round_of(collection: Collection[Document], period: str, kind: str) -> list[Document]:
    """Give a period's assessments of a kind, best first, the unranked last."""
    found = list(collection.find({"period": period, "kind": kind}, {"versions": 0}))
    return sorted(found, key=lambda row: (row["result"].get("rank") or 10**6, row["unit"]))


def rounds(collection: Collection[Document]) -> list[Document]:
    """Give every period and kind that was frozen, newest first: how many units, published, open appeals."""
    grouped = {
        "_id": {"period": "$period", "kind": "$kind"},
        "units": {"$sum": 1},
        "published": {"$sum": {"$cond": [{"$eq": ["$status", "published"]}, 1, 0]}},
        "open_appeals": {"$sum": "$open_appeals"},
        "publish_from": {"$first": "$publish_from"},
        "frozen_on": {"$first": "$frozen_on"},
    }
    found = collection.aggregate([{"$group": grouped}])
    return sorted(({**f, **f.pop("_id")} for f in found), key=lambda row: (row["period"], row["kind"]), reverse=True)


def publications(collection: Collection[Document], kind: str, first: str, last: str) -> dict[str, str]:
    """Give the units of which a result was published between two days, both included, with the first such day (C4)."""
    days = {"$gte": first, "$lte": last}
    found = collection.find({"kind": kind, "published.published_on": days}, {"unit": 1, "published.published_on": 1})
    told: dict[str, str] = {}
    for row in found:
        day = row["published"]["published_on"]
        told[row["unit"]] = min(day, told.get(row["unit"], day))
    return told


def find(collection: Collection[Document], period: str, kind: str, unit: str) -> Document:
    """Give a unit's assessment.

    Raises:
        Rejected: `not_frozen`.
    """
    found = collection.find_one({"_id": key_of(period, kind, unit)})
    if found is None:
        raise Rejected("not_frozen", "this result has not been frozen yet", "D-2", status=404)
    return found


def history_of(collection: Collection[Document], kind: str, unit: str) -> list[Document]:
    """Give a unit's assessments, newest period first."""
    return list(collection.find({"kind": kind, "unit": unit}, {"versions": 0}).sort("period", -1))
