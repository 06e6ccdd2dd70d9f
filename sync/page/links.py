"""Links that open the user's own programs: mail, telephone, calendar. What a cell holds goes in encoded."""

import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

# As `sync.core.people` reads one: without what stands around it or between two. No field of a mailto: link.
_ADDRESS = re.compile(r"(?<![?&=])\b\w[\w.!#$%&'*+/=?^`{|}~-]{0,63}@(?:[\w-]{1,63}\.){1,8}[\w-]{2,63}")
_NUMBER = re.compile(
    r"(?P<number>\+?\(?\+?\d[\d\s().-]{4,24}\d)(?:\s?(?:x|ext\.?)\s?(?P<extension>\d{1,6}))?",
    re.IGNORECASE | re.ASCII,
)
_TRUNK_ZERO = re.compile(r"\(0\)")
_SUBJECT = re.compile(r"^Subject:(?P<subject>.*)$", re.MULTILINE)


class Letter(NamedTuple):
    """What of a draft goes into a mail."""

    subject: str
    body: str


def letter(draft: str, signature: str) -> Letter:
    """Take the mail out of a draft: from the line after `Subject:` to the signature.

    A draft may say before it and after it what to do instead, such as what to leave on an answering machine.
    """
    found = _SUBJECT.search(draft)
    subject, body = (found["subject"].strip(), draft[found.end() :]) if found else ("", draft)
    signed = re.search(rf"^{re.escape(signature)}$", body, re.MULTILINE) if signature else None
    return Letter(subject, (body[: signed.end()] if signed else body).strip())


def addresses(text: str) -> tuple[str, ...]:
    """Give the mail addresses in a cell's text."""
    return tuple(_ADDRESS.findall(text))


def mailto(to: Iterable[str], mail: Letter) -> str:
    """Give the link that opens a mail, filled in (RFC 6068: percent-encoded UTF-8, lines end with CRLF)."""
    fields = {"subject": mail.subject, "body": mail.body.replace("\n", "\r\n")}
    query = "&".join(f"{name}={quote(text, safe='')}" for name, text in fields.items() if text)
    people = ",".join(quote(address, safe="@") for address in to)
    return f"mailto:{people}?{query}" if query else f"mailto:{people}"


def tel(text: str) -> str | None:
    """Give the link that calls the first number in a cell's text (RFC 3966), None where there is none."""
    found = _NUMBER.search(text)
    if not found:
        return None
    number, abroad = found["number"], "+" in found["number"]
    digits = re.sub(r"\D", "", _TRUNK_ZERO.sub("", number) if abroad else number)
    extension = f";ext={found['extension']}" if found["extension"] else ""
    return f"tel:{'+' if abroad else ''}{digits}{extension}"


def web_address(url: str | None) -> str | None:
    """Give an address that a browser opens; None where there is none, or one of another sort."""
    return url if url and url.startswith(("https://", "http://")) else None


def webcal(url: str) -> str:
    """Give the address under which calendar apps subscribe instead of downloading once."""
    return re.sub(r"^https?:", "webcal:", url, flags=re.IGNORECASE)


def qr_code(url: str) -> Markup | None:
    """Give the webcal address as an inline SVG for a phone's camera; None for one too long to be scanned."""
    import segno  # noqa: PLC0415 only for who publishes

    try:
        code = segno.make_qr(webcal(url), error="m")
    except segno.DataOverflowError:
        return None
    return Markup(code.svg_inline(omitsize=True, dark="#000", light="#fff"))  # noqa: S704 paths alone
