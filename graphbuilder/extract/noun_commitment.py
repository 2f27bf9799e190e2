"""The status of an event that a noun names: *no protests*, *the threat of war*, *denied the attack*, *may hold talks*."""

from __future__ import annotations

from graphbuilder.extract.attribution_parts import verb_at
from graphbuilder.extract.clause_mood import negation, own_words
from graphbuilder.extract.clauses import Clause, ClauseKind
from graphbuilder.extract.commitment import State
from graphbuilder.extract.complements import signed
from graphbuilder.extract.governing_nouns import effect_on_noun, on_the_edge
from graphbuilder.extract.governors import climb, either, negative_preposition
from graphbuilder.extract.signatures import load_lexicon
from graphbuilder.extract.tree import Tree
from graphbuilder.model import Factuality


def read_noun(tree: Tree, noun: Clause, state: State) -> None:
    """Determiner and adjectives of the noun, the noun that it hangs on, the verb that it is an argument of."""
    n = noun.head.i
    if noun.negation is not None:
        state.apply("not", noun.negation.i)
    table = load_lexicon()
    for c in tree.children[n]:
        if tree.dep[c] in ("amod", "compound", "nmod") and tree.lower[c] in table.modifiers:
            if tree.lower[c] != "failed" or tree.lower[n] not in table.processes:  # failed talks were held
                state.apply(table.modifiers[tree.lower[c]], c)
        elif tree.dep[c] == "acl" and tree.tag[c] == "VBN" and table.modifiers.get(tree.lower[c]) in ("plan", "not"):
            state.apply(table.modifiers[tree.lower[c]], c)  # a strike planned for Monday
        elif tree.dep[c] == "poss" and in_the_future(tree, c):
            state.apply("plan", c)
    n = first_conjunct(tree, n)
    for _ in range(4):
        above = tree.head[n]
        if above == n:
            return
        if tree.pos[above] == "ADP" or tree.dep[n] == "pobj":
            if negative_preposition(tree, above) or (tree.lower[above] == "of" and tree.lower[above - 1] == "instead"):
                state.apply("not", above)
                return
            if (effect := commitment_of_phrase(tree, above)) is not None:
                state.apply(effect, above)
                return
            holder = tree.head[above]
            if tree.pos[holder] in ("NOUN", "PROPN"):
                if not through_noun(tree, holder, tree.lower[above], state, noun.parent):
                    return
                n = first_conjunct(tree, holder)
                continue
            through_verb(tree, noun, n, tree.lower[above], state)
            return
        through_verb(tree, noun, n, "noun", state)
        return


def in_the_future(tree: Tree, owner: int) -> bool:
    """*next week's vote*, *tomorrow's march*."""
    table = load_lexicon()
    return tree.lower[owner] in table.future_words or (
        tree.lower[owner - 1] in ("next", "coming") and tree.lower[owner] in table.calendar
    )


def first_conjunct(tree: Tree, n: int) -> int:
    """*protests or strikes*: the first of coordinated nouns."""
    for _ in range(8):
        if tree.dep[n] != "conj" or tree.pos[tree.head[n]] not in ("NOUN", "PROPN"):
            return n
        n = tree.head[n]
    return n


def commitment_of_phrase(tree: Tree, preposition: int) -> str | None:
    """*in the event of a strike*, *barring a strike*, *pending the approval*: the preposition with up to three words before it."""
    table = load_lexicon().phrases_before
    for length in range(4):
        words = " ".join(tree.lower[max(preposition - length, 0) : preposition + 1])
        if words in table:
            return table[words]
    return None


def through_noun(tree: Tree, holder: int, preposition: str, state: State, parent: Clause | None) -> bool:
    """*the threat of war*, *calls for sanctions*, *plans for a visit*; True: look further up."""
    table = load_lexicon()
    lemma = tree.lemma[holder]
    if lemma in table.edges and not (preposition == "of" and on_the_edge(tree, holder)):
        return False
    if preposition in ("of", "about") and lemma in table.of_nouns:
        state.apply(table.of_nouns[lemma], holder)
        return table.of_nouns[lemma] == "report"
    entry = table.nouns.get(lemma)
    if preposition in ("for", "at", "against", "to") and entry is not None and entry.then in ("request", "plan", "possible"):
        over = effect_on_noun(tree, holder, parent) if parent is not None else ""
        state.apply("not" if over in ("not", "untrue") else entry.then, holder)  # scrapped plans for a store
        return False
    if preposition == "on" and lemma in ("ban", "prohibition"):
        state.apply("not", holder)
    return False


def through_verb(tree: Tree, noun: Clause, n: int, complement: str, state: State) -> None:
    """What the verb does to the event that its argument names; a light verb gives it its own status."""
    clause = noun.parent
    table = load_lexicon()
    if clause is None or clause.verb is None:
        return
    word = negation(tree, clause)
    negated = word is not None and (noun.negation is None or word != noun.negation.i)  # no decision is expected: counted once
    slot = "noun" if complement == "noun" else complement
    subject = tree.dep[n] in ("nsubj", "csubj") and not clause.passive
    entry = table.objects.get((clause.lemma, slot)) if not subject else None
    if entry is not None:
        undecided = clause.lemma in table.doubting and clause.link == "conj" and either(clause)
        state.apply("possible" if undecided else signed(entry, negated), verb_at(clause))
        shared = State()
        own_words(tree, clause, shared, {}, negated=False)
        climb(tree, clause, shared, {})
        inherit(state, shared)
        return
    if subject and (effect := effect_on_subject(clause)) is not None:
        state.apply(effect, verb_at(clause))
        return
    if is_of_any(tree, n) and in_condition(clause):
        state.apply("conditional", verb_at(clause))
        return
    if complement != "noun" and any(a.surface == "object" for a in clause.arguments):
        return  # is not taking sides in the election: the verb has its object, the phrase says where
    if clause.kind is ClauseKind.EXISTENTIAL or clause.lemma in table.light:
        if subject and clause.kind is not ClauseKind.EXISTENTIAL and clause.lemma not in table.happening:
            return
        if subject and is_judged(tree, clause):
            return
        shared = State()
        own_words(tree, clause, shared, {}, negated=state.positive)
        climb(tree, clause, shared, {})
        inherit(state, shared)


def in_condition(clause: Clause) -> bool:
    """*if he is found | to have taken part in a raid*: the clause, or one that it completes, is a condition."""
    over: Clause | None = clause
    while over is not None:
        if over.mark in ("if", "unless"):
            return True
        over = over.parent if over.link in ("infinitive", "clause") else None
    return False


def is_of_any(tree: Tree, n: int) -> bool:
    """*if he took part in a raid*: no raid is known of; not so of *the raid*, *a raid in which two died*."""
    article = tree.child(n, "det")
    return article is not None and tree.lower[article] in ("a", "an", "any") and tree.child(n, "relcl") is None


def is_judged(tree: Tree, clause: Clause) -> bool:
    """*the strike was perhaps too costly*: what may be is how it was; *the trip may be on Monday*: that it is."""
    return clause.kind is ClauseKind.COPULA and clause.head.i != verb_at(clause) and tree.pos[clause.head.i] == "ADJ"


def effect_on_subject(clause: Clause) -> str | None:
    """*a strike is likely*, *war looms*, *the merger fell through*: what is said of an event is whether it is to be."""
    table = load_lexicon()
    if clause.kind is ClauseKind.COPULA:
        word = clause.head.lower_
        open_ = word in table.adjectives and table.adjectives[word].then == "possible"  # a deal is unlikely
        return "possible" if open_ else table.modifiers.get(word)
    return table.outcomes.get(clause.lemma)


def inherit(state: State, shared: State) -> None:
    """The event has the status of the clause that it is the matter of."""
    if shared.value not in (Factuality.ASSERTED, Factuality.ATTRIBUTED) and state.value in (
        Factuality.ASSERTED,
        Factuality.PLANNED,
    ):
        state.value, state.positive, state.cue = shared.value, shared.positive, shared.cue
