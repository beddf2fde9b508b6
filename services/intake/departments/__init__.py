"""Departments and stations: what kind of body each is, in whose name it acts, and who reviews what it decides."""
