"""Specification of decision dates as they were said, by language. The interview is on Wed 18 Nov 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from sync.core.said import Taken, read_said
from sync.core.workdays import Workdays
from tests.core.tables import cases

INTERVIEW = date(2026, 11, 18)
TODAY = date(2026, 11, 22)


def read(
    said: str, locale: str | None = None, spoken_on: date | None = INTERVIEW, workdays: Workdays | None = None
) -> Taken:
    return read_said(said, spoken_on, workdays or Workdays(), near=TODAY, day_first=True, locale=locale)


def taken(said: str, locale: str | None = None, spoken_on: date | None = INTERVIEW) -> str:
    return f"{read(said, locale, spoken_on).on:%a %Y-%m-%d}"


@cases("""
    they said                      | taken for
    by Friday                      | Fri 2026-11-20
    next Monday                    | Mon 2026-11-23
    this Friday                    | Fri 2026-11-20
    Friday                         | Fri 2026-11-20
    next Friday                    | Fri 2026-11-27
    Wednesday                      | Wed 2026-11-25
    in a week                      | Wed 2026-11-25
    a week                         | Wed 2026-11-25
    within two weeks               | Wed 2026-12-02
    end of next week               | Fri 2026-11-27
    end of the week                | Fri 2026-11-20
    EOW                            | Fri 2026-11-20
    early next week                | Tue 2026-11-24
    mid next week                  | Wed 2026-11-25
    end of the month               | Mon 2026-11-30
    end of November                | Mon 2026-11-30
    3-5 business days              | Wed 2026-11-25
    5 working days                 | Wed 2026-11-25
    a few days                     | Wed 2026-11-25
    a couple of weeks              | Wed 2026-12-02
    2-3 weeks                      | Wed 2026-12-09
    mid December                   | Tue 2026-12-15
    mid-December                   | Tue 2026-12-15
    early January                  | Sun 2027-01-10
    week of Nov 30                 | Fri 2026-12-04
    w/c 30 Nov                     | Fri 2026-12-04
    tomorrow                       | Thu 2026-11-19
    the day after tomorrow         | Fri 2026-11-20
    today                          | Wed 2026-11-18
    same day                       | Wed 2026-11-18
    Q1                             | Wed 2027-03-31
    Q1 2027                        | Wed 2027-03-31
    by 3 Dec                       | Thu 2026-12-03
    before 2025-01-24              | Fri 2025-01-24
    around Dec 10                  | Thu 2026-12-10
    next week                      | Fri 2026-11-27
    this week                      | Fri 2026-11-20
    late November                  | Mon 2026-11-30
    beginning of December          | Thu 2026-12-10
    first week of December         | Mon 2026-12-07
    within 48 hours                | Fri 2026-11-20
    10 days                        | Sat 2026-11-28
    in 3 days                      | Sat 2026-11-21
    a week or two                  | Wed 2026-12-02
    Monday or Tuesday              | Tue 2026-11-24
    Thursday/Friday                | Fri 2026-11-20
    Friday next week               | Fri 2026-11-27
    next week Friday               | Fri 2026-11-27
    end of day Friday              | Fri 2026-11-20
    by COB Friday                  | Fri 2026-11-20
    sometime next week             | Fri 2026-11-27
    they decide by Friday          | Fri 2026-11-20
    two weeks after the interview  | Wed 2026-12-02
    a fortnight                    | Wed 2026-12-02
    within a month                 | Fri 2026-12-18
    next month                     | Thu 2026-12-31
    early next month               | Thu 2026-12-10
    week 49                        | Fri 2026-12-04
    by Christmas                   | Thu 2026-12-24
    between 3 and 5 December       | Sat 2026-12-05
    end of November/early December | Thu 2026-12-10
    no later than Friday           | Fri 2026-11-20
    Fri 27 Nov                     | Fri 2026-11-27
    27/11                          | Fri 2026-11-27
    27 Nov 2026                    | Fri 2026-11-27
    mid week                       | Wed 2026-11-18
    the week after next            | Fri 2026-12-04
    in the new year                | Sun 2027-01-31
    December                       | Thu 2026-12-31
    by end of year                 | Thu 2026-12-31
    6 weeks                        | Wed 2026-12-30
    one to two weeks               | Wed 2026-12-02
    within the week                | Fri 2026-11-20
    later this week                | Fri 2026-11-20
    by Friday 27th November        | Fri 2026-11-27
    2 weeks' time                  | Wed 2026-12-02
    in a couple of days            | Fri 2026-11-20
    in 5-7 days                    | Wed 2026-11-25
    10-14 days                     | Wed 2026-12-02
    by the end of next week        | Fri 2026-11-27
    Monday morning                 | Mon 2026-11-23
    week of 30/11                  | Fri 2026-12-04
    last week of November          | Mon 2026-11-30
    by Fri                         | Fri 2026-11-20
    next wk                        | Fri 2026-11-27
    in two business days           | Fri 2026-11-20
    within 1-2 weeks               | Wed 2026-12-02
    by the 27th                    | Fri 2026-11-27
    by noon on Friday              | Fri 2026-11-20
""")
def test_english(they_said: str, taken_for: str) -> None:
    assert taken(they_said, "en_GB") == taken_for
    assert taken(they_said) == taken_for  # the sheet need not say its language


@cases("""
    they said                | taken for
    bis Freitag              | Fri 2026-11-20
    nächste Woche            | Fri 2026-11-27
    Ende nächster Woche      | Fri 2026-11-27
    in zwei Wochen           | Wed 2026-12-02
    innerhalb von 10 Tagen   | Sat 2026-11-28
    Ende des Monats          | Mon 2026-11-30
    Ende November            | Mon 2026-11-30
    Mitte Dezember           | Tue 2026-12-15
    KW 49                    | Fri 2026-12-04
    nächsten Montag          | Mon 2026-11-23
    in ein paar Tagen        | Wed 2026-11-25
    3-5 Werktage             | Wed 2026-11-25
    3 bis 5 Werktage         | Wed 2026-11-25
    übermorgen               | Fri 2026-11-20
    morgen                   | Thu 2026-11-19
    heute                    | Wed 2026-11-18
    diese Woche              | Fri 2026-11-20
    Ende der Woche           | Fri 2026-11-20
    Anfang nächster Woche    | Tue 2026-11-24
    Mitte nächster Woche     | Wed 2026-11-25
    Anfang Januar            | Sun 2027-01-10
    in einer Woche           | Wed 2026-11-25
    bis zum 3. Dezember      | Thu 2026-12-03
    bis Ende der Woche       | Fri 2026-11-20
    Woche vom 30. November   | Fri 2026-12-04
    am Montag                | Mon 2026-11-23
    in 1-2 Wochen            | Wed 2026-12-02
    spätestens Freitag       | Fri 2026-11-20
    kommende Woche           | Fri 2026-11-27
    bis Monatsende           | Mon 2026-11-30
    übernächste Woche        | Fri 2026-12-04
    innerhalb einer Woche    | Wed 2026-11-25
    erste Woche Dezember     | Mon 2026-12-07
    bis 27.11.               | Fri 2026-11-27
    bis Mitte nächster Woche | Wed 2026-11-25
    Ende KW 49               | Fri 2026-12-04
""")
def test_german(they_said: str, taken_for: str) -> None:
    assert taken(they_said, "de_DE") == taken_for
    assert taken(they_said) == taken_for  # the sheet need not say its language


@cases("""
    they said                   | taken for
    d'ici vendredi              | Fri 2026-11-20
    la semaine prochaine        | Fri 2026-11-27
    fin de semaine              | Fri 2026-11-20
    sous huit jours             | Thu 2026-11-26
    dans 15 jours               | Thu 2026-12-03
    fin du mois                 | Mon 2026-11-30
    mi-décembre                 | Tue 2026-12-15
    fin novembre                | Mon 2026-11-30
    début janvier               | Sun 2027-01-10
    lundi prochain              | Mon 2026-11-23
    vendredi                    | Fri 2026-11-20
    demain                      | Thu 2026-11-19
    après-demain                | Fri 2026-11-20
    aujourd'hui                 | Wed 2026-11-18
    3 à 5 jours ouvrés          | Wed 2026-11-25
    quelques jours              | Wed 2026-11-25
    deux-trois semaines         | Wed 2026-12-09
    semaine du 30 novembre      | Fri 2026-12-04
    dans une semaine            | Wed 2026-11-25
    fin de la semaine prochaine | Fri 2026-11-27
    début de semaine prochaine  | Tue 2026-11-24
    milieu de semaine prochaine | Wed 2026-11-25
    d'ici deux semaines         | Wed 2026-12-02
    sous quinzaine              | Thu 2026-12-03
    avant le 3 décembre         | Thu 2026-12-03
    d'ici la fin de la semaine  | Fri 2026-11-20
    en fin de semaine prochaine | Fri 2026-11-27
    cette semaine               | Fri 2026-11-20
    d'ici la fin du mois        | Mon 2026-11-30
    semaine 49                  | Fri 2026-12-04
    dans quelques jours         | Wed 2026-11-25
    sous 48h                    | Fri 2026-11-20
    le mois prochain            | Thu 2026-12-31
""")
def test_french(they_said: str, taken_for: str) -> None:
    assert taken(they_said, "fr_FR") == taken_for
    assert taken(they_said) == taken_for  # the sheet need not say its language


@cases("""
    they said                         | taken for
    el viernes                        | Fri 2026-11-20
    antes del viernes                 | Fri 2026-11-20
    para el viernes                   | Fri 2026-11-20
    el próximo lunes                  | Mon 2026-11-23
    el lunes que viene                | Mon 2026-11-23
    la próxima semana                 | Fri 2026-11-27
    la semana que viene               | Fri 2026-11-27
    a finales de la próxima semana    | Fri 2026-11-27
    a finales de semana               | Fri 2026-11-20
    en una semana                     | Wed 2026-11-25
    dentro de dos semanas             | Wed 2026-12-02
    en 10 días                        | Sat 2026-11-28
    en un par de semanas              | Wed 2026-12-02
    en unos días                      | Wed 2026-11-25
    a finales de mes                  | Mon 2026-11-30
    fin de mes                        | Mon 2026-11-30
    a finales de noviembre            | Mon 2026-11-30
    a mediados de diciembre           | Tue 2026-12-15
    a principios de enero             | Sun 2027-01-10
    mañana                            | Thu 2026-11-19
    pasado mañana                     | Fri 2026-11-20
    hoy                               | Wed 2026-11-18
    3-5 días hábiles                  | Wed 2026-11-25
    de 3 a 5 días laborables          | Wed 2026-11-25
    semana del 30 de noviembre        | Fri 2026-12-04
    esta semana                       | Fri 2026-11-20
    a principios de la próxima semana | Tue 2026-11-24
    a mediados de la próxima semana   | Wed 2026-11-25
    antes del 3 de diciembre          | Thu 2026-12-03
    en unas 2 semanas                 | Wed 2026-12-02
    fin de semana                     | Sun 2026-11-22
""")
def test_spanish(they_said: str, taken_for: str) -> None:
    assert taken(they_said, "es_ES") == taken_for
    assert taken(they_said) == taken_for  # the sheet need not say its language


@cases("""
    they said                   | taken for
    até sexta                   | Fri 2026-11-20
    até sexta-feira             | Fri 2026-11-20
    na próxima segunda          | Mon 2026-11-23
    segunda que vem             | Mon 2026-11-23
    semana que vem              | Fri 2026-11-27
    próxima semana              | Fri 2026-11-27
    fim da próxima semana       | Fri 2026-11-27
    final da semana             | Fri 2026-11-20
    fim da semana               | Fri 2026-11-20
    em uma semana               | Wed 2026-11-25
    em duas semanas             | Wed 2026-12-02
    dentro de 10 dias           | Sat 2026-11-28
    em alguns dias              | Wed 2026-11-25
    fim do mês                  | Mon 2026-11-30
    final de novembro           | Mon 2026-11-30
    meados de dezembro          | Tue 2026-12-15
    início de janeiro           | Sun 2027-01-10
    amanhã                      | Thu 2026-11-19
    depois de amanhã            | Fri 2026-11-20
    hoje                        | Wed 2026-11-18
    3 a 5 dias úteis            | Wed 2026-11-25
    semana de 30 de novembro    | Fri 2026-12-04
    no início da próxima semana | Tue 2026-11-24
    no meio da próxima semana   | Wed 2026-11-25
    esta semana                 | Fri 2026-11-20
    até 3 de dezembro           | Thu 2026-12-03
    primeira semana de dezembro | Mon 2026-12-07
""")
def test_portuguese(they_said: str, taken_for: str) -> None:
    assert taken(they_said, "pt_BR") == taken_for
    assert taken(they_said) == taken_for  # the sheet need not say its language


@cases("""
    they said            | taken for
    voor vrijdag         | Fri 2026-11-20
    uiterlijk vrijdag    | Fri 2026-11-20
    volgende week        | Fri 2026-11-27
    eind volgende week   | Fri 2026-11-27
    over twee weken      | Wed 2026-12-02
    binnen 10 dagen      | Sat 2026-11-28
    eind van de maand    | Mon 2026-11-30
    eind november        | Mon 2026-11-30
    half december        | Tue 2026-12-15
    medio december       | Tue 2026-12-15
    begin januari        | Sun 2027-01-10
    morgen               | Thu 2026-11-19
    overmorgen           | Fri 2026-11-20
    vandaag              | Wed 2026-11-18
    3-5 werkdagen        | Wed 2026-11-25
    een paar dagen       | Wed 2026-11-25
    volgende maandag     | Mon 2026-11-23
    aanstaande vrijdag   | Fri 2026-11-20
    week van 30 november | Fri 2026-12-04
    week 49              | Fri 2026-12-04
    begin volgende week  | Tue 2026-11-24
    midden volgende week | Wed 2026-11-25
    eind van de week     | Fri 2026-11-20
    deze week            | Fri 2026-11-20
    binnen een week      | Wed 2026-11-25
    over een paar dagen  | Wed 2026-11-25
    voor 3 december      | Thu 2026-12-03
    3 tot 5 werkdagen    | Wed 2026-11-25
    over een week        | Wed 2026-11-25
""")
def test_dutch(they_said: str, taken_for: str) -> None:
    assert taken(they_said, "nl_NL") == taken_for
    assert taken(they_said) == taken_for  # the sheet need not say its language


# The day from which it is seen


@cases("""
    said on        | they said        | taken for      | because
    Mon 2026-11-16 | Friday           | Fri 2026-11-20 | the coming one
    Fri 2026-11-20 | Friday           | Fri 2026-11-27 | not the day on which it was said
    Fri 2026-11-20 | by Friday        | Fri 2026-11-27 | nor here
    Tue 2026-11-17 | next Monday      | Mon 2026-11-23 | the coming one
    Mon 2026-11-16 | next Friday      | Fri 2026-11-27 | of two readings the later one
    Sat 2026-11-21 | next Monday      | Mon 2026-11-23 | it is in the next calendar week
    Sat 2026-11-21 | this week        | Fri 2026-11-27 | this one is over
    Fri 2026-11-20 | end of the week  | Fri 2026-11-20 | a Friday is that already
    Wed 2026-12-30 | next week        | Fri 2027-01-08 | over the turn of the year
    Wed 2026-12-30 | mid January      | Fri 2027-01-15 | the next January
    Mon 2026-11-30 | end of the month | Mon 2026-11-30 | the month has no later day
    Sun 2026-01-31 | within a month   | Sat 2026-02-28 | February has no 31st
    Fri 2026-11-20 | mid month        | Tue 2026-12-15 | the middle of November is over
    Fri 2026-11-20 | early November   | Wed 2027-11-10 | so is its beginning
    Thu 2026-11-19 | 2 working days   | Mon 2026-11-23 | the weekend does not count
    Thu 2026-11-19 | 2 days           | Sat 2026-11-21 | but days are days
    Mon 2026-12-28 | KW 53            | Fri 2027-01-01 | the last week of 2026
    Wed 2026-11-18 | this quarter     | Thu 2026-12-31 | its end
    Wed 2026-11-18 | early next quarter | Sun 2027-01-31 | the end of its first month
    Wed 2026-11-18 | mid year         | Wed 2027-06-30 | this one's is over
    Wed 2026-11-18 | early next year  | Sun 2027-01-31 | the end of its first month
    Wed 2026-11-18 | next weekend     | Sun 2026-11-29 | its end
    Wed 2026-11-18 | Friday this week | Fri 2026-11-20 | as said
    Wed 2026-11-18 | first week of next month | Mon 2026-12-07 | its seventh day
    Mon 2026-11-16 | by 10 Jan        | Sun 2027-01-10 | the next one, as they speak of what is to come
""")
def test_words_are_taken_from_the_day_on_which_they_were_said(
    said_on: str, they_said: str, taken_for: str, because: str
) -> None:
    assert because
    assert taken(they_said, spoken_on=date.fromisoformat(said_on[4:])) == taken_for


def test_working_days_leave_out_the_public_holidays_of_the_country() -> None:
    christmas_eve = date(2026, 12, 24)  # 25 and 28 December are holidays, the weekend lies between
    assert read("2 business days", spoken_on=christmas_eve, workdays=Workdays("GB", "ENG")).on == date(
        2026, 12, 30
    )


# What is told


def test_words_are_repeated_and_dates_are_not() -> None:
    assert read("end of next week") == Taken(date(2026, 11, 27), "end of next week")
    assert read("2026-11-27") == Taken(date(2026, 11, 27))


def test_a_year_that_is_left_out_and_the_end_of_a_range_are_noted() -> None:
    assert read("by 3 Dec").note == '"by 3 Dec" has no year, taken for Thu 3 Dec 2026'
    assert read("Nov 30 or Dec 1").note == '"Nov 30 or Dec 1" counts by its end, Tue 1 Dec 2026'
    assert read("3-5 Dec 2026").note == '"3-5 Dec 2026" counts by its end, Sat 5 Dec 2026'


def test_that_next_friday_has_two_readings_is_noted() -> None:
    assert read("next Friday").note == '"next Friday" could be Fri 20 Nov, too; the later one counts'
    assert not read("next Monday").note


# What stays in doubt


@pytest.mark.parametrize(
    "said",
    ["soon", "ASAP", "bald", "bientôt", "pronto", "em breve", "binnenkort", "after Thanksgiving", "Friday?",
     "week", "5-3 days", "KW 54", "31 February", "0", "in a while", "next", "999 weeks", "the office", "50"],
)  # fmt: skip
def test_what_names_no_day_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match=r"is not a date; write it like|would be|has more than"):
        read(said)


def test_words_need_the_day_of_the_interview() -> None:
    with pytest.raises(
        ValueError, match='"by Friday" is relative to the day of the interview, which is not known'
    ):
        read("by Friday", spoken_on=None)
    assert read("27 Nov 2026", spoken_on=None).on == date(2026, 11, 27)


@cases("""
    locale | they said                           | taken for
    en_GB  | first half of December              | Tue 2026-12-15
    en_GB  | first half of next week             | Wed 2026-11-25
    en_GB  | early December                      | Thu 2026-12-10
    de_DE  | erste Hälfte Dezember               | Tue 2026-12-15
    fr_FR  | première quinzaine de décembre      | Tue 2026-12-15
    es_ES  | primera quincena de diciembre       | Tue 2026-12-15
    pt_PT  | primeira quinzena de dezembro       | Tue 2026-12-15
    nl_NL  | eerste helft van december           | Tue 2026-12-15
    en_GB  | by the 1st                          | Tue 2026-12-01
    en_GB  | 1st week of December                | Mon 2026-12-07
    en_GB  | Friday 4pm                          | Fri 2026-11-20
    en_GB  | by Friday at 16:00                  | Fri 2026-11-20
    en_GB  | tomorrow 4 pm                       | Thu 2026-11-19
    en_GB  | up to 2 weeks                       | Wed 2026-12-02
    en_GB  | max 2 weeks                         | Wed 2026-12-02
    en_GB  | max. 2 weeks                        | Wed 2026-12-02
    en_GB  | later next week                     | Fri 2026-11-27
    en_GB  | Monday 23rd                         | Mon 2026-11-23
    en_GB  | in the next two weeks               | Wed 2026-12-02
    en_GB  | Monday in two weeks                 | Mon 2026-12-07
    en_GB  | a week on Monday                    | Mon 2026-11-30
    de_DE  | in den nächsten zwei Wochen         | Wed 2026-12-02
    de_DE  | bis zum 30.                         | Mon 2026-11-30
    de_DE  | bis 30.                             | Mon 2026-11-30
    de_DE  | KW 48/49                            | Fri 2026-12-04
    de_DE  | KW 48-49                            | Fri 2026-12-04
    de_DE  | Freitag 16 Uhr                      | Fri 2026-11-20
    de_DE  | 2. Woche im Dezember                | Mon 2026-12-14
    de_DE  | bis zu zwei Wochen                  | Wed 2026-12-02
    fr_FR  | le 25                               | Wed 2026-11-25
    fr_FR  | avant le 25                         | Wed 2026-11-25
    fr_FR  | lundi en huit                       | Mon 2026-11-30
    fr_FR  | en quinze jours                     | Thu 2026-12-03
    fr_FR  | en huit jours                       | Thu 2026-11-26
    fr_FR  | 2e semaine de décembre              | Mon 2026-12-14
    es_ES  | en quince días                      | Thu 2026-12-03
    es_ES  | el 25                               | Wed 2026-11-25
    es_ES  | hasta el 25                         | Wed 2026-11-25
    pt_BR  | segunda semana de dezembro          | Mon 2026-12-14
    pt_BR  | segunda                             | Mon 2026-11-23
    pt_BR  | dia 25                              | Wed 2026-11-25
    pt_BR  | até o dia 25                        | Wed 2026-11-25
    nl_NL  | de 25e                              | Wed 2026-11-25
    en_GB  | 1.5 weeks                           | Sun 2026-11-29
    de_DE  | in 1,5 Wochen                       | Sun 2026-11-29
    de_DE  | 2,5 Wochen                          | Sun 2026-12-06
    en_GB  | 1.5-2 weeks                         | Wed 2026-12-02
    en_GB  | 2.5 business days                   | Mon 2026-11-23
    en_GB  | 1.5 days                            | Fri 2026-11-20
    en_GB  | 1.5 months                          | Sun 2027-01-03
    en_GB  | two-three weeks                     | Wed 2026-12-09
    es_ES  | de tres a cinco semanas             | Wed 2026-12-23
    en_GB  | 3 - 5 business days                 | Wed 2026-11-25
    en_GB  | 1 - 2 weeks                         | Wed 2026-12-02
    en_GB  | 10 - 14 days                        | Wed 2026-12-02
    en_GB  | 2-3wks                              | Wed 2026-12-09
    en_GB  | one - two weeks                     | Wed 2026-12-02
    de_DE  | KW48-49                             | Fri 2026-12-04
    de_DE  | in vierzehn Tagen                   | Wed 2026-12-02
    fr_FR  | d'ici une à deux semaines            | Wed 2026-12-02
    fr_FR  | dix à quinze jours                   | Thu 2026-12-03
    es_ES  | una a dos semanas                   | Wed 2026-12-02
    es_ES  | quince días                          | Thu 2026-12-03
    pt_BR  | de uma a duas semanas               | Wed 2026-12-02
    pt_BR  | duas a três semanas                  | Wed 2026-12-09
    pt_BR  | quinze dias                         | Thu 2026-12-03
    nl_NL  | veertien dagen                      | Wed 2026-12-02
    en_US  | wk of 11/30                         | Fri 2026-12-04
    en_US  | wk commencing 11/30                 | Fri 2026-12-04
    de_DE  | KW 52/1                             | Fri 2027-01-08
    pt_BR  | daqui a 2 semanas                   | Wed 2026-12-02
    en_GB  | this or next week                   | Fri 2026-11-27
    de_DE  | diese oder nächste Woche            | Fri 2026-11-27
    fr_FR  | cette semaine ou la prochaine       | Fri 2026-11-27
    es_ES  | esta semana o la próxima            | Fri 2026-11-27
    pt_BR  | esta semana ou na próxima           | Fri 2026-11-27
    nl_NL  | deze of volgende week               | Fri 2026-11-27
    en_GB  | this week or next week              | Fri 2026-11-27
    en_GB  | this month or next month            | Thu 2026-12-31
    de_DE  | diese Woche oder nächste Woche       | Fri 2026-11-27
    es_ES  | esta semana o la próxima semana      | Fri 2026-11-27
    nl_NL  | deze week of volgende week          | Fri 2026-11-27
    en_GB  | Nov 30 or Dec 1                     | Tue 2026-12-01
    de_DE  | bis 30.11. oder 1.12.               | Tue 2026-12-01
    pt_BR  | na sexta 27/11                      | Fri 2026-11-27
    fr_FR  | avant mar 24                        | Tue 2026-11-24
    es_ES  | lunes 30                            | Mon 2026-11-30
    en     | 1 week after the interview          | Wed 2026-11-25
    en     | 2 weeks from interview              | Wed 2026-12-02
    en     | will hear back by Friday            | Fri 2026-11-20
    en     | should hear within a week           | Wed 2026-11-25
    en     | less than a week                    | Wed 2026-11-25
    en     | in the coming days                  | Wed 2026-11-25
    en     | Mon-Tue                             | Tue 2026-11-24
    de     | in den nächsten Tagen               | Wed 2026-11-25
    de     | in den nächsten zwei Wochen         | Wed 2026-12-02
    de     | vsl. Freitag                        | Fri 2026-11-20
    fr     | sous huitaine                       | Thu 2026-11-26
    fr     | dans les prochains jours            | Wed 2026-11-25
    fr     | dans les 10 prochains jours         | Sat 2026-11-28
    es     | en los próximos días                | Wed 2026-11-25
    es     | en los próximos 10 días             | Sat 2026-11-28
    pt     | nos próximos dias                   | Wed 2026-11-25
    pt     | nas próximas 2 semanas              | Wed 2026-12-02
    nl     | a.s. vrijdag                        | Fri 2026-11-20
    nl     | in de komende dagen                 | Wed 2026-11-25
""")
def test_more_of_what_people_say(locale: str, they_said: str, taken_for: str) -> None:
    assert taken(they_said, locale) == taken_for


@pytest.mark.parametrize(
    "said",
    ["-3 days", "\u22123 days", "- 3 days", "in -3 days", "Monday 24th", "Friday 4", "2 3 weeks",
     "week 11/30", "le 3 \xe0 15h", "after 1 December", "nach 1. Dezember",
     "apr\xe8s le 1er d\xe9cembre", "na 1 december"],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        read(said)


def test_a_dash_stands_between_the_ends_of_a_range_like_a_hyphen() -> None:
    assert taken("1 \u2013 2 Wochen", "de_DE") == "Wed 2026-12-02"


def test_a_month_before_a_time_is_no_day() -> None:
    with pytest.raises(ValueError, match="has more than a date and a time"):
        read("May 4pm")


def test_a_date_in_doubt_is_refused_as_in_any_column() -> None:
    with pytest.raises(ValueError, match='"03/04/2026" could be 3 April or March 4'):
        read_said("03/04/2026", INTERVIEW, Workdays(), near=TODAY, day_first=None)


@given(
    spoken_on=st.dates(date(1990, 1, 1), date(2100, 12, 31)),
    said=st.sampled_from(
        ["Friday", "next Monday", "this week", "mid week", "next week", "end of the month", "mid December",
         "Q2", "29th", "KW 53", "3-5 business days", "by Christmas", "early next month", "weekend",
         "last week of November"]
    ),
)  # fmt: skip
@examples(deadline=None, derandomize=True, max_examples=300)
def test_no_words_are_taken_for_a_day_before_they_were_said(spoken_on: date, said: str) -> None:
    try:
        found = read(said, spoken_on=spoken_on)
    except ValueError:
        assert said == "KW 53"  # few years have one
    else:
        assert found.on >= spoken_on
