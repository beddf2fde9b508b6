"""Applying in steps: hall, applicant, materials, check, done. One flow for the portal and the self-service terminal.

Each step is a small form that is kept on the server and answered with a redirect, so that a page may be loaded again,
left and come back to. Handing in is idempotent: the draft's id is the key of the command, however often it is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError

from services.intake import wording
from services.intake.cases.acts import Acts
from services.intake.cases.schemas import ReceiveBody
from services.intake.cases.standing import Standing
from services.intake.items.views import Guide, guide
from services.intake.materials.standing import holder_of
from services.intake.messages.table import REPLY_WORKING_DAYS
from services.intake.portal import applicants, bringing
from services.intake.portal.bringing import Offered
from services.intake.portal.drafts import Owner
from services.intake.service import Intake
from shared.contracts import Meta, Rejected
from shared.contracts.registry import ItemPublished
from shared.contracts.streams import key_of
from shared.timekeeping import TimekeepingError, local_day
from shared.web.forms import Refusal, form_fields, refused
from shared.web.kit import current
from shared.web.locale import text
from shared.web.meta import command_id, request_meta, request_now

STEPS = ("hall", "who", "papers", "check")
Document = dict[str, Any]
Address = Callable[[str, str], str]
"""Gives the address of a step of a draft."""


@dataclass(frozen=True, slots=True)
class Applying:
    """The flow for one owner.

    Attributes:
        owner: whose drafts.
        standing: the account or hall the application comes from.
        channel: `online` or `terminal`.
        address: of a step of a draft; the step `done` is the last page.
        templates: the folder that frames the steps, `portal` or `terminal`.
        halls: the only halls that may be chosen; empty: all that take the item.
    """

    owner: Owner
    standing: Standing
    channel: str
    address: Address
    templates: str
    halls: tuple[str, ...] = ()

    def begin(self, item: str) -> ResponseReturnValue:
        """Begin an application for an item that is taken somewhere."""
        intake = current(Intake)
        told = self._guide(item)
        waiting = self.waiting(told.item.code)
        draft = intake.drafts.begin(self.owner, told.item.code, request_now())
        self._save(draft, uploads=waiting)
        if len(halls := self._halls(told)) == 1:
            self._save(draft, hall=next(iter(halls)), reached=1)
        return redirect(self.address(draft, STEPS[len(halls) == 1]), 303)

    def waiting(self, item: str) -> list[str]:
        """Give the uploads that wait for an item and that no other application of this owner names."""
        intake = current(Intake)
        named = {each for other in intake.drafts.unfinished(self.owner, request_now()) for each in other["uploads"]}
        files = intake.drafts_of_materials.of(holder_of(self.standing), item) if self.standing.account else []
        return [row["_id"] for row in files if row["_id"] not in named]

    def show(self, draft: str, step: str, refusal: Refusal | None = None) -> ResponseReturnValue:
        """Show a step; one that was not reached yet leads back to the first that is open."""
        found = self._of(draft)
        if found["case_no"]:
            return self._done(found) if step == "done" else redirect(self.address(draft, "done"), 303)
        if step not in STEPS or STEPS.index(step) > found["reached"]:
            return redirect(self.address(draft, STEPS[min(found["reached"], len(STEPS) - 1)]), 303)
        page = render_template(
            f"{self.templates}/apply.html", **self._shown(found, step), refusal=wording.told(refusal)
        )
        return page, refusal.status if refusal else 200

    def _shown(self, found: Document, step: str) -> Document:
        told = self._guide(found["item"])
        said = {name: request.form.get(f"applicant.{name}", "") for name in ("kind", "name", "id_number", "phone")}
        said |= {name: request.form.get(name, "") for name in applicants.CARE}
        opened = applicants.kept(self.owner, found)
        who = said if request.method == "POST" and step == "who" else opened
        offered = self._offered(told.item, found)
        there = {*found["materials"], *offered.codes(found)}
        names = [material.name for material in told.item.materials if material.code in there]
        wanted = [m for m in told.item.materials if m.required and m.code not in there]
        return {
            "draft": found,
            "step": step,
            "steps": STEPS,
            "item": told.item,
            "halls": list(self._halls(told).items()),
            "who": who,
            "files": offered if self.standing.account else None,
            "there": there,
            "names": [text(name) for name in names],
            "lacking": [text(material.name) for material in wanted],
            "address": self.address,
            "words": wording,
        }

    def save(self, draft: str, step: str) -> ResponseReturnValue:
        """Keep what a step says and go on to the next; say what is wrong with it where something is."""
        found = self._of(draft)
        if found["case_no"] or step not in STEPS or STEPS.index(step) > found["reached"]:
            return self.show(draft, step)
        try:
            said = {"hall": self._hall, "who": self._who, "papers": self._papers}[step](found)
        except (ValidationError, Rejected) as refusal:
            return self.show(draft, step, refused(refusal))
        following = STEPS.index(step) + (not bringing.stays())
        self._save(draft, **said, reached=max(found["reached"], following))
        return redirect(self.address(draft, STEPS[following]), 303)

    def _hall(self, found: Document) -> Document:
        hall = request.form.get("hall", "")
        if hall not in self._halls(self._guide(found["item"])):
            raise Rejected("wrong_hall", "choose a hall that takes it", status=422, errors={"hall": "choose one"})
        return {"hall": hall}

    def _who(self, found: Document) -> Document:
        return applicants.said(self.owner, found, form_fields())

    def _papers(self, found: Document) -> Document:
        """Keep ticks and chosen files first: what is refused, or a line that breaks, takes none along."""
        item = self._guide(found["item"]).item
        known = {material.code for material in item.materials}
        ticked = [code for code in request.form.getlist("materials") if code in known]
        if not self.standing.account:
            return {"materials": ticked}
        files = self._offered(item, found).chosen(bringing.chosen_in_form())
        self._save(found["_id"], materials=ticked, **files)
        return {"materials": ticked, **files, "uploads": [*files["uploads"], *bringing.taken(item.code)]}

    def _offered(self, item: ItemPublished, found: Document) -> Offered:
        intake = current(Intake)
        who = applicants.who_of(applicants.kept(self.owner, found))
        return bringing.offered(intake, self.standing, item, bringing.person_in(intake, who))

    def hand_in(self, draft: str) -> ResponseReturnValue:
        """Hand the application in, once; what the rules refuse is said on the page that checks it."""
        found = self._of(draft)
        if found["case_no"]:
            return redirect(self.address(draft, "done"), 303)
        if found["reached"] < STEPS.index("check"):
            return self.show(draft, "check")
        try:
            case_no = self._received(found)
        except (ValidationError, Rejected) as refusal:
            return self.show(draft, "check", refused(refusal))
        current(Intake).drafts.handed_in(self.owner, draft, case_no)
        return redirect(self.address(draft, "done"), 303)

    def _received(self, found: Document) -> str:
        intake = current(Intake)
        told = applicants.kept(self.owner, found)
        who, care = applicants.who_of(told), applicants.care_of(told)
        body = {"item": found["item"], "hall": found["hall"], "channel": self.channel, "materials": found["materials"]}
        files = self._offered(self._guide(found["item"]).item, found).chosen(found)
        said: Mapping[str, Any] = ReceiveBody().load({**body, "applicant": who, **care, **files})
        case_no, _ = Acts(intake, _meta(found["_id"]), self.standing).receive(said)
        return case_no

    def _done(self, found: Document) -> ResponseReturnValue:
        """Show the receipt of what was handed in, with number, query code, the day of receipt and what follows."""
        intake, case_no = current(Intake), found["case_no"]
        case = intake.cases.collection.find_one({"_id": case_no}) or {}
        told = self._guide(found["item"])
        received = local_day(datetime.fromisoformat(case["received_at"]))
        return render_template(
            f"{self.templates}/done.html",
            case=case,
            item=told.item,
            code=intake.codes.of(case_no),
            hall=intake.replica.venue(case["hall"]),
            received_on=received,
            reply_by=_reply_by(intake, case, received),
            words=wording,
        )

    def _of(self, draft: str) -> Document:
        """Give a draft; one whose command was done although the answer was lost counts as handed in."""
        intake = current(Intake)
        found = intake.drafts.of(self.owner, draft)
        if not found["case_no"] and found["reached"] == STEPS.index("check"):
            done = intake.journal.store.by_command(_meta(draft).command_id)
            if done is not None:
                found["case_no"] = key_of(done.stream)
                bringing.joined(intake, _meta(draft), self.standing, found, found["case_no"])
                intake.drafts.handed_in(self.owner, draft, found["case_no"])
        return found

    def _save(self, draft: str, **fields: Any) -> None:
        current(Intake).drafts.save(self.owner, draft, request_now(), fields)

    def _guide(self, item: str) -> Guide:
        return guide(current(Intake).replica, item, local_day(request_now()))

    def _halls(self, told: Guide) -> dict[str, str]:
        """Give the halls that take the item and may be chosen here.

        Raises:
            Rejected: `wrong_hall`: none is.
        """
        taking = {place.hall.id: text(place.hall.name) for place in told.places}
        found = {hall: name for hall, name in taking.items() if not self.halls or hall in self.halls}
        if not found:
            raise Rejected("wrong_hall", "no hall that may be chosen here takes this item", "S1.1", status=409)
        return found


def _meta(draft: str) -> Meta:
    """Give the circumstances of handing a draft in: the command's id is the draft's, whatever form it comes from."""
    meta = request_meta()
    key = f"draft/{draft}"
    return replace(meta, command_id=command_id(meta.actor, key), fingerprint=sha256(key.encode()).hexdigest())


def _reply_by(intake: Intake, case: Mapping[str, Any], received: date) -> date | None:
    """Give the last day on which the window answers; None for an instant item, or where no calendar covers it."""
    if case["kind"] == "instant":
        return None
    try:
        return intake.calendar(case["division"]).add_working_days(received, REPLY_WORKING_DAYS)
    except TimekeepingError:
        return None
