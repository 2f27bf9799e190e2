"""Who is named now after he has been told of: *A goalkeeper saved three penalties. Marco Fusi, 19, thanked his coach*."""

from __future__ import annotations

from graphbuilder import gazetteer
from graphbuilder.data import word_list
from graphbuilder.extract.appositions import agreed
from graphbuilder.extract.candidates import Candidate, Kind
from graphbuilder.extract.chains import Web
from graphbuilder.extract.grammar import Grammar
from graphbuilder.extract.mention_words import lexicon
from graphbuilder.extract.pronoun_constraints import dealt_with
from graphbuilder.extract.tree import Tree


def join_introduced(web: Web, grammar: Grammar) -> None:
    """*A goalkeeper* saved three penalties. *Marco Fusi, 19,* thanked his coach: who is named now is the one told of before.

    By the age behind the name, or by an office that is his title now and of which one without a name has been told; in an article's second
    sentence also where nothing else says who it is: *Zambia's president dissolved the board. Hakainde Sakala said ...*
    """
    for c in web.candidates:
        if c.kind is not Kind.NAME or c.type != "Person" or len(c.words) < 2 or web.cluster[c.index].members[0] != c.index:
            continue
        if (found := holder_before(web, c)) is not None:
            web.join(found, c.index, "introduced")
            continue
        if grammar.role.get(c.head) not in ("subject", "passive subject"):
            continue
        aged = age_follows(web.tree, c)
        bare = c.sentence == 1 and says_nothing_else(web, c)
        told = told_of_before(web, c) if aged or bare else None
        if told is not None and not aged and grammar.role.get(web.candidates[told].head) not in ("subject", "passive subject"):
            told = None
        told = went_before(web, c) if told is None else told
        relative = c.sentence == 1 and web.tree.lower[c.end : c.end + 2] == [",", "who"] and not web.cluster[c.index].nouns
        told = dealt_with_before(web, c, grammar) if told is None and (aged or bare or relative) else told
        if told is not None:
            web.join(told, c.index, "introduced")


def holder_before(web: Web, c: Candidate) -> int | None:
    """*its foreign minister said. ... Foreign Minister Badr Al-Harthy*: the only one told of by that office so far, and not by name."""
    if not c.office or c.former:
        return None
    before = [k for k in web.candidates[: c.index] if k.office == c.office and k.kind is not Kind.PRONOUN and not k.plural]
    if any(web.cluster[k.index].names for k in before) or not all(k.definite and not k.former for k in before):
        return None
    found = {id(web.cluster[k.index]): k for k in before if k.sentence < c.sentence}
    one = next(iter(found.values()), None)
    return one.index if len(found) == 1 and one is not None and agreed(one, c) and c.country in (None, one.country) else None


def dealt_with_before(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """*A court jailed a harbour master. Zbigniew Kral took bribes*: the only one in the sentence before to whom something was done."""
    near = (web.candidates[k] for k in web.by_sentence.get(c.sentence - 1, ()))
    people = [p for p in near if p.kind is Kind.NOMINAL and p.type == "Person" and not p.plural and not web.cluster[p.index].names]
    found = [p for p in people if dealt_with(grammar.own, p) and web.reading.words[p.head].islower()]
    return found[0].index if len(found) == 1 and agreed(found[0], c) else None


def age_follows(tree: Tree, c: Candidate) -> bool:
    """*Marco Fusi, 19, thanked*."""
    behind = slice(c.end, c.end + 3)
    return tree.lower[behind][::2] == [",", ","] and tree.tag[behind][1:2] == ["CD"]


def says_nothing_else(web: Web, c: Candidate) -> bool:
    """Whether a name stands by itself at the beginning of its sentence: no title, no apposition, nobody coordinated with it."""
    tree, cluster = web.tree, web.cluster[c.index]
    first = c.start == 0 or tree.sentence[c.start - 1] != c.sentence or tells_of(web, c)
    alone = not (cluster.nouns or cluster.offices or c.honorific) and tree.child(c.head, "conj", "appos") is None
    alone = alone and gazetteer.country_of_leader(c.name) is None  # whom everybody knows needs no introduction
    return first and alone and tree.lower[c.end : c.end + 1] != [","] and tree.head[c.head] > c.head


def tells_of(web: Web, c: Candidate) -> bool:
    """*Prosecutors say Arturo Melgar took bribes*: whether those who tell of others begin the sentence that brings a name in."""
    tree = web.tree
    verb = tree.head[tree.head[c.head]]
    teller = tree.child(verb, "nsubj")
    told = tree.dep[tree.head[c.head]] == "ccomp" and tree.tokens[verb].lemma_ in lexicon().speech_verbs and teller is not None
    return told and teller is not None and teller < c.start and tree.lemma[teller] in lexicon().tellers | {"police"}


def told_of_before(web: Web, c: Candidate) -> int | None:
    """The only person of the sentence before, where that is nobody named and nobody who only tells of others."""
    know = lexicon()
    near = [web.candidates[k] for k in web.by_sentence.get(c.sentence - 1, ()) if web.candidates[k].kind is not Kind.PRONOUN]
    people = [p for p in near if web.cluster[p.index].type == "Person" and not p.plural and p.index not in web.attributive]
    if len(people) != 1 or people[0].kind is Kind.NAME or web.cluster[people[0].index].names:
        return None
    one = people[0]
    tells = (one.noun in know.tellers or one.office in know.tellers) and not (one.office and one.country)
    return one.index if not tells and not one.owned and agreed(one, c) else None


def went_before(web: Web, c: Candidate) -> int | None:
    """*The paper shrank under her predecessor. Nils Aro shut two desks*: who ends the sentence before, by what he was to another."""
    before = [web.candidates[k] for k in web.by_sentence.get(c.sentence - 1, ())]
    one = before[-1] if before else c
    ends = one.noun in WHO_WENT_BEFORE and web.tree.lower[one.end : one.end + 1] == ["."] and one.owned
    return one.index if ends and says_nothing_else(web, c) and agreed(one, c) else None


WHO_WENT_BEFORE = word_list("nouns_for_who_went_before")
