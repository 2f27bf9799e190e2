"""What the words above a clause say about its event: governing verbs, nouns, adjectives and prepositions, one rule for each.

`climb` lets them have their say one after the other, from the inside out.
"""

from __future__ import annotations

from graphbuilder.extract.attribution_parts import verb_at
from graphbuilder.extract.clause_mood import Holders, negation, own_words
from graphbuilder.extract.clauses import Clause, ClauseKind
from graphbuilder.extract.commitment import State
from graphbuilder.extract.signatures import Signature, load_lexicon
from graphbuilder.extract.tree import Tree


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


Step = tuple[Clause | None, str, int, bool]
"""The clause above (None: stop), the effect of the governing word, the word, whether the negation above is used up."""


def complement_kind(tree: Tree, clause: Clause) -> str:
    """inf, ing or clause."""
    i = verb_at(clause)
    if any(a.tag_ == "TO" for a in clause.auxiliaries):
        return "inf"
    if tree.tag[i] == "VBG" and not clause.auxiliaries:
        return "ing"
    if tree.tag[i] == "VB" and not clause.auxiliaries and clause.mark == "":
        return "inf"
    return "clause"


def signed(signature: Signature, negated: bool) -> str:
    """The effect of a signature under this polarity of its own clause."""
    if negated:
        return signature.negated
    return "try" if (signature.then, signature.negated) == ("possible", "not") else signature.then


def effect_of(tree: Tree, parent: Clause, signature: Signature) -> str:
    """What a clause's word does to its complement there: *did not try to*, *tried in vain to*, *falsely claimed that*, *was able to*."""
    verb, table = verb_at(parent), load_lexicon()
    if negation(tree, parent) is not None:
        return signature.negated
    adverbs = {tree.lower[c] for c in tree.children[verb] if tree.dep[c] == "advmod"}
    if signature.then == "possible" and signature.negated == "not" and (adverbs & table.vain or in_vain(tree, verb)):
        return "not"
    if signature.then == "report" and adverbs & table.falsely:
        return "not"
    if signature.past and told_as_past(tree, parent):
        return signature.past
    return signed(signature, negated=False)


def told_as_past(tree: Tree, clause: Clause) -> bool:
    """*were able to*, *have been able to*, not *may have been able to*."""
    words = (tree.tag[verb_at(clause)], *(a.tag_ for a in clause.auxiliaries))
    perfect = any(a.lemma_.lower() == "have" for a in clause.auxiliaries)
    return "MD" not in words and ("VBD" in words or perfect)


def in_vain(tree: Tree, verb: int) -> bool:
    """*tried in vain to open the door*."""
    return any(tree.lower[c] == "in" and tree.lower[c + 1 : c + 2] == ["vain"] for c in tree.childs(verb, "prep"))


def under_noun(tree: Tree, clause: Clause) -> Step | None:
    """*an attempt to topple*, *claims that he lied*, *no plans to leave*, *the risk of losing*."""
    i = verb_at(clause)
    noun, kind = tree.head[i], complement_kind(tree, clause)
    if noun != i and tree.dep[i] == "pcomp":
        noun, kind = tree.head[noun], "of" if tree.lower[noun] == "of" else "prep"
    if tree.pos[noun] not in ("NOUN", "PROPN"):
        return None
    if tree.lower[noun] == "order" and noun > 0 and tree.lower[noun - 1] == "in":
        return None, "plan", noun, True  # in order to
    if kind == "inf" and clause.parent is not None and ranked(tree, noun):
        return clause.parent, "fact", noun, True
    entry = load_lexicon().nouns.get(tree.doc[noun].lemma_.lower())
    holds = kind in ("inf", "of") or (kind == "clause" and (clause.mark == "that" or without_that(tree, clause)))
    if entry is None and kind == "inf" and (step := under_causing_verb(tree, clause, noun)) is not None:
        return step
    if entry is None or not holds:
        if kind == "inf" and clause.link == "participle":
            return None, "possible", noun, False
        return None
    parent = clause.parent
    if parent is None:
        return None, entry.then, noun, True
    negated = (
        any(tree.lower[c] in ("no", "any") and tree.dep[c] == "det" for c in tree.children[noun])
        and negation(tree, parent) is not None
    ) or any(tree.lower[c] == "no" for c in tree.children[noun])
    over = effect_on_noun(tree, noun, parent)
    if over == "deny":
        return parent, "deny", verb_at(parent), True
    if over == "fact" or (over == "not" and entry.then in ("plan", "possible", "request")):
        return parent, over, verb_at(parent), True
    return None, signed(entry, negated), noun, True


def ranked(tree: Tree, noun: int) -> bool:
    """*was the first woman to fly*: the infinitive says who did it first."""
    return any(tree.lower[c] in load_lexicon().ranked for c in tree.childs(noun, "amod"))


def without_that(tree: Tree, clause: Clause) -> bool:
    """*denied reports it had sacked the coach*: a finite clause that lacks nothing is the content of the noun before it."""
    i = verb_at(clause)
    if clause.mark or tree.child(i, "nsubj", "nsubjpass") is None:
        return False
    return tree.dep[i] == "acl" or (tree.dep[i] == "relcl" and tree.child(i, "dobj", "nsubjpass") is not None)


def under_causing_verb(tree: Tree, clause: Clause, noun: int) -> Step | None:
    """*caused flights to be cancelled*: the infinitive that the parser hangs on the object of forcing, letting, asking."""
    parent, table = clause.parent, load_lexicon()
    if parent is None or parent.verb is None or tree.dep[noun] != "dobj" or tree.head[noun] != verb_at(parent):
        return None
    entry = table.verbs.get((parent.lemma, "inf"))
    if entry is None or entry.then in ("plan", "not") or entry == Signature("fact", "not") or parent.lemma == "need":
        return None  # took the train to reach the coast, needs a licence to drive: a purpose
    return parent, signed(entry, negation(tree, parent) is not None), verb_at(parent), True


def effect_on_noun(tree: Tree, noun: int, parent: Clause) -> str:
    """*rejected claims that*, *dropped plans to*, *refused a request to*, *efforts to ... failed*: what the verb does to its argument."""
    if parent.verb is None or tree.head[noun] != verb_at(parent) or negation(tree, parent) is not None:
        return ""
    table, lemma = load_lexicon(), parent.lemma.replace(" ", "_")
    if tree.dep[noun] == "nsubj":
        return "not" if lemma in table.failing else "fact" if lemma in table.succeeding else ""
    if tree.dep[noun] not in ("dobj", "nsubjpass"):
        return ""
    entry = table.nouns.get(tree.doc[noun].lemma_.lower())
    if entry is not None and entry.then in ("request", "plan") and parent.lemma in table.refusing:
        return "not"
    if parent.lemma in table.rejecting:
        return "deny" if entry is not None and entry.then in ("report", "deny", "possible") else ""
    return "not" if parent.lemma in table.dropping else ""


def under_preposition(tree: Tree, clause: Clause) -> Step | None:
    """*without paying*, *prevented from leaving*, *accused of lying*, *by cutting taxes*."""
    i, parent = verb_at(clause), clause.parent
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
    if (step := under_adjective(tree, clause, parent, p)) is not None:
        return step
    for lemma in (parent.lemma, parent.head.lower_):
        entry = load_lexicon().verbs.get((lemma, word))
        if entry is not None:
            return parent, effect_of(tree, parent, entry), verb_at(parent), True
    if word in ("by", "in", "through", "while", "when"):
        return parent, "fact", verb_at(parent), word != "by"
    return None


def under_adjective(tree: Tree, clause: Clause, parent: Clause, link: int) -> Step | None:
    """*is capable of lying*, *pleaded not guilty to smuggling*, *remained unable to agree*: the adjective that the complement hangs on."""
    adjective = tree.head[link]
    if tree.pos[adjective] not in ("ADJ", "ADV") or tree.lower[link] not in ("of", "to", tree.lower[verb_at(clause)]):
        return None
    if "too" in (tree.lower[c] for c in tree.childs(adjective, "advmod")):
        return parent, "not", adjective, True  # was too late to stop it
    table, word = load_lexicon().adjectives, tree.lower[adjective]
    entry = table.get(f"{parent.lemma} {word}") or table.get(word)
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
    if clause.link in ("adverbial", "participle") and not (kind == "inf" and followed_closely(tree, clause, parent)):
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


def entry_of(tree: Tree, clause: Clause, parent: Clause, kind: str) -> Signature | None:
    """The signature of the governing verb or adjective for this complement."""
    table = load_lexicon()
    if parent.kind is ClauseKind.COPULA or tree.doc[verb_at(parent)].lemma_ == "be":
        if (special := semi_modal(tree, clause, parent, kind)) is not None:
            return special
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
    if (
        kind == "inf"
        and parent.lemma in ("want", "like", "expect", "prefer", "need", "wish")
        and other_subject(tree, clause, parent)
    ):
        return Signature("plan" if parent.lemma == "expect" else "request", "possible")
    if parent.lemma in ("want", "need", "wish") and kind == "inf":
        return Signature("plan", "not") if parent.lemma != "need" else Signature("request", "not")
    entry = table.verbs.get((parent.lemma, kind))
    word = tree.lower[verb_at(parent)]
    if entry is None and tree.tag[verb_at(parent)] == "VBN":
        return table.adjectives.get(word)
    return entry


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
        return None, "plan", verb_at(clause), True
    return None


def coordinated(tree: Tree, clause: Clause) -> Step | None:
    """*plans to visit Kenya and open a clinic*, *said that A left and B stayed*: the second has the governors of the first."""
    parent = clause.parent
    if clause.link != "conj" or parent is None or parent.verb is None:
        return None
    if rather_than(tree, clause):
        return None, "not", verb_at(clause), False
    own_subject = tree.child(verb_at(clause), "nsubj", "nsubjpass") is not None
    if tree.tag[verb_at(clause)] != tree.tag[verb_at(parent)] and not own_subject:
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


GOVERNORS = (under_preposition, under_noun, under_verb, purpose, coordinated, participle)
