"""Whom a noun with an owner means: *his wife ... his wife*, *its rival*, *her son, Erik, said his father slept*.

Read after the pronouns, which tell the owners.
"""

from __future__ import annotations

from graphbuilder.data import word_list
from graphbuilder.extract.antecedents import MEMORY, agreeing, entities_before
from graphbuilder.extract.candidates import Candidate, Kind
from graphbuilder.extract.chains import Cluster, Web
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
