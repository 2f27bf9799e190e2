"""What a clause shares with others: coordination, control and raising, participles, relative clauses."""

from __future__ import annotations

from typing import Any

from graphbuilder.annotate.closed_classes import SPEECH
from graphbuilder.data import read_lines, word_list
from graphbuilder.extract.arguments import conjuncts
from graphbuilder.extract.slots import Argument, Clause, ClauseKind, Slot
from graphbuilder.extract.tree import Tree


def give_back(tree: Tree, i: int, clause: Clause, made: dict[int, Clause]) -> None:
    """Give the clause the arguments that it shares; the first case that applies to its link does it."""
    {
        "conj": share_with_conjunct,
        "infinitive": control_infinitive,
        "relative": fill_relative,
        "participle": fill_participle,
        "adverbial": fill_adverbial,
        "prep": fill_adverbial,
        "clause": fill_clause,
    }.get(clause.link, leave)(tree, i, clause)


def leave(tree: Tree, i: int, clause: Clause) -> None:
    """A clause that shares nothing."""


def has_surface_subject(clause: Clause) -> bool:
    """Whether a subject stands in the clause itself; *there* counts."""
    return clause.kind is ClauseKind.EXISTENTIAL or any(
        a.surface in ("subject", "passive subject") for a in clause.arguments
    )


def surface_subjects(clause: Clause) -> list[Argument]:
    """The arguments that stand as grammatical subject, given ones included."""
    return [a for a in clause.arguments if a.surface in ("subject", "passive subject")]


def lend_subject(clause: Clause, heads: list[Any]) -> None:
    """Give these heads to the clause as its grammatical subject: OBJECT in a passive clause."""
    slot, surface = (Slot.OBJECT, "passive subject") if clause.passive else (Slot.SUBJECT, "subject")
    if clause.passive and any(a.slot is Slot.OBJECT for a in clause.arguments):
        slot = Slot.INDIRECT
    clause.arguments[:0] = [Argument(slot, h, surface=surface, shared=True) for h in heads]


def share_with_conjunct(tree: Tree, i: int, clause: Clause) -> None:
    """*She refused ... and left*; *police bought and sold guns* shares the object backwards."""
    parent = clause.parent
    if parent is None:
        return
    if not has_surface_subject(clause) and parent.verb is not None and tree.head[i] in (parent.verb.i, parent.head.i):
        lend_subject(clause, [a.head for a in surface_subjects(parent)])
        same_voice = clause.passive or not parent.passive  # was received well and inspired the crowd
        if tree.head[i] == i - 2 and tree.dep[i - 1] == "cc" and same_voice and lacks_object(parent):
            later = [a for a in clause.arguments if a.head.i > i and not a.shared and belongs_to_both(parent, a)]
            if tree.tag[i] != parent.verb.tag_:  # wants to see and is trying to understand
                later = [a for a in later if a.slot is not Slot.INFINITIVE]
            parent.arguments.extend(Argument(a.slot, a.head, a.prep, a.surface, a.via, True, a.first) for a in later)


LEADING_ON = frozenset({"to", "into", "onto", "from", "of", "for", "as", "toward", "towards"})
"""Prepositions that say where the second verb alone leads to: *was arrested and deported to Chad*."""


def belongs_to_both(parent: Clause, argument: Argument) -> bool:
    """*crossed and held the river* in May; not *resigned and left the country*, *was arrested and deported to Chad*."""
    if argument.slot is Slot.ADVERB or argument.prep in LEADING_ON:
        return False
    return argument.slot in (Slot.PREP, Slot.TIME) or argument.surface == "agent" or parent.lemma not in intransitive_verbs()


def intransitive_verbs() -> frozenset[str]:
    """Verbs that take no object, as lemmas with their particle."""
    return read_lines("intransitive_verbs.txt")


def lacks_object(clause: Clause) -> bool:
    """Whether nothing but subject and adverbs stands in the clause, or phrases before its verb: *In Mons, traders buy and sell coal*."""
    assert clause.verb is not None
    at = clause.verb.i
    return all(a.surface in ("subject", "passive subject", "adverb", "time") or a.head.i < at for a in clause.arguments)


def control_infinitive(tree: Tree, i: int, clause: Clause) -> None:
    """*urged Iran to stop* (object control), *refused to go*, *is likely to win* (subject control and raising)."""
    parent = clause.parent
    if parent is None or has_surface_subject(clause):
        return
    if (choosing := up_to(parent)) and surface_subjects(parent)[0].head.lower_ == "it":
        lend_subject(clause, choosing)
        return
    objects = [
        a.head
        for a in parent.arguments
        if a.slot in (Slot.OBJECT, Slot.INDIRECT) and a.head.i < i and a.surface in ("object", "indirect")
    ]
    objects = objects or called_on(parent, i)
    if objects and parent.lemma not in ("promise", "vow", "threaten"):
        lend_subject(clause, objects)
    else:
        lend_subject(clause, [a.head for a in surface_subjects(parent)])


def up_to(parent: Clause) -> list[Any]:
    """*It is up to the voters to choose*: what *it* stands for is the choice, and who chooses stands behind *to*."""
    if parent.kind is not ClauseKind.COPULA or not surface_subjects(parent):
        return []
    return [a.head for a in parent.arguments if a.slot is Slot.PREP and a.prep == "up to"]


def called_on(parent: Clause, i: int) -> list[Any]:
    """*called on the mayor to resign*: who stands behind the preposition is to act."""
    return [
        a.head
        for a in parent.arguments
        if a.slot is Slot.PREP and a.head.i < i and not a.shared and f"{parent.lemma} {a.prep}" in read_lines("control_by_phrase.txt")
    ]


def fill_clause(tree: Tree, i: int, clause: Clause) -> None:
    """A complement without a subject of its own that follows *to* is controlled like an infinitive."""
    if any(a.tag_ == "TO" for a in clause.auxiliaries):
        control_infinitive(tree, i, clause)
    elif clause.parent is not None and is_reported_in_relative(tree, i, clause.parent):
        fill_reported(tree, clause, clause.parent)


def is_reported_in_relative(tree: Tree, i: int, parent: Clause) -> bool:
    """*an agent who he said had lied*, *a clause they say could hurt mothers*: whether the subject of what is said is the noun."""
    if parent.link != "relative" or parent.verb is None or parent.lemma not in WITHOUT_HEARER or i < parent.verb.i:
        return False
    subject = tree.child(i, "nsubj", "nsubjpass", "expl", "csubj", "mark")
    teller = tree.child(parent.verb.i, "nsubj")
    own = teller is not None and tree.lower[teller] not in RELATIVE_WORDS
    return own and (subject is None or (tree.tag[subject] in ("WP", "WDT") and subject < parent.verb.i))


WITHOUT_HEARER = SPEECH - {"tell", "ask"}


def fill_reported(tree: Tree, clause: Clause, parent: Clause) -> None:
    """Give the noun that the relative clause hangs on to what is said of it."""
    noun = parent.verb.head
    for k, a in enumerate(clause.arguments):
        if a.head.tag_ in ("WP", "WDT") and a.surface in ("subject", "passive subject"):
            clause.arguments[k] = Argument(a.slot, noun, a.prep, a.surface, a.via, True, a.first)
            return
    lend_subject(clause, [noun])


def fill_adverbial(tree: Tree, i: int, clause: Clause) -> None:
    """*Lukashenko won, garnering 80 %*; *by cutting taxes*; *to protest against*: the subject of the main clause."""
    parent = clause.parent
    if parent is None or parent.verb is None or has_surface_subject(clause) or clause.mark in ("because", "that"):
        return
    if parent.passive and clause.mark == "by" and clause.link == "prep":
        return  # *were killed by shelling*: who is killed does not shell
    holder = (
        tree.head[tree.head[i]] if clause.link == "prep" else tree.head[i]
    )  # the need *for taxing* them says nothing of who taxes
    if clause.link == "prep" and clause.mark == "of" and tree.lemma[holder] in ONES_OWN:
        if tree.child(holder, "poss") is None and tree.head[holder] == parent.verb.i:
            lend_subject(clause, [a.head for a in surface_subjects(parent)])  # keeps up the tradition of pardoning a sheep
        return
    while tree.dep[holder] in ("prep", "pcomp") and tree.head[holder] != holder:
        holder = tree.head[holder]
    if holder in (parent.verb.i, parent.head.i):
        asked = objects_of_gerund(clause, parent) or objects_that_are_asked(clause, parent)
        lend_subject(clause, asked or [a.head for a in surface_subjects(parent)])


ONES_OWN = word_list("nouns_of_ones_own_deeds")
OBJECT_CONTROL = frozenset({"of", "from", "into", "with"})
JUDGING = word_list("verbs_of_judging")


def objects_of_gerund(clause: Clause, parent: Clause) -> list[Any]:
    """*accused the firm of using* its data, *kept them from voting*, *thanked her for coming*: the object is who does it."""
    if clause.link != "prep" or clause.verb is None or parent.passive:
        return []
    if clause.mark not in OBJECT_CONTROL and not (clause.mark == "for" and parent.lemma in JUDGING):
        return []
    return [a.head for a in parent.arguments if a.surface == "object" and a.slot is Slot.OBJECT and a.head.i < clause.verb.i]


def objects_that_are_asked(clause: Clause, parent: Clause) -> list[Any]:
    """*petitioned the council to act*: the infinitive is no purpose of who asks, even where the parser hangs it so."""
    if parent.lemma not in read_lines("control_by_phrase.txt") or clause.verb is None:
        return []
    if not any(a.tag_ == "TO" for a in clause.auxiliaries):
        return []
    return [a.head for a in parent.arguments if a.slot is Slot.OBJECT and a.surface == "object" and a.head.i < clause.verb.i]


def fill_participle(tree: Tree, i: int, clause: Clause) -> None:
    """*pressure put on Belarus*, *protesters carrying flags*: the noun is the subject; *a plan to leave*: the planner is."""
    noun = tree.head[i]
    if has_surface_subject(clause):
        return
    if any(a.tag_ == "TO" for a in clause.auxiliaries):
        owner = owner_of_plan(tree, noun)
        if owner is not None:
            lend_subject(clause, [tree.tokens[owner]])
        elif clause.parent is not None and tree.dep[noun] in ("dobj", "attr", "pobj", "conj"):
            lend_subject(clause, [a.head for a in surface_subjects(clause.parent)])
        return
    lend_subject(clause, [tree.tokens[noun]])


def owner_of_plan(tree: Tree, noun: int) -> int | None:
    """*the board's plan to leave*, *the Interpol decision not to act*: a possessor, or the name of a body before the noun."""
    owner = tree.child(noun, "poss")
    return owner if owner is not None else next((c for c in tree.childs(noun, "compound", "nmod") if tree.entity[c] == "ORG"), None)


RELATIVE_WORDS = frozenset({"who", "which", "that", "whom"})


def fill_relative(tree: Tree, i: int, clause: Clause) -> None:
    """*the council, which has called for*; *sanctions that Oslo imposed*; *the country to which he fled*; *where he lives*."""
    noun = tree.tokens[tree.head[i]]
    for k, a in enumerate(clause.arguments):
        if a.head.tag_ in ("WP", "WDT", "IN", "DT") and a.head.lower_ in RELATIVE_WORDS:
            slot = Slot.OBJECT if is_second_subject(clause, a) else a.slot
            surface = "object" if slot is not a.slot else a.surface
            nouns = antecedents(tree, i, told_of=surface in ("subject", "passive subject"))
            clause.arguments[k : k + 1] = [Argument(slot, tree.tokens[n], a.prep, surface, a.via, True, a.first) for n in nouns]
            return
    whose = next((c for a in clause.arguments for c in tree.childs(a.head.i, "poss") if tree.tag[c] == "WP$"), None)
    if whose is not None:
        return
    where = next((c for c in tree.children[i] if tree.lower[c] == "where"), None)
    if where is not None:
        clause.arguments.append(Argument(Slot.PREP, noun, "in", "prep", None, True, None))
    elif not has_surface_subject(clause):
        lend_subject(clause, called_first(clause, noun) or [tree.tokens[n] for n in antecedents(tree, i, told_of=True)])
    elif (
        (clause.mark == "" or (clause.mark == "that" and clause.lemma not in intransitive_verbs()))
        and not any(a.slot in (Slot.OBJECT, Slot.CLAUSE, Slot.COMPLEMENT) for a in clause.arguments)
        and not any(tree.lower[c] == "when" for c in tree.children[i])
    ):
        about = antecedents(tree, i, told_of=False)
        clause.arguments += [Argument(Slot.OBJECT, tree.tokens[n], "", "object", None, True, None) for n in about]


def antecedents(tree: Tree, i: int, told_of: bool) -> list[int]:
    """*the doctors and nurses who treat her*, *Oslo and Bergen, which are ports*: one of them has the relative clause in the parse.

    *Ama Boateng and Karl Lund, who thanked her*: behind a comma the last one is meant, unless the verb is a plural.
    """
    noun, start = tree.head[i], tree.subtree(i)[0]
    tags = [tree.tag[i], *(tree.tag[c] for c in tree.childs(i, "aux", "auxpass"))]
    many = told_of and "VBP" in tags
    aside = tree.text[start - 1] == ","
    while tree.dep[noun] == "conj" and ((many and tree.tag[noun] in ("NN", "NNP")) or (not aside and is_like_the_one_before(tree, noun))):
        noun = tree.head[noun]
    joined = [c for c in conjuncts(tree, noun) if c < start] or [noun]
    if len(joined) == 1 or many or not told_of:
        return joined
    if aside:
        return [joined[-1]]
    return [noun] if "VBZ" in tags else joined


def is_like_the_one_before(tree: Tree, noun: int) -> bool:
    """*the songs and dances she wrote*, *police, guards and cooks who live there*: nouns of one form, with nothing between.

    Of *a play and a novel that won a prize* the second did.
    """
    before = tree.head[noun]
    if tree.child(noun, "det", "poss") is not None:
        return False
    bare = all(c < before or tree.dep[c] in ("cc", "punct", "conj") for c in tree.children[before] if c < noun)
    return bare and before < noun and tree.tag[before] == tree.tag[noun]


def called_first(clause: Clause, noun: Any) -> list[Any]:
    """*Togo became the first state to sign it*: who is said to be the one that does it."""
    parent = clause.parent
    if parent is None or not any(a.tag_ == "TO" for a in clause.auxiliaries):
        return []
    said = noun.i == parent.head.i or any(a.head.i == noun.i and a.slot is Slot.COMPLEMENT for a in parent.arguments)
    return [a.head for a in surface_subjects(parent)] if said else []


def is_second_subject(clause: Clause, pronoun: Argument) -> bool:
    """*mercenaries that a court tried*: the parser takes both for subjects; the pronoun is what was tried."""
    subjects = [a for a in clause.arguments if a.surface == "subject"]
    return pronoun in subjects and subjects[-1].head.i > pronoun.head.i and not any(a.slot is Slot.OBJECT for a in clause.arguments)
