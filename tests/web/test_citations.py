"""What a rule rests on reads as people cite it."""

from __future__ import annotations

import pytest

from shared.web.citations import cited_in


@pytest.mark.parametrize(
    ("basis", "zh", "en"),
    [
        (
            "S2.5e; 许可法32",
            "安顺市《意见》二（五）；《行政许可法》第32条",
            "Anshun Opinions (2016), part 2(5); Administrative Licensing Law, art. 32",
        ),
        ("许可法42①", "《行政许可法》第42条第1款", "Administrative Licensing Law, art. 42(1)"),
        ("许可法46至48", "《行政许可法》第46条至第48条", "Administrative Licensing Law, art. 46–48"),
        (
            "复议法24、27",
            "《行政复议法》第24条、第27条",
            "Administrative Reconsideration Law, art. 24, 27",
        ),
        ("B-4 首问负责制", "中心内部规定（首问负责制）", "rule of the centre's own (首问负责制)"),
        ("C-5; A-0 6; G10; D H05; P0", "中心内部规定", "rule of the centre's own"),
        ("L14c", "法定规则", "rule of law"),
        ("GB/T 39046 A.2", "GB/T 39046 A.2", "GB/T 39046 A.2"),
        ("", "", ""),
    ],
)
def test_a_basis_is_written_out(basis: str, zh: str, en: str) -> None:
    assert cited_in("zh", basis) == zh
    assert cited_in("en", basis) == en


def test_each_source_is_named_once() -> None:
    assert cited_in("zh", "S2.2c; S2.2d") == "安顺市《意见》二（二）"
