"""Coverage: which departments and items should be in the halls and online, which are, and what each one lacks (A-2).

The inputs of C1, C2, C3a and of the parts of G3 that the register alone tells, as sets with their members; the score
is made of them elsewhere. docs/coverage.md lists every input of every formula, and the event and field it comes from.
"""
