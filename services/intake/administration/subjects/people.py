"""How departments, accounts and those who answer for a township are described."""

from __future__ import annotations

import marshmallow as ma

from services.intake.administration.describing import Description, Document, Label, Pair
from services.intake.administration.subjects.guide_words import BODIES, LEVELS
from services.intake.administration.subjects.making import described
from services.intake.registry.parts import several, words
from services.intake.registry.schemas import DepartmentBody, StaffBody
from services.intake.venues.principals import sealed
from services.intake.venues.schemas import PrincipalBody
from shared.contracts import Event
from shared.contracts.duties import Principal, PrincipalsRegistered
from shared.contracts.registry import DepartmentRegistered, StaffRegistered, Text, VenueRegistered
from shared.identity import ROLES
from shared.privacy import Vault
from shared.web.fields import Line, Strict

STANDINGS: dict[str, Pair] = {
    "": ("未说明", "not said"),
    "internal": ("乡镇内设机构", "office of the township"),
    "institution": ("乡镇事业单位", "institution of the township"),
    "county_station": ("县级部门派驻站所", "station of a county department"),
    "county_department": ("县级部门", "county department"),
    "dispatched": ("派出机构（以自己名义）", "dispatched agency (in its own name)"),
}
PARTS: dict[str, Pair] = {
    "first": ("第一责任人", "first person responsible"),
    "deputy": ("分管责任人", "deputy in charge"),
}

DEPARTMENT = described(
    DepartmentRegistered,
    ("部门", "departments"),
    ("对事项负责的部门和站所，及其复议机关。", "Departments and stations that answer for items."),
    "people",
    ("name", "nature", "division"),
    {
        "name": Label("部门名称", "name"),
        "nature": Label("性质", "nature", ("如：派出机构、事业单位", "kind of body in words")),
        "credit_code": Label("统一社会信用代码", "credit code", ("18 位", "18 characters"), "C-2; GB 32100"),
        "synthetic": Label("代码为示例", "made-up code"),
        "review_authority": Label(
            "行政复议机关",
            "review authority",
            ("填了机构定位时由系统依法得出", "follows by law from the standing"),
            "L14c",
        ),
        "body": Label(
            "主体性质", "nature of the body", options={"": ("未说明", "not said"), **BODIES}, basis="GB/T 39046 A.3"
        ),
        "standing": Label("机构定位", "standing", options=STANDINGS, basis="L14c"),
        "acts_for": Label(
            "以谁的名义", "acts for", ("以自己名义的留空", "empty where it acts in its own name"), "L14c"
        ),
        "level": Label("层级", "level", options={"": ("未说明", "not said"), **LEVELS}, basis="GB/T 39046 A.2"),
        "vertical": Label("垂直领导", "led from above alone", basis="复议法27"),
        "superior": Label("上级主管部门", "superior"),
        "superior_code": Label("上级部门编码", "superior's code", refers=DepartmentRegistered),
        "phone": Label("办公电话", "telephone"),
    },
    DepartmentBody,
)

STAFF = described(
    StaffRegistered,
    ("账号", "accounts"),
    (
        "谁以什么角色、在哪里、管到哪里；不登记姓名，密码另设。",
        "Role, place and jurisdiction of an account; no names, and passwords are set elsewhere.",
    ),
    "people",
    ("role", "unit", "hall", "divisions"),
    {
        "id": Label("账号", "account", ("不用姓名拼音和证件号", "no names, no identity numbers")),
        "role": Label("角色", "role", options={code: (role.zh, role.en) for code, role in ROLES.items()}),
        "unit": Label("部门", "department", refers=DepartmentRegistered),
        "hall": Label("工作场所", "hall or point", refers=VenueRegistered, basis="S2.1d"),
        "divisions": Label(
            "管辖区划", "jurisdiction", ("区划代码或其开头，一行一个", "codes or their beginnings, one a line"), "F9"
        ),
        "demo": Label("演示账号", "demonstration account", ("只在演示环境可登录", "signs in in demonstrations only")),
        "partner": Label("AB 岗搭档", "stands in", refers=StaffRegistered, basis="S2.1d"),
        "effective_from": Label("启用日", "from"),
        "effective_to": Label(
            "停用日", "until (excluded)", ("从这一天起不能再办事；留空为长期", "from this day on it may do nothing")
        ),
    },
    StaffBody,
)


class TermBody(PrincipalBody):
    """A term as it is entered: a name left empty stays what it was."""

    name = words(60)


class PrincipalsForm(Strict):
    """Who answers for a township or village, whole."""

    division = Line(required=True, most=12, pattern=r"[0-9]{9}([0-9]{3})?")
    principals = several(ma.fields.Nested(TermBody), 60)


def _principals(vault: Vault, body: Document, before: Event | None) -> Event:
    """Seal the names that were entered; keep those that were not, term by term."""
    division = body["division"]
    held = before.principals if isinstance(before, PrincipalsRegistered) else ()
    kept = {(term.part, term.effective_from): term for term in held}
    terms = [
        _term(vault, division, term, kept.get((term["part"], term["effective_from"]))) for term in body["principals"]
    ]
    return PrincipalsRegistered(division=division, principals=tuple(terms))


def _term(vault: Vault, division: str, term: Document, kept: Principal | None) -> Principal:
    if term["name"]:
        return sealed(vault, division, [term]).principals[0]
    said = {name: term[name] for name in ("part", "account", "effective_from", "effective_to")}
    person, name = (kept.person, kept.name) if kept else ("", "")
    return Principal(**said, office=Text(**term["office"]), person=person, name=name)


PRINCIPALS = Description(
    PrincipalsRegistered,
    ("责任人", "persons responsible"),
    (
        "乡镇、村政务服务的第一责任人和分管责任人，按任期；姓名加密保存。",
        "Who answers for a township's or village's service, term by term; names are sealed.",
    ),
    PrincipalsForm,
    {
        "principals": Label("任期", "terms", basis="S3.1b"),
        "principals.part": Label("责任", "part", options=PARTS),
        "principals.office": Label("职务", "office"),
        "principals.account": Label(
            "账号", "account", ("没有账号的留空", "empty where there is none"), refers=StaffRegistered
        ),
        "principals.person": Label("人员代号", "person", computed=True),
        "principals.name": Label(
            "姓名", "name", ("加密保存；留空则不变", "kept sealed; left empty it stays"), "F10", sealed=True
        ),
        "principals.effective_from": Label("任职日", "from"),
        "principals.effective_to": Label("离任日（不含）", "until (excluded)"),
    },
    ("division",),
    _principals,
    "people",
)
