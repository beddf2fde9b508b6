"""The queue of a hall: numbers, calling by a window's authority, the screen, waiting times as measured (S2.2b)."""
