"""What the words above a clause say about its event: governing verbs, nouns, adjectives and prepositions, one rule for each.

`climb` lets them have their say one after the other, from the inside out.
"""

from __future__ import annotations

from graphbuilder.data import word_list
from graphbuilder.extract.attribution_parts import verb_at
from graphbuilder.extract.clause_mood import Holders, conditions_of, left_edge, negation, own_words
from graphbuilder.extract.clauses import Clause, ClauseKind
from graphbuilder.extract.commitment import State
from graphbuilder.extract.complements import Step, asks_for_a_part, complement_kind, effect_of, told_as_past
from graphbuilder.extract.governing_nouns import in_a_phrase, under_noun
from graphbuilder.extract.signatures import Signature, load_lexicon
from graphbuilder.extract.tree import Tree

INDEFINITE = frozenset({"a", "an", "any"})


def climb(tree: Tree, clause: Clause, state: State, holders: Holders) -> None:
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


def under_preposition(tree: Tree, clause: Clause) -> Step | None:
    """*without paying*, *prevented from leaving*, *accused of lying*, *by cutting taxes*."""
    i, parent = verb_at(clause), clause.parent
    if tree.dep[i] != "pcomp" and clause.link != "prep":
        return None
    p = tree.head[i]
    word = tree.lower[p]
    if word == "of" and tree.dep[p] in ("prep", "pcomp") and tree.lower[p - 1] in ("instead", "short"):
        return parent, "not", p, True
    if negative_preposition(tree, p):
        return None, "not", p, False
    if parent is None or parent.verb is None:
        return None
    if (step := under_adjective(tree, clause, parent, p)) is not None:
        return step
    for lemma in (f"{parent.lemma} {tree.lower[p - 1]}", parent.lemma, parent.head.lower_):
        entry = load_lexicon().verbs.get((lemma, word))
        if entry is not None:
            return parent, effect_of(tree, parent, entry), verb_at(parent), True
    if word == "before" and parent.lemma in load_lexicon().cut_short:
        return parent, "not", p, False  # died before reaching the hospital
    if near_miss(tree, p):
        return parent, "not", p, True
    if word in ("by", "in", "through", "while", "when", "before"):  # were told to ring before travelling
        return parent, "fact", verb_at(parent), word != "by"
    return None


def near_miss(tree: Tree, preposition: int) -> bool:
    """*came within a vote of walking out*."""
    within = tree.head[tree.head[preposition]]
    return tree.lower[preposition] == "of" and tree.lower[within] == "within" and tree.tokens[tree.head[within]].lemma_ == "come"


def negative_preposition(tree: Tree, p: int) -> bool:
    """*without paying*, *rather than pay*, *far from apologising*, *without so much as thanking her*: the word, with those before it."""
    return tree.lower[p] in load_lexicon().prepositions_not or any(
        " ".join(tree.lower[max(p - n, 0) : p + 1]) in load_lexicon().prepositions_not for n in (1, 3)
    )


def under_adjective(tree: Tree, clause: Clause, parent: Clause, link: int) -> Step | None:
    """*is capable of lying*, *pleaded not guilty to smuggling*, *remained unable to agree*: the adjective that the complement hangs on."""
    adjective = tree.head[link]
    if tree.pos[adjective] not in ("ADJ", "ADV") or tree.lower[link] not in ("of", "to", tree.lower[verb_at(clause)]):
        return None
    adverbs = {tree.lower[c] for c in tree.childs(adjective, "advmod")}
    if "too" in adverbs:
        return parent, "not", adjective, True  # was too late to stop it
    table, word = load_lexicon().adjectives, tree.lower[adjective]
    entry = table.get(f"{parent.lemma} {word}") or table.get(word)
    if entry is None and "enough" in adverbs:
        entry = Signature("possible", "not")  # strong enough to lift it; brave enough to dive, in the table, did
    if entry is None:
        return None
    if tree.child(adjective, "neg") is not None:
        return parent, entry.negated, adjective, False
    return parent, effect_of(tree, parent, entry), adjective, True


def under_verb(tree: Tree, clause: Clause) -> Step | None:
    """*managed to land*, *denied that*, *is likely to split*, *forced them to leave*: a complement and its governing word."""
    parent = clause.parent
    if (
        parent is None
        or parent.verb is None
        or clause.link not in ("infinitive", "clause", "subject", "adverbial", "participle")
    ):
        return None
    kind = complement_kind(tree, clause)
    if kind == "inf" and (step := under_adjective(tree, clause, parent, verb_at(clause))) is not None:
        return step
    if clause.link in ("adverbial", "participle") and not (
        (kind == "inf" and followed_closely(tree, clause, parent)) or (kind == "ing" and right_behind(tree, clause, parent))
    ):
        return None
    negated = negation(tree, parent) is not None
    entry = entry_of(tree, clause, parent, kind)
    if entry is not None:
        return parent, effect_of(tree, parent, entry), verb_at(parent), True
    if clause.link in ("adverbial", "participle"):
        return None
    if kind == "inf":
        return parent, "not" if negated else "plan", verb_at(parent), True
    return parent, "fact", verb_at(parent), True


def followed_closely(tree: Tree, clause: Clause, parent: Clause) -> bool:
    """An infinitive that the parser calls adverbial, though its verb takes one: *attempted to cross*, *was forced to work*."""
    table = load_lexicon()
    if parent.kind is ClauseKind.COPULA:
        return parent.head.lower_ in table.adjectives
    return (parent.lemma, "inf") in table.verbs and (parent.passive or verb_at(clause) - verb_at(parent) <= 6)


def right_behind(tree: Tree, clause: Clause, parent: Clause) -> bool:
    """A gerund that the parser calls adverbial, right behind a verb with a particle that takes one: *has ruled out sending troops*."""
    verb, gerund = verb_at(parent), verb_at(clause)
    particle = tree.child(verb, "prt")
    return particle is not None and verb < particle == gerund - 1 and (parent.lemma, "ing") in load_lexicon().verbs


def entry_of(tree: Tree, clause: Clause, parent: Clause, kind: str) -> Signature | None:
    """The signature of the governing verb or adjective for this complement."""
    table = load_lexicon()
    if parent.kind is ClauseKind.COPULA or tree.tokens[verb_at(parent)].lemma_ == "be":
        if (special := semi_modal(tree, clause, parent, kind)) is not None:
            return special
        if kind == "inf" and parent.head == parent.verb and perfect(clause):
            return Signature("not", "possible")  # was to have opened the bridge
        if kind == "clause" and parent.head.lower_ == "time" and told_as_past(tree, clause):
            return Signature("request", "possible")  # it is high time the league banned the stunt
        if kind == "clause" and parent.head.lower_ in table.emotive:
            return Signature("factive", "factive")
        entry = table.adjectives.get(parent.head.lower_) or table.nouns.get(parent.head.lemma_.lower())
        if entry is None and kind == "inf":
            return Signature("plan", "not")  # is to visit
        return entry
    special = semi_modal(tree, clause, parent, kind)
    if special is not None:
        return special
    if (kind == "clause" and subjunctive(tree, clause) and (parent.lemma, "clause") in table.verbs) or (
        parent.lemma == "ask" and clause.mark == "that"
    ):
        wish = parent.lemma in table.directive
        if wish:
            return Signature("request", "possible")
    if kind == "clause" and clause.mark in ("whether", "if"):
        return Signature("possible", "possible")
    if kind == "clause" and parent.lemma in table.doubting and parent.link == "conj" and either(parent):
        return Signature("possible", "possible")
    if kind == "clause" and asks_for_a_part(tree, clause):
        return Signature("factive", "factive")
    if kind == "clause" and clause.mark == "" and parent.lemma in table.causing_results and result(tree, clause):
        return Signature("request", "possible")
    if kind == "clause" and parent.lemma == "wish" and (perfect(clause) or tree.tag[finite_word(clause)] == "VBD"):
        return Signature("not", "possible")  # wish the chain had kept its recipe
    if kind == "clause" and parent.lemma == "have" and hearsay(tree, parent):
        return Signature("report", "possible")
    if (
        kind == "inf"
        and parent.lemma in ("want", "like", "expect", "prefer", "need", "wish")
        and other_subject(tree, clause, parent)
    ):
        return Signature("plan" if parent.lemma == "expect" else "request", "possible")
    if parent.lemma == "suppose" and parent.passive and kind == "inf" and not perfect(clause):
        return Signature("plan", "not")  # was supposed to sing
    if parent.lemma in ("want", "need", "wish") and kind == "inf":
        return Signature("plan", "not") if parent.lemma != "need" else Signature("request", "not")
    entry = table.verbs.get((parent.lemma, kind))
    if entry is not None and (entry.then, kind) == ("plan", "clause") and told_as_past(tree, clause):
        return Signature("possible", "not")  # hope that the pilot survived
    word = tree.lower[verb_at(parent)]
    if entry is None and tree.tag[verb_at(parent)] == "VBN":
        return table.adjectives.get(word)
    return entry


def either(clause: Clause) -> bool:
    """*neither confirmed nor denied*, *declined to confirm or deny*."""
    return clause.parent is not None and clause.parent.lemma == "confirm"


def perfect(clause: Clause) -> bool:
    """*to have opened*, *had kept*."""
    return any(a.lemma_.lower() == "have" for a in clause.auxiliaries)


def finite_word(clause: Clause) -> int:
    """The first auxiliary, or the verb."""
    return clause.auxiliaries[0].i if clause.auxiliaries else verb_at(clause)


def result(tree: Tree, clause: Clause) -> bool:
    """*want the exam scrapped*: a participle with a subject of its own and no auxiliary."""
    i = verb_at(clause)
    return tree.tag[i] in ("VBN", "VBD") and not clause.auxiliaries and tree.child(i, "nsubj", "nsubjpass") is not None


def hearsay(tree: Tree, clause: Clause) -> bool:
    """*Rumour has it that*."""
    i = verb_at(clause)
    subject, it = tree.child(i, "nsubj"), tree.child(i, "dobj")
    if subject is None or it is None or tree.lower[it] != "it":
        return False
    entry = load_lexicon().nouns.get(tree.lower[subject])
    return entry is not None and entry.then == "report"


def subjunctive(tree: Tree, clause: Clause) -> bool:
    """*that Berlin pay*, *that the mine be closed*; *that they should leave* is left to its modal."""
    first = clause.auxiliaries[0].i if clause.auxiliaries else verb_at(clause)
    return tree.tag[first] == "VB" and not any(a.tag_ in ("MD", "TO") for a in clause.auxiliaries)


def other_subject(tree: Tree, clause: Clause, parent: Clause) -> bool:
    """*wants the army to withdraw*: somebody else is to act."""
    i = verb_at(clause)
    return tree.child(i, "nsubj", "nsubjpass") is not None or any(c < i for c in tree.childs(verb_at(parent), "dobj"))


def semi_modal(tree: Tree, clause: Clause, parent: Clause, kind: str) -> Signature | None:
    """*had to flee* did, *has to flee* is obliged; *going to*; *used to*."""
    if kind != "inf":
        return None
    verb = verb_at(parent)
    tag = tree.tag[verb]
    to = min((a.i for a in clause.auxiliaries), default=verb_at(clause))
    if parent.lemma == "have" and any(verb < c < to for c in tree.childs(verb, "prep", "npadvmod", "dobj")):
        return Signature("possible", "not")  # have until noon to submit bids
    if parent.lemma in ("have", "be", "remain") and tree.lower[to - 1] in ("yet", "still"):
        return Signature("not", "not")  # has yet to score
    if parent.lemma == "have":
        past = tag == "VBD" or (tag == "VBN" and not any(a.tag_ == "MD" for a in parent.auxiliaries))
        return Signature("fact" if past else "request", "possible")
    if parent.lemma == "go" and tag == "VBG":
        return Signature("plan", "not")
    if parent.lemma == "use" and tree.lower[verb] == "used" and not parent.passive and verb_at(clause) - verb <= 2:
        return Signature("fact", "not")
    return None


def purpose(tree: Tree, clause: Clause) -> Step | None:
    """*met to discuss*, *used tear gas to disperse*: an infinitive that depends on nothing in particular says what for."""
    if (
        complement_kind(tree, clause) == "inf"
        and clause.link in ("adverbial", "participle", "relative", "other")
        and any(a.tag_ == "TO" for a in clause.auxiliaries)
    ):
        if clause.mark == "as" and clause.parent is not None and clause.parent.verb is not None:
            return clause.parent, "fact", verb_at(clause), False  # went so far as to call it a fraud
        if is_first_to(tree, clause) or is_superlative(tree, clause):
            return clause.parent, "fact", verb_at(clause), False
        return None, "plan", verb_at(clause), True
    return None


def is_first_to(tree: Tree, clause: Clause) -> bool:
    """*was one of the first states to sign*: who is the first, the last or the only one to do it does it."""
    parent = clause.parent
    if parent is None or parent.verb is None or parent.lemma not in ("be", "become", "remain"):
        return False
    return any(tree.lower[i] in FIRST for i in range(parent.verb.i + 1, verb_at(clause)))


def is_superlative(tree: Tree, clause: Clause) -> bool:
    """*the youngest actor ever to win the prize*, *the only bank to fail*: measured against all who did it."""
    noun = tree.head[verb_at(clause)]
    if clause.link not in ("relative", "participle", "other") or tree.pos[noun] not in ("NOUN", "PROPN") or noun > verb_at(clause):
        return False
    before = [k for c in tree.children[noun] if c < noun for k in (c, *tree.children[c])]
    return any(tree.tag[k] in ("JJS", "RBS") or tree.lower[k] in FIRST for k in before)


FIRST = word_list("words_for_the_only_one")


def coordinated(tree: Tree, clause: Clause) -> Step | None:
    """*plans to visit Kenya and open a clinic*, *said that A left and B stayed*: the second has the governors of the first."""
    parent = clause.parent
    if clause.link != "conj" or parent is None or parent.verb is None:
        return None
    if (condition := condition_between(tree, clause, parent)) is not None:
        return None, "conditional", condition, True
    own_subject = tree.child(verb_at(clause), "nsubj", "nsubjpass") is not None
    if tree.tag[verb_at(clause)] != tree.tag[verb_at(parent)] and not own_subject and not like_base(tree, clause, parent):
        return None
    shadow = Clause(
        kind=parent.kind,
        head=parent.head,
        verb=parent.verb,
        lemma=parent.lemma,
        sentence=parent.sentence,
        passive=parent.passive,
        auxiliaries=parent.auxiliaries,
        mark=parent.mark,
        parent=parent.parent,
        link=parent.link,
        arguments=parent.arguments,
    )
    if parent.mark in load_lexicon().conditions and parent.link == "adverbial":
        return None, "conditional", verb_at(parent), True
    return next((found for rule in GOVERNORS if (found := rule(tree, shadow)) is not None), None)


def condition_between(tree: Tree, clause: Clause, parent: Clause) -> int | None:
    """*will be fined if they strike and block the road*: a present tense behind a condition goes on with it, not with the modal verb."""
    if tree.tag[verb_at(clause)] not in ("VBZ", "VBP") or not any(a.tag_ == "MD" for a in parent.auxiliaries):
        return None
    if any(a.tag_ == "MD" for a in clause.auxiliaries):
        return None
    between = (c for c in conditions_of(tree, parent) if verb_at(parent) < c < verb_at(clause))
    return next((c for c in between if tree.tag[c] in ("VBZ", "VBP")), None)


def in_a_condition(tree: Tree, clause: Clause) -> Step | None:
    """*if there were a gang that robbed banks*: what is said of something that a condition brings in is part of the condition."""
    parent = clause.parent
    if clause.link != "relative" or parent is None or parent.verb is None or parent.link != "adverbial":
        return None
    antecedent = tree.head[verb_at(clause)]
    indefinite = any(tree.lower[c] in INDEFINITE for c in tree.childs(antecedent, "det"))
    if parent.mark in load_lexicon().conditions and indefinite:
        return None, "conditional", verb_at(parent), True
    return None


def not_chosen(tree: Tree, clause: Clause) -> Step | None:
    """*Rather than pay the witness, the firm dropped the case*; *dropped the case rather than pay*."""
    first = left_edge(tree, verb_at(clause))
    fronted = clause.link == "adverbial" and clause.mark == "than" and tree.lower[first] == "rather"
    if fronted or (clause.link == "conj" and rather_than(tree, clause)) or less_liked(tree, clause):
        return None, "not", verb_at(clause), False
    return None


def less_liked(tree: Tree, clause: Clause) -> bool:
    """*would rather emigrate than pay the tax*."""
    i = verb_at(clause)
    above = tree.head[i]
    bare = tree.tag[i] == "VB" and tree.lower[i - 1] == "than" and above < i
    return bare and any(tree.lower[k] in LIKING_MORE and tree.dep[k] == "advmod" for k in tree.children[above])


LIKING_MORE = word_list("adverbs_of_preference")


def like_base(tree: Tree, clause: Clause, parent: Clause) -> bool:
    """*planned to cut jobs and shut plants*, *if they block it and ignore her*: written like the base form, tagged otherwise."""
    i = verb_at(clause)
    if tree.tag[verb_at(parent)] == "VBP" and tree.tag[i] == "VB":
        return True
    return tree.tag[verb_at(parent)] == "VB" and tree.tag[i] in ("VBD", "VBN") and tree.lower[i] == tree.tokens[i].lemma_


def rather_than(tree: Tree, clause: Clause) -> bool:
    """*dropped the case rather than pay the witness*."""
    i = verb_at(clause)
    return i > 1 and tree.lower[i - 2 : i] == ["rather", "than"]


def participle(tree: Tree, clause: Clause) -> Step | None:
    """*will fly to Rome, meeting the pope*: a free participle shares the modality of its main clause, not its negation."""
    parent = clause.parent
    if (
        clause.link == "adverbial"
        and tree.tag[verb_at(clause)] == "VBG"
        and clause.mark == ""
        and parent is not None
        and parent.verb is not None
    ):
        return parent, "fact", verb_at(parent), True
    return None


GOVERNORS = (in_a_phrase, under_preposition, under_noun, under_verb, purpose, not_chosen, coordinated, participle, in_a_condition)
