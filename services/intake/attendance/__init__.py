"""Who was there: check-in and check-out, empty posts, inspections, and whether a market day was kept (S2.6a, G12)."""
