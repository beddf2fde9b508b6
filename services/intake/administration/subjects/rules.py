"""How calendars, legal bases, rulebooks and proxy lists are described."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.intake.administration.describing import Description, Document, Label, Pair
from services.intake.administration.subjects.making import described
from services.intake.calendars.schemas import CalendarBody, LocalDaysBody
from services.intake.proxy_catalogs.schemas import CatalogBody
from services.intake.registry.schemas import statement
from services.intake.rulebooks.schemas import BasisBody, RulebookBody
from shared.contracts import Event
from shared.contracts.duties import BasisRegistered, ProxyCatalogPublished, RulebookPublished
from shared.contracts.registry import CalendarPublished, DepartmentRegistered, ItemPublished, LocalDaysPublished
from shared.timekeeping.years import content_hash

BASES: dict[str, Pair] = {
    "law": ("法律", "law"),
    "regulation": ("法规", "regulation"),
    "rule": ("规章", "rule"),
    "policy": ("政策文件", "policy"),
    "standard": ("标准", "standard"),
    "rulebook": ("工作规则", "rulebook"),
}
STATUSES: dict[str, Pair] = {"official": ("官方", "official"), "provisional": ("推算", "provisional")}


def _calendar(_vault: Any, body: Document, _before: Event | None) -> Event:
    """Sort the days, each once, and take the hash of the content, which nobody has to work out by hand."""
    days: dict[str, list[date]] = {name: sorted(set(body[name])) for name in ("off_days", "work_weekends")}
    hashed = content_hash(body["year"], body["status"], body["doc_no"], days["off_days"], days["work_weekends"])
    return statement(CalendarPublished.type, {**body, **days, "hash": hashed})


class CalendarForm(CalendarBody):
    """A year as it is entered: the hash is worked out."""

    class Meta(CalendarBody.Meta):
        """Take no hash."""

        exclude = ("hash",)


CALENDAR = Description(
    CalendarPublished,
    ("工作日日历", "calendars"),
    (
        "每年的放假和调休，以国务院办公厅通知为准。",
        "Each year's days off and weekends worked, by the State Council's notice.",
    ),
    CalendarForm,
    {
        "year": Label("年度", "year"),
        "status": Label(
            "性质", "status", ("推算日历不能代替官方日历", "a guess never replaces the official one"), "B-3.2", STATUSES
        ),
        "doc_no": Label("文号", "document number"),
        "off_days": Label("放假日", "days off", ("一行一天，如 2026-10-01", "one day a line")),
        "work_weekends": Label("调休上班的周末", "weekends worked", ("一行一天", "one day a line")),
        "hash": Label("校验值", "hash", computed=True),
        "source_url": Label("通知网址", "address of the notice"),
        "published_on": Label("发布日", "published on"),
    },
    ("status", "doc_no"),
    _calendar,
    "rules",
)

LOCAL_DAYS = described(
    LocalDaysPublished,
    ("地方放假日", "local days off"),
    ("自治县等依法规定的本地放假日；没有日子即为取消。", "A county's own days off; without days it has none any more."),
    "rules",
    ("occasion", "doc_no"),
    {
        "division": Label("区划代码", "division code", ("县 6 位", "6 digits of a county"), "放假办法4"),
        "year": Label("年度", "year"),
        "days": Label("放假日", "days off", ("一行一天，如 2026-10-01", "one day a line")),
        "doc_no": Label("文号", "document number"),
        "occasion": Label("节日", "occasion"),
    },
    LocalDaysBody,
)

BASIS = described(
    BasisRegistered,
    ("法律依据", "legal bases"),
    ("规则所依据的法律、政策和标准。", "Laws, policies and standards that rules rest on."),
    "rules",
    ("title", "kind", "document_no", "verified"),
    {
        "kind": Label("种类", "kind", options=BASES),
        "issuer": Label("发布机关", "issuer"),
        "articles": Label("条款", "articles", basis="P0"),
        "articles.number": Label("条款号", "number"),
        "articles.text": Label("条文", "words"),
        "source": Label("来源", "source"),
    },
    BasisBody,
)

RULEBOOK = described(
    RulebookPublished,
    ("工作规则", "rulebooks"),
    ("大厅办事的规则，每条写明依据；办件沿用受理时的版本。", "The rules a hall works by; a case keeps its version."),
    "rules",
    ("title", "document_no", "effective_from"),
    {
        "issuer": Label("发布机关", "issuer"),
        "provisions": Label("条款", "provisions", basis="S2.1b"),
        "provisions.code": Label("条款编码", "code"),
        "provisions.text": Label("内容", "words"),
        "provisions.basis": Label("依据", "basis"),
        "provisions.basis.basis": Label("依据编码", "basis", refers=BasisRegistered),
        "provisions.basis.article": Label("条款号", "article"),
        "provisions.enforced_by": Label("由系统执行（代码，一行一个）", "enforced by (codes, one a line)"),
        "divisions": Label("适用区划", "divisions", ("区划代码开头，一行一个", "beginnings of codes, one a line")),
        "departments": Label("适用部门", "departments", ("不选为全部", "none: all"), refers=DepartmentRegistered),
    },
    RulebookBody,
)

PROXY_CATALOG = described(
    ProxyCatalogPublished,
    ("代办清单", "proxy lists"),
    ("村点可以代办的事项，按乡镇公布。", "What the village points of a township do for others."),
    "rules",
    ("document_no", "effective_from"),
    {
        "entries": Label("事项清单", "entries", basis="S2.4a"),
        "entries.item": Label("事项", "item", refers=ItemPublished),
        "entries.note": Label("说明", "note"),
    },
    CatalogBody,
)

RULE_SUBJECTS = (CALENDAR, LOCAL_DAYS, BASIS, RULEBOOK, PROXY_CATALOG)
