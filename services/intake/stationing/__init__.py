"""Who serves at which hall, and which items are done there: stays, exemptions, windows, admissions (S1.1, S2.3)."""
