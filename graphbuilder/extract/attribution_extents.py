"""How far the name of a speaker reaches: company, examples and appositions that the parser hangs elsewhere."""

from __future__ import annotations

from graphbuilder.extract.attribution_parts import Found, View, can_feel, sentence_tokens, trimmed
from graphbuilder.extract.tree import Tree

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def with_whole_speaker(view: View, found: Found) -> Found:
    """What was found, its source with all that belongs to the speaker and its content without it."""
    if not found.source or found.source_head is None:
        return found
    keep_adverb(view, found)
    more = examples_of(view, found) or company(view, found) or apposition(view, found)
    if more:
        found.source = sorted({*found.source, *more})
        found.content = trimmed(view.tree, [k for k in found.content if k not in more])
        found.cue = [k for k in found.cue if k not in more]
    return found


def keep_adverb(view: View, found: Found) -> None:
    """*a person not authorized to speak publicly | said*: the adverb behind a verb of the source is the source's."""
    tree, end = view.tree, found.source[-1]
    first = found.cue[0]
    told = any(tree.tag[k] == "WP" for k in found.source)
    beside = first == end + 1 and first != found.verb and tree.tag[first] == "RB"
    if told and beside and tree.tag[end].startswith("VB"):
        found.source, found.cue = [*found.source, first], found.cue[1:]


def examples_of(view: View, found: Found) -> list[int]:
    """*Critics such as Ann Lee*, *groups like the union*: whom the example is one of stands before it."""
    tree, first = view.tree, found.source[0]
    if tree.lower[first - 2 : first] != ["such", "as"] or first < 3:
        return []
    noun = first - 3 - (tree.lower[first - 3] == ",")
    if tree.pos[noun] != "NOUN" or tree.sentence[noun] != tree.sentence[first]:
        return []
    return list(range(tree.subtree(noun)[0] if tree.subtree(noun)[0] <= noun else noun, first))


def company(view: View, found: Found) -> list[int]:
    """*Ann Lee, along with two deputies,* said; said *Ann Lee, joined by her sister*."""
    tree, last = view.tree, last_word(view.tree, found.source)
    if found.case in FEELING or tree.word(last + 1) != ",":
        return []
    if not any(" ".join(tree.lower[last + 2 : last + 2 + n]) in view.cues.company for n in (1, 2, 3)):
        return []
    end = end_of_phrase(tree, last + 2, found.cue[0])
    return list(range(last + 1, end)) if end is not None else []


FEELING = frozenset({"received", "moved"})


def end_of_phrase(tree: Tree, first: int, cue: int) -> int | None:
    """The token behind a phrase that is set off: behind the comma before the verb, or at the mark that ends the sentence."""
    sentence = sentence_tokens(tree, first)
    if cue > first:
        closed = tree.lower[cue - 1] == "," and cue - 1 > first and cue in sentence
        return cue if closed else None
    return next((k for k in range(first, sentence[-1] + 1) if tree.lower[k] in ENDS), None)


ENDS = frozenset({",", ".", ";", "”", '"', "?", "!"})


def apposition(view: View, found: Found) -> list[int]:
    """*according to the head of the board, Ann Lee*; *according to Ann Lee, the study's author.*; *was shunned by her aunt, Ann Lee.*"""
    tree, head = view.tree, found.source_head
    if found.case not in AFTER_PREPOSITION or found.source[0] < found.cue[-1] or head is None:
        return []
    last = last_word(tree, found.source)
    if tree.word(last + 1) != "," or last + 2 >= len(tree.lower):
        return []
    sentence = sentence_tokens(tree, last)
    end = next((k for k in range(last + 2, sentence[-1] + 1) if tree.lower[k] in ENDS), None)
    if end is None:
        return []
    words = list(range(last + 2, end))
    named = tree.pos[head] == "NOUN" and can_feel(view, head) and all(tree.pos[k] == "PROPN" for k in words) and is_person(tree, words)
    told = tree.lower[end] in (".", "?", "!") and tree.pos[head] == "PROPN" and describes(tree, words)
    return list(range(last + 1, end)) if named or told else []


AFTER_PREPOSITION = frozenset({"according", "passive", "received"})


def is_person(tree: Tree, words: list[int]) -> bool:
    """Whether a stretch is the name of one person."""
    return bool(words) and all(tree.entity[k] == "PERSON" for k in words)


def describes(tree: Tree, words: list[int]) -> bool:
    """*the study's lead author*, *a lawyer for the widows*: a noun phrase without a finite verb that tells who somebody is."""
    if not words or tree.pos[words[0]] not in ("DET", "PRON") or tree.tag[words[0]] not in ("DT", "PRP$"):
        return False
    return not any(tree.tag[k] in FINITE for k in words) and any(tree.pos[k] == "NOUN" for k in words)


def last_word(tree: Tree, source: list[int]) -> int:
    """The last token of a source but for the comma that closes it."""
    return source[-2] if tree.lower[source[-1]] == "," and len(source) > 1 else source[-1]
