"""Case facts: what the scores need to know of a case, folded from its events, and the integers it adds to sums.

Read from the topic `journal` (everything else is passed over; `recorded_at` is never read):

| event | fields read |
|---|---|
| `case.received` | `department`, `item`, `hall`, `kind`, `received_at` |
| `case.accepted` | `accepted_on`, `promised_due`, `manner` |
| `case.refused`, `case.redirected`, `case.not_needed` | `occurred_at` |
| `case.withdrawn` | `occurred_at`, `confirmed` |
| `case.completed` | `completed_on` |
| `case.delivered` | `delivered_on` |
| `review.decided` | `decided_at`, `outcome` |
| `card.issued` | `card`, `department`, `kind`, `cause`, `triggered_at` |
| `card.corrected` | `card` |
| `rating.invited` | `department`, `delivered_on` |
| `rating.submitted` | `grade`, `occurred_at` |
| `complaint.filed` | `department`, `division`, `occurred_at` |
| `complaint.closed` | `department`, `outcome`, `occurred_at` |

A case's streams may arrive in any interleaving. Each kind of event sets keys of its own, so the order between
streams leaves no trace; the order within a stream is kept by the journal.

`case_facts`      the fold, for `shared.journal.casefold`
`contributions`   facts -> `department|day|name` -> integer
`sums`            contributions -> a department's named sums in a period
`lists`           facts -> the lists a case stands on (late, overdue ...), for looking behind a number
"""

from services.metrics.facts.case_facts import CaseScores
from services.metrics.facts.lists import LISTS, listed
from services.metrics.facts.sums import NAMES, DaySums, by_department, period_sums

__all__ = ["LISTS", "NAMES", "CaseScores", "DaySums", "by_department", "listed", "period_sums"]
