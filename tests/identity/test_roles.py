"""The table of roles."""

from shared.identity import PERMISSIONS, ROLES, Identity, allows


def test_every_role_holds_only_known_permissions():
    for role in ROLES.values():
        assert role.permissions <= set(PERMISSIONS)
        assert role.zh
        assert role.en


def test_every_permission_is_held_by_some_role():
    held = frozenset().union(*(role.permissions for role in ROLES.values()))
    assert held == set(PERMISSIONS)


def test_an_unknown_role_holds_nothing():
    assert not any(allows("stranger", permission) for permission in PERMISSIONS)


def test_who_decides_does_not_accept_and_who_accepts_does_not_decide():
    assert [name for name in ROLES if allows(name, "review.decide")] == ["approver"]
    assert not allows("approver", "case.accept")
    assert not allows("window_clerk", "review.decide")


def test_the_administrator_decides_no_case():
    assert not any(allows("admin", name) for name in PERMISSIONS if name.endswith((".accept", ".decide", ".handle")))


def test_an_identity_speaks_as_actor():
    actor = Identity("clerk-1", "window_clerk", "dep-zr").actor()
    assert (actor.id, actor.role, actor.unit) == ("clerk-1", "window_clerk", "dep-zr")
