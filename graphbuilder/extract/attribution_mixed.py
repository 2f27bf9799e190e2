"""Words of the article before a quotation that goes on with them: *The dam "cannot be saved," an engineer said*."""

from __future__ import annotations

from graphbuilder.extract.attribution_parts import View, trimmed
from graphbuilder.extract.cues import Stance
from graphbuilder.extract.speech import Quoted


def words_before(view: View, verb: int, quotes: list[Quoted], source: list[int]) -> list[int]:
    """What stands before a quotation in its sentence and belongs to what is said, in the article's own words."""
    own = [q for q in quotes if q.verb == verb]
    if not own or not source:
        return []
    first = own[0]
    if verb > first.last:
        return first_half(view, first)
    if source[0] > first.first:
        return []
    return clause_before(view, first, verb) or before_aside(view, first, min(verb, source[0]))


def clause_before(view: View, quote: Quoted, verb: int) -> list[int]:
    """*told the paper | that the choice was | "absurd. Nobody asked us."*: the clause whose end the quotation is."""
    tree = view.tree
    if tree.pos[quote.first - 1] in ("PUNCT", "SPACE") or quote.first - 1 <= verb:
        return []
    starts = [tree.subtree(c)[0] for c in tree.childs(verb, "ccomp") if c > verb]
    words = [k for k in range(starts[0], quote.first) if tree.pos[k] != "SPACE"] if starts and verb < starts[0] < quote.first else []
    return words if is_own(view, words) else []


def first_half(view: View, quote: Quoted) -> list[int]:
    """*The dam | "cannot be saved," an engineer said*; not *He smiled: "It cannot be saved," he said*."""
    tree = view.tree
    start = tree.starts[tree.sentence[quote.first]]
    words = [k for k in range(start, quote.first) if tree.pos[k] != "SPACE"]
    if not words or tree.pos[words[-1]] == "PUNCT" or not (continues(view, quote) or tree.pos[words[-1]] in ("AUX", "VERB", "DET", "ADP")):
        return []
    return words if is_own(view, words) else []


def before_aside(view: View, quote: Quoted, begin: int) -> list[int]:
    """*The time had come, | he said, "to go"*: the words before an aside go on in the quotation behind it."""
    tree = view.tree
    start = tree.starts[tree.sentence[begin]]
    words = [k for k in range(start, begin) if tree.pos[k] != "SPACE"]
    if not words or tree.lower[words[-1]] != "," or not continues(view, quote) or tree.word(quote.first - 1) != ",":
        return []
    kept = trimmed(tree, words)
    fronted = not kept or tree.pos[kept[0]] in ("ADP", "SCONJ", "ADV", "CCONJ") or tree.tag[kept[0]] in ("VBG", "VBN", "WRB")
    return kept if not fronted and is_own(view, kept) else []


def continues(view: View, quote: Quoted) -> bool:
    """Whether a quotation begins within a sentence: with a small letter."""
    tree = view.tree
    return tree.text[quote.first + 1][:1].islower()


def is_own(view: View, words: list[int]) -> bool:
    """Whether words of the article report nobody themselves, and stand in no quotation that somebody else is the speaker of."""
    tree, speech = view.tree, view.speech
    spoken = any(speech.inside[k] >= 0 and speech.quoted[speech.inside[k]].verb is not None for k in words)
    return not spoken and not any(k in view.quoting or tree.lower[k] == ":" or reports_clause(view, k) for k in words)


def reports_clause(view: View, k: int) -> bool:
    """Whether a token is a verb of speech with what is said behind it: *began by stating that it "cannot" last*."""
    can = view.cues.verbs.get(view.lemma_at(k))
    return can is not None and can.frames.get("clause") is Stance.SAYS and view.tree.child(k, "ccomp") is not None
