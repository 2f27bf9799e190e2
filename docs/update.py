"""Run what the pages in this folder show, and write the real answers into them.

    python docs/update.py              # all pages, ontology.md too; needs about a minute
    python docs/update.py tutorial     # one page
    python docs/update.py --fresh      # also answers that still hold

A page is run from top to bottom in a folder of its own, in which there are `examples/articles` and the graph
`my-graph` that was built from them. Two kinds of blocks are run:

- `console`: each line that begins with "$ " is run ("> " goes on with it); what is printed, on both channels, stands below it;
- `sparql`: asked of `my-graph`, as `graphbuilder query my-graph '...'` would; the next block (`text` or `turtle`) is the answer.

Plain `graphbuilder` commands run in this process, through the command line's own entry point, because a process for each would
take a minute more; all else is given to a shell.

The requests on `serve.md` are sent to a server (see `serving`).

In an answer a line "..." stands for any lines, and "..." at the end of a line for any characters. An answer that still
holds is left as it is, so that one shortened by hand stays so. One that does not is written anew and shortened: to the
number of lines in a comment `<!-- lines: 8 -->` before the block, or to 14. `tests/test_docs.py` holds the pages against
the same run.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
sys.path[:0] = [] if str(ROOT) in sys.path else [str(ROOT)]

from docs import ontology  # noqa: E402

GRAPH = "my-graph"
LINES, WIDTH = 14, 200
_FENCE = re.compile(r"^```(\w*)\s*$")
_COUNT = re.compile(r"<!-- lines: (\d+) -->")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A fenced block: its language, its lines, where the first of them stands, and how many an answer may have."""

    language: str
    lines: tuple[str, ...]
    start: int
    limit: int = LINES

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "".join(f"{line}\n" for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something to run and the answer that the page shows, which begins at line `start` and has `length` lines."""

    language: str
    run: str
    shown: str
    start: int
    length: int
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A step, what it printed, and its exit code."""

    step: Step
    printed: str
    code: int


def blocks(page: str) -> list[Block]:
    """The fenced blocks of a page, in order.

    >>> [(block.language, block.lines, block.start) for block in blocks("Hi\\n```sh\\nls\\n```\\n")]
    [('sh', ('ls',), 2)]
    """
    found: list[Block] = []
    language, start, limit = None, 0, LINES
    lines = page.splitlines()
    for number, line in enumerate(lines):
        if language is None and (fence := _FENCE.match(line)):
            language, start = fence[1], number + 1
        elif language is not None and line.rstrip() == "```":
            found.append(Block(language=language, lines=tuple(lines[start:number]), start=start, limit=limit))
            language, limit = None, LINES
        elif language is None and (count := _COUNT.match(line)):
            limit = int(count[1])
    return found


def steps(page: str) -> list[Step]:
    """What is to be run on a page, in order.

    Raises:
        ValueError: a `sparql` block has no answer below it.

    >>> [(step.run, step.shown) for step in steps("```console\\n$ a\\n1\\n$ b\\n> c\\n```\\n")]
    [('a', '1\\n'), ('b\\nc', '')]
    """
    found: list[Step] = []
    known = blocks(page)
    for block, after in zip(known, [*known[1:], None], strict=False):
        if block.language == "console":
            found += _commands(block)
        elif block.language == "sparql":
            if after is None or after.language not in ("text", "turtle"):
                raise ValueError(f"line {block.start}: the block below a sparql block has to be text or turtle")
            found.append(
                Step(
                    language="sparql",
                    run=block.text,
                    shown=after.text,
                    start=after.start,
                    length=len(after.lines),
                    limit=block.limit,
                )
            )
    return found


def _commands(block: Block) -> Iterator[Step]:
    begins = [number for number, line in enumerate(block.lines) if line.startswith("$ ")]
    for begin, end in zip(begins, [*begins[1:], len(block.lines)], strict=True):
        answer = begin + 1
        while answer < end and block.lines[answer].startswith("> "):
            answer += 1
        yield Step(
            language="console",
            run="\n".join(line[2:] for line in block.lines[begin:answer]),
            shown="".join(f"{line}\n" for line in block.lines[answer:end]),
            start=block.start + answer,
            length=end - answer,
            limit=block.limit,
        )


def fits(shown: str, printed: str) -> bool:
    """Whether the answer is as shown. Blanks at the ends of lines do not count.

    >>> fits("a\\n...\\nc\\n", "a\\nb\\nb\\nc\\n"), fits("a\\nc\\n", "a\\nb\\nc\\n"), fits("lo...\\n", "long\\n")
    (True, False, True)
    """
    pattern = "".join(
        r"(?:.*\n)*" if line.strip() == "..." else re.escape(line.rstrip()).replace(r"\.\.\.", ".*") + r"\n"
        for line in shown.rstrip().splitlines()
    )
    return re.fullmatch(pattern, tidy(printed)) is not None


def tidy(printed: str) -> str:
    """Without blanks at the ends of lines and empty lines at the end.

    >>> tidy("a  \\n\\n")
    'a\\n'
    """
    return "".join(f"{line}\n" for line in re.sub(r"[ \t]+$", "", printed, flags=re.MULTILINE).rstrip().splitlines())


def shorten(printed: str, limit: int) -> str:
    """The first lines, cut to be read on a page; the prefixes at the head of Turtle are left out.

    >>> shorten("1\\n2\\n3\\n4\\n", 2)
    '1\\n2\\n...\\n'
    """
    lines = tidy(printed).splitlines()
    head = [line for line in lines if line.startswith(("@base ", "@prefix "))]
    body = [line if len(line) <= WIDTH else line[: WIDTH - 3].rstrip() + "..." for line in lines if line not in head]
    while body and not body[0]:
        body.pop(0)
    shown = (["..."] if head else []) + body[:limit] + (["..."] if len(body) > limit else [])
    return "".join(f"{line}\n" for line in shown)


def prepare(folder: Path) -> None:
    """Put the example articles, and the graph of them, into an empty folder."""
    articles = folder / "examples" / "articles"
    articles.mkdir(parents=True)
    for path in sorted((ROOT / "examples" / "articles").iterdir()):
        if path.suffix in (".txt", ".html", ".jsonl"):
            shutil.copy(path, articles)
    printed, code = run_line(f"graphbuilder build examples/articles --into {GRAPH}", folder)
    if code:
        raise RuntimeError(printed)


def run_page(page: str, prepared: Path, folder: Path) -> Iterator[Result]:
    """Run a page in a copy of the prepared folder."""
    shutil.copytree(prepared, folder, dirs_exist_ok=True)
    for step in steps(page):
        line = shlex.join(("graphbuilder", "query", GRAPH, step.run)) if step.language == "sparql" else step.run
        printed, code = run_line(line, folder)
        yield Result(step=step, printed=printed, code=code)


def rewritten(page: str, results: list[Result], *, fresh: bool = False) -> str:
    """The page with the answers that no longer hold written anew; all answers when `fresh`."""
    lines = page.splitlines()
    for result in reversed(results):
        step = result.step
        if fresh or not fits(step.shown, result.printed):
            lines[step.start : step.start + step.length] = shorten(result.printed, step.limit).splitlines()
    return "\n".join(lines) + "\n"


def pages() -> list[Path]:
    """The pages on which something is run."""
    return [path for path in sorted(DOCS.glob("*.md")) if steps(path.read_text("utf-8"))]


def run_line(line: str, folder: Path) -> tuple[str, int]:
    """Run a command line in a folder; give what it printed on both channels, and its exit code."""
    arguments = plain(line)
    return _here(arguments, folder) if arguments else _shell(line, folder)


def plain(line: str) -> list[str]:
    """The arguments of a line that is one `graphbuilder` command, [] when it needs a shell.

    >>> plain("graphbuilder query g 'a | b'"), plain("graphbuilder query g | head"), plain("ls")
    (['query', 'g', 'a | b'], [], [])
    """
    words = shlex.shlex(line, posix=True, punctuation_chars=True)
    words.whitespace_split = True
    words.commenters = ""
    given = list(words)
    ours = given[0] == "graphbuilder" and not any(set(word) <= set("();<>|&") for word in given)
    return given[1:] if ours else []


def _shell(line: str, folder: Path) -> tuple[str, int]:
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "120",
        "LC_ALL": "C.UTF-8",
    }
    environment.pop("GRAPHBUILDER_ONTOLOGIES", None)
    done = subprocess.run(
        line,
        shell=True,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    return done.stdout, done.returncode


def _here(arguments: list[str], folder: Path) -> tuple[str, int]:
    from graphbuilder.cli import run

    printed = io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        code = run(arguments)
    return printed.getvalue(), code


def main(arguments: list[str]) -> int:
    """Rewrite the pages of these names, all without names. Gives 1 when a command failed."""
    failed, fresh = False, "--fresh" in arguments
    names = [argument for argument in arguments if argument != "--fresh"]
    with tempfile.TemporaryDirectory() as temporary:
        prepared = Path(temporary, "prepared")
        prepared.mkdir()
        prepare(prepared)
        for path in pages():
            if names and path.stem not in names:
                continue
            page = path.read_text("utf-8")
            results = list(run_page(page, prepared, Path(temporary, path.stem)))
            new = rewritten(page, results, fresh=fresh)
            path.write_text(new, encoding="utf-8")
            for result in results:
                if result.code:
                    failed = True
                    print(f"{path.name}: exit code {result.code}: {result.step.run}\n{result.printed}", file=sys.stderr)
            print(f"{path.name}: {'rewritten' if new != page else 'holds'}")
        if not names or "serve" in names:
            from docs import serving

            for result in serving.update_page(prepared, fresh=fresh):
                failed = failed or result.code != 0
    if not names or "ontology" in names:
        ontology.main()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
