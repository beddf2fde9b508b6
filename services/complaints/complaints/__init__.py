"""Complaints: filed by anyone, handled by someone outside the unit complained of, answered, and only then closed."""
