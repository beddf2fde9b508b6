"""Approval: what happens to a case between acceptance and decision.

Owns the reviews of accepted cases (published on `journal`): the checklist, both clocks with every day behind them, and
the decision with its document. Opens and ends a review as intake's cases are accepted and withdrawn; keeps its own copy
of the register. Files that go up are a matter of their own (`superiors`). Called by the departments' officers, superior
units, heads of government, auditors and the simulation over HTTP. It knows no applicant; what parties say is sealed.
"""
