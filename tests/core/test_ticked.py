"""A tick in Checked in closes the check-in as it stood then, and not one on a day that is named after it."""

from sync.core.model import Kind
from tests.core.tables import cases, grid
from tests.helpers import Desk

SHEET = """
Company | Interview date | Follow up on | Decision expected | Checked in | Style
Acme    | 2026-11-10     | 2026-11-16   |                   |            |
"""


def ticked(cells: str = "") -> Desk:
    """Make a sheet whose check-in is due on Monday 16 November, or by other cells, and ticked on that day."""
    desk = Desk(grid(SHEET))
    change(desk, cells)
    desk.sync("2026-11-13")
    desk.type(2, "Checked in", "yes")
    desk.sync("2026-11-16")
    return desk


def check_in(desk: Desk, now: str) -> str:
    [item] = [item for item in desk.sync(now).follow_ups if item.kind is Kind.CHECK_IN]
    return f"{item.state} {item.due:%a %d %b}"


def change(desk: Desk, cells: str) -> None:
    for each in filter(None, cells.split("; ")):
        heading, _, cell = each.partition(" =")
        desk.type(2, heading, cell.strip() or None)


@cases("""
    changed the day after                              | becomes
                                                       | done Mon 16 Nov
    Follow up on = 2026-11-30                          | scheduled Mon 30 Nov
    Follow up on =; Decision expected = 2026-11-27     | scheduled Mon 30 Nov
    Follow up on =; Decision expected = in two weeks   | scheduled Wed 25 Nov
    Decision expected = 2026-11-27                     | done Mon 16 Nov
    Follow up on = 2026-11-13                          | done Fri 13 Nov
    Follow up on =                                     | done Tue 17 Nov
    Follow up on = 2026-11-30; Checked in = x          | scheduled Mon 30 Nov
    Follow up on = 2026-11-30; Checked in = no         | scheduled Mon 30 Nov
    Follow up on = 2026-11-30; Checked in = 2026-11-16 | scheduled Mon 30 Nov
    Follow up on = 2026-11-30; Checked in = skip       | skipped Mon 30 Nov
""")
def test_a_day_that_is_named_after_the_tick_opens_the_check_in_again(
    changed_the_day_after: str, becomes: str
) -> None:
    desk = ticked()
    change(desk, changed_the_day_after)
    assert check_in(desk, "2026-11-17") == becomes


@cases("""
    written on the day of the check-in                                | becomes
    Checked in = yes; Follow up on = 2026-11-27                       | scheduled Fri 27 Nov
    Checked in = yes; Follow up on =; Decision expected = 2026-11-27  | scheduled Mon 30 Nov
    Checked in = 2026-11-16; Follow up on = 2026-11-27                | scheduled Fri 27 Nov
    Checked in = yes; Follow up on = 2026-11-13                       | done Fri 13 Nov
    Checked in = yes                                                  | done Mon 16 Nov
""")
def test_a_day_that_is_named_along_with_the_tick_is_the_next_one(
    written_on_the_day_of_the_check_in: str, becomes: str
) -> None:
    desk = Desk(grid(SHEET))
    desk.sync("2026-11-13")
    change(desk, written_on_the_day_of_the_check_in)
    assert [check_in(desk, day) for day in ("2026-11-16", "2026-11-17")] == [becomes] * 2


def test_so_it_is_where_none_was_named_before() -> None:
    desk = Desk(grid(SHEET))
    change(desk, "Follow up on =")
    desk.sync("2026-11-13")
    change(desk, "Checked in = yes; Follow up on = 2026-11-27")
    assert check_in(desk, "2026-11-17") == "scheduled Fri 27 Nov"


def test_so_it_is_where_it_had_been_put_off() -> None:
    desk = Desk(grid(SHEET))
    change(desk, "Checked in = +1d")
    desk.sync("2026-11-16")
    change(desk, "Checked in = yes; Follow up on = 2026-11-27")
    assert check_in(desk, "2026-11-17") == "scheduled Fri 27 Nov"


def test_so_it_is_each_time() -> None:
    desk = Desk(grid(SHEET))
    desk.sync("2026-11-13")
    change(desk, "Checked in = yes; Follow up on = 2026-11-27")
    desk.sync("2026-11-16")
    change(desk, "Checked in = x; Follow up on = 2026-12-04")
    assert check_in(desk, "2026-11-27") == "scheduled Fri 04 Dec"


def test_a_row_that_is_new_was_ticked_for_the_day_that_it_has() -> None:
    desk = Desk(grid(SHEET))
    change(desk, "Checked in = yes; Follow up on = 2026-11-27")
    assert [check_in(desk, day) for day in ("2026-11-16", "2026-11-27")] == ["done Fri 27 Nov"] * 2


def test_words_for_a_day_may_become_the_day() -> None:
    desk = ticked("Follow up on =; Decision expected = in two weeks")
    before = check_in(desk, "2026-11-17")
    change(desk, "Decision expected = 2026-11-24")
    assert before == check_in(desk, "2026-11-17") == "done Wed 25 Nov"


def test_it_stays_open_until_it_is_ticked_anew_and_why_says_so() -> None:
    desk = ticked()
    desk.type(2, "Follow up on", "2026-11-30")
    days = ("2026-11-17", "2026-11-29", "2026-11-30", "2026-12-01")
    assert [check_in(desk, day).partition(" ")[0] for day in days] == [
        "scheduled",
        "scheduled",
        "due",
        "overdue",
    ]
    assert "Checked in is Mon 16 Nov, before this was due" in str(desk.column("Why")[0])
    desk.type(2, "Checked in", "2026-12-01")
    assert check_in(desk, "2026-12-01") == "done Mon 30 Nov"


def test_a_day_that_is_taken_back_leaves_it_closed() -> None:
    desk = ticked()
    results = []
    for cells in ("Follow up on = 2026-11-30", "Follow up on = 2026-11-16"):
        change(desk, cells)
        results.append(check_in(desk, "2026-11-17"))
    assert results == ["scheduled Mon 30 Nov", "done Mon 16 Nov"]


@cases("""
    cells                                          | becomes
                                                   | done Mon 16 Nov
    Follow up on = 2026-11-23                      | done Mon 23 Nov
    Follow up on =; Decision expected = 2026-11-25 | done Thu 26 Nov
    Follow up on =                                 | done Tue 17 Nov
""")
def test_a_tick_before_it_is_due_closes_it_while_nothing_changes(cells: str, becomes: str) -> None:
    desk = ticked(cells)
    assert [check_in(desk, day) for day in ("2026-11-17", "2026-11-26", "2026-12-04")] == [becomes] * 3


def test_a_day_that_could_not_be_read_meanwhile_is_no_new_one() -> None:
    desk = ticked()
    desk.type(2, "Follow up on", "some day")
    desk.sync("2026-11-17")
    desk.type(2, "Follow up on", "2026-11-16")
    assert check_in(desk, "2026-11-18") == "done Mon 16 Nov"


def test_a_tick_that_was_seen_while_the_day_could_not_be_read_is_for_the_day_that_was_meant() -> None:
    desk = ticked("Follow up on = some day")
    desk.type(2, "Follow up on", "2026-11-30")
    assert check_in(desk, "2026-11-17") == "done Mon 30 Nov"


def test_a_tick_of_before_days_were_remembered_is_for_the_day_that_is_there() -> None:
    desk = ticked("Follow up on = 2026-11-30")
    desk.published = b"".join(
        line for line in desk.published.splitlines(keepends=True) if b" check_in_for " not in line
    )
    assert check_in(desk, "2026-11-17") == "done Mon 30 Nov"
