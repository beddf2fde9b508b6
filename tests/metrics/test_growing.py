"""A deployment whose facts were folded at an older version grows the new one, and tells nothing wrong meanwhile."""

from __future__ import annotations

import pytest

from services.metrics.app import create_app
from services.metrics.facts import CaseScores
from services.metrics.service import Metrics
from services.metrics.worker import create_worker
from shared.contracts import Rejected
from shared.contracts.streams import JOURNAL
from shared.journal.bus import partition_of
from shared.journal.casefold import CaseFold
from shared.journal.memory_bus import MemoryBus
from shared.journal.relay import outgoing
from shared.journal.topics import TOPICS
from shared.testing.stack import eventually
from tests.metrics.stories import case_no, records, whole_life

KEY = "dep-zr@H-520402109|2026-10-27|substantiated"

CURRENT = f"{CaseScores.name}@{CaseScores.version}"


class OldFacts(CaseScores):
    """Facts as an earlier program meant them: other sums under the same fold."""

    version = 1

    def contributions(self, facts: dict[str, object]) -> dict[str, int]:
        return {"dep-zr|2026-10-12|received": 1}


def test_old_facts_are_grown_anew_from_the_log_and_never_shown(empty: Metrics) -> None:
    story, bus = whole_life(case_no(serial=7)), MemoryBus()
    bus.ensure(TOPICS)
    spot = (JOURNAL, partition_of(story.case, bus.partitions(JOURNAL)))
    old = CaseFold(OldFacts(), empty.folds, version=lambda: 1)
    began = old.positions([spot])[spot]
    batch = records(story.commits)
    old.take(spot, batch, began, began.after(batch[-1]))
    with pytest.raises(Rejected, match="scores_growing"):
        empty.sums()
    answer = create_app(empty).test_client().get("/api/v1/counts")
    assert (answer.status_code, (answer.json or {})["code"]) == (503, "scores_growing")
    bus.producer().send([outgoing(commit) for commit in story.commits])
    worker = create_worker(empty.settings, bus)
    worker.start()
    try:
        eventually(lambda: empty.aliases.settled(CaseScores.name, CaseScores.version))
    finally:
        worker.stop()
    assert empty.sums()[KEY] == 1
    assert empty.folds.sums("scores@1") == {}


def test_a_rebuilt_fold_of_the_old_meaning_is_followed_by_the_next_version(empty: Metrics) -> None:
    empty.aliases.flip("scores", 5, 1)
    assert empty.fold == "scores@6"
    empty.settle_fold()
    assert (empty.fold, empty.aliases.settled("scores", CaseScores.version)) == ("scores@6", True)


def test_a_new_deployment_has_nothing_to_grow(empty: Metrics) -> None:
    assert (empty.fold, empty.grown()) == (CURRENT, True)
    empty.settle_fold()
    assert (empty.fold, empty.sums()) == (CURRENT, {})
