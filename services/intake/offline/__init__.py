"""Village points on a bad line: devices with keys, slip numbers granted ahead, signed packets imported once."""
