"""The association's own words and rules; no spreadsheet, no file, no pandas here."""
