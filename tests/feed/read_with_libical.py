"""libical, as GNOME and many servers use it: a feed a line on stdin, as JSON; what it reads a line on stdout.

It runs in the system's Python, which alone has the bindings, and knows nothing of the program.
"""

import json
import sys
from collections.abc import Iterator
from typing import Any

import gi  # type: ignore[import-not-found]  # Debian's python3-gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # type: ignore[import-not-found]  # noqa: E402 the version comes first

PROPERTY, COMPONENT = ICalGLib.PropertyKind, ICalGLib.ComponentKind


def properties(component: Any, kind: Any) -> Iterator[Any]:  # noqa: ANN401 libical's objects have no types
    found = component.get_first_property(kind)
    while found:
        yield found
        found = component.get_next_property(kind)


def components(component: Any, kind: Any) -> Iterator[Any]:  # noqa: ANN401
    found = component.get_first_component(kind)
    while found:
        yield found
        found = component.get_next_component(kind)


def event(component: Any) -> dict[str, object]:  # noqa: ANN401
    triggers = [
        trigger.get_trigger().get_duration().as_int()
        for alarm in components(component, COMPONENT.VALARM_COMPONENT)
        for trigger in properties(alarm, PROPERTY.TRIGGER_PROPERTY)
    ]
    return {
        "uid": component.get_uid(),
        "start": component.get_dtstart().as_ical_string(),
        "end": component.get_dtend().as_ical_string(),
        "title": component.get_summary(),
        "description": component.get_description() or "",
        "url": next((url.get_url() for url in properties(component, PROPERTY.URL_PROPERTY)), None),
        "status": ICalGLib.Property.status_to_string(component.get_status()),
        "categories": [each.get_categories() for each in properties(component, PROPERTY.CATEGORIES_PROPERTY)],
        "alarms": [-seconds // 60 for seconds in triggers],
        "sequence": component.get_sequence(),
    }


def calendar(text: str) -> dict[str, object]:
    root = ICalGLib.Component.new_from_string(text)
    ICalGLib.restriction_check(root)  # RFC 5545's "MUST NOT occur more than once" and the like
    return {
        "name": next(each.get_name() for each in properties(root, PROPERTY.NAME_PROPERTY)),
        "events": [event(each) for each in components(root, COMPONENT.VEVENT_COMPONENT)],
        # Its own count leaves those of the restrictions out.
        "errors": sum(line.startswith("X-LIC-ERROR") for line in root.as_ical_string().split("\r\n")),
    }


for line in sys.stdin:
    sys.stdout.write(json.dumps(calendar(json.loads(line))) + "\n")
    sys.stdout.flush()
