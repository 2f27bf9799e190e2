"""What stands at the ends of a triple: noun phrases cut to what belongs to them, and the further arguments of a predicate."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from graphbuilder.annotate.closed_classes import SPEECH
from graphbuilder.data import read_lines, word_list
from graphbuilder.extract.arguments import prepositional
from graphbuilder.extract.group_members import names_members
from graphbuilder.extract.phrases import indices_of, is_name_behind, is_year, opens_contrast, trimmed
from graphbuilder.extract.slots import Argument, Clause, Slot
from graphbuilder.extract.tree import Tree, tree_of

Token = Any
Tokens = tuple[int, ...]


CUT = frozenset({"relcl", "appos", "conj", "cc", "parataxis", "preconj", "advcl", "acl"})


def phrase(tree: Tree, head: Token, own: int = -1) -> Tokens:
    """The words of a noun phrase, cut before relative and participial clauses and appositions."""
    if tree.pos[head.i] in ("VERB", "AUX"):
        return indices_of(tree, head.i)
    inside = indices_of(tree, head.i, CUT - {"conj", "cc"} if is_first_of_two(tree, head.i) else CUT)
    found = whole_name(tree, with_name_behind(tree, head.i, without_aside(tree, head.i, inside)))
    found = some_of_antecedent(tree, head.i, found)
    if tree.lower[found[0]] in ORDERING and tree.dep[head.i] == "conj" and found[0] != head.i:  # backed Moro and then Dahl
        found = found[1:]
    return tuple(i for i in found if i != own) if own in found else found


ORDERING = word_list("ordering_adverbs")
"""Adverbs that put one conjunct behind another and say nothing of it."""


def is_first_of_two(tree: Tree, head: int) -> bool:
    """*between Oslo and Bergen*: what lies between two things lies between neither of them alone."""
    return tree.dep[head] == "pobj" and tree.lower[tree.head[head]] == "between" and tree.child(head, "conj") is not None


def some_of_antecedent(tree: Tree, head: int, words: Tokens) -> Tokens:
    """*three plays, two of which were staged*: two of three plays; the pronoun alone would say of nothing."""
    if tree.tag[words[-1]] not in ("WDT", "WP") or words[-1] == head or tree.lower[tree.head[words[-1]]] != "of":
        return words
    verb = tree.head[head]
    if tree.dep[verb] != "relcl":
        return words
    return (*words[:-1], *core_words(tree, tree.tokens[tree.head[verb]]))


def without_aside(tree: Tree, head: int, words: Tokens) -> Tokens:
    """*The strike, now in its third week, goes on*: what a comma parts from the noun says something else of it."""
    if words[-1] == head or "," not in (tree.text[i] for i in words):
        return words
    asides = [c for c in tree.childs(head, "prep", "advmod", "amod", "appos") if c > head and tree.text[tree.subtree(c)[0] - 1] == ","]
    starts = [tree.subtree(c)[0] - 1 for c in asides if tree.pos[c] != "PROPN" and not is_year(tree, c)]
    starts += [i - 1 for i in words if i > head and tree.lower[i] == "including" and tree.text[i - 1] == ","]
    start = min((k for k in starts if k > head), default=None)
    return tuple(i for i in words if i < start) if start is not None else words


def arguments_of(tree: Tree, p: int) -> list[Argument]:
    """The arguments of a preposition, those of *between* as one."""
    return [a for a in prepositional(tree, p) if not is_second_of_two(tree, a)]


def is_second_of_two(tree: Tree, argument: Argument) -> bool:
    """*between Oslo and Bergen*: the first stands for both."""
    first = tree.head[argument.head.i]
    return argument.prep == "between" and tree.dep[argument.head.i] == "conj" and is_first_of_two(tree, first)


def with_name_behind(tree: Tree, noun: int, words: Tokens) -> Tokens:
    """*the painter Karl Lund*, *the song "Paper Boats"*, *the brothers Hans and Otto Keller*: a name without a comma says which one."""
    name = tree.child(noun, "appos")
    if name is None or words[-1] != noun or not is_name_behind(tree, name):
        return words
    last = indices_of(tree, name, CUT - {"conj", "cc"} if tree.tag[noun] == "NNS" else CUT)[-1]
    closing = tree.tag[noun + 1] == "``" and tree.tag[min(last + 1, len(tree.tag) - 1)] == "''"
    return (*words, *range(noun + 1, last + 1 + closing))


def whole_name(tree: Tree, words: Tokens) -> Tokens:
    """The words with the rest of the name that they end in: the parser cuts *Harbour Cos.* before its last word."""
    end = words[-1] + 1
    while end < len(tree.dep) and tree.inside[end] and tree.entity[end] in NAMES and tree.sentence[end] == tree.sentence[end - 1]:
        if tree.dep[end] == "prep" and tree.pos[tree.head[end]] == "VERB":  # were flown by Air Lift to Leeds
            break
        end += 1
    words = (*words, *range(words[-1] + 1, end)) if end > words[-1] + 1 else words
    return (*words, *place_around(tree, words[-1]))


def place_around(tree: Tree, place: int) -> Tokens:
    """*the outskirts of Bergen, Norway*: the place that contains it belongs to the name of a place, with its comma."""
    if tree.pos[place] != "PROPN" or not tree.children[place] or tree.word(place + 1) != ",":
        return ()
    outer = next((c for c in tree.childs(place, "appos") if c > place), None)
    if outer is None or tree.pos[outer] != "PROPN" or tree.entity[outer] not in PLACES:
        return ()
    return tuple(range(place + 1, indices_of(tree, outer, CUT)[-1] + 1))


PLACES = frozenset({"GPE", "LOC"})


NAMES = frozenset({"PERSON", "ORG", "GPE", "FAC", "PRODUCT"})
INSEPARABLE = frozenset({"of"})
"""Prepositions that stay with their noun: a number *of officials*."""


def is_content(clause: Clause, argument: Argument) -> bool:
    """A clause before its verb is what is said; with any other verb, or a semicolon between, the parser joined two sentences.

    *"It will be close," promises the coach*: unless the subject stands behind the verb.
    """
    assert clause.verb is not None
    said, verb = argument.head.i, clause.verb.i
    if said >= verb:
        return bool(said > verb)
    says = clause.lemma in SPEECH or any(a.surface == "subject" and not a.shared and a.head.i > verb for a in clause.arguments)
    return says and ";" not in tree_of(argument.head.doc).lower[said:verb]


def said_around(tree: Tree, clause: Clause) -> list[Tokens]:
    """*The buyers, these traders added, could be foreign*: what stands on both sides of who says it."""
    above = clause.parent
    if clause.link != "parataxis" or clause.lemma not in SPEECH or above is None or above.verb is None or above.link != "root":
        return []
    aside = tree.subtree(clause.verb.i)
    start, end = aside[0], aside[-1]
    while start > 0 and tree.pos[start - 1] == "PUNCT":
        start -= 1
    while end + 1 < len(tree.pos) and tree.pos[end + 1] == "PUNCT":
        end += 1
    kept = tuple(i for i in clause_words(tree, above.verb.i) if not start <= i <= end)
    return [kept] if kept and kept[0] < start and tree.pos[start] == "PUNCT" else []


def clause_words(tree: Tree, head: int) -> Tokens:
    """The words of a clause that is said or thought, relative clauses and purposes included, coordinated sentences left out."""
    away = {k for c in tree.children[head] if stands_alone(tree, c) for k in tree.subtree(c)}
    kept = [i for i in tree.subtree(head) if i not in away]
    return trimmed(tree, kept, head)


def stands_alone(tree: Tree, c: int) -> bool:
    """Whether the dependent of a predicate is a sentence of its own: *she left* and *he stayed*."""
    return tree.dep[c] == "parataxis" or (tree.dep[c] == "conj" and tree.child(c, *SUBJECTS) is not None)


SUBJECTS = ("nsubj", "nsubjpass", "expl")


def coordinated_clauses(tree: Tree, head: int) -> list[Tokens]:
    """*that the town had fallen and that the army fled*; *the oil burns well and is cheap*: each predicate with its subject."""
    subject = tree.child(head, *SUBJECTS)
    chain = [head]
    while (following := next((c for c in tree.childs(chain[-1], "conj") if is_finite_clause(tree, c)), None)) is not None:
        chain.append(following)
    if subject is None or len(chain) == 1:
        return [clause_words(tree, k) for k in chain]
    out = []
    for k, after in zip(chain, [*chain[1:], None], strict=True):
        away = set() if after is None else {*tree.subtree(after), *tree.childs(k, "cc")}
        own = [i for i in tree.subtree(k) if i not in away]
        words = trimmed(tree, own, k)
        lent = () if tree.child(k, *SUBJECTS) is not None else indices_of(tree, subject)
        out.append((*lent, *words))
    return out


def is_finite_clause(tree: Tree, c: int) -> bool:
    """Whether a conjunct has a subject of its own or a tensed verb: *and is cheap*."""
    finite = ("VBD", "VBZ", "VBP", "MD")
    return stands_alone(tree, c) or tree.tag[c] in finite or any(tree.tag[a] in finite for a in tree.childs(c, "aux", "auxpass"))


def is_manner(tree: Tree, argument: Argument) -> bool:
    """*recovered quickly*, *lives here*: an adverb that can end a fact when nothing else does."""
    return argument.slot is Slot.ADVERB and (
        argument.head.lower_.endswith("ly") or argument.head.lower_ in ("here", "there", "abroad", "away")
    )


def is_time_phrase(tree: Tree, argument: Argument) -> bool:
    """*last Friday*, *three times*, *several years later*: a noun or adverb of time or measure; no name, none with a clause of its own.

    *He left her there, feet dangling*: the parser hangs the absolute phrase on the verb as if it were a time.
    """
    i = argument.head.i
    if argument.slot is Slot.ADVERB:
        return tree.child(i, "npadvmod") is not None
    if argument.slot is not Slot.TIME or tree.child(i, "acl", "relcl") is not None:
        return False
    return tree.tag[i] not in ("NNP", "NNPS") or argument.head.ent_type_ in ("DATE", "TIME")


def adverbial_phrases(clause: Clause) -> list[Argument]:
    """The prepositional phrases of the predicate that state something, the passive's agent included."""
    out = []
    tree = tree_of(clause.head.doc)
    for a in clause.arguments:
        if a.slot is Slot.ADVERB:
            out += after_adverb(tree, a)
        elif (a.slot is not Slot.PREP and a.surface != "agent") or a.first is None or (a.shared and clause.link == "relative"):
            continue
        elif not (is_discourse(a) or is_second_of_two(tree, a) or names_members(tree, a.first.i)):
            out += through_complex_preposition(tree, a)
    return out


def after_adverb(tree: Tree, argument: Argument) -> list[Argument]:
    """*moved close to the border*, *was called back to duty*: an adverb with a preposition is a preposition of two words."""
    i = argument.head.i
    p = tree.child(i, "prep")
    if p is None or p != i + 1 or tree.children[i] != [p] or tree.lower[p] == "than":
        return []
    found = (a for a in prepositional(tree, p) if " " not in a.prep)
    return [replace(a, prep=f"{tree.lower[i]} {a.prep}", first=argument.head) for a in found]


def through_complex_preposition(tree: Tree, argument: Argument) -> list[Argument]:
    """*in respect of taxes and duties*: the nouns after the complex preposition (Quirk et al. 1985, 9.10); else the argument itself."""
    first, head = argument.first.i, argument.head.i
    for p in tree.childs(head, "prep"):
        words = " ".join(tree.lower[first : p + 1])
        if p == head + 1 and words in complex_prepositions():
            return [replace(argument, prep=words, head=a.head) for a in arguments_of(tree, p)]
    return [argument]


def complex_prepositions() -> frozenset[str]:
    """Prepositions of three and more words, in lower case."""
    return read_lines("complex_prepositions.txt")


def inner_arguments(tree: Tree, head: int | None) -> list[Tokens]:
    """The prepositional phrases on an object that stand as further arguments: imposed sanctions *on officials*."""
    if head is None or tree.pos[head] in ("VERB", "AUX"):
        return []
    return [
        (*measure_before(tree, a), *lead_words(a), *phrase(tree, a.head))
        for p in tree.childs(head, "prep")
        if tree.lower[p] not in INSEPARABLE and p > head and not names_members(tree, p) and tree.lower[p - 1] != "not"
        for outer in arguments_of(tree, p)
        for a in through_complex_preposition(tree, outer)
    ]


CIRCUMSTANCE = frozenset({"after", "before", "until", "since", "when", "because", "once", "if", "unless"})
"""Conjunctions of time, cause and condition. What *although*, *while* and *as* join on is a statement of its own."""


def subordinate_clauses(tree: Tree, clause: Clause) -> list[Tokens]:
    """*joined the band* | *after the drummer left*: adverbial clauses with their conjunction."""
    assert clause.verb is not None
    out = []
    for c in tree.childs(clause.verb.i, "advcl"):
        words = clause_words(tree, c)
        if words and tree.lower[words[0]] in CIRCUMSTANCE and tree.child(c, "nsubj", "nsubjpass") is not None:
            out.append(words)
    return out


def lead_words(argument: Argument) -> Tokens:
    """The indices of a preposition's words."""
    if argument.first is None:
        return ()
    start = argument.first.i
    end = min(start + len(argument.prep.split()), len(argument.first.doc))
    if argument.prep == "as" and start > 0 and argument.first.nbor(-1).lower_ == "such":
        start -= 1
    return tuple(range(start, end))


def core_words(tree: Tree, head: Token) -> Tokens:
    """The words of a noun phrase without the prepositional phrases that could be facts of their own: only *of* stays."""
    if tree.pos[head.i] in ("VERB", "AUX"):
        return phrase(tree, head)
    key = ("core", head.i)
    known: Tokens | None = tree.memo.get(key)
    if known is not None:
        return known
    away = {
        k
        for p in tree.childs(head.i, "prep")
        if tree.lower[p] not in INSEPARABLE and p > head.i
        for k in tree.subtree(p)
    }
    kept = [i for i in phrase(tree, head) if i not in away]
    kept = without_participles(tree, kept, head.i)
    while kept and kept[-1] != head.i and (tree.dep[kept[-1]] in ("punct", "cc") or opens_contrast(tree, kept[-1])):
        kept.pop()
    return tree.memo.setdefault(key, tuple(kept))  # type: ignore[no-any-return]


def without_participles(tree: Tree, kept: list[int], head: int) -> list[int]:
    """*a number of bonds sold in May*: the participle after the inner noun says something of its own."""
    away = {k for i in kept if tree.dep[i] == "acl" and i > tree.head[i] and head not in (i, tree.head[i]) for k in tree.subtree(i)}
    return [i for i in kept if i not in away]


def with_restriction(tree: Tree, head: int, words: Tokens, predicate: int) -> Tokens:
    """*was built by people* *who lost their homes*: without the clause that tells which people, the fact would be another one.

    A clause behind a comma tells more of whom is known already and stays away; so does one that holds the predicate itself.
    """
    if tree.child(head, "relcl", "acl") is None:
        return words
    found = [c for c in tree.childs(head, "relcl", "acl") if c > head and predicate not in tree.subtree(c)]
    spans = [trimmed(tree, tree.subtree(c), c) for c in found]
    if not spans or spans[0][0] != words[-1] + 1:
        return words
    return (*words, *range(spans[0][0], spans[0][-1] + 1))


def subject_with_restriction(tree: Tree, head: int, words: Tokens, predicate: int) -> Tokens:
    """*People who lost their homes* got aid: unless a word of the clause stands behind it, which the parser hung elsewhere."""
    whole = with_restriction(tree, head, words, predicate)
    after = whole[-1] + 1
    if after != predicate and (after == len(tree.dep) or tree.dep[after] not in AFTER_SUBJECT):
        return words
    return whole


def adjunct_words(tree: Tree, argument: Argument, predicate: int) -> Tokens:
    """A prepositional phrase as a further argument, preposition and all: *in a town that was flooded*, *two days after the vote*."""
    head = argument.head
    lead = (*measure_before(tree, argument), *lead_words(argument))
    return (*lead, *with_restriction(tree, head.i, phrase(tree, head), predicate))


def end_of_range(tree: Tree, argument: Argument) -> list[Tokens]:
    """*from 1931 to 1935*: where the parser hangs the end on *from*, it is an argument of its own as elsewhere."""
    if argument.prep != "from":
        return []
    ends = [a for p in tree.childs(argument.first.i, "prep") if tree.lower[p] in ("to", "until") for a in arguments_of(tree, p)]
    return [(*lead_words(a), *phrase(tree, a.head)) for a in ends]


def measure_before(tree: Tree, argument: Argument) -> Tokens:
    """*two days* after the vote, *instead* of a boat: what says before a preposition how far, how long or of what kind."""
    first = argument.first.i
    before = [c for c in tree.children[first] if c < first and tree.dep[c] in MEASURES and tree.tag[c] != "WRB"]
    words = [k for c in before for k in tree.subtree(c)]
    whole = bool(words) and words[-1] + 1 == first and words[-1] - words[0] + 1 == len(words)
    return tuple(words) if whole else ()


MEASURES = frozenset({"npadvmod", "advmod", "quantmod"})


AFTER_SUBJECT = frozenset({"aux", "auxpass", "neg", "punct", "cc"})


DISCOURSE = word_list("discourse_phrases")
DISCOURSE_OPENERS = frozenset(phrase.rpartition(" ")[0] for phrase in DISCOURSE)


def is_discourse(argument: Argument) -> bool:
    """*for example*, *in order*: a phrase that says nothing of the event."""
    return argument.prep in DISCOURSE_OPENERS and f"{argument.prep} {argument.head.lower_}" in DISCOURSE
