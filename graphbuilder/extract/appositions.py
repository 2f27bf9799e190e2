"""Who is told by what stands beside a name: callings, other names, appositions, predicates, an age behind the name."""

from __future__ import annotations

from graphbuilder.extract.candidates import Candidate, Kind
from graphbuilder.extract.chains import Web
from graphbuilder.extract.clauses import ClauseKind, Clauses, Slot
from graphbuilder.extract.mention_words import body_of, lexicon, on_map
from graphbuilder.extract.naming import aliases, called, place_called
from graphbuilder.extract.pronoun_constraints import gender_is_told
from graphbuilder.extract.tree import Tree


def join_callings(web: Web) -> None:
    """ "*Kenyan firefighter* Peter Otieno": what somebody is, right before the name."""
    tree = web.tree
    starts = {c.start: c for c in web.candidates if c.kind is Kind.NAME and c.type == "Person"}
    for c in web.candidates:
        if c.kind is Kind.NOMINAL and c.type == "Organization" and not c.plural:
            join_calling_of_company(web, c)
        name = starts.get(c.head + 1)
        if name is None or c.kind is not Kind.NOMINAL or c.type != "Person" or c.plural or tree.sentence[name.head] != c.sentence:
            continue
        before = tree.dep[c.head] in ("compound", "nmod", "amod") and tree.head[c.head] == name.head
        first = c.start == c.head and web.reading.words[c.head][0].isupper() and tree.sentence[c.head - 1] != c.sentence
        if (before or first) and agreed(c, name):
            web.join(c.index, name.index, "apposition")


def join_calling_of_company(web: Web, c: Candidate) -> None:
    """ "*Bakery chain* Kornblum": what a company is, right before its name, which the recogniser may take for anything."""
    tree = web.tree
    head = tree.head[c.head]
    if tree.dep[c.head] not in ("compound", "nmod", "amod") or head <= c.head:
        return
    k = web.by_head.get(head)
    name = web.candidates[k] if k is not None else None
    if name is None or name.kind is not Kind.NAME or name.start != c.head + 1 or name.country or name.type in ("Person", "Country"):
        return
    if name.type != "Organization":
        if on_map(name.name):
            return
        web.retype(name.index, "Organization", None)
    web.join(c.index, name.index, "apposition")


def join_aliases(web: Web) -> None:
    """*Edson Carvalho, known as Dinho*: another name of the same person."""
    for c in web.candidates:
        if c.kind is not Kind.NAME or c.type != "Person":
            continue
        for k in (*aliases(web.tree, c.head), *alias_behind(web, c)):
            other = web.by_head.get(k)
            if other is not None and web.candidates[other].kind is Kind.NAME and web.candidates[other].type != "Country":
                web.join(c.index, other, "alias")


def alias_behind(web: Web, c: Candidate) -> list[int]:
    """*Its leader, Mohamed Tolba, known as Hadid, fled*: the head of the other name, by the words, where the parse is torn."""
    behind = c.end + (web.tree.lower[c.end : c.end + 1] == [","])
    for words in (["known", "as"], ["better", "known", "as"], ["also", "known", "as"], ["nicknamed"]):
        if web.tree.lower[behind : behind + len(words)] == words:
            start = behind + len(words)
            found = [k.head for k in (web.candidates[i] for i in web.by_sentence.get(c.sentence, ())) if k.start == start]
            for head in found:
                make_person(web, web.by_head[head])
            return found
    return []


def make_person(web: Web, index: int) -> None:
    """Every mention of a name that the recogniser takes for a place's is a person's."""
    one = web.candidates[index]
    same = [c for c in web.candidates if c.kind is Kind.NAME and c.words == one.words and c.type == "Place"]
    for c in same:
        web.retype(c.index, "Person", None)
    for c in same[1:]:
        web.join(same[0].index, c.index, "same-name")


def join_places_by_of(web: Web) -> None:
    """*The city of Lyon*: the place and its name behind "of" are one."""
    for c in web.candidates:
        if c.kind is Kind.NOMINAL and c.type == "Place" and not c.plural and (name := place_called(web.tree, c.head)) is not None:
            k = web.by_head.get(name)
            if k is not None and web.candidates[k].kind is Kind.NAME and web.candidates[k].type == "Place":
                web.join(c.index, k, "apposition")


def agreed(a: Candidate, b: Candidate) -> bool:
    """Whether the genders of two people do not contradict."""
    return "x" in (a.gender, b.gender) or a.gender == b.gender


FINITE = frozenset(("VBD", "VBZ", "VBP", "MD", "TO"))


def join_appositions(web: Web) -> None:
    """ "His closest rival, *Svetlana Tikhanovskaya*,"; "Ryanair, *the Irish airline*,"."""
    tree = web.tree
    for c in web.candidates:
        if c.kind is Kind.PRONOUN or (c.type == "Place" and place_called(tree, c.head) is not None):
            continue  # the town of Bath, Maine
        for k in appositives(tree, c):
            other = web.by_head.get(k)
            if other is not None and can_be_apposed(c, web.candidates[other], tree):
                web.join(c.index, other, "apposition")
                noun, name = (c, web.candidates[other]) if c.kind is Kind.NOMINAL else (web.candidates[other], c)
                if not agreed(noun, name):
                    web.cluster[other].gender = noun.gender  # Ryan Adler, the first woman to ...
                if noun.type in ("Person", "Organization"):
                    web.cluster[other].tell_types({noun.type: 4})


def appositives(tree: Tree, c: Candidate) -> list[int]:
    """Heads of the phrases in apposition to a candidate: by the parse, and by the commas where the parse is torn."""
    found = [*tree.childs(c.head, "appos"), *called(tree, c.head)]
    comma = after_phrase(tree, c)
    if comma is not None:
        for k in range(comma + 1, min(comma + 9, len(tree.tag))):
            if tree.lower[k] in (",", ".", "and", "who", "which", "where", "when", "whose", ";") or tree.sentence[k] != c.sentence:
                break
            if tree.tag[k] == "IN":  # at the cafe, in the Rue Lepic, ...; Ann Holt, speaking through an interpreter, ...
                break
            if tree.tag[k] == "VBG" and tree.tag[k + 1 : k + 2] and tree.tag[k + 1] in OF_PARTICIPLES:  # carrying a child
                break
            if tree.tag[k] in FINITE:  # "Ann Holt, a nurse, sued Kim Reed": the sentence goes on, with somebody else
                break
            if tree.tag[k] in ("NN", "NNP") and (
                k + 1 >= len(tree.tag) or tree.tag[k + 1] not in ("NN", "NNP", "NNS", "NNPS", "HYPH", "POS")
            ):
                goes_on = tree.tag[k + 1 : k + 2] in (["VBD"], ["VBZ"], ["VBP"], ["MD"]) and tree.head[k] == k + 1
                if goes_on and c.kind is Kind.NAME and tree.tag[k] == "NN":
                    break  # four ferries from a yard in Gdansk, the operator said
                closed = next(
                    (j for j in range(k + 1, min(k + 12, len(tree.tag))) if tree.lower[j] in (",", ".", "who")), None
                )
                return found if closed is None or k in found else [*found, k]
    return found


OF_PARTICIPLES = frozenset({"DT", "PRP$", "PRP", "CD", "NNP", "TO", "RB"})
"""Tags behind a participle that has something of its own: *carrying a child*, where *acting president* says what somebody is."""


def after_phrase(tree: Tree, c: Candidate) -> int | None:
    """The comma that ends a phrase: right after it, or after one prepositional phrase ("his rival in the race,")."""
    n = len(tree.tag)
    k = c.end
    if k < n and tree.tag[k] == "IN" and c.kind is Kind.NOMINAL:
        k += 1
        while k < n and k < c.end + 5 and tree.tag[k] in ("DT", "JJ", "NN", "NNS", "NNP", "PRP$"):
            k += 1
    return k if k < n and tree.lower[k] == "," and tree.sentence[k] == c.sentence else None


def can_be_apposed(a: Candidate, b: Candidate, tree: Tree) -> bool:
    """One name and one noun of the same kind, both singular, no list."""
    if (
        b.kind is Kind.PRONOUN
        or {a.kind, b.kind} != {Kind.NAME, Kind.NOMINAL}
        or a.plural
        or b.plural
        or b.start < a.end
    ):
        return False
    nominal, name = (a, b) if a.kind is Kind.NOMINAL else (b, a)
    if (
        name.type != nominal.type
        and not (nominal.type == "Person" and could_be_person(name, bool(nominal.office) or nominal.noun in lexicon().kin))
        and not (nominal.type == "Organization" and name.type in ("Place", "?"))
    ):
        return name.type == "Country" and nominal.type == "Country"
    if "n" not in (name.gender, nominal.gender) and not agreed(name, nominal) and (gender_is_told(name) or len(name.words) < 2):
        return False
    if any(tree.lower[k] in ("and", "or") for k in range(a.end, b.start)):
        return False
    if nominal is b:
        return tree.lower[b.start] in ("a", "an", "the", "its", "his", "her", "their") or bool(
            b.country or b.words or b.office
        )
    apposed = tree.head[name.head] == nominal.head or is_called(tree, nominal.head, name.head)
    by_parse = nominal.type in ("Person", "Organization") and apposed
    return nominal.definite or bool(nominal.office) or by_parse


def is_called(tree: Tree, noun: int, name: int) -> bool:
    """ "a baker named *Karim Saleh*": whether a participle gives the noun the name."""
    return name in called(tree, noun)


def could_be_person(name: Candidate, office: bool = False) -> bool:
    """Whether the recogniser may have missed a person: no organisation's word, no known body; two words, or one before an `office`.

    "Pohatu, *the prosecutor*, welcomed the verdict."
    """
    know = lexicon()
    return (
        (name.type in ("?", "Organization") or (name.type == "Place" and name.words[0] in know.given))
        and (len(name.words) > 1 or office)
        and not any(w in know.organisation_words for w in name.words)
        and body_of(name.name) is None
    )


def join_predicates(web: Web, clauses: Clauses) -> None:
    """ "Viktor Orban is *the prime minister* of Hungary"; "The winner was *Eliud Kipchoge*"; "calls the PKK *a terrorist group*".

    Not when negated, planned or possible. An indefinite phrase tells what somebody is, and is no mention of its own.
    """
    for clause in clauses.all:
        if clause.verb is None or clause.negation is not None or any(t.tag_ == "MD" for t in clause.auxiliaries):
            continue
        if clause.mark in ("if", "whether", "unless"):
            continue  # if the candidate is Ann Holt
        complements = clause.fillers(Slot.COMPLEMENT)
        subjects = (
            clause.fillers(Slot.SUBJECT)
            if clause.kind is ClauseKind.COPULA
            else [*clause.fillers(Slot.OBJECT), *clause.fillers(Slot.INDIRECT)]
        )
        if len(subjects) == 1 and len(complements) == 1:
            a, b = web.by_head.get(subjects[0].head.i), web.by_head.get(complements[0].head.i)
            if a is not None and b is not None:
                join_predicate(web, web.candidates[a], web.candidates[b], clause.kind is ClauseKind.COPULA, clause.verb.lower_ in TOLD)


def join_identified(web: Web, clauses: Clauses) -> None:
    """*Police named him as Tariq Butt*, *The victim was identified as Rosa Lund*: who is named at last."""
    for clause in clauses.all:
        planned = any(t.tag_ == "MD" for t in clause.auxiliaries)
        if clause.lemma not in lexicon().identifying_verbs or clause.negation is not None or planned:
            continue
        named = [web.by_head.get(a.head.i) for a in clause.arguments if a.prep == "as"]
        known = [web.by_head.get(a.head.i) for a in clause.fillers(Slot.OBJECT)]
        if len(named) != 1 or len(known) != 1 or named[0] is None or known[0] is None:
            continue
        name, one = web.candidates[named[0]], web.candidates[known[0]]
        if name.kind is Kind.NAME and name.type == "Person" and not one.plural and one.type in ("Person", "") and agreed(name, one):
            web.join(one.index, name.index, "identified")


TOLD = frozenset({"is", "was", "'s", "’s", "became", "becomes"})
"""Forms of a copula that tell what somebody is, not what he would be."""


def join_predicate(web: Web, subject: Candidate, complement: Candidate, copula: bool, told: bool) -> None:
    """Link a definite complement with its subject; note the noun of an indefinite one."""
    if complement.kind is Kind.NOMINAL and not complement.definite and subject.kind is Kind.NOMINAL and complement.start == complement.head:
        web.attributive.add(complement.index)  # a poet has been named director
        return
    if complement.kind is Kind.NOMINAL and not complement.definite and subject.kind is Kind.NAME:
        web.attributive.add(complement.index)
        if complement.type == subject.type and not complement.former:
            web.cluster[subject.index].nouns.add(complement.noun)
            if complement.gender in ("m", "f") and not gender_is_told(subject) and told:
                web.cluster[subject.index].gender = complement.gender
        return
    if (
        not copula
        or {subject.kind, complement.kind} != {Kind.NAME, Kind.NOMINAL}
        or subject.type != complement.type
        or subject.plural
        or complement.plural
    ):
        return
    nominal = subject if subject.kind is Kind.NOMINAL else complement
    if nominal.definite and web.tree.lower[nominal.start] not in ("this", "that"):
        web.join(subject.index, complement.index, "predicate")
