"""The cue of a reporting clause: the verb with its auxiliaries and adverbs, and the verbs that only carry it (*went on to say*)."""

from __future__ import annotations

from graphbuilder.annotate.closed_classes import FINITE
from graphbuilder.extract.attribution_parts import View, trimmed, verb_at
from graphbuilder.extract.clauses import Clause


def cue_of(view: View, clause: Clause, *more: int) -> list[int]:
    """Auxiliaries, adverbs between them and the verb, the verb, its particle, and `more`."""
    tree, i = view.tree, verb_at(clause)
    parts = [i, *more]
    subject = tree.child(i, "nsubj", "nsubjpass", "csubj", "expl")
    floor = subject if subject is not None and subject < i else -1
    parts += [
        c
        for c in tree.children[i]
        if tree.dep[c] in ("aux", "auxpass", "neg", "prt")
        and c > floor
        and tree.tag[c] != "TO"
        and not (tree.dep[c] == "neg" and c > i + 1)
    ]
    if " " in view.lemma(clause) and tree.word(i + 1) == view.lemma(clause).split()[1]:
        parts.append(i + 1)
    parent = clause.parent
    if parent is not None and quoted_person(view, clause) is not None:
        return [*cue_of(view, parent), *range(i - 1, max(parts) + 1)]
    if parent is not None and carried(view, clause):
        return [*cue_of(view, parent), *leading(view, clause, parent), *range(i, max(parts) + 1)]
    begin = min(parts)
    while (
        begin - 1 > floor
        and tree.dep[begin - 1] in ("advmod", "neg")
        and tree.head[begin - 1] == i
        and tree.tag[begin - 1] == "RB"
    ):
        begin -= 1
    if begin == i and tree.tag[i] == "VB" and tree.word(i - 1) == "to":
        begin -= 1  # used the evening to attack the board
    end = max([i, *(c for c in parts if c > i)])
    if end - i > 3 or any(k not in parts and tree.dep[k] != "advmod" for k in range(i + 1, end)):
        return sorted({*range(begin, i + 1), *(c for c in parts if c > i)})  # ruled it out, called on the man to resign
    return [*range(begin, with_manner(view, i, end) + 1), *occasion(view, i)]


def occasion(view: View, verb: int) -> list[int]:
    """*said in an interview with Reuters*: the occasion that follows the verb belongs to the cue."""
    tree = view.tree
    if tree.lower[verb + 1 : verb + 2] not in (["in"], ["at"], ["during"], ["on"]):
        return []
    noun = tree.child(verb + 1, "pobj")
    if noun is None or tree.lemma[noun] not in view.cues.occasions:
        return []
    return trimmed(tree, tree.subtree(verb + 1))


def with_manner(view: View, verb: int, end: int) -> int:
    """The last token of a cue with the adverbs that follow the verb and the colon: *said sarcastically*, *said again:*."""
    tree, places = view.tree, view.cues.whereabouts
    last = len(tree.lower) - 1
    while (
        end < last
        and tree.tag[end + 1] == "RB"
        and tree.dep[end + 1] == "advmod"
        and tree.head[end + 1] == verb
        and tree.lower[end + 1] not in places
    ):
        end += 1
    return end + 1 if end < last and tree.lower[end + 1] == ":" else end


def leading(view: View, clause: Clause, parent: Clause) -> list[int]:
    """The words from the carrying verb to the reporting one, without phrases of time and place: refused *on Monday* to say."""
    tree, first, last = view.tree, verb_at(parent) + 1, verb_at(clause)
    if leads_to(view, clause, parent):
        return list(range(first, last))
    phrases = [tree.subtree(c) for c in tree.childs(first - 1, "prep", "npadvmod") if first <= c < last]
    passing = {k for phrase in phrases if phrase[-1] < last for k in phrase}
    return [k for k in range(first, last) if k not in passing]


def carried(view: View, clause: Clause) -> bool:
    """Whether another verb only carries the reporting verb: *went on to say*, *keeps saying*, *was quick to say*, *began by saying*."""
    memo, key = view.tree.memo, ("carried", verb_at(clause))
    known: bool | None = memo.get(key)
    if known is None:
        known = memo[key] = is_carried(view, clause)
    return known


def is_carried(view: View, clause: Clause) -> bool:
    """The same, found out anew."""
    parent = clause.parent
    if parent is None or parent.verb is None or not is_unbroken(view, verb_at(parent), verb_at(clause)):
        return False
    if by_noun(view, clause, parent):
        return True
    if view.tree.tag[verb_at(clause)] == "VBG":
        return is_opened(view, clause, parent)
    if is_heard(view, clause, parent):
        return True
    if not any(a.tag_ == "TO" for a in clause.auxiliaries):
        return False
    if leads_to(view, clause, parent):
        return True
    if clause.link not in ("infinitive", "clause", "adverbial"):
        return False
    if any(c < verb_at(clause) for c in view.tree.childs(verb_at(parent), "dobj")):
        return False  # used the evening to say so
    return view.lemma(parent) in view.cues.carriers or str(parent.head.lower_) in view.cues.carriers


def is_heard(view: View, clause: Clause, parent: Clause) -> bool:
    """*was heard to say*, *was seen to nod*: who is heard speaks; not *was heard to cough*, which is no report."""
    told = view.tree.word(verb_at(clause) - 1) == "to" and verb_at(clause) - 2 == verb_at(parent)
    return told and parent.passive and view.lemma(parent) in view.cues.perceiving


def quoted_person(view: View, clause: Clause) -> int | None:
    """*Radio Oran quoted | an officer | as saying that ...*: the object of the verb of quoting, which reports his words."""
    tree, i, parent = view.tree, verb_at(clause), clause.parent
    if tree.tag[i] != "VBG" or tree.word(i - 1) != "as" or parent is None or parent.verb is None or parent.passive:
        return None
    if view.lemma(parent) not in view.cues.quoting:
        return None
    return next((c for c in tree.childs(verb_at(parent), "dobj") if c < i), None)


def quotes_somebody(view: View, clause: Clause) -> bool:
    """*quoted an officer as saying ...*: the officer reports, not who quotes him."""
    tree, i = view.tree, verb_at(clause)
    if view.lemma(clause) not in view.cues.quoting or clause.passive:
        return False
    return any(tree.lower[c] == "as" and tree.child(c, "pcomp") == c + 1 for c in tree.childs(i, "prep"))


def is_unbroken(view: View, first: int, last: int) -> bool:
    """Whether `first` stands before `last` in one clause: no comma, no quotation and no other finite verb parts them."""
    tree, inside = view.tree, view.speech.inside
    return first < last and not any(
        (tree.pos[k] == "PUNCT" and tree.lower[k] != "-") or tree.tag[k] in FINITE or inside[k] != inside[last]
        for k in range(first + 1, last)
    )


def by_noun(view: View, clause: Clause, parent: Clause) -> bool:
    """*took the opportunity to thank*, *has a habit of calling*, *had no choice but to admit*: verb and noun carry another."""
    tree, i = view.tree, verb_at(clause)
    noun = tree.child(verb_at(parent), "dobj")
    if noun is None or f"{view.lemma(parent).split()[0]} {tree.lemma[noun]}" not in view.cues.carrying:
        return False
    above = tree.head[tree.head[i]] if tree.dep[i] == "pcomp" else tree.head[i]
    beside = above == verb_at(parent) and noun + 2 == i  # had this to say
    return above == noun or beside or tree.lower[noun + 1 : noun + 3] == ["but", "to"]


def leads_to(view: View, clause: Clause, parent: Clause) -> bool:
    """*went so far as to call it a sham*: fixed words between a verb and the infinitive that it carries."""
    words = view.tree.lower[verb_at(parent) + 1 : verb_at(clause)]
    return len(words) > 2 and " ".join([view.lemma(parent).split()[0], *words]) in view.cues.gerund_carriers


def is_opened(view: View, clause: Clause, parent: Clause) -> bool:
    """*keeps saying*, *began by saying*, *stopped short of saying*: a gerund under a verb of beginning, going on, ending, holding back."""
    tree, i = view.tree, verb_at(clause)
    lemma = view.lemma(parent).split()[0]
    if " ".join([lemma, *tree.lower[verb_at(parent) + 1 : i]]) in view.cues.gerund_carriers:
        return True
    if lemma not in view.cues.openers and lemma not in view.cues.quoting:
        return False
    if clause.link == "prep" and parent.passive and tree.word(i - 1) == "as":
        return lemma in view.cues.quoting  # was quoted in the Courier as saying
    if clause.link == "prep":  # not: responded to the mother by saying
        return tree.lower[tree.head[i]] == "by" and tree.child(verb_at(parent), "prep") == tree.head[i]
    return clause.link == "infinitive"
