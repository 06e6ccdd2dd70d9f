"""The feed as an object in an S3 bucket, of Amazon or of whoever else speaks the protocol.

The sign-in, the region and the endpoint are boto3's business: its environment variables and its files. boto3
is the extra `s3`, and imported only when something is published.
"""

from typing import TYPE_CHECKING, Any, NoReturn

from sync.errors import ConfigError, FollowupsError, TryAgainError
from sync.patience import TIMEOUT, TRIES
from sync.publish import CACHE_CONTROL, CONTENT_TYPE, Publication

if TYPE_CHECKING:
    from botocore.exceptions import ClientError  # type: ignore[import-untyped]

_MISSING = frozenset({"NoSuchKey", "404"})
_MEND = {
    "NoSuchBucket": "there is no such bucket; make it first",
    # Without s3:ListBucket S3 says the same of an object that is not there yet.
    "AccessDenied": "this sign-in may not read and write there; allow it s3:GetObject and s3:PutObject, and "
    "s3:ListBucket for the bucket",
    "InvalidAccessKeyId": "the access key is not known; sign in to S3 again",
    "SignatureDoesNotMatch": "the secret key is not the right one; sign in to S3 again",
    "ExpiredToken": "the sign-in has expired; sign in to S3 again",
    "RequestTimeTooSkewed": "the server does not accept the time of this machine; set its clock right",
}


class S3Object:
    """The object at `to`, which is s3://bucket/name.ics."""

    def __init__(self, to: str) -> None:
        self.to = to
        bucket, _, key = to.removeprefix("s3://").partition("/")
        self._address = {"Bucket": bucket, "Key": key}

    def publish(self, publication: Publication) -> bool:
        """Put the feed there, in one step, unless it stands there already; tell whether it had to."""
        client = self._client()
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 optional

        wanted = (publication.data, CONTENT_TYPE, CACHE_CONTROL)
        try:
            if self._found(client) == wanted:
                return False
            body, content_type, cache_control = wanted
            client.put_object(
                **self._address, Body=body, ContentType=content_type, CacheControl=cache_control
            )
        except ClientError as error:
            self._refuse(error)
        except BotoCoreError as error:
            raise self._failure(error) from error
        return True

    def check(self) -> str:
        """Tell whether the bucket may be read: S3 says who may write only when they do; see `Publisher`."""
        client = self._client()
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 optional

        try:
            found = self._found(client)
        except ClientError as error:
            self._refuse(error)
        except BotoCoreError as error:
            raise self._failure(error) from error
        return f"the bucket can be read; the feed {'is there' if found else 'will be made'}"

    def _client(self) -> Any:  # noqa: ANN401 - built as it runs
        try:
            import boto3  # type: ignore[import-untyped]  # noqa: PLC0415 optional
            from botocore.config import Config  # type: ignore[import-untyped]  # noqa: PLC0415 optional
            from botocore.exceptions import BotoCoreError  # noqa: PLC0415 optional
        except ImportError:
            raise ConfigError(f'{self.to} needs boto3: run pip install "interview-followups[s3]"') from None
        connecting, reading = TIMEOUT
        config = Config(
            connect_timeout=connecting,
            read_timeout=reading,
            retries={"mode": "standard", "total_max_attempts": TRIES},
            # Not every server that speaks S3 knows the newer checksums.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        try:
            return boto3.Session().client("s3", config=config)  # the default session remembers who signed in
        except (BotoCoreError, ValueError) as error:  # a profile, a region or an endpoint that is none
            raise ConfigError(
                f"{self.to}: the settings for S3 on this machine are not right ({type(error).__name__}); "
                "see AWS_PROFILE, AWS_REGION and AWS_ENDPOINT_URL"
            ) from error

    def _found(self, client: Any) -> tuple[bytes, str, str] | None:  # noqa: ANN401 - built as it runs
        from botocore.exceptions import ClientError  # noqa: PLC0415 optional

        try:
            answer = client.get_object(**self._address)
        except ClientError as error:
            if error.response["Error"]["Code"] in _MISSING:
                return None
            raise
        return answer["Body"].read(), answer.get("ContentType", ""), answer.get("CacheControl", "")

    def _refuse(self, error: "ClientError") -> NoReturn:
        code = str(error.response["Error"]["Code"])
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        if status >= 500 or status == 429 or code in {"SlowDown", "RequestTimeout"}:  # noqa: PLR2004 HTTP's
            raise TryAgainError(f"{self.to}: the server does not answer ({code}); try again later") from error
        raise ConfigError(f"{self.to}: {_MEND.get(code, 'the server refuses')} ({code})") from error

    def _failure(self, error: Exception) -> FollowupsError:
        """Turn what botocore raises before any answer into a sentence; its own may hold what it was given."""
        from botocore import exceptions as botocore  # type: ignore[import-untyped]  # noqa: PLC0415 optional

        if isinstance(error, botocore.NoCredentialsError | botocore.PartialCredentialsError):
            return ConfigError(
                f"{self.to}: not signed in to S3; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
            )
        if isinstance(error, botocore.HTTPClientError) and isinstance(error.kwargs.get("error"), ValueError):
            return ConfigError(
                f"{self.to}: the keys or the endpoint for S3 cannot be sent to a server; set them again, "
                "without spaces and line ends"
            )
        lost = botocore.ConnectionError | botocore.HTTPClientError | botocore.IncompleteReadError
        if isinstance(error, lost):
            return TryAgainError(f"no connection to {self.to}; try again later")
        return ConfigError(f"{self.to} cannot be published to ({type(error).__name__}); see your S3 settings")
