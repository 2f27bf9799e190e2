"""What a noun says about the clause on it: *an attempt to topple*, *claims that he lied*; and a verb with its noun: *had the nerve to ask*.

The last are the phrasal implicatives of Karttunen (2012): a class of verbs and a class of nouns make one word with a signature of its own.
"""

from __future__ import annotations

from graphbuilder.extract.attribution_parts import verb_at
from graphbuilder.extract.clause_mood import negation
from graphbuilder.extract.clauses import Clause, ClauseKind
from graphbuilder.extract.complements import Step, complement_kind, effect_of, signed
from graphbuilder.extract.signatures import Signature, load_lexicon
from graphbuilder.extract.tree import Tree


def under_noun(tree: Tree, clause: Clause) -> Step | None:
    """*an attempt to topple*, *claims that he lied*, *no plans to leave*, *the risk of losing*."""
    i = verb_at(clause)
    noun, kind = tree.head[i], complement_kind(tree, clause)
    if noun != i and tree.dep[i] == "pcomp":
        preposition = tree.lower[noun]
        noun, kind = tree.head[noun], preposition if preposition in ("of", "on") else "prep"
    if kind == "inf" and clause.parent is not None and ranked(tree, noun):
        return clause.parent, "fact", noun, True
    if tree.pos[noun] not in ("NOUN", "PROPN"):
        return None
    if (tree.lower[noun] == "order" and tree.lower[noun - 1] == "in") or (
        tree.lower[noun] == "view" and tree.lower[noun - 1] == "a" and kind == "prep"
    ):
        return None, "plan", noun, True  # in order to, with a view to
    entry = load_lexicon().nouns.get(tree.lemma[noun])
    if entry is not None and tree.lower[noun] in load_lexicon().edges and not on_the_edge(tree, noun):
        entry = None
    toward = kind == "prep" and entry is not None and entry.then in ("request", "plan", "possible")  # opposition to drilling
    banned = kind == "on" and tree.lemma[noun] in ("ban", "prohibition")
    holds = kind in ("inf", "of") or toward or banned or (kind == "clause" and (clause.mark == "that" or without_that(tree, clause)))
    if entry is None and kind == "inf" and (step := under_causing_verb(tree, clause, noun)) is not None:
        return step
    if entry is None or not holds:
        if kind == "inf" and clause.link == "participle":
            return None, "possible", noun, False
        return None
    if entry.then == "report" and any(tree.lower[c] in load_lexicon().untrue for c in tree.childs(noun, "amod")):
        return None, "not", noun, True  # false claims that he lied
    parent = clause.parent
    if parent is None:
        return None, entry.then, noun, True
    negated = (stands_with_verb(tree, noun, parent) and negation(tree, parent) is not None) or any(
        tree.lower[c] == "no" for c in tree.children[noun]
    )
    over = effect_on_noun(tree, noun, parent)
    if over == "deny":
        return parent, "deny", verb_at(parent), True
    if over == "untrue":
        return None, "not", verb_at(parent), True
    if over == "factive":
        return parent, over, noun, True
    if over == "fact" or (over == "not" and entry.then in ("plan", "possible", "request")):
        return parent, over, verb_at(parent), True
    return None, signed(entry, negated), noun, True


def stands_with_verb(tree: Tree, noun: int, parent: Clause) -> bool:
    """*does not have permission to*, *is no longer in talks to*: the negation of a light verb or a copula is that of the noun."""
    if parent.verb is None:
        return False
    verb, above = verb_at(parent), tree.head[noun]
    if any(tree.lower[c] in ("no", "any") and tree.dep[c] == "det" for c in tree.children[noun]):
        return True
    if tree.dep[noun] == "dobj":
        return above == verb and parent.lemma in load_lexicon().light
    return tree.dep[noun] == "pobj" and tree.head[above] == verb and parent.lemma in ("be", "remain")


def ranked(tree: Tree, noun: int) -> bool:
    """*was the first woman to fly*, *the first to fly*, *one of the first women to fly*: the infinitive says who did it first."""
    if tree.lemma[noun] in load_lexicon().nouns:
        return False  # the second plan to fly
    of = (tree.child(p, "pobj") for p in tree.childs(noun, "prep") if tree.lower[p] == "of")
    words = [noun, *tree.childs(noun, "amod"), *(c for k in of if k is not None for c in (k, *tree.childs(k, "amod")))]
    return any(tree.lower[k] in load_lexicon().ranked for k in words)


def without_that(tree: Tree, clause: Clause) -> bool:
    """*denied reports it had sacked the coach*: a finite clause that lacks nothing is the content of the noun before it.

    Not so *a scheme in which they sold empty flats*, which tells what was done in it.
    """
    i = verb_at(clause)
    if clause.mark or tree.child(i, "nsubj", "nsubjpass") is None:
        return False
    if any(tree.tag[k][:1] == "W" and tree.lower[k] != "that" for c in tree.children[i] for k in (c, *tree.childs(c, "pobj"))):
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
    table, lemma = load_lexicon(), parent.lemma
    if tree.dep[noun] == "nsubj":
        if parent.kind is ClauseKind.COPULA and parent.head.lower_ in table.untrue:
            return "untrue"
        return "not" if lemma in table.failing else "fact" if lemma in table.succeeding else ""
    if tree.dep[noun] not in ("dobj", "nsubjpass"):
        return ""
    entry = table.nouns.get(tree.lemma[noun])
    if entry is not None and entry.then in ("request", "plan") and parent.lemma in table.refusing:
        return "not"
    if parent.lemma in table.disproving and entry is not None:
        return "untrue"
    if parent.lemma in table.confirming and entry is not None and entry.then == "report":
        return "factive"
    if parent.lemma in table.rejecting:
        return "deny" if entry is not None and entry.then in ("report", "deny", "possible") else ""
    return "not" if parent.lemma in table.dropping else ""


def on_the_edge(tree: Tree, noun: int) -> bool:
    """*on the point of leaving*, *brought to the brink of war*, not *the point of leaving*."""
    return noun > 1 and tree.lower[noun - 1] == "the" and tree.lower[noun - 2] in ("on", "to", "at", "from")


def in_a_phrase(tree: Tree, clause: Clause) -> Step | None:
    """*had the nerve to ask*, *wasted the chance to win*, *made the mistake of selling*, *had no trouble finding it*: verb and noun."""
    parent = clause.parent
    if parent is None or parent.verb is None or (noun := noun_of_phrase(tree, clause, parent)) is None:
        return None
    entry = load_lexicon().phrases.get((parent.lemma, tree.lemma[noun]))
    if entry is None:
        return None
    return parent, effect_of(tree, parent, entry), verb_at(parent), True


def noun_of_phrase(tree: Tree, clause: Clause, parent: Clause) -> int | None:
    """The object (or subject of a passive) that an infinitive or gerund hangs on, or stands right behind when it hangs on the verb."""
    i, verb = verb_at(clause), verb_at(parent)
    kind, noun = complement_kind(tree, clause), tree.head[i]
    if tree.dep[i] == "pcomp" and tree.lower[noun] in ("of", "in"):
        kind, noun = "ing", tree.head[noun]
    if kind not in ("inf", "ing"):
        return None
    if noun == verb:
        before = [c for c in tree.childs(verb, "dobj") if c < i]
        first = min((a.i for a in clause.auxiliaries), default=i)
        noun = before[-1] if before and first - before[-1] <= 4 else verb
    if tree.head[noun] != verb or tree.dep[noun] not in ("dobj", "nsubjpass"):
        return None
    return noun
