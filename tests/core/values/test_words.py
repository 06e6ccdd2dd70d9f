"""Specification of the marks, the style and the words that end a row."""

from datetime import date, datetime, time

import pytest

from sync.core.model import Cell, Mark
from sync.core.values import ending, read_letter, read_mark, read_style

TODAY = date(2026, 11, 20)
DAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("cell", "mark"),
    [
        *((cell, Mark.DONE) for cell in (True, 1, 1.0, "1", "TRUE", "yes", "X", "Done!", "sent", " SENT ")),
        *((cell, Mark.DONE) for cell in ("\u2713", "\u2714\ufe0f", "\u2705", "\u2611")),
        *(
            (cell, Mark.NOT_YET)
            for cell in (None, "", "  ", "&nbsp;", False, 0, 0.0, "0", "FALSE", "no", "Not yet")
        ),
        *((cell, Mark.NOT_YET) for cell in ("-", "\u2013", "\u2014")),
        *((cell, Mark.SKIPPED) for cell in ("skip", "Skipped", "n/a", "N/A", "NA", "none", "not  needed")),
    ],
)
def test_a_mark_is_one_of_the_words_of_the_contract(cell: Cell, mark: Mark) -> None:
    assert read_mark(cell, day_first=None, today=TODAY) == (mark, None)


@pytest.mark.parametrize(
    "cell",
    [
        DAY, datetime.combine(DAY, time(14)), 46344, "2026-11-18", "18/11/2026", "2026-11-18T14:00Z",
        "sent 2026-11-18", "Sent on 18 Nov 2026", "yes, 18 Nov 2026", "done: 18.11.2026", "\u2713 2026-11-18",
        "\u2714\ufe0f2026-11-18", "x 2026-11-18",
    ],
)  # fmt: skip
def test_a_date_is_the_day_on_which_it_was_done_with_a_word_before_it_or_without(cell: Cell) -> None:
    assert read_mark(cell, day_first=None, today=TODAY) == (Mark.DONE, DAY)


def test_today_is_not_in_the_future() -> None:
    assert read_mark(TODAY, day_first=None, today=TODAY) == (Mark.DONE, TODAY)


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        (date(2026, 11, 21), '"2026-11-21" is still to come; a date here is the day on which it was done'),
        ("sent 2026-12-01", "is still to come"),
        ("03/04/2026", "could be 3 April or March 4"),
        ("sent 03/04/2026", "could be 3 April or March 4"),
        ("perhaps", '"perhaps" is not understood here; write yes, x, done, sent or the date for done; no or'),
        ("not sent 2026-11-18", "is not understood"),
        ("sent yesterday", "is not understood"),
        ("?", "is not understood"),
        (2, "is not understood"),
        (time(14), "is not understood"),
    ],
)
def test_any_other_mark_is_refused_with_what_would_be_accepted(cell: Cell, sentence: str) -> None:
    with pytest.raises(ValueError) as refusal:  # noqa: PT011 - the sentence is compared below
        read_mark(cell, day_first=None, today=TODAY)
    assert sentence in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "style", "by_call"),
    [
        ("standard", "standard", False),
        ("Assertive", "assertive", False),
        (" GENTLE ", "gentle", False),
        ("gentle, by e-mail", "gentle", False),
        ("call", "standard", True),
        ("phone", "standard", True),
        ("assertive, by telephone", "assertive", True),
        ("gentle (ring)", "gentle", True),
    ],
)
def test_a_style_and_a_call_are_read_in_any_case_and_order(text: str, style: str, *, by_call: bool) -> None:
    assert read_style(text) == (style, by_call)


@pytest.mark.parametrize("cell", ["pushy", "gentle assertive", "don't call", "email", "", 5, True])
def test_any_other_style_is_refused_with_what_would_be_accepted(cell: Cell) -> None:
    with pytest.raises(ValueError, match="is not a style; write standard, assertive, gentle or call"):
        read_style(cell)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        *((text, "offer") for text in ("Offer", "\u2705 Offer", "offered", "Job offer", "Offer received")),
        *((text, "offer") for text in ("Offer \u2013 60k", "OFFER!", "6) offer")),
        *((text, "accepted") for text in ("Accepted", "Hired", "Offer accepted", "accepted the offer")),
        *((text, "rejected") for text in ("5. Rejected \u274c", "declined", "Turned down", "Unsuccessful")),
        *((text, "rejected") for text in ("Not selected", "Rejected after onsite", "Rejected: not a fit")),
        *((text, "rejected") for text in ("Offer rescinded",)),
        *((text, "withdrawn") for text in ("Withdrawn", "withdrew", "I withdrew", "Offer declined")),
        *((text, "withdrawn") for text in ("declined offer", "Turned down the offer", "rejected the offer")),
        *((text, "cancelled") for text in ("cancelled", "Canceled", "Interview cancelled")),
        *((text, "no response") for text in ("No response", "no reply", "Ghosted \U0001f47b")),
    ],
)
def test_a_row_ends_with_a_cell_that_is_or_begins_with_an_ending_word(text: str, word: str) -> None:
    assert ending(text) == word


@pytest.mark.parametrize(
    "cell",
    [
        "Pending", "Offer pending", "awaiting offer", "waiting", "Offer?", "Rejected \u2753", "no offer yet",
        "No response yet", "offer expected", "maybe rejected", "hoping for an offer", "Offer: no", "not yet",
        "Cancelled, rescheduled to Dec 3", "Accepted interview", "Applied", "Phone screen", "offering", "Yes",
        "", "\U0001f600", None, True, 5, 1.5, date(2026, 11, 18),
    ],
)  # fmt: skip
def test_a_cell_that_hedges_or_says_something_else_ends_nothing(cell: Cell) -> None:
    assert ending(cell) is None


@pytest.mark.parametrize(
    ("text", "by_letter"),
    [
        ("e-mail", False),
        ("Email", False),
        ("by mail", False),
        ("letter", True),
        ("Card", True),
        ("handwritten note", True),
        ("by post", True),
    ],
)
def test_ty_3_the_way_to_send_a_thank_you_is_read(text: str, *, by_letter: bool) -> None:
    assert read_letter(text) is by_letter


@pytest.mark.parametrize("text", ["carrier pigeon", "letter or e-mail", 7])
def test_ty_3_any_other_way_is_refused(text: str | int) -> None:
    with pytest.raises(ValueError, match="write e-mail, letter or card"):
        read_letter(text)
