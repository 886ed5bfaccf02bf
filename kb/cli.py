"""The command line: parse, call `kb.base`, print. Data goes to stdout, messages to stderr.

Exit status: 0 done; 1 done with problems, which are listed; 2 wrong use or broken set-up.
"""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kb import __version__, parts
from kb.errors import KbError, UsageError
from kb.terminal import complain, progress, say, table, write
from kb.terminal import timeline as timeline_table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from kb import pipeline
    from kb.base import Base
    from kb.model import Problem
    from kb.store import Answer
    from kb.wanted import Wanted

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="News articles in; a dated, sourced knowledge base of events out.",
)

_Kb = Annotated[Path, typer.Option("--kb", envvar="KB_DIR", metavar="DIR", help="the knowledge base's folder")]
_Published = Annotated[
    str | None, typer.Option(metavar="DATE", help="publication date, when the source has none or a wrong one")
]
_Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="write to a file instead of stdout")
]
_Workers = Annotated[int, typer.Option(min=1, help="processes that read articles; results do not depend on it")]
_DEFAULT: Final = Path("knowledge")
_PROBLEMS: Final = 1
GARBAGE: Final = (
    100_000  # records between collections: our records form few cycles, and looking for them took half of making quads
)


def main() -> None:
    """Run the command line; the console script `kb`."""
    gc.set_threshold(GARBAGE)
    try:
        app()
    except KbError as error:
        say(f"kb: {error}")
        sys.exit(2)
    except OSError as error:
        say(f"kb: {error.filename or 'input or output'}: {error.strerror}")
        sys.exit(2)


def _version(asked: bool) -> None:
    if asked:
        write([f"Dateline {__version__}\n"], None)
        raise typer.Exit


_Version = Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="print the version")]


@app.callback()
def _root(context: typer.Context, kb: _Kb = _DEFAULT, version: _Version = False) -> None:  # noqa: ARG001 - see `_version`
    context.obj = kb


def _base(context: typer.Context, kb: Path | None) -> Base:
    from kb.base import Base

    folder: Path = kb or context.obj
    return Base(folder)


_Here = Annotated[
    Path | None, typer.Option("--kb", metavar="DIR", help="the knowledge base's folder [default: $KB_DIR or knowledge]")
]


@app.command()
def add(
    context: typer.Context,
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="files, folders, web addresses, or - for stdin")
    ],
    published: _Published = None,
    workers: _Workers = 1,
    kb: _Here = None,
) -> None:
    """Read articles into the knowledge base. Adding again changes nothing; a killed run goes on where it was."""
    report = _add(_base(context, kb), sources, published, workers=workers)
    say(f"{report.added} added, {report.known} known already, {len(report.problems)} problems")
    _end(report.problems)


@app.command()
def timeline(
    context: typer.Context,
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SOURCE]...", help="articles to read in memory; none: the knowledge base"),
    ] = None,
    format_: Annotated[
        str,
        typer.Option(
            "--format", metavar="FORMAT", help="table, " + ", ".join(parts.names("export", having="TIMELINE"))
        ),
    ] = "table",
    output: _Output = None,
    who: Annotated[str, typer.Option(metavar="NAME", help="somebody or something that takes part")] = "",
    where: Annotated[str, typer.Option(metavar="NAME", help="a place where it happens")] = "",
    type_: Annotated[str, typer.Option("--type", metavar="TYPE", help="an event type, such as meet-consult")] = "",
    since: Annotated[str, typer.Option(metavar="DATE", help="not what ended before: 2023, 2023-05, 2023-05-03")] = "",
    until: Annotated[str, typer.Option(metavar="DATE", help="not what began after")] = "",
    status: Annotated[
        str, typer.Option(metavar="STATUS", help="occurred, ongoing, planned, possible or did-not-occur")
    ] = "",
    top: Annotated[int | None, typer.Option(min=1, metavar="N", help="the N most salient events")] = None,
    query: Annotated[str, typer.Option(metavar="NAME", help="only events that a query's rows name")] = "",
    all_: Annotated[
        bool, typer.Option("--all", help="what was only said, and what an editor would leave out, too")
    ] = False,
    published: _Published = None,
    kb: _Here = None,
) -> None:
    """Print the events in the order of time."""
    from kb.base import Base
    from kb.wanted import Wanted

    _choose(format_, ["table", *parts.names("export", having="TIMELINE")], "timeline format")
    base = Base() if sources else _base(context, kb)
    problems = _add(base, sources, published).problems if sources else ()
    when = {"since": since, "until": until}
    wanted = Wanted(who=who, where=where, type=type_, status=status, top=top, query=query, all=all_, **when)
    if format_ == "table":
        _table(base, wanted, output)
    else:
        write(base.export(format_, wanted), output)
    _end(problems)


@app.command()
def query(
    context: typer.Context,
    question: Annotated[
        str, typer.Argument(metavar="NAME|FILE|-", help="a named query, a file of SPARQL, or - for stdin")
    ],
    param: Annotated[
        list[str] | None, typer.Option(metavar="NAME=VALUE", help="a parameter of the query; may be repeated")
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="table, csv, json, xml or turtle")
    ] = "table",
    endpoint: Annotated[str | None, typer.Option(metavar="URL", help="ask this SPARQL endpoint instead")] = None,
    output: _Output = None,
    kb: _Here = None,
) -> None:
    """Ask the knowledge base in SPARQL. `kb query list` lists the named queries."""
    from kb import query as queries

    if question == "list":
        write((f"{name:24} {summary}\n" for name, summary in queries.names().items()), output)
        return
    values = dict(_pair(text) for text in param or [])
    text = _typed() if question == "-" else question
    answer = _base(context, kb).query(text, values, endpoint=endpoint)
    write([_answer(answer, format_, output)], output)


@app.command()
def export(
    context: typer.Context,
    format_: Annotated[str, typer.Argument(metavar="FORMAT", help=", ".join(parts.names("export", having="GRAPH")))],
    output: _Output = None,
    kb: _Here = None,
) -> None:
    """Write the whole knowledge base: as RDF, or its events as JSON Lines."""
    _choose(format_, parts.names("export", having="GRAPH"), "export format")
    write(_base(context, kb).export(format_), output)


@app.command()
def annotate(
    file: Annotated[str, typer.Argument(metavar="FILE", help="an article, or - for stdin")],
    published: _Published = None,
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help="timeml, conllu or jsonl")] = "timeml",
    output: _Output = None,
) -> None:
    """Print what the language and time stages see in one article."""
    from kb import markup, pipeline

    _choose(format_, markup.FORMATS, "annotation format")
    if Path(file).is_dir():
        raise UsageError("article", file, "this is a folder; choose one file")
    (reading,) = pipeline.readings(
        pipeline.load(pipeline.find([file]), stdin=sys.stdin.buffer.read, published=published)
    )
    if reading.article:
        write(markup.write(format_, pipeline.annotate(reading.article)), output)
    _end(reading.problems)


@app.command()
def status(context: typer.Context, kb: _Here = None) -> None:
    """Say what the knowledge base holds, as one JSON object."""
    write([json.dumps(_base(context, kb).counts()) + "\n"], None)


@app.command()
def verify(context: typer.Context, kb: _Here = None) -> None:
    """Check every quote against its article, and the graph against its shapes."""
    problems = _base(context, kb).verify()
    say("all quotes and shapes hold" if not problems else f"{len(problems)} problems")
    _end(problems)


@app.command()
def rebuild(context: typer.Context, workers: _Workers = 1, kb: _Here = None) -> None:
    """Read anew what another version of Dateline read, then derive events and graph anew."""
    report = _base(context, kb).rebuild(workers=workers)
    say(f"{report.added} read anew, {report.known} as this version reads them")
    _end(report.problems)


@app.command()
def remove(
    context: typer.Context,
    article: Annotated[str, typer.Argument(metavar="ID", help="the beginning of its id, or its IRI")],
    kb: _Here = None,
) -> None:
    """Remove an article, and what rests on it alone."""
    say(f"removed {_base(context, kb).remove(article)}")


@app.command()
def demo(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="where files go")] = Path("exports"),
) -> None:
    """Build a knowledge base from the sample articles, show its timeline, and write it in every format."""
    from kb import showcase
    from kb.wanted import Wanted

    base, report = showcase.build()
    _table(base, Wanted(), None)
    for file in showcase.write(base, output):
        say(f"wrote {file}")
    _end(report.problems)


def _add(base: Base, sources: list[str], published: str | None, *, workers: int = 1) -> pipeline.Report:
    from kb import pipeline

    found = list(pipeline.find(sources))
    items = pipeline.load(found, stdin=sys.stdin.buffer.read, published=published)
    with progress(len(found), "reading") as step:
        return base.add_inputs(items, workers=workers, progress=step)


def _typed() -> str:
    """Return the query on stdin; its line end tells it from a name."""
    try:
        return sys.stdin.buffer.read().decode() + "\n"
    except UnicodeDecodeError as error:
        raise UsageError("query", "-", f"not UTF-8: {error.reason} at byte {error.start}") from error


def _choose(name: str, choices: Collection[str], what: str) -> None:
    if name not in choices:
        raise UsageError(f"no such {what}", name, "choose one of " + ", ".join(choices))


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError("parameter", text, "write NAME=VALUE")
    return name, value


def _table(base: Base, wanted: Wanted, output: Path | None) -> None:
    from kb.base import entries

    write([timeline_table(entries(base.knowledge(wanted)), to_file=output is not None)], output)


def _answer(answer: Answer, format_: str, output: Path | None) -> str:
    from kb import query as queries

    if format_ != "table":
        return queries.write(answer, format_)
    names, *rows = queries.rows(answer)
    return table(names, rows, to_file=output is not None)


def _end(problems: Iterable[Problem]) -> None:
    """List problems on stderr, and leave with status 1 if there are any."""
    listed = list(problems)
    complain(listed)
    if listed:
        raise typer.Exit(_PROBLEMS)
