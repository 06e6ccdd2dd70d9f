"""The methods of Storage v1 that a feed needs: an object in a bucket, its generations and its bytes.

assumption: all of it, after the API's reference; there is no recording.
"""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime

from tests.google.call import Call, Handler, Media
from tests.google.errors import DriveError, JsonObject, invalid

_OWN = ("contentType", "cacheControl", "contentDisposition", "contentEncoding", "metadata")


@dataclass(frozen=True, slots=True)
class Stored:
    """One generation of an object; `metadata` is what its uploader said of it."""

    data: bytes
    generation: int
    metadata: JsonObject
    created: datetime


def parts(body: bytes) -> tuple[bytes, bytes]:
    """Take a multipart/related upload apart: metadata and media, byte for byte.

    The boundary is the first line, as the client has it.
    """
    boundary, _, rest = body.partition(b"\n")
    found = rest.split(b"\n" + boundary.strip())
    if len(found) != 3 or not boundary.startswith(b"--"):
        raise invalid("Malformed multipart body.")
    return found[0].partition(b"\n\n")[2], found[1].partition(b"\n\n")[2]


def _bucket(call: Call) -> dict[str, Stored]:
    found = call.state.buckets.get(call.params["bucket"])
    if found is None:
        raise DriveError(404, "notFound", "The specified bucket does not exist.")
    return found


def _stored(call: Call) -> Stored:
    found = _bucket(call).get(call.params["object"])
    if found is None:
        place = f"{call.params['bucket']}/{call.params['object']}"
        raise DriveError(404, "notFound", f"No such object: {place}")
    return found


def _check(call: Call, stored: Stored | None) -> None:
    """Hold to ifGenerationMatch; 0 is for no object at all."""
    wanted = call.option("ifGenerationMatch")
    if wanted is not None and int(wanted) != (stored.generation if stored else 0):
        text = "At least one of the pre-conditions you specified did not hold."
        raise DriveError(412, "conditionNotMet", text, "If-Match")


def _message(bucket: str, name: str, stored: Stored) -> JsonObject:
    moment = f"{stored.created:%Y-%m-%dT%H:%M:%S}.{stored.created.microsecond // 1000:03}Z"
    return stored.metadata | {
        "kind": "storage#object",
        "id": f"{bucket}/{name}/{stored.generation}",
        "bucket": bucket,
        "name": name,
        "generation": str(stored.generation),
        "metageneration": "1",
        "storageClass": "STANDARD",
        "size": str(len(stored.data)),
        "md5Hash": base64.b64encode(hashlib.md5(stored.data, usedforsecurity=False).digest()).decode(),
        "timeCreated": moment,
        "updated": moment,
    }


def _get(call: Call) -> JsonObject | Media:
    stored = _stored(call)
    _check(call, stored)
    if call.option("alt") == "media":
        return Media(stored.data, stored.metadata.get("contentType", "application/octet-stream"))
    return _message(call.params["bucket"], call.params["object"], stored)


def _insert(call: Call) -> JsonObject:
    if call.option("uploadType") != "multipart":
        raise DriveError(501, "notImplemented", "The stand-in takes multipart uploads only.")
    bucket, name = _bucket(call), call.body.get("name") or call.option("name")
    if not name:
        raise DriveError(400, "required", "Required parameter: name")
    before = bucket.get(name)
    _check(call, before)
    metadata = {key: call.body[key] for key in _OWN if key in call.body}
    now = call.state.now()
    generation = max(int(now.timestamp() * 1e6), before.generation + 1 if before else 0)
    bucket[name] = Stored(call.media, generation, metadata, now)
    return _message(call.params["bucket"], name, bucket[name])


def _delete(call: Call) -> None:
    _check(call, _stored(call))
    del _bucket(call)[call.params["object"]]


def _permissions(call: Call) -> JsonObject:
    """Answer which of some permissions whoever asks has for a bucket: all of them."""
    _bucket(call)
    return {"kind": "storage#testIamPermissionsResponse", "permissions": call.params["permissions"]}


HANDLERS: dict[str, Handler] = {
    "storage.buckets.testIamPermissions": _permissions,
    "storage.objects.get": _get,
    "storage.objects.insert": _insert,
    "storage.objects.delete": _delete,
}
