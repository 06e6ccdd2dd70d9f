"""The messages to send, short and signed: from a follow-up and a template to a text.

The templates come with the package, and the user may replace each by one of their own. All of them get the
same names to fill in, so that moving a sentence from one to another works.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

import jinja2
from jinja2.meta import find_undeclared_variables

from sync.core.due import phone_for_references
from sync.core.model import ANSWERS, FollowUp, Interview, Kind, Person
from sync.core.people import named
from sync.core.settings import Me
from sync.core.values import short
from sync.errors import ConfigError

WAYS_TO_SAY_IT = 3  # the thank-you template words it this many ways, so that a panel can compare notes


@lru_cache(maxsize=32)  # compiling takes longer than all else that a small sheet asks for
def _compiled(name: str, source: str) -> jinja2.Template:
    """Compile a template, and try it on a made-up interview: a mistake is to show before its day comes."""
    environment = jinja2.Environment(
        autoescape=jinja2.select_autoescape((), default_for_string=False),  # plain text, not HTML
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    try:
        tree = environment.parse(source)
        template = environment.from_string(tree)
    except jinja2.TemplateSyntaxError as error:
        raise ConfigError(f"drafts: {name}.txt, line {error.lineno}: {error.message}") from None
    names = _made_up()
    if unknown := find_undeclared_variables(tree) - names.keys() - environment.globals.keys():
        raise ConfigError(
            f"drafts: {name}.txt: there is no {min(unknown)} to fill in; there are {', '.join(names)}"
        )
    try:
        template.render(names)
    except Exception as error:  # noqa: BLE001 a template is a program of the user's, and may fail in any way
        raise ConfigError(f"drafts: {name}.txt: {error}") from None
    return template


class Drafts:
    """The templates, compiled, by the name of the kind of follow-up.

    Raises ConfigError for a template that is not one, or asks for what no draft has.
    """

    def __init__(self, templates: Mapping[str, str], me: Me) -> None:
        self._me = me
        self._templates = {name: _compiled(name, source) for name, source in templates.items()}
        self.digest = hashlib.blake2b(repr((sorted(templates.items()), me)).encode()).hexdigest()

    def render(self, follow_up: FollowUp) -> str:
        """Write the message; where the template cannot take this one interview, it says so in its place."""
        try:
            return self._templates[follow_up.kind.value].render(self._names(follow_up)).strip()
        except Exception as error:  # noqa: BLE001 as when it was tried: no draft is worth the reminder
            return f"This draft could not be written: {follow_up.kind}.txt: {error}"

    def _names(self, follow_up: FollowUp) -> dict[str, object]:
        interview, me = follow_up.interview, self._me
        met = _met(follow_up)
        decision = interview.decision
        if decision and interview.day and decision < interview.day:
            decision = None  # no rule uses it either, and the user has been told
        return {
            "person": _greeted(follow_up.person) or "Sir or Madam",
            "named": bool(_greeted(follow_up.person)),
            "again": follow_up.number > 1,
            "place": _place(follow_up) % WAYS_TO_SAY_IT,
            "company": interview.company,
            "role": interview.role,
            "about_role": f" about {_role(interview.role)}" if interview.role else "",
            "for_role": f" for {_role(interview.role)}" if interview.role else "",
            "round": interview.round,
            "met": met is not None,
            "on_day": f" on {short(met)}" if met else "",
            "decision": short(decision) if decision else "",
            "discussed": discussed_with(follow_up),
            "references": [_with_address(person) for person in interview.references],
            "phone": phone_for_references(interview),
            "by_call": interview.by_call,
            "by_letter": interview.by_letter,
            "gentle": interview.style == "gentle",
            "owed_thanks": follow_up.owed_thanks,
            "me": signature(me),
            "my_name": me.name or "[your name]",
            "my_phone": me.phone or "[your number]",
        }


def signature(me: Me) -> str:
    """Give what ends each built-in draft: the user's name, and how to reach them."""
    return "\n".join(filter(None, (me.name or "[your name]", me.phone, me.email)))


def _made_up() -> dict[str, object]:
    """Give an interview that has everything, under the names that `Drafts` fills in."""
    return {
        "person": "Jane Doe",
        "named": True,
        "again": False,
        "place": 0,
        "company": "Example Ltd",
        "role": "Engineer",
        "about_role": " about the Engineer role",
        "for_role": " for the Engineer role",
        "round": "Onsite",
        "met": True,
        "on_day": " on Wed 18 Nov",
        "decision": "Wed 25 Nov",
        "discussed": "the new ledger",
        "references": ["Ann Lee (ann@example.org)", "Tom Park (+44 20 7946 0077)"],
        "phone": "+44 20 7946 0010",
        "by_call": False,
        "by_letter": False,
        "gentle": False,
        "owed_thanks": False,
        "me": "Pauline Hayes",
        "my_name": "Pauline Hayes",
        "my_phone": "+44 20 7946 0000",
    }


def ingredients(interview: Interview) -> tuple[object, ...]:
    """Give everything of an interview that a draft may show: while it stays, so do its drafts."""
    return (
        interview.company, interview.role, interview.round, str(interview.day), str(interview.decision),
        interview.discussed, tuple(map(tuple, interview.references)), interview.contact_phone,
        tuple(map(tuple, interview.interviewers)), interview.by_call, interview.by_letter, interview.style,
    )  # fmt: skip


def _met(follow_up: FollowUp) -> date | None:
    """Give the interview's day; None where what they said came before it, and so in its place."""
    day = follow_up.interview.day
    answered_on = follow_up.due.astimezone(follow_up.interview.zone).date()
    return None if day and follow_up.kind in ANSWERS and answered_on <= day else day


def discussed_with(follow_up: FollowUp) -> str:
    """Give what was discussed with the person met: their parts of "Jane: ...; Bob: ...", else nobody's.

    To anybody else all of it is told, without the names.
    """
    text, people = follow_up.interview.discussed, follow_up.interview.interviewers
    if ":" not in text or not people:
        return text
    parts = [part.strip() for part in text.replace("\n", ";").split(";")]
    said = [_said_with(people, part) for part in parts if part]
    if not any(whom for whom, _ in said):
        return text
    if follow_up.kind is not Kind.THANK_YOU or follow_up.person is None:
        return "; ".join(what for _, what in said)
    theirs = [what for whom, what in said if follow_up.person in whom]
    return "; ".join(theirs or [what for whom, what in said if not whom])


def _said_with(people: Iterable[Person], part: str) -> tuple[tuple[Person, ...], str]:
    """Give whom "Jane:" names, and what follows; nobody, and all of it, where it names none of them."""
    names, _, what = part.partition(":")
    whom = named(names, people) if what.strip() else ()
    return whom, what.strip() if whom else part


def _greeted(person: Person | None) -> str:
    """Give the name as the sheet spells it (TY-4), without the job title after it; "" where none is known."""
    if person is None or person.name == person.email:
        return ""
    return re.split(r"[,(/|]", person.name, maxsplit=1)[0].strip() or person.name


def _role(role: str) -> str:
    """Give the role with a word that says what it is, unless it has one."""
    named = role.casefold().endswith((" role", " position", " job"))
    return f"the {role}" if named else f"the {role} role"


def _place(follow_up: FollowUp) -> int:
    people = follow_up.interview.interviewers
    return people.index(follow_up.person) if follow_up.person in people else 0


def _with_address(person: Person) -> str:
    address = ", ".join(filter(None, (person.email, person.phone)))
    return f"{person.name} ({address})" if address and address != person.name else person.name
