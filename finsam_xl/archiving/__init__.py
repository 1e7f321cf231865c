"""A book packed for the registry: the workbook, its inputs as text, its log, and checksums.

What is in the pack can be read in twenty years without us and without a spreadsheet program.
"""
