"""The four services. None imports another: what one needs from another arrives through the journal."""
