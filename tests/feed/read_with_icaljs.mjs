// ical.js, as Thunderbird uses it: a feed a line on stdin, as JSON; what it reads a line on stdout.
// It is given the path of the library.

import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const ICAL = createRequire(import.meta.url)(process.argv[2]);

// RFC 7986 is newer than ical.js, which leaves the escapes in properties that it does not know.
ICAL.design.icalendar.property.name = { defaultType: "text" };

function event(component) {
  const value = (name) => component.getFirstPropertyValue(name);
  return {
    uid: value("uid"),
    start: value("dtstart").toString(),
    end: value("dtend").toString(),
    title: value("summary"),
    description: value("description") ?? "",
    url: value("url"),
    status: value("status"),
    categories: component.getAllProperties("categories").flatMap((each) => each.getValues()),
    alarms: component
      .getAllSubcomponents("valarm")
      .map((alarm) => -alarm.getFirstPropertyValue("trigger").toSeconds() / 60),
    sequence: value("sequence"),
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  const root = new ICAL.Component(ICAL.parse(JSON.parse(line)));
  const events = root.getAllSubcomponents("vevent").map(event);
  console.log(JSON.stringify({ name: root.getFirstPropertyValue("name"), events, errors: 0 }));
}
