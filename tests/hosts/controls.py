"""A check box as a form control: its properties, its shape in VML and its twin in the drawing."""

from __future__ import annotations

from tests.hosts.added import BUDGET
from tests.hosts.loose import LoosePackage
from tests.hosts.names import MC, MICROSOFT, SHEET_DRAWING, X14
from tests.hosts.pivots import corner

_PROPERTIES, _SHAPES, _DRAWING = ("xl/ctrlProps/ctrlProp1.xml", "xl/drawings/vmlDrawing1.vml",
                                  "xl/drawings/drawing1.xml")
_NUMBER, _NAME = 1090, "Kryssruta 1"


def add_check_box(book: LoosePackage) -> None:
    """A check box on Budget that sets the cell A13."""
    book.add(_PROPERTIES, (
        f'<formControlPr xmlns="{X14}" objectType="CheckBox" checked="Checked" '
        'fmlaLink="$A$13" lockText="1" noThreeD="1"/>'),
        "application/vnd.ms-excel.controlproperties+xml")
    relation = book.relate(BUDGET, "ctrlProp", _PROPERTIES)
    extensions = f'<extLst><ext xmlns:x14="{X14}" uri="{{78C0D931'
    book.splice(BUDGET, (extensions, f"{_listed(relation)}{extensions}"), (
        "<worksheet ", f'<worksheet xmlns:xdr="{SHEET_DRAWING}" xmlns:x14="{X14}" '))
    book.splice(_SHAPES, ("</xml>", f"{_shape()}</xml>"))
    book.splice(_DRAWING, ("</xdr:wsDr>", f"{_twin()}</xdr:wsDr>"))


def _listed(relation: str) -> str:
    """The control as the sheet lists it, for programs that know of Excel 2010."""
    opening = f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="x14">'
    closing = "</mc:Choice></mc:AlternateContent>"
    return (
        f'{opening}<controls>{opening}<control shapeId="{_NUMBER}" r:id="{relation}" '
        f'name="{_NAME}"><controlPr defaultSize="0" autoFill="0" autoLine="0" autoPict="0">'
        f'<anchor moveWithCells="1">{_plain(corner("from", 1, 12))}{_plain(corner("to", 2, 13))}'
        f"</anchor></controlPr></control>{closing}</controls>{closing}")


def _plain(drawn: str) -> str:
    """A corner whose own element belongs to the sheet."""
    for name in ("from", "to"):
        drawn = drawn.replace(f"xdr:{name}>", f"{name}>")
    return drawn


def _shape() -> str:
    return (
        f'<v:shape id="_x0000_s{_NUMBER}" type="#_x0000_t201" style="position:absolute;'
        'margin-left:48pt;margin-top:144pt;width:140pt;height:14pt;z-index:9" filled="f" '
        'stroked="f" o:insetmode="auto"><v:textbox style="mso-direction-alt:auto" '
        'o:singleclick="f"><div style="text-align:left"><font face="Verdana" size="160" '
        'color="auto">Beslutad</font></div></v:textbox><x:ClientData ObjectType="Checkbox">'
        "<x:Anchor>1, 0, 12, 0, 2, 0, 13, 0</x:Anchor><x:AutoFill>False</x:AutoFill>"
        "<x:AutoLine>False</x:AutoLine><x:TextVAlign>Center</x:TextVAlign><x:Checked>1"
        "</x:Checked><x:FmlaLink>$A$13</x:FmlaLink><x:NoThreeD/></x:ClientData></v:shape>")


def _twin() -> str:
    return (
        f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice '
        f'xmlns:a14="{MICROSOFT}/drawing/2010/main" Requires="a14"><xdr:twoCellAnchor>'
        f'{corner("from", 1, 12)}{corner("to", 2, 13)}<xdr:sp macro="" textlink="">'
        f'<xdr:nvSpPr><xdr:cNvPr id="{_NUMBER}" name="{_NAME}" hidden="1"><a:extLst>'
        '<a:ext uri="{63B3BB69-23CF-44E3-9099-C40C66FF867C}"><a14:compatExt '
        f'spid="_x0000_s{_NUMBER}"/></a:ext></a:extLst></xdr:cNvPr><xdr:cNvSpPr/></xdr:nvSpPr>'
        '<xdr:spPr bwMode="auto"><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/>'
        "<a:lstStyle/><a:p><a:r><a:t>Beslutad</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
        "<xdr:clientData/></xdr:twoCellAnchor></mc:Choice><mc:Fallback/></mc:AlternateContent>")
