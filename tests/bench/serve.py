"""`python -m tests.bench.serve`: conditional GETs over several connections while the feed is replaced.

Prints requests a second and what went wrong; exit code 1 if anything did. Where wrk is installed, it asks for
the whole feed too, to have a figure without Python on the client's side.
"""

import argparse
import hashlib
import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sync.files import replace
from sync.serve.token import TokenFile

GOLDEN = Path(__file__).parent.parent / "golden" / "open-done-cancelled.ics"
START = 20  # seconds
PAUSE = 0.25  # seconds between two changes of the feed


def main() -> int:
    """Measure, print, and tell by the exit code whether each answer was whole."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.serve")
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return _bench(Path(folder), options.connections, options.seconds)


def _bench(folder: Path, connections: int, seconds: float) -> int:
    feed = folder / "feed" / "followups.ics"
    feed.parent.mkdir()
    feed.write_bytes(GOLDEN.read_bytes())
    token = TokenFile(folder / "interview-followups" / "serve-token").obtain()
    port = _free_port()
    homes = {"XDG_STATE_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "PYTHONPATH": str(Path.cwd())}
    command = [sys.executable, "-m", "sync", "serve", "--port", str(port)]
    process = subprocess.Popen(
        command, cwd=folder, env=os.environ | homes, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        _wait_for(port)
        met = _hammer(port, f"/{token}/followups.ics", feed, connections, seconds)
        _wrk(f"http://127.0.0.1:{port}/{token}/followups.ics", connections, seconds)
    finally:
        process.terminate()
        said, _ = process.communicate(timeout=START)
    told = [path.name for path in folder.glob("**/*.log") if token in path.read_text("utf-8")]
    print(f"exit code {process.returncode}; {len(said)} bytes said; token in logs: {told or 'none'}")
    return 0 if met and process.returncode == 0 and not said and not told else 1


def _hammer(port: int, path: str, feed: Path, connections: int, seconds: float) -> bool:
    end = time.monotonic() + seconds
    with ThreadPoolExecutor(connections) as pool:
        subscribers = [pool.submit(_subscribe, port, path, end) for _ in range(connections)]
        changes = 0
        while time.monotonic() < end:
            changes += 1
            replace(feed, GOLDEN.read_bytes().replace(b"Jane Doe", b"Jane Doe %d" % changes))
            time.sleep(PAUSE)
        counts = sum((subscriber.result() for subscriber in subscribers), Counter[str]())
    wrong = counts.total() - counts["200"] - counts["304"]
    print(f"{connections} connections, {seconds:g} s, {changes} changes of the feed")
    print(f"{counts.total() / seconds:,.0f} requests/s: {dict(sorted(counts.items()))}; {wrong} wrong")
    return not wrong and counts["200"] > 0


def _subscribe(port: int, path: str, end: float) -> Counter[str]:
    """Ask again and again with the last ETag; count by status, and what is wrong by what it is."""
    counts, tag = Counter[str](), ""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START)
    while time.monotonic() < end:
        try:
            connection.request("GET", path, headers={"If-None-Match": tag} if tag else {})
            response = connection.getresponse()
            body, tag = response.read(), response.headers["ETag"]
        except (OSError, http.client.HTTPException) as error:
            counts[type(error).__name__] += 1
            connection.close()
            continue
        torn = response.status == http.HTTPStatus.OK and tag != f'"{hashlib.sha256(body).hexdigest()}"'
        counts["torn" if torn else str(response.status)] += 1
    connection.close()
    return counts


def _wrk(address: str, connections: int, seconds: float) -> None:
    wrk = shutil.which("wrk")
    if wrk:
        duration = f"-d{max(1, round(seconds))}s"
        done = subprocess.run(
            [wrk, "-t2", f"-c{connections}", duration, address], capture_output=True, text=True, check=True
        )
        print("\n".join(line for line in done.stdout.splitlines() if "http:" not in line))


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def _wait_for(port: int) -> None:
    give_up = time.monotonic() + START
    while time.monotonic() < give_up:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"no server after {START} s")


if __name__ == "__main__":
    raise SystemExit(main())
