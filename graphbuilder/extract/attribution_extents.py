"""How far the name of a speaker reaches: company, examples and appositions that the parser hangs elsewhere."""

from __future__ import annotations

from graphbuilder.annotate.closed_classes import FINITE
from graphbuilder.extract.attribution_interruptions import head_of, names_speaker
from graphbuilder.extract.attribution_parts import BEGINS_NAME, Found, View, can_feel, sentence_tokens, trimmed
from graphbuilder.extract.attribution_sources import closed, is_medium, is_setting
from graphbuilder.extract.tree import Tree


def with_whole_speaker(view: View, found: Found) -> Found:
    """What was found, its source with all that belongs to the speaker and its content without it."""
    if not found.source:
        fill_source(view, found)
    if not found.source or found.source_head is None:
        return found
    drop_fronted(view, found)
    keep_adverb(view, found)
    more = examples_of(view, found) or before_relative(view, found) or company(view, found)
    more = more or apposition(view, found) or rest_behind_verb(view, found)
    if more:
        found.source = sorted({*found.source, *more})
        found.content = trimmed(view.tree, [k for k in found.content if k not in more])
        found.cue = [k for k in found.cue if k not in more]
    return found


def fill_source(view: View, found: Found) -> None:
    """*Speaking in Oslo, Ann Lee, now a judge, said: "..."*; *"The dam," said the court, "is safe"*: the parse has lost who speaks."""
    tree, i = view.tree, found.verb
    if found.case != "direct" or tree.tag[i] not in ("VBD", "VBZ"):
        return
    sentence, inside = sentence_tokens(tree, i), view.speech.inside
    before = [k for k in sentence if k < found.cue[0] and inside[k] < 0]
    behind = until_mark(view, i)
    if before and is_fronted(tree, before[0]):
        comma = next((n for n, k in enumerate(before) if tree.lower[k] == ","), None)
        before = before[comma + 1 :] if comma is not None else []
    elif behind and inside[i - 1] >= 0:
        before = behind
    words = trimmed(tree, before)
    if words and names_speaker(tree, words):
        found.source, found.source_head = closed(tree, words, i) if words[-1] < i else words, head_of(tree, words)


def is_fronted(tree: Tree, first: int) -> bool:
    """Whether a sentence begins with a circumstance: *Speaking in Oslo*, *Asked about it*, *In a letter*, *When pressed*."""
    return tree.tag[first] in ("VBG", "VBN", "IN", "WRB") or tree.pos[first] == "SCONJ"


def until_mark(view: View, verb: int) -> list[int]:
    """The words behind a verb up to the comma before a quotation, or to the end of the sentence."""
    tree, inside = view.tree, view.speech.inside
    words = []
    for k in range(verb + 1, len(tree.lower)):
        if inside[k] >= 0 or tree.lower[k] in (".", ";", ":", "?", "!") or tree.pos[k] == "SPACE":
            break
        words.append(k)
    return trimmed(tree, words)


def drop_fronted(view: View, found: Found) -> None:
    """*in Oslo, | the head of the board* said: a circumstance at the beginning of the sentence is nobody's name."""
    tree, first = view.tree, found.source[0]
    start = tree.starts[tree.sentence[first]]
    comma = next((k for k in found.source if tree.lower[k] == ","), None)
    if comma is None or first - start > 1 or not is_fronted(tree, start) or tree.pos[first] in BEGINS_NAME:
        return
    rest = [k for k in found.source if k > comma]
    if rest and names_speaker(tree, trimmed(tree, rest)):
        found.source, found.source_head = rest, head_of(tree, trimmed(tree, rest))


def rest_behind_verb(view: View, found: Found) -> list[int]:
    """*asked | a spokesman | for the minister.*, *said | Norway | and Sweden.*: the speaker reaches to the end of the sentence."""
    tree, last = view.tree, found.source[-1]
    if found.case not in ("direct", "parenthetical") or found.source[0] != found.verb + 1 or last + 1 >= len(tree.lower):
        return []
    region = until_mark(view, found.verb)
    rest = [k for k in region if k > last]
    if not rest or rest[0] != last + 1 or not goes_on(view, rest) or any(is_setting(view, k) or is_medium(view, k) for k in rest):
        return []
    return rest if names_speaker(tree, region) else []


def goes_on(view: View, rest: list[int]) -> bool:
    """Whether what follows a name belongs to it: *and Sweden*, *for the minister*, *familiar with the talks*, *who was there*."""
    tree = view.tree
    first = rest[0]
    joins = tree.lower[first] in view.cues.going_on or tree.tag[first] == "JJ"
    verbs = [k for k in rest if tree.tag[k] in ("VBG", "VB") or tree.lower[k] in view.cues.circumstances]
    return joins and not verbs and not (tree.lower[first] == "and" and tree.pos[rest[-1]] == "VERB")


def before_relative(view: View, found: Found) -> list[int]:
    """*the union that represents | the drivers | said*: who speaks is described by a clause whose object the parse takes for him."""
    tree, first = view.tree, found.source[0]
    if first < 3 or found.source[-1] > found.verb or tree.tag[first - 1] not in ("VBZ", "VBP", "VBD"):
        return []
    if tree.lower[first - 2] not in ("that", "who", "which") or tree.pos[first - 3] not in ("NOUN", "PROPN", "PRON"):
        return []
    if tree.tag[found.verb] not in FINITE or tree.pos[first] == "PRON" or view.lemma_at(first - 1) in view.cues.verbs:
        return []  # a man who said the drivers had left
    noun = first - 3
    start = tree.subtree(noun)[0]
    found.source_head = noun
    return list(range(min(start, noun), first))


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
    if noun < 0 or tree.pos[noun] != "NOUN" or tree.sentence[noun] != tree.sentence[first]:
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
    ends = tree.lower[end] in (".", "?", "!") or is_somebody(view, words)  # according to Ann Lee, the mayor, it is safe
    told = ends and tree.pos[head] == "PROPN" and describes(tree, words)
    return list(range(last + 1, end)) if named or told else []


AFTER_PREPOSITION = frozenset({"according", "passive", "received"})


def is_somebody(view: View, words: list[int]) -> bool:
    """*a former banker*, *the mayor at the time*: the noun names somebody, and no more than one."""
    tree = view.tree
    end = next((n for n, k in enumerate(words) if tree.pos[k] == "ADP"), len(words))
    nouns = [k for k in words[:end] if tree.pos[k] == "NOUN"]
    return bool(nouns) and tree.tag[nouns[-1]] == "NN" and can_feel(view, nouns[-1]) and not any(tree.pos[k] == "CCONJ" for k in words)


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
