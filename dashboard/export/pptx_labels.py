"""Labels of a native chart, written by cells of its own workbook: the reader's marks on every system.

A number format would be written with the marks of the laptop in the hall (`1.06%` beside `1,06%`),
and a typed label would stay when a number is changed. So each label is the text of a cell with a formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from dashboard.deck.slide import Chart
from dashboard.measure.figure import Unit
from dashboard.words import safe, separators

RICH = "http://schemas.microsoft.com/office/drawing/2012/chart"
OF_LABEL, OF_SERIES = (
    "{CE6537A1-D6FC-4f65-9D91-7224C49458BB}",
    "{02D57815-91ED-43cb-92C2-25804820EDAC}",
)
FLAGS = "".join(
    f'<c:show{name} val="0"/>'
    for name in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
)


def formula(language: str, chart: Chart, cell: str, sign: str = "") -> str:
    """The text of a cell's number in the language's way, as a formula; nothing where it is empty."""
    marks = separators(language)
    decimal, thousands = marks[0], marks[1]
    if chart.unit is Unit.RATE:
        text = f'SUBSTITUTE(FIXED({cell}*100,2,TRUE),"{thousands}","{decimal}")&"%"'
    elif chart.unit is Unit.VND:
        text = f'SUBSTITUTE(ROUND({cell}/{chart.scale[1]},2)&"","{thousands}","{decimal}")'
    else:
        text = f'SUBSTITUTE(FIXED({cell},0),"{decimal}","{thousands}")'
    return f'IF({cell}="","","{sign}"&{text})'


def label(drawn: Any, texts: Sequence[str], cells: str, colours: Sequence[str], look: str) -> None:
    """Label the marks of a series by cells. `look`: position; an empty text is no label.

    `colours` are those of the letters, as six hexadecimal digits.
    """
    series = drawn._element
    for old in series.findall(f"{{{series.nsmap['c']}}}dLbls"):
        series.remove(old)
    points = "".join(
        _point(number, text, colours[number], look)
        if text
        else f'<c:dLbl><c:idx val="{number}"/><c:delete val="1"/></c:dLbl>'
        for number, text in enumerate(texts)
    )
    every = f'<c:ext uri="{OF_LABEL}" xmlns:c15="{RICH}"><c15:showDataLabelsRange val="1"/></c:ext>'
    xml = f"<c:dLbls {nsdecls('c', 'a')}>{points}{FLAGS}<c:extLst>{every}</c:extLst></c:dLbls>"
    series._insert_dLbls(parse_xml(xml))
    series.append(parse_xml(_range(texts, cells)))


def _point(number: int, text: str, colour: str, look: str) -> str:
    place, size = look.split()
    letters = (
        f'<a:rPr sz="{size}" b="1"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:rPr>'
    )
    field = f"{{{uuid5(NAMESPACE_OID, f'{number} {text}')}}}".upper()
    told = f'<a:fld id="{field}" type="CELLRANGE">{letters}<a:pPr/><a:t>{safe(text)}</a:t></a:fld>'
    return (
        f'<c:dLbl><c:idx val="{number}"/><c:tx><c:rich><a:bodyPr/><a:lstStyle/>'
        f'<a:p>{told}</a:p></c:rich></c:tx><c:dLblPos val="{place}"/>{FLAGS}<c:extLst>'
        f'<c:ext uri="{OF_LABEL}" xmlns:c15="{RICH}"><c15:dlblFieldTable/>'
        f'<c15:showDataLabelsRange val="1"/></c:ext></c:extLst></c:dLbl>'
    )


def _range(texts: Sequence[str], cells: str) -> str:
    known = "".join(
        f'<c:pt idx="{number}"><c:v>{safe(text)}</c:v></c:pt>'
        for number, text in enumerate(texts)
        if text
    )
    return (
        f"<c:extLst {nsdecls('c')}>"
        f'<c:ext uri="{OF_SERIES}" xmlns:c15="{RICH}"><c15:datalabelsRange>'
        f'<c15:f>{cells}</c15:f><c15:dlblRangeCache><c:ptCount val="{len(texts)}"/>{known}'
        f"</c15:dlblRangeCache></c15:datalabelsRange></c:ext></c:extLst>"
    )
