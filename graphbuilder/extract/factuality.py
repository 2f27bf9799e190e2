"""Whether an event is said to have happened: polarity and modality of clauses and of nouns that name events.

The layers are those of FactBank (Saurí and Pustejovsky 2009, *FactBank: a corpus annotated with event factuality*): an event has what its own
clause says (negation, modals, adverbs), and everything above it has its say, from the inside out. What a word does to its complement is its
*signature*: Karttunen (1971, *Implicative verbs*; 2012, *Simple and phrasal implicatives*), Nairn, Condoravdi and Karttunen (2006).
Values, in the order in which they win:

* `Denied`     somebody is said to say that it is not so (negative polarity)
* `Conditional`  a condition, or what would follow from it; polarity as stated
* `Requested`  asked for, demanded, obliged (should, must, need to); *urged not to* has negative polarity
* `Negated`    said not to have happened, or not to be going to: *will never switch*, *failed to*, *prevented from*
* `Possible`   may, might, seems, allegedly, tried to (an attempt leaves it open), asked whether, a question
* `Planned`    future, intended, scheduled, purpose infinitives: nothing has been asserted yet
* `Attributed` somebody is said to say, believe or show so (*reportedly* too)
* `Asserted`   none of these
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from graphbuilder.extract.attribution import DraftAttribution
from graphbuilder.extract.clauses import Clause, ClauseKind, Clauses
from graphbuilder.extract.tree import Tree, tree_of
from graphbuilder.model import Factuality, Polarity

Token = Any  # spacy.tokens.Token: spaCy ships no usable stubs


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a clause commits itself. `cue` is the index of the token that decided, or None when nothing did."""

    polarity: Polarity
    factuality: Factuality
    cue: int | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """What a word says about its complement: in a positive sentence (`then`) and in a negated one."""

    then: str
    negated: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The tables of `factuality.yml`, by lemma and complement."""

    verbs: Mapping[tuple[str, str], Signature]
    objects: Mapping[tuple[str, str], Signature]
    nouns: Mapping[str, Signature]
    of_nouns: Mapping[str, str]
    adjectives: Mapping[str, Signature]
    adverbs: Mapping[str, str]
    modals: Mapping[str, str]
    modifiers: Mapping[str, str]
    light: frozenset[str]
    conditions: frozenset[str]
    conditional_participles: frozenset[str]
    prepositions_not: frozenset[str]
    future_words: frozenset[str]


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The signatures and word lists, read once.

    >>> load_lexicon().verbs["manage", "inf"]
    Signature(then='fact', negated='not')
    """
    import yaml

    data = yaml.safe_load(files("graphbuilder.data").joinpath("factuality.yml").read_text(encoding="utf-8"))
    return Lexicon(
        verbs=by_complement(data["verbs"]), objects=by_complement(data["objects"]), nouns=by_word(data["nouns"]),
        of_nouns={w: g["then"] for g in data["of_nouns"] for w in words_in(g["words"])}, adjectives=by_word(data["adjectives"]),
        adverbs=inverted(data["adverbs"]), modals=inverted(data["modals"]), modifiers=inverted(data["modifiers"]),
        light=frozenset(words_in(data["light"])), conditions=frozenset(words_in(data["conditions"])),
        conditional_participles=frozenset(words_in(data["conditional_participles"])),
        prepositions_not=frozenset(words_in(data["prepositions_not"])), future_words=frozenset(words_in(data["future_words"])),
    )


def words_in(text: str) -> list[str]:
    """The words of a list; an underscore stands for a blank, quotation marks are taken off."""
    return [w.strip('"').replace("_", " ") for w in text.split()]


def by_complement(groups: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], Signature]:
    """(lemma, complement) -> signature; the group that stands first in the file counts."""
    made: dict[tuple[str, str], Signature] = {}
    for group in groups:
        for word in words_in(group["words"]):
            for complement in group["with"]:
                made.setdefault((word, complement), Signature(group["then"], group["negated"]))
    return made


def by_word(groups: Iterable[Mapping[str, Any]]) -> dict[str, Signature]:
    """Word -> signature."""
    made: dict[str, Signature] = {}
    for group in groups:
        for word in words_in(group["words"]):
            made.setdefault(word, Signature(group["then"], group["negated"]))
    return made


def inverted(groups: Mapping[str, str]) -> dict[str, str]:
    """Word -> the name of its group."""
    return {word: str(effect) for effect, words in groups.items() for word in words_in(words)}


# --- states and what changes them


@dataclass(slots=True)
class State:
    """The status of an event while the words above it are read, from the inside out."""

    value: Factuality = Factuality.ASSERTED
    positive: bool = True
    cue: int | None = None
    settled: int | None = None  # the factive word: nothing above changes what stands below it but who says so

    def apply(self, effect: str, cue: int | None) -> None:
        """Let a word have its effect."""
        change = EFFECTS.get(effect)
        if effect == "factive" and self.settled is None:
            self.settled = cue
        if change is None or (self.settled is not None and effect not in ("report", "deny")):
            return
        before = (self.value, self.positive)
        change(self)
        if (self.value, self.positive) != before:
            self.cue = cue


OPEN = frozenset({Factuality.ASSERTED, Factuality.ATTRIBUTED})
LOOSE = OPEN | {Factuality.PLANNED}


def negate(state: State) -> None:
    """Not: what happened did not, what did not happen did; requests and conditions keep their value with the other polarity."""
    state.positive = not state.positive
    if state.value in (Factuality.ASSERTED, Factuality.ATTRIBUTED, Factuality.PLANNED):
        state.value = Factuality.NEGATED
    elif state.value is Factuality.NEGATED:
        state.value = Factuality.ASSERTED


def open_up(state: State) -> None:
    """Possible: nothing is said to be so any more; a negation inside stays as polarity."""
    if state.value in LOOSE or state.value is Factuality.NEGATED:
        state.value = Factuality.POSSIBLE


def plan(state: State) -> None:
    """Planned; what will not happen stays negated."""
    if state.value in OPEN:
        state.value = Factuality.PLANNED


def request(state: State) -> None:
    """Requested; *asked not to leave* keeps the negative polarity."""
    if state.value is not Factuality.CONDITIONAL:
        state.value = Factuality.REQUESTED


def forbid(state: State) -> None:
    """Asked not to: *warned against*."""
    state.value, state.positive = Factuality.REQUESTED, not state.positive


def condition(state: State) -> None:
    """Conditional, whatever it was."""
    state.value = Factuality.CONDITIONAL


def report(state: State) -> None:
    """Attributed, if it was said to be so; a plan, a negation, a request stay what they are."""
    if state.value is Factuality.ASSERTED:
        state.value = Factuality.ATTRIBUTED


def deny(state: State) -> None:
    """Denied; the denial of a negation says that it is so."""
    if state.value is Factuality.DENIED:
        return
    if state.positive:
        state.value, state.positive = Factuality.DENIED, False
    elif state.value is Factuality.NEGATED:
        state.value, state.positive = Factuality.ATTRIBUTED, True


EFFECTS = {
    "not": negate, "possible": open_up, "plan": plan, "request": request, "forbid": forbid, "conditional": condition, "report": report,
    "deny": deny,
}


# --- reading


def read_factuality(clauses: Clauses, attributions: tuple[DraftAttribution, ...]) -> dict[Clause, Reading]:
    """The reading of every verbal clause.

    Args:
        clauses: of one document. attributions: its attributions; their contents make what is asserted in them attributed.
    """
    holders = speakers(attributions)
    return {clause: read_clause(clause, holders) for clause in clauses.all if clause.verb is not None}


def factuality_of_noun(noun: Clause, attributions: tuple[DraftAttribution, ...]) -> Reading:
    """The reading of a noun that names an event: *no protests*, *the threat of war*, *denied the attack*, *a planned visit*.

    Args:
        noun: what `clauses.noun_clause` made of it. attributions: those of the document.
    """
    state = State()
    tree = tree_of(noun.head.doc)
    read_noun(tree, noun, state)
    attribute(state, noun.head.i, speakers(attributions))
    return reading_of(state)


def read_clause(clause: Clause, holders: Mapping[int, DraftAttribution]) -> Reading:
    """The reading of one clause: its own words, then all that stands above it."""
    state = State()
    tree = tree_of(clause.verb.doc)
    own_words(tree, clause, state, holders)
    climb(tree, clause, state, holders)
    attribute(state, clause.verb.i, holders)
    return reading_of(state)


def reading_of(state: State) -> Reading:
    """The record of a state."""
    polarity = Polarity.POSITIVE if state.positive else Polarity.NEGATIVE
    return Reading(polarity=polarity, factuality=state.value, cue=state.cue)


NAMED_ONLY = frozenset({"object", "objprep"})
"""Attributions whose content is a noun phrase: *discussed the visit* takes the visit for granted."""


@lru_cache(maxsize=4)
def speakers(attributions: tuple[DraftAttribution, ...]) -> dict[int, DraftAttribution]:
    """Token index -> the innermost attribution whose content is put forward and holds the token."""
    out: dict[int, DraftAttribution] = {}
    for draft in sorted((a for a in attributions if a.asserts), key=lambda a: -len(a.content_tokens)):
        out.update(dict.fromkeys(draft.content_tokens, draft))
    return out


def attribute(state: State, token: int, holders: Mapping[int, DraftAttribution]) -> None:
    """In a content, what is asserted is attributed, and denied when the source denies it."""
    holder = holders.get(token)
    if holder is not None and holder.cue_token is not None and holder.cue_token.i == state.settled:
        holder = holders.get(holder.cue_token.i)  # realised that: true for the article, unless somebody says that she realised
    if holder is not None:
        state.apply("deny" if holder.denies else "report", holder.cue_token.i if holder.cue_token is not None else None)


# --- the clause's own words


def own_words(tree: Tree, clause: Clause, state: State, holders: Mapping[int, DraftAttribution], negated: bool = True) -> None:
    """Negation, adverbs, modals, subordinator, mood of the clause itself. `negated=False`: its negation has had its say already."""
    if negated and (word := negation(clause)) is not None:
        state.apply("not", word)
    for case in (adverbs, modals, present_for_future, before_could, conditional_clause, consequence, inverted_condition, question, imperative,
                 future_temporal):
        case(tree, clause, state, holders)


def negation(clause: Clause) -> int | None:
    """The negating word; *barely* and *only* say that it happened."""
    if clause.negation is not None:
        return int(clause.negation.i) if clause.negation.lower_ not in ("barely", "only") else None
    if clause.link == "conj" and clause.parent is not None and clause.parent.verb is not None:
        return next((k.i for k in clause.parent.verb.children if k.lower_ == "nor" and k.i < clause.verb.i), None)  # neither marched nor sang
    return None


def adverbs(tree: Tree, clause: Clause, state: State, holders: Mapping[int, DraftAttribution]) -> None:
    """*allegedly*, *perhaps*, *almost*: an adverb of the verb."""
    table = load_lexicon().adverbs
    for c in tree.children[clause.verb.i]:
        if tree.lower[c] in table and tree.dep[c] in ("advmod", "npadvmod", "dep"):
            state.apply(table[tree.lower[c]], c)


def modals(tree: Tree, clause: Clause, state: State, holders: Mapping[int, DraftAttribution]) -> None:
    """*may*, *will*, *should*, *would*; *must have gone* and *may have gone* are guesses, *could not go* did not."""
    table = load_lexicon().modals
    words = [(a.lower_, a.i, a.lemma_.lower()) for a in clause.auxiliaries]
    perfect = any(lemma == "have" for _, _, lemma in words)
    for word, i, lemma in words:
        effect = table.get(word) if tree.tag[i] == "MD" else None
        if effect is None and tree.tag[i] == "MD":
            effect = table.get(lemma)
        if effect is None:
            continue
        if effect == "conditional":
            effect = effect_of_would(tree, clause, perfect, holders)
        elif effect == "request" and perfect:
            effect = "possible" if word == "must" else "not"  # should have gone: did not
        elif effect == "request" and word == "should" and condition_inverted(tree, clause):
            effect = "conditional"
        elif effect == "possible" and word in ("can", "could", "ca") and not state.positive:
            continue  # could not deliver: did not
        state.apply(effect, i)


def effect_of_would(tree: Tree, clause: Clause, perfect: bool, holders: Mapping[int, DraftAttribution]) -> str:
    """*said it would close* is the future in the past; else *would* speaks of what would happen under a condition."""
    if not perfect and not has_condition(tree, clause) and (clause.verb.i in holders or clause.link == "clause"):
        return "plan"
    return "conditional"


def present_for_future(tree: Tree, clause: Clause, state: State, holders: Mapping[int, DraftAttribution]) -> None:
    """*are meeting tomorrow*, *opens next week*."""
    i = clause.verb.i
    present = tree.tag[i] in ("VBZ", "VBP") or (tree.tag[i] == "VBG" and any(a.tag_ in ("VBZ", "VBP") for a in clause.auxiliaries))
    if not present:
        return
    words = load_lexicon().future_words
    for c in tree.children[i]:
        if tree.dep[c] in ("npadvmod", "advmod", "prep") and (tree.lower[c] in words or tree.lower[c - 1] in ("next", "coming") and c > i):
            state.apply("plan", c)


def before_could(tree: Tree, clause: Clause, state: State, holders: Mapping[int, DraftAttribution]) -> None:
    """*fled before the police could arrest him*."""
    if clause.mark == "before" and any(a.lower_ in ("could", "can") for a in clause.auxiliaries):
        state.value, state.positive, state.cue = Factuality.NEGATED, False, clause.verb.i


def conditional_clause(tree: Tree, clause: Clause, state: State, holders: Mapping[int, DraftAttribution]) -> None:
    """*if*, *unless*, *in case*, *provided that*; *asked if* leaves open."""
    mark = clause.mark
    if mark in ("whether", "if") and clause.link == "clause":
        state.apply("possible", clause.verb.i)
    elif mark in load_lexicon().conditions or words_before(tree, clause)[-2:] == ["in", "case"]:
        state.apply("conditional", clause.verb.i)
    elif clause.parent is not None and clause.parent.verb is not None and clause.link == "clause" \
            and clause.parent.verb.lower_ in load_lexicon().conditional_participles and not clause.parent.auxiliaries:
        state.apply("conditional", clause.parent.verb.i)


def words_before(tree: Tree, clause: Clause) -> list[str]:
    """The two words before the clause, in lower case."""
    first = tree.subtree(clause.verb.i)[0]
    return tree.lower[max(0, first - 2):first]


def conditions_of(tree: Tree, clause: Clause) -> list[int]:
    """The verbs of the clauses that make a condition for this one."""
    table = load_lexicon()
    found = []
    for c in tree.children[clause.verb.i]:
        if tree.dep[c] not in ("advcl", "ccomp", "prep", "dep"):
            continue
        marks = {tree.lower[m] for m in tree.children[c] if tree.dep[m] in ("mark", "advmod")}
        inverted_aux = [m for m in tree.children[c] if tree.dep[m] == "aux" and tree.lower[m] in ("should", "had", "were")]
        subject = tree.child(c, "nsubj", "nsubjpass")
        if (marks & table.conditions and tree.dep[c] == "advcl") or (tree.lower[c] in table.conditional_participles) \
                or (inverted_aux and subject is not None and inverted_aux[0] < subject):
            found.append(c)
    return found


def has_condition(tree: Tree, clause: Clause) -> bool:
    """Whether a condition hangs on the clause."""
    return bool(conditions_of(tree, clause))


def consequence(tree: Tree, clause: Clause, state: State, holders: Mapping[int, DraftAttribution]) -> None:
    """*If the talks fail, the army will attack*: a modal, a present tense or an imperative with a condition."""
    found = conditions_of(tree, clause)
    if found and (any(a.tag_ == "MD" for a in clause.auxiliaries) or tree.tag[clause.verb.i] in ("VBZ", "VBP", "VB")):
        state.apply("conditional", found[0])


def condition_inverted(tree: Tree, clause: Clause) -> bool:
    """*Should the court reject*, *Had the guard locked*: the auxiliary before the subject, and no question."""
    subject = tree.child(clause.verb.i, "nsubj", "nsubjpass")
    first = clause.auxiliaries[0] if clause.auxiliaries else None
    if subject is None or first is None or first.i > subject or first.lower_ not in ("should", "had", "were"):
        return False
    return not ends_with_question(tree, clause) and (clause.link != "root" or first.i > clause.verb.i)


def inverted_condition(tree: Tree, clause: Clause, state: State, holders: Mapping[int, DraftAttribution]) -> None:
    """A condition without a subordinator."""
    if condition_inverted(tree, clause):
        state.apply("conditional", clause.auxiliaries[0].i)


QUESTION_WORDS = frozenset({"who", "what", "why", "how", "when", "where", "which", "whose", "whom"})


def ends_with_question(tree: Tree, clause: Clause) -> bool:
    """Whether the sentence ends with a question mark."""
    k = clause.verb.i
    while k < len(tree.lower) and tree.sentence[k] == clause.sentence:
        if tree.lower[k] == "?":
            return True
        k += 1
    return False


def question(tree: Tree, clause: Clause, state: State, holders: Mapping[int, DraftAttribution]) -> None:
    """*Did they attack?* leaves open, *Why did they attack?* takes it as given."""
    if clause.link not in ("root", "conj") or not ends_with_question(tree, clause):
        return
    if any(tree.lower[k] in QUESTION_WORDS for k in tree.subtree(clause.verb.i)[:3]):
        return
    if state.value is Factuality.CONDITIONAL and not has_condition(tree, clause):
        state.value = Factuality.ASSERTED  # would they defend it?
    state.apply("possible", clause.verb.i)


def imperative(tree: Tree, clause: Clause, state: State, holders: Mapping[int, DraftAttribution]) -> None:
    """*Release the prisoners*, *Let us leave*: a base form without subject and auxiliary."""
    i = clause.verb.i
    if clause.link == "root" and tree.tag[i] == "VB" and not any(a.tag_ in ("MD", "TO") or a.lower_ in ("does", "did") for a in clause.auxiliaries) \
            and tree.child(i, "nsubj", "nsubjpass") is None:
        state.apply("request", i)


def future_temporal(tree: Tree, clause: Clause, state: State, holders: Mapping[int, DraftAttribution]) -> None:
    """*will leave after he signs*: the present tense of a temporal clause shares the future of its main clause."""
    parent = clause.parent
    if clause.link == "adverbial" and clause.mark in ("after", "before", "when", "once", "until", "till", "as", "while") and parent is not None \
            and parent.verb is not None and tree.tag[clause.verb.i] in ("VBZ", "VBP") and any(a.lower_ in ("will", "'ll", "’ll", "wo") for a in parent.auxiliaries):
        state.apply("plan", clause.verb.i)


# --- what stands above


def climb(tree: Tree, clause: Clause, state: State, holders: Mapping[int, DraftAttribution]) -> None:
    """Let the governing words have their say, one after the other, until a clause stands on its own."""
    here = clause
    for _ in range(12):
        step = next((found for rule in GOVERNORS if (found := rule(tree, here)) is not None), None)
        if step is None:
            return
        above, effect, cue, consumed = step
        state.apply(effect, cue)
        if above is None or above.verb is None:
            return
        if state.settled is None:
            own_words(tree, above, state, holders, negated=not consumed)
        here = above


Step = tuple[Clause | None, str, int, bool]
"""The clause above (None: stop), the effect of the governing word, the word, whether the negation above is used up."""


def complement_kind(tree: Tree, clause: Clause) -> str:
    """inf, ing or clause."""
    i = clause.verb.i
    if any(a.tag_ == "TO" for a in clause.auxiliaries):
        return "inf"
    if tree.tag[i] == "VBG" and not clause.auxiliaries:
        return "ing"
    if tree.tag[i] == "VB" and not clause.auxiliaries and clause.mark == "":
        return "inf"
    return "clause"


def signed(signature: Signature, negated: bool) -> str:
    """The effect of a signature under this polarity of its own clause."""
    return signature.negated if negated else signature.then


def under_noun(tree: Tree, clause: Clause) -> Step | None:
    """*an attempt to topple*, *claims that he lied*, *no plans to leave*, *the risk of losing*."""
    i = clause.verb.i
    noun, kind = tree.head[i], complement_kind(tree, clause)
    if noun != i and tree.dep[i] == "pcomp":
        noun, kind = tree.head[noun], "of" if tree.lower[noun] == "of" else "prep"
    if tree.pos[noun] not in ("NOUN", "PROPN"):
        return None
    entry = load_lexicon().nouns.get(tree.doc[noun].lemma_.lower())
    holds = kind == "inf" or (kind == "clause" and clause.mark == "that") or kind == "of"
    if entry is None or not holds:
        if kind == "inf" and clause.link == "participle":
            return None, "possible", noun, False
        return None
    parent = clause.parent
    if parent is None:
        return None, entry.then, noun, True
    negated = any(tree.lower[c] in ("no", "any") and tree.dep[c] == "det" for c in tree.children[noun]) and negation(parent) is not None \
        or any(tree.lower[c] == "no" for c in tree.children[noun])
    over = effect_on_noun(tree, noun, parent)
    if over == "deny":
        return parent, "deny", parent.verb.i, True
    if over == "not" and entry.then in ("plan", "possible", "request"):
        return parent, "not", parent.verb.i, True
    return None, signed(entry, negated), noun, True


SPEECH_REJECTED = frozenset({"deny", "reject", "dismiss", "refute", "rebut", "dispute", "contest", "disavow", "repudiate", "brush off", "shrug off", "rubbish"})
PLAN_DROPPED = frozenset({"abandon", "cancel", "scrap", "drop", "shelve", "ditch", "withdraw", "halt", "suspend", "axe"})


def effect_on_noun(tree: Tree, noun: int, parent: Clause) -> str:
    """*rejected claims that*, *dropped plans to*: what the verb does to the noun of speech or plan that is its object."""
    if parent.verb is None or tree.head[noun] != parent.verb.i or tree.dep[noun] != "dobj" or negation(parent) is not None:
        return ""
    if parent.lemma in SPEECH_REJECTED:
        entry = load_lexicon().nouns.get(tree.doc[noun].lemma_.lower())
        return "deny" if entry is not None and entry.then in ("report", "deny", "possible") else ""
    return "not" if parent.lemma in PLAN_DROPPED else ""


def under_preposition(tree: Tree, clause: Clause) -> Step | None:
    """*without paying*, *prevented from leaving*, *accused of lying*, *by cutting taxes*."""
    i, parent = clause.verb.i, clause.parent
    if tree.dep[i] != "pcomp" and clause.link != "prep":
        return None
    p = tree.head[i]
    word = tree.lower[p]
    if word == "of" and tree.dep[p] in ("prep", "pcomp") and tree.lower[p - 1] in ("instead", "short"):
        return parent, "not", p, True
    if word in load_lexicon().prepositions_not or (word == "than" and tree.lower[p - 1] == "rather"):
        return None, "not", p, False
    if parent is None or parent.verb is None:
        return None
    for lemma in (parent.lemma, parent.head.lower_):
        entry = load_lexicon().verbs.get((lemma, word))
        if entry is not None:
            return parent, signed(entry, negation(parent) is not None), parent.verb.i, True
    adjective = load_lexicon().adjectives.get(parent.head.lower_)
    if parent.kind is ClauseKind.COPULA and adjective is not None and word in ("of", "to"):
        return parent, signed(adjective, negation(parent) is not None), parent.head.i, True
    if word in ("by", "in", "through", "while", "when"):
        return parent, "fact", parent.verb.i, word != "by"
    return None


def under_verb(tree: Tree, clause: Clause) -> Step | None:
    """*managed to land*, *denied that*, *is likely to split*, *forced them to leave*: a complement and its governing word."""
    parent = clause.parent
    if parent is None or parent.verb is None or clause.link not in ("infinitive", "clause", "subject", "adverbial", "participle"):
        return None
    kind = complement_kind(tree, clause)
    if clause.link in ("adverbial", "participle") and not (kind == "inf" and followed_closely(tree, clause, parent)):
        return None
    negated = negation(parent) is not None
    entry = entry_of(tree, clause, parent, kind)
    if entry is not None:
        return parent, signed(entry, negated), parent.verb.i, True
    if clause.link in ("adverbial", "participle"):
        return None
    if kind == "inf":
        return parent, "not" if negated else "plan", parent.verb.i, True
    return parent, "fact", parent.verb.i, True


def followed_closely(tree: Tree, clause: Clause, parent: Clause) -> bool:
    """An infinitive that the parser calls adverbial, though its verb takes one: *attempted to cross*, *was forced to work*."""
    table = load_lexicon()
    if parent.kind is ClauseKind.COPULA:
        return parent.head.lower_ in table.adjectives
    return (parent.lemma, "inf") in table.verbs and (parent.passive or clause.verb.i - parent.verb.i <= 6)


def entry_of(tree: Tree, clause: Clause, parent: Clause, kind: str) -> Signature | None:
    """The signature of the governing verb or adjective for this complement."""
    table = load_lexicon()
    if parent.kind is ClauseKind.COPULA or parent.verb.lemma_ == "be":
        entry = table.adjectives.get(parent.head.lower_) or table.nouns.get(parent.head.lemma_.lower())
        if entry is None and kind == "inf":
            return Signature("plan", "not")  # is to visit
        return entry
    special = semi_modal(tree, clause, parent, kind)
    if special is not None:
        return special
    if kind == "clause" and subjunctive(tree, clause) and (parent.lemma, "clause") in table.verbs or (parent.lemma == "ask" and clause.mark == "that"):
        wish = parent.lemma in DIRECTIVE
        if wish:
            return Signature("request", "possible")
    if kind == "clause" and clause.mark in ("whether", "if"):
        return Signature("possible", "possible")
    if kind == "inf" and parent.lemma in ("want", "like", "expect", "prefer", "need", "wish") and other_subject(tree, clause, parent):
        return Signature("plan" if parent.lemma == "expect" else "request", "possible")
    if parent.lemma in ("want", "need", "wish") and kind == "inf":
        return Signature("plan", "not") if parent.lemma != "need" else Signature("request", "not")
    entry = table.verbs.get((parent.lemma, kind))
    if entry is None and parent.verb.tag_ == "VBN" and parent.verb.lower_ in table.adjectives:
        entry = table.adjectives[parent.verb.lower_]
    return entry


DIRECTIVE = frozenset({"demand", "request", "require", "urge", "order", "ask", "recommend", "insist", "mandate", "propose", "suggest", "advise", "say", "argue", "rule"})


def subjunctive(tree: Tree, clause: Clause) -> bool:
    """*that Berlin pay*, *that the mine be closed*, *that they should leave*."""
    if any(a.lower_ == "should" for a in clause.auxiliaries):
        return False
    first = clause.auxiliaries[0] if clause.auxiliaries else clause.verb
    return first.tag_ == "VB" and not any(a.tag_ in ("MD", "TO") for a in clause.auxiliaries)


def other_subject(tree: Tree, clause: Clause, parent: Clause) -> bool:
    """*wants the army to withdraw*: somebody else is to act."""
    i = clause.verb.i
    return tree.child(i, "nsubj", "nsubjpass") is not None or any(c < i for c in tree.childs(parent.verb.i, "dobj"))


def semi_modal(tree: Tree, clause: Clause, parent: Clause, kind: str) -> Signature | None:
    """*had to flee* did, *has to flee* is obliged; *going to*; *used to*."""
    if kind != "inf":
        return None
    verb = parent.verb
    if parent.lemma == "have":
        past = verb.tag_ == "VBD" or (verb.tag_ == "VBN" and not any(a.tag_ == "MD" for a in parent.auxiliaries))
        return Signature("fact" if past else "request", "possible")
    if parent.lemma == "go" and verb.tag_ == "VBG":
        return Signature("plan", "not")
    if parent.lemma == "use":
        return Signature("fact", "not") if verb.lower_ == "used" and not parent.passive and clause.verb.i - verb.i <= 2 else None
    return None


def purpose(tree: Tree, clause: Clause) -> Step | None:
    """*met to discuss*, *used tear gas to disperse*: an infinitive that depends on nothing in particular says what for."""
    if complement_kind(tree, clause) == "inf" and clause.link in ("adverbial", "participle", "relative", "other") \
            and any(a.tag_ == "TO" for a in clause.auxiliaries):
        return None, "plan", clause.verb.i, True
    return None


def coordinated(tree: Tree, clause: Clause) -> Step | None:
    """*plans to visit Kenya and open a clinic*, *said that A left and B stayed*: the second has the governors of the first."""
    parent = clause.parent
    if clause.link != "conj" or parent is None or parent.verb is None:
        return None
    own_subject = tree.child(clause.verb.i, "nsubj", "nsubjpass") is not None
    if tree.tag[clause.verb.i] != tree.tag[parent.verb.i] and not own_subject:
        return None
    shadow = Clause(kind=parent.kind, head=parent.head, verb=parent.verb, lemma=parent.lemma, sentence=parent.sentence, passive=parent.passive,
                    auxiliaries=parent.auxiliaries, mark=parent.mark, parent=parent.parent, link=parent.link, arguments=parent.arguments)
    if parent.mark in load_lexicon().conditions and parent.link == "adverbial":
        return None, "conditional", parent.verb.i, True
    return next((found for rule in GOVERNORS if (found := rule(tree, shadow)) is not None), None)


def participle(tree: Tree, clause: Clause) -> Step | None:
    """*will fly to Rome, meeting the pope*: a free participle shares the modality of its main clause, not its negation."""
    parent = clause.parent
    if clause.link == "adverbial" and tree.tag[clause.verb.i] == "VBG" and clause.mark == "" and parent is not None and parent.verb is not None:
        return parent, "fact", parent.verb.i, True
    return None


GOVERNORS = (under_preposition, under_noun, under_verb, purpose, coordinated, participle)


# --- nouns


def read_noun(tree: Tree, noun: Clause, state: State) -> None:
    """Determiner and adjectives of the noun, the noun that it hangs on, the verb that it is an argument of."""
    n = noun.head.i
    if noun.negation is not None:
        state.apply("not", noun.negation.i)
    table = load_lexicon()
    for c in tree.children[n]:
        if tree.dep[c] in ("amod", "compound", "nmod") and tree.lower[c] in table.modifiers:
            state.apply(table.modifiers[tree.lower[c]], c)
    n = first_conjunct(tree, n)
    for _ in range(4):
        above = tree.head[n]
        if above == n:
            return
        if tree.pos[above] == "ADP" or tree.dep[n] == "pobj":
            if tree.lower[above] in table.prepositions_not or (tree.lower[above] == "of" and tree.lower[above - 1] == "instead"):
                state.apply("not", above)
                return
            holder = tree.head[above]
            if tree.pos[holder] in ("NOUN", "PROPN"):
                if not through_noun(tree, holder, tree.lower[above], state):
                    return
                n = first_conjunct(tree, holder)
                continue
            through_verb(tree, noun, n, tree.lower[above], state)
            return
        through_verb(tree, noun, n, "noun", state)
        return


def first_conjunct(tree: Tree, n: int) -> int:
    """*protests or strikes*: the first of coordinated nouns."""
    for _ in range(8):
        if tree.dep[n] != "conj" or tree.pos[tree.head[n]] not in ("NOUN", "PROPN"):
            return n
        n = tree.head[n]
    return n


def through_noun(tree: Tree, holder: int, preposition: str, state: State) -> bool:
    """*the threat of war*, *calls for sanctions*, *plans for a visit*; True: look further up."""
    table = load_lexicon()
    lemma = tree.doc[holder].lemma_.lower()
    if preposition in ("of", "about") and lemma in table.of_nouns:
        state.apply(table.of_nouns[lemma], holder)
        return table.of_nouns[lemma] == "report"
    entry = table.nouns.get(lemma)
    if preposition in ("for", "at", "against") and entry is not None and entry.then in ("request", "plan", "possible"):
        state.apply(entry.then, holder)
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
    negated = negation(clause) is not None
    slot = "noun" if complement == "noun" else complement
    subject = tree.dep[n] in ("nsubj", "csubj") and not clause.passive
    entry = table.objects.get((clause.lemma, slot)) if not subject else None
    if entry is not None:
        state.apply(signed(entry, negated), clause.verb.i)
        shared = State()
        own_words(tree, clause, shared, {}, negated=False)
        climb(tree, clause, shared, {})
        inherit(state, shared)
        return
    if clause.kind is ClauseKind.EXISTENTIAL or clause.lemma in table.light:
        if subject and clause.kind is not ClauseKind.EXISTENTIAL and clause.lemma not in HAPPEN:
            return
        shared = State()
        own_words(tree, clause, shared, {}, negated=state.positive)
        climb(tree, clause, shared, {})
        inherit(state, shared)


HAPPEN = frozenset({"happen", "occur", "erupt", "break out", "take place", "follow", "begin", "start", "continue", "resume", "end", "take", "come", "be"})


def inherit(state: State, shared: State) -> None:
    """The event has the status of the clause that it is the matter of."""
    if shared.value not in (Factuality.ASSERTED, Factuality.ATTRIBUTED) and state.value in (Factuality.ASSERTED, Factuality.PLANNED):
        state.value, state.positive, state.cue = shared.value, shared.positive, shared.cue
