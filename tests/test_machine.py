"""A user who works on the sheet as users do, and a tool that syncs now and then, for as long as it takes.

Whatever the user did since the last sync: no cell of theirs changes, and every row keeps its ID and its
reminders. The `Tag` column, which means nothing to the tool, says which row is which.
"""

import csv
import io
import tempfile
from collections.abc import Callable, Container
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import openpyxl
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from sync.core.compose import CANCELLED_DAYS, uid_of
from sync.core.feed import Feed
from sync.core.identity import ID_LENGTH
from sync.core.model import Cell, Kind
from sync.core.plan import Plan, make
from sync.core.vevent import Published, Status
from sync.errors import SheetUnusableError
from sync.sheets import Sheet
from sync.sheets.csv import CsvSheet
from sync.sheets.excel import ExcelSheet
from sync.sheets.excel_layout import create
from sync.sheets.memory import MemorySheet
from tests.core.tables import ALL_KINDS
from tests.helpers import DRAFTS, at

Row = list[Cell]

HEADINGS = [
    "Tag", "Company", "Role", "Round", "Interview date", "Interviewers", "References", "Style",
    "Decision expected", "Thank-you sent", "References notified", "Checked in", "Replied", "Feedback wanted",
    "Outcome", "Why", "Notes",
]  # fmt: skip
"""`Why` is the user's own: the tool must give its column another name."""

START = at("2026-11-18")
MARKS = st.sampled_from(
    [None, "yes", "x", "skip", "no", "perhaps", "undo", "+3d", "2026-11-17", "2026-12-01", "Jane Doe"]
)
PEOPLE = st.sampled_from([None, "Jane Doe", "Jane Doe; Bob Roe", "jane  DOE <jane@acme.com>"])
VALUES = {
    "Interviewers": PEOPLE,
    "References": PEOPLE,
    "Style": st.sampled_from([None, "gentle", "assertive", "call", "loud"]),
    "Thank-you sent": MARKS,
    "References notified": MARKS,
    "Checked in": MARKS,
    "Replied": MARKS,
    "Feedback wanted": st.sampled_from([None, "2026-11-20", "some day"]),
    "Outcome": st.sampled_from([None, None, "pending", "rejected", "offer"]),
    "Why": st.sampled_from([None, "I like them"]),
    "Notes": st.sampled_from([None, "TRUE", "=1+2", "007"]),
}
ANY = st.integers(0, 10_000)


class Desk(RuleBasedStateMachine):
    """The user's program has a grid of cells open; `theirs` says which of its columns are the user's."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.fresh = count(1)
        self.published = b""
        self.theirs = [True] * len(HEADINGS)
        self.ids: dict[Cell, str] = {}  # tag -> the ID it had at the last sync
        self.retyped: set[Cell] = set()  # tags of rows whose content was edited since
        self.moved: set[Cell] = set()  # tags of rows whose mark may be from before the interview
        self.sheet = self.make()
        self.save([["My interviews"], list(HEADINGS)])

    # Where the sheet is kept

    def make(self) -> Sheet:
        self.memory = MemorySheet([], source="interviews")
        return self.memory

    def look(self) -> list[Row]:
        return self.memory.rows

    def keep(self, grid: list[Row]) -> None:
        self.memory.rows[:] = [list(row) for row in grid]

    def open(self) -> None:
        """Open what is kept, with all rows as wide as the widest."""
        rows = self.look()
        width = max(map(len, rows))
        self.grid = [[*row, *[None] * (width - len(row))] for row in rows]

    def save(self, grid: list[Row]) -> None:
        self.keep(grid)
        self.open()

    # What the user does to rows. A header row and the title above it stay.

    def edit(self, change: Callable[[list[Row]], None]) -> None:
        body = [list(row) for row in self.grid[2:]]
        change(body)
        self.save([*self.grid[:2], *body])

    def at(self, heading: str) -> int:
        return next(i for i, cell in enumerate(self.grid[1]) if self.theirs[i] and cell == heading)

    def new_row(self, company: str, day: Cell) -> Row:
        """A row like no other: no round is ever used twice. Every other row is for the same role."""
        row: Row = [None] * len(self.theirs)
        number = next(self.fresh)
        texts = {
            "Tag": f"t{number}",
            "Company": company,
            "Role": f"role {number}" if number % 2 else "Cook",
            "Round": f"round {number}",
        }
        for heading, value in {**texts, "Interview date": day}.items():
            row[self.at(heading)] = value
        return row

    def new_day(self) -> str:
        number = next(self.fresh)
        day = self.now.date() + timedelta(days=number % 9 - 4)
        return f"{day} {8 + number % 12:02}:{number % 60:02}"

    def has_rows(self) -> bool:
        return len(self.grid) > 2

    @initialize()
    def fill_the_sheet(self) -> None:
        for company in ("Acme", "Acme", "Globex"):
            self.type_a_row(company, 10_000)
        self.sync(0)

    @rule(company=st.sampled_from(["Acme", "Globex", "Initech"]), place=ANY)
    def type_a_row(self, company: str, place: int) -> None:
        row = self.new_row(company, self.new_day())
        self.edit(lambda body: body.insert(place % (len(body) + 1), row))

    @rule(place=ANY)
    def insert_a_blank_row(self, place: int) -> None:
        self.edit(lambda body: body.insert(place % (len(body) + 1), [None] * len(self.theirs)))

    @precondition(has_rows)
    @rule(pick=ANY)
    def delete_a_row(self, pick: int) -> None:
        def delete(body: list[Row]) -> None:
            self.forget(body.pop(pick % len(body)))

        self.edit(delete)

    @precondition(has_rows)
    @rule(pick=ANY)
    def empty_a_row(self, pick: int) -> None:
        def empty(body: list[Row]) -> None:
            row = body[pick % len(body)]
            self.forget(row)
            for column, mine in enumerate(self.theirs):
                if mine:
                    row[column] = None

        self.edit(empty)

    def forget(self, row: Row) -> None:
        self.ids.pop(row[self.at("Tag")], None)

    @precondition(has_rows)
    @rule(pick=ANY, place=ANY)
    def move_a_row(self, pick: int, place: int) -> None:
        def move(body: list[Row]) -> None:
            row = body.pop(pick % len(body))
            body.insert(place % (len(body) + 1), row)

        self.edit(move)

    @precondition(has_rows)
    @rule(pick=ANY)
    def copy_a_row_below_itself(self, pick: int) -> None:
        tag = f"t{next(self.fresh)}"

        def copy(body: list[Row]) -> None:
            row = body[pick % len(body)]
            copied = list(row)
            if row[self.at("Tag")]:
                copied[self.at("Tag")] = tag
            body.insert(pick % len(body) + 1, copied)

        def tell_apart(body: list[Row]) -> None:
            for row in body:
                if row[self.at("Tag")] == tag:
                    self.moved.add(tag)
                    for heading in ("Role", "Round", "Interview date"):
                        row[self.at(heading)] = self.another(heading)

        self.edit(copy)
        self.sync(0)
        self.edit(tell_apart)
        self.sync(0)

    @precondition(has_rows)
    @rule(data=st.data())
    def sort_whole_rows(self, data: st.DataObject) -> None:
        def sort(body: list[Row]) -> None:
            body[:] = data.draw(st.permutations(body))

        self.edit(sort)

    @precondition(has_rows)
    @rule(data=st.data())
    def sort_without_the_tools_columns(self, data: st.DataObject) -> None:
        def sort(body: list[Row]) -> None:
            order = data.draw(st.permutations(range(len(body))))
            body[:] = [
                [body[source if mine else place][i] for i, mine in enumerate(self.theirs)]
                for place, source in enumerate(order)
            ]

        self.edit(sort)

    @precondition(has_rows)
    @rule(data=st.data(), heading=st.sampled_from(["Role", "Round", "Interview date"]))
    def retype_many_rows_and_sort_without_the_tools_columns(self, data: st.DataObject, heading: str) -> None:
        """On days that no row had: of two rounds that take each other's, nobody could say which is which."""
        self.sync(0)
        days = {str(row[self.at("Interview date")])[:10] for row in self.grid[2:]}

        def retype(body: list[Row]) -> None:
            for row in body:
                if data.draw(st.booleans()):
                    self.retype_one(row, heading, body, days)

        self.edit(retype)
        self.sort_without_the_tools_columns(data)
        self.sync(0)

    # What the user does to cells

    @precondition(has_rows)
    @rule(pick=ANY, heading=st.sampled_from(sorted(VALUES)), data=st.data())
    def fill_in_a_cell(self, pick: int, heading: str, data: st.DataObject) -> None:
        value = data.draw(VALUES[heading])

        def fill(body: list[Row]) -> None:
            body[pick % len(body)][self.at(heading)] = value

        self.edit(fill)

    @precondition(has_rows)
    @rule(pick=ANY, heading=st.sampled_from(["Role", "Round", "Interview date"]))
    def retype_what_tells_a_row_from_others(self, pick: int, heading: str) -> None:
        self.edit(lambda body: self.retype_one(body[pick % len(body)], heading, body))

    def retype_one(self, row: Row, heading: str, body: list[Row], days: Container[str] = frozenset()) -> None:
        """One part in a row at a time, and not what alone tells it from others: it might be any of them."""
        tag = row[self.at("Tag")]
        rest = [each for each in ("Company", "Role", "Round", "Interview date") if each != heading]
        alike = [
            other
            for other in body
            if all(str(other[self.at(each)])[:10] == str(row[self.at(each)])[:10] for each in rest)
        ]
        if tag is not None and tag not in self.retyped and len(alike) == 1:
            self.retyped.add(tag)
            self.moved |= {tag} if heading == "Interview date" else set()
            row[self.at(heading)] = next(new for _ in count() if (new := self.another(heading)) not in days)

    def another(self, heading: str) -> str:
        if heading == "Interview date":
            return (self.now.date() + timedelta(days=next(self.fresh) - 10)).isoformat()
        return f"new {next(self.fresh)}"

    @precondition(has_rows)
    @rule(pick=ANY, cell=st.sampled_from(["13/45/2026", "soon"]))
    def spoil_a_date_and_mend_it(self, pick: int, cell: Cell) -> None:
        row, column = 2 + pick % (len(self.grid) - 2), self.at("Interview date")
        was = self.grid[row][column]
        if was is None or self.grid[row][self.at("Checked in")]:  # a mark says that what is open is done
            return
        self.sync(0)
        before = self.events_apart_from_other_rounds(row)
        self.edit(lambda body: body[row - 2].__setitem__(column, cell))
        self.sync(0)
        assert self.events_apart_from_other_rounds(row) == before
        self.edit(lambda body: body[row - 2].__setitem__(column, was))
        self.sync(0)
        assert self.events_apart_from_other_rounds(row) == before

    def events_apart_from_other_rounds(self, row: int) -> dict[str, Published]:
        """The events, less those of other rows of the company: they have to do with what this one says.

        The feedback that they asked for is due on its own day: its draft alone tells that of the interview.
        """
        company, tag = self.at("Company"), self.at("Tag")
        others = [each for each in self.grid[2:] if each[company] == self.grid[row][company]]
        ids = {self.ids.get(each[tag]) for each in others if each[tag] != self.grid[row][tag]}
        return {
            uid: event
            for uid, event in self.last_feed().events.items()
            if uid[:ID_LENGTH] not in ids and Kind.FEEDBACK not in uid
        }

    @precondition(has_rows)
    @rule(pick=ANY, column=ANY, value=st.sampled_from([None, "mine now", "k3f9x2qa", 12345678, "=1/0"]))
    def scribble_over_a_cell_of_the_tools(self, pick: int, column: int, value: Cell) -> None:
        own = [i for i, mine in enumerate(self.theirs) if not mine]
        self.edit(lambda body: body[pick % len(body)].__setitem__(own[column % len(own)], value))

    # What the user does to columns

    @rule(place=ANY)
    def insert_a_column(self, place: int) -> None:
        at_ = place % (len(self.theirs) + 1)
        heading = f"Extra {next(self.fresh)}"
        self.edit_columns(lambda row, cell: row.insert(at_, cell), heading, "mine")
        self.theirs.insert(at_, True)

    @rule(pick=ANY, place=ANY)
    def move_a_column(self, pick: int, place: int) -> None:
        source, target = pick % len(self.theirs), place % len(self.theirs)
        self.edit_columns(lambda row, _: row.insert(target, row.pop(source)), None, None)
        self.theirs.insert(target, self.theirs.pop(source))

    @rule(pick=ANY)
    def delete_a_column_of_the_tools(self, pick: int) -> None:
        if own := self.may_go():
            gone = own[pick % len(own)]
            self.edit_columns(lambda row, _: row.pop(gone), None, None)
            del self.theirs[gone]

    @rule(pick=ANY)
    def rename_a_column_of_the_tools(self, pick: int) -> None:
        if own := self.may_go():
            renamed = own[pick % len(own)]
            heading = f"My own {next(self.fresh)}"
            self.edit_columns(lambda row, cell: row.__setitem__(renamed, cell or row[renamed]), heading, None)
            self.theirs[renamed] = True

    @rule(pick=ANY)
    def copy_a_column_of_the_tools(self, pick: int) -> None:
        """Two columns have one heading then, nothing tells which was the tool's, and both are left alone."""
        if own := self.may_go():
            copied = own[pick % len(own)]
            self.edit_columns(lambda row, _: row.insert(copied, row[copied]), None, None)
            self.theirs[copied : copied + 1] = [True, True]
            self.sync(0)

    @rule(heading=st.sampled_from(["Role", "Round", "Style", "Notes"]))
    def rename_a_column_and_name_it_back(self, heading: str) -> None:
        self.sync(0)
        at_ = self.at(heading)
        for name in (f"{heading} (old)", heading):
            self.edit_columns(lambda row, cell: row.__setitem__(at_, cell or row[at_]), name, None)
            self.sync(0)

    @rule()
    def rename_a_column_that_the_tool_needs(self) -> None:
        at_ = self.at("Company")
        self.edit_columns(lambda row, cell: row.__setitem__(at_, cell or row[at_]), "Whom", None)
        with pytest.raises(SheetUnusableError):
            self.plan()
        self.edit_columns(lambda row, cell: row.__setitem__(at_, cell or row[at_]), "Company", None)

    def edit_columns(self, change: Callable[[Row, Cell], object], heading: Cell, cell: Cell) -> None:
        """Do the same to each row; `heading` is for the header row and `cell` for those below."""
        grid = [list(row) for row in self.grid]
        for number, row in enumerate(grid):
            change(row, heading if number == 1 else cell if number > 1 else None)
        self.save(grid)

    def may_go(self) -> list[int]:
        return [i for i, mine in enumerate(self.theirs) if not mine]

    # What the tool does

    def plan(self) -> Plan:
        return make(self.sheet.read(), self.last_feed(), ALL_KINDS, DRAFTS, self.now)

    def last_feed(self) -> Feed:
        feed = Feed.read(self.published)
        assert feed is not None
        return feed

    @rule(hours=st.integers(0, 30) | st.integers(24, 24 * 20))
    def sync(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        before, previous = self.grid, self.last_feed()
        standing = self.standing(before)
        plan = self.plan()
        self.sheet.write(plan.table, plan.change)
        self.published = plan.feed.render("x")
        self.open()
        self.theirs += [False] * (len(self.grid[1]) - len(self.theirs))
        self.no_cell_of_the_users_changed(before)
        self.every_row_has_its_id(standing)
        self.statuses_stand_on_their_rows()
        self.events_are_counted_right(previous)
        self.what_is_open_is_in_the_feed_once(plan)
        self.the_next_run_does_nothing()

    def standing(self, grid: list[Row]) -> set[Cell]:
        """The IDs that stand in the sheet, wherever the user has put them."""
        column = self.own_column("Follow-up ID")
        return set() if column is None else {row[column] for row in grid[2:]}

    def own_column(self, heading: str) -> int | None:
        own = (i for i, mine in enumerate(self.theirs) if not mine)
        return next((i for i in own if str(self.grid[1][i]).startswith(heading)), None)

    def no_cell_of_the_users_changed(self, before: list[Row]) -> None:
        for row, was in zip(self.grid, before, strict=True):
            for i, cell in enumerate(was):
                assert not self.theirs[i] or row[i] == cell, (i, cell, row[i])

    def every_row_has_its_id(self, standing: set[Cell]) -> None:
        column = self.own_column("Follow-up ID")
        assert column is not None
        rows = {row[self.at("Tag")]: row for row in self.grid[2:] if row[self.at("Company")]}
        found = {tag: str(row[column]) for tag, row in rows.items() if row[column]}
        assert len(set(found.values())) == len(found)
        for tag, id_ in self.ids.items():
            # An ID that is gone from the sheet can be told by its content alone.
            if tag not in self.retyped or id_ in standing:
                assert found[tag] == id_, tag
        self.ids = found
        self.retyped.clear()

    def statuses_stand_on_their_rows(self) -> None:
        column = self.own_column("Thank-you status")
        assert column is not None
        said = {"yes": "Done", "x": "Done", "skip": "Skipped"}
        for row in self.grid[2:]:
            mark, day = row[self.at("Thank-you sent")], row[self.at("Interview date")]
            if mark not in said or day in {None, "13/45/2026", "soon"}:
                continue
            if mark != "skip" and str(day)[:10] > str(self.now.date()):
                self.moved.add(row[self.at("Tag")])
            if row[self.at("Tag")] not in self.moved:
                assert row[column] == said[str(mark)]

    def events_are_counted_right(self, previous: Feed) -> None:
        events = self.last_feed().events
        for uid, was in previous.events.items():
            now = events.get(uid)
            if now is None:
                gone_after = (self.now - was.modified).days
                assert was.status is not Status.OPEN
                assert was.status is Status.DONE or gone_after >= CANCELLED_DAYS - 1
            elif now != was:
                assert now.sequence == was.sequence + 1
                assert now.modified == self.now
        assert all(event.sequence == 0 for uid, event in events.items() if uid not in previous.events)

    def what_is_open_is_in_the_feed_once(self, plan: Plan) -> None:
        open_ = [uid_of(item) for item in plan.follow_ups if item.state.open]
        assert len(set(open_)) == len(open_)
        held = tuple(f"{row.follow_up_id}-{kind}" for row in plan.rows for kind in row.blocked)
        in_feed = {uid for uid, event in self.last_feed().events.items() if event.status is Status.OPEN}
        assert {uid for uid in in_feed if not (held and uid.startswith(held))} == set(open_)

    def the_next_run_does_nothing(self) -> None:
        again = self.plan()
        assert not again.change
        assert again.feed.render("x") == self.published


class CsvDesk(Desk):
    """The same over a CSV with semicolons. Its headings are the mark, so most of them must stay."""

    def make(self) -> Sheet:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name, "interviews.csv")
        return CsvSheet(self.path, name="interviews.csv")

    def teardown(self) -> None:
        self.folder.cleanup()

    def look(self) -> list[Row]:
        text = self.path.read_bytes().decode()
        return [[cell or None for cell in row] for row in csv.reader(io.StringIO(text), delimiter=";")]

    def keep(self, grid: list[Row]) -> None:
        text = io.StringIO()
        csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(grid)
        self.path.write_bytes(text.getvalue().encode())

    def may_go(self) -> list[int]:
        own = super().may_go()
        return own if len(own) > 6 else []


def as_cell(value: object) -> Cell:
    assert value is None or isinstance(value, bool | int | float | str | datetime)
    return value


class ExcelDesk(Desk):
    """The same over a workbook, which the user opens and saves with another program."""

    def make(self) -> Sheet:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name, "interviews.xlsx")
        create(self.path, [HEADINGS])
        return ExcelSheet(self.path)

    def teardown(self) -> None:
        self.folder.cleanup()

    def look(self) -> list[Row]:
        [worksheet] = openpyxl.load_workbook(self.path).worksheets
        return [[as_cell(value) for value in row] for row in worksheet.iter_rows(values_only=True)]

    def keep(self, grid: list[Row]) -> None:
        workbook = openpyxl.load_workbook(self.path)
        [worksheet] = workbook.worksheets
        worksheet.delete_rows(1, worksheet.max_row)
        for number, row in enumerate(grid, start=1):
            for column, value in enumerate(row, start=1):
                cell = worksheet.cell(number, column, value)
                if isinstance(value, str):
                    cell.data_type = "s"  # text that looks like a formula
        workbook.save(self.path)


@pytest.mark.parametrize(("desk", "examples"), [(Desk, 30), (CsvDesk, 8), (ExcelDesk, 4)])
def test_whatever_the_user_does_each_row_keeps_its_cells_its_id_and_its_reminders(
    desk: type[Desk], examples: int
) -> None:
    run_state_machine_as_test(desk, settings=settings(max_examples=examples, stateful_step_count=25))
