"""Whom a noun with an owner means: *his wife ... his wife*, *its rival*, *her son, Erik, said his father slept*.

Read after the pronouns, which tell the owners.
"""

from __future__ import annotations

from graphbuilder.data import word_list
from graphbuilder.extract.antecedents import MEMORY, agreeing, entities_before
from graphbuilder.extract.callings import has_done, people_before
from graphbuilder.extract.candidates import Candidate, Kind
from graphbuilder.extract.chains import Cluster, Web
from graphbuilder.extract.clauses import Slot
from graphbuilder.extract.grammar import Grammar
from graphbuilder.extract.joint import COUPLES, SPOUSES
from graphbuilder.extract.mention_words import lexicon
from graphbuilder.extract.noun_families import families


def owner_of(web: Web, c: Candidate) -> Cluster | None:
    """Who owns what a noun phrase names: *Falk's* daughter, *her* husband; None where nobody is known to."""
    owner = web.tree.child(c.head, "poss")
    found = web.by_head.get(owner) if owner is not None else None
    cluster = web.cluster[found] if found is not None else None
    return cluster if cluster is not None and cluster.types else None


def said_of_it(web: Web, c: Candidate) -> set[str]:
    """The words between the owner and the noun: *Falk's second wife*."""
    tree = web.tree
    behind = next((k + 1 for k in range(c.head - 1, c.start - 1, -1) if tree.tag[k] in ("POS", "PRP$")), c.start)
    return {tree.lower[k] for k in range(behind, c.head)} & set(c.words)


def same_owner(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """*Falk's wife wept. ... His wife had ...*: the same noun with the same owner, and nothing new said of it."""
    owner = owner_of(web, c)
    if owner is None or c.plural or c.type not in ("Person", "Organization", "Group"):
        return None
    found = entities_before(web, c, MEMORY, lambda cluster, k: is_same_noun(web, c, k) and owner_of(web, k) is owner)
    return found[0] if len(found) == 1 else None


def is_same_noun(web: Web, c: Candidate, k: Candidate) -> bool:
    """Whether an earlier noun phrase has the noun of `c` and says no less of it."""
    same = k.kind is Kind.NOMINAL and k.noun == c.noun and not k.plural
    return same and said_of_it(web, c) <= said_of_it(web, k)


def kin_in_turn(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """*His son, Erik Falk, said his father never slept*: the father of a son is he whose son that is."""
    others, owner = families().kin_in_turn.get(c.noun), owner_of(web, c)
    if others is None or owner is None or c.plural:
        return None
    callers = (web.candidates[k] for k in owner.members if web.candidates[k].kind is Kind.NOMINAL and web.candidates[k].head < c.head)
    found = {id(of): of for k in callers if k.noun in others and (of := owner_of(web, k)) is not None and of is not owner}
    if len(found) != 1:
        return None
    one = next(iter(found.values()))
    return max((k for k in one.members if k < c.index), default=None) if one.type == "Person" and agreeing(one, c) else None


def other_of_couple(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """*Ana Ruiz met Rui Teles; the couple married. ... Her husband ...*: the other one of those called a couple."""
    owner = owner_of(web, c)
    if owner is None or c.plural or c.noun not in SPOUSES:
        return None
    couples = {two for k, two in web.together.items() if web.candidates[k].noun in COUPLES and len(two) == 2 and k < c.index}
    others = {one for two in couples for one in two if owner in (web.cluster[k] for k in two) and web.cluster[one] is not owner}
    found = next(iter(others), None)
    return found if len(others) == 1 and found is not None and agreeing(web.cluster[found], c) else None


def both_siblings(web: Web, c: Candidate) -> tuple[int, ...]:
    """*Ewa Sroka left. Her sister Magda stayed. The sisters have not spoken since*: who is called so, and whose that is."""
    if c.noun not in SIBLINGS or web.tree.lower[c.start] != "the" or c.words:
        return ()
    kin = (k for k in web.before(c, MEMORY) if web.candidates[k].noun == c.noun and not web.candidates[k].plural)
    found = {id(web.cluster[k]): (k, of) for k in kin if (of := owner_of(web, web.candidates[k])) is not None and web.cluster[k].names}
    k, owner = next(iter(found.values()), (None, None))
    if len(found) != 1 or k is None or owner is None or not owner.names or owner.gender not in (web.cluster[k].gender, "x"):
        return ()
    return tuple(sorted((max(m for m in owner.members if m < c.index), k)))


SIBLINGS = word_list("nouns_for_siblings")


def relative_by_surname(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """*Stefan and Lukas Auer were tried. Stefan Auer wept. His brother ...*: the only other one with that surname."""
    owner = owner_of(web, c)
    if owner is None or c.plural or c.noun not in lexicon().kin:
        return None
    told = owner.nouns & lexicon().kin
    if told and not told & families().kin_in_turn.get(c.noun, frozenset()):
        return None  # his brother, Erik Moen, said his father ...
    surnames = {name[-1] for name in owner.names if len(name) > 1}
    alike = entities_before(web, c, MEMORY, lambda cluster, k: is_person_surnamed(cluster, surnames)) if len(surnames) == 1 else []
    found = [k for k in alike if web.cluster[k] is not owner and agreeing(web.cluster[k], c)]
    known = {noun for k in found for noun in web.cluster[k].nouns & lexicon().kin}
    return found[0] if len(found) == 1 and known <= {c.noun} else None


def is_person_surnamed(cluster: Cluster, surnames: set[str]) -> bool:
    """Whether somebody bears one of these surnames behind a given name."""
    return cluster.type == "Person" and any(len(name) > 1 and name[-1] in surnames for name in cluster.names)


def rival_of(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """*Samsung beat Huawei. The company had accused its rival of theft*: the other one of the only two of that kind that are named."""
    owner = owner_of(web, c)
    if owner is None or c.noun not in families().rivals or c.plural or said_of_it(web, c) or not owner.names:
        return None
    named = entities_before(web, c, MEMORY, lambda cluster, k: cluster.type == owner.type and bool(cluster.names))
    found = [k for k in named if web.cluster[k] is not owner]
    return found[0] if len(found) == 1 and agreeing(web.cluster[found[0]], c) else None


def known_to_owner(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """*Adu flew to Lima. Paz thanked his guest*, *Varnes hired Krall. ... their new coach*: the only one named who did or underwent it.

    No predecessor is whoever has not been followed: *the new minister, Pedro Lanz, praised his predecessor*.
    """
    owner, new = owner_of(web, c), said_of_it(web, c)
    if owner is None or c.plural or owner.type not in ("Person", "Group") or not new <= {"new"}:
        return None
    deeds = families().owned_deeds.get(" ".join((*new, c.noun)))
    if deeds is None or (c.noun in WHO_WENT_BEFORE and (c.noun != "predecessor" or "new" not in owner.modifiers)):
        return None
    named = people_before(web, c, MEMORY, lambda cluster, k: bool(cluster.names or cluster.offices) and cluster is not owner)
    found = [k for k in named if has_done(web, c, grammar, deeds, web.cluster[k])]
    return found[0] if len(found) == 1 and not beside(web, grammar, c, web.cluster[found[0]]) else None


def trainer_of(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """*The club sacked manager Paulo Dias. The players had let their coach down*: the only one named who is called one."""
    owner = owner_of(web, c)
    if owner is None or owner.type not in ("Group", "Organization") or c.plural or c.noun not in TRAINERS or said_of_it(web, c):
        return None
    found = people_before(web, c, MEMORY, lambda cluster, k: bool(cluster.names) and is_trainer(cluster))
    return found[0] if len(found) == 1 and web.candidates[found[0]].sentence < c.sentence else None


def is_trainer(cluster: Cluster) -> bool:
    """Whether somebody is called one, by a noun or before the name."""
    return not TRAINERS.isdisjoint(cluster.nouns | cluster.modifiers)


TRAINERS = word_list("trainers_of_teams")


def beside(web: Web, grammar: Grammar, c: Candidate, cluster: Cluster) -> bool:
    """*Adu praised his guest*: whether somebody is told of in the clause of a noun phrase, who is somebody else then."""
    own = grammar.own.get(c.head, ())
    return any(clause is other for m in cluster.members for clause in own for other in grammar.own.get(web.candidates[m].head, ()))


def successor_of(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """*Lena Krall succeeds Mick Tully. ... Tully wished his successor well*: who is said to have come after the owner."""
    owner = owner_of(web, c)
    if owner is None or c.plural or c.noun not in WHO_WENT_BEFORE or owner.type != "Person":
        return None
    named = people_before(web, c, MEMORY, lambda cluster, k: cluster is not owner)
    first = c.noun == "predecessor"
    found = [k for k in named if comes_after(web, grammar, *((owner, web.cluster[k]) if first else (web.cluster[k], owner)))]
    return found[0] if len(found) == 1 and web.candidates[found[0]].head < c.head else None


def comes_after(web: Web, grammar: Grammar, one: Cluster, other: Cluster) -> bool:
    """Whether somebody is said to succeed or replace another one."""
    verbs, heads = families().succession, {web.candidates[m].head for m in other.members}
    own = (clause for m in one.members for clause in grammar.own.get(web.candidates[m].head, ()) if clause.lemma in verbs)
    return any(not clause.passive and any(a.head.i in heads for a in clause.fillers(Slot.OBJECT)) for clause in own)


WHO_WENT_BEFORE = word_list("nouns_for_who_went_before")
