"""A1 notation in every form that the API documents."""

import pytest

from tests.google import a1
from tests.google.area import Area
from tests.google.errors import ApiError

_TITLES = (("Sheet1", 0), ("My Sheet", 7), ("It's", 8), ("2020", 9))
_NAMED = {"Headings": Area(7, 0, 1, 0, 3)}


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("Sheet1!A1:B2", Area(0, 0, 2, 0, 2)),
        ("Sheet1!B2:A1", Area(0, 0, 2, 0, 2)),
        ("Sheet1!A:A", Area(0, None, None, 0, 1)),
        ("Sheet1!1:2", Area(0, 0, 2)),
        ("Sheet1!A5:A", Area(0, 4, None, 0, 1)),
        ("A1:B2", Area(0, 0, 2, 0, 2)),
        ("$A$1:$B$2", Area(0, 0, 2, 0, 2)),
        ("a1", Area(0, 0, 1, 0, 1)),
        ("AA10", Area(0, 9, 10, 26, 27)),
        ("Sheet1", Area(0)),
        ("'My Sheet'", Area(7)),
        ("My Sheet", Area(7)),
        ("'My Sheet'!A:C", Area(7, None, None, 0, 3)),
        ("My Sheet!C3", Area(7, 2, 3, 2, 3)),
        ("'It''s'!A1", Area(8, 0, 1, 0, 1)),
        ("'2020'!1:1", Area(9, 0, 1)),
        ("Headings", Area(7, 0, 1, 0, 3)),
        ("Sheet1!Headings", Area(7, 0, 1, 0, 3)),
        ("headings", Area(7, 0, 1, 0, 3)),
        ("Sheet1!R1C1:R2C2", Area(0, 0, 2, 0, 2)),
        ("R3C4", Area(0, 2, 3, 3, 4)),
        ("Sheet1!R[3]C[1]", Area(0, 3, 4, 1, 2)),
    ],
)
def test_a_range_is_read(text: str, area: Area) -> None:
    assert a1.read(text, _TITLES, _NAMED) == area


@pytest.mark.parametrize(
    "text", ["", "Nowhere!A1", "Sheet1!", "Sheet1!A", "'Sheet1'A1", "No such name", "A0"]
)
def test_what_is_no_range_is_refused(text: str) -> None:
    with pytest.raises(ApiError, match="Unable to parse range"):
        a1.read(text, _TITLES, _NAMED)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Sheet1", "Sheet1"),
        ("My Sheet", "'My Sheet'"),
        ("It's", "'It''s'"),
        ("A1", "'A1'"),
        ("2020", "'2020'"),
    ],
)
def test_a_title_is_quoted_where_it_must_be(title: str, told: str) -> None:
    assert a1.quoted(title) == told


@pytest.mark.parametrize(("number", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_letters(number: int, letters: str) -> None:
    assert a1.column_letters(number) == letters
    assert a1.column_number(letters) == number
