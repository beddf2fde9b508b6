"""What the facts read of each kind of event that comes often; the other fields are passed over unread.

A commit carries far more than the scores need. Where all of it is made into objects, a rebuild spends a third of its
time on that; a struct that names the few fields costs a fifth, and says in one place what the scores depend on. Days
and codes are looked at where they are used. A field that is missing, or of another kind, is an error of `msgspec`.
"""

from __future__ import annotations

import msgspec


class Limit(msgspec.Struct, gc=False):
    """How long something may take: `unit` is `working_days`, `days`, `minutes` ..."""

    value: int
    unit: str


class Received(msgspec.Struct, gc=False):
    """`case.received`."""

    received_at: str
    department: str
    hall: str
    item: str
    kind: str
    promised: Limit | None = None
    follows: str = ""
    assessed_due: str | None = None


class Accepted(msgspec.Struct, gc=False):
    """`case.accepted`."""

    accepted_on: str
    promised_due: str
    manner: str


class Noticed(msgspec.Struct, gc=False):
    """`case.supplement_requested`."""

    due: str
    in_time: bool = True


class Completed(msgspec.Struct, gc=False):
    """`case.completed`."""

    completed_on: str


class Delivered(msgspec.Struct, gc=False):
    """`case.delivered`."""

    delivered_on: str


class Decided(msgspec.Struct, gc=False):
    """`review.decided`."""

    decided_at: str
    outcome: str
    reasons: str
    basis: str
    review_authority: str


class Served(msgspec.Struct, gc=False):
    """`review.served`."""

    served_on: str
    due: str
    receipt_no: str


class Invited(msgspec.Struct, gc=False):
    """`rating.invited`."""

    department: str
    delivered_on: str
    hall: str = ""
    point: str = ""


class Rated(msgspec.Struct, gc=False):
    """`rating.submitted`."""

    grade: int
    fix_due: str | None = None


received = msgspec.json.Decoder(Received).decode
accepted = msgspec.json.Decoder(Accepted).decode
noticed = msgspec.json.Decoder(Noticed).decode
completed = msgspec.json.Decoder(Completed).decode
delivered = msgspec.json.Decoder(Delivered).decode
decided = msgspec.json.Decoder(Decided).decode
served = msgspec.json.Decoder(Served).decode
invited = msgspec.json.Decoder(Invited).decode
rated = msgspec.json.Decoder(Rated).decode
