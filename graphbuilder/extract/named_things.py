"""Things that have a name: *Cyclone Idai ... the storm*, *Harcourt House ... the building*, *the ferry Estonia ... the vessel*.

A common noun that takes up a name is a candidate of its own, so that names and nouns for one thing have one chain. Which wider nouns may
take up a narrower one stands in `data/noun_families.yml` (`things`), which kinds stand in names in `data/word_lists.yml`.

Missed on purpose: where two named things, or an unnamed one since, may be meant; plurals.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from graphbuilder.data import word_list
from graphbuilder.extract.antecedents import MEMORY
from graphbuilder.extract.candidates import NOUN, PROPER, Candidate, Kind, Reading, definite, phrase_start
from graphbuilder.extract.chains import Cluster, Web
from graphbuilder.extract.mention_words import lexicon
from graphbuilder.extract.noun_families import families

KINDS_BEFORE_NAMES = word_list("kinds_before_names")
KINDS_AT_END = word_list("kinds_at_the_end_of_names")
BEARERS = word_list("things_that_bear_names")
NEARBY = 4  # sentences back for a wider noun
NEVER_ALONE = word_list("things_of_anybody")
BY_NAME = frozenset({"called", "named", "dubbed", "nicknamed"})
POINTING = frozenset({"the", "this", "that"})
ENTITIES = frozenset({"Organization", "Place", "Thing", "Country", "?"})


@dataclass(slots=True)
class Known:
    """What has been told of so far: by kind, head, identity and reach of each mention that may be taken up; `same` says more of one."""

    by_kind: dict[str, list[tuple[int, tuple[str, ...], int]]] = field(default_factory=dict)
    same: set[int] = field(default_factory=set)

    def add(self, kind: str | None, head: int, identity: tuple[str, ...], reach: int = MEMORY) -> None:
        """Note a mention of a thing, if it is one of a kind; `reach` sentences on a wider noun may take it up."""
        if kind is None:
            return
        self.by_kind.setdefault(kind, []).append((head, identity, reach))

    def meant_by(self, reading: Reading, i: int) -> tuple[int, tuple[str, ...]] | None:
        """Head and identity of the only thing before token `i` that its noun can take up; None where several can."""
        tree, noun = reading.tree, reading.tree.lower[i]
        kinds = families().things.get(noun, frozenset()) | {noun}
        near = ((*one, kind) for kind in self.by_kind.keys() & kinds for one in self.by_kind[kind] if one[0] < i)
        reaching = (one for one in near if tree.sentence[i] - tree.sentence[one[0]] <= (MEMORY if one[3] == noun else one[2]))
        found = sorted((head, identity) for head, identity, _, _ in reaching)
        if not found or len({identity for _, identity in found}) > 1:
            return None
        heads = {head for head, _ in found} | self.same
        others = (k for k in range(i) if tree.tag[k] == "NN" and tree.lower[k] in kinds and not reading.taken[k] and k not in heads)
        rivals = [k for k in others if tree.lower[k] == noun or k > found[-1][0]]
        return None if any(tree.sentence[i] - tree.sentence[k] <= MEMORY for k in rivals) else found[-1]


def kind_of_name(reading: Reading, c: Candidate) -> str | None:
    """The kind that a name tells: *Cyclone Idai*, *Harcourt House*; None for others, and for people.

    A person may be called House or Bridge.
    """
    like_a_person = c.words[0] in lexicon().given and reading.tree.lower[c.start - 1] not in BEFORE_PLACES | {"the"}
    if len(c.words) < 2 or c.type not in ENTITIES or like_a_person:
        return None
    if c.words[0] in KINDS_BEFORE_NAMES:
        return c.words[0]
    return c.words[-1] if c.words[-1] in KINDS_AT_END else None


def is_where(reading: Reading, c: Candidate) -> bool:
    """*a crowd outside Avery Hall*: whether a preposition says that what sounds like a person is a place."""
    two = c.type == "Person" and len(c.words) == 2 and c.words[-1] in KINDS_AT_END and not (c.honorific or c.office)
    return two and reading.tree.lower[c.start - 1] in BEFORE_PLACES


BEFORE_PLACES = word_list("prepositions_before_places")


def apposed_kinds(reading: Reading, c: Candidate) -> list[int]:
    """The nouns for things that stand behind a name: *The Linen Hall, a vast warehouse, burnt down*."""
    tree = reading.tree
    if c.type not in ENTITIES or tree.lower[c.end : c.end + 1] != [","]:
        return []
    behind = (k for k in tree.childs(c.head, "appos") if tree.tag[k] == "NN" and tree.lower[k] in families().narrower_things)
    behind = (k for k in behind if tree.lower[k] not in lexicon().nouns)
    return [k for k in behind if tree.lower[phrase_start(tree, k)] in ("a", "an", "the")]


def read_named_things(reading: Reading, found: list[Candidate]) -> None:
    """Add the nouns that mean a named thing to the candidates, and note in `reading.meant` what each takes up."""
    known = Known()
    for n, c in enumerate(found):
        if c.kind is Kind.NAME and (bearer := bearer_of(reading, c)) is not None:
            found[n] = named = c if c.type == "Thing" else replace(c, type="Thing", country=None, gender="n")
            found += introduce(reading, known, named, bearer)
        elif c.kind is Kind.NAME:
            if is_where(reading, c):
                found[n] = c = replace(c, type="Place", gender="n")
            apposed = apposed_kinds(reading, c)
            known.same.update(apposed)
            for told in (kind_of_name(reading, c), *(reading.tree.lower[k] for k in apposed)):
                known.add(told, c.head, c.words, NEARBY)
    if not known.by_kind:
        return
    found += by_nouns(reading, found, known)


def bearer_of(reading: Reading, c: Candidate) -> int | None:
    """The noun whose name it is: *the ferry* Estonia, *The vessel, the* Santa Rita, *a comet called* Velu-3; None elsewhere."""
    tree = reading.tree
    first = c.start - (tree.lower[c.start - 1 : c.start] == ["the"])
    before = first - 1
    word = tree.lower[before]
    if before < 1 or not (word in BEARERS or word in BY_NAME or word == ","):
        return None
    if c.honorific or c.office or tree.sentence[before] != c.sentence or reading.silent[c.head]:
        return None
    if tree.lower[before] in BY_NAME:
        before -= 1 + (tree.lower[before - 1] == ",")
        return before if is_bearer(reading, before) else None
    if tree.lower[before] == "," and tree.lower[c.end : c.end + 1] in ([","], ["."]):
        return before - 1 if is_bearer(reading, before - 1) and tree.head[c.head] == before - 1 else None
    beside = (tree.head[before] == c.head and tree.dep[before] in ("compound", "nmod")) or tree.head[c.head] == before
    return before if first == c.start and beside and is_bearer(reading, before) else None


def is_bearer(reading: Reading, i: int) -> bool:
    """Whether token `i` is a noun for a thing that may have a name."""
    tree = reading.tree
    return i > 0 and tree.tag[i] == "NN" and tree.lower[i] in BEARERS and not reading.taken[i] and tree.lower[i] not in lexicon().nouns


def introduce(reading: Reading, known: Known, c: Candidate, bearer: int) -> list[Candidate]:
    """The noun that has been given a name as a candidate, and before it the narrower or same noun that it takes up."""
    tree, kinds = reading.tree, families().things.get(reading.tree.lower[bearer], frozenset()) | {reading.tree.lower[bearer]}
    known.add(tree.lower[bearer], c.head, c.words)
    out: list[Candidate] = []
    if tree.head[bearer] != c.head or tree.lower[bearer + 1] in {",", *BY_NAME}:
        out.append(thing(reading, bearer))
        reading.meant[c.head] = bearer
    if tree.lower[phrase_start(tree, bearer)] in POINTING and out:
        near = (k for k in range(bearer) if tree.sentence[bearer] - tree.sentence[k] <= 2 and tree.tag[k] in NOUN)
        earlier = [k for k in near if tree.lower[k] in kinds and k not in reading.meant and not reading.taken[k]]
        if len(earlier) == 1 and tree.tag[earlier[0]] == "NN" and tree.lower[earlier[0]] not in lexicon().nouns:
            out.append(thing(reading, earlier[0]))
            reading.meant[bearer] = earlier[0]
            known.add(tree.lower[earlier[0]], earlier[0], c.words)
    return out


def join_named_things(web: Web) -> None:
    """Put the nouns that mean a named thing together with its name."""
    for head, meant in sorted(web.reading.meant.items()):
        if head in web.by_head and meant in web.by_head:
            web.join(web.by_head[meant], web.by_head[head], "kind-of-thing")


def is_called_a_thing(cluster: Cluster) -> bool:
    """*Marsden House ... the building*: whether a noun that is said of no body and no place has taken up a name."""
    return any(noun in families().things and noun not in lexicon().nouns for noun in cluster.nouns)


def by_nouns(reading: Reading, found: list[Candidate], known: Known) -> list[Candidate]:
    """*The storm*: each noun with *the* that the only thing told of can be called by."""
    tree, wider = reading.tree, families().wider_things
    types = {c.head: c.type for c in found}
    wanted = set(known.by_kind).union(*(wider.get(kind, ()) for kind in known.by_kind))
    out: list[Candidate] = []
    for i, noun in enumerate(tree.lower):
        if noun not in wanted or tree.tag[i] != "NN" or i in types or reading.taken[i]:
            continue
        if reading.silent[i] or noun in NEVER_ALONE or noun in lexicon().nouns or not points_back(reading, i):
            continue
        meant = known.meant_by(reading, i)
        if meant is None:
            continue
        reading.meant[i] = meant[0]
        out.append(thing(reading, i, types.get(meant[0], "Thing")))
        types[i] = out[-1].type
        known.add(noun, i, meant[1])
        wanted.update(wider.get(noun, ()))
    return out


def points_back(reading: Reading, i: int) -> bool:
    """*The storm*; not *the storm that hit Leyte*, *the storm warning*, *the last storm*."""
    tree = reading.tree
    after = tree.tag[i + 1 : i + 2]
    if i < 1 or tree.lower[i - 1] not in POINTING or tree.sentence[i - 1] != tree.sentence[i]:
        return False
    return tree.lower[i + 1 : i + 2] not in (["of"], ["that"], ["which"], ["-"]) and not (after and after[0] in NOUN | PROPER)


def thing(reading: Reading, i: int, kind: str = "Thing") -> Candidate:
    """The candidate of a noun for a thing with a name."""
    start = phrase_start(reading.tree, i)
    made = definite(reading, start, i, kind if kind != "?" else "Thing", reading.tree.lower[i], name_from=start)
    return replace(made, gender="n")
