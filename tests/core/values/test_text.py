"""Specification of the text helpers that every column is read with."""

import math
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.core.model import Cell
from sync.core.values import clean, clean_lines, counted, fold, is_blank, shorten
from sync.core.values.text import quoted

BLANK = [None, "", " \t\n", "\xa0", "&nbsp;", "-", "--", "\u2013", "\u2014", "...", "?", "TBD?", math.nan]
BLANK_WORDS = ["n/a", "N/A", "null", "None", "blank", "tbd", "TBA", "tbc"]
NOT_BLANK = [0, False, 0.0, "0", "no", "Acme", "Nan", date(2026, 11, 18)]


@pytest.mark.parametrize("cell", [*BLANK, *BLANK_WORDS])
def test_a_cell_that_says_nothing_is_blank(cell: Cell) -> None:
    assert is_blank(cell)


@pytest.mark.parametrize("cell", NOT_BLANK)
def test_a_cell_that_says_something_is_not_blank(cell: Cell) -> None:
    assert not is_blank(cell)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  Acme \t\n Corp\xa0", "Acme Corp"),
        ("bell\x07 and\x00 nul", "bell and nul"),
        ("half \ud83d a pair", "half a pair"),
        ("\ufeffbyte order", "byte order"),
        ("next\x85line", "next line"),
        ("\U0001f469\u200d\U0001f4bb stays whole", "\U0001f469\u200d\U0001f4bb stays whole"),
    ],
)
def test_clean_leaves_one_line_that_any_cell_can_hold(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_clean_lines_keeps_the_line_breaks_between_the_lines() -> None:
    assert clean_lines("\n  Hello \r\n\r\n you\x00 there \n") == "Hello\n\nyou there"


@given(st.text(st.characters()))  # lone surrogates too
def test_cleaned_text_can_be_encoded_and_cleaning_it_again_changes_nothing(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode()
    assert clean(cleaned) == cleaned
    assert clean_lines(clean_lines(text)) == clean_lines(text)


def test_one_is_counted_in_the_singular() -> None:
    assert [counted(number, "cell") for number in range(3)] == ["0 cells", "1 cell", "2 cells"]


def test_shorten_marks_what_it_cuts() -> None:
    assert shorten("12345", 5) == "12345"
    assert shorten("1234 678", 6) == "1234\u2026"


def test_fold_sets_case_accents_and_spaces_aside() -> None:
    assert fold(" JOS\xc9  \u0141UKASZ ") == fold("jose\u0301 \u0142ukasz")
    assert fold("Stra\xdfe") == fold("STRASSE")


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (True, '"TRUE"'),
        (5.0, '"5"'),
        (None, '""'),
        (1400, '"1400"'),
        (datetime(2026, 11, 18, 14), '"2026-11-18 14:00:00"'),  # noqa: DTZ001 - cells are naive
        ("a  b\nc", '"a b c"'),
        ("x" * 50, '"' + "x" * 39 + '\u2026"'),
    ],
)
def test_a_refusal_quotes_the_cell_short_and_on_one_line(cell: Cell, shown: str) -> None:
    assert quoted(cell) == shown
