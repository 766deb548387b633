"""The engine on a cluster as the program knows it; `address` says what an address is.

Each function loads only what it needs, so that a command that opens no index does without the client.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from searchapp.engines import Builder, Engine, Index, Place


class OpenSearchEngine:
    """See `searchapp.engines.Engine`."""

    gaps: Mapping[str, str] = {}

    def folder(self, place: Place) -> None:
        """None: it lies on no disk of this machine."""
        return

    def open_index(self, place: Place, *, answers_kept: int) -> Index:
        """The generation that answers now."""
        from searchapp.engines.opensearch.index import OpenSearchIndex

        return OpenSearchIndex.open(place, answers_kept=answers_kept)

    def open_builder(self, place: Place, *, enrichment: str, rebuild: bool) -> Builder:
        """A write to the archive of this name, which is made where it is absent."""
        from searchapp.engines.opensearch.write.builder import OpenSearchBuilder

        return OpenSearchBuilder(place, enrichment=enrichment, rebuild=rebuild)

    def current_generation(self, place: Place) -> str | None:
        """The generation on which the alias lies."""
        from searchapp.engines.opensearch.cluster import open_cluster
        from searchapp.engines.opensearch.write.generations import current

        return current(*open_cluster(place))

    def remembered(self, place: Place) -> dict[str, str]:
        """Story id -> fingerprint in the generation that answers, of whatever version."""
        from searchapp.engines.opensearch.cluster import open_cluster
        from searchapp.engines.opensearch.write.builder import fingerprints
        from searchapp.engines.opensearch.write.generations import current

        cluster, read = open_cluster(place)
        generation = current(cluster, read)
        return fingerprints(cluster, generation) if generation else {}

    def refuse_foreign(self, place: Place) -> None:
        """Refuse a name that another program's index has."""
        from searchapp.engines.opensearch.cluster import open_cluster
        from searchapp.engines.opensearch.write.generations import refuse_foreign

        refuse_foreign(*open_cluster(place))

    def is_index(self, folder: Path) -> bool:
        """No folder is one."""
        return False

    def verify(self, place: Place) -> list[str]:
        """What of the generation that answers is not as it was published."""
        from searchapp.engines.opensearch.cluster import open_cluster
        from searchapp.engines.opensearch.write.verifying import verify

        return verify(*open_cluster(place))

    def note(self, place: Place) -> str:
        """The archive's note."""
        from searchapp.engines.opensearch.cluster import open_cluster
        from searchapp.engines.opensearch.write.beside import NOTE, read

        return str((read(*open_cluster(place), NOTE) or {}).get("text", ""))

    def keep_note(self, place: Place, note: str) -> None:
        """Put the note beside the archive."""
        from searchapp.engines.opensearch.cluster import open_cluster
        from searchapp.engines.opensearch.write.beside import NOTE, keep

        keep(*open_cluster(place), NOTE, {"text": note})


ENGINE: Engine = OpenSearchEngine()
