"""The credentials file and the kept token: who may sign in, with what, and what is said of the rest."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.errors import ConfigError, FollowupsError, GoogleRefusedError
from sync.google.credentials import SPREADSHEETS, TOKEN_URI, Account, load
from sync.google.session import Session
from tests.accounts import BOT, CLIENT_SECRET, client, save, service_account, signed_in, token_files
from tests.google import Google, serving

DRIVE = "https://www.googleapis.com/auth/drive"
SCOPES = [SPREADSHEETS]


@pytest.fixture
def google() -> Iterator[Google]:
    with serving() as google:
        yield google


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "credentials.json"


def refusal(path: Path, auth: str | None = None, api_root: str | None = None) -> FollowupsError:
    with pytest.raises(FollowupsError) as caught:
        load(path, auth, api_root, SCOPES)
    assert "\n" not in str(caught.value)
    return caught.value


def get_token(account: Account, google: Google) -> None:
    with Session(account, google.root) as session:
        session.refresh()


# Three kinds of file


def test_a_service_account_signs_in_as_its_address(path: Path, google: Google) -> None:
    account = load(save(path, service_account(google)), "service-account", google.root, SCOPES)
    get_token(account, google)
    assert (account.address, account.name) == (BOT, BOT)
    assert [grant.email for grant in google.accounts.grants.values()] == [BOT]
    assert [grant.scopes for grant in google.accounts.grants.values()] == [{SPREADSHEETS}]


def test_an_authorized_user_signs_in_as_it_stands(path: Path, google: Google) -> None:
    account = load(save(path, google.authorized_user()), "oauth", google.root, SCOPES)
    get_token(account, google)
    assert (account.address, account.name) == ("", "the Google account that you signed in with")
    assert len(google.accounts.grants) == 1


def test_an_authorized_user_without_a_token_uri_is_googles(path: Path, google: Google) -> None:
    user = google.authorized_user()
    del user["token_uri"]
    made = load(save(path, user), None, None, SCOPES).credentials
    assert vars(made)["_token_uri"] == TOKEN_URI


def test_an_authorized_user_keeps_its_quota_project(path: Path, google: Google) -> None:
    made = load(save(path, {**google.authorized_user(), "quota_project_id": "mine"}), None, None, SCOPES)
    assert getattr(made.credentials, "quota_project_id", "") == "mine"


def test_an_oauth_client_signs_in_with_the_token_that_was_kept(path: Path, google: Google) -> None:
    signed_in(path, google)
    again = load(path, "oauth", google.root, SCOPES)
    get_token(again, google)
    assert [request.path for request in google.token_log] == ["/token"]
    assert again.credentials.valid
    assert getattr(again.credentials, "token_uri", "") == f"{google.root}/token"


def test_nobody_has_signed_in_yet(path: Path, google: Google) -> None:
    error = refusal(save(path, client(google)))
    assert isinstance(error, GoogleRefusedError)
    assert str(error) == "not signed in; run `followups auth`"


def test_each_oauth_client_has_a_token_of_its_own(path: Path, google: Google) -> None:
    signed_in(path, google)
    other = client(google)
    other["installed"]["client_id"] = "other.apps.googleusercontent.com"
    assert "not signed in" in str(refusal(save(path, other)))


# Files that will not do


def changed(change: Callable[[dict[str, object]], object]) -> Callable[[Google], object]:
    def make(google: Google) -> object:
        content = client(google)
        change(content["installed"])
        return content

    return make


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lambda _: [], "is none of the files that Google gives to sign in with"),
        (lambda _: {"type": "external_account"}, "is none of the files that Google gives"),
        (lambda _: {"installed": 3}, "is none of the files that Google gives"),
        (lambda google: {"web": client(google)["installed"]}, 'OAuth client of type "Web application"'),
        (changed(lambda info: info.pop("client_secret")), "client_secret is missing"),
        (changed(lambda info: info.update(client_id=7)), "client_id is missing"),
        (changed(lambda info: info.update({"token_uri": "http://example.org"})), "token_uri is not an https"),
        (changed(lambda info: info.update(auth_uri="javascript:1")), "auth_uri is not an https"),
        (lambda google: service_account(google) | {"private_key": "planted"}, "private_key is damaged"),
        (lambda google: service_account(google) | {"client_email": ""}, "client_email is missing"),
        (lambda google: google.authorized_user() | {"refresh_token": None}, "refresh_token is missing"),
    ],
)
def test_a_file_of_another_shape_is_told_with_where_to_get_one(
    content: Callable[[Google], object], said: str, path: Path, google: Google
) -> None:
    error = refusal(save(path, content(google)))
    assert isinstance(error, ConfigError)
    assert str(error).startswith(f"{path}: ")
    assert said in str(error)
    assert "https://console.cloud.google.com/apis/credentials" in str(error)
    assert str(error).endswith("run `followups auth`")


@pytest.mark.parametrize("data", [None, b"", b"{", b"\xff\xfe", b"[" * 100_000])
def test_a_file_that_is_missing_or_no_json_is_told(data: bytes | None, path: Path) -> None:
    if data is not None:
        path.write_bytes(data)
    assert ("there is no such file" if data is None else "is not JSON") in str(refusal(path))


def test_a_file_that_cannot_be_read_is_told(path: Path) -> None:
    path.mkdir()
    assert str(refusal(path)) == f"{path}: cannot be read (Is a directory)"


def test_the_untouched_example_is_told() -> None:
    example = Path(__file__).parent.parent / "credentials.example.json"
    assert "is still the example" in str(refusal(example))


@pytest.mark.parametrize(
    ("auth", "make", "accepted"),
    [
        ("oauth", service_account, "service-account"),
        ("service-account", client, "oauth"),
        ("service-account", Google.authorized_user, "oauth"),
    ],
)
def test_a_way_of_signing_in_that_the_file_is_not_for_is_told(
    auth: str, make: Callable[[Google], object], accepted: str, path: Path, google: Google
) -> None:
    error = refusal(save(path, make(google)), auth)
    assert isinstance(error, ConfigError)
    assert f'"{auth}" is not what {path} is for; write "{accepted}"' in str(error)


@pytest.mark.parametrize("make", [service_account, client, Google.authorized_user])
def test_no_real_secret_reaches_a_stand_in(
    make: Callable[[Google], object], path: Path, google: Google
) -> None:
    real = json.dumps(make(google)).replace(f"{google.root}/token", "https://oauth2.googleapis.com/token")
    error = refusal(save(path, json.loads(real)), api_root=google.root)
    assert isinstance(error, ConfigError)
    assert "google.api_root is on 127.0.0.1, and the token_uri" in str(error)
    assert "on oauth2.googleapis.com; leave api_root" in str(error)
    assert google.token_log == []


# The kept token


def test_only_the_user_can_read_what_is_kept(path: Path, google: Google) -> None:
    signed_in(path, google)
    [kept] = token_files()
    kept.chmod(0o644)
    kept.parent.chmod(0o755)
    signed_in(path, google)
    assert token_files() == [kept]
    assert (kept.stat().st_mode & 0o777, kept.parent.stat().st_mode & 0o777) == (0o600, 0o700)


@pytest.mark.parametrize("kind", ["oauth client", "authorized user"])
def test_a_refreshed_token_serves_the_next_run_too(kind: str, path: Path, google: Google) -> None:
    if kind == "oauth client":
        signed_in(path, google)
        [kept] = token_files()
        save(kept, json.loads(kept.read_text()) | {"expiry": "2020-01-01T00:00:00Z"})
    else:
        save(path, google.authorized_user())
    before, asked = path.read_bytes(), len(google.token_log)
    for _ in range(3):
        get_token(load(path, None, google.root, SCOPES), google)
    assert len(google.token_log) - asked == 1
    assert path.read_bytes() == before
    assert [kept.stat().st_mode & 0o777 for kept in token_files()] == [0o600]


def test_a_token_kept_for_another_authorized_user_is_not_taken(path: Path, google: Google) -> None:
    for _ in range(2):  # the same place, the same client, another refresh token
        get_token(load(save(path, google.authorized_user()), None, google.root, SCOPES), google)
    assert len(google.token_log) == 2
    assert len(token_files()) == 1


def test_a_kept_token_is_a_file_to_sign_in_with_elsewhere(path: Path, google: Google) -> None:
    signed_in(path, google)
    [kept] = token_files()
    path.write_bytes(kept.read_bytes())
    get_token(load(path, "oauth", google.root, SCOPES), google)
    assert json.loads(kept.read_text())["token_uri"] == f"{google.root}/token"


def test_a_place_that_cannot_be_written_stops_no_run(
    path: Path, google: Google, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file" / "below"))
    (tmp_path / "file").write_text("in the way")
    account = load(save(path, google.authorized_user()), None, google.root, SCOPES)
    get_token(account, google)
    assert account.credentials.valid
    with pytest.raises(ConfigError, match=r"token-\w+\.json: cannot be written \(Not a directory\)"):
        signed_in(path, google)


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: "",
        lambda _: "[]",
        lambda _: "{}",
        lambda kept: json.dumps(kept | {"refresh_token": 5}),
        lambda kept: json.dumps(kept | {"expiry": "soon"}),
        lambda kept: json.dumps(kept | {"expiry": 5}),
    ],
)
def test_a_damaged_token_is_no_token(
    damage: Callable[[dict[str, object]], str], path: Path, google: Google
) -> None:
    signed_in(path, google)
    [kept] = token_files()
    kept.write_text(damage(json.loads(kept.read_text())))
    error = refusal(path)
    assert isinstance(error, GoogleRefusedError)
    assert str(error) == "the token that was kept is damaged; run `followups auth`"


@pytest.mark.parametrize("content", ["", "{}", '{"refresh_token": "other", "token": "stolen"}'])
def test_damage_to_what_is_kept_for_an_authorized_user_is_harmless(
    content: str, path: Path, google: Google
) -> None:
    get_token(load(save(path, google.authorized_user()), None, google.root, SCOPES), google)
    [kept] = token_files()
    kept.write_text(content)
    get_token(load(path, None, google.root, SCOPES), google)
    assert len(google.token_log) == 2


# What was granted


def test_a_token_from_before_a_scope_was_needed_is_refused(path: Path, google: Google) -> None:
    signed_in(path, google)
    with pytest.raises(GoogleRefusedError) as caught:
        load(path, None, google.root, [SPREADSHEETS, DRIVE])
    assert (
        str(caught.value) == "the sign-in does not cover drive; run `followups auth` again and tick every box"
    )


def test_a_box_left_unticked_is_refused_and_nothing_is_kept(path: Path, google: Google) -> None:
    google.accounts.unticked = {SPREADSHEETS}
    with pytest.raises(GoogleRefusedError, match="does not cover spreadsheets; run `followups auth` again"):
        signed_in(path, google, [SPREADSHEETS, DRIVE])
    assert token_files() == []


# Secrets


@pytest.mark.parametrize("make", [service_account, Google.authorized_user])
def test_no_account_shows_its_secrets(make: Callable[[Google], object], path: Path, google: Google) -> None:
    account = load(save(path, make(google)), None, google.root, SCOPES)
    get_token(account, google)
    secrets = [CLIENT_SECRET, "PRIVATE KEY", "1//", "ya29.", "not-a-secret"]
    assert not [secret for secret in secrets if secret in f"{account!r} {account}"]
