"""What the four services have in common: the journal, contracts, time, identity, privacy and the web kit."""
