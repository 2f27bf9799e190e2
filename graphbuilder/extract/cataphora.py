"""Whom a pronoun means that is named after it: *After he lost the election, Paul Biya left*, *With her film, Ana Prado shows*."""

from __future__ import annotations

from collections.abc import Callable

from graphbuilder.extract.candidates import Candidate, Kind
from graphbuilder.extract.chains import Web
from graphbuilder.extract.grammar import Grammar
from graphbuilder.extract.possessives import subject_after_phrase
from graphbuilder.extract.pronoun_constraints import adverbial_above

Agrees = Callable[[Candidate, int], bool]


def later_subject(web: Web, grammar: Grammar, c: Candidate, agrees: Agrees) -> int | None:
    """ "After *he* lost the election, *Paul Biya* left": a clause or phrase first, then the named subject of the main one."""
    tree = web.tree
    subject = subject_after_phrase(tree, c)
    found = web.by_head.get(subject) if subject is not None else None
    if found is not None and can_follow(web, c, found, agrees):
        return found
    at = tree.head[c.head] if c.possessive else c.head  # when *her* husband died, *Maria Rossi* took over
    clause = next((above for x in grammar.own.get(at, ()) if (above := adverbial_above(x)) is not None), None)
    if clause is None or clause.parent is None or clause.head.i > clause.parent.head.i:
        return None
    for a in clause.parent.arguments:
        if a.surface not in ("subject", "passive subject"):
            continue
        found = web.by_head.get(a.head.i)
        later = tree.sentence[a.head.i] == c.sentence and a.head.i > c.head
        if found is not None and later and can_follow(web, c, found, agrees):
            return found
    return None


def named_soon(web: Web, c: Candidate, agrees: Agrees) -> int | None:
    """*Ruth Odell wept. With her film, Ana Prado shows ...*: who is named right behind the phrase that a possessive opens with."""
    subject = subject_after_phrase(web.tree, c)
    found = web.by_head.get(subject) if subject is not None and c.gender in ("m", "f") else None
    if found is None or web.candidates[found].kind is not Kind.NAME or not can_follow(web, c, found, agrees):
        return None
    return found if web.tree.sentence[c.head - 2] != c.sentence or c.head == 1 else None


def can_follow(web: Web, c: Candidate, k: int, agrees: Agrees) -> bool:
    """*When he had eaten, the painter slept*: a name, or somebody in particular at the beginning of an article's sentence."""
    other = web.candidates[k]
    pointed_at = other.kind is Kind.NOMINAL and other.definite and web.tree.lower[other.start] == "the"
    return (other.kind is Kind.NAME or pointed_at) and agrees(c, k)
