"""Rating a service, and seeing to a bad rating, as JSON endpoints and pages ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from services.complaints.ratings import commands as ask
from services.complaints.ratings import views
from services.complaints.ratings.flags import look
from services.complaints.ratings.state import Rating
from services.complaints.service import Complaints
from services.complaints.tries import counted
from shared.contracts import Command, Meta, Rejected
from shared.contracts.places import VenueRegistered
from shared.identity import Identity
from shared.journal.handle import Outcome
from shared.journal.ids import derived_command_id

Said = Mapping[str, Any]
"""A checked body or form."""


def submit(service: Complaints, meta: Meta, said: Said, identity: Identity | None) -> Outcome[Rating]:
    """Rate a service that whoever asks may speak for; a comment is sealed under a key of the rating's own."""
    number, code = said["case_no"], said["query_code"]
    with counted(service, number, code):
        case = service.cases.entitled(number, code, identity, "rating.submit", _rated(service, said))
    person = _person(service, case.case_no)
    sealed = service.vault.seal(person, case.case_no, "comment", said["comment"])
    place = service.devices.place(simulated=meta.simulated)
    command = ask.SubmitRating(
        meta=meta,
        grade=said["grade"],
        channel=said["channel"],
        comment=sealed,
        person=person if sealed else "",
        device=place.device,
        network=place.network,
        terminal=place.terminal,
        staff_device=place.staff,
        hall=identity.hall if identity else "",
        calendar=service.calendar(case.division),
    )
    outcome = service.rate(case.case_no, command)
    look(service, case.case_no)
    return outcome


def _rated(service: Complaints, said: Said) -> bool:
    """A rating taken down on the telephone is of a service that waits for one: no code is asked of an old voice."""
    return said["channel"] == "phone" and service.ratings.collection.find_one({"_id": said["case_no"]}) is not None


def _person(service: Complaints, case_no: str) -> str:
    return service.vault.person("rating", case_no)


class SeeingTo:
    """The acts of one person on one rating they may see.

    Args:
        service: the complaints service.
        case_no: of which service the rating is.
        identity: who acts.
        expected: the version they have seen (`If-Match`).
    """

    def __init__(self, service: Complaints, case_no: str, identity: Identity, expected: int | None = None) -> None:
        self._service = service
        self._expected = expected
        self._row = views.find(service.ratings.collection, identity, case_no)
        self._case = case_no
        self._places = places_of(service, identity)

    def contact(self, meta: Meta, said: Said) -> Outcome[Rating]:
        """Put on record that whoever rated was called."""
        finding, hard = self._sealed("finding", said["finding"]), said["complex_matter"] == "yes"
        calendar = self._service.calendar(self._row["division"])
        return self._do(ask.ContactRater(meta=meta, finding=finding, complex_matter=hard, calendar=calendar))

    def rectify(self, meta: Meta, said: Said) -> Outcome[Rating]:
        """Put on record what was put right."""
        return self._do(ask.RectifyRating(meta=meta, measures=self._sealed("measures", said["measures"])))

    def feed_back(self, meta: Meta, said: Said) -> Outcome[Rating]:
        """Put on record what whoever rated was told."""
        return self._do(ask.FeedBack(meta=meta, answer=self._sealed("answer", said["answer"])))

    def exclude(self, meta: Meta, said: Said) -> Outcome[Rating]:
        """Find it mistaken or malicious. The command's id derives from the case, so that nobody chooses the draw."""
        name = f"{self._case}/{self._row['exclusions']}"
        own = replace(meta, command_id=derived_command_id("rating-exclusion", name))
        reasons = self._sealed("reasons", said["reasons"])
        command = ask.ExcludeRating(meta=own, reason=said["reason"], reasons=reasons, places=self._places)
        return self._do(command)

    def review(self, meta: Meta, said: Said) -> Outcome[Rating]:
        """Find a flagged rating genuine."""
        reasons = self._sealed("flags", said["reasons"])
        return self._do(ask.ReviewFlags(meta=meta, reasons=reasons, places=self._places))

    def recheck(self, meta: Meta, said: Said) -> Outcome[Rating]:
        """Look at an exclusion again."""
        reasons, calendar = self._sealed("recheck", said["reasons"]), self._service.calendar(self._row["division"])
        told = {"upheld": said["upheld"] == "yes", "places": self._places}
        return self._do(ask.RecheckExclusion(meta=meta, reasons=reasons, calendar=calendar, **told))

    def _sealed(self, field: str, text: str) -> str:
        return self._service.vault.seal(_person(self._service, self._case), self._case, field, text)

    def _do(self, command: Command) -> Outcome[Rating]:
        return self._service.rate(self._case, command, self._expected)


def places_of(service: Complaints, identity: Identity) -> tuple[str, ...]:
    """Name the hall or point somebody belongs to, and the points that a hall guides: those of its own township."""
    if not identity.hall:
        return ()
    own = service.replica.find(VenueRegistered, identity.hall)
    if own is None or own.kind != "hall":
        return (identity.hall,)
    points = (each.id for each in service.replica.venues() if each.kind == "point")
    return (own.id, *(each for each in points if service.replica.venue(each).division.startswith(own.division)))


def be_allowed(identity: Identity, permission: str) -> None:
    """Refuse whoever's role may not do this."""
    if not identity.can(permission):
        raise Rejected("forbidden", f"the role {identity.role} may not do this", status=403)
