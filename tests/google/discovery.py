"""Google's own discovery documents: which request is which method, and do messages keep to schemas.

Unknown keys, bad enums and wrong types are caught in requests (answered 400) and in our own answers.
"""

import functools
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any
from urllib.parse import unquote

from tests.google.errors import JsonObject, violated
from tests.google.fields import Mask

Check = Callable[[Any], str | None]
_DOCUMENTS = "discovery_cache/documents"
_INTEGER = re.compile(r"-?[0-9]+(?:\.0+)?")
_RANGES = {"int32": 2**31, "uint32": 2**32, "int64": 2**63, "uint64": 2**64}


@dataclass(frozen=True, slots=True)
class Method:
    """One method of an API."""

    id: str
    verb: str
    pattern: re.Pattern[str]
    parameters: Mapping[str, JsonObject]
    request: str
    response: str


class Api:
    """One discovery document."""

    def __init__(self, name: str) -> None:
        text = (files("googleapiclient") / _DOCUMENTS / f"{name}.json").read_text(encoding="utf-8")
        document = json.loads(text)
        self._schemas: dict[str, JsonObject] = document["schemas"]
        self._common: dict[str, JsonObject] = document["parameters"]
        self._checks: dict[str, Check] = {}
        self.strict = name.startswith("sheets")
        methods = list(_methods(document, "/" + document["servicePath"]))
        # The longest literal first: `values/{range}:append` before `values/{range}`.
        self._methods = sorted(methods, key=lambda method: -len(method.pattern.pattern))

    def find(self, verb: str, path: str) -> tuple[Method, dict[str, str]] | None:
        """Match a path as it came, still percent-encoded; gives the path's parameters decoded."""
        for method in self._methods:
            if method.verb == verb and (match := method.pattern.fullmatch(path)):
                return method, {key: unquote(value) for key, value in match.groupdict().items()}
        return None

    def query(self, method: Method, given: Mapping[str, Sequence[str]]) -> JsonObject:
        """Read query parameters; raises ApiError 400 for what the method does not take."""
        known = {**self._common, **method.parameters}
        found: JsonObject = {}
        for name, texts in given.items():
            if name not in known:
                # Recorded: Drive lets includeItemsFromAllDrives pass on files.get, which does not know it.
                if self.strict:
                    raise _unbound(name)
                continue
            values = [_from_text(known[name], name, text) for text in texts]
            found[name] = values if known[name].get("repeated") else values[-1]
        return found

    def accept(self, schema: str, value: object, root: str = "") -> JsonObject:
        """Give a request's body without nulls, numbers as numbers; raises ApiError 400 for what is wrong."""
        problems: list[tuple[str, str]] = []
        body = self._read({"$ref": schema}, value, root, problems)
        if problems:
            raise violated(problems)
        assert isinstance(body, dict)
        return body

    def check(self, schema: str, value: object) -> None:
        """Assert that an answer keeps to its schema."""
        problem = self._check_of(schema)(value)
        assert problem is None, f"{schema}{problem}"

    def check_mask(self, schema: str, mask: Mask, path: str = "") -> None:
        for name, below in mask.items():
            node = self._resolved(self._resolved({"$ref": schema})["properties"].get(name, {}))
            if not node and name != "*":
                what = f"Cannot find matching fields for path '{path}{name}'."
                text = f"Error expanding 'fields' parameter. {what}"
                raise violated([(f"{path}{name}", text)], "Request contains an invalid argument.")
            self._check_below(node, below, f"{path}{name}.")

    def _check_below(self, node: JsonObject, mask: Mask, path: str) -> None:
        inner = node.get("items", node)
        if "$ref" in inner:
            self.check_mask(inner["$ref"], mask, path)
        elif "id" in inner:
            self.check_mask(inner["id"], mask, path)

    def _resolved(self, node: JsonObject) -> JsonObject:
        return self._schemas[node["$ref"]] if "$ref" in node else node

    def _read(self, node: JsonObject, value: object, path: str, problems: list[tuple[str, str]]) -> object:
        node = self._resolved(node)
        match node.get("type"):
            case "object":
                return self._read_object(node, value, path, problems)
            case "array":
                return self._read_array(node, value, path, problems)
            case "any" | None:
                return value
        scalar = _scalar(node, value)
        if scalar is None:
            problems.append((path, f"Invalid value at '{path}' ({_type_name(node, path)}), {_shown(value)}"))
        return scalar

    def _read_object(
        self, node: JsonObject, value: object, path: str, problems: list[tuple[str, str]]
    ) -> object:
        if not isinstance(value, dict):
            name = node.get("id", "google.protobuf.Struct")
            problems.append((path, f"Invalid value at '{path}' ({_message(name)}), {_shown(value)}"))
            return None
        known: JsonObject = node.get("properties", {})
        extra = node.get("additionalProperties")
        found = {}
        for key, item in value.items():
            inner = known.get(key, extra)
            if inner is None and not self.strict:
                # gspread shares a file with a withLink that Drive v3 does not have, and Drive lets it.
                continue
            if inner is None:
                at = f" at '{path}'" if path else ""
                text = f'Invalid JSON payload received. Unknown name "{key}"{at}: Cannot find field.'
                problems.append((path, text))
            elif item is not None:
                found[key] = self._read(inner, item, _joined(path, key), problems)
        return found

    def _read_array(
        self, node: JsonObject, value: object, path: str, problems: list[tuple[str, str]]
    ) -> object:
        if not isinstance(value, list):
            name = _message("google.protobuf.ListValue" if _of_lists(node) else _item_name(node))
            problems.append((path, f"Invalid value at '{path}' ({name}), {_shown(value)}"))
            return None
        inner = node["items"]
        return [self._read(inner, item, f"{path}[{i}]", problems) for i, item in enumerate(value)]

    def _check_of(self, schema: str) -> Check:
        if schema not in self._checks:
            self._checks[schema] = self._compiled(self._schemas[schema])
        return self._checks[schema]

    def _compiled(self, node: JsonObject) -> Check:
        if "$ref" in node:
            return functools.partial(self._check_ref, node["$ref"])
        match node.get("type"):
            case "object":
                extra = node.get("additionalProperties")
                known = {key: self._compiled(inner) for key, inner in node.get("properties", {}).items()}
                return _object_check(known, self._compiled(extra) if extra else None)
            case "array":
                return _array_check(self._compiled(node["items"]))
            case "any" | None:
                return lambda _: None
        return functools.partial(_scalar_check, node)

    def _check_ref(self, schema: str, value: object) -> str | None:
        return self._check_of(schema)(value)


@functools.cache
def api(name: str) -> Api:
    return Api(name)


def _methods(resource: JsonObject, base: str) -> Iterator[Method]:
    for method in resource.get("methods", {}).values():
        yield Method(
            method["id"],
            method["httpMethod"],
            _pattern(base + method.get("flatPath", method["path"])),
            method.get("parameters", {}),
            method.get("request", {}).get("$ref", ""),
            method.get("response", {}).get("$ref", ""),
        )
    for inner in resource.get("resources", {}).values():
        yield from _methods(inner, base)


def _pattern(path: str) -> re.Pattern[str]:
    def group(match: re.Match[str]) -> str:
        name = match[1].lstrip("+")
        return rf"(?P<{name}>[^/]+)" if name == "range" else rf"(?P<{name}>[^/:]+)"

    return re.compile(re.sub(r"\\\{(.+?)\\\}", group, re.escape(path)))


def _object_check(known: Mapping[str, Check], extra: Check | None) -> Check:
    def check(value: object) -> str | None:
        if not isinstance(value, dict):
            return f": not an object: {value!r}"
        for key, item in value.items():
            inner = known.get(key, extra)
            if inner is None:
                return f": unknown key {key!r}"
            if problem := inner(item):
                return f".{key}{problem}"
        return None

    return check


def _array_check(inner: Check) -> Check:
    def check(value: object) -> str | None:
        if not isinstance(value, list):
            return f": not a list: {value!r}"
        for index, item in enumerate(value):
            if problem := inner(item):
                return f"[{index}]{problem}"
        return None

    return check


def _scalar_check(node: JsonObject, value: object) -> str | None:
    kind, found = node["type"], type(value)
    if (kind == "string" and found is str) or (kind == "boolean" and found is bool):
        return f": not one of its values: {value!r}" if "enum" in node and value not in node["enum"] else None
    if (kind == "integer" and found is int) or (kind == "number" and found in {int, float}):
        return None
    return f": not of type {kind}: {value!r}"


def _scalar(node: JsonObject, value: object) -> object:
    """Give a request's value as its type; None where it is not of it."""
    match node["type"]:
        case "string":
            fits = isinstance(value, str) and ("enum" not in node or value in node["enum"])
            return value if fits else None
        case "boolean":
            return value if isinstance(value, bool) else None
        case "integer":
            # Protocol buffers' JSON takes 3, 3.0 and "3" for the integer.
            fits = not isinstance(value, bool) and _INTEGER.fullmatch(str(value)) is not None
            number = int(float(str(value))) if fits else None
            bound = _RANGES.get(node.get("format", ""), 2**63)
            return number if number is not None and -bound <= number < bound else None
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _from_text(node: JsonObject, name: str, text: str) -> object:
    value: object = text
    if node["type"] == "boolean":
        value = {"true": True, "1": True, "false": False, "0": False}.get(text.lower())
    scalar = _scalar(node, value)
    if scalar is None:
        snake = _snake(name)
        text = f"Invalid value at '{snake}' ({_type_name(node, snake)}), {_shown(text)}"
        raise violated([(snake, text)])
    return scalar


def _unbound(name: str) -> Exception:
    text = (
        f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter. '
        f"Field '{name}' could not be found in request message."
    )
    return violated([("", text)])


def _joined(path: str, key: str) -> str:
    return f"{path}.{_snake(key)}" if path else _snake(key)


def _snake(key: str) -> str:
    return re.sub(r"[A-Z]", lambda match: "_" + match[0].lower(), key)


def _shown(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _type_name(node: JsonObject, path: str) -> str:
    if "enum" in node:
        # assumption: an enum's type has the name of its field; the discovery documents do not tell.
        return _message("".join(word.title() for word in path.rpartition(".")[2].split("_")))
    names = {"string": "TYPE_STRING", "boolean": "TYPE_BOOL", "integer": "TYPE_INT32"}
    return names.get(node["type"], {"float": "TYPE_FLOAT"}.get(node.get("format", ""), "TYPE_DOUBLE"))


def _message(name: str) -> str:
    qualified = name if "." in name else f"google.apps.sheets.v4.{name}"
    return f"type.googleapis.com/{qualified}"


def _of_lists(node: JsonObject) -> bool:
    return bool(node["items"].get("type") == "array")


def _item_name(node: JsonObject) -> str:
    return str(node["items"].get("$ref", "google.protobuf.ListValue"))
