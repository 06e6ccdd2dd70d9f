"""A Google Sheet over HTTP, as a stand-in for the servers has it: what is read, asked for and left alone."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest
from google.oauth2.credentials import Credentials
from gspread.utils import absolute_range_name

from sync.core.feed import Feed
from sync.core.model import Cell, Formula, Table
from sync.core.plan import Plan, make
from sync.core.template import Kind, NewColumn
from sync.errors import (
    ConfigError,
    FollowupsError,
    GoogleRefusedError,
    SheetChangedError,
    SheetNotSharedError,
    SheetReadOnlyError,
    SheetUnusableError,
    TryAgainError,
    WriteDelayedError,
)
from sync.google.credentials import Account
from sync.google.session import Session
from sync.sheets import google_values
from sync.sheets.google import GoogleSheet, create, key_of
from sync.sheets.google_answer import worksheets
from tests.core.tables import SETTINGS
from tests.google import Google, faults, serving
from tests.google.errors import ApiError, JsonObject
from tests.google.faults import Fault, reset
from tests.google.spreadsheet import Sheet
from tests.helpers import DRAFTS, at

NOW = at("2026-11-18T21:00")
HEADINGS: list[object] = ["Company", "Role", "Interview date", "Interviewers", "Thank-you sent"]
BOT = "bot@project.iam.gserviceaccount.com"


@pytest.fixture
def google() -> Iterator[Google]:
    with serving() as google:
        yield google


class Desk:
    """One spreadsheet, the feed published from it, and the runs of the core between."""

    def __init__(self, google: Google, rows: list[list[object]], worksheet: str | None = None) -> None:
        self.google = google
        self.id = google.state.create("Interviews", rows=len(rows) + 2).id
        google.type(self.id, "A1", rows)
        self.sheet = open_sheet(google, self.id, worksheet)
        self.feed = Feed()

    def plan(self) -> Plan:
        return make(self.sheet.read(), self.feed, SETTINGS, DRAFTS, NOW)

    def sync(self) -> int:
        """Read and write until the cells stand where they should; give the number of requests it took."""
        before = self.sheet.requests
        while True:
            plan = self.plan()
            if self.sheet.write(plan.table, plan.change) is not None:
                break
        published = Feed.read(plan.feed.render("x"))
        assert published is not None
        self.feed = published
        return self.sheet.requests - before

    def look(self, where: str = "Sheet1") -> list[list[object]]:
        return self.google.values(self.id, where)


def open_sheet(google: Google, id_: str, worksheet: str | None = None, email: str = BOT) -> GoogleSheet:
    account = Account(Credentials(google.access_token(email)), email)
    return GoogleSheet(Session(account, google.root, sleep=lambda _: None), id_, worksheet=worksheet)


def interviews(count: int) -> list[list[object]]:
    rows: list[list[object]] = [
        [f"Company {n}", f"Role {n}", "2026-11-18 10:00", "Jane Doe", ""] for n in range(count)
    ]
    return [HEADINGS, *rows]


# What is read


@pytest.mark.parametrize(
    ("value", "format_", "cell"),
    [
        ({"stringValue": "007"}, None, "007"),
        ({"stringValue": ""}, None, None),
        ({"boolValue": True}, None, True),
        ({"numberValue": 7}, None, 7),
        ({"numberValue": 7.5}, ("NUMBER", "0.0"), 7.5),
        ({"numberValue": 46344}, ("DATE", "d.m.yy"), date(2026, 11, 18)),
        ({"numberValue": 46344.75}, ("DATE", "d.m.yy"), datetime(2026, 11, 18, 18)),  # noqa: DTZ001
        ({"numberValue": 46344}, ("DATE_TIME", "d.m.yy h:mm"), datetime(2026, 11, 18)),  # noqa: DTZ001
        ({"numberValue": 46344.4166666667}, ("DATE_TIME", "d.m.yy h:mm"), datetime(2026, 11, 18, 10)),  # noqa: DTZ001
        ({"numberValue": 0.4166666667}, ("TIME", "h:mm"), time(10)),
        ({"numberValue": 0.0625}, ("TIME", "[h]:mm"), timedelta(hours=1, minutes=30)),
        ({"numberValue": 1.5}, ("TIME", "h:mm"), timedelta(hours=36)),
        ({"numberValue": -3}, ("DATE", "d.m.yy"), -3),
        ({"numberValue": 2958465.9999999}, ("DATE", "d.m.yy"), 2958465.9999999),
        ({"numberValue": 1e12}, ("DATE", "d.m.yy"), 10**12),
        ({"errorValue": {"type": "DIVIDE_BY_ZERO", "message": "no"}}, None, "#DIV/0!"),
        ({"errorValue": {"type": "ERROR", "message": "parse"}}, None, "#ERROR!"),
    ],
)  # fmt: skip
def test_a_cell_is_read_with_the_type_that_its_format_gives_it(
    value: JsonObject, format_: tuple[str, str] | None, cell: Cell
) -> None:
    message: JsonObject = {"effectiveValue": value}
    if format_:
        message["effectiveFormat"] = {"numberFormat": dict(zip(("type", "pattern"), format_, strict=True))}
    assert read_cell(message) == (() if cell is None else ((cell,),))


def test_a_formula_that_still_loads_is_not_an_empty_cell() -> None:
    [[cell]] = read_cell({"effectiveValue": {"errorValue": {"type": "LOADING", "message": "Loading..."}}})
    assert isinstance(cell, Formula)


def read_cell(message: JsonObject) -> tuple[tuple[Cell, ...], ...]:
    properties = {"sheetId": 0, "title": "Sheet1", "gridProperties": {"columnCount": 26}}
    [sheet] = worksheets(
        {"sheets": [{"properties": properties, "data": [{"rowData": [{"values": [message]}]}]}]}
    )
    return sheet.rows


def test_locale_time_zone_and_the_link_to_the_worksheet_come_along(google: Google) -> None:
    desk = Desk(google, interviews(1))
    table = desk.sheet.read()
    assert (table.locale, table.timezone, table.source) == ("en_US", "Etc/GMT", desk.id)
    assert table.url == f"https://docs.google.com/spreadsheets/d/{desk.id}/edit#gid=0"


@pytest.mark.parametrize(("timezone", "thanks"), [("GMT-07:00", "18:30"), ("Mars/Olympus", "18:00")])
def test_a_sheet_whose_time_zone_is_none_that_has_a_name_is_read_all_the_same(
    google: Google, timezone: str, thanks: str
) -> None:
    desk = Desk(google, interviews(1))
    google.state.spreadsheet(desk.id).properties["timeZone"] = timezone
    desk.sync()
    assert desk.look()[1][6] == f"Wed 18 Nov 2026 {thanks}"


def add_worksheet(desk: Desk, title: str, rows: list[list[object]], **properties: object) -> None:
    desk.google.edit(desk.id, {"addSheet": {"properties": {"title": title, **properties}}})
    desk.google.type(desk.id, f"{absolute_range_name(title)}!A1", rows)


def test_of_several_worksheets_the_one_that_looks_like_interviews_is_read(google: Google) -> None:
    desk = Desk(google, [["Budget"], ["Company", 3]])
    add_worksheet(desk, "Jane's rounds", interviews(1))
    add_worksheet(desk, "Old", interviews(2), hidden=True)
    assert desk.sheet.read().worksheet == "Jane's rounds"


def test_of_worksheets_that_look_the_same_the_one_with_the_latest_interview_is_read(google: Google) -> None:
    desk = Desk(google, [["Company", "Interview date"], ["Acme", "2025-11-18"]])
    add_worksheet(desk, "2026", [["Company", "Interview date"], ["Acme", "2026-11-18"]])
    table = desk.sheet.read()
    assert (table.worksheet, table.others) == ("2026", ("Sheet1",))


def test_the_worksheet_that_bears_the_tools_marks_is_the_one(google: Google) -> None:
    desk = Desk(google, interviews(1))
    desk.sync()
    add_worksheet(desk, "Wider", [[*HEADINGS, "Outcome", "Notes"]])
    assert desk.sheet.read().worksheet == "Sheet1"


def test_a_worksheet_can_be_named_even_if_it_is_hidden(google: Google) -> None:
    desk = Desk(google, [["Budget"]], worksheet="Jane's")
    add_worksheet(desk, "Jane's", interviews(1), hidden=True)
    assert desk.sheet.read().rows[1][0] == "Company 0"


def test_a_worksheet_that_is_not_there_is_answered_with_those_that_are(google: Google) -> None:
    desk = Desk(google, interviews(1), worksheet="Interviewz")
    add_worksheet(desk, "Budget", [["x"]])
    with pytest.raises(SheetUnusableError, match="no worksheet Interviewz; it has Sheet1, Budget"):
        desk.sheet.read()


# Requests


@pytest.mark.parametrize("rows", [10, 1000])
def test_requests_are_few_whatever_the_number_of_rows(google: Google, rows: int) -> None:
    desk = Desk(google, interviews(rows))
    assert desk.sync() <= 5
    assert desk.sync() == 1
    google.type(desk.id, "E2", [["yes"]])
    assert desk.sync() == 2
    google.type(desk.id, f"A{rows + 2}", [["New", "Boss", "2026-11-18 12:00", "Ann", ""]])
    assert desk.sync() == 3
    assert len(google.log) == desk.sheet.requests
    assert max(len(request.body) for request in google.log) < 2_000_000


def test_a_column_of_the_tools_that_was_deleted_comes_back_in_three_requests(google: Google) -> None:
    desk = Desk(google, interviews(3))
    desk.sync()
    why = desk.look()[0].index("Why")
    column = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": why, "endIndex": why + 1}
    google.edit(desk.id, {"deleteDimension": {"range": column}})
    assert desk.sync() == 3
    assert desk.look()[0][-1] == "Why"


def test_the_last_row_deleted_while_it_is_written_leaves_nothing_behind(google: Google) -> None:
    desk = Desk(google, interviews(2))
    desk.sync()
    google.type(desk.id, "E3", [["yes"]])
    row = {"sheetId": 0, "dimension": "ROWS", "startIndex": 2, "endIndex": 3}
    google.before(len(google.log) + 2, lambda _: google.edit(desk.id, {"deleteDimension": {"range": row}}))
    desk.sync()
    assert len(desk.look()) == 2


def test_what_is_written_at_once_is_cut_into_bodies_that_google_takes(
    google: Google, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(google_values, "LARGEST", 8_000)
    desk = Desk(google, interviews(200))
    desk.sync()
    writes = [request for request in google.log if request.path.endswith("ByDataFilter")]
    assert len(writes) > 3
    assert max(len(request.body) for request in writes) <= 9_000  # the rest of the message is around it
    assert not desk.plan().change


# What is left alone


def test_text_is_never_run_as_a_formula(google: Google) -> None:
    desk = Desk(google, [HEADINGS, ["'=1+2", "x", "2026-11-18 10:00", '\'=HYPERLINK("http://x")', ""]])
    desk.sync()
    cells = google.state.spreadsheet(desk.id).sheets[0].rows[1]
    assert not [cell for cell in cells if "formulaValue" in cell.get("userEnteredValue", {})]
    assert desk.look()[1][5] == 'Thank =HYPERLINK("http://x") (=1+2)'


def test_dates_are_numbers_that_show_as_dates_and_the_ids_are_hidden(google: Google) -> None:
    desk = Desk(google, interviews(1))
    desk.sync()
    sheet = google.state.spreadsheet(desk.id).sheets[0]
    headings = [str(heading) for heading in desk.look()[0]]
    due = sheet.cell(1, headings.index("Thank-you due"))
    assert due["userEnteredValue"] == {"numberValue": 46344.75}
    assert desk.look()[1][headings.index("Thank-you due")] == "Wed 18 Nov 2026 18:00"
    assert [index for index in range(16) if sheet.properties_of("COLUMNS", index).get("hiddenByUser")] == [
        headings.index("Follow-up ID")
    ]


def test_a_due_date_whose_format_the_user_cleared_is_not_written_again(google: Google) -> None:
    desk = Desk(google, interviews(1))
    desk.sync()
    google.edit(desk.id, {"repeatCell": {"range": {"sheetId": 0}, "cell": {}, "fields": "userEnteredFormat"}})
    assert not desk.plan().change


def test_a_new_heading_looks_like_the_one_beside_it(google: Google) -> None:
    desk = Desk(google, interviews(1))
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    where = {"sheetId": 0, "endRowIndex": 1}
    google.edit(desk.id, {"repeatCell": {"range": where, "cell": bold, "fields": "userEnteredFormat"}})
    desk.sync()
    cell = google.state.spreadsheet(desk.id).sheets[0].cell(0, 8)
    assert cell["userEnteredFormat"]["textFormat"] == {"bold": True}


def test_a_grid_that_is_full_to_its_last_column_gets_more(google: Google) -> None:
    desk = Desk(google, interviews(1))
    grid = {"sheetId": 0, "gridProperties": {"rowCount": 2, "columnCount": 5}}
    google.edit(desk.id, {"updateSheetProperties": {"properties": grid, "fields": "gridProperties"}})
    desk.sync()
    assert desk.look()[0][-1] == "Follow-up ID"


def test_headings_in_the_last_row_of_the_grid_are_enough(google: Google) -> None:
    desk = Desk(google, interviews(0))
    grid = {"sheetId": 0, "gridProperties": {"rowCount": 1, "columnCount": 5}}
    google.edit(desk.id, {"updateSheetProperties": {"properties": grid, "fields": "gridProperties"}})
    desk.sync()
    assert desk.look()[0][-1] == "Follow-up ID"


def test_a_duplicate_of_the_worksheet_is_not_taken_for_it(google: Google) -> None:
    desk = Desk(google, interviews(1))
    desk.sync()
    google.edit(
        desk.id, {"duplicateSheet": {"sourceSheetId": 0, "insertSheetIndex": 0, "newSheetName": "Copy"}}
    )
    google.type(desk.id, "Sheet1!E2", [["yes"]])
    desk.sync()
    assert desk.look("Sheet1")[1][7] == "Done"
    assert desk.look("Copy")[1][7] == "Due"


def test_a_column_that_the_user_renamed_is_theirs_even_when_it_gets_its_old_name_back(google: Google) -> None:
    desk = Desk(google, interviews(1))
    desk.sync()
    why = desk.look()[0].index("Why")
    where = f"{chr(ord('A') + why)}1"
    google.type(desk.id, where, [["My reasons"], ["I like them"]])
    desk.sync()
    last = len(desk.look()[0]) - 1
    column = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": last, "endIndex": last + 1}
    google.edit(desk.id, {"deleteDimension": {"range": column}})
    google.type(desk.id, where, [["Why"]])
    desk.sync()
    assert desk.look()[1][why] == "I like them"


def basic_filter(google: Google, id_: str) -> JsonObject:
    [found] = google.state.spreadsheet(id_).sheets[0].parts["basicFilter"]
    return found


def test_a_filter_that_ends_beside_the_tools_columns_is_widened_over_them_once(google: Google) -> None:
    desk = Desk(google, interviews(3))
    specs = [{"columnIndex": 0, "filterCriteria": {"hiddenValues": ["Company 1"]}}]
    range_ = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 4, "startColumnIndex": 0, "endColumnIndex": 5}
    google.edit(desk.id, {"setBasicFilter": {"filter": {"range": range_, "filterSpecs": specs}}})
    desk.sync()
    widened = basic_filter(google, desk.id)
    assert (widened["range"]["endColumnIndex"], widened["filterSpecs"]) == (16, specs)
    google.edit(desk.id, {"setBasicFilter": {"filter": {"range": range_, "filterSpecs": specs}}})
    desk.sync()
    assert basic_filter(google, desk.id)["range"]["endColumnIndex"] == 5


def test_a_column_that_comes_while_the_filter_is_widened_stays_in_it(google: Google) -> None:
    desk = Desk(google, interviews(3))
    range_ = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 4, "startColumnIndex": 0, "endColumnIndex": 5}
    google.edit(desk.id, {"setBasicFilter": {"filter": {"range": range_}}})
    column = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 2, "endIndex": 3}
    google.before(2, lambda _: google.edit(desk.id, {"insertDimension": {"range": column}}))
    desk.sync()
    assert basic_filter(google, desk.id)["range"]["endColumnIndex"] == 17


def test_what_the_user_changes_of_a_filter_while_columns_are_added_stays(google: Google) -> None:
    desk = Desk(google, interviews(3))
    range_ = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 4, "startColumnIndex": 0, "endColumnIndex": 5}
    google.edit(desk.id, {"setBasicFilter": {"filter": {"range": range_}}})
    specs = [{"columnIndex": 0, "filterCriteria": {"hiddenValues": ["Company 1"]}}]
    longer = range_ | {"endRowIndex": 5}
    google.before(
        2,
        lambda _: google.edit(
            desk.id, {"setBasicFilter": {"filter": {"range": longer, "filterSpecs": specs}}}
        ),
    )
    desk.sync()
    after = basic_filter(google, desk.id)
    assert ({"sheetId": 0} | after["range"], after["filterSpecs"]) == (longer | {"endColumnIndex": 16}, specs)


def test_a_table_that_ends_beside_the_tools_columns_is_widened_over_them(google: Google) -> None:
    desk = Desk(google, interviews(3))
    range_ = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 4, "startColumnIndex": 0, "endColumnIndex": 5}
    google.edit(desk.id, {"addTable": {"table": {"name": "Rounds", "range": range_}}})
    desk.sync()
    [table] = google.state.spreadsheet(desk.id).sheets[0].parts["tables"]
    assert table["range"]["endColumnIndex"] == 16


# Columns of the user's

CHECKED_IN = NewColumn("checked_in", "Checked in", 14, options=("yes", "no"))
DECISION = NewColumn("decision_expected", "Decision expected", 20, Kind.DATE)


def add(desk: Desk) -> Table:
    """Add two columns of the user's; gives the sheet as it is then."""
    desk.sheet.add_columns(desk.sheet.read(), 1, [CHECKED_IN, DECISION])
    return desk.sheet.read()


def test_columns_of_the_user_get_a_list_and_a_format_below_their_headings(google: Google) -> None:
    desk = Desk(google, interviews(2))
    assert add(desk).rows[0] == (*HEADINGS, "Checked in", "Decision expected")
    sheet = google.state.spreadsheet(desk.id).sheets[0]
    heading, mark, day = sheet.cell(0, 5), sheet.cell(2, 5), sheet.cell(2, 6)
    assert "dataValidation" not in heading
    values = [value["userEnteredValue"] for value in mark["dataValidation"]["condition"]["values"]]
    assert (values, mark["dataValidation"].get("strict", False)) == (["yes", "no"], False)
    assert day["userEnteredFormat"]["numberFormat"]["type"] == "DATE"


def test_columns_of_the_user_are_added_once_though_the_answer_is_lost(google: Google) -> None:
    desk = Desk(google, interviews(2))
    taken = iter([True])
    google.faults.when(
        lambda sent: b"insertDimension" in sent.body and next(taken, False), reset(applied=True)
    )
    assert add(desk).rows[0] == (*HEADINGS, "Checked in", "Decision expected")
    assert google.state.spreadsheet(desk.id).metadata == []


def test_columns_of_the_user_that_are_refused_leave_the_sheet_as_it_was(google: Google) -> None:
    desk = Desk(google, interviews(2))
    table = desk.sheet.read()
    google.state.share(desk.id, BOT, "reader")
    with pytest.raises(SheetNotSharedError):
        desk.sheet.add_columns(table, 1, [CHECKED_IN])
    assert desk.look() == interviews(2)[:1] + [row[:4] for row in interviews(2)[1:]]


def test_a_filter_that_ends_beside_columns_of_the_user_is_widened_over_them(google: Google) -> None:
    desk = Desk(google, interviews(3))
    range_ = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 4, "startColumnIndex": 0, "endColumnIndex": 5}
    google.edit(desk.id, {"setBasicFilter": {"filter": {"range": range_}}})
    add(desk)
    assert basic_filter(google, desk.id)["range"]["endColumnIndex"] == 7


def test_a_column_that_the_user_adds_meanwhile_only_moves_to_the_right(google: Google) -> None:
    desk = Desk(google, interviews(2))
    google.before(2, lambda _: google.type(desk.id, "F1", [["Salary"], ["50k"]]))
    rows = add(desk).rows
    assert rows[0] == (*HEADINGS, "Checked in", "Decision expected", "Salary")
    assert rows[1][-1] == "50k"


def cells(sheet: Sheet) -> list[list[JsonObject]]:
    """Give all that there is in the user's cells."""
    return [[sheet.cell(row, column) for column in range(len(HEADINGS))] for row in range(6)]


def test_whatever_else_lies_on_the_sheet_is_untouched(google: Google) -> None:
    desk = Desk(google, interviews(3))
    where = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 2}
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "yes"}]}}
    hide = {
        "range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 2, "endIndex": 3},
        "fields": "hiddenByUser",
    }
    google.edit(
        desk.id,
        {"mergeCells": {"range": where, "mergeType": "MERGE_ROWS"}},
        {"addFilterView": {"filter": {"title": "Mine", "range": where | {"endColumnIndex": 5}}}},
        {"addProtectedRange": {"protectedRange": {"range": where, "warningOnly": True}}},
        {"setDataValidation": {"range": where | {"startColumnIndex": 4, "endColumnIndex": 5}, "rule": rule}},
        {"updateCells": {"range": where, "rows": [{"values": [{"note": "call first"}]}], "fields": "note"}},
        {"updateDimensionProperties": hide | {"properties": {"hiddenByUser": True}}},
    )
    before = google.state.spreadsheet(desk.id).sheets[0]
    desk.sync()
    after = google.state.spreadsheet(desk.id).sheets[0]
    assert cells(after) == cells(before)
    assert after.parts == before.parts
    assert after.dimensions["ROWS"] == before.dimensions["ROWS"]


# Refusals


def test_a_sheet_that_is_not_shared_says_with_whom_to_share_it(google: Google) -> None:
    desk = Desk(google, interviews(1))
    google.state.restrict(desk.id)
    with pytest.raises(GoogleRefusedError, match=f"share it with {BOT} as Editor"):
        desk.sheet.read()


def test_a_sheet_that_is_shared_for_reading_only_is_not_written(google: Google) -> None:
    desk = Desk(google, interviews(1))
    google.state.restrict(desk.id)
    google.state.share(desk.id, BOT, "reader")
    plan = desk.plan()
    with pytest.raises(
        SheetNotSharedError, match=f"may be read but not changed: share it with {BOT} as Editor"
    ):
        desk.sheet.write(plan.table, plan.change)


def answers(google: Google, status: int, message: str, details: list[JsonObject] | None = None) -> None:
    """From now on the server answers so."""
    google.faults.when(lambda _: True, faults.refusal(ApiError(status, message, details)))


def test_an_api_that_is_switched_off_says_where_to_enable_it(google: Google) -> None:
    desk = Desk(google, interviews(1))
    metadata = {"activationUrl": "https://console.example/enable"}
    details: list[JsonObject] = [{"reason": "SERVICE_DISABLED", "metadata": metadata}]
    answers(google, 403, "Google Sheets API has not been used in project 1 before.", details)
    with pytest.raises(
        GoogleRefusedError, match=r"switched off .* enable it at https://console\.example/enable"
    ):
        desk.sheet.read()


def test_an_excel_file_in_drive_says_how_to_make_a_sheet_of_it(google: Google) -> None:
    desk = Desk(google, interviews(1))
    answers(google, 400, "This operation is not supported for this document")
    with pytest.raises(SheetUnusableError, match="is an Excel file in Google Drive"):
        desk.sheet.read()


def test_a_range_that_is_protected_from_us_says_who_must_be_let_in(google: Google) -> None:
    desk = Desk(google, interviews(1))
    plan = desk.plan()
    answers(google, 400, "You are trying to edit a protected cell or object.")
    with pytest.raises(SheetReadOnlyError, match=f"let {BOT} edit it"):
        desk.sheet.write(plan.table, plan.change)


def test_any_other_refusal_is_told_in_googles_words(google: Google) -> None:
    desk = Desk(google, interviews(1))
    answers(google, 413, "Request too large.")
    with pytest.raises(SheetUnusableError, match=r"refused the request \(413: Request too large\)"):
        desk.sheet.read()


def test_a_write_that_google_refuses_for_good_is_told_and_not_tried_for_ever(google: Google) -> None:
    desk = Desk(google, interviews(1))
    google.faults.when(
        lambda request: request.verb == "POST",
        faults.refusal(
            ApiError(400, "This action would increase the cells above the limit of 10000000 cells.")
        ),
    )
    plan = desk.plan()
    with pytest.raises(SheetChangedError):
        desk.sheet.write(plan.table, plan.change)
    again = desk.plan()
    with pytest.raises(SheetReadOnlyError, match="above the limit of 10000000 cells"):
        desk.sheet.write(again.table, again.change)


@pytest.mark.parametrize("body", [b"<html>Log in", b"[]", b"null"])
def test_a_write_that_is_not_answered_by_google_does_not_hold_the_feed_back(
    google: Google, body: bytes
) -> None:
    desk = Desk(google, interviews(1))
    plan = desk.plan()
    google.faults.when(lambda _: True, Fault("answer", 200, body, (("Content-Type", "text/html"),)))
    with pytest.raises(WriteDelayedError, match="something between here and Google answered instead"):
        desk.sheet.write(plan.table, plan.change)


@pytest.mark.parametrize("body", [b'{"error":"invalid_request"}', b'{"error":{}}', b"<html>\n<p>No\n"])
def test_a_refusal_in_a_shape_that_is_not_googles_is_one_line_all_the_same(
    google: Google, body: bytes
) -> None:
    desk = Desk(google, interviews(1))
    google.faults.when(lambda _: True, Fault("answer", 413, body, (("Content-Type", "text/html"),)))
    with pytest.raises(FollowupsError) as refusal:
        desk.sheet.read()
    assert "\n" not in str(refusal.value)


def test_a_page_in_googles_place_is_tried_again_later(google: Google) -> None:
    desk = Desk(google, interviews(1))
    page = b"<html>Log in to the hotel"
    google.faults.when(lambda _: True, Fault("answer", 200, page, (("Content-Type", "text/html"),)))
    with pytest.raises(TryAgainError, match="something between here and Google answered instead"):
        desk.sheet.read()


def test_a_sheet_that_does_not_exist_says_what_to_check(google: Google) -> None:
    with pytest.raises(SheetUnusableError, match=r"no spreadsheet https://.*/d/nosuchsheet; check"):
        open_sheet(google, "nosuchsheet").read()


@pytest.mark.parametrize(
    ("link", "key"),
    [
        ("https://docs.google.com/spreadsheets/d/1aB-c_D2345678/edit#gid=7", "1aB-c_D2345678"),
        ("https://docs.google.com/spreadsheets/u/1/d/1aB-c_D2345678/edit?usp=sharing", "1aB-c_D2345678"),
        ("https://docs.google.com/spreadsheets/d/1aB-c_D2345678", "1aB-c_D2345678"),
        ("https://docs.google.com/open?id=1aB-c_D2345678", "1aB-c_D2345678"),
    ],
)
def test_the_key_is_found_in_each_form_of_the_link(link: str, key: str) -> None:
    assert key_of(link) == key


@pytest.mark.parametrize(
    "link",
    [
        "https://example.org/sheet",
        "https://docs.google.com/spreadsheets/d/e/2PACX-1vQ/pubhtml",
        "https://docs.google.com/document/u/0/",
    ],
)
def test_another_link_is_answered_with_what_is_wanted(link: str) -> None:
    with pytest.raises(
        ConfigError, match="not the link of a Google Sheet; open the sheet and copy the address"
    ):
        key_of(link)


def test_a_new_spreadsheet_has_the_locale_and_time_zone_it_was_asked_for(google: Google) -> None:
    account = Account(Credentials(google.access_token()))
    session = Session(account, google.root)
    url = create(session, "Mine", worksheet="Interviews", locale="en_GB", timezone="Europe/London")
    table = GoogleSheet(session, key_of(url)).read()
    assert (table.worksheet, table.rows, table.locale, table.timezone) == (
        "Interviews",
        (),
        "en_GB",
        "Europe/London",
    )
