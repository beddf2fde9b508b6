"""Roles as one table of data: which permissions each holds.

What is not in a role's row is refused. Rows name what the role's bearer does in a hall; which
department, hall or division it may do it for comes from the token (`unit`, `hall`, `divisions`) and is checked where
the matter is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its names and what it may do."""

    zh: str
    en: str
    permissions: frozenset[str]


_EVERYONE = {"account.read", "registry.read"}
_CASE_DESK = {
    "case.receive",
    "case.accept",
    "case.supplement",
    "case.refuse",
    "case.redirect",
    "case.withdraw",
    "case.complete",
    "case.deliver",
    "case.read",
    "material.add",
    "sheet.issue",
}
_HALL_DESK = {
    "appointment.manage",
    "queue.take",
    "queue.call",
    "visit.handle",
    "special.handle",
    "consultation.handle",
    "hall.read",
}
_AT_WORK = {"attendance.record", "window.heartbeat"}
_PEOPLE_DESK = {
    *("proxy.receive", "proxy.read", "mandate.give", "mandate.read"),
    *("escort.request", "escort.act", "escort.read"),
}
"""What a window does about those who act for others."""
_OWN_MATTERS = {"mandate.give", "mandate.read_own", "access.read_own", "escort.request", "escort.read_own"}
"""What people do about their own representation and their own data."""
_REVIEW_DESK = {
    "case.read",
    "material.read",
    "review.read",
    "review.step",
    "review.suspend",
    "review.serve",
    "superior.read",
    "history.read",
    "card.read",
    "card.appeal",
}
_ASSESSED = {"score.read", "score.appeal", "supervision.answer", "supervision.read"}
_CARD_JUDGE = {"card.read", "card.report", "card.correct"}


def _role(zh: str, en: str, *groups: set[str]) -> Role:
    return Role(zh, en, frozenset().union(_EVERYONE, *groups))


ROLES: Mapping[str, Role] = MappingProxyType(
    {
        "citizen": _role(
            "办事群众",
            "citizen",
            _OWN_MATTERS,
            {"case.apply", "case.read_own", "case.withdraw", "complaint.file", "rating.submit", "score.read"},
            {"material.add"},
        ),
        "window_clerk": _role(
            "窗口人员",
            "window clerk",
            _CASE_DESK,
            _HALL_DESK,
            _AT_WORK,
            {"complaint.file", "review.read", "review.serve", "card.read"},
            _PEOPLE_DESK,
            {"hotline.return", "device.manage", "packet.import", "packet.settle"},
        ),
        "village_agent": _role(
            "村代办员",
            "village agent",
            _AT_WORK,
            {"material.add"},
            {"case.receive", "case.supplement", "case.deliver", "case.read", "complaint.file"},
            {"proxy.act", "proxy.read"},
            {"device.request", "packet.import"},
        ),
        "window_device": _role(
            "窗口设备", "window device", {"window.heartbeat", "queue.take", "terminal.use"}, {"rating.submit"}
        ),
        "reviewer": _role(
            "审查人员", "reviewer", _REVIEW_DESK, {"attendance.record", "consultation.handle", "hall.read"}
        ),
        "approver": _role(
            "批准人(机关负责人)",
            "approver (head of the agency)",
            _REVIEW_DESK,
            {"review.decide", "review.extend", "review.assign", "attendance.record", "hotline.return"},
            {"rating.read", "rating.rectify", "remedy.read"},
            {"visit.approve", "special.answer", "hall.read"},
            _ASSESSED,
        ),
        "government_head": _role(
            "政府负责人",
            "head of government",
            {"case.read", "review.read", "review.extend", "complaint.read", "complaint.extend", "remedy.read"},
            _ASSESSED,
        ),
        "superior_officer": _role(
            "上级机关审批人员",
            "officer of a superior unit",
            {"superior.read", "superior.decide", "review.read", "card.read", "card.appeal"},
        ),
        "complaint_handler": _role(
            "投诉经办人",
            "complaint handler",
            {"complaint.file", "complaint.read", "complaint.handle", "rating.read", "rating.rectify", "case.read"},
            {"attendance.record", "proxy.read", "hotline.receive", "rating.exclude"},
            {"remedy.read", "remedy.register"},
        ),
        "auditor": _role(
            "审计监察人员",
            "auditor",
            {
                "case.read",
                "material.read",
                "review.read",
                "complaint.read",
                "complaint.reopen",
                "rating.read",
                "rating.exclude",
                "rating.recheck",
                "remedy.read",
                "score.read",
                "history.read",
                "journal.verify",
                "checkpoint.cosign",
                "attendance.inspect",
                "hall.read",
                "mandate.read",
                "access.read",
                "escort.read",
                "proxy.read",
                "supervision.read",
            },
            _CARD_JUDGE,
        ),
        "privacy_officer": _role(
            "个人信息保护负责人", "officer for personal data", {"person.erase", "access.read", "case.read"}
        ),
        "assessor": _role(
            "考核人员",
            "assessor",
            {"score.read", "score.publish", "score.correct", "rating.read", "history.read", "remedy.read"},
            {"policy.publish"},
            {"supervision.order", "supervision.read"},
            {"attendance.inspect", "hall.read", "proxy.read"},
            _CARD_JUDGE,
        ),
        "admin": _role(
            "系统管理员",
            "administrator",
            {
                "registry.write",
                "system.operate",
                "journal.verify",
                "checkpoint.cosign",
                "history.read",
                "score.read",
                "case.read",
                "review.read",
                "card.read",
            },
        ),
    }
)
"""The table. An administrator maintains the register and the machines, and decides no case."""


def allows(role: str, permission: str) -> bool:
    """Tell whether a role holds a permission; an unknown role holds none."""
    row = ROLES.get(role)
    return row is not None and permission in row.permissions
