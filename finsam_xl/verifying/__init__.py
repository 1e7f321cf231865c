"""A delivered book examined without trusting whoever made it: right, and untouched.

Only the inputs are believed; all else is recomputed, by us and by other engines, and compared.
"""
