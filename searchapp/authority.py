"""Reads the authority file: YAML in the data folder, written by people and kept in git.

- id: islamic-state
  kind: organization
  preferred: Islamic State
  aliases: [IS, ISIL, ISIS, Daesh]
  not_aliases: [Islamic State University]
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from searchapp.errors import ConfigError
from searchapp.model import ENTITY_KINDS
from searchapp.names import Authority, Entry

FILE_NAME = "names.yaml"
_KEYS = {"id", "kind", "preferred", "aliases", "not_aliases", "note"}


def load_authority(path: Path) -> Authority:
    """The entries of an authority file; none where it is absent. ConfigError says what is wrong and where."""
    if not path.is_file():
        return Authority()
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        rows = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise ConfigError(f"{path}: can't be read as YAML: {error}", hint="Mend the file.") from error
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


def _entry(row: Any, where: str) -> Entry:
    if not isinstance(row, dict):
        raise ConfigError(f"{where}: is not an entry.", hint="An entry has id, kind, preferred and aliases.")
    if unknown := set(map(str, row)) - _KEYS:
        raise ConfigError(f"{where}: has no use for {sorted(unknown)}.", hint=f"Keys are {sorted(_KEYS)}.")
    preferred, kind = row.get("preferred"), row.get("kind")
    if not isinstance(preferred, str) or not preferred.strip():
        raise ConfigError(f"{where}: has no preferred name.", hint="Add “preferred: …”.")
    if kind not in ENTITY_KINDS:
        raise ConfigError(f"{where}: its kind is {kind!r}.", hint=f"Use one of {', '.join(ENTITY_KINDS)}.")
    return Entry(
        id=str(row.get("id") or preferred),
        kind=kind,
        preferred=preferred,
        aliases=_names(row, "aliases", where),
        not_aliases=_names(row, "not_aliases", where),
        note=str(row.get("note") or ""),
    )


def _names(row: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    """A list of names; YAML reads a bare NO or 1984 as something else, which is refused with the remedy."""
    values = row.get(key) or []
    if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
        raise ConfigError(f"{where}: {key} should be a list of names.", hint="Put each name in quotation marks.")
    return tuple(values)
