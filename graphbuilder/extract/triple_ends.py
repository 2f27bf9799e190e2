"""The far ends of a predicate: what can stand as object of its triples."""

from __future__ import annotations

from graphbuilder.extract.clauses import Argument, Clause, ClauseKind, Slot
from graphbuilder.extract.draft_triples import Tokens
from graphbuilder.extract.ends import (
    adverbial_phrases,
    arguments_of,
    complex_prepositions,
    coordinated_clauses,
    core_words,
    is_content,
    is_manner,
    is_time_phrase,
    lead_words,
    measure_before,
    phrase,
    said_around,
    subordinate_clauses,
    with_restriction,
)
from graphbuilder.extract.further_arguments import further_arguments, told_clauses
from graphbuilder.extract.modifiers import with_each_modifier
from graphbuilder.extract.sharing import is_reported_in_relative
from graphbuilder.extract.tree import Tree
from graphbuilder.extract.verb_chains import direction_behind, states_small_clause

End = tuple[int | None, Tokens, Tokens]
"""What stands at the far end of a triple: its head, the words that move from it to the relation, its words."""


def ends_of(tree: Tree, clause: Clause) -> tuple[list[End], list[Tokens]]:
    """What can stand as object, as (head, words that move to the relation, words), and the remaining arguments in text order.

    An object or complement comes before a clause, a clause before a phrase, a phrase before a time, then adverbs and circumstances.
    """
    assert clause.verb is not None
    nominal = [a for a in nominal_ends(clause) if not asks(tree, a, clause.verb.i)]
    said_of_object = complements_of_object(nominal)
    nominal = [a for a in nominal if a not in said_of_object]
    clausal = clausal_ends(tree, clause)
    indirect = [a for a in clause.arguments if a.slot is Slot.INDIRECT and a.surface != "passive subject"]
    direct = [a for a in adverbial_phrases(clause) if a.via is None]
    stated = [a for a in direct if not asks(tree, a, clause.verb.i)]
    times = [a for a in clause.arguments if is_time_phrase(tree, a)]
    rest = further_arguments(tree, clause, direct, times)
    ends: list[End]
    if nominal:
        ends = [end for a in nominal for end in ends_of_adjective(tree, a) or ends_of_nominal(tree, a)]
        beside = [phrase(tree, a.head) for a in said_of_object if not behind_comma(tree, a)]
        states = [words for words in beside if tree.tag[words[-1]] in STATES]
        ends = [with_state(end, states) for end in ends]
        rest += [phrase(tree, a.head) for a in indirect]
        rest += [words for words in beside if not any(set(words) <= set(end) for _, _, end in ends)]
        rest += told_clauses(tree, clause, nominal)
    elif clausal:
        ends = [clausal_end(tree, words) for a in clausal for words in coordinated_clauses(tree, a.head.i)]
        rest += [phrase(tree, a.head) for a in indirect]
    elif around := said_around(tree, clause):
        ends = [(None, (), words) for words in around]
    elif stated:
        ends, used = ends_of_phrases(tree, clause, stated)
        rest = [w for w in rest if used.isdisjoint(w)]
    elif times:
        ends = [(times[0].head.i, (), phrase(tree, times[0].head))]
    else:
        last = (manner(tree, clause) or circumstances(tree, clause))[:1]
        ends = [(None, (), words) for words in last]
        rest = [w for w in rest if w not in last]
    return [whole_end(tree, clause, end) for end in ends if end[2]], rest


def manner(tree: Tree, clause: Clause) -> list[Tokens]:
    """*recovered* | *quickly*: the adverbs behind the verb that can end a fact."""
    said = direction_behind(tree, clause.verb.i)  # was swept away
    return [(a.head.i,) for a in clause.arguments if is_manner(tree, a) and a.head.i > clause.verb.i and a.head.i not in said]


def circumstances(tree: Tree, clause: Clause) -> list[Tokens]:
    """*The guard woke* | *when the alarm rang*: with nothing else to end it; a passive ends in its participle (*was closed*)."""
    if clause.passive:
        return []
    return [words for words in subordinate_clauses(tree, clause) if words[0] > clause.verb.i]


def nominal_ends(clause: Clause) -> list[Argument]:
    """The objects and complements; what there is, after *there*."""
    if clause.kind is ClauseKind.EXISTENTIAL:
        return [a for a in clause.arguments if a.slot is Slot.SUBJECT]
    return [a for a in clause.arguments if a.slot in (Slot.OBJECT, Slot.COMPLEMENT) and a.surface != "passive subject"]


def complements_of_object(nominal: list[Argument]) -> list[Argument]:
    """*left two people dead*, *named her chairwoman*: what is said of the object stands beside it."""
    objects = [a.head.i for a in nominal if a.surface == "object"]
    return [a for a in nominal if a.slot is Slot.COMPLEMENT and objects and a.head.i > objects[0]]


STATES = frozenset({"JJ", "VBN", "VBG", "RB"})


def with_state(end: End, states: list[Tokens]) -> End:
    """*left two people dead*, *called the plan sound*: without what it is said to be, the object would end another fact."""
    head, lead, words = end
    return next(((head, lead, (*words, *state)) for state in states if state[0] == words[-1] + 1), end)


def behind_comma(tree: Tree, argument: Argument) -> bool:
    """*named new judges, a move that angered the bar*: what a comma parts from the object is said of the whole."""
    return argument.slot is Slot.COMPLEMENT and tree.text[tree.subtree(argument.head.i)[0] - 1] == ","


def clausal_ends(tree: Tree, clause: Clause) -> list[Argument]:
    """The clauses that are said or thought, without those that state a fact together with this predicate."""
    return [
        a
        for a in clause.arguments
        if a.slot in (Slot.CLAUSE, Slot.INFINITIVE)
        and is_content(clause, a)
        and not states_small_clause(tree, a.head.i)
        and not is_reported_in_relative(tree, a.head.i, clause)
    ]


def clausal_end(tree: Tree, words: Tokens) -> End:
    """*said that* | *the town had fallen*: like a preposition, the conjunction stands with the verb; *whether* stays with what it asks."""
    joins = len(words) > 1 and tree.lower[words[0]] == "that" and tree.dep[words[0]] == "mark"
    start = next((k for k in range(1, len(words)) if tree.pos[words[k]] != "PUNCT"), 0) if joins else 0
    return (None, words[:1], words[start:]) if start else (None, (), words)


def ends_of_phrases(tree: Tree, clause: Clause, direct: list[Argument]) -> tuple[list[End], set[int]]:
    """*flew* | to | *Oslo*: the first phrase behind the verb ends the fact, its preposition the relation; and where it opens."""
    first = min(direct, key=lambda a: (a.first.i < clause.verb.i, a.first.i))
    shared = [a for a in direct if shares_end(first, a)]
    ends: list[End] = [
        (a.head.i, (*measure_before(tree, a), *lead_words(a)), words)
        for a in shared
        for words in with_each_modifier(tree, a.head.i, core_words(tree, a.head))
    ]
    return ends, {a.first.i for a in shared}


def asks(tree: Tree, argument: Argument, verb: int) -> bool:
    """*how much the firm would invest in the port*: a question says nothing of its object, and *invest in* | *the port* stays.

    *depends on* | *what the court says*: behind the verb it is a clause that stands for a thing.
    """
    words = core_words(tree, argument.head)
    return words[0] < verb and tree.tag[words[0]] in QUESTION_TAGS


QUESTION_TAGS = frozenset({"WP", "WDT", "WRB"})


def whole_end(tree: Tree, clause: Clause, end: End) -> End:
    """*was built by people who fled*, *thanked those who stayed*: agents and pronouns keep the clause that says who they are."""
    head, lead, words = end
    if head is None or not (
        tree.pos[head] == "PRON" or any(a.surface == "agent" and a.head.i == head for a in clause.arguments)
    ):
        return end
    return head, lead, with_restriction(tree, head, words, clause.verb.i)


def shares_end(first: Argument, other: Argument) -> bool:
    """*eaten by birds and mice*, *consists of a drummer and a singer*, *close to the border and the river*: each noun ends a fact.

    Of *in Oslo and Bergen* the first does: too often the parser coordinates what stands further off.
    """
    if other is first or other.first.i != first.first.i:
        return other is first
    if other.first.dep_ == "advmod" or other.prep in complex_prepositions():
        return True
    return (other.surface == "agent" or other.prep in ("of", "as")) and other.head.tag_ not in ("PRP", "CD")


def ends_of_nominal(tree: Tree, argument: Argument) -> list[End]:
    """An object or complement, once for each of its coordinated modifiers."""
    return [
        (argument.head.i, (), words)
        for words in with_each_modifier(tree, argument.head.i, core_words(tree, argument.head))
    ]


def ends_of_adjective(tree: Tree, argument: Argument) -> list[End]:
    """*The plan is subject to* | *approval*: an adjective that goes on with a phrase says nothing without it."""
    if argument.slot is not Slot.COMPLEMENT or tree.pos[argument.head.i] != "ADJ":
        return []
    own = core_words(tree, argument.head)
    return [
        (a.head.i, (*own, *lead_words(a)), words)
        for p in tree.childs(argument.head.i, "prep")
        if p > own[-1] and tree.lower[p] != "than"
        for a in arguments_of(tree, p)
        for words in with_each_modifier(tree, a.head.i, core_words(tree, a.head))
    ]
