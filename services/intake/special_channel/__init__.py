"""The special channel: three grounds, an approver, an answer by the hour, and what may become simpler (S2.6f, H05)."""
