"""What every place for the feed keeps to, each against a server of its own over real HTTP."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.errors import FollowupsError
from tests.publish.places import SECRET, Place, a_file, s3, storage, web

OLD, NEW = b"BEGIN:VCALENDAR\r\nold\r\n" * 50, b"BEGIN:VCALENDAR\r\nnew\r\n" * 60


@pytest.fixture(params=["file", "web", "s3", "storage"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    made = {
        "file": lambda: a_file(tmp_path),
        "web": lambda: web(tmp_path),
        "s3": lambda: s3(monkeypatch),
        "storage": lambda: storage(tmp_path),
    }[request.param]()
    with made as place:
        yield place


def test_the_feed_is_published_with_its_content_type(place: Place) -> None:
    assert place.publish(OLD)

    data, content_type = place.read()
    assert data == OLD
    assert content_type in {"", "text/calendar; charset=utf-8"}


def test_the_same_content_again_changes_nothing(place: Place) -> None:
    assert [place.publish(OLD), place.publish(OLD)] == [True, False]


def test_changed_content_replaces_the_old(place: Place) -> None:
    place.publish(OLD)

    assert place.publish(NEW)
    assert place.read()[0] == NEW


def test_what_others_changed_is_put_right(place: Place) -> None:
    place.publish(OLD)
    place.write(OLD[:100])

    assert place.publish(OLD)
    assert place.read()[0] == OLD
    assert not place.publish(OLD)


def test_what_others_removed_is_put_back(place: Place) -> None:
    place.publish(OLD)
    place.remove()

    assert place.publish(OLD)
    assert place.read()[0] == OLD


def test_a_write_that_fails_leaves_the_old_whole_and_says_so_in_one_line(place: Place) -> None:
    place.publish(OLD)

    with place.failing(), pytest.raises(FollowupsError) as caught:
        place.publish(NEW)

    assert place.read()[0] == OLD
    assert "\n" not in str(caught.value)
    assert SECRET not in str(caught.value)
    assert place.publish(NEW)


def test_a_check_tells_whether_the_feed_is_there_and_changes_nothing(place: Place) -> None:
    assert place.publisher.check().endswith("the feed will be made")
    assert place.publish(OLD)
    assert place.publisher.check().endswith("the feed is there")
    assert place.read()[0] == OLD


def test_it_is_called_what_the_settings_call_it(place: Place) -> None:
    assert place.publisher.to.endswith("followups.ics")
