"""Doc -> chains: the mentions of an article that mean the same.

Rules in sieves, the surest first (Raghunathan et al. 2010; Lee et al. 2013): names, appositions, definite noun phrases, pronouns.
Each sieve sees the clusters that the sieves before it made. Precision goes before recall: where two antecedents are equally good,
there is no link.

Missed on purpose: "you", generic "we", bridging ("the roof" of a house just named), indefinite phrases, events.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from graphbuilder import gazetteer
from graphbuilder.extract.candidates import Candidate, Kind
from graphbuilder.extract.chains import Chain, Chains, Cluster, Web, add_counts, chain_of_cluster
from graphbuilder.extract.clauses import ClauseKind, Clauses, Slot
from graphbuilder.extract.definite_nouns import join_nominals
from graphbuilder.extract.introduced import Introduced
from graphbuilder.extract.mention_words import body_of, lexicon, seat_of
from graphbuilder.extract.mentions import read_document
from graphbuilder.extract.namesakes import join_names
from graphbuilder.extract.naming import called
from graphbuilder.extract.pronouns import Grammar, read_grammar, resolve_pronouns
from graphbuilder.extract.speech import Speech, read_speech
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
    join_names(web)
    tell_gender_by_given_name(web)
    join_callings(web)
    join_appositions(web)
    join_predicates(web, clauses)
    join_nominals(web, grammar)
    speech = read_speech(tree, lambda i: tree.tokens[i].lemma_ in lexicon().speech_verbs)
    speakers = find_speakers(web, clauses, speech)
    speakers |= {} if attributions is None else given_speakers(web, speech.inside, attributions)
    resolve_pronouns(web, grammar, speech, speakers)
    chains = finished(web)
    return Chains(chains if introduced is None else introduced.read(chains), web)


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


def first_of_list(tree: Tree, head: int) -> int:
    """*Canberra and Wellington*: the first of those that are coordinated, which bears the role of all."""
    for _ in range(4):
        if tree.dep[head] != "conj":
            break
        head = tree.head[head]
    return head


def party_to_relation(tree: Tree, head: int) -> bool:
    """*ties with Bogota*, *relations between Ankara and Athens*, *sanctions against Minsk*: the governments, not the towns."""
    know = lexicon()
    head = first_of_list(tree, head)
    link = tree.head[head]
    if tree.dep[head] != "pobj" or tree.lower[link] not in (*know.relational_prepositions, "on"):
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


def join_callings(web: Web) -> None:
    """ "*Kenyan firefighter* Peter Otieno": what somebody is, right before the name."""
    tree = web.tree
    starts = {c.start: c for c in web.candidates if c.kind is Kind.NAME and c.type == "Person"}
    for c in web.candidates:
        name = starts.get(c.head + 1)
        if name is None or c.kind is not Kind.NOMINAL or c.type != "Person" or c.plural or tree.sentence[name.head] != c.sentence:
            continue
        before = tree.dep[c.head] in ("compound", "nmod", "amod") and tree.head[c.head] == name.head
        first = c.start == c.head and web.reading.words[c.head][0].isupper() and tree.sentence[c.head - 1] != c.sentence
        if (before or first) and agreed(c, name):
            web.join(c.index, name.index, "apposition")


def agreed(a: Candidate, b: Candidate) -> bool:
    """Whether the genders of two people do not contradict."""
    return "x" in (a.gender, b.gender) or a.gender == b.gender


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
    found = [*tree.childs(c.head, "appos"), *called(tree, c.head)]
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
        and not (nominal.type == "Person" and could_be_person(name, bool(nominal.office)))
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
    by_parse = nominal.type == "Person" and (tree.head[name.head] == nominal.head or is_called(tree, nominal.head, name.head))
    return nominal.definite or bool(nominal.office) or by_parse


def is_called(tree: Tree, noun: int, name: int) -> bool:
    """ "a baker named *Karim Saleh*": whether a participle gives the noun the name."""
    return name in called(tree, noun)


def could_be_person(name: Candidate, office: bool = False) -> bool:
    """Whether the recogniser may have missed a person: no organisation's word, no known body; two words, or one before an `office`.

    "Pohatu, *the prosecutor*, welcomed the verdict."
    """
    know = lexicon()
    return (
        (name.type in ("?", "Organization") or (name.type == "Place" and name.words[0] in know.given))
        and (len(name.words) > 1 or office)
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
