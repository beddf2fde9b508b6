"""What is done with materials, as endpoints and pages ask for it. Bytes first, then what names them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

from services.intake.cases.standing import Standing as Who
from services.intake.materials import views
from services.intake.materials.commands import (
    Attach,
    MaterialCommand,
    Remove,
    ReturnOriginal,
    Reuse,
    SeeOriginal,
    TakeOver,
)
from services.intake.materials.decide import decide
from services.intake.materials.decider import MATERIALS
from services.intake.materials.inspecting import Inspected, inspected
from services.intake.materials.keeping import PREVIEW
from services.intake.materials.sealing import FIELD, encrypted, new_key, opened
from services.intake.materials.standing import holder_of, standing_in
from services.intake.materials.state import Material
from services.intake.materials.told import of_account
from services.intake.service import Intake
from shared.contracts import Meta, Rejected
from shared.contracts.materials import MaterialReused, MaterialUploaded
from shared.contracts.registry import ItemPublished
from shared.journal.handle import Outcome, Step
from shared.journal.ids import derived_command_id
from shared.timekeeping import local_day

Said = Mapping[str, Any]
Row = dict[str, Any]


class Acts:
    """The acts of one request.

    Args:
        intake: the service.
        meta: the circumstances of the command.
        who: whose desk or account it is done from.
    """

    def __init__(self, intake: Intake, meta: Meta, who: Who) -> None:
        self._intake, self._meta, self._who = intake, meta, who
        self._holder = holder_of(who)

    def upload(self, said: Said, data: bytes) -> Row:
        """Keep a file as a draft for an item, or hand it straight into a case; give its row.

        Nothing is kept of what a rule would refuse. The same request again gives the same file.
        """
        item = self._item(said)
        names = {material.code: material.name.zh for material in item.materials}
        if said["material"] not in names:
            told = {"material": f"not in the guide: {said['material']}"}
            raise Rejected(
                "unknown_material", "a material is not in the item's guide", "S1.3b", status=422, errors=told
            )
        file = inspected(self._intake.settings, data)
        draft = self._draft(said, item.code, names[said["material"]], file)
        if said["case_no"]:
            self._may_attach(said["case_no"], draft)
        else:
            self._intake.drafts_of_materials.room(self._holder, item.code)
        row = self._kept(draft, file, data)
        return self.attach(said["case_no"], [row["_id"]])[0] if said["case_no"] else row

    def attach(self, case_no: str, drafts: Iterable[str]) -> list[Row]:
        """Make drafts part of a case, each once; give their rows."""
        found = []
        for draft_id in dict.fromkeys(drafts):
            row = self._intake.drafts_of_materials.claim(self._holder, draft_id, case_no)
            self._do(draft_id, case_no, self._attach(case_no, row, self._resealed(case_no, row)), f"attach/{draft_id}")
            found.append(views.find(self._intake.materials, draft_id))
        return found

    def codes(self, drafts: Iterable[str], item: str) -> tuple[str, ...]:
        """Give the material codes of drafts that are about to be handed in for an item.

        Raises:
            Rejected: `unknown_upload`: one is not there, not one's own, or for another item.
        """
        rows = [self._intake.drafts_of_materials.one(self._holder, each) for each in drafts]
        if any(row["item"] != item for row in rows):
            raise Rejected("unknown_upload", "an upload was made for another item", status=404)
        return tuple(row["material"] for row in rows)

    def discard(self, draft_id: str) -> None:
        """Throw a draft of one's own away."""
        self._intake.drafts_of_materials.one(self._holder, draft_id)
        if place := self._intake.drafts_of_materials.drop(self._holder, draft_id):
            self._intake.material_bytes.clear(place)

    def remove(self, material_id: str, said: Said) -> Outcome[Material]:
        """Take a file out of its case; the bytes go once the commit says so."""
        row = views.find(self._intake.materials, material_id)
        case_no = row["file"]["case_no"]
        _, standing = standing_in(self._intake, self._who, case_no)
        command = Remove(meta=self._meta, case_no=case_no, standing=standing, reason=said["reason"])
        outcome = self._do(material_id, case_no, command)
        self._intake.material_bytes.clear(row["file"]["file"])
        return outcome

    def reuse(self, case_no: str, material_id: str, material: str = "") -> Outcome[Material]:
        """Let a file of an earlier case serve this one; as `material`, or as the one of the same name."""
        row = self._usable(material_id)
        case, standing = standing_in(self._intake, self._who, case_no)
        named = {name: code for code, name in standing.asked.items()}
        command = Reuse(
            meta=self._meta,
            case_no=case_no,
            standing=standing,
            material=material or named.get(row["file"]["name"], row["file"]["material"]),
            item=case.item,
            day=local_day(self._meta.occurred_at),
        )
        reuse = self._step(material_id, row["file"]["case_no"], command, f"reuse/{material_id}/{case_no}")
        outcome, _ = self._intake.journal.execute_all([reuse, *self._taken_over(row, command)])
        self._intake.materials.refresh(material_id, outcome)
        return outcome

    def _taken_over(self, row: Row, command: Reuse) -> list[Step[Material]]:
        """Note it in the other case as well: a stream belongs to one case from its first commit to its last."""
        told = MaterialReused(
            case_no=command.case_no,
            from_case=row["file"]["case_no"],
            item=command.item,
            material=command.material,
            reused_at=command.meta.occurred_at,
            sha256=row["file"]["sha256"],
        )
        beside = TakeOver(meta=command.meta, case_no=command.case_no, standing=command.standing, told=told)
        return [self._step(f"{command.case_no}.{row['_id']}", command.case_no, beside, f"taken/{row['_id']}")]

    def _usable(self, material_id: str) -> Row:
        """Give a file that may serve again; an account's must lie in a case of its own."""
        row = views.find(self._intake.materials, material_id)
        if self._who.account and not of_account(self._intake, self._who.account, row):
            raise Rejected("unknown_file", "there is no such file", status=404)
        return row

    def see_original(self, case_no: str, said: Said) -> Outcome[Material]:
        """Note an original that was shown."""
        _, standing = standing_in(self._intake, self._who, case_no)
        about = {name: said[name] for name in ("material", "kept", "copies")}
        command = SeeOriginal(meta=self._meta, case_no=case_no, standing=standing, **about)
        return self._do(f"{case_no}.{said['material']}", case_no, command)

    def return_original(self, case_no: str, said: Said) -> Outcome[Material]:
        """Note an original that was given back."""
        _, standing = standing_in(self._intake, self._who, case_no)
        command = ReturnOriginal(meta=self._meta, case_no=case_no, standing=standing, material=said["material"])
        return self._do(f"{case_no}.{said['material']}", case_no, command)

    def _item(self, said: Said) -> ItemPublished:
        if not said["case_no"]:
            return self._intake.replica.item_on(said["item"], local_day(self._meta.occurred_at))[0]
        case, _ = standing_in(self._intake, self._who, said["case_no"])
        return self._intake.replica.item(case.item, case.item_version)[0]

    def _draft(self, said: Said, item: str, name: str, file: Inspected) -> Row:
        """Give the row of a draft; the id follows from the command's, the place of the bytes is new each time."""
        draft_id = sha256(f"material/{self._meta.command_id}".encode()).hexdigest()[:32]
        return {
            "_id": draft_id,
            "item": item,
            "material": said["material"],
            "name": name,
            "sha256": file.sha256,
            "media_type": file.media_type,
            "size": file.size,
            "pages": file.pages,
            "preview": bool(file.preview),
            "file": f"{draft_id}.{uuid4().hex[:8]}",
            "uploaded_at": self._meta.occurred_at.isoformat(),
            "by": self._meta.actor.id,
            "door": said["door"],
            "valid_until": said["valid_until"].isoformat() if said["valid_until"] else None,
        }

    def _kept(self, draft: Row, file: Inspected, data: bytes) -> Row:
        """Put the bytes down, then the draft that names them; a repetition's own bytes are cleared at once."""
        key, place = new_key(), draft["file"]
        preview = encrypted(key, place + PREVIEW, file.preview) if file.preview else b""
        self._intake.material_bytes.put(place, encrypted(key, place, data), preview, self._intake.clock.now())
        try:
            row = self._intake.drafts_of_materials.keep(self._holder, draft, key)
        except Rejected:
            self._intake.material_bytes.clear(place)
            raise
        if row["file"] != place:
            self._intake.material_bytes.clear(place)
        return row

    def _may_attach(self, case_no: str, draft: Row) -> None:
        """Ask the rules before any byte is kept; what was done before is answered again."""
        known = self._intake.journal.load(MATERIALS, draft["_id"]).state
        decide(known, self._attach(case_no, draft, ("", "")))

    def _attach(self, case_no: str, row: Row, sealed: tuple[str, str]) -> Attach:
        _, standing = standing_in(self._intake, self._who, case_no)
        person, key = sealed
        there = sum(1 for each in views.of_case(self._intake.materials, case_no) if each["id"] != row["_id"])
        file = _event(case_no, row, person, key)
        most = self._intake.settings.material_most_files
        return Attach(meta=self._meta, case_no=case_no, standing=standing, file=file, there=there, most=most)

    def _resealed(self, case_no: str, row: Row) -> tuple[str, str]:
        """Seal a draft's key for the person whose case it is; the bytes stay as they are."""
        case, _ = standing_in(self._intake, self._who, case_no)
        person, vault = case.applicant.person, self._intake.vault
        key = opened(vault, row["person"], row["_id"], row["key"])
        return person, vault.seal(person, row["_id"], FIELD, key)

    def _do(self, key: str, case_no: str, command: MaterialCommand, part: str = "") -> Outcome[Material]:
        """Do a command once."""
        step = self._step(key, case_no, command, part)
        outcome = self._intake.journal.execute(MATERIALS, key, step.command, case=case_no)
        self._intake.materials.refresh(key, outcome)
        return outcome

    def _step(self, key: str, case_no: str, command: MaterialCommand, part: str) -> Step[Material]:
        """Give a command with its stream. One request may do several: each has an id of its own."""
        meta = self._meta
        if part:
            told = sha256(f"{meta.fingerprint}/{part}".encode()).hexdigest()
            meta = replace(meta, command_id=derived_command_id(part, meta.command_id), fingerprint=told)
        return Step(MATERIALS, key, replace(command, meta=meta), case_no)


def _event(case_no: str, row: Row, person: str, key: str) -> MaterialUploaded:
    return MaterialUploaded(
        case_no=case_no,
        item=row["item"],
        material=row["material"],
        name=row["name"],
        sha256=row["sha256"],
        media_type=row["media_type"],
        size=row["size"],
        pages=row["pages"],
        preview=row["preview"],
        file=row["file"],
        person=person,
        key=key,
        uploaded_at=datetime.fromisoformat(row["uploaded_at"]),
        by=row["by"],
        door=row["door"],
        valid_until=date.fromisoformat(row["valid_until"]) if row["valid_until"] else None,
    )
