"""Reports that stand aside: *The bridge, officials said, will close*; *will be repaired, says the council*; *as the mayor pointed out*."""

from __future__ import annotations

from graphbuilder.annotate.closed_classes import FINITE
from graphbuilder.extract.attribution_contents import answers
from graphbuilder.extract.attribution_cues import cue_of
from graphbuilder.extract.attribution_parts import (
    Found,
    View,
    can_feel,
    sentence_tokens,
    trimmed,
    verb_at,
    whole_quotations,
)
from graphbuilder.extract.attribution_sources import source_of
from graphbuilder.extract.clauses import Clause
from graphbuilder.extract.cues import Reporting, Stance
from graphbuilder.extract.tree import Tree


def parenthetical(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*The bridge, officials said, will close*; *it will close, said the mayor*: the rest of the sentence is the content."""
    tree, i = view.tree, verb_at(clause)
    subject = tree.child(i, "nsubj")
    if "aside" not in can.frames or subject is None or view.speech.inside[i] >= 0:
        return None
    if has_own_content(view, clause, can, subject) or says_nothing_before(tree, clause, subject):
        return None
    source, head = source_of(view, clause)
    cue = cue_of(view, clause)
    region = {*source, *cue}
    begin, end = before_wrap(tree, min(region)), max(region)
    stop = end_of_aside(view, i, source, end)
    if not opens_aside(view, begin, i) or stop is None:
        return None
    before = begin - 1 if tree.lower[begin - 1] == "," else begin
    meanwhile = circumstances(view, i, end)
    main = tree.head[i] if tree.dep[i] == "parataxis" else i
    meanwhile |= {k for c in answers(view, main) if c > end for k in tree.subtree(c)}
    tokens = [k for k in sentence_tokens(tree, i) if k < before or (k > stop and k not in meanwhile)]
    content = trimmed(tree, whole_quotations(view, trimmed(tree, tokens)))
    return Found("parenthetical", can.frames["aside"], i, source, head, cue, content)


def has_own_content(view: View, clause: Clause, can: Reporting, subject: int) -> bool:
    """*who said that it would close*, *officials said it would*: the content is the verb's own complement; a hearer is none."""
    tree, i = view.tree, verb_at(clause)
    if clause.link in ("relative", "clause") and not is_set_off(view, clause):
        return True
    labels = COMPLEMENTS - {"dobj"} if "objclause" in can.frames else COMPLEMENTS
    return any(c > i and c != subject and tree.dep[c] in labels for c in tree.children[i])


COMPLEMENTS = frozenset({"dobj", "xcomp", "ccomp", "acomp", "attr", "oprd"})


def says_nothing_before(tree: Tree, clause: Clause, subject: int) -> bool:
    """Whether the main verb has nothing before it that could be its content: *officials said on Monday*."""
    i = verb_at(clause)
    if clause.link != "root":
        return False
    before = [c for c in tree.children[i] if c < i and c != subject]
    return not any(tree.dep[c] in FRONTED or (tree.dep[c] == "advcl" and holds_two(tree, c, i)) for c in before)


def holds_two(tree: Tree, head: int, verb: int) -> bool:
    """*As the vans stopped, a lorry left, police said.*: the main clause is lost in the one before it; not *as they left, he laughed*."""
    phrase = tree.subtree(head)
    finite = [k for k in phrase if tree.tag[k] in FINITE and tree.dep[k] not in ("aux", "auxpass", "relcl")]
    parted = any(tree.lower[k] == "," for k in phrase if finite and finite[0] < k < finite[-1])
    return tree.word(verb + 1) in STOPS and parted and tree.child(head, "nsubj", "nsubjpass") is not None


STOPS = frozenset({".", "?", "!"})


FRONTED = frozenset({"ccomp", "parataxis", "dep", "conj", "nsubj"})


def before_wrap(tree: Tree, begin: int) -> int:
    """The token `begin`, or the white space before it where the line was broken there."""
    return begin - 1 if begin > 0 and tree.pos[begin - 1] == "SPACE" else begin


def opens_aside(view: View, begin: int, verb: int) -> bool:
    """Whether a comma, a dash or a closing mark stands before, in the same sentence."""
    tree = view.tree
    return begin > 0 and tree.lower[begin - 1] in view.cues.aside_opens and tree.sentence[begin - 1] == tree.sentence[verb]


def end_of_aside(view: View, verb: int, source: list[int], end: int) -> int | None:
    """The mark that closes the aside (or the sentence's end); None where another clause begins before it."""
    tree, stop = view.tree, end + 1
    while stop < len(tree.lower) and tree.sentence[stop] == tree.sentence[verb] and tree.lower[stop] not in view.cues.aside_closes:
        own = tree.head[stop] == verb
        if own and tree.dep[stop] in ("ccomp", "nsubj") and stop not in source:
            return None
        if not own and tree.tag[stop] in FINITE and tree.dep[stop] != "relcl":
            return None
        stop += 1
    return stop


def is_set_off(view: View, clause: Clause) -> bool:
    """*The bridge, the minister asserted on Monday, will close*: a relative clause between commas would have a pronoun."""
    tree, i = view.tree, verb_at(clause)
    subject = tree.child(i, "nsubj")
    if clause.link != "relative" or subject is None or tree.tag[subject] in ("WDT", "WP"):
        return False
    phrase, first = tree.subtree(i), tree.subtree(subject)[0]
    circumstance = all(tree.dep[c] in ("prep", "npadvmod", "advmod", "punct") for c in tree.children[i] if c > i)
    return phrase[0] == first and tree.word(first - 1) == "," == tree.word(phrase[-1] + 1) and circumstance


def inverted_aside(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*The bridge, says the council, will be repaired*, *it was, says the council, a failure*: a verb and who speaks between commas."""
    tree, i = view.tree, verb_at(clause)
    if "aside" not in can.frames or tree.tag[i] not in FINITE or i < 2 or tree.lower[i - 1] != "," or view.speech.inside[i] >= 0:
        return None
    sentence = sentence_tokens(tree, i)
    stop = next((k for k in range(i + 1, sentence[-1]) if tree.lower[k] == ","), None)
    if stop is None or stop == i + 1:
        return None
    before = [k for k in sentence if k < i - 1 and tree.tag[k] in FINITE]
    broken_off = before == [i - 2] and tree.pos[i - 2] == "AUX"
    if not broken_off and (before or tree.tag[stop + 1] not in FINITE):
        return None
    source = list(range(i + 1, stop))
    if any(tree.pos[k] not in NOMINAL for k in source) or tree.pos[source[-1]] not in ("NOUN", "PROPN", "PRON"):
        return None
    content = [k for k in sentence if k < i - 1 or k > stop]
    return Found("parenthetical", can.frames["aside"], i, source, source[-1], [i], trimmed(tree, content))


def inverted_end(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*The furnace decides, notes plant designer Paul Meyer.*: a verb of speech and a noun phrase that the parse has lost."""
    tree, i = view.tree, verb_at(clause)
    if "aside" not in can.frames or tree.tag[i] not in FINITE or tree.word(i - 1) != "," or view.speech.inside[i] >= 0:
        return None
    sentence = sentence_tokens(tree, i)
    source = trimmed(tree, [k for k in sentence if k > i])
    content = trimmed(tree, [k for k in sentence if k < i])
    if not source or not any(tree.tag[k] in FINITE for k in content):
        return None
    if any(tree.pos[k] not in NOMINAL | {"CCONJ"} for k in without_relatives(tree, source)):
        return None  # says plant and tool maker Holz
    if tree.pos[source[0]] == "ADP" or tree.pos[source[-1]] not in ("NOUN", "PROPN", "PRON"):
        return None
    content = trimmed(tree, whole_quotations(view, content))
    return Found("parenthetical", can.frames["aside"], i, source, source[-1], [i], content)


def inverted_report(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*A man was held, reported the harbour patrol.*: who reports is no object; *, told the paper.* has one, whom it was told."""
    hit = inverted_end(view, clause, can) if "objclause" not in can.frames else None
    return hit if hit is not None and can_feel(view, hit.source[-1]) else None


def without_relatives(tree: Tree, phrase: list[int]) -> list[int]:
    """*insists the engineer | who built it*: the phrase without the relative clauses and participles that tell who it is."""
    told = {k for n in phrase if tree.dep[n] in ("relcl", "acl") and n > phrase[0] for k in tree.subtree(n)}
    return [k for k in phrase if k not in told]


NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "ADP", "PART", "NUM"})


def circumstances(view: View, verb: int, after: int) -> set[int]:
    """*The road is shut, guards said, as they lit a fire*: what was done while speaking is not said, if a clause was said before."""
    tree = view.tree
    if tree.head[verb] >= verb and not any(c < verb and tree.dep[c] == "ccomp" for c in tree.children[verb]):
        return set()
    clauses = [c for c in tree.childs(verb, "advcl") if c > after]
    marked = [c for c in clauses if any(tree.lower[k] in view.cues.meanwhile for k in tree.children[c] if k < c)]
    marked += [c for c in clauses if tree.tag[c] == "VBG" and tree.lower[c - 1] == ","]  # officials said, citing the fog
    return {k for c in marked for k in tree.subtree(c)}


def as_they_say(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*As the mayor pointed out, the road is closed*: the clause above is the content."""
    tree, i = view.tree, verb_at(clause)
    sees_it = view.lemma(clause) == "see" and tree.word(i + 1) == "it"  # as she sees it
    if not ("aside" in can.frames or sees_it) or clause.link != "adverbial" or clause.passive:
        return None
    mark = next((c for c in tree.children[i] if c < i and tree.lower[c] == "as"), None)
    if (
        mark is None
        or tree.pos[mark - 1] in ("ADJ", "ADV")
        or any(tree.dep[c] in ("ccomp", "xcomp", "acomp", "dobj") and tree.lower[c] != "it" for c in tree.children[i])
    ):
        return None
    source, head = source_of(view, clause)
    cue = [*cue_of(view, clause), i + 1] if sees_it else cue_of(view, clause)
    content = tree.subtree(tree.head[i], skip=frozenset({i}))
    if not source or any(k in cue for k in content):
        return None
    stance = can.frames.get("aside", Stance.THINKS)
    return Found("aside", stance, i, source, head, cue, trimmed(tree, whole_quotations(view, content)))
