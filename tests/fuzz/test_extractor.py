"""Any text, and any parse of it: extractions that keep the laws, a store that takes them, exports that give back what went in."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import jsonschema
import pyoxigraph
import pytest
from spacy.tokens import Doc

from graphbuilder.annotate.components import names, parses
from graphbuilder.annotate.sentences import mark_sentences
from graphbuilder.contract import dump_extraction, extraction_schema
from graphbuilder.errors import ReadError
from graphbuilder.graph.export import export, nquads_bytes
from graphbuilder.graph.store import GraphStore
from graphbuilder.model import Article, Extraction
from graphbuilder.pipeline import Pipeline
from graphbuilder.read import Draft, article_of
from tests.fuzz import hostile
from tests.fuzz.laws import bounded, check_extraction, run_cases

SENTENCES = 500
PARSES = 2000
BATCH = 25

TAGS = ("NN", "NNS", "NNP", "VBD", "VBZ", "VBN", "VBG", "VB", "MD", "IN", "DT", "JJ", "RB", "CD", "CC", "TO", "PRP", "PRP$", "WDT", "WP", "POS", "RP", ",", ".", "``", "''", "-LRB-", "_SP", "EX", "UH")  # fmt: skip
PARTS = ("NOUN", "PROPN", "VERB", "AUX", "ADP", "DET", "ADJ", "ADV", "NUM", "CCONJ", "SCONJ", "PART", "PRON", "PUNCT", "SPACE", "INTJ", "X")
LABELS = ("nsubj", "nsubjpass", "dobj", "dative", "pobj", "prep", "agent", "aux", "auxpass", "neg", "conj", "cc", "ccomp", "xcomp", "advcl", "acl", "relcl", "appos", "compound", "amod", "nummod", "poss", "case", "det", "mark", "attr", "acomp", "npadvmod", "advmod", "expl", "csubj", "pcomp", "prt", "quantmod", "oprd", "parataxis", "punct", "dep", "meta", "predet", "intj")  # fmt: skip
ENTITIES = ("PERSON", "ORG", "GPE", "NORP", "DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "LOC", "FAC", "EVENT", "QUANTITY", "LAW", "PRODUCT")


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


def articles(name: str, count: int) -> list[Article]:
    """Articles of hostile text, those that cannot be read left out."""
    found = []
    for number in range(count):
        rng = random.Random(f"{name}-{number}")
        title, published = rng.choice(("", hostile.clean(hostile.text(rng, 1)))), rng.choice(("", "2020-11-17", "0001-01-01", "9999-12-31"))
        text = hostile.clean(hostile.text(rng, 5)).replace("\uffff", "").replace("\ufffe", "")
        try:
            draft = Draft(path="case", id=f"{name} {number} {rng.choice(('', '#', 'é/..', '%2F'))}", text=text, title=title, published=published)
            found.append(article_of(draft))
        except ReadError:
            continue
    return found


@pytest.fixture(scope="module")
def extracted(pipeline: Pipeline) -> list[tuple[Article, Extraction]]:
    """Hostile articles with what the default pipeline makes of them."""
    found: list[tuple[Article, Extraction]] = []
    made = articles("sentences", SENTENCES)
    for start in range(0, len(made), BATCH):
        batch = made[start : start + BATCH]
        with bounded([article.id for article in batch]):
            found += pipeline.extract(batch)
    return found


def test_any_text(extracted: list[tuple[Article, Extraction]]) -> None:
    assert len(extracted) > 0.8 * SENTENCES
    schema = jsonschema.Draft202012Validator(extraction_schema())
    for number, (article, extraction) in enumerate(extracted):
        check_extraction(article, extraction)
        if number % 10 == 0:
            schema.validate(json.loads(dump_extraction(extraction)))
    assert sum(len(extraction.events) for _, extraction in extracted) > 50


def test_any_text_is_stored_and_exported(extracted: list[tuple[Article, Extraction]], tmp_path: Path) -> None:
    some = [*extracted[:60], *(pair for pair in extracted if "\u202e" in pair[0].text or "http://[" in pair[0].text)][:100]
    with GraphStore.create_or_open(tmp_path / "g") as store:
        store.put(some)
        store.fuse()
        whole = nquads_bytes(store)
        for name in ("nq", "trig", "jsonld", "ttl", "nt", "rdf", "graphml", "gexf", "csv", "cypher"):
            export(store, tmp_path / f"all.{name}")
        assert list(store.records()) == sorted(some, key=lambda pair: pair[0].id)
    for name, kind in (("nq", pyoxigraph.RdfFormat.N_QUADS), ("trig", pyoxigraph.RdfFormat.TRIG)):
        again = pyoxigraph.Store()
        again.bulk_load(path=str(tmp_path / f"all.{name}"), format=kind)
        assert set(again) == set(pyoxigraph.parse(whole, format=pyoxigraph.RdfFormat.N_QUADS))
    turtle, triples = (
        {quad.triple for quad in pyoxigraph.parse((tmp_path / f"all.{name}").read_bytes(), format=kind)}
        for name, kind in (("ttl", pyoxigraph.RdfFormat.TURTLE), ("nt", pyoxigraph.RdfFormat.N_TRIPLES))
    )
    assert turtle == triples


def test_any_parse(pipeline: Pipeline) -> None:
    """What no parser gives: any labels on any tree. It shows what the extractor takes for granted."""

    def case(rng: random.Random) -> None:
        text = " ".join(hostile.shuffled(rng, rng.choice(hostile.SENTENCES)) for _ in range(rng.randint(1, 3)))
        article = article_of(Draft(path="case", id="case", text=text, published=rng.choice(("", "2020-11-17"))))
        doc = parses(names(any_parse(rng, pipeline.nlp, article)))
        check_extraction(article, pipeline.extract_document(article, doc))

    run_cases("parses", PARSES, case)


def any_parse(rng: random.Random, nlp: Any, article: Article) -> Any:
    """A Doc of an article's words with any tags, labels, heads and names."""
    plain = mark_sentences(nlp.make_doc(article.text))
    size = len(plain)
    heads, labels = [0] * size, [""] * size
    start = 0
    while start < size:
        end = min(size, start + rng.randint(1, 25))
        order = list(range(start, end))
        rng.shuffle(order)
        for place, word in enumerate(order):
            heads[word] = word if place == 0 else rng.choice(order[:place])
            labels[word] = "ROOT" if place == 0 else rng.choice(LABELS)
        start = end
    kinds = ["O"] * size
    for _ in range(rng.randint(0, 5)):
        start = rng.randrange(size)
        kind = rng.choice(ENTITIES)
        end = min(size, start + rng.randint(1, 4))
        kinds[start:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - start - 1)]
        if end < size and kinds[end].startswith("I-"):
            kinds[end] = "B" + kinds[end][1:]
    doc = Doc(
        nlp.vocab,
        words=[token.text for token in plain],
        spaces=[bool(token.whitespace_) for token in plain],
        tags=[rng.choice(TAGS) for _ in plain],
        pos=[rng.choice(PARTS) for _ in plain],
        lemmas=[token.lower_ for token in plain],
        heads=heads,
        deps=labels,
        ents=kinds,
    )
    doc.user_data["article"] = article
    return doc
