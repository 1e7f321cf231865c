"""The add-in's buttons on Excel's ribbon and its functions, as Office's manifest tells them.

Each button runs a verb in the pane, which is one runtime with it: Python is started once.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from finsam_xl.texts import Texts, texts_in

VERBS = ("change", "explain", "examine", "alternatives", "population", "write")
"""The buttons from left to right; `modules/office/main.js` has a verb for each."""

_SIZES = (16, 32, 80)
_FIRST, _OTHER = "sv", "en"
_QUOTE = {'"': "&quot;"}

_RIBBON = """  <VersionOverrides \
xmlns="http://schemas.microsoft.com/office/taskpaneappversionoverrides" \
xsi:type="VersionOverridesV1_0">
    <Requirements>
      <bt:Sets DefaultMinVersion="1.1">
        <bt:Set Name="SharedRuntime" MinVersion="1.1"/>
        <bt:Set Name="ExcelApi" MinVersion="1.9"/>
      </bt:Sets>
    </Requirements>
    <Hosts>
      <Host xsi:type="Workbook">
        <Runtimes>
          <Runtime resid="Pane.Url" lifetime="long"/>
        </Runtimes>
        <AllFormFactors>
          <ExtensionPoint xsi:type="CustomFunctions">
            <Script><SourceLocation resid="Functions.Url"/></Script>
            <Page><SourceLocation resid="Pane.Url"/></Page>
            <Metadata><SourceLocation resid="Metadata.Url"/></Metadata>
            <Namespace resid="Functions.Namespace"/>
          </ExtensionPoint>
        </AllFormFactors>
        <DesktopFormFactor>
          <FunctionFile resid="Pane.Url"/>
          <ExtensionPoint xsi:type="PrimaryCommandSurface">
            <CustomTab id="Finsam.Tab">
              <Group id="Finsam.Group">
                <Label resid="Group.Label"/>
{icon}
{buttons}
              </Group>
              <Label resid="Tab.Label"/>
            </CustomTab>
          </ExtensionPoint>
        </DesktopFormFactor>
      </Host>
    </Hosts>
    <Resources>
      <bt:Images>
{images}
      </bt:Images>
      <bt:Urls>
        <bt:Url id="Pane.Url" DefaultValue="{origin}/pane.html"/>
        <bt:Url id="Functions.Url" DefaultValue="{origin}/modules/office/functions.js"/>
        <bt:Url id="Metadata.Url" DefaultValue="{origin}/functions.json"/>
      </bt:Urls>
      <bt:ShortStrings>
        <bt:String id="Functions.Namespace" DefaultValue="FINSAM"/>
{short}
      </bt:ShortStrings>
      <bt:LongStrings>
{long}
      </bt:LongStrings>
    </Resources>
  </VersionOverrides>
"""
_BUTTON = """                <Control xsi:type="Button" id="Finsam.{verb}">
                  <Label resid="{verb}.Label"/>
                  <Supertip>
                    <Title resid="{verb}.Label"/>
                    <Description resid="{verb}.Tip"/>
                  </Supertip>
{icon}
                  <Action xsi:type="ExecuteFunction">
                    <FunctionName>{verb}</FunctionName>
                  </Action>
                </Control>"""


def ribbon(origin: str) -> str:
    """The buttons of the add-in at an address that is safe in XML."""
    buttons = "\n".join(_BUTTON.format(verb=verb, icon=_icon(18)) for verb in VERBS)
    images = "\n".join(f'        <bt:Image id="Icon.{size}" '
                       f'DefaultValue="{origin}/icons/icon-{size}.png"/>' for size in _SIZES)
    short = [_said("Tab.Label", "ribbon_tab"), _said("Group.Label", "ribbon_group"),
             *(_said(f"{verb}.Label", f"ribbon_{verb}") for verb in VERBS)]
    tips = [_said(f"{verb}.Tip", f"ribbon_{verb}_tip") for verb in VERBS]
    return _RIBBON.format(icon=_icon(16), buttons=buttons, images=images, origin=origin,
                          short="\n".join(short), long="\n".join(tips))


def _icon(indent: int) -> str:
    return "\n".join(_icon_lines(" " * indent))


def _icon_lines(margin: str) -> Iterator[str]:
    yield f"{margin}<Icon>"
    for size in _SIZES:
        yield f'{margin}  <bt:Image size="{size}" resid="Icon.{size}"/>'
    yield f"{margin}</Icon>"


def _said(name: str, key: str) -> str:
    """A text of the ribbon in Swedish, and in English where Excel speaks it."""
    first, other = (_safe(texts_in(language), key) for language in (_FIRST, _OTHER))
    return (f'        <bt:String id="{name}" DefaultValue="{first}">\n'
            f'          <bt:Override Locale="en-US" Value="{other}"/>\n'
            f"        </bt:String>")


def _safe(texts: Texts, key: str) -> str:
    return escape(texts.web(key), _QUOTE)
