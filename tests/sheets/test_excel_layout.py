"""The workbook that `followups init` makes, opened with the programs that its user has."""

import shutil
import subprocess
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from sync.core.columns import OWN_HEADINGS, locate
from sync.core.model import CellEdit, SheetChange, State
from sync.core.template import TEMPLATE
from sync.sheets.excel import ExcelSheet
from sync.sheets.excel_layout import create_from, is_title
from tests.core.tables import TODAY

EVENING = datetime(2026, 11, 18, 18, 0)  # noqa: DTZ001 a cell's date is naive
COLUMNS = {column.field: column for column in TEMPLATE.columns}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    create_from(tmp_path / "interviews.xlsx", TEMPLATE, TODAY)
    return tmp_path / "interviews.xlsx"


@pytest.fixture
def sheet(path: Path) -> Worksheet:
    return openpyxl.load_workbook(path)["Interviews"]


def letter(sheet: Worksheet, field: str) -> str:
    [found] = [cell.column_letter for cell in sheet[1] if cell.value == COLUMNS[field].heading]
    return str(found)


def test_it_is_read_as_the_template_has_it(path: Path) -> None:
    table = ExcelSheet(path).read()
    headings, example = TEMPLATE.rows(TODAY)
    assert table.rows[0] == tuple(headings)
    assert table.rows[1] == tuple(example[: len(table.rows[1])])
    assert len(table.rows) == 2
    assert table.mark == OWN_HEADINGS


def test_the_tool_takes_its_columns_for_its_own_and_adds_none(path: Path) -> None:
    layout = locate(ExcelSheet(path).read(), {}, OWN_HEADINGS, None)
    assert {column.field for column in layout.own} == set(OWN_HEADINGS)
    assert not any(column.new for column in layout.own)


def test_the_tool_can_write_into_it(path: Path) -> None:
    excel = ExcelSheet(path)
    table = excel.read()
    own = locate(table, {}, OWN_HEADINGS, None).own
    edits = CellEdit(2, "next_due", EVENING), CellEdit(2, "thank_you_status", State.DUE.label)
    excel.write(table, SheetChange(1, own, edits))
    sheet = openpyxl.load_workbook(path)["Interviews"]
    assert sheet[f"{letter(sheet, 'next_due')}2"].value == EVENING
    assert sheet[f"{letter(sheet, 'next_due')}2"].number_format == "ddd d mmm yyyy hh:mm_)"
    assert sheet[f"{letter(sheet, 'thank_you_status')}2"].value == "Due"


def test_the_headings_stay_in_sight_and_the_filter_reaches_over_every_column(sheet: Worksheet) -> None:
    last = letter(sheet, TEMPLATE.columns[-1].field)
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", f"A1:{last}2")
    assert all(cell.font.b for cell in sheet[1])
    colours = {
        column.own: cell.fill.fgColor.rgb for column, cell in zip(TEMPLATE.columns, sheet[1], strict=True)
    }
    assert colours == {False: "001F4E78", True: "00595959"}


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ("interview_date", "ddd d mmm yyyy"),
        ("interview_time", "hh:mm"),
        ("decision_expected", "ddd d mmm yyyy"),
        ("contact_phone", "@"),
        ("next_due", "ddd d mmm yyyy hh:mm_)"),
        ("notes", "General"),
    ],
)
def test_what_is_typed_into_a_column_is_shown_as_what_it_is(sheet: Worksheet, field: str, shown: str) -> None:
    column = letter(sheet, field)
    assert sheet.column_dimensions[column].number_format == shown
    assert sheet[f"{column}2"].number_format == shown


@pytest.mark.parametrize("field", [column.field for column in TEMPLATE.columns if column.options])
def test_a_dropdown_offers_its_words_and_only_style_takes_no_others(sheet: Worksheet, field: str) -> None:
    where = f"{letter(sheet, field)}2:{letter(sheet, field)}1000"
    [dropdown] = [rule for rule in sheet.data_validations.dataValidation if str(rule.sqref) == where]
    assert dropdown.formula1 == f'"{",".join(COLUMNS[field].options)}"'
    assert len(dropdown.formula1) <= 257  # Excel takes a longer list for a broken workbook
    assert dropdown.errorStyle == ("stop" if field == "style" else "information")
    assert not dropdown.showDropDown  # as the format calls the arrow that is left out


def test_each_status_has_its_colour_in_each_status_column(sheet: Worksheet) -> None:
    [(where, rules)] = [(str(found.sqref), found.rules) for found in sheet.conditional_formatting]
    columns = [letter(sheet, f"{kind}_status") for kind in ("thank_you", "references", "check_in")]
    assert where == " ".join(f"{column}2:{column}1000" for column in columns)
    assert [rule.formula for rule in rules] == [[f'"{state.label}"'] for state in State]
    assert rules[0].dxf.fill.bgColor.rgb == "00F4C7C3"


@pytest.mark.parametrize(
    "title", ["2026", "My 'rounds' & <more>", "a" * 31, "Gespräche \N{PARTY POPPER}", "=1"]
)
def test_a_worksheet_may_have_any_name_that_excel_takes(tmp_path: Path, title: str) -> None:
    assert is_title(title)
    create_from(tmp_path / "new.xlsx", replace(TEMPLATE, title=title), TODAY)
    assert ExcelSheet(tmp_path / "new.xlsx", worksheet=title).read().mark == OWN_HEADINGS


def test_only_the_id_is_hidden(sheet: Worksheet) -> None:
    hidden = [key for key, dimension in sheet.column_dimensions.items() if dimension.hidden]
    assert hidden == [letter(sheet, "follow_up_id")]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_keeps_all_of_it(path: Path, tmp_path: Path) -> None:
    before = ExcelSheet(path).read()
    program = shutil.which("soffice") or ""
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "saved"), str(path)]
    subprocess.run([program, "--headless", profile, *convert], check=True, capture_output=True, timeout=120)
    after = ExcelSheet(tmp_path / "saved" / "interviews.xlsx").read()
    assert (after.rows, after.mark) == (before.rows, before.mark)
    sheet = openpyxl.load_workbook(tmp_path / "saved" / "interviews.xlsx")["Interviews"]
    assert len(sheet.data_validations.dataValidation) >= len(
        {c.options for c in TEMPLATE.columns if c.options}
    )
