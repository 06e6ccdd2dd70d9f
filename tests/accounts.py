"""Files to sign in with, as Google gives them, made for the stand-in: each with secrets that can be found."""

import functools
import json
import re
import threading
from collections.abc import Sequence
from pathlib import Path

import platformdirs
import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from sync.google.credentials import SPREADSHEETS, Account, sign_in
from tests.google import Google
from tests.google.errors import JsonObject

BOT = "bot@project.iam.gserviceaccount.com"
CLIENT_SECRET = "GOCSPX-planted-client-secret"  # noqa: S105 - it opens nothing


def client(google: Google) -> JsonObject:
    """An OAuth client of type "Desktop app"."""
    return {
        "installed": {
            "client_id": "client.apps.googleusercontent.com",
            "project_id": "project",
            "auth_uri": f"{google.root}/o/oauth2/auth",
            "token_uri": f"{google.root}/token",
            "client_secret": CLIENT_SECRET,
            "redirect_uris": ["http://localhost"],
        }
    }


def service_account(google: Google) -> JsonObject:
    return {
        "type": "service_account",
        "project_id": "project",
        "private_key_id": "1",
        "private_key": _private_key(),
        "client_email": BOT,
        "token_uri": f"{google.root}/token",
    }


@functools.cache
def _private_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    encoding, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    return key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain).decode()


def save(path: Path, content: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content))
    path.chmod(0o600)
    return path


def token_files() -> list[Path]:
    """Give the tokens kept on the test's own machine."""
    return sorted(platformdirs.user_config_path("interview-followups").glob("token-*.json"))


def signed_in(path: Path, google: Google, scopes: Sequence[str] = (SPREADSHEETS,)) -> Account:
    """Save an OAuth client, and sign in as a person does; raises what `sign_in` does."""
    browsers: list[threading.Thread] = []

    def tell(text: str) -> None:
        for link in re.findall(r"http://\S+", text):
            browsers.append(threading.Thread(target=visit, args=(link,)))
            browsers[-1].start()

    save(path, client(google))
    try:
        return sign_in(path, None, google.root, scopes, open_browser=False, port=0, tell=tell)
    finally:
        for browser in browsers:
            browser.join()


def visit(link: str) -> str:
    """Do as a browser does; gives the page that it ends on."""
    with requests.Session() as browser:
        browser.trust_env = False  # it has proxies of its own
        return browser.get(link, timeout=60).text
