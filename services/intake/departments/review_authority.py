"""Which organ reviews what a department decides (L14c; 行政复议法24、27). Pure.

A township's acts are reviewed by the county government, those of a county department and of an agency it has
dispatched by the government of the same county; organs led from above alone by the superior department.
"""

from __future__ import annotations

from shared.contracts.registry import DepartmentRegistered
from shared.contracts.statements import wrong

GOVERNMENTS = {
    "5204": "安顺市人民政府",
    "520402": "西秀区人民政府",
    "520403": "平坝区人民政府",
    "520422": "普定县人民政府",
    "520423": "镇宁布依族苗族自治县人民政府",
    "520424": "关岭布依族苗族自治县人民政府",
    "520425": "紫云苗族布依族自治县人民政府",
}
"""The governments of the city and its counties, by division code (C-5)."""


def review_authority(department: DepartmentRegistered) -> str:
    """Give the organ, as it is named on decisions.

    Raises:
        Rejected: `superior_missing`: it is led from above alone, and nobody has said by whom; `unknown_division`: no
            government is known for its division.
    """
    if department.vertical:
        if not department.superior:
            told = "an organ led from above alone names its superior, which reviews its acts"
            raise wrong("superior_missing", "superior", told, "L14c; 复议法27")
        return department.superior
    own = GOVERNMENTS.get(_government_division(department))
    if own is None:
        raise wrong("unknown_division", "division", "no government is known for this division", "L14c; C-5")
    return own


def _government_division(department: DepartmentRegistered) -> str:
    """Acts of the city's departments go to the city's government; all others here to the county's."""
    return department.division[:4] if department.level == "3" else department.division[:6]
