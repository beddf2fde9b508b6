"""Hall clients at work: lives of cases planned on a virtual calendar, and played through the public HTTP API.

The plan is pure and seeded: the same seed, day and number give the same life, whatever else is asked for; so a run
that was cut off is continued by running it again, and nothing is done twice.

`scene`       what is offered where: items, halls, calendar
`habits`      how people and departments behave, in numbers
`people`      applicants that never were
`hours`       office hours on working days
`lives`       what happens to one case, step by step
`plan`        seed -> lives of all cases of some days
`staff`       which account does what
`acts`        a step of a life as a request
`client`      requests to the services: tokens, idempotency keys, virtual time, patience
`driver`      the steps of all lives in the order of their virtual times, many lives under way at once
`check`       whether metrics shows what was done
"""
