"""The workbook's sheets: each module owns one sheet's layout; the registry lists them."""
