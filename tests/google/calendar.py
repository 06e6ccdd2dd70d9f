"""The methods of Calendar v3 that a publisher needs: calendars, and their events.

assumption: all of it, after the API's reference and what users report; no recording has Calendar.
"""

from dataclasses import dataclass, field
from datetime import datetime

from tests.google.call import Call, Handler
from tests.google.errors import DriveError, JsonObject

_DATES = ("start", "end")
_WRITERS = {"owner", "writer"}


@dataclass
class Calendar:
    """One calendar, with deleted events among the others.

    `unavailable` has the ids of events that no request reaches for now, `unlisted` those of events that were
    deleted so long ago that no listing has them any more.
    """

    message: JsonObject
    access: dict[str, str]
    events: dict[str, JsonObject] = field(default_factory=dict)
    unavailable: set[str] = field(default_factory=set)
    unlisted: set[str] = field(default_factory=set)


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"


def _not_found() -> DriveError:
    return DriveError(404, "notFound", "Not Found")


def _calendar(call: Call) -> Calendar:
    found = call.state.calendars.get(call.params["calendarId"])
    if found is None or call.email not in found.access:
        raise _not_found()
    return found


def _writable(call: Call) -> Calendar:
    found = _calendar(call)
    if found.access[call.email] not in _WRITERS:
        raise DriveError(403, "requiredAccessLevel", "You need to have writer access to this calendar.")
    return found


def _insert_calendar(call: Call) -> JsonObject:
    if not call.body.get("summary"):
        raise DriveError(400, "required", "Missing summary.")
    id_ = f"{call.state.new_id()[1:27].lower()}@group.calendar.google.com"
    message = {"kind": "calendar#calendar", "etag": '"1"', "id": id_, "timeZone": "UTC", **call.body}
    call.state.calendars[id_] = Calendar(message, {call.email: "owner"})
    return message


def _get_calendar(call: Call) -> JsonObject:
    return _calendar(call).message


def _delete_calendar(call: Call) -> None:
    del call.state.calendars[_writable(call).message["id"]]


def _get_entry(call: Call) -> JsonObject:
    found = _calendar(call)
    entry = {"kind": "calendar#calendarListEntry", "accessRole": found.access[call.email]}
    return found.message | entry | {"defaultReminders": []}


def _event(call: Call) -> JsonObject:
    calendar, id_ = _calendar(call), call.params["eventId"]
    _check_reach(calendar, id_)
    if id_ not in calendar.events:
        raise _not_found()
    return calendar.events[id_]


def _get(call: Call) -> JsonObject:
    return _event(call)


def _list(call: Call) -> JsonObject:
    calendar, size = _calendar(call), min(call.option("maxResults", 250), 2500)
    wanted = [pair.partition("=") for pair in call.option("privateExtendedProperty", [])]
    found = [
        event
        for id_, event in calendar.events.items()
        if (call.option("showDeleted") or event["status"] != "cancelled") and id_ not in calendar.unlisted
        if all(_private(event).get(key) == value for key, _, value in wanted)
    ]
    first = int(call.option("pageToken", "0"))
    answer = {
        "kind": "calendar#events",
        "summary": calendar.message["summary"],
        "timeZone": calendar.message["timeZone"],
        "accessRole": calendar.access[call.email],
        "defaultReminders": [],
        "items": found[first : first + size],
    }
    following = first + size
    rest = {"nextPageToken": str(following)} if following < len(found) else {"nextSyncToken": "1"}
    return answer | rest


def _private(event: JsonObject) -> JsonObject:
    found: JsonObject = event.get("extendedProperties", {}).get("private", {})
    return found


def _insert(call: Call) -> JsonObject:
    calendar = _writable(call)
    id_ = call.body.get("id") or call.state.new_id().lower()
    _check_reach(calendar, id_)
    if "id" in call.body and (
        not 5 <= len(id_) <= 1024 or set(id_) - set("0123456789abcdefghijklmnopqrstuv")
    ):
        raise DriveError(400, "invalid", "Invalid resource id value.")
    if id_ in calendar.events:
        raise DriveError(409, "duplicate", "The requested identifier already exists.")
    return _put(call, calendar, _made(call, id_) | call.body, "confirmed")


def _made(call: Call, id_: str) -> JsonObject:
    now = _time(call.state.now())
    return {
        "kind": "calendar#event",
        "id": id_,
        "iCalUID": f"{id_}@google.com",
        "htmlLink": f"https://www.google.com/calendar/event?eid={id_}",
        "created": now,
        "sequence": 0,
        "reminders": {"useDefault": True},
        "eventType": "default",
        "creator": {"email": call.email},
        "organizer": {"email": call.params["calendarId"], "self": True},
    }


def _update(call: Call) -> JsonObject:
    calendar, before = _writable(call), _event(call)
    kept = {key: before[key] for key in _made(call, before["id"]) if key in before and key != "reminders"}
    return _put(call, calendar, {"reminders": {"useDefault": True}} | kept | call.body, "confirmed")


def _patch(call: Call) -> JsonObject:
    """Objects are merged and lists are replaced. A start is one thing: null takes its other sort away."""
    calendar, before = _writable(call), _event(call)
    after = _merged(before, {key: value for key, value in call.body.items() if key not in _DATES})
    after |= {key: call.body[key] for key in _DATES if key in call.body}
    return _put(call, calendar, after, before["status"])


def _merged(before: JsonObject, given: JsonObject) -> JsonObject:
    merged = dict(before)
    for key, value in given.items():
        both = isinstance(value, dict) and isinstance(before.get(key), dict)
        merged[key] = _merged(before[key], value) if both else value
    return merged


def _put(call: Call, calendar: Calendar, event: JsonObject, status: str) -> JsonObject:
    event = JsonObject(status=status) | event
    if any(len(event.get(key, {}).keys() & {"date", "dateTime"}) != 1 for key in _DATES):
        raise DriveError(400, "required", "Missing end time." if "start" in event else "Missing start time.")
    if "source" in event and not event["source"].get("url", "").startswith(("http://", "https://")):
        raise DriveError(400, "invalid", "Invalid source URL.")
    for each in event["reminders"].get("overrides", []):
        if each.get("method") not in {"popup", "email"} or not 0 <= each.get("minutes", -1) <= 40320:
            raise DriveError(400, "invalid", "Invalid reminder.")
    before = calendar.events.get(event["id"], {})
    if before and any(before[key] != event[key] for key in _DATES):
        event["sequence"] += 1
    event["updated"] = _time(call.state.now())
    event["etag"] = f'"{call.state.new_number()}"'
    calendar.events[event["id"]] = event
    return event


def _delete(call: Call) -> None:
    calendar, event = _writable(call), _event(call)
    if event["status"] == "cancelled":
        raise DriveError(410, "deleted", "Resource has been deleted")
    calendar.events[event["id"]] = event | {"status": "cancelled"}


def _check_reach(calendar: Calendar, id_: str) -> None:
    if id_ in calendar.unavailable:
        raise DriveError(503, "backendError", "Service Unavailable")


HANDLERS: dict[str, Handler] = {
    "calendar.calendars.insert": _insert_calendar,
    "calendar.calendars.get": _get_calendar,
    "calendar.calendars.delete": _delete_calendar,
    "calendar.calendarList.get": _get_entry,
    "calendar.events.get": _get,
    "calendar.events.list": _list,
    "calendar.events.insert": _insert,
    "calendar.events.update": _update,
    "calendar.events.patch": _patch,
    "calendar.events.delete": _delete,
}
