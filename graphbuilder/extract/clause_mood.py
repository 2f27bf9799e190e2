"""What a clause's own words say about its event: negation, adverbs, modals, subordinators, questions, commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from graphbuilder.extract.attribution_parts import verb_at
from graphbuilder.extract.clauses import Clause
from graphbuilder.extract.commitment import State
from graphbuilder.extract.signatures import load_lexicon
from graphbuilder.extract.tree import Tree
from graphbuilder.model import Factuality

Holders = Mapping[int, Any]
"""Token index -> the attribution whose content holds it."""
Case = Callable[[Tree, Clause, State, Holders], None]


def own_words(tree: Tree, clause: Clause, state: State, holders: Holders, negated: bool = True) -> None:
    """Negation, adverbs, modals, subordinator, mood of the clause itself. `negated=False`: its negation has had its say already."""
    if negated and (word := negation(tree, clause)) is not None:
        state.apply("not", word)
    i = verb_at(clause)
    for case in cases_for(tree.tag[i], clause.link, bool(clause.auxiliaries), bool(tree.children[i])):
        case(tree, clause, state, holders)


@cache
def cases_for(tag: str, link: str, auxiliaries: bool, dependents: bool) -> tuple[Case, ...]:
    """The cases that can hold for a clause with a verb of this tag and this link, in their order: most hold for few clauses."""
    present = tag in ("VBZ", "VBP")
    may_hold: dict[Case, bool] = {
        adverbs: dependents,
        modals: auxiliaries,
        present_for_future: dependents and (present or tag == "VBG"),
        before_could: auxiliaries,
        conditional_clause: True,
        consequence: dependents or auxiliaries,
        inverted_condition: auxiliaries,
        question: link in ("root", "conj"),
        imperative: tag == "VB",
        headline_infinitive: tag == "VB" and link == "root",
        future_temporal: (present or auxiliaries) and link == "adverbial",
        anybody_who: present and link == "relative",
    }
    return tuple(case for case, possible in may_hold.items() if possible)


def negation(tree: Tree, clause: Clause) -> int | None:
    """The negating word; *barely*, *only*, *not until May* say that it happened, *barely anyone* that it did not."""
    if clause.negation is not None:
        n = int(clause.negation.i)
        if tree.word(n - 1) == "or" or tree.word(n + 1) == "only":  # whether or not they believed her, not only did they
            return None
        if (tree.word(n + 1) in ("until", "sooner") or inverted_had(tree, clause, n)) and n < verb_at(clause) - 1:
            return None
        return n if tree.lower[n] not in ("barely", "only") or tree.word(n + 1).startswith("any") else None
    i = verb_at(clause)
    if (ever := tree.child(i, "advmod")) is not None and tree.lower[ever] == "ever" and tree.word(ever - 1) in ("hardly", "scarcely"):
        return ever  # hardly ever speak
    if (
        clause.link == "conj" and clause.parent is not None and clause.parent.verb is not None
    ):  # neither marched nor sang
        return next((k for k in tree.children[verb_at(clause.parent)] if tree.lower[k] == "nor" and k < i), None)
    return None


def inverted_had(tree: Tree, clause: Clause, adverb: int) -> bool:
    """*Hardly had the truce begun when shells fell*: it had."""
    return tree.lower[adverb] in ("hardly", "scarcely") and tree.word(adverb + 1) == "had" and tree.tag[verb_at(clause)] == "VBN"


def adverbs(tree: Tree, clause: Clause, state: State, holders: Holders) -> None:
    """*allegedly*, *perhaps*, *almost*: an adverb of the verb."""
    table = load_lexicon().adverbs
    for c in tree.children[verb_at(clause)]:
        if tree.lower[c] in table and tree.dep[c] in ("advmod", "npadvmod", "dep"):
            state.apply(table[tree.lower[c]], c)
        elif tree.dep[c] == "prep" and (phrase := phrase_at(tree, c)) in table:
            state.apply(table[phrase], c)  # in all likelihood


def phrase_at(tree: Tree, preposition: int) -> str:
    """*in theory*, *in all likelihood* -> *in likelihood*: a preposition and its noun."""
    noun = tree.child(preposition, "pobj")
    return f"{tree.lower[preposition]} {tree.lower[noun]}" if noun is not None else ""


def modals(tree: Tree, clause: Clause, state: State, holders: Holders) -> None:
    """*may*, *will*, *should*, *would*; *must have gone* and *may have gone* are guesses, *could not go* did not."""
    table, table_of_seeming = load_lexicon().modals, load_lexicon().seeming
    words = [(a.lower_, a.i, a.lemma_.lower()) for a in clause.auxiliaries]
    perfect = any(lemma == "have" for _, _, lemma in words)
    for word, i, lemma in words:
        effect = table.get(word) if tree.tag[i] == "MD" else "possible" if lemma in table_of_seeming else None
        if effect is None and tree.tag[i] == "MD":
            effect = table.get(lemma)
        if effect is None:
            continue
        if word == "shall" and tree.child(verb_at(clause), "nsubj", "nsubjpass") is not None and not first_person(tree, clause):
            effect = "request"
        if effect == "conditional":
            effect = effect_of_would(tree, clause, perfect, holders)
        elif effect == "request" and perfect:
            effect = "possible" if word == "must" else "not"  # should have gone: did not
        elif effect == "request" and word == "should" and condition_inverted(tree, clause):
            effect = "conditional"
        elif effect == "possible" and word in ("can", "could", "ca") and (
            not state.positive or negation(tree, clause) is not None
        ):
            continue  # could not deliver: did not; could not help laughing: did
        state.apply(effect, i)


def effect_of_would(tree: Tree, clause: Clause, perfect: bool, holders: Holders) -> str:
    """*said it would close* is the future in the past, *would go on to* the past; else it speaks of what follows from a condition."""
    table = load_lexicon()
    if clause.lemma in table.future_in_past and not has_condition(tree, clause):
        return "fact"
    i = verb_at(clause)
    later = any(tree.lower[c] in table.told_ahead for c in tree.childs(i, "advmod"))
    if later and not perfect and clause.link in ("root", "conj", "relative") and i not in holders and not has_condition(tree, clause):
        return "fact"  # would later return
    if (
        not perfect
        and not has_condition(tree, clause)
        and (verb_at(clause) in holders or clause.link == "clause" or content_of_noun(tree, clause))
    ):
        return "plan"
    return "conditional"


def first_person(tree: Tree, clause: Clause) -> bool:
    """*We shall overcome* is the future, *the tenant shall keep the garden* an obligation."""
    subject = tree.child(verb_at(clause), "nsubj", "nsubjpass")
    return subject is not None and tree.lower[subject] in ("i", "we")


def content_of_noun(tree: Tree, clause: Clause) -> bool:
    """*gave his word that he would fix the lift*: the clause says what the word was."""
    noun = tree.head[verb_at(clause)]
    return clause.mark == "that" and tree.pos[noun] == "NOUN" and tree.lemma[noun] in load_lexicon().nouns


def present_for_future(tree: Tree, clause: Clause, state: State, holders: Holders) -> None:
    """*are meeting tomorrow*, *opens next week*; *launches on 4 June*, *come to Leeds on Saturday* for what is done by timetable."""
    i = verb_at(clause)
    present = tree.tag[i] in ("VBZ", "VBP") or (
        tree.tag[i] == "VBG" and any(a.tag_ in ("VBZ", "VBP") for a in clause.auxiliaries)
    )
    if not present:
        return
    words = load_lexicon().future_words
    for c in tree.childs(i, "npadvmod", "advmod", "prep"):
        next_one = tree.lower[c - 1] in ("next", "coming") and c > i
        if tree.lower[c] in words or next_one or (c > i and scheduled(tree, clause, c)):
            state.apply("plan", c)


def scheduled(tree: Tree, clause: Clause, phrase: int) -> bool:
    """Whether the verb is one of timetables and the phrase names a day, a month or a season."""
    table = load_lexicon()
    by_itself = not clause.auxiliaries and clause.link in ("root", "conj", "clause")
    if tree.dep[phrase] == "advmod" or clause.lemma not in table.timetable or not by_itself:
        return False
    day = tree.child(phrase, "pobj") if tree.dep[phrase] == "prep" else phrase
    return day is not None and tree.lower[day] in table.calendar


def before_could(tree: Tree, clause: Clause, state: State, holders: Holders) -> None:
    """*fled before the police could arrest him*."""
    if clause.mark == "before" and any(a.lower_ in ("could", "can") for a in clause.auxiliaries):
        state.value, state.positive, state.cue = Factuality.NEGATED, False, verb_at(clause)


def conditional_clause(tree: Tree, clause: Clause, state: State, holders: Holders) -> None:
    """*if*, *unless*, *in case*, *provided that*; *asked if* leaves open."""
    mark = clause.mark
    if (mark == "whether" and clause.link in ("clause", "prep", "adverbial", "infinitive")) or (mark == "if" and clause.link == "clause"):
        state.apply("possible", verb_at(clause))
        state.settled = verb_at(clause)  # must decide whether to leave: open, whatever is to be decided
    elif mark == "if" and tree.lower[left_edge(tree, verb_at(clause))] == "as":
        state.apply("possible", verb_at(clause))  # acted as if he owned the bank
    elif mark == "if" and left_open(tree, clause):
        state.apply("possible", verb_at(clause))
        state.settled = verb_at(clause)
    elif mark in load_lexicon().conditions or in_case(tree, clause) or as_long_as(tree, verb_at(clause)):
        state.apply("conditional", verb_at(clause))
    elif (
        clause.parent is not None
        and clause.parent.verb is not None
        and clause.link == "clause"
        and clause.parent.verb.lower_ in load_lexicon().conditional_participles
        and not clause.parent.auxiliaries
    ):
        state.apply("conditional", verb_at(clause.parent))


def left_open(tree: Tree, clause: Clause) -> bool:
    """*It is not known if the crew survived*, *it was unclear if*: the parser calls the clause adverbial."""
    parent = clause.parent
    if parent is None or parent.verb is None or clause.link != "adverbial" or verb_at(clause) < verb_at(parent):
        return False
    subject = tree.child(verb_at(parent), "nsubj", "nsubjpass")
    it = subject is not None and tree.lower[subject] == "it"
    return it and tree.lemma[parent.head.i] in load_lexicon().left_open and tree.word(verb_at(clause) + 1) != ","


def left_edge(tree: Tree, i: int) -> int:
    """The first token of the subtree of `i`."""
    while tree.children[i] and tree.children[i][0] < i:
        i = tree.children[i][0]
    return i


def in_case(tree: Tree, clause: Clause) -> bool:
    """*in case* stands right before the clause."""
    first = left_edge(tree, verb_at(clause))
    return first > 1 and tree.lower[first - 1] == "case" and tree.lower[first - 2] == "in"


def as_long_as(tree: Tree, i: int) -> bool:
    """*as long as the truce holds*: a clause with *as* that hangs on its measure."""
    measure = tree.head[i]
    if tree.dep[i] != "advcl" or tree.lower[measure] not in load_lexicon().conditional_measures or measure > i:
        return False
    return tree.lower[measure - 1] in ("as", "so") and tree.lower[measure + 1] == "as"


def conditions_of(tree: Tree, clause: Clause) -> list[int]:
    """The verbs of the clauses that make a condition for this one."""
    table = load_lexicon()
    found = []
    for c in tree.children[verb_at(clause)]:
        if tree.dep[c] == "advmod":
            found += [below for below in tree.children[c] if as_long_as(tree, below)]
        if tree.dep[c] not in ("advcl", "ccomp", "prep", "dep"):
            continue
        marks = {tree.lower[m] for m in tree.children[c] if tree.dep[m] in ("mark", "advmod")}
        inverted_aux = [
            m for m in tree.children[c] if tree.dep[m] == "aux" and tree.lower[m] in ("should", "had", "were")
        ]
        subject = tree.child(c, "nsubj", "nsubjpass")
        if (
            (marks & table.conditions and tree.dep[c] == "advcl")
            or (tree.lower[c] in table.conditional_participles)
            or (inverted_aux and subject is not None and inverted_aux[0] < subject)
        ):
            found.append(c)
    return found


def has_condition(tree: Tree, clause: Clause) -> bool:
    """Whether a condition hangs on the clause."""
    return bool(conditions_of(tree, clause))


def consequence(tree: Tree, clause: Clause, state: State, holders: Holders) -> None:
    """*If the talks fail, the army will attack*: a modal, a present tense or an imperative with a condition."""
    found = conditions_of(tree, clause)
    if found and (any(a.tag_ == "MD" for a in clause.auxiliaries) or tree.tag[verb_at(clause)] in ("VBZ", "VBP", "VB")):
        state.apply("conditional", found[0])
    elif any(a.lower_ in ("will", "wo", "'ll", "’ll") for a in clause.auxiliaries):
        fronted = next(iter(tree.childs(verb_at(clause), "prep")), None)
        if fronted is not None and fronted == tree.starts[clause.sentence] and makes_condition(tree, fronted):
            state.apply("conditional", fronted)


def makes_condition(tree: Tree, preposition: int) -> bool:
    """*without a vaccine, thousands will die*; *in case of rain, the concert will move indoors*."""
    table, noun = load_lexicon(), tree.child(preposition, "pobj")
    if tree.lower[preposition] in table.wanting:
        return True
    return noun is not None and table.phrases_before.get(" ".join(tree.lower[preposition : noun + 2])) == "conditional"


def condition_inverted(tree: Tree, clause: Clause) -> bool:
    """*Should the court reject*, *Had the guard locked*: the auxiliary before the subject, and no question."""
    subject = tree.child(verb_at(clause), "nsubj", "nsubjpass")
    first = clause.auxiliaries[0] if clause.auxiliaries else None
    if subject is None or first is None or first.i > subject or first.lower_ not in ("should", "had", "were"):
        return False
    opens = first.i == tree.starts[clause.sentence]  # Should you find the cat, ring this number
    return not ends_with_question(tree, clause) and (clause.link != "root" or opens)


def inverted_condition(tree: Tree, clause: Clause, state: State, holders: Holders) -> None:
    """A condition without a subordinator."""
    if condition_inverted(tree, clause):
        state.apply("conditional", clause.auxiliaries[0].i)


QUESTION_WORDS = frozenset({"who", "what", "why", "how", "when", "where", "which", "whose", "whom"})


def ends_with_question(tree: Tree, clause: Clause) -> bool:
    """Whether the sentence ends with a question mark."""
    end = tree.starts[clause.sentence + 1] if clause.sentence + 1 < len(tree.starts) else len(tree.lower)
    return "?" in tree.lower[verb_at(clause) : end]


def asks_for_a_part(tree: Tree, clause: Clause) -> bool:
    """Whether a question word stands among the first three words: what is asked for is not whether it happened."""
    first = left_edge(tree, verb_at(clause))
    return any(word in QUESTION_WORDS for word in tree.lower[first : first + 3])


def question(tree: Tree, clause: Clause, state: State, holders: Holders) -> None:
    """*Did they attack?* leaves open, *Why did they attack?* takes it as given."""
    if clause.link not in ("root", "conj") or not ends_with_question(tree, clause):
        return
    if asks_for_a_part(tree, clause):
        return
    if state.value is Factuality.CONDITIONAL and not has_condition(tree, clause):
        state.value = Factuality.ASSERTED  # would they defend it?
    state.apply("possible", verb_at(clause))


def imperative(tree: Tree, clause: Clause, state: State, holders: Holders) -> None:
    """*Release the prisoners*, *Let us leave*, *Don't panic, she told them*: a base form without subject and auxiliary."""
    i = verb_at(clause)
    if (
        (clause.link == "root" or told_in_its_words(tree, clause))
        and tree.tag[i] == "VB"
        and not any(a.tag_ in ("MD", "TO") or a.lower_ in ("does", "did") for a in clause.auxiliaries)
        and tree.child(i, "nsubj", "nsubjpass") is None
    ):
        state.apply("request", i)


def told_in_its_words(tree: Tree, clause: Clause) -> bool:
    """*Leave now, police told residents*: what opens the sentence, or a quotation, before the verb of speech."""
    first, parent = left_edge(tree, verb_at(clause)), clause.parent
    if clause.link not in ("clause", "adverbial") or clause.mark or parent is None or parent.verb is None or verb_at(parent) < first:
        return False
    return first == tree.starts[clause.sentence] or tree.tag[first - 1] == "``"


def headline_infinitive(tree: Tree, clause: Clause, state: State, holders: Holders) -> None:
    """*Council to close three libraries*: a headline's infinitive is its future."""
    i = verb_at(clause)
    if clause.link == "root" and tree.tag[i] == "VB" and any(a.tag_ == "TO" for a in clause.auxiliaries):
        subject = tree.child(i, "nsubj", "nsubjpass")
        if subject is not None and subject < clause.auxiliaries[0].i:
            state.apply("plan", clause.auxiliaries[0].i)


def anybody_who(tree: Tree, clause: Clause, state: State, holders: Holders) -> None:
    """*will shoot down any missile that enters*, *everyone who signs*: the present tense of what is said of any makes a condition."""
    i = verb_at(clause)
    if clause.link != "relative" or tree.tag[i] not in ("VBZ", "VBP") or clause.auxiliaries:
        return
    table, antecedent = load_lexicon().free_choice, tree.head[i]
    if tree.lower[antecedent] in table or any(tree.lower[c] in table for c in tree.childs(antecedent, "det")):
        state.apply("conditional", i)


def future_temporal(tree: Tree, clause: Clause, state: State, holders: Holders) -> None:
    """*will leave after he signs*, *until the leak is repaired*: a temporal clause in the present shares the future of its main clause."""
    parent = clause.parent
    if (
        clause.link == "adverbial"
        and clause.mark in ("after", "before", "when", "once", "until", "till", "as", "while")
        and parent is not None
        and parent.verb is not None
        and tree.tag[clause.auxiliaries[0].i if clause.auxiliaries else verb_at(clause)] in ("VBZ", "VBP")
        and any(a.lower_ in ("will", "'ll", "’ll", "wo") for a in parent.auxiliaries)
    ):
        state.apply("plan", verb_at(clause))
