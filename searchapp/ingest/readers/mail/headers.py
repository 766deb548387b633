"""What the headers of a mail say about a story. Pure: it takes a parsed message.

The sender's name is a byline only where it is plainly a person's; it is never an outlet: a mail does not name one.
"""

from __future__ import annotations

import re
import unicodedata
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message

from searchapp.ingest.files.encoding import decode_part
from searchapp.ingest.metadata.address import leads_to_page
from searchapp.ingest.metadata.fields import FieldName, Fields
from searchapp.ingest.readers.mail.days import mail_day

ORIGIN = "mail"
_LONGEST = 8_000
_STATUS, _DELETED = re.compile(r"[0-9A-Fa-f]{4}"), 0x8
_MAIL_HEADERS = ("from", "date", "subject", "received", "message-id", "to", "mime-version", "return-path")
_SENDER = re.compile(r"([^<>]+)<([^<>]+)>\s*")
_WORD = re.compile(r"(?:(?:[A-Z]\.)+|[A-Z]|[^\W\d_]+(?:['’-][^\W\d_]+)*\.?)")
_PARTICLES = frozenset("al bin da de del della den der di du el ibn la le ten ter van vom von y zu".split())
_NO_PERSON = frozenset(
    "academy admin administrator affairs agency alert alerts app archive assembly assistant association"
    " authority auto bank board bot briefing bulletin bureau campaign care center centre club committee"
    " communications community company contact corp council customer daily department desk digest dispatch"
    " editor editorial editors enquiries events express feed forum foundation gazette group hello help herald"
    " hotline inc info institute international journal list ltd magazine mail mailer mailing marketing media"
    " ministry monitor morning network news newsletter newsroom newswire no-reply noreply notification"
    " notifications observer office official online operations organisation organization party planning police"
    " post postmaster press pressoffice project publishing radio registry relations release releases reply"
    " report reporter reports research review sales secretariat secretary security sender service services"
    " society spokesman spokesperson spokeswoman staff studio subscriber subscriptions support team television"
    " times today tribune trust tv union university update updates watch web weekly wire".split()
)
"""Words of an office, a paper or a list: a sender's name with one of them is no person's."""


def is_mail(message: Message) -> bool:
    """Whether a message has any header that a mail has."""
    return any(name in message for name in _MAIL_HEADERS)


def is_deleted(message: Message) -> bool:
    """Whether a mail program keeps a message only until it next tidies up: its reader deleted it."""
    status = header(message, "X-Mozilla-Status")
    return bool(_STATUS.fullmatch(status)) and bool(int(status, 16) & _DELETED)


def is_of_program(message: Message) -> bool:
    """Whether a message is what a mail program keeps of its own in front of a mailbox."""
    return "X-IMAP" in message and "MAILER-DAEMON@" in header(message, "From").upper()


def mail_fields(message: Message) -> Fields:
    """Subject, day, sender and the rest as a layer of fields."""
    kept_at = (header(message, name).strip("<> ") for name in ("Archived-At", "List-Post"))
    address = next((url for url in kept_at if leads_to_page(url)), "")
    values: dict[FieldName, str] = {
        "title": header(message, "Subject"),
        "published": mail_day(header(message, "Date")),
        "byline": person(header(message, "From")),
        "language": header(message, "Content-Language").partition(",")[0],
        "url": address,
    }
    return Fields(ORIGIN, {name: value for name, value in values.items() if value})


def header(message: Message, name: str) -> str:
    """A header in words, whatever it is encoded in; "" without it."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    return in_words(raw)


def in_words(raw: str) -> str:
    """A header's value with its encoded words decoded, in one line."""
    written = decode_part(raw[:_LONGEST].encode("utf-8", "surrogateescape"))
    if "=?" in written:
        try:
            pieces = decode_header(written)
        except (HeaderParseError, ValueError):
            return " ".join(written.split())
        written = "".join(
            piece if isinstance(piece, str) else decode_part(piece, declared=charset or None)
            for piece, charset in pieces
        )
    return " ".join(written.split())


def person(sender: str) -> str:
    """The name of a sender who is plainly a person: their address bears it too; "" for all others."""
    found = _SENDER.fullmatch(sender)
    if not found:
        return ""
    name, address = found.groups()
    name = _turned(re.sub(r"\([^()]*\)", "", name).strip(" '\""))
    words = name.split()
    if not 2 <= len(words) <= 5 or not all(map(_WORD.fullmatch, words)):
        return ""
    if any(word.strip(".").lower() in _NO_PERSON for word in words):
        return ""
    if not all(word[0].isupper() or word in _PARTICLES for word in words):
        return ""
    return name if _bears(address.partition("@")[0].lower(), words) else ""


def _turned(name: str) -> str:
    """ "Holm, Ida" the right way round; of "Ida Holm, Aru Post" what stands before the comma."""
    before, comma, after = (part.strip() for part in name.partition(","))
    family = [word for word in before.split() if word not in _PARTICLES]
    if comma and len(family) == 1 and len(after.split()) <= 2:
        return f"{after} {before}"
    return before


def _bears(local: str, words: list[str]) -> bool:
    """Whether an address has a part of the name in it, or its initials."""
    plain = [re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", word.lower())) for word in words]
    parts = [part for part in re.split(r"[^a-z]+", local) if part]
    joined = "".join(parts)
    if joined == "".join(word[:1] for word in plain):
        return True
    return any(word in parts or (len(word) > 3 and word in joined) for word in plain if len(word) > 2)
