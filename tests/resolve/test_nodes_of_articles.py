"""From texts to nodes: names of several articles, read and built in several orders, become the entities that they should."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from graphbuilder.graph.export import nquads_bytes
from graphbuilder.graph.store import GraphStore
from graphbuilder.model import Article, Extraction
from graphbuilder.pipeline import Pipeline
from graphbuilder.resolve.authority import read_authority
from graphbuilder.vocabulary import entity_iri

TEXTS = {
    "a": "MINSK - Alexander Lukashenko received farmers on Monday. Lukashenko promised them seeds.",
    "b": "Belarusian President Alexander Lukashenko met Xi Jinping in Beijing. Lukashenko praised the talks.",
    "c": "Aliaksandr Lukashenka, the president of Belarus, signed a decree. Lukashenka also dismissed a judge.",
    "d": "The president of Belarus flew to Moscow on Friday. Poland criticised the visit.",
    "e": "Lukashenko said that harvests were good. The opposition called him a liar.",
    "f": "Bill Clinton opened a library in Arkansas. Clinton thanked the donors.",
    "g": "Hillary Clinton visited Kenya. Mrs. Clinton spoke to nurses.",
    "h": "Georgia's governor signed a law in Atlanta. Voters in Georgia cheered.",
    "i": "Georgia's prime minister came back to Tbilisi. Georgia wants to join the European Union.",
    "j": "Washington imposed sanctions on Iran. Tehran protested.",
    "k": "Thousands marched in Washington, D.C., on Friday.",
    "l": "Fires burned in Washington state. Firefighters came from Oregon.",
    "m": "Denzel Washington opened a theatre in Chicago. Washington, 66, thanked the actors.",
}
MENTIONS = [
    ("a", "Alexander Lukashenko", "person/alexander-lukashenko"),
    ("b", "Lukashenko", "person/alexander-lukashenko"),
    ("c", "Aliaksandr Lukashenka", "person/alexander-lukashenko"),
    ("d", "The president of Belarus", "person/alexander-lukashenko"),
    ("e", "Lukashenko", "person/alexander-lukashenko"),
    ("f", "Clinton", "person/bill-clinton"),
    ("g", "Mrs. Clinton", "person/hillary-clinton"),
    ("h", "Georgia", "place/4197000"),
    ("i", "Georgia", "country/GEO"),
    ("j", "Washington", "country/USA"),
    ("k", "Washington", "place/4140963"),
    ("l", "Washington", "place/5815135"),
    ("m", "Washington", "person/denzel-washington"),
]
Pairs = dict[str, tuple[Article, Extraction]]


@pytest.fixture(scope="module")
def pairs() -> Pairs:
    articles = [Article(id=key, text=text, published="2021-07-15") for key, text in TEXTS.items()]
    return {article.id: (article, extraction) for article, extraction in Pipeline().extract(articles)}


@pytest.fixture
def graph(tmp_path: Path) -> Iterator[GraphStore]:
    with GraphStore.create_or_open(tmp_path / "graph") as store:
        yield store


def node_of(store: GraphStore, pair: tuple[Article, Extraction], words: str) -> str:
    """The node that the mention with these words leads to; of a capital that stands for its government, that of who acts."""
    found = {entity.id for entity in pair[1].entities for mention in entity.mentions if words == mention.text}
    (entity,) = found if len(found) == 1 else found & {role.entity for event in pair[1].events for role in event.roles}
    (row,) = store.sparql(f"SELECT ?node WHERE {{ <{entity_iri(entity)}> gb:resolvedTo ?node }}")
    return str(row["node"].value)


def built(store: GraphStore, pairs: Iterable[tuple[Article, Extraction]], authority: Path | None = None) -> GraphStore:
    store.put(pairs)
    store.link(read_authority(authority) if authority else None, version=authority.name if authority else "")
    store.fuse()
    return store


@pytest.mark.parametrize(("article", "words", "node"), MENTIONS)
def test_a_name_leads_to_its_node(article: str, words: str, node: str, whole: GraphStore, pairs: Pairs) -> None:
    assert node_of(whole, pairs[article], words) == entity_iri(node)


@pytest.fixture(scope="module")
def whole(pairs: Pairs, tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    with GraphStore.create_or_open(tmp_path_factory.mktemp("whole") / "graph") as store:
        yield built(store, pairs.values())


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_the_articles_is_nothing_to_the_nodes(seed: int, whole: GraphStore, graph: GraphStore, pairs: Pairs) -> None:
    order = random.Random(seed).sample(sorted(pairs), len(pairs))
    for start in range(0, len(order), 4):
        built(graph, [pairs[key] for key in order[start : start + 4]])
    assert nquads_bytes(graph) == nquads_bytes(whole)


def test_a_name_that_nobody_knows_keeps_its_iri(graph: GraphStore, pairs: Pairs) -> None:
    """Bill Clinton has no id of Wikidata here: his IRI is made of his name, whatever else is read before or after."""
    alone = node_of(built(graph, [pairs["f"]]), pairs["f"], "Bill Clinton")
    assert node_of(built(graph, pairs.values()), pairs["f"], "Bill Clinton") == alone == entity_iri("person/bill-clinton")


AUTHORITIES = {
    "names.csv": """name,aliases,type,sameAs
Alyaksandr Lukashenka,Alexander Lukashenko|Lukashenka,Person,http://www.wikidata.org/entity/Q2866
""",
    "names.ttl": """@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix schema: <https://schema.org/> .
<http://example.org/lukashenka> a schema:Person ; skos:prefLabel "Alyaksandr Lukashenka" ;
    skos:altLabel "Alexander Lukashenko", "Lukashenka" ; owl:sameAs <http://www.wikidata.org/entity/Q2866> .
""",
}


@pytest.mark.parametrize("name", AUTHORITIES)
def test_the_authority_file_wins(name: str, graph: GraphStore, pairs: Pairs, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text(AUTHORITIES[name], encoding="utf-8")
    built(graph, pairs.values(), file)
    mine = entity_iri("person/alyaksandr-lukashenka")
    assert {node_of(graph, pairs[key], words) for key, words, node in MENTIONS if node == "person/alexander-lukashenko"} == {mine}
    rows = list(graph.sparql(f"SELECT ?label ?same WHERE {{ <{mine}> skos:prefLabel ?label ; owl:sameAs ?same }}"))
    assert {row["label"].value for row in rows} == {"Alyaksandr Lukashenka"}
    assert "http://www.wikidata.org/entity/Q2866" in {row["same"].value for row in rows}
