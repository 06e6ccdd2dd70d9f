"""What every sheet promises, whatever it is kept in: one suite that each of them passes."""

import csv
import errno
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from google.oauth2.credentials import Credentials
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.core.columns import OWN_HEADINGS
from sync.core.model import Cell, CellEdit, Column, SheetChange, Table
from sync.core.template import Kind, NewColumn
from sync.errors import (
    FollowupsError,
    SheetChangedError,
    SheetOpenError,
    SheetReadOnlyError,
    SheetUnusableError,
)
from sync.google.credentials import Account
from sync.google.session import Session
from sync.sheets import Sheet
from sync.sheets.cells import moment
from sync.sheets.csv import CsvSheet
from sync.sheets.excel import ExcelSheet
from sync.sheets.excel_layout import create
from sync.sheets.google import GoogleSheet
from sync.sheets.google_answer import MARK_KEY
from sync.sheets.google_columns import date_format, mark
from sync.sheets.memory import MemorySheet
from tests.google import Google, serving
from tests.google.errors import JsonObject  # noqa: TC001 hypothesis reads the annotations

Grid = Sequence[Sequence[Cell]]
OWN_FIELDS = {heading: field for field, heading in OWN_HEADINGS.items()}


@dataclass(frozen=True)
class Place:
    """A sheet, and the user's other program, which saves a grid into it and looks at what is there."""

    sheet: Sheet
    save: Callable[[Grid], None]
    look: Callable[[], Grid]
    path: Path = Path()
    has_dates: bool = True


def memory_place(_folder: Path) -> Place:
    sheet = MemorySheet([])

    def save(rows: Grid) -> None:
        sheet.rows[:] = [list(row) for row in rows]

    return Place(sheet, save, lambda: [list(row) for row in sheet.rows])


def csv_place(folder: Path) -> Place:
    path = folder / "interviews.csv"

    def save(rows: Grid) -> None:
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        path.write_bytes(text.getvalue().encode())

    def look() -> Grid:
        return list(csv.reader(io.StringIO(path.read_bytes().decode(), newline="")))

    return Place(CsvSheet(path, name=path.name), save, look, path, has_dates=False)


def look_at(cell: object) -> Cell:
    assert cell is None or isinstance(cell, bool | int | float | str | date | time | timedelta)
    return cell


def excel_place(folder: Path) -> Place:
    path = folder / "interviews.xlsx"

    def look() -> Grid:
        workbook = openpyxl.load_workbook(path)
        [worksheet] = workbook.worksheets
        return [[look_at(cell) for cell in row] for row in worksheet.iter_rows(values_only=True)]

    return Place(ExcelSheet(path, name=path.name), lambda rows: create(path, rows), look, path)


running: list[Google] = []


@pytest.fixture(scope="module", autouse=True)
def a_stand_in() -> Iterator[None]:
    with serving() as google:
        running.append(google)
        yield
        running.clear()


def google_place(_folder: Path) -> Place:
    """A Google Sheet in which the columns with headings of the tool's are the tool's."""
    [google] = running
    id_ = google.state.create("Interviews", rows=20, columns=12).id

    def save(rows: Grid) -> None:
        cells = [
            {"values": [{} if cell is None else {"userEnteredValue": {"stringValue": cell}} for cell in row]}
            for row in rows
        ]
        requests: list[JsonObject] = [
            {"updateCells": {"range": {"sheetId": 0}, "rows": cells, "fields": "userEnteredValue"}},
            {
                "deleteDeveloperMetadata": {
                    "dataFilter": {"developerMetadataLookup": {"metadataKey": MARK_KEY}}
                }
            },
        ]
        header = next((row for row in rows if "Company" in row), ())
        for index, heading in enumerate(header):
            if field := OWN_FIELDS.get(str(heading)):
                requests.append(mark(0, index, field, str(heading), index + 1))
                requests.append(date_format(0, index, 1))
        google.edit(id_, *requests)

    def look() -> Grid:
        found = google.values(id_, "Sheet1", "UNFORMATTED_VALUE")
        return [[moment(cell) if type(cell) is float else look_at(cell) for cell in row] for row in found]

    session = Session(Account(Credentials(google.access_token())), google.root)
    return Place(GoogleSheet(session, id_), save, look)


EVERYWHERE = pytest.mark.parametrize("make", [memory_place, csv_place, excel_place, google_place])
NOT_ON_A_SERVER = pytest.mark.parametrize("make", [memory_place, csv_place, excel_place])
IN_A_FILE = pytest.mark.parametrize("make", [csv_place, excel_place])
Make = Callable[[Path], Place]

ROWS: Grid = [
    ["Company", "Interview date", "Why", "Notes", "Next due"],
    ["Acme", "18 Nov 2026", "TY-2: same evening", 'said "soon", twice', None],
    ["Ümläut & Söhne", "19 Nov 2026", None, "first line\nsecond line", None],
]
WHY = Column("why", "Why", 2)
NEXT_DUE = Column("next_due", "Next due", 4)
NEW_ID = Column("follow_up_id", "Follow-up ID", 5, new=True)
EVENING = datetime(2026, 11, 18, 18, 0)  # noqa: DTZ001 a cell's date is naive, on the user's clock


def change(
    *cells: CellEdit, columns: tuple[Column, ...] = (WHY, NEXT_DUE), header_row: int = 1
) -> SheetChange:
    return SheetChange(header_row=header_row, columns=columns, cells=cells)


def trimmed(rows: Grid) -> list[list[Cell]]:
    """Without the empty cells that some formats keep at the end of a row and others do not."""
    cells = [[None if cell == "" else cell for cell in row] for row in rows]
    for row in cells:
        while row and row[-1] is None:
            row.pop()
    return cells


def edited(rows: Grid, cells: dict[tuple[int, int], Cell]) -> list[list[Cell]]:
    """`rows` with (row from 1, column from 0) -> cell put in."""
    width = 1 + max(*map(len, rows), *(column for _, column in cells))
    grid = [[*row, *[None] * (width - len(row))] for row in rows]
    for (row, column), cell in cells.items():
        grid[row - 1][column] = cell
    return trimmed(grid)


def started(make: Make, folder: Path, rows: Grid = ROWS) -> tuple[Place, Table]:
    place = make(folder)
    place.save(rows)
    return place, place.sheet.read()


@EVERYWHERE
def test_each_cell_is_read_where_it_stands(make: Make, tmp_path: Path) -> None:
    rows: Grid = [["My interviews"], [], [None, "Company", "Interview date"], [None, "Acme", "18 Nov 2026"]]
    _, table = started(make, tmp_path, rows)
    assert trimmed(table.rows) == trimmed(rows)
    assert table.rows[2][1] == "Company"


@EVERYWHERE
def test_text_is_read_as_the_user_typed_it(make: Make, tmp_path: Path) -> None:
    texts = [' x, "y"; z\t', "two\nlines", "&nbsp;\xa0<b>", "007", "=1+2", "✓ 🎉"]
    rows: Grid = [["Company", "Notes"], *(["Acme", text] for text in texts)]
    _, table = started(make, tmp_path, rows)
    assert trimmed(table.rows) == rows


@NOT_ON_A_SERVER
def test_a_file_or_a_grid_needs_no_requests(make: Make, tmp_path: Path) -> None:
    place, _ = started(make, tmp_path)
    assert place.sheet.requests == 0


@EVERYWHERE
def test_a_sheet_that_nobody_edits_keeps_its_version(make: Make, tmp_path: Path) -> None:
    place, table = started(make, tmp_path)
    assert place.sheet.read() == table


@EVERYWHERE
def test_a_write_changes_the_named_cells_and_nothing_else(make: Make, tmp_path: Path) -> None:
    place, table = started(make, tmp_path)
    place.sheet.write(
        table, change(CellEdit(2, "next_due", "today"), CellEdit(3, "why", "CI-1: they decide"))
    )
    expected = edited(ROWS, {(2, 4): "today", (3, 2): "CI-1: they decide"})
    assert trimmed(place.sheet.read().rows) == expected
    assert trimmed(place.look()) == expected


@EVERYWHERE
def test_the_version_moves_with_a_write(make: Make, tmp_path: Path) -> None:
    place, table = started(make, tmp_path)
    place.sheet.write(table, change(CellEdit(2, "why", "new")))
    assert place.sheet.read().version != table.version


@EVERYWHERE
def test_a_new_column_gets_its_heading_in_the_header_row(make: Make, tmp_path: Path) -> None:
    rows: Grid = [["My interviews"], [], *ROWS]
    place, table = started(make, tmp_path, rows)
    place.sheet.write(
        table, change(CellEdit(4, "follow_up_id", "k3f9x2qa"), columns=(WHY, NEXT_DUE, NEW_ID), header_row=3)
    )
    expected = edited(rows, {(3, 5): "Follow-up ID", (4, 5): "k3f9x2qa"})
    assert trimmed(place.sheet.read().rows) == expected
    assert trimmed(place.look()) == expected


@EVERYWHERE
def test_a_new_column_may_stay_empty_below_its_heading(make: Make, tmp_path: Path) -> None:
    place, table = started(make, tmp_path)
    place.sheet.write(table, change(columns=(NEW_ID,)))
    assert trimmed(place.sheet.read().rows) == edited(ROWS, {(1, 5): "Follow-up ID"})


@EVERYWHERE
def test_none_clears_a_cell(make: Make, tmp_path: Path) -> None:
    place, table = started(make, tmp_path)
    place.sheet.write(table, change(CellEdit(2, "why", None)))
    assert trimmed(place.sheet.read().rows) == edited(ROWS, {(2, 2): None})


@EVERYWHERE
@pytest.mark.parametrize(
    "text",
    [
        "=1+2",
        "+44 20 7946 0000",
        "-",
        "@home",
        "'quoted",
        "TRUE",
        "007",
        "1/2",
        " x ",
        'a "b"; c, d\ne',
        "é✓",
    ],
)
def test_text_stays_text_whatever_it_looks_like(make: Make, tmp_path: Path, text: str) -> None:
    place, table = started(make, tmp_path)
    place.sheet.write(table, change(CellEdit(2, "why", text)))
    assert place.sheet.read().rows[1][2] == text


@EVERYWHERE
def test_a_date_comes_back_as_the_same_minute(make: Make, tmp_path: Path) -> None:
    place, table = started(make, tmp_path)
    place.sheet.write(table, change(CellEdit(2, "next_due", EVENING)))
    expected = EVENING if place.has_dates else "2026-11-18 18:00"
    assert place.sheet.read().rows[1][4] == expected
    assert place.look()[1][4] == expected


@NOT_ON_A_SERVER
def test_a_write_that_was_planned_before_the_user_edited_is_refused(make: Make, tmp_path: Path) -> None:
    place, table = started(make, tmp_path)
    rows = edited(ROWS, {(2, 3): "the user's own edit"})
    place.save(rows)
    with pytest.raises(SheetChangedError):
        place.sheet.write(table, change(CellEdit(2, "why", "late")))
    assert trimmed(place.look()) == rows


@EVERYWHERE
@pytest.mark.parametrize("nothing", [SheetChange(), change()])
def test_an_empty_change_is_no_write_at_all(make: Make, tmp_path: Path, nothing: SheetChange) -> None:
    place, table = started(make, tmp_path)
    place.save(edited(ROWS, {(2, 3): "the user's own edit"}))  # nothing is written, so nothing is in the way
    before = place.sheet.read()
    place.sheet.write(table, nothing)
    assert place.sheet.read() == before


@NOT_ON_A_SERVER
def test_the_mark_is_there_after_the_first_write_where_there_is_a_place_for_it(
    make: Make, tmp_path: Path
) -> None:
    place, table = started(make, tmp_path)
    assert table.mark is None
    place.sheet.write(table, change(CellEdit(2, "why", "new"), columns=(WHY, NEXT_DUE, NEW_ID)))
    after = place.sheet.read()
    headings = {"why": "Why", "next_due": "Next due", "follow_up_id": "Follow-up ID"}
    assert (dict(after.mark) if after.mark else None) == (headings if after.keeps_mark else None)


@EVERYWHERE
def test_a_second_write_builds_on_the_first(make: Make, tmp_path: Path) -> None:
    place, table = started(make, tmp_path)
    place.sheet.write(table, change(CellEdit(2, "why", "first"), columns=(WHY, NEXT_DUE, NEW_ID)))
    again = (WHY, NEXT_DUE, Column("follow_up_id", "Follow-up ID", 5))
    place.sheet.write(place.sheet.read(), change(CellEdit(3, "follow_up_id", "second"), columns=again))
    expected = edited(ROWS, {(1, 5): "Follow-up ID", (2, 2): "first", (3, 5): "second"})
    assert trimmed(place.sheet.read().rows) == expected


DAY = NewColumn("interview_date", "Interview date", 18, Kind.DATE)
SENT = NewColumn("thank_you_sent", "Thank-you sent", 18, options=("yes", "skip", "no"))
APPLICATIONS: Grid = [
    ["My search"],
    ["Company", "Status", "Applied"],
    ["Acme", "applied", "1 Nov 2026", None, "a note beside the table"],
    [],
    ["Total: 1"],
]


@EVERYWHERE
def test_columns_of_the_user_stand_right_of_all_that_is_there_and_change_nothing_else(
    make: Make, tmp_path: Path
) -> None:
    place, table = started(make, tmp_path, APPLICATIONS)
    place.sheet.add_columns(table, 2, [DAY, SENT])
    expected = edited(APPLICATIONS, {(2, 5): "Interview date", (2, 6): "Thank-you sent"})
    assert trimmed(place.look()) == expected
    after = place.sheet.read()
    assert trimmed(after.rows) == expected
    assert after.version != table.version


@EVERYWHERE
def test_columns_of_the_user_bear_no_mark_and_the_tools_come_to_their_right(
    make: Make, tmp_path: Path
) -> None:
    place, table = started(make, tmp_path, APPLICATIONS)
    place.sheet.add_columns(table, 2, [DAY])
    after = place.sheet.read()
    assert not after.mark
    assert not after.marked
    why = Column("why", "Why", 6, new=True)
    place.sheet.write(after, change(CellEdit(3, "why", "soon"), columns=(why,), header_row=2))
    expected: dict[tuple[int, int], Cell] = {(2, 5): "Interview date", (2, 6): "Why", (3, 6): "soon"}
    assert trimmed(place.sheet.read().rows) == edited(APPLICATIONS, expected)


@NOT_ON_A_SERVER
def test_columns_for_a_sheet_that_the_user_edited_meanwhile_are_refused(make: Make, tmp_path: Path) -> None:
    place, table = started(make, tmp_path)
    rows = edited(ROWS, {(1, 5): "the user's own column"})
    place.save(rows)
    with pytest.raises(SheetChangedError):
        place.sheet.add_columns(table, 1, [SENT])
    assert trimmed(place.look()) == rows


@IN_A_FILE
def test_columns_for_a_file_that_cannot_be_written_are_refused(make: Make, tmp_path: Path) -> None:
    place, table = started(make, tmp_path)
    lock = tmp_path / f".~lock.{place.path.name}#"
    lock.touch()
    before = contents(place)
    with pytest.raises(SheetOpenError):
        place.sheet.add_columns(table, 1, [SENT])
    lock.unlink()
    place.path.chmod(0o444)
    with pytest.raises(SheetReadOnlyError):
        place.sheet.add_columns(table, 1, [SENT])
    assert contents(place)[0] == before[0]


TEXT = st.text(
    st.characters(categories=["L", "M", "N", "P", "S", "Zs"], exclude_characters=";|") | st.just("\n"),
    max_size=12,
)
CELL = st.none() | TEXT.filter(bool) | st.sampled_from(['"', '""', ',"', "a, b", "=A1", '"\n"', "x\n"])
FIELDS = (WHY, NEXT_DUE, NEW_ID)


@st.composite
def grids_and_edits(draw: st.DrawFn) -> tuple[Grid, dict[tuple[int, int], str | None]]:
    body = draw(st.lists(st.tuples(TEXT.filter(bool), CELL, CELL, CELL, CELL), min_size=1, max_size=5))
    places = st.tuples(st.integers(2, len(body) + 1), st.sampled_from([column.index for column in FIELDS]))
    return [list(ROWS[0]), *body], draw(st.dictionaries(places, CELL, max_size=8))


@EVERYWHERE
@settings(max_examples=40)
@given(case=grids_and_edits())
def test_no_edit_of_ours_reaches_a_cell_of_theirs(
    make: Make, tmp_path_factory: pytest.TempPathFactory, case: tuple[Grid, dict[tuple[int, int], str | None]]
) -> None:
    rows, edits = case
    place, table = started(make, tmp_path_factory.mktemp("property"), rows)
    seen = place.look()
    field = {column.index: column.field for column in FIELDS}
    cells = [CellEdit(row, field[column], value) for (row, column), value in edits.items()]
    place.sheet.write(table, change(*cells, columns=FIELDS))
    written: dict[tuple[int, int], Cell] = {(1, 5): "Follow-up ID", **edits}
    assert trimmed(place.sheet.read().rows) == edited(table.rows, written)
    assert [row[:2] + row[3:4] for row in map(list, place.look())] == [
        row[:2] + row[3:4] for row in map(list, seen)
    ]


def contents(place: Place) -> tuple[bytes, int, list[str]]:
    """The bytes, when they were written, and what else is in the folder."""
    beside = sorted(path.name for path in place.path.parent.iterdir())
    return place.path.read_bytes(), place.path.stat().st_mtime_ns, beside


def refused(place: Place, table: Table) -> type[FollowupsError]:
    """Try to write; the kind of refusal. Whatever it is, nothing has changed."""
    before = contents(place)
    with pytest.raises(FollowupsError) as refusal:
        place.sheet.write(table, change(CellEdit(2, "why", "new")))
    assert contents(place) == before
    assert "\n" not in str(refusal.value)
    assert place.path.name in str(refusal.value)
    return refusal.type


@IN_A_FILE
@pytest.mark.parametrize(
    ("code", "exit_code"),
    [
        (errno.ENOENT, 65),
        (errno.EISDIR, 65),
        (errno.EACCES, 65),
        (errno.EIO, 75),
        (errno.EBUSY, 75),
    ],
)
def test_a_file_that_cannot_be_read_is_for_another_time_where_time_may_mend_it(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, exit_code: int
) -> None:
    place, _ = started(make, tmp_path)

    def fail(_: Path) -> bytes:
        raise OSError(code, "no")

    monkeypatch.setattr(Path, "read_bytes", fail)
    with pytest.raises(FollowupsError) as refusal:
        place.sheet.read()
    assert refusal.value.exit_code == exit_code


@IN_A_FILE
def test_a_file_that_vanishes_after_it_was_read_is_for_another_time(make: Make, tmp_path: Path) -> None:
    place, table = started(make, tmp_path)
    place.path.unlink()
    with pytest.raises(SheetChangedError):
        place.sheet.write(table, change(CellEdit(2, "why", "new")))
    assert list(tmp_path.iterdir()) == []


@IN_A_FILE
def test_reading_and_writing_nothing_leave_the_file_untouched(make: Make, tmp_path: Path) -> None:
    place, table = started(make, tmp_path)
    before = contents(place)
    place.sheet.read()
    place.sheet.write(table, SheetChange())
    assert contents(place) == before


@IN_A_FILE
def test_a_read_only_file_is_read_and_not_written(make: Make, tmp_path: Path) -> None:
    place, _ = started(make, tmp_path)
    place.path.chmod(0o444)
    assert refused(place, place.sheet.read()) is SheetReadOnlyError


@IN_A_FILE
@pytest.mark.parametrize("linked", [False, True])
def test_a_file_that_libreoffice_has_open_is_read_and_not_written(
    make: Make, tmp_path: Path, *, linked: bool
) -> None:
    real = tmp_path / "documents"
    real.mkdir()
    place, _ = started(make, real)
    (real / f".~lock.{place.path.name}#").touch()
    if linked:
        (tmp_path / place.path.name).symlink_to(place.path)
        place = make(tmp_path)
    assert refused(place, place.sheet.read()) is SheetOpenError


@IN_A_FILE
@pytest.mark.parametrize("code", [errno.EACCES, errno.ENOSPC])
def test_a_rename_that_fails_leaves_the_old_file_whole_and_nothing_beside_it(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    place, table = started(make, tmp_path)

    def fail(*_: object) -> None:
        raise OSError(code, "no")

    monkeypatch.setattr(Path, "replace", fail)
    assert refused(place, table) is SheetReadOnlyError


@IN_A_FILE
def test_the_user_saving_while_the_change_is_prepared_is_noticed(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, table = started(make, tmp_path)
    read_bytes, reads = Path.read_bytes, []

    def saved_before_the_second_read(path: Path) -> bytes:
        reads.append(path)
        if len(reads) == 2:
            place.save(edited(ROWS, {(2, 3): "the user's own edit"}))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", saved_before_the_second_read)
    with pytest.raises(SheetChangedError):
        place.sheet.write(table, change(CellEdit(2, "why", "late")))
    assert place.look()[1][3] == "the user's own edit"


@IN_A_FILE
def test_a_written_file_keeps_its_mode(make: Make, tmp_path: Path) -> None:
    place, table = started(make, tmp_path)
    place.path.chmod(0o640)
    place.sheet.write(table, change(CellEdit(2, "why", "new")))
    assert place.path.stat().st_mode & 0o7777 == 0o640


@IN_A_FILE
def test_a_link_stays_a_link_and_the_file_behind_it_is_written(make: Make, tmp_path: Path) -> None:
    real = tmp_path / "documents"
    real.mkdir()
    behind, _ = started(make, real)
    (tmp_path / behind.path.name).symlink_to(behind.path)
    place = make(tmp_path)
    place.sheet.write(place.sheet.read(), change(CellEdit(2, "why", "new")))
    assert place.path.is_symlink()
    assert behind.look()[1][2] == "new"


@IN_A_FILE
def test_a_file_that_is_not_there_is_named(make: Make, tmp_path: Path) -> None:
    place = make(tmp_path)
    with pytest.raises(SheetUnusableError, match=place.path.name):
        place.sheet.read()


@IN_A_FILE
def test_a_folder_is_no_sheet(make: Make, tmp_path: Path) -> None:
    place = make(tmp_path)
    place.path.mkdir()
    with pytest.raises(SheetUnusableError, match=place.path.name):
        place.sheet.read()


@IN_A_FILE
def test_a_file_that_may_not_be_read_is_named(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, _ = started(make, tmp_path)

    def forbid(_: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", forbid)
    with pytest.raises(SheetUnusableError, match=place.path.name):
        place.sheet.read()
