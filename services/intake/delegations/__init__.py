"""Delegation of authority: an organ entrusts another body with items, in public and for a time (许可法24)."""
