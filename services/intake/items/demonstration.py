"""The demonstration's items made whole: the short list of items, joined with what their guides and halls tell."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, cast

from services.intake.items.demo_papers import Paper, blank, result_sample, sample
from shared.contracts import decode
from shared.contracts.registry import ItemPublished

Document = dict[str, Any]

ONE_STEP = (("review", "审查"),)
"""The steps of an item that names none."""


@cache
def items() -> tuple[ItemPublished, ...]:
    """Give every version of every item, in the order in which they were published."""
    told = [_event(version) for each in _file("items")["items"] for version in _versions(each)]
    return tuple(sorted(told, key=lambda item: (item.effective_from, item.code)))


@cache
def papers() -> tuple[Paper, ...]:
    """Give every file that the items name, each once."""
    found = {paper.data: paper for each in _file("items")["items"] for paper in _papers_of(each)}
    return tuple(found.values())


def item(code: str) -> ItemPublished:
    """Give an item as it stands now."""
    return [each for each in items() if each.code == code][-1]


def _event(data: Document) -> ItemPublished:
    return cast(ItemPublished, decode("item.published", data))


def _versions(base: Document) -> Iterator[Document]:
    """Give the item as it was before, where the demonstration tells of that, and as it is."""
    guide = _file("guides")["guides"][base["code"]]
    if "history" in guide:
        was = guide["history"]
        extra = [{"code": code, "name": _text(zh, en)} for code, zh, en in was["more_materials"]]
        before = {**base, "promised": was["promised"], "materials": [*base["materials"], *extra]}
        yield _whole(before, {**guide, **was})
    yield _whole(base, guide)


def _papers_of(base: Document) -> Iterator[Paper]:
    guide = _file("guides")["guides"][base["code"]]
    for version in _versions(base):
        for material in version["materials"]:
            if material["blank"]:
                yield blank(version, guide, material, _person())
            if material["sample"]:
                yield sample(version, guide, material, _person())
        yield result_sample(version, guide, _person())


def _whole(base: Document, guide: Document) -> Document:
    """Join everything that C-4 wants told about one version of an item."""
    unit = _file("guide_commons")["departments"][base["department"]]
    hall = _file("guide_commons")["halls"][unit["hall"]]
    item = {**base, "conditions": guide["conditions"], "materials": [_material(each) for each in base["materials"]]}
    item["materials"] = [_with_papers(item, guide, material) for material in item["materials"]]
    return {
        **item,
        "effective_from": guide.get("effective_from", base["effective_from"]),
        "aliases": guide["aliases"],
        "by_law": guide["by_law"],
        "questions": guide["questions"],
        "mistakes": guide["mistakes"],
        **_shape(base, guide),
        **_unit(base, guide, unit, hall),
        **_service(base, guide, hall),
    }


def _material(told: Document) -> Document:
    common = _file("guide_commons")["materials"][told["code"]]
    texts = {name: _text(common.get(name, "")) for name in ("accept_stand", "source_note")}
    return {**common, **told, **texts}


def _with_papers(item: Document, guide: Document, material: Document) -> Document:
    source, person = material["source"], _person()
    form = blank(item, guide, material, person) if source == "form" else None
    filled = sample(item, guide, material, person) if source in ("form", "issued") else None
    return {**material, "blank": _named(form), "sample": _named(filled)}


def _named(paper: Paper | None) -> Document | None:
    return {"sha256": hashlib.sha256(paper.data).hexdigest(), "name": paper.name} if paper else None


def _shape(base: Document, guide: Document) -> Document:
    """Give codes, flow, steps, limits, charges and result."""
    common = _file("guide_commons")
    way = "instant" if base["kind"] == "instant" else "superior" if base["superior_approval"] else "promised"
    result = _named(result_sample({**base, "materials": []}, guide, _person()))
    return {
        "handle_flow": _text(guide["flow"]) if "flow" in guide else common["flow"][way],
        "plan": {"steps": _steps(base, guide.get("steps", ONE_STEP)), **guide.get("plan", {})},
        "special_explain": common["no_special"],
        "limit_explain": _text(guide["limit_explain"]) if "limit_explain" in guide else common["no_limit"],
        "anticipate_explain": common["no_statutory"] if base["statutory"] is None else _text(""),
        "charges": {"explain": common["no_fee"]},
        "result_detail": {"sample": result, "deliveries": _deliveries(base), "validity": guide["validity"]},
    }


def _steps(base: Document, steps: Sequence[Sequence[str]]) -> list[Document]:
    """Share the promise out among the steps; what does not divide goes to the first ones."""
    if base["kind"] == "instant":
        return []
    each, rest = divmod(base["promised"]["value"], len(steps))
    unit = base["promised"]["unit"]
    return [
        {"code": code, "name": _text(name), "limit": {"value": each + (at < rest), "unit": unit}}
        for at, (code, name) in enumerate(steps)
    ]


def _deliveries(base: Document) -> list[str]:
    return ["window", "post", "online", *(["proxy"] if base["village_proxy"] else [])]


def _unit(base: Document, guide: Document, unit: Document, hall: Document) -> Document:
    """Give the implementing body, its codes, and where to ask and to go against it."""
    authority = next(d for d in _file("departments")["departments"] if d["code"] == base["department"])
    task = f"{base['code']}-{hall['division']}"
    named = {"catalog_code": base["code"], "task_code": task, "task_handle_item": f"{task}-01"}
    return {
        "codes": {"scheme": "LOCAL", **named},
        "body": guide.get("body", {"dept_type": unit["dept_type"], "use_level": unit["use_level"]}),
        "server_type": guide.get("server_type", ["1"]),
        "contacts": {"link_way": unit["link_way"], "supervise_way": _file("guide_commons")["supervise_way"]},
        "remedies": {
            "review_authority": _text(authority["review_authority"]),
            "review_days": 60,
            "court": hall["court"],
            "court_months": 6,
        },
    }


def _service(base: Document, guide: Document, hall: Document) -> Document:
    """Give where and when, by which channels, and who may go in the applicant's place."""
    common = _file("guide_commons")
    return {
        "visiting": {
            **{name: hall[name] for name in ("address", "market_days", "traffic")},
            "hours": common["hours"],
        },
        "channels": {
            "handle_type": ["1", "2", "3"],
            "online_url": f"/items/{base['code']}/apply",
            "online_depth": "3",
            "appointment": True,
            "express": True,
            "visits": 1,
            "handle_area": common["handle_area"],
        },
        "proxy": {
            "catalogue_version": common["proxy_list"] if base["village_proxy"] else "",
            "explain": guide["proxy"],
            "home_visit": guide.get("home_visit", False),
            "special_channel": guide.get("special_channel", False),
        },
    }


def _person() -> Mapping[str, str]:
    return cast(Mapping[str, str], _file("guide_commons")["sample_person"])


def _text(zh: str, en: str = "") -> Document:
    return {"zh": zh, "en": en}


@cache
def _file(name: str) -> Document:
    folder = resources.files("services.intake.registry").joinpath("demo")
    return cast(Document, json.loads(folder.joinpath(f"{name}.json").read_text(encoding="utf-8")))
