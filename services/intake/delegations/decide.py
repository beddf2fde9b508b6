"""The rule of a delegation: in public, for a time, to an organ, and never passed on (许可法24; S2.1a). Pure."""

from __future__ import annotations

from shared.contracts import Event
from shared.contracts.duties import DelegationRegistered
from shared.contracts.registry import DepartmentRegistered, ItemPublished
from shared.contracts.statements import Known, Rule, State, be_registered, wrong

BASIS = "S2.1a; 许可法24"
ENTRUSTED_BODY = "3"
"""The nature of a body that has entrusted authority only (GB/T 39046 A.3)."""

LICENCE = "01"
"""The item type of administrative licences (GB/T 39046 A.1): only other organs are entrusted with these."""


def _delegation(before: Event | None, command: State) -> DelegationRegistered:
    stated, known = command.statement, command.known
    assert isinstance(stated, DelegationRegistered)
    departments = known.keys(DepartmentRegistered)
    be_registered("department", filter(None, [stated.authority_department]), departments, BASIS)
    be_registered("department", [stated.entrusted], departments, BASIS)
    be_registered("item", stated.items, known.keys(ItemPublished), BASIS)
    _whole(stated)
    _dated(stated)
    _same_matter(before, stated)
    _not_passed_on(stated, known)
    _to_an_organ(stated, known)
    _of_the_entrusted(stated, known)
    return stated


def _whole(stated: DelegationRegistered) -> None:
    told = {
        "authority": "name the delegating authority",
        "items": "name the items",
        "content": "tell what may be done",
        "notice": "a delegation is announced to the public: tell where",
        "basis": "name the articles that allow it",
    }
    given = {**{name: getattr(stated, name) for name in told}, "content": stated.content.zh.strip()}
    for name, message in told.items():
        if not given[name]:
            raise wrong("delegation_incomplete", name, message, BASIS)


def _dated(stated: DelegationRegistered) -> None:
    if stated.valid_until < stated.valid_from:
        raise wrong("impossible_period", "valid_until", "the delegation ends before it begins", BASIS)
    if stated.announced_on > stated.valid_from:
        told = "the public is told before the entrusted body acts"
        raise wrong("announced_too_late", "announced_on", told, BASIS)


def _same_matter(before: Event | None, stated: DelegationRegistered) -> None:
    if isinstance(before, DelegationRegistered) and before.entrusted != stated.entrusted:
        told = "another body is entrusted by a delegation of its own"
        raise wrong("another_delegation", "entrusted", told, BASIS)


def _to_an_organ(stated: DelegationRegistered, known: Known) -> None:
    """Licences are entrusted to administrative organs only."""
    entrusted = known.all(DepartmentRegistered)[stated.entrusted]
    licences = [code for code in stated.items if known.all(ItemPublished)[code].item_type == LICENCE]
    if licences and entrusted.standing == "institution":
        told = f"licences are entrusted to organs only: {', '.join(licences)}"
        raise wrong("entrusted_not_organ", "entrusted", told, BASIS)


def _of_the_entrusted(stated: DelegationRegistered, known: Known) -> None:
    """What is entrusted is what the body does, and the guide names the authority that stands behind it."""
    for code in stated.items:
        item = known.all(ItemPublished)[code]
        if item.department != stated.entrusted:
            told = f"{code} belongs to {item.department}, not to {stated.entrusted}"
            raise wrong("item_of_another", "items", told, BASIS)
        if item.delegated_by and item.delegated_by != stated.authority:
            told = f"the guide of {code} names {item.delegated_by}"
            raise wrong("another_authority", "authority", told, BASIS)


def _not_passed_on(stated: DelegationRegistered, known: Known) -> None:
    """Entrusted authority is not passed on, and nothing is entrusted twice at a time (许可法24)."""
    source = _on_register(stated, known)
    if source is not None and source.code == stated.entrusted:
        raise wrong("redelegation", "authority", "nobody entrusts themselves", BASIS)
    if source is not None and source.body == ENTRUSTED_BODY:
        raise wrong("redelegation", "authority", f"{source.code} acts on entrusted authority only", BASIS)
    for other in known.all(DelegationRegistered).values():
        both = sorted(set(stated.items) & set(other.items))
        if both and other.id != stated.id and _at_once(stated, other):
            _beside(stated, other, source, known, both)


def _beside(
    stated: DelegationRegistered,
    other: DelegationRegistered,
    source: DepartmentRegistered | None,
    known: Known,
    both: list[str],
) -> None:
    others_source = _on_register(other, known)
    passed_on = source is not None and source.code == other.entrusted
    would_pass_on = others_source is not None and others_source.code == stated.entrusted
    if passed_on or would_pass_on:
        told = f"{', '.join(both)}: what {other.id} tells of would be passed on"
        raise wrong("redelegation", "authority", told, BASIS)
    raise wrong("overlapping_validity", "valid_from", f"{', '.join(both)}: entrusted by {other.id}", BASIS)


def _on_register(stated: DelegationRegistered, known: Known) -> DepartmentRegistered | None:
    """Give the delegating authority where it is on the register, by code or by name."""
    departments = known.all(DepartmentRegistered)
    named = (each for each in departments.values() if each.name.zh == stated.authority)
    return departments.get(stated.authority_department) or next(named, None)


def _at_once(one: DelegationRegistered, other: DelegationRegistered) -> bool:
    """Tell whether there is a day on which both hold; last days count."""
    return one.valid_from <= other.valid_until and other.valid_from <= one.valid_until


RULES: dict[type[Event], Rule] = {
    DelegationRegistered: Rule(_delegation, (DepartmentRegistered, ItemPublished, DelegationRegistered))
}
