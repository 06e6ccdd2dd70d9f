"""What is typed, what it becomes, and how it shows, by locale."""

import pytest

from tests.google.entry import typed
from tests.google.errors import JsonObject
from tests.google.locales import locale
from tests.google.render import shown


@pytest.mark.parametrize(
    ("tongue", "text", "value", "text_shown"),
    [
        ("en_US", "53", 53, "53"),
        ("en_US", "0.12", 0.12, "0.12"),
        ("en_US", "-1,234.5", -1234.5, "-1,234.50"),
        ("en_US", "12%", 0.12, "12%"),
        ("en_US", "$5", 5, "$5.00"),
        ("en_US", "1e3", 1000, "1.00E+03"),
        ("en_US", "2020-01-01", 43831, "2020-01-01"),
        ("en_US", "1/2/2020", 43832, "1/2/2020"),
        ("en_GB", "1/2/2020", 43862, "01/02/2020"),
        ("en_GB", "13/1/2020", 43843, "13/01/2020"),
        ("en_US", "1 Feb 2020", 43862, "1 Feb 2020"),
        ("en_US", "Feb 1, 2020", 43862, "Feb 1, 2020"),
        ("en_US", "2020-01-01 12:00", 43831.5, "2020-01-01 12:00"),
        ("en_US", "1 Feb 2020 6:00 PM", 43862.75, "1 Feb 2020 6:00 PM"),
        ("en_US", "6:30", 0.2708333333333333, "6:30"),
        ("de_DE", "1.234,5", 1234.5, "1.234,50"),
        ("de_DE", "01.02.2020", 43862, "01.02.2020"),
        ("en_US", "TRUE", True, "TRUE"),
        ("de_DE", "wahr", True, "WAHR"),
        ("en_US", "13/45/2020", "13/45/2020", "13/45/2020"),
        ("en_US", "007", 7, "7"),
        ("en_US", "'007", "007", "007"),
        ("en_US", "Jane Doe", "Jane Doe", "Jane Doe"),
        ("en_US", "2 rounds", "2 rounds", "2 rounds"),
    ],
)
def test_a_typed_text_becomes_a_value(tongue: str, text: str, value: object, text_shown: str) -> None:
    extended, number_format = typed(text, locale(tongue))
    assert list(extended.values()) == [pytest.approx(value) if isinstance(value, float) else value]
    assert shown(extended, number_format, locale(tongue)) == text_shown


@pytest.mark.parametrize(
    ("number", "number_format", "text"),
    [
        (1 / 3, None, "0.3333333333"),
        (1234567.0, None, "1234567"),
        (43831.75, {"type": "DATE_TIME", "pattern": "ddd d mmm yyyy hh:mm am/pm"}, "Wed 1 Jan 2020 06:00 PM"),
        (43831.5, {"type": "DATE"}, "1/1/2020"),
        (0.5, {"type": "TIME"}, "12:00:00 PM"),
        (2.5, {"type": "NUMBER", "pattern": "0"}, "3"),
        (0.5, {"type": "PERCENT"}, "50.00%"),
        (7, {"type": "NUMBER", "pattern": '000" pcs"'}, "007 pcs"),
        (-5, {"type": "NUMBER", "pattern": "0;(0)"}, "(5)"),
    ],
)
def test_a_number_shows_by_its_format(number: float, number_format: JsonObject | None, text: str) -> None:
    assert shown({"numberValue": number}, number_format, locale("en_US")) == text
