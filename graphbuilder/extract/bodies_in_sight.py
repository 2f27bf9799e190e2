"""Which body a noun means by its kind: *Toyota ... the carmaker*, *Banca Alpina ... the bank*, *Everton ... the club*."""

from __future__ import annotations

from graphbuilder import gazetteer
from graphbuilder.extract.antecedents import MEMORY, WINDOW, agreeing_country, entities_before, told_by_of
from graphbuilder.extract.candidates import Candidate, Kind
from graphbuilder.extract.chains import Cluster, Web
from graphbuilder.extract.clauses import Slot
from graphbuilder.extract.grammar import Grammar
from graphbuilder.extract.mention_words import lexicon
from graphbuilder.extract.noun_families import bodies_of, families, is_called, may_be_called
from graphbuilder.extract.pronoun_constraints import below, spoken_for

TOPICAL = 2  # so many times more often told of than any other body: the one that an article is about


def kind_of_organisation(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """ "*The carmaker*" after "Toyota": the body in sight that can be called so, if it is the only one or is told to be one."""
    if not names_a_kind(web, c) or (not c.words and brought_in_before(web, c)):
        return None
    near = entities_before(web, c, WINDOW, lambda cluster, k: can_be(web, c, cluster, k, grammar))
    represented = [k for k in near if spoken_for(web.tree, c, web.candidates[k])]
    if len(represented) == 1:
        return represented[0]  # a spokesman for Bosch said the firm was pleased
    called = [k for k in near if is_called(c.noun, told_of(web.cluster[k]))]
    at_home = [k for k in near if c.country is not None and c.country in countries_of_body(web.cluster[k]) | {web.cluster[k].country}]
    if len(near) == 1 or len(called) == 1 or len(at_home) == 1:
        return (at_home or called or near)[0]
    if near:
        return subject_before(web, c, near, grammar) if c.country is None else None
    far = entities_before(web, c, MEMORY, lambda cluster, k: can_be(web, c, cluster, k, grammar))
    called = [k for k in far if is_called(c.noun, told_of(web.cluster[k]))]
    return called[0] if len(called) == 1 else topical(web, far)


def names_a_kind(web: Web, c: Candidate) -> bool:
    """Whether a noun phrase says of what kind a body is, and nothing that tells it from others of that kind."""
    know, kinds = lexicon(), families()
    in_sight = c.noun in know.general_organisations or kinds.body_of_noun.get(c.noun) in kinds.in_sight
    if c.plural or c.type not in ("Organization", "Group") or not in_sight or c.owned or (c.noun in kinds.needs_more and not c.words):
        return False
    told = set(c.words) <= know.group_modifiers or (c.noun in know.makers and len(c.words) == 1)
    return told and not told_by_of(web, c)  # not "the group of voters"


def told_of(cluster: Cluster) -> set[str]:
    """The families of what a body has been called, its names included."""
    return bodies_of(cluster.nouns, cluster.names)


def can_be(web: Web, c: Candidate, cluster: Cluster, k: Candidate, grammar: Grammar) -> bool:
    """Whether a body can be what a noun phrase names: of no other kind and no other country by what is known."""
    subject = grammar.role.get(c.head) in ("subject", "passive subject")
    at_home = c.country is None or c.country in (known := countries_of_body(cluster)) or not known
    return (
        cluster.type == "Organization"
        and (subject or k.sentence != c.sentence or stands_beside_subject(web, c, k))  # Microsoft will buy the startup: somebody else
        and bool(cluster.names)
        and agreeing_country(cluster, c)
        and at_home
        and may_be_called(c.noun, told_of(cluster))
        and (bool(c.words) or not any(name[-1] in lexicon().telling_words and name[-1] != c.noun for name in cluster.names))
    )


def stands_beside_subject(web: Web, c: Candidate, k: Candidate) -> bool:
    """*Rovers captain Danny Oakes has left the club*, *Tesla's finance chief will leave the carmaker*: whose the subject is."""
    tree = web.tree
    subject = tree.head[k.head]
    for _ in range(2):
        if tree.dep[subject] == "compound":
            subject = tree.head[subject]
    person = web.by_head.get(subject)
    verb = tree.head[subject]
    beside = tree.dep[k.head] in ("compound", "poss", "nmod") and tree.dep[subject] in ("nsubj", "nsubjpass") and k.head < subject
    return beside and person is not None and web.cluster[person].type == "Person" and below(tree, c.head, verb) and k.end <= c.start


def brought_in_before(web: Web, c: Candidate) -> bool:
    """*The company that made it must pay. Pfizer was no party. The company ...*: the nameless one may be meant as well as Pfizer."""
    return bool(entities_before(web, c, WINDOW, lambda cluster, k: k.noun == c.noun and not cluster.names and is_nameless(web, k)))


def is_nameless(web: Web, k: Candidate) -> bool:
    """*the company*: one thing, called by a noun that no owner tells from others."""
    return k.kind is Kind.NOMINAL and not k.plural and "POS" not in web.tree.tag[k.start : k.head]


def countries_of_body(cluster: Cluster) -> set[str]:
    """The countries of a well-known company by its names."""
    found = (gazetteer.body(" ".join(name).title()) for name in cluster.names)
    return {body.country for body in found if body is not None and body.country is not None}


def subject_before(web: Web, c: Candidate, found: list[int], grammar: Grammar) -> int | None:
    """*Sanofi agreed to buy Bioverativ. The company said ...*: a subject takes up the only subject of the sentence before it."""
    if grammar.role.get(c.head) != "subject":
        return None
    near = [k for k in found if web.candidates[k].sentence == c.sentence - 1]
    subjects = [k for k in near if grammar.role.get(web.candidates[k].head) == "subject"]
    dealt = any(deals_with(grammar, web.candidates[k].head) for k in near if k not in subjects)
    return subjects[0] if len(subjects) == 1 and not (dealt and not decides(grammar, c.head)) else None


def deals_with(grammar: Grammar, head: int) -> bool:
    """*bought Fitbit*: whether a mention is a body that is bought or sued, of which one may go on as well."""
    dealing = lexicon().dealing_verbs
    own = grammar.own.get(head, ())
    return any(clause.lemma in dealing and any(a.head.i == head for a in clause.fillers(Slot.OBJECT)) for clause in own)


def decides(grammar: Grammar, head: int) -> bool:
    """Whether a mention is the subject of a verb of speech or decision."""
    know = lexicon()
    return any(clause.lemma.split()[0] in know.agentive_verbs | know.speech_verbs for clause in grammar.own.get(head, ()))


def topical(web: Web, found: list[int]) -> int | None:
    """*Everton sold their captain. ... The club ...*: the body that the article is about, where it is told of far more than any other."""
    order = sorted(found, key=lambda k: (-len(web.cluster[k].members), k))
    if not order or (len(order) > 1 and len(web.cluster[order[0]].members) < TOPICAL * len(web.cluster[order[1]].members)):
        return None
    return order[0] if web.candidates[web.cluster[order[0]].members[0]].sentence < 2 else None


def body_alike(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """*The council said ... The authority ...*, *Parliament voted ... the legislature*: the only body of a like noun before."""
    others = families().bodies_alike.get(c.noun, frozenset()) - {c.noun}
    plain = c.type == "Organization" and not (c.plural or c.words or c.owned or c.country) and not told_by_of(web, c)
    if not others or not plain or web.tree.lower[c.start] != "the":
        return None
    found = entities_before(
        web,
        c,
        MEMORY,
        lambda cluster, k: is_body_called(cluster, others) and not k.plural and agreeing_country(cluster, c),
    )
    return found[0] if len(found) == 1 and web.candidates[found[0]].sentence < c.sentence else None


def is_body_called(cluster: Cluster, nouns: frozenset[str]) -> bool:
    """Whether a body goes by one of these nouns, or its name ends in one."""
    called = not cluster.nouns.isdisjoint(nouns) or any(name[-1] in nouns for name in cluster.names)
    return cluster.type == "Organization" and called
