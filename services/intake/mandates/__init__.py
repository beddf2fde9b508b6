"""Mandates: somebody lets somebody else act for them, for named items and acts, for a term, and may take it back."""
