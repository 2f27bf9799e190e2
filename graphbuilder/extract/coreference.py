"""Doc -> chains: the mentions of an article that mean the same.

Rules in sieves, the surest first (Raghunathan et al. 2010; Lee et al. 2013): names, appositions, definite noun phrases, pronouns.
Each sieve sees the clusters that the sieves before it made. Precision goes before recall: where two antecedents are equally good,
there is no link.

Missed on purpose: "you", generic "we", bridging ("the roof" of a house just named), indefinite phrases, events.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from graphbuilder import gazetteer
from graphbuilder.extract.candidates import Candidate, Kind
from graphbuilder.extract.chains import Chain, Chains, Cluster, Web, add_counts, chain_of_cluster
from graphbuilder.extract.clauses import ClauseKind, Clauses, Slot
from graphbuilder.extract.mention_words import body_of, lexicon, seat_of
from graphbuilder.extract.mentions import read_document
from graphbuilder.extract.namesakes import join_names
from graphbuilder.extract.pronouns import Grammar, find_speakers, read_grammar, resolve_pronouns
from graphbuilder.extract.speech import read_speech
from graphbuilder.extract.tree import Tree, tree_of
from graphbuilder.model import Span


class SaysWhat(Protocol):
    """Who says what, linked or not: an `Attribution`, or a draft of one."""

    @property
    def source(self) -> tuple[Span, ...]:
        """Where the speaker stands."""

    @property
    def content(self) -> tuple[Span, ...]:
        """What is said."""


WINDOW = 2  # sentences back for "the company", "the country"
MEMORY = 12  # sentences back for a noun that has been used of the entity before


def read_chains(doc: Any, clauses: Clauses, attributions: Sequence[SaysWhat] | None = None) -> Chains:
    """The chains of an article.

    Args:
        doc: an annotated document.
        clauses: its clauses.
        attributions: who says what, when that is known already; without it the speakers of quotations are found here.

    Returns:
        Chains with at least one name or noun, in the order of their first mentions; singletons too.
    """
    tree = tree_of(doc)
    reading = read_document(doc)
    web = Web(reading)
    grammar = read_grammar(clauses, web)
    read_governments(web, grammar)
    join_names(web)
    tell_gender_by_given_name(web)
    join_appositions(web)
    join_predicates(web, clauses)
    join_nominals(web, grammar)
    speech = read_speech(tree, lambda i: tree.doc[i].lemma_ in lexicon().speech_verbs)
    speakers = find_speakers(web, clauses, speech)
    speakers |= {} if attributions is None else given_speakers(web, speech.inside, attributions)
    resolve_pronouns(web, grammar, speech, speakers)
    return finished(web)


def read_governments(web: Web, grammar: Grammar) -> None:
    """ "*Minsk* accused *Warsaw*": a seat of government that decides, or is addressed, is its country."""
    know = lexicon()
    for c in web.candidates:
        if c.kind is not Kind.NAME or c.type not in ("Place", "Organization", "?") or (code := seat_of(c.name)) is None:
            continue
        if c.type != "Place":
            if body_of(c.name) is not None or gazetteer.capital_of(c.name) is None:
                continue  # "the White House" is a body of its own
            web.retype(c.index, "Place", None)
        for clause in grammar.own.get(c.head, ()):
            slot = next((a.slot for a in clause.arguments if a.head.i == c.head), None)
            if (slot is Slot.SUBJECT and clause.lemma.split()[0] in know.agentive_verbs) or (
                slot is Slot.OBJECT and clause.lemma in know.addressing_verbs
            ):
                web.retype(c.index, "Country", code)
                break
        else:
            if party_to_relation(web.tree, c.head):
                web.retype(c.index, "Country", code)


def party_to_relation(tree: Tree, head: int) -> bool:
    """*ties with Bogota*, *relations between Ankara and Athens*, *sanctions against Minsk*: the governments, not the towns."""
    know = lexicon()
    for _ in range(4):
        if tree.dep[head] != "conj":
            break
        head = tree.head[head]
    link = tree.head[head]
    if tree.dep[head] != "pobj" or tree.lower[link] not in know.relational_prepositions:
        return False
    noun = tree.head[link]
    if tree.pos[noun] == "VERB" and (found := tree.child(noun, "dobj")) is not None and found < link:
        noun = found  # broke off ties with
    return tree.doc[noun].lemma_.lower() in know.relational_nouns


def tell_gender_by_given_name(web: Web) -> None:
    """ "Melanie": a person who goes by one word only, a given name."""
    given = lexicon().given
    for c in web.candidates:
        cluster = web.cluster[c.index]
        if (
            c.kind is Kind.NAME
            and c.type == "Person"
            and cluster.gender == "x"
            and all(len(words) == 1 for words in cluster.names)
        ):
            cluster.gender = given.get(c.words[0], "x")


def given_speakers(web: Web, inside: list[int], attributions: Sequence[SaysWhat]) -> dict[int, int]:
    """Quotation -> speaker, as attribution has found them."""
    offsets_of = web.reading.offsets
    starts = {offsets_of[c.start]: c.index for c in web.candidates if c.kind is not Kind.PRONOUN}
    offsets = {offset: i for i, offset in enumerate(offsets_of)}
    out: dict[int, int] = {}
    for a in attributions:
        speaker = next((starts[s.start] for s in a.source if s.start in starts), None)
        quotations = {inside[offsets[s.start]] for s in a.content if s.start in offsets} - {-1}
        if speaker is not None:
            out |= dict.fromkeys(sorted(quotations), speaker)
    return out


def finished(web: Web) -> Chains:
    """The clusters that a name or a noun is in, as chains."""
    seen: set[int] = set()
    chains: list[Chain] = []
    for c in web.candidates:
        cluster = web.cluster[c.index]
        if id(cluster) in seen or not cluster_counts(cluster, web):
            continue
        seen.add(id(cluster))
        chains.append(chain_of_cluster(cluster, web, len(chains)))
    return Chains(chains, web)


def cluster_counts(cluster: Cluster, web: Web) -> bool:
    """Whether a cluster is worth a chain: a typed name or a noun is in it."""
    return bool(cluster.types) and any(web.candidates[k].kind is not Kind.PRONOUN for k in cluster.members)


FINITE = frozenset(("VBD", "VBZ", "VBP", "MD", "TO"))


def join_appositions(web: Web) -> None:
    """ "His closest rival, *Svetlana Tikhanovskaya*,"; "Ryanair, *the Irish airline*,"."""
    tree = web.tree
    for c in web.candidates:
        if c.kind is Kind.PRONOUN:
            continue
        for k in appositives(tree, c):
            other = web.by_head.get(k)
            if other is not None and can_be_apposed(c, web.candidates[other], tree):
                web.join(c.index, other, "apposition")
                noun = c if c.kind is Kind.NOMINAL else web.candidates[other]
                if noun.type in ("Person", "Organization"):
                    add_counts(web.cluster[other].types, {noun.type: 4})


def appositives(tree: Tree, c: Candidate) -> list[int]:
    """Heads of the phrases in apposition to a candidate: by the parse, and by the commas where the parse is torn."""
    found = tree.childs(c.head, "appos")
    comma = after_phrase(tree, c)
    if comma is not None:
        for k in range(comma + 1, min(comma + 9, len(tree.tag))):
            if tree.lower[k] in (",", ".", "and", "who", "which", ";") or tree.sentence[k] != c.sentence:
                break
            if tree.tag[k] in FINITE:  # "Ann Holt, a nurse, sued Kim Reed": the sentence goes on, with somebody else
                break
            if tree.tag[k] in ("NN", "NNP") and (
                k + 1 >= len(tree.tag) or tree.tag[k + 1] not in ("NN", "NNP", "NNS", "NNPS", "HYPH", "POS")
            ):
                closed = next(
                    (j for j in range(k + 1, min(k + 12, len(tree.tag))) if tree.lower[j] in (",", ".", "who")), None
                )
                return found if closed is None or k in found else [*found, k]
    return found


def after_phrase(tree: Tree, c: Candidate) -> int | None:
    """The comma that ends a phrase: right after it, or after one prepositional phrase ("his rival in the race,")."""
    n = len(tree.tag)
    k = c.end
    if k < n and tree.tag[k] == "IN" and c.kind is Kind.NOMINAL:
        k += 1
        while k < n and k < c.end + 5 and tree.tag[k] in ("DT", "JJ", "NN", "NNS", "NNP", "PRP$"):
            k += 1
    return k if k < n and tree.lower[k] == "," and tree.sentence[k] == c.sentence else None


def can_be_apposed(a: Candidate, b: Candidate, tree: Tree) -> bool:
    """One name and one noun of the same kind, both singular, no list."""
    if (
        b.kind is Kind.PRONOUN
        or {a.kind, b.kind} != {Kind.NAME, Kind.NOMINAL}
        or a.plural
        or b.plural
        or b.start < a.end
    ):
        return False
    nominal, name = (a, b) if a.kind is Kind.NOMINAL else (b, a)
    if (
        name.type != nominal.type
        and not (nominal.type == "Person" and could_be_person(name))
        and not (nominal.type == "Organization" and name.type in ("Place", "?"))
    ):
        return name.type == "Country" and nominal.type == "Country"
    if (
        "x" not in (name.gender, nominal.gender)
        and "n" not in (name.gender, nominal.gender)
        and name.gender != nominal.gender
    ):
        return False
    if any(tree.lower[k] in ("and", "or") for k in range(a.end, b.start)):
        return False
    if nominal is b:
        return tree.lower[b.start] in ("a", "an", "the", "its", "his", "her", "their") or bool(
            b.country or b.words or b.office
        )
    return nominal.definite or bool(nominal.office)


def could_be_person(name: Candidate) -> bool:
    """Whether the recogniser may have missed a person: two or more words, none of them an organisation's, no known body."""
    know = lexicon()
    return (
        name.type in ("?", "Organization")
        and len(name.words) > 1
        and not any(w in know.organisation_words for w in name.words)
        and body_of(name.name) is None
    )


def join_predicates(web: Web, clauses: Clauses) -> None:
    """ "Viktor Orban is *the prime minister* of Hungary"; "The winner was *Eliud Kipchoge*"; "calls the PKK *a terrorist group*".

    Not when negated, planned or possible. An indefinite phrase tells what somebody is, and is no mention of its own.
    """
    for clause in clauses.all:
        if clause.verb is None or clause.negation is not None or any(t.tag_ == "MD" for t in clause.auxiliaries):
            continue
        complements = clause.fillers(Slot.COMPLEMENT)
        subjects = (
            clause.fillers(Slot.SUBJECT)
            if clause.kind is ClauseKind.COPULA
            else [*clause.fillers(Slot.OBJECT), *clause.fillers(Slot.INDIRECT)]
        )
        if len(subjects) == 1 and len(complements) == 1:
            a, b = web.by_head.get(subjects[0].head.i), web.by_head.get(complements[0].head.i)
            if a is not None and b is not None:
                join_predicate(web, web.candidates[a], web.candidates[b], clause.kind is ClauseKind.COPULA)


def join_predicate(web: Web, subject: Candidate, complement: Candidate, copula: bool) -> None:
    """Link a definite complement with its subject; note the noun of an indefinite one."""
    if complement.kind is Kind.NOMINAL and not complement.definite and subject.kind is Kind.NAME:
        web.attributive.add(complement.index)
        if complement.type == subject.type and not complement.former:
            web.cluster[subject.index].nouns.add(complement.noun)
        return
    if (
        not copula
        or {subject.kind, complement.kind} != {Kind.NAME, Kind.NOMINAL}
        or subject.type != complement.type
        or subject.plural
        or complement.plural
    ):
        return
    nominal = subject if subject.kind is Kind.NOMINAL else complement
    if nominal.definite and web.tree.lower[nominal.start] not in ("this", "that"):
        web.join(subject.index, complement.index, "predicate")


def join_nominals(web: Web, grammar: Grammar) -> None:
    """Definite noun phrases: office, noun used before, kind of organisation, country."""
    for c in web.candidates:
        if c.kind is not Kind.NOMINAL or not c.definite or len(web.cluster[c.index].members) > 1:
            continue
        if web.tree.lower[c.start] in ("my", "our", "your"):
            continue  # our president: whose it is depends on who speaks
        for sieve, rule in NOMINAL_SIEVES:
            found = sieve(web, c, grammar)
            if found is not None:
                web.join(found, c.index, rule)
                break


def entities_before(web: Web, c: Candidate, distance: int, fits: Callable[[Cluster, Candidate], bool]) -> list[int]:
    """The nearest mention of each entity before `c` that fits, nearest first."""
    found: dict[int, int] = {}
    for k in web.before(c, distance):
        cluster = web.cluster[k]
        if (
            id(cluster) not in found
            and k not in web.attributive
            and web.candidates[k].person == 3
            and fits(cluster, web.candidates[k])
        ):
            found[id(cluster)] = k
    return list(found.values())


def only_one(web: Web, c: Candidate, found: list[int], gap: int = WINDOW) -> int | None:
    """The one antecedent, or the nearest of several when the next is more than `gap` sentences farther away."""
    if not found:
        return None
    if len(found) > 1 and web.candidates[found[0]].sentence - web.candidates[found[1]].sentence <= gap:
        return None
    return found[0]


def holder_of_office(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """ "The Belarusian *leader*", "the president": who has that office, by title, apposition or predicate."""
    if not c.office or c.plural or c.type != "Person":
        return None
    if c.country is None and web.tree.lower[c.end : c.end + 1] == ["of"]:
        return None  # the nominee of the two parties
    found = entities_before(web, c, MEMORY * 3, lambda cluster, _: holds(cluster, c))
    if c.country and len(found) == 1 and web.cluster[found[0]].country is None and another_may_hold(web, c, found[0]):
        return None
    if found and c.office not in lexicon().state_offices and len(found) > 1:
        return None  # many hold such an office
    if found:
        return only_one(web, c, found)
    return only_person(web, c, grammar)


def another_may_hold(web: Web, c: Candidate, holder: int) -> bool:
    """*Prime Minister Sheikh Hasina met Narendra Modi. The Indian prime minister ...*: whose country is not said, beside somebody else."""

    def fits(cluster: Cluster, k: Candidate) -> bool:
        unknown = cluster.country in (None, c.country) and not cluster.offices
        return cluster is not web.cluster[holder] and cluster.type == "Person" and bool(cluster.names) and unknown and agreeing(cluster, c)

    return bool(entities_before(web, c, 1, fits))


def holds(cluster: Cluster, c: Candidate) -> bool:
    """Whether a person holds the office of nominal `c`, and the countries agree."""
    if cluster.type != "Person" or not cluster.names or not agreeing(cluster, c):
        return False
    know, offices = lexicon(), cluster.offices if c.former else cluster.held
    if c.country and cluster.country and c.country != cluster.country:
        return False
    if not {w for w in c.words if w not in know.neutral and w not in c.office} <= cluster.modifiers:
        return False
    if c.country and not cluster.country and c.office != "leader":
        return c.office in offices
    same = c.office in offices or any(office.endswith(" " + c.office) for office in offices)
    return same or (
        c.office in ("leader", "ruler")
        and c.country is not None
        and c.country == cluster.country
        and bool(offices & know.state_offices)
    )


def agreeing(cluster: Cluster, c: Candidate) -> bool:
    """Gender and number of a nominal agree with an entity."""
    return ("x" in (cluster.gender, c.gender) or cluster.gender == c.gender) and cluster.plural is not True


def only_person(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """ "Mark Rutte resigned. *The Dutch prime minister* ...": nobody else has been named, and nothing speaks against it."""
    if c.country is None and not c.former:
        return None
    people = entities_before(web, c, MEMORY, lambda cluster, k: cluster.type == "Person" and bool(cluster.names))
    if len(people) != 1 or c.sentence == web.candidates[people[0]].sentence:
        return None
    cluster = web.cluster[people[0]]
    if cluster.offices or (cluster.country not in (None, c.country)) or not agreeing(cluster, c):
        return None
    near = c.sentence - web.candidates[people[0]].sentence <= 1
    roles = ("subject", "passive subject", "object") if c.former else ("subject",)
    return people[0] if near and grammar.role.get(web.candidates[people[0]].head) in roles else None


def noun_used_before(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """ "Jane Okoro, a lawyer, ... *The lawyer*"; "a rival ... *the rival*": the same noun, no new or contradicting modifier."""
    if c.owned or (c.office and c.office in lexicon().state_offices and not c.country) or restricted(web.tree, c):
        return None

    def fits(cluster: Cluster, k: Candidate) -> bool:
        if (
            c.noun not in cluster.nouns
            or c.plural is not cluster_plural(cluster, web, c.noun)
            or not agreeing_country(cluster, c)
        ):
            return False
        modifiers = set(c.words)
        return modifiers <= cluster.modifiers | {w for name in cluster.names for w in name} and (
            bool(cluster.names) or bool(modifiers) or len(cluster.members) > 1 or specific(web, cluster, c)
        )

    found = entities_before(web, c, MEMORY, fits)
    return only_one(web, c, found)


def restricted(tree: Tree, c: Candidate) -> bool:
    """*the mother who has given birth*: a relative clause without a comma says which one, or that anybody is meant."""
    return tree.lower[c.end : c.end + 1] in (["who"], ["that"], ["whose"], ["whom"]) and tree.tag[c.end] in ("WP", "WDT", "WP$")


def specific(web: Web, cluster: Cluster, c: Candidate) -> bool:
    """Whether a noun phrase without a name means somebody in particular: not the holder of an office in general."""
    return not c.office or any(web.candidates[k].definite for k in cluster.members)


def cluster_plural(cluster: Cluster, web: Web, noun: str) -> bool | None:
    """Number of the mentions with this noun."""
    return next((web.candidates[k].plural for k in cluster.members if web.candidates[k].noun == noun), False)


def agreeing_country(cluster: Cluster, c: Candidate) -> bool:
    """Whether the countries do not contradict."""
    return c.country is None or cluster.country is None or c.country == cluster.country


def noun_in_name(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """ "*The commission*" after "the European Commission"."""
    if c.plural or c.type not in ("Organization", "Place", "Group"):
        return None

    def fits(cluster: Cluster, k: Candidate) -> bool:
        return (
            cluster.type in ("Organization", "Place")
            and any(c.noun in name and (set(c.words) <= set(name)) for name in cluster.names if len(name) > 1)
            and agreeing_country(cluster, c)
        )

    return only_one(web, c, entities_before(web, c, MEMORY, fits))


def kind_of_organisation(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """ "*The carmaker*" after "Toyota": the only organisation in sight, and its name does not say that it is something else."""
    if c.plural or c.type != "Organization" or c.noun not in lexicon().general_organisations or c.owned:
        return None
    if not set(c.words) <= lexicon().group_modifiers or web.tree.lower[c.end : c.end + 1] == ["of"]:
        return None  # the group of voters

    telling = lexicon().telling_words

    def fits(cluster: Cluster, k: Candidate) -> bool:
        return (
            cluster.type == "Organization"
            and bool(cluster.names)
            and agreeing_country(cluster, c)
            and (bool(c.words) or not any(name[-1] in telling for name in cluster.names))
        )

    found = entities_before(web, c, WINDOW, fits)
    return found[0] if len(found) == 1 else subject_before(web, c, found, grammar)


def subject_before(web: Web, c: Candidate, found: list[int], grammar: Grammar) -> int | None:
    """*Sanofi agreed to buy Bioverativ. The company said ...*: a subject takes up the only subject of the sentence before it."""
    if grammar.role.get(c.head) != "subject":
        return None
    near = [k for k in found if web.candidates[k].sentence == c.sentence - 1]
    subjects = [k for k in near if grammar.role.get(web.candidates[k].head) == "subject"]
    return subjects[0] if len(subjects) == 1 else None


def country_in_sight(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """ "*The country*", "*the kingdom*", "*the island*": the only country in sight that is one."""
    know = lexicon()
    if c.plural or c.type != "Country" or c.country or not set(c.words) <= know.country_modifiers:
        return None
    allowed = {
        "kingdom": know.kingdoms,
        "monarchy": know.kingdoms,
        "island": know.islands,
        "archipelago": know.islands,
    }.get(c.noun)

    def fits(cluster: Cluster, k: Candidate) -> bool:
        return cluster.type == "Country" and (allowed is None or cluster.country in allowed)

    found = entities_before(web, c, WINDOW, fits)
    return found[0] if len(found) == 1 else None


def city_in_sight(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """ "*The city*": the only place in sight."""
    if c.plural or c.noun not in ("city", "town", "village", "port") or c.words or c.country:
        return None
    found = entities_before(web, c, WINDOW, lambda cluster, k: cluster.type == "Place")
    return found[0] if len(found) == 1 else None


NOMINAL_SIEVES: tuple[tuple[Callable[[Web, Candidate, Grammar], int | None], str], ...] = (
    (holder_of_office, "office"),
    (noun_used_before, "same-noun"),
    (noun_in_name, "noun-in-name"),
    (kind_of_organisation, "kind-of-organisation"),
    (country_in_sight, "country-in-sight"),
    (city_in_sight, "city-in-sight"),
)
"""The sieves for definite noun phrases, surest first."""
