"""The event classes as they are shipped, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphbuilder.errors import OntologyError
from graphbuilder.ontology import EXTRA_FOLDERS, load_ontology

PLOVER = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip
PREFIXES = """
@prefix gb: <https://w3id.org/graphbuilder/ontology#> .
@prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def folder_with(tmp_path: Path, turtle: str) -> list[Path]:
    (tmp_path / "more.ttl").write_text(PREFIXES + turtle, encoding="utf-8")
    return [tmp_path]


def test_all_plover_types_are_there() -> None:
    codes = {c.codes["plover"] for c in load_ontology().classes.values() if "plover" in c.codes}
    assert codes == PLOVER


def test_every_class_is_explained() -> None:
    unexplained = [c.name for c in load_ontology().classes.values() if not (c.label and c.definition.endswith("."))]
    assert not unexplained


def test_codes_and_roles_are_inherited() -> None:
    visit = load_ontology().classes["Visit"]
    assert visit.codes == {"plover": "CONSULT", "mode": "visit", "cameo": "042"}
    assert {"actor", "recipient", "destination"} <= visit.roles
    assert visit.edge == "visits"
    assert not visit.symmetric
    assert load_ontology().classes["Meet"].symmetric


def test_a_class_is_added_by_a_file(tmp_path: Path) -> None:
    folders = folder_with(
        tmp_path,
        'gb:Picnic rdfs:subClassOf gb:Meet ; rdfs:label "picnic"@en ; skos:definition "A meal outdoors."@en .\n',
    )
    picnic = load_ontology(folders).classes["Picnic"]
    assert picnic.ancestors == ("Picnic", "Meet", "Consult")
    assert picnic.codes["plover"] == "CONSULT"
    assert (picnic.file, picnic.line) == (str(tmp_path / "more.ttl"), 7)


def test_folders_can_be_named_in_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder_with(
        tmp_path, 'gb:Feast rdfs:subClassOf gb:Meet ; rdfs:label "feast"@en ; skos:definition "A big meal."@en .\n'
    )
    monkeypatch.setenv(EXTRA_FOLDERS, str(tmp_path))
    assert "Feast" in load_ontology().classes


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ('gb:X rdfs:subClassOf gb:Meat ; rdfs:label "x"@en .', r"line 7.*needs a skos:definition"),
        (
            'gb:X rdfs:subClassOf gb:Meet, gb:Consul ; rdfs:label "x"@en ; skos:definition "X."@en .',
            r"line 7.*no event class 'Consul'.*Consult",
        ),
        (
            'gb:X rdfs:subClassOf gb:Meet ; rdfs:label "x"@en ; skos:definition "X."@en ; gb:hasRole gb:acter .',
            r"line 7.*no role 'acter'.*actor",
        ),
        (
            'gb:X rdfs:subClassOf gb:Meet ; rdfs:label "x"@en ; skos:definition "X."@en ; skos:notation "1"^^gb:cameos .',
            r"line 7.*no code scheme 'cameos'.*cameo",
        ),
        (
            'gb:X rdfs:subClassOf gb:Meet ; rdfs:label "x"@en ; skos:definition "X."@en ; gb:quadClass gb:Verbal .',
            r"line 7.*no quad class 'Verbal'.*VerbalConflict",
        ),
        ("gb:X rdfs:subClassOf gb:Meet ; rdfs:label .", r"line 7.*not valid Turtle"),
    ],
)
def test_what_does_not_exist_is_refused(tmp_path: Path, turtle: str, message: str) -> None:
    turtle = turtle.replace("gb:Meat", "gb:Meet")
    with pytest.raises(OntologyError, match=message):
        load_ontology(folder_with(tmp_path, turtle + "\n"))


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="not a folder of ontologies"):
        load_ontology([tmp_path / "nowhere"])


def test_an_unknown_class_is_answered_with_the_nearest() -> None:
    with pytest.raises(OntologyError, match=r"no event class 'Sanctions'.*Sanction"):
        load_ontology().event_class("Sanctions")
