"""Each recording of Google's own traffic, replayed: the stand-in agrees in status and in body."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from tests.google import Google

RECORDINGS = Path(__file__).parents[3] / "shared" / "google-recordings"
_FILES = sorted(RECORDINGS.glob("*.json"))
_SPREADSHEET_ID = re.compile(r"(?<![\w-])1[\w-]{43}(?![\w-])")
_TIMES = {"createdTime", "modifiedTime"}
_NUMBERED = {
    "sheetId",
    "namedRangeId",
    "protectedRangeId",
    "filterViewId",
    "bandedRangeId",
    "metadataId",
    "tableId",
}


@pytest.mark.skipif(not _FILES, reason="the recordings (../shared/google-recordings) are not here")
@pytest.mark.parametrize("recording", _FILES, ids=lambda path: path.stem)
def test_it_answers_as_google_did(google: Google, recording: Path) -> None:
    replay = Replay(google)
    for interaction in json.loads(recording.read_text(encoding="utf-8"))["interactions"]:
        replay.one(interaction)


class Replay:
    """One recording under way: which of our ids stands for which of Google's."""

    def __init__(self, google: Google) -> None:
        self._google = google
        self._ours: dict[str, str] = {}

    def one(self, interaction: dict[str, Any]) -> None:
        asked, recorded = interaction["request"], interaction["response"]
        url = urlsplit(asked["uri"])
        target = self._mapped(url.path + (f"?{url.query}" if url.query else ""))
        answer = requests.request(
            asked["method"],
            self._google.root + target,
            data=self._mapped(asked["body"] or "").encode() or None,
            headers={"Authorization": f"Bearer {self._google.access_token()}"},
            timeout=60,
        )
        text = recorded["body"].get("string", "")
        where = f"{asked['method']} {asked['uri']} {asked['body']}"
        assert answer.status_code == recorded["status"]["code"], f"{where}: {answer.text}"
        if not text.strip().startswith("{"):
            assert answer.text == text, where
            return
        expected, found = json.loads(text), answer.json()
        self._learn(expected, found)
        assert _plain(found) == _plain(json.loads(self._mapped(json.dumps(expected)))), where

    def _mapped(self, text: str) -> str:
        for theirs, ours in self._ours.items():
            text = re.sub(rf"(?<![\w-]){re.escape(theirs)}(?![\w-])", ours, text)
        return text

    def _learn(self, expected: object, found: object, key: str = "") -> None:
        if isinstance(expected, dict) and isinstance(found, dict):
            for name in expected.keys() & found.keys():
                self._learn(expected[name], found[name], name)
        elif isinstance(expected, list) and isinstance(found, list):
            for one, other in zip(expected, found, strict=False):
                self._learn(one, other, key)
        elif (key in _NUMBERED and expected != 0) or (
            key in {"id", "spreadsheetId"} and _SPREADSHEET_ID.fullmatch(str(expected))
        ):
            self._ours[str(expected)] = str(found)


def _plain(value: Any, key: str = "") -> Any:  # noqa: ANN401 - any JSON value
    """Leave out times, and who it was: the recordings' account is not ours."""
    if isinstance(value, dict):
        return {name: _plain(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item, key) for item in value]
    if key in _TIMES:
        return "a time"
    return "somebody" if isinstance(value, str) and re.fullmatch(r"\S+@\S+\.\w+", value) else value
