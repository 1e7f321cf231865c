"""Live: a session beside an open workbook, which watches, validates and does what it is asked."""
