"""Excel for the pane's tests: a strict stand-in for Office.js over a live LibreOffice workbook."""
