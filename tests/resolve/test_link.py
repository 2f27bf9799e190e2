from __future__ import annotations

import itertools
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from graphbuilder.errors import ReadError
from graphbuilder.model import (
    Article,
    Attribution,
    AttributionKind,
    Entity,
    Event,
    Extraction,
    Factuality,
    Mention,
    Polarity,
    Role,
    Triple,
)
from graphbuilder.resolve.authority import Authority, Record, read_authority
from graphbuilder.resolve.identity import canonical_ids, compared_by
from graphbuilder.resolve.link import decisions, link_extraction
from graphbuilder.resolve.sketches import EntitySketch, sketches_of

SUITE = yaml.safe_load((Path(__file__).parent / "identity_suite.yml").read_text("utf-8"))


def entity(key: str, name: str, kind: str, *texts: str, country: str | None = None) -> Entity:
    mentions = tuple(Mention(start=10 * k, end=10 * k + len(t), text=t) for k, t in enumerate(texts or (name,)))
    return Entity(id=key, name=name, type=kind, country=country, mentions=mentions)


def sketch(key: str, about: dict[str, object]) -> EntitySketch:
    fields = {"type": key.split("/")[0].capitalize(), "aliases": [about["name"]], **about}
    return EntitySketch(
        id=key,
        name=str(fields["name"]),
        type=str(fields["type"]),
        country=fields.get("country"),  # type: ignore[arg-type]
        aliases=tuple(fields["aliases"]),  # type: ignore[arg-type]
        offices=frozenset(fields.get("offices", ())),  # type: ignore[call-overload]
        gender=str(fields.get("gender", "x")),
        articles=int(str(fields.get("articles", 1))),
    )


@pytest.mark.parametrize("case", SUITE, ids=lambda case: str(case["case"]))
def test_ids_that_mean_the_same_become_one_node_in_any_order(case: dict[str, object]) -> None:
    sketches = [sketch(key, about) for key, about in case["entities"].items()]  # type: ignore[attr-defined]
    orders = itertools.islice(itertools.permutations(sketches), 24)
    results = [canonical_ids(order) for order in orders]
    assert all(result == results[0] for result in results)
    nodes: dict[str, set[str]] = {}
    for key, node in results[0].items():
        nodes.setdefault(node.id, set()).add(key)
    assert sorted(map(sorted, nodes.values())) == sorted(map(sorted, case["nodes"]))  # type: ignore[call-overload]
    assert all(node.reason for key, node in results[0].items() if node.id != key)


def groups_of(sketches: list[EntitySketch]) -> list[list[EntitySketch]]:
    """The sketches that hang together by what they are compared by."""
    groups: list[tuple[set[tuple[str, ...]], list[EntitySketch]]] = []
    for one in sketches:
        keys = set(compared_by(one))
        near = [group for group in groups if group[0] & keys]
        groups = [group for group in groups if not group[0] & keys]
        groups.append((keys.union(*(group[0] for group in near)), [one, *(s for group in near for s in group[1])]))
    return [members for _, members in groups]


@given(chosen=st.sets(st.sampled_from([(k, key) for k, case in enumerate(SUITE) for key in case["entities"]]), max_size=40))
def test_entities_may_be_linked_a_group_at_a_time(chosen: set[tuple[int, str]]) -> None:
    found = {key: sketch(key, SUITE[k]["entities"][key]) for k, key in sorted(chosen)}
    apart: dict[str, object] = {}
    for group in groups_of(list(found.values())):
        apart |= canonical_ids(group)
    assert apart == canonical_ids(found.values())


names = st.sampled_from(
    [
        "Bill Clinton",
        "Hillary Clinton",
        "Clinton",
        "William Clinton",
        "Hilary Clinton",
        "Chelsea Clinton",
        "Mrs Clinton",
        "Acme",
        "ACME Inc",
    ]
)


@given(
    st.lists(names, min_size=1, max_size=7, unique=True).flatmap(
        lambda found: st.tuples(st.just(found), st.permutations(found))
    )
)
def test_nodes_do_not_depend_on_the_order(pair: tuple[list[str], list[str]]) -> None:
    def made(found: list[str]) -> list[EntitySketch]:
        return [
            EntitySketch(id=f"person/{n.lower().replace(' ', '-')}", name=n, type="Person", aliases=(n,)) for n in found
        ]

    assert canonical_ids(made(pair[0])) == canonical_ids(made(pair[1]))


def test_bill_is_never_hillary() -> None:
    sketches = [
        EntitySketch(
            id="person/bill-clinton",
            name="Bill Clinton",
            type="Person",
            country="USA",
            offices=frozenset({"president"}),
        ),
        EntitySketch(
            id="person/hillary-clinton",
            name="Hillary Clinton",
            type="Person",
            country="USA",
            offices=frozenset({"president"}),
        ),
        EntitySketch(id="person/william-clinton", name="William Clinton", type="Person", country="USA"),
    ]
    found = canonical_ids(sketches)
    assert found["person/bill-clinton"].id == found["person/william-clinton"].id != found["person/hillary-clinton"].id


def an_extraction() -> Extraction:
    event = Event(
        id="e1",
        sentence=0,
        type="Sanction",
        trigger=Mention(start=0, end=1, text="x"),
        polarity=Polarity.POSITIVE,
        factuality=Factuality.ASSERTED,
        roles=(Role(role="actor", text="Okoro", start=0, end=5, entity="person/okoro"),),
        place="place/minsk",
        confidence=0.5,
    )
    triple = Triple(
        sentence=0,
        subject="Okoro",
        relation="met",
        object="the driver",
        confidence=0.5,
        polarity=Polarity.POSITIVE,
        factuality=Factuality.ASSERTED,
        subject_entity="person/okoro",
        object_entity="person/driver",
    )
    return Extraction(
        id="a1",
        entities=(
            entity("person/okoro", "Okoro", "Person", "Okoro", "he"),
            entity("person/driver", "driver", "Person", "the driver"),
            entity("group/police", "police", "Group"),
            entity("organization/eu", "EU", "Organization"),
            entity("organization/european-union", "European Union", "Organization", "the European Union"),
            entity("country/britain", "Britain", "Country", country="GBR"),
        ),
        events=(event,),
        triples=(triple,),
        attributions=(Attribution(speaker="person/okoro", kind=AttributionKind.DIRECT),),
    )


def test_linking_renames_wherever_an_id_stands() -> None:
    linked = link_extraction(an_extraction(), Article(id="a1", text=""))
    ids = {e.name: e.id for e in linked.entities}
    assert ids["Okoro"].startswith("person/okoro-")
    assert ids["driver"].startswith("person/driver-")
    assert ids["police"] == "group/police"
    assert (
        linked.events[0].roles[0].entity
        == linked.triples[0].subject_entity
        == linked.attributions[0].speaker
        == ids["Okoro"]
    )
    assert linked.triples[0].object_entity == ids["driver"]
    assert linked.events[0].place == "place/minsk"


def test_linking_knows_countries_and_bodies() -> None:
    linked = link_extraction(an_extraction(), Article(id="a1", text=""))
    by_id = {e.id: e for e in linked.entities}
    assert by_id["country/GBR"].name == "United Kingdom"
    assert "http://www.wikidata.org/entity/Q145" in by_id["country/GBR"].same_as
    assert by_id["country/GBR"].lat is not None
    union = by_id["organization/european-union"]
    assert union.same_as == ("http://www.wikidata.org/entity/Q458",)
    assert [m.text for m in union.mentions] == ["EU", "the European Union"] or len(union.mentions) == 1


def test_a_lone_surname_is_another_node_in_another_article() -> None:
    one = link_extraction(an_extraction(), Article(id="a1", text=""))
    other = link_extraction(an_extraction(), Article(id="a2", text=""))
    assert one.entities[0].id != other.entities[0].id
    assert one == link_extraction(an_extraction(), Article(id="a1", text=""))


def test_decisions_carry_the_rule_and_the_evidence() -> None:
    full = Extraction(
        id="a",
        entities=(
            entity(
                "person/uhuru-kenyatta", "Uhuru Kenyatta", "Person", "Kenyan President Uhuru Kenyatta", country="KEN"
            ),
        ),
    )
    short = Extraction(id="b", entities=(entity("person/kenyatta-0a1b2c", "Kenyatta", "Person", "Mr Kenyatta"),))
    office = Extraction(
        id="c",
        entities=(entity("person/president-3d4e5f", "president", "Person", "the president of Kenya", country="KEN"),),
    )
    found = decisions([full, short, office])
    assert found.canonical == {
        "person/kenyatta-0a1b2c": "person/uhuru-kenyatta",
        "person/president-3d4e5f": "person/uhuru-kenyatta",
    }
    assert found.reasons["person/kenyatta-0a1b2c"].startswith("surname: ")
    assert found.reasons["person/president-3d4e5f"].startswith("office: ")


def test_sketches_unite_what_articles_tell() -> None:
    one = Extraction(
        id="a", entities=(entity("person/jane-okoro", "Jane Okoro", "Person", "Foreign Minister Jane Okoro", "she"),)
    )
    other = Extraction(
        id="b", entities=(entity("person/jane-okoro", "Jane Okoro", "Person", "Ms Okoro", country="NGA"),)
    )
    (found,) = sketches_of([one, other])
    assert found.aliases == ("Jane Okoro", "Okoro")
    assert (found.offices, found.gender, found.country, found.articles) == (
        frozenset({"foreign minister"}),
        "f",
        "NGA",
        2,
    )


def test_the_authority_file_wins(tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    file.write_text(
        "name,aliases,type,sameAs\nWilliam Jefferson Clinton,Bill Clinton|Hillary Clinton's husband,Person,http://www.wikidata.org/entity/Q1124\n",
        "utf-8",
    )
    found = canonical_ids(
        [EntitySketch(id="person/bill-clinton", name="Bill Clinton", type="Person", aliases=("Bill Clinton",))],
        read_authority(file),
    )
    node = found["person/bill-clinton"]
    assert (node.id, node.rule) == ("person/william-jefferson-clinton", "authority")
    assert node.same_as == ("http://www.wikidata.org/entity/Q1124",)


def test_the_authority_file_keeps_two_apart_that_a_rule_would_join() -> None:
    authority = Authority([Record(name="Ivan Petrov", type="Person"), Record(name="Ivan S. Petrov", type="Person")])
    sketches = [
        EntitySketch(id=f"person/{k}", name=n, type="Person", aliases=(n,))
        for k, n in (("ivan-petrov", "Ivan Petrov"), ("ivan-s-petrov", "Ivan S. Petrov"))
    ]
    assert (
        canonical_ids(sketches)["person/ivan-s-petrov"].id == "person/ivan-s-petrov"
        or canonical_ids(sketches)["person/ivan-petrov"].id == "person/ivan-s-petrov"
    )
    assert {c.id for c in canonical_ids(sketches, authority).values()} == {"person/ivan-petrov", "person/ivan-s-petrov"}


def test_an_authority_file_in_turtle(tmp_path: Path) -> None:
    file = tmp_path / "names.ttl"
    file.write_text(
        """@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix schema: <https://schema.org/> .
        <http://example.org/harbour> a schema:Organization ; skos:prefLabel "Harbour Union" ; skos:altLabel "Dockers United" .""",
        "utf-8",
    )
    record = read_authority(file).find("dockers united", "Organization")
    assert record is not None
    assert (record.id, record.same_as) == ("organization/harbour-union", ("http://example.org/harbour",))


@pytest.mark.parametrize(
    ("name", "text", "part"),
    [
        ("a.csv", "label,type\nx,Person\n", "no column 'name'"),
        ("b.csv", "name,type\nx,Ship\n", "no type 'Ship'"),
        ("c.csv", "name,type\n,Person\n", "name is empty"),
        ("d.ttl", "this is no turtle", "not Turtle"),
        ("e.nt", "<http://a.example/1> \"", "not Turtle"),
    ],
)
def test_a_bad_authority_file_is_named_with_its_reason(tmp_path: Path, name: str, text: str, part: str) -> None:
    file = tmp_path / name
    file.write_text(text, "utf-8")
    with pytest.raises(ReadError, match=part):
        read_authority(file)


def test_a_missing_authority_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        read_authority(tmp_path / "none.csv")
