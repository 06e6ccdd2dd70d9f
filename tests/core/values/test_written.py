"""Specification of dates as people write them, by language. The clock stands at Sunday 22 November 2026."""

from datetime import date, datetime

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from sync.core.values import Moment, is_open, read_moment
from tests.core.tables import cases

TODAY = date(2026, 11, 22)


def read(text: str, locale: str | None = None, *, day_first: bool | None = True) -> Moment:
    return read_moment(text, day_first=day_first, locale=locale, near=TODAY)


def shown(found: Moment) -> str:
    """Show the moment, its offset from UTC where it has one, and until when it lasts where it says."""
    if not isinstance(found.on, datetime):
        return f"{found.on:%a %Y-%m-%d}"
    until = f"-{found.on + found.lasts:%H:%M}" if found.lasts else ""
    return f"{found.on:%a %Y-%m-%d %H:%M}{until} {found.on:%z}".strip()


@cases("""
    written                                      | taken for
    3.12.26                                      | Thu 2026-12-03
    Dec 3rd 2pm                                  | Thu 2026-12-03 14:00
    3/12/2026 14:00 GMT                          | Thu 2026-12-03 14:00 +0000
    2026-12-03T14:00Z                            | Thu 2026-12-03 14:00 +0000
    2026-12-03 14:00 UTC+2                       | Thu 2026-12-03 14:00 +0200
    Dec 3, 2026 2pm PT                           | Thu 2026-12-03 14:00 -0800
    3 Dec 2pm ET                                 | Thu 2026-12-03 14:00 -0500
    3 Dec 2026 14:00 CET                         | Thu 2026-12-03 14:00 +0100
    Dec 3 2026 at 2pm New York                   | Thu 2026-12-03 14:00 -0500
    Thu 3 Dec                                    | Thu 2026-12-03
    Thursday the 3rd of December at 2:30 p.m. ET | Thu 2026-12-03 14:30 -0500
    3rd Dec 2026 (Thu)                           | Thu 2026-12-03
    Thu, Dec 3 · 2pm                             | Thu 2026-12-03 14:00
    Tues 1 Dec, 2-3pm                            | Tue 2026-12-01 14:00-15:00
    Nov 30, 9am - 10am PST                       | Mon 2026-11-30 09:00-10:00 -0800
    2026-12-03 14:00 - 2026-12-03 15:30          | Thu 2026-12-03 14:00-15:30
    2pm on Thu 3 Dec                             | Thu 2026-12-03 14:00
    14:00 CET 3 Dec 2026                         | Thu 2026-12-03 14:00 +0100
    12:30 AM 3 Dec 2026                          | Thu 2026-12-03 00:30
    Thu 3 Dec 12 noon                            | Thu 2026-12-03 12:00
    noon on Dec 3                                | Thu 2026-12-03 12:00
    3 Dec midnight                               | Thu 2026-12-03
    46344                                        | Wed 2026-11-18
    3-5 Dec 2026                                 | Sat 2026-12-05
    2026-12-03 to 2026-12-05                     | Sat 2026-12-05
    Dec 3-5, 2026                                | Sat 2026-12-05
    Dec 30 - Jan 2                               | Sat 2027-01-02
    between 3 and 5 December                     | Sat 2026-12-05
    19/09                                        | Sat 2026-09-19
    Sept 3                                       | Thu 2026-09-03
""")
def test_english(written: str, taken_for: str) -> None:
    assert shown(read(written, "en_GB")) == taken_for


@cases("""
    written                                  | taken for
    November 18, 2026 10:00 AM (GMT) → 1:00 PM | Wed 2026-11-18 10:00-13:00 +0000
    2026-11-18 10:00 → 13:00                 | Wed 2026-11-18 10:00-13:00
    November 18, 2026 → November 19, 2026    | Thu 2026-11-19
""")
def test_an_arrow_stands_between_the_ends_of_a_range(written: str, taken_for: str) -> None:
    assert shown(read(written)) == taken_for


@cases("""
    written                    | taken for
    Nov 24 2pm (Zoom)          | Tue 2026-11-24 14:00
    24.11. 14 Uhr via Teams    | Tue 2026-11-24 14:00
    24/11 14h en visio         | Tue 2026-11-24 14:00
    24 nov 10:00 presencial    | Tue 2026-11-24 10:00
    24 Nov om 14u op locatie   | Tue 2026-11-24 14:00
    24 Nov 2pm PT - video call | Tue 2026-11-24 14:00 -0800
    24 Nov, in person          | Tue 2026-11-24
""")
def test_where_or_how_they_meet_may_stand_behind(written: str, taken_for: str) -> None:
    assert shown(read(written)) == taken_for


@cases("""
    written         | taken for
    3/12/2026 14:00 | Thu 2026-03-12 14:00
    12/3            | Thu 2026-12-03
    12/3 2pm ET     | Thu 2026-12-03 14:00 -0500
    Thu 12/3/26     | Thu 2026-12-03
""")
def test_american(written: str, taken_for: str) -> None:
    assert shown(read(written, "en_US", day_first=False)) == taken_for


@cases("""
    written                              | taken for
    Donnerstag, 3. Dezember 2026, 14 Uhr | Thu 2026-12-03 14:00
    Do, 3.12., 14:30 Uhr                 | Thu 2026-12-03 14:30
    Do 03.12. 14-15 Uhr                  | Thu 2026-12-03 14:00-15:00
    03.12.26 14 Uhr 30                   | Thu 2026-12-03 14:30
    03.12.2026 (Do)                      | Thu 2026-12-03
    Donnerstag, den 3. Dezember          | Thu 2026-12-03
    am 3. Dez                            | Thu 2026-12-03
    3. Mär 2027                          | Wed 2027-03-03
    1. Jänner 2027                       | Fri 2027-01-01
    Sonnabend 5.12.                      | Sat 2026-12-05
    Mo 30.11. 9.30 Uhr MEZ               | Mon 2026-11-30 09:30 +0100
    3. Dezember 14 bis 15 Uhr            | Thu 2026-12-03 14:00-15:00
    mittags 3.12.2026                    | Thu 2026-12-03 12:00
    3.-5.12.2026                         | Sat 2026-12-05
    vom 3. bis 5. Dezember               | Sat 2026-12-05
""")
def test_german(written: str, taken_for: str) -> None:
    assert shown(read(written, "de_DE")) == taken_for


@cases("""
    written                           | taken for
    3 déc. 2026 à 14h30               | Thu 2026-12-03 14:30
    jeudi 3 décembre                  | Thu 2026-12-03
    jeu. 3 déc. à 14 h                | Thu 2026-12-03 14:00
    1er décembre 2026 14h             | Tue 2026-12-01 14:00
    mar 1 déc                         | Tue 2026-12-01
    le 3 août                         | Mon 2026-08-03
    mardi 1er décembre de 14h à 15h30 | Tue 2026-12-01 14:00-15:30
    3 décembre 2026 à midi            | Thu 2026-12-03 12:00
    03/12/26 à 9h                     | Thu 2026-12-03 09:00
    du 3 au 5 décembre 2026           | Sat 2026-12-05
""")
def test_french(written: str, taken_for: str) -> None:
    assert shown(read(written, "fr_FR")) == taken_for


@cases("""
    written                               | taken for
    3 de diciembre de 2026                | Thu 2026-12-03
    jueves 3 de diciembre a las 14:00     | Thu 2026-12-03 14:00
    jue 3 dic                             | Thu 2026-12-03
    3 de diciembre de 2026, 3 de la tarde | Thu 2026-12-03 15:00
    3/12/2026 14:00 h                     | Thu 2026-12-03 14:00
    1º de enero de 2027                   | Fri 2027-01-01
    martes, 1 dic. 10:00 a 11:00          | Tue 2026-12-01 10:00-11:00
    del 3 al 5 de diciembre               | Sat 2026-12-05
""")
def test_spanish(written: str, taken_for: str) -> None:
    assert shown(read(written, "es_ES")) == taken_for


@cases("""
    written                                    | taken for
    3 dez 2026                                 | Thu 2026-12-03
    quinta-feira, 3 de dezembro de 2026 às 14h | Thu 2026-12-03 14:00
    qui 3/12                                   | Thu 2026-12-03
    sexta 4 dez 14h30                          | Fri 2026-12-04 14:30
    seg, 30/11 às 9h                           | Mon 2026-11-30 09:00
    1º de janeiro                              | Fri 2027-01-01
    de 3 a 5 de dezembro                       | Sat 2026-12-05
""")
def test_portuguese(written: str, taken_for: str) -> None:
    assert shown(read(written, "pt_BR")) == taken_for


@cases("""
    written                                | taken for
    do 3 dec                               | Thu 2026-12-03
    donderdag 3 december 2026 om 14.00 uur | Thu 2026-12-03 14:00
    3-12-2026 14u30                        | Thu 2026-12-03 14:30
    ma 30 nov 10 uur                       | Mon 2026-11-30 10:00
    3 mrt 2027                             | Wed 2027-03-03
    zo 6 december                          | Sun 2026-12-06
    3 t/m 5 december                       | Sat 2026-12-05
""")
def test_dutch(written: str, taken_for: str) -> None:
    assert shown(read(written, "nl_NL")) == taken_for


@pytest.mark.parametrize(
    "text",
    ["3 déc. 2026", "3. Dez. 2026", "3 de diciembre de 2026", "3 dez 2026", "do 3 dec 2026", "3rd Dec 2026"],
)
def test_without_a_locale_the_names_of_all_six_languages_are_known(text: str) -> None:
    assert read(text, None, day_first=None).on == date(2026, 12, 3)


def test_the_names_of_another_locale_are_known_where_the_sheet_has_it() -> None:
    assert read("giovedì 3 dicembre 2026", "it_IT").on == date(2026, 12, 3)


# The year that is left out


@cases("""
    written   | taken for      | because
    3 Dec     | Thu 3 Dec 2026 | the next one
    19/09     | Sat 19 Sep 2026 | the last one
    20 Mar    | Sat 20 Mar 2027 | within four months: 118 days
    1 April   | Wed 1 Apr 2026 | more than four months ahead is further than interviews are planned
    22 Nov    | Sun 22 Nov 2026 | today
    Sat 1 May | Sat 1 May 2027 | the weekday says so
    Fri 1 May | Fri 1 May 2026 | the weekday says so
    Mon 1 Feb | Mon 1 Feb 2027 | the weekday fits the next one
""")
def test_a_year_that_is_left_out_is_the_next_or_the_last_that_makes_sense_and_it_is_said(
    written: str, taken_for: str, because: str
) -> None:
    assert because
    assert read(written).note == f'"{written}" has no year, taken for {taken_for}'


def test_of_a_range_of_days_it_is_said_that_the_last_one_counts() -> None:
    assert read("3-5 Dec 2026").note == '"3-5 Dec 2026" counts by its end, Sat 5 Dec 2026'


def test_a_date_with_its_year_needs_no_note() -> None:
    assert read("Thu 3 Dec 2026, 2pm").note == ""


@cases("""
    written              | starts | instead
    3 Dec 2026 2:30      | 02:30  | 14:30
    2:30, 3 Dec 2026     | 02:30  | 14:30
    3 Dec 2026 6.15-7.00 | 06:15  | 18:15
    3 Dec 2026 2:30 am   | 02:30  |
    3 Dec 2026 02:30     | 02:30  |
    3 Dec 2026 2:30-3pm  | 14:30  |
    3 Dec 2026 3h30      | 03:30  |
    3 Dec 2026 7:30      | 07:30  |
""")
def test_a_time_that_is_at_night_unless_the_afternoon_is_meant_is_told(
    written: str, starts: str, instead: str
) -> None:
    found = read(written)
    note = f'"{written}" is taken for {starts}, at night; write {instead} if that is meant' if instead else ""
    assert isinstance(found.on, datetime)
    assert (f"{found.on:%H:%M}", found.note) == (starts, note)


def test_all_that_was_assumed_is_said_in_one_note() -> None:
    assert read("3 Dec 2:30").note == (
        '"3 Dec 2:30" has no year, taken for Thu 3 Dec 2026; '
        "it is taken for 02:30, at night; write 14:30 if that is meant"
    )


@cases("""
    written           | taken for
    24/12/26 noon     | Thu 2026-12-24 12:00
    24/12/26 midnight | Thu 2026-12-24
    3 Dec 31 2pm      | Wed 2031-12-03 14:00
    3 Dec 21          | Fri 2021-12-03
    3 Dec 2014        | Wed 2014-12-03
    3 Dec 14 Uhr      | Thu 2026-12-03 14:00
    3 Dec 12 noon     | Thu 2026-12-03 12:00
""")
def test_two_digits_behind_a_month_are_a_year_or_an_hour(written: str, taken_for: str) -> None:
    assert shown(read(written)) == taken_for


def test_a_date_in_the_past_does_not_come_into_doubt_as_years_go_by() -> None:
    assert read_moment("3 Dec 26", day_first=True, near=date(2040, 1, 1)).on == date(2026, 12, 3)


# What stays in doubt


@cases("""
    written               | says
    Fri 3 Dec             | does not fit: 3 Dec 2026 is a Thursday; correct it, or add the year
    Wed 3 Dec             | does not fit: 3 Dec 2026 is a Thursday; correct it, or add the year
    Sun 19 Sep            | does not fit: 19 Sep 2026 is a Saturday; correct it, or add the year
    3 Dec 14              | would be in the year 2014; write the year with four digits, and a time like 14:00
    3 Dec 14, 2pm         | would be in the year 2014
    18/11/14              | would be in the year 2014
    3 Dec 45              | would be in the year 2045
    Fri 3 Dec 2026        | does not fit: 2026-12-03 is a Thursday; correct one of the two
    29 Feb                | is in no year about now; write it with its year
    5-3 Dec 2026          | ends before it begins
    Dec 3 or 4            | has more than a date and a time
    3 Dec 2026?           | has more than a date and a time
    3 Dec 2026, maybe 2pm | has more than a date and a time
    3 Dec 2pm Mars        | has more than a date and a time
    Dec 3 @ 10            | has more than a date and a time
    3 Dec 1am-5pm         | would last more than 12 hours
    3 foo 2026            | is not a date
    soon                  | is not a date
""")
def test_what_stays_in_doubt_is_refused(written: str, says: str) -> None:
    with pytest.raises(ValueError, match=says.replace("?", ".")):
        read(written)


def test_day_and_month_in_numbers_are_in_doubt_where_nothing_says_which_comes_first() -> None:
    with pytest.raises(ValueError, match='"3/12" could be 3 December or March 12; write it'):
        read("3/12", day_first=None)


@pytest.mark.parametrize(
    "cell",
    [None, "", "-", "?", "N/A", "n.a.", "null", "TBD", "tbc", "to be scheduled", "Not scheduled yet",
     "noch offen", "k.A.", "à définir", "por definir", "a combinar", "nog niet bekend", "Unknown", "&nbsp;"],
)  # fmt: skip
def test_a_date_that_is_not_known_yet_is_no_doubt(cell: str | None) -> None:
    assert is_open(cell)


@pytest.mark.parametrize("cell", ["3 Dec", "soon", date(2026, 12, 3), 46344, 0])
def test_anything_else_is_looked_at(cell: str | date | int) -> None:
    assert not is_open(cell)


# Properties


@given(
    day=st.dates(date(2000, 1, 1), date(2068, 12, 31)),
    locale=st.sampled_from(["en_GB", "en_US", "de_DE", "fr_FR", "es_ES", "pt_BR", "pt_PT", "nl_NL", "de_AT"]),
    length=st.sampled_from(["full", "long", "medium", "short"]),
)
@examples(deadline=None, derandomize=True, max_examples=300)
def test_a_date_that_a_program_wrote_in_the_sheets_locale_is_read_back(
    day: date, locale: str, length: str
) -> None:
    text = format_date(day, format=length, locale=locale)
    assert read_moment(text, day_first=locale != "en_US", locale=locale, near=day) == Moment(day)


@cases("""
    seen on        | locale | written                | taken for
    Wed 2026-11-18 |        | vendredi 27            | Fri 2026-11-27
    Wed 2026-11-18 |        | lunes 30               | Mon 2026-11-30
    Wed 2026-11-18 |        | Friday 27              | Fri 2026-11-27
    Wed 2026-11-18 |        | on Friday the 27th     | Fri 2026-11-27
    Wed 2026-11-18 |        | Fri 27, 2pm            | Fri 2026-11-27 14:00
    Wed 2026-11-18 |        | le vendredi 27 à 14h30 | Fri 2026-11-27 14:30
    Wed 2026-11-18 | fr_FR  | vendredi 4             | Fri 2026-12-04
    Wed 2026-11-18 | en_GB  | Friday 4, 3pm          | Fri 2026-12-04 15:00
    Wed 2026-11-18 |        | Tuesday 17             | Tue 2026-11-17
    Wed 2026-11-18 |        | Thu 26 - Fri 27        | Fri 2026-11-27
    Wed 2026-11-18 | fr_FR  | mar 24                 | Tue 2026-11-24
    Wed 2026-11-18 | es_ES  | mar 24 a las 10:00     | Tue 2026-11-24 10:00
    Wed 2026-11-18 | nl_NL  | maa 23                 | Mon 2026-11-23
    Wed 2026-11-18 | fr_FR  | mar 24 mars            | Tue 2026-03-24
    Wed 2026-11-18 | fr_FR  | 24 mar                 | Tue 2026-03-24
    Wed 2026-11-18 | en_GB  | Mar 24                 | Tue 2026-03-24
    Wed 2026-11-18 | de_DE  | Mär 24                 | Tue 2026-03-24
    Wed 2026-11-18 | pt_BR  | mar 24                 | Tue 2026-03-24
    Wed 2026-11-18 |        | Mar 25                 | Wed 2026-03-25
    Tue 2027-03-02 |        | Mar 24                 | Wed 2027-03-24
    Tue 2027-03-02 |        | Friday 26              | Fri 2027-03-26
    Wed 2026-11-18 | fr_FR  | mar 24 2027            | Wed 2027-03-24
""")
def test_a_weekday_and_its_day_are_in_the_near_month_in_which_they_agree(
    seen_on: str, locale: str, written: str, taken_for: str
) -> None:
    near = date.fromisoformat(seen_on[4:])
    found = read_moment(written, day_first=True, locale=locale or None, near=near)
    assert shown(found) == taken_for


def test_a_month_that_is_left_out_is_told() -> None:
    assert read("Friday 27").note == '"Friday 27" has no month, taken for Fri 27 Nov 2026'


@cases("""
    locale | written         | because
           | Mar 24          | could be Tue 24 Nov 2026 or 24 March
    fr_FR  | mar 31          | is not a date: in no month about now do the two agree
           | Friday 26       | is not a date: in no month about now do the two agree
           | Friday 32       | is not a date
           | Friday 4        | is not a date; write it like
           | Friday 10-11am  | is not a date; write it like
           | Friday 10 - 11h | is not a date; write it like
""")
def test_a_weekday_that_leaves_the_day_in_doubt_is_refused(locale: str, written: str, because: str) -> None:
    with pytest.raises(ValueError, match=f'"{written}" {because}'):
        read(written, locale or None)


@cases("""
    locale | written       | taken for
    nl_NL  | 17-11         | Tue 2026-11-17
    nl_NL  | 17-11 14u     | Tue 2026-11-17 14:00
    nl_NL  | di 17-11      | Tue 2026-11-17
    nl_NL  | 17-11 14-15u  | Tue 2026-11-17 14:00-15:00
    nl_NL  | 17-11-2026    | Tue 2026-11-17
""")
def test_in_dutch_a_hyphen_parts_day_and_month(locale: str, written: str, taken_for: str) -> None:
    assert shown(read(written, locale)) == taken_for


def test_elsewhere_two_numbers_with_a_hyphen_may_be_hours() -> None:
    with pytest.raises(ValueError, match="is not a date"):
        read("17-11", "en_GB")
