"""The page about the server shows what it answers: every request on it is sent to a server, every answer compared."""

from __future__ import annotations

import doctest
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs import serving, update
from docs.update import Step
from graphbuilder.cli.serve import command

PAGE = serving.PAGE.read_text("utf-8")
REQUESTS = serving.requests(PAGE)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A server over the graph of the example articles, and the folder in which the page begins."""
    folder = tmp_path_factory.mktemp("docs")
    update.prepare(folder)
    with serving.server(folder) as address:
        yield address, folder


@pytest.mark.parametrize("step", REQUESTS, ids=[f"line {step.start}" for step in REQUESTS])
def test_an_answer_on_the_page_is_what_the_server_answers(step: Step, place: tuple[str, Path]) -> None:
    result = serving.answer(step, *place)
    assert result.code == 0, result.printed
    assert step.shown.strip()
    assert update.fits(step.shown, result.printed), "python docs/update.py serve writes it anew:\n" + result.printed


def test_the_page_says_all_options() -> None:
    names = {name for parameter in command.params for name in parameter.opts if name.startswith("--")}
    assert {name for name in names - {"--port"} if name not in PAGE} == set()


def test_a_request_without_an_answer_is_refused() -> None:
    with pytest.raises(ValueError, match="line 1"):
        serving.requests("```sh\ncurl http://localhost:8765/\n```\n")


def test_examples_of_the_script() -> None:
    result = doctest.testmod(serving)
    assert result.attempted
    assert not result.failed
