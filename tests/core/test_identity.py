"""Which row is which: IDs that stay with their row through every sort, edit, copy and paste."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.core.identity import Print, assign
from sync.core.model import Interview
from sync.core.values import hashed
from tests.core.tables import TODAY, read_one, row

SOURCE = "mine.xlsx"
SOME_ROW = read_one(row(interview_date=TODAY))

Content = tuple[str, str, str, str]  # company, role, round, date

A: Content = ("acme", "engineer", "first", "2026-11-18")
B: Content = ("globex", "analyst", "first", "2026-11-19")
C: Content = ("acme", "engineer", "second", "2026-11-25")
A_MOVED: Content = ("acme", "engineer", "first", "2026-11-20")
A_RENAMED: Content = ("acme ltd", "engineer", "first", "2026-11-18")
B_MOVED: Content = ("globex", "analyst", "first", "2026-11-21")
NEW: Content = ("initech", "team lead", "first", "2026-11-30")
SEEN = {"aaaaaaaa": A, "bbbbbbbb": B, "cccccccc": C}


def interview(content: Content, cell: str) -> Interview:
    return replace(SOME_ROW, content=content, own_id=cell)


def ids_of(rows: list[tuple[Content, str]], seen: Mapping[str, Content], source: str = SOURCE) -> list[str]:
    remembered = {id_: Print.of(content) for id_, content in seen.items()}
    return list(assign(source, [interview(*each) for each in rows], remembered))


WHAT_THE_USER_DID: dict[str, list[tuple[Content, str, str]]] = {
    # what is done: each row's content, the ID cell beside it, and the ID that it should have
    "nothing": [(A, "aaaaaaaa", "aaaaaaaa"), (B, "bbbbbbbb", "bbbbbbbb"), (C, "cccccccc", "cccccccc")],
    "sort with the ID column": [
        (C, "cccccccc", "cccccccc"),
        (A, "aaaaaaaa", "aaaaaaaa"),
        (B, "bbbbbbbb", "bbbbbbbb"),
    ],
    "sort without the ID column": [
        (C, "aaaaaaaa", "cccccccc"),
        (A, "bbbbbbbb", "aaaaaaaa"),
        (B, "cccccccc", "bbbbbbbb"),
    ],
    "move an interview": [(A_MOVED, "aaaaaaaa", "aaaaaaaa"), (B, "bbbbbbbb", "bbbbbbbb")],
    "rename a company": [(A_RENAMED, "aaaaaaaa", "aaaaaaaa"), (B, "bbbbbbbb", "bbbbbbbb")],
    "edit and sort without the ID column": [
        (B_MOVED, "aaaaaaaa", "bbbbbbbb"),
        (C, "bbbbbbbb", "cccccccc"),
        (A_MOVED, "cccccccc", "aaaaaaaa"),
    ],
    "edit one round to the day of another, that one's role, and sort without the ID column": [
        (("acme", "engineer", "first", "2026-11-25"), "cccccccc", "aaaaaaaa"),
        (("acme", "manager", "second", "2026-11-25"), "aaaaaaaa", "cccccccc"),
        (B, "bbbbbbbb", "bbbbbbbb"),
    ],
    "overwrite a row with another interview": [(NEW, "aaaaaaaa", "aaaaaaaa"), (B, "bbbbbbbb", "bbbbbbbb")],
    "add a row": [(NEW, "", "new"), (A, "aaaaaaaa", "aaaaaaaa"), (B, "bbbbbbbb", "bbbbbbbb")],
    "add a round at the same company": [(A, "aaaaaaaa", "aaaaaaaa"), (A_MOVED, "", "new")],
    "delete a row": [(C, "cccccccc", "cccccccc")],
    "delete a row and type it again": [(B, "bbbbbbbb", "bbbbbbbb"), (A, "", "aaaaaaaa")],
    "paste one ID over all": [
        (A, "bbbbbbbb", "aaaaaaaa"),
        (B, "bbbbbbbb", "bbbbbbbb"),
        (C, "bbbbbbbb", "cccccccc"),
    ],
    "paste nonsense over all": [
        (A, "n/a", "aaaaaaaa"),
        (B, "AAAAAAAA", "bbbbbbbb"),
        (C, "aaaaaaaaa", "cccccccc"),
        (NEW, "=1/0", "new"),
    ],
    "copy a row below itself": [(A, "aaaaaaaa", "aaaaaaaa"), (A, "aaaaaaaa", "new")],
    "copy a row to the top, and edit the copy": [(A_MOVED, "aaaaaaaa", "new"), (A, "aaaaaaaa", "aaaaaaaa")],
    "copy a row twice, for two other companies": [
        (A, "aaaaaaaa", "aaaaaaaa"),
        (NEW, "aaaaaaaa", "new"),
        (B_MOVED, "aaaaaaaa", "new"),
    ],
    "copy a row and edit both": [(A_MOVED, "aaaaaaaa", "aaaaaaaa"), (NEW, "aaaaaaaa", "new")],
    "swap two rows, the IDs staying": [(B, "aaaaaaaa", "bbbbbbbb"), (A, "bbbbbbbb", "aaaaaaaa")],
    "delete the ID column": [(A, "", "aaaaaaaa"), (B, "", "bbbbbbbb"), (C, "", "cccccccc")],
    "delete the ID column and edit": [(A_MOVED, "", "new"), (B, "", "bbbbbbbb")],
}


@pytest.mark.parametrize("rows", WHAT_THE_USER_DID.values(), ids=WHAT_THE_USER_DID)
def test_each_id_goes_to_its_row_when_the_users_did(rows: list[tuple[Content, str, str]]) -> None:
    found = ids_of([(content, cell) for content, cell, _ in rows], SEEN)
    known = SEEN.keys() | {cell for _, cell, _ in rows}
    assert ["new" if id_ not in known else id_ for id_ in found] == [expected for *_, expected in rows]
    assert len(set(found)) == len(found)


R1: Content = ("acme", "engineer", "", "2026-11-16")  # rounds whose column is blank, a week apart
R2: Content = ("acme", "engineer", "", "2026-11-23")
R3: Content = ("acme", "engineer", "", "2026-11-30")
R4: Content = ("acme", "engineer", "", "2026-12-07")
ROUNDS = {"aaaaaaaa": R1, "bbbbbbbb": R2, "cccccccc": R3}

WHAT_BECAME_OF_THE_ROUNDS: dict[str, list[tuple[Content, str, str]]] = {
    # each row's content, the ID cell beside it, and the ID that it should have
    "both are a week later": [(R2, "aaaaaaaa", "aaaaaaaa"), (R3, "bbbbbbbb", "bbbbbbbb")],
    "all are a week later": [
        (R2, "aaaaaaaa", "aaaaaaaa"),
        (R3, "bbbbbbbb", "bbbbbbbb"),
        (R4, "cccccccc", "cccccccc"),
    ],
    "all are a week later, the last one first": [
        (R4, "cccccccc", "cccccccc"),
        (R3, "bbbbbbbb", "bbbbbbbb"),
        (R2, "aaaaaaaa", "aaaaaaaa"),
    ],
    "one is on the day of another, which is gone": [(R2, "aaaaaaaa", "aaaaaaaa")],
    "sorted without the ID column": [
        (R3, "aaaaaaaa", "cccccccc"),
        (R1, "bbbbbbbb", "aaaaaaaa"),
        (R2, "cccccccc", "bbbbbbbb"),
    ],
    "a new one, sorted without the ID column": [
        (R2, "aaaaaaaa", "bbbbbbbb"),
        (R4, "bbbbbbbb", "new"),
        (R1, "", "aaaaaaaa"),
    ],
}


@pytest.mark.parametrize("rows", WHAT_BECAME_OF_THE_ROUNDS.values(), ids=WHAT_BECAME_OF_THE_ROUNDS)
def test_rounds_without_a_name_keep_their_ids_when(rows: list[tuple[Content, str, str]]) -> None:
    found = ids_of([(content, cell) for content, cell, _ in rows], ROUNDS)
    known = ROUNDS.keys()
    assert ["new" if id_ not in known else id_ for id_ in found] == [expected for *_, expected in rows]


WITHOUT_A_FEED: dict[str, list[tuple[Content, int | None, int]]] = {
    # what is done: each row's content, whose ID stands beside it, and whose it should have
    "nothing": [(A, 0, 0), (B, 1, 1), (C, 2, 2)],
    "sort without the ID column": [(C, 0, 2), (A, 1, 0), (B, 2, 1)],
    "edit": [(A_MOVED, 0, 0), (B, 1, 1)],
    "delete the ID column": [(A, None, 0), (B, None, 1), (C, None, 2)],
}


@pytest.mark.parametrize("rows", WITHOUT_A_FEED.values(), ids=WITHOUT_A_FEED)
def test_a_lost_feed_takes_no_id_along_when_the_users_did(
    rows: list[tuple[Content, int | None, int]],
) -> None:
    made = ids_of([(content, "") for content in SEEN.values()], {})
    cells = [(content, "" if cell is None else made[cell]) for content, cell, _ in rows]
    assert ids_of(cells, {}) == [made[expected] for *_, expected in rows]


def test_two_equal_rows_get_two_ids_and_keep_them() -> None:
    first, second = ids_of([(A, ""), (A, "")], {})
    assert first != second
    assert ids_of([(A, second), (A, first)], {first: A, second: A}) == [second, first]
    assert ids_of([(A, ""), (A, "")], {first: A, second: A}) == [first, second]


def test_the_same_row_in_another_spreadsheet_has_another_id() -> None:
    assert ids_of([(A, "")], {}, "mine.xlsx") != ids_of([(A, "")], {}, "yours.xlsx")


def test_an_id_that_a_row_bore_in_the_last_feed_is_not_made_again_for_another() -> None:
    [made] = ids_of([(A, "")], {})
    assert ids_of([(A, "")], {made: B}) != [made]


def test_a_trait_that_a_crowd_shares_gives_no_id_away() -> None:
    crowd = {f"crowd{number:03}": (*A[:3], f"2027-{number:03}") for number in range(60)}
    rows = [((*A[:3], "moved"), id_) for id_ in crowd]
    assert ids_of(rows, crowd) == list(crowd)


def test_a_remembered_print_that_is_damaged_is_like_no_row() -> None:
    damaged = {"aaaaaaaa": Print.read("x")}
    assert assign(SOURCE, [interview(A, "aaaaaaaa")], damaged) == ("aaaaaaaa",)


def test_blank_parts_are_not_alike() -> None:
    blank = Print.of(("acme", "", "", ""))
    assert blank.likeness(Print.of(("globex", "", "", ""))) == 0
    assert Print.read(str(blank)) == blank


PARTS = st.tuples(
    st.sampled_from(["acme", "globex", "initech"]),
    st.sampled_from(["", "engineer", "analyst"]),
    st.sampled_from(["", "1", "2"]),
    st.dates(min_value=TODAY.replace(day=1), max_value=TODAY).map(str),
)
CELLS = st.sampled_from(["", "aaaaaaaa", "bbbbbbbb", "cccccccc", "?", "12345678"])
ROWS = st.lists(st.tuples(PARTS, CELLS), max_size=8)
MEMORY = st.dictionaries(st.sampled_from(["aaaaaaaa", "bbbbbbbb", "cccccccc", "gonegone"]), PARTS)


@given(rows=ROWS, seen=MEMORY)
def test_whatever_stands_in_the_cells_all_ids_differ_and_the_next_run_keeps_them(
    rows: list[tuple[Content, str]], seen: dict[str, Content]
) -> None:
    ids = ids_of(rows, seen)
    assert len(set(ids)) == len(rows)
    contents = [content for content, _ in rows]
    now_seen = dict(zip(ids, contents, strict=True))
    assert ids_of(list(zip(contents, ids, strict=True)), now_seen) == ids
    assert ids_of(list(zip(contents, ids, strict=True)), seen | now_seen) == ids


@given(contents=st.lists(PARTS, unique=True, max_size=8), data=st.data())
def test_rows_that_differ_get_their_ids_back_however_rows_and_ids_are_shuffled(
    contents: list[Content], data: st.DataObject
) -> None:
    ids = ids_of([(content, "") for content in contents], {})
    own = dict(zip(contents, ids, strict=True))
    shuffled = data.draw(st.permutations(contents))
    cells = data.draw(st.permutations(ids))
    seen = {id_: content for content, id_ in own.items()}
    expected = [own[content] for content in shuffled]
    assert ids_of(list(zip(shuffled, cells, strict=True)), seen) == expected
    assert ids_of([(content, "") for content in shuffled], {}) == expected


@given(text=st.text())
def test_an_id_is_text_to_every_spreadsheet(text: str) -> None:
    [made] = ids_of([((text, "", "", ""), "")], {})
    assert made.isascii()
    assert made.isalnum()
    assert made[0].isalpha()
    assert len(made) == 8
    assert not set(hashed(text, 16)) & set("ilou")


def test_an_edit_undone_gives_no_row_the_id_of_its_deleted_twin() -> None:
    twins_then_one_edited = {"aaaaaaaa": A, "bbbbbbbb": A_MOVED}
    assert ids_of([(A, "bbbbbbbb")], twins_then_one_edited) == ["bbbbbbbb"]
