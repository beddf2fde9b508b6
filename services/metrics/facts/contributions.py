"""What one case adds to the sums: `department@venue|day|name` -> integer; docs/scoring.md lists every name.

One happening is one key; wholes are added up from parts by `sums`.

- On the day of the act: `received`, `declined`, `withdrawn`, `decided`, `completed`, `delivered`, `rated` count cases;
  on the day of receipt `lagging` counts those registered late or entered afterwards (C3b).
- On the day of acceptance: `receipts` where the receipt was given that very day, `receipts_late` where it was not, and
  `accepted_instant` for instant cases, which have none.
- On the promised due date (the cohort, D-2), all promised cases but those refused and those the applicant withdrew in
  time and confirmed: `late`, `open`, or on time: `early` with three tenths of the promise to spare, `steady`, or
  `brief` where the promise is shorter than three working days. `late_explained` and `open_explained` are those whose
  lateness was explained in public; `late_by_rule` are those whose day had not passed when they were decided or
  withdrawn: they count as late for another reason, and there is no lateness to explain.
- Instant cases on their day of receipt: `instant_met`, `instant_missed`, `instant_open`.
- On the last day for the one notice: `notice_good` or `notice_bad`; acceptance by silence is a bad one.
- On the day on which "at once" ends, who was told where to go instead, or that nothing is needed: `direction_met` or
  `direction_missed` (S2.5g; Licensing Law art. 32). No indicator reads them; a late one has a yellow card (D-6).
- On the last day for serving it, a decision against the applicant: `negative_met` where it tells reasons, basis and
  remedies and is proved to be served in time, `negative_open` while it is not served, else `negative_missed`.

A case accepted by silence (`deemed`), or withdrawn without the applicant's own confirmation, is never on time (D02,
G3). What is `open` and whose day has passed is overdue: the sums leave that to the reader's day, so that facts need no
clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.metrics.facts.faults import add_faults
from services.metrics.facts.place_sums import add_places
from services.metrics.facts.voice_sums import add_rating, add_voices
from shared.timekeeping.tables import nth_working_day, working_days_from_to

Facts = dict[str, Any]
INSTANT = {"on_time": "|instant_met", "late": "|instant_missed", "open": "|instant_open"}
SERVE_WITHIN = 10
"""Working days in which a decision is served (Licensing Law art. 44)."""

ACTS = [(act, "|" + act) for act in ("received", "declined", "withdrawn", "decided", "completed", "delivered")]


def contributions(facts: Facts) -> dict[str, int]:
    """Give the case's integers; nothing of its own course is counted before its department is known."""
    given: dict[str, int] = {}
    at = facts.get("at")
    standing = ""
    if at is not None:
        for act, end in ACTS:
            if act in facts:
                given[at + facts[act] + end] = 1
        standing = cohort(facts)
        if facts["kind"] == "instant":
            _instant(facts, at, standing, given)
        else:
            _promised(facts, at, standing, given)
        if "notice_due" in facts or "deemed" in facts:
            _notice(facts, at, given)
        if "direction_due" in facts:
            told = "missed" if "direction_late" in facts else "met"
            given[f"{at}{facts['direction_due']}|direction_{told}"] = 1
        if "negative" in facts or facts.get("outcome") == "refused":
            _negative(facts, at, given)
        if "registered_late" in facts or "backfilled" in facts:
            given[f"{at}{facts['received']}|lagging"] = 1
    if "grade" in facts:
        add_rating(facts, given)
    if "more" in facts:
        add_voices(facts, given)
        add_places(facts, given)
    if "faults" in facts:
        add_faults(facts, standing, given)
    return given


BESIDE = frozenset({"more", "faults", "grade"})
"""Keys that say that a case has more than its own course: voices and cards, faults, a rating."""


def course(facts: Facts) -> dict[str, int]:
    """Give what a case adds by its own course alone: acts, cohort, receipts, notices, decisions told."""
    return contributions({name: value for name, value in facts.items() if name not in BESIDE})


def beside(facts: Facts) -> dict[str, int]:
    """Give what a case adds besides its own course: of one that counts no more by itself (G5) nothing else is left."""
    own = course(facts)
    left = {key: value - own.get(key, 0) for key, value in contributions(facts).items()}
    return {key: value for key, value in left.items() if value}


def due_day(facts: Mapping[str, Any]) -> str:
    """Give the promised last day as the newest recount told it; the day lies in a cohort, so there must be one."""
    day: str = facts.get("follows") or facts.get("moved_due") or facts["due"]
    return day


def cohort(facts: Mapping[str, Any]) -> str:
    """Tell how a case stands in the cohort of its due date: `on_time`, `late`, `open`, or "" where it is in none."""
    if facts.get("due") is None or "declined" in facts or facts.get("follows") == "":
        return ""
    due = due_day(facts)
    withdrawn = facts.get("withdrawn")
    if withdrawn is not None:
        return "" if facts["confirmed"] and withdrawn <= due else "late"
    done = facts.get("completed") or facts.get("decided")
    if done is None:
        return "open"
    return "on_time" if done <= due and "deemed" not in facts else "late"


def _instant(facts: Facts, at: str, standing: str, given: dict[str, int]) -> None:
    if "accepted" in facts:
        given[f"{at}{facts['accepted']}|accepted_instant"] = 1
    if standing:
        given[at + due_day(facts) + INSTANT[standing]] = 1


def _promised(facts: Facts, at: str, standing: str, given: dict[str, int]) -> None:
    if "accepted" in facts:
        given[at + facts["accepted"] + ("|receipts_late" if "receipt_late" in facts else "|receipts")] = 1
    if not standing:
        return
    due = due_day(facts)
    if standing == "on_time":
        given[f"{at}{due}|{pace(facts, due)}"] = 1
        return
    given[f"{at}{due}|{standing}"] = 1
    if "explained" in facts:
        given[f"{at}{due}|{standing}_explained"] = 1
    elif standing == "late" and not _over(facts, due):
        given[f"{at}{due}|late_by_rule"] = 1


def _over(facts: Facts, due: str) -> bool:
    """Tell whether the day had really passed; a promise that was kept in days leaves no lateness to explain."""
    done: str = facts.get("withdrawn") or facts.get("completed") or facts["decided"]
    return done > due


def pace(facts: Mapping[str, Any], due: str) -> str:
    """Tell how a kept promise was kept: `early`, `steady`, or `brief` where it was too short to tell (D03)."""
    if "promise" not in facts:
        return "brief"
    return "early" if is_early(facts, due) else "steady"


def is_early(facts: Mapping[str, Any], due: str) -> bool:
    """Tell whether a kept promise took at most seven tenths of it: three tenths of its working days were to spare."""
    done = facts.get("completed") or facts["decided"]
    return 10 * working_days_from_to(done, due) >= 3 * int(facts["promise"])


def _notice(facts: Facts, at: str, given: dict[str, int]) -> None:
    """A case with defects: noticed in time, at once and whole; or accepted by silence, which is no notice."""
    given[at + notice_day(facts) + ("|notice_good" if notice_good(facts) else "|notice_bad")] = 1


def notice_day(facts: Mapping[str, Any]) -> str:
    """Give the last day for the one notice; of a case accepted by silence the day from which it counts."""
    return str(facts.get("notice_due") or facts["accepted"])


def notice_good(facts: Mapping[str, Any]) -> bool:
    """Tell whether the one notice came in time and was whole (D05)."""
    return not ({"deemed", "notice_late", "second_notice"} & facts.keys())


def serving_day(facts: Mapping[str, Any]) -> str:
    """Give the last day for serving a decision against the applicant; a refusal at the window is handed over at once.

    Raises:
        KeyError: there is no such decision.
    """
    if "negative" in facts:
        return str(facts["negative"])
    return facts.get("served_due") or nth_working_day(facts["decided"], SERVE_WITHIN)


def negative_standing(facts: Mapping[str, Any]) -> str:
    """Tell how a decision against the applicant was told: `met`, `open` while it is not served, or `missed`.

    Served is proved by the number of a receipt, or by the hall's own record that it handed the decision over.
    """
    if "negative" in facts:
        return "missed" if "untold" in facts else "met"
    if "served" not in facts:
        return "missed" if "decided_untold" in facts else "open"
    proved = "unproved" not in facts or "delivered" in facts
    told = "decided_untold" not in facts and proved and facts["served"] <= facts["served_due"]
    return "met" if told else "missed"


def _negative(facts: Facts, at: str, given: dict[str, int]) -> None:
    given[f"{at}{serving_day(facts)}|negative_{negative_standing(facts)}"] = 1
