"""The formats that are read, one row each, and the one way to read a source: by the reader of its suffix.

A reader is imported with the first file that needs it, since most libraries take long to load. Gzip is undone on
the way, so every suffix may have ".gz" after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from types import MappingProxyType

from searchapp.errors import IngestError
from searchapp.ingest.files.discovery import TAR_SUFFIXES, format_of
from searchapp.ingest.files.safe_open import MEGABYTE, read_blocks
from searchapp.ingest.source import Failure, Item, Reader, Source
from searchapp.model import Story

PACKAGE = "searchapp.ingest.readers"
_ENOUGH_TO_COUNT = 16 * MEGABYTE
_PACKED = 4
"""How many times its size a packed text has, about."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format: what people call it, the suffixes of its files, and "module:function" of its reader.

    What is read `apart`, in a process of its own, can be ended when one story takes too much. A file of `lines`
    has a story in each. `part` is what people call one of the places that are counted in it. The reader of a file
    of files (`members`) is a MembersReader.
    """

    name: str
    suffixes: tuple[str, ...]
    reader: str
    apart: bool = True
    lines: bool = False
    part: str = "line"
    members: bool = False

    def read(self, source: Source, members: Reader) -> Iterator[Item]:
        """The items of a source; raises IngestError, as where its libraries are not installed."""
        reader = _imported(self)
        items: Iterator[Item] = reader(source, members) if self.members else reader(source)
        return items


FORMATS: tuple[Format, ...] = (
    Format("Text", (".txt", ".text"), "text:read_text", apart=False),
    Format("Markdown", (".md",), "text:read_markdown", apart=False),
    Format("HTML", (".html", ".htm", ".xhtml"), "html:read_html"),
    Format("PDF", (".pdf",), "documents.pdf.reader:read_pdf"),
    Format("DOCX", (".docx", ".docm"), "documents.docx:read_docx"),
    Format("ODT", (".odt", ".fodt"), "documents.odt:read_odt"),
    Format("RTF", (".rtf",), "documents.rtf:read_rtf"),
    Format("JSON Lines", (".jsonl", ".ndjson"), "json_lines:read_jsonl", apart=False, lines=True),
    Format("JSON", (".json",), "json_document:read_json", part="item"),
    Format("XML", (".xml", ".nitf", ".rss", ".atom", ".rdf"), "news_xml.reader:read_xml"),
    Format("Mail", (".eml",), "mail.message:read_mail", members=True),
    Format("Mailbox", (".mbox",), "mail.mailbox:read_mbox", apart=False, members=True),
    Format("MHTML", (".mht", ".mhtml"), "captures.mhtml:read_mhtml"),
    Format("WARC", (".warc",), "captures.web_archive:read_warc", apart=False, members=True),
    Format("WACZ", (".wacz",), "captures.web_archive:read_wacz", apart=False, members=True),
    Format("ZIP", (".zip",), "archives:read_zip", apart=False, members=True),
    Format("tar", TAR_SUFFIXES, "archives:read_tar", apart=False, members=True),
    Format("CSV", (".csv", ".tsv", ".tab"), "table:read_table", apart=False, lines=True, part="row"),
    Format("Excel", (".xlsx", ".xlsm"), "workbook:read_workbook", part="row"),
)
BY_SUFFIX: Mapping[str, Format] = MappingProxyType(
    {suffix + packed: row for row in FORMATS for suffix in row.suffixes for packed in ("", ".gz")}
)
"""The format of each suffix, in lower case."""


def format_read(source: Source) -> Format | None:
    """The format that a source is read as, if it is one of the table."""
    return BY_SUFFIX.get(source.suffix or format_of(source.name))


def read_source(source: Source, *, members: Reader | None = None) -> Iterator[Item]:
    """The stories of one source and its failures, as they are read; never raises for a bad file.

    A story has the name of its format, but for one whose reader knows it better. What lies in a file of files is
    read by `members`, else in this same way.
    """
    row = format_read(source)
    if row is None:
        yield Failure(source.name, "", "not a kind of file that can be read")
        return
    try:
        for item in row.read(source, members or read_source):
            yield replace(item, format=row.name) if isinstance(item, Story) and not item.format else item
    except IngestError as error:
        yield Failure(source.name, "", error.message)


def story_lines(source: Source) -> int:
    """About how many stories are in a source: where each line has one, told from its beginning, else one."""
    row = format_read(source)
    if row is None or not row.lines:
        return 1
    seen = lines = 0
    try:
        for block in read_blocks(source):
            seen, lines = seen + len(block), lines + block.count(b"\n")
            if seen >= _ENOUGH_TO_COUNT:
                size = source.path.stat().st_size * (_PACKED if source.name.lower().endswith(".gz") else 1)
                return max(1, lines * size // seen)
    except (IngestError, OSError):
        pass
    return max(1, lines)


@cache
def _imported(row: Format) -> Callable[..., Iterator[Item]]:
    module, _, function = row.reader.partition(":")
    try:
        reader: Callable[..., Iterator[Item]] = getattr(import_module(f"{PACKAGE}.{module}"), function)
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        if library in ("", "searchapp"):
            raise
        raise IngestError(
            f"{row.name} is read with {library}, which is not installed: pip install {library},"
            " then run the same command again"
        ) from error
    return reader
