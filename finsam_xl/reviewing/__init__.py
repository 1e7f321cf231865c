"""Plans that were made elsewhere are reviewed: tables as people write them, and what does not hold.

Nothing is written and nothing is computed anew but what the tables say of themselves.
"""
