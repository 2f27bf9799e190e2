"""What the pages in docs show is what the program prints; their links lead somewhere; their pictures are those of our scripts.

When extraction has changed, `python docs/update.py` writes the answers anew. Read the difference before you commit it.
"""

from __future__ import annotations

import doctest
import re
import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest

import graphbuilder
from docs import ontology, update
from docs.pictures import make
from graphbuilder.model import Factuality

DOCS = update.DOCS
PAGES = sorted(path.name for path in DOCS.glob("*.md"))
RUN = [path.name for path in update.pages()]
VALUES: list[tuple[str, str]] = re.findall(
    r"^\| `gb:(\w+)` \| [^|]* \| \*(.*)\* \|$", (DOCS / "data-model.md").read_text("utf-8"), re.MULTILINE
)
"""Each factuality and the sentence that the data model gives for it."""
NOTHING = ("", "...", "(nothing found)")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which every page begins, built once."""
    folder = tmp_path_factory.mktemp("docs")
    update.prepare(folder)
    return folder


@pytest.mark.parametrize("name", RUN)
def test_a_page_shows_what_is_printed(name: str, prepared: Path, tmp_path: Path) -> None:
    wrong = [
        f"$ {result.step.run}\n{result.printed}"
        for result in update.run_page((DOCS / name).read_text("utf-8"), prepared, tmp_path)
        if result.code or not update.fits(result.step.shown, result.printed)
    ]
    assert not wrong, "python docs/update.py writes these answers anew:\n" + "\n".join(wrong)


@pytest.mark.parametrize("name", RUN)
def test_every_query_on_a_page_is_answered(name: str) -> None:
    for step in update.steps((DOCS / name).read_text("utf-8")):
        if step.language == "sparql" or " query " in step.run:
            assert step.shown.strip() not in NOTHING, step.run


def test_every_factuality_has_an_example() -> None:
    assert [value for value, _ in VALUES] == [value.value for value in Factuality]


@pytest.mark.parametrize(("value", "sentence"), VALUES)
def test_the_example_of_a_factuality_is_read_so(value: str, sentence: str) -> None:
    events = graphbuilder.extract(sentence, published="2021-06-22").events
    assert [event.factuality.value for event in events if event.type == "Sanction"] == [value]


def test_there_are_enough_questions() -> None:
    steps = update.steps((DOCS / "questions.md").read_text("utf-8"))
    named = {match[1] for step in steps if (match := re.match(r"graphbuilder query my-graph (\S+)", step.run))}
    assert len(named) >= 10
    assert sum(step.language == "sparql" for step in steps) >= 10


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    for target, anchor in re.findall(r"\]\(([^)#:]*)(?:#([^)]*))?\)", (DOCS / name).read_text("utf-8")):
        path = DOCS / (target or name)
        assert path.exists(), target
        if anchor:
            assert anchor in anchors(path.read_text("utf-8")), f"{target}#{anchor}"


def anchors(page: str) -> set[str]:
    """The anchors that GitHub gives to the headings of a page."""
    headings = re.findall(r"^#+ (.*)$", page, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_anchors_are_those_of_github() -> None:
    assert anchors("## 1. Who says so?\n# Two layers\n") == {"1-who-says-so", "two-layers"}


def test_the_page_of_the_ontology_is_what_the_files_say() -> None:
    assert ontology.PAGE.read_text("utf-8") == ontology.render(), "run docs/ontology.py"


def test_no_two_headings_of_the_ontology_are_one_anchor() -> None:
    headings = re.findall(r"^#+ (.*)$", ontology.PAGE.read_text("utf-8"), re.MULTILINE)
    assert len(headings) == len({heading.lower() for heading in headings}) > 190


def test_every_page_is_in_the_index() -> None:
    index = (DOCS / "index.md").read_text("utf-8")
    for name in PAGES:
        assert name == "index.md" or f"({name})" in index, name


@pytest.mark.parametrize("name", sorted(make.PICTURES))
def test_a_diagram_is_what_the_script_draws(name: str) -> None:
    drawn = make.PICTURES[name]()
    assert ElementTree.fromstring(drawn).tag.endswith("svg")
    assert (DOCS / "pictures" / name).read_text("utf-8") == drawn, "run docs/pictures/make.py"


@pytest.mark.parametrize("name", ["drawing.png", "evidence.png"])
def test_photographs_are_small(name: str) -> None:
    data = (DOCS / "pictures" / name).read_bytes()
    assert struct.unpack(">II", data[16:24]) == (1200, 800)
    assert len(data) < 250_000


def test_an_answer_that_no_longer_holds_is_written_anew() -> None:
    page = "<!-- lines: 1 -->\n```console\n$ a\nold\n$ b\nkept...\n```\n"
    first, second = update.steps(page)
    results = [
        update.Result(step=first, printed="new\nmore\n", code=0),
        update.Result(step=second, printed="kept and more\n", code=0),
    ]
    assert update.rewritten(page, results) == "<!-- lines: 1 -->\n```console\n$ a\nnew\n...\n$ b\nkept...\n```\n"


def test_a_query_without_an_answer_below_it_is_refused() -> None:
    with pytest.raises(ValueError, match="line 1"):
        update.steps("```sparql\nASK {}\n```\n")


@pytest.mark.parametrize("module", [update, make, ontology])
def test_examples_of_the_scripts(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted
    assert not result.failed
