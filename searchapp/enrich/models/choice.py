"""Which language model there is to use: where its files are, its version, and whether they are the tested ones.

Looks at files only; nothing is loaded. Must not know what a model is used for.
"""

from __future__ import annotations

import hashlib
import json
from importlib.util import find_spec
from pathlib import Path

from searchapp.enrich.models.packaged_files import FILES, PACKAGE, VERSION
from searchapp.provenance import RULES

DEFAULT_MODEL = PACKAGE


def model_version(model: str) -> str:
    """A model's language, name and version from its own description, without loading it.

    "rules" where it is the packaged model and that can't be used.
    """
    if notice_of(model):
        return RULES
    folder = _folder(model)
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8")) if folder else {}
        return f"{meta['lang']}_{meta['name']}-{meta['version']}"
    except (OSError, ValueError, KeyError):
        return model


def notice_of(model: str) -> str:
    """What a user has to be told of a model: that the packaged one is missing or altered; else "".

    Reads its 14 MB. Any other model is the user's own choice and is not judged.
    """
    if model != DEFAULT_MODEL:
        return ""
    folder = _folder(model)
    if folder is None or find_spec("spacy") is None:
        return (
            "The language model is not installed: names and statements are found by plain rules, and fewer of "
            "them. Install searchapp again to have it back."
        )
    wrong = altered(folder / f"{PACKAGE}-{VERSION}")
    if wrong:
        return (
            f"The language model is not the one that was tested ({wrong} differs): names and statements are found "
            "by plain rules, and fewer of them. Install searchapp again to have it back."
        )
    return ""


def altered(folder: Path) -> str:
    """The first file of the packaged model that is missing or is not what it should be; else ""."""
    for name, expected in FILES.items():
        try:
            with (folder / name).open("rb") as file:
                actual = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return name
        if actual != expected:
            return name
    return ""


def _folder(model: str) -> Path | None:
    """The folder of a model that is named by its path or by its package."""
    folder = Path(model)
    if folder.is_dir():
        return folder
    try:
        spec = find_spec(model)
    except (ImportError, ValueError):
        return None
    return Path(spec.origin).parent if spec and spec.origin else None
