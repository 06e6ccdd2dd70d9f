"""Who the user is, and where: what `followups init` asks of that, and what follows from the country."""

from contextlib import suppress
from dataclasses import replace

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.languages import get_official_languages

from sync.config_values import zone
from sync.core.workdays import subdivisions
from sync.init.ask import Questions
from sync.init.settings_file import Answers


def asked(answers: Answers, questions: Questions | None, timezone: str) -> Answers:
    """Ask for the name and the time zone, where no flag gave them; `timezone` is the default."""
    if questions is None:
        return answers
    if answers.name is None:
        answers = replace(answers, name=questions.text("Your name, to sign the drafts", ""))
    while answers.timezone is None:
        found = questions.text("Your time zone", timezone)
        if zone(found):
            return replace(answers, timezone=found)
        questions.tell(f'"{found}" is not a time zone; write its IANA name, such as Europe/London')
    return answers


def with_country(answers: Answers, questions: Questions | None, timezone: str) -> Answers:
    """Ask for the country, too: unlike a Google Sheet, no file has a locale for holidays and dates."""
    answers = asked(answers, questions, timezone)
    country = answers.country
    while questions and country is None:
        usual = _country_of(answers.timezone or timezone)
        found = questions.text("Your country, for its public holidays (two letters)", usual).upper()
        if not found:
            break
        if subdivisions(found) is not None:
            country = found
        else:
            questions.tell(f'"{found}" is no country with known holidays; write two letters, such as GB')
    return replace(answers, country=country, day_first=_usual_day_first(country))


def _country_of(timezone: str) -> str:
    """Give the country of a time zone by its two letters, "" for one that is nobody's own."""
    country = get_global("zone_territories").get(timezone, "")
    return country if subdivisions(country) is not None else ""


def _usual_day_first(country: str | None) -> bool | None:
    """Tell whether a country (its ISO code) writes 3 April as 03/04; None where its languages do not say."""
    orders = set()
    for language in get_official_languages(country or "", de_facto=True):
        with suppress(UnknownLocaleError):
            short = Locale.parse(f"{language}_{country}").date_formats["short"].pattern
            orders.add(next(letter for letter in short if letter in "dMy"))
    return {("d",): True, ("M",): False}.get(tuple(orders - {"y"}))
