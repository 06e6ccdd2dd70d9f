"""The feed in S3: how it is served, and what is said where it cannot be put there."""

import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from sync.errors import ConfigError, TryAgainError
from sync.publish.s3 import S3Object
from tests.publish.places import SECRET, Place, publication, s3

FEED = publication(b"BEGIN:VCALENDAR\r\n")
TO = "s3://interviews/followups.ics"


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    with s3(monkeypatch) as place:
        yield place


def failure(to: str = TO) -> str:
    with pytest.raises(ConfigError) as caught:
        S3Object(to).publish(FEED)
    assert "\n" not in str(caught.value)
    assert SECRET not in str(caught.value)
    return str(caught.value)


def test_a_right_body_of_a_wrong_type_is_put_right(place: Place) -> None:
    place.write(FEED.data)

    assert place.publish(FEED.data)
    assert place.read() == (FEED.data, "text/calendar; charset=utf-8")


@pytest.mark.usefixtures("place")
def test_a_bucket_that_is_not_there_is_to_be_made_first() -> None:
    told = "s3://none/a.ics: there is no such bucket; make it first (NoSuchBucket)"
    assert failure("s3://none/a.ics") == told


def test_a_key_that_is_not_known_is_told(place: Place) -> None:
    with place.failing():
        failure()
        assert "the access key is not known; sign in to S3 again" in failure()


@pytest.mark.usefixtures("place")
def test_without_keys_it_says_which_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")

    assert failure() == f"{TO}: not signed in to S3; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(
    ("variable", "value"), [("AWS_PROFILE", "nobody"), ("AWS_ENDPOINT_URL", "not an address")]
)
def test_settings_of_the_machine_that_are_not_right_are_told(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)

    assert failure().startswith(f"{TO}: the settings for S3 on this machine are not right")


@pytest.mark.usefixtures("place")
def test_a_key_that_no_header_can_hold_is_told_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", f"{SECRET}\nx")

    assert failure().startswith(f"{TO}: the keys or the endpoint for S3 cannot be sent to a server")


@pytest.mark.usefixtures("place")
def test_a_server_that_is_not_there_is_left_for_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")

    with pytest.raises(TryAgainError, match=f"^no connection to {TO}; try again later$"):
        S3Object(TO).publish(FEED)


class _Amazon(http.server.BaseHTTPRequestHandler):
    """Answers as Amazon does who asks for an object that is not there, and may not list the bucket."""

    def do_GET(self) -> None:
        self.send_response(403)
        self.end_headers()
        self.wfile.write(b"<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
        """Quiet."""


@pytest.mark.usefixtures("place")
def test_an_object_that_is_not_there_yet_may_want_leave_to_list(monkeypatch: pytest.MonkeyPatch) -> None:
    with http.server.HTTPServer(("127.0.0.1", 0), _Amazon) as server:
        threading.Thread(target=server.handle_request).start()
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.server_address[1]}")

        assert failure().endswith(
            "s3:GetObject and s3:PutObject, and s3:ListBucket for the bucket (AccessDenied)"
        )


def test_without_boto3_it_says_how_to_get_it() -> None:
    script = f"""
import sys
sys.modules["boto3"] = None
from sync.errors import ConfigError, TryAgainError
from sync.publish.s3 import S3Object
try:
    S3Object("{TO}").publish(None)
except ConfigError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f'{TO} needs boto3: run pip install "interview-followups[s3]"'


@pytest.mark.usefixtures("place")
def test_a_check_finds_no_bucket() -> None:
    with pytest.raises(ConfigError, match="there is no such bucket; make it first"):
        S3Object("s3://none/a.ics").check()


def test_a_check_of_a_sign_in_that_is_refused_says_so(place: Place) -> None:
    with place.failing():
        failure()
        with pytest.raises(ConfigError, match="the access key is not known"):
            place.publisher.check()
