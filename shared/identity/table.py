"""The access table as a document: `python -m shared.identity.table` writes docs/access.md; a test compares it."""

from __future__ import annotations

import sys
from pathlib import Path

from shared.identity.permissions import PERMISSIONS
from shared.identity.roles import ROLES

DOCUMENT = Path(__file__).parents[2] / "docs" / "access.md"

INTRODUCTION = """# Who may do what

Every endpoint declares the permission it needs, or why it is public; one that declares nothing answers nobody. An
account acts in one role. Which department, hall and divisions it acts for stands in its token and is checked where the
matter is known; the register is asked at every request, so an account that has ended, or has another role by now, ends
or changes at once, with its tokens. The table is `shared/identity/roles.py`; `python -m shared.identity.table`
writes this page.
"""


def document() -> str:
    """Give the page: the roles, and each permission with the roles that hold it."""
    roles = [f"| `{name}` | {role.zh} | {role.en} |" for name, role in ROLES.items()]
    head = f"| permission | | {' | '.join(f'`{name}`' for name in ROLES)} |"
    line = f"|---|---|{':-:|' * len(ROLES)}"
    rows = [_row(name) for name in PERMISSIONS]
    parts = [INTRODUCTION, "| role | 岗位 | |", "|---|---|---|", *roles, "", head, line, *rows]
    return "\n".join(parts) + "\n"


def _row(permission: str) -> str:
    held = " | ".join("●" if permission in role.permissions else "" for role in ROLES.values())
    names = PERMISSIONS[permission]
    return f"| `{permission}` | {names.zh}, {names.en} | {held} |"


if __name__ == "__main__":
    DOCUMENT.write_text(document())
    sys.stdout.write(f"{DOCUMENT.name} written\n")
