"""Doc -> clauses: predicates and their arguments. The ONE place that knows the dependency labels.

A clause is a predicate with its arguments, after coordination has been distributed, relative and participial clauses have
been given back their subject, and control, raising and the passive have been undone. Slots are *deep*: the subject of
a passive stands in `OBJECT`, its by-phrase in `SUBJECT`, so that a frame is written once. `Argument.surface` keeps what stands
in the sentence. Labels follow the ClearNLP scheme of spaCy's English models; the clause types follow Quirk et al. (1985),
as in ClausIE (Del Corro and Gemulla 2013).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from graphbuilder.extract.tree import Tree, tree_of

Token = Any  # spacy.tokens.Token: spaCy ships no usable stubs


class Slot(StrEnum):
    """The deep grammatical slot that an argument fills."""

    SUBJECT = "subject"  # also the by-phrase of a passive
    OBJECT = "object"  # also the subject of a passive
    INDIRECT = "indirect"  # gave *Belarus* support; Belarus was given support
    COMPLEMENT = "complement"  # subject or object complement: is *president*, named him *president*
    PREP = "prep"  # with `prep`: on *officials*
    CLAUSE = "clause"  # finite complement clause; head is its predicate
    INFINITIVE = "infinitive"  # to-infinitive or gerund complement; head is its predicate
    TIME = "time"  # bare noun phrase as adverbial: *last Friday*
    ADVERB = "adverb"
    POSSESSOR = "possessor"  # of a noun: *France's* visit
    MODIFIER = "modifier"  # compound or adjective on a noun: *Russian* visit, *oil* embargo


class ClauseKind(StrEnum):
    """How a predicate is expressed."""

    VERB = "verb"
    COPULA = "copula"  # head is the complement's head; `verb` the copula
    EXISTENTIAL = "existential"  # there were protests: the noun stands in SUBJECT
    NOUN = "noun"  # visits by Russian officials to Belarus
    APPOSITION = "apposition"  # Tikhanovskaya, his rival
    TITLE = "title"  # President Lukashenko
    POSSESSIVE = "possessive"  # France's ambassador


@dataclass(frozen=True, slots=True, eq=False)
class Argument:
    """One argument, one conjunct: *the EU and Canada slapped* gives two subjects.

    Attributes:
        slot: its deep slot. prep: the preposition in lower case ("on", "because of"), "" without one.
        head: the head token of the filler, without the preposition (its subtree is the filler, see `filler_tokens`).
        surface: the slot as it stands in the sentence ("subject", "agent", ...).
        via: the noun that it hangs on when it reaches the predicate through the object (sanctions *on officials*), else None.
        shared: True when it was given by a coordinated, controlling or modified clause.
        first: the preposition's token when there is one, else None.
    """

    slot: Slot
    head: Token
    prep: str = ""
    surface: str = ""
    via: Token | None = None
    shared: bool = False
    first: Token | None = None


@dataclass(slots=True, eq=False)
class Clause:
    """A predicate and its arguments.

    Attributes:
        head: the predicate's token (for COPULA the complement, for NOUN the noun).
        verb: the verb that carries tense (the copula of COPULA); None for NOUN, APPOSITION, TITLE, POSSESSIVE.
        lemma: lemma of the predicate in lower case, with its particle: "cheer on", "visit".
        arguments: in text order of their heads within a slot.
        negation: the negating token (not, never, no, neither ...) or None. auxiliaries: aux tokens in text order (modals included).
        mark: the subordinating word ("if", "after", "that") in lower case, or "".
        parent: the clause that this one depends on; link: how ("root", "conj", "clause", "infinitive", "adverbial", "relative",
            "participle", "parataxis", "prep", "subject").
        sentence: index of its sentence in `doc.sents`.
    """

    kind: ClauseKind
    head: Token
    verb: Token | None
    lemma: str
    sentence: int
    passive: bool = False
    particle: Token | None = None
    negation: Token | None = None
    auxiliaries: tuple[Token, ...] = ()
    mark: str = ""
    parent: Clause | None = None
    link: str = "root"
    arguments: list[Argument] = field(default_factory=list)

    def fillers(self, slot: str, *preps: str) -> list[Argument]:
        """Arguments of `slot`; with `preps`, only those with one of these prepositions."""
        return [a for a in self.arguments if a.slot == slot and (not preps or a.prep in preps)]


@dataclass(frozen=True, slots=True, eq=False)
class Clauses:
    """All clauses of a document, in text order of their heads; `of_head` finds those of a token by its index."""

    all: tuple[Clause, ...]
    of_head: dict[int, tuple[Clause, ...]]

    def verbal(self, token_index: int) -> Clause | None:
        """The VERB, COPULA or EXISTENTIAL clause headed by (or with its verb at) this token, or None."""
        return next((c for c in self.of_head.get(token_index, ()) if c.verb is not None), None)


VERBAL_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
NEVER_HEADS = frozenset({"aux", "auxpass", "amod", "compound", "det", "prep", "nmod", "case", "punct", "cc", "advmod", "npadvmod"})
COPULAS = frozenset({"be", "’s", "'s"})
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
NOMINAL_POS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "ADJ", "DET", "X"})
LINKS = {
    "ccomp": "clause", "xcomp": "infinitive", "advcl": "adverbial", "relcl": "relative", "acl": "participle", "conj": "conj",
    "parataxis": "parataxis", "pcomp": "prep", "csubj": "subject", "csubjpass": "subject", "ROOT": "root", "dep": "parataxis",
}
NEGATIVE_ADVERBS = frozenset({"never", "not", "n't", "n’t", "nor", "neither", "hardly", "barely", "scarcely", "no"})


def read_clauses(doc: Any) -> Clauses:
    """Turn the parse of `doc` into clauses, in text order of their predicates.

    Subjects, objects and auxiliaries that a clause shares with another one are given to it (coordination, control, raising,
    relative and participial clauses); such arguments carry `shared=True`.
    """
    tree = tree_of(doc)
    made: dict[int, Clause] = {}
    for i in range(len(tree.dep)):
        if is_predicate(tree, i):
            made[i] = bare_clause(tree, i)
    for i, clause in made.items():
        attach_to_parent(tree, i, clause, made)
    for i, clause in sorted(made.items(), key=lambda pair: depth(pair[1])):
        share_auxiliaries(tree, i, clause)
        clause.passive = is_passive(tree, i, clause)
        clause.arguments = own_arguments(tree, i, clause)
    for i, clause in sorted(made.items(), key=lambda pair: depth(pair[1])):
        give_back(tree, i, clause, made)
    return index_clauses(made)


def index_clauses(made: dict[int, Clause]) -> Clauses:
    """Index the clauses by their head and by the verb that carries them."""
    of_head: dict[int, tuple[Clause, ...]] = {}
    for i, clause in made.items():
        for key in {i, clause.head.i}:
            of_head[key] = (*of_head.get(key, ()), clause)
    return Clauses(tuple(made[i] for i in sorted(made)), of_head)


def depth(clause: Clause) -> int:
    """How many clauses stand above this one."""
    steps, above = 0, clause.parent
    while above is not None and steps < 100:
        steps, above = steps + 1, above.parent
    return steps


# --- the predicate


def is_predicate(tree: Tree, i: int) -> bool:
    """Whether a clause is built around token `i`: a verb that is neither auxiliary nor modifier."""
    if tree.tag[i] not in VERBAL_TAGS and not (tree.pos[i] in ("VERB", "AUX") and tree.tag[i] != "MD"):
        return False
    dep = tree.dep[i]
    if dep == "conj":
        return is_predicate(tree, tree.head[i]) or tree.child(i, *SUBJECTS) is not None or predicative(tree, tree.head[i])
    if dep in ("pobj", "dobj", "nsubj", "nsubjpass", "attr", "appos"):  # gerunds and participles used as nouns, with verbal dependents
        return tree.tag[i] in VERBAL_TAGS and tree.child(i, "dobj", "nsubj", "ccomp", "xcomp", "prt", "agent") is not None \
            and tree.child(i, "det", "amod", "poss") is None
    return dep not in NEVER_HEADS


def predicative(tree: Tree, i: int) -> bool:
    """Whether token `i` is the complement of a copula: *is weak and needs help*."""
    return tree.dep[i] in ("attr", "acomp", "ROOT") and tree.pos[i] in NOMINAL_POS


def bare_clause(tree: Tree, i: int) -> Clause:
    """The clause of predicate `i` with its own auxiliaries, negation, particle and mark, without arguments."""
    doc = tree.doc
    particle = tree.child(i, "prt")
    complement = copular_complement(tree, i)
    expletive = tree.child(i, "expl")
    there = expletive is not None and tree.lower[expletive] == "there"
    lemma = doc[i].lemma_.lower() + (f" {tree.lower[particle]}" if particle is not None else "")
    kind = ClauseKind.EXISTENTIAL if there else ClauseKind.COPULA if complement is not None else ClauseKind.VERB
    if kind is ClauseKind.VERB and doc[i].lemma_ == "be":
        kind = ClauseKind.COPULA
    return Clause(
        kind=kind, head=doc[complement] if kind is ClauseKind.COPULA and complement is not None else doc[i], verb=doc[i], lemma=lemma,
        sentence=tree.sentence[i], particle=doc[particle] if particle is not None else None,
        negation=negation_of(tree, i), auxiliaries=tuple(doc[c] for c in tree.childs(i, "aux", "auxpass")),
        mark=mark_of(tree, i),
    )


def copular_complement(tree: Tree, i: int) -> int | None:
    """The complement of *be*: Minsk is *the capital*; the law is *dead*. Other copulas are verbs with a COMPLEMENT."""
    if tree.doc[i].lemma_ != "be":
        return None
    return tree.child(i, "attr", "acomp")


def negation_of(tree: Tree, i: int) -> Any | None:
    """The word that negates predicate `i`: not, never, no longer; *neither* or *no* at its subject."""
    own = tree.child(i, "neg")
    if own is not None:
        return tree.doc[own]
    for c in tree.children[i]:
        if tree.dep[c] in ("advmod", "preconj", "cc") and tree.lower[c] in NEGATIVE_ADVERBS and c < i:
            return tree.doc[c]
        if tree.dep[c] == "advmod" and tree.lower[c] in ("longer", "more") and (n := tree.child(c, "neg", "det", "advmod")) is not None \
                and tree.lower[n] == "no":
            return tree.doc[n]
        if tree.dep[c] in (*SUBJECTS, "dobj", "attr") and (n := negative_determiner(tree, c)) is not None:
            return tree.doc[n]
    return None


def negative_determiner(tree: Tree, noun: int) -> int | None:
    """*No* deal was reached; *neither* side; *nobody* came; *none* of them."""
    if tree.lower[noun] in ("nobody", "none", "nothing", "no-one", "neither"):
        return noun
    return next((c for c in tree.children[noun] if tree.dep[c] in ("det", "preconj", "cc", "neg") and tree.lower[c] in ("no", "neither")
                 and c < noun), None)


def mark_of(tree: Tree, i: int) -> str:
    """The subordinating word of predicate `i` in lower case, or ""."""
    mark = tree.child(i, "mark")
    if mark is not None:
        return tree.lower[mark]
    for c in tree.children[i]:
        if tree.dep[c] == "advmod" and tree.lower[c] in ("when", "where", "while", "why", "how", "once", "whenever") and c < i:
            return tree.lower[c]
    if tree.dep[i] == "pcomp":
        return tree.lower[tree.head[i]]
    return ""


def is_passive(tree: Tree, i: int, clause: Clause) -> bool:
    """Passive by its auxiliary or subject, or a bare past participle: *sanctions imposed by Norway*, *quoted by the agency*."""
    if tree.tag[i] == "VBN" and any(a.dep_ == "auxpass" for a in clause.auxiliaries):
        return True
    if tree.child(i, "nsubjpass", "agent") is not None:
        return True
    if clause.auxiliaries or tree.child(i, *SUBJECTS) is not None or tree.tag[i] not in ("VBN", "VBD"):
        return False
    if tree.dep[i] == "acl":
        return tree.child(i, "dobj") is None or tree.tag[i] == "VBN"
    return tree.dep[i] in ("advcl", "xcomp", "ccomp") and tree.tag[i] == "VBN" and tree.child(i, "dobj") is None


# --- the clause above


def attach_to_parent(tree: Tree, i: int, clause: Clause, made: dict[int, Clause]) -> None:
    """Find the clause that this one depends on, and how."""
    if tree.head[i] == i:
        return
    clause.link = LINKS.get(tree.dep[i], "other")
    above = tree.head[i]
    for _ in range(60):
        if above in made and above != i:
            clause.parent = made[above]
            return
        if tree.head[above] == above:
            return
        above = tree.head[above]


def share_auxiliaries(tree: Tree, i: int, clause: Clause) -> None:
    """*was arrested and charged*, *will meet and sign*: the second verb shares the auxiliaries of the first."""
    parent = clause.parent
    if clause.link != "conj" or parent is None or clause.auxiliaries or tree.child(i, *SUBJECTS) is not None or parent.verb is None:
        return
    if tree.tag[i] == tree.tag[parent.verb.i] and tree.tag[i] in ("VB", "VBN", "VBG"):
        clause.auxiliaries = parent.auxiliaries
        if clause.negation is None and parent.negation is not None and negation_reaches(tree, i, parent):
            clause.negation = parent.negation


def negation_reaches(tree: Tree, i: int, parent: Clause) -> bool:
    """*did not meet or call* is negated twice; *did not meet but called* is not."""
    return not any(tree.lower[c] in ("but", "yet", "instead") for c in tree.children[parent.verb.i] if c < i and tree.dep[c] in ("cc", "advmod"))


# --- the arguments that hang on the predicate itself


def own_arguments(tree: Tree, i: int, clause: Clause) -> list[Argument]:
    """The arguments among the dependents of predicate `i`, coordination distributed."""
    out: list[Argument] = []
    has_object = tree.child(i, "dobj") is not None
    for c in tree.children[i]:
        out.extend(argument_of(tree, c, clause, has_object))
    if clause.kind is not ClauseKind.EXISTENTIAL:
        for argument in tuple(out):
            if argument.slot is Slot.OBJECT and argument.surface != "passive subject":
                out.extend(through_object(tree, argument))
    return agent_through_object(clause, out)


def agent_through_object(clause: Clause, arguments: list[Argument]) -> list[Argument]:
    """*was given support by Iran*: the by-phrase that the parser hangs on the object is the passive's agent."""
    if not clause.passive or any(a.slot is Slot.SUBJECT for a in arguments):
        return arguments
    return [Argument(Slot.SUBJECT, a.head, "by", "agent", a.via, a.shared, a.first) if a.via is not None and a.prep == "by" else a
            for a in arguments]


def argument_of(tree: Tree, c: int, clause: Clause, has_object: bool) -> list[Argument]:
    """The arguments that the dependent `c` of a predicate stands for."""
    dep, doc = tree.dep[c], tree.doc
    if dep == "nsubj" and clause.passive and any(a.dep_ == "auxpass" for a in clause.auxiliaries):
        dep = "nsubjpass"
    if dep in PLAIN_SLOTS:
        slot, surface = PLAIN_SLOTS[dep]
        if dep == "nsubjpass":
            slot = Slot.INDIRECT if has_object else Slot.OBJECT
        if clause.kind is ClauseKind.EXISTENTIAL and dep in ("attr", "nsubj"):
            slot = Slot.SUBJECT
        if dep == "advmod" and tree.lower[c] in NEGATIVE_ADVERBS:
            return []
        return [Argument(slot, doc[k], surface=surface) for k in conjuncts(tree, c)]
    if dep == "dative" and tree.pos[c] not in ("ADP", "PART"):
        return [Argument(Slot.INDIRECT, doc[k], surface="indirect") for k in conjuncts(tree, c)]
    if dep in ("prep", "dative", "agent"):
        return prepositional(tree, c, agent=dep == "agent" or (clause.passive and tree.lower[c] == "by"))
    if dep in ("ccomp", "parataxis"):
        return [Argument(Slot.CLAUSE, doc[c], surface="clause")]
    if dep == "xcomp":
        return [Argument(Slot.INFINITIVE if is_predicate(tree, c) else Slot.COMPLEMENT, doc[c], surface="infinitive")]
    return []


PLAIN_SLOTS = {
    "nsubj": (Slot.SUBJECT, "subject"), "csubj": (Slot.SUBJECT, "subject"), "nsubjpass": (Slot.OBJECT, "passive subject"),
    "csubjpass": (Slot.OBJECT, "passive subject"), "dobj": (Slot.OBJECT, "object"), "attr": (Slot.COMPLEMENT, "complement"),
    "acomp": (Slot.COMPLEMENT, "complement"), "oprd": (Slot.COMPLEMENT, "complement"), "npadvmod": (Slot.TIME, "time"),
    "advmod": (Slot.ADVERB, "adverb"),
}


def prepositional(tree: Tree, p: int, agent: bool = False, via: Any | None = None) -> list[Argument]:
    """The arguments of preposition `p`: its objects with their conjuncts, gerunds, and coordinated prepositions."""
    doc, words, at = tree.doc, [tree.lower[p]], p
    while (inner := tree.child(at, "prep", "pcomp")) is not None and tree.child(at, "pobj") is None and tree.tag[inner] in ("IN", "TO", "VBG") \
            and not is_predicate(tree, inner):
        words.append(tree.lower[inner])
        at = inner
    if at == p and (tail := tree.child(p, "pcomp")) is not None and tree.lower[tail] == "of":  # because *of* the war
        words.append("of")
    prep, out = " ".join(words), []
    slot, surface = (Slot.SUBJECT, "agent") if agent and prep == "by" else (Slot.PREP, "prep")
    for c in tree.children[at]:
        if tree.dep[c] == "pobj" or (tree.dep[c] == "pcomp" and is_predicate(tree, c)) or (tree.dep[c] == "dobj" and tree.tag[p] == "VBG"):
            out.extend(Argument(slot, doc[k], prep=prep, surface=surface, via=via, first=doc[p]) for k in conjuncts(tree, c))
    for c in tree.childs(p, "conj"):
        if tree.tag[c] in ("IN", "TO", "VBG"):
            out.extend(prepositional(tree, c, agent, via))
    return out


def through_object(tree: Tree, argument: Argument) -> list[Argument]:
    """Prepositional phrases on the object: imposed sanctions *on officials*, made an offer *on wages*."""
    out = []
    for p in tree.childs(argument.head.i, "prep"):
        out.extend(prepositional(tree, p, via=argument.head))
    return out


def conjuncts(tree: Tree, i: int) -> list[int]:
    """Token `i` and what is coordinated with it, in text order: *the EU*, *the UK*, *the US* and *Canada*."""
    out, stack = [i], [i]
    while stack:
        for c in tree.children[stack.pop()]:
            if tree.dep[c] == "conj" and (tree.pos[c] in NOMINAL_POS or not is_predicate(tree, c)) and same_kind(tree, i, c):
                out.append(c)
                stack.append(c)
            elif tree.dep[c] == "appos" and listed_as_apposition(tree, c):
                out.append(c)
                stack.append(c)
    return sorted(out)


def same_kind(tree: Tree, i: int, c: int) -> bool:
    """A noun is not coordinated with a verb: *talks and left* is a parser mistake."""
    return is_predicate(tree, c) == is_predicate(tree, i)


def listed_as_apposition(tree: Tree, c: int) -> bool:
    """*the EU, the UK, the US and Canada slapped*: the model calls the second name of a list an apposition.

    The list shows by the coordination that goes on below the second name; both are names, and either both have an article
    or none, so that *the capital, Oslo and Bergen* stays.
    """
    head = tree.head[c]
    if tree.pos[c] != "PROPN" or tree.pos[head] != "PROPN" or tree.child(c, "conj") is None:
        return False
    return (tree.child(c, "det") is None) == (tree.child(head, "det") is None)


# --- what a clause shares with others


def give_back(tree: Tree, i: int, clause: Clause, made: dict[int, Clause]) -> None:
    """Give the clause the arguments that it shares; the first case that applies to its link does it."""
    {
        "conj": share_with_conjunct, "infinitive": control_infinitive, "relative": fill_relative, "participle": fill_participle,
        "adverbial": fill_adverbial, "prep": fill_adverbial, "clause": fill_clause,
    }.get(clause.link, leave)(tree, i, clause)


def leave(tree: Tree, i: int, clause: Clause) -> None:
    """A clause that shares nothing."""


def has_surface_subject(clause: Clause) -> bool:
    """Whether a subject stands in the clause itself."""
    return any(a.surface in ("subject", "passive subject") for a in clause.arguments)


def surface_subjects(clause: Clause) -> list[Argument]:
    """The arguments that stand as grammatical subject, given ones included."""
    own = [a for a in clause.arguments if a.surface in ("subject", "passive subject")]
    return own


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
        objects = [a for a in clause.arguments if a.slot is Slot.OBJECT and a.surface == "object" and not a.shared]
        if objects and lacks_object(parent) and tree.head[i] == i - 2 and tree.dep[i - 1] == "cc":
            parent.arguments.extend(Argument(a.slot, a.head, a.prep, a.surface, a.via, True, a.first) for a in objects)


def lacks_object(clause: Clause) -> bool:
    """Whether nothing but subject and adverbs stands in the clause."""
    return not clause.passive and all(a.slot in (Slot.SUBJECT, Slot.ADVERB, Slot.TIME) for a in clause.arguments)


def control_infinitive(tree: Tree, i: int, clause: Clause) -> None:
    """*urged Iran to stop* (object control), *refused to go*, *is likely to win* (subject control and raising)."""
    parent = clause.parent
    if parent is None or has_surface_subject(clause):
        return
    objects = [a.head for a in parent.arguments if a.slot in (Slot.OBJECT, Slot.INDIRECT) and a.head.i < i
               and a.surface in ("object", "indirect")]
    if objects and parent.lemma not in ("promise", "vow", "threaten"):
        lend_subject(clause, objects)
    else:
        lend_subject(clause, [a.head for a in surface_subjects(parent)])


def fill_clause(tree: Tree, i: int, clause: Clause) -> None:
    """A complement without a subject of its own that follows *to* is controlled like an infinitive."""
    if any(a.tag_ == "TO" for a in clause.auxiliaries):
        control_infinitive(tree, i, clause)


def fill_adverbial(tree: Tree, i: int, clause: Clause) -> None:
    """*Lukashenko won, garnering 80 %*; *by cutting taxes*; *to protest against*: the subject of the main clause."""
    parent = clause.parent
    if parent is None or parent.verb is None or has_surface_subject(clause) or clause.mark in ("because", "that"):
        return
    holder = tree.head[tree.head[i]] if clause.link == "prep" else tree.head[i]  # the need *for taxing* them says nothing of who taxes
    while tree.dep[holder] in ("prep", "pcomp") and tree.head[holder] != holder:
        holder = tree.head[holder]
    if holder in (parent.verb.i, parent.head.i):
        lend_subject(clause, [a.head for a in surface_subjects(parent)])


def fill_participle(tree: Tree, i: int, clause: Clause) -> None:
    """*pressure put on Belarus*, *protesters carrying flags*: the noun is the subject; *a plan to leave*: the planner is."""
    noun = tree.head[i]
    if has_surface_subject(clause):
        return
    if any(a.tag_ == "TO" for a in clause.auxiliaries):
        owner = tree.child(noun, "poss")
        if owner is not None:
            lend_subject(clause, [tree.doc[owner]])
        elif clause.parent is not None and tree.dep[noun] in ("dobj", "attr", "pobj", "conj"):
            lend_subject(clause, [a.head for a in surface_subjects(clause.parent)])
        return
    lend_subject(clause, [tree.doc[noun]])


RELATIVE_WORDS = frozenset({"who", "which", "that", "whom"})


def fill_relative(tree: Tree, i: int, clause: Clause) -> None:
    """*the council, which has called for*; *sanctions that Oslo imposed*; *the country to which he fled*; *where he lives*."""
    noun = tree.doc[tree.head[i]]
    for k, a in enumerate(clause.arguments):
        if a.head.tag_ in ("WP", "WDT", "IN", "DT") and a.head.lower_ in RELATIVE_WORDS:
            clause.arguments[k] = Argument(a.slot, noun, a.prep, a.surface, a.via, True, a.first)
            return
    whose = next((c for a in clause.arguments for c in tree.childs(a.head.i, "poss") if tree.tag[c] == "WP$"), None)
    if whose is not None:
        return
    where = next((c for c in tree.children[i] if tree.lower[c] == "where"), None)
    if where is not None:
        clause.arguments.append(Argument(Slot.PREP, noun, "in", "prep", None, True, None))
    elif not has_surface_subject(clause):
        lend_subject(clause, [noun])
    elif clause.mark == "" and not any(a.slot in (Slot.OBJECT, Slot.CLAUSE, Slot.COMPLEMENT) for a in clause.arguments) \
            and not any(tree.lower[c] == "when" for c in tree.children[i]):
        clause.arguments.append(Argument(Slot.OBJECT, noun, "", "object", None, True, None))


# --- nouns as predicates


def noun_clause(noun: Token, clauses: Clauses) -> Clause:
    """The clause of an eventive noun: its possessor, modifiers, of-, by- and other prepositional arguments.

    By-phrase and possessor are not yet subject or object ("the city's destruction by rebels"): which of them acts is the frame's
    to say. `parent` is the clause that the noun is an argument of. Prepositional phrases that the parser hung higher though they
    follow the noun at once (meetings and *visits* ... *to Belarus*), and those of a coordinated noun, come with `shared=True`.
    """
    tree, n = tree_of(noun.doc), noun.i
    arguments = [Argument(Slot.POSSESSOR, noun.doc[k], surface="possessor") for p in tree.childs(n, "poss") for k in conjuncts(tree, p)]
    arguments += [Argument(Slot.MODIFIER, noun.doc[k], surface="modifier") for m in tree.childs(n, "amod", "compound", "nmod")
                  for k in [*conjuncts(tree, m)]]
    for p in tree.childs(n, "prep", "agent"):
        arguments += prepositional(tree, p)
    arguments += lent_prepositions(tree, n, {a.prep for a in arguments})
    parent = clause_above(tree, n, clauses)
    negative = negative_determiner(tree, n)
    return Clause(
        kind=ClauseKind.NOUN, head=noun, verb=None, lemma=noun.lemma_.lower(), sentence=tree.sentence[n], parent=parent, link="noun",
        negation=noun.doc[negative] if negative is not None else None, arguments=arguments,
    )


def lent_prepositions(tree: Tree, n: int, have: set[str]) -> list[Argument]:
    """Prepositional phrases of a coordinated noun, or hung on an ancestor though they directly follow the noun's own words."""
    out: list[Argument] = []
    nouns = [*tree.childs(n, "conj"), *([tree.head[n]] if tree.dep[n] == "conj" else [])]
    holders = [k for k in nouns if tree.pos[k] in ("NOUN", "PROPN")]
    end, above = tree.subtree(n)[-1], n
    for _ in range(6):
        if tree.head[above] == above:
            break
        above = tree.head[above]
        holders.append(above)
    for holder in holders:
        for p in tree.childs(holder, "prep"):
            if (p > end or (p > n and holder in nouns)) and tree.lower[p] not in have:
                have.add(tree.lower[p])
                out += [Argument(a.slot, a.head, a.prep, a.surface, a.via, True, a.first) for a in prepositional(tree, p)]
    return out


def clause_above(tree: Tree, n: int, clauses: Clauses) -> Clause | None:
    """The nearest verbal clause that token `n` stands in."""
    for _ in range(60):
        if (found := clauses.verbal(n)) is not None:
            return found
        if tree.head[n] == n:
            return None
        n = tree.head[n]
    return None


# --- the words of a filler

DETACHED = frozenset({"relcl", "appos", "conj", "cc", "parataxis", "preconj", "advcl"})
EDGES = frozenset({"punct", "cc", "case"})


def filler_tokens(argument: Argument) -> list[Token]:
    """The tokens of an argument's filler in text order, cut to what belongs to it.

    No other conjunct, relative clause, apposition or trailing punctuation; determiner, modifiers and prepositional phrases stay.
    """
    return words_of(argument.head)


def words_of(head: Token, detached: frozenset[str] = DETACHED) -> list[Token]:
    """The tokens of the phrase under `head`, without what hangs on it by one of the `detached` labels."""
    tree = tree_of(head.doc)
    skip = frozenset(c for c in tree.children[head.i] if tree.dep[c] in detached)
    kept = tree.subtree(head.i, skip | nested(tree, head.i))
    kept = contiguous(tree, kept, head.i)
    while kept and kept[-1] != head.i and tree.dep[kept[-1]] in EDGES and tree.tag[kept[-1]] != "POS":
        kept.pop()
    while kept and kept[0] != head.i and tree.dep[kept[0]] in ("punct", "cc", "preconj"):
        kept.pop(0)
    return [head.doc[k] for k in kept]


def nested(tree: Tree, i: int) -> frozenset[int]:
    """Relative clauses and appositions further down in the phrase of `i`: in honour of a senator, *who wrote the act*."""
    if not tree.children[i]:
        return frozenset()
    return frozenset(k for k in tree.subtree(i) if tree.dep[k] in ("relcl", "parataxis") or (tree.dep[k] == "appos" and k > i))


def contiguous(tree: Tree, kept: list[int], head: int) -> list[int]:
    """The run of `kept` around `head` that no cut word interrupts (a cut comma or blank line does not count)."""
    at = kept.index(head)
    start, end = at, at
    while start > 0 and bridged(tree, kept[start - 1], kept[start]):
        start -= 1
    while end + 1 < len(kept) and bridged(tree, kept[end], kept[end + 1]):
        end += 1
    return kept[start:end + 1]


def bridged(tree: Tree, a: int, b: int) -> bool:
    """Whether only punctuation and space stand between tokens `a` and `b`."""
    return all(tree.pos[k] in ("PUNCT", "SPACE") for k in range(a + 1, b))
