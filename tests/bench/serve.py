"""`python -m tests.bench.serve`: conditional GETs over several connections while syncs change the feed.

Beside it, in turn, Python's own http.server with the same file: it has no token, no ETag and no policy, so
its clients ask with If-Modified-Since. Exit code 1 if an answer was an error or torn, or a log has the token.
"""

import argparse
import hashlib
import http.client
import multiprocessing
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from statistics import quantiles
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
ROWS = 50
START = 20  # seconds
SYNC = "--now", "2026-11-18T21:00+00:00"
TOKEN = Path("interview-followups/serve-token")


class Load(NamedTuple):
    """What clients met: answers by status or by what was wrong, seconds of each, digests of the feeds."""

    counts: Counter[str]
    seconds: list[float]
    seen: set[str]


def main() -> int:
    """Measure, print, and tell by the exit code whether each answer was whole."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.serve")
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=30)
    options = parser.parse_args()
    return 0 if bench(options.connections, options.seconds) else 1


def bench(connections: int, seconds: float) -> bool:
    """Print the figures of the feed's server and of the naive one; tell whether nothing went wrong."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "followups.toml").write_text('sheet = "interviews.csv"\ntimezone = "UTC"\n')
        _write_sheet(folder, 0)
        _sync(folder)
        print(
            f"followups serve: {connections} connections of conditional GETs, {seconds:g} s, syncs meanwhile"
        )
        serve = ["-m", "sync", "serve", "--port"]
        with _running(folder, serve) as (port, said):
            token = (folder / TOKEN).read_text().strip()
            published, load = _hammer(folder, port, f"/{token}/followups.ics", connections, seconds)
        naive = ["-m", "http.server", "--protocol", "HTTP/1.1", "--bind", "127.0.0.1", "--directory", "feed"]
        with _running(folder, naive) as (port, _):
            _, yardstick = _hammer(folder, port, "/followups.ics", connections, seconds)
        logs = [*folder.rglob("*.log"), said]
        told = [path.name for path in logs if token in path.read_text("utf-8")]
        wrong = load.counts.total() - load.counts["200"] - load.counts["304"]
        unknown = load.seen - published
    _print_figures(load, yardstick, seconds)
    print(f"{len(published)} feeds published, {len(load.seen)} of them seen, {len(unknown)} seen besides")
    print(f"{wrong} errors or torn bodies, token in logs: {', '.join(told) or 'no'} ({len(logs)} looked at)")
    return not wrong and not unknown and not told and load.counts["200"] >= connections


def _print_figures(load: Load, yardstick: Load, seconds: float) -> None:
    print(f"{'':16}{'requests/s':>12}{'p50 ms':>9}{'p99 ms':>9}{'worst ms':>10}  answers")
    rows = {"http.server": yardstick, "followups serve": load}
    for name, each in rows.items():
        p50, p99 = _percentiles(each)
        rate, worst = each.counts.total() / seconds, max(each.seconds)
        answers = ", ".join(f"{count:,} of {status}" for status, count in sorted(each.counts.items()))
        print(f"{name:16}{rate:>12,.0f}{p50 * 1e3:>9.1f}{p99 * 1e3:>9.1f}{worst * 1e3:>10.1f}  {answers}")
    rate = load.counts.total() / yardstick.counts.total()
    p50, p99 = (mine / other for mine, other in zip(_percentiles(load), _percentiles(yardstick), strict=True))
    print(f"{'ratio':16}{rate:>12.2f}{p50:>9.2f}{p99:>9.2f}")


def _percentiles(load: Load) -> tuple[float, float]:
    cuts = quantiles(load.seconds, n=100)
    return cuts[49], cuts[98]


def _hammer(folder: Path, port: int, path: str, connections: int, seconds: float) -> tuple[set[str], Load]:
    """Ask and sync at the same time; gives the digests of the feeds published, and what the clients met."""
    end = time.time() + seconds
    feed, version = folder / "feed" / "followups.ics", 0
    published = {_digest(feed.read_bytes())}
    # Each client is a process: together in one they would measure themselves.
    with ProcessPoolExecutor(connections, multiprocessing.get_context("spawn")) as pool:
        loads = [pool.submit(_subscribe, port, path, end) for _ in range(connections)]
        while time.time() < end:
            version += 1
            _write_sheet(folder, version)
            _sync(folder)
            published.add(_digest(feed.read_bytes()))
        return published, _sum(loads)


def _sum(loads: Sequence[Future[Load]]) -> Load:
    total = Load(Counter(), [], set())
    for load in (each.result() for each in loads):
        total.counts.update(load.counts)
        total.seconds.extend(load.seconds)
        total.seen.update(load.seen)
    return total


def _subscribe(port: int, path: str, end: float) -> Load:
    """Ask again and again on one connection, with what the last answer gave to ask with."""
    load, condition = Load(Counter(), [], set()), dict[str, str]()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START)
    while time.time() < end:
        started = time.perf_counter()
        try:
            connection.request("GET", path, headers=condition)
            response = connection.getresponse()
            body = response.read()
        except (OSError, http.client.HTTPException) as error:
            load.counts[type(error).__name__] += 1
            connection.close()
            continue
        load.seconds.append(time.perf_counter() - started)
        if response.status == HTTPStatus.OK:
            tag, since = response.headers["ETag"], response.headers["Last-Modified"]
            condition = {"If-None-Match": tag} if tag else {"If-Modified-Since": since}
            load.seen.add(_digest(body))
            is_whole = body.endswith(b"END:VCALENDAR\r\n") and tag in {None, f'"{_digest(body)}"'}
            load.counts["200" if is_whole else "torn"] += 1
        else:
            load.counts[str(response.status)] += 1
    connection.close()
    return load


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write_sheet(folder: Path, version: int) -> None:
    """Put a sheet there that gives another feed than the last one, longer or shorter."""
    sheet = folder / "interviews.csv"
    if version:
        was, _, rest = sheet.read_text("utf-8").partition("topic ")
        sheet.write_text(f"{was}topic {'x' * (version % 500)}{rest.lstrip('x')}", "utf-8")
        return
    rows = "".join(f"Company {n};2026-11-{16 + n % 5};Jane Doe {n};topic {n}\n" for n in range(ROWS))
    sheet.write_text(f"Company;Interview date;Interviewers;Discussed\n{rows}", "utf-8")


def _sync(folder: Path) -> None:
    command = [sys.executable, "-m", "sync", "sync", "-q", *SYNC]
    subprocess.run(command, cwd=folder, env=_home(folder), check=True)


def _home(folder: Path) -> dict[str, str]:
    homes = {"XDG_STATE_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "PYTHONPATH": str(ROOT)}
    return os.environ | homes


@contextmanager
def _running(folder: Path, arguments: list[str]) -> Iterator[tuple[int, Path]]:
    """Run a server whose last argument is its port; gives that, and the file with what it says."""
    port, said = _free_port(), folder / f"{arguments[1]}.said"
    with said.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *arguments, str(port)],
            cwd=folder,
            env=_home(folder),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(port)
            yield port, said
        finally:
            process.terminate()
            process.wait(START)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def _wait_for(port: int) -> None:
    """Wait until it answers: it can be connected to before."""
    give_up = time.monotonic() + START
    while time.monotonic() < give_up:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()
    raise SystemExit(f"no server after {START} s")


if __name__ == "__main__":
    raise SystemExit(main())
