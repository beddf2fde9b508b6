"""One description per kind of subject; a test fails where the register has a kind, or an event a field, without one."""

from __future__ import annotations

from collections.abc import Mapping

from services.intake.administration.describing import Description, Pair
from services.intake.administration.subjects.duties import DUTIES
from services.intake.administration.subjects.items import ITEM
from services.intake.administration.subjects.people import DEPARTMENT, PRINCIPALS, STAFF
from services.intake.administration.subjects.places import LEAVE, PLACES
from services.intake.administration.subjects.rules import RULE_SUBJECTS

SUBJECTS: tuple[Description, ...] = (*PLACES, DEPARTMENT, STAFF, PRINCIPALS, LEAVE, ITEM, *DUTIES, *RULE_SUBJECTS)
"""In the order in which they are shown."""

ELSEWHERE: Mapping[str, str] = {"file": "files come in by being uploaded, and never change"}
"""What stands on the register and is not kept by pages of this kind, and why."""

BY_CATEGORY: Mapping[str, Description] = {each.category: each for each in SUBJECTS}

GROUPS: Mapping[str, Pair] = {
    "places": ("场所", "places"),
    "people": ("机构与人员", "bodies and people"),
    "items": ("事项", "items"),
    "duties": ("进厅与职责", "duties"),
    "rules": ("规则与日历", "rules and calendars"),
}
"""The headings of the home page."""
