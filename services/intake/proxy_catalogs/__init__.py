"""What the village points of a township do for others (S2.4a, S2.4d)."""
