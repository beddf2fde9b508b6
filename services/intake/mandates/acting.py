"""Acting under a mandate: the one function that cases ask before anything is done for somebody else."""

from __future__ import annotations

from dataclasses import replace

from services.intake.mandates.commands import MandateCommand, Use
from services.intake.mandates.decider import MANDATES
from services.intake.mandates.state import Mandate
from services.intake.service import Intake
from shared.contracts import Meta, Rejected
from shared.contracts.people import Act, MandateGiven
from shared.contracts.streams import key_of
from shared.journal.handle import Outcome
from shared.journal.ids import derived_command_id


def do(intake: Intake, number: str, command: MandateCommand, expected: int | None = None) -> Outcome[Mandate]:
    """Do a command to a mandate, once, and bring the read model up to it, whatever is left of a refusal included.

    Raises:
        Rejected, Conflict, KeyReused: as `Journal.execute`.
    """
    try:
        outcome = intake.journal.execute(MANDATES, number, command, expected=expected)
    except Rejected as refusal:
        if refusal.records:
            intake.mandates.repair(intake.journal, number)
        raise
    key = key_of(outcome.commit.stream) if outcome.commit else number
    intake.mandates.refresh(key, outcome)
    return outcome


def use(
    intake: Intake, meta: Meta, number: str, act: Act, *, item: str, person: str, case_no: str = "", account: str = ""
) -> MandateGiven:
    """Measure an act against a mandate, and note that it was used; give the mandate.

    The same request asked again is one use.

    Args:
        intake: the service.
        meta: the circumstances of the request that acts.
        number: the mandate's.
        act: what is to be done.
        item: of which item.
        person: the pseudonym of whose case it is.
        case_no: the case, where there is one already.
        account: the agent's own account, where they act online; empty at a window, which has the agent before it.

    Raises:
        Rejected: `unknown_mandate`; `mandate_exceeded`: out of term or scope, with the reason; that is recorded.
    """
    own = replace(meta, command_id=derived_command_id(f"mandate/{number}/{act}", meta.command_id))
    command = Use(meta=own, act=act, item=item, person=person, case_no=case_no, account=account)
    given = do(intake, number.strip().upper(), command).state.given
    assert given is not None, "what was used was given"
    return given
