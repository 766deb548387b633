"""The command line: thin commands that wire settings, an engine and the other parts together."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searchapp import __version__
from searchapp.config import Settings, load_settings
from searchapp.counts import count, count_of
from searchapp.errors import BadRequest, IndexRefused, NotFound, SearchAppError
from searchapp.model import ENTITY_KINDS, EntityKind, Story
from searchapp.options import common, matching, narrowing
from searchapp.query import SearchRequest, Sort
from searchapp.terminal import progress_bar, stoppable

if TYPE_CHECKING:
    from searchapp.engines import Index
    from searchapp.enrich.cache import Finder
    from searchapp.indexer import Report
    from searchapp.names import Authority

MAX_SHOWN_FAILURES = 50


class Program(click.Group):
    """The group of commands; what goes wrong is said in a line or two, never as a stack trace."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SearchAppError as error:
            click.echo(f"searchapp: {error.message}", err=True)
            if error.hint:
                click.echo(error.hint, err=True)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(0)


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="searchapp")
def main() -> None:
    """A search engine for news archives: who said what, where, with the sentence as evidence."""


def _settings(options: dict[str, Any]) -> Settings:
    names = ("index", "data", "host", "port", "jobs")
    return load_settings(config=options.get("config"), flags={n: options[n] for n in names if n in options})


def _open(settings: Settings) -> Index:
    """The index under the corrections and names that users made."""
    from searchapp.correction_file import FILE_NAME, load_corrections
    from searchapp.engines import open_index

    corrections = load_corrections(settings.data / FILE_NAME)
    return open_index(settings.index).with_corrections(corrections).with_names(_authority(settings))


def _authority(settings: Settings) -> Authority:
    from searchapp.authority import FILE_NAME, load_authority

    return load_authority(settings.data / FILE_NAME)


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@common
@click.option("--jobs", type=int, help="Processes that find names and statements.")
@click.option("--no-enrich", is_flag=True, help="Index the words only: no names, no statements.")
@click.option(
    "--enrich",
    type=click.Choice(["now", "later"]),
    default="now",
    help="later: publish the words first, then find names and statements and publish again.",
)
@click.option("--rebuild", is_flag=True, help="Start from nothing.")
@click.option("--strict", is_flag=True, help="Exit with 1 when any file could not be read.")
def index(
    paths: tuple[Path, ...], no_enrich: bool, enrich: str, rebuild: bool, strict: bool, **options: Any
) -> None:
    """Bring the index up to date with files and folders of stories [corpus].

    Unchanged stories are not done again. Ctrl-C publishes what was done so far; run it again to go on.
    """
    from searchapp import indexer
    from searchapp.ingest import Failure

    settings = _settings(options)
    given = paths or (settings.corpus,)
    with progress_bar() as progress, stoppable() as stop, _enricher(settings) as enricher:
        if not no_enrich:
            _tell(enricher.notice)
        report = indexer.build(
            given,
            settings.index,
            enricher=None if no_enrich or enrich == "later" else enricher,
            rebuild=rebuild,
            words_first=enrich == "later",
            progress=progress,
            stop=stop,
        )
        if enrich == "later" and not no_enrich and not report.interrupted:
            click.echo(_summary(settings, report))
            report = indexer.build(given, settings.index, enricher=enricher, progress=progress, stop=stop)
    click.echo(_summary(settings, report))

    def line(failure: Failure) -> str:
        return f"  {failure.name}{', ' + failure.place if failure.place else ''}: {failure.reason}"

    if report.failures:
        click.echo(f"{len(report.failures):,} could not be read:", err=True)
        for failure in report.failures[:MAX_SHOWN_FAILURES]:
            click.echo(line(failure), err=True)
        if len(report.failures) > MAX_SHOWN_FAILURES:
            click.echo(f"  and {len(report.failures) - MAX_SHOWN_FAILURES:,} more", err=True)
    if report.interrupted:
        click.echo("Stopped early; run the same command again to go on.", err=True)
    if report.failures and strict:
        sys.exit(1)


def _summary(settings: Settings, report: Report) -> str:
    assert report.status is not None
    return (
        f"{settings.index}: {report.status.stories:,} stories, {report.status.statements:,} statements "
        f"({report.added:,} new, {report.changed:,} changed, {report.unchanged:,} unchanged, "
        f"{report.removed:,} removed)."
    )


@main.command()
@click.argument("query", default="")
@common
@narrowing
@click.option("--sort", type=click.Choice(["relevance", "newest", "oldest"]), default="relevance")
@click.option("--limit", type=click.IntRange(0, 10_000), default=10, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The answer as /api/v1/search gives it.")
def search(query: str, sort: Sort, limit: int, as_json: bool, **options: Any) -> None:
    """Search for stories, or with --kind statement for what was said."""
    from searchapp.answers import answer_to_json
    from searchapp.asking import beside, request_of
    from searchapp.listing import listing

    settings = _settings(options)
    request, notices = request_of(query, options, _authority(settings))
    request = replace(request, sort=sort, limit=limit)
    engine = _open(settings)
    result = engine.search(request)
    notices += beside(engine, request, result)
    if as_json:
        click.echo(json.dumps(answer_to_json(result, notices), ensure_ascii=False, indent=1))
        return
    click.echo(listing(result, request.kind, notices, color=sys.stdout.isatty()), nl=False)


@main.command()
@click.argument("path", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--format", "form", type=click.Choice(["jsonl"]), default="jsonl")
@common
def extract(path: Path, form: str, **options: Any) -> None:
    """Print the names and statements found in stories, one JSON object a story; no index is written.

    PATH is a file or folder; - takes one story's text, or JSON Lines, from standard input. For an input without a
    text, and one that can't be read, the object is empty but for `error`.
    """
    from searchapp.enrich.extract import extraction
    from searchapp.ingest import Failure

    settings = _settings(options)
    failures: list[Failure] = []
    with _enricher(settings) as enricher:
        _tell(enricher.notice)
        for story in enricher.pipe(_stories(path, failures)):
            click.echo(json.dumps(extraction(story), ensure_ascii=False))
    for failure in failures:
        nothing = {"id": failure.name, "mentions": [], "statements": [], "error": failure.reason}
        click.echo(json.dumps(nothing, ensure_ascii=False))
        click.echo(f"{failure.name} {failure.place}".rstrip() + f": {failure.reason}", err=True)


def _stories(path: Path, failures: list[Any]) -> Iterator[Story]:
    """The stories of a path or of standard input; what can't be read goes to `failures`."""
    import tempfile

    from searchapp.ingest import Failure, find_sources, read_source

    if str(path) == "-":
        content = sys.stdin.buffer.read()
        suffix = ".jsonl" if content.lstrip().startswith(b"{") else ".txt"
        with tempfile.TemporaryDirectory() as folder:
            given = Path(folder) / f"stdin{suffix}"
            given.write_bytes(content)
            yield from _stories(given, failures)
        return
    sources, unfound = find_sources([path])
    failures.extend(unfound)
    for source in sources:
        for item in read_source(source):
            if isinstance(item, Failure):
                failures.append(item)
            else:
                yield item


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="File to write.")
@click.option("--format", "form", type=click.Choice(["csv", "jsonl", "trec"]), default="csv", show_default=True)
@matching
@click.option("--limit", type=click.IntRange(1, 100_000), default=100, show_default=True, help="Hits a query.")
@common
def batch(file: Path, out: Path, form: str, limit: int, **options: Any) -> None:
    """Run a list of queries (CSV or JSON Lines: id, q, facets, since, until) and write ranked results."""
    from searchapp.asking import beside
    from searchapp.batch import read_queries, run_batch
    from searchapp.names import Authority

    settings = _settings(options)
    base = SearchRequest(match=options["match"], widen=options["widen"], limit=limit)
    queries = read_queries(file, base, Authority() if options["exact"] else _authority(settings))
    engine = _open(settings)
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
        for notice in beside(engine, asked, engine.search(asked)):
            click.echo(f"    {notice}")


@main.command()
@click.argument("query", default="")
@common
@narrowing
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv", "ris", "bibtex", "csl"]),
    default="jsonl",
    show_default=True,
)
def export(query: str, form: str, **options: Any) -> None:
    """Print every story that a query finds (all stories without one), in the order of their ids."""
    from searchapp.asking import beside, request_of
    from searchapp.exports import FORMATS

    settings = _settings(options)
    request, notices = request_of(query, options, _authority(settings))
    if request.kind != "story":
        raise BadRequest(
            "export gives stories.", hint="For statements use `searchapp search --kind statement --json`."
        )
    engine = _open(settings)
    asked = replace(request, limit=0, timeline=False)
    for notice in (*notices, *beside(engine, asked, engine.search(asked))):
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
    from searchapp.suggest import name_suggestions

    settings = _settings(options)
    authority = _authority(settings)
    if not suggest:
        for entry in authority.entries:
            if kind in (None, entry.kind):
                click.echo(f"{entry.kind:>12}  {' = '.join(entry.forms)}")
        return
    engine = _open(settings)
    for wanted in [kind] if kind else ENTITY_KINDS:
        for pair in name_suggestions(engine, wanted, most=limit):
            if as_json:
                click.echo(json.dumps({"kind": wanted, **asdict(pair)}, ensure_ascii=False))
            else:
                why = f"{pair.reason}, {pair.shared:.0%} of company shared"
                click.echo(f"{wanted:>12}  {pair.name} = {pair.other}?  {why}")


@main.command()
@common
@click.option("--host", help="Address to serve on [127.0.0.1].")
@click.option("--port", type=int, help="Port to serve on [8000].")
def serve(**options: Any) -> None:
    """Serve the search page."""
    from searchapp.server import run

    run(_settings(options), say=click.echo)


@main.command()
@common
@click.option("--host", help="Address to serve on [127.0.0.1].")
@click.option("--port", type=int, help="Port to serve on [8000].")
def demo(**options: Any) -> None:
    """Index the stories that come with the program, if that is still to be done, and serve them."""
    from searchapp import indexer
    from searchapp.server import demo_corpus, run

    settings = _settings(options)
    build = partial(indexer.build, [demo_corpus(settings)], settings.index)
    with progress_bar() as progress, _enricher(settings) as enricher:
        try:
            report = build(enricher=enricher, progress=progress)
        except IndexRefused as refused:
            click.echo(f"{refused.message} The stories of the demo are indexed anew.", err=True)
            report = build(enricher=enricher, progress=progress, rebuild=True)
    assert report.status is not None
    found = f"{count_of('story', report.status.stories)} and {count_of('statement', report.status.statements)}"
    click.echo(f"{found} of invented outlets.")
    run(settings, say=click.echo)


@main.command()
@common
@click.option("--json", "as_json", is_flag=True)
def status(as_json: bool, **options: Any) -> None:
    """Say what the index holds, and how its names and statements were found."""
    from searchapp.engines import open_index
    from searchapp.enrichment import enrichment_notice

    settings = _settings(options)
    found = open_index(settings.index).status()
    notice = enrichment_notice(found.enrichment)
    if as_json:
        click.echo(json.dumps({**asdict(found), "notice": notice}))
        return
    click.echo(f"{settings.index}: {count_of('story', found.stories)}, {count_of('statement', found.statements)}")
    click.echo(f"  built       {found.built} (generation {found.generation})")
    click.echo(f"  enrichment  {found.enrichment}")
    click.echo(f"  size        {found.size / 1e6:,.1f} MB, engine {found.engine}")
    _tell(notice)


@main.command()
@common
def verify(**options: Any) -> None:
    """Check every file of the index against its hash."""
    from searchapp.engines import verify as verify_files

    settings = _settings(options)
    wrong = verify_files(settings.index)
    for line in wrong:
        click.echo(line, err=True)
    if wrong:
        raise NotFound(
            f"The index in {settings.index} is damaged.", hint="Build it anew: searchapp index --rebuild"
        )
    click.echo(f"{settings.index}: every file is as it was built.")


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@common
def backup(file: Path, **options: Any) -> None:
    """Write all that users made (saved queries, names, corrections) to one .tar.gz file."""
    from searchapp.backup import write_backup

    settings = _settings(options)
    click.echo(f"{file}: {count(write_backup(settings.data, file), 'file', 'files')} of {settings.data}.")


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@common
def restore(file: Path, **options: Any) -> None:
    """Bring back what `backup` wrote; what is in the data folder now is moved aside, not lost."""
    from searchapp.backup import restore_backup

    settings = _settings(options)
    restored, aside = restore_backup(file, settings.data)
    click.echo(
        f"{settings.data}: {count(restored, 'file', 'files')} restored."
        + (f" What was there is in {aside}." if aside else "")
    )


def _tell(notice: str) -> None:
    """Say what a user has to know beside the result, where there is anything."""
    if notice:
        click.echo(notice, err=True)


@contextmanager
def _enricher(settings: Settings) -> Iterator[Finder]:
    """What finds names and statements, in as many processes as are set, with its memory beside the index."""
    from searchapp.enrich.cache import CachedFinder
    from searchapp.enrich.workers import Workers

    with Workers(settings.model, jobs=settings.jobs) as workers:
        yield CachedFinder(workers, settings.index / "found.sqlite3")
