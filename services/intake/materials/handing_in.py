"""Uploads and earlier papers as part of an application or supplement: they count as handed in, and join the case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from services.intake.cases import applicants
from services.intake.cases.commands import Receive
from services.intake.cases.standing import Standing
from services.intake.cases.state import Case
from services.intake.materials import views
from services.intake.materials.acts import Acts
from services.intake.materials.told import not_asked_again, of_account
from services.intake.service import Intake
from shared.contracts import Meta, Rejected
from shared.contracts.intake import Defect
from shared.contracts.registry import ItemPublished
from shared.timekeeping import local_day


class HandingIn:
    """What a body names beside its materials: `uploads` of one's own, `reuse` of files from earlier cases.

    Args:
        intake: the service.
        meta: the circumstances of the command.
        who: whose desk or account it is done from.
        said: the checked body.
    """

    def __init__(self, intake: Intake, meta: Meta, who: Standing, said: Mapping[str, Any]) -> None:
        self._intake, self._acts, self._account = intake, Acts(intake, meta, who), who.account
        self._day = local_day(meta.occurred_at)
        self._uploads: tuple[str, ...] = tuple(said.get("uploads") or ())
        self._reuse: tuple[str, ...] = tuple(said.get("reuse") or ())

    def codes(self, item: ItemPublished, person: str) -> tuple[str, ...]:
        """Give the material codes that are handed in by them.

        Raises:
            Rejected: `unknown_upload`, `unknown_file`, `other_paper`.
        """
        return (*self._acts.codes(self._uploads, item.code), *(self._code(each, item, person) for each in self._reuse))

    def with_codes(self, command: Receive, who: Mapping[str, str]) -> Receive:
        """Give a receipt that counts them among its materials; `who` applies."""
        person = applicants.person_of(self._intake.vault, who) if self._reuse else ""
        return replace(command, materials=(*command.materials, *self.codes(command.item, person)))

    def not_asked_again(self, case_no: str, case: Case, item: ItemPublished, defects: Iterable[Defect]) -> None:
        """See that a notice asks for nothing that is on file and valid, unless it was handed in and is wrong.

        Raises:
            Rejected: `already_on_file`.
        """
        missing = {defect.material for defect in defects} - {*case.materials}
        not_asked_again(self._intake, case_no, case.applicant.person, item, missing, self._day)

    def into(self, case_no: str) -> None:
        """Make them part of a case, each once, however often it is said."""
        self._acts.attach(case_no, self._uploads)
        for each in self._reuse:
            self._acts.reuse(case_no, each)

    def _code(self, file_id: str, item: ItemPublished, person: str) -> str:
        row = views.find(self._intake.materials, file_id)
        if row["person"] != person or (self._account and not of_account(self._intake, self._account, row)):
            raise Rejected("unknown_file", "there is no such file", status=404)
        found = [material.code for material in item.materials if material.name.zh == row["file"]["name"]]
        if not found:
            raise Rejected("other_paper", "this is another paper than the guide asks for", "S1.3b", status=422)
        return found[0]
