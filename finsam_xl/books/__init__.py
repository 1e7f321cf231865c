"""Books: where a workbook is read from and written to."""
