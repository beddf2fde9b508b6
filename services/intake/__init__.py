"""Intake: the window's side of every matter, from receipt to the result in the applicant's hands.

Owns the register (departments, halls, windows, items with their guides, calendars, staff; published on `registry`)
and the cases from receipt to acceptance, refusal or completion, and later the delivery of what approval decided
(published on `journal`). Called by window clerks, applicants and the simulation over HTTP; reacts to nothing but
approval's decisions. Personal data is sealed here before anything else sees it.
"""
