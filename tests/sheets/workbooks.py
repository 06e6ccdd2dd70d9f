"""Workbooks to test with: small ones by hand, part by part, and a rich one that a user might have."""

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime

import openpyxl
from lxml import etree
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATED = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_KINDS = {"workbook": "sheet.main", "sheet1": "worksheet", "sheet2": "worksheet", "styles": "styles"}

STYLES = (
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="0.0 &quot;days&quot;"/></numFmts>'
    '<cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="0" fillId="2" applyFill="1">'
    '<alignment/></xf><xf numFmtId="164" fillId="2"/><xf numFmtId="165"/>'
    '<xf numFmtId="22"/></cellXfs>'
)
"""Style 1 is coloured, 2 a coloured date, 3 a number of days, 4 a built-in date and time."""


def pack(parts: Mapping[str, bytes | str]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return output.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def relationships(*targets: tuple[str, str, str], base: str = RELATED) -> str:
    """Make a relationships part from (id, kind, target)."""
    items = "".join(
        f'<Relationship Id="{identifier}" Type="{base}/{kind}" Target="{target}"/>'
        for identifier, kind, target in targets
    )
    return f'<Relationships xmlns="{_RELATIONSHIPS}">{items}</Relationships>'


def small(
    data: str = "",
    *,
    before: str = "",
    after: str = "",
    workbook_before: str = "",
    workbook_after: str = "",
    styles: str | None = STYLES,
    main: str = MAIN,
    related: str = RELATED,
    extra: Mapping[str, bytes | str] | None = None,
) -> bytes:
    """Make a workbook with the worksheets One (the content given) and Two (empty), part by part."""
    overrides = "".join(
        f'<Override PartName="/xl/{folder}{name}.xml" ContentType="application/vnd.openxmlformats-'
        f'officedocument.spreadsheetml.{_KINDS[name]}+xml"/>'
        for folder, name in [
            ("", "workbook"),
            ("worksheets/", "sheet1"),
            ("worksheets/", "sheet2"),
            ("", "styles"),
        ]
        if name != "styles" or styles is not None
    )
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f"{overrides}</Types>",
        "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.xml"), base=related),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{related}">{workbook_before}<sheets>'
        f'<sheet name="One" sheetId="1" r:id="rId1"/><sheet name="Two" sheetId="2" r:id="rId2"/></sheets>'
        f"{workbook_after}</workbook>",
        "xl/_rels/workbook.xml.rels": relationships(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "worksheet", "/xl/worksheets/sheet2.xml"),
            *([] if styles is None else [("rId3", "styles", "styles.xml")]),
            base=related,
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}" xmlns:r="{related}">{before}'
        f"<sheetData>{data}</sheetData>{after}</worksheet>",
        "xl/worksheets/sheet2.xml": f'<worksheet xmlns="{main}"><sheetData/></worksheet>',
    }
    if styles is not None:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{main}">{styles}</styleSheet>'
    return pack(parts | dict(extra or {}))


def text(name: str, content: str, style: int = 0) -> str:
    """Make a cell with an inline string."""
    return f'<c r="{name}" s="{style}" t="inlineStr"><is><t>{content}</t></is></c>'


def inner(data: bytes, part: str, tag: str) -> str:
    """Show an element of a part, without the namespace."""
    root = etree.fromstring(unpack(data)[part])
    [element] = root.iter(f"{{{etree.QName(root).namespace}}}{tag}")
    shown = etree.tostring(element, encoding="unicode", with_tail=False)
    for declaration in (MAIN, STRICT_MAIN):
        shown = shown.replace(f' xmlns="{declaration}"', "")
    for declaration in (RELATED, STRICT_RELATED):
        shown = shown.replace(f' xmlns:r="{declaration}"', "")
    return shown


def sheet_data(data: bytes) -> str:
    """Show the cells of worksheet One."""
    return (
        inner(data, "xl/worksheets/sheet1.xml", "sheetData")
        .removeprefix("<sheetData>")
        .removesuffix("</sheetData>")
    )


def rich() -> bytes:
    """Make a workbook with one of everything; the last column of its filter is E, and row 1 its headings."""
    workbook = openpyxl.Workbook()
    [sheet] = workbook.worksheets
    sheet.title = "Interviews"
    rows: list[tuple[str | datetime, ...]] = [
        ("Company", "Interview date", "Contact email", "Decision expected", "Notes"),
        ("Acme", datetime(2026, 11, 18, 12), "jane@acme.example", "=B2+7", "met  two people "),  # noqa: DTZ001
        ("Bright", datetime(2026, 11, 19), "bob@bright.example", "=B3+7", "=1/0"),  # noqa: DTZ001
    ]
    for row in rows:
        sheet.append(row)
    sheet["A2"].comment = Comment("ask for Jane", "me")
    sheet["A2"].fill = PatternFill("solid", fgColor="FFFFCC00")
    sheet["C2"].hyperlink = "mailto:jane@acme.example"
    sheet.merge_cells("A10:B10")
    sheet.freeze_panes = "B2"
    sheet.column_dimensions["D"].hidden = True
    sheet.auto_filter.ref = "A1:E3"
    validation = DataValidation(type="list", formula1='"yes,no"')
    validation.add("E2:E9")
    sheet.add_data_validation(validation)
    sheet.conditional_formatting.add("B2:B9", Rule(type="cellIs", operator="greaterThan", formula=["46000"]))
    workbook.defined_names["Everything"] = DefinedName("Everything", attr_text="Interviews!$A$1:$E$3")
    second = workbook.create_sheet("Numbers")
    for month, count in (("Month", "Count"), ("May", 3), ("June", 4)):
        second.append((month, count))
    chart = BarChart()
    chart.add_data(Reference(second, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    second.add_chart(chart, "D2")
    second.add_table(Table(displayName="Counts", ref="A1:B3"))
    output = io.BytesIO()
    workbook.save(output)
    parts = unpack(output.getvalue())
    # what openpyxl cannot write: results of formulas, and parts that it does not know
    cells = parts["xl/worksheets/sheet1.xml"]
    cells = cells.replace(b"<f>B2+7</f><v></v>", b"<f>B2+7</f><v>46351.5</v>")
    cells = cells.replace(b"<f>B3+7</f><v></v>", b"<f>B3+7</f><v>46352</v>")
    cells = cells.replace(b'r="E3"><f>1/0</f><v></v>', b'r="E3" t="e"><f>1/0</f><v>#DIV/0!</v>')
    types = parts["[Content_Types].xml"].replace(
        b"<Default ",
        b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        b'<Default Extension="png" ContentType="image/png"/><Default ',
        1,
    )
    others: dict[str, bytes | str] = {
        "xl/worksheets/sheet1.xml": cells,
        "[Content_Types].xml": types,
        "xl/vbaProject.bin": bytes(range(256)),
        "xl/media/image1.png": b"\x89PNG\r\n",
        "xl/pivotTables/pivotTable1.xml": f'<pivotTableDefinition xmlns="{MAIN}" name="P" />',
    }
    return pack({**parts, **others})
