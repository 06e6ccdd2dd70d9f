"""Signing in: the token endpoint, the consent page, and who a bearer token stands for.

assumption: all of it, after OAuth's and Google's documents; the recordings leave authorization out.
"""

import base64
import binascii
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.google.errors import ApiError, JsonObject
from tests.google.state import USER, State

_LIFETIME = timedelta(seconds=3599)
_JWT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_ROOT = "https://www.googleapis.com/auth/"
SCOPES = {
    "sheets": {
        _ROOT + "spreadsheets",
        _ROOT + "spreadsheets.readonly",
        _ROOT + "drive",
        _ROOT + "drive.file",
    },
    "drive": {
        _ROOT + "drive",
        _ROOT + "drive.file",
        _ROOT + "drive.readonly",
        _ROOT + "drive.metadata.readonly",
    },
    "storage": {_ROOT + "devstorage.read_write", _ROOT + "devstorage.full_control"},
    "calendar": {_ROOT + "calendar", _ROOT + "calendar.app.created", _ROOT + "calendar.events"},
}
_EXPECTED = (
    "Expected OAuth 2 access token, login cookie or other valid authentication credential. "
    "See https://developers.google.com/identity/sign-in/web/devconsole-project."
)


class OAuthError(Exception):
    """A refusal of the token endpoint: 400 with an error word."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(description)
        self.body = {"error": error, "error_description": description}


@dataclass(frozen=True, slots=True)
class Grant:
    """What an access token stands for; no scopes means all."""

    email: str
    scopes: frozenset[str]
    expires: datetime


@dataclass
class Accounts:
    """Grants by access token. A refresh token that nobody registered is the default user's.

    `declines` and `unticked` (scopes) are what the user does on the consent page.
    """

    state: State
    grants: dict[str, Grant] = field(default_factory=dict)
    refresh_tokens: dict[str, tuple[str, str]] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    revoked: bool = False
    declines: bool = False
    unticked: set[str] = field(default_factory=set)

    def token(self, form: Mapping[str, str]) -> JsonObject:
        """Answer POST /token; raises OAuthError."""
        if self.revoked:
            raise OAuthError("invalid_grant", "Token has been expired or revoked.")
        match form.get("grant_type"):
            case "refresh_token":
                return self._refresh(form)
            case "authorization_code":
                return self._exchange(form)
            case grant if grant == _JWT:
                return self._service_account(form)
        raise OAuthError("unsupported_grant_type", f"Invalid grant_type: {form.get('grant_type', '')}")

    def consent(self, query: str) -> str:
        """Give where the browser goes once the user has said yes, or no."""
        asked = {key: found[0] for key, found in parse_qs(query).items()}
        given = {"state": asked.get("state", "")}
        ticked = [scope for scope in asked.get("scope", "").split() if scope not in self.unticked]
        if self.declines or not ticked:
            return f"{asked['redirect_uri']}?{urlencode(given | {'error': 'access_denied'})}"
        code = "4/" + secrets.token_urlsafe(30)
        self.codes[code] = " ".join(ticked)
        given |= {"code": code, "scope": self.codes[code]}
        return f"{asked['redirect_uri']}?{urlencode(given)}"

    def whose(self, authorization: str, service: str) -> Grant:
        """Give the grant behind an Authorization header; raises ApiError 401 or 403."""
        scheme, _, token = authorization.partition(" ")
        if not authorization:
            raise ApiError(401, f"Request is missing required authentication credential. {_EXPECTED}")
        grant = self.grants.get(token) if scheme == "Bearer" else None
        if grant is None or grant.expires <= self.state.now():
            raise ApiError(401, f"Request had invalid authentication credentials. {_EXPECTED}")
        if grant.scopes and not grant.scopes & SCOPES.get(service, set()):
            detail = {
                "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
                "domain": "googleapis.com",
                "metadata": {"service": f"{service}.googleapis.com"},
            }
            raise ApiError(403, "Request had insufficient authentication scopes.", [detail])
        return grant

    def _refresh(self, form: Mapping[str, str]) -> JsonObject:
        refresh_token = form.get("refresh_token", "")
        if not refresh_token or not form.get("client_id"):
            raise OAuthError("invalid_request", "Missing required parameter: refresh_token or client_id")
        email, granted = self.refresh_tokens.get(refresh_token, (USER, ""))
        if granted and not set(form.get("scope", "").split()) <= set(granted.split()):
            raise OAuthError("invalid_scope", "Bad Request")
        return self._granted(email, form.get("scope", "") or granted)

    def _exchange(self, form: Mapping[str, str]) -> JsonObject:
        code = form.get("code", "")
        if code not in self.codes:
            raise OAuthError("invalid_grant", "Malformed auth code.")
        scope = self.codes.pop(code)
        refresh_token = "1//" + secrets.token_urlsafe(30)
        self.refresh_tokens[refresh_token] = (USER, scope)
        return self._granted(USER, scope) | {"refresh_token": refresh_token}

    def _service_account(self, form: Mapping[str, str]) -> JsonObject:
        """The signature is not checked: whoever reaches a stand-in on loopback is believed."""
        claims = _claims(form.get("assertion", ""))
        if not claims.get("iss") or urlsplit(str(claims.get("aud", ""))).path != "/token":
            raise OAuthError("invalid_grant", "Invalid JWT: Failed audience check.")
        now = self.state.now().timestamp()
        if not now - 3600 <= claims.get("iat", 0) <= now + 300 or claims.get("exp", 0) < now:
            text = (
                "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. "
                "Check your iat and exp values in the JWT claim."
            )
            raise OAuthError("invalid_grant", text)
        return self._granted(str(claims["iss"]), str(claims.get("scope", "")))

    def _granted(self, email: str, scope: str) -> JsonObject:
        token = "ya29." + secrets.token_urlsafe(30)
        self.grants[token] = Grant(email, frozenset(scope.split()), self.state.now() + _LIFETIME)
        answer: JsonObject = {
            "access_token": token,
            "expires_in": int(_LIFETIME.total_seconds()),
            "token_type": "Bearer",
        }
        return answer | ({"scope": scope} if scope else {})


def _claims(assertion: str) -> JsonObject:
    parts = assertion.split(".")
    try:
        claims = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (IndexError, ValueError, binascii.Error):
        claims = None
    if len(parts) != 3 or not isinstance(claims, dict):
        raise OAuthError("invalid_grant", "Invalid JWT: Failed to parse the assertion.")
    return claims
