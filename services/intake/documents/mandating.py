"""The letter of a mandate: who lets whom do what until when. Made out when it is given, superseded when taken back."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from services.intake.cases import applicants
from services.intake.documents.commands import Issue
from services.intake.documents.decider import DOCUMENTS
from services.intake.documents.issuing import meta_of, seal, supersede
from services.intake.documents.wording import TITLES, zh_day
from services.intake.service import Intake
from shared.contracts import Event, Meta
from shared.contracts.documents import Block, DocumentIssued, Paper, Person
from shared.contracts.people import MandateGiven, MandateRevoked
from shared.journal.commit import Envelope
from shared.journal.handle import facts_of
from shared.numbers import with_check
from shared.papers.words import paper_sha256, slot
from shared.timekeeping import local_day

ACTS = {"apply": "提出申请", "supplement": "补正材料", "withdraw": "撤回申请", "collect": "领取结果"}
CITY, ONLINE = "520400000", "委托人本人账号（网上委托）"


def follow(intake: Intake, number: str) -> None:
    """Make out what follows from a mandate's commits; saying it again does nothing."""
    for commit in intake.journal.store.stream(f"mandate/{number}"):
        envelope = commit.envelope()
        hear(intake, number, envelope, facts_of(envelope))


def hear(intake: Intake, number: str, envelope: Envelope, facts: Sequence[Event]) -> None:
    """Make out the letter of a mandate that was given; say that it holds no longer where it was taken back."""
    for at, fact in enumerate(facts):
        meta = meta_of(intake, envelope, at, "mandate")
        if isinstance(fact, MandateGiven) and intake.journal.store.by_command(meta.command_id) is None:
            command = Issue(meta=meta, document=_document(intake, meta, number, fact))
            intake.documents.refresh(number, intake.journal.execute(DOCUMENTS, number, command))
        elif isinstance(fact, MandateRevoked):
            day = local_day(fact.revoked_at or meta.occurred_at)
            supersede(intake, meta, number, number, by="", reason="委托人已撤销委托", day=day)


def _document(intake: Intake, meta: Meta, number: str, fact: MandateGiven) -> DocumentIssued:
    day = local_day(meta.occurred_at)
    items = "、".join(intake.replica.item(code)[0].name.zh for code in fact.items)
    paper = _paper(intake, number, fact, items, zh_day(day))
    return DocumentIssued(
        kind="mandate",
        case_no="",
        item=fact.items[0] if fact.items else "",
        item_name=items,
        department="",
        division=fact.division or CITY,
        hall=fact.hall,
        unit=paper.signed,
        issued_on=day,
        last_day=fact.valid_to,
        person=fact.principal.person,
        words=seal(intake, fact.principal.person, number, paper),
        sha256=paper_sha256(paper),
        check_code=intake.codes.of(with_check(number)),
        cause=meta.causation,
        issued_at=meta.now,
    )


def _paper(intake: Intake, number: str, fact: MandateGiven, items: str, day: str) -> Paper:
    people, rows = [], []
    signs = "监护人" if fact.principal.kind == applicants.NATURAL_PERSON else "法定代表人"
    for part, name in (("principal", "委托人"), ("representative", signs), ("agent", "代理人")):
        who = getattr(fact, part)
        if who is None:
            continue
        texts = applicants.opened(intake.vault, f"{number}/{part}", encode_person(who))
        people += [Person(f"{part}.{field}", texts[field]) for field in ("name", "id_number")]
        rows += [(name, slot(f"{part}.name")), ("证件号码", slot(f"{part}.id_number"))]
    what = (
        ("委托事项", items),
        ("代理权限", "、".join(ACTS[act] for act in fact.acts)),
        ("有效期限", f"{zh_day(fact.valid_from)}至{zh_day(fact.valid_to)}"),
    )
    known = (
        "代理人只能在上述事项、权限和期限内办理，超出的不发生效力。",
        "委托人可以随时撤销本委托，撤销后核验页即显示失效。",
    )
    return Paper(
        title=TITLES["mandate"],
        to="",
        blocks=(
            Block(lines=("委托人委托代理人办理下列政务服务事项：",)),
            Block(rows=tuple(rows)),
            Block(heading="委托内容", rows=what),
            Block(heading="说明", lines=known, numbered=True),
        ),
        signed=intake.replica.venue(fact.hall).name.zh if fact.hall else ONLINE,
        day=day,
        people=tuple(people),
        signatures=("委托人（签名或盖章）", "代理人（签名）"),
        salt=secrets.token_hex(16),
    )


def encode_person(who: object) -> dict[str, str]:
    """Give somebody's sealed texts by name."""
    return {name: getattr(who, name) for name in ("person", "kind", "name", "id_number", "phone")}
