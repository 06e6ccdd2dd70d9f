"""`followups serve`: the feed and the page over HTTP, under an address that only its owner knows.

What is answered is left to `sync.serve.app`, and the secret in the address to `sync.serve.token`.
"""

import logging
import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from sync.errors import ConfigError
from sync.serve.app import application
from sync.serve.token import TokenFile

PATIENCE = 1  # seconds for answers under way when told to stop
WILDCARDS = frozenset({"0.0.0.0", "::"})  # noqa: S104 named, not bound to
log = logging.getLogger(__name__)


def addresses(host: str, port: int, token: str) -> str:
    """Give what to open and to subscribe to, a line each. All of it is secret."""
    name = socket.gethostname() if host in WILDCARDS else host
    place = f"{f'[{name}]' if ':' in name else name}:{port}/{token}"
    return f"page  http://{place}/\nfeed  http://{place}/followups.ics\n      webcal://{place}/followups.ics"


def serve(feed: Path, token: TokenFile, host: str, port: int, tell: Callable[[str], None] | None) -> None:
    """Serve until SIGTERM or SIGINT. `tell` is given the addresses once they can be reached.

    Raises ConfigError where the address cannot be bound, or the token not kept.
    """
    with _bind(host, port) as listening:
        secret = token.obtain()
        server = uvicorn.Server(
            uvicorn.Config(
                application(feed, token),
                http="h11",
                loop="asyncio",
                ws="none",
                lifespan="off",
                log_config=None,
                log_level=logging.CRITICAL,  # below it are lines with addresses in them
                access_log=False,
                proxy_headers=False,
                server_header=False,
                timeout_graceful_shutdown=PATIENCE,
            )
        )

        def stop(*_: object) -> None:
            server.should_exit = True

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(
                number, stop
            )  # the server raises it again when it is done, and to stop is no failure
        log.info("serving %s on %s, port %d", feed, host, port)
        if tell:
            tell(addresses(host, port, secret))
        server.run(sockets=[listening])
        log.info("stopped")


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
        raise ConfigError(
            f"{host}, port {port}, cannot be served on: {reason}; "
            "name an address of this machine with --host, or a free port with --port"
        ) from error
