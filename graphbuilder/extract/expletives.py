"""An *it* that stands for nothing: *it is clear that*, *it rained*, *it took two years to build*."""

from __future__ import annotations

from collections.abc import Sequence

from graphbuilder.data import word_list
from graphbuilder.extract.clauses import Clause, ClauseKind, Slot
from graphbuilder.extract.mention_words import lexicon
from graphbuilder.extract.pronoun_constraints import Own
from graphbuilder.extract.tree import Tree


def raises(lower: Sequence[str], clause: Clause) -> bool:
    """*It is expected to reach Vietnam*: whether a passive says something of its subject, and not what is expected."""
    behind = clause.head.i + 1
    return clause.passive and clause.lemma in RAISING and list(lower[behind : behind + 1]) == ["to"]


RAISING = word_list("verbs_of_raising")


def says_what(lower: Sequence[str], clause: Clause) -> bool:
    """*It is believed that ...*, *it is prohibited when ...*: whether a clause follows a passive."""
    behind = clause.head.i + 1
    if raises(lower, clause):
        return False
    return list(lower[behind : behind + 1]) in (["that"], ["to"], ["when"], ["if"], ["whether"], ["how"], ["why"])


def is_expletive(tree: Tree, i: int, own: Own) -> bool:
    """ "*It* is clear that ...", "it rained", "it seems": an "it" that stands for nothing."""
    know, lower = lexicon(), tree.lower
    for clause in own.get(i, ()):
        if clause.kind is ClauseKind.COPULA and (
            lower[clause.head.i] in know.expletive_adjectives
            or tree.tag[clause.head.i] in ("NNS", "NNPS")  # it is the pupils who pay
            or any(a.slot in (Slot.CLAUSE, Slot.INFINITIVE) for a in clause.arguments)
        ):
            return True
        verb = clause.lemma if clause.lemma in know.expletive_verbs else clause.lemma.split(" ")[0]
        if verb in know.expletive_verbs and any(a.head.i == i for a in clause.fillers(Slot.SUBJECT)):
            return True
        if clause.passive and clause.lemma in know.expletive_passives and says_what(lower, clause):
            return True  # it is forbidden to park here; not: it is expected to reach Vietnam
        after = [] if clause.verb is None else lower[clause.verb.i + 1 : clause.verb.i + 2]
        if clause.lemma in know.likeness_verbs and after in (["like"], ["as"]):
            return True  # it looks like the vote will be close
        if clause.lemma == "take" and takes_long(lower, i):
            return True  # it took them too long to leave
        if clause.lemma == "take" and any(a.head.lemma_.lower() in know.durations for a in clause.arguments):
            return True  # it took two years to build
        if clause.lemma == "come" and clause.mark == "when":
            return True  # when it comes to taxes
    rest = lower[i + 1 : i + 6]
    if (
        rest
        and rest[0] in ("is", "was", "'s", "’s", "would", "will", "may", "might", "has")
        and any(w in know.expletive_adjectives for w in rest[:4])
    ):
        return True
    judged = i > 0 and tree.lemma[i - 1] in ("make", "find", "think", "consider", "deem", "keep")
    if judged and tree.tag[i + 1 : i + 2] in (["JJ"], ["JJR"]) and any(w in ("to", "that", "for") for w in rest):
        return True  # makes it hard for them to leave
    return (
        i > 0
        and lower[i - 1] in ("make", "made", "makes", "making", "find", "found")
        and any(w in ("that", "to") for w in rest[:3])
    )


def takes_long(lower: list[str], i: int) -> bool:
    """*it took them too long to leave*, *it took a long time*; not *it took a long loan*."""
    for k in range(i + 1, min(i + 5, len(lower))):
        if lower[k] in ("long", "longer"):
            return lower[k + 1 : k + 2] in (["to"], ["time"], ["for"], ["before"], ["than"], ["until"], ["."], [])
    return False
