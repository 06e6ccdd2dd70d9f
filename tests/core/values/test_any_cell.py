"""No cell whatever stops a reader: it is read or refused in a sentence, and in no time."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.core.model import Cell
from sync.core.people import read_people
from sync.core.said import read_said
from sync.core.values import (
    clean,
    ending,
    is_blank,
    is_open,
    read_duration,
    read_mark,
    read_moment,
    read_style,
    read_times,
    read_zone,
)
from sync.core.workdays import Workdays

TODAY = date(2026, 11, 20)
SOAK = os.environ.get("FOLLOWUPS_SCHEDULES")  # see `make soak`
READERS: list[Callable[[Cell], object]] = [
    partial(read_moment, day_first=None),
    partial(read_moment, day_first=True),
    partial(read_mark, day_first=False, today=TODAY),
    read_times,
    read_duration,
    read_zone,
    read_style,
    ending,
    is_blank,
    is_open,
    read_people,
    partial(read_moment, day_first=None, near=TODAY),
    partial(read_moment, day_first=True, locale="de_DE", near=TODAY),
    lambda cell: read_said(cell, TODAY, Workdays(), near=TODAY, day_first=True),
    lambda cell: read_said(cell, None, Workdays(), near=TODAY, day_first=None, locale="fr_FR"),
]

PIECES = st.sampled_from(
    [
        "18", "12", "2026", "3", "3-5", "Nov", "dezembro", "Wed", "/", "-", ".", ":", " ", ",", "'", "?",
        "(",
        ")", "pm", "noon", "h", "Uhr", "Z", "+01:00", "UTC", "PT", " to ", " at ", " of ", "de ",
        "bis ", "d'ici ",
        "next ", "end ", "mid", "days", "werkdagen", "week", "semaine", "Woche", "KW", "Q", "sent", "offer",
        "Jane Doe", "<", ">", '"', "@", "jane@acme.com", "020 7946 0018", ";", " and ", "\n", "\u0661",
    ]
)  # fmt: skip
TEXTS = st.text(st.characters()) | st.lists(PIECES, max_size=12).map("".join)
CELLS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.timedeltas()
    | TEXTS
)


@given(CELLS)
@settings(deadline=None, derandomize=not SOAK, max_examples=int(SOAK or 400))
def test_every_cell_is_read_or_refused_in_one_short_line(cell: Cell) -> None:
    for read in READERS:
        try:
            read(cell)
        except ValueError as refusal:
            sentence = str(refusal)
            assert len(sentence) < 240
            assert clean(sentence) == sentence


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "1",
        "1 ",
        " ",
        "(",
        "(a",
        "<",
        '"',
        "a@",
        "a.",
        "@a.",
        "1:",
        "a,",
        ";",
        "\n",
        " and ",
        "e\u0301",
        "-",
    ],
)
def test_a_very_long_cell_takes_no_time(piece: str) -> None:
    cell = piece * (32_767 // len(piece))  # what a cell of Excel can hold
    started = process_time()
    for read in READERS:
        with suppress(ValueError):
            read(cell)
    assert process_time() - started < 5
