"""Bodies of what officers ask for beside the steps and the decision; nothing behind the edge knows these."""

from __future__ import annotations

import marshmallow as ma

from services.approval.reviews.decisions import GROUNDS
from shared.web.fields import Choice, Count, Day, Line, Moment, Passage, Strict

OUTCOMES = ("approved", "refused", "terminated")
PARTIES = ("applicant", "interested")
MANNERS = ("window", "post", "online", "proxy", "home_visit", "direct", "left", "announced")
UNITS = ("working_days", "natural_days")
ACCOUNT = r"[a-z0-9][a-z0-9._-]{0,63}"


def account(**kwargs: object) -> Line:
    """A staff account's id."""
    return Line(most=64, pattern=ACCOUNT, **kwargs)  # type: ignore[arg-type]


class Acted(Strict):
    """Base: when it happened, as the clerk says; now, unless told."""

    occurred_at = Moment()


class AssignmentBody(Acted):
    """Who does a step (post A), and who stands in (post B; the register's partner unless told)."""

    step = Line(most=40, required=True)
    officer = account(required=True)
    deputy = account(least=0, load_default="")


class HandOverBody(Acted):
    """To whom a step is handed over, and why."""

    step = Line(most=40, required=True)
    taker = account(required=True)
    reason = Passage(required=True, most=500)


class ReturnBody(Acted):
    """To which step the review goes back, and why."""

    step = Line(most=40, required=True)
    reason = Passage(required=True, most=500)


class ConsultationBody(Acted):
    """Which department is asked, and what."""

    department = Line(most=40, required=True)
    question = Passage(required=True, most=1000)


class OpinionBody(Acted):
    """One's department's opinion."""

    opinion = Choice(("agree", "disagree"), required=True)
    text = Passage(required=True)


class InterestedBody(Acted):
    """How many interested parties were told, and of what; no names."""

    parties = Count(least=1, most=10_000, required=True)
    matter = Passage(required=True, most=500)


class StatementBody(Acted):
    """What a party said (sealed), whether it was followed, and why; no names in `answer`."""

    party = Choice(PARTIES, required=True)
    text = Passage(required=True)
    adopted = ma.fields.Boolean(required=True, truthy={True, "yes"}, falsy={False, "no"})
    answer = Passage(required=True, most=1000)


class NeededBody(Strict):
    """How long a special procedure needs, as its written notice tells."""

    value = Count(least=0, most=1000, required=True)
    unit = Choice(UNITS, required=True)


class SuspensionBody(Acted):
    """A special procedure of art. 45: hearing, tender, auction, inspection, testing, quarantine, appraisal,
    expert_review; `needed` goes into the written notice, which the server numbers."""

    procedure = Line(most=40, required=True)
    needed = ma.fields.Nested(NeededBody, load_default=None, allow_none=True)


class ResumptionBody(Acted):
    """The document that brings a special procedure's result; without one, `reason` says why it is void."""

    procedure = Line(most=40, required=True)
    result_document = Line(least=0, load_default="")
    result = Passage(least=0, most=1000, load_default="")
    reason = Passage(least=0, most=500, load_default="")


class ExtensionBody(Acted):
    """Why the limit is extended; the applicant is told now."""

    reasons = Passage(required=True)


class HearingBody(Acted):
    """One act of the hearing: `offer` (party, matter), `request` (party), `waiver` (party, document_no), `schedule`
    (held_on, place, moderator) or `record` (summary)."""

    act = Choice(("offer", "request", "waiver", "schedule", "record"), required=True)
    party = Choice(PARTIES, load_default="applicant")
    matter = Passage(least=0, most=500, load_default="")
    document_no = Line(least=0, load_default="")
    held_on = Day(load_default=None)
    place = Line(least=0, most=200, load_default="")
    moderator = account(least=0, load_default="")
    summary = Passage(least=0, load_default="")

    NEEDED = {  # noqa: RUF012 - a table
        "offer": ("matter",),
        "waiver": ("document_no",),
        "schedule": ("held_on", "place", "moderator"),
        "record": ("summary",),
    }

    @ma.validates_schema
    def whole(self, data: dict[str, object], **_: object) -> None:
        """Every act has its fields."""
        missing = [name for name in self.NEEDED.get(str(data.get("act")), ()) if not data.get(name)]
        if missing:
            raise ma.ValidationError({name: ["必须填写"] for name in missing})


class ReferralBody(Acted):
    """Either the applicant's choice of `route`, or the initial `opinion` with which the whole file goes up."""

    route = Choice(("self", "window"), load_default="")
    opinion = Passage(least=0, load_default="")

    @ma.validates_schema
    def one(self, data: dict[str, object], **_: object) -> None:
        """One of both."""
        if bool(data.get("route")) == bool(data.get("opinion")):
            raise ma.ValidationError({"route": ["route 与 opinion 择一"]})


class ServiceBody(Acted):
    """How the decision reached the applicant, and the number of the receipt that proves it."""

    manner = Choice(MANNERS, required=True)
    receipt_no = Line(least=0, load_default="")


class CertificateEndBody(Acted):
    """Why a certificate holds no longer: revoked (撤销), withdrawn (撤回) or cancelled (注销)."""

    manner = Choice(("revoked", "withdrawn", "cancelled"), required=True)
    reasons = Passage(required=True)
    basis = Passage(required=True, most=500)


class LatenessBody(Acted):
    """Why the promise was not kept; everybody reads it, so it names nobody."""

    reasons = Passage(required=True, most=1000)


class DecisionBody(Acted):
    """The decision. All but an approval need `reasons` (facts) and `basis` (articles); `review_authority` is the
    register's. A termination names its `ground`."""

    outcome = Choice(OUTCOMES, required=True)
    reasons = Passage(least=0, load_default="")
    basis = Passage(least=0, most=500, load_default="")
    review_authority = Line(least=0, load_default="")
    ground = Line(least=0, most=40, load_default="", metadata={"enum": ["", *GROUNDS]})
