"""What a splice does to the XML of a workbook: cells, styles, columns, tables, filters, and the mark."""

import struct
from collections.abc import Sequence
from datetime import datetime

import pytest

from sync.core.model import CellEdit, Column, SheetChange
from sync.core.template import NewColumn
from sync.sheets.ooxml import Package, PackageError, Workbook, extend, splice
from sync.sheets.ooxml.references import Area, cell_name, column_index, column_letters
from tests.sheets.workbooks import (
    MAIN,
    RELATED,
    STRICT_MAIN,
    STRICT_RELATED,
    inner,
    pack,
    relationships,
    sheet_data,
    small,
    text,
    unpack,
)

EVENING = datetime.fromisoformat("2026-11-18T18:00")
SERIAL = "46344.75"
SHEET = "xl/worksheets/sheet1.xml"
TABLE = "xl/tables/table1.xml"


def written(data: bytes, **cells: str | datetime | None) -> bytes:
    """Write cells by name, such as B2="yes"."""
    columns = {name: Column(name, name, column_index(name.rstrip("0123456789"))) for name in cells}
    edits = [
        CellEdit(int(name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")), name, value) for name, value in cells.items()
    ]
    return splice(data, "One", SheetChange(1, tuple(columns.values()), tuple(edits)))


def extended(data: bytes, *headings: str, first: int, header_row: int = 1) -> bytes:
    """Add new columns side by side; a field is its heading in snake case."""
    columns = [
        Column(heading.lower().replace(" ", "_").replace("-", "_"), heading, index, new=True)
        for index, heading in enumerate(headings, first)
    ]
    return splice(data, "One", SheetChange(header_row, tuple(reversed(columns))))


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ('<c r="A1"/>', "yes", '<c r="A1" t="inlineStr"><is><t>yes</t></is></c>'),
        (
            '<c r="A1" t="s" s="1"><v>0</v></c>',
            "yes",
            '<c r="A1" s="1" t="inlineStr"><is><t>yes</t></is></c>',
        ),
        (text("A1", "old", 1), None, '<c r="A1" s="1"/>'),
        (text("A1", "old", 1), "", '<c r="A1" s="1"/>'),
        ('<c r="A1" t="e" cm="1" vm="2"><f>B1</f><v>#REF!</v></c>', None, '<c r="A1"/>'),
        ('<c r="A1"><v>1</v><extLst/></c>', None, '<c r="A1"><extLst/></c>'),
        ('<c r="A1" t="b" s="2"><v>1</v></c>', EVENING, f'<c r="A1" s="2"><v>{SERIAL}</v></c>'),
        ('<c r="A1"/>', " a ", '<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>'),
        ('<c r="A1"/>', "<&>", '<c r="A1" t="inlineStr"><is><t>&lt;&amp;&gt;</t></is></c>'),
        ('<c r="A1"/>', "a\r\nb\x07\ud800", '<c r="A1" t="inlineStr"><is><t>a\nb</t></is></c>'),
        ('<c r="A1"/>', "_x000D_", '<c r="A1" t="inlineStr"><is><t>_x005F_x000D_</t></is></c>'),
        ('<c r="A1"/>', "\x00", '<c r="A1"/>'),
    ],
)
def test_a_cell_takes_a_value_and_keeps_its_style(
    before: str, value: str | datetime | None, after: str
) -> None:
    assert sheet_data(written(small(f'<row r="1">{before}</row>'), A1=value)) == f'<row r="1">{after}</row>'


def test_text_is_cut_at_the_length_that_a_cell_can_hold() -> None:
    longest = sheet_data(written(small(), A1="x" * 40_000))
    assert longest.count("x") == 32_767


def test_clearing_a_cell_that_is_not_there_makes_none() -> None:
    data = written(small('<row r="2"><c r="B2"/></row>'), A1=None, A2=None)
    assert sheet_data(data) == '<row r="2"><c r="B2"/></row>'


@pytest.mark.parametrize(
    ("before", "name", "after"),
    [
        ("", "B2", '<row r="2">B2</row>'),
        ('<row r="1"/><row r="3"/>', "A2", '<row r="1"/><row r="2">A2</row><row r="3"/>'),
        ('<row r="1"><c r="B1"/></row>', "A1", '<row r="1">A1<c r="B1"/></row>'),
        ('<row r="1"><c r="A1"/><c r="C1"/></row>', "B1", '<row r="1"><c r="A1"/>B1<c r="C1"/></row>'),
        ('<row r="1" spans="1:1"><c r="A1"/></row>', "B1", '<row r="1"><c r="A1"/>B1</row>'),
        ('<row r="1"><c r="A1"/><extLst/></row>', "B1", '<row r="1"><c r="A1"/>B1<extLst/></row>'),
        ('<row r="1"><c r="Z1"/></row>', "AA1", '<row r="1"><c r="Z1"/>AA1</row>'),
        # rows and cells need not say where they are: each follows the one before
        ("<row><c/><c/></row><row/>", "B1", '<row r="1"><c r="A1"/>B1</row><row r="2"/>'),
        ('<row><c r="B1"/><c/></row>', "C1", '<row r="1"><c r="B1"/>C1</row>'),
        ('<row r="3"/><row><c/></row>', "A2", '<row r="2">A2</row><row r="3"/><row r="4"><c/></row>'),
    ],
)
def test_cells_and_rows_stay_in_order(before: str, name: str, after: str) -> None:
    shown = sheet_data(written(small(before), **{name: "x"}))
    assert shown.replace(f'<c r="{name}" t="inlineStr"><is><t>x</t></is></c>', name) == after


@pytest.mark.parametrize(
    ("before", "data", "style"),
    [
        ("", '<row r="2" s="1" customFormat="1"/>', 1),
        ("", '<row r="2" s="1"/>', 0),
        ('<cols><col min="1" max="3" style="1"/></cols>', "", 1),
        ('<cols><col min="3" max="3" style="1"/></cols>', "", 0),
        ('<cols><col min="1" max="3" style="1"/></cols>', '<row r="2"><c r="B2"/></row>', 0),
    ],
)
def test_a_new_cell_takes_the_style_of_its_row_or_its_column(before: str, data: str, style: int) -> None:
    after = written(small(data, before=before), B2="x")
    assert (' s="1" t=' in sheet_data(after)) == bool(style)


@pytest.mark.parametrize(
    ("ref", "name", "after"),
    [("A1:C3", "B2", "A1:C3"), ("A1:C3", "E9", "A1:E9"), ("B2", "A1", "A1:B2"), ("oops", "A1", "oops")],
)
def test_the_dimension_grows_with_the_cells(ref: str, name: str, after: str) -> None:
    data = small(before=f'<dimension ref="{ref}"/>')
    assert inner(written(data, **{name: "x"}), SHEET, "dimension") == f'<dimension ref="{after}"/>'


# --- formulas


def test_a_formula_that_gives_way_takes_the_calculation_chain_with_it() -> None:
    chained = small(
        '<row r="1"><c r="A1"><f>B1</f><v>1</v></c></row>', extra={"xl/calcChain.xml": "<calcChain/>"}
    )
    parts = unpack(chained)
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        b"</Rel", f'<Relationship Id="rId9" Type="{RELATED}/calcChain" Target="calcChain.xml"/></Rel'.encode()
    )
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types", b'<Override PartName="/xl/calcChain.xml" ContentType="chain"/></Types'
    )
    kept = unpack(written(pack(parts), B1="x"))
    assert "xl/calcChain.xml" in kept
    after = unpack(written(pack(parts), A1="x"))
    assert "xl/calcChain.xml" not in after
    assert b"calcChain" not in after["xl/_rels/workbook.xml.rels"] + after["[Content_Types].xml"]


def test_cells_that_share_a_formula_get_it_spelled_out_when_its_first_cell_is_overwritten() -> None:
    shared = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">D1+$E$1</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c><c r="B2"><f t="shared" si="1"/></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="0"/><v>3</v></c></row>'
    )
    assert sheet_data(written(small(shared), A1="x", A3="y")) == (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'
        '<row r="2"><c r="A2"><f>D2+$E$1</f><v>2</v></c><c r="B2"><f t="shared" si="1"/></c></row>'
        '<row r="3"><c r="A3" t="inlineStr"><is><t>y</t></is></c></row>'
    )


# --- dates and styles


@pytest.mark.parametrize(
    ("properties", "serial"),
    [("", SERIAL), ('<workbookPr date1904="1"/>', "44882.75"), ('<workbookPr date1904="false"/>', SERIAL)],
)
def test_a_date_is_counted_by_the_date_system_of_the_workbook(properties: str, serial: str) -> None:
    after = written(small(workbook_before=properties), A1=EVENING)
    assert sheet_data(after) == f'<row r="1"><c r="A1" s="5"><v>{serial}</v></c></row>'


FORMAT = '<numFmt numFmtId="166" formatCode="ddd d mmm yyyy hh:mm_)"/>'


@pytest.mark.parametrize(
    ("style", "after", "appended"),
    [
        (0, 5, '<xf numFmtId="166" applyNumberFormat="1"/>'),
        (
            1,
            5,
            '<xf numFmtId="166" fillId="2" applyFill="1" applyNumberFormat="1"><alignment/></xf>',
        ),
        (2, 2, None),
        (3, 5, '<xf numFmtId="166" applyNumberFormat="1"/>'),
        (4, 4, None),
        (99, 5, '<xf numFmtId="166" applyNumberFormat="1"/>'),
    ],
)
def test_a_style_that_shows_no_date_is_copied_with_a_date_format(
    style: int, after: int, appended: str | None
) -> None:
    data = small(f'<row r="1"><c r="A1" s="{style}"/></row>')
    result = written(data, A1=EVENING)
    assert sheet_data(result) == f'<row r="1"><c r="A1" s="{after}"><v>{SERIAL}</v></c></row>'
    if appended is None:
        assert unpack(result)["xl/styles.xml"] == unpack(data)["xl/styles.xml"]
    else:
        assert inner(result, "xl/styles.xml", "numFmts").endswith(f"{FORMAT}</numFmts>")
        assert inner(result, "xl/styles.xml", "cellXfs").startswith('<cellXfs count="6">')
        assert inner(result, "xl/styles.xml", "cellXfs").endswith(f"{appended}</cellXfs>")


def test_writing_again_reuses_the_style() -> None:
    once = written(small(), A1=EVENING, A2=EVENING)
    cleared = written(once, A1=None, A2="x")
    assert unpack(written(cleared, A3=EVENING))["xl/styles.xml"] == unpack(once)["xl/styles.xml"]


@pytest.mark.parametrize("styles", ["", "<fonts/><cellStyles/>"])
def test_styles_without_formats_get_them_where_the_schema_wants_them(styles: str) -> None:
    result = unpack(written(small(styles=styles), A1=EVENING))["xl/styles.xml"].decode()
    ours = (
        '<numFmts count="1"><numFmt numFmtId="164" formatCode="ddd d mmm yyyy hh:mm_)"/></numFmts>',
        '<cellXfs count="2"><xf/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs>',
    )
    fonts, _, rest = styles.rpartition("<cellStyles")
    assert f"{ours[0]}{fonts}{ours[1]}{'<cellStyles' if rest else ''}{rest}" in result


def test_a_workbook_without_styles_gets_them() -> None:
    data = small(styles=None)
    assert "xl/styles.xml" not in unpack(written(data, A1="x"))
    parts = unpack(written(data, A1=EVENING))
    assert parts["xl/styles.xml"].count(b"<xf") == 3
    assert b'PartName="/xl/styles.xml"' in parts["[Content_Types].xml"]
    assert (
        f'Id="rId3" Type="{RELATED}/styles" Target="/xl/styles.xml"'
        in parts["xl/_rels/workbook.xml.rels"].decode()
    )
    assert unpack(written(pack(parts), A2=EVENING))["xl/styles.xml"] == parts["xl/styles.xml"]


# --- new columns


def test_a_new_heading_looks_like_the_heading_to_its_left() -> None:
    header = f'<row r="1">{text("A1", "Company", 1)}<c r="B1" s="3"/></row>'
    shown = sheet_data(extended(small(header), "Why", "Problem", first=2))
    assert text("C1", "Why", 1) in shown
    assert text("D1", "Problem", 1) in shown


@pytest.mark.parametrize(("before", "after"), [("2", "2"), ("0", "1")])
def test_a_heading_keeps_a_style_that_its_cell_has(before: str, after: str) -> None:
    header = f'<row r="1">{text("A1", "Company", 1)}<c r="B1" s="{before}"/></row>'
    assert text("B1", "Why", int(after)) in sheet_data(extended(small(header), "Why", first=1))


def test_a_heading_with_nothing_to_its_left_has_the_plain_style() -> None:
    assert sheet_data(extended(small(), "Why", first=0)) == (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Why</t></is></c></row>'
    )


WHY = '<col min="4" max="4" width="48" customWidth="1" hidden="0"/>'
ID = '<col min="5" max="5" width="14" customWidth="1" hidden="1"/>'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", WHY + ID),
        ('<cols><col min="1" max="2"/></cols>', f'<col min="1" max="2"/>{WHY}{ID}'),
        ('<cols><col min="9" max="9"/></cols>', f'{WHY}{ID}<col min="9" max="9"/>'),
        (
            '<cols><col min="1" max="9" width="8" style="1"/></cols>',
            (
                '<col min="1" max="3" width="8" style="1"/>'
                '<col min="4" max="4" width="48" style="1" customWidth="1" hidden="0"/>'
                '<col min="5" max="5" width="14" style="1" customWidth="1" hidden="1"/>'
                '<col min="6" max="9" width="8" style="1"/>'
            ),
        ),
        (  # the user chose a width
            '<cols><col min="4" max="5" width="9" customWidth="true"/></cols>',
            (
                '<col min="4" max="4" width="9" customWidth="true" hidden="0"/>'
                '<col min="5" max="5" width="9" customWidth="true" hidden="1"/>'
            ),
        ),
        (  # the user hid what was unused
            '<cols><col min="4" max="16384" width="0" customWidth="1" hidden="1"/></cols>',
            f'{WHY}{ID}<col min="6" max="16384" width="0" customWidth="1" hidden="1"/>',
        ),
    ],
)
def test_new_columns_get_a_width_and_the_id_is_hidden(before: str, after: str) -> None:
    result = extended(small(before=f"<sheetFormatPr/>{before}"), "Why", "Follow-up ID", first=3)
    shown = inner(result, SHEET, "cols").removeprefix("<cols>").removesuffix("</cols>")
    assert shown == after
    assert unpack(result)[SHEET].index(b"<cols>") < unpack(result)[SHEET].index(b"<sheetData>")


# --- columns of the user's

MARKED_OFF = NewColumn("checked_in", "Checked in", 14, options=("yes", "no"))


def added(data: bytes, *columns: NewColumn, first: int) -> bytes:
    """Add columns of the user's side by side."""
    places = [Column(each.field, each.heading, at, new=True) for at, each in enumerate(columns, first)]
    return extend(data, "One", SheetChange(1, tuple(places)), columns)


def test_a_column_of_the_users_has_the_look_of_their_headings_a_list_and_no_mark() -> None:
    data = small(f'<row r="1">{text("A1", "Company", 1)}</row>', after='<mergeCells/><pageMargins left="1"/>')
    result = added(data, MARKED_OFF, first=1)
    assert text("B1", "Checked in", 1) in sheet_data(result)
    sheet = unpack(result)[SHEET].decode()
    rule = (
        '<dataValidations count="1"><dataValidation type="list" allowBlank="1" sqref="B2:B1000">'
        '<formula1>"yes,no"</formula1></dataValidation></dataValidations>'
    )
    assert f"<mergeCells/>{rule}<pageMargins" in sheet
    assert b"_followups_" not in unpack(result)["xl/workbook.xml"]


@pytest.mark.parametrize(
    ("theirs", "count"),
    [("A2:A9 C1", 2), ("B9", 1), ("A1:XFD1048576", 1), ("A2 A1:C3", 1), ("A1 #REF!", 1)],
)
def test_a_list_stands_beside_the_users_own_rules_and_never_over_one(theirs: str, count: int) -> None:
    own = f'<dataValidations count="1"><dataValidation sqref="{theirs}"/></dataValidations>'
    result = inner(added(small(after=own), MARKED_OFF, first=1), SHEET, "dataValidations")
    assert result.startswith(f'<dataValidations count="{count}"><dataValidation sqref="{theirs}"/>')
    assert result.count("<dataValidation ") == count


def test_a_filter_and_a_table_are_widened_over_columns_of_the_users() -> None:
    note = NewColumn("discussed", "Discussed", 30)
    assert (
        inner(added(small(after=FILTER), note, first=3), SHEET, "autoFilter") == '<autoFilter ref="A1:D9"/>'
    )
    assert '<tableColumn id="8" name="Discussed"/>' in unpack(added(tabled(), note, first=3))[TABLE].decode()


# --- filters and tables

FILTER = '<autoFilter ref="A1:C9"/>'


@pytest.mark.parametrize(
    ("ref", "first", "header_row", "after"),
    [
        ("A1:C9", 3, 1, "A1:E9"),
        ("A1:C9", 4, 1, "A1:C9"),  # a column in between
        ("A4:C9", 3, 4, "A4:E9"),
        ("A4:C9", 3, 1, "A4:C9"),  # another header row
        ("A:C", 3, 1, "A:C"),
    ],
)
def test_a_filter_that_ends_beside_new_columns_is_widened(
    ref: str, first: int, header_row: int, after: str
) -> None:
    data = small(after=f'<autoFilter ref="{ref}"><filterColumn colId="1"/></autoFilter>')
    result = extended(data, "Why", "Problem", first=first, header_row=header_row)
    assert (
        inner(result, SHEET, "autoFilter")
        == f'<autoFilter ref="{after}"><filterColumn colId="1"/></autoFilter>'
    )


def test_the_hidden_name_of_the_filter_follows() -> None:
    names = (
        '<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">'
        "'One'!$A$1:$C$9</definedName>"
        '<definedName name="_xlnm._FilterDatabase" localSheetId="1">Two!$A$1:$C$9</definedName>'
        '<definedName name="mine" localSheetId="0">One!$A$1:$C$9</definedName></definedNames>'
    )
    result = inner(
        extended(small(after=FILTER, workbook_after=names), "Why", first=3), "xl/workbook.xml", "definedNames"
    )
    assert result.startswith(
        names.replace("'One'!$A$1:$C$9", "'One'!$A$1:$D$9").removesuffix("</definedNames>")
    )


def tabled(attributes: str = 'ref="A1:C9"', own_filter: str = '<autoFilter ref="A1:C9"/>') -> bytes:
    table = (
        f'<table xmlns="{MAIN}" id="1" displayName="T" {attributes}>{own_filter}<tableColumns count="3">'
        '<tableColumn id="1" name="Company"/><tableColumn id="7" name="Interview date"/>'
        '<tableColumn id="3" name="Problem"/></tableColumns></table>'
    )
    related = relationships(("rId1", "table", "../tables/table1.xml"))
    return small(extra={TABLE: table, "xl/worksheets/_rels/sheet1.xml.rels": related})


@pytest.mark.parametrize(
    ("attributes", "own_filter", "after", "after_filter"),
    [
        ('ref="A1:C9"', '<autoFilter ref="A1:C9"/>', 'ref="A1:E9"', '<autoFilter ref="A1:E9"/>'),
        ('ref="A1:C9"', "", 'ref="A1:E9"', ""),
        (
            'ref="A1:C10" totalsRowCount="1"',
            '<autoFilter ref="A1:C9"/>',
            'ref="A1:E10" totalsRowCount="1"',
            '<autoFilter ref="A1:E9"/>',
        ),
        ('ref="A1:C9"', '<autoFilter ref="?"/>', 'ref="A1:E9"', '<autoFilter ref="?"/>'),
    ],
)
def test_a_table_that_ends_beside_new_columns_is_widened(
    attributes: str, own_filter: str, after: str, after_filter: str
) -> None:
    result = unpack(extended(tabled(attributes, own_filter), "Why", "Next due", first=3))[TABLE].decode()
    assert f'displayName="T" {after}>{after_filter}<tableColumns count="5">' in result
    assert '<tableColumn id="8" name="Why"/><tableColumn id="9" name="Next due"/></tableColumns>' in result


@pytest.mark.parametrize(
    ("attributes", "headings", "first"),
    [
        ('ref="A1:C9"', ["Why"], 4),  # a column in between
        ('ref="A2:C9"', ["Why"], 3),  # another header row
        ('ref="A1:C9" headerRowCount="0"', ["Why"], 3),
        ('ref="A1:C9" tableType="queryTable"', ["Why"], 3),
        ('ref="A1:C9"', ["PROBLEM", "Why"], 3),  # the table has that heading: Excel would call it corrupt
    ],
)
def test_other_tables_are_left_alone(attributes: str, headings: Sequence[str], first: int) -> None:
    data = tabled(attributes)
    assert unpack(extended(data, *headings, first=first))[TABLE] == unpack(data)[TABLE]


# --- the mark


def marks(data: bytes, title: str = "One") -> dict[str, str]:
    return Workbook(Package(data)).mark(title)


def test_the_mark_names_each_column_with_its_heading_for_one_worksheet() -> None:
    columns = (Column("why", "Why", 0, new=True), Column("follow_up_id", 'The "ID"', 1, new=True))
    result = splice(small(workbook_after="<calcPr/>"), "One", SheetChange(1, columns))
    assert marks(result) == {"why": "Why", "follow_up_id": 'The "ID"'}
    assert marks(result, "Two") == {}
    assert '<definedName name="_followups_why" localSheetId="0" hidden="1">"Why"</definedName>' in inner(
        result, "xl/workbook.xml", "definedNames"
    )
    assert b"</definedNames><calcPr/>" in unpack(result)["xl/workbook.xml"]


def test_the_mark_is_completed_and_brought_up_to_date() -> None:
    once = extended(small(), "Why", first=0)
    moved = splice(
        once, "One", SheetChange(1, (Column("why", "Because", 0), Column("problem", "Problem", 1, new=True)))
    )
    assert marks(moved) == {"why": "Because", "problem": "Problem"}


def test_the_workbook_part_is_not_touched_when_the_mark_is_complete() -> None:
    once = extended(small(), "Why", first=0)
    again = splice(once, "One", SheetChange(1, (Column("why", "Why", 0),), (CellEdit(2, "why", "x"),)))
    assert unpack(again)["xl/workbook.xml"] == unpack(once)["xl/workbook.xml"]


def test_names_that_are_no_mark_are_not_read_as_one() -> None:
    names = "".join(
        f'<definedName name="{name}" localSheetId="{sheet}">{value}</definedName>'
        for name, sheet, value in [
            ("_followups_why", 0, "One!$A$1"),
            ("_followups_problem", 0, ""),
            ("mine", 0, '"x"'),
            ("_followups_next_due", 1, '"Next due"'),
        ]
    )
    data = small(workbook_after=f"<definedNames>{names}</definedNames>")
    assert (marks(data), marks(data, "Two")) == ({}, {"next_due": "Next due"})


# --- packages


def test_strict_workbooks_stay_strict() -> None:
    data = small('<row r="1"><c r="A1"/></row>', styles=None, main=STRICT_MAIN, related=STRICT_RELATED)
    result = unpack(written(data, A1="x", B1=EVENING))
    assert sheet_data(written(data, A1="x", B1=EVENING)).startswith(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>x<'
    )
    changed = b"".join(result[name] for name in (SHEET, "xl/workbook.xml", "xl/styles.xml"))
    assert MAIN.encode() not in changed
    assert f"{STRICT_RELATED}/styles".encode() in result["xl/_rels/workbook.xml.rels"]


def test_a_prefix_for_the_namespace_is_kept() -> None:
    parts = unpack(small())
    parts[SHEET] = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData/></x:worksheet>'.encode()
    assert (
        b'<x:c r="A1" t="inlineStr"><x:is><x:t>y</x:t></x:is></x:c>'
        in unpack(written(pack(parts), A1="y"))[SHEET]
    )


@pytest.mark.parametrize(
    ("declaration", "after"),
    [
        ("", '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'),
        ("<?xml version='1.0' encoding='utf-8'?>", "<?xml version='1.0' encoding='utf-8'?>"),
        (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n',
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n',
        ),
        (
            '<?xml version="1.0" encoding="ISO-8859-1"?>',
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
        ),
    ],
)
def test_a_changed_part_keeps_its_declaration(declaration: str, after: str) -> None:
    parts = unpack(small())
    parts[SHEET] = declaration.encode() + parts[SHEET]
    result = unpack(written(pack(parts), A1="é"))[SHEET].decode()
    assert result.startswith(f"{after}<worksheet")
    assert "<t>é</t>" in result


def test_parts_are_found_by_relationship_whatever_their_names() -> None:
    names = {
        "xl/workbook.xml": "Book/Main.XML",
        "xl/_rels/workbook.xml.rels": "Book/_rels/main.xml.rels",  # part names do not tell upper from lower
        SHEET: "Book/Worksheets/a b.xml",
    }
    parts = {names.get(name, name): content for name, content in unpack(small()).items()}
    parts["_rels/.rels"] = relationships(("r", "officeDocument", "/Book/Main.XML")).encode()
    parts["Book/_rels/main.xml.rels"] = relationships(
        ("rId0", "worksheet", "nowhere.xml"), ("rId1", "worksheet", "../book/worksheets/a b.xml")
    ).encode()
    assert b"<t>x</t>" in unpack(written(pack(parts), A1="x"))["Book/Worksheets/a b.xml"]


def test_the_same_splice_gives_the_same_bytes() -> None:
    assert written(small(), A1="x", B2=EVENING) == written(small(), A1="x", B2=EVENING)


def with_part(name: str, content: bytes | None) -> bytes:
    parts = unpack(small())
    if content is None:
        del parts[name]
    else:
        parts[name] = content
    return pack(parts)


def encrypted(data: bytes) -> bytes:
    """Set the flag that says so, in each local header and in each entry of the directory."""
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(signature)
        while start >= 0:
            data = data[: start + offset] + struct.pack("<H", 1) + data[start + offset + 2 :]
            start = data.find(signature, start + 1)
    return data


def corrupt(data: bytes) -> bytes:
    """Change a byte in the middle of the packed worksheet."""
    at = data.index(SHEET.encode()) + len(SHEET) + 8
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is not an Excel workbook"),
        (b"PK\x03\x04 and no more", "is not an Excel workbook"),
        (pack({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "is not an Excel workbook"),
        (with_part("xl/workbook.xml", b"<document/>"), "is not an Excel workbook"),
        (
            pack({"_rels/.rels": relationships(("r", "officeDocument", "xl/workbook.bin"))}),
            r"is a binary workbook \(\.xlsb\)",
        ),
        (with_part("xl/workbook.xml", None), "has no part xl/workbook.xml"),
        (with_part("xl/workbook.xml", b"<workbook>"), "its part xl/workbook.xml is not XML"),
        (with_part(SHEET, None), f"has no part {SHEET}"),
        (with_part(SHEET, b"<worksheet/>"), "the worksheet has no cells"),
        (with_part("xl/_rels/workbook.xml.rels", relationships().encode()), "no relationship rId1"),
        (with_part("xl/workbook.xml", f'<workbook xmlns="{MAIN}"/>'.encode()), "has no worksheet One"),
        (encrypted(small()), "cannot be unpacked"),
        (corrupt(small()), f"its part {SHEET} cannot be unpacked"),
    ],
)
def test_a_broken_package_is_refused_in_a_clause(data: bytes, message: str) -> None:
    with pytest.raises(PackageError, match=message):
        written(data, A1="x")


def test_a_part_that_is_elsewhere_is_not_looked_for() -> None:
    parts = unpack(small())
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
        relationships(("r", "table", "http://elsewhere.example/"))
        .replace("Target=", 'TargetMode="External" Target=')
        .encode()
    )
    assert "<t>x</t>" in sheet_data(written(pack(parts), A1="x"))


@pytest.mark.parametrize(
    ("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_columns_are_counted_in_letters(index: int, letters: str) -> None:
    assert (column_letters(index), column_index(letters)) == (letters, index)
    assert cell_name(7, index) == f"{letters}7"


@pytest.mark.parametrize(("given", "shown"), [("A1:C9", "A1:C9"), ("$B$2", "B2"), ("A1:A1", "A1")])
def test_an_area_is_read_and_written(given: str, shown: str) -> None:
    assert str(Area.parse(given)) == shown
