"""Specification of the marks, the style and the words that end a row."""

from datetime import date, datetime, time

import pytest

from sync.core.model import Cell, Mark, Said
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
        *(
            (cell, Mark.SKIPPED)
            for cell in ("skip", "Skipped", "n/a", "N/A", "NA", "none", "not  needed", "n. a.", "entfällt")
        ),
    ],
)
def test_a_mark_is_one_of_the_words_of_the_contract(cell: Cell, mark: Mark) -> None:
    assert read_mark(cell, day_first=None, today=TODAY) == Said(mark)


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        (
            Mark.DONE,
            "y; OK; ja; Erledigt; gesendet; verschickt; oui; fait; Envoy\u00e9; s\u00ed; hecho",
        ),
        (Mark.DONE, "Enviado; sim; feito; gedaan; verstuurd"),
        (
            Mark.NOT_YET,
            "n; \u274c; \u274c\ufe0f; \u2610; nein; non; n\u00e3o; nee; noch nicht; Pas encore",
        ),
        (Mark.NOT_YET, "todav\u00eda no; ainda n\u00e3o; nog niet"),
        (
            Mark.SKIPPED,
            "N.A.; nicht n\u00f6tig; pas n\u00e9cessaire; no necesario; n\u00e3o necess\u00e1rio",
        ),
        (Mark.SKIPPED, "\u00fcberspringen; overslaan; niet nodig"),
    ],
)
def test_a_mark_is_read_in_six_languages(mark: Mark, words: str) -> None:
    for word in words.split("; "):
        assert read_mark(word, day_first=None, today=TODAY) == Said(mark), word


@pytest.mark.parametrize(
    "cell",
    [
        "gesendet am 18.11.2026",
        "envoy\u00e9 le 18 nov. 2026",
        "enviado el 2026-11-18",
        "verstuurd op 18 nov 2026",
    ],
)
def test_a_word_and_a_date_are_read_in_other_languages_too(cell: str) -> None:
    assert read_mark(cell, day_first=None, today=TODAY) == Said(Mark.DONE, DAY)


@pytest.mark.parametrize(
    "cell",
    [
        "sent 2026-11-18", "Sent on 18 Nov 2026", "yes, 18 Nov 2026", "done: 18.11.2026", "\u2713 2026-11-18",
        "\u2714\ufe0f2026-11-18", "x 2026-11-18", "done 18 Nov",
    ],
)  # fmt: skip
def test_a_word_and_a_date_are_the_day_on_which_it_was_done(cell: Cell) -> None:
    assert read_mark(cell, day_first=None, today=TODAY) == Said(Mark.DONE, DAY)


@pytest.mark.parametrize(
    "cell",
    [
        DAY, datetime.combine(DAY, time(14)), 46344, "2026-11-18", "18/11/2026", "2026-11-18T14:00Z",
        "18 Nov", "Wed 18 Nov",
    ],
)  # fmt: skip
def test_a_date_alone_is_that_day_too_unless_it_was_still_to_come_when_it_was_written(cell: Cell) -> None:
    assert read_mark(cell, day_first=None, today=TODAY) == Said(Mark.DONE, DAY, until=DAY)


def test_today_is_not_in_the_future() -> None:
    assert read_mark(TODAY, day_first=None, today=TODAY) == Said(Mark.DONE, TODAY, until=TODAY)


@pytest.mark.parametrize("cell", [date(2026, 12, 3), "2026-12-03", "3 Dec 2026", "Dec 3rd", "3.12.26"])
def test_a_date_to_come_puts_it_off(cell: Cell) -> None:
    assert read_mark(cell, day_first=None, today=TODAY) == Said(Mark.NOT_YET, until=date(2026, 12, 3))


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("+3d", 3), ("3d", 3), ("+ 3 d", 3), ("3 days", 3), ("in 3 days", 3), ("1 day", 1), ("0d", 0),
        ("+1w", 7), ("1W", 7), ("2wks", 14), ("in 2 weeks", 14), ("+1 week!", 7),
        ("in 3 Tagen", 3), ("3 Tage", 3), ("1 Tag", 1), ("1 Woche", 7), ("2 semaines", 14),
        ("dans 3 jours", 3), ("3 d\u00edas", 3), ("3 dias", 3), ("em 2 semanas", 14), ("2 weken", 14),
        ("over 3 dagen", 3),
    ],
)  # fmt: skip
def test_a_number_of_days_or_weeks_puts_it_off(cell: str, days: int) -> None:
    assert read_mark(cell, day_first=None, today=TODAY) == Said(Mark.NOT_YET, days=days)


@pytest.mark.parametrize(
    "cell", ["undo", "Undo", "UNDO!", "undone", "reopen", "r\u00fcckg\u00e4ngig", "deshacer"]
)
def test_undo_opens_it_again(cell: str) -> None:
    assert read_mark(cell, day_first=None, today=TODAY) == Said(Mark.NOT_YET, undo=True)


@pytest.mark.parametrize(
    "today", [date(2026, 11, 18), date(2026, 12, 31), date(2027, 8, 1), date(2029, 1, 1)]
)
@pytest.mark.parametrize(
    ("cell", "day"),
    [("25 Nov", date(2026, 11, 25)), ("Jan 4", date(2027, 1, 4)), ("2 Nov", date(2026, 11, 2))],
)
def test_a_mark_without_a_year_stays_near_its_interview_while_years_go_by(
    cell: str, day: date, today: date
) -> None:
    said = read_mark(cell, day_first=None, today=today, near=date(2026, 11, 18))
    assert said.until == day


@pytest.mark.parametrize(
    ("cell", "locale"), [("3 dezembro", "pt_BR"), ("3. Dezember", "de_DE"), ("3 décembre", "fr_FR")]
)
def test_a_mark_is_dated_in_the_language_of_the_sheet(cell: str, locale: str) -> None:
    said = read_mark(cell, day_first=True, today=TODAY, locale=locale, near=DAY)
    assert said.until == date(2026, 12, 3)


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        (
            "sent 2026-12-01",
            '"sent 2026-12-01" is still to come; the date here is the day on which it was done',
        ),
        ("03/04/2026", "could be 3 April or March 4"),
        ("sent 03/04/2026", "could be 3 April or March 4"),
        ("perhaps", '"perhaps" is not understood here; write yes, x, done, sent or the date for done; no or'),
        ("not sent 2026-11-18", "is not understood"),
        ("sent yesterday", "is not understood"),
        ("?", "is not understood"),
        ("+3", "is not understood"),
        ("3 months", "is not understood"),
        ("+-3d", "is not understood"),
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


@pytest.mark.parametrize(
    ("cell", "mark"),
    [
        ("Done \N{PARTY POPPER}", Mark.DONE),
        ("\u2705 Done", Mark.DONE),
        ("Sent! \N{OPEN MAILBOX WITH RAISED FLAG}", Mark.DONE),
        ("yes \N{THUMBS UP SIGN}\N{EMOJI MODIFIER FITZPATRICK TYPE-4}", Mark.DONE),
        ("no \u274c", Mark.NOT_YET),
        ("Skip \N{SHRUG}\N{ZERO WIDTH JOINER}\u2642\ufe0f", Mark.SKIPPED),
    ],
)
def test_a_sign_beside_a_mark_that_does_not_say_otherwise_leaves_it_as_it_is(cell: str, mark: Mark) -> None:
    assert read_mark(cell, day_first=True, today=TODAY) == Said(mark)


@pytest.mark.parametrize("cell", ["Done \u274c", "no \u2713", "\N{PARTY POPPER}", "\N{PARTY POPPER} perhaps"])
def test_a_sign_that_says_otherwise_or_stands_alone_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match="is not understood here"):
        read_mark(cell, day_first=True, today=TODAY)
