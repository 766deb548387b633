"""The commands that ask an index: `search`, `batch`, `export` and `names`."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searchapp.cli.options import chosen, common, matching, narrowing
from searchapp.cli.program import authority_of, main, open_index_of, settings_of
from searchapp.cli.progress import progress_bar
from searchapp.errors import BadRequest
from searchapp.model import ENTITY_KINDS, EntityKind
from searchapp.text.wording import count

if TYPE_CHECKING:
    from searchapp.query.request import Sort


@main.command()
@click.argument("query", default="")
@common
@narrowing
@click.option("--sort", type=click.Choice(["relevance", "newest", "oldest"]), default="relevance")
@click.option("--limit", type=click.IntRange(0, 10_000), default=10, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The answer as /api/v1/search gives it.")
def search(query: str, sort: Sort, limit: int, as_json: bool, **options: Any) -> None:
    """Search for stories, or with --kind statement for what was said."""
    from searchapp.archive.answer_notices import beside
    from searchapp.archive.questions import question
    from searchapp.cli.listing import listing
    from searchapp.formats.answer_json import answer_to_json

    settings = settings_of(options)
    asked = question(query, {**chosen(options), "sort": sort, "limit": limit}, authority_of(settings))
    request = asked.request
    engine = open_index_of(settings)
    result = engine.search(request)
    notices = [*asked.said, *beside(engine, request, result, how="--widen")]
    if as_json:
        click.echo(json.dumps(answer_to_json(result, notices), ensure_ascii=False, indent=1))
        return
    click.echo(listing(result, request.kind, notices, color=sys.stdout.isatty()), nl=False)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="File to write.")
@click.option("--format", "form", type=click.Choice(["csv", "jsonl", "trec"]), default="csv", show_default=True)
@matching
@click.option("--limit", type=click.IntRange(1, 100_000), default=100, show_default=True, help="Hits a query.")
@common
def batch(file: Path, out: Path, form: str, limit: int, **options: Any) -> None:
    """Run a list of queries (CSV or JSON Lines: id, q, facets, since, until) and write ranked results."""
    from searchapp.archive.answer_notices import beside
    from searchapp.archive.batch import read_queries, run_batch
    from searchapp.curation.authority import Authority
    from searchapp.query.request import SearchRequest

    settings = settings_of(options)
    base = SearchRequest(match=options["match"], widen=options["widen"], limit=limit)
    queries = read_queries(file, base, Authority() if options["exact"] else authority_of(settings))
    engine = open_index_of(settings)
    with progress_bar() as progress:
        done = iter(range(1, len(queries) + 1))
        with out.open("w", encoding="utf-8", newline="") as f:
            empty = run_batch(engine, queries, f, form, tick=lambda: progress("queries", next(done), len(queries)))
    for query in queries:
        for notice in query.notices:
            click.echo(f"{query.id}: {notice}", err=True)
    click.echo(f"{out}: {count(len(queries), 'query', 'queries')}, {len(empty):,} without a hit.")
    for query in empty:
        click.echo(f"  no hit: {query.id}  {query.text}")
        asked = replace(query.request, limit=0, timeline=False)
        for notice in beside(engine, asked, engine.search(asked), how="--widen"):
            click.echo(f"    {notice}")


@main.command()
@click.argument("query", default="")
@common
@narrowing
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv", "excel", "ris", "bibtex", "csl"]),
    default="jsonl",
    show_default=True,
)
def export(query: str, form: str, **options: Any) -> None:
    """Print every story that a query finds (all stories without one), in the order of their ids."""
    from searchapp.archive.answer_notices import beside
    from searchapp.archive.questions import question
    from searchapp.formats.exports import FORMATS

    settings = settings_of(options)
    read = question(query, chosen(options), authority_of(settings))
    request = read.request
    if request.kind != "story":
        raise BadRequest(
            "export gives stories.", hint="For statements use `searchapp search --kind statement --json`."
        )
    engine = open_index_of(settings)
    asked = replace(request, limit=0, timeline=False)
    for notice in (*read.said, *beside(engine, asked, engine.search(asked), how="--widen")):
        click.echo(notice, err=True)
    ids = sorted(key for key, _ in engine.ranking(replace(request, limit=engine.status().stories, sort="newest")))
    found = (engine.story(story_id) for story_id in ids)
    for chunk in FORMATS[form](story for story in found if story):
        click.echo(chunk, nl=False)


@main.command()
@common
@click.option("--suggest", is_flag=True, help="List names that may be one, for review; nothing is merged.")
@click.option("--kind", type=click.Choice(["person", "organization", "place"]), help="Of this kind only.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, help="Pairs a kind.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def names(suggest: bool, kind: EntityKind | None, limit: int, as_json: bool, **options: Any) -> None:
    """Show the authority file's entries, or with --suggest names that may be one."""
    from searchapp.archive.name_suggestions import name_suggestions

    settings = settings_of(options)
    authority = authority_of(settings)
    if not suggest:
        for entry in authority.entries:
            if kind in (None, entry.kind):
                click.echo(f"{entry.kind:>12}  {' = '.join(entry.forms)}")
        return
    engine = open_index_of(settings)
    for wanted in [kind] if kind else ENTITY_KINDS:
        for pair in name_suggestions(engine, wanted, most=limit):
            if as_json:
                click.echo(json.dumps({"kind": wanted, **asdict(pair)}, ensure_ascii=False))
            else:
                why = f"{pair.reason}, {pair.shared:.0%} of company shared"
                click.echo(f"{wanted:>12}  {pair.name} = {pair.other}?  {why}")
