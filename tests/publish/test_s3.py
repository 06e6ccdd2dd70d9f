"""The feed in S3: how it is served, and what is said where it cannot be put there."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from sync.errors import ConfigError
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


def test_without_boto3_it_says_how_to_get_it() -> None:
    script = f"""
import sys
sys.modules["boto3"] = None
from sync.errors import ConfigError
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
