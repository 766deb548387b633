"""Fields and texts that were encoded twice, mended, with the doubt that tells of it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from searchapp.ingest.files.encoding_twice import once_encoded
from searchapp.ingest.metadata.fields import Fields
from searchapp.provenance import Doubt


def mended(text: str, layers: Sequence[Fields] = ()) -> tuple[str, tuple[Fields, ...], tuple[Doubt, ...]]:
    """A text and fields as they were meant, and the doubt that they had been encoded twice, where they had."""
    text, number = once_encoded(text)
    fields = []
    counted: set[str] = set()  # a page tells its title in many places
    for layer in layers:
        values = {name: once_encoded(value) for name, value in layer.values.items()}
        number += sum(of_value for value, of_value in values.values() if value not in counted)
        counted.update(value for value, _ in values.values())
        fields.append(replace(layer, values={name: value for name, (value, _) in values.items()}))
    return text, tuple(fields), (Doubt("encoded twice", number),) if number else ()
