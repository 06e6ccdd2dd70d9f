"""How a spreadsheet's locale writes numbers and dates.

assumption: all of it. The recordings have en_US alone, with ISO dates and plain numbers.
"""

from dataclasses import dataclass

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Locale:
    """`order` is that of a date's parts; the rest are number format patterns."""

    decimal: str = "."
    group: str = ","
    order: str = "mdy"
    date: str = "M/d/yyyy"
    time: str = "h:mm:ss am/pm"
    currency: str = '"$"#,##0.00'
    true: str = "TRUE"
    false: str = "FALSE"
    symbol: str = "$"

    def pattern(self, kind: str) -> str:
        """Give the pattern that a number format of this type has when it names none."""
        return {
            "DATE": self.date,
            "TIME": self.time,
            "DATE_TIME": f"{self.date} H:mm:ss",
            "PERCENT": "0.00%",
            "CURRENCY": self.currency,
            "SCIENTIFIC": "0.00E+00",
            "NUMBER": "#,##0.00",
        }.get(kind, "")


_DAY_FIRST = "HH:mm:ss"
_LOCALES = {
    "en_US": Locale(),
    "en_GB": Locale(order="dmy", date="dd/MM/yyyy", time=_DAY_FIRST, currency='"£"#,##0.00', symbol="£"),
    "de_DE": Locale(
        ",", ".", "dmy", "dd.MM.yyyy", _DAY_FIRST, '#,##0.00 "€"', true="WAHR", false="FALSCH", symbol="€"
    ),
    "fr_FR": Locale(
        ",",
        "\N{NARROW NO-BREAK SPACE}",
        "dmy",
        "dd/MM/yyyy",
        _DAY_FIRST,
        '#,##0.00 "€"',
        true="VRAI",
        false="FAUX",
        symbol="€",
    ),
}


def locale(name: str) -> Locale:
    """Give the locale by the name in a spreadsheet's properties; en_US where it is not one of ours."""
    return _LOCALES.get(name, _LOCALES["en_US"])
