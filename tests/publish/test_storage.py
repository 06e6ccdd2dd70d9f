"""The feed in Google's storage: generations, an unguessable name, and what a bucket refuses."""

import re
from collections.abc import Iterator
from pathlib import Path

import platformdirs
import pytest

from sync.errors import ConfigError, GoogleRefusedError, TryAgainError
from sync.google.credentials import STORAGE, load
from sync.google.session import Session
from sync.publish.storage import StorageObject
from tests.accounts import save
from tests.google import Google, faults, serving
from tests.google.errors import ApiError
from tests.google.faults import Fault, Request
from tests.publish.places import publication

FEED, OTHER = publication(b"BEGIN:VCALENDAR\r\n"), publication(b"BEGIN:VCALENDAR\r\nother\r\n")
TO = "gs://interviews/mine/followups.ics"


@pytest.fixture
def google() -> Iterator[Google]:
    with serving() as google:
        google.state.buckets["interviews"] = {}
        yield google


@pytest.fixture
def session(google: Google, tmp_path: Path) -> Iterator[Session]:
    path = save(tmp_path / "credentials.json", google.authorized_user(STORAGE))
    with Session(load(path, None, google.root, [STORAGE]), google.root, sleep=lambda _: None) as session:
        yield session


def is_upload(request: Request) -> bool:
    return request.path.startswith("/upload/")


def test_the_object_is_served_as_a_calendar_that_is_asked_for_anew(google: Google, session: Session) -> None:
    StorageObject(TO, session).publish(FEED)

    stored = google.state.buckets["interviews"]["mine/followups.ics"]
    assert stored.metadata == {
        "contentType": "text/calendar; charset=utf-8",
        "cacheControl": "no-cache, max-age=0",
    }


def test_two_requests_publish_and_one_finds_nothing_to_do(google: Google, session: Session) -> None:
    StorageObject(TO, session).publish(FEED)
    StorageObject(TO, session).publish(FEED)

    methods = [request.method.rpartition(".")[2] for request in google.log]
    assert methods == ["get", "insert", "get"]
    assert "ifGenerationMatch=0" in google.log[1].query


def test_what_another_machine_wrote_meanwhile_is_read_before_it_is_replaced(
    google: Google, session: Session
) -> None:
    here = StorageObject(TO, session)
    here.publish(OTHER)
    before = google.state.buckets["interviews"]["mine/followups.ics"]

    def other_machine(_: object) -> None:
        changed = type(before)(b"theirs", before.generation + 1, before.metadata, before.created)
        google.state.buckets["interviews"]["mine/followups.ics"] = changed

    google.before(4, other_machine)

    assert here.publish(FEED)
    assert [request.status for request in google.log[2:]] == [200, 412, 200, 200]
    assert google.state.buckets["interviews"]["mine/followups.ics"].data == FEED.data


def test_an_upload_whose_answer_was_lost_counts_as_done(google: Google, session: Session) -> None:
    google.faults.at(2, faults.reset(applied=True))

    assert StorageObject(TO, session).publish(FEED)
    assert [request.verb for request in google.log] == ["GET", "POST", "POST", "GET"]


@pytest.mark.parametrize(
    ("fault", "error", "sentence"),
    [
        (faults.denied(), GoogleRefusedError, 'Storage Object User" for the bucket'),
        (faults.refusal(ApiError(412, "no")), TryAgainError, "is being changed by somebody else"),
        (faults.refusal(ApiError(400, "no")), ConfigError, "Google does not take the object (400)"),
    ],
)
def test_each_refusal_says_what_to_do(
    google: Google, session: Session, fault: faults.Fault, error: type[Exception], sentence: str
) -> None:
    google.faults.when(is_upload, fault)

    with pytest.raises(error, match=re.escape(sentence)):
        StorageObject(TO, session).publish(FEED)


@pytest.mark.parametrize("path", ["/storage", "/upload"])
@pytest.mark.parametrize("body", [b"<html>Welcome to the hotel", b"[]", b'"yes"', b""])
def test_what_is_no_answer_of_googles_is_for_the_next_run(
    google: Google, session: Session, path: str, body: bytes
) -> None:
    answer = Fault("answer", 200, body, (("Content-Type", "text/html"),))
    google.faults.when(lambda request: request.path.startswith(path), answer)

    with pytest.raises(TryAgainError, match="something between here and Google"):
        StorageObject(TO, session).publish(FEED)


def test_a_check_takes_no_page_of_a_hotel_for_a_bucket(google: Google, session: Session) -> None:
    page = Fault("answer", 200, b"<html>Welcome to the hotel", (("Content-Type", "text/html"),))
    google.faults.when(lambda request: request.path.startswith("/storage"), page)

    with pytest.raises(TryAgainError, match="something between here and Google"):
        StorageObject(TO, session).check()


def test_a_bucket_that_is_not_there_is_to_be_made_first(session: Session) -> None:
    with pytest.raises(
        ConfigError, match=r"^gs://none/a\.ics: there is no bucket of that name; make it first$"
    ):
        StorageObject("gs://none/a.ics", session).publish(FEED)


def test_without_a_name_the_object_gets_one_that_nobody_can_guess_and_keeps_it(
    google: Google, session: Session
) -> None:
    assert [StorageObject("gs://interviews", session).publish(FEED) for _ in range(2)] == [True, False]

    [name] = google.state.buckets["interviews"]
    assert re.fullmatch(r"followups-[0-9a-f]{32}\.ics", name)
    assert (
        StorageObject("gs://interviews", session).address
        == f"https://storage.googleapis.com/interviews/{name}"
    )
    [kept] = platformdirs.user_config_path("interview-followups").glob("object-*.txt")
    assert kept.stat().st_mode & 0o777 == 0o600


def test_a_name_that_cannot_be_kept_is_asked_for(session: Session) -> None:
    folder = platformdirs.user_config_path("interview-followups")
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file in the way")

    with pytest.raises(ConfigError, match=r'such as to = "gs://interviews/name\.ics"'):
        StorageObject("gs://interviews", session).publish(FEED)


def test_a_check_finds_no_bucket(session: Session) -> None:
    with pytest.raises(ConfigError, match="there is no bucket of that name; make it first"):
        StorageObject("gs://none/a.ics", session).check()


def test_a_check_of_a_bucket_that_may_only_be_read_says_what_is_missing(
    google: Google, session: Session
) -> None:
    body = b'{"kind": "storage#testIamPermissionsResponse", "permissions": ["storage.objects.get"]}'
    only_read = Fault("answer", 200, body, (("Content-Type", "application/json"),))
    google.faults.when(lambda request: request.path.endswith("/testPermissions"), only_read)
    with pytest.raises(GoogleRefusedError, match='give it the role "Storage Object User" for the bucket'):
        StorageObject(TO, session).check()
