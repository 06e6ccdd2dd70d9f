"""The feed as an object in a bucket of Google Cloud Storage, with the sign-in that the sheet is read with.

Who may read the object is the bucket's business; without a name in the settings it has one that nobody
can guess.
"""

import base64
import hashlib
import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs

from sync.errors import ConfigError, FollowupsError, GoogleRefusedError, TryAgainError
from sync.files import replace_secret
from sync.publish import CACHE_CONTROL, CONTENT_TYPE, Publication
from sync.state import APP, hashed

if TYPE_CHECKING:
    from googleapiclient.errors import HttpError  # type: ignore[import-untyped]

    from sync.google.session import Session

TRIES = 5  # how often to read again because somebody else has changed the object
_PERMISSIONS = ["storage.objects.create", "storage.objects.delete", "storage.objects.get"]
_FIELDS = "generation,md5Hash,contentType,cacheControl"
_FORBIDDEN, _NOT_FOUND, _CHANGED = 403, 404, 412


class StorageObject:
    """The object at `to`: gs://bucket/name.ics, or gs://bucket for one with a name of our own."""

    def __init__(self, to: str, session: "Session") -> None:
        self.to = to
        self._bucket, _, self._name = to.removeprefix("gs://").partition("/")
        self._session = session

    @property
    def address(self) -> str:
        """Where a calendar finds the object, if the bucket lets it. Raises ConfigError."""
        return f"https://storage.googleapis.com/{self._bucket}/{self._object}"

    @property
    def _object(self) -> str:
        return self._name or _unguessable(self._bucket)

    def publish(self, publication: Publication) -> bool:
        """Put the feed there, in one step, unless it stands there already; tell whether it had to."""
        from googleapiclient.errors import HttpError  # noqa: PLC0415 heavy

        from sync.google.api import service  # noqa: PLC0415 heavy

        objects, put = service(self._session, "storage", "v1").objects(), False
        try:
            for _ in range(TRIES):
                found = self._found(objects)
                if _is_same(found, publication.data):
                    return put
                put = True
                if self._put(objects, publication.data, found.get("generation", "0")):
                    return True
        except HttpError as error:
            raise self._refusal(error) from error
        raise TryAgainError(f"{self.to} is being changed by somebody else; try again later")

    def check(self) -> str:
        """Tell whether the bucket is there and its objects may be replaced; see `Publisher`."""
        from googleapiclient.errors import HttpError  # noqa: PLC0415 heavy

        from sync.google.api import message, service  # noqa: PLC0415 heavy

        api = service(self._session, "storage", "v1")
        try:
            request = api.buckets().testIamPermissions(bucket=self._bucket, permissions=_PERMISSIONS)
            allowed = message(request.execute()).get("permissions", [])
            if set(allowed) < set(_PERMISSIONS):
                raise self._not_allowed()
            found = self._found(api.objects())
        except HttpError as error:
            raise self._refusal(error) from error
        return f"the bucket can be written; the feed {'is there' if found else 'will be made'}"

    def _found(self, objects: Any) -> dict[str, str]:  # noqa: ANN401 - built as it runs
        """Give the object's properties; none where there is no object."""
        from googleapiclient.errors import HttpError  # noqa: PLC0415 heavy

        from sync.google.api import message  # noqa: PLC0415 heavy

        request = objects.get(bucket=self._bucket, object=self._object, fields=_FIELDS)
        try:
            return message(request.execute())
        except HttpError as error:
            if error.status_code == _NOT_FOUND:  # or no bucket, which writing to it will tell
                return {}
            raise

    def _put(self, objects: Any, data: bytes, generation: str) -> bool:  # noqa: ANN401 - built as it runs
        """Replace that generation, 0 for none; tell whether it was still the one."""
        from googleapiclient.errors import HttpError  # noqa: PLC0415 heavy
        from googleapiclient.http import MediaInMemoryUpload  # type: ignore[import-untyped]  # noqa: PLC0415

        from sync.google.api import message  # noqa: PLC0415 heavy

        metadata = {"name": self._object, "contentType": CONTENT_TYPE, "cacheControl": CACHE_CONTROL}
        request = objects.insert(
            bucket=self._bucket,
            body=metadata,
            media_body=MediaInMemoryUpload(data, CONTENT_TYPE),
            ifGenerationMatch=generation,
            fields="generation",
        )
        try:
            message(request.execute())
        except HttpError as error:
            if error.status_code == _CHANGED:
                return False
            raise
        return True

    def _refusal(self, error: "HttpError") -> FollowupsError:
        if error.status_code == _FORBIDDEN:
            return self._not_allowed()
        if error.status_code == _NOT_FOUND:
            return ConfigError(f"{self.to}: there is no bucket of that name; make it first")
        return ConfigError(f"{self.to}: Google does not take the object ({error.status_code})")

    def _not_allowed(self) -> GoogleRefusedError:
        who = self._session.account.name
        return GoogleRefusedError(
            f'{who} may not write to {self.to}; give it the role "Storage Object User" for the bucket'
        )


def _is_same(found: dict[str, str], data: bytes) -> bool:
    digest = hashlib.md5(data, usedforsecurity=False).digest()
    return (
        found.get("md5Hash") == base64.b64encode(digest).decode()
        and found.get("contentType") == CONTENT_TYPE
        and found.get("cacheControl") == CACHE_CONTROL
    )


def _unguessable(bucket: str) -> str:
    """Give the name for an object that has none: made once, kept beside the sign-in, readable by the user."""
    path = platformdirs.user_config_path(APP) / f"object-{hashed(bucket)}.txt"
    try:
        name = _kept(path)
        if name is None:
            name = f"followups-{secrets.token_hex(16)}.ics"
            replace_secret(path, name.encode())
    except OSError as error:
        raise ConfigError(
            f"the name of the object cannot be kept in {path} ({error.strerror}); "
            f'name it in followups.toml, such as to = "gs://{bucket}/name.ics"'
        ) from error
    return name


def _kept(path: Path) -> str | None:
    try:
        name = path.read_bytes().decode("ascii", "replace").strip()
    except FileNotFoundError:
        return None
    return name if re.fullmatch(r"followups-[0-9a-f]{32}\.ics", name) else None
