"""One matter that was split counts as one (D-7 G5): which cases add nothing, because the first of them counts.

Which they are is found by the worker from the traces and kept in the collection `merged`, by the quarter in which they
were received; boards take what these cases add out of the sums. The detector lists them all, the first included.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from services.metrics.anti_gaming.findings import Case, Span
from services.metrics.anti_gaming.of_cases import splitting
from services.metrics.facts.cells import cell
from services.metrics.facts.contributions import course
from services.metrics.scoring import Period
from services.metrics.scoring.period import period_of
from services.metrics.service import Metrics
from shared.worker import Timer

EVERY_SECONDS = 600.0
MERGED = "merged"


def timer(metrics: Metrics) -> Timer:
    """Give the worker's timer."""
    return Timer("merging", EVERY_SECONDS, lambda: tick(metrics))


def tick(metrics: Metrics) -> None:
    """Look for split matters of the present quarter and the one before."""
    present = period_of(metrics.today())
    for period in (present.previous(), present):
        look(metrics, period)


def look(metrics: Metrics, period: Period) -> None:
    """Find a quarter's split matters; looking again changes nothing."""
    span = Span(period.first, period.last, metrics.replica.calendar())
    found = merged([each for month in _months(period) for each in metrics.folds.cases(metrics.traces, month)], span)
    metrics.database[MERGED].update_one({"_id": period.name}, {"$set": {"cases": list(found)}}, upsert=True)


def merged(cases: Sequence[Case], span: Span) -> tuple[str, ...]:
    """Name the cases that add nothing: of every split matter all but the first."""
    ordered = sorted(cases, key=lambda each: each[0])
    return tuple(
        sorted(case for each in splitting(ordered, span) if each.pattern == "split" for case in each.cases[1:])
    )


def merged_cases(metrics: Metrics) -> frozenset[str]:
    """Give all cases that add nothing."""
    return frozenset(case for each in metrics.database[MERGED].find() for case in each["cases"])


def without(metrics: Metrics, sums: Mapping[str, int], cases: Iterable[str]) -> Mapping[str, int]:
    """Give the sums without what some cases add by their own course; what is held against them stays.

    Where there are no such cases these are the very same sums.
    """
    taken: dict[str, int] = {}
    for case in sorted(cases):
        for key, value in course(metrics.folds.case(metrics.fold, cell(case), case) or {}).items():
            taken[key] = taken.get(key, 0) + value
    return {**sums, **{key: sums.get(key, 0) - value for key, value in taken.items()}} if taken else sums


def marked(metrics: Metrics, cases: Iterable[Case]) -> Iterator[Case]:
    """Mark the cases that add nothing by their own course as `merged`, so that no list is longer than its number."""
    apart = merged_cases(metrics)
    return ((case, {**facts, "merged": True} if case in apart else facts) for case, facts in cases)


def _months(period: Period) -> list[str]:
    """Name the cells of a quarter's days by their beginnings, `202610` ..."""
    return [f"{period.first.year}{period.first.month + n:02d}" for n in range(3)]
