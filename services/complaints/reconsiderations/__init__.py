"""Remedies: the register of reconsiderations and lawsuits, with the right authority and every last day (L14, L15)."""
