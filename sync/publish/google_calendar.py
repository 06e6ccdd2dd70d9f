"""The feed in a Google calendar, of its own or one that the user made: reminders ring and nobody polls.

What is to be written is left to `sync.publish.calendar_events`; signing in and trying again, to
`sync.google`. Which calendar it is, to `sync.publish.calendar_place`.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from sync.addresses import GOOGLE_CALENDAR
from sync.core.vevent import Published
from sync.errors import ConfigError, FollowupsError, GoogleRefusedError, TryAgainError
from sync.publish import Publication
from sync.publish.calendar_events import Act, Json, Known, Write, id_of, planned
from sync.publish.calendar_place import Keeper, Shared

if TYPE_CHECKING:
    from googleapiclient.errors import HttpError  # type: ignore[import-untyped]

    from sync.google.session import Session

PAGE, BATCH = 2500, 50  # the most events in an answer, and requests in a batch
_EVENT = "id,status,reminders,extendedProperties/private"
_SHEET = "followups-sheet"  # the private property that a shared calendar is searched by
_READERS = {"none", "freeBusyReader", "reader"}
_BUSY = ("rateLimitExceeded", "RateLimitExceeded", "quotaExceeded", "calendarUsageLimits")
_OFF = ("accessNotConfigured", "SERVICE_DISABLED")
_GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}


class GoogleCalendar:
    """A calendar that this publisher makes, and whose id a keeper keeps; or one that is there already.

    `name` is what it calls its own, `timezone` an IANA name.
    """

    to = GOOGLE_CALENDAR

    def __init__(self, session: "Session", place: Keeper | Shared, *, name: str, timezone: str) -> None:
        self._session = session
        self._place = place
        self._name = name
        self._zone = timezone

    def publish(self, publication: Publication) -> bool:
        """Write the events that are not in the calendar as they are in the feed; see `Publisher`.

        An event that Google does not take for now stops no other, and is written by the next run.
        """
        events = publication.feed.events.values()
        if isinstance(self._place, Shared):
            calendar, known, made = self._place.id, self._among_others(self._place, events), False
        else:
            calendar, known, made = self._own(self._place)
        writes = list(planned(events, known, self._zone))
        failed = self._write(calendar, writes)
        # Its id is taken: a request that was sent twice, another machine, or deleted so long ago that it is
        # not listed any more.
        taken = [id_ for id_, error in failed.items() if error.status_code == HTTPStatus.CONFLICT]
        if taken:
            found = self._get(calendar, taken)
            again = [write for write in planned(events, found, self._zone) if write.id in found]
            failed = {id_: error for id_, error in failed.items() if id_ not in taken}
            failed |= self._write(calendar, again)
        if failed:
            error = self._refusal(next(iter(failed.values())))
            raise type(error)(
                f"{self.to}: {len(failed)} of {len(writes)} events could not be written: {error}"
            )
        return made or bool(writes)

    def check(self) -> str:
        """Tell whether the calendar is there and may be written; see `Publisher`."""
        place = self._place
        calendar = place.id if isinstance(place, Shared) else place.load()
        if calendar:
            request = self._api.events().list(calendarId=calendar, maxResults=1, fields="accessRole,summary")
            try:
                found = self._ask(request)
            except _GoneError:
                if isinstance(place, Shared):
                    raise self._not_shared(place) from None
            else:
                self._check_role(found)
                return f'the calendar "{found.get("summary", calendar)}" is there and can be written'
        self._check_is_a_person()
        self._session.refresh()
        return "signed in; the next sync makes the calendar"

    @cached_property
    def _api(self) -> Any:  # noqa: ANN401 - built as it runs
        from sync.google.api import service  # noqa: PLC0415 heavy

        return service(self._session, "calendar", "v3")

    def _own(self, keeper: Keeper) -> tuple[str, dict[str, Known], bool]:
        """Give the id of our calendar, what is in it, and whether it had to be made."""
        calendar = keeper.load()
        if calendar:
            with suppress(_GoneError):
                return calendar, self._events(calendar), False
        return self._make(keeper), {}, True

    def _among_others(self, place: Shared, events: Iterable[Published]) -> dict[str, Known]:
        """Give what is ours in the user's calendar.

        Of a deleted event Google promises no more than its id, and what was written for the sheet in another
        place has another mark. So what is in the feed and was not found is looked up by its id.
        """
        try:
            known = self._events(place.id, privateExtendedProperty=f"{_SHEET}={place.sheet}")
        except _GoneError:
            raise self._not_shared(place) from None
        return known | self._get(place.id, [id_ for id_ in map(id_of, events) if id_ not in known])

    def _events(self, calendar: str, **only: str) -> dict[str, Known]:
        """List the calendar, deleted events too. Raises _GoneError where there is none."""
        found: dict[str, Known] = {}
        fields = f"accessRole,nextPageToken,items({_EVENT})"
        request = self._api.events().list(
            calendarId=calendar, showDeleted=True, maxResults=PAGE, fields=fields, **only
        )
        while request is not None:
            answer = self._ask(request)
            self._check_role(answer)
            found |= {event["id"]: Known.read(event) for event in answer.get("items", [])}
            request = self._api.events().list_next(request, answer)
        return found

    def _check_role(self, answer: Json) -> None:
        if answer.get("accessRole") in _READERS:
            raise GoogleRefusedError(
                f"{self.to}: {self._session.account.name} may read the calendar and not change it; share it "
                'again in its settings, with "Make changes to events"'
            )

    def _not_shared(self, place: Shared) -> FollowupsError:
        who = self._session.account.name
        return GoogleRefusedError(
            f"{self.to}: there is no calendar {place.id} that {who} may see; share it with {who} in its "
            'settings, with "Make changes to events", or mend its id in followups.toml'
        )

    def _check_is_a_person(self) -> None:
        if bot := self._session.account.address:
            raise ConfigError(
                f"{self.to}: nobody but {bot} would see a calendar that it makes; make one in Google "
                f'Calendar, share it with {bot} ("Make changes to events"), and put its id below '
                '[[publish]] as calendar = "…@group.calendar.google.com"'
            )

    def _make(self, keeper: Keeper) -> str:
        """Make the calendar. One whose id cannot be kept is taken back, or each run would make another."""
        self._check_is_a_person()
        body = {"summary": self._name, "timeZone": self._zone}
        calendar: str = self._ask(self._api.calendars().insert(body=body))["id"]
        try:
            keeper.save(calendar)
        except FollowupsError:
            with suppress(FollowupsError):
                self._ask(self._api.calendars().delete(calendarId=calendar))
            raise
        return calendar

    def _write(self, calendar: str, writes: Iterable[Write]) -> "dict[str, HttpError]":
        events = self._api.events()
        requests = {}
        for write in writes:
            # Guests that the user invited are not written to by us.
            body = self._labelled(write.body)
            options = {"calendarId": calendar, "body": body, "sendUpdates": "none", "fields": "id"}
            if write.act is Act.INSERT:
                requests[write.id] = events.insert(**options)
            else:
                method = events.update if write.act is Act.RESTORE else events.patch
                requests[write.id] = method(eventId=write.id, **options)
        return self._batch(requests, {})

    def _labelled(self, body: Json) -> Json:
        """Put the mark onto an event by which it is found among others."""
        if not isinstance(self._place, Shared):
            return body
        private = body["extendedProperties"]["private"] | {_SHEET: self._place.sheet}
        return body | {"extendedProperties": {"private": private}}

    def _get(self, calendar: str, ids: Iterable[str]) -> dict[str, Known]:
        get = self._api.events().get
        requests = {id_: get(calendarId=calendar, eventId=id_, fields=_EVENT) for id_ in ids}
        answers: dict[str, Json] = {}
        self._batch(requests, answers)
        return {id_: Known.read(event) for id_, event in answers.items()}

    def _batch(self, requests: Mapping[str, Any], answers: dict[str, Json]) -> "dict[str, HttpError]":
        """Send requests by event id, and put what they answer into `answers`; gives those that failed."""
        failed: dict[str, HttpError] = {}
        waiting = list(requests.items())

        def note(number: str, answer: Json | None, error: "HttpError | None") -> None:
            id_ = waiting[int(number)][0]
            if error is not None:
                failed[id_] = error
            elif answer:
                answers[id_] = answer

        for first in range(0, len(waiting), BATCH):
            batch = self._api.new_batch_http_request(callback=note)
            for number, (_, request) in enumerate(waiting[first : first + BATCH], first):
                # A number and not the event's id: the client does not find its way back from a folded header.
                batch.add(request, request_id=str(number))
            self._ask(batch)
        return failed

    def _ask(self, request: Any) -> Any:  # noqa: ANN401 - what the API answers
        from googleapiclient.errors import BatchError, HttpError  # noqa: PLC0415 heavy

        from sync.google.api import NOT_GOOGLE, message  # noqa: PLC0415 heavy

        try:
            answer = request.execute()
        except BatchError as error:
            raise TryAgainError(NOT_GOOGLE) from error
        except HttpError as error:
            raise self._refusal(error) from error
        return None if answer is None else message(answer)  # a batch gives its answers one by one

    def _refusal(self, error: "HttpError") -> FollowupsError:
        """Turn a refusal into one sentence that says what to do."""
        status, said = error.status_code, error.content.decode(errors="replace")
        account = self._session.account
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS:
            return TryAgainError(f"Google does not take it for now ({status}); try again later")
        if any(word in said for word in _BUSY):
            return TryAgainError("Google asks to slow down (quota); try again in a few minutes")
        if any(word in said for word in _OFF):
            console = "https://console.cloud.google.com/apis/library/calendar-json.googleapis.com"
            return GoogleRefusedError(
                f"the Google Calendar API is switched off for your project: enable it at {console}"
            )
        if status in _GONE:
            return _GoneError("the calendar or the event is not there any more; the next run makes it anew")
        if "insufficient" in said:
            return GoogleRefusedError(
                f"the sign-in does not cover calendars; {account.again} and tick every box"
            )
        return GoogleRefusedError(f"Google refuses {account.name} ({status}: {error.reason})")


class _GoneError(TryAgainError):
    """What was asked for is not there."""
