"""The source of an attribution: whom the subject of a reporting clause names, and who speaks where the parse has lost him."""

from __future__ import annotations

from graphbuilder.annotate.closed_classes import DASHES, QUOTES
from graphbuilder.extract.attribution_contents import cannot_go_on, leaves_the_future
from graphbuilder.extract.attribution_cues import carried, quoted_person
from graphbuilder.extract.attribution_parts import COMMA_OR_DASH, View, can_feel, trimmed, verb_at
from graphbuilder.extract.clauses import Clause, Slot
from graphbuilder.extract.tree import Tree


def source_of(view: View, clause: Clause) -> tuple[list[int], int | None]:
    """The tokens of the source and its head: the subject of the clause, or the one that it shares; the agent of a passive.

    The head of a relative pronoun is its antecedent, the tokens are the pronoun's own: *who said* is how it is annotated.
    """
    tree, i = view.tree, verb_at(clause)
    if (quoted := quoted_person(view, clause)) is not None:
        return trimmed(tree, [k for k in tree.subtree(quoted) if k < i and k < tree.head[i]]), quoted
    if clause.parent is not None and carried(view, clause):
        named = tree.child(verb_at(clause.parent), "nsubjpass")
        if named is not None:  # was quoted as saying, was heard to say, was forced to deny
            return trimmed(tree, [k for k in tree.subtree(named) if k < i]), named
        return source_of(view, clause.parent)
    shared = next((a.head.i for a in clause.arguments if a.slot is Slot.SUBJECT), None)
    own = user_of(view, clause)
    shared = own if own is not None else shared
    if own is None:
        own = author_beside(view, clause) or surface_subject(view, clause)
    if own is not None and quoted_elsewhere(view, own, i):
        own = subject_outside(view, i)
    if own is not None and (aside := speaker_of_aside(view, clause, own)) is not None:
        own = shared = aside
    if own is None:
        own = pronoun_for(view, clause, shared)
    if own is None:
        return several_beside(view, i) or speaker_beside(tree, i)
    if (nearer := after_the_comma(tree, own, i)) is not None:
        own = shared = nearer
    if own > i and tree.subtree(own)[0] > i + 2 and (before := speaker_beside(tree, i))[0]:
        return before  # Ann Lee, a former judge, said on Monday the court ...
    tokens = tree.subtree(own, frozenset(c for c in tree.children[own] if is_aside(view, own, c, i)))
    if any(tree.lower[k] == ":" for k in range(own, i)):
        return speaker_beside(tree, i)  # The Latest: Ann Lee urges ...
    tokens = [k for k in tokens if k < i] if own < i else before_setting(view, own, tokens)
    dashes = [k for k in tokens if k < own and tree.lower[k] in SET_OFF_BY and not is_hyphen(tree, k)]
    if dashes:
        tokens = [k for k in tokens if k > dashes[-1]]
    source = without_adverb(view, trimmed(tree, tokens))
    return (closed(tree, source, i) if own < i else source), shared if shared is not None else own


def without_adverb(view: View, source: list[int]) -> list[int]:
    """*Earlier | Mr Koll announced ...*: an adverb of time before a name, which the tagger takes for a part of it."""
    tree = view.tree
    if len(source) < 2 or tree.lower[source[0]] not in view.cues.before_names or tree.pos[source[1]] not in ("PROPN", "PRON", "DET"):
        return source
    return source[1:]


def speaker_of_aside(view: View, clause: Clause, subject: int) -> int | None:
    """*The time had come, | he | said, "to go", but added that ...*: a thing adds nothing, who speaks in the aside does."""
    tree, i = view.tree, verb_at(clause)
    if tree.dep[i] != "conj" or tree.pos[subject] != "NOUN" or tree.child(i, "nsubj") is not None or can_feel(view, subject):
        return None
    asides = [c for c in tree.childs(tree.head[i], "parataxis") if tree.tag[c] == tree.tag[i] and subject < c < i]
    return tree.child(asides[0], "nsubj") if asides else None


def several_beside(view: View, verb: int) -> tuple[list[int], int | None] | None:
    """*Few doubt that it fell*: people by their number, which the parser takes for a modifier."""
    few = verb > 0 and view.tree.lower[verb - 1] in view.cues.several and view.tree.head[verb - 1] == verb
    return ([verb - 1], verb - 1) if few else None


def before_setting(view: View, head: int, tokens: list[int]) -> list[int]:
    """*said the institute in a statement*, *said the bank Thursday morning*: when and where is no part of who, behind the verb."""
    tree, described = view.tree, False
    for k in tokens:
        if tree.lower[k] in ("who", "which", "whose"):
            return tokens
        described = described or tree.lower[k] == ","
        if k > head and (is_medium(view, k) or (not described and (is_setting(view, k) or is_time(view, k)))):
            return [t for t in tokens if t < k]
    return tokens


def is_medium(view: View, k: int) -> bool:
    """*wrote Ann Lee, 45, on Twitter*: where words appear or on what day, also behind an apposition."""
    noun = view.tree.child(k, "pobj") if view.tree.lower[k] == "on" else None
    return noun == k + 1 and (view.tree.lower[noun] in view.cues.media or view.tree.lower[noun] in view.cues.days)


def is_setting(view: View, k: int) -> bool:
    """*in a statement*, *at his rally*, *on Monday*: a phrase that tells where or when something was said."""
    tree, noun = view.tree, view.tree.child(k, "pobj")
    if noun is None or tree.lower[k] not in view.cues.told_at:
        return False
    if tree.lower[noun] in view.cues.days:
        return True
    determiner = tree.child(noun, "det", "poss")
    indefinite = determiner is not None and tree.tag[determiner] in ("DT", "PRP$") and tree.lower[determiner] != "the"
    return indefinite and tree.doc[noun].lemma_.lower() in view.cues.settings


def is_time(view: View, k: int) -> bool:
    """*Thursday morning*, *last month*, *earlier this year*."""
    tree, times = view.tree, view.cues.times
    return tree.lower[k] in view.cues.days or (
        tree.lower[k] in ("this", "last", "earlier") and (tree.word(k + 1) in times or tree.word(k + 2) in times)
    )


def after_the_comma(tree: Tree, subject: int, verb: int) -> int | None:
    """*To grasp the real Tom Hale, Judge Reed said, read this*: an apposition has a comma after it, too; without one it is the speaker."""
    for k in tree.childs(subject, "appos"):
        phrase = tree.subtree(k)
        beside = phrase[-1] + 1 == verb or (phrase[-1] + 2 == verb and tree.pos[verb - 1] in ("AUX", "ADV"))
        if tree.child(k, "conj") is not None:
            continue  # Ann Lee, Max Holm and Rita Voss said
        if subject < phrase[0] and beside and tree.lower[phrase[0] - 1] == "," and tree.pos[k] in ("PROPN", "PRON"):
            return k
    return None


def author_beside(view: View, clause: Clause) -> int | None:
    """*The mayor praised a letter attacking the council*: what is written or spoken is the source of its own participle.

    Not where the subject gives it out: *she gave a speech attacking the council* is her attack.
    """
    tree, i = view.tree, verb_at(clause)
    noun = tree.head[i]
    if tree.dep[i] != "acl" or tree.tag[i] != "VBG" or tree.lower[i - 1] == ",":
        return None
    lemma = tree.lemma[noun]
    if lemma not in view.cues.utterances and lemma not in view.cues.evidence:
        return None
    above = view.clauses.verbal(tree.head[noun])
    return (
        noun
        if above is not None and view.lemma(above) in view.cues.verbs and view.lemma(above) not in view.cues.issues
        else None
    )


def user_of(view: View, clause: Clause) -> int | None:
    """*She used the evening to attack the board*, *she spent weeks attacking it*: she speaks, not what she used."""
    tree, parent = view.tree, clause.parent
    if clause.link not in ("infinitive", "adverbial") or parent is None or parent.verb is None:
        return None
    if view.lemma(parent) not in view.cues.means:
        return None
    used = tree.child(verb_at(parent), "dobj")
    shown = used is not None and any(c > used for c in tree.children[used])  # uses footage of her asking
    known = tree.tag[verb_at(clause)] == "VB" or (tree.tag[verb_at(clause)] == "VBG" and not shown)
    return tree.child(verb_at(parent), "nsubj") if known else None


def pronoun_for(view: View, clause: Clause, shared: int | None) -> int | None:
    """*the coach, who began by thanking the fans*: the pronoun stands for the coach in all that hangs on its clause."""
    tree = view.tree
    above = clause.parent
    for _ in range(3):
        if shared is None or above is None or above.verb is None:
            return shared
        if above.link == "relative":
            own = tree.child(verb_at(above), "nsubj")
            relative = own is not None and tree.tag[own] in ("WP", "WDT") and shared == tree.head[verb_at(above)]
            return own if relative else shared
        above = above.parent
    return shared


def quoted_elsewhere(view: View, subject: int, verb: int) -> bool:
    """Whether the subject stands in a quotation that does not hold the verb: the parser has joined two people's words."""
    inside = view.speech.inside
    return inside[subject] >= 0 and inside[subject] != inside[verb]


def subject_outside(view: View, verb: int) -> int | None:
    """The first subject of the sentence that no quotation holds: *the mayor shrugged it off -- "It is late" -- adding that ...*."""
    tree, inside = view.tree, view.speech.inside
    for k in range(tree.starts[tree.sentence[verb]], verb):
        if tree.dep[k] == "nsubj" and inside[k] < 0 and tree.head[k] < verb and inside[tree.head[k]] < 0:
            return k
    return None


def is_aside(view: View, noun: int, c: int, verb: int) -> bool:
    """What hangs on the speaker without naming him: the report itself, *Ann Lee, speaking in Oslo,* said, and a story of his life."""
    tree = view.tree
    if tree.dep[c] == "prep" and c > noun > verb and tree.lower[c - 1] == "," and tree.lower[c] in view.cues.told_at:
        return True  # said Jonas, a trucker, on Sunday
    if tree.dep[c] == "prep" and noun < c < verb and tree.lower[c - 1] == "," and tree.lower[c] in view.cues.told_beside:
        told = any(tree.dep[k] in ("relcl", "appos", "acl") for k in tree.children[noun] if k < c)
        return not told and tree.word(tree.subtree(c)[-1] + 1) == ","  # the speaker, to loud boos, ruled
    if tree.dep[c] not in ("relcl", "acl", "advcl"):
        return False
    if tree.dep[c] == "relcl" and c > noun and len(words := tree.subtree(c)) > LONG and tree.lower[words[0] - 1] == ",":
        return True
    circumstance = tree.dep[c] == "acl" and tree.tag[c] == "VBG" and tree.lower[c - 1] == "," and c > noun
    return circumstance or verb in tree.subtree(c)


LONG = 16  # words of a relative clause set off by a comma: a longer one tells more than who it is


def is_hyphen(tree: Tree, k: int) -> bool:
    """Whether a short dash stands inside a word: *a 40-page report*, *Ann Lee-Jones*."""
    return tree.lower[k] in ("-", "–") and k > 0 and not tree.space[k - 1] and not tree.space[k]


def closed(tree: Tree, source: list[int], verb: int) -> list[int]:
    """With the comma or dash that closes an apposition before the verb: *Ann Lee, a lawyer,* said."""
    after = source[-1] + 1 if source else verb
    if after < verb and any(tree.lower[k] == tree.lower[after] and tree.lower[k] in COMMA_OR_DASH for k in source):
        return [*source, after]
    return source


SET_OFF_BY = DASHES | {"―", ":"}


QUOTE_ENDS = frozenset({"”", '"', "''", ",", "’"})


def speaker_beside(tree: Tree, i: int) -> tuple[list[int], int | None]:
    """The speaker that the parse has lost: *said Ann Lee, a lawyer* after a quotation, or the noun right before the verb."""
    if tree.tag[i] not in ("VBD", "VBZ", "VBP"):
        return [], None
    if i + 1 < len(tree.tag) and tree.tag[i + 1] in ("NNP", "NNPS", "PRP") and tree.lower[i - 1] in QUOTE_ENDS:
        end = i + 1
        while end + 1 < len(tree.tag) and tree.tag[end + 1] in ("NNP", "NNPS", "NN", "NNS", "POS", "HYPH"):
            end += 1
        return list(range(i + 1, end + 1)), end
    inverted = tree.child(i, "dobj")
    if inverted is not None and inverted > i and tree.lower[i - 1] in QUOTE_ENDS:
        return trimmed(tree, tree.subtree(inverted)), inverted
    k = i - 1
    while k >= 0 and tree.pos[k] in ("ADV", "AUX") and tree.sentence[k] == tree.sentence[i]:
        k -= 1
    if k < 0 or tree.sentence[k] != tree.sentence[i] or tree.pos[k] not in ("NOUN", "PROPN", "PRON"):
        return [], None
    top = k
    mark = next(
        (
            m
            for m in range(k, max(k - 40, -1), -1)
            if tree.lower[m] in QUOTES or tree.sentence[m] != tree.sentence[i]
        ),
        -1,
    )
    while (
        tree.head[top] != top
        and tree.pos[tree.head[top]] in ("NOUN", "PROPN", "ADP", "PRON")
        and mark < tree.head[top] < i
    ):
        top = tree.head[top]
    tokens = [t for t in tree.subtree(top) if mark < t < i]
    return trimmed(tree, tokens) if tokens else [k], top


def surface_subject(view: View, clause: Clause) -> int | None:
    """The subject that stands beside the verb, or beside the verb that it is coordinated with."""
    above: Clause | None = clause
    for _ in range(4):
        if above is None or above.verb is None:
            return None
        subjects = view.tree.childs(verb_at(above), "nsubj", "csubj")
        own = max((c for c in subjects if c < verb_at(above)), default=subjects[0] if subjects else None)
        if own is not None:
            return own if not above.passive or above is not clause else None
        if above.link != "conj" and not (above.link in ("adverbial", "participle") and above.verb.tag_ == "VBG"):
            return None
        above = reporter_above(view, above) or above.parent
    return None


def reporter_above(view: View, clause: Clause) -> Clause | None:
    """The verb that a returning verb goes back to: *he said he was ill and called it ...* is *he called it*."""
    inner = clause.parent
    while inner is not None and inner.link == "conj" and inner.parent is not None and inner.parent.link in ("conj", "clause"):
        inner = inner.parent  # he said he was ill and would stay at home, adding that ...
    outer = inner.parent if inner is not None and inner.link == "clause" else None
    if (
        outer is None
        or outer.verb is None
        or inner is None
        or not (
            view.tree.tag[verb_at(clause)] in (view.tree.tag[verb_at(outer)], "VBG")
            or leaves_the_future(view.tree, verb_at(inner), verb_at(clause))
            or cannot_go_on(view, outer, verb_at(inner), verb_at(clause))
        )
        or view.lemma(outer) not in view.cues.verbs
    ):
        return None
    return outer if view.lemma(clause) in view.cues.verbs else None
