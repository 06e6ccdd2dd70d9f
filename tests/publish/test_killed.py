"""A run is killed while it publishes: what a reader then sees is whole, and the next run completes it.

The connection goes through a proxy that stops in the middle of a request, or keeps an answer back, until
the run is killed. What a kill leaves on this machine's own disk is for `tests.test_crash`.
"""

import os
import signal
import socket
import socketserver
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self, cast
from urllib.parse import urlsplit

import pytest
import requests

from sync.core.vevent import Content
from sync.publish.web import PASSWORD
from tests.accounts import save
from tests.google import Google, serving
from tests.helpers import FEED, NOW, SHEET, lay_out, published
from tests.publish.places import AS_USER, NAME, SECRET, USER_NAME, dav_server, s3

ROWS = 60  # more than fit into one batch
WAIT = 20  # seconds
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
SHARES = (0.5,)  # of a request with something in it, after which the connection stops
SETTINGS = 'sheet = "interviews.csv"\ntimezone = "UTC"\n[google]\ncredentials = "user.json"\n'
RUNS = """
import os, sys
from sync.cli import main
import boto3, googleapiclient.discovery, openpyxl, requests, sync.google.api, sync.run  # once, for all runs

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        os._exit(main(line.split()))
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@dataclass
class Stop:
    """Where the proxy stops: after that share of a request, counted from 0; None keeps its answer back."""

    request: int
    share: float | None


@dataclass
class Wire:
    """What went over the proxy in one run; `sizes` has the bytes of each request."""

    stop: Stop | None = None
    expected: list[int] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    answering: bool = True
    stopped: threading.Event = field(default_factory=threading.Event)
    killed: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def upward(self, data: bytes) -> bytes:
        """Give what of it may pass."""
        with self.lock:
            if self.answering:
                self.sizes.append(0)
                self.answering = False
            if self._is_here and self.stop and self.stop.share is not None:
                limit = int(self.expected[self.stop.request] * self.stop.share)
                data = data[: limit - self.sizes[-1]]
                if self.sizes[-1] + len(data) == limit:
                    self.stopped.set()
            self.sizes[-1] += len(data)
        return data

    def downward(self, data: bytes) -> bytes:
        if not data.replace(CONTINUE, b""):
            return data  # no answer yet: it comes before the request is whole, when late in its middle
        with self.lock:
            self.answering = True
            if self._is_here:
                self.stopped.set()
                return b""
        return data

    @property
    def _is_here(self) -> bool:
        return self.stop is not None and len(self.sizes) == self.stop.request + 1


class Proxy(socketserver.ThreadingTCPServer):
    """A proxy on loopback; `wire` is what the next connections go over."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, root: str) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.upstream = (str(urlsplit(root).hostname), int(urlsplit(root).port or 0))
        self.root = f"http://127.0.0.1:{self.server_address[1]}"
        self.wire = Wire()

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.shutdown()
        self.server_close()


class _Connection(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        proxy = cast("Proxy", self.server)
        wire = proxy.wire
        with socket.create_connection(proxy.upstream) as upstream:
            pumps = [
                threading.Thread(target=_pump, args=(self.request, upstream, wire, wire.upward), daemon=True),
                threading.Thread(
                    target=_pump, args=(upstream, self.request, wire, wire.downward), daemon=True
                ),
            ]
            for pump in pumps:
                pump.start()
            for pump in pumps:
                pump.join()


def _pump(
    source: socket.socket, target: socket.socket, wire: Wire, passing: Callable[[bytes], bytes]
) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(passing(data))
            if wire.stopped.is_set():
                wire.killed.wait(WAIT)
                break
    for end in (source, target):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


class Runs:
    """Syncs of the working folder, each a process of its own, over a proxy that a run can be killed at."""

    def __init__(self, proxy: Proxy) -> None:
        self._proxy = proxy
        self._process = subprocess.Popen(
            [sys.executable, "-c", RUNS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def undisturbed(self) -> list[int]:
        """Sync; gives the bytes of each request."""
        self._proxy.wire = Wire()
        assert self._start() > 0
        assert self._line() == 0
        return self._proxy.wire.sizes

    def killed(self, stop: Stop, expected: list[int]) -> None:
        wire = self._proxy.wire = Wire(stop, expected)
        child = self._start()
        assert wire.stopped.wait(WAIT)
        os.kill(child, signal.SIGKILL)
        wire.killed.set()
        assert self._line() == -signal.SIGKILL

    def _start(self) -> int:
        assert self._process.stdin
        self._process.stdin.write(f"sync -q --now {NOW}\n")
        self._process.stdin.flush()
        return self._line()

    def _line(self) -> int:
        assert self._process.stdout
        return int(self._process.stdout.readline())

    def close(self) -> None:
        self._process.communicate()


@contextmanager
def running(proxy: Proxy) -> Iterator[Runs]:
    runs = Runs(proxy)
    try:
        yield runs
    finally:
        runs.close()


def row(number: int) -> str:
    return f"Company {number};Engineer;2026-11-{16 + number % 5} 10:00;Jane Doe {number};topic 0;2026-11-25\n"


def lay_out_for(place: str) -> None:
    heading = "Company;Role;Interview date;Interviewers;Discussed;Decision expected\n"
    lay_out(heading + "".join(map(row, range(ROWS))), f"{SETTINGS}[[publish]]\n{place}\n")


def change_all(version: int) -> None:
    """Edit the sheet so that every event is another, and there are more of them."""
    text = SHEET.read_text().replace(f";topic {version - 1};", f";topic {version};")
    SHEET.write_text(text + row(ROWS + version).replace("topic 0", f"topic {version}"))


def stops(expected: list[int]) -> list[Stop]:
    return [
        Stop(request, share)
        for request, size in enumerate(expected)
        for share in (*(SHARES if size > 2000 else ()), None)
    ]


@dataclass(frozen=True)
class Place:
    """Where the feed goes, as the settings name it, behind a proxy; `read` sees what others see, without."""

    to: str
    proxy: Proxy
    read: Callable[[], bytes]


@contextmanager
def web(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    monkeypatch.setenv(PASSWORD, SECRET)
    with dav_server(folder / "dav") as root, Proxy(root) as proxy:
        yield Place(
            f'to = "{proxy.root}/{NAME}"\nuser = "{USER_NAME}"',
            proxy,
            lambda: requests.get(f"{root}/{NAME}", auth=AS_USER, timeout=5).content,
        )


@contextmanager
def bucket(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:  # noqa: ARG001 - one of three
    with s3(monkeypatch) as place, Proxy(os.environ["AWS_ENDPOINT_URL"]) as proxy:
        monkeypatch.setenv("AWS_ENDPOINT_URL", proxy.root)
        yield Place(f'to = "s3://interviews/{NAME}"', proxy, lambda: place.read()[0])


@contextmanager
def google_storage(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    with signed_in(folder, monkeypatch) as (google, proxy):
        stored = google.state.buckets["interviews"] = {}
        yield Place(f'to = "gs://interviews/{NAME}"', proxy, lambda: stored[NAME].data)


@contextmanager
def signed_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Google, Proxy]]:
    with serving() as google, Proxy(google.root) as proxy:
        monkeypatch.setenv("FOLLOWUPS_GOOGLE_API_ROOT", proxy.root)
        save(folder / "user.json", google.authorized_user())
        yield google, proxy


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("make", [web, bucket, google_storage])
def test_a_feed_is_never_seen_half_and_the_next_run_publishes_it(
    make: Callable[[Path, pytest.MonkeyPatch], AbstractContextManager[Place]],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with make(folder, monkeypatch) as place, running(place.proxy) as runs:
        lay_out_for(place.to)
        runs.undisturbed()
        change_all(1)
        expected = runs.undisturbed()
        assert max(expected) > len(place.read()) / 2

        seen = set()
        for version, stop in enumerate(stops(expected), start=2):
            old = place.read()
            change_all(version)
            runs.killed(stop, expected)
            left = place.read()
            runs.undisturbed()
            new = FEED.read_bytes()
            assert place.read() == new != old
            assert left in {old, new}, stop
            seen.add(left == new)
        assert seen == {True, False}
    assert [path.name for path in Path("dav").glob("*")] == ([NAME] if make is web else [])


CALENDAR = 'to = "google-calendar"'


def in_calendars(google: Google) -> list[list[str]]:
    """Give what stands in each calendar, by the titles and texts of its events."""
    return [
        sorted(
            f"{event['summary']}: {event['description']}"
            for event in calendar.events.values()
            if event["status"] != "cancelled"
        )
        for calendar in google.state.calendars.values()
    ]


def in_feed() -> list[str]:
    contents = [Content.read(event.body) for event in published().events.values()]
    return sorted(f"{content.title}: {content.description}" for content in contents)


def test_a_calendar_has_each_event_once_and_whole_wherever_the_run_before_was_killed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with signed_in(folder, monkeypatch) as (google, proxy), running(proxy) as runs:
        lay_out_for(CALENDAR)
        runs.undisturbed()
        change_all(1)
        expected = runs.undisturbed()
        assert len(expected) == 3  # a listing, two batches

        between = 0
        for version, stop in enumerate(stops(expected), start=2):
            [old] = in_calendars(google)
            change_all(version)
            runs.killed(stop, expected)
            [left] = in_calendars(google)
            runs.undisturbed()
            [new] = in_calendars(google)
            assert new == in_feed() != old
            assert set(left) <= {*old, *new}, stop
            assert len(old) <= len(left) <= len(new)
            between += left not in (old, new)
        assert between  # killed with the first batch done and not the second


def test_a_calendar_that_is_being_filled_for_the_first_time_is_filled_by_the_next_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with signed_in(folder, monkeypatch) as (google, proxy), running(proxy) as runs:
        lay_out_for(CALENDAR)
        runs.killed(Stop(1, None), [])  # made, kept, and the first batch done
        [left] = in_calendars(google)
        runs.undisturbed()
        assert in_calendars(google) == [in_feed()] != [left]


def test_a_calendar_whose_id_was_never_told_stays_empty_beside_the_one_that_is_used(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with signed_in(folder, monkeypatch) as (google, proxy), running(proxy) as runs:
        lay_out_for(CALENDAR)
        runs.killed(Stop(0, None), [])
        assert in_calendars(google) == [[]]
        runs.undisturbed()
        runs.undisturbed()
        assert in_calendars(google) == [[], in_feed()]
