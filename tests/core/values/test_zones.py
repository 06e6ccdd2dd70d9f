"""Specification of the names by which a time zone is known."""

from datetime import datetime, timedelta

import pytest

from sync.core.model import Cell
from sync.core.values import read_zone


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Europe/London", "Europe/London"),
        ("america/new_york", "America/New_York"),
        ("America/Argentina/Ushuaia", "America/Argentina/Ushuaia"),
        ("utc", "UTC"),
        ("GMT", "GMT"),
        ("Etc/GMT+5", "Etc/GMT+5"),
        ("Japan", "Japan"),
        ("New York", "America/New_York"),
        (" s\xe3o  PAULO ", "America/Sao_Paulo"),
        ("Sao_Paulo", "America/Sao_Paulo"),
        ("ET", "America/New_York"),
        ("est", "America/New_York"),
        ("EDT", "America/New_York"),
        ("Pacific Time", "America/Los_Angeles"),
        ("UK", "Europe/London"),
        ("BST", "Europe/London"),
        ("CEST", "Europe/Berlin"),
        ("EET", "Europe/Athens"),
        ("IST", "Asia/Kolkata"),
        ("JST", "Asia/Tokyo"),
        ("AEDT", "Australia/Sydney"),
    ],
)
def test_a_zone_is_known_by_its_iana_name_its_city_or_its_abbreviation(text: str, key: str) -> None:
    assert str(read_zone(text)) == key


def test_an_abbreviation_is_the_clock_of_its_place_so_est_in_july_is_summer_time() -> None:
    assert datetime(2026, 7, 1, tzinfo=read_zone("EST")).utcoffset() == timedelta(hours=-4)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("UTC+2", 120),
        ("utc +02", 120),
        ("GMT-05:30", -330),
        ("+02:00", 120),
        ("+0530", 330),
        ("\u22123", -180),
        ("UTC+14", 840),
    ],
)
def test_an_offset_from_utc_is_a_zone(text: str, minutes: int) -> None:
    assert read_zone(text).utcoffset(None) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "cell",
    [
        "London (UK)", "Londn", "Europe/Londn", "Europe", "UTC+15", "UTC+2:75", "West", "localtime", "../UTC",
        "x" * 5000, "\ud800", 5, True,
    ],
)  # fmt: skip
def test_an_unknown_zone_is_refused_with_what_would_be_accepted(cell: Cell) -> None:
    with pytest.raises(ValueError, match="is not a time zone; write it like Europe/London, New York, CET or"):
        read_zone(cell)
