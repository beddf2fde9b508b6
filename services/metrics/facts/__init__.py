"""Case facts: what the scores need to know of a case, folded from its events, and the integers it adds to sums.

Read from the topic `journal`, all by name and field as docs/scoring.md tells; everything else is passed over, and
`recorded_at` is never read. A key's streams may arrive in any interleaving. Each kind of event sets keys of its own,
so the order between streams leaves no trace; the order within a stream is kept by the journal.

`case_facts`      the fold, for `shared.journal.casefold`: cases, reviews, cards
`voice_facts`     its steps for ratings, complaints, hotline tickets, reconsiderations
`place_facts`     its steps for what happens at halls and points
`contributions`   facts -> `department@venue|day|name` -> integer, with `voice_sums`, `place_sums`, `faults`
`sums`            contributions -> a department's, hall's or point's named sums in a period
`lists`           facts -> the lists a case stands on (late, overdue ...), for looking behind a number
"""

from services.metrics.facts.case_facts import CaseScores
from services.metrics.facts.lists import LISTS, listed
from services.metrics.facts.sums import NAMES, DaySums, by_department, by_venue, period_sums

__all__ = ["LISTS", "NAMES", "CaseScores", "DaySums", "by_department", "by_venue", "listed", "period_sums"]
