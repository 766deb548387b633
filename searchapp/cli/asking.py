"""The commands that ask an index: `search`, `batch`, `export` and `names`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searchapp.cli.options import OneOf, chosen, common, matching, narrowing
from searchapp.cli.program import archive_of, main, tell_all
from searchapp.cli.progress import progress_bar
from searchapp.model import ENTITY_KINDS, EntityKind
from searchapp.text.wording import count

if TYPE_CHECKING:
    from searchapp.query.request import Sort

HOW_TO_WIDEN = "--widen"
"""The option that asks for fewer words."""


def sorts() -> Iterable[str]:
    """The orders of an answer."""
    from searchapp.query.request import SORTS

    return SORTS


def batch_formats() -> Iterable[str]:
    """The forms of ranked results."""
    from searchapp.archive.batch import BATCH_FORMATS

    return BATCH_FORMATS


def export_formats() -> Iterable[str]:
    """The forms in which an answer is taken away."""
    from searchapp.formats.downloads import DOWNLOADS

    return DOWNLOADS


@main.command()
@click.argument("query", default="")
@common
@narrowing
@click.option("--sort", type=OneOf(sorts), default="relevance")
@click.option("--limit", type=click.IntRange(0, 10_000), default=10, show_default=True)
@click.option("--fold", is_flag=True, help="List reprints once, with the story that they repeat.")
@click.option("--json", "as_json", is_flag=True, help="The answer as /api/v1/search gives it.")
def search(query: str, sort: Sort, limit: int, fold: bool, as_json: bool, **options: Any) -> None:
    """Search for stories, or with --kind statement for what was said."""
    from searchapp.archive.questions import question
    from searchapp.archive.suggesting.spellings import said
    from searchapp.cli.listing import listing
    from searchapp.formats.answer_json import answer_to_json

    with archive_of(options) as archive:
        about = {**chosen(options), "sort": sort, "limit": limit, "fold": fold}
        asked = question(query, about, archive.authority)
        answer = archive.answer(asked, how=HOW_TO_WIDEN)
        tell_all(archive.notices())
    if as_json:
        form = answer_to_json(answer.result, answer.notices, answer.did_you_mean)
        click.echo(json.dumps(form, ensure_ascii=False, indent=1))
        return
    notices = [*answer.notices, *filter(None, (said(answer.did_you_mean),))]
    click.echo(listing(answer.result, asked.request.kind, notices, color=sys.stdout.isatty()), nl=False)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="File to write.")
@click.option("--format", "form", type=OneOf(batch_formats), default="csv", show_default=True)
@matching
@click.option("--limit", type=click.IntRange(1, 100_000), default=100, show_default=True, help="Hits a query.")
@common
def batch(file: Path, out: Path, form: str, limit: int, **options: Any) -> None:
    """Run a list of queries (CSV or JSON Lines: id, q, facets, since, until) and write ranked results.

    With --format counts it writes how many stories and statements each query has, and how many each outlet has.
    """
    from searchapp.archive.answer_notices import beside
    from searchapp.archive.batch.counted import counted, counts_table
    from searchapp.archive.batch.lists import read_queries
    from searchapp.archive.batch.ranked import RANKED_FORMATS, run_batch
    from searchapp.curation.authority import Authority
    from searchapp.query.request import SearchRequest

    archive = archive_of(options)
    base = SearchRequest(match=options["match"], widen=options["widen"], limit=limit)
    queries = read_queries(file, base, Authority() if options["exact"] else archive.authority)
    with archive, archive.lease() as index:
        tell_all(archive.notices())
        with progress_bar() as progress, out.open("w", encoding="utf-8", newline="") as f:
            done = iter(range(1, len(queries) + 1))
            if form in RANKED_FORMATS:
                empty = run_batch(
                    index, queries, f, form, tick=lambda: progress("queries", next(done), len(queries))
                )
            else:
                rows = counted(index, [query.request for query in queries])
                f.writelines(counts_table([(query.id, query.text) for query in queries], rows))
                empty = [query for query, row in zip(queries, rows, strict=True) if not row.found]
        for query in queries:
            for notice in query.notices:
                click.echo(f"{query.id}: {notice}", err=True)
        click.echo(f"{out}: {count(len(queries), 'query', 'queries')}, {len(empty):,} without a hit.")
        for query in empty:
            click.echo(f"  no hit: {query.id}  {query.text}")
            asked = replace(query.request, limit=0, timeline=False)
            for notice in beside(index, asked, index.search(asked), how=HOW_TO_WIDEN):
                click.echo(f"    {notice}")


@main.command()
@click.argument("query", default="")
@common
@narrowing
@click.option(
    "--format",
    "form",
    type=OneOf(export_formats),
    default="jsonl",
    show_default=True,
)
def export(query: str, form: str, **options: Any) -> None:
    """Print every story that a query finds (all stories without one), in the order of their ids.

    With --kind statement it prints what was said, as the page's exports have it, newest first.
    """
    from searchapp.archive.exporting import answer_as
    from searchapp.archive.questions import question
    from searchapp.formats.downloads import DOWNLOADS

    with archive_of(options) as archive:
        asked = question(query, {**chosen(options), "sort": "newest", "limit": 0}, archive.authority)
        tell_all((*archive.notices(), *archive.answer(asked, how=HOW_TO_WIDEN).notices))
        taken, request = DOWNLOADS[form], asked.request
        whole = taken.stories if request.kind == "story" else None
        with archive.lease() as index:
            chunks = whole(archive.stories_of(request)) if whole else answer_as(taken, index, request)
            for chunk in chunks:
                click.echo(chunk, nl=False)


@main.command()
@common
@click.option("--suggest", is_flag=True, help="List names that may be one, for review; nothing is merged.")
@click.option("--kind", type=click.Choice(ENTITY_KINDS), help="Of this kind only.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, help="Pairs a kind.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def names(suggest: bool, kind: EntityKind | None, limit: int, as_json: bool, **options: Any) -> None:
    """Show the authority file's entries, or with --suggest names that may be one."""
    from searchapp.archive.name_suggestions import name_suggestions

    with archive_of(options) as archive:
        if not suggest:
            for entry in archive.authority.entries:
                if kind in (None, entry.kind):
                    click.echo(f"{entry.kind:>12}  {' = '.join(entry.forms)}")
            return
        with archive.lease() as index:
            for wanted in [kind] if kind else ENTITY_KINDS:
                for pair in name_suggestions(index, wanted, most=limit):
                    if as_json:
                        click.echo(json.dumps({"kind": wanted, **asdict(pair)}, ensure_ascii=False))
                    else:
                        why = f"{pair.reason}, {pair.shared:.0%} of company shared"
                        click.echo(f"{wanted:>12}  {pair.name} = {pair.other}?  {why}")
