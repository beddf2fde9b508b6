"""Working-day calendars, jurisdictions' own days off, and the days on which venues open for their markets.

The statements stand on the register; this matter holds the rules of what may be published, and what people read of it.
"""
