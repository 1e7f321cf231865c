"""Office's manifest: the pane beside the open workbook, which it may read and type in, no more.

It may touch no other document, no mail and no network: that is what `ReadWriteDocument` says.
"""

from __future__ import annotations

from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from finsam_xl.errors import InputError
from finsam_xl.version import VERSION
from finsam_xl.web.ribbon import ribbon

IDENTITY = "6b9f3a52-0d0e-4c55-9a0b-3f1f6f2c7d41"
"""Office's name for the add-in; it stays the same in every version and at every address."""

_XML = """<?xml version="1.0" encoding="UTF-8"?>
<OfficeApp xmlns="http://schemas.microsoft.com/office/appforoffice/1.1" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xmlns:bt="http://schemas.microsoft.com/office/officeappbasictypes/1.0" xsi:type="TaskPaneApp">
  <Id>{identity}</Id>
  <Version>{version}</Version>
  <ProviderName>finsam_xl</ProviderName>
  <DefaultLocale>sv-SE</DefaultLocale>
  <DisplayName DefaultValue="Finansieringsplan">
    <Override Locale="en-US" Value="Financing plan"/>
  </DisplayName>
  <Description DefaultValue="Samordningsförbundets finansieringsplan, räknad på den egna datorn.">
    <Override Locale="en-US" \
Value="The coordination association's financing plan, computed on your own computer."/>
  </Description>
  <IconUrl DefaultValue="{origin}/icons/icon-32.png"/>
  <HighResolutionIconUrl DefaultValue="{origin}/icons/icon-64.png"/>
  <SupportUrl DefaultValue="{origin}/index.html"/>
  <Hosts>
    <Host Name="Workbook"/>
  </Hosts>
  <DefaultSettings>
    <SourceLocation DefaultValue="{origin}/pane.html"/>
  </DefaultSettings>
  <Permissions>ReadWriteDocument</Permissions>
{ribbon}</OfficeApp>
"""


def manifest(origin: str) -> bytes:
    """The manifest of a page at an address; refuses one that is not HTTPS."""
    bare = origin.rstrip("/")
    parts = urlsplit(bare)
    if parts.scheme != "https" or not parts.hostname or any(sign in bare for sign in "?# \n"):
        raise InputError("web_origin", place="--origin", value=origin)
    safe = escape(bare, {'"': "&quot;"})
    return _XML.format(identity=IDENTITY, version=f"{VERSION}.0", origin=safe,
                       ribbon=ribbon(safe)).encode()
