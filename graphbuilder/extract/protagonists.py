"""Who is too far off to be meant, and whom an article goes on about: who *he* or *she* is where nobody near can be."""

from __future__ import annotations

from graphbuilder.extract.antecedents import MEMORY
from graphbuilder.extract.candidates import Candidate, Kind
from graphbuilder.extract.chains import Web
from graphbuilder.extract.grammar import Grammar
from graphbuilder.extract.possessives import subject_around
from graphbuilder.extract.pronoun_constraints import gender_is_told

TOLD_OF = 4  # mentions of whom an article goes on about


def protagonist(web: Web, c: Candidate) -> int | None:
    """*Bethan Howells wept. She ... her ... Three judges came. The judges said so. Her barrister ...*: the only one of that sex so far.

    Named, and told of often; nobody else named so far may be of that sex.
    """
    before = web.before(c, MEMORY)
    people = {id(web.cluster[k]): k for k in before if web.cluster[k].type == "Person" and web.cluster[k].names}
    found = [k for k in people.values() if web.cluster[k].gender in (c.gender, "x")]
    told = len(found) == 1 and web.cluster[found[0]].gender == c.gender and len(web.cluster[found[0]].members) >= TOLD_OF
    return found[0] if told else None


def misread_person(web: Web, grammar: Grammar, c: Candidate) -> int | None:
    """*Senator Michael Anne Doyle objected. She ...*: the only person so far, whose given name alone has told of a man."""
    near = [web.candidates[k] for k in web.by_sentence.get(c.sentence - 1, ())]
    people = {id(web.cluster[k.index]): k for k in near if k.type == "Person" and k.kind is not Kind.PRONOUN}
    if len(people) != 1 or grammar.role.get(c.head) != "subject":
        return None
    one = next(iter(people.values()))
    cluster = web.cluster[one.index]
    members = [web.candidates[k] for k in cluster.members]
    told = any(gender_is_told(m) if m.kind is Kind.NAME else m.gender in ("m", "f") for m in members)
    if told or not cluster.names or grammar.role.get(one.head) != "subject":
        return None
    before = (x for x in web.candidates[: c.index] if x.type == "Person" and x.kind is not Kind.PRONOUN)
    if any(web.cluster[x.index] is not cluster for x in before):
        return None
    cluster.gender = c.gender
    return one.index


def comes_from_afar(web: Web, grammar: Grammar, c: Candidate, best: int) -> bool:
    """*Groups were outraged. Mitochondria have their own DNA*: whoever is meant, the subject beside the pronoun is nearer.

    Nor is it whoever has been named once, inside another phrase of another sentence.
    """
    other, subject = web.candidates[best], subject_around(web.tree, c)
    if other.sentence == c.sentence:
        return False
    unread = subject is not None and subject not in web.by_head and web.tree.tag[subject] in ("NN", "NNS", "CD")
    return unread or (not grammar.role.get(other.head) and len(web.cluster[best].members) == 1)


def long_gone(web: Web, grammar: Grammar, c: Candidate, best: int) -> bool:
    """*A colleague left. Three judges came. The judges said so. Her barrister ...*: somebody of untold sex, sentences ago."""
    other, cluster = web.candidates[best], web.cluster[best]
    dealt_with = grammar.role.get(other.head) == "object"
    return c.sentence - other.sentence > 1 and not (cluster.names or dealt_with) and (other.gender == "x" or len(cluster.members) == 1)
