"""Escorts: an officer goes the whole way with a major project or special matter, on a mandate letter (S2.6c)."""
