"""Questions at the guide desk, by telephone and online; whoever is asked first answers for it (S2.5a, S2.6b; B-4)."""
