"""The add-in: the workbook that carries the functions into Excel, and the verb that lays it there."""
