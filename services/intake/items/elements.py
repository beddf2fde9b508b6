"""Which elements of C-4 a guide lacks. Pure; every required element of the table is asked here, in its order."""

from __future__ import annotations

from collections.abc import Iterator

from services.intake.items.findings import Finding, missing
from shared.contracts.registry import ItemPublished, Material


def lacking(item: ItemPublished) -> Iterator[Finding]:
    """Find what a guide must tell and does not (C-4; S1.5a), field by field."""
    yield from _identity(item)
    yield from _body(item)
    yield from _conditions(item)
    for at, material in enumerate(item.materials):
        yield from _material(f"materials.{at}", material)
    yield from _flow(item)
    yield from _money_and_result(item)
    yield from _place_and_channels(item)
    yield from _help_and_remedies(item)


def _identity(item: ItemPublished) -> Iterator[Finding]:
    codes = item.codes
    yield from missing("name.zh", item.name.zh, "the name")
    yield from missing("codes.catalog_code", codes.catalog_code, "the basic code")
    yield from missing("codes.task_code", codes.task_code, "the implementing code")
    yield from missing("codes.task_handle_item", codes.task_handle_item, "the code of the single business")
    yield from missing("by_law", item.by_law, "the articles it rests on, one by one", "C-4; 优化营商环境条例35")
    for at, article in enumerate(item.by_law):
        yield from missing(f"by_law.{at}.document", article.document, "the document")
        yield from missing(f"by_law.{at}.article", article.article, "the article")
        yield from missing(f"by_law.{at}.text", article.text, "the wording of the article")


def _body(item: ItemPublished) -> Iterator[Finding]:
    yield from missing("body.dept_type", item.body.dept_type, "the nature of the implementing body (A.3)")
    yield from missing("body.use_level", item.body.use_level, "the level of exercise (A.2)")
    if item.delegated_by:
        told = item.body.entrust_notice
        yield from missing("body.entrust_notice", told, "the notice that made the delegation known", "C-4; 许可法24")
    yield from missing("server_type", item.server_type, "whom the item serves (A.4)")


def _conditions(item: ItemPublished) -> Iterator[Finding]:
    yield from missing("conditions", item.conditions.zh, "the conditions of acceptance")
    yield from missing("limit_explain", item.limit_explain.zh, "the limit on the number granted, or that there is none")
    yield from missing("materials", item.materials, "the list of materials")


def _material(path: str, material: Material) -> Iterator[Finding]:
    name = material.name.zh
    yield from missing(f"{path}.source", material.source, f"where {name} comes from")
    yield from missing(f"{path}.form", material.form, f"the form of {name}, paper or electronic")
    yield from missing(f"{path}.accept_stand", material.accept_stand.zh, f"what is looked at in {name}")
    if material.source != "shared" and material.form != "electronic":
        counted = material.originals + material.copies
        yield from missing(f"{path}.originals", counted, f"how many originals or copies of {name}")
    if material.source == "form":
        yield from missing(f"{path}.blank", material.blank, f"the blank form of {name}")
    if material.source in ("form", "issued"):
        yield from missing(f"{path}.sample", material.sample, f"the sample of {name}")


def _flow(item: ItemPublished) -> Iterator[Finding]:
    yield from missing("handle_flow", item.handle_flow.zh, "the flow")
    if item.kind == "promised":
        yield from missing("plan.steps", item.plan.steps, "the steps with their posts and limits")
    for at, step in enumerate(item.plan.steps):
        yield from missing(f"plan.steps.{at}.limit", step.limit, f"the limit of the step {step.name.zh}")
    if not item.special_procedures:
        yield from missing("special_explain", item.special_explain.zh, "that there is no special procedure")
    for at, special in enumerate(item.special_procedures):
        yield from missing(f"special_procedures.{at}.basis", special.basis, f"the basis of {special.name.zh}")
        yield from missing(f"special_procedures.{at}.limit", special.limit, f"the time {special.name.zh} takes")
    if item.statutory is None:
        told = item.anticipate_explain.zh
        yield from missing("anticipate_explain", told, "what holds where the law sets no uniform limit")
    if item.discretion:
        yield from missing("review_points", item.review_points, "the review points", "C-4; S1.3b")


def _money_and_result(item: ItemPublished) -> Iterator[Finding]:
    charges, detail = item.charges, item.result_detail
    if item.fee_cents or charges.fees:
        same = bool(charges.fees) and sum(fee.cents for fee in charges.fees) == item.fee_cents
        yield from missing("charges.fees", same, "each thing that is charged, together the fee")
    else:
        yield from missing("charges.explain", charges.explain.zh, "that nothing is charged")
    for at, fee in enumerate(charges.fees):
        yield from missing(f"charges.fees.{at}.basis", fee.basis, f"the basis of {fee.name.zh}")
    yield from missing("result", item.result.zh, "the name of the result")
    yield from missing("result_detail.sample", detail.sample, "the sample of the result")
    yield from missing("result_detail.deliveries", detail.deliveries, "how the result is delivered")
    yield from missing("result_detail.validity", detail.validity.zh, "how long the result holds")


def _place_and_channels(item: ItemPublished) -> Iterator[Finding]:
    visiting, channels = item.visiting, item.channels
    yield from missing("visiting.address", visiting.address.zh, "where it is done")
    yield from missing("visiting.hours", visiting.hours.zh, "when it is done")
    yield from missing("visiting.market_days", visiting.market_days.zh, "the opening on market days", "C-4; S2.6")
    yield from missing("visiting.traffic", visiting.traffic.zh, "the way there")
    yield from missing("channels.handle_type", channels.handle_type, "how one may apply (A.5)")
    if channels.online_depth:
        yield from missing("channels.online_url", channels.online_url, "the entrance online", "C-4; S1.2b")
    else:
        told = channels.offline_reason.zh
        yield from missing("channels.online_depth", told, "the depth online, or why the law does not suit it", "S1.2b")
    yield from missing("channels.visits", channels.visits is not None, "how often one has to come")
    yield from missing("channels.handle_area", channels.handle_area.zh, "where else it may be done")


def _help_and_remedies(item: ItemPublished) -> Iterator[Finding]:
    proxy, contacts, remedies = item.proxy, item.contacts, item.remedies
    if item.village_proxy:
        yield from missing("proxy.catalogue_version", proxy.catalogue_version, "the version of the proxy list", "S2.4a")
    yield from missing("proxy.explain", proxy.explain.zh, "what a village proxy may do, or why none may", "C-4; S2.4")
    yield from missing("contacts.link_way", contacts.link_way, "where to ask")
    yield from missing("contacts.supervise_way", contacts.supervise_way, "where to complain")
    yield from missing("contacts.hotline", contacts.hotline, "the hotline")
    yield from missing("remedies.review_authority", remedies.review_authority.zh, "who reconsiders the decision")
    yield from missing("remedies.review_days", remedies.review_days, "the days for reconsideration")
    yield from missing("remedies.court", remedies.court.zh, "the court")
    yield from missing("remedies.court_months", remedies.court_months, "the months for a lawsuit")
