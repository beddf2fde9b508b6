"""The gazetteer counts as C-5 does, and names are composed from it on a day."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from shared.contracts import Rejected
from shared.contracts.registry import Text, VenueRegistered
from shared.contracts.venues import DatedName, DivisionRegistered
from shared.gazetteer import check_name, gazetteer_of, level_of, official_name, packaged, shown_name

TODAY = date(2026, 9, 17)
BEFORE_THE_SNAPSHOT = date(2024, 10, 31)
TOWNS = packaged().in_force(TODAY, level="town")


def village(code: str, name: str, kind: str = "village") -> DivisionRegistered:
    names = (DatedName(Text(name), date(2024, 11, 1)),)
    return DivisionRegistered(code=code, kind=kind, parent=code[:9], names=names)  # type: ignore[arg-type]


EXAMPLE = village("520422103202", "示例村")
KNOWN = gazetteer_of([EXAMPLE, village("520403105202", "示例村"), village("520402002204", "示例社区", "community")])


def test_there_are_92_township_divisions_by_kind() -> None:
    assert Counter(each.kind for each in TOWNS) == {"subdistrict": 26, "town": 48, "township": 18}
    assert len(TOWNS) == 92


def test_there_are_as_many_in_each_county_as_the_source_says() -> None:
    assert Counter(each.parent for each in TOWNS) == {
        "520402": 25,
        "520403": 11,
        "520422": 13,
        "520423": 16,
        "520424": 14,
        "520425": 13,
    }


@pytest.mark.parametrize("division", packaged().in_force(TODAY), ids=lambda division: division.code)
def test_every_division_is_dated_has_the_ending_of_its_kind_and_the_code_of_its_parent(
    division: DivisionRegistered,
) -> None:
    (name,) = division.names
    assert (name.effective_from, name.effective_to) == (date(2024, 11, 1), None)
    assert division.source
    digit = {"subdistrict": "0", "town": "1", "township": "2"}
    if level_of(division.kind) == "town":
        assert division.code.startswith(division.parent)
        assert division.code[6] == digit[division.kind], "GB/T 10114: 0 subdistricts, 1 towns, 2 townships"
        assert name.name.zh.endswith({"subdistrict": "街道", "town": "镇", "township": "乡"}[division.kind])


def test_no_name_is_guessed_for_a_day_before_the_source() -> None:
    assert packaged().in_force(BEFORE_THE_SNAPSHOT) == []
    with pytest.raises(Rejected, match="division_not_in_force"):
        packaged().name("520422103", BEFORE_THE_SNAPSHOT)


def test_two_towns_are_called_machang_and_two_begin_with_houchang() -> None:
    assert [each.code for each in packaged().called("马场镇", TODAY)] == ["520403105", "520422103"]
    assert [each.code for each in TOWNS if each.names[0].name.zh.startswith("猴场")] == ["520422204", "520425102"]


@pytest.mark.parametrize("alias", ["紫云苗族布依族自治县", "紫云自治县", "紫云县"])
def test_an_alias_finds_the_division_and_never_becomes_its_name(alias: str) -> None:
    (found,) = packaged().called(alias, TODAY)
    assert packaged().name(found.code, TODAY).zh == "紫云苗族布依族自治县"


@pytest.mark.parametrize(
    ("kind", "division", "rule", "name"),
    [
        ("hall", "520402109", "anshun-2016", "西秀区旧州镇政务服务中心"),
        ("hall", "520425102", "anshun-2016", "紫云苗族布依族自治县猴场镇政务服务中心"),
        ("hall", "520402202", "anshun-2016", "西秀区鸡场布依族苗族乡政务服务中心"),
        ("hall", "520402002", "anshun-2016", "西秀区东街街道政务服务中心"),
        ("hall", "520422103", "guofa-2022-5", "普定县马场镇便民服务中心"),
        ("point", "520422103202", "anshun-2016", "马场镇示例村便民服务点"),
        ("point", "520402002204", "anshun-2016", "东街街道示例社区便民服务点"),
        ("point", "520402002204", "guofa-2022-5", "东街街道示例社区便民服务站"),
    ],
)
def test_a_name_is_composed_from_official_names(kind: str, division: str, rule: str, name: str) -> None:
    assert official_name(KNOWN, kind, division, rule, TODAY) == name


def point(division: str, **changes: object) -> VenueRegistered:
    stated = VenueRegistered(
        id="P-1", kind="point", name=Text("马场镇示例村便民服务点"), division=division, area_dm=4000
    )
    return replace(stated, **changes)  # type: ignore[arg-type]


def test_names_that_collide_are_told_apart_by_the_county_before_them() -> None:
    here, there = point("520422103202"), point("520403105202")
    for venue in (here, there):
        check_name(KNOWN, venue, TODAY)
    assert [shown_name(KNOWN, venue, TODAY) for venue in (here, there)] == [
        "普定县马场镇示例村便民服务点",
        "平坝区马场镇示例村便民服务点",
    ]


def test_a_wrong_name_is_refused_with_the_expected_one() -> None:
    with pytest.raises(Rejected) as refusal:
        check_name(KNOWN, point("520422103202", name=Text("马场示例村便民服务点")), TODAY)
    assert refusal.value.code == "name_not_by_rule"
    assert "S2.2d" in refusal.value.basis
    assert refusal.value.errors == {"name": "应为：马场镇示例村便民服务点"}


def test_a_division_of_another_level_or_unknown_gives_no_name() -> None:
    for kind, division, code in (
        ("hall", "520422103202", "wrong_division_level"),
        ("point", "520422103", "wrong_division_level"),
        ("point", "520422103999", "unknown_division"),
    ):
        with pytest.raises(Rejected, match=code):
            official_name(KNOWN, kind, division, "anshun-2016", TODAY)


def test_a_renamed_town_gives_the_name_of_the_day() -> None:
    names = (
        DatedName(Text("马场镇"), date(2024, 11, 1), date(2027, 1, 1)),
        DatedName(Text("马场新镇"), date(2027, 1, 1)),
    )
    renamed = replace(packaged().division("520422103"), names=names)
    known = gazetteer_of([renamed])
    assert official_name(known, "hall", "520422103", "anshun-2016", date(2026, 12, 31)) == "普定县马场镇政务服务中心"
    assert official_name(known, "hall", "520422103", "anshun-2016", date(2027, 1, 1)) == "普定县马场新镇政务服务中心"


def test_a_town_may_belong_to_a_management_committee() -> None:
    committee = DivisionRegistered(
        code="5204A1",
        kind="management_committee",
        parent="520400",
        names=(DatedName(Text("黄果树旅游区"), date(2024, 11, 1)),),
    )
    moved = replace(packaged().division("520423102"), parent="5204A1")
    known = gazetteer_of([committee, moved])
    assert official_name(known, "hall", "520423102", "anshun-2016", TODAY) == "黄果树旅游区黄果树镇政务服务中心"
