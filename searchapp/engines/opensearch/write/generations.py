"""Generations of an archive in a cluster: an index each, a manifest in its mapping, an alias on what answers.

    NAME-v<schema>-<stamp>   a generation; unfinished until its manifest says that it is published
    NAME                     alias of the generation that answers
    NAME-kept                what is kept beside them: the note, the writer's lock, the decisions laid over
    NAME-queries             queries that new records are held against

Only indexes whose manifest bears our mark and this archive's name are ever changed or deleted.
"""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from typing import Any

from opensearchpy.exceptions import NotFoundError

from searchapp.engines import IndexStatus
from searchapp.engines.opensearch import layout
from searchapp.engines.opensearch.address import Address
from searchapp.engines.opensearch.cluster import Body, Cluster
from searchapp.engines.versions import analysis_versions, difference
from searchapp.errors import EngineUnavailable, IndexMissing, IndexRefused
from searchapp.facets import FACET_KEYS
from searchapp.model import RECORD_KINDS, RecordKind
from searchapp.records import RECORDS_VERSION

ENGINE = "opensearch"
REBUILD = "Build it anew: searchapp index PATH… --rebuild"
_FOREIGN, _ELSEWHERE = "{} is an index, but not one of this program.", "Name another archive in its address."
_MOST_SHARDS = 6


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is made of; `built` is "" of one that is not published, `base` what it is a clone of.

    `history` has what was written since the generations before it, "" where that is not known. Of one that another
    version wrote there is what both know.
    """

    mark: str = ""
    name: str = ""
    schema: str = ""
    records: str = ""
    analysis: dict[str, str] = field(default_factory=dict)
    facets: tuple[str, ...] = ()
    enrichment: str = ""
    base: str = ""
    built: str = ""
    stories: int = 0
    statements: int = 0
    history: str = ""

    def misfit(self) -> str:
        """Why this program can't use it, or ""."""
        return difference(
            ("schema", self.schema, layout.SCHEMA_VERSION),
            ("records", self.records, RECORDS_VERSION),
            ("tokens", self.analysis, analysis_versions()),
            ("facets", ",".join(self.facets), ",".join(FACET_KEYS)),
        )


def manifest_of(address: Address, *, enrichment: str, base: str) -> Manifest:
    """The manifest of a generation that this program begins to write."""
    return Manifest(
        mark=layout.MARK,
        name=address.name,
        schema=layout.SCHEMA_VERSION,
        records=RECORDS_VERSION,
        analysis=analysis_versions(),
        facets=FACET_KEYS,
        enrichment=enrichment,
        base=base,
    )


def current(cluster: Cluster, address: Address) -> str | None:
    """The generation that answers; None where nothing was published, None too of another's index.

    One request, which says besides whether it can be asked: EngineUnavailable where parts of it are lost.
    """
    found = cluster.health(address.name)
    for name, health in found.items():
        if health["status"] == "red":
            raise EngineUnavailable(
                f"The cluster at {cluster.url} has lost parts of {name}.",
                hint=f"Look at {cluster.first}/_cluster/allocation/explain; bring the nodes back, or a snapshot.",
            )
    return min(found.keys() - {address.name}, default=None)


def refuse_foreign(cluster: Cluster, address: Address) -> None:
    """IndexRefused where an index of another program has this name, or an alias to one; nothing is touched."""
    if generation := current(cluster, address):
        read_manifest(cluster, address, generation)
    elif cluster.ask(lambda c: c.indices.exists(index=address.name)):
        raise IndexRefused(_FOREIGN.format(address), hint=_ELSEWHERE)


def read_manifest(cluster: Cluster, address: Address, generation: str) -> Manifest:
    """The manifest of a generation; IndexRefused where it is not one of ours."""
    found = cluster.ask(lambda c: c.indices.get_mapping(index=generation))
    meta = found[generation]["mappings"].get("_meta", {})
    if (meta.get("mark"), meta.get("name")) != (layout.MARK, address.name):
        raise IndexRefused(_FOREIGN.format(address), hint=_ELSEWHERE)
    known = {f.name: meta[f.name] for f in fields(Manifest) if f.name in meta}
    return Manifest(**{**known, "facets": tuple(meta.get("facets", ()))})


def checked(cluster: Cluster, address: Address) -> tuple[str, Manifest]:
    """The generation that answers and its manifest; IndexMissing; IndexRefused where it is another version's."""
    generation = current(cluster, address)
    if generation is None:
        raise IndexMissing(f"There is no index at {address}.", hint="Make one: searchapp index PATH…")
    manifest = read_manifest(cluster, address, generation)
    if reason := manifest.misfit():
        raise IndexRefused(f"The index at {address} was made by another version: {reason}.", hint=REBUILD)
    return generation, manifest


def begin(cluster: Cluster, address: Address, manifest: Manifest) -> str:
    """A new empty generation: as many shards as there are nodes for data, each twice where there are two."""
    nodes = cluster.ask(lambda c: c.cluster.health())["number_of_data_nodes"]
    version = cluster.ask(lambda c: c.info())["version"]["number"]
    name = new_name(address)
    body = {
        "settings": layout.settings(
            shards=max(1, min(nodes, _MOST_SHARDS)), replicas=int(nodes > 1), major=int(version.split(".")[0])
        ),
        "mappings": {**layout.mappings(), "_meta": asdict(manifest)},
    }
    body["settings"]["refresh_interval"] = -1
    cluster.make(lambda c: c.indices.create(index=name, body=body, params={"wait_for_active_shards": "1"}))
    return name


def clone(cluster: Cluster, address: Address, manifest: Manifest) -> str:
    """A new generation with all that its base has, whose files are linked and not copied."""
    name, generation = new_name(address), manifest.base
    block = {"index.blocks.write": True}
    cluster.ask(lambda c: c.indices.put_settings(index=generation, body=block))
    try:
        settings = {"index.blocks.write": None, "index.refresh_interval": "-1"}
        cluster.make(
            lambda c: c.indices.clone(
                index=generation, target=name, body={"settings": settings}, params={"wait_for_active_shards": "1"}
            )
        )
    finally:
        cluster.ask(lambda c: c.indices.put_settings(index=generation, body={"index.blocks.write": None}))
    cluster.ask(lambda c: c.indices.put_mapping(index=name, body={"_meta": asdict(manifest)}))
    return name


def unfinished(cluster: Cluster, address: Address, manifest: Manifest) -> str | None:
    """A generation that an earlier build left when it was cut off, and that this one can go on with."""
    own = asdict(manifest)
    there = _ours(cluster, address)
    name = next((name for name, meta in there.items() if {**meta, "facets": tuple(meta["facets"])} == own), None)
    if name is None:
        return None
    cluster.ask(lambda c: c.indices.refresh(index=name))
    return name


def publish(cluster: Cluster, address: Address, generation: str, manifest: Manifest) -> None:
    """Show a generation: its manifest first, then the alias in one step."""
    cluster.ask(lambda c: c.indices.put_settings(index=generation, body={"index.refresh_interval": None}))
    cluster.ask(lambda c: c.indices.refresh(index=generation))
    cluster.ask(lambda c: c.indices.put_mapping(index=generation, body={"_meta": asdict(manifest)}))
    before = current(cluster, address)
    show(cluster, address, generation, instead=before)
    prune(cluster, address, keep={generation, before or ""})


def show(cluster: Cluster, address: Address, generation: str, *, instead: str | None) -> None:
    """Have a generation answer, instead of another; it is no error where it does so already."""
    actions: list[dict[str, Any]] = [{"add": {"index": generation, "alias": address.name}}]
    if instead:
        actions.append({"remove": {"index": instead, "alias": address.name, "must_exist": False}})
    cluster.ask(lambda c: c.indices.update_aliases(body={"actions": actions}))


def prune(cluster: Cluster, address: Address, *, keep: set[str]) -> None:
    """Delete the generations of this archive but some; what does not bear our mark stays."""
    for name in _ours(cluster, address).keys() - keep:
        delete(cluster, name)


def _ours(cluster: Cluster, address: Address) -> dict[str, dict[str, Any]]:
    """The generations of this archive, each with its manifest as it stands there."""
    try:
        found = cluster.ask(lambda c: c.indices.get_mapping(index=address.generations))
    except NotFoundError:
        return {}
    manifests = {name: entry["mappings"].get("_meta", {}) for name, entry in found.items()}
    own = (layout.MARK, address.name)
    return {name: meta for name, meta in manifests.items() if (meta.get("mark"), meta.get("name")) == own}


def delete(cluster: Cluster, generation: str) -> None:
    """Delete one generation, if it is there."""
    cluster.ask(lambda c: c.indices.delete(index=generation, params={"ignore_unavailable": "true"}))


def counts(cluster: Cluster, generation: str) -> dict[RecordKind, int]:
    """How many records of each kind a generation has."""
    bodies: list[Body] = [
        {"size": 0, "track_total_hits": True, "query": {"term": {"kind": kind}}} for kind in RECORD_KINDS
    ]
    told = cluster.searches(generation, bodies, scored=False)
    return {kind: answer["hits"]["total"]["value"] for kind, answer in zip(RECORD_KINDS, told, strict=True)}


def status(cluster: Cluster, generation: str, manifest: Manifest) -> IndexStatus:
    """What a generation holds, with the bytes of its primaries."""
    sizes = cluster.ask(lambda c: c.indices.stats(index=generation, metric="store"))
    return IndexStatus(
        engine=ENGINE,
        generation=generation,
        built=manifest.built,
        stories=manifest.stories,
        statements=manifest.statements,
        enrichment=manifest.enrichment,
        size=sizes["_all"]["primaries"]["store"]["size_in_bytes"],
    )


def new_name(address: Address) -> str:
    """The name of a generation that there is not yet."""
    stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
    return f"{address.name}-v{layout.SCHEMA_VERSION}-{stamp}-{secrets.token_hex(3)}"
