"""The outside becomes PlanInputs: cells of a book, plan files, population files."""
