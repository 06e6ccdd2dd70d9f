"""`python -m tests.google --port N [--latency MS]`: the stand-in for other programs, until interrupted."""

import argparse
import contextlib
import sys
import threading

from tests.google.server import Google, serving


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.google", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes any free port")
    parser.add_argument("--latency", type=float, default=0, metavar="MS", help="wait before each answer")
    arguments = parser.parse_args()
    google = Google(latency=arguments.latency / 1000)
    with serving(google, arguments.port), contextlib.suppress(KeyboardInterrupt):
        sys.stdout.write(f"{google.root}\n")
        sys.stdout.flush()
        threading.Event().wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
