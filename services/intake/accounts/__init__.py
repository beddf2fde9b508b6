"""Accounts: passwords and signing in. Roles and jurisdictions stand on the register; here lie only hashes."""
