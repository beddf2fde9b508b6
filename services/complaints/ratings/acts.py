"""Rating a service, as JSON endpoints and pages ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.complaints.ratings.commands import SubmitRating
from services.complaints.ratings.state import Rating
from services.complaints.service import Complaints
from shared.contracts import Meta
from shared.identity import Identity
from shared.journal.handle import Outcome

Said = Mapping[str, Any]
"""A checked body or form."""


def submit(service: Complaints, meta: Meta, said: Said, identity: Identity | None) -> Outcome[Rating]:
    """Rate a case that whoever asks may speak for; a comment is sealed under a key of the rating's own."""
    case = service.cases.entitled(said["case_no"], said["query_code"], identity, "rating.submit")
    person = service.vault.person("rating", case.case_no) if said["comment"] else ""
    sealed = service.vault.seal(person, case.case_no, "comment", said["comment"]) if person else ""
    command = SubmitRating(meta=meta, grade=said["grade"], channel=said["channel"], comment=sealed, person=person)
    return service.rate(case.case_no, command)
