"""Materials of cases: files under their person's key, previews, originals seen, using again what is there."""
