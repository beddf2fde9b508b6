"""Ratings: one for each delivered case, freely given, with the five grades of GB/T 39046 A.8."""
