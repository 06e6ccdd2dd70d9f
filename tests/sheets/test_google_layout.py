"""The layout of a new Google Sheet, sent to the stand-in as one batch and looked at as its user sees it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import requests
from openpyxl.utils import get_column_letter

from sync.core.columns import OWN_HEADINGS
from sync.core.model import State
from sync.core.template import TEMPLATE, Template
from sync.sheets import google_layout
from tests.core.tables import TODAY
from tests.google import Google, serving

COLUMNS = {column.field: at for at, column in enumerate(TEMPLATE.columns)}
FIRST_OWN = TEMPLATE.own.start


class Browser:
    """A spreadsheet that was laid out over HTTP, and what its user sees of it."""

    def __init__(self, google: Google, rows: int = 1000, columns: int = 26) -> None:
        self.google = google
        self.id = google.state.create("Interviews", rows=rows, columns=columns).id
        self.headers = {"Authorization": f"Bearer {google.access_token()}"}

    def lay_out(self, template: Template = TEMPLATE, sheet_id: int = 0) -> None:
        body = {"requests": google_layout.requests(sheet_id, template, TODAY)}
        url = f"{self.google.root}/v4/spreadsheets/{self.id}:batchUpdate"
        answer = requests.post(url, json=body, headers=self.headers, timeout=60)
        assert answer.ok, answer.text

    def sheet(self, fields: str) -> dict[str, Any]:
        url = f"{self.google.root}/v4/spreadsheets/{self.id}"
        params = {"fields": f"sheets({fields})", "ranges": "A1:AZ2"}
        answer = requests.get(url, params=params, headers=self.headers, timeout=60)
        assert answer.ok, answer.text
        sheet: dict[str, Any] = answer.json()["sheets"][0]
        return sheet

    def cells(self, row: int) -> dict[str, dict[str, Any]]:
        """Give a row (from 1) by the fields of its columns."""
        fields = "formattedValue,effectiveValue,effectiveFormat,userEnteredFormat,dataValidation"
        data = self.sheet(f"data(rowData(values({fields})))")["data"][0]["rowData"][row - 1]["values"]
        return dict(zip(COLUMNS, data, strict=False))

    def row(self, number: int) -> dict[str, str]:
        shown = self.cells(number)
        return {field: cell["formattedValue"] for field, cell in shown.items() if "formattedValue" in cell}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with serving() as google:
        browser = Browser(google)
        browser.lay_out()
        yield browser


def hex_of(color: dict[str, float]) -> str:
    return bytes(round(255 * color.get(part, 0)) for part in ("red", "green", "blue")).hex().upper()


def test_every_column_has_its_heading(browser: Browser) -> None:
    assert list(browser.row(1).values()) == [column.heading for column in TEMPLATE.columns]


def test_the_headings_are_bold_coloured_and_stay_in_sight(browser: Browser) -> None:
    headings = browser.cells(1)
    assert all(cell["effectiveFormat"]["textFormat"]["bold"] for cell in headings.values())
    colours = [hex_of(cell["effectiveFormat"]["backgroundColor"]) for cell in headings.values()]
    assert set(colours[:FIRST_OWN]) == {"1F4E78"}
    assert set(colours[FIRST_OWN:]) == {"595959"}
    properties = browser.sheet("properties")["properties"]
    assert properties["title"] == "Interviews"
    assert properties["gridProperties"] == {
        "rowCount": 1001,
        "columnCount": len(COLUMNS) + 26,
        "frozenRowCount": 1,
    }


def test_a_row_shows_how(browser: Browser) -> None:
    shown = browser.row(2)
    assert shown["company"] == "Example Ltd (delete this row)"
    assert shown["interview_date"] == "Thu 19 Nov 2026"
    assert shown["interview_time"] == "14:00"
    assert shown["decision_expected"] == "Thu 26 Nov 2026"
    assert shown["contact_phone"] == "+44 20 7946 0010"
    assert not shown.keys() & OWN_HEADINGS.keys()


def test_what_the_user_types_below_is_shown_as_what_it_is(browser: Browser) -> None:
    row = [""] * len(COLUMNS)
    for field, typed in {"interview_date": "2026-12-01", "interview_time": "9:30"}.items():
        row[COLUMNS[field]] = typed
    row[COLUMNS["contact_phone"]] = "0207946001"
    browser.google.type(browser.id, "Interviews!A900", [row])
    [shown] = browser.google.values(browser.id, "Interviews!A900:Z900")
    assert shown[COLUMNS["interview_date"]] == "Tue 1 Dec 2026"
    assert shown[COLUMNS["interview_time"]] == "09:30"
    assert shown[COLUMNS["contact_phone"]] == "0207946001"


def test_the_tools_dates_are_shown_with_their_time(browser: Browser) -> None:
    for field in ("next_due", "thank_you_due", "references_due", "check_in_due"):
        number_format = browser.cells(2)[field]["effectiveFormat"]["numberFormat"]
        assert number_format == {"type": "DATE_TIME", "pattern": "ddd d mmm yyyy hh:mm"}


@pytest.mark.parametrize("field", [column.field for column in TEMPLATE.columns if column.options])
def test_a_dropdown_offers_its_words_and_only_style_takes_no_others(browser: Browser, field: str) -> None:
    rule = browser.cells(2)[field]["dataValidation"]
    assert rule["condition"]["type"] == "ONE_OF_LIST"
    offered = tuple(value["userEnteredValue"] for value in rule["condition"]["values"])
    assert offered == TEMPLATE.columns[COLUMNS[field]].options
    assert rule["showCustomUi"]
    assert rule.get("strict", False) == (field == "style")


def test_a_heading_has_no_dropdown(browser: Browser) -> None:
    assert not any("dataValidation" in cell for cell in browser.cells(1).values())


def test_each_status_has_its_colour_in_each_status_column(browser: Browser) -> None:
    rules = browser.sheet("conditionalFormats")["conditionalFormats"]
    words = [rule["booleanRule"]["condition"]["values"][0]["userEnteredValue"] for rule in rules]
    assert words == [state.label for state in State]
    colours = {
        word: hex_of(rule["booleanRule"]["format"]["backgroundColor"])
        for word, rule in zip(words, rules, strict=True)
    }
    assert colours["Overdue"] == "F4C7C3"
    assert len(set(colours.values())) == 5
    for rule in rules:
        places = [place["startColumnIndex"] for place in rule["ranges"]]
        assert places == [COLUMNS[f"{kind}_status"] for kind in ("thank_you", "references", "check_in")]


def test_typing_into_the_tools_columns_warns_and_is_not_forbidden(browser: Browser) -> None:
    [protected] = browser.sheet("protectedRanges")["protectedRanges"]
    assert protected["warningOnly"]
    assert "replaced at the next run" in protected["description"]
    place = protected["range"]
    assert (place["startColumnIndex"], place["endColumnIndex"]) == (FIRST_OWN, len(COLUMNS))


def test_the_id_is_hidden_and_nothing_else(browser: Browser) -> None:
    columns = browser.sheet("data(columnMetadata)")["data"][0]["columnMetadata"]
    assert [at for at, column in enumerate(columns) if column.get("hiddenByUser")] == [
        COLUMNS["follow_up_id"]
    ]
    assert columns[COLUMNS["company"]]["pixelSize"] == 210


def test_the_filter_reaches_over_every_column_and_row(browser: Browser) -> None:
    place = browser.sheet("basicFilter")["basicFilter"]["range"]
    assert place == {
        "startRowIndex": 0,
        "endRowIndex": 1001,
        "startColumnIndex": 0,
        "endColumnIndex": len(COLUMNS),
    }


def test_each_of_the_tools_columns_bears_its_mark(browser: Browser) -> None:
    columns = browser.sheet("data(columnMetadata)")["data"][0]["columnMetadata"]
    marks = {
        at: (entry["metadataKey"], entry["metadataValue"])
        for at, column in enumerate(columns)
        for entry in column.get("developerMetadata", [])
    }
    assert marks == {
        COLUMNS[field]: ("interview-followups", f"0 {field} {heading}")
        for field, heading in OWN_HEADINGS.items()
    }


def test_what_was_typed_in_the_meantime_moves_to_the_right() -> None:
    with serving() as google:
        browser = Browser(google)
        google.type(browser.id, "Sheet1!A1", [["my", "own"], ["two", "rows"]])
        google.type(browser.id, "Sheet1!Z1000", [["far away"]])
        browser.lay_out(replace(TEMPLATE, title="Sheet1"))
        assert list(browser.row(1).values()) == [column.heading for column in TEMPLATE.columns]
        after = get_column_letter(len(COLUMNS) + 1)
        assert google.values(browser.id, f"Sheet1!{after}1:AZ2") == [["my", "own"], ["two", "rows"]]
        last = get_column_letter(len(COLUMNS) + 26)
        assert google.values(browser.id, f"Sheet1!{last}1000") == [["far away"]]


@pytest.mark.parametrize(("rows", "columns"), [(1000, 1), (1000, 3), (1000, 60), (1, 26), (2, 26)])
def test_any_empty_worksheet_may_be_laid_out(rows: int, columns: int) -> None:
    with serving() as google:
        browser = Browser(google, rows, columns)
        browser.lay_out(replace(TEMPLATE, title="Sheet1"))
        assert len(browser.row(1)) == len(COLUMNS)
        assert browser.sheet("properties")["properties"]["title"] == "Sheet1"


def test_dates_go_as_days_since_the_end_of_1899() -> None:
    [cells] = [
        item["updateCells"] for item in google_layout.requests(0, TEMPLATE, TODAY) if "updateCells" in item
    ]
    example = cells["rows"][1]["values"]
    assert example[COLUMNS["interview_date"]]["userEnteredValue"] == {"numberValue": 46345}
    assert example[COLUMNS["interview_time"]]["userEnteredValue"] == {"numberValue": 14 / 24}
