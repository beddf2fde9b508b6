"""Every rule of an assessment's life. Pure; raises `Rejected`."""

from __future__ import annotations

from services.metrics.publishing.commands import (
    AnswerAppeal,
    Appeal,
    Computed,
    Correct,
    Freeze,
    Publish,
    PublishRanking,
    Recompute,
)
from services.metrics.publishing.results import differences, hash_of
from services.metrics.publishing.state import Assessment, Ranking, Status
from shared.contracts import Command, Event, Rejected
from shared.contracts.assessments import (
    AppealAnswered,
    AssessmentAppealed,
    AssessmentCorrected,
    AssessmentFrozen,
    AssessmentPublished,
    AssessmentRecomputed,
    RankingPublished,
)
from shared.timekeeping import local_day

BASIS = "S2.9c; D-2"


def decide(assessment: Assessment, command: Command) -> list[Event]:
    """Tell which facts follow from a command; see each rule for its basis.

    Raises:
        Rejected: `not_frozen`, `too_early`, `other_unit`, `unknown_figure`, `appeals_closed`, `no_appeal`,
            `appeal_answered`, `not_outside`, `already_published`, `nothing_changed`, `appeals_open`,
            `figures_awaited`, `other_policy`, `not_published`.
    """
    match command:
        case Freeze():
            return _freeze(assessment, command)
        case Appeal():
            return _appeal(assessment, command)
        case AnswerAppeal():
            return _answer(assessment, command)
        case Recompute():
            return _recompute(assessment, command)
        case Publish():
            return _publish(assessment, command)
        case Correct():
            return _correct(assessment, command)
    raise Rejected("unknown_command", f"an assessment takes no {command.name}")


def _freeze(assessment: Assessment, command: Freeze) -> list[Event]:
    """A period is frozen once, after the fifth working day behind it has ended (D-2)."""
    if assessment.status is not Status.NEW:
        return []
    if local_day(command.meta.now) <= command.frozen_on:
        told = f"figures move until {command.frozen_on.isoformat()}, 24:00"
        raise Rejected("too_early", told, BASIS)
    computed = command.computed
    return [
        AssessmentFrozen(
            period=command.period,
            kind=command.kind,
            unit=command.unit,
            result=computed.result,
            hash=hash_of(computed.result),
            policy=computed.policy,
            policy_hash=computed.policy_hash,
            fold=computed.fold,
            digest=computed.digest,
            frozen_on=command.frozen_on,
            appeal_until=command.appeal_until,
            publish_from=command.publish_from,
            calendar=command.calendar,
            provisional=command.provisional,
        )
    ]


def _appeal(assessment: Assessment, command: Appeal) -> list[Event]:
    """The assessed unit may contest any figure of its own result until it is published (D-2)."""
    frozen = _frozen(assessment)
    if not command.own:
        raise Rejected("other_unit", "only the assessed unit appeals its result", BASIS, status=403)
    if assessment.status is Status.PUBLISHED or local_day(command.meta.now) > frozen.appeal_until:
        told = f"appeals were taken until {frozen.appeal_until.isoformat()}, before publication"
        raise Rejected("appeals_closed", told, BASIS)
    figures = {each["id"] for each in (assessment.result or {}).get("components", ())} | {"total", "penalties"}
    if command.figure not in figures:
        raise Rejected(
            "unknown_figure", "name a figure of this result", BASIS, status=422, errors={"figure": "unknown"}
        )
    number = len(assessment.appeals) + 1
    return [AssessmentAppealed(appeal=number, figure=command.figure, reasons=command.reasons)]


def _answer(assessment: Assessment, command: AnswerAppeal) -> list[Event]:
    """Somebody outside the unit answers, with reasons; nobody judges their own score (D-2, D-7 G8)."""
    frozen = _frozen(assessment)
    found = [each for each in assessment.appeals if each.appeal.appeal == command.appeal]
    if not found:
        raise Rejected("no_appeal", "there is no such appeal", BASIS, status=404)
    if found[0].answer is not None:
        raise Rejected("appeal_answered", "this appeal was answered already", BASIS)
    if command.meta.actor.unit == frozen.unit:
        raise Rejected("not_outside", "an appeal is answered from outside the unit", "D-2; D-7 G8", status=403)
    return [AppealAnswered(appeal=command.appeal, followed=command.followed, reasons=command.reasons)]


def _recompute(assessment: Assessment, command: Recompute) -> list[Event]:
    """Before publication a result follows its facts, and says what changed; after it, only a correction does."""
    frozen = _frozen(assessment)
    if assessment.status is Status.PUBLISHED:
        raise Rejected("already_published", "a published result is corrected, not recomputed", BASIS)
    _same_policy(frozen, command.computed)
    changed = differences(assessment.result or {}, command.computed.result)
    if not changed and command.cause == "late_fact":
        raise Rejected("nothing_changed", "the figures come out as they were", BASIS)
    made, computed = hash_of(command.computed.result), command.computed
    return [
        AssessmentRecomputed(
            result=computed.result,
            hash=made,
            fold=computed.fold,
            digest=computed.digest,
            cause=command.cause,
            differences=changed,
        )
    ]


def _publish(assessment: Assessment, command: Publish) -> list[Event]:
    """Not before the tenth working day, with every appeal answered and acted upon; once (D-2)."""
    frozen, today = _frozen(assessment), local_day(command.meta.now)
    if assessment.status is Status.PUBLISHED:
        return []
    if today < frozen.publish_from:
        told = f"results are published from {frozen.publish_from.isoformat()} on"
        raise Rejected("too_early", told, BASIS)
    if assessment.open_appeals:
        raise Rejected("appeals_open", f"{frozen.unit}: an appeal waits for its answer", BASIS)
    if assessment.awaiting_figures:
        raise Rejected(
            "figures_awaited", f"{frozen.unit}: an appeal was followed, the result not yet recomputed", BASIS
        )
    result = assessment.result or {}
    return [
        AssessmentPublished(
            period=frozen.period,
            kind=frozen.kind,
            unit=frozen.unit,
            hash=assessment.hash,
            policy=frozen.policy,
            published_on=today,
            total=str(result.get("total") or ""),
            grade=str(result.get("grade") or ""),
            rank=result.get("rank"),
            late=today > frozen.publish_from,
        )
    ]


def _correct(assessment: Assessment, command: Correct) -> list[Event]:
    """What was published is never changed: a late fact makes the next number, with every difference (D-2; B05)."""
    frozen = _frozen(assessment)
    if assessment.status is not Status.PUBLISHED:
        raise Rejected("not_published", "what is not published yet is recomputed", BASIS)
    _same_policy(frozen, command.computed)
    changed = differences(assessment.result or {}, command.computed.result)
    if not changed:
        return []
    return [
        AssessmentCorrected(
            number=len(assessment.versions) + 1,
            result=command.computed.result,
            hash=hash_of(command.computed.result),
            fold=command.computed.fold,
            digest=command.computed.digest,
            corrected_on=local_day(command.meta.now),
            differences=changed,
        )
    ]


def _frozen(assessment: Assessment) -> AssessmentFrozen:
    if assessment.frozen is None:
        raise Rejected("not_frozen", "this result has not been frozen yet", BASIS, status=404)
    return assessment.frozen


def _same_policy(frozen: AssessmentFrozen, computed: Computed) -> None:
    """A period is always computed by the policy it was frozen with, whatever came into force since (D-2)."""
    if (computed.policy, computed.policy_hash) != (frozen.policy, frozen.policy_hash):
        raise Rejected("other_policy", f"this period is assessed by policy {frozen.policy}", BASIS)


def decide_ranking(ranking: Ranking, command: Command) -> list[Event]:
    """A ranking is published once; its hash covers every place. Equal totals share a rank, as the places say."""
    if not isinstance(command, PublishRanking):
        raise Rejected("unknown_command", f"a ranking takes no {command.name}")
    if ranking.published is not None:
        return []
    if not command.places:
        raise Rejected("not_frozen", "no result of this period has been frozen yet", BASIS, status=404)
    places = [[p.unit, p.total, p.grade, p.rank, p.reason, p.hash] for p in command.places]
    return [
        RankingPublished(
            period=command.period,
            kind=command.kind,
            policy=command.policy,
            policy_hash=command.policy_hash,
            published_on=local_day(command.meta.now),
            places=command.places,
            hash=hash_of(places),
        )
    ]
