"""Reads and edits the authority file: YAML in the data folder, written by people and kept in git.

- id: islamic-state
  kind: organization
  preferred: Islamic State
  aliases: [IS, ISIL, ISIS, Daesh]
  not_aliases: [Islamic State University]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from searchapp.curation.authority import Authority, Entry
from searchapp.errors import BadRequest, ConfigError, DiskError, NotFound
from searchapp.model import ENTITY_KINDS, EntityKind
from searchapp.system.disk import in_words, is_there, write_whole, writing
from searchapp.text.analysis import same_name
from searchapp.text.slugs import not_taken

FILE_NAME = "names.yaml"
HISTORY = "names.history"
_LONGEST_SLUG = 200
"""Bytes; a file's name may have 255."""
_STAMP = "%Y-%m-%dT%H_%M_%S.%f"
_CONSTRUCTING = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError)
"""What ruamel.yaml's constructors let through beside its own errors, for dates and numbers that are none."""
_FLAT = "An entry is a mapping of a few keys."
_NESTING = re.compile(r"^- |[\[\]{}]", re.MULTILINE)
_DEEPEST = 50
_KEYS = {"id", "kind", "preferred", "aliases", "hidden_aliases", "not_aliases", "note", "stories"}


def load_authority(path: Path) -> Authority:
    """The entries of an authority file; none where it is absent. ConfigError says what is wrong and where."""
    try:
        text = path.read_text(encoding="utf-8") if is_there(path) else ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} can't be read: {error}.", hint="Mend the file.") from error
    return _authority(text, path) if text.strip() else Authority()


def _authority(text: str, path: Path) -> Authority:
    """The entries of a text; `path` is the file that errors name."""
    from ruamel.yaml import YAML

    if _nests_deeply(text):
        raise ConfigError(f"{path}: is nested too deeply.", hint=_FLAT)
    with _yaml_errors(path):
        rows = YAML(typ="safe", pure=True).load(text)
    if rows is None:
        return Authority()
    if not isinstance(rows, list):
        raise ConfigError(f"{path}: should be a list of entries.", hint="Begin each entry with “- id:”.")
    entries = tuple(_entry(row, f"{path}, entry {i}") for i, row in enumerate(rows, 1))
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise ConfigError(f"{path}: two entries have the id {entry.id!r}.", hint="Give each its own id.")
        seen.add(entry.id)
    return Authority(entries)


def _nests_deeply(text: str) -> bool:
    """Whether brackets stand within brackets as no entry has them; YAML takes seconds to find out."""
    depth = 0
    for found in _NESTING.findall(text):
        depth = 0 if found.startswith("-") else depth + 1 if found in "[{" else max(0, depth - 1)
        if depth > _DEEPEST:
            return True
    return False


@contextmanager
def _yaml_errors(path: Path) -> Iterator[None]:
    """Whatever ruamel.yaml raises at a file that it can't take, as a ConfigError."""
    from ruamel.yaml.error import YAMLError

    try:
        yield
    except RecursionError as error:
        raise ConfigError(f"{path}: is nested too deeply.", hint=_FLAT) from error
    except (YAMLError, *_CONSTRUCTING) as error:
        hint = "Mend the file; what looks like a number or a date has to stand in quotation marks."
        raise ConfigError(f"{path}: can't be read as YAML: {_shown(error)}", hint=hint) from error


def _shown(value: object) -> str:
    """A value or an error in a message: not too long, and without what no terminal or page can show."""
    return str(value)[:500].encode("utf-8", "replace").decode()


def _entry(row: Any, where: str) -> Entry:
    if not isinstance(row, dict):
        raise ConfigError(f"{where}: is not an entry.", hint="An entry has id, kind, preferred and aliases.")
    if unknown := set(map(str, row)) - _KEYS:
        raise ConfigError(f"{where}: has no use for {_shown(sorted(unknown))}.", hint=f"Keys are {sorted(_KEYS)}.")
    preferred, kind = row.get("preferred"), row.get("kind")
    if not isinstance(preferred, str) or not preferred.strip():
        raise ConfigError(f"{where}: has no preferred name.", hint="Add “preferred: …”.")
    if not isinstance(kind, str) or kind not in ENTITY_KINDS:
        shown = _shown(repr(kind))
        raise ConfigError(f"{where}: its kind is {shown}.", hint=f"Use one of {', '.join(ENTITY_KINDS)}.")
    for key, value in row.items():
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str) and any("\ud800" <= c <= "\udfff" for c in text):
                raise ConfigError(f"{where}: its {key} has half a character.", hint="Type it anew.")
    return Entry(
        id=_line(row, "id", where) or preferred,
        kind=kind,
        preferred=preferred,
        aliases=_names(row, "aliases", where),
        hidden_aliases=_names(row, "hidden_aliases", where),
        not_aliases=_names(row, "not_aliases", where),
        note=_line(row, "note", where),
        stories=_names(row, "stories", where),
    )


def _names(row: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    """A list of names; YAML reads a bare NO or 1984 as something else, which is refused with the remedy."""
    values = row.get(key) or []
    if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
        raise ConfigError(f"{where}: {key} should be a list of names.", hint="Put each name in quotation marks.")
    return tuple(values)


def _line(row: dict[str, Any], key: str, where: str) -> str:
    """A text that YAML may have read as a number or a date."""
    value = row.get(key)
    if value is None:
        return ""
    if not isinstance(value, str | int | float | date) or (isinstance(value, int) and abs(value) > 10**100):
        raise ConfigError(f"{where}: {key} should be a text.", hint="Put it in quotation marks.")
    return str(value)


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit that was made here: its id, which no other edit has, when (ISO, UTC), and what it did."""

    id: str
    when: str
    what: str


def merge_names(path: Path, *, kind: EntityKind, preferred: str, names: Sequence[str]) -> None:
    """From now on these names of a kind are one, and go by the preferred one.

    They join the entry that has any of them, or a new one; entries that become one are joined.
    """
    wanted = {same_name(n): n for n in (preferred, *names)}
    if len(wanted) < 2:
        raise BadRequest("A merge needs two names.", hint="Choose the name that is the same as this one.")

    def change(rows: Any) -> None:
        mine = [r for r in _everywhere(rows, kind) if wanted.keys() & _forms(r).keys()]
        entry = mine[0] if mine else {"id": _new_id(preferred, rows), "kind": kind, "preferred": preferred}
        forms = {k: n for r in mine for k, n in _forms(r).items()} | wanted
        for hidden in (preferred, *(entry.get("hidden_aliases") or ())):
            forms.pop(same_name(hidden), None)
        entry["preferred"] = preferred
        entry["aliases"] = list(forms.values())
        apart = {same_name(n): n for r in mine for n in r.get("not_aliases") or ()}
        if apart:
            entry["not_aliases"] = [n for k, n in apart.items() if k not in {*forms, *wanted}]
        for other in mine[1:]:
            rows.remove(other)
        if not mine:
            rows.append(entry)

    _edit(path, f"merged {', '.join(n for n in wanted.values() if n != preferred)} into {preferred}", change)


def split_name(path: Path, name: str, *, kind: EntityKind) -> None:
    """From now on a name is none of its entry's; NotFound where no entry of this kind has it as an alias."""

    def change(rows: Any) -> None:
        for row in _everywhere(rows, kind):
            for key in ("aliases", "hidden_aliases"):
                if same_name(name) in {same_name(a) for a in row.get(key) or ()}:
                    row[key] = [a for a in row[key] if same_name(a) != same_name(name)]
                    _add(row, "not_aliases", name)
                    return
        raise NotFound(f"No entry has the alias {name!r}.", hint="A preferred name can't be split off.")

    _edit(path, f"split {name} off", change)


def keep_apart(path: Path, *, kind: EntityKind, name: str, other: str) -> None:
    """From now on two names are known to be two, and are not suggested as one; BadRequest where they are one."""
    a, b = same_name(name), same_name(other)
    if a == b:
        raise BadRequest("These are one name.", hint="Choose two names.")

    def change(rows: Any) -> None:
        having = {key: [r for r in _everywhere(rows, kind) if key in _forms(r)] for key in (a, b)}
        if any(r in having[b] for r in having[a]):
            raise BadRequest(f"{name} and {other} are one in the names file.", hint="Split one off there.")
        if not having[a] and not having[b]:
            rows.append({"id": _new_id(name, rows), "kind": kind, "preferred": name, "not_aliases": [other]})
        for key, it in ((a, other), (b, name)):
            for row in having[key]:
                _add(row, "not_aliases", it)

    _edit(path, f"kept {name} and {other} apart", change)


def split_by_story(path: Path, *, kind: EntityKind, name: str, meant: str, stories: Sequence[str]) -> None:
    """From now on a name, in all its forms, means someone else in these stories (ids): `meant`.

    A story for which this was said before, of another, follows the newer word.
    """
    if same_name(name) == same_name(meant):
        raise BadRequest("The other one needs another name.", hint="Add what tells them apart: “… (the mayor)”.")
    if not stories:
        raise BadRequest("No story was chosen.", hint="Choose the stories in which the other one is meant.")

    def change(rows: Any) -> None:
        forms = {same_name(name): name}
        for row in _everywhere(rows, kind):
            if same_name(name) in _forms(row):
                forms = _forms(row) | forms
        forms.pop(same_name(meant), None)
        theirs = [r for r in rows if r["kind"] == kind and r.get("stories") and forms.keys() & _forms(r).keys()]
        mine = [r for r in theirs if same_name(r["preferred"]) == same_name(meant)]
        if not mine:
            mine = [{"id": _new_id(meant, rows), "kind": kind, "preferred": meant}]
            rows.append(mine[0])
        for row in theirs:
            row["stories"] = [i for i in row["stories"] if i not in stories]
        mine[0]["aliases"] = list(({same_name(n): n for n in mine[0].get("aliases") or ()} | forms).values())
        mine[0]["stories"] = [*(mine[0].get("stories") or ()), *stories]
        for row in [r for r in theirs if not r["stories"]]:
            rows.remove(row)  # Without stories it would hold in all.

    where = "1 story" if len(stories) == 1 else f"{len(stories):,} stories"
    _edit(path, f"took {name} for {meant} in {where}", change)


def undo_last(path: Path, *, edit: str = "") -> str:
    """Take the last edit back that was made here; returns what it had done. NotFound where none is left.

    What the file was until then is kept beside, since it may have been edited by hand. BadRequest where the last
    edit is not the one that is named.
    """
    _last_edit(path, edit)
    with writing(path) as target:
        before = _last_edit(path, edit)
        with in_words(f"{path} can't be written"):
            text = before.read_bytes()
            if is_there(target):
                write_whole(before.with_suffix(".undone"), target.read_bytes())
            if text:
                write_whole(target, text)
            else:
                target.unlink(missing_ok=True)
            before.unlink()
    return _what(before)


def _last_edit(path: Path, wanted: str) -> Path:
    kept = _history(path)
    if not kept:
        raise NotFound("There is no edit to take back.", hint="Edit the names file by hand.")
    if wanted and _id(kept[-1]) != wanted:
        raise BadRequest(
            "The names were edited again since.", hint="Look at the list of edits, and take back the newest."
        )
    return kept[-1]


def edits(path: Path) -> list[Edit]:
    """The edits that were made here and can be taken back, newest first."""
    return [Edit(_id(p), p.name[:19].replace("_", ":"), _what(p)) for p in reversed(_history(path))]


def _edit(path: Path, what: str, change: Callable[[Any], None]) -> None:
    """Apply a change to the file's rows, keeping comments, after copying the file to the history."""
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedSeq

    with writing(path) as target:
        load_authority(target)
        with in_words(f"{path} can't be written"):
            old = target.read_bytes() if is_there(target) else b""
        yaml = YAML()
        yaml.width = 4096
        with _yaml_errors(path):
            rows = (yaml.load(old.decode("utf-8")) if old else None) or CommentedSeq()
        change(rows)
        fresh = BytesIO()
        with _yaml_errors(path):
            yaml.dump(rows, fresh)
        _authority(fresh.getvalue().decode("utf-8"), path)
        with in_words(f"{path} can't be written"):
            folder = path.parent / HISTORY
            folder.mkdir(parents=True, exist_ok=True)
            slug = re.sub(r"[^\w ,.()'-]+", "", what)[:80]
            slug = slug.encode("utf-8")[:_LONGEST_SLUG].decode("utf-8", "ignore").strip()
            before = folder / f"{_new_stamp(path)} {slug}.yaml"
            write_whole(before, old)
            try:
                write_whole(target, fresh.getvalue())
            except DiskError:
                before.unlink()
                raise


def _new_stamp(path: Path) -> str:
    """This moment to the microsecond, or right after the newest edit where the clock does not say so."""
    now = datetime.now(UTC)
    if kept := _history(path):
        now = max(now, _moment(kept[-1]) + timedelta(microseconds=1))
    return now.strftime(_STAMP)


def _moment(kept: Path) -> datetime:
    """When a file of the history was made; long ago where its name does not say."""
    try:
        return datetime.strptime(_id(kept), _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return datetime(1, 1, 1, tzinfo=UTC)


def _everywhere(rows: Any, kind: EntityKind) -> list[Any]:
    """The entries of a kind that hold in all stories."""
    return [r for r in rows if r["kind"] == kind and not r.get("stories")]


def _add(row: Any, key: str, name: str) -> None:
    """Add a name to a list of an entry, once."""
    if same_name(name) not in {same_name(n) for n in row.get(key) or ()}:
        row[key] = [*(row.get(key) or ()), name]


def _forms(row: Any) -> dict[tuple[str, ...], str]:
    return {
        same_name(n): n
        for n in (row["preferred"], *(row.get("aliases") or ()), *(row.get("hidden_aliases") or ()))
    }


def _new_id(preferred: str, rows: Any) -> str:
    taken = {str(r.get("id")) for r in rows}
    base = "-".join(re.findall(r"[^\W_]+", preferred.casefold())) or "name"
    return not_taken(base, taken)


def _history(path: Path) -> list[Path]:
    with in_words(f"{path.parent / HISTORY} can't be read"):
        return sorted(p for p in (path.parent / HISTORY).glob("2*.yaml") if _moment(p).year > 1)


def _id(kept: Path) -> str:
    return kept.stem.partition(" ")[0]


def _what(kept: Path) -> str:
    return _shown(kept.stem.partition(" ")[2])
