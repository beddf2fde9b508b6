"""How stationing, exemptions, admissions, delegations and responsibilities are described."""

from __future__ import annotations

from services.intake.administration.describing import Label, Pair
from services.intake.administration.subjects.guide_words import LEVELS
from services.intake.administration.subjects.making import described
from services.intake.delegations.schemas import DelegationBody
from services.intake.responsibilities.schemas import ResponsibilityBody
from services.intake.stationing.schemas import AdmissionBody, ExemptionBody, OutsideBody, StationingBody
from shared.contracts.duties import (
    AdmissionStated,
    DelegationRegistered,
    ExemptionApproved,
    OutsideHandlingFound,
    ResponsibilityPublished,
    StationingStated,
)
from shared.contracts.registry import DepartmentRegistered, ItemPublished, VenueRegistered

MODES: dict[str, Pair] = {
    "stationed": ("派驻大厅", "stationed"),
    "delegated": ("委托综合窗口", "delegated to a comprehensive window"),
    "collected": ("窗口代收", "papers collected"),
}
GROUNDS: dict[str, Pair] = {
    "classified": ("涉密", "classified"),
    "premises": ("场地所限", "the premises"),
    "vertical": ("垂直管理", "vertically led"),
    "not_online": ("不宜网上办理", "not suitable online"),
    "other": ("其他", "other"),
}
STAGES: dict[str, Pair] = {
    "due": ("应进", "due"),
    "entered": ("已进", "entered"),
    "withdrawn": ("已退出", "withdrawn"),
}
HOW: dict[str, Pair] = {
    "inspection": ("检查发现", "inspection"),
    "complaint": ("投诉发现", "complaint"),
    "self_report": ("部门自报", "told by the department"),
}
PARTS: dict[str, Pair] = {
    "lead": ("主责", "leads"),
    "support": ("配合", "supports"),
    "consulted": ("征求意见", "consulted"),
    "informed": ("告知", "informed"),
}
HALL = Label("大厅", "hall", refers=VenueRegistered)
DEPARTMENT = Label("部门", "department", refers=DepartmentRegistered)
ITEM = Label("事项", "item", refers=ItemPublished)

STATIONING = described(
    StationingStated,
    ("派驻", "stationing"),
    ("部门以什么方式在大厅服务，按时间先后。", "How a department serves at a hall, over time."),
    "duties",
    (),
    {
        "hall": HALL,
        "department": DEPARTMENT,
        "stays": Label("派驻时段", "stays", basis="S2.3a"),
        "stays.mode": Label("方式", "way", options=MODES),
        "stays.document": Label("文件", "document"),
    },
    StationingBody,
)

EXEMPTION = described(
    ExemptionApproved,
    ("免进厅", "exemptions"),
    (
        "经上级批准，部门或事项不进大厅、不上网；到期即重新计入。",
        "With approval from above; it counts again when it ends.",
    ),
    "duties",
    ("hall", "department", "item", "scope", "effective_to"),
    {
        "hall": HALL,
        "department": Label(
            "部门", "department", ("部门和事项填且只填一个", "either this or the item"), refers=DepartmentRegistered
        ),
        "item": Label(
            "事项", "item", ("部门和事项填且只填一个", "either this or the department"), refers=ItemPublished
        ),
        "scope": Label(
            "范围", "scope", options={"hall": ("不进大厅", "not in the hall"), "online": ("不上网", "not online")}
        ),
        "ground": Label("理由类别", "ground", options=GROUNDS, basis="S1.1"),
        "reason": Label("理由", "reason"),
        "approved_by": Label("批准机关", "approved by"),
        "approver_level": Label("批准机关层级", "level of the approver", options=LEVELS, basis="GB/T 39046 A.2"),
        "document_no": Label("批准文号", "document number", ("没有文号就没有豁免", "without it there is no exemption")),
        "approved_on": Label("批准日", "approved on"),
    },
    ExemptionBody,
)

ADMISSION = described(
    AdmissionStated,
    ("事项进厅", "admissions"),
    ("事项在大厅的进退：应进、已进、退出。", "Where an item stands on its way into a hall."),
    "duties",
    ("stage", "due_from", "entered_on"),
    {
        "hall": HALL,
        "item": ITEM,
        "stage": Label("阶段", "stage", options=STAGES, basis="S1.1"),
        "due_from": Label("应进日", "due from"),
        "entered_on": Label("进厅日", "entered on"),
        "announced_on": Label("退出公告日", "withdrawal announced on", basis="S2.3c"),
        "withdrawn_from": Label("退出日", "withdrawn from", basis="S2.3c"),
        "reason": Label("退出理由", "reason"),
        "basis": Label("依据", "basis"),
    },
    AdmissionBody,
)

OUTSIDE = described(
    OutsideHandlingFound,
    ("厅外办理", "handling outside"),
    ("应在大厅办而在厅外办的，发现一起登记一起。", "Items handled past the hall that should handle them."),
    "duties",
    ("hall", "item", "department", "found_on"),
    {
        "hall": HALL,
        "item": ITEM,
        "department": DEPARTMENT,
        "handled_on": Label("办理日", "handled on"),
        "found_on": Label("发现日", "found on"),
        "how": Label("如何发现", "how it was found", options=HOW),
        "count": Label("件数", "count"),
    },
    OutsideBody,
)

DELEGATION = described(
    DelegationRegistered,
    ("委托", "delegations"),
    (
        "上级机关委托办理的事项；到期之后不再收件。",
        "Items an authority entrusts; after the last day nothing is received.",
    ),
    "duties",
    ("authority", "entrusted", "items", "valid_until"),
    {
        "authority": Label("委托机关", "authority", ("文书上的署名", "as documents name it"), "许可法24"),
        "authority_department": Label("委托机关编码", "authority's code", refers=DepartmentRegistered),
        "entrusted": Label("受委托部门", "entrusted", refers=DepartmentRegistered),
        "items": Label("事项", "items", refers=ItemPublished),
        "content": Label("委托内容", "content"),
        "notice": Label("公告", "notice", ("公众在哪里能查到", "where the public can read of it")),
        "announced_on": Label("公告日", "announced on"),
        "valid_from": Label("委托自", "from"),
        "valid_until": Label("委托止", "until", ("最后一天，含当天", "the last day, included")),
        "basis": Label("依据", "basis", ("一行一条", "one a line")),
    },
    DelegationBody,
)

RESPONSIBILITY = described(
    ResponsibilityPublished,
    ("职责分工", "responsibilities"),
    ("每个事项恰有一个主责部门。", "For every item exactly one department leads."),
    "duties",
    (),
    {
        "item": ITEM,
        "shares": Label("分工", "shares", basis="S3.2a"),
        "shares.department": DEPARTMENT,
        "shares.part": Label("职责", "part", options=PARTS),
        "shares.level": Label("层级", "level", options=LEVELS, basis="GB/T 39046 A.2"),
    },
    ResponsibilityBody,
)

DUTIES = (STATIONING, EXEMPTION, ADMISSION, OUTSIDE, DELEGATION, RESPONSIBILITY)
