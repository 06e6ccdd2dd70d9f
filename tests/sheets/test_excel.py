"""An Excel workbook as a sheet: what is read, what is written, what stays as it was, and when it refuses."""

import io
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Self

import openpyxl
import pytest
from lxml import etree

from sync.core.model import Cell, CellEdit, Column, Formula, SheetChange
from sync.errors import SheetChangedError, SheetOpenError, SheetReadOnlyError, SheetUnusableError
from sync.sheets.excel import ExcelSheet
from sync.sheets.excel_layout import create
from tests.sheets.workbooks import MAIN, pack, relationships, rich, small, text, unpack

EVENING = datetime.fromisoformat("2026-11-18T18:00")
AFTERNOON = datetime.fromisoformat("2026-11-18T14:30")
SHEET = "xl/worksheets/sheet1.xml"

COLUMNS = (
    Column("next_step", "Next step", 5, new=True),
    Column("next_due", "Next due", 6, new=True),
    Column("follow_up_id", "Follow-up ID", 7, new=True),
)
CHANGE = SheetChange(
    1,
    COLUMNS,
    (
        CellEdit(2, "next_step", "Thank Jane Doe\n(Acme) <&> ✓"),
        CellEdit(2, "next_due", EVENING),
        CellEdit(2, "follow_up_id", "k3f9x2qa"),
        CellEdit(3, "follow_up_id", "007"),
    ),
)


def saved(folder: Path, data: bytes, name: str = "interviews.xlsx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def wrote(path: Path, change: SheetChange = CHANGE) -> ExcelSheet:
    sheet = ExcelSheet(path)
    sheet.write(sheet.read(), change)
    return sheet


# --- reading


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (text("A1", " two  words ").replace("<t>", '<t xml:space="preserve">'), " two  words "),
        (text("A1", ""), None),
        ('<c r="A1"/>', None),
        ('<c r="A1"><v>3</v></c>', 3),
        ('<c r="A1"><v>3.5</v></c>', 3.5),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" s="4"><v>46344.604166666664</v></c>', AFTERNOON),
        ('<c r="A1" s="2"><v>46344</v></c>', date(2026, 11, 18)),
        ('<c r="A1" s="4"><v>0.5</v></c>', time(12)),
        ('<c r="A1" s="3"><v>0.5</v></c>', 0.5),
        ('<c r="A1"><f>1+2</f><v>3</v></c>', 3),
        ('<c r="A1" t="str"><f>"a"</f><v>a</v></c>', "a"),
        ('<c r="A1" t="e"><v>#REF!</v></c>', "#REF!"),
        ("<c t='e'><f>1/0</f><v>#DIV/0!</v></c>", "#DIV/0!"),
        ('<c r="A1"><f>B2+7</f><v></v></c>', Formula("=B2+7")),
        ('<c r="A1"><f>B2+7</f></c>', Formula("=B2+7")),
        ('<c r="A1" t="str"><f>IF(1,"","x")</f><v></v></c>', ""),
    ],
)
def test_a_cell_is_read_with_its_type(tmp_path: Path, cell: str, value: Cell) -> None:
    data = small(f'<row r="1">{cell}{text("B1", "end")}</row>')
    [[read, _]] = ExcelSheet(saved(tmp_path, data)).read().rows
    assert (type(read), read) == (type(value), value)


def test_durations_are_kept(tmp_path: Path) -> None:
    create(tmp_path / "a.xlsx", [["Duration"], [timedelta(minutes=90)], [timedelta(hours=30)]])
    rows = ExcelSheet(tmp_path / "a.xlsx").read().rows
    assert rows == (("Duration",), (timedelta(minutes=90),), (timedelta(hours=30),))


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        (
            f'<row r="3">{text("B3", "x")}<c r="D3"/></row><row r="9"><c r="A9" s="1"/></row>',
            ((), (), (None, "x")),
        ),
        ('<row/><row><c/><c t="inlineStr"><is><t>x</t></is></c></row>', ((), (None, "x"))),
        ('<row r="2"><c r="C2" t="e"><v>#N/A</v></c></row>', ((), (None, None, "#N/A"))),
        (text("A1", ""), ()),
    ],
)
def test_positions_are_those_of_the_spreadsheet(
    tmp_path: Path, data: str, rows: tuple[tuple[Cell, ...], ...]
) -> None:
    assert ExcelSheet(saved(tmp_path, small(data)), worksheet="One").read().rows == rows


def test_what_is_read_says_where_from_and_which_version(tmp_path: Path) -> None:
    data = rich()
    path = saved(tmp_path, data)
    table = ExcelSheet(path).read()
    assert (table.source, table.worksheet, table.keeps_mark) == ("interviews.xlsx", "Interviews", True)
    assert (table.mark, table.locale, table.timezone, table.url) == (None, None, None, None)
    assert table.version == sha256(data).hexdigest()
    assert ExcelSheet(path, name="mine").read().source == "mine"
    assert ExcelSheet(path).requests == 0


def sheets(*content: tuple[str, str, list[str]]) -> Callable[[Path], Path]:
    """Make a workbook of (title, state, first row)."""

    def make(folder: Path) -> Path:
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.worksheets[0])
        for title, state, row in content:
            if title == "Chart":
                workbook.create_chartsheet(title)
                continue
            sheet = workbook.create_sheet(title)
            sheet.sheet_state = state
            sheet.append(row)
        workbook.save(folder / "interviews.xlsx")
        return folder / "interviews.xlsx"

    return make


@pytest.mark.parametrize(
    ("make", "asked", "taken"),
    [
        (sheets(("A", "visible", ["x"]), ("B", "visible", ["x"])), None, "A"),
        (sheets(("A", "visible", ["x"]), ("B", "visible", ["x"])), "B", "B"),
        (sheets(("A", "hidden", ["x"]), ("B", "visible", ["x"])), None, "B"),
        (sheets(("A", "hidden", ["x"]), ("B", "visible", ["x"])), "A", "A"),
        (sheets(("A", "visible", []), ("B", "visible", ["x"])), None, "B"),
        (sheets(("Chart", "", []), ("B", "visible", ["x"])), None, "B"),
        (sheets(("A", "visible", []), ("B", "visible", [])), None, "A"),
    ],
)
def test_the_first_visible_worksheet_with_anything_in_it_is_taken(
    tmp_path: Path, make: Callable[[Path], Path], asked: str | None, taken: str
) -> None:
    assert ExcelSheet(make(tmp_path), worksheet=asked).read().worksheet == taken


def test_a_worksheet_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    path = sheets(("A", "visible", []), ("Chart", "", []), ("B", "hidden", []))(tmp_path)
    with pytest.raises(SheetUnusableError, match=r"interviews.xlsx has no worksheet Chart; it has A, B$"):
        ExcelSheet(path, worksheet="Chart").read()


def hidden_only() -> bytes:
    parts = unpack(small())
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"<sheet name", b'<sheet state="hidden" name')
    return pack(parts)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is not an Excel workbook"),
        (b"Company,Interview date\n", "is not an Excel workbook"),
        (pack({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "is not an Excel workbook"),
        (
            pack({"_rels/.rels": relationships(("r", "officeDocument", "xl/workbook.bin"))}),
            r"is a binary workbook \(.xlsb\); save it as .xlsx",
        ),
        (b"\xd0\xcf\x11\xe0" + b"Workbook".ljust(512), "is an old .xls; save it as .xlsx"),
        (
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le").ljust(512),
            "is protected by a password; save it without one",
        ),
        (small('<row r="x"/>'), "is damaged"),
        (hidden_only(), "has no worksheet to be seen"),
    ],
)
def test_what_is_not_a_workbook_is_told_in_a_sentence(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(SheetUnusableError, match=f"interviews.xlsx {message}"):
        ExcelSheet(saved(tmp_path, data)).read()


@pytest.mark.parametrize(
    ("name", "message"), [("none.xlsx", "there is no file"), (".", "cannot be read: Is a directory")]
)
def test_what_cannot_be_read_is_told_in_a_sentence(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(SheetUnusableError, match=message):
        ExcelSheet(tmp_path / name).read()


# --- writing


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    path = saved(tmp_path, rich())
    before = ExcelSheet(path).read()
    after = wrote(path).read()
    assert after.rows == (
        (*before.rows[0], "Next step", "Next due", "Follow-up ID"),
        (*before.rows[1], "Thank Jane Doe\n(Acme) <&> ✓", EVENING, "k3f9x2qa"),
        (*before.rows[2], None, None, "007"),
    )
    assert after.mark == {
        "next_step": "Next step",
        "next_due": "Next due",
        "follow_up_id": "Follow-up ID",
    }


def test_only_the_parts_that_must_change_do(tmp_path: Path) -> None:
    parts = unpack(rich())
    source = io.BytesIO()
    with zipfile.ZipFile(source, "w") as archive:  # dates and methods of packing as different as they come
        archive.comment = b"a workbook"
        for number, (name, content) in enumerate(parts.items()):
            info = zipfile.ZipInfo(name, (2020, 1, 1 + number, 10, 30, 2))
            info.compress_type = zipfile.ZIP_STORED if number % 2 else zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, content)
    path = saved(tmp_path, source.getvalue(), "interviews.xlsm")
    wrote(path)
    after = unpack(path.read_bytes())
    assert {name for name, content in parts.items() if after[name] != content} == {
        SHEET,
        "xl/workbook.xml",
        "xl/styles.xml",
    }
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path) as new:
        assert new.comment == old.comment
        assert [(i.filename, i.date_time, i.compress_type, i.external_attr) for i in new.infolist()] == [
            (i.filename, i.date_time, i.compress_type, i.external_attr) for i in old.infolist()
        ]


def test_everything_else_in_the_worksheet_stays(tmp_path: Path) -> None:
    """Take away what the tool put there, and what is left is what was there before."""
    path = saved(tmp_path, rich())
    before = etree.fromstring(unpack(path.read_bytes())[SHEET])
    wrote(path)
    after = etree.fromstring(unpack(path.read_bytes())[SHEET])
    for element in list(after.iter()):
        ours = element.tag == f"{{{MAIN}}}c" and element.get("r", "")[0] in "FGH"
        ours |= element.tag == f"{{{MAIN}}}col" and element.get("min") in {"6", "7", "8"}
        parent = element.getparent()
        if ours and parent is not None:
            parent.remove(element)
    for tag, old, new in [("autoFilter", "A1:E3", "A1:H3"), ("dimension", "A1:E10", "A1:H10")]:
        element = next(after.iter(f"{{{MAIN}}}{tag}"))
        assert element.get("ref") == new
        element.set("ref", old)
    assert etree.tostring(after, method="c14n") == etree.tostring(before, method="c14n")


def test_openpyxl_sees_the_values_with_their_formats(tmp_path: Path) -> None:
    path = saved(tmp_path, rich())
    wrote(path)
    sheet = openpyxl.load_workbook(path)["Interviews"]
    assert (sheet["G2"].value, sheet["G2"].number_format) == (EVENING, "ddd d mmm yyyy hh:mm_)")
    assert (sheet["H3"].value, sheet["D2"].value) == ("007", "=B2+7")
    assert sheet.column_dimensions["H"].hidden
    assert sheet.auto_filter.ref == "A1:H3"
    assert sheet["A2"].comment is not None


def test_the_mark_survives_openpyxl_and_sheets_put_in_another_order(tmp_path: Path) -> None:
    path = saved(tmp_path, rich())
    mark = wrote(path).read().mark
    workbook = openpyxl.load_workbook(path)
    workbook.move_sheet("Interviews", 1)
    workbook.save(path)
    assert workbook.sheetnames == ["Numbers", "Interviews"]
    assert ExcelSheet(path, worksheet="Interviews").read().mark == mark
    assert ExcelSheet(path, worksheet="Numbers").read().mark is None


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_saves_all_that_was_written(tmp_path: Path) -> None:
    path = saved(tmp_path, rich())
    before = wrote(path).read()
    program = shutil.which("soffice") or ""
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "saved"), str(path)]
    subprocess.run([program, "--headless", profile, *convert], check=True, capture_output=True, timeout=120)
    after = ExcelSheet(tmp_path / "saved" / "interviews.xlsx").read()
    assert after.mark == before.mark
    assert after.rows == before.rows
    sheet = openpyxl.load_workbook(tmp_path / "saved" / "interviews.xlsx")["Interviews"]
    assert "ddd" in sheet["G2"].number_format.lower()
    assert sheet.column_dimensions["H"].hidden


def test_writing_the_same_values_in_turn_does_not_grow_the_workbook(tmp_path: Path) -> None:
    path = saved(tmp_path, rich())
    sheet = wrote(path)
    columns = tuple(Column(column.field, column.heading, column.index) for column in COLUMNS)
    bytes_before = path.read_bytes()
    for value in (None, EVENING):
        sheet.write(sheet.read(), SheetChange(1, columns, (CellEdit(2, "next_due", value),)))
        assert unpack(path.read_bytes())["xl/styles.xml"] == unpack(bytes_before)["xl/styles.xml"]
    assert path.read_bytes() == bytes_before


def test_nothing_to_write_writes_nothing(tmp_path: Path) -> None:
    path = saved(tmp_path, rich())
    before = path.stat()
    wrote(path, SheetChange(1, (Column("why", "Why", 0),)))
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


# --- refusing


def test_a_workbook_that_changed_since_it_was_read_is_not_written(tmp_path: Path) -> None:
    path = saved(tmp_path, rich())
    table = ExcelSheet(path).read()
    path.write_bytes(small())
    with pytest.raises(SheetChangedError, match=r"interviews.xlsx was changed after it was read"):
        ExcelSheet(path).write(table, CHANGE)
    assert path.read_bytes() == small()


class SavedMeanwhile(type(Path())):  # type: ignore[misc]  # the class of paths is the platform's
    """A path whose file the user saves just after it is read."""

    def read_bytes(self: Self) -> bytes:
        data = Path(self).read_bytes()
        Path(self).write_bytes(small())
        return data


def test_a_workbook_that_is_saved_while_we_splice_is_not_written(tmp_path: Path) -> None:
    path = saved(tmp_path, rich())
    table = ExcelSheet(path).read()
    with pytest.raises(SheetChangedError):
        ExcelSheet(SavedMeanwhile(path)).write(table, CHANGE)
    assert path.read_bytes() == small()


@pytest.mark.parametrize("lock", ["~$interviews.xlsx", ".~lock.interviews.xlsx#"])
@pytest.mark.parametrize("name", ["interviews.xlsx", "link.xlsx"])
def test_a_workbook_that_is_open_elsewhere_is_not_written(tmp_path: Path, lock: str, name: str) -> None:
    (tmp_path / "folder").mkdir()
    path = saved(tmp_path / "folder", rich())
    (tmp_path / "link.xlsx").symlink_to(path)
    (tmp_path / "interviews.xlsx").symlink_to(path)
    sheet = ExcelSheet(tmp_path / name)
    table = sheet.read()
    (tmp_path / "folder" / lock).touch()
    with pytest.raises(SheetOpenError, match="is open in another program; close it") as refusal:
        sheet.write(table, CHANGE)
    assert f"delete {lock} beside it" in str(refusal.value)
    assert sha256(path.read_bytes()).hexdigest() == table.version
    (tmp_path / "folder" / lock).unlink()
    sheet.write(table, CHANGE)


def test_a_read_only_file_is_not_written(tmp_path: Path) -> None:
    path = saved(tmp_path, rich())
    path.chmod(0o444)
    with pytest.raises(SheetReadOnlyError, match=r"interviews.xlsx is read-only; make it writable"):
        wrote(path)


def test_a_file_in_a_read_only_folder_is_not_written(tmp_path: Path) -> None:
    path = saved(tmp_path, rich())
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(SheetReadOnlyError, match="is read-only; make it writable"):
            wrote(path)
    finally:
        tmp_path.chmod(0o755)


def test_a_file_that_cannot_be_replaced_is_as_it_was(tmp_path: Path) -> None:
    name = f"{'x' * 240}.xlsx"  # leaves no room for the name of the temporary file
    path = saved(tmp_path, rich(), name)
    before = path.read_bytes()
    with pytest.raises(SheetReadOnlyError, match="cannot be written: File name too long"):
        wrote(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_workbook_that_lacks_a_part_is_told_and_not_written(tmp_path: Path) -> None:
    related = relationships(("rId1", "table", "../tables/table1.xml"))
    parts = {"xl/worksheets/_rels/sheet1.xml.rels": related}
    before = small(f'<row r="1">{text("A1", "Company")}</row>', extra=parts)
    path = saved(tmp_path, before)
    with pytest.raises(SheetUnusableError, match=r"is damaged: it has no part xl/tables/table1.xml"):
        wrote(path)
    assert path.read_bytes() == before


def test_a_run_that_is_killed_before_the_last_step_leaves_the_old_file(tmp_path: Path) -> None:
    path = saved(tmp_path, rich())
    before = path.read_bytes()
    program = (
        "import os, pathlib, sys\n"
        "from sync.core.model import *\n"
        "from sync.sheets.excel import ExcelSheet\n"
        "pathlib.Path.replace = lambda *_: os._exit(9)\n"
        "sheet = ExcelSheet(pathlib.Path(sys.argv[1]))\n"
        "sheet.write(sheet.read(), SheetChange(1, (Column('why', 'Why', 5, new=True),)))\n"
    )
    assert subprocess.run([sys.executable, "-c", program, str(path)], check=False).returncode == 9
    assert path.read_bytes() == before
    wrote(path)  # and the next run is not in the way of what was left


# --- making


ROWS: list[list[Cell]] = [
    ["Company", "Interview date", "Decision expected", "Notes", "Phone"],
    ["Acme", AFTERNOON, date(2026, 11, 25), "=SUM(A1) is text", "007"],
    ["Bright", None, None, "a longer note than a column should be wide, by far", "\x07"],
]


def test_a_new_workbook_holds_the_rows(tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    create(path, ROWS)
    table = ExcelSheet(path).read()
    assert table.worksheet == "Interviews"
    assert table.rows == (
        tuple(ROWS[0]),
        tuple(ROWS[1]),
        ("Bright", None, None, "a longer note than a column should be wide, by far"),
    )


def test_a_new_workbook_is_pleasant_to_look_at(tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    create(path, ROWS, worksheet="Mine")
    sheet = openpyxl.load_workbook(path)["Mine"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:E3")
    assert (sheet["A1"].font.b, sheet["A2"].font.b) == (True, False)
    assert sheet["B2"].number_format == "ddd d mmm yyyy hh:mm_)"
    assert sheet["C2"].number_format == "ddd d mmm yyyy"
    assert [sheet.column_dimensions[letter].width for letter in "ABCDE"] == [12, 23, 21, 44, 12]


def test_a_new_workbook_is_one_that_the_tool_can_write(tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    create(path, ROWS)
    assert wrote(path).read().mark is not None
    sheet = openpyxl.load_workbook(path)["Interviews"]
    assert sheet.auto_filter.ref == "A1:H3"
    assert (sheet["G1"].font.b, sheet["G1"].fill.fgColor.rgb) == (True, sheet["A1"].fill.fgColor.rgb)


# --- which worksheet


def several(folder: Path, **sheets: list[list[Cell]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(folder / "interviews.xlsx")
    return folder / "interviews.xlsx"


INTERVIEWS: list[list[Cell]] = [["Company", "Interview date"], ["Acme", "2026-11-18"]]


def test_the_worksheet_that_looks_like_interviews_is_taken(tmp_path: Path) -> None:
    path = several(tmp_path, Dashboard=[["Company of the week"], ["Acme"]], Mine=INTERVIEWS, Notes=[["x"]])
    assert ExcelSheet(path).read().worksheet == "Mine"


def test_headings_that_the_settings_map_count_too(tmp_path: Path) -> None:
    path = several(tmp_path, Notes=[["Notes"], ["x"]], Mine=[["Zork", "Blorb"], ["Acme", "2026-11-18"]])
    assert ExcelSheet(path).read().worksheet == "Notes"
    mapped = {"company": "Zork", "interview_date": "Blorb"}
    assert ExcelSheet(path, columns=mapped).read().worksheet == "Mine"


def test_the_worksheet_that_bears_our_mark_stays_ours_wherever_its_tab_is_dragged(tmp_path: Path) -> None:
    path = several(
        tmp_path, Mine=INTERVIEWS, Archive=[[*INTERVIEWS[0], "Role"], ["Old", "2025-01-07", "Cook"]]
    )
    wrote(path, SheetChange(1, (Column("follow_up_id", "Follow-up ID", 9, new=True),)))
    assert ExcelSheet(path).read().worksheet == "Archive"
    path = several(tmp_path, Mine=INTERVIEWS, Archive=INTERVIEWS)
    wrote(path, SheetChange(1, (Column("follow_up_id", "Follow-up ID", 9, new=True),)))
    book = openpyxl.load_workbook(path)
    book.move_sheet("Archive", -1)
    book.save(path)
    assert ExcelSheet(path).read().worksheet == "Mine"


def year(number: int, rows: int) -> list[list[Cell]]:
    dates: list[Cell] = [date(number, 11, 1 + day) for day in range(rows)]
    return [["Company", "Interview date"], *(["Acme", day] for day in dates)]


@pytest.mark.parametrize(
    ("sheets", "taken", "others"),
    [
        ({"2025": year(2025, 12), "2026": year(2026, 3)}, "2026", ("2025",)),
        ({"2026": year(2026, 3), "2025": year(2025, 12)}, "2026", ("2025",)),
        ({"Old": [INTERVIEWS[0], ["Acme", "7 Jan 2025"]], "New": INTERVIEWS}, "New", ("Old",)),
        ({"A": INTERVIEWS, "B": INTERVIEWS}, "A", ("B",)),
        ({"A": INTERVIEWS[:1], "B": INTERVIEWS[:1]}, "A", ("B",)),
        ({"A": INTERVIEWS, "Contacts": [["Company", "Role", "Email"]]}, "A", ()),
    ],
)
def test_of_worksheets_that_look_the_same_the_one_with_the_latest_interview_is_taken(
    tmp_path: Path, sheets: dict[str, list[list[Cell]]], taken: str, others: tuple[str, ...]
) -> None:
    found = ExcelSheet(several(tmp_path, **sheets)).read()
    assert (found.worksheet, found.others) == (taken, others)


def test_a_later_interview_elsewhere_does_not_move_what_has_been_written_in(tmp_path: Path) -> None:
    path = several(tmp_path, **{"2025": year(2025, 12), "2026": year(2026, 3)})
    wrote(path, SheetChange(1, (Column("follow_up_id", "Follow-up ID", 9, new=True),)))
    book = openpyxl.load_workbook(path)
    book["2025"]["B2"] = date(2027, 1, 7)
    book.save(path)
    assert ExcelSheet(path).read().worksheet == "2026"


def test_a_new_workbook_may_have_a_column_with_nothing_in_it(tmp_path: Path) -> None:
    create(tmp_path / "new.xlsx", [["Company", None], ["Acme", None]])
    assert ExcelSheet(tmp_path / "new.xlsx").read().rows == (("Company",), ("Acme",))
