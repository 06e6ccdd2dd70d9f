"""The messages to send, short and signed: from a follow-up and a template to a text.

The templates come with the package, and the user may replace each by one of their own. All of them get the
same names to fill in, so that moving a sentence from one to another works.
"""

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache

import jinja2

from sync.core.due import phone_for_references
from sync.core.model import FollowUp, Interview, Kind, Person
from sync.core.people import person_key
from sync.core.settings import Me
from sync.core.values import short
from sync.errors import ConfigError

WAYS_TO_SAY_IT = 3  # the thank-you template words it this many ways, so that a panel can compare notes


@lru_cache(maxsize=32)  # compiling takes longer than all else that a small sheet asks for
def _compiled(source: str) -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=jinja2.select_autoescape((), default_for_string=False),  # plain text, not HTML
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.from_string(source)


class Drafts:
    """The templates, compiled, by the name of the kind of follow-up.

    Raises ConfigError for a template that is not one.
    """

    def __init__(self, templates: Mapping[str, str], me: Me) -> None:
        self._me = me
        self._templates = {}
        for name, source in templates.items():
            try:
                self._templates[name] = _compiled(source)
            except jinja2.TemplateSyntaxError as error:
                raise ConfigError(f"drafts: {name}.txt, line {error.lineno}: {error.message}") from None
        self.digest = hashlib.blake2b(repr((sorted(templates.items()), me)).encode()).hexdigest()

    def render(self, follow_up: FollowUp) -> str:
        """Write the message. Raises ConfigError where the template asks for something that there is not."""
        try:
            return self._templates[follow_up.kind.value].render(self._names(follow_up)).strip()
        except (jinja2.TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            raise ConfigError(f"drafts: {follow_up.kind}.txt: {error}") from None

    def _names(self, follow_up: FollowUp) -> dict[str, object]:
        interview, me = follow_up.interview, self._me
        decision = interview.decision
        if decision and interview.day and decision < interview.day:
            decision = None  # no rule uses it either, and the user has been told
        signature = filter(None, (me.name or "[your name]", me.phone, me.email))
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
            "met": interview.day is not None,
            "on_day": f" on {short(interview.day)}" if interview.day else "",
            "decision": short(decision) if decision else "",
            "discussed": discussed_with(follow_up),
            "references": [_with_address(person) for person in interview.references],
            "phone": phone_for_references(interview),
            "by_call": interview.by_call,
            "by_letter": interview.by_letter,
            "gentle": interview.style == "gentle",
            "owed_thanks": follow_up.owed_thanks,
            "me": "\n".join(signature),
            "my_name": me.name or "[your name]",
            "my_phone": me.phone or "[your number]",
        }


def ingredients(interview: Interview) -> tuple[object, ...]:
    """Give everything of an interview that a draft may show: while it stays, so do its drafts."""
    return (
        interview.company, interview.role, interview.round, str(interview.day), str(interview.decision),
        interview.discussed, tuple(map(tuple, interview.references)), interview.contact_phone,
        tuple(map(tuple, interview.interviewers)), interview.by_call, interview.by_letter, interview.style,
    )  # fmt: skip


def discussed_with(follow_up: FollowUp) -> str:
    """Give what was discussed with the person met: their parts of "Jane: ...; Bob: ...", else nobody's.

    To anybody else all of it is told, without the names.
    """
    text, people = follow_up.interview.discussed, follow_up.interview.interviewers
    if ":" not in text or not people:
        return text
    parts = [part.strip() for part in text.replace("\n", ";").split(";")]
    said = [(part, {person: _said_with(person, part) for person in people}) for part in parts if part]
    if not any(any(to.values()) for _, to in said):
        return text
    if follow_up.kind is not Kind.THANK_YOU or follow_up.person is None:
        return "; ".join(next(filter(None, to.values()), part) for part, to in said)
    theirs = [to[follow_up.person] for _, to in said if to[follow_up.person]]
    return "; ".join(theirs or [part for part, to in said if not any(to.values())])


def _said_with(person: Person, part: str) -> str:
    """Give what follows "Jane:" in a part of the cell, where that is the person's name or first name."""
    name, _, said = part.partition(":")
    key = person_key(person.name)
    return said.strip() if person_key(name) in {key, key.partition(" ")[0]} else ""


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
