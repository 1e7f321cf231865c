"""Proof: other engines recalculate what was written, and must agree on every cell."""
