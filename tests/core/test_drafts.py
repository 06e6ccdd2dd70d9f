"""The messages: what each of them says, and what a template of the user's own may and may not do."""

import textwrap
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sync.core.drafts import Drafts
from sync.core.model import Kind
from sync.core.settings import Me
from sync.drafts import load
from sync.errors import ConfigError
from tests.core.tables import ALL_KINDS, SETTINGS, TODAY, cases, follow_ups, row

BUILT_IN = load(None)
DRAFTS = Drafts(BUILT_IN, SETTINGS.me)
DAY = "2026-11-18"
ASKING_FOR = {
    Kind.REFERENCES: {"references": "Ann Lee"},
    Kind.REPLY: {"outcome": "Rejected"},
    Kind.OFFER_CALL: {"outcome": "Offer"},
    Kind.FEEDBACK: {"feedback_wanted": "2026-11-18"},
}


def asking_for(kind: Kind) -> dict[str, Any]:
    """Give the cells that a kind takes beside an interview."""
    return ASKING_FOR.get(kind, {})


def drafts_of(kind: Kind, today: date = TODAY, drafts: Drafts = DRAFTS, **cells: str) -> list[str]:
    """Give the messages of one kind that a row asks for, in its order."""
    sheet = row(**{"interview_date": DAY} | cells)
    return [drafts.render(item) for item in follow_ups(sheet, today=today, settings=ALL_KINDS, kind=kind)]


def draft_of(kind: Kind, **cells: str) -> str:
    return drafts_of(kind, TODAY, DRAFTS, **cells)[0]


def shows(draft: str, text: str) -> bool:
    """Tell whether a message is this text, which is broken into lines and indented to fit in here."""
    lines = [textwrap.fill(line, 100) for line in draft.splitlines()]
    return "\n".join(lines) == textwrap.dedent(text).strip()


def own(template: str, me: Me = SETTINGS.me) -> Drafts:
    return Drafts({**BUILT_IN, "thank-you": template}, me)


# Thank-you


@cases("""
    thank-you by | sent as
                 | e-mail
    e-mail       | e-mail
    letter       | letter
    card         | letter
""")
def test_ty_3_by_email_unless_the_row_says_letter_or_card(thank_you_by: str, sent_as: str) -> None:
    draft = draft_of(Kind.THANK_YOU, interviewers="Jane Doe", thank_you_by=thank_you_by)
    assert draft.startswith("Subject: ") is (sent_as == "e-mail")


def test_ty_4_short_friendly_signed_and_ready_to_send() -> None:
    draft = draft_of(Kind.THANK_YOU, interviewers="Jane Doe", role="Cook", discussed="the new menu")
    assert shows(
        draft,
        """
        Subject: Thank you for meeting me

        Dear Jane Doe,

        Thank you for your time on Wed 18 Nov and for a good conversation about the Cook role.

        What we talked about stays with me: the new menu

        I believe that my experience fits what you are looking for, and I am very interested in joining
        Acme.

        I look forward to hearing from you.

        Kind regards,
        Pauline Hayes
        +44 20 7946 0000
        pauline@example.org
        """,
    )


@cases("""
    interviewers                  | greeting
    Jane Doe                      | Dear Jane Doe,
    jos\xe9   \xc1LVAREZ          | Dear jos\xe9 \xc1LVAREZ,
    Siobh\xe1n O'Neill-Ng, CTO    | Dear Siobh\xe1n O'Neill-Ng,
    {{ 7 * 7 }} <b>&amp;          | Dear {{ 7 * 7 }} <b>&amp,
                                  | Dear Sir or Madam,
""")
def test_ty_4_the_name_is_spelled_as_in_the_sheet(interviewers: str, greeting: str) -> None:
    assert greeting in draft_of(Kind.THANK_YOU, interviewers=interviewers).splitlines()


WAYS = (
    "What we talked about stays with me",
    "I have been thinking about what we discussed",
    "One thing I took away",
)


@cases("""
    discussed                               | with Jane           | with Bob    | with Ann
    the menu                                | the menu            | the menu    | the menu
    the menu; lunch at 7:30                 | the menu; lunch at 7:30 | the menu; lunch at 7:30 | (the same)
    Jane: the menu; Bob: the rota           | the menu            | the rota    |
    Jane Doe: the menu; bob roe : the rota  | the menu            | the rota    |
    JANE: the menu; hours; Bob: the rota    | the menu            | the rota    | hours
    Jane: eggs 3:1; Jane: the menu          | eggs 3:1; the menu  |             |
    Bob: the rota; the plan: grow           | the plan: grow      | the rota    | the plan: grow
    Doe: the menu; Mr Roe: the rota         | the menu            | the rota    |
    Frau Doe: the menu; Bob and Ann: hours  | the menu            | hours       | hours
""")
def test_ty_4_each_reads_what_was_discussed_with_them_and_not_with_another(
    discussed: str, with_jane: str, with_bob: str, with_ann: str
) -> None:
    drafts = drafts_of(Kind.THANK_YOU, interviewers="Jane Doe; Bob Roe; Ann Lee", discussed=discussed)
    said = [with_jane, with_bob, with_bob if with_ann == "(the same)" else with_ann]
    for draft, way, each in zip(drafts, WAYS, said, strict=True):
        lines = [line for line in draft.splitlines() if line.startswith(way)]
        assert lines == ([f"{way}: {each}"] if each else [])


def test_ty_4_each_part_may_stand_on_a_line_of_its_own() -> None:
    drafts = drafts_of(
        Kind.THANK_YOU, interviewers="Jane Doe; Bob Roe", discussed="Jane: the ledger\nBob: on-call"
    )
    assert ["the ledger" in draft for draft in drafts] == [True, False]
    assert ["on-call" in draft for draft in drafts] == [False, True]


@cases("""
    interviewers                        | discussed
    Jane Doe; Bob Roe; Ann Lee          |
    Jane Doe; Bob Roe; Ann Lee          | the ledger
    Jane Doe; Bob Roe; Ann Lee; Tom Lim | Jane: the ledger; Bob: on-call; Ann: hours; Tom: pay
""")
def test_ty_4_no_two_of_a_panel_get_the_same_text(interviewers: str, discussed: str) -> None:
    drafts = drafts_of(Kind.THANK_YOU, interviewers=interviewers, discussed=discussed)
    texts = {draft.partition("\n\n")[2].partition("\n")[2] for draft in drafts}  # the greeting apart
    assert len(texts) == len(drafts) == interviewers.count(";") + 1


@cases("""
    references                                 | offered
    Ann Lee                                    | Ann Lee.
    Ann Lee <ann@acme.com>; Tom +44 7700 90077 | Ann Lee (ann@acme.com); Tom (+44 7700 90077).
    ann@acme.com                               | ann@acme.com.
                                               |
""")
def test_ty_5_the_draft_offers_the_references_that_the_row_lists(references: str, offered: str) -> None:
    draft = draft_of(Kind.THANK_YOU, interviewers="Jane Doe", references=references)
    sentence = "If it helps, these people are happy to speak about my work: "
    found = [line.removeprefix(sentence) for line in draft.splitlines() if line.startswith(sentence)]
    assert found == ([offered] if offered else [])


@cases("""
    sent | today      | owed
         | 2026-11-25 | no
         | 2026-11-26 | yes
    yes  | 2026-11-26 | no
""")
def test_ty_6_thanks_that_were_missed_go_into_the_check_in(sent: str, today: str, owed: str) -> None:
    [draft] = drafts_of(
        Kind.CHECK_IN, date.fromisoformat(today), interviewers="Jane Doe", thank_you_sent=sent
    )
    late = "I should have told you sooner how much I enjoyed our conversation."
    assert (late in draft) is (owed == "yes")


# References


def test_rf_1_a_reference_hears_of_the_interview_the_company_the_role_and_the_number() -> None:
    draft = draft_of(
        Kind.REFERENCES,
        references="Ann Lee",
        role="Cook",
        contact_phone="020 7946 0010",
        discussed="the menu",
    )
    assert shows(
        draft,
        """
        Subject: Acme may call you about me

        Dear Ann Lee,

        I had an interview with Acme for the Cook role on Wed 18 Nov, and I would like to give them your
        name. Please expect a call from them, from 020 7946 0010.

        What we talked about: the menu

        Thank you for your help. Tell me if another time or another number suits you better.

        Kind regards,
        Pauline Hayes
        +44 20 7946 0000
        pauline@example.org
        """,
    )


@cases("""
    contact phone | interviewers                    | caller
    020 7946 0010 | Jane Doe 020 7946 0018          | 020 7946 0010
                  | Jane Doe 020 7946 0018          | 020 7946 0018
                  | Jane Doe; Bob Roe 020 7946 0019 | 020 7946 0019
""")
def test_rf_1_the_number_is_the_offices_or_an_interviewers(
    contact_phone: str, interviewers: str, caller: str
) -> None:
    draft = draft_of(
        Kind.REFERENCES, references="Ann Lee", contact_phone=contact_phone, interviewers=interviewers
    )
    assert f"Please expect a call from them, from {caller}." in draft


def test_rf_3_where_no_number_is_known_the_draft_says_so() -> None:
    draft = draft_of(Kind.REFERENCES, references="Ann Lee", interviewers="Jane Doe")
    assert "Please expect a call from them." in draft
    assert "I do not know yet which number they will call from" in draft


# Check-in

VOICEMAIL = (
    "Hello Jane Doe, this is Pauline Hayes, following up on our meeting on Wed 18 Nov about the Cook role. "
    "I am still very interested, and I look forward to hearing from you. "
    "I can be reached all day on +44 20 7946 0000. Thank you."
)
NEWS = (
    "Thank you again for your time on Wed 18 Nov. I would like to ask whether there is any news about the "
    "Cook role, and what stage the process has reached."
)
MESSAGE = [
    "Subject: Following up on our meeting",
    "Dear Jane Doe,",
    NEWS,
    "I remain very interested in joining Acme. Is there anything else that you need from me?",
    "Kind regards,",
    "Pauline Hayes",
    "+44 20 7946 0000",
    "pauline@example.org",
]


def check_in(style: str) -> list[str]:
    draft = draft_of(Kind.CHECK_IN, interviewers="Jane Doe", role="Cook", style=style)
    return [line for line in draft.splitlines() if line]


@cases("""
    style     | begins with
              | Subject: Following up on our meeting
    standard  | Subject: Following up on our meeting
    assertive | Subject: Following up on our meeting
    gentle    | Subject: Following up on our meeting
    call      | Call, and if nobody answers leave this message:
""")
def test_ci_6_by_email_unless_the_row_says_call(style: str, begins_with: str) -> None:
    assert check_in(style)[0] == begins_with


def test_ci_6_it_thanks_asks_for_news_and_for_the_stage_repeats_the_interest_and_asks_what_they_need() -> (
    None
):
    assert check_in("standard") == [*MESSAGE, "If you call instead and nobody answers:", VOICEMAIL]
    assert check_in("call") == [
        "Call, and if nobody answers leave this message:",
        VOICEMAIL,
        "Or by e-mail:",
        *MESSAGE,
    ]


def test_ci_5_gentle_is_by_email_and_never_by_voicemail() -> None:
    assert check_in("gentle") == MESSAGE


@pytest.mark.parametrize("promise", ["call back", "call again", "call you", "I will call", "try again"])
def test_ci_6_the_voicemail_leaves_the_ball_in_their_court(promise: str) -> None:
    assert promise not in VOICEMAIL


@cases("""
    decision   | sentence
    2026-11-20 | You expected to decide by Fri 20 Nov, so I would like to ask
    2026-11-17 | I would like to ask
               | I would like to ask
""")
def test_ci_6_it_reminds_them_of_the_date_that_they_named(decision: str, sentence: str) -> None:
    draft = draft_of(Kind.CHECK_IN, interviewers="Jane Doe", decision_expected=decision)
    assert f"Thank you again for your time on Wed 18 Nov. {sentence} whether there is any news" in draft


# Around the interview


def test_as_1_the_draft_lists_what_to_ask_and_where_to_write_it() -> None:
    draft = draft_of(Kind.ASK)
    for question in ("what the next step is", "when they will decide", "how you may follow up", "spelled"):
        assert question in draft
    assert "Decision expected, Interviewers" in draft


@cases("""
    contact phone | asked for
                  | yes
    020 7946 0010 |
""")
def test_as_1_the_number_that_references_need_is_asked_for_where_it_is_not_known(
    contact_phone: str, asked_for: str
) -> None:
    assert ("call your references" in draft_of(Kind.ASK, contact_phone=contact_phone)) is bool(asked_for)


@pytest.mark.parametrize("interview_on", ["2026-11-24", "2026-12-15"])
def test_a_no_before_the_interview_is_answered_without_thanks_for_it(interview_on: str) -> None:
    [draft] = drafts_of(Kind.REPLY, date(2026, 11, 23), interview_date=interview_on, outcome="Rejected")
    assert "Thank you for telling me. I am sorry that it is not to be this time.\n" in draft


def test_cl_2_the_reply_is_gracious_and_fb_1_asks_once_for_feedback_by_phone_where_possible() -> None:
    draft = draft_of(
        Kind.REPLY,
        outcome="Rejected",
        interviewers="Jane Doe, CTO",
        role="Cook",
        contact_phone="020 7946 0010",
    )
    assert draft.startswith("Best by phone (020 7946 0010)")
    assert "Ask once; no answer is an answer." in draft
    assert "Dear Jane Doe,\n\nThank you for telling me" in draft
    assert "what I could do better" in draft
    assert "I hope that our paths cross again" in draft


def test_of_1_the_call_thanks_them_and_asks_what_comes_next_until_when_and_fb_1_for_feedback() -> None:
    draft = draft_of(Kind.OFFER_CALL, outcome="Offer", interviewers="Jane Doe", role="Cook")
    assert draft.startswith("Call, and:\n\n- thank them for the offer for the Cook role")
    for part in (
        "what comes next, and until when it is open",
        "what stood out in your favour",
        "accept only when you are",
    ):
        assert part in draft


def test_fb_2_the_feedback_has_something_good_and_something_to_mend() -> None:
    draft = draft_of(Kind.FEEDBACK, feedback_wanted=DAY, interviewers="Jane Doe; Bob Roe")
    assert "What I liked: [" in draft
    assert "What could be better: [one thing, kindly put]." in draft
    assert draft.startswith("Subject: ")


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize(
    "cells", [{}, {"interviewers": "Jane Doe", "role": "Cook", "discussed": "Jane: menu"}]
)
def test_no_message_has_a_gap_of_two_lines_or_a_space_where_nothing_is_known(
    kind: Kind, cells: dict[str, Any]
) -> None:
    for draft in drafts_of(kind, **(asking_for(kind) | cells)):
        assert "\n\n\n" not in draft
        assert "  " not in draft
        assert " ." not in draft


# The signature, and templates of the user's own


@pytest.mark.parametrize(
    ("me", "signature"),
    [
        (
            Me("Pauline Hayes", "pauline@example.org", "020 7946 0000"),
            ["Pauline Hayes", "020 7946 0000", "pauline@example.org"],
        ),
        (Me("Pauline Hayes"), ["Pauline Hayes"]),
        (Me(), ["[your name]"]),
    ],
)
@pytest.mark.parametrize("kind", Kind)
def test_every_message_is_signed(kind: Kind, me: Me, signature: list[str]) -> None:
    [draft] = drafts_of(kind, drafts=Drafts(BUILT_IN, me), style="gentle", **asking_for(kind))
    if kind is Kind.ASK:  # what to ask is said, not sent
        assert "Kind regards" not in draft
        return
    *_, regards = draft.splitlines()[: -len(signature)]
    assert draft.splitlines()[-len(signature) :] == signature
    assert regards in {"Kind regards,", "With best wishes,"}


def test_a_voicemail_without_a_number_says_where_to_put_it() -> None:
    [draft] = drafts_of(Kind.CHECK_IN, drafts=Drafts(BUILT_IN, Me()))
    assert "this is [your name]," in draft
    assert "I can be reached all day on [your number]." in draft


def test_a_template_of_the_users_own_takes_the_place_of_the_built_in_one() -> None:
    template = "{{ person }}: {{ company }}, {{ role }}, {{ round }}{{ on_day }}\n{{ me }}\n"
    drafts = drafts_of(
        Kind.THANK_YOU, drafts=own(template, Me("Pauline")), interviewers="Jane Doe", role="Cook", round="2"
    )
    assert drafts == ["Jane Doe: Acme, Cook, 2 on Wed 18 Nov\nPauline"]


@pytest.mark.parametrize(
    "template",
    [
        "{{ person }} {{ place }} {{ company }} {{ role }} {{ about_role }} {{ for_role }} {{ round }}",
        "{{ on_day }} {{ decision }} {{ discussed }} {{ references }} {{ phone }}",
        "{{ by_call }} {{ by_letter }} {{ gentle }} {{ owed_thanks }} {{ named }} {{ again }} {{ met }}",
        "{{ me }} {{ my_name }} {{ my_phone }}",
    ],
)
@pytest.mark.parametrize("kind", Kind)
def test_every_template_has_the_same_names_to_fill_in(kind: Kind, template: str) -> None:
    drafts = drafts_of(kind, drafts=Drafts({kind.value: template}, Me()), **asking_for(kind))
    assert [draft for draft in drafts if "could not be written" not in draft]


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ("Dear\n{{ person", "drafts: thank-you.txt, line 2: unexpected end of template"),
        ("{% if person %}", "drafts: thank-you.txt, line 1: Unexpected end of template"),
        ("{{ person | shout }}", "drafts: thank-you.txt, line 1: No filter named 'shout'"),
    ],
)
def test_a_template_that_is_none_is_told_with_its_line(template: str, sentence: str) -> None:
    with pytest.raises(ConfigError) as caught:
        own(template)
    assert str(caught.value).startswith(sentence)
    assert "\n" not in str(caught.value)


def test_a_misspelt_name_is_told_with_those_that_there_are_before_any_draft_asks_for_it() -> None:
    with pytest.raises(ConfigError) as caught:
        own("{% if again %}{{ persona }}{% endif %}")
    assert str(caught.value).startswith(
        "drafts: thank-you.txt: there is no persona to fill in; there are person, named, again, place, "
    )


@pytest.mark.parametrize(
    "template",
    [
        "{% set first = person.split()[0] %}{{ first }}",
        "{% macro to(who) %}Dear {{ who }}{% endmacro %}{{ to(person) }}",
        "{% for each in references %}{{ loop.index }} {{ each }}{% endfor %}",
        "{% for at in range(2) %}{{ at }}{% endfor %}",
        "{{ references | first }}",
    ],
)
def test_names_that_a_template_makes_itself_and_those_of_jinja_are_known(template: str) -> None:
    assert drafts_of(Kind.THANK_YOU, drafts=own(template), references="Ann Lee")


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ("{{ person.surname }}", "drafts: thank-you.txt: 'str object' has no attribute 'surname'"),
        ("{{ person + 1 }}", "drafts: thank-you.txt: can only concatenate str"),
        ("{{ 1 / place }}", "drafts: thank-you.txt: division by zero"),
        ("{{ references | xmlattr }}", "drafts: thank-you.txt: 'list' object has no attribute 'items'"),
        ("{{ company.index('z') }}", "drafts: thank-you.txt: substring not found"),
        ("{% include 'other.txt' %}", "drafts: thank-you.txt: no loader for this environment specified"),
    ],
)
def test_what_no_interview_can_answer_is_told_when_the_template_is_read(template: str, sentence: str) -> None:
    with pytest.raises(ConfigError) as caught:
        own(template)
    assert str(caught.value).startswith(sentence)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("template", "why"),
    [
        ("{{ references.pop() }}", "pop from empty list"),
        ("{{ references[0] }}", "list object has no element 0"),
        ("{{ 1 // (role | length) }}", "integer division or modulo by zero"),
    ],
)
def test_a_template_that_cannot_take_one_interview_says_so_in_that_draft(template: str, why: str) -> None:
    drafts = drafts_of(Kind.THANK_YOU, drafts=own(template), role="")
    assert drafts == [f"This draft could not be written: thank-you.txt: {why}"]


def test_the_readme_has_every_name_that_a_draft_may_fill_in() -> None:
    with pytest.raises(ConfigError) as caught:
        own("{{ nothing }}")
    names = str(caught.value).rpartition("there are ")[2].split(", ")
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    assert [name for name in names if f"`{name}`" not in readme] == []


def test_the_digest_tells_other_templates_and_another_signature_apart() -> None:
    others = [DRAFTS, own("Dear {{ person }}"), Drafts(BUILT_IN, replace(SETTINGS.me, phone="1"))]
    assert len({drafts.digest for drafts in others}) == len(others)
    assert Drafts(dict(sorted(BUILT_IN.items(), reverse=True)), SETTINGS.me).digest == DRAFTS.digest
