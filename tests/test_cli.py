"""The command line: what it writes where, and its exit codes. Extraction is stood in for, everything else is real."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import jsonschema
import pytest

import graphbuilder.api
import graphbuilder.pipeline
from graphbuilder.cli import commands, run
from graphbuilder.contract import extraction_schema
from graphbuilder.errors import ModelError
from tests.command_line import told
from tests.stand_in import StandInPipeline

AVAILABLE = commands.list_commands(click.Context(commands))
STORY = "Alden hit the pier. No one was hurt."


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[StandInPipeline]]:
    StandInPipeline.seen = []
    StandInPipeline.stop_at = None
    monkeypatch.setattr(graphbuilder.pipeline, "Pipeline", StandInPipeline)
    graphbuilder.api._pipeline.cache_clear()
    yield StandInPipeline
    graphbuilder.api._pipeline.cache_clear()


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def graph(story: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert run(["build", str(story), "--into", str(tmp_path / "g"), "--quiet"]) == 0
    capsys.readouterr()
    return tmp_path / "g"


# What every command has ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", AVAILABLE)
def test_every_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(capsys, name, "--help")
    assert (code, f"graphbuilder {name}" in out) == (0, True)


def test_no_command_imports_the_heavy_libraries_for_its_help() -> None:
    code = (
        "import sys; from graphbuilder.cli import run; run(['build', '--help']); "
        "print(sorted({'spacy', 'rdflib', 'pandas'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    code, printed, _ = told(capsys, "--version")
    assert code == 0
    version, extractor = printed.splitlines()
    assert version == f"graphbuilder {graphbuilder.__version__}"
    assert extractor in ("extractor: compiled", "extractor: plain Python (slower, the same output)")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["buld"], "Did you mean: build?"),
        (["build", "x"], "--into"),
        (["build", "--into", "g"], "PATH"),
        (["build", "x", "--into", "g", "--wokers", "2"], "--workers"),
        (["build", "nowhere.txt", "--into", "g"], "nowhere.txt: no such file or folder"),
        (["build", "*.nothing", "--into", "g"], "no file matches"),
        (["build", "x", "--into", "g", "--workers", "0"], "workers"),
        (["build", "x", "--into", "g", "--columns", "text"], "FIELD=COLUMN"),
        (["extract", "nowhere.txt"], "no such file or folder"),
        (["extract", "x", "--ontology", "nowhere"], "not a folder of ontologies"),
        (["query", "nowhere"], "graphbuilder build"),
        (["draw", "nowhere"], "there is no such folder"),
        (["export", "nowhere", "a.ttl"], "there is no such folder"),
        (["explain", "nowhere", "x"], "there is no such folder"),
        (["validate", "nowhere"], "there is no such folder"),
    ],
)
def test_a_wrong_request_is_one_message_and_code_2(
    arguments: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = told(capsys, *arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_articles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    code, _, err = told(capsys, "build", tmp_path / "empty", "--into", tmp_path / "g")
    assert (code, "a folder without articles" in err) == (2, True)


# extract -------------------------------------------------------------------------------------------------------------


def test_extract_writes_one_line_for_each_article_by_the_schema(
    story: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = told(capsys, "extract", story)
    assert (code, err) == (0, "")
    [line] = out.splitlines()
    record = json.loads(line)
    jsonschema.validate(record, extraction_schema())
    assert record["id"] == "story"
    for mention in [
        record["events"][0]["trigger"],
        record["events"][0]["roles"][0],
        record["entities"][0]["mentions"][0],
    ]:
        assert STORY[mention["start"] : mention["end"]] == mention["text"]


def test_extract_table(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(capsys, "extract", story, "--format", "table")
    assert code == 0
    header, _, row = out.splitlines()
    assert header.split()[:3] == ["article", "sentence", "event"]
    assert row.split()[:5] == ["story", "0", "Assault", "actor:", "Alden"]


def test_extract_reports_bad_lines_reads_the_others_and_ends_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"id": "1", "text": "Alden hit it."}\n{"id": \n{"id": "3", "text": "It rained.", "section": 1}\n',
        encoding="utf-8",
    )
    code, out, err = told(capsys, "extract", path)
    assert code == 1
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["1", "3"]
    assert f"Not read: {path}, line 2: is no JSON" in err


def test_extract_log_json(tmp_path: Path, story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.txt").touch()
    code, _, err = told(capsys, "extract", tmp_path, "--log", "json")
    assert code == 1
    assert [json.loads(line) for line in err.splitlines()] == [
        {"event": "failure", "path": str(tmp_path / "empty.txt"), "line": None, "reason": "is empty"}
    ]


def test_extract_from_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    class Input:
        buffer = io.BytesIO(b'{"id": "1", "text": "Alden hit it."}\n')

    monkeypatch.setattr(sys, "stdin", Input())
    code, out, _ = told(capsys, "extract", "-")
    assert (code, json.loads(out)["id"]) == (0, "1")


def test_missing_model(story: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def refuse(model: str | None) -> None:
        raise ModelError(f"the language model {model!r} is not installed. Install it ...")

    monkeypatch.setattr(graphbuilder.pipeline, "Pipeline", refuse)
    code, out, err = told(capsys, "extract", story, "--model", "en_none")
    assert (code, out, err) == (2, "", "Error: the language model 'en_none' is not installed. Install it ...\n")


# build ---------------------------------------------------------------------------------------------------------------


def test_build_says_what_it_did(story: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = told(capsys, "build", story, "--into", tmp_path / "g")
    assert (code, out) == (0, "")
    assert err.splitlines() == [
        f"1 article added to {tmp_path / 'g'}.",
        "1 event in 2 sentences (0 gave nothing): Assault 1.",
    ]
    _, _, err = told(capsys, "build", story, "--into", tmp_path / "g")
    assert err.splitlines()[0] == f"Nothing new: all 1 articles are in {tmp_path / 'g'} already."


def test_build_log_json_ends_with_a_summary(story: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = told(capsys, "build", story, "--into", tmp_path / "g", "--log", "json")
    lines = [json.loads(line) for line in err.splitlines()]
    assert code == 0
    assert [line["event"] for line in lines] == ["step", "step", "summary"]
    assert (lines[0]["article"], lines[0]["done"], lines[-1]["events"]) == ("story", 1, {"Assault": 1})


def test_build_with_unreadable_files_ends_with_1_and_names_them(
    story: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.txt").write_bytes(bytes(range(256)))
    code, _, err = told(capsys, "build", story, tmp_path / "broken.txt", "--into", tmp_path / "g")
    assert code == 1
    assert f"Not read: {tmp_path / 'broken.txt'}: is binary data, not text" in err
    assert "1 could not be read (1 x is binary data, not text); see" in err


def test_build_that_is_interrupted(
    story: Path, tmp_path: Path, stand_in: type[StandInPipeline], capsys: pytest.CaptureFixture[str]
) -> None:
    stand_in.stop_at = "story"
    code, _, err = told(capsys, "build", story, "--into", tmp_path / "g")
    assert (code, "Traceback" in err, "Interrupted" in err) == (130, False, True)


def test_build_into_a_folder_with_other_files(story: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = told(capsys, "build", story, "--into", tmp_path)
    assert (code, "holds other files" in err) == (2, True)


# query, export, draw, explain, validate ------------------------------------------------------------------------------


def test_query_formats(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    select = "SELECT ?type (COUNT(?e) AS ?n) WHERE { ?e sem:eventType ?type } GROUP BY ?type"
    assert told(capsys, "query", graph, select)[:2] == (0, "type     n\n-------  -\nAssault  1\n")
    _, out, _ = told(capsys, "query", graph, select, "--format", "csv")
    assert list(csv.reader(io.StringIO(out)))[1][1] == "1"
    _, out, _ = told(capsys, "query", graph, select, "--format", "json")
    assert json.loads(out)["results"]["bindings"][0]["n"]["value"] == "1"
    _, out, _ = told(
        capsys, "query", graph, "CONSTRUCT { ?e a gb:Assault } WHERE { ?e a gb:Assault }", "--format", "ttl"
    )
    assert "gb:Assault" in out


def test_query_names_files_and_lists(graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(capsys, "query", graph)
    names = [line.split()[0] for line in out.splitlines()[2:]]
    assert (code, len(names) >= 10) == (0, True)
    for name in names:
        code, out, err = told(capsys, "query", graph, name)
        assert (code, bool(out)) == (0, True) or "there is no entity" in err or "needs --param" in err, name
    (tmp_path / "own.rq").write_text("ASK { ?e a gb:Assault }", encoding="utf-8")
    assert told(capsys, "query", graph, tmp_path / "own.rq")[:2] == (0, "true\n")


@pytest.mark.parametrize(
    ("question", "message"),
    [("sanctoins", "Did you mean: sanctions"), ("SELECT * WHERE { ?s ?p }", "line 1"), ("missing.rq", "missing.rq")],
)
def test_query_errors(graph: Path, question: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = told(capsys, "query", graph, question)
    assert (code, out, message in err, "Traceback" in err) == (2, "", True, False)


def test_an_empty_answer_to_a_misspelt_question_says_so(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, err = told(capsys, "query", graph, "SELECT ?e WHERE { ?e a gb:Assualt }")
    assert (out, "has gb:Assualt. Did you mean: gb:Assault" in err) == ("(nothing found)\n", True)
    assert told(capsys, "query", graph, "SELECT ?e WHERE { ?e a gb:Sanction }")[2] == ""
    assert told(capsys, "query", graph, "SELECT ?e WHERE { ?e a gb:Assault }")[2] == ""


def test_query_parameters(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "NAME=VALUE" in told(capsys, "query", graph, "sanctions", "--param", "x")[2]


def test_query_says_when_an_answer_may_have_been_cut(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, err = told(capsys, "query", graph, "entities", "--param", "rows=1", "--format", "csv")
    assert (len(out.splitlines()), "--param rows=10" in err) == (2, True)
    assert told(capsys, "query", graph, "entities")[2] == ""


@pytest.mark.parametrize(
    "ending", ["ttl", "nt", "nq", "trig", "jsonld", "rdf", "graphml", "gexf", "csv", "parquet", "cypher"]
)
def test_export(graph: Path, ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / f"out.{ending}"
    assert told(capsys, "export", graph, target) == (0, "", f"Written: {target}\n")
    assert target.stat().st_size > 100


def test_export_unknown_format(graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = told(capsys, "export", graph, tmp_path / "out.tlt")
    assert (code, "Did you mean" in err) == (2, True)


def test_draw(graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "out.html"
    code, out, _ = told(capsys, "draw", graph, "-o", target, "--title", "A test")
    assert (code, out, "A test" in target.read_text("utf-8")) == (0, "", True)
    code, _, err = told(capsys, "draw", graph, "-o", tmp_path / "no" / "out.html")
    assert (code, "cannot be written" in err) == (2, True)
    assert told(capsys, "draw", graph, "-o", target, "--about", "Nobody")[0] == 2
    code, _, err = told(capsys, "draw", graph, "-o", target, "--type", "Sanction")
    assert (code, "the drawing is empty" in err) == (0, True)
    assert "(from), '2020-13-01', is no date" in told(capsys, "draw", graph, "-o", target, "--from", "2020-13-01")[2]


def test_explain(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = told(capsys, "query", graph, "SELECT ?e WHERE { ?e a gb:Assault }", "--format", "csv")
    iri = out.split()[1]
    code, out, _ = told(capsys, "explain", graph, iri)
    assert (code, "[Alden|actor] [hit|trigger] the pier." in out) == (0, True)
    code, out, _ = told(capsys, "explain", graph, iri, "--format", "json")
    assert (code, json.loads(out)["iri"]) == (0, iri)
    assert told(capsys, "explain", graph, "event/0000")[0] == 2


def test_validate(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(capsys, "validate", graph)
    assert (code, bool(out.strip())) == (0, True)


def test_a_newer_store(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    manifest = graph / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text("utf-8")), "format": 99}), encoding="utf-8")
    code, _, err = told(capsys, "query", graph, "sanctions")
    assert (code, "Upgrade graphbuilder" in err) == (2, True)


def test_output_to_a_reader_that_stops() -> None:
    code = (
        "import sys; from graphbuilder.cli import commands, main; import click\n"
        "@commands.command('flood')\ndef flood():\n    for _ in range(100000): print('x' * 100)\n"
        "import graphbuilder.cli as c; c.COMMANDS['flood'] = ''; c.Commands.get_command = lambda s, x, n: flood\n"
        "sys.argv = ['graphbuilder', 'flood']; main()"
    )
    done = subprocess.run(
        f'{sys.executable} -c "$CODE" | head -1', shell=True, env={"CODE": code}, capture_output=True, text=True
    )
    assert (done.stdout.strip(), done.stderr) == ("x" * 100, "")
