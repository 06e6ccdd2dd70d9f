"""Field masks: which parts of a message are answered, or written."""

import copy
import re
from typing import Any

from tests.google.errors import JsonObject

Mask = dict[str, "Mask"]  # an empty mask means all that is below
_TOKEN = re.compile(r"[A-Za-z0-9_*@$]+|[(),./]")


class MaskError(ValueError):
    """The text is no field mask."""


def parse(text: str) -> Mask:
    """Read `a,b.c,d(e,f/g)` into {"a": {}, "b": {"c": {}}, "d": {"e": {}, "f": {"g": {}}}}."""
    squeezed = re.sub(r"\s+", "", text)
    tokens = _TOKEN.findall(squeezed)
    if "".join(tokens) != squeezed or not tokens:
        raise MaskError(text)
    mask, rest = _list(tokens)
    if rest:
        raise MaskError(text)
    return {} if "*" in mask else mask


def _list(tokens: list[str]) -> tuple[Mask, list[str]]:
    mask: Mask = {}
    while True:
        path, below, tokens = _path(tokens)
        _put(mask, path, below)
        if not tokens or tokens[0] != ",":
            return mask, tokens
        tokens = tokens[1:]


def _path(tokens: list[str]) -> tuple[list[str], Mask, list[str]]:
    path: list[str] = []
    while True:
        if not tokens or tokens[0] in "(),./":
            raise MaskError("".join(tokens))
        path.append(tokens[0])
        tokens = tokens[1:]
        if tokens and tokens[0] in "./":
            tokens = tokens[1:]
            continue
        if tokens and tokens[0] == "(":
            below, tokens = _list(tokens[1:])
            if not tokens or tokens[0] != ")":
                raise MaskError(".".join(path))
            return path, {} if "*" in below else below, tokens[1:]
        return path, {}, tokens


def _put(mask: Mask, path: list[str], below: Mask) -> None:
    for name in path[:-1]:
        if name == "*":
            break
        known = name in mask
        mask = mask.setdefault(name, {})
        if known and not mask:
            return
    last = path[-1]
    if last in mask and (not mask[last] or not below):
        mask[last] = {}
    elif last == "*" and len(path) > 1:
        mask.clear()
    else:
        mask.setdefault(last, {}).update(below)


class Masked(list[JsonObject]):
    """A list that was made by its mask already, so that nobody has to walk it again."""


def only(value: Any, mask: Mask) -> Any:  # noqa: ANN401 - any JSON value, as it came
    """Give what `mask` names of a JSON value; lists are looked through."""
    if not mask:
        return value
    if isinstance(value, Masked):
        return value
    if isinstance(value, list):
        return [only(item, mask) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: only(value[key], below) for key, below in mask.items() if key in value}


def wants(mask: Mask, *path: str) -> bool:
    """Tell whether anything at or below `path` is named."""
    for name in path:
        if not mask:
            return True
        if name not in mask:
            return False
        mask = mask[name]
    return True


def below(mask: Mask, *path: str) -> Mask:
    for name in path:
        mask = mask.get(name, {})
    return mask


def patched(target: JsonObject, source: JsonObject, mask: Mask) -> JsonObject:
    """Give `target` with the named fields as in `source`; those that `source` lacks are cleared."""
    if not mask:
        return copy.deepcopy(source)
    result = dict(target)
    for name, inner in mask.items():
        given = source.get(name)
        if inner and (isinstance(given, dict) or given is None):
            changed = patched(result.get(name, {}), given or {}, inner)
            if changed or given is not None:
                result[name] = changed
            else:
                result.pop(name, None)
        elif given is None:
            result.pop(name, None)
        else:
            result[name] = copy.deepcopy(given)
    return result
