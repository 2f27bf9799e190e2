"""Doc -> chains: the mentions of an article that mean the same.

Rules in sieves, the surest first (Raghunathan et al. 2010; Lee et al. 2013): names, appositions, definite noun phrases, pronouns.
Each sieve sees the clusters that the sieves before it made. Precision goes before recall: where two antecedents are equally good,
there is no link.

Missed on purpose: "you", generic "we", bridging ("the roof" of a house just named), indefinite phrases, events.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

from graphbuilder import gazetteer
from graphbuilder.extract.appositions import (
    join_aliases,
    join_appositions,
    join_callings,
    join_identified,
    join_places_by_of,
    join_predicates,
)
from graphbuilder.extract.candidates import Candidate, Kind
from graphbuilder.extract.chains import Chain, Chains, Cluster, Web, chain_of_cluster
from graphbuilder.extract.clauses import Clauses, Slot
from graphbuilder.extract.definite_nouns import join_nominals, join_topical
from graphbuilder.extract.grammar import Grammar, first_of_list, read_grammar
from graphbuilder.extract.introduced import Introduced
from graphbuilder.extract.mention_words import body_of, lexicon, on_map, seat_of
from graphbuilder.extract.mentions import read_document
from graphbuilder.extract.name_kinds import correct_kinds
from graphbuilder.extract.named_later import join_introduced
from graphbuilder.extract.named_things import join_named_things
from graphbuilder.extract.namesakes import join_names
from graphbuilder.extract.pronouns import resolve_pronouns
from graphbuilder.extract.speech import Speech, read_speech
from graphbuilder.extract.things import Things
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


def read_chains(
    doc: Any, clauses: Clauses, attributions: Sequence[SaysWhat] | None = None, introduced: Introduced | None = None
) -> Chains:
    """The chains of an article.

    Args:
        doc: an annotated document.
        clauses: its clauses.
        attributions: who says what, when that is known already; without it the speakers of quotations are found here.
        introduced: for a piece of a long article, whom the pieces before it have named; takes up whom this one names.

    Returns:
        Chains with at least one name or noun, in the order of their first mentions; singletons too.
    """
    tree = tree_of(doc)
    reading = read_document(doc, frozenset() if introduced is None else introduced.words)
    web = Web(reading)
    grammar = read_grammar(clauses, web)
    read_governments(web, grammar)
    correct_kinds(web)
    join_names(web)
    tell_gender_by_given_name(web)
    join_callings(web)
    join_aliases(web)
    join_appositions(web)
    join_named_things(web)
    join_places_by_of(web)
    join_predicates(web, clauses)
    join_identified(web, clauses)
    join_introduced(web, grammar)
    join_nominals(web, grammar)
    speech = read_speech(tree, lambda i: tree.tokens[i].lemma_ in lexicon().speech_verbs)
    speakers = find_speakers(web, clauses, speech)
    speakers |= {} if attributions is None else given_speakers(web, speech.inside, attributions)
    things = Things(web, grammar)
    resolve_pronouns(web, grammar, speech, speakers, things)
    join_topical(web, grammar)
    chains = in_order(finished(web), things.chains())
    return Chains(chains if introduced is None else introduced.read(chains), web)


def acts(web: Web, grammar: Grammar, c: Candidate) -> bool:
    """*Oppo* denied it, sued *Oppo*: no place on the map, but somebody who decides or is dealt with."""
    know = lexicon()
    for clause in grammar.own.get(c.head, ()):
        verbs = {Slot.SUBJECT: know.agentive_verbs, Slot.OBJECT: know.addressing_verbs | know.dealing_verbs}
        if any(a.head.i == c.head and clause.lemma in verbs.get(a.slot, ()) for a in clause.arguments):
            return not on_map(c.name)
    return False


def read_governments(web: Web, grammar: Grammar) -> None:
    """ "*Minsk* accused *Warsaw*": a seat of government that decides, or is addressed, is its country."""
    know = lexicon()
    for c in web.candidates:
        if is_seat_of_named(web, c):
            web.retype(c.index, "Place", None)
            c = web.candidates[c.index]
        if c.kind is Kind.NAME and c.type == "Place" and len(c.words) < 4 and acts(web, grammar, c):
            web.retype(c.index, "Organization", None)
            continue
        if c.kind is not Kind.NAME or c.type not in ("Place", "Organization", "?") or (code := seat_of(c.name)) is None:
            continue
        if c.type != "Place":
            if body_of(c.name) is not None or gazetteer.capital_of(c.name) is None:
                continue  # "the White House" is a body of its own
            web.retype(c.index, "Place", None)
        head = first_of_list(web.tree, c.head)
        for clause in grammar.own.get(head, ()):
            slot = next((a.slot for a in clause.arguments if a.head.i == head), None)
            if (slot is Slot.SUBJECT and clause.lemma.split()[0] in know.agentive_verbs) or (
                slot is Slot.OBJECT and clause.lemma in know.addressing_verbs
            ) or (slot in (Slot.PREP, Slot.INDIRECT) and clause.lemma.split()[0] in know.dative_verbs and web.tree.lower[head - 1] == "to"):
                web.retype(c.index, "Country", code)
                break
        else:
            if party_to_relation(web.tree, c.head):
                web.retype(c.index, "Country", code)


def is_seat_of_named(web: Web, c: Candidate) -> bool:
    """*Chile recalled its envoy. He demanded that Santiago pay*: a capital that the model takes for a person, its country being named."""
    alone = c.kind is Kind.NAME and c.type == "Person" and len(c.words) == 1 and not (c.office or c.honorific)
    code = seat_of(c.name) if alone else None
    if code is None or not any(other.type == "Country" and other.country == code for other in web.candidates):
        return False
    return not any(other.type == "Person" and len(other.words) > 1 and c.words[0] in other.words for other in web.candidates)


def party_to_relation(tree: Tree, head: int) -> bool:
    """*ties with Bogota*, *relations between Ankara and Athens*, *sanctions against Minsk*: the governments, not the towns."""
    know = lexicon()
    head = first_of_list(tree, head)
    link = tree.head[head]
    if tree.dep[head] != "pobj" or tree.lower[link] not in {*know.relational_prepositions, "on"}:
        return False
    noun = tree.head[link]
    if tree.lower[link] == "between" and tree.doc[noun].lemma_ in know.mediating_verbs:
        return True  # offered to mediate between Asmara and Addis Ababa
    if tree.pos[noun] == "VERB" and (found := tree.child(noun, "dobj")) is not None and found < link:
        noun = found  # broke off ties with
    return tree.lemma[noun] in (know.pressing_nouns if tree.lower[link] == "on" else know.relational_nouns)


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


def find_speakers(web: Web, clauses: Clauses, speech: Speech) -> dict[int, int]:
    """Quotation -> candidate index of the subject of the verb that reports it."""
    out: dict[int, int] = {}
    index = {id(q): n for n, q in enumerate(speech.quoted)}
    for n, q in enumerate(speech.quoted):
        if q.verb is None:
            if q.follows is not None and index.get(id(q.follows)) in out:
                out[n] = out[index[id(q.follows)]]
            continue
        clause = clauses.verbal(q.verb)
        for a in clause.fillers(Slot.SUBJECT) if clause is not None else ():
            found = web.by_head.get(a.head.i)
            if found is not None and speech.inside[a.head.i] != n:
                out[n] = found
                break
    return out


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


def in_order(chains: list[Chain], of_things: list[Chain]) -> list[Chain]:
    """The chains of entities and of things, by their first mentions."""
    if not of_things:
        return chains
    found = sorted([*chains, *of_things], key=lambda chain: (chain.members[0].head, chain.members[0].start))
    return [chain if chain.index == k else replace(chain, index=k) for k, chain in enumerate(found)]


def finished(web: Web) -> list[Chain]:
    """The clusters that a name or a noun is in, as chains."""
    seen: set[int] = set()
    chains: list[Chain] = []
    for c in web.candidates:
        cluster = web.cluster[c.index]
        if id(cluster) in seen or not cluster_counts(cluster, web):
            continue
        seen.add(id(cluster))
        chains.append(chain_of_cluster(cluster, web, len(chains)))
    return chains


def cluster_counts(cluster: Cluster, web: Web) -> bool:
    """Whether a cluster is worth a chain: a typed name or a noun is in it."""
    return bool(cluster.types) and any(web.candidates[k].kind is not Kind.PRONOUN for k in cluster.members)


