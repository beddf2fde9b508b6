"""Where a case stands, in plain words: every step, whose turn it is, whom to ask, the last day and why it is that day.

For applicants with an account, and for whoever has the case number and its query code. Intake's own steps come from its
journal; those of the review arrive through the journal of approval and are kept in `walked.py`.
"""
