"""The engine on a cluster as the program knows it; an address is `searchapp.engines.opensearch.address`.

Each function loads only what it needs, so that a command that opens no index does without the client.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from searchapp.engines import Builder, Engine, Index


class OpenSearchEngine:
    """See `searchapp.engines.Engine`."""

    gaps: Mapping[str, str] = {}

    def folder(self, address: str) -> None:
        """None: it lies on no disk of this machine."""
        return

    def open_index(self, address: str, *, answers_kept: int) -> Index:
        """The generation that answers now."""
        from searchapp.engines.opensearch.index import OpenSearchIndex

        return OpenSearchIndex.open(address, answers_kept=answers_kept)

    def open_builder(self, address: str, *, enrichment: str, rebuild: bool) -> Builder:
        """A write to the archive of this name, which is made where it is absent."""
        from searchapp.engines.opensearch.write.builder import OpenSearchBuilder

        return OpenSearchBuilder(address, enrichment=enrichment, rebuild=rebuild)

    def current_generation(self, address: str) -> str | None:
        """The generation on which the alias lies."""
        from searchapp.engines.opensearch.cluster import open_cluster
        from searchapp.engines.opensearch.write.generations import current

        return current(*open_cluster(address))

    def remembered(self, address: str) -> dict[str, str]:
        """Story id -> fingerprint in the generation that answers, of whatever version."""
        from searchapp.engines.opensearch.cluster import open_cluster
        from searchapp.engines.opensearch.write.builder import fingerprints
        from searchapp.engines.opensearch.write.generations import current

        cluster, read = open_cluster(address)
        generation = current(cluster, read)
        return fingerprints(cluster, generation) if generation else {}

    def refuse_foreign(self, address: str) -> None:
        """Refuse a name that another program's index has."""
        from searchapp.engines.opensearch.cluster import open_cluster
        from searchapp.engines.opensearch.write.generations import current, read_manifest

        cluster, read = open_cluster(address)
        if generation := current(cluster, read):
            read_manifest(cluster, read, generation)

    def is_index(self, folder: Path) -> bool:
        """No folder is one."""
        return False

    def verify(self, address: str) -> list[str]:
        """What of the generation that answers is not as it was published."""
        raise NotImplementedError

    def note(self, address: str) -> str:
        """The archive's note."""
        from searchapp.engines.opensearch.cluster import open_cluster
        from searchapp.engines.opensearch.write.beside import NOTE, read

        return str((read(*open_cluster(address), NOTE) or {}).get("text", ""))

    def keep_note(self, address: str, note: str) -> None:
        """Put the note beside the archive."""
        from searchapp.engines.opensearch.cluster import open_cluster
        from searchapp.engines.opensearch.write.beside import NOTE, keep

        keep(*open_cluster(address), NOTE, {"text": note})


ENGINE: Engine = OpenSearchEngine()
