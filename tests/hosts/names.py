"""The namespaces, kinds of relationships and content types that tests of packages speak of."""

from __future__ import annotations

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SHEET_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"

_EXCEL = "http://schemas.microsoft.com/office/spreadsheetml"
X14 = f"{_EXCEL}/2009/9/main"
X14AC = f"{_EXCEL}/2009/9/ac"
X15 = f"{_EXCEL}/2010/11/main"
X15AC = f"{_EXCEL}/2010/11/ac"
X16R2 = f"{_EXCEL}/2015/02/main"
XR = f"{_EXCEL}/2014/revision"
XR2 = f"{_EXCEL}/2015/revision2"
XR3 = f"{_EXCEL}/2016/revision3"
XR6 = f"{_EXCEL}/2016/revision6"
XR10 = f"{_EXCEL}/2016/revision10"
THREADED = f"{_EXCEL}/2018/threadedcomments"
XM = "http://schemas.microsoft.com/office/excel/2006/main"

_OFFICE_TYPE = "application/vnd.openxmlformats-officedocument"
SHEET_TYPE = f"{_OFFICE_TYPE}.spreadsheetml."
MICROSOFT = "http://schemas.microsoft.com/office"


def sheet_type(kind: str) -> str:
    """The content type of a part of SpreadsheetML, such as `worksheet`."""
    return f"{SHEET_TYPE}{kind}+xml"
