"""Reports that interrupt a clause between its subject and its verb: *The bridge, Ann Lee, a farmer, said, will close*.

The parser loses such a clause as soon as the speaker has more than a name; a verb of speech between commas with a finite verb behind
it is sure without it.
"""

from __future__ import annotations

from graphbuilder.annotate.closed_classes import FINITE
from graphbuilder.extract.attribution_contents import answers
from graphbuilder.extract.attribution_cues import cue_of
from graphbuilder.extract.attribution_parts import (
    BEGINS_NAME,
    NAMING,
    Found,
    View,
    can_feel,
    sentence_tokens,
    trimmed,
    verb_at,
)
from graphbuilder.extract.clauses import Clause
from graphbuilder.extract.cues import Reporting, Stance
from graphbuilder.extract.tree import Tree


def interrupting(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*The bridge, a senior official with knowledge of the talks said on Monday, will close*."""
    tree, i = view.tree, verb_at(clause)
    hearer = is_told(view, clause)
    if "aside" not in can.frames or not (tree.tag[i] in FINITE or hearer) or view.speech.inside[i] >= 0:
        return None
    sentence = sentence_tokens(tree, i)
    stop = closing_comma(tree, i, sentence)
    start = opening_comma(tree, i, sentence) if stop is not None else None
    if stop is None or start is None:
        return None
    source = trimmed(tree, list(range(start + 1, i)))
    while source and tree.pos[source[-1]] in ("AUX", "ADV"):
        source.pop()
    if not source or not names_speaker(tree, source):
        return None
    cue = [k for k in cue_of(view, clause) if source[-1] < k < stop]
    source = [*source, i - 1] if tree.lower[i - 1] == "," else source
    following = next(k for k in range(stop + 1, sentence[-1] + 1) if tree.tag[k] in FINITE)
    main = tree.head[following] if tree.dep[following] in ("aux", "auxpass") else following
    told = {k for c in answers(view, main) for k in tree.subtree(c)}
    content = [k for k in sentence if (k < start or k > stop) and k not in told]
    if hearer:
        return Found("reported", can.frames["aside"], i, [], None, cue, trimmed(tree, content))
    return Found("parenthetical", can.frames["aside"], i, source, head_of(tree, source), cue, trimmed(tree, content))


def ending(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*The bridge will close, Ann Lee, now a consultant in Oslo, said on Monday.*: the speaker and his verb end the sentence."""
    tree, i = view.tree, verb_at(clause)
    hearer = is_told(view, clause)
    if "aside" not in can.frames or not (tree.tag[i] in FINITE or hearer) or view.speech.inside[i] >= 0 or not ends_here(tree, i):
        return None
    sentence = sentence_tokens(tree, i)
    commas = [k for k in sentence if k < i and tree.lower[k] == ","]
    closed = tree.lower[i - 1] == ","
    start = commas[-3 if closed else -1] if len(commas) > 2 * closed else None
    if start is None:
        return None
    source = trimmed(tree, [k for k in range(start + 1, i) if tree.dep[k] != "auxpass"])
    content = trimmed(tree, [k for k in sentence if k < start])
    if not source or not names_speaker(tree, source) or not is_statement(tree, content):
        return None
    if hearer:
        return Found("reported", can.frames["aside"], i, [], None, cue_of(view, clause), content)
    source = [*source, i - 1] if closed else source
    return Found("parenthetical", can.frames["aside"], i, source, head_of(tree, source), [i], content)


def taken_for_participle(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*The pool will be sold, its owner announced on Friday, adding ...*: a verb taken for a participle that tells who it is."""
    tree, i = view.tree, verb_at(clause)
    if can.frames.get("aside") is not Stance.SAYS or tree.tag[i] != "VBN" or tree.dep[i] != "acl" or view.speech.inside[i] >= 0:
        return None
    noun = tree.head[i]
    first = tree.subtree(noun)[0]
    if not first <= noun < i or tree.word(first - 1) != "," or tree.dep[noun] in SUBJECTS or not can_feel(view, noun):
        return None
    behind = [c for c in tree.children[i] if c > i and tree.dep[c] not in ("punct", "advcl")]
    if any(tree.dep[c] not in ("prep", "npadvmod", "advmod") for c in behind):
        return None
    end = max((tree.subtree(c)[-1] for c in behind), default=i) + 1
    content = trimmed(tree, [k for k in sentence_tokens(tree, i) if k < first - 1])
    if tree.word(end) not in (",", ".") or not is_statement(tree, content):
        return None
    return Found("parenthetical", Stance.SAYS, i, trimmed(tree, list(range(first, i))), noun, [i], content)


SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def is_told(view: View, clause: Clause) -> bool:
    """*The pool will close, councillors were told*: who hears it is named, who says it is not."""
    return clause.passive and (view.lemma(clause) == "tell" or view.lemma(clause) in view.cues.informing)


def is_statement(tree: Tree, content: list[int]) -> bool:
    """Whether a main clause stands before the speaker: not *As the judge left,* and not *Asked what she wanted,*.

    *As the judge left, a man shouted,* is one, with a clause before it.
    """
    finite = [k for k in content if tree.tag[k] in FINITE]
    if not finite or tree.pos[content[0]] in BEGINS_NAME:
        return bool(finite)
    first, last = finite[0], finite[-1]
    return tree.pos[content[0]] == "SCONJ" and any(tree.lower[k] == "," for k in range(first, last))


def ends_here(tree: Tree, verb: int) -> bool:
    """Whether nothing but when and where it was said follows a verb."""
    after = [k for k in sentence_tokens(tree, verb) if k > verb and tree.pos[k] != "SPACE"]
    if len(after) > 8 or any(tree.tag[k] in FINITE or tree.pos[k] == "VERB" or tree.lower[k] == "," for k in after):
        return False
    return bool(after) and (tree.lower[after[0]] == "." or tree.lower[after[0]] in ("on", "in", "at"))


def closing_comma(tree: Tree, verb: int, sentence: range) -> int | None:
    """The comma behind the verb, or behind when it was said, if the interrupted verb follows: *said on Monday, | will close*."""
    stop = next((k for k in range(verb + 1, min(verb + 6, sentence[-1])) if tree.lower[k] == "," or tree.tag[k] in FINITE), None)
    if stop is None or tree.lower[stop] != ",":
        return None
    following = stop + 1 + (tree.pos[stop + 1] == "ADV")
    return stop if following in sentence and tree.tag[following] in FINITE else None


def opening_comma(tree: Tree, verb: int, sentence: range) -> int | None:
    """The comma between the interrupted subject and the speaker: the last one, or with an apposition to the speaker the first."""
    commas = [k for k in sentence if k < verb - 1 and tree.lower[k] == ","]
    if not commas:
        return None
    if tree.lower[verb - 1] != ",":
        commas = commas[::-1]
    for comma in commas:
        if is_bare_subject(tree, sentence[0], comma):
            return comma
        if tree.lower[verb - 1] != ",":
            return None
    return None


def is_bare_subject(tree: Tree, first: int, comma: int) -> bool:
    """Whether a noun phrase without its verb stands right before a comma: *In May, the bridge,* but not *When it snowed, people,*."""
    if any(tree.tag[k] in FINITE for k in range(first, comma)):
        return False
    begin = next((k + 1 for k in range(comma - 1, first - 1, -1) if tree.lower[k] == ","), first)
    words = [k for k in range(begin, comma) if tree.pos[k] != "SPACE"]
    return bool(words) and tree.pos[words[0]] in BEGINS_NAME and any(tree.pos[k] in NAMING for k in words)


def names_speaker(tree: Tree, source: list[int]) -> bool:
    """Whether a stretch is a noun phrase: no finite verb in it but those of relative clauses."""
    if tree.pos[source[0]] not in BEGINS_NAME or tree.tag[source[0]] in RELATIVES or not any(tree.pos[k] in NAMING for k in source):
        return False
    told = next((k for k in source if tree.tag[k] in RELATIVES or tree.lower[k] == "that"), source[-1] + 1)
    return not any(tree.tag[k] in FINITE for k in source if k < told)


def head_of(tree: Tree, source: list[int]) -> int:
    """The head of a stretch that names somebody: the last noun before a comma, a preposition or a relative clause."""
    end = next((k for k in source[1:] if tree.pos[k] in ("ADP", "PUNCT") or tree.tag[k] in RELATIVES), source[-1] + 1)
    return max((k for k in source if k < end and tree.pos[k] in NAMING), default=source[0])


RELATIVES = frozenset({"WP", "WDT", "WP$"})
