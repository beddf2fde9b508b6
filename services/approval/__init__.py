"""Approval: what happens to a case between acceptance and decision.

Owns the reviews of accepted cases (published on `journal`): the checklist, both clocks with every day behind them, and
the decision with its document. Opens and ends a review as intake's cases are accepted and withdrawn; keeps its own copy
of the register. Called by reviewers and approvers of the departments, by auditors and by the simulation over HTTP. It
knows no applicant: nothing personal comes here.
"""
