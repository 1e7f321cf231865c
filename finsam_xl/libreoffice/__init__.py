"""LibreOffice Calc as an engine of xlwings: ordinary xlwings code runs against a live Calc.

    import xlwings as xw
    from finsam_xl.libreoffice.engine import engine

    engine().activate()                       # xw.App, xw.Book and xw.Range mean Calc from here
    with xw.App(visible=False) as app:        # a soffice without windows, ended with the block
        sheet = app.books.active.sheets[0]
        sheet["A1"].value = [[1, 2], ["'0180", "=SUM(A1:B1)"]]
        print(sheet["A1:B2"].value)           # [[1.0, 2.0], ['0180', 3.0]]

`visible=True` starts a LibreOffice with windows, its user's: `app.quit()` leaves it running and
`app.impl.end()` ends it. `engine().impl.apps.attach(pipe)` talks to one that was started with
`--accept=pipe,name=PIPE;urp;`. `engine(Settings(...))` says where LibreOffice, its Python and
its profile are (see `starting`). A get or a set of a whole range is one round trip; faults are
`finsam_xl.errors.BookError`. What xlwings does not know of:

    app.impl.trips                            how many round trips there have been
    book.impl.read_many(blocks)               many ranges, values and formulas, in one round trip
    book.impl.changes()                       a count that rises when anybody changes the workbook
    book.impl.protected(title)                whether a sheet is protected
    app.books.impl.open(path, hidden=True)    without a window, even where there are others

Whether somebody is typing in a cell cannot be asked: Calc does not tell.
"""
