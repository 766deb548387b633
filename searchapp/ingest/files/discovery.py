"""Paths a user names -> the sources in them, in one order on every machine, and all that is left out.

Must not read a file's content. Links that leave the archive, pipes and devices are reported, not followed.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from searchapp.ingest.files.safe_open import reason_of
from searchapp.ingest.metadata.sidecar import ENDING, stems
from searchapp.ingest.source import Failure, LeftOut, Source

NOT_STORIES = frozenset({"readme", "changelog", "license"})
_NOT_STORY_FILES = frozenset({"names.yaml", "thumbs.db", "desktop.ini"})
_PAGE_PARTS = frozenset(".css .js .mjs .map .ico .cur .svg .woff .woff2 .ttf .otf .eot".split())
_PAGES = frozenset(".html .htm .xhtml .shtml .php .asp .aspx .svgz".split())
_OTHER_WORKBOOKS = frozenset({".xls", ".xlsb", ".ods", ".numbers"})
_PICTURES = frozenset(".png .jpg .jpeg .gif .webp .avif .bmp .apng".split())
_PAGE_FOLDER = re.compile(
    r"(.+)(?:[_-](?:files|[Dd]ateien|fichiers|archivos|arquivos|ficheiros|bestanden|filer|soubory|pliki|file|tiedostot)"
    r"|\.files)"
)
"""What browsers call the folder of what belongs to a page that was saved whole."""
_SUFFIX = re.compile(r"\.[a-z0-9]{1,9}(\.gz)?")
_ADDRESS = re.compile(r"(https?|ftp|feed):/+|www\.", re.IGNORECASE)
TAR_SUFFIXES = (".tar", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
_OUT = "a link that leads out of the archive is not followed"
_SPECIAL = "not a regular file (a pipe, a socket or a device)"
_UNSEEN_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})
_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def format_of(name: str) -> str:
    """The suffix that decides the reader: ".txt", or ".txt.gz" for a compressed one; "" without any."""
    stem, suffix = os.path.splitext(name.rpartition("/")[2].lower())
    inner = os.path.splitext(stem)[1]
    return inner + suffix if suffix == ".gz" or inner + suffix in TAR_SUFFIXES else suffix


@dataclass(slots=True)
class Discovered:
    """What lies under the paths that a user named, each in one order: read, not readable, passed over."""

    sources: list[Source] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def find_sources(
    paths: Sequence[Path], formats: Collection[str], *, apart: Callable[[Path], bool] = lambda folder: False
) -> Discovered:
    """All sources under `paths` whose format is one of `formats`, and all else that was met on the way.

    A file reached twice counts once. Two archives with the same name in them: the later name gets its
    folder's name before it. Folders that are `apart` are not searched.
    """
    sources: dict[str, Source] = {}
    all_found = Discovered()
    reached: set[Path] = set()
    for path in paths:
        for found in _named(path, formats, apart):
            match found:
                case Failure():
                    all_found.failures.append(found)
                    continue
                case LeftOut():
                    all_found.left_out.append(found)
                    continue
            real = real_path(found)
            if real in reached:
                continue
            reached.add(real)
            name = _free_name(found, sources)
            sources[name] = Source(found.path, name)
    all_found.sources = list(sources.values())
    return all_found


def sort_members(names: Iterable[str], formats: Collection[str]) -> tuple[list[str], list[LeftOut]]:
    """Of the paths of all files in an archive those that are stories, and what is passed over, as in folders."""
    folders: dict[str, set[str]] = {}
    for name in names:
        folder, _, file = name.rpartition("/")
        folders.setdefault(folder, set()).add(file)
    stories: list[str] = []
    left_out: dict[str, LeftOut] = {}
    for folder, files in folders.items():
        if hidden := _hidden_part(folder):
            left_out[hidden] = LeftOut(hidden, "hidden")
            continue
        of_page = any(_is_of_page(part, folders.get(above, ())) for above, part in _parts(folder))
        described = {stem for file in files if _is_story(file, formats) for stem in stems(file)}
        for file in files:
            name = f"{folder}/{file}" if folder else file
            if file.startswith("."):
                left_out[name] = LeftOut(name, "hidden")
            elif _is_story(file, formats):
                stories.append(name)
            elif found := _passed_over(file, name, described, of_page):
                left_out[name] = found
    return sorted(stories), [left_out[name] for name in sorted(left_out)]


def _parts(folder: str) -> Iterator[tuple[str, str]]:
    """Each folder on a path, with the path above it."""
    parts = folder.split("/")
    return (("/".join(parts[:i]), part) for i, part in enumerate(parts))


def _hidden_part(folder: str) -> str:
    """The path of the outermost folder that is hidden, or ""; a Mac leaves its own beside what it packs."""
    return next(
        (
            f"{above}/{part}" if above else part
            for above, part in _parts(folder)
            if part.startswith((".", "__MACOSX"))
        ),
        "",
    )


def real_path(source: Source) -> Path:
    """Where the file really lies, by whatever path it was reached."""
    return source.path.resolve() if source.path.is_symlink() else source.path


def refusal(path: Path, formats: Collection[str]) -> Failure | None:
    """Why nothing can be had of a path that a user named, if so."""
    shown = safe_name(str(path))
    try:
        mode = path.resolve().stat().st_mode
    except FileNotFoundError:
        if _ADDRESS.match(shown):
            reason = "a web address, not a file; `searchapp fetch` saves such pages in the corpus"
            return Failure(re.sub(r"^(\w+):/+", r"\1://", shown), "", reason)
        return Failure(shown, "", "there is no such file or folder")
    except (OSError, ValueError, RuntimeError) as error:  # a NUL in the path; a loop of links
        return Failure(shown, "", reason_of(error) if isinstance(error, OSError) else str(error))
    if stat.S_ISDIR(mode):
        return None
    if not stat.S_ISREG(mode):
        return Failure(shown, "", _SPECIAL)
    if (suffix := format_of(path.name)) not in formats:
        if suffix in _OTHER_WORKBOOKS:
            return Failure(shown, "", "a workbook of this kind is not read: open it, and save it as .xlsx or .csv")
        known = ", ".join(sorted(f for f in formats if not f.endswith(".gz")))
        return Failure(shown, "", f"not a kind of file that can be read; {known} can, and each with .gz")
    return None


def safe_name(name: str) -> str:
    """The name as text that can be printed, stored and hashed anywhere: NFC, odd characters spelled out."""
    if name.isascii() and name.isprintable():
        return name
    return "".join(_spelled(c) for c in unicodedata.normalize("NFC", name))


def _spelled(character: str) -> str:
    if "\udc80" <= character <= "\udcff":  # a byte of a name that is not UTF-8
        return f"\\x{ord(character) - 0xDC00:02x}"
    if unicodedata.category(character) in _UNSEEN_CATEGORIES or character in _BIDI:
        return character.encode("unicode_escape").decode("ascii")
    return character


def _free_name(source: Source, taken: Collection[str]) -> str:
    if source.name not in taken:
        return source.name
    root = source.path.parents[source.name.count("/")].name
    longer = f"{safe_name(root) or 'archive'}/{source.name}"
    name, number = longer, 2
    while name in taken:
        name, number = f"{number}/{longer}", number + 1
    return name


def _named(
    path: Path, formats: Collection[str], apart: Callable[[Path], bool]
) -> Iterator[Source | Failure | LeftOut]:
    if refused := refusal(path, formats):
        yield refused
        return
    real = path.resolve()
    if real.is_dir():
        yield from sorted(_within(real, formats, apart), key=lambda found: found.name)
    else:
        yield Source(real, safe_name(path.name))


def _within(
    root: Path, formats: Collection[str], apart: Callable[[Path], bool]
) -> Iterator[Source | Failure | LeftOut]:
    folders = [(root, "", False)]
    links: list[Source] = []
    real: set[Path] = set()
    while folders:
        folder, prefix, of_page = folders.pop()
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            yield Failure(safe_name(prefix.rstrip("/")) or safe_name(folder.name), "", reason_of(error))
            continue
        names = {entry.name for entry in entries}
        described = {stem for n in names if _is_story(n, formats) for stem in stems(n)}
        for entry in entries:
            path, name = folder / entry.name, safe_name(prefix + entry.name)
            try:
                is_folder, is_file = entry.is_dir(follow_symlinks=False), entry.is_file(follow_symlinks=False)
            except OSError as error:
                yield Failure(name, "", reason_of(error))
                continue
            if entry.name.startswith("."):
                yield LeftOut(name, "hidden")
            elif entry.is_symlink():
                found = _linked(path, name, root, formats)
                if isinstance(found, Source):
                    links.append(found)
                elif found:
                    yield found
            elif is_folder:
                if apart(path):
                    yield LeftOut(name, "own")
                else:
                    folders.append((path, f"{prefix}{entry.name}/", of_page or _is_of_page(entry.name, names)))
            elif not is_file:
                yield Failure(name, "", _SPECIAL)
            elif _is_story(entry.name, formats) and not (of_page and format_of(entry.name) in _PAGES):
                real.add(path)
                yield Source(path, name)
            elif left_out := _passed_over(entry.name, name, described, of_page):
                yield left_out
    yield from _elsewhere(links, real)


def _elsewhere(links: list[Source], real: set[Path]) -> Iterator[Source]:
    """The links to files that were not found under their own name, one a file."""
    found = set(real)
    for link in sorted(links, key=lambda source: source.name):
        if (target := link.path.resolve()) not in found:
            found.add(target)
            yield link


def _linked(path: Path, name: str, root: Path, formats: Collection[str]) -> Source | Failure | LeftOut | None:
    try:
        target = path.resolve()
        if not target.is_relative_to(root):
            return Failure(name, "", _OUT)
        mode = target.stat().st_mode
    except (OSError, RuntimeError):
        return Failure(name, "", "a link that leads nowhere")
    if stat.S_ISDIR(mode):
        return None  # within the archive: its files are found where they are
    if not stat.S_ISREG(mode):
        return Failure(name, "", _SPECIAL)
    return Source(path, name) if _is_story(path.name, formats) else _passed_over(path.name, name, (), False)


def _is_story(name: str, formats: Collection[str]) -> bool:
    return format_of(name) in formats and not name.endswith(ENDING) and not _is_never_a_story(name)


def _is_never_a_story(name: str) -> bool:
    stem = name.partition(".")[0].lower()
    return name.startswith("README") or stem in NOT_STORIES or name.lower() in _NOT_STORY_FILES


def _is_of_page(folder: str, beside: Collection[str]) -> bool:
    """Whether a folder has what belongs to a page beside it that was saved whole."""
    found = _PAGE_FOLDER.fullmatch(folder)
    return found is not None and any(found[1] + suffix in beside for suffix in (".html", ".htm", ".xhtml"))


def _passed_over(file: str, name: str, described: Collection[str], of_page: bool) -> LeftOut | None:
    """A file that is no story, with the reason; None for a sidecar that is read with its story."""
    suffix = format_of(file)
    if _is_never_a_story(file):
        return LeftOut(name, "no story")
    if file.endswith(ENDING):
        return None if file.removesuffix(ENDING) in described else LeftOut(name, "sidecar")
    suffix = suffix if _SUFFIX.fullmatch(suffix) else ""
    is_part = suffix in _PAGE_PARTS or (of_page and (suffix in _PICTURES or suffix in _PAGES or not suffix))
    return LeftOut(name, "page part" if is_part else "kind", suffix)
