"""Who acts and what they may do: identities, roles and permissions, tokens, passwords, access rules.

Default deny: an endpoint that declares nothing answers nobody (`access`). Permissions and roles are data
(`permissions`, `roles`); tokens are signed with Ed25519 and mean the same to all services (`tokens`).
"""

from shared.identity.identity import Identity
from shared.identity.permissions import PERMISSIONS
from shared.identity.roles import ROLES, allows

__all__ = ["PERMISSIONS", "ROLES", "Identity", "allows"]
