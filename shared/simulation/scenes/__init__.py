"""What happens in a demonstration beside the lives of cases: halls and points at work, people who speak up, tricks.

Every scene is stories of deeds, drawn from dice of its own by seed and day; so more days add scenes and change none.

`days`        the days of a run, and moments in them
`shifts`      who stands where: rosters, check-ins, empty posts, inspections
`markets`     market-day weekends, kept and not
`beside`      what goes with a case: tickets, appointments, mandates, village points, visits, what follows bad ratings
`errands`     questions, home visits, special channel, appointments that a hall does not keep
`villages`    what a village point carries to the hall and back
`offline`     a village point that lost its line, and sends what it took down later
`terminals`   people at a self-service terminal
`voices`      complaints of other kinds, reports, hotline tickets
`tricks`      a department that games, so that the lists against gaming have something to show
`guides`      the same department, and its items
`quarter`     the quarter's end: results are published, an order of supervision is issued and answered
`stories`     all of them
"""
