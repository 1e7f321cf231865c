"""Plans that were made elsewhere are reviewed: tables as people write them, and what does not hold.

Nothing is written; every sum, share and division is computed anew from the tables themselves.
"""
