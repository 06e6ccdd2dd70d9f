"""Which calendar the phone shows: asks it, and where the feed can stand for it; says what is left to do.

Writing that into the settings is left to `sync.init`, and trying it out to `sync.init.trial`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from sync.addresses import GOOGLE_CALENDAR, is_url
from sync.config import Config, Publish
from sync.errors import ConfigError, FollowupsError
from sync.init import google, paths
from sync.init.ask import Questions
from sync.init.settings_file import Answers

if TYPE_CHECKING:
    from sync.init import Flags

GOOGLE, APPLE, OTHER, NONE = KINDS = ("google", "apple", "other", "none")
_CALENDARS = (
    "Google Calendar",
    "Apple's (iPhone, Mac)",
    "another (Outlook, Thunderbird, Nextcloud, ...)",
    "none for now",
)
_PLACES = (
    "on a web server that takes uploads (Nextcloud, WebDAV)",
    "in a Google Cloud Storage bucket",
    "on this machine: `followups serve`, behind an address of yours",
    "I decide later",
)
_HEARTBEAT = (
    "Shall the calendar tell you when this machine has stopped syncing? (after how many days; 0 for never)"
)
_PUBLIC_URL = "The link under which the phone finds it without a password (empty for later)"

Check = Callable[[Answers], object]
"""Raises ConfigError for what no settings may say."""


def asked(flags: "Flags", answers: Answers, questions: Questions | None, check: Check) -> Answers:
    """Add the places for the feed that flags name, and those that are asked for. Raises ConfigError."""
    kind = flags.calendar or (GOOGLE if flags.calendar_id else None)
    if flags.calendar_id and kind != GOOGLE:
        raise ConfigError("--calendar-id is the id of a Google calendar; it goes with --calendar google")
    if kind is None and questions is not None:
        kind = KINDS[questions.choice("Which calendar does your phone show?", _CALENDARS, 3)]
    publish = (_target(flags.publish),) if flags.publish is not None else ()
    if kind == GOOGLE:
        publish = (Publish(GOOGLE_CALENDAR, calendar=flags.calendar_id), *publish)
    answers = replace(answers, calendar=kind, publish=publish, public_url=flags.public_url)
    if questions is None or publish or flags.public_url or kind not in {APPLE, OTHER}:
        return answers
    return _Place(answers, questions, check).asked()


def watched(flags: "Flags", answers: Answers, questions: Questions | None, check: Check) -> Answers:
    """Add after how many days a machine that has stopped is noticed. Raises ConfigError.

    It is asked where a calendar is set up to show it.
    """
    if flags.heartbeat is not None:
        return replace(answers, heartbeat=_days(flags.heartbeat))
    if questions is None or answers.calendar in {None, NONE}:
        return answers
    return _Place(answers, questions, check).heartbeat()


class _Place:
    """Asks what a phone needs to show the feed, each thing until it can be meant."""

    def __init__(self, answers: Answers, questions: Questions, check: Check) -> None:
        self._answers = answers
        self._questions = questions
        self._check = check

    def asked(self) -> Answers:
        match self._questions.choice("Where can the feed stand so that your phone reaches it?", _PLACES, 3):
            case 0:
                target = "Its address there, such as https://me@cloud.example.org/.../followups.ics"
                return self._public_url(self._target(target))
            case 1:
                return self._target("The bucket, such as gs://my-bucket")
            case 2:
                return self._public_url(self._answers)
            case _:
                return self._answers

    def heartbeat(self) -> Answers:
        return self._until_good(_HEARTBEAT, lambda text: replace(self._answers, heartbeat=_days(text)), "0")

    def _target(self, question: str) -> Answers:
        return self._until_good(question, lambda text: replace(self._answers, publish=(_target(text),)))

    def _public_url(self, answers: Answers) -> Answers:
        """Ask for the link; a server that wants no user is read at the address that is written to."""
        default = next((each.to for each in answers.publish if each.user is None), "")
        return self._until_good(_PUBLIC_URL, lambda text: replace(answers, public_url=text or None), default)

    def _until_good(self, question: str, made: Callable[[str], Answers], default: str = "") -> Answers:
        while True:
            try:
                answers = made(self._questions.text(question, default))
                self._check(answers)
            except ConfigError as error:
                self._questions.tell(str(error))
            else:
                return answers


def _target(text: str) -> Publish:
    """Read a place; in a link, the user who signs in there may stand before the host."""
    try:
        parts = urlsplit(text)
        user, password = parts.username, parts.password
    except ValueError:  # what is no link is told of as a setting
        return Publish(text)
    if not is_url(text) or user is None:
        return Publish(text)
    if password is not None:
        raise ConfigError(
            "leave the password out of the address; it comes from the environment, in "
            "FOLLOWUPS_PUBLISH_PASSWORD"
        )
    return Publish(urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])), user)


def _days(text: str) -> int | None:
    """Read after how many days; None for never."""
    if not re.fullmatch("[0-5]?[0-9]|60", text):
        raise ConfigError(f'heartbeat: "{text}" is not a number of days; write one from 1 to 60, 0 for never')
    return int(text) or None


def needs_google(publish: Sequence[Publish]) -> bool:
    """Tell whether publishing there takes a sign-in to Google."""
    return any(each.to == GOOGLE_CALENDAR or each.to.startswith("gs://") for each in publish)


def signed_in(
    answers: Answers, config: Config, consent: google.Consent | None, say: Callable[[str], None]
) -> Answers:
    """Sign in to Google for the calendar. What fails is told, and a place that cannot work is left out."""
    if not needs_google(answers.publish):
        return answers
    without = replace(answers, publish=tuple(each for each in answers.publish if not needs_google([each])))
    name = answers.credentials or config.google.credentials
    if not paths.exists(config.resolve(config.google.credentials)):
        say(
            f"Google's calendar and storage wait for {name}, which is not here: get it as the README says in "
            f'"A Google Sheet in five minutes"; then put [[publish]] into the settings, as they show it, and '
            "run `followups auth`."
        )
        return without
    try:
        address = google.address(config, consent)
    except ConfigError as error:
        say(f"No calendar is set up: {error}")
        return without
    except FollowupsError as error:
        say(f"The calendar is not signed in to yet: {error}")
        return answers
    if address and Publish(GOOGLE_CALENDAR) in answers.publish:
        say(
            "Nobody would see a calendar that a service account makes: make one in Google Calendar, share it "
            f'with {address} ("Make changes to events"), and write to = "{GOOGLE_CALENDAR}" and '
            'calendar = "its id" under [[publish]] in the settings.'
        )
        return replace(
            answers, publish=tuple(each for each in answers.publish if each != Publish(GOOGLE_CALENDAR))
        )
    return _with_address(answers, config)


def _with_address(answers: Answers, config: Config) -> Answers:
    """Add where an object of Google's storage is read, once it is known under which name it stands."""
    target = next((each for each in config.publish if each.to.startswith("gs://")), None)
    if target is None or answers.public_url:
        return answers
    from sync.opening import open_publisher  # noqa: PLC0415 heavy, and only for this
    from sync.publish.storage import StorageObject  # noqa: PLC0415 the same

    try:
        place = open_publisher(config, target, timezone="UTC")
    except FollowupsError:  # it is told when something is published
        return answers
    return replace(answers, public_url=place.address) if isinstance(place, StorageObject) else answers


def before_sync(answers: Answers) -> Iterator[str]:
    """Give what is left to the user before the first sync, a line each."""
    for each in answers.publish:
        if each.user:
            yield f"Set FOLLOWUPS_PUBLISH_PASSWORD to {each.user}'s password there, for cron too."


def after_sync(answers: Answers) -> Iterator[str]:
    """Give what is left to the user before the phone rings, a line each."""
    for each in answers.publish:
        if each.to.startswith("gs://"):
            yield f"Let everybody read the objects of {each.to}: allUsers, as Storage Object Viewer."
    if answers.calendar == GOOGLE and answers.publish:
        yield "In the Google Calendar app, see that the calendar is ticked."
    if answers.calendar not in {APPLE, OTHER}:
        return
    if not answers.publish and not answers.public_url:
        yield "Give the feed a place that the phone reaches: the README, Where the feed goes."
        return
    link = answers.public_url or answers.publish[0].to
    if answers.calendar == APPLE:
        yield f'On the iPhone, open {_webcal(link)}, subscribe, and turn "Remove Alarms" OFF or it is silent.'
    else:
        yield f"In the calendar app, subscribe to {link} and let it keep the alarms."


def _webcal(link: str) -> str:
    from sync.page.links import webcal  # noqa: PLC0415 heavy, and only for this

    return webcal(link) if is_url(link) else link
