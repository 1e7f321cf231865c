"""The rules of a sound workbook, judged on any workbook, ours or somebody else's.

Each rule looks at one thing, says in which cells it is broken, and is written once.
"""
