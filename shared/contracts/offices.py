"""Who serves: departments and stations, staff accounts, and what a window may do. Part of the register.

Owner: intake; topic: `registry`. Whoever speaks of the register takes these from `shared.contracts.registry`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from shared.contracts.events import Event, event
from shared.contracts.statements import subject
from shared.contracts.texts import Text

Standing = Literal["", "internal", "institution", "county_station", "county_department", "dispatched"]
"""An internal office or an institution of the township (in the township's name), a station of a county department
(in that department's name), that department itself, or a dispatched agency (both in their own names)."""


@subject("code")
@event("department.registered")
class DepartmentRegistered(Event):
    """A department or station that answers for items (stream `department/<code>`).

    `nature`: kind of body in words; `credit_code`: unified social credit code (C-2), `synthetic` if made up.

    Attributes:
        body: code of GB/T 39046 A.3: 1 statutory organ, 2 authorised organisation, 3 entrusted body, 9 other.
        standing: in whose name it acts; with the level it tells the review authority (L14c). Empty in old statements.
        acts_for: the organ whose name its decisions bear, in words; empty where it acts in its own.
        level: code of GB/T 39046 A.2 of the organ that answers: 4 county, 5 township ...
        vertical: led from above alone (tax, customs, state security ...): its superior reviews.
        superior: the department above, in words; `superior_code`: its code, where it is on the register.
        phone: where to call it.
    """

    code: str
    name: Text
    nature: str
    division: str
    credit_code: str
    synthetic: bool = False
    review_authority: str = ""
    body: str = ""
    standing: Standing = ""
    acts_for: str = ""
    level: str = ""
    vertical: bool = False
    superior: str = ""
    superior_code: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Authorisation:
    """A window's authority for an item, by a department, from a day until a day (S1.1, S2.3c).

    `complete`: the township's own steps can be done in the hall; otherwise the window only takes papers in.
    `effective_to`: the first day it no longer holds; None: until further notice.
    """

    item: str
    effective_from: date
    effective_to: date | None = None
    complete: bool = True
    document: str = ""


@subject("id")
@event("staff.registered")
class StaffRegistered(Event):
    """A staff account (stream `staff/<id>`): role, unit and jurisdiction; never a name or a password.

    `partner`: the account that stands in (A/B post). From the day `effective_to` on the account may do nothing more.
    """

    id: str
    role: str
    unit: str = ""
    hall: str = ""
    divisions: tuple[str, ...] = ()
    demo: bool = False
    partner: str = ""
    effective_from: date | None = None
    effective_to: date | None = None
