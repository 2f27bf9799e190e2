"""The chains of an article: which mentions mean the same, and what is known about whom they mean.

`Web` is the sheet on which the sieves of `coreference` work: clusters of candidates that only ever grow together. `Chains` is what
the rest of the package reads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from graphbuilder import gazetteer
from graphbuilder.data import word_list
from graphbuilder.extract.candidates import Candidate, Kind, Reading, phrase_start
from graphbuilder.extract.chain_ids import entity_id, slug
from graphbuilder.extract.clusters import Cluster, Words, add_counts, agreed_gender, alone
from graphbuilder.extract.mention_words import body_of, lexicon, person_gender
from graphbuilder.extract.naming import counted
from graphbuilder.extract.record import record
from graphbuilder.extract.tree import Tree

__all__ = [
    "Chain",
    "Chains",
    "Cluster",
    "Description",
    "Member",
    "Web",
    "Words",
    "add_counts",
    "chain_of_cluster",
    "entity_id",
    "slug",
]

@record(frozen=True, slots=True, kw_only=True)
class Member:
    """One mention of a chain. `start`, `end` and `head` are tokens, `char_start` and `char_end` offsets into the article, half-open.

    `rule` is the sieve that put it there, "first" for the first mention.
    """

    start: int
    end: int
    head: int
    char_start: int
    char_end: int
    kind: Kind
    rule: str


@record(frozen=True, slots=True, kw_only=True)
class Chain:
    """All mentions of one entity in one article, in text order.

    Attributes:
        name: the longest proper name without title; for a chain without a name, the words of its first nominal.
        type: Country, Person, Organization, Place, Group or Thing. named: whether a proper name is among the mentions.
        country: ISO 3166-1 alpha-3 code that it belongs to. office: the office that its titles give it, "".
        gender: "m", "f", "n", "x". aliases: the other names in the article, sorted.
    """

    index: int
    name: str
    type: str
    named: bool
    members: tuple[Member, ...]
    country: str | None = None
    office: str = ""
    gender: str = "x"
    aliases: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id within the article; `resolve.link` makes it one across articles."""
        return entity_id(self.type, self.name, self.country)


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a noun phrase says about whom it means. `base` is the text behind a slug."""

    type: str
    base: str
    country: str | None


class Web:
    """The candidates of a document and their clusters.

    Attributes:
        candidates: as `read_mentions` gives them. cluster: the cluster of each candidate. rules: the sieve that linked each candidate.
        by_head: candidate index of a head token. attributive: indefinite predicates ("is *a charity*"), which mean nobody of their own.
        by_sentence: candidate indices of each sentence, in text order. together: candidates that mean several others, each of which has a
            cluster of its own (*the two countries*).
    """

    def __init__(self, reading: Reading) -> None:
        """Every candidate begins alone."""
        candidates = reading.out
        self.candidates = candidates
        self.reading = reading
        self.tree = reading.tree
        self.cluster = [alone(c) for c in candidates]
        self.rules = ["first"] * len(candidates)
        self.by_head = {c.head: c.index for c in candidates}
        self.attributive: set[int] = set()
        self.together: dict[int, tuple[int, ...]] = {}
        self.by_sentence: dict[int, list[int]] = {}
        for c in candidates:
            self.by_sentence.setdefault(c.sentence, []).append(c.index)

    def join(self, a: int, b: int, rule: str) -> None:
        """Put the clusters of candidates `a` and `b` together; `rule` is noted on the later one."""
        one, other = self.cluster[a], self.cluster[b]
        if one is other:
            return
        if len(one.members) < len(other.members):
            one, other = other, one
        self.rules[max(a, b)] = rule
        one.members += other.members
        one.members.sort()  # two runs in order: takes as many steps as there are members, and no copy
        one.names |= other.names
        one.tell_types(other.types)
        one.offices |= other.offices
        one.held |= other.held
        one.nouns |= other.nouns
        one.modifiers |= other.modifiers
        add_counts(one.countries, other.countries)
        one.gender = agreed_gender(one.gender, other.gender)
        one.plural = one.plural if one.plural is not None else other.plural
        one.definite = one.definite or other.definite
        for k in other.members:
            self.cluster[k] = one

    def retype(self, index: int, kind: str, country: str | None) -> None:
        """Correct what a candidate names, before it is joined with others."""
        c = self.candidates[index]
        gender = "n" if kind != "Person" else c.gender if c.gender != "n" else person_gender(c.words, c.honorific, c.office)
        self.candidates[index] = replace(c, type=kind, country=country, gender=gender)
        self.cluster[index] = alone(self.candidates[index])

    def before(self, candidate: Candidate, distance: int) -> Iterable[int]:
        """Candidates that end before this one begins, in its sentence and `distance` sentences back, nearest first."""
        for s in range(candidate.sentence, max(-1, candidate.sentence - distance - 1), -1):
            for k in reversed(self.by_sentence.get(s, ())):
                if self.candidates[k].end <= candidate.start:
                    yield k


class Chains:
    """The chains of an article. `all` is in the order of first mentions; only chains that a name or a noun begins are in it."""

    def __init__(self, chains: Iterable[Chain], web: Web) -> None:
        """Index the chains by token."""
        self.all = tuple(chains)
        self._web = web
        self._of_token: dict[int, Chain] = {}
        self._best: dict[int, int | None] = {}
        for chain in self.all:
            for m in chain.members:
                if m.kind == Kind.NAME:
                    for k in range(web.candidates[web.by_head[m.head]].start, m.end):
                        self._of_token.setdefault(k, chain)
        for chain in self.all:
            for m in chain.members:
                self._of_token[m.head] = chain
        for pronoun, noun in relative_pronouns(web.tree):
            if pronoun not in self._of_token and (meant := self._of_token.get(noun)) is not None:
                self._of_token[pronoun] = meant
        self._together = {head: heads for k, several in web.together.items() for head, heads in joint_heads(web, k, several)}

    def each_of(self, token_index: int) -> tuple[Chain, ...]:
        """The chains of those that a mention headed at this token means together (*they*, *the two countries*); none for other mentions."""
        heads = self._together.get(token_index, ())
        return tuple(chain for head in heads if (chain := self._of_token.get(head)) is not None)

    @property
    def words(self) -> Reading:
        """What was read of the article's tokens."""
        return self._web.reading

    def chain_of(self, token_index: int) -> Chain | None:
        """The chain with a mention headed at this token, or with a name that holds it; None for other tokens."""
        return self._of_token.get(token_index)

    def antecedent(self, token_index: int) -> int:
        """Head token of the best mention of the token's chain: the longest name, else the first nominal.

        A token without a chain is its own antecedent.
        """
        chain = self._of_token.get(token_index)
        if chain is None:
            return token_index
        if chain.index not in self._best:
            self._best[chain.index] = self._best_mention(chain)
        best = self._best[chain.index]
        return token_index if best is None else best

    def _best_mention(self, chain: Chain) -> int | None:
        """Head token of the longest name of a chain, else of its first nominal, None when it has neither."""
        names = [m for m in chain.members if m.kind == Kind.NAME]
        if names:
            return max(names, key=lambda m: (len(self._web.candidates[self._web.by_head[m.head]].words), -m.head)).head
        return next((m.head for m in chain.members if m.kind == Kind.NOMINAL), None)

    def describe(self, head: int) -> Description:
        """Type, slug base and country of the noun phrase headed at this token, whether or not it has a chain.

        "a number of Belarusian *officials*" is a Group, "Belarusian officials", BLR.
        """
        chain = self._of_token.get(head)
        if chain is not None and chain.named:
            return Description(type=chain.type, base=chain.name, country=chain.country)
        return describe_phrase(self._web.reading, head, chain)


def joint_heads(web: Web, k: int, several: tuple[int, ...]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """The heads of a mention that means several, and of the pronouns that take it up, each with the heads of those meant."""
    heads = tuple(web.candidates[one].head for one in several)
    for member in web.cluster[k].members:
        yield web.candidates[member].head, heads


def relative_pronouns(tree: Tree) -> Iterator[tuple[int, int]]:
    """*Ann Holt, who runs a bakery*: each *who*, *whom*, *whose* and *which* with the noun that its clause hangs on."""
    for i, tag in enumerate(tree.tag):
        if tag in ("WP", "WP$", "WDT") and tree.lower[i] in ("who", "whom", "whose", "which"):
            k = i
            for _ in range(6):
                if tree.dep[k] == "relcl":
                    noun = nearest_of_list(tree, tree.head[k], i)
                    yield i, noun
                    if tree.dep[noun] == "appos":
                        yield i, tree.head[noun]  # Agnes Mbeki, a cleaner who has lived there
                    break
                if tree.head[k] == k:
                    break
                k = tree.head[k]


def nearest_of_list(tree: Tree, noun: int, pronoun: int) -> int:
    """*Petra Novak or Anna Blin, who beat her*: the last of those coordinated, right before the pronoun; the noun itself without any."""
    before = pronoun - 1 - (tree.lower[pronoun - 1] == ",")
    return before if tree.dep[before] == "conj" and noun in (tree.head[before], tree.head[tree.head[before]]) else noun


def describe_phrase(reading: Reading, head: int, chain: Chain | None) -> Description:
    """The description of a phrase without a proper name: noun, adjectives, compounds and demonyms, no determiner or number."""
    tree, countries = reading.tree, reading.countries
    start = phrase_start(tree, head)
    if (
        tree.tag[head] in ("CD", "DT", "PRP", "NN")
        and tree.lower[head] in QUANTIFIERS
        and (inner := counted(tree, head)) is not None
    ):
        return describe_phrase(reading, inner, None)
    kept = [
        k
        for k in range(start, head + 1)
        if k == head or (tree.tag[k] not in DETERMINING and tree.lower[k] not in QUANTIFIERS)
    ]
    words = [reading.words[k] if tree.tag[k] in ("NNP", "NNPS") or k in countries else tree.lower[k] for k in kept]
    told = () if tree.lower[head] in gazetteer.VETERANS else reversed(range(start, head + 1))
    country = next((countries[k] for k in told if k in countries), chain.country if chain else None)
    known = lexicon().nouns.get(tree.lower[head])
    kind = chain.type if chain else known[0] if known else "Thing"
    return Description(type=kind, base=" ".join(words), country=country)


DETERMINING = frozenset({"DT", "PDT", "CD", "PRP$", "POS", "HYPH", "RB"})
QUANTIFIERS = word_list("quantifiers")


def type_of_chain(cluster: Cluster, members: list[Candidate]) -> str:
    """The type of a finished chain: a country that is not known by name is a place, several of anything are a group."""
    kind = cluster.type or "Thing"
    if kind == "Country" and not cluster.country:
        kind = "Place"
    many = all(c.plural for c in members)
    return "Group" if many and kind in ("Organization", "Place", "Person") else kind


def best_name(names: list[Candidate]) -> str:
    """The usual name of a known body; else the longest name, the more frequent and then the earlier one of equals."""
    known = next((usual for c in names if c.type == "Organization" and (usual := body_of(c.name)) is not None), None)
    if known is not None:
        return known
    counts = Counter(c.words for c in names)
    if any(c.type == "Person" for c in names):
        given = lexicon().given
        full = [
            c
            for c in names
            if 1 < len(c.words) < 5
            and (
                c.words[0] in given
                or 3 * counts[c.words] >= len(names)
                or c.gender in "mf"
                or c.office
                or c.honorific
                or c.words[1:] in counts
                or c.words[2:] in counts
            )
        ]
        order = full or [c for c in names if len(c.words) == 1] or names
        return min(
            order,
            key=lambda c: (c.words[0] not in given, -counts[c.words] * (c.words[0] in given), -len(c.words), c.head),
        ).name
    often = max(counts.values())
    length = max(len(words) for words, count in counts.items() if count == often)
    return min(names, key=lambda c: (len(c.words) > 2 * length + 2, -len(c.words), -counts[c.words], c.head)).name


def bare_phrase(reading: Reading, c: Candidate) -> str:
    """The words of a noun phrase without determiner and possessive pronoun."""
    tags = reading.tree.tag
    kept = [k for k in range(c.start, c.head + 1) if tags[k] not in ("DT", "PDT", "PRP$", "WP$") or k == c.head]
    return reading.span_text(kept[0], c.head + 1)


def chain_of_cluster(cluster: Cluster, web: Web, index: int) -> Chain:
    """The finished chain of a cluster."""
    members = [web.candidates[k] for k in cluster.members]
    names = [c for c in members if c.kind == Kind.NAME]
    kind = type_of_chain(cluster, members)
    if kind == "Country" and cluster.country:
        known = gazetteer.by_code(cluster.country)
        name = known.name if known else names[0].name if names else cluster.country
    elif names:
        name = best_name(names)
    else:
        name = bare_phrase(web.reading, next(c for c in members if c.kind == Kind.NOMINAL))
    reading = web.reading
    made = tuple(
        Member(
            start=c.start,
            end=c.end,
            head=c.head,
            char_start=reading.offsets[c.start],
            char_end=reading.end_offset(c.end),
            kind=c.kind,
            rule=web.rules[c.index],
        )
        for c in members
    )
    office = next((c.office for c in members if c.office and c.kind == Kind.NAME), min(cluster.offices, default=""))
    return Chain(
        index=index,
        name=name,
        type=kind,
        named=bool(names),
        members=made,
        country=cluster.country,
        office=office,
        gender=cluster.gender,
        aliases=tuple(sorted({c.name for c in names} - {name})),
    )
