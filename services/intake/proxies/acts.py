"""What a point and a hall do about a proxy, as endpoints and pages ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from services.intake.cases import applicants
from services.intake.cases.acts import Acts
from services.intake.cases.standing import Standing
from services.intake.cases.state import NOBODY
from services.intake.numbering import PROXY
from services.intake.proxies.commands import (
    End,
    Entrust,
    GiveUp,
    HandOver,
    JoinCase,
    ProxyCommand,
    ProxyLimits,
    ReportBack,
)
from services.intake.proxies.decide import decide
from services.intake.proxies.decider import PROXIES
from services.intake.proxies.state import Proxy
from services.intake.service import Intake
from shared.contracts import Meta, Rejected
from shared.contracts.duties import ProxyCatalogPublished
from shared.contracts.limits import TimeLimit
from shared.contracts.registry import VenueRegistered
from shared.contracts.streams import key_of
from shared.identity import Identity
from shared.journal.handle import Outcome
from shared.journal.ids import derived_command_id
from shared.timekeeping import local_day

Said = Mapping[str, Any]
"""A checked body or form."""


def limits_of(intake: Intake) -> ProxyLimits:
    """Give the limits in force, as the settings have them."""
    settings = intake.settings
    return ProxyLimits(
        handover=TimeLimit(settings.proxy_handover_days, "working_days"),
        report=TimeLimit(settings.proxy_report_days, "working_days"),
    )


def do(intake: Intake, number: str, command: ProxyCommand, expected: int | None = None) -> Outcome[Proxy]:
    """Do a command to a proxy, once, and bring the read model up to it; the log order is its own until there is a case.

    Raises:
        Rejected, Conflict, KeyReused: as `Journal.execute`.
    """
    outcome = intake.journal.execute(PROXIES, number, command, expected=expected)
    key = key_of(outcome.commit.stream) if outcome.commit else number
    intake.proxies.refresh(key, outcome)
    return outcome


class ProxyActs:
    """The acts of one request.

    Args:
        intake: the service.
        meta: the circumstances of the command.
        identity: who acts.
        expected: the version the caller has seen (`If-Match`).
    """

    def __init__(self, intake: Intake, meta: Meta, identity: Identity, expected: int | None = None) -> None:
        self._intake = intake
        self._meta = meta
        self._identity = identity
        self._expected = expected

    def entrust(self, said: Said) -> tuple[str, Outcome[Proxy]]:
        """Take an application along; give its number, which is the server's choice, and the outcome.

        Nothing personal is sealed unless the rules would let the command pass; an attempt to take money is recorded
        under a number of its own.
        """
        intake, command = self._intake, self._entrusting(said)
        first = intake.journal.store.by_command(self._meta.command_id)
        if first is None and command.fee_cents <= 0:
            decide(Proxy(), command)
        number = key_of(first.stream) if first else self._number(command.point)
        who = NOBODY if first or command.fee_cents > 0 else applicants.seal(intake.vault, number, said["applicant"])
        return number, self._counted(number, replace(command, applicant=who))

    def hand_over(self, number: str, said: Said) -> Outcome[Proxy]:
        """Hand over; with `register` the hall registers the case in the same breath.

        The hand-over stands by itself, as evidence of receipt: where registering fails or is left for later, the case
        is registered afterwards and still counts from here. Done again after a break, every part is the first one.
        """
        calendar = self._calendar(self.proxy(number))
        command = HandOver(**self._common(said), calendar=calendar, limits=self._limits())
        outcome = self._counted(number, command)
        if not said["register"]:
            return outcome
        case_no = self.proxy(number).case_no or self._registered(number, said["window"])
        return do(self._intake, number, JoinCase(meta=self._part("proxy-join"), case_no=case_no))

    def give_up(self, number: str, said: Said) -> Outcome[Proxy]:
        """Give the papers back before they were handed over."""
        calendar = self._calendar(self.proxy(number))
        return self._counted(number, GiveUp(**self._common(said), calendar=calendar, limits=self._limits()))

    def report(self, number: str, said: Said) -> Outcome[Proxy]:
        """Tell the result."""
        command = ReportBack(
            **self._common(said),
            manner=said["manner"],
            ends=said["ends"],
            calendar=self._calendar(self.proxy(number)),
            limits=self._limits(),
        )
        return self._counted(number, command)

    def end(self, number: str, said: Said) -> Outcome[Proxy]:
        """End it."""
        return self._counted(number, End(**self._common(said)))

    def proxy(self, number: str) -> Proxy:
        """Give a proxy as its journal tells it."""
        return self._intake.journal.load(PROXIES, number).state

    def _entrusting(self, said: Said) -> Entrust:
        replica, day = self._intake.replica, local_day(self._meta.occurred_at)
        point = replica.venue(self._identity.hall or "-")
        item, version = replica.item_on(said["item"], day)
        return Entrust(
            **self._common(said),
            item=item,
            item_version=version,
            point=point,
            catalog=replica.find(ProxyCatalogPublished, point.division[:9]),
            where=where_to_go(self._intake, point, item.code),
            applicant=NOBODY,
            materials=tuple(said["materials"]),
            calendar=self._intake.calendar(point.division),
            limits=self._limits(),
            case_no=said.get("case_no", ""),
        )

    def _registered(self, number: str, window: str) -> str:
        """Register the case at the hall, as of the hand-over that is on record; give its number."""
        given = self.proxy(number).entrusted
        assert given is not None, "what was handed over was entrusted"
        assert given.applicant is not None, "whatever a point takes along is somebody's"
        receipt = {
            "item": given.item,
            "hall": given.hall,
            "window": window,
            "channel": "proxy",
            "applicant": applicants.opened(self._intake.vault, number, vars_of(given.applicant)),
            "materials": list(given.materials),
            "proxy": number,
        }
        acts = Acts(self._intake, self._part("proxy-receipt"), Standing(desk=given.hall))
        return acts.receive(receipt)[0]

    def _part(self, name: str) -> Meta:
        """Give the circumstances of a part of this request, under an id of its own."""
        return replace(self._meta, command_id=derived_command_id(name, self._meta.command_id))

    def _counted(self, number: str, command: ProxyCommand) -> Outcome[Proxy]:
        """Do it; what a refusal leaves on record shows in the list at once."""
        try:
            return do(self._intake, number, command, self._expected)
        except Rejected as refusal:
            if refusal.records:
                self._intake.proxies.repair(self._intake.journal, number)
            raise

    def _common(self, said: Said) -> dict[str, Any]:
        return {"meta": self._meta, "place": self._identity.hall or "-", "fee_cents": cents(said["fee"])}

    def _calendar(self, proxy: Proxy) -> Any:
        return self._intake.calendar(proxy.entrusted.division[:9] if proxy.entrusted else "")

    def _limits(self) -> ProxyLimits:
        return limits_of(self._intake)

    def _number(self, point: VenueRegistered) -> str:
        return self._intake.numbering.document(point.division[:9], PROXY, local_day(self._meta.occurred_at))


def cents(yuan: str) -> int:
    """Give an amount in cents; anything that costs at all costs at least one."""
    return int((Decimal(yuan) * 100).to_integral_value(rounding="ROUND_UP"))


def vars_of(applicant: Any) -> dict[str, str]:
    """Give a sealed applicant as the mapping that `applicants.opened` takes."""
    return {name: getattr(applicant, name) for name in ("person", "kind", "name", "id_number", "phone")}


def where_to_go(intake: Intake, point: VenueRegistered, item: str) -> str:
    """Say where an item is handled: the point's hall and window, else the first that takes it; the id finds it."""
    halls = sorted((v for v in intake.replica.venues() if v.kind == "hall"), key=lambda v: v.id != point.hall)
    for hall in halls:
        window = next((each for each in hall.windows if item in each.items), None)
        if window is not None:
            return f"{hall.name.zh} · {window.name.zh} ({hall.id})"
    return " · ".join(hall.name.zh for hall in halls[:1])
