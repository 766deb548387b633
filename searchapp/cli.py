"""The command line: thin commands that wire settings, an engine and the other parts together."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from searchapp import __version__
from searchapp.config import Settings, load_settings
from searchapp.counts import count, count_of
from searchapp.disk import disk_error
from searchapp.errors import BadRequest, IndexRefused, NotFound, SearchAppError
from searchapp.model import ENTITY_KINDS, EntityKind
from searchapp.options import common, matching, narrowing, serving
from searchapp.query import SearchRequest, Sort
from searchapp.terminal import progress_bar, stoppable

if TYPE_CHECKING:
    from searchapp.engines import Index
    from searchapp.enrich.cache import Finder
    from searchapp.names import Authority


class Program(click.Group):
    """The group of commands; what goes wrong is said in a line or two, never as a stack trace."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SearchAppError as error:
            _fail(ctx, error)
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(0)
        except OSError as error:
            _fail(ctx, disk_error(error))


def _fail(ctx: click.Context, error: SearchAppError) -> NoReturn:
    click.echo(f"searchapp: {error.message}", err=True)
    if error.hint:
        click.echo(error.hint, err=True)
    ctx.exit(error.exit_code)


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="searchapp")
def main() -> None:
    """A search engine for news archives: who said what, where, with the sentence as evidence."""


def _settings(options: dict[str, Any]) -> Settings:
    names = ("index", "data", "host", "port", "public", "hosts", "jobs")
    return load_settings(config=options.get("config"), flags={n: options[n] for n in names if n in options})


def _open(settings: Settings) -> Index:
    """The index under the corrections and names that users made."""
    from searchapp.correction_file import FILE_NAME, corrections_in_force, read_corrections
    from searchapp.engines import open_index

    found = read_corrections(settings.data / FILE_NAME)
    _tell(found.notice)
    corrections = corrections_in_force(found.noted)
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
@click.option("--prune", is_flag=True, help="Take out what is gone, also where that is much of an archive.")
@click.option("--strict", is_flag=True, help="Exit with 1 when any file could not be read or was left out.")
def index(
    paths: tuple[Path, ...], no_enrich: bool, enrich: str, rebuild: bool, strict: bool, **options: Any
) -> None:
    """Bring the index up to date with files and folders of stories [corpus].

    Unchanged stories are not done again. Ctrl-C or SIGTERM publishes what was done; run it again to go on.
    """
    from searchapp import indexer
    from searchapp.given import limits_of
    from searchapp.run_report import remarks, summary

    settings = _settings(options)
    given = paths or (settings.corpus,)
    indexer.refuse_places(given, settings.index, data=settings.data)
    with progress_bar() as progress, stoppable() as stop, _enricher(settings) as enricher:
        build = partial(
            indexer.build,
            given,
            settings.index,
            data=settings.data,
            prune=options["prune"],
            limits=limits_of(settings),
            progress=progress,
            stop=stop,
        )
        if not no_enrich:
            _tell(enricher.notice)
        words_first = enrich == "later"
        report = build(
            enricher=None if no_enrich or words_first else enricher, rebuild=rebuild, words_first=words_first
        )
        if words_first and not no_enrich and not report.interrupted:
            click.echo(summary(report, settings.index))
            same_ids = report.same_ids
            report = build(enricher=enricher)
            report.same_ids = same_ids + report.same_ids
    click.echo(summary(report, settings.index))
    for line in remarks(report):
        click.echo(line, err=True)
    if not report.is_done or (strict and not report.is_complete):
        sys.exit(1)


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
    from searchapp.given import limits_of, stories_of
    from searchapp.run_report import Report, left_out_lines

    settings = _settings(options)
    report = Report()
    with _enricher(settings) as enricher:
        _tell(enricher.notice)
        for story in enricher.pipe(stories_of(path, report, limits_of(settings))):
            click.echo(json.dumps(extraction(story), ensure_ascii=False))
    for failure in report.failures:
        nothing = {"id": failure.name, "mentions": [], "statements": [], "error": failure.reason}
        click.echo(json.dumps(nothing, ensure_ascii=False))
        click.echo(f"{failure.name} {failure.place}".rstrip() + f": {failure.reason}", err=True)
    for line in left_out_lines(report.left_out):
        click.echo(line, err=True)


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
    type=click.Choice(["jsonl", "csv", "excel", "ris", "bibtex", "csl"]),
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
@serving
def serve(**options: Any) -> None:
    """Serve the search page; on an address that others reach, with --public.

    When told to end (Ctrl-C, SIGTERM) it answers first what was asked before; told again, it ends at once.
    """
    from searchapp.server import run

    run(_settings(options), say=click.echo)


@main.command()
@common
@serving
def demo(**options: Any) -> None:
    """Index the stories that come with the program, if that is still to be done, and serve them."""
    from searchapp import indexer
    from searchapp.addresses import guarded
    from searchapp.server import demo_corpus, run

    settings = _settings(options)
    guarded(settings)
    corpus = [demo_corpus(settings)]
    indexer.refuse_places(corpus, settings.index, data=settings.data)
    build = partial(indexer.build, corpus, settings.index, data=settings.data)
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
    from searchapp.data_notices import data_notices
    from searchapp.engines import open_index
    from searchapp.enrichment import enrichment_notice

    settings = _settings(options)
    engine = open_index(settings.index)
    found = engine.status()
    notice = enrichment_notice(found.enrichment)
    said = data_notices(settings.data)
    doubts = {v.value: v.count for v in engine.facet_values(SearchRequest(), "doubt").values}
    if as_json:
        click.echo(json.dumps({**asdict(found), "notice": notice, "data": said, "doubts": doubts}))
        return
    click.echo(f"{settings.index}: {count_of('story', found.stories)}, {count_of('statement', found.statements)}")
    click.echo(f"  built       {found.built} (generation {found.generation})")
    click.echo(f"  enrichment  {found.enrichment}")
    click.echo(f"  size        {found.size / 1e6:,.1f} MB, engine {found.engine}")
    for kind, number in doubts.items():
        click.echo(f'  doubtful    {kind}: {number:,}, listed by `searchapp search --doubt "{kind}"`')
    for line in (notice, *said):
        _tell(line)


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
    from searchapp.data_notices import data_notices

    settings = _settings(options)
    for line in data_notices(settings.data):
        _tell(line)
    written = write_backup(settings.data, file)
    for line in written.left_out:
        _tell(f"Left out: {line}.")
    click.echo(f"{file}: {count(written.files, 'file', 'files')} of {settings.data}.")


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
    from searchapp.engines import refuse_foreign
    from searchapp.enrich.cache import CachedFinder
    from searchapp.enrich.workers import Workers

    with Workers(settings.model, jobs=settings.jobs) as workers, ExitStack() as held:
        finder: Finder = workers
        with suppress(IndexRefused):  # in a folder of others nothing is left, not even by `extract`
            refuse_foreign(settings.index)
            finder = held.enter_context(closing(CachedFinder(workers, settings.index / "found.sqlite3")))
        yield finder
