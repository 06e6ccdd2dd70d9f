"""Places to publish to, each behind a server of its own: a folder, WebDAV, S3, and Google's storage."""

import resource
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3  # type: ignore[import-untyped]
import pytest
import requests
from cheroot.wsgi import Server
from moto.server import ThreadedMotoServer
from wsgidav.wsgidav_app import WsgiDAVApp  # type: ignore[import-untyped]

from sync.core.feed import Feed
from sync.google.credentials import STORAGE, load
from sync.google.session import Session
from sync.publish import Publication, Publisher
from sync.publish.file import FeedFile
from sync.publish.s3 import S3Object
from sync.publish.storage import StorageObject
from sync.publish.web import PASSWORD, WebFile
from tests.accounts import save
from tests.google import faults, serving
from tests.google.state import USER

NAME = "followups.ics"
USER_NAME, SECRET = "paul", "pl4nted-s3cret"
AS_USER = (USER_NAME, SECRET)


def publication(data: bytes) -> Publication:
    return Publication(feed=Feed(), data=data)


@dataclass(frozen=True)
class Place:
    """A publisher, and what others see and do at its place."""

    publisher: Publisher
    read: Callable[[], tuple[bytes, str]]  # the bytes and their content type, "" where a file has none
    write: Callable[[bytes], object]
    remove: Callable[[], object]
    failing: Callable[[], AbstractContextManager[object]]  # while it lasts, reading works and writing fails

    def publish(self, data: bytes) -> bool:
        return self.publisher.publish(publication(data))


@contextmanager
def _full_disk() -> Iterator[None]:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@contextmanager
def a_file(folder: Path) -> Iterator[Place]:
    path = folder / "feed" / NAME
    yield Place(
        FeedFile(path, f"feed/{NAME}"),
        lambda: (path.read_bytes(), ""),
        path.write_bytes,
        path.unlink,
        _full_disk,
    )


@contextmanager
def dav_server(folder: Path, behind: Callable[[Any], Any] = lambda app: app) -> Iterator[str]:
    """Serve a folder by WebDAV, `behind` another WSGI application if need be; gives the root's address."""
    folder.mkdir(exist_ok=True)
    app = WsgiDAVApp(
        {
            "provider_mapping": {"/": str(folder)},
            "simple_dc": {"user_mapping": {"*": {USER_NAME: {"password": SECRET}}}},
            "http_authenticator": {"accept_digest": False, "default_to_digest": False},
            "verbose": 0,
            "logging": {"enable": False},
        }
    )
    server = Server(("127.0.0.1", 0), behind(app), numthreads=2)
    server.prepare()
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.bind_addr[1]}"
    finally:
        server.stop()
        thread.join()


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Hold the lock that WebDAV gives who edits a file."""
    body = (
        '<lockinfo xmlns="DAV:"><lockscope><exclusive/></lockscope><locktype><write/></locktype></lockinfo>'
    )
    answer = requests.request("LOCK", url, data=body, auth=AS_USER, timeout=5)
    yield
    token = {"Lock-Token": answer.headers["Lock-Token"]}
    requests.request("UNLOCK", url, headers=token, auth=AS_USER, timeout=5)


@contextmanager
def web(folder: Path) -> Iterator[Place]:
    with dav_server(folder / "dav") as root:
        url = f"{root}/{NAME}"

        def read() -> tuple[bytes, str]:
            answer = requests.get(url, auth=AS_USER, timeout=5)
            return answer.content, answer.headers["Content-Type"]

        yield Place(
            WebFile(url, USER_NAME, {PASSWORD: SECRET}, sleep=lambda _: None),
            read,
            lambda data: requests.put(url, data=data, auth=AS_USER, timeout=5),
            lambda: requests.delete(url, auth=AS_USER, timeout=5),
            lambda: locked(url),
        )


@contextmanager
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    root = f"http://{host}:{port}"
    requests.post(f"{root}/moto-api/reset", timeout=5)
    for name, value in {
        "AWS_ENDPOINT_URL": root,
        "AWS_ACCESS_KEY_ID": "somebody",
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_REGION": "us-east-1",
        "AWS_CONFIG_FILE": "/dev/null",
        "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
        "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        monkeypatch.setenv(name, value)
    at = {"Bucket": "interviews", "Key": NAME}

    @contextmanager
    def denied() -> Iterator[None]:
        """After one more request, moto lets nobody in whom its IAM does not know."""
        requests.post(f"{root}/moto-api/reset-auth", data="1", timeout=5)
        yield
        requests.post(f"{root}/moto-api/reset-auth", data="inf", timeout=5)

    with closing(boto3.Session().client("s3")) as client:
        client.create_bucket(Bucket="interviews")

        def read() -> tuple[bytes, str]:
            answer = client.get_object(**at)
            return answer["Body"].read(), answer["ContentType"]

        try:
            yield Place(
                S3Object(f"s3://interviews/{NAME}"),
                read,
                lambda data: client.put_object(**at, Body=data),
                lambda: client.delete_object(**at),
                denied,
            )
        finally:
            server.stop()


@contextmanager
def storage(folder: Path, to: str = f"gs://interviews/{NAME}") -> Iterator[Place]:
    with serving() as google:
        google.state.buckets["interviews"] = {}
        path = save(folder / "credentials.json", google.authorized_user())
        session = Session(load(path, None, google.root, [STORAGE]), google.root, sleep=lambda _: None)
        root = f"{google.root}/storage/v1/b/interviews/o/{NAME}"
        as_user = {"Authorization": f"Bearer {google.access_token(USER)}"}

        def read() -> tuple[bytes, str]:
            answer = requests.get(f"{root}?alt=media", headers=as_user, timeout=5)
            return answer.content, answer.headers["Content-Type"]

        def write(data: bytes) -> None:
            stored = google.state.buckets["interviews"][NAME]
            changed = type(stored)(data, stored.generation + 1, stored.metadata, stored.created)
            google.state.buckets["interviews"][NAME] = changed

        @contextmanager
        def broken() -> Iterator[None]:
            google.faults.when(lambda request: request.path.startswith("/upload/"), faults.reset())
            yield
            google.faults.clear()

        with session:
            yield Place(
                StorageObject(to, session),
                read,
                write,
                lambda: requests.delete(root, headers=as_user, timeout=5),
                broken,
            )
