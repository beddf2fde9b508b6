"""Staff: accounts with role, unit, hall and jurisdiction, and who answers for a township. Names stay elsewhere."""
