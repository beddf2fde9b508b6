"""Appointments at a hall: slots, booking, change, arrival, and whether the word was kept (S2.6d, H05)."""
