"""The stand-in over HTTP on loopback, with its log, its faults and its hooks."""

import contextlib
import gzip
import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import cast

from tests.google import batch, writing
from tests.google.errors import ApiError, JsonObject
from tests.google.faults import Fault, Faults, Request
from tests.google.oauth import Accounts
from tests.google.reading import Rendering, value_range
from tests.google.service import Reply, Services
from tests.google.state import USER, State

Hook = Callable[[State], object]
_GZIP_FROM = 1400
_CLOSE_AT_ONCE = struct.pack("ii", 1, 0)


class Google:
    """The stand-in as a test holds it.

    `log` has the requests to the APIs in order, `token_log` those to the token endpoint. `before` and
    `after` run a hook around the request of that number (from 1; tokens not counted), while no other is
    answered; what is changed in a hook is what a user does between two requests.
    """

    def __init__(self, state: State | None = None, latency: float = 0) -> None:
        self.state = state or State()
        self.accounts = Accounts(self.state)
        self.faults = Faults()
        self.latency = latency
        self.log: list[Request] = []
        self.token_log: list[Request] = []
        self.bugs: list[BaseException] = []
        self.root = ""
        self._services = Services(self.state, self.accounts)
        self._hooks: list[tuple[str, int, Hook]] = []
        self._lock = threading.RLock()

    def before(self, number: int, hook: Hook) -> None:
        self._hooks.append(("before", number, hook))

    def after(self, number: int, hook: Hook) -> None:
        self._hooks.append(("after", number, hook))

    def before_each(self, hook: Hook) -> None:
        self._hooks.append(("before", 0, hook))

    def after_each(self, hook: Hook) -> None:
        self._hooks.append(("after", 0, hook))

    def edit(self, spreadsheet_id: str, *requests: JsonObject) -> list[JsonObject]:
        """Do what a user does in the browser, as requests of a batch; gives their replies."""
        with self._lock:
            draft = self.state.spreadsheet(spreadsheet_id).copy()
            replies = batch.run(self.state, USER, draft, list(requests))
            self.state.replace(draft)
            return replies

    def type(self, spreadsheet_id: str, where: str, values: writing.Values) -> None:
        """Type values into cells as a user does, in A1 notation."""
        with self._lock:
            draft = self.state.spreadsheet(spreadsheet_id).copy()
            writing.write(draft, draft.area(where), values, "ROWS", "USER_ENTERED")
            self.state.replace(draft)

    def values(self, spreadsheet_id: str, where: str, value: str = "FORMATTED_VALUE") -> list[list[object]]:
        """Give what a user sees, without empty rows and cells at the end."""
        with self._lock:
            spreadsheet = self.state.spreadsheet(spreadsheet_id)
            found = value_range(spreadsheet, spreadsheet.area(where), Rendering(value))
            return list(found.get("values", []))

    def authorized_user(self, scopes: str = "") -> JsonObject:
        """Give the content of an authorized-user file whose token_uri is here."""
        refresh_token = f"1//{self.state.new_id()}"
        self.accounts.refresh_tokens[refresh_token] = (USER, scopes)
        return {
            "type": "authorized_user",
            "client_id": "client.apps.googleusercontent.com",
            "client_secret": "not-a-secret",
            "refresh_token": refresh_token,
            "token_uri": f"{self.root}/token",
        }

    def access_token(self, email: str = USER) -> str:
        """Give a bearer token without asking for it over HTTP."""
        self.accounts.refresh_tokens[f"for {email}"] = (email, "")
        form = {"grant_type": "refresh_token", "refresh_token": f"for {email}", "client_id": "tests"}
        return str(self.accounts.token(form)["access_token"])

    def received(self, verb: str, target: str, authorization: str, body: bytes) -> tuple[Reply, Fault | None]:
        """Log a request and answer it; a fault comes with what it replaces."""
        path, _, query = target.partition("?")
        time.sleep(self.latency)
        with self._lock:
            log = self.token_log if path == "/token" else self.log
            request = Request(len(log) + 1, verb, path, query, body)
            log.append(request)
            fault = self.faults.of(request)
            self._run_hooks("before", request)
            reply = Reply(fault.status, fault.body, dict(fault.headers)) if fault else None
            if fault is None or fault.applied or fault.kind == "half":
                reply = self._answered(verb, path, query, authorization, body)
            reply = reply or Reply(503)
            log[request.number - 1] = replace(
                request, method=reply.method, status=fault.status if fault else reply.status
            )
            self._run_hooks("after", request)
        return reply, fault

    def _answered(self, verb: str, path: str, query: str, authorization: str, body: bytes) -> Reply:
        try:
            return self._services.answer(verb, path, query, authorization, body)
        except Exception as bug:  # noqa: BLE001 - told to the test, when it leaves
            self.bugs.append(bug)
            answer = ApiError(500, f"Internal error encountered: {bug!r}").body
            return Reply(500, json.dumps(answer).encode(), {"Content-Type": "application/json"})

    def _run_hooks(self, moment: str, request: Request) -> None:
        if request.path == "/token":
            return
        for when, number, hook in self._hooks:
            if when == moment and number in {0, request.number}:
                try:
                    hook(self.state)
                except Exception as bug:  # noqa: BLE001 - told to the test, when it leaves
                    self.bugs.append(bug)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, google: Google, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.google = google
        self.leaving = threading.Event()
        self.connections: set[socket.socket] = set()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up in the middle is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server_version = "ESF"
    sys_version = ""

    def setup(self) -> None:
        super().setup()
        self._ours.connections.add(self.connection)

    def finish(self) -> None:
        self._ours.connections.discard(self.connection)
        with contextlib.suppress(OSError):
            super().finish()

    @property
    def _ours(self) -> _Server:
        return cast("_Server", self.server)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
        """The log of requests is kept by Google."""

    def _any(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        if len(body) < length:  # the client is gone, and what it sent is not acted on
            self.close_connection = True
            return
        authorization = self.headers.get("Authorization", "")
        reply, fault = self._ours.google.received(self.command, self.path, authorization, body)
        match fault.kind if fault else "":
            case "reset":
                self._reset()
            case "stall":
                self._ours.leaving.wait(fault.seconds if fault else 0)
                self._reset()
            case "half":
                self._send(reply, share=0.5)
                self.close_connection = True
            case "answer" if fault:
                self._send(Reply(fault.status, fault.body, dict(fault.headers)))
            case _:
                self._send(reply)

    def _reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _CLOSE_AT_ONCE)
        self.connection.close()
        self.close_connection = True

    def _send(self, reply: Reply, share: float = 1) -> None:
        headers, body = dict(reply.headers), reply.body
        if len(body) >= _GZIP_FROM and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, compresslevel=1)
            headers["Content-Encoding"] = "gzip"
        self.send_response(reply.status)
        for name, value in headers.items():
            self.send_header(name, value)
        if reply.status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: int(len(body) * share)])

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _any  # noqa: N815 - the base class looks for these


@contextlib.contextmanager
def serving(google: Google | None = None, port: int = 0) -> Iterator[Google]:
    """Serve on loopback for as long as the context lasts; any free port unless one is given.

    Leaving raises what went wrong inside: an answer against Google's schema, a bug, a hook that failed.
    """
    google = google or Google()
    server = _Server(google, port)
    google.root = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield google
    finally:
        server.leaving.set()
        server.shutdown()
        for connection in list(server.connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        server.server_close()
        thread.join()
    if google.bugs:
        raise google.bugs[0]
