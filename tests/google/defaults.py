"""What a new spreadsheet and a new worksheet are, as recorded."""

import copy

from tests.google.errors import JsonObject

_WHITE = {"red": 1, "green": 1, "blue": 1}
_ACCENTS = (
    (0.25882354, 0.52156866, 0.95686275),
    (0.91764706, 0.2627451, 0.20784314),
    (0.9843137, 0.7372549, 0.015686275),
    (0.20392157, 0.65882355, 0.3254902),
    (1, 0.42745098, 0.003921569),
    (0.27450982, 0.7411765, 0.7764706),
)
_LINK = (0.06666667, 0.33333334, 0.8)


def _rgb(color: tuple[float, float, float]) -> JsonObject:
    return dict(zip(("red", "green", "blue"), color, strict=True))


_THEME = [
    {"colorType": "TEXT", "color": {"rgbColor": {}}},
    {"colorType": "BACKGROUND", "color": {"rgbColor": _WHITE}},
    *({"colorType": f"ACCENT{n}", "color": {"rgbColor": _rgb(c)}} for n, c in enumerate(_ACCENTS, 1)),
    {"colorType": "LINK", "color": {"rgbColor": _rgb(_LINK)}},
]
DEFAULT_FORMAT: JsonObject = {
    "backgroundColor": _WHITE,
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": _WHITE},
}
PIXELS = {"ROWS": 21, "COLUMNS": 100}


def spreadsheet_properties(title: str) -> JsonObject:
    return copy.deepcopy(
        {
            "title": title,
            "locale": "en_US",
            "autoRecalc": "ON_CHANGE",
            "timeZone": "Etc/GMT",
            "defaultFormat": DEFAULT_FORMAT,
            "spreadsheetTheme": {"primaryFontFamily": "Arial", "themeColors": _THEME},
        }
    )


def sheet_properties(
    sheet_id: int, title: str, index: int, rows: int = 1000, columns: int = 26
) -> JsonObject:
    return {
        "sheetId": sheet_id,
        "title": title,
        "index": index,
        "sheetType": "GRID",
        "gridProperties": {"rowCount": rows, "columnCount": columns},
    }
