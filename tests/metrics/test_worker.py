"""The worker: what travels on the log ends in facts, archive and register."""

from __future__ import annotations

from services.metrics.assessments.counting import counts
from services.metrics.assessments.views import ALL_TIME, board
from services.metrics.audit.history import build
from services.metrics.scoring import parse_period
from services.metrics.service import Metrics
from services.metrics.worker import create_worker
from shared.journal.memory_bus import MemoryBus
from shared.journal.relay import outgoing
from shared.testing.stack import eventually
from tests.metrics.stories import case_no, whole_life


def test_what_is_on_the_log_is_counted_scored_and_kept(empty: Metrics) -> None:
    story, bus = whole_life(case_no(serial=7)), MemoryBus()
    worker = create_worker(empty.settings, bus)
    worker.start()
    try:
        bus.producer().send([outgoing(commit) for commit in story.commits])
        eventually(lambda: empty.sums().get("dep-zr@H-520402109|2026-10-27|substantiated"))
        eventually(lambda: len(list(empty.archive.of_case(story.case))) == len(story.commits))
    finally:
        worker.stop()
    assert counts(empty, *ALL_TIME)["dep-zr"]["delivered"] == 1
    assert board(empty, parse_period("2026Q4")).standing("dep-zr").facts["on_time"] == 1
    assert build(story.case, empty.archive.of_case(story.case)).ok
