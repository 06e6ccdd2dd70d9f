"""Cell formats: colours told in both of Google's ways, and what a format comes to on screen."""

import copy
import struct
from typing import Any

from tests.google.defaults import DEFAULT_FORMAT
from tests.google.entry import tidy
from tests.google.errors import JsonObject
from tests.google.fields import Mask, only

_COLOR_PARTS = ("red", "green", "blue", "alpha")


def single(number: float) -> int | float:
    """Give a number as it comes back from a 32-bit float, written as short as it can be."""
    packed = struct.pack("f", number)
    for digits in range(6, 10):
        short = float(f"{number:.{digits}g}")
        if struct.pack("f", short) == packed:
            return tidy(short)
    return tidy(number)


def settled(value: Any) -> Any:  # noqa: ANN401 - any JSON value, as it came
    """Give a message as Google stores it: each colour beside its style, without zeros (recorded)."""
    if isinstance(value, list):
        return [settled(item) for item in value]
    if not isinstance(value, dict):
        return value
    result: JsonObject = {}
    for key, item in value.items():
        result[key] = _color(item) if key.endswith("Color") and isinstance(item, dict) else settled(item)
    for key in [key for key in result if key.endswith("Color")]:
        # A style goes before the colour that it replaces, as the discovery document says.
        if key != "rgbColor" and f"{key}Style" not in value:
            result[f"{key}Style"] = {"rgbColor": dict(result[key])}
    for key in [key for key in result if key.endswith("ColorStyle") and "rgbColor" in result[key]]:
        result[key.removesuffix("Style")] = dict(result[key]["rgbColor"])
    return result


def _color(color: JsonObject) -> JsonObject:
    return {part: single(color[part]) for part in _COLOR_PARTS if color.get(part)}


def settled_cell(cell: JsonObject) -> JsonObject:
    """Give a cell as it is stored: no empty value, no empty format, no empty note."""
    result = {key: item for key, item in cell.items() if item not in ({}, "", [])}
    if result.get("userEnteredValue") == {"stringValue": ""}:
        del result["userEnteredValue"]
    if "userEnteredValue" in result and "numberValue" in result["userEnteredValue"]:
        number = result["userEnteredValue"]["numberValue"]
        result["userEnteredValue"] = {"numberValue": tidy(number)}
    if "userEnteredFormat" in result:
        result["userEnteredFormat"] = settled(result["userEnteredFormat"])
    if "dataValidation" in result:
        result["dataValidation"] = without_false(result["dataValidation"])
    return result


def without_false(message: JsonObject) -> JsonObject:
    """Leave out what is false, as Google does for fields that cannot be unset."""
    return {key: value for key, value in message.items() if value is not False}


class Effective:
    """effectiveFormat, made once for each format and kind of value, since most cells share theirs."""

    def __init__(self, default: JsonObject | None, mask: Mask) -> None:
        self._mask = mask
        self._default = copy.deepcopy(default or DEFAULT_FORMAT)
        # assumption: a cell answers the first font of the default's list, as seen in Google's own examples.
        family = self._default["textFormat"].get("fontFamily", "")
        self._default["textFormat"]["fontFamily"] = family.partition(",")[0].title()
        self._known: dict[tuple[int, str], tuple[JsonObject | None, JsonObject]] = {}

    def of(self, own: JsonObject | None, value: JsonObject | None) -> JsonObject:
        kind = "" if value is None else next(iter(value))
        key = (id(own), kind)
        # The format is kept beside its answer, so that its id stays its own.
        if key not in self._known:
            self._known[key] = (own, self._made(own or {}, kind))
        return self._known[key][1]

    def _made(self, own: JsonObject, kind: str) -> JsonObject:
        made = self._default | {"hyperlinkDisplayType": "PLAIN_TEXT"}
        # assumption: texts stand left, numbers right, truth values and errors in the middle.
        sides = {"stringValue": "LEFT", "numberValue": "RIGHT", "boolValue": "CENTER", "errorValue": "CENTER"}
        if kind in sides:
            made["horizontalAlignment"] = sides[kind]
        text = made["textFormat"] | own.get("textFormat", {})
        whole: JsonObject = only(made | own | {"textFormat": text}, self._mask)
        return whole
