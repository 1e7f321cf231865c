"""The add-in: the workbook that carries the functions into Excel, and the verb for it."""
