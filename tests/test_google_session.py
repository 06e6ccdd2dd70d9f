"""The session with Google's servers: counted, patient, and refused in one sentence. Over real HTTP."""

import logging
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
import requests

from sync.errors import GoogleRefusedError, TryAgainError
from sync.google.credentials import SPREADSHEETS, Account, load
from sync.google.session import Session
from tests.accounts import BOT, save, service_account, signed_in
from tests.google import Google, faults, serving
from tests.google.faults import Fault
from tests.google.state import State

SHEETS = "https://sheets.googleapis.com/v4/spreadsheets"
BUSY = [
    faults.quota(),
    faults.unavailable_html(429),
    *(faults.unavailable(status) for status in (500, 502, 503, 504)),
    *(faults.unavailable_html(status) for status in (500, 502, 503, 504)),
]
DEAD = Fault("answer", 401, b"{}")
LOST = [faults.reset(), faults.half(), faults.stall(30)]
CUT_OFF = "no connection to Google: it cannot be reached, or the connection broke off; try again later"
SENTENCES = {
    429: "Google asks to slow down (quota); try again in a few minutes",
    500: "Google's servers do not answer (500); try again later",
    502: "Google's servers do not answer (502); try again later",
    503: "Google's servers do not answer (503); try again later",
    504: "Google's servers do not answer (504); try again later",
}


@pytest.fixture
def google() -> Iterator[Google]:
    with serving() as google:
        yield google


class Desk:
    """A spreadsheet, a session of its user, and the seconds that the session would have slept."""

    def __init__(self, google: Google, account: Account) -> None:
        self.google = google
        self.id = google.state.create("Interviews").id
        self.slept: list[float] = []
        self.session = Session(account, google.root, sleep=self.slept.append)

    def get(self, path: str = "") -> requests.Response:
        return self.session.get(f"{SHEETS}/{self.id}{path}", params={"fields": "spreadsheetId"}, timeout=0.2)


@pytest.fixture
def desk(google: Google, tmp_path: Path) -> Iterator[Desk]:
    path = save(tmp_path / "credentials.json", google.authorized_user())
    desk = Desk(google, load(path, None, google.root, [SPREADSHEETS]))
    with desk.session:
        yield desk


def kind(fault: Fault) -> str:
    html = "html" if b"<html" in fault.body else ""
    return f"{fault.kind} {fault.status or ''} {html}".strip()


def failure(desk: Desk, error: type[Exception]) -> str:
    with pytest.raises(error) as caught:
        desk.get()
    assert "\n" not in str(caught.value)
    return str(caught.value)


def refused(status: int, error: str, description: str) -> Fault:
    """An answer of the token endpoint."""
    body = f'{{"error": "{error}", "error_description": "{description}"}}'
    return Fault("answer", status, body.encode(), (("Content-Type", "application/json"),))


# What is sent, and where


def test_a_request_reaches_the_stand_in_whole_and_is_counted(desk: Desk) -> None:
    answer = desk.get()
    assert answer.json() == {"spreadsheetId": desk.id}
    [request] = desk.google.log
    assert (request.path, request.query) == (f"/v4/spreadsheets/{desk.id}", "fields=spreadsheetId")
    assert desk.session.sent == 1
    assert len(desk.google.token_log) == 1


@pytest.mark.parametrize("server", ["sheets", "www", "storage"])
def test_each_of_googles_servers_is_the_stand_in(server: str, desk: Desk) -> None:
    answer = desk.session.get(f"https://{server}.googleapis.com/drive/v3/files/{desk.id}")
    assert answer.status_code == 200
    assert desk.session.sent == len(desk.google.log) == 1


def test_a_status_that_is_the_callers_business_comes_back_as_it_is(desk: Desk) -> None:
    for fault in (faults.denied(), faults.missing(), Fault("answer", 400, b"?"), Fault("answer", 200, b"<")):
        desk.google.faults.clear()
        desk.google.faults.at(desk.session.sent + 1, fault)
        answer = desk.get()
        assert (answer.status_code, answer.content) == (fault.status, fault.body)
    assert desk.slept == []


@contextmanager
def listening() -> Iterator[tuple[str, socket.socket]]:
    """Be a proxy that nobody should come to."""
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        proxy.settimeout(0)
        yield f"http://127.0.0.1:{proxy.getsockname()[1]}", proxy


def test_nothing_goes_through_a_proxy_or_elsewhere(
    google: Google, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A service account's token is not taken to the server that google-auth would ask about regions."""
    account = load(save(tmp_path / "bot.json", service_account(google)), None, google.root, [SPREADSHEETS])
    with listening() as (address, proxy):
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, address)
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        desk = Desk(google, account)
        with desk.session:
            assert desk.get().status_code == 200
            signed_in(tmp_path / "client.json", google)
        with pytest.raises(BlockingIOError):
            proxy.accept()


def test_netrc_does_not_replace_the_token(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("default login somebody password else\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    assert desk.get().status_code == 200


def test_a_token_that_died_early_is_renewed_once_and_both_tries_count(desk: Desk) -> None:
    desk.get()
    desk.google.accounts.grants.clear()
    assert desk.get().status_code == 200
    assert desk.session.sent == len(desk.google.log) == 3
    assert len(desk.google.token_log) == 2


# Trying again


@pytest.mark.parametrize("fault", [*BUSY, *LOST], ids=kind)
def test_a_fault_that_passes_is_not_noticed(fault: Fault, desk: Desk) -> None:
    desk.google.faults.at(1, fault)
    desk.google.faults.at(2, fault)
    assert desk.get().status_code == 200
    assert desk.session.sent == len(desk.google.log) == 3
    assert len(desk.slept) == 2
    assert all(0 <= slept <= most for slept, most in zip(desk.slept, (1, 2), strict=True))


@pytest.mark.parametrize("fault", BUSY, ids=kind)
def test_a_busy_server_is_left_after_six_tries(fault: Fault, desk: Desk) -> None:
    desk.google.faults.when(lambda request: request.path != "/token", fault)
    assert failure(desk, TryAgainError) == SENTENCES[fault.status]
    assert desk.session.sent == len(desk.google.log) == 6
    assert sum(desk.slept) <= 1 + 2 + 4 + 8 + 16


def test_a_busy_server_behind_a_dead_token_is_left_after_six_tries_too(desk: Desk) -> None:
    desk.google.faults.when(lambda request: request.path != "/token" and request.number == 1, DEAD)
    desk.google.faults.when(lambda request: request.path != "/token", faults.unavailable())
    assert failure(desk, TryAgainError) == SENTENCES[503]
    assert (desk.session.sent, len(desk.slept)) == (1 + 6, 5)


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (faults.reset(), "it cannot be reached, or the connection broke off"),
        (faults.half(), "the connection broke off in the middle of an answer"),
        (faults.stall(30), "no answer came in time"),
    ],
    ids=["reset", "half", "stall"],
)
def test_a_line_that_stays_dead_is_left_after_six_tries(fault: Fault, reason: str, desk: Desk) -> None:
    desk.google.faults.when(lambda request: request.path != "/token", fault)
    assert failure(desk, TryAgainError) == f"no connection to Google: {reason}; try again later"
    assert desk.session.sent == len(desk.google.log) == 6


def test_nobody_there_is_no_connection(desk: Desk) -> None:
    desk.session.refresh()
    desk.session._servers.api_root = "http://127.0.0.1:9"  # noqa: SLF001 - the port of nobody
    assert "no connection to Google: it cannot be reached" in failure(desk, TryAgainError)


@pytest.mark.parametrize(
    ("said", "slept"),
    [("7", [7]), ("0", [0]), ("110", [110]), ("121", []), ("9" * 400, []), ("soon", [0]), ("-1", [0])],
)
def test_retry_after_is_kept_to_unless_it_is_too_long(said: str, slept: list[float], desk: Desk) -> None:
    desk.google.faults.at(1, replace(faults.quota(), headers=(("Retry-After", said),)))
    if slept:
        desk.get()
        assert slept[0] <= desk.slept[0] <= slept[0] + 1
    else:
        assert failure(desk, TryAgainError) == SENTENCES[429]
        assert desk.session.sent == 1
    assert len(desk.slept) == len(slept)


def test_retry_after_may_be_a_date_on_the_servers_clock(desk: Desk) -> None:
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=50), usegmt=True)
    desk.google.faults.at(1, replace(faults.quota(), headers=(("Retry-After", until),)))
    assert desk.get().status_code == 200
    assert 45 <= desk.slept[0] <= 51


def test_waiting_ends_after_two_minutes_in_all(desk: Desk) -> None:
    desk.google.faults.when(lambda request: request.path != "/token", faults.quota(50))
    assert failure(desk, TryAgainError) == SENTENCES[429]
    assert desk.slept == [50, 50]


def test_each_retry_is_logged_without_what_was_asked(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.google.faults.at(1, faults.unavailable())
    desk.google.faults.at(2, faults.reset())
    with caplog.at_level(logging.INFO, "sync"):
        desk.get()
    assert [record.message for record in caplog.records if record.name.startswith("sync")] == [
        "Google's servers do not answer (503); try again later (try 1 of 6)",
        f"{CUT_OFF} (try 2 of 6)",
    ]


# At the token endpoint


@pytest.mark.parametrize("fault", [*BUSY, *LOST], ids=kind)
def test_a_fault_at_the_token_endpoint_that_passes_is_not_noticed(fault: Fault, desk: Desk) -> None:
    desk.google.faults.when(lambda request: request.path == "/token" and request.number < 3, fault)
    assert desk.get().status_code == 200
    assert (len(desk.google.token_log), desk.session.sent, len(desk.slept)) == (3, 1, 2)


@pytest.mark.parametrize("fault", [*BUSY, faults.reset(), faults.half()], ids=kind)
def test_a_fault_at_the_token_endpoint_that_stays_is_left_after_six_tries(fault: Fault, desk: Desk) -> None:
    desk.google.faults.at_token(fault)
    said = failure(desk, TryAgainError)
    assert said == SENTENCES.get(fault.status, said)
    assert said.startswith(("Google", "no connection to Google: "))
    assert (len(desk.google.token_log), desk.session.sent) == (6, 0)


def test_the_page_of_a_hotels_network_is_no_connection(desk: Desk) -> None:
    desk.google.faults.at_token(Fault("answer", 200, b"<html>Room number?</html>"))
    assert failure(desk, TryAgainError).startswith("no connection to Google: ")


EXPIRED = (
    'the sign-in has expired or was revoked; {again}. While the consent screen is in "Testing" it ends after '
    '7 days: publish it "In production" first'
)
COPY = "sign in again where {path} was made, and copy it anew"


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (faults.invalid_grant(), EXPIRED.replace("{again}", COPY)),
        (
            refused(401, "invalid_client", "The OAuth client was not found."),
            f"Google does not know this OAuth client any more; download its file anew, and {COPY}",
        ),
        (
            refused(401, "deleted_client", "?"),
            f"this OAuth client was deleted; make a new one in Google's console, and {COPY}",
        ),
        (refused(401, "unauthorized_client", "?"), f"this OAuth client may not sign in like this; {COPY}"),
        (
            refused(400, "invalid_scope", "?"),
            f"the sign-in does not cover what is needed; {COPY} and tick every box",
        ),
        (refused(400, "access_planted", "?"), f"Google refuses the sign-in (access_planted); {COPY}"),
        (Fault("answer", 400, b"<html>planted"), f"Google refuses the sign-in; {COPY}"),
        (Fault("answer", 200, b"{}"), f"Google refuses the sign-in; {COPY}"),
    ],
)
def test_a_sign_in_that_google_refuses_is_told_with_what_mends_it(
    fault: Fault, said: str, desk: Desk, tmp_path: Path
) -> None:
    desk.google.faults.at_token(fault)
    assert failure(desk, GoogleRefusedError) == said.format(path=tmp_path / "credentials.json")
    assert (len(desk.google.token_log), desk.session.sent, desk.slept) == (1, 0, [])


def test_a_persons_dead_sign_in_is_mended_by_auth(google: Google, tmp_path: Path) -> None:
    desk = Desk(google, signed_in(tmp_path / "credentials.json", google))
    google.accounts.revoked = True
    google.accounts.grants.clear()
    with desk.session:
        assert failure(desk, GoogleRefusedError) == EXPIRED.format(again="run `followups auth` again")


@pytest.mark.parametrize(
    ("description", "said"),
    [
        (
            "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.",
            "Google does not accept the time of this machine; set its clock right",
        ),
        ("Invalid JWT Signature.", f"the key of {BOT} was deleted; make a new one in Google's console"),
        (
            "Invalid grant: account not found",
            f"the service account {BOT} was deleted; make a new one in Google's console",
        ),
        (
            "Invalid JWT: Failed audience check.",
            f"Google does not accept what {BOT} signed; set this machine's clock right, or make a new key",
        ),
    ],
)
def test_a_service_account_that_google_refuses_is_told(
    description: str, said: str, google: Google, tmp_path: Path
) -> None:
    account = load(save(tmp_path / "bot.json", service_account(google)), None, google.root, [SPREADSHEETS])
    google.faults.at_token(refused(400, "invalid_grant", description))
    desk = Desk(google, account)
    with desk.session:
        assert failure(desk, GoogleRefusedError) == said


def test_a_clock_that_is_wrong_is_seen(tmp_path: Path) -> None:
    state = State(now=lambda: datetime.now(UTC) + timedelta(days=1))
    with serving(Google(state)) as google:
        account = load(
            save(tmp_path / "bot.json", service_account(google)), None, google.root, [SPREADSHEETS]
        )
        desk = Desk(google, account)
        with desk.session:
            assert "set its clock right" in failure(desk, GoogleRefusedError)


def test_a_token_that_is_refused_even_when_new_is_told(desk: Desk, tmp_path: Path) -> None:
    desk.google.faults.when(lambda request: request.path != "/token", DEAD)
    path = tmp_path / "credentials.json"
    assert failure(desk, GoogleRefusedError) == (
        f"Google does not accept the sign-in any more; sign in again where {path} was made, and copy it anew"
    )
    assert (desk.session.sent, len(desk.google.token_log)) == (2, 2)


def test_a_token_without_the_scope_is_told(google: Google, tmp_path: Path) -> None:
    user = google.authorized_user("https://www.googleapis.com/auth/calendar")
    desk = Desk(google, load(save(tmp_path / "me.json", user), None, google.root, [SPREADSHEETS]))
    with desk.session:
        assert re.fullmatch(
            "the sign-in does not cover this; .* and tick every box", failure(desk, GoogleRefusedError)
        )


Refuse = Callable[[Google], object]


@pytest.mark.parametrize(
    "go_wrong",
    [
        lambda google: google.faults.at_token(faults.invalid_grant()),
        lambda google: google.faults.at_token(Fault("answer", 400, b"1//planted")),
        lambda google: google.faults.when(lambda request: request.path != "/token", faults.reset()),
    ],
)
def test_no_failure_and_nothing_that_led_to_it_holds_a_secret(go_wrong: Refuse, desk: Desk) -> None:
    go_wrong(desk.google)
    with pytest.raises((GoogleRefusedError, TryAgainError)) as caught:
        desk.get()
    error: BaseException | None = caught.value
    while error:
        assert not re.search(r"1//|ya29\.|not-a-secret|planted", f"{error!r} {error.args}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
