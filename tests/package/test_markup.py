"""A part is edited by splices: what is asked for changes, every other byte stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam_xl.package.markup import OFFICE_RELS, Element, Markup, MarkupError, parsed
from tests.hosts.names import MAIN, MC

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
ODD = f"""\ufeff{HEAD}<!-- <sheet name="nej"/> --><?mso <a>?>
<x:workbook xmlns:x='{MAIN}' xmlns:r="{OFFICE_RELS}"   mc:Ignorable = "x15"
  xmlns:mc="{MC}"
><x:sheets ><!--<x:sheet/>--><x:sheet name="A > B" r:id='rId1' note=" id='5'" id="1"
/><![CDATA[<x:sheet/>]]><x:sheet name='&lt;å&#228;"/>' r:id="rId2"></x:sheet
></x:sheets><x:calcPr/><x:text>a&amp;<![CDATA[<b>]]>&#x63;</x:text></x:workbook >
<!-- after -->"""


def odd() -> Markup:
    """A part with everything that XML allows and no program of ours writes."""
    return Markup(ODD.encode())


def sheets(markup: Markup) -> list[Element]:
    listed = markup.root.child("sheets")
    assert listed is not None
    return list(listed.all("sheet"))


def calc(markup: Markup) -> Element:
    found = markup.root.child("calcPr")
    assert found is not None
    return found


# -- read -------------------------------------------------------------------------------------


def test_elements_are_found_where_they_stand_and_nowhere_else() -> None:
    markup = odd()
    first, second = sheets(markup)
    assert (markup.root.space, markup.root.name) == (MAIN, "workbook")
    assert markup.raw(first).startswith('<x:sheet name="A > B"')
    assert markup.raw(first).endswith("\n/>")
    assert markup.raw(second).endswith("></x:sheet\n>")
    assert (first.empty, second.empty) == (True, False)
    assert second.get("name") == '<åä"/>'
    assert (second.get("id"), second.attributes[f"{OFFICE_RELS} id"]) == ("", "rId2")
    assert [each.name for each in markup.root.walk()] == [
        "workbook", "sheets", "sheet", "sheet", "calcPr", "text"]
    assert markup.root.children[-1].text == "a&<b>c"


def test_prefixes_are_told_as_they_are_written() -> None:
    markup = odd()
    assert markup.prefix(markup.root) == "x:"
    assert [markup.prefix_of(space) for space in (MAIN, OFFICE_RELS, MC, "urn:none")] == [
        "x:", "r:", "mc:", None]
    assert Markup(b'<a xmlns="u"/>').prefix_of("u") is None


@pytest.mark.parametrize("part", [
    b"", b"<a>", b"<a></b>", b"<a/><b/>", b"text", b"<a b=1/>", b"<x:a/>", b"<a>&nbsp;</a>",
    b"<a>\xff</a>", b"<a>" * 500 + b"</a>" * 500, b"<!DOCTYPE a><a/>",
    b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "<!DOCTYPE a><a/>".encode("utf-16"),
    b'<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE a><a/>',
    b'<?xml version="1.0" encoding="hex"?><a/>', b'<?xml version="1.0" encoding="utf-16"?><a/>',
    b'<?xml version="1.0" encoding="shift_jis"?><a/>', b"\xff\xfe<\0a\0/\0", b"\xff\xfe\0\xd8",
])
def test_what_is_no_xml_of_a_workbook_is_refused(part: bytes) -> None:
    with pytest.raises(MarkupError):
        Markup(part)


@pytest.mark.parametrize("encoding", ["UTF-16", "utf-16-le", "utf-16-be", "iso-8859-1",
                                      "windows-1252", "UTF8", "UTF-8"])
def test_a_part_in_another_encoding_is_edited_as_utf8_and_else_left(encoding: str) -> None:
    part = f"<?xml version='1.0' encoding='{encoding}'?><å>ö</å>".encode(encoding)
    markup = Markup(part)
    assert markup.edited() == part
    markup.append(markup.root, "€")
    assert markup.edited().decode() == "<?xml version='1.0' encoding='UTF-8'?><å>ö€</å>"


def test_ascii_that_gets_a_swedish_letter_is_declared_as_utf8() -> None:
    markup = Markup(b'<?xml version="1.0" encoding="us-ascii"?><a/>')
    markup.set(markup.root, b="å")
    assert markup.edited().decode() == '<?xml version="1.0" encoding="UTF-8"?><a b="å"/>'


# -- edited -----------------------------------------------------------------------------------

Edit = Callable[[Markup], None]

EDITS: dict[str, tuple[tuple[Edit, ...], str, str]] = {
    "nothing": ((), "", ""),
    "an attribute is changed, not its namesakes": (
        (lambda m: m.set(sheets(m)[0], id="7"),), ' id="1"', ' id="7"'),
    "an attribute is new beside one with a prefix": (
        (lambda m: m.set(sheets(m)[1], id="7"),), "<x:sheet name='&", "<x:sheet id=\"7\" name='&"),
    "an attribute with a prefix is changed": (
        (lambda m: m.set(sheets(m)[1], **{"r:id": "rId9"}),), 'r:id="rId2"', 'r:id="rId9"'),
    "an attribute is taken away": (
        (lambda m: m.set(sheets(m)[0], id=None, gone=None),), ' id="1"', ""),
    "an attribute behind a Swedish letter": (
        (lambda m: m.set(sheets(m)[1], **{"r:id": None}),), ' r:id="rId2"', ""),
    "two attributes of an element without any": (
        (lambda m: m.set(calc(m), a='<"&\n>', b="2"),),
        "<x:calcPr", '<x:calcPr a="&lt;&quot;&amp;&#10;&gt;" b="2"'),
    "the last word on an attribute holds": (
        (lambda m: m.set(calc(m), a="1"), lambda m: m.set(calc(m), a="2")),
        "<x:calcPr", '<x:calcPr a="2"'),
    "an element written as one tag is opened": (
        (lambda m: m.append(calc(m), "<y/>"),), "<x:calcPr/>", "<x:calcPr><y/></x:calcPr>"),
    "and gets an attribute": (
        (lambda m: m.append(sheets(m)[0], "y"), lambda m: m.set(sheets(m)[0], id="2")),
        ' id="1"\n/>', ' id="2"\n>y</x:sheet>'),
    "two children are added last": (
        (lambda m: m.append(m.root, "<y/>"), lambda m: m.append(m.root, "<z/>")),
        "</x:workbook >", "<y/><z/></x:workbook >"),
    "something is put on both sides": (
        (lambda m: m.put_after(calc(m), "2"), lambda m: m.put_before(calc(m), "1")),
        "<x:calcPr/>", "1<x:calcPr/>2"),
    "an element is replaced": (
        (lambda m: m.replace(sheets(m)[1], "<å/>"),),
        '<x:sheet name=\'&lt;å&#228;"/>\' r:id="rId2"></x:sheet\n>', "<å/>"),
    "an element is taken out, its edits with it": (
        (lambda m: m.set(calc(m), a="1"), lambda m: m.append(calc(m), "y"),
         lambda m: m.remove(calc(m))), "<x:calcPr/>", ""),
    "a text is replaced": (
        (lambda m: m.replace_text(m.root.children[-1], "<ö>"),),
        "a&amp;<![CDATA[<b>]]>&#x63;", "&lt;ö&gt;"),
    "a text is replaced twice": (
        (lambda m: m.replace_text(m.root.children[-1], "1"),
         lambda m: m.replace_text(m.root.children[-1], "2")), "a&amp;<![CDATA[<b>]]>&#x63;", "2"),
    "a text is written where there is none": (
        (lambda m: m.replace_text(calc(m), "1"), lambda m: m.replace_text(calc(m), "2")),
        "<x:calcPr/>", "<x:calcPr>2</x:calcPr>"),
    "all is taken out, the first of it too": (
        (lambda m: m.replace_text(m.root, ""), lambda m: m.remove(m.root.children[0])),
        ODD[ODD.index("\n><x:sheets") + 2:ODD.index("</x:workbook")], ""),
}


@pytest.mark.parametrize("case", EDITS)
def test_an_edit_changes_what_it_says_and_no_other_byte(case: str) -> None:
    edits, old, new = EDITS[case]
    markup = odd()
    for edit in edits:
        edit(markup)
    assert ODD.count(old) == 1 or not old
    assert markup.edited().decode() == ODD.replace(old, new)
    assert markup.edited() == markup.edited()


ORDER = ("fileVersion", "workbookPr", "bookViews", "sheets", "controls", "tableParts", "extLst")


OTHERS = "<mc:AlternateContent><mc:Choice><o:absPath/></mc:Choice></mc:AlternateContent>"
CONTROLS = "<mc:AlternateContent><mc:Choice><controls/></mc:Choice></mc:AlternateContent>"


@pytest.mark.parametrize(("children", "name", "expected"), [
    ("", "sheets", "<NEW/>"),
    ("<sheets/>", "fileVersion", "<NEW/><sheets/>"),
    ("<fileVersion/><sheets/>", "bookViews", "<fileVersion/><NEW/><sheets/>"),
    ("<sheets/><sheets/><extLst/>", "sheets", "<sheets/><sheets/><NEW/><extLst/>"),
    ("<o:x/><extLst/>", "sheets", "<NEW/><o:x/><extLst/>"),
    ("<sheets/><o:extLst/>", "extLst", "<sheets/><NEW/><o:extLst/>"),
    ("<sheets/><o:tableParts/><extLst/>", "extLst", "<sheets/><o:tableParts/><extLst/><NEW/>"),
    (f"<workbookPr/>{OTHERS}<sheets/>", "bookViews", f"<workbookPr/><NEW/>{OTHERS}<sheets/>"),
    (f"<sheets/>{CONTROLS}<extLst/>", "tableParts", f"<sheets/>{CONTROLS}<NEW/><extLst/>"),
    ("<sheets/><mc:AlternateContent/>", "tableParts", "<sheets/><NEW/><mc:AlternateContent/>"),
])
def test_a_child_is_put_where_the_format_wants_it(
    children: str, name: str, expected: str
) -> None:
    """What stands in an alternative has its place too; what others invented has none."""
    part = f'<a xmlns="{MAIN}" xmlns:mc="{MC}" xmlns:o="urn:o">{{}}</a>'
    markup = Markup(part.format(children).encode())
    markup.put_child(markup.root, name, "<NEW/>", ORDER)
    assert markup.edited().decode() == part.format(expected)


# -- any part ---------------------------------------------------------------------------------

texts = st.text(st.characters(codec="utf-8"), max_size=6)
ELEMENTS = st.recursive(
    st.sampled_from(["<a/>", "<x:a b='>' />", "<!-- <a> -->", "<?p <a>?>", "<![CDATA[<a>]]>",
                     "ö", "&lt;", "\n ", '<a x:b="&quot;&#229;" b="1"></a >']),
    lambda inner: st.lists(inner, max_size=4).map(lambda them: f"<a c='å'>{''.join(them)}</a\t>"),
    max_leaves=12)


@given(inside=ELEMENTS, bom=st.booleans(), value=texts, place=st.integers(0, 30))
def test_any_edit_of_any_element_leaves_all_the_others_as_they_were(
    inside: str, *, bom: bool, value: str, place: int
) -> None:
    part = ("\ufeff" * bom + f"<x:r xmlns:x='u'>{inside}</x:r>").encode()
    markup = Markup(part)
    assert markup.edited() == part
    elements = list(markup.root.walk())
    element = elements[place % len(elements)]
    before, after = part[:element.start], part[element.end:]
    assert (part[element.start:element.start + 1], part[element.end - 1:element.end]) == (
        b"<", b">")
    markup.set(element, b=value, d=value)
    markup.append(element, "<e/>")
    edited = markup.edited()
    assert edited.startswith(before)
    assert edited.endswith(after)
    now = list(parsed(edited).walk())[place % len(elements)]
    written = "".join(each for each in value if each >= " " or each in "\t\n\r")
    if not set(value) & {"\ufffe", "\uffff"}:
        assert (now.get("b"), now.get("d")) == (written, written)
    assert now.children[-1].name == "e"
    assert len(now.children) == len(element.children) + 1
