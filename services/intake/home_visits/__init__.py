"""Home visits: grounds, two people, a day, a receipt, and whether it was in time (S2.6e, H05)."""
