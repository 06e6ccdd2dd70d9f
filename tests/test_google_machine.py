"""A user who edits a Google Sheet at any moment, between any two requests of a sync, and the tool that syncs.

Each column of the user's bears a mark of the test's own, which the server moves along with it; the `Tag`
column, which means nothing to the tool, says which row is which.
"""

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from sync import config
from sync.core.columns import OWN_HEADINGS
from sync.errors import SheetChangedError
from sync.run import Report, Run
from tests.google import Google, serving
from tests.google.errors import JsonObject
from tests.google.spreadsheet import Sheet
from tests.helpers import at

SCHEDULES = int(os.environ.get("FOLLOWUPS_SCHEDULES", "200"))
PARTS = 8  # that workers can share
HEADINGS = (
    "Tag", "Company", "Role", "Round", "Interview date", "Interviewers", "References", "Thank-you sent",
    "Outcome", "Why", "Notes",
)  # fmt: skip
"""`Why` is the user's own: the tool must give its column another name."""
TYPED = {
    "Interviewers": ("", "Jane Doe", "Jane Doe; Bob Roe"),
    "References": ("", "Ann Lee"),
    "Thank-you sent": ("", "yes", "skip", "no", "perhaps"),
    "Interview date": ("2026-11-17 10:00", "13/45/2026"),
    "Outcome": ("", "rejected", "offer"),
    "Why": ("", "I like them"),
    "Notes": ("=1+2", "TRUE", "x"),
}
DONE = {"yes": "Done", "skip": "Skipped"}
START = at("2026-11-18")
Action = tuple[str, int, int]

NAMES = (
    "insert_a_row", "type_a_row_below", "type_into_a_cell", "retype_a_row", "delete_a_row",
    "insert_an_empty_row", "delete_what_is_above_the_headings", "move_a_row", "copy_a_row", "sort",
    "sort_without_the_tools_columns", "filter_everything", "insert_a_column", "move_a_column",
    "delete_a_column", "rename_a_column_of_the_tools",
)  # fmt: skip
ACTIONS = st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 50), st.integers(0, 50)), max_size=2)

running: list[Google] = []
users: list["GoogleDesk"] = []


@pytest.fixture(scope="module", autouse=True)
def a_stand_in() -> Iterator[None]:
    with serving() as google:
        google.before_each(lambda _: users[-1].before_a_request())
        google.after_each(lambda _: users[-1].after_a_request())
        running.append(google)
        yield
        running.clear()


class GoogleDesk(RuleBasedStateMachine):
    """The user's browser, and the folder in which the tool runs."""

    def __init__(self) -> None:
        super().__init__()
        users[:] = [self]
        self.google = running[-1]
        self.id = self.google.state.create("Interviews", rows=30, columns=len(HEADINGS) + 1).id
        self.now = START
        self.fresh = count(1)
        self.ids: dict[str, str] = {}  # tag -> the ID it had at the last quiet sync
        self.retyped: set[str] = set()  # tags of rows whose content was edited since
        self.moved: set[str] = set()  # tags of rows whose interview has moved: a mark may be from before
        self.between: list[list[Action]] = []  # what the user does before each of the next requests
        self.renamed: set[int] = set()  # columns of the tool's that become the user's at the next read
        self.seen: dict[int, list[JsonObject]] | None = None
        self.folder = tempfile.TemporaryDirectory()
        self.config = self.configured()
        self.lay_out()

    def teardown(self) -> None:
        users.clear()
        self.folder.cleanup()

    def configured(self) -> config.Config:
        folder = Path(self.folder.name)
        (folder / "credentials.json").write_text(json.dumps(self.google.authorized_user()))
        sheet = f"https://docs.google.com/spreadsheets/d/{self.id}/edit"
        text = f'sheet = "{sheet}"\ntimezone = "UTC"\n[google]\napi_root = "{self.google.root}"\n'
        (folder / "followups.toml").write_text(text)
        return config.load(folder / "followups.toml", cwd=folder, user_config_dir=folder)

    def lay_out(self) -> None:
        self.google.type(self.id, "A1", [["My interviews"], list(HEADINGS)])
        for index, heading in enumerate(HEADINGS):
            self.claim(index, heading)

    # What the browser shows

    @property
    def sheet(self) -> Sheet:
        return self.google.state.spreadsheet(self.id).sheets[0]

    def text(self, row: int, column: int) -> str:
        for value in self.sheet.cell(row, column).get("userEnteredValue", {}).values():
            return str(value)
        return ""

    def width(self) -> int:
        return max(map(len, self.sheet.rows))

    def claims(self) -> dict[int, tuple[int, str]]:
        """Column -> the number and the name of the user's mark on it."""
        found = {}
        for entry in self.google.state.spreadsheet(self.id).metadata:
            if entry["metadataKey"] == "the user's":
                place = entry["location"]["dimensionRange"]
                found[place["startIndex"]] = (entry["metadataId"], entry["metadataValue"])
        return found

    def at(self, name: str) -> int:
        return next(index for index, (_, claimed) in self.claims().items() if claimed == name)

    def header(self) -> int:
        tag = self.at("Tag")
        return next(row for row in range(len(self.sheet.rows)) if self.text(row, tag) == "Tag")

    def rows(self) -> list[int]:
        """Where the interviews stand."""
        tag = self.at("Tag")
        return [row for row in range(self.header() + 1, len(self.sheet.rows)) if self.text(row, tag)]

    def own(self) -> list[int]:
        """The tool's columns: what stands in the header row and is not the user's."""
        header, theirs = self.header(), self.claims()
        return [at_ for at_ in range(self.width()) if at_ not in theirs and self.text(header, at_)]

    # What the user does; each takes two numbers, to choose where

    def edit(self, *requests: JsonObject) -> list[JsonObject]:
        return self.google.edit(self.id, *requests)

    def type(self, row: int, column: int, text: str) -> None:
        value = {"formulaValue": text} if text.startswith("=") else {"stringValue": text}
        cells = [{"values": [{"userEnteredValue": value} if text else {}]}]
        start = {"sheetId": 0, "rowIndex": row, "columnIndex": column}
        self.edit({"updateCells": {"start": start, "rows": cells, "fields": "userEnteredValue"}})

    def claim(self, column: int, name: str) -> None:
        place = {"dimensionRange": span("COLUMNS", column)}
        entry = {
            "metadataKey": "the user's",
            "metadataValue": name,
            "visibility": "DOCUMENT",
            "location": place,
        }
        self.edit({"createDeveloperMetadata": {"developerMetadata": entry}})

    def fill_row(self, row: int) -> None:
        number = next(self.fresh)
        day = self.now.date() - timedelta(days=number % 9)  # a mark from before its interview does not count
        cells = {
            "Tag": f"t{number}",
            "Company": ("Acme", "Globex", "Initech")[number % 3],
            "Role": f"role {number}",
            "Round": f"round {number}",
            "Interview date": f"{day} {8 + number % 12:02}:{number % 60:02}",
        }
        for name, text in cells.items():
            self.type(row, self.at(name), text)

    def insert_a_row(self, place: int, _: int) -> None:
        row = self.header() + 1 + place % (len(self.rows()) + 1)
        self.edit({"insertDimension": {"range": span("ROWS", row)}})
        self.fill_row(row)

    def type_a_row_below(self, _: int, __: int) -> None:
        self.fill_row(max([self.header(), *self.rows()]) + 1)

    def type_into_a_cell(self, pick: int, what: int) -> None:
        if rows := self.rows():
            name = sorted(TYPED)[what % len(TYPED)]
            row = rows[pick % len(rows)]
            if name == "Interview date":
                self.retyped.add(self.text(row, self.at("Tag")))
                self.moved.add(self.text(row, self.at("Tag")))
            self.type(row, self.at(name), TYPED[name][pick % len(TYPED[name])])

    def retype_a_row(self, pick: int, what: int) -> None:
        if rows := self.rows():
            row = rows[pick % len(rows)]
            self.retyped.add(self.text(row, self.at("Tag")))
            self.type(row, self.at(("Role", "Round")[what % 2]), f"other {next(self.fresh)}")

    def delete_a_row(self, pick: int, _: int) -> None:
        if rows := self.rows():
            self.edit({"deleteDimension": {"range": span("ROWS", rows[pick % len(rows)])}})

    def insert_an_empty_row(self, place: int, _: int) -> None:
        self.edit({"insertDimension": {"range": span("ROWS", place % len(self.sheet.rows))}})

    def delete_what_is_above_the_headings(self, _: int, __: int) -> None:
        if self.header():
            self.edit({"deleteDimension": {"range": span("ROWS", 0)}})

    def move_a_row(self, pick: int, place: int) -> None:
        if rows := self.rows():
            to = self.header() + 1 + place % (len(rows) + 1)
            source = rows[pick % len(rows)]
            if to not in {source, source + 1}:
                self.edit({"moveDimension": {"source": span("ROWS", source), "destinationIndex": to}})

    def copy_a_row(self, pick: int, _: int) -> None:
        if rows := self.rows():
            row = rows[pick % len(rows)]
            self.edit(
                {"insertDimension": {"range": span("ROWS", row + 1)}},
                {"copyPaste": {"source": area(row), "destination": area(row + 1)}},
            )
            number = next(self.fresh)
            self.type(row + 1, self.at("Tag"), f"t{number}")
            self.type(row + 1, self.at("Role"), f"role {number}")

    def sort(self, pick: int, order: int) -> None:
        self.sort_columns(0, self.width(), pick, order)

    def sort_without_the_tools_columns(self, pick: int, order: int) -> None:
        theirs = sorted(self.claims())
        if theirs == list(range(len(theirs))):
            self.sort_columns(0, len(theirs), pick, order)

    def sort_columns(self, left: int, right: int, pick: int, order: int) -> None:
        if rows := self.rows():
            by = self.at(("Role", "Round", "Company", "Tag")[pick % 4])
            where = {
                "startRowIndex": self.header() + 1,
                "endRowIndex": rows[-1] + 1,
                "startColumnIndex": left,
            }
            spec = {"dimensionIndex": by, "sortOrder": ("ASCENDING", "DESCENDING")[order % 2]}
            self.edit({"sortRange": {"range": where | {"endColumnIndex": right}, "sortSpecs": [spec]}})

    def filter_everything(self, on: int, _: int) -> None:
        where = {"startRowIndex": self.header(), "startColumnIndex": 0, "endColumnIndex": self.width()}
        clear: JsonObject = {"clearBasicFilter": {"sheetId": 0}}
        self.edit(clear, *([{"setBasicFilter": {"filter": {"range": where}}}] if on % 2 else []))

    def insert_a_column(self, place: int, what: int) -> None:
        column = place % min(self.width() + 1, self.sheet.count("COLUMNS"))
        name = f"Extra {next(self.fresh)}"
        self.edit({"insertDimension": {"range": span("COLUMNS", column)}})
        self.claim(column, name)
        self.type(self.header(), column, name)
        for row in self.rows():
            self.type(row, column, ("mine", "=1+2")[what % 2])

    def move_a_column(self, pick: int, place: int) -> None:
        source, to = pick % self.width(), place % (self.width() + 1)
        if to not in {source, source + 1}:
            self.edit({"moveDimension": {"source": span("COLUMNS", source), "destinationIndex": to}})

    def delete_a_column(self, pick: int, _: int) -> None:
        """One of the tool's, or one that the user has added."""
        extra = [index for index, (_, name) in self.claims().items() if name.startswith("Extra")]
        if may_go := [*self.own(), *extra]:
            self.edit({"deleteDimension": {"range": span("COLUMNS", may_go[pick % len(may_go)])}})

    def rename_a_column_of_the_tools(self, pick: int, _: int) -> None:
        if own := self.own():
            column, name = own[pick % len(own)], f"Extra {next(self.fresh)}"
            self.type(self.header(), column, name)
            self.claim(column, name)
            self.renamed.add(self.claims()[column][0])

    # What the tool does

    @initialize()
    def fill_the_sheet(self) -> None:
        for _ in range(3):
            self.type_a_row_below(0, 0)

    @rule(actions=ACTIONS)
    def act(self, actions: list[Action]) -> None:
        for action in actions:
            self.do(action)

    def do(self, action: Action) -> None:
        name, *numbers = action
        do: Callable[[int, int], None] = getattr(self, name)
        do(*numbers)

    @rule(between=st.lists(ACTIONS, max_size=6), hours=st.sampled_from([0, 1, 30]))
    def sync_while_the_user_edits(self, between: list[list[Action]], hours: int) -> None:
        """However it ends, one quiet sync later all is as it should be, and the one after does nothing."""
        self.now += timedelta(hours=hours)
        retyped_before = set(self.retyped)
        self.between = [list(actions) for actions in between]
        with suppress(SheetChangedError):  # the user would not stop; the next run mends
            self.sync()
        self.between = []
        report = self.sync()
        self.every_row_has_its_id(retyped_before)
        self.statuses_stand_on_their_rows()
        self.nothing_is_left_elsewhere()
        if report.wrote:
            report = self.sync()
        assert (report.wrote, report.requests) == (False, 1)

    def sync(self) -> Report:
        try:
            return Run(self.config, self.now, "UTC", allow_shrink=True).sync()
        finally:
            for bug in self.google.bugs:  # of the hooks below
                self.google.bugs.clear()
                raise bug

    def before_a_request(self) -> None:
        for action in self.between.pop(0) if self.between else ():
            self.do(action)
        if self.google.log[-1].verb == "GET":
            self.settle_renamed()
        self.seen = self.theirs()

    def settle_renamed(self) -> None:
        """What the tool reads now is the user's, unless a heading that it was mending undid the new name."""
        header = self.header()
        for column, (number, name) in self.claims().items():
            if number in self.renamed and self.text(header, column) != name:
                lookup = {"developerMetadataLookup": {"metadataId": number}}
                self.edit({"deleteDeveloperMetadata": {"dataFilter": lookup}})
        self.renamed.clear()

    def after_a_request(self) -> None:
        """No request of the tool's changes a cell of the user's, or anything about it."""
        assert self.theirs() == self.seen

    def theirs(self) -> dict[int, list[JsonObject]]:
        last = len(self.sheet.rows)
        return {
            number: [cell for row in range(last) if (cell := self.sheet.cell(row, column))]
            for column, (number, _) in self.claims().items()
            if number not in self.renamed
        }

    # What must hold then

    def own_column(self, heading: str) -> int:
        header = self.header()
        [column] = [column for column in self.own() if self.text(header, column).startswith(heading)]
        return column

    def every_row_has_its_id(self, retyped: set[str]) -> None:
        tag, column = self.at("Tag"), self.own_column("Follow-up ID")
        found = {self.text(row, tag): self.text(row, column) for row in self.rows()}
        given = [id_ for id_ in found.values() if id_]
        assert len(set(given)) == len(given)
        for name, id_ in self.ids.items():
            if name in found and name not in self.retyped | retyped:
                assert found[name] == id_, name
        self.ids = {name: id_ for name, id_ in found.items() if id_}
        self.retyped.clear()

    def statuses_stand_on_their_rows(self) -> None:
        mark, status = self.at("Thank-you sent"), self.own_column("Thank-you status")
        day = self.at("Interview date")
        for row in self.rows():
            moved = self.text(row, self.at("Tag")) in self.moved
            if self.text(row, mark) in DONE and self.text(row, day) != "13/45/2026" and not moved:
                assert self.text(row, status) == DONE[self.text(row, mark)]

    def nothing_is_left_elsewhere(self) -> None:
        header, own = self.header(), self.own()
        headings = sorted(self.text(header, column).partition(" (")[0] for column in own)
        assert headings == sorted(OWN_HEADINGS.values())
        interviews = set(self.rows())
        for row in range(len(self.sheet.rows)):
            if row != header and row not in interviews:
                assert [self.text(row, column) for column in own] == [""] * len(own), row


def span(dimension: str, index: int) -> JsonObject:
    return {"sheetId": 0, "dimension": dimension, "startIndex": index, "endIndex": index + 1}


def area(row: int) -> JsonObject:
    return {"sheetId": 0, "startRowIndex": row, "endRowIndex": row + 1}


@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_the_user_does_between_two_requests_no_cell_of_theirs_changes_and_all_is_mended(
    part: int,
) -> None:
    schedules = settings(
        max_examples=SCHEDULES // PARTS, stateful_step_count=4, suppress_health_check=[HealthCheck.too_slow]
    )
    run_state_machine_as_test(seed(part)(GoogleDesk), settings=schedules)
