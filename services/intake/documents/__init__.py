"""Written documents people hold: receipts, notices, decisions, mandates; printed, checked, superseded."""
