"""Exact numbers that remember how they were made; nothing here knows of spreadsheets."""
