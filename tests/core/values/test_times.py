"""Specification of times of day, of ranges and of durations."""

from datetime import date, datetime, time, timedelta
from typing import Literal

import pytest

from sync.core.model import Cell
from sync.core.values import Times, read_duration, read_times

HALF_PAST_TWO = time(14, 30)


@pytest.mark.parametrize(
    "cell",
    [
        "14:30", "14.30", "14:30:00", "14h30", "14 h 30", "1430", 1430, 1430.0, "2:30 pm", "2:30 p.m.",
        "2.30PM", "14:30 pm", time(14, 30), datetime.combine(date(2026, 11, 18), time(14, 30)),
        timedelta(hours=14, minutes=30), 0.604166666, time(14, 29, 59, 999_999),
    ],
)  # fmt: skip
def test_a_time_is_read_in_the_usual_forms(cell: Cell) -> None:
    assert read_times(cell) == Times(HALF_PAST_TWO)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("2pm", time(14)),
        ("9:00 AM", time(9)),
        ("14h", time(14)),
        ("12pm", time(12)),
        ("12:15 am", time(0, 15)),
        ("900", time(9)),
        (0, time(0)),
        (0.99999, time(23, 59)),
    ],
)
def test_hours_alone_noon_and_midnight_are_read(text: Cell, start: time) -> None:
    assert read_times(text) == Times(start)


@pytest.mark.parametrize(
    ("text", "start", "minutes"),
    [
        ("14:00-15:00", time(14), 60),
        ("14:00 to 15:00", time(14), 60),
        ("14h00 until 15h30", time(14), 90),
        ("2:00 pm \u2013 3:30 pm", time(14), 90),
        ("1400-1530", time(14), 90),
        ("14:00-15", time(14), 60),
        ("23:00-01:00", time(23), 120),
        ("2-3pm", time(14), 60),
        ("11-1pm", time(11), 120),
        ("11am-1", time(11), 120),
        ("12-1pm", time(12), 60),
        ("9-11am", time(9), 120),
        ("10pm-1am", time(22), 180),
        ("11:30 - 12:30 pm", time(11, 30), 60),
        ("12:30-1:30", time(12, 30), 60),
        ("11:00-1:00", time(11), 120),
        ("9:30 - 5:00", time(9, 30), 450),
        ("23:30-0:30", time(23, 30), 60),
        ("13:30-3pm", time(13, 30), 90),
    ],
)
def test_a_range_gives_the_start_and_how_long_it_lasts(text: str, start: time, minutes: int) -> None:
    assert read_times(text) == Times(start, timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("noon", "12:00"),
        ("12 noon", "12:00"),
        ("midnight", "00:00"),
        ("at 2pm", "14:00"),
        ("14 Uhr", "14:00"),
        ("um 14:30 Uhr", "14:30"),
        ("14 Uhr 30", "14:30"),
        ("\u00e0 14 heures", "14:00"),
        ("midi", "12:00"),
        ("a las 3 de la tarde", "15:00"),
        ("10 de la ma\u00f1ana", "10:00"),
        ("\u00e0s 14h", "14:00"),
        ("om 14.00 uur", "14:00"),
        ("14u30", "14:30"),
        ("2pm (Zoom)", "14:00"),
        ("14 Uhr - vor Ort", "14:00"),
    ],
)
def test_a_time_is_read_as_it_is_said_in_six_languages(text: str, start: str) -> None:
    assert read_times(text) == Times(time.fromisoformat(start))


@pytest.mark.parametrize(
    ("text", "start", "zone"),
    [
        ("2pm PT", "14:00", "America/Los_Angeles"),
        ("2 p.m. (ET)", "14:00", "America/New_York"),
        ("14:00 CET", "14:00", "Europe/Berlin"),
        ("14 Uhr MEZ", "14:00", "Europe/Berlin"),
        ("10:00 London time", "10:00", "Europe/London"),
        ("14:00 GMT", "14:00", "UTC"),
        ("14:00 UTC+2", "14:00", "UTC+02:00"),
        ("14:00 hst", "14:00", "Pacific/Honolulu"),
        ("2-3pm PT", "14:00", "America/Los_Angeles"),
        ("2pm (PT) - 3pm", "14:00", "America/Los_Angeles"),
        ("2pm PT - 3pm PT", "14:00", "America/Los_Angeles"),
        ("2pm GMT-5 - 3pm", "14:00", "UTC-05:00"),
        ("2pm GMT-5", "14:00", "UTC-05:00"),
    ],
)
def test_a_time_may_name_its_zone_and_is_aware_then(text: str, start: str, zone: str) -> None:
    found = read_times(text).start
    assert (f"{found:%H:%M}", str(found.tzinfo)) == (start, zone)


@pytest.mark.parametrize(
    "cell",
    [
        "14", "25:00", "14:60", "14:30 am", "9-17", "noonish", "2pm Mars", "14:00-", "9-10-11", "14:00-25:00",
        "14:00" * 30, True, 1.0, 2.5, 5000, -1, float("nan"), date(2026, 11, 18), timedelta(days=1),
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_what_would_be_accepted(cell: Cell) -> None:
    with pytest.raises(ValueError, match="is not a time; write it like 14:00, 2:30 pm or 14:00-15:00"):
        read_times(cell)


@pytest.mark.parametrize("text", ["14:00-14:00", "9am-10pm", "8:00-7:00"])
def test_a_range_of_more_than_twelve_hours_is_in_doubt(text: str) -> None:
    with pytest.raises(ValueError, match=f'"{text}" would last more than 12 hours'):
        read_times(text)


@pytest.mark.parametrize(
    "cell",
    [
        90, 90.0, "90", "90 min", "90 minutes", "90m", "1h30", "1h 30m", "1:30", "01:30:00", "1.5h",
        "1,5 hours", "1 hour 30 minutes", "1 hr and 30 mins.", time(1, 30), timedelta(minutes=90),
    ],
)  # fmt: skip
def test_a_duration_is_read_in_the_usual_forms(cell: Cell) -> None:
    assert read_duration(cell) == timedelta(minutes=90)


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [("1h", 60), ("45 min", 45), ("2 hours", 120), (5, 5), ("1 min", 1), ("24h", 1440), (1440, 1440)],
)
def test_a_duration_is_counted_in_minutes_up_to_a_day(cell: Cell, minutes: int) -> None:
    assert read_duration(cell) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("1 Std", 60), ("1,5 Stunden", 90), ("90 Minuten", 90), ("1 Stunde und 30 Minuten", 90),
        ("1 heure", 60), ("1 heure 30", 90), ("45 mn", 45), ("1 hora y 15 minutos", 75),
        ("2 horas", 120), ("1 hora e 30", 90), ("1 uur", 60), ("1u30", 90), ("45 minuten", 45),
    ],
)  # fmt: skip
def test_a_duration_is_read_in_the_words_of_six_languages(cell: str, minutes: int) -> None:
    assert read_duration(cell) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "cell",
    [
        0, -30, 0.1, 1441, "1441", "0", "25h", "0 min", "1:75", "long", "", "h", "about 45 min", True,
        time(0), timedelta(0), timedelta(days=-1), timedelta(days=2), float("inf"),
        float("nan"), date(2026, 11, 18),
    ],
)  # fmt: skip
def test_what_is_no_duration_up_to_a_day_is_refused(cell: Cell) -> None:
    with pytest.raises(
        ValueError, match="is not a duration of up to a day; write it like 45 min, 1h30 or 1:30"
    ):
        read_duration(cell)


@pytest.mark.parametrize(
    ("cell", "taken_for"),
    [
        ("2:30", '"2:30" is taken for 02:30, at night; write 14:30 if that is meant'),
        ("2:30-3:30", '"2:30-3:30" is taken for 02:30, at night; write 14:30 if that is meant'),
        ("2:30 PT", '"2:30 PT" is taken for 02:30, at night; write 14:30 if that is meant'),
        (230, '"230" is taken for 02:30, at night; write 14:30 if that is meant'),
        (time(2, 30), '"02:30:00" is taken for 02:30, at night; write 14:30 if that is meant'),
        (0.25, '"0.25" is taken for 06:00, at night; write 18:00 if that is meant'),
        (datetime.combine(date(1899, 12, 30), time(2, 30)), "02:30, at night; write 14:30 if that is meant"),
        (time(0, 30), '"00:30:00" is taken for 00:30, at night; write 12:30 if that is meant'),
        *((cell, "") for cell in ("02:30", "2:30 am", "2.30 Uhr", "2:30 pm", "2-3pm", "0230", "7:30")),
        *((cell, "") for cell in (time(0), time(0, 29), time(6, 1), time(8), 0, 0.5)),
    ],
)
def test_a_time_that_is_at_night_unless_the_afternoon_is_meant_is_taken_and_told(
    cell: Cell, taken_for: str
) -> None:
    note = read_times(cell).note
    assert note.endswith(taken_for)
    assert bool(note) == bool(taken_for)


@pytest.mark.parametrize(
    ("cell", "write"),
    [(1, "1h or 60"), (2, "2h or 120"), ("1.5", "1.5h or 90"), ("0,5", "0.5h or 30"), (4.5, "4.5h or 270")],
)
def test_a_small_number_without_a_unit_could_be_hours_and_is_in_doubt(cell: Cell, write: str) -> None:
    with pytest.raises(ValueError, match=f"could be hours or minutes; write {write}, in minutes"):
        read_duration(cell)


@pytest.mark.parametrize(
    ("cell", "unit", "minutes"),
    [
        (2, "hours", 120),
        ("1,5", "hours", 90),
        (2, "minutes", 2),
        ("45", "minutes", 45),
        ("45 min", "hours", 45),
        ("1h30", "minutes", 90),
        ("1:30", "minutes", 90),
    ],
)
def test_a_number_without_a_unit_is_in_the_one_that_the_column_is_in(
    cell: Cell, unit: Literal["hours", "minutes"], minutes: int
) -> None:
    assert read_duration(cell, unit) == timedelta(minutes=minutes)


def test_a_number_of_hours_is_a_day_at_most_as_well() -> None:
    with pytest.raises(ValueError, match='"45" is not a duration of up to a day'):
        read_duration(45, "hours")
