"""A history: journal order, both times, nothing sealed, and a chain check that names what is wrong."""

from __future__ import annotations

import dataclasses
import random
import string

import orjson
import pytest

from services.metrics.audit.history import History, Kept, build, check_chain
from services.metrics.audit.terms import FIELDS, in_words
from services.metrics.audit.values import VALUES
from services.metrics.audit.words import TELLINGS, sentence, shown
from shared.contracts import Actor
from shared.contracts.events import CATALOGUE
from shared.journal.commit import Commit, read_body
from tests.metrics.stories import Story, at, whole_life

FILES = (
    *(
        "attendance",
        "documents",
        "materials",
        "intake",
        "offline",
        "receiving",
        "people",
        "privacy",
        "approval",
        "cards",
        "hearings",
        "superiors",
    ),
    *("complaints", "ratings", "remedies", "hall_day", "convenience", "assessments", "policies", "supervision"),
    "checkpoints",
)
OWNERS = {f"shared.contracts.{owner}" for owner in FILES}
JOURNAL_TYPES = sorted(t for t in CATALOGUE if CATALOGUE[t].__module__ in OWNERS)


def kept(commits: list[Commit]) -> list[Kept]:
    return [(c.envelope(), c.body, c.hash) for c in commits]


def history(story: Story) -> History:
    return build(story.case, kept(story.commits))


def test_lines_stand_in_journal_order_whatever_order_commits_arrived_in() -> None:
    story = whole_life()
    shuffled = kept(story.commits)
    random.Random(4).shuffle(shuffled)
    lines = build(story.case, shuffled).lines
    assert [line.type for line in lines] == [
        *("case.received", "case.accepted", "review.opened", "review.step_completed", "review.decided"),
        *("case.delivered", "rating.invited", "rating.submitted", "complaint.filed", "complaint.closed"),
    ]
    assert lines == history(story).lines


def test_a_line_says_who_when_twice_what_and_under_which_hash() -> None:
    story = Story().received()
    line = history(story).lines[0]
    assert line.actor == {"id": "clerk-1", "role": "window_clerk", "unit": "dep-zr"}
    assert line.recorded_at.startswith("2026-10-12T09:00:00")
    assert line.occurred_at.startswith("2026-10-12T09:00:00")
    assert line.zh == "收到申请：农村宅基地批准（窗口）"
    assert line.en == "received: 农村宅基地批准 (window)"
    assert story.commits[0].hash.startswith(line.hash)


def test_what_was_said_late_keeps_both_times() -> None:
    story = Story().received("2026-10-12")
    event = CATALOGUE["case.withdrawn"](reason="不办了", confirmed=True)
    story.add(f"case/{story.case}", at("2026-10-14"), event, occurred=at("2026-10-13"))
    line = history(story).lines[-1]
    assert (line.occurred_at[:10], line.recorded_at[:10]) == ("2026-10-13", "2026-10-14")


def test_sealed_texts_and_persons_never_appear() -> None:
    told = orjson.dumps(dataclasses.asdict(history(whole_life()))).decode()
    assert "sealed-" not in told
    assert "person-1" not in told


def test_a_citizens_account_is_not_named() -> None:
    story = Story().received()
    event = CATALOGUE["case.withdrawn"](reason="", confirmed=True)
    story.add(f"case/{story.case}", at("2026-10-13"), event, actor=Actor("citizen-7", "citizen"))
    assert history(story).lines[-1].actor == {"id": "", "role": "citizen", "unit": ""}


def test_the_state_at_a_time_knows_only_what_was_recorded_until_then() -> None:
    story = whole_life()
    then = build(story.case, kept(story.commits), at("2026-10-20", "16:00"))
    assert [line.type for line in then.lines][-1] == "review.decided"
    assert then.ok


def test_sound_chains_are_told_sound_with_their_length() -> None:
    chains = history(whole_life()).chains
    assert [(c.stream.partition("/")[0], c.commits, c.ok) for c in chains] == [
        *(("case", 3, True), ("complaint", 2, True), ("rating", 2, True), ("review", 3, True))
    ]


def test_a_flipped_byte_names_its_commit() -> None:
    story = whole_life()
    stream = f"case/{story.case}"
    first, second, third = kept(story.of(stream))
    body = second[1].replace(b"clerk-1", b"clerk-2")
    chain = check_chain(stream, [first, (read_body(body), body, second[2]), third])
    assert (chain.ok, chain.broken, chain.reason, chain.commits) == (False, f"{stream}@2", "altered", 1)


def test_a_missing_commit_is_named() -> None:
    story = whole_life()
    stream = f"case/{story.case}"
    first, _, third = kept(story.of(stream))
    assert check_chain(stream, [third, first]).broken == f"{stream}@2"


def test_a_commit_of_another_chain_is_named() -> None:
    story, other = Story(item="item-13").received().accepted(), Story(item="item-14").received().accepted()
    stream = f"case/{story.case}"
    chain = check_chain(stream, [kept(story.of(stream))[0], kept(other.of(stream))[1]])
    assert (chain.broken, chain.reason) == (f"{stream}@2", "does_not_follow")


@pytest.mark.parametrize("type_name", JOURNAL_TYPES)
def test_every_event_is_told_in_both_languages_from_fields_it_has(type_name: str) -> None:
    telling = TELLINGS[type_name]
    fields = {f.name for f in dataclasses.fields(CATALOGUE[type_name])}  # type: ignore[arg-type]
    named = {name for text in (telling.zh, telling.en) for _, name, _, _ in string.Formatter().parse(text) if name}
    assert named <= set(telling.shown) <= fields
    assert set(telling.shown) <= set(FIELDS)


def test_no_telling_is_left_over() -> None:
    assert sorted(TELLINGS) == JOURNAL_TYPES
    assert set(VALUES) <= set(FIELDS)


def test_an_unknown_type_is_told_by_name_and_shows_nothing() -> None:
    assert sentence("case.flown", {"to": "moon"}, "zh") == "case.flown"
    assert shown("case.flown", {"to": "moon"}) == {}


def test_a_field_that_an_old_event_lacks_reads_as_a_dash() -> None:
    assert sentence("case.received", {"channel": "post"}, "zh") == "收到申请：—（邮寄）"


@pytest.mark.parametrize(
    ("name", "value", "zh", "en"),
    [
        ("promised", {"value": 10, "unit": "working_days", "note": ""}, "10个工作日", "10 working days"),
        ("promised", {"value": 0, "unit": "same_day", "note": ""}, "当日", "same day"),
        ("statutory", None, "—", "—"),
        ("materials", [], "—", "—"),
        ("materials", ["m-1", "m-2"], "m-1、m-2", "m-1, m-2"),
        ("defects", [{"material": "m-1", "problem": "缺签名"}], "m-1：缺签名", "m-1: 缺签名"),
        ("provisional", False, "否", "no"),
        ("grade", 1, "非常满意", "very satisfied"),
    ],
)
def test_values_are_told_in_words(name: str, value: object, zh: str, en: str) -> None:
    assert (in_words(name, value, "zh"), in_words(name, value, "en")) == (zh, en)
