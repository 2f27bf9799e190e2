"""Attributions without a reporting clause: quotations and their verbs, labels, signatures, headlines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from graphbuilder.annotate.closed_classes import NOUNS
from graphbuilder.data import word_list
from graphbuilder.extract.attribution_cues import cue_of, is_unbroken
from graphbuilder.extract.attribution_extents import until_mark
from graphbuilder.extract.attribution_mixed import words_before
from graphbuilder.extract.attribution_nouns import owner_of
from graphbuilder.extract.attribution_parts import (
    BEGINS_NAME,
    NOTHING,
    Found,
    View,
    sentence_tokens,
    trimmed,
    verb_at,
)
from graphbuilder.extract.attribution_sources import SET_OFF_BY, closed, source_of, speaker_beside
from graphbuilder.extract.cues import Reporting, Stance
from graphbuilder.extract.speech import Quoted, before_comma
from graphbuilder.extract.tree import Tree


def direct_speech(view: View) -> Iterator[Found]:
    """Quotations with their verb, those that follow on included; a verb between two of them reports both."""
    by_verb: dict[int, list[Quoted]] = {}
    owner: dict[int, int] = {}
    for q in view.speech.quoted:
        verb = q.verb
        if verb is None and q.follows is not None:
            verb = owner.get(id(q.follows))
        if verb is not None:
            owner[id(q)] = verb
            by_verb.setdefault(verb, []).append(q)
    for verb, quotes in by_verb.items():
        if any(is_label(view.tree, q.first) for q in quotes):
            continue
        clause = view.clauses.verbal(verb)
        if clause is None:
            continue
        source, head = trailing_speaker(view, verb) or between(view, quotes, verb) or source_of(view, clause)
        content = [k for q in quotes for k in range(q.first, q.last + 1)]
        content = sorted({*words_before(view, verb, quotes, source), *content})
        held = set(content)
        if not any(k not in held for k in source):
            source, head = speaker_beside(view.tree, verb)
        cue = [k for k in [*cue_of(view, clause), *announced(view, verb, quotes[0].first - 1)] if k not in held] or [verb]
        if (own := whose_words(view, verb, source)) is not None:
            cue = [k for k in range(source[0], cue[-1] + 1) if k not in own and view.tree.tag[k] != "POS"]
            source, head = own, own[-1]
        can = view.cues.verbs.get(view.lemma(clause), NOTHING)
        stance = can.frames.get("quote", Stance.SAYS)
        yield Found("direct", stance, verb, [k for k in source if k not in held], head, cue, content, True)


def whose_words(view: View, verb: int, source: list[int]) -> list[int] | None:
    """*Her reply was blunt: "No"*, *the answer from the union was: "No"*: a noun of speaking is the subject, who speaks its owner."""
    tree = view.tree
    noun = tree.child(verb, "nsubj")
    if noun is None or noun not in source or tree.lemma[verb] != "be" or source[0] > verb:
        return None
    if not any(tree.lemma[noun] in words for words in (view.cues.nouns, view.cues.light_nouns, view.cues.utterances)):
        return None
    owner = owner_of(view, noun)
    return [k for k in tree.subtree(owner) if tree.tag[k] != "POS"] if owner is not None else None


def announced(view: View, verb: int, colon: int) -> list[int]:
    """*has a short answer: "No"*, *was blunt: "No"*: what a verb needs to report, up to the colon, is of the cue."""
    tree = view.tree
    while colon > verb and tree.pos[colon] == "SPACE":
        colon -= 1
    if tree.lower[colon] != ":" or colon < verb:
        return []
    if "quote" not in view.cues.verbs.get(view.lemma_at(verb), NOTHING).frames and is_unbroken(view, verb, colon - 1):
        return list(range(verb + 1, colon + 1))  # was blunt: "..."
    noun = tree.child(verb, "dobj")
    if noun is None or not verb < noun < colon or tree.subtree(noun)[0] > verb + 1:
        return []
    known = tree.lemma[noun] in view.cues.nouns or tree.lemma[noun] in view.cues.light_nouns or tree.lemma[noun] in view.cues.utterances
    return list(range(verb + 1, colon + 1)) if known and noun == colon - 1 else []


def between(view: View, quotes: list[Quoted], verb: int) -> tuple[list[int], int | None] | None:
    """*"Is it safe?" a clerk at the port asked*, *"No," Adler, a former judge, said Thursday morning*: who stands between.

    Only where the parse has lost him, or takes somebody behind the verb for him.
    """
    tree, first = view.tree, quotes[0].last + 1
    if quotes[0].verb == verb and verb < quotes[0].first and tree.tag[verb] == "VBN" and tree.dep[verb] == "acl":
        first = tree.starts[tree.sentence[verb]]  # Adler, a former judge, tweeted: "..."
    if quotes[0].verb != verb or not first < verb <= first + 14:
        return None
    words = trimmed(tree, list(range(first, verb)))
    while words and (tree.pos[words[-1]] in ("ADV", "AUX", "PUNCT") or tree.dep[words[-1]] in ("aux", "neg")):
        words.pop()
    if not words or tree.pos[words[0]] not in BEGINS_NAME or tree.pos[words[-1]] not in ("NOUN", "PROPN", "PRON", "PUNCT"):
        return None
    own = tree.child(verb, "nsubj")
    if own is not None and own < verb:
        return None
    heads = [k for k in words if tree.pos[k] in ("NOUN", "PROPN", "PRON", "NUM")]
    comma = next((k for k in words if tree.lower[k] in (",", "(")), words[-1] + 1)
    of = next((k for k in words if tree.pos[k] == "ADP"), comma)
    named = [k for k in heads if k < min(comma, of)]
    return (closed(tree, words, verb), named[-1]) if named else None


def trailing_speaker(view: View, verb: int) -> tuple[list[int], int | None] | None:
    """*The coach blamed a player who had left, saying, "..."*: after a comma the participle goes back to the main clause."""
    tree = view.tree
    if tree.tag[verb] != "VBG" or tree.lower[verb - 1] != "," or tree.sentence[verb - 1] != tree.sentence[verb]:
        return None
    root = verb
    while tree.head[root] != root:
        root = tree.head[root]
    main = view.clauses.verbal(root)
    if main is None or verb_at(main) >= verb or view.speech.inside[verb_at(main)] >= 0:
        return None
    source, head = source_of(view, main)
    return (source, head) if source and source[-1] < verb else None


def noun_for_verb(view: View) -> Iterator[Found]:
    """*"Nobody lives on kale," jokes lead author Sami Roth.*: a verb behind a quotation that the tagger takes for a noun."""
    tree = view.tree
    for q in view.speech.quoted:
        k = q.last + 1
        if q.verb is not None or q.follows is not None or not before_comma(tree, q) or k >= len(tree.tag) or tree.tag[k] != "NNS":
            continue
        can = view.cues.verbs.get(view.cues.forms.get(tree.lower[k], ""), NOTHING)
        speaker = until_mark(view, k)
        named = [w for w in speaker if tree.pos[w] == "PROPN"]
        other = any(tree.tag[w] in ("VBD", "VBZ", "MD") for w in speaker)
        if "quote" not in can.frames or not named or len(speaker) > LONGEST_NAME or other:
            continue
        yield Found("direct", can.frames["quote"], k, speaker, named[-1], [k], list(range(q.first, q.last + 1)), True)


LONGEST_NAME = 8
"""Words that a speaker behind such a verb has: *lead author Sami Roth of Oslo University*."""


def headline_verb(view: View) -> Iterator[Found]:
    """*Ann Lee questions the vote*, *Panel votes to go*: a verb that the tagger takes for a noun, as it does in headlines."""
    tree = view.tree
    for i, tag in enumerate(tree.tag[:-2]):
        if tag not in NOUNS or not i:
            continue
        if tag == "NN" and (subject := tree.child(i, "nsubj")) is not None and subject < i and is_plural_verb(view, i, subject):
            yield from with_subject(view, i, subject)
            continue
        if tree.lower[i][-1] != "s":
            continue
        if tag == "NNS" and (subject := tree.child(i, "nsubj")) is not None and subject < i:
            yield from with_subject(view, i, subject)
            continue
        if tree.tag[i - 1] not in NOUNS:
            continue
        can = view.cues.verbs.get(view.cues.forms.get(tree.lower[i], ""))
        sentence = sentence_tokens(tree, i)
        if can is None or i + 2 not in sentence or not begins_complement(tree, can, i + 1, sentence):
            continue
        start = i - 1
        while start - 1 in sentence and tree.tag[start - 1] in BEFORE_NOUN:
            start -= 1
        cue = [i, i + 1] if tree.lower[i + 1] in can.preps and tree.lower[i + 1] != "to" else [i]  # dreams of
        content = trimmed(tree, [k for k in sentence if k > cue[-1]])
        yield Found("headline", next(iter([*can.frames.values(), *can.preps.values()])), i, list(range(start, i)), i - 1, cue, content)


def is_plural_verb(view: View, noun: int, subject: int) -> bool:
    """*Analysts at the bank doubt that rates will fall*, *foes of the road fear for the owls*: a plural and a complement."""
    tree = view.tree
    known = view.cues.forms.get(tree.lower[noun]) == tree.lower[noun]
    several = tree.tag[subject] in ("NNS", "NNPS")
    if not known or not several or tree.child(noun, "cop", "det") is not None:
        return False
    preps = view.cues.verbs.get(tree.lower[noun], NOTHING).preps
    return tree.child(noun, "ccomp") is not None or tree.word(noun + 1) in preps


def with_subject(view: View, verb: int, subject: int) -> Iterator[Found]:
    """*The alliance, which unites two unions, advocates for small classes*: the parser gives what the tagger calls a noun a subject."""
    tree = view.tree
    can = view.cues.verbs.get(view.cues.forms.get(tree.lower[verb], ""))
    after = [k for k in sentence_tokens(tree, verb) if k > verb]
    inside = view.speech.inside
    if can is None or not after or tree.child(verb, "cop", "aux") is not None or inside[subject] != inside[verb]:
        return
    by_preposition = tree.lower[after[0]] in can.preps
    frame = next((f for f in ("clause", "inf", "object") if f in can.frames and begins(tree, f, after[0])), None)
    if frame is None and not by_preposition:
        return
    stance = can.frames[frame] if frame is not None else can.preps[tree.lower[after[0]]]
    source = closed(tree, trimmed(tree, [k for k in tree.subtree(subject) if k < verb]), verb)
    cue, content = ([verb], after) if frame is not None else ([verb, after[0]], after[1:])
    yield Found("headline", stance, verb, source, subject, cue, trimmed(tree, content))


def begins(tree: Tree, frame: str, i: int) -> bool:
    """Whether token `i` begins a clause, an infinitive or a noun phrase."""
    if frame == "clause":
        return tree.lower[i] == "that" or tree.tag[i] == "WRB"
    return tree.lower[i] == "to" if frame == "inf" else tree.tag[i] in ("DT", "PRP$", "PRP")


def begins_complement(tree: Tree, can: Reporting, i: int, sentence: range) -> bool:
    """Whether token `i` begins what the verb can have; before anything but *that* the sentence must lack a verb hereabouts."""
    if tree.lower[i] == "that":
        return "clause" in can.frames and not any(tree.tag[k] in ("VBD", "VBZ", "VBP", "MD") for k in sentence if k < i)
    if any(tree.tag[k] in ("VBD", "VBZ", "VBP", "MD") for k in sentence if k < i + 5):
        return False
    if tree.tag[i] == "WRB":
        return "clause" in can.frames
    infinitive = tree.lower[i] == "to" and "inf" in can.frames
    return infinitive or tree.lower[i] in can.preps or (tree.tag[i] in ("DT", "PRP$", "PRP") and "object" in can.frames)


BEFORE_NOUN = frozenset({"NNP", "NNPS", "NN", "NNS", "JJ", "POS", "DT", "CD"})


def after_colon(view: View) -> Iterator[Found]:
    """*The governor added:* and a paragraph without quotation marks, set off by its layout."""
    tree = view.tree
    paragraphs = list(paragraphs_of(view))
    for here, following in pairwise(paragraphs):
        if tree.lower[here.stop - 1] != ":" or view.speech.inside[following.start] >= 0:
            continue
        for k in range(here.stop - 2, max(here.start - 1, here.stop - 12), -1):
            clause = view.clauses.verbal(k)
            can = view.cues.verbs.get(view.lemma(clause)) if clause is not None else None
            if clause is not None and verb_at(clause) == k and can is not None and "quote" in can.frames:
                source, head = source_of(view, clause)
                if source:
                    cue = cue_of(view, clause)
                    yield Found(
                        "colon", can.frames["quote"], k, source, head, cue, trimmed_space(tree, list(following))
                    )
                break


def labelled_speech(view: View) -> Iterator[Found]:
    """*WALLACE: Let's start ...* in an interview, *Poll: Voters abandon ...* in a headline."""
    tree = view.tree
    paragraphs = list(paragraphs_of(view))
    labels = [label_of(view, p) for p in paragraphs]
    names = ["".join(tree.lower[k] for k in label) for label in labels]
    capitals = sum(is_in_capitals(tree, label) for label in labels if label)
    for number, (paragraph, label) in enumerate(zip(paragraphs, labels, strict=True)):
        content = [k for k in paragraph if label and k > label[-1] + 1]
        spoken = label and capitals > 1 and is_in_capitals(tree, label)
        if content and (names.count(names[number]) > 1 or number == 0 or spoken):
            yield Found(
                "label", Stance.SAYS, label[-1] + 1, label, label[-1], [label[-1] + 1], trimmed_space(tree, content)
            )


def is_in_capitals(tree: Tree, label: list[int]) -> bool:
    """*ANCHOR:*, *COLE:*: who speaks in a transcript."""
    return all(tree.text[k].isupper() for k in label if tree.lower[k] not in (".", ","))


def paragraphs_of(view: View) -> Iterator[range]:
    """The paragraphs as token ranges, without the white space between them."""
    start = 0
    for i in [*sorted(view.speech.breaks), len(view.tree.pos)]:
        if i > start:
            yield range(start, i)
        start = i + 1


def trimmed_space(tree: Tree, tokens: list[int]) -> list[int]:
    """The tokens without white space at either end."""
    while tokens and tree.pos[tokens[0]] == "SPACE":
        tokens = tokens[1:]
    while tokens and tree.pos[tokens[-1]] == "SPACE":
        tokens = tokens[:-1]
    return tokens


def label_of(view: View, paragraph: range) -> list[int]:
    """The name before a colon at the beginning of a paragraph: up to four words, names or a noun of evidence."""
    tree = view.tree
    start = paragraph.start + (tree.lower[paragraph.start] in OPENING_MARKS)
    for k in range(start + 1, min(start + 5, paragraph.stop)):
        if tree.lower[k] == ":":
            words = list(range(start, k))
            named = all(tree.text[w][:1].isupper() or tree.lower[w] in (".", ",") for w in words)
            if tree.lower[start] in NO_SPEAKER and tree.text[start : start + 2] != ["A", ":"]:
                return []
            return words if named and not is_inverted(view, start) else []
    return []


def is_inverted(view: View, first: int) -> bool:
    """*Said Moreno: "..."*: a verb before its subject, and no name before a colon."""
    can = view.cues.verbs.get(view.cues.forms.get(view.tree.lower[first], ""))
    return can is not None and "quote" in can.frames and view.tree.tag[first] in ("VBD", "VBZ")


def is_label(tree: Tree, first: int) -> bool:
    """Whether a name in capitals and a colon follow the opening mark: a transcript printed in quotation marks."""
    return (
        first + 2 < len(tree.lower)
        and tree.text[first + 1].isupper()
        and len(tree.lower[first + 1]) > 2
        and tree.lower[first + 2] == ":"
    )


OPENING_MARKS = frozenset({"“", '"', "``", "''"})


NO_SPEAKER = word_list("no_speakers")


def signed_quotations(view: View) -> Iterator[Found]:
    """*"Nobody asked us." ― Ann Lee*: a line that is a quotation, a dash and the name of who said it."""
    tree = view.tree
    for q in view.speech.quoted:
        if not q.mark.close_mark or not (q.first == 0 or ends_line(tree, q.first - 1)):
            continue
        glued = tree.text[q.last][-1] in SET_OFF_BY and len(tree.text[q.last]) < 4
        dash = q.last if glued else q.last + 1
        while dash < len(tree.lower) and tree.pos[dash] == "SPACE" and not ends_line(tree, dash):
            dash += 1
        if dash >= len(tree.lower) or not (glued or (tree.lower[dash] in SET_OFF_BY and tree.lower[dash] != ":")):
            continue
        signature = name_to_line_end(tree, dash + 1)
        if signature:
            content = list(range(q.first, min(q.last + 1, dash)))
            yield Found("signature", Stance.SAYS, dash, signature, signature[-1], [dash], content)


def ends_line(tree: Tree, i: int) -> bool:
    """Whether token `i` is white space with a line's end."""
    return tree.pos[i] == "SPACE" and "\n" in tree.text[i]


def name_to_line_end(tree: Tree, start: int) -> list[int]:
    """The name that fills the rest of a line, what stands after a comma left out; nothing if it is longer than eight words."""
    end = start
    while end < len(tree.lower) and end - start < 9 and not ends_line(tree, end):
        end += 1
    if end - start > 8 or start >= end:
        return []
    words = trimmed_space(tree, list(range(start, end)))
    comma = next((n for n, k in enumerate(words) if tree.lower[k] == ","), len(words))
    name = trimmed(tree, words[:comma])
    return name if name and tree.text[name[0]][:1].isupper() else []
