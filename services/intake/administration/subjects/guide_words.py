"""The words of the parts of an item's guide (C-4), with the codes of GB/T 39046 in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.intake.administration.describing import Label, Pair
from shared.contracts.files import FileStored
from shared.contracts.guides import (
    Article,
    Body,
    Channels,
    Charges,
    Codes,
    Contacts,
    Fee,
    FileRef,
    ProxyService,
    Question,
    Remedies,
    ResultDetail,
    SpecialProcedure,
    Visiting,
)
from shared.contracts.registry import CertificatePlan, Material, ReviewPlan, ReviewPoint, StepPlan

LEVELS: Mapping[str, Pair] = {
    "1": ("国家级", "state"),
    "2": ("省级", "province"),
    "3": ("市级", "city"),
    "4": ("县级", "county"),
    "5": ("镇（乡、街道）级", "township"),
    "6": ("村（社区）级", "village"),
    "7": ("分级管理", "by levels"),
}
"""Levels of exercise (GB/T 39046 A.2)."""

BODIES: Mapping[str, Pair] = {
    "1": ("法定机关", "statutory organ"),
    "2": ("授权组织", "authorised organisation"),
    "3": ("受委托组织", "entrusted body"),
    "9": ("其他", "other"),
}
"""Natures of the implementing body (GB/T 39046 A.3)."""

APPLICANTS: Mapping[str, Pair] = {
    "1": ("自然人", "natural person"),
    "2": ("企业法人", "enterprise"),
    "3": ("事业法人", "public institution"),
    "4": ("社会组织法人", "social organisation"),
    "5": ("行政机关", "administrative organ"),
    "6": ("其他组织", "other organisation"),
}
FORMS_OF_HANDLING: Mapping[str, Pair] = {
    "1": ("窗口", "window"),
    "2": ("电脑端网上", "online"),
    "3": ("移动端网上", "mobile"),
    "4": ("快递", "courier"),
    "9": ("其他", "other"),
}
DEPTHS: Mapping[str, Pair] = {
    "": ("未说明", "not said"),
    "1": ("网上公开信息", "information"),
    "2": ("网上下载表格", "download"),
    "3": ("网上申请", "apply online"),
    "4": ("全程网办", "wholly online"),
}
DELIVERIES: Mapping[str, Pair] = {
    "window": ("窗口领取", "at the window"),
    "post": ("邮寄", "post"),
    "online": ("网上送达", "online"),
    "proxy": ("村点代领", "village proxy"),
    "home_visit": ("上门", "home visit"),
}
SOURCES: Mapping[str, Pair] = {
    "": ("未说明", "not said"),
    "form": ("填写空白表格", "our blank form"),
    "own": ("申请人自备", "the applicant's own"),
    "issued": ("其他机关核发", "issued by another body"),
    "shared": ("数据共享，免提交", "fetched, not asked for"),
}
PAPER: Mapping[str, Pair] = {
    "": ("未说明", "not said"),
    "paper": ("纸质", "paper"),
    "electronic": ("电子", "electronic"),
    "either": ("纸质或电子", "either"),
}
POSTS: Mapping[str, Pair] = {"reviewer": ("审查人员", "reviewer"), "approver": ("批准人", "approver")}
SCHEMES: Mapping[str, Pair] = {
    "C0109": ("国家平台编码", "national platform"),
    "GB39046": ("GB/T 39046", "GB/T 39046"),
    "DB52-1264": ("DB52/T 1264（旧）", "DB52/T 1264 (old)"),
    "LOCAL": ("本地编码", "local"),
}


def _of(shape: type[Any], **labels: Label | Pair) -> dict[tuple[type[Any], str], Label]:
    return {(shape, name): label if isinstance(label, Label) else Label(*label) for name, label in labels.items()}


GUIDE_WORDS: Mapping[tuple[type[Any], str], Label] = {
    **_of(
        FileRef,
        sha256=Label(
            "文件", "file", ("先上传文件，再在这里选", "upload the file first, then choose it"), refers=FileStored
        ),
        name=("文件名", "file name"),
    ),
    **_of(
        Material,
        code=("编码", "code"),
        required=("必需", "required"),
        tolerable=Label("可容缺", "may follow later", ("凭书面承诺可后补", "against a written promise"), "B-4"),
        source=Label("来源", "source", options=SOURCES),
        source_note=("来源说明", "note on the source"),
        form=Label("材料形式", "form", options=PAPER),
        originals=("原件份数", "originals"),
        copies=("复印件份数", "copies"),
        accept_stand=("受理标准", "what is looked at"),
        statement_instead=("可告知承诺", "a statement may stand in"),
        blank=("空白表格", "blank form"),
        sample=("填写样表", "sample"),
    ),
    **_of(ReviewPoint, code=("编码", "code")),
    **_of(
        Codes,
        scheme=Label("编码规则", "scheme", options=SCHEMES, basis="C-1"),
        catalog_code=("基本编码", "basic code"),
        task_code=("实施编码", "implementing code"),
        task_handle_item=("业务办理项编码", "code of the business"),
    ),
    **_of(
        Article,
        document=("文件名称", "document"),
        article=("条款号", "article"),
        text=("条文", "words"),
        doc_no=("文号", "document number"),
    ),
    **_of(
        Body,
        dept_type=Label("实施主体性质", "nature of the body", options=BODIES, basis="GB/T 39046 A.3"),
        use_level=Label("行使层级", "level of exercise", options=LEVELS, basis="GB/T 39046 A.2"),
        entrust_notice=("委托公告", "notice of the delegation"),
    ),
    **_of(
        SpecialProcedure,
        kind=("种类", "kind"),
        basis=("依据", "basis"),
        limit=("时限", "limit"),
        counted=Label("计入期限", "counted in the limit", basis="许可法45"),
    ),
    **_of(
        Fee,
        standard=("收费标准", "standard"),
        cents=Label("金额（元）", "amount (yuan)", unit="yuan"),
        basis=("收费依据", "basis"),
        relief=("减免", "relief"),
    ),
    **_of(Charges, fees=("收费项目", "fees"), explain=("不收费说明", "why nothing is charged")),
    **_of(
        ResultDetail,
        sample=("结果样本", "sample"),
        deliveries=Label("送达方式", "ways of delivery", options=DELIVERIES),
        validity=("有效期", "validity"),
    ),
    **_of(
        Visiting,
        address=("办理地点", "address"),
        hours=("办理时间", "hours"),
        market_days=("赶场日安排", "market days"),
        traffic=("交通指引", "the way there"),
    ),
    **_of(
        Channels,
        handle_type=Label("办理形式", "ways of handling", options=FORMS_OF_HANDLING, basis="GB/T 39046 A.5"),
        online_url=("网上办理地址", "online address"),
        online_depth=Label("网上办理深度", "online depth", options=DEPTHS, basis="S1.2b"),
        offline_reason=("不宜网办的理由", "why not online"),
        appointment=("可预约", "appointments"),
        terminals=("自助终端可办", "self-service terminals"),
        express=("支持快递", "by courier"),
        visits=Label("到现场次数", "visits", ("留空为未说明", "empty: not said")),
        handle_area=("通办范围", "area of handling"),
    ),
    **_of(
        ProxyService,
        catalogue_version=("代办清单版本", "version of the proxy list"),
        explain=("代办说明", "what the proxy does"),
        home_visit=("上门服务", "home visits"),
        special_channel=("绿色通道", "fast lane"),
    ),
    **_of(
        Contacts,
        link_way=("咨询电话", "inquiries"),
        supervise_way=("监督电话", "supervision"),
        hotline=("热线", "hotline"),
    ),
    **_of(
        Remedies,
        review_authority=("行政复议机关", "review authority"),
        review_days=("复议申请期（自然日）", "days to ask for review"),
        court=("诉讼法院", "court"),
        court_months=("起诉期（月）", "months to sue"),
    ),
    **_of(Question, question=("问", "question"), answer=("答", "answer")),
    **_of(
        ReviewPlan,
        steps=("审查环节", "steps"),
        separate_acceptance=("受理与决定分离", "acceptance apart from decision"),
        consulted=("征求意见部门", "departments consulted"),
        joint=Label("联合办理", "joint handling", basis="许可法26、42"),
        extension=("可延长", "extension"),
        superior=("上级决定机关（部门编码）", "superior unit (code)"),
        initial_limit=("初审时限", "limit of the initial review"),
        superior_limit=("上级承诺时限", "limit of the superior"),
        delegated_by=("委托机关", "delegating authority"),
        delegated_until=("委托止于", "delegated until"),
        certificate=("证照", "certificate"),
    ),
    **_of(
        StepPlan,
        code=("编码", "code"),
        post=Label("由谁办", "done by", options=POSTS),
        limit=("环节时限", "limit"),
        points=("审查要点（编码，一行一个）", "review points (codes, one a line)"),
        field_check=Label("现场核查", "field check", basis="许可法34"),
    ),
    **_of(
        CertificatePlan,
        kind=("证号字头", "letters of the number"),
        validity_months=Label("有效月数", "months valid", ("0 为长期", "0: without end")),
        specimen=("样本文字（一行一句）", "lines of the sample"),
    ),
}
"""By the shape and the name of the field."""
