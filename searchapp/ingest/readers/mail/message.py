"""Reader for one mail: its text is a story, and each file that came with it is read by its own kind.

Nothing is fetched, and nothing is decrypted: what is encrypted is said to be.
"""

from __future__ import annotations

import codecs
import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from io import BytesIO
from pathlib import PurePosixPath

from searchapp.errors import IngestError
from searchapp.ingest.files.containers import (
    as_container,
    count_member,
    member_of,
    named_in,
    own_folder,
    unpack_to,
)
from searchapp.ingest.files.discovery import format_of, sort_members
from searchapp.ingest.files.safe_open import TEXT_CAP, read_bytes
from searchapp.ingest.formats import BY_SUFFIX
from searchapp.ingest.metadata.fields import Fields
from searchapp.ingest.metadata.merge import make_story
from searchapp.ingest.metadata.sidecar import read_sidecar
from searchapp.ingest.readers.mail import body
from searchapp.ingest.readers.mail.headers import in_words, is_deleted, is_mail, is_of_program, mail_fields
from searchapp.ingest.readers.several_documents import doubts_of
from searchapp.ingest.source import Failure, Item, LeftOut, Reader, Source

_MOST_PARTS = 1_000
_DEEPEST = 50
_LONGEST = 4_000
"""Characters of a header that says what a part is."""
_UNHEARD = frozenset(
    "application/pgp-signature application/pkcs7-signature application/x-pkcs7-signature application/pgp-encrypted"
    " application/pgp-keys".split()
)
_SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_SUFFIXES = {"message/rfc822": ".eml", "text/html": ".html", "text/plain": ".txt"}
_BROKEN = (RecursionError, AssertionError, ValueError, LookupError, TypeError, AttributeError)
"""What the library raises on mails that it does not expect."""
_ENCRYPTED = "encrypted: open it in a mail program that has the key, and save its text"


@dataclass(slots=True)
class _Parts:
    """What a mail is made of: its texts in order, the parts that came with it, whether any of it is encrypted."""

    texts: list[str] = field(default_factory=list)
    attached: list[tuple[Message, bool]] = field(default_factory=list)
    encrypted: bool = False
    damaged: bool = False
    seen: int = 0


def read_mail(source: Source, members: Reader) -> Iterator[Item]:
    """The mail as a story, then what came with it; raises IngestError for what is no mail."""
    try:
        message = message_from_bytes(
            read_bytes(source, cap=TEXT_CAP).removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n")
        )
        if is_deleted(message):
            yield LeftOut(source.name, "deleted")
            return
        if is_of_program(message):
            yield LeftOut(source.name, "no story")
            return
        if not is_mail(message):
            raise IngestError("not a mail: it begins with no header of one")
        parts = _Parts()
        _gather(message, parts)
    except _BROKEN as error:
        raise IngestError(f"the mail is built in a way that can't be read: {error}") from error
    text = "\n\n".join(text for text in parts.texts if text)
    if parts.encrypted or body.ENCRYPTED in text:
        yield Failure(source.name, "", _ENCRYPTED)
    elif text.strip():
        yield from _story(source, message, text)
    elif not parts.attached:
        yield Failure(source.name, "", "the mail has no text")
    if parts.damaged:
        yield Failure(source.name, "", "its text came damaged (base64); what can be read of it is taken")
    yield from _attached(source, parts.attached, members)


def _story(source: Source, message: Message, text: str) -> Iterator[Item]:
    sidecar = read_sidecar(source)
    if isinstance(sidecar, Failure):
        yield sidecar
        sidecar = None
    told = mail_fields(message)
    layers: tuple[Fields, ...] = (sidecar, told) if sidecar else (told,)
    yield make_story(text, layers, source=source.name, id_from_content=source.depth > 0, doubts=doubts_of(text))


# -- parts ------------------------------------------------------------------------------------------------


def _gather(part: Message, parts: _Parts, depth: int = 0, *, related: bool = False) -> None:
    """Sort the parts below one into texts and what came with them."""
    parts.seen += 1
    if depth > _DEEPEST or parts.seen > _MOST_PARTS:
        raise IngestError(f"the mail has more than {_MOST_PARTS:,} parts, or {_DEEPEST} within each other")
    for name in ("Content-Type", "Content-Disposition"):
        if len(written := str(part.get(name, ""))) > _LONGEST:  # to read it takes the square of that
            part.replace_header(name, written[:_LONGEST])
    kind = part.get_content_type()
    payload = part.get_payload()
    inner = [p for p in payload if isinstance(p, Message)] if isinstance(payload, list) else []
    if kind == "multipart/encrypted" or (kind in _SEALED and part.get_param("smime-type") != "certs-only"):
        parts.encrypted = True
    elif kind == "multipart/alternative":
        _alternative(inner, parts, depth)
    elif part.is_multipart() and kind != "message/rfc822":
        for number, one in enumerate(inner):
            _gather(one, parts, depth + 1, related=kind == "multipart/related" and number > 0)
    elif kind in _UNHEARD:
        return
    elif kind.startswith("multipart/") or (kind in {"text/plain", "text/html"} and not _is_attached(part)):
        _take_text(part, parts)
    else:
        parts.attached.append((part, related or part.get_content_disposition() == "inline"))


def _alternative(inner: list[Message], parts: _Parts, depth: int) -> None:
    """One text of several that say the same, and what came with any of them."""
    plain, shown = _Parts(), _Parts()
    for one in inner:
        of = plain if one.get_content_type() == "text/plain" else shown
        of.seen = parts.seen
        _gather(one, of, depth + 1)
        parts.seen = of.seen
    parts.attached += plain.attached + shown.attached
    parts.encrypted = parts.encrypted or shown.encrypted
    parts.damaged = parts.damaged or plain.damaged or shown.damaged
    parts.texts.append(body.better_text("\n\n".join(plain.texts), "\n\n".join(filter(None, shown.texts))))


def _take_text(part: Message, parts: _Parts) -> None:
    parts.texts.append(body.text_in(part))
    parts.damaged = parts.damaged or not body.content_of(part)[1]


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


# -- what came with it ------------------------------------------------------------------------------------


def _attached(source: Source, attached: list[tuple[Message, bool]], members: Reader) -> Iterator[Item]:
    taken: set[str] = set()
    for number, (part, inline) in enumerate(attached, start=1):
        name = _file_name(part, number, taken)
        taken.add(name)
        _, left_out = sort_members([name], BY_SUFFIX.keys())
        for left in left_out:
            is_part = inline and part.get_content_maintype() == "image"
            yield LeftOut(named_in(source, name), "page part" if is_part else left.why, left.suffix)
        if left_out:
            continue
        suffix = format_of(name)
        try:
            container = as_container(source)
            count_member(container)
            with own_folder() as folder:
                path = folder / f"attached{suffix}"
                unpack_to(path, BytesIO(_content(part)), container)
                yield from members(member_of(container, name, path))
        except IngestError as error:
            yield Failure(named_in(source, name), "", error.message)


def _content(part: Message) -> bytes:
    """The bytes of a file that came with a mail; of a mail within a mail, that as it was."""
    payload = part.get_payload()
    if not isinstance(payload, list) or not payload or not isinstance(payload[0], Message):
        return body.content_of(part)[0]
    try:
        return payload[0].as_bytes()
    except _BROKEN as error:
        raise IngestError(f"damaged: {error}") from error


def _file_name(part: Message, number: int, taken: set[str]) -> str:
    """What the file is called, in one part without a path, by its kind where it has no name; none twice."""
    given = in_words(part.get_filename() or "").replace("\\", "/").rpartition("/")[2].strip(". ")
    kind = part.get_content_type()
    own = _SUFFIXES.get(kind) or mimetypes.guess_extension(kind) or ""
    name = given or f"part-{number}"
    name += "" if format_of(name) else own
    path = PurePosixPath(name)
    return next(
        n
        for i in range(1, len(taken) + 2)
        if (n := name if i == 1 else f"{path.stem} ({i}){path.suffix}") not in taken
    )
