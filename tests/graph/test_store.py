"""The folder on disk: what is refused and how, what survives, and that order never matters."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuilder.errors import QueryError, StoreError, UnknownNameError
from graphbuilder.graph.export import nquads_bytes
from graphbuilder.graph.folder import FORMAT, MANIFEST
from graphbuilder.graph.loading import Loading
from graphbuilder.graph.notes import graph_texts, note_article
from graphbuilder.graph.records import Records
from graphbuilder.graph.store import GraphStore
from graphbuilder.resolve.authority import Authority, Record
from graphbuilder.vocabulary import article_iri
from tests.graph import fixtures
from tests.graph.fixtures import Pair, corpus


def built(folder: Path, pairs: list[Pair]) -> bytes:
    """The bytes of a graph that was built in one go."""
    with GraphStore.create_or_open(folder) as store:
        store.put(pairs)
        store.link()
        store.fuse()
        return nquads_bytes(store)


def test_records_come_back_as_they_were(store: GraphStore) -> None:
    for article, extraction in corpus():
        assert store.article(article.id) == article
        assert store.extraction(article.id) == extraction
    assert store.articles() == sorted(article.id for article, _ in corpus())
    assert [pair[0].id for pair in store.records()] == store.articles()


def test_hashes_tell_what_has_changed(store: GraphStore) -> None:
    hashes = store.content_hashes()
    article = fixtures.sanctions()[0]
    assert hashes[article.id] == GraphStore.content_hash(article)
    assert list(hashes) == sorted(hashes)


def test_one_graph_for_each_article(store: GraphStore) -> None:
    assert {graph.value for graph in store.quads.named_graphs()} == {article_iri(article.id) for article, _ in corpus()}


def test_an_article_that_is_put_again_replaces_its_graph_and_nothing_else(tmp_path: Path) -> None:
    article, _ = fixtures.sanctions()
    emptied = (article, fixtures.Builder(article.id, article.text).pair()[1])
    with GraphStore.create_or_open(tmp_path / "s") as store:
        store.put(corpus())
        others = {q for q in store.quads if q.graph_name.value != article_iri(article.id)}
        store.put([emptied])
        assert {q for q in store.quads if q.graph_name.value != article_iri(article.id)} == others
        assert store.extraction(article.id).events == ()


def test_removing_an_article_removes_its_graph(tmp_path: Path) -> None:
    with GraphStore.create_or_open(tmp_path / "s") as store:
        store.put(corpus())
        store.fuse()
        store.remove(["courier-1"])
        store.fuse()
        assert "courier-1" not in store.content_hashes()
        assert not store.sparql("ASK { GRAPH <https://w3id.org/graphbuilder/article/courier-1> { ?s ?p ?o } }")
        assert not store.sparql("ASK { ?s gb:sanctions ?o }")  # what is left only attributes and denies it


def test_the_bytes_are_the_same_from_another_folder_and_in_another_order(tmp_path: Path) -> None:
    assert built(tmp_path / "a", corpus()) == built(tmp_path / "elsewhere" / "b", corpus()[::-1])


ALL = corpus()
CHANGED = [(a, replace(e, events=e.events[1:], entities=e.entities[:-1], triples=())) for a, e in ALL]
"""The same articles, with less found in them."""
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["put", "change", "remove", "link", "fuse"]),
        st.sets(st.integers(0, len(ALL) - 1), min_size=1, max_size=4),
    ),
    max_size=6,
)


@settings(max_examples=8, deadline=None)
@given(steps=STEPS)
def test_any_way_to_the_same_articles_ends_in_the_same_bytes(
    steps: list[tuple[str, set[int]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("order")
    with GraphStore.create_or_open(folder / "steps") as store:
        for step, numbers in steps:
            if step == "put":
                store.put(ALL[number] for number in sorted(numbers, reverse=True))
            elif step == "change":
                store.put(CHANGED[number] for number in sorted(numbers))
            elif step == "link":
                store.link()
            elif step == "remove":
                store.remove(sorted({ALL[number][0].id for number in numbers} & set(store.articles())))
            else:
                store.fuse()
        store.put(ALL)
        store.link()
        store.fuse()
        reached = nquads_bytes(store)
    assert reached == built(folder / "straight", ALL)


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no such folder.*graphbuilder build"):
        GraphStore.open_read_only(tmp_path / "none")


def test_a_folder_of_other_things(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear")
    with pytest.raises(StoreError, match="not a graph"):
        GraphStore.open_read_only(tmp_path)
    with pytest.raises(StoreError, match="holds other files"):
        GraphStore.create_or_open(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_in_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="file"):
        GraphStore.create_or_open(tmp_path / "file" / "graph")


def test_a_store_of_a_newer_version(tmp_path: Path) -> None:
    built(tmp_path / "s", corpus()[:1])
    (tmp_path / "s" / MANIFEST).write_text(json.dumps({"format": FORMAT + 1, "package": "9.9"}))
    for opened in (GraphStore.open_read_only, GraphStore.create_or_open):
        with pytest.raises(StoreError, match=rf"written by graphbuilder 9\.9 in format {FORMAT + 1}.*Upgrade"):
            opened(tmp_path / "s")


@pytest.mark.parametrize("manifest", ["", "{}", "[]", '{"format": "x"}'])
def test_a_damaged_manifest(tmp_path: Path, manifest: str) -> None:
    built(tmp_path / "s", corpus()[:1])
    (tmp_path / "s" / MANIFEST).write_text(manifest)
    with pytest.raises(StoreError, match="cannot be read as a manifest"):
        GraphStore.open_read_only(tmp_path / "s")


def test_damaged_records(tmp_path: Path) -> None:
    built(tmp_path / "s", corpus()[:1])
    (tmp_path / "s" / "records.sqlite").write_text("nonsense" * 1000)
    with pytest.raises(StoreError, match="cannot be opened as the records"):
        GraphStore.open_read_only(tmp_path / "s")


def test_lost_quads_are_no_empty_graph(tmp_path: Path) -> None:
    built(tmp_path / "s", corpus()[:1])
    shutil.rmtree(tmp_path / "s" / "oxigraph")
    for opened in (GraphStore.open_read_only, GraphStore.create_or_open):
        with pytest.raises(StoreError, match="damaged: move its folder away and build it again"):
            opened(tmp_path / "s")


def test_damaged_quads(tmp_path: Path) -> None:
    built(tmp_path / "s", corpus()[:1])
    (tmp_path / "s" / "oxigraph" / "CURRENT").write_text("nonsense")
    with pytest.raises(StoreError, match="Oxigraph cannot open it"):
        GraphStore.open_read_only(tmp_path / "s")


def test_two_writers(tmp_path: Path) -> None:
    with GraphStore.create_or_open(tmp_path / "s"):
        with pytest.raises(StoreError, match="is open in another program"):
            GraphStore.create_or_open(tmp_path / "s")
        with pytest.raises(StoreError, match="is being written by another program"):
            GraphStore.open_read_only(tmp_path / "s")
    GraphStore.create_or_open(tmp_path / "s").close()


def test_many_readers_and_no_writer_beside_them(tmp_path: Path) -> None:
    built(tmp_path / "s", corpus()[:1])
    with GraphStore.open_read_only(tmp_path / "s") as first, GraphStore.open_read_only(tmp_path / "s") as second:
        assert len(first) == len(second) > 0
        with pytest.raises(StoreError, match="is open in another program"):
            GraphStore.create_or_open(tmp_path / "s")


READ_AS_NOBODY = """
import os, sys
folder = sys.argv[1]
from graphbuilder.errors import StoreError
from graphbuilder.graph.store import GraphStore
import pydantic, pyoxigraph, sqlite3, graphbuilder.graph.schema
graphbuilder.graph.schema.load_schema()
if os.getuid() == 0:  # to root, permission bits mean nothing
    os.setuid(65534)
with GraphStore.open_read_only(folder + "/s") as store:
    print(len(store.articles()), bool(store.sparql("ASK { ?e a gb:Sanction }")))
for name in ("/s", "/new"):
    try:
        GraphStore.create_or_open(folder + name)
    except StoreError as error:
        print(str(error).replace(folder, "DIR"))
"""


def test_a_read_only_folder() -> None:
    with tempfile.TemporaryDirectory() as folder:
        built(Path(folder) / "s", corpus()[:1])
        for path in [Path(folder), *Path(folder).rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        command = [sys.executable, "-c", READ_AS_NOBODY, folder]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, env={"PYTHONPATH": os.pathsep.join(sys.path)}
        )
        for path in [Path(folder), *Path(folder).rglob("*")]:
            path.chmod(0o755)
    assert done.stdout.splitlines() == [
        "1 True",
        "DIR/s: cannot be written: Permission denied.",
        "DIR/new: cannot be written: Permission denied.",
    ], done.stderr


def test_a_folder_that_may_not_be_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "exists", refuse)
    with pytest.raises(StoreError, match="cannot be read: Permission denied"):
        GraphStore.open_read_only(tmp_path / "s")


def test_a_reader_cannot_write(store: GraphStore) -> None:
    for change in (lambda: store.put([]), lambda: store.remove([]), store.fuse):
        with pytest.raises(StoreError, match="open for reading only"):
            change()


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = GraphStore.create_or_open(tmp_path / "s")
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.sparql("ASK {}")


def test_a_build_that_was_cut_short_is_finished_by_the_next_writer(tmp_path: Path) -> None:
    whole = built(tmp_path / "whole", corpus())
    built(tmp_path / "s", corpus()[:4])
    records = Records(tmp_path / "s", writable=True)
    from graphbuilder.graph.records import packed

    records.write(packed(*pair) for pair in corpus()[4:])  # the crash comes before any quad is written
    records.close()
    with pytest.raises(StoreError, match="cut short"):
        GraphStore.open_read_only(tmp_path / "s")
    with GraphStore.create_or_open(tmp_path / "s") as store:
        assert nquads_bytes(store) == whole


def test_a_copied_folder_can_be_read(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "copy")
    (tmp_path / "copy" / "lock").unlink()
    with GraphStore.open_read_only(tmp_path / "copy") as store:
        assert len(store.articles()) == len(corpus())


def test_unknown_articles_are_named(store: GraphStore, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="Did you mean: courier-1"):
        store.article("courier-11")
    with GraphStore.create_or_open(tmp_path / "s") as other, pytest.raises(UnknownNameError, match="no article 'x'"):
        other.remove(["x"])


def test_sparql_knows_the_prefixes_and_refuses_the_network(store: GraphStore) -> None:
    assert store.sparql("ASK { ?e a gb:Sanction }")
    with pytest.raises(QueryError, match="SERVICE would open a network connection"):
        store.sparql("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")


@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated")  # rdflib 7.6 warns about its own call
def test_rdflib_reads_the_same_graph(store: GraphStore) -> None:
    assert len(list(store.rdf.query("SELECT ?e WHERE { ?e a gb:Protest }"))) == 2
    assert sum(1 for _ in store.rdf.quads((None, None, None, None))) == len(store)


def test_the_gate_is_kept_when_the_view_is_fused_again(tmp_path: Path) -> None:
    with GraphStore.create_or_open(tmp_path / "s") as store:
        store.put([fixtures.sanctions_attributed()])
        store.fuse()
        assert not store.sparql("ASK { ?s gb:sanctions ?o }")
        store.fuse(facts="attributed")
        store.fuse()
        assert store.sparql("ASK { ?s gb:sanctions ?o }")
        with pytest.raises(UnknownNameError, match="no fact gate 'all'"):
            store.fuse(facts="all")


def test_an_authority_file_names_its_nodes_and_leaves_no_trace_when_it_is_gone(tmp_path: Path) -> None:
    before = built(tmp_path / "plain", corpus())
    known = Record(name="Rosa M. Quispe", aliases=("Rosa Quispe",), type="Person", same_as=("http://example.org/1",))
    asked = 'SELECT ?e ?same WHERE { ?e skos:prefLabel "Rosa M. Quispe" ; owl:sameAs ?same }'
    with GraphStore.create_or_open(tmp_path / "plain") as store:
        store.link(Authority([known]), "1")
        store.fuse()
        [row] = store.sparql(asked)
        assert row["e"].value.endswith("entity/person/rosa-m-quispe")
        assert row["same"].value == "http://example.org/1"
        after = nquads_bytes(store)
        store.link()
        store.fuse()
        assert nquads_bytes(store) == before
    with GraphStore.create_or_open(tmp_path / "at once") as store:
        store.put(corpus())
        store.link(Authority([known]), "1")
        store.fuse()
        assert nquads_bytes(store) == after


def test_a_long_article_is_written_in_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = corpus()
    whole = built(tmp_path / "whole", pairs)
    monkeypatch.setattr("graphbuilder.graph.quads.GROUP", 10)
    graphs = [note_article(*pair).quads for pair in pairs]
    texts = [text for graph in graphs for text in graph_texts(graph)]
    assert all(len(graph) > 3 for graph in graphs)
    loaded: list[bytes] = []
    texts_of = Loading._texts

    def watched(self: Loading) -> Iterator[bytes]:
        for text in texts_of(self):
            loaded.append(text)
            yield text

    monkeypatch.setattr(Loading, "_texts", watched)
    assert built(tmp_path / "groups", pairs) == whole
    assert loaded == texts


def test_graphs_are_loaded_when_enough_wait_and_the_last_version_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = corpus()
    first, *others = pairs
    older = replace(first[0], title="An older headline"), first[1]
    sizes: list[int] = []
    load = Loading.load

    def watched(self: Loading, quads: pyoxigraph.Store) -> list[str]:
        done = load(self, quads)
        sizes.append(len(done))
        return done

    monkeypatch.setattr(Loading, "load", watched)
    monkeypatch.setattr("graphbuilder.graph.store.BATCH", 1)
    whole = built(tmp_path / "once", [older, *others, first])
    assert sizes == [len(pairs)]
    monkeypatch.setattr("graphbuilder.graph.loading.ENOUGH", 1)
    assert built(tmp_path / "each", [older, *others, first]) == whole
    assert sizes[1:] == [1] * (len(pairs) + 1)
    assert b"older headline" not in whole


def test_what_waited_when_the_input_failed_is_loaded_before_it_is_fused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_short() -> Iterator[Pair]:
        yield from corpus()
        raise LookupError("no more")

    monkeypatch.setattr("graphbuilder.graph.store.BATCH", 1)
    with GraphStore.create_or_open(tmp_path / "cut") as store:
        with pytest.raises(LookupError):
            store.put(cut_short())
        written = store.articles()
        assert written
        store.link()
        store.fuse()
        after = nquads_bytes(store)
    assert after == built(tmp_path / "whole", [pair for pair in corpus() if pair[0].id in written])
