"""G5 in the score: of a matter that was split only the first case counts; what is held against the others stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.metrics.anti_gaming import merging
from services.metrics.anti_gaming.traces import Traces
from services.metrics.app import create_app
from services.metrics.assessments.behind import cases_behind
from services.metrics.assessments.views import standing_of
from services.metrics.publishing.computing import freshly
from services.metrics.scoring import parse_period
from services.metrics.service import Metrics
from shared.contracts.materials import MaterialUploaded
from shared.journal.casefold import CaseFold, digest_of
from tests.metrics.assessments.test_bundle import recompute
from tests.metrics.conftest import SPOT, empty_metrics, forget, take_in
from tests.metrics.stories import Story, at, case_no, records

QUARTER = parse_period("2026Q4")


def case(serial: int, *files: str) -> Story:
    made = Story(case_no(serial=serial)).received().accepted().decided("2026-10-20")
    for n, file in enumerate(files):
        made.add(f"material/{serial}-{n}", at("2026-10-12", "10:00"), uploaded(made, file))
    return made


def uploaded(story: Story, file: str) -> MaterialUploaded:
    return MaterialUploaded(
        case_no=story.case,
        item=story.item,
        material="m-1",
        name="材料",
        sha256=file,
        media_type="application/pdf",
        size=1,
        pages=1,
        preview=False,
        file="f",
        person="person-1",
        key="k",
        uploaded_at=at("2026-10-12", "10:00"),
        by="clerk-1",
        door="window",
    )


@pytest.fixture(scope="module")
def metrics(mongo_uri: str) -> Iterator[Metrics]:
    """Three cases with the same files, the last of them with a card and a complaint; one with others, one without."""
    made = empty_metrics(mongo_uri)
    tricky = case(3, "aa", "bb").carded("yellow", "2026-10-27").complained().complaint_closed()
    commits = [
        c for story in (case(1, "aa", "bb"), case(2, "bb", "aa"), tricky, case(4, "aa"), case(5)) for c in story.commits
    ]
    take_in(made, commits)
    fold, batch = CaseFold(Traces(), made.folds), records(commits, 0)
    old = fold.positions([SPOT])[SPOT]
    fold.take(SPOT, batch, old, old.after(batch[-1]))
    yield made
    forget(made)


def test_before_anybody_looked_every_case_counts(metrics: Metrics) -> None:
    assert standing_of(metrics, QUARTER, "dep-zr")[1].facts["settled"] == 5


def test_g5_a_split_matter_counts_as_one_and_what_is_held_against_it_stays(metrics: Metrics) -> None:
    merging.look(metrics, QUARTER)
    assert merging.merged_cases(metrics) == {case_no(serial=2), case_no(serial=3)}
    board, standing = standing_of(metrics, QUARTER, "dep-zr")
    told = standing.facts
    assert (told["settled"], told["on_time"], told["receipts"], told["decided"]) == (3, 3, 3, 3)
    assert (told["yellow"], told["substantiated"], told["complaints"]) == (1, 1, 1)
    assert board.digest != digest_of(metrics.sums())


def test_g5_no_list_is_longer_than_its_number_and_the_bundle_comes_to_the_same(
    metrics: Metrics, tmp_path: Path
) -> None:
    merging.look(metrics, QUARTER)
    assert [row.case for row in cases_behind(metrics, "dep-zr", "on_time", QUARTER)] == [
        case_no(serial=n) for n in (1, 4, 5)
    ]
    assert [row.case for row in cases_behind(metrics, "dep-zr", "yellow", QUARTER)] == [case_no(serial=3)]
    bundle = create_app(metrics).test_client().get("/api/v1/assessments/2026Q4/dep-zr/bundle").json or {}
    done = recompute(bundle, tmp_path)
    assert done.returncode == 0, done.stdout


def test_g5_what_is_frozen_has_been_looked_at_just_before(metrics: Metrics) -> None:
    metrics.database[merging.MERGED].drop()
    result = freshly(metrics, "department", QUARTER)["dep-zr"].result
    assert result["cohort"]["settled"] == 3


def test_g5_the_worker_looks_at_the_present_quarter_and_the_one_before(metrics: Metrics) -> None:
    metrics.database[merging.MERGED].drop()
    merging.tick(metrics)
    assert len(merging.merged_cases(metrics)) == 2
    assert {each["_id"] for each in metrics.database[merging.MERGED].find()} == {"2026Q3", "2026Q4"}
