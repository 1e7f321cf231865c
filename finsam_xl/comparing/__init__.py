"""Two versions of a book side by side: what changed, what moved because of it, and by how much.

Both are computed from their inputs; nothing is written, and a difference is no fault.
"""
