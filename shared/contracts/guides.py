"""The parts of an item's guide: what C-4 wants published, with the names of GB/T 39046 where it has them.

Everything has a default, so that statements made before a part existed stay readable. Whether a guide is whole enough
to be *published* is a rule of the register (`services/intake/items`), not a property of these types.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shared.contracts.limits import TimeLimit
from shared.contracts.texts import Text

CodeScheme = Literal["C0109", "GB39046", "DB52-1264", "LOCAL"]
"""Whose rules an item's codes follow (C-1): the national platform's, GB/T 39046, Guizhou's old ones, or our own."""

NOTHING = Text("")


@dataclass(frozen=True, slots=True)
class FileRef:
    """A stored file (`file.stored`) as a guide names it: by the SHA-256 of its bytes, and the name people see."""

    sha256: str
    name: str


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of an item: basic, implementing, and of the single business; at most 50 characters each (C-1)."""

    scheme: CodeScheme = "LOCAL"
    catalog_code: str = ""
    task_code: str = ""
    task_handle_item: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One article the item rests on (by_law). `verified`: the words were compared with the official text."""

    document: str
    article: str
    text: str
    doc_no: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """The implementing body: nature (A.3), level of exercise (A.2), and where a delegation was made known."""

    dept_type: str = ""
    use_level: str = ""
    entrust_notice: str = ""


@dataclass(frozen=True, slots=True)
class SpecialProcedure:
    """A procedure within the item. `counted` is False where the clock stands; only the eight of art. 45 may (L10)."""

    kind: str
    name: Text
    basis: str
    limit: TimeLimit | None = None
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Fee:
    """One thing that is charged: its standard in words and in cents, its basis, and who is relieved of it."""

    name: Text
    standard: str
    cents: int
    basis: str
    relief: str = ""


@dataclass(frozen=True, slots=True)
class Charges:
    """What is charged; `explain` is said where nothing is."""

    fees: tuple[Fee, ...] = ()
    explain: Text = NOTHING


@dataclass(frozen=True, slots=True)
class ResultDetail:
    """The result beyond its name: a sample, how it reaches the applicant (`window`, `post` ...), how long it holds."""

    sample: FileRef | None = None
    deliveries: tuple[str, ...] = ()
    validity: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Visiting:
    """Where and when the item is done (transact_addr, transact_time), market days and the way there included."""

    address: Text = NOTHING
    hours: Text = NOTHING
    market_days: Text = NOTHING
    traffic: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Channels:
    """How one may apply (A.5), and how often one has to come (limit_scene_num; None: not said).

    `online_depth`: 1 information, 2 download, 3 apply online, 4 wholly online; empty where `offline_reason` says why
    the law does not suit it (S1.2b).
    """

    handle_type: tuple[str, ...] = ()
    online_url: str = ""
    online_depth: str = ""
    offline_reason: Text = NOTHING
    appointment: bool = False
    terminals: bool = False
    express: bool = False
    visits: int | None = None
    handle_area: Text = NOTHING


@dataclass(frozen=True, slots=True)
class ProxyService:
    """Village proxy (S2.4): the proxy list's version, what the proxy may and may not do; visits and the fast lane."""

    catalogue_version: str = ""
    explain: Text = NOTHING
    home_visit: bool = False
    special_channel: bool = False


@dataclass(frozen=True, slots=True)
class Contacts:
    """Where to ask and where to complain: office telephones, never a person's."""

    link_way: str = ""
    supervise_way: str = ""
    hotline: str = "12345"


@dataclass(frozen=True, slots=True)
class Remedies:
    """Against the decision: who reconsiders, within how many natural days; which court, within how many months."""

    review_authority: Text = NOTHING
    review_days: int = 0
    court: Text = NOTHING
    court_months: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A question people often ask, answered."""

    question: Text
    answer: Text
