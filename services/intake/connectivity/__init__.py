"""Which windows are online: heartbeats of their devices, and a fact when one is lost or comes back (S1.2a, S2.8a)."""
