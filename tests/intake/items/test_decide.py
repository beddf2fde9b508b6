"""What may be published: whole guides, limits within the law, codes by their scheme, promises that grow with notice."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.items.decide import findings
from services.intake.items.elements import lacking
from services.intake.registry.deciders import SUBJECTS
from shared.contracts.files import FileStored
from shared.contracts.guides import Codes, Fee, FileRef, SpecialProcedure
from shared.contracts.limits import TimeLimit
from shared.contracts.registry import ItemPublished, Text
from shared.contracts.statements import State
from shared.testing.spec import meta_at, spec
from shared.timekeeping.quarters import next_quarter
from tests.intake.items.samples import ALLOWANCE, BEFORE, FILES, INSTANT, LICENCE, publish

ITEM = SUBJECTS["item"]
NOTHING = Text("")


def without(item: ItemPublished, path: str) -> ItemPublished:
    """Take away what stands at a path: texts become empty, tuples empty, everything else as if never told."""
    return _without(item, path.split("."))


def _without(part: Any, names: list[str]) -> Any:
    first, *rest = names
    if isinstance(part, tuple):
        at = int(first)
        return (*part[:at], _without(part[at], rest), *part[at + 1 :])
    inner = getattr(part, first)
    if rest:
        return replace(part, **{first: _without(inner, rest)})
    return replace(part, **{first: _nothing(inner)})


def _nothing(value: Any) -> Any:
    match value:
        case Text():
            return NOTHING
        case FileRef() | TimeLimit():
            return None
        case bool() | int():
            return type(value)()
        case str() | tuple():
            return type(value)()
    return None


REQUIRED = [
    "name.zh",
    "codes.catalog_code",
    "codes.task_code",
    "codes.task_handle_item",
    "by_law",
    "by_law.0.text",
    "body.dept_type",
    "body.use_level",
    "server_type",
    "conditions",
    "limit_explain",
    "materials",
    "materials.0.source",
    "materials.0.form",
    "materials.0.accept_stand",
    "materials.0.originals",
    "materials.0.blank",
    "materials.0.sample",
    "materials.2.sample",
    "handle_flow",
    "plan.steps.0.limit",
    "special_explain",
    "review_points",
    "charges.explain",
    "result",
    "result_detail.sample",
    "result_detail.deliveries",
    "result_detail.validity",
    "visiting.address",
    "visiting.hours",
    "visiting.market_days",
    "visiting.traffic",
    "channels.handle_type",
    "channels.online_depth",
    "channels.online_url",
    "channels.visits",
    "channels.handle_area",
    "proxy.catalogue_version",
    "proxy.explain",
    "contacts.link_way",
    "contacts.supervise_way",
    "contacts.hotline",
    "remedies.review_authority",
    "remedies.review_days",
    "remedies.court",
    "remedies.court_months",
]


@pytest.mark.parametrize("item", [LICENCE, INSTANT, BEFORE, ALLOWANCE], ids=lambda item: f"{item.code} {item.kind}")
def test_a_whole_guide_is_published(item: ItemPublished) -> None:
    spec(ITEM).when(publish(item)).then(item)


def test_what_holds_may_be_said_again_even_from_before_the_elements_were_asked_for() -> None:
    old = without(without(LICENCE, "by_law"), "visiting.address")
    spec(ITEM).given(old).when(publish(old)).then()
    spec(ITEM).given(old).when(publish(old, verified=False)).rejected("guide_incomplete", "C-4")


@pytest.mark.parametrize("path", REQUIRED)
def test_a_guide_that_lacks_a_required_element_is_refused_and_the_field_is_named(path: str) -> None:
    lack = without(LICENCE, path)
    if path == "channels.visits":
        lack = replace(LICENCE, channels=replace(LICENCE.channels, visits=None))
    refusal = spec(ITEM).when(publish(lack)).rejected("guide_incomplete", "C-4; S1.5a")
    assert refusal.status == 422
    assert path in refusal.errors


def test_taking_away_the_sample_of_one_material_names_that_material() -> None:
    refusal = spec(ITEM).when(publish(without(LICENCE, "materials.1.sample"))).rejected("guide_incomplete", "S1.5a")
    assert list(refusal.errors) == ["materials.1.sample"]


def test_everything_missing_is_told_at_once() -> None:
    bare = replace(
        LICENCE, **{f.name: f.default for f in fields(LICENCE) if is_dataclass(f.default) or f.name == "by_law"}
    )
    assert len({finding.field for finding in findings(None, publish(bare))}) > 20


@given(st.sets(st.sampled_from([path for path in REQUIRED if path.count(".") < 2 and path != "materials"])))
def test_exactly_what_was_taken_away_is_found_missing(paths: set[str]) -> None:
    """By_law hides its articles and an online depth that is gone hides its address: both are told by their parent."""
    lack = LICENCE
    for path in sorted(paths):
        lack = (
            replace(lack, channels=replace(lack.channels, visits=None))
            if path == "channels.visits"
            else without(lack, path)
        )
    hidden = {"channels.online_url"} if "channels.online_depth" in paths else set()
    assert {finding.field for finding in lacking(lack)} == paths - hidden


def test_no_item_promises_more_time_than_the_law_allows() -> None:
    slow = publish(LICENCE, promised=TimeLimit(21, "working_days"))
    refusal = spec(ITEM).when(slow).rejected("promised_over_statutory", "S2.7c")
    assert list(refusal.errors) == ["promised"]


def test_a_promise_equal_to_the_law_is_fine() -> None:
    exact = publish(LICENCE, promised=TimeLimit(20, "working_days"))
    spec(ITEM).when(exact).then(exact.statement)


@pytest.mark.parametrize("unit", ["natural_days", "hours"])
def test_a_promise_in_another_unit_than_the_law_cannot_be_compared_and_is_refused(unit: Any) -> None:
    spec(ITEM).when(publish(LICENCE, promised=TimeLimit(1, unit))).rejected("units_differ", "S2.7c")


def test_a_promise_for_the_same_day_keeps_within_any_law() -> None:
    quick = publish(LICENCE, promised=TimeLimit(0, "same_day"), plan=replace(LICENCE.plan, steps=()), kind="instant")
    spec(ITEM).when(quick).then(quick.statement)


def test_an_instant_item_is_promised_for_the_same_day() -> None:
    spec(ITEM).when(publish(INSTANT, promised=TimeLimit(1, "working_days"))).rejected("instant_is_same_day", "S2.7a")


def test_the_steps_together_keep_within_the_promise() -> None:
    step = replace(LICENCE.plan.steps[0], limit=TimeLimit(16, "working_days"))
    over = publish(LICENCE, plan=replace(LICENCE.plan, steps=(step,)))
    spec(ITEM).when(over).rejected("steps_over_promise", "S1.3a")


VISIT = SpecialProcedure("site_visit", Text("现场踏勘"), "内部规定", TimeLimit(5, "working_days"))


def test_only_the_eight_procedures_may_stop_the_clock() -> None:
    refusal = spec(ITEM).when(publish(LICENCE, special_procedures=(VISIT,))).rejected("special_outside_eight", "45")
    assert list(refusal.errors) == ["special_procedures.0.kind"]
    counted = publish(LICENCE, special_procedures=(replace(VISIT, counted=True),))
    spec(ITEM).when(counted).then(counted.statement)


@pytest.mark.parametrize(
    "kind", ["hearing", "tender", "auction", "inspection", "testing", "quarantine", "appraisal", "expert_review"]
)
def test_each_of_the_eight_may_stop_it_with_its_basis_and_time(kind: str) -> None:
    named = publish(LICENCE, special_procedures=(replace(VISIT, kind=kind),))
    spec(ITEM).when(named).then(named.statement)
    bare = publish(LICENCE, special_procedures=(replace(VISIT, kind=kind, basis="", limit=None),))
    refusal = spec(ITEM).when(bare).rejected("guide_incomplete")
    assert set(refusal.errors) == {"special_procedures.0.basis", "special_procedures.0.limit"}


GOOD_CODES = [
    Codes("C0109", "000125001000", "11520422MB000002734000125001000", "11520422MB00000273400012500100001"),
    Codes("GB39046", "XK01250010", "XK0125001052042210300001", "XK012500105204221030000101"),
    Codes("DB52-1264", "XK01250010", "XK012500105520422MB0000027", "XK012500105520422MB000002701"),
    Codes("LOCAL", "LOCAL-13", "LOCAL-13-520422103", "LOCAL-13-520422103-01"),
]


@pytest.mark.parametrize("codes", GOOD_CODES, ids=lambda codes: codes.scheme)
def test_codes_follow_the_scheme_they_are_said_to_follow(codes: Codes) -> None:
    good = publish(LICENCE, codes=codes)
    spec(ITEM).when(good).then(good.statement)


@pytest.mark.parametrize(
    ("codes", "field"),
    [
        (replace(GOOD_CODES[0], catalog_code="0001250010"), "codes.catalog_code"),
        (replace(GOOD_CODES[0], task_code="11520422MB000002738000125001000"), "codes.task_code"),
        (replace(GOOD_CODES[0], task_handle_item="11520422MB00000273500012500100001"), "codes.task_code"),
        (replace(GOOD_CODES[1], catalog_code="XK012500100"), "codes.catalog_code"),
        (replace(GOOD_CODES[2], catalog_code="0101250010"), "codes.catalog_code"),
        (replace(GOOD_CODES[3], catalog_code="地方 13"), "codes.catalog_code"),
        (replace(GOOD_CODES[3], catalog_code="L" * 51), "codes.catalog_code"),
        (replace(GOOD_CODES[3], scheme="C0109"), "codes.catalog_code"),
    ],
)
def test_a_code_that_its_scheme_does_not_allow_is_refused(codes: Codes, field: str) -> None:
    assert field in spec(ITEM).when(publish(LICENCE, codes=codes)).rejected("code_not_by_scheme", "C-1").errors


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"item_type": "99"}, "item_type"),
        ({"body": replace(LICENCE.body, dept_type="4")}, "body.dept_type"),
        ({"body": replace(LICENCE.body, use_level="8")}, "body.use_level"),
        ({"server_type": ("1", "7")}, "server_type"),
        ({"channels": replace(LICENCE.channels, handle_type=("5",))}, "channels.handle_type"),
    ],
)
def test_values_are_of_the_code_sets_of_the_standard(changes: dict[str, Any], field: str) -> None:
    refusal = spec(ITEM).when(publish(LICENCE, **changes)).rejected("unknown_code_value", "GB/T 39046")
    assert list(refusal.errors) == [field]


def test_a_category_is_one_of_the_thirteen_or_added_by_the_township() -> None:
    spec(ITEM).when(publish(LICENCE, category="其他")).rejected("unknown_category", "S2.3b")
    added = publish(LICENCE, category="增设项目")
    spec(ITEM).when(added).then(added.statement)


def test_an_item_belongs_to_a_registered_department_and_rests_on_articles() -> None:
    spec(ITEM).when(publish(LICENCE, department="dep-xx")).rejected("unknown_department")
    spec(ITEM).when(publish(LICENCE, basis=())).rejected("basis_missing", "P0")


def test_who_decides_above_and_who_is_heard_stand_on_the_register() -> None:
    heard = ({"consulted": ("dep-rs", "dep-xx")}, "plan.consulted.1")
    for changes, field in (({"superior": "dep-xx"}, "plan.superior"), heard):
        command = publish(LICENCE, plan=replace(LICENCE.plan, **changes))
        assert list(spec(ITEM).when(command).rejected("unknown_department", "S2.3a").errors) == [field]


def test_a_step_examines_published_points_only() -> None:
    steps = (*ALLOWANCE.plan.steps[:1], replace(ALLOWANCE.plan.steps[1], points=("made-up",)))
    command = publish(ALLOWANCE, plan=replace(ALLOWANCE.plan, steps=steps))
    refusal = spec(ITEM).when(command).rejected("unknown_point", "S1.3b")
    assert refusal.errors == {"plan.steps.1.points": "not among the review points: made-up"}


def test_materials_points_and_steps_are_listed_once() -> None:
    for changes in (
        {"materials": LICENCE.materials + LICENCE.materials[:1]},
        {"review_points": LICENCE.review_points + LICENCE.review_points[:1]},
        {"plan": replace(ALLOWANCE.plan, steps=ALLOWANCE.plan.steps[:1] * 2)},
    ):
        spec(ITEM).when(publish(LICENCE, **changes)).rejected("named_twice")


def test_a_file_that_was_never_stored_is_not_published() -> None:
    strange = replace(LICENCE.result_detail, sample=FileRef("0" * 64, "样本.pdf"))
    refusal = spec(ITEM).when(publish(LICENCE, result_detail=strange)).rejected("unknown_file", "S1.5a")
    assert list(refusal.errors) == ["result_detail.sample"]


def test_a_fee_is_told_thing_by_thing_with_its_basis() -> None:
    fee = Fee(Text("工本费"), "每本5元", 500, "示例文件")
    charged = publish(LICENCE, fee_cents=500, charges=replace(LICENCE.charges, fees=(fee,)))
    spec(ITEM).when(charged).then(charged.statement)
    short = publish(LICENCE, fee_cents=600, charges=replace(LICENCE.charges, fees=(fee,)))
    assert "charges.fees" in spec(ITEM).when(short).rejected("guide_incomplete").errors
    unfounded = publish(LICENCE, fee_cents=500, charges=replace(LICENCE.charges, fees=(replace(fee, basis=""),)))
    assert "charges.fees.0.basis" in spec(ITEM).when(unfounded).rejected("guide_incomplete").errors


def test_a_delegation_was_made_known() -> None:
    silent = publish(LICENCE, delegated_by="普定县林业局")
    assert "body.entrust_notice" in spec(ITEM).when(silent).rejected("guide_incomplete", "C-4").errors


def test_a_limit_that_no_law_sets_says_what_holds_instead() -> None:
    silent = publish(LICENCE, statutory=None)
    assert list(spec(ITEM).when(silent).rejected("guide_incomplete").errors) == ["anticipate_explain"]


def test_review_points_may_be_left_out_only_where_nothing_is_weighed() -> None:
    bound = publish(LICENCE, discretion=False, review_points=())
    spec(ITEM).when(bound).then(bound.statement)


QUICK = replace(LICENCE, promised=TimeLimit(10, "working_days"), plan=ALLOWANCE.plan)


def longer(**changes: Any) -> State:
    return publish(LICENCE, **changes)


def test_a_promise_becomes_longer_only_with_a_notice_and_in_the_next_quarter() -> None:
    item = spec(ITEM).given(QUICK)
    assert set(item.when(longer()).rejected("longer_without_notice", "G10").errors) == {
        "longer_notice",
        "effective_from",
    }
    told = {"longer_notice": "普政公告〔2026〕3号"}
    item.when(longer(**told, effective_from=date(2026, 9, 30))).rejected("longer_too_soon", "G10")
    grown = longer(**told, effective_from=date(2026, 10, 1))
    item.when(grown).then(grown.statement)


def test_a_longer_promise_announced_for_the_next_quarter_cannot_be_said_again_for_today() -> None:
    told = {"longer_notice": "普政公告〔2026〕3号"}
    announced = longer(**told, effective_from=date(2026, 10, 1)).statement
    item = spec(ITEM).given(QUICK, announced)
    item.when(longer(**told, effective_from=date(2026, 9, 17))).rejected("longer_too_soon", "G10")
    item.when(longer(effective_from=date(2026, 9, 17))).rejected("longer_without_notice", "G10")
    dearer = publish(replace(announced, aliases=("砍树",)))
    item.when(dearer).then(dearer.statement)


def test_a_shorter_promise_that_was_announced_cannot_be_taken_back_before_it_begins() -> None:
    announced = replace(QUICK, effective_from=date(2026, 10, 1))
    back = longer(longer_notice="普政公告〔2026〕4号")
    spec(ITEM).given(LICENCE, announced).when(back).rejected("longer_too_soon", "G10")


def test_a_promise_becomes_shorter_at_once() -> None:
    spec(ITEM).given(LICENCE).when(publish(QUICK)).then(QUICK)


def test_a_promise_in_another_unit_than_before_counts_as_longer() -> None:
    before = replace(QUICK, promised=TimeLimit(10, "natural_days"), statutory=TimeLimit(20, "natural_days"))
    spec(ITEM).given(before).when(longer()).rejected("longer_without_notice")


@given(st.dates(date(2000, 1, 1), date(2199, 12, 31)))
def test_the_next_quarter_begins_within_ninety_two_days_on_the_first_of_its_first_month(day: date) -> None:
    begins = next_quarter(day)
    assert (begins.day, begins.month % 3) == (1, 1)
    assert 0 < (begins - day).days <= 92


def test_a_file_is_known_by_its_checksum_and_named_once() -> None:
    file, stored = FILES[0], SUBJECTS["file"]
    spec(stored).when(State(meta=meta_at(), statement=file)).then(file)
    spec(stored).given(file).when(State(meta=meta_at(), statement=replace(file, name="另一个名字.docx"))).then()
    bad = FileStored(sha256="x", name="a.pdf", media_type="application/pdf", size=1)
    spec(stored).when(State(meta=meta_at(), statement=bad)).rejected("bad_checksum")


# How long the applicant has for supplements (B-3.3)

BASIS = "《法律援助法》第四十三条第三款"
TEN_DAYS = TimeLimit(10, "working_days")


@pytest.mark.parametrize(
    ("limit", "lapse", "basis", "code"),
    [
        (TimeLimit(0, "working_days"), "reminded", "", "supplement_limit_in_days"),
        (TimeLimit(24, "hours"), "reminded", "", "supplement_limit_in_days"),
        (TEN_DAYS, "withdrawn", " ", "supplement_basis_missing"),
        (None, "withdrawn", BASIS, "supplement_limit_missing"),
    ],
)
def test_a_limit_for_supplements_counts_days_and_closes_a_case_only_by_an_article(
    limit: TimeLimit | None, lapse: Any, basis: str, code: str
) -> None:
    item = replace(LICENCE, supplement_response_limit=limit, supplement_lapse=lapse, supplement_lapse_basis=basis)
    assert [found.code for found in findings(None, publish(item))] == [code]


def test_a_limit_that_only_reminds_needs_no_article_and_one_that_closes_needs_one() -> None:
    reminds = replace(LICENCE, supplement_response_limit=TEN_DAYS)
    assert not findings(None, publish(reminds))
    assert not findings(None, publish(replace(reminds, supplement_lapse="withdrawn", supplement_lapse_basis=BASIS)))
