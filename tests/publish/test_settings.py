"""[[publish]] in followups.toml: the places it may name, and how its mistakes are told."""

from pathlib import Path

import pytest

from sync.config import Publish, load
from sync.errors import ConfigError
from tests.publish.places import SECRET


def published(tmp_path: Path, *lines: str) -> tuple[Publish, ...]:
    tables = "".join(f"\n[[publish]]\n{line}\n" for line in lines)
    return read(tmp_path, tables)


def read(tmp_path: Path, text: str) -> tuple[Publish, ...]:
    (tmp_path / "followups.toml").write_text(f'sheet = "interviews.xlsx"\n{text}', "utf-8")
    return load(None, cwd=tmp_path, user_config_dir=tmp_path / "none").publish


def test_any_number_of_places_in_their_order(tmp_path: Path) -> None:
    places = published(
        tmp_path,
        'to = "google-calendar"\ncalendar = "0af1@group.calendar.google.com"',
        'to = "https://cloud.example.org/remote.php/dav/files/paul/followups.ics"\nuser = "paul"',
        'to = "http://127.0.0.1:8080/followups.ics"',
        'to = "gs://my-bucket"',
        'to = "gs://my-bucket/calendars/mine.ics"',
        'to = "s3://my.bucket/mine.ics"',
    )

    assert places == (
        Publish("google-calendar", calendar="0af1@group.calendar.google.com"),
        Publish("https://cloud.example.org/remote.php/dav/files/paul/followups.ics", "paul"),
        Publish("http://127.0.0.1:8080/followups.ics"),
        Publish("gs://my-bucket"),
        Publish("gs://my-bucket/calendars/mine.ics"),
        Publish("s3://my.bucket/mine.ics"),
    )


def test_none_unless_it_is_asked_for(tmp_path: Path) -> None:
    assert read(tmp_path, "") == ()


@pytest.mark.parametrize(
    "to",
    [
        "calendar",
        "ftp://example.org/a.ics",
        "http://example.org/a.ics",
        "https://example.org",
        "https://example.org/folder/",
        "https://example.org/a.ics?key=1",
        "https://example.org/my feed.ics",
        "gs://my-bucket/",
        "gs://my-bucket/a.txt",
        "gs://My Bucket/a.ics",
        "s3://my-bucket",
        "s3://my-bucket//a.ics",
        "",
    ],
)
def test_any_other_place_is_told_with_those_that_there_are(tmp_path: Path, to: str) -> None:
    with pytest.raises(ConfigError) as caught:
        published(tmp_path, 'to = "google-calendar"', f'to = "{to}"')

    assert str(caught.value) == (
        f'followups.toml: publish.2.to: "{to}" is not a place to publish to; write "google-calendar", an '
        "https:// address of a file without a password in it (%20 for a space), gs://bucket, "
        "gs://bucket/name.ics or s3://bucket/name.ics"
    )


@pytest.mark.parametrize("password", [SECRET, f"{SECRET}/with slash", f'{SECRET}\\"quote', f"{SECRET}@at"])
def test_a_password_in_an_address_is_refused_and_not_shown(tmp_path: Path, password: str) -> None:
    with pytest.raises(ConfigError, match="without a password in it") as caught:
        published(tmp_path, f'to = "https://paul:{password}@example.org/a.ics"')

    assert SECRET not in str(caught.value)
    assert '"https://…@example.org/a.ics"' in str(caught.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            '[[publish]]\nto = "gs://my-bucket"\n[[publish]]\nto = "gs://my-bucket"\n',
            "names gs://my-bucket twice; leave one of them out",
        ),
        (
            '[[publish]]\nuser = "paul"\n',
            'publish.1.to: is missing; write a line such as to = "google-calendar"',
        ),
        (
            '[[publish]]\nto = "google-calendar"\nuser = "paul"\n',
            'publish.1.user: "paul" is for an https:// address only; leave it out',
        ),
        (
            '[[publish]]\nto = "gs://my-bucket"\ncalendar = "0af1@group.calendar.google.com"\n',
            (
                'publish.1.calendar: "0af1@group.calendar.google.com" is for to = "google-calendar" only; '
                "leave it out"
            ),
        ),
        (
            '[[publish]]\nto = "google-calendar"\ncalendar = "Follow-ups"\n',
            (
                'publish.1.calendar: "Follow-ups" is not the id of a calendar; write it as '
                "Google Calendar's "
                'settings have it under "Integrate calendar", such as "…@group.calendar.google.com"'
            ),
        ),
        (
            '[[publish]]\nto = "google-calendar"\nusr = "paul"\n',
            "publish.1.usr: is not a setting; did you mean user?",
        ),
        ('[publish]\nto = "google-calendar"\n', "is not a list of places; write each under a [[publish]]"),
        (
            'publish = ["google-calendar"]\n',
            'publish.1: "google-calendar" is not a section; write its settings under [[publish]]',
        ),
    ],
)
def test_each_mistake_is_told_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, text)

    assert told in str(caught.value)
    assert "\n" not in str(caught.value)
