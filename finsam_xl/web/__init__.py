"""The engine behind a page: a book in memory, asked in JSON, by somebody who has only a browser.

What `bridge` reaches is pure Python and runs in the tab; `building` makes the folder of files.
"""
