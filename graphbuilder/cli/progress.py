"""What long work tells on standard error: a moving line on a terminal, JSON lines with `--log json`, else nothing until the end."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from types import TracebackType
from typing import Any, Self

import click

from graphbuilder.build import BuildReport, Step
from graphbuilder.errors import ExtractionError, ReadError


class Teller:
    """Tells how work goes on. A context manager; `step`, `fail` and `note` may be called at any time inside.

    Args:
        log: "text" or "json". quiet: only failures are told.
    """

    def __init__(self, log: str = "text", *, quiet: bool = False) -> None:
        self.log, self.quiet = log, quiet
        self._started = time.monotonic()
        self._live: Any = None
        self._task: Any = None
        self.failures = 0

    def __enter__(self) -> Self:
        """Start the moving line, on a terminal."""
        if self.log == "text" and not self.quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

            columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
            self._live = Progress(*columns, console=Console(stderr=True), transient=True)
            self._task = self._live.add_task("reading")
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the moving line away."""
        if self._live is not None:
            self._live.stop()
            self._live = None

    def step(self, step: Step) -> None:
        """An article is done, or the work enters its last stage."""
        seconds = time.monotonic() - self._started
        rate = (step.done + step.unchanged) / seconds if seconds > 0 else 0.0
        if self.log == "json":
            self._json(
                "step",
                stage=step.stage,
                article=step.article,
                done=step.done,
                unchanged=step.unchanged,
                skipped=step.skipped,
                failed=step.failed,
                total=step.total,
                seconds=round(seconds, 1),
                per_second=round(rate, 1),
            )
        elif self._live is not None:
            words = "joining the articles" if step.stage == "fuse" else f"{rate:.1f} articles/s{remaining(step, rate)}"
            counts = f"{step.done} done, {step.unchanged} unchanged, {step.failed} failed"
            self._live.update(self._task, description=f"{counts} · {words}")

    def fail(self, error: ReadError | ExtractionError) -> None:
        """An article or file cannot be read, or extraction failed on it."""
        self.failures += 1
        if self.log == "json":
            where, line = (error.path, error.line) if isinstance(error, ReadError) else (error.article, None)
            self._json("failure", path=where, line=line, reason=error.reason)
        else:
            click.echo(f"Not read: {error}", err=True)

    def note(self, text: str) -> None:
        """Something that a user may want to know."""
        if self.log == "json":
            self._json("note", text=text)
        elif not self.quiet:
            click.echo(f"Note: {text}", err=True)

    def report(self, report: BuildReport) -> None:
        """The end of a build: what was done, and what was found."""
        for failure in report.failures:
            self.fail(ReadError(failure.path, failure.reason, failure.line))
        for note in report.notes:
            self.note(note)
        if self.log == "json":
            self._json(
                "summary",
                folder=str(report.folder),
                added=report.added,
                replaced=report.replaced,
                unchanged=report.unchanged,
                removed=report.removed,
                skipped=dict(report.skipped),
                failed=len(report.failures),
                sentences=report.sentences,
                silent=report.silent,
                same_texts=report.same_texts,
                near_copies=report.near_copies,
                reasons=reasons(report),
                events=dict(report.events),
                seconds=round(time.monotonic() - self._started, 1),
            )
        elif not self.quiet:
            for line in summary(report):
                click.echo(line, err=True)

    def _json(self, event: str, **values: Any) -> None:
        click.echo(json.dumps({"event": event, **values}, ensure_ascii=False), err=True)


def remaining(step: Step, rate: float) -> str:
    """How long the rest will take at this rate, for the moving line; "" when that cannot be told.

    >>> remaining(Step(stage="extract", done=10, total=130), 2.0)
    ', 1 min left'
    """
    if step.total is None or rate <= 0:
        return ""
    left = step.total - step.done - step.unchanged - step.skipped - step.failed
    minutes, seconds = divmod(max(round(left / rate), 0), 60)
    return f", {minutes} min left" if minutes else f", {seconds} s left"


def summary(report: BuildReport) -> list[str]:
    """A build in a few lines.

    >>> from pathlib import Path
    >>> summary(BuildReport(folder=Path("g"), added=2, events={"Protest": 3, "Visit": 1}, sentences=9, silent=4))
    ['2 articles added to g.', '4 events in 9 sentences (4 gave nothing): Protest 3, Visit 1.']
    """
    done = {"added to": report.added, "replaced in": report.replaced, "removed from": report.removed}
    parts = [f"{count} {_plural('article', count)} {what} {report.folder}" for what, count in done.items() if count]
    if report.unchanged:
        parts.append(f"{report.unchanged} unchanged")
    lines = [(", ".join(parts) or f"No article was added to {report.folder}") + "."]
    if not (report.added or report.replaced or report.removed) and report.unchanged:
        lines = [f"Nothing new: all {report.unchanged} articles are in {report.folder} already."]
    if report.sentences:
        total = sum(report.events.values())
        most = sorted(report.events.items(), key=lambda item: (-item[1], item[0]))
        named = ": " + ", ".join(f"{name} {count}" for name, count in most) if most else ""
        lines.append(
            f"{total} {_plural('event', total)} in {report.sentences} sentences ({report.silent} gave nothing){named}."
        )
    if report.skipped:
        languages = ", ".join(f"{count} in {language!r}" for language, count in report.skipped.items())
        lines.append(f"Passed over, not in English: {languages}.")
    if report.same_texts:
        lines.append(f"{report.same_texts} {_plural('article', report.same_texts)} with the text of another one: one source with it.")
    if report.near_copies:
        copies = "copy" if report.near_copies == 1 else "copies"
        lines.append(f"{report.near_copies} near {copies} of other articles: one source with them.")
    if report.failures:
        counted = "; ".join(f"{count} x {reason}" for reason, count in reasons(report).items())
        lines.append(f"{len(report.failures)} could not be read ({counted}); see {report.folder / 'failures.jsonl'}.")
    return lines


def reasons(report: BuildReport) -> dict[str, int]:
    """Reason of failure, without its details -> how often.

    >>> from pathlib import Path
    >>> from graphbuilder.build import Failure
    >>> reasons(BuildReport(folder=Path("g"), failures=(Failure(path="a.txt", line=None, reason="is empty: no words in it"),)))
    {'is empty': 1}
    """
    return dict(sorted(Counter(failure.reason.split(":")[0] for failure in report.failures).items()))


def _plural(word: str, count: int) -> str:
    return word if count == 1 else word + "s"
