"""Assessments, rankings and years, put together: category, rules, fold."""

from services.metrics.publishing import annual
from services.metrics.publishing.decide import decide, decide_ranking
from services.metrics.publishing.state import Assessment, Ranking, evolve, evolve_ranking
from shared.journal.handle import Decider

ASSESSMENTS: Decider[Assessment] = Decider("assessment", Assessment, decide, evolve)
"""Streams `assessment/<period>.<kind>.<unit>`."""

RANKINGS: Decider[Ranking] = Decider("ranking", Ranking, decide_ranking, evolve_ranking)
"""Streams `ranking/<period>.<kind>`."""

YEARS: Decider[None] = Decider("annual", lambda: None, annual.decide, lambda state, _event: state)
"""Streams `annual/<year>.<kind>`."""
