"""The agenda page: what stands on it and where, links that hold what was meant, the same bytes each time."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from lxml import html

from sync import drafts, example
from sync.core.drafts import Drafts
from sync.core.model import Cell
from sync.core.plan import Plan
from sync.core.settings import Me
from sync.page import policy, render
from sync.page.links import Letter, addresses, letter, mailto, tel, webcal
from sync.publish.web import PASSWORD
from tests.core.tables import SETTINGS, TODAY, cases
from tests.helpers import DRAFTS, FEED, SETTINGS_FILE, Desk, lay_out, sync
from tests.publish.places import NAME, SECRET, USER_NAME, dav_server

ADDRESS = "https://cal.example.org/3f9c1e7ab2d8/followups.ics"
SHEET = "https://docs.google.com/spreadsheets/d/abc/edit#gid=0"
PRIVATE = replace(SETTINGS, feed=replace(SETTINGS.feed, detail="private"))


def plan_of(rows: str | list[list[Cell]], now: str = "2026-11-18", *, private: bool = False) -> Plan:
    plan = Desk(rows, PRIVATE if private else SETTINGS).plan(now)
    return replace(plan, table=replace(plan.table, url=SHEET))


def page_of(plan: Plan, public_url: str | None = ADDRESS, places: str = "") -> html.HtmlElement:
    page = render(plan, DRAFTS, public_url=public_url, places=places.split())
    return html.document_fromstring(page.decode())


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def titles(page: html.HtmlElement) -> dict[str, list[str]]:
    """Give the follow-ups of each section, by its heading."""
    return {
        section.findtext("h2").strip(): [
            text_of(item.find("h3")) if item.find("h3") is not None else text_of(item)
            for item in section.iter("li")
        ]
        for section in page.xpath("//main/section")
    }


def link(page: html.HtmlElement, scheme: str) -> str:
    """Give where the one link of this scheme leads."""
    [href] = page.xpath("//main//a[starts-with(@href, $scheme)]/@href", scheme=f"{scheme}:")
    return str(href)


# Sections

WEEK = """
Company  | Interview date   | Interviewers | Thank-you sent | Decision expected
Overdue  | 2026-11-16 10:00 | Ann Lee      |                |
Today    | 2026-11-18 10:00 | Ben Roe      |                |
Saturday | 2026-11-22 10:00 | Cat Day      |                |
Monday   | 2026-11-23 10:00 | Dan Poe      |                |
On time  | 2026-11-12 10:00 | Eve Fox      | 2026-11-12     | 2026-11-20
Late     | 2026-11-11 10:00 | Fay Gil      | 2026-11-13     | 2026-11-20
Somehow  | 2026-11-10 10:00 | Gus Hay      | yes            | 2026-11-20
"""


def test_each_follow_up_stands_in_the_section_of_its_day() -> None:
    assert titles(page_of(plan_of(WEEK))) == {
        "Overdue": ["Thank Ann Lee (Overdue)"],
        "Today": ["Thank Ben Roe (Today)"],
        "This week": ["Thank Cat Day (Saturday)"],
        "Later": [
            "Check in with Late",
            "Check in with On time",
            "Check in with Overdue",
            "Check in with Somehow",
            "Thank Dan Poe (Monday)",
            "Check in with Today",
            "Check in with Saturday",
            "Check in with Monday",
        ],
        "Done": [
            "Thank Fay Gil (Late) Fri 13 Nov, late",
            "Thank Eve Fox (On time) Thu 12 Nov, in time",
            "Thank Gus Hay (Somehow) due Tue 10 Nov",
        ],
    }


def test_an_item_tells_whom_when_why_and_what_to_say() -> None:
    page = page_of(
        plan_of("""
        Company | Role     | Round  | Interview date   | Interviewers
        Acme    | Engineer | Onsite | 2026-11-18 10:00 | Jane Doe <jane@acme.example> +44 20 7946 0018
        """)
    )
    [item] = page.xpath("//section[@class='today']//li")
    assert [text_of(part) for part in item[:4]] == [
        "Thank Jane Doe (Acme)",
        "Wed 18 Nov, 18:00 \N{MIDDLE DOT} Engineer \N{MIDDLE DOT} Onsite",
        "TY-2: same evening",
        "E-mail Jane Doe Call Jane Doe Sheet",
    ]
    assert item.xpath(".//a/@href")[1:] == ["tel:+442079460018", f"{SHEET}&range=A2"]
    [draft] = item.xpath(".//details/div/text()")
    assert draft.startswith("Subject: Thank you for meeting me\n\nDear Jane Doe,\n\n")


def test_an_empty_sheet_says_that_there_is_nothing_to_do() -> None:
    page = page_of(plan_of("Company | Interview date"))
    assert titles(page) == {}
    assert "Nothing to follow up." in text_of(page.find(".//main"))
    assert "Nothing is due in the next eight weeks." in text_of(page.find(".//aside"))


def test_headings_and_landmarks_are_in_order() -> None:
    page = page_of(plan_of(WEEK))
    assert [element.tag for element in page.find("body")] == ["header", "main", "aside", "footer"]
    levels = [int(element.tag[1]) for element in page.iter("h1", "h2", "h3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.xpath("//nav/a/@href")} <= set(ids)
    assert set(page.xpath("//@aria-labelledby")) <= set(ids)


# Charts


def test_the_charts_say_in_words_what_they_draw() -> None:
    weeks, in_time = page_of(plan_of(WEEK)).xpath("//aside//*[local-name()='svg'][@role='img']")
    assert weeks.get("aria-label") == (
        "Follow-ups due in each week. Week of 16 Nov: 2; Week of 23 Nov: 7; Week of 30 Nov: 1; "
        "Week of 7 Dec: 0; Week of 14 Dec: 0; Week of 21 Dec: 0; Week of 28 Dec: 0; Week of 4 Jan: 0."
    )
    assert [rect.get("height") for rect in weeks.iter("rect")] == ["21", "72", "10"]
    assert in_time.get("aria-label") == "1 of 2 done in time, 1 late."
    assert [rect.get("width") for rect in in_time.iter("rect")] == ["336", "168"]


def test_without_a_day_on_which_something_was_done_nothing_is_said_of_time() -> None:
    page = page_of(plan_of("Company | Interview date | Thank-you sent\nAcme | 2026-11-12 | yes"))
    assert "Done in time" not in text_of(page)


# Subscribing


def test_the_panel_leads_into_every_calendar() -> None:
    panel = page_of(plan_of(WEEK)).xpath("//section[@aria-labelledby='subscribe']")[0]
    assert panel.xpath(".//code[@class='address']/text()") == [ADDRESS]
    assert panel.xpath(".//a/@href")[0] == ADDRESS.replace("https:", "webcal:")
    assert panel.xpath(".//summary/text()") == ["Google Calendar", "Apple Calendar", "Outlook"]
    assert len(panel.xpath(".//div[@class='qr']/*[local-name()='svg']/*[local-name()='path']")) > 0
    assert panel.xpath("//script") == []


def test_without_an_address_the_panel_says_how_to_get_one() -> None:
    panel = page_of(plan_of(WEEK), None).xpath("//section[@aria-labelledby='subscribe']")[0]
    [told] = panel.xpath("div[@id='nowhere']")
    assert "followups serve" in text_of(told)
    assert "[[publish]]" in text_of(told)
    assert len(panel.xpath("div[@id='here'][@hidden]")) == 1
    assert panel.xpath(".//div[@class='qr']") == []


@cases("""
places                            | told                                                      | untold
                                  | No calendar can reach this feed yet                       | each sync
google-calendar                   | Google Calendar gets these reminders with each sync       | No calendar
https://cloud.example/f.ics       | The feed goes to a server with each sync. Its address     | No calendar
gs://bucket                       | The feed goes to a server with each sync. Its address     | Calendar gets
google-calendar s3://bucket/f.ics | Google Calendar gets these reminders with each sync       | No calendar
google-calendar s3://bucket/f.ics | The feed goes to a server with each sync. Its address     | No calendar
""")
def test_without_an_address_the_panel_says_where_the_reminders_go(
    places: str, told: str, untold: str
) -> None:
    page = page_of(plan_of(WEEK), None, places)
    panel = text_of(page.xpath("//section[@aria-labelledby='subscribe']")[0])
    assert told in panel
    assert untold not in panel


def test_an_address_too_long_for_a_code_is_shown_without_one() -> None:
    page = page_of(plan_of(WEEK), f"https://example.org/{'a' * 3000}.ics")
    assert page.xpath("//div[@class='qr']") == []


@cases("""
url                        | calendar
https://a.example/f.ics    | webcal://a.example/f.ics
http://127.0.0.1:8000/f    | webcal://127.0.0.1:8000/f
HTTPS://a.example/http:x   | webcal://a.example/http:x
""")
def test_webcal_takes_the_place_of_the_scheme(url: str, calendar: str) -> None:
    assert webcal(url) == calendar


@pytest.mark.parametrize(
    ("to", "told"),
    [
        ('"gs://bucket"', "The feed goes to a server with each sync"),
        ('"http://127.0.0.1:1/f.ics"\nuser = "paul"', "No calendar can reach this feed yet"),
    ],
)
def test_a_run_tells_the_page_of_places_off_this_machine_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, to: str, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    lay_out(settings=f"{SETTINGS_FILE}[[publish]]\nto = {to}\n")
    assert sync().code == 2  # nobody is signed in, at either place
    assert told in Path("feed/index.html").read_text("utf-8")


def a_folder() -> None:
    Path("feed/index.html").mkdir(parents=True)


def a_link_to_nowhere() -> None:
    Path("feed").mkdir()
    Path("feed/index.html").symlink_to("nowhere/index.html")


@pytest.mark.parametrize("in_its_place", [a_folder, a_link_to_nowhere])
def test_a_page_that_cannot_be_read_or_written_is_told_and_stops_no_other_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_its_place: Callable[[], None]
) -> None:
    monkeypatch.chdir(tmp_path)
    in_its_place()
    monkeypatch.setenv(PASSWORD, SECRET)
    with dav_server(tmp_path / "dav") as root:
        lay_out(settings=f'{SETTINGS_FILE}[[publish]]\nto = "{root}/{NAME}"\nuser = "{USER_NAME}"\n')
        said = sync()
    assert (tmp_path / "dav" / NAME).read_bytes() == FEED.read_bytes()
    assert said.code == 2
    assert "followups: feed/index.html cannot be written: " in said.err


# Links


@pytest.mark.parametrize(
    "text",
    [
        "Jürgen Müller-Lüdenscheidt",
        "R&D + 100 % = #1?",
        "says \"hi\" & 'bye' <b>",
        "one\ntwo\n\nthree",
        "%0D%0ABcc: x@y.example",
        "\N{PARTY POPPER}",
    ],
)
def test_a_mail_opens_with_what_was_meant(text: str) -> None:
    subject = text.replace("\n", " ")
    href = mailto(["jane+jobs@acme.example"], Letter(subject, text))
    assert href.isascii()
    assert not set(href) & set(" \"'<>\r\n")
    address, _, query = href.removeprefix("mailto:").partition("?")
    assert unquote(address) == "jane+jobs@acme.example"
    assert "+" not in address + query
    fields = dict(pair.split("=") for pair in query.split("&"))
    assert {name: unquote(field) for name, field in fields.items()} == {
        "subject": subject,
        "body": text.replace("\n", "\r\n"),
    }


def test_lines_end_as_rfc_6068_asks() -> None:
    assert mailto(["a@b.example", "c@d.example"], Letter("", "Hi,\nbye")) == (
        "mailto:a@b.example,c@d.example?body=Hi%2C%0D%0Abye"
    )


@cases("""
cell                                | found
jane@acme.example                   | jane@acme.example
Jane <jane@acme.example>            | jane@acme.example
a@b.example, c@d.example            | a@b.example c@d.example
m\u00fcller@b\u00fccher.example     | m\u00fcller@b\u00fccher.example
ask at the desk                     |
javascript:alert(1)                 |
x@y.example?bcc=evil@z.example      | x@y.example
Mail jobs@init.example.             | jobs@init.example
write to e.v@acme.example!          | e.v@acme.example
hr@acme.example/boss@acme.example   | hr@acme.example boss@acme.example
mailto:o'brien+jobs@acme.co.uk?     | o'brien+jobs@acme.co.uk
somebody@the-desk                   |
""")
def test_addresses_are_picked_out_of_a_cell(cell: str, found: str) -> None:
    assert " ".join(addresses(cell)) == found


def test_an_address_cannot_add_a_field_to_the_mail() -> None:
    href = mailto(addresses("x@y.example?bcc=evil"), Letter("S", "B"))
    assert dict(parse_qsl(urlsplit(href).query)) == {"subject": "S", "body": "B"}


@cases("""
cell                          | href
+44 20 7946 0018              | tel:+442079460018
+44 (0)20 7946-0018           | tel:+442079460018
(020) 7946 0018 ext. 12       | tel:02079460018;ext=12
020 7946 0018 x12             | tel:02079460018;ext=12
Tel: 020.7946.0018 / 07700 9  | tel:02079460018
ask                           | None
javascript:alert(1)           | None
""")
def test_the_first_number_of_a_cell_can_be_called(cell: str, href: str) -> None:
    assert str(tel(cell)) == href


def test_a_mail_is_what_stands_between_subject_and_signature() -> None:
    mail = "Dear Jane,\n\nAnd?\n\nPauline\n+44"
    draft = f"Call first.\n\nSubject: News?\n\n{mail}\n\nIf you call:\n\nthis is Pauline"
    assert letter(draft, "Pauline\n+44") == ("News?", mail)


def test_a_draft_without_a_subject_is_all_mail() -> None:
    assert letter("Dear Jane,\n\nthanks.", "Pauline") == ("", "Dear Jane,\n\nthanks.")


def test_a_check_in_by_mail_leaves_the_voicemail_out() -> None:
    page = page_of(
        plan_of("""
        Company | Interview date | Follow up on | Contact email
        Acme    |                | 2026-11-19   | jobs@acme.example
        """)
    )
    href = link(page, "mailto")
    body = unquote(href.partition("&body=")[2])
    assert href.startswith("mailto:jobs@acme.example?subject=Following%20up%20on%20my%20application&body=")
    assert body.startswith("Dear Sir or Madam,\r\n\r\n")
    assert body.endswith("\r\nPauline Hayes\r\n+44 20 7946 0000\r\npauline@example.org")
    assert "If you call instead" in text_of(page.find(".//main"))


@cases("""
field                 | who                          | contact          | reached
interviewers          | Jane Doe <j@acme.example>    | hr@acme.example  | j@acme.example
interviewers          | Jane Doe                     | hr@acme.example  | hr@acme.example
references            | Ann Lee <a@lee.example>      | hr@acme.example  | a@lee.example
references            | Ann Lee                      | hr@acme.example  | nobody
interviewers          | Jane Doe                     |                  | nobody
""")
def test_a_mail_goes_to_the_person_else_to_the_company_but_never_for_a_reference(
    field: str, who: str, contact: str, reached: str
) -> None:
    heading = field.capitalize()
    headings, cells = f"Interview date | {heading} | Contact email", f"2026-11-18 10:00 | {who} | {contact}"
    page = page_of(plan_of(f"Company | {headings}\nAcme | {cells}"))
    kind = {"interviewers": "Thank Jane", "references": "Tell Ann"}[field]
    hrefs = page.xpath("//li[starts-with(h3, $kind)]//a[starts-with(@href, 'mailto:')]/@href", kind=kind)
    assert [href[7:].partition("?")[0] for href in hrefs] == ([] if reached == "nobody" else [reached])


# Hostile cells

HOSTILE = [
    "<script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)",
    "</title></style></div><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1234567)",
    "&lt;b&gt;\x00\ud800",
]


@pytest.mark.parametrize("cell", HOSTILE, ids=ascii)
def test_a_hostile_cell_stays_text(cell: str) -> None:
    headings = ("Company", "Role", "Round", "Interviewers", "Contact email", "Contact phone", "Discussed")
    plan = plan_of([[*headings, "Interview date"], [*[cell] * len(headings), "2026-11-18 10:00"]])
    plan = replace(
        plan, settings=replace(SETTINGS, feed=replace(SETTINGS.feed, name=cell.strip("\x00\ud800")))
    )
    page = page_of(plan, None)
    assert len(page.xpath("//script | //img | //style")) == 2
    assert not [name for name in page.xpath("//@*/..") for name in name.attrib if name.startswith("on")]
    schemes = {href.partition(":")[0] for href in page.xpath("//@href") if not href.startswith("#")}
    assert schemes <= {"mailto", "tel", "https", "data"}
    assert "49" not in text_of(page.find(".//main"))


@pytest.mark.parametrize(
    ("sheet", "row"),
    [(SHEET, f"{SHEET}&range=A4"), ("https://sheets.example/mine", "https://sheets.example/mine")],
)
def test_each_one_links_to_its_row_where_the_sheet_has_addresses_for_rows(sheet: str, row: str) -> None:
    plan = plan_of(WEEK)
    [item] = [each for each in plan.follow_ups if each.interview.row == 4][:1]
    plan = replace(plan, table=replace(plan.table, url=sheet), follow_ups=(item,))
    assert page_of(plan).xpath("//a[@class='sheet']/@href") == [row]


def test_a_sheet_that_is_no_web_page_is_not_linked() -> None:
    plan = plan_of(WEEK)
    plan = replace(plan, table=replace(plan.table, url="javascript:alert(1)"))
    assert b"javascript:" not in render(plan, DRAFTS, public_url=None)


def test_cells_that_need_a_look_are_told_first_and_not_in_private() -> None:
    sheet = "Company | Interview date\nAcme | 13/45/2026\nGlobex | 2026-11-24"
    [told] = page_of(plan_of(sheet)).xpath("//section[@class='problems']//li")
    assert text_of(told).startswith('Row 2, Interview date: "13/45/2026" is not a date')
    assert not page_of(plan_of(sheet, private=True)).xpath("//section[@class='problems']")
    assert not page_of(plan_of(WEEK)).xpath("//section[@class='problems']")


def test_of_very_many_the_first_are_shown_and_the_rest_counted() -> None:
    rows = "\n".join(f"Company {number} | 2026-12-01 | Jane Doe" for number in range(250))
    plan = plan_of(f"Company | Interview date | Interviewers\n{rows}")
    [later] = page_of(plan).xpath("//section[@class='later']")
    assert len(later.xpath(".//li")) == 200
    assert "And 300 more, in the sheet." in text_of(later)


# Private


def test_private_tells_no_name_no_draft_and_no_address() -> None:
    plan = plan_of(example.rows(TODAY), private=True)
    page = page_of(plan)
    told = render(plan, DRAFTS, public_url=ADDRESS).decode()
    secrets = {"mailto:", "tel:", "@acme", "Dear", "Pauline", "mine.xlsx"}
    for item in plan.follow_ups:
        secrets |= {item.interview.company, item.interview.role or "-----", item.interview.round or "-----"}
        secrets |= {item.person.name} if item.person else set()
    assert not [secret for secret in secrets if secret in told]
    assert titles(page)["Overdue"] == ["Send a thank-you note", "Check in after an interview"]


# The same bytes


def test_a_run_later_that_day_gives_the_same_bytes() -> None:
    first, later, tomorrow = (
        render(plan_of(WEEK, now), DRAFTS, public_url=ADDRESS)
        for now in ("2026-11-18T00:10", "2026-11-18T22:50", "2026-11-19T00:10")
    )
    assert first == later != tomorrow


def test_a_run_after_a_sync_gives_the_same_bytes() -> None:
    desk = Desk(WEEK)
    first, second = (
        render(desk.sync(now), DRAFTS, public_url=ADDRESS) for now in ("2026-11-18T09:00", "2026-11-18T15:00")
    )
    assert first == second


# Size and safety


def many(open_: int, done: int) -> Plan:
    """A sheet with so many thank-yous that are open and done, all ended so that there are no check-ins."""
    cells = "Engineer | 2026-11-1{} 10:00 | Jane Doe <jane@acme.example> +44 20 7946 0018 | {} | {}"
    rows = [f"Acme {at} | {cells.format(6, '', '')}" for at in range(open_ // 2)]
    rows += [f"Old {at} | {cells.format(0, 'yes', 'Rejected')}" for at in range(done)]
    header = "Company | Role | Interview date | Interviewers | Thank-you sent | Outcome"
    return plan_of("\n".join((header, *rows)))


def test_two_hundred_follow_ups_fit_on_a_small_page() -> None:
    plan = many(open_=40, done=160)
    assert len(plan.follow_ups) >= 200
    assert len(render(plan, DRAFTS, public_url=ADDRESS)) < 120_000


def test_of_thousands_all_open_and_the_latest_done_are_shown() -> None:
    shown = titles(page_of(many(open_=300, done=2000)))
    assert len(shown["Overdue"]) + len(shown["Later"]) == 300
    assert len(shown["Done"]) == 200


def test_the_policy_names_just_the_style_and_the_script_of_the_page() -> None:
    page = page_of(plan_of(WEEK), None)
    assert page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [policy()]
    assert policy().count("'sha256-") == 2
    assert page.xpath("//@style") == []


def test_a_signature_of_no_one_ends_the_mail_too() -> None:
    desk = Desk("""
    Company | Interview date | Follow up on | Contact email
    Acme    |                | 2026-11-19   | jobs@acme.example
    """)
    desk.settings = replace(SETTINGS, me=Me())
    page = html.document_fromstring(
        render(desk.plan("2026-11-18"), Drafts(drafts.load(None), Me()), public_url=None).decode()
    )
    assert unquote(link(page, "mailto")).endswith("\r\n[your name]")
