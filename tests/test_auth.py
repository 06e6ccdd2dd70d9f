"""`followups auth`: the whole sign-in, with the command as it runs and a browser that the test plays."""

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sync import state
from sync.google import consent
from sync.google.credentials import SPREADSHEETS, load
from tests.accounts import BOT, CLIENT_SECRET, client, save, service_account, token_files, visit
from tests.google import Google, faults, serving
from tests.google.faults import Fault
from tests.helpers import Said, followups

ROOT = Path(__file__).parent.parent
CREDENTIALS = Path("credentials.json")


@pytest.fixture
def google() -> Iterator[Google]:
    with serving() as google:
        yield google


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, google: Google) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("FOLLOWUPS_GOOGLE_API_ROOT", google.root)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    return port


@contextmanager
def asked(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the command; gives it running, and what it said up to the hint with the tunnel."""
    program = [sys.executable, "-m", "sync", "auth", "--no-browser", *arguments]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        said = ""
        assert running.stdout
        while line := running.stdout.readline():
            said += line
            if line.startswith("ssh "):
                break
        try:
            yield running, said
        finally:
            running.kill()


def signed_in(*arguments: str, port: int = 0) -> Said:
    """Sign in with an OAuth client from the command to the browser and back."""
    port = port or free_port()
    with asked("--port", str(port), *arguments) as (running, said):
        [link] = re.findall(r"^http://\S+$", said, re.MULTILINE)
        visit(link)
        out, err = running.communicate(timeout=20)
    return Said(running.returncode, said + out, err)


def test_a_person_signs_in_through_a_tunnel(google: Google) -> None:
    save(CREDENTIALS, client(google))
    port = free_port()
    said = signed_in(port=port)
    [kept] = token_files()
    assert (said.code, said.err) == (0, "")
    assert f"ssh -L {port}:localhost:{port} user@this-machine\n" in said.out
    assert f"Signed in. The token is kept in {kept}." in said.out
    assert 'published "In production"' in said.out
    assert kept.stat().st_mode & 0o777 == 0o600
    assert load(CREDENTIALS, None, google.root, [SPREADSHEETS]).credentials.valid


def test_only_sheets_are_asked_for_and_a_refresh_token(google: Google) -> None:
    save(CREDENTIALS, client(google))
    out = signed_in().out
    assert "scope=https%3A%2F%2Fwww.googleapis.com%2Fauth%2Fspreadsheets&" in out
    for part in ("access_type=offline", "prompt=consent", "code_challenge_method=S256"):
        assert part in out


def test_a_second_sign_in_takes_the_place_of_the_first(google: Google) -> None:
    save(CREDENTIALS, client(google))
    refresh_tokens = set()
    for _ in range(2):
        assert signed_in().code == 0
        [kept] = token_files()
        refresh_tokens.add(json.loads(kept.read_text())["refresh_token"])
    assert len(refresh_tokens) == 2


def test_the_credentials_may_lie_where_the_settings_say(google: Google) -> None:
    save(Path("elsewhere/me.json"), client(google))
    Path("elsewhere/my.toml").write_text('sheet = "a.csv"\n[google]\ncredentials = "me.json"\n')
    assert signed_in("--config", "elsewhere/my.toml").code == 0
    assert len(token_files()) == 1


AGAIN = f"run `{sys.executable} -m sync auth` again"  # as it was called


@pytest.mark.parametrize(
    ("go_wrong", "code", "said"),
    [
        (
            lambda google: setattr(google.accounts, "declines", True),
            77,
            f"you declined in the browser; to sign in, {AGAIN}",
        ),
        (
            lambda google: setattr(google.accounts, "unticked", {SPREADSHEETS}),
            77,
            f"you declined in the browser; to sign in, {AGAIN}",
        ),
        (
            lambda google: google.faults.at_token(faults.invalid_grant()),
            77,
            f"Google refuses the sign-in (invalid_grant); {AGAIN}",
        ),
        (
            lambda google: google.faults.at_token(Fault("answer", 401, b'{"error": "invalid_client"}')),
            77,
            f"Google refuses the sign-in (invalid_client); download the OAuth client's file anew and {AGAIN}",
        ),
        (
            lambda google: google.faults.at_token(faults.unavailable_html()),
            75,
            "Google's servers do not answer (503); try again later",
        ),
        (
            lambda google: google.faults.at_token(faults.reset()),
            75,
            "no connection to Google: it cannot be reached, or the connection broke off; try again later",
        ),
        (
            lambda google: google.faults.at_token(Fault("answer", 200, b"<html>Room number?</html>")),
            77,
            f"Google refuses the sign-in (missing_token); {AGAIN}",
        ),
    ],
)
def test_a_sign_in_that_fails_says_why_in_one_line(
    go_wrong: Callable[[Google], object], code: int, said: str, google: Google
) -> None:
    save(CREDENTIALS, client(google))
    go_wrong(google)
    failure = signed_in()
    assert (failure.code, failure.err) == (code, f"followups: {said}\n")
    assert token_files() == []


def test_a_page_that_google_did_not_send_signs_nobody_in(google: Google) -> None:
    save(CREDENTIALS, client(google))
    port = free_port()
    with asked("--port", str(port)) as (running, _):
        visit(f"http://127.0.0.1:{port}/?state=guessed&code=stolen")
        _, err = running.communicate(timeout=20)
    assert running.returncode == 77
    assert err == f"followups: Google refuses the sign-in (mismatching_state); {AGAIN}\n"
    assert google.token_log == []


def test_a_user_who_does_not_come_back_is_not_waited_for(
    google: Google, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(CREDENTIALS, client(google))
    monkeypatch.setattr(consent, "WAIT", 0.05)
    before = dict(os.environ)
    said = followups("auth", "--no-browser", "--port", str(free_port()))
    assert (said.code, said.err) == (
        77,
        "followups: no answer came from the browser; run `followups auth` again\n",
    )
    assert dict(os.environ) == before


def test_a_port_that_is_taken_is_told(google: Google) -> None:
    save(CREDENTIALS, client(google))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = followups("auth", "--no-browser", "--port", str(port))
    assert (said.code, said.out) == (2, "")
    assert said.err == f"followups: port {port}: Address already in use; name another with --port\n"


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_a_port_that_is_none_is_told(port: str) -> None:
    said = followups("auth", f"--port={port}")
    assert said.code == 2
    assert f'"{port}" is not a port; write a number from 1 to 65535' in said.err


def test_a_machine_without_a_browser_is_told_of_the_other_way(
    google: Google, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(CREDENTIALS, client(google))
    monkeypatch.setattr("webbrowser._tryorder", [])
    monkeypatch.setattr("webbrowser._browsers", {})
    said = followups("auth")
    assert said.code == 2
    assert said.err == "followups: no browser opens on this machine; run `followups auth --no-browser`\n"


# Those who need no browser


def test_a_service_account_is_told_whom_to_share_with(google: Google) -> None:
    save(CREDENTIALS, service_account(google))
    said = followups("auth")
    assert said == Said(0, f"Signed in as {BOT}: share your sheet with this address as Editor.\n", "")
    assert len(google.token_log) == 1


def test_an_authorized_user_is_tried(google: Google) -> None:
    save(CREDENTIALS, google.authorized_user())
    said = followups("auth")
    assert said == Said(0, "Signed in with a Google account.\n", "")
    google.accounts.revoked = True
    token_files()[0].unlink()
    assert followups("auth").code == 77


def test_without_credentials_it_says_where_to_get_them() -> None:
    said = followups("auth")
    assert (said.code, said.out) == (2, "")
    assert "credentials.json: there is no such file; get one at https://console.cloud.google.com" in said.err


# Secrets

SECRETS = re.compile(rf"{CLIENT_SECRET}|not-a-secret|PRIVATE KEY|1//|ya29\.|4/[\w-]{{20}}|eyJ")


@pytest.mark.parametrize("make", [client, service_account, Google.authorized_user])
@pytest.mark.parametrize(
    "go_wrong",
    [
        lambda _: None,
        lambda google: google.faults.at_token(faults.invalid_grant()),
        lambda google: google.faults.at_token(Fault("answer", 400, b'{"error": "1//a: b", "x": "ya29.c"}')),
        lambda google: google.faults.when(
            lambda request: request.path == "/token" and request.number < 2, faults.unavailable()
        ),
    ],
    ids=["well", "invalid_grant", "an answer with secrets", "503"],
)
def test_no_secret_is_printed_or_logged_at_any_verbosity(
    go_wrong: Callable[[Google], object], make: Callable[[Google], object], google: Google
) -> None:
    save(CREDENTIALS, make(google))
    go_wrong(google)
    said = signed_in("-v") if make is client else followups("auth", "-v")
    log = state.place() / "followups.log"
    everything = said.out + said.err + (log.read_text() if log.exists() else "")
    assert everything
    assert not SECRETS.search(everything)
