"""A body that was checked becomes the command of a receipt: with item, hall, records and what was there before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from services.intake.cases import applicants, evidence, guarding, previous, receiving
from services.intake.cases.circumstances import Paper
from services.intake.cases.commands import Receive
from services.intake.cases.state import NOBODY, REFERENCES, Case, References
from services.intake.service import Intake
from shared.contracts import Meta
from shared.timekeeping import local_day


def receipt(intake: Intake, common: Mapping[str, Any], said: Mapping[str, Any]) -> Receive:
    """Put the command together but for its number and its sealed applicant; nothing personal is kept yet.

    Args:
        intake: the service.
        common: `meta`, `desk`, `account`, `captured` of the command.
        said: the checked body or form.
    """
    meta: Meta = common["meta"]
    hall = intake.register.recent.venue(said["hall"])
    person = applicants.person_of(intake.vault, said["applicant"])
    references = References(**{name: said.get(name, "") for name in REFERENCES})
    about = evidence.About(hall=hall.id, item=said["item"], person=person, day=local_day(meta.now))
    records = evidence.shown(intake, references, about)
    day = local_day(receiving.earliest(meta, said["channel"], common["account"], records).at)
    item, version = intake.register.recent.item(said["item"], day)
    before = previous.before(intake.cases, person, item.code, tuple(said["materials"]), common["account"], meta)
    counts = before.withdrawn is not None or day != local_day(meta.now)
    paper = said.get("backfill")
    return Receive(
        **common,
        case_no="",
        item=item,
        item_version=version,
        hall=hall,
        duties=intake.register.recent.duties(item, hall),
        window=said["window"],
        channel=said["channel"],
        applicant=NOBODY,
        materials=tuple(said["materials"]),
        shown=records,
        references=references,
        before=before,
        calendar=intake.calendar(hall.division) if counts else None,
        meant_twice=said.get("meant_twice", False),
        paper=Paper(paper["reason"], paper["paper_no"]) if paper else None,
        care=guarding.care_of(intake, said, day),
    )


def sealed(intake: Intake, command: Receive, case_no: str, said: Mapping[str, Any]) -> Receive:
    """Give the command with its number, and with everything personal sealed under it."""
    who = applicants.seal(intake.vault, case_no, said["applicant"], new=not command.before.known)
    care = guarding.sealed(intake, command.care, case_no, said)
    return replace(command, case_no=case_no, applicant=who, care=care)


def first_look(intake: Intake, case: Case) -> dict[str, Any]:
    """Give what tells until when an applicant is told at once: the calendar, and the days for looking at what came."""
    return {"calendar": intake.calendar(case.division), "precheck": intake.limits["online_precheck"]}
