"""Whether an item is taken here, today and by this channel: windows, admission, stationing, delegation, lists. Pure.

Only receipt asks this. A case that has begun goes on, whatever ends afterwards (S2.3c).
"""

from __future__ import annotations

from datetime import date

from services.intake.cases.commands import Receive
from shared.contracts import Rejected
from shared.contracts.abilities import entered, stay_on, takes, withdrawn
from shared.contracts.registry import ItemPublished, Window

ONLINE = ("online", "mobile", "terminal")
"""Channels that applicants use by themselves."""


def taken_here(command: Receive, day: date) -> None:
    """Refuse what this hall, window or channel does not take on this day.

    Raises:
        Rejected: with status 422, and the field that is to blame.
    """
    _in_force(command.item, day)
    windows = _handled_at(command, day)
    _admitted(command, day)
    _stationed(command, day)
    _by_this_channel(command, windows, day)
    _entrusted(command, day)


def _handled_at(command: Receive, day: date) -> list[Window]:
    """An item is taken where a window is authorised for it (S1.1, S2.3c); an empty window means any of the hall."""
    hall, item = command.hall, command.item.code
    handling = [window for window in hall.windows if takes(window, item, day)]
    if hall.kind != "hall" or not handling:
        raise _no(
            "wrong_hall", f"{hall.name.zh} does not handle {item}", "S1.1; S2.3c", hall="does not handle this item"
        )
    ids = [window.id for window in handling]
    if command.window and command.window not in ids:
        told = f"takes it: {', '.join(ids)}"
        raise _no("wrong_window", f"window {command.window} does not take {item}", "S2.3c", window=told)
    return handling


def _admitted(command: Receive, day: date) -> None:
    """An item that has not entered the hall, or has left it, is not taken there (S1.1, S2.3c)."""
    stated = command.duties.admission
    if stated is None:
        return
    if withdrawn(stated, day):
        told = f"withdrawn from this hall since {stated.withdrawn_from}: {stated.reason}"
        raise _no("item_withdrawn", told, "S2.3c", item=told)
    if not entered(stated, day):
        told = "due in this hall, but not entered yet"
        raise _no("item_not_entered", told, "S1.1", item=told)


def _stationed(command: Receive, day: date) -> None:
    """A department takes items where it is stationed, or lets a window of the hall do so (S2.3a)."""
    stated = command.duties.stationing
    if stated is not None and stay_on(stated, day) is None:
        told = f"{command.item.department} does not serve at this hall on {day}"
        raise _no("not_stationed", told, "S2.3a", hall=told)


def _by_this_channel(command: Receive, windows: list[Window], day: date) -> None:
    """Village points act for others where the township's list says so (S2.4a); applicants hand in online."""
    if command.channel == "proxy" and not _on_list(command, day):
        hall = command.hall
        where = " · ".join(filter(None, (hall.name.zh, windows[0].name.zh, hall.phone)))
        told = f"not on the list of what village points do for others; come to {where}, or apply online"
        told_to = {"channel": where}
        raise Rejected("not_for_proxy", told, "S2.4a", status=422, errors=told_to, public=(hall.phone,))
    if command.account and command.channel not in ONLINE:
        raise _no("wrong_channel", "applicants hand in online", "S1.4a", channel=f"one of {', '.join(ONLINE)}")


def _on_list(command: Receive, day: date) -> bool:
    """The township's catalogue decides where there is one; else what the item's guide says."""
    catalog = command.duties.catalog
    if catalog is None or day < catalog.effective_from:
        return command.item.village_proxy
    return command.item.code in {entry.item for entry in catalog.entries}


def _in_force(item: ItemPublished, day: date) -> None:
    if day < item.effective_from:
        told = f"{item.code} takes effect on {item.effective_from.isoformat()}"
        raise _no("item_not_in_force", told, "C-4", item=told)


def _entrusted(command: Receive, day: date) -> None:
    """What rests on a delegation is taken while it holds, its last day included (S2.1a; 许可法24)."""
    item, basis = command.item, "S2.1a; 许可法24"
    if not item.delegated_by:
        return
    given = [each for each in command.duties.delegations if each.entrusted == item.department]
    if any(each.holds(day) for each in given):
        return
    over = [each.valid_until for each in given if each.valid_until < day]
    if over:
        told = f"the delegation by {item.delegated_by} ended on {max(over)}"
        raise _no("delegation_ended", told, basis, item=told)
    told = f"no delegation by {item.delegated_by} is in force"
    raise _no("delegation_missing", told, basis, item=told)


def _no(code: str, message: str, basis: str, **errors: str) -> Rejected:
    return Rejected(code, message, basis, status=422, errors=errors)
