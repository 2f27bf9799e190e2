"""Who says what: sources, cues and contents of direct and indirect speech, beliefs, intentions and evidence.

The three parts are those of PolNeAR (Newell, Margolin and Ruths 2018, *An Attribution Relations Corpus for Political News*) and of
PARC (Pareti 2012): the *source* is the whole noun phrase, apposition and relative clause included; the *cue* is the verb group with its
auxiliaries and adverbs; the *content* is the complement or the quotation, marks included.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from graphbuilder.extract.clauses import Argument, Clause, ClauseKind, Clauses, Slot
from graphbuilder.extract.cues import Cues, Reporting, Stance, load_cues
from graphbuilder.extract.speech import Quoted, Speech, read_speech
from graphbuilder.extract.tree import Tree, tree_of
from graphbuilder.model import AttributionKind, Span

Token = Any  # spacy.tokens.Token: spaCy ships no usable stubs


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DraftAttribution:
    """An attribution whose speaker is not yet linked.

    Attributes:
        kind: direct, indirect or mixed. stance: how the source stands to the content.
        source, cue, content: character spans, in text order; source is empty when nobody is named.
        source_head: the head token of the source (the antecedent of *who*), or None. cue_token: the reporting word, or None.
        content_tokens: indices of the tokens of the content, in order.
        asserts: the content is put forward as a statement (a clause, a quotation), not only named (*discussed the visits*).
        denies: the source says that the content is untrue. within: index of the attribution that holds this one, or None.
        case: the name of the rule that found it.
    """

    kind: AttributionKind
    stance: Stance
    source: tuple[Span, ...]
    source_head: Token | None
    cue: tuple[Span, ...]
    cue_token: Token | None
    content: tuple[Span, ...]
    content_tokens: tuple[int, ...]
    asserts: bool = False
    denies: bool = False
    within: int | None = None
    case: str = ""


ASSERTIVE = frozenset({Stance.SAYS, Stance.THINKS, Stance.SHOWS, Stance.ASKS, Stance.DENIES})
STATEMENTS = frozenset({"direct", "clause", "parenthetical", "according", "label", "colon", "signature", "noun", "adjective", "light"})


@dataclass(slots=True)
class Found:
    """What a rule found, as token indices."""

    case: str
    stance: Stance
    verb: int
    source: list[int]
    source_head: int | None
    cue: list[int]
    content: list[int]
    quoted: bool = False


@dataclass(slots=True)
class Reading:
    """What the rules look at: the tree, the clauses, the quotations, the words that report."""

    tree: Tree
    clauses: Clauses
    speech: Speech
    cues: Cues
    lemmas: dict[int, str]

    def lemma(self, clause: Clause) -> str:
        """The lemma of the clause's verb, as the lexicon knows it."""
        return self.lemmas[clause.verb.i]


def read_attributions(doc: Any, clauses: Clauses) -> tuple[DraftAttribution, ...]:
    """All attributions of a document, in the order of their cues."""
    tree, cues = tree_of(doc), load_cues()
    lemmas = {c.verb.i: cues.lemma(tree.lower[c.verb.i], c.particle.lower_ if c.particle is not None else "", c.lemma)
              for c in clauses.all if c.verb is not None}
    verbs = {i: cues.verbs[lemma] for i, lemma in lemmas.items() if lemma in cues.verbs}
    speech = read_speech(tree, lambda i: i in verbs and "quote" in verbs[i].frames)
    reading = Reading(tree, clauses, speech, cues, lemmas)
    found = [*direct_speech(reading), *after_colon(reading)]
    taken = {f.verb for f in found}
    for clause in clauses.all:
        if clause.verb is None or clause.verb.i in taken or not is_act(reading, clause):
            continue
        hit = by_rule(reading, clause, verbs.get(clause.verb.i))
        if hit is not None:
            found.append(hit)
    found += according_to(reading)
    found += nominal(reading)
    found += labelled_speech(reading)
    return nested(reading, [f for f in found if f.content])


def by_rule(reading: Reading, clause: Clause, can: Reporting | None) -> Found | None:
    """What the first rule finds that applies to the clause."""
    for rule in RULES if can is not None else LEXICAL_RULES:
        hit = rule(reading, clause, can or NOTHING)
        if hit is not None and hit.content and (hit.source or hit.case == "passive"):
            return hit
    return None


NOTHING = Reporting({}, {}, {})


def holders(doc: Any, drafts: tuple[DraftAttribution, ...]) -> dict[int, int]:
    """Token index -> index of the innermost attribution whose content holds the token."""
    out: dict[int, int] = {}
    for number in sorted(range(len(drafts)), key=lambda n: -len(drafts[n].content_tokens)):
        out.update(dict.fromkeys(drafts[number].content_tokens, number))
    return out


# --- source and cue


def source_of(reading: Reading, clause: Clause) -> tuple[list[int], int | None]:
    """The tokens of the source and its head: the subject of the clause, or the one that it shares; the agent of a passive.

    The head of a relative pronoun is its antecedent, the tokens are the pronoun's own: *who said* is how it is annotated.
    """
    tree, i = reading.tree, clause.verb.i
    shared = next((a.head.i for a in clause.arguments if a.slot is Slot.SUBJECT), None)
    own = surface_subject(reading, clause)
    if own is None:
        own = shared
    if own is None:
        return speaker_beside(tree, i)
    skip = frozenset(c for c in tree.children[own] if tree.dep[c] in ("relcl", "acl", "advcl") and i in tree.subtree(c))
    tokens = tree.subtree(own, skip)
    if own < i:
        tokens = [k for k in tokens if k < i]
    dashes = [k for k in tokens if k < own and tree.lower[k] in DASHES]
    if dashes:
        tokens = [k for k in tokens if k > dashes[-1]]
    return trimmed(tree, tokens), shared if shared is not None else own


def speaker_beside(tree: Tree, i: int) -> tuple[list[int], int | None]:
    """The speaker that the parse has lost: *said Ann Lee, a lawyer* after a quotation, or the noun right before the verb."""
    if tree.tag[i] not in ("VBD", "VBZ", "VBP"):
        return [], None
    if i + 1 < len(tree.tag) and tree.tag[i + 1] in ("NNP", "NNPS", "PRP") and tree.lower[i - 1] in QUOTE_ENDS:
        end = i + 1
        while end + 1 < len(tree.tag) and tree.tag[end + 1] in ("NNP", "NNPS", "NN", "NNS", "POS", "HYPH"):
            end += 1
        return list(range(i + 1, end + 1)), end
    k = i - 1
    while k >= 0 and tree.pos[k] in ("ADV", "AUX") and tree.sentence[k] == tree.sentence[i]:
        k -= 1
    if k < 0 or tree.sentence[k] != tree.sentence[i] or tree.pos[k] not in ("NOUN", "PROPN", "PRON"):
        return [], None
    top = k
    mark = next((m for m in range(k, max(k - 40, -1), -1) if tree.lower[m] in QUOTE_MARKS or tree.sentence[m] != tree.sentence[i]), -1)
    while tree.head[top] != top and tree.pos[tree.head[top]] in ("NOUN", "PROPN", "ADP", "PRON") and mark < tree.head[top] < i:
        top = tree.head[top]
    tokens = [t for t in tree.subtree(top) if mark < t < i]
    return trimmed(tree, tokens) if tokens else [k], top


QUOTE_MARKS = frozenset({"”", '"', "''", "“", "``"})
QUOTE_ENDS = frozenset({"”", '"', "''", ",", "’"})
DASHES = frozenset({"-", "–", "—", "--", "―", ":"})


def surface_subject(reading: Reading, clause: Clause) -> int | None:
    """The subject that stands beside the verb, or beside the verb that it is coordinated with."""
    above: Clause | None = clause
    for _ in range(4):
        if above is None or above.verb is None:
            return None
        own = reading.tree.child(above.verb.i, "nsubj", "csubj")
        if own is not None:
            return own if not above.passive or above is not clause else None
        if above.link != "conj" and not (above.link in ("adverbial", "participle") and above.verb.tag_ == "VBG"):
            return None
        above = reporter_above(reading, above) or above.parent
    return None


def reporter_above(reading: Reading, clause: Clause) -> Clause | None:
    """The verb that a returning verb goes back to: *he said he was ill and called it ...* is *he called it*."""
    inner = clause.parent
    outer = inner.parent if inner is not None and inner.link == "clause" else None
    if outer is None or outer.verb is None or clause.verb.tag_ not in (outer.verb.tag_, "VBG") or reading.lemma(outer) not in reading.cues.verbs:
        return None
    return outer if reading.lemma(clause) in reading.cues.verbs else None


def cue_of(reading: Reading, clause: Clause, *more: int) -> list[int]:
    """Auxiliaries, adverbs between them and the verb, the verb, its particle, and `more`."""
    tree, i = reading.tree, clause.verb.i
    parts = [i, *more]
    subject = tree.child(i, "nsubj", "nsubjpass", "csubj", "expl")
    floor = subject if subject is not None and subject < i else -1
    parts += [c for c in tree.children[i] if tree.dep[c] in ("aux", "auxpass", "neg", "prt") and c > floor and tree.tag[c] != "TO"]
    parent = clause.parent
    if parent is not None and carried(reading, clause) and parent.verb.i < i and i - parent.verb.i <= 4:
        return [*cue_of(reading, parent), *range(parent.verb.i + 1, max(parts) + 1)]
    begin = min(parts)
    while begin - 1 > floor and tree.dep[begin - 1] in ("advmod", "neg") and tree.head[begin - 1] == i and tree.tag[begin - 1] == "RB":
        begin -= 1
    end = max([i, *(c for c in parts if c > i)])
    if end - i > 3:
        return sorted({*range(begin, i + 1), *(c for c in parts if c > i)})
    return list(range(begin, end + 1))


def carried(reading: Reading, clause: Clause) -> bool:
    """Whether the reporting verb is an infinitive under a verb that only carries it: *went on to say*."""
    parent = clause.parent
    return clause.link in ("infinitive", "clause", "adverbial") and parent is not None and parent.verb is not None and clause.verb.i - parent.verb.i <= 4 and reading.lemma(parent) in reading.cues.carriers \
        and any(a.tag_ == "TO" for a in clause.auxiliaries)


PLAIN_AUXILIARIES = frozenset({"do", "does", "did", "will", "'ll", "’ll", "wo", "ca"})


def is_act(reading: Reading, clause: Clause) -> bool:
    """Whether somebody is said to speak, think or want: not *to say that ...* as a purpose, not *would say*.

    A base form with a subject and no auxiliary is a present tense that the tagger missed: *some question the plan*.
    """
    verb = clause.verb
    if verb.tag_ != "VB":
        return True
    words = {a.lower_ for a in clause.auxiliaries}
    if "to" in words:
        return carried(reading, clause)
    if not words:
        return reading.tree.child(verb.i, "nsubj") is not None
    return bool(words & PLAIN_AUXILIARIES) or (reading.lemma(clause) in ("like", "prefer") and "would" in words)


PUNCTUATION = frozenset({",", ".", ";", ":", "-", "–", "—", "--", "―", "?", "!", "…", "..."})


def trimmed(tree: Tree, tokens: list[int]) -> list[int]:
    """The tokens without punctuation and white space at either end."""
    a, b = 0, len(tokens)
    while a < b and (tree.lower[tokens[a]] in PUNCTUATION or tree.pos[tokens[a]] == "SPACE"):
        a += 1
    while b > a and (tree.lower[tokens[b - 1]] in PUNCTUATION or tree.pos[tokens[b - 1]] == "SPACE"):
        b -= 1
    return tokens[a:b]


def whole_quotations(reading: Reading, tokens: list[int]) -> list[int]:
    """The tokens, and the rest of every quotation that begins among them."""
    inside, out = reading.speech.inside, set(tokens)
    for k in tokens:
        if inside[k] >= 0:
            q = reading.speech.quoted[inside[k]]
            if q.first in out or q.first - 1 in out:
                out.update(range(q.first, q.last + 1))
    return sorted(out)


def content_of(reading: Reading, clause: Clause, heads: Iterable[int], source: list[int], cue: list[int]) -> list[int]:
    """The subtrees of the heads without source and cue, with whole quotations."""
    tree = reading.tree
    tokens: set[int] = set()
    for h in heads:
        tokens.update(tree.subtree(h, skip=frozenset(returning_verbs(reading, clause, h))))
    tokens -= {*source, *cue}
    return trimmed(tree, whole_quotations(reading, sorted(tokens)))


def returning_verbs(reading: Reading, clause: Clause, head: int) -> list[int]:
    """*He said he was ill and called it a nuisance, adding that it would pass*: what the parser hangs on the content's verb."""
    tree = reading.tree
    finite = [c for c in tree.childs(head, "conj") if c > clause.verb.i and tree.tag[c] == tree.tag[clause.verb.i] in ("VBD", "VBZ")
              and reports(reading, c, "quote", "objas", "objinf")]
    participles = [c for c in tree.childs(head, "advcl", "conj", "acl") if c > clause.verb.i and tree.tag[c] == "VBG"
                   and tree.lower[c - 1] in (",", "also", "now") and reports(reading, c, "quote", "objas", "objinf")]
    return finite + participles


def reports(reading: Reading, i: int, *frames: str) -> bool:
    """Whether token `i` is a reporting verb without a subject of its own, with one of these frames."""
    made = reading.clauses.verbal(i)
    if made is None or reading.tree.child(i, "nsubj", "nsubjpass") is not None:
        return False
    can = reading.cues.verbs.get(reading.lemma(made))
    return can is not None and any(f in can.frames for f in frames)


# --- direct speech


def direct_speech(reading: Reading) -> Iterator[Found]:
    """Quotations with their verb, those that follow on included; a verb between two of them reports both."""
    by_verb: dict[int, list[Quoted]] = {}
    owner: dict[int, int] = {}
    for q in reading.speech.quoted:
        verb = q.verb
        if verb is None and q.follows is not None:
            verb = owner.get(id(q.follows))
        if verb is not None:
            owner[id(q)] = verb
            by_verb.setdefault(verb, []).append(q)
    for verb, quotes in by_verb.items():
        if any(is_label(reading.tree, q.first) for q in quotes):
            continue
        clause = reading.clauses.verbal(verb)
        if clause is None:
            continue
        source, head = source_of(reading, clause)
        content = [k for q in quotes for k in range(q.first, q.last + 1)]
        held = set(content)
        if not any(k not in held for k in source):
            source, head = speaker_beside(reading.tree, verb)
        cue = [k for k in cue_of(reading, clause) if k not in held]
        can = reading.cues.verbs.get(reading.lemma(clause), NOTHING)
        stance = can.frames.get("quote", Stance.SAYS)
        yield Found("direct", stance, verb, [k for k in source if k not in held], head, cue, content, True)


# --- complements of verbs


def parenthetical(reading: Reading, clause: Clause, can: Reporting) -> Found | None:
    """*The bridge, officials said, will close*; *it will close, said the mayor*: the rest of the sentence is the content."""
    tree, i = reading.tree, clause.verb.i
    subject = tree.child(i, "nsubj")
    if "aside" not in can.frames or subject is None or reading.speech.inside[i] >= 0:
        return None
    hearer = "objclause" in can.frames
    if clause.link in ("relative", "clause") or any(c > i and tree.dep[c] in ("dobj", "xcomp", "ccomp", "acomp", "attr", "oprd") and c != subject
                                                    and not (hearer and tree.dep[c] == "dobj") for c in tree.children[i]):
        return None
    if clause.link == "root" and not any(c < i and tree.dep[c] in ("ccomp", "parataxis", "dep", "conj", "nsubj") and c != subject
                                         for c in tree.children[i]):
        return None
    source, head = source_of(reading, clause)
    cue = cue_of(reading, clause)
    region = sorted({*source, *cue})
    sentence = tree.sentence[i]
    begin, end = region[0], region[-1]
    if begin == 0 or tree.lower[begin - 1] not in (",", "-", "–", "—", "--", "”", '"', "''") or tree.sentence[begin - 1] != sentence:
        return None
    stop = end + 1
    while stop < len(tree.lower) and tree.sentence[stop] == sentence and tree.lower[stop] not in (",", ".", "?", "!", "--", "—"):
        if tree.dep[stop] in ("ccomp", "nsubj") and tree.head[stop] == i and stop not in source:
            return None
        if stop > end and tree.tag[stop] in ("VBD", "VBZ", "VBP", "MD") and tree.head[stop] != i and tree.dep[stop] not in ("relcl",):
            return None
        stop += 1
    tokens = [k for k in sentence_tokens(tree, i) if k < begin or k > stop]
    return Found("parenthetical", can.frames["aside"], i, source, head, cue, trimmed(tree, whole_quotations(reading, trimmed(tree, tokens))))


def sentence_tokens(tree: Tree, i: int) -> range:
    """The tokens of the sentence of `i`."""
    a = b = i
    while a > 0 and tree.sentence[a - 1] == tree.sentence[i]:
        a -= 1
    while b + 1 < len(tree.sentence) and tree.sentence[b + 1] == tree.sentence[i]:
        b += 1
    return range(a, b + 1)


def finite_clause(reading: Reading, clause: Clause, can: Reporting) -> Found | None:
    """*said that she won*, *told reporters she had won*, *asked whether they won*."""
    frame = next((f for f in ("clause", "objclause") if f in can.frames), None)
    if frame is None:
        return None
    heads = [a.head.i for a in clause.fillers(Slot.CLAUSE) if not a.shared and a.head.i > clause.verb.i]
    heads = [reading.clauses.of_head[h][0].verb.i if h in reading.clauses.of_head and reading.clauses.of_head[h][0].verb is not None else h for h in heads]
    if not heads:
        return None
    source, head = source_of(reading, clause)
    cue = cue_of(reading, clause)
    return Found("clause", can.frames[frame], clause.verb.i, source, head, cue, content_of(reading, clause, heads, source, cue))


def infinitive(reading: Reading, clause: Clause, can: Reporting) -> Found | None:
    """*vowed to leave*, *denied taking the money*."""
    heads = [a.head.i for a in clause.fillers(Slot.INFINITIVE) if not a.shared and a.head.i > clause.verb.i]
    if not heads or clause.passive or clause.link in BACKGROUND:
        return None
    frame = "ing" if reading.tree.tag[heads[0]] == "VBG" else "inf"
    objects = [a.head.i for a in clause.fillers(Slot.OBJECT) if not a.shared and a.surface == "object" and a.via is None]
    if frame == "inf" and (objects or ("inf" not in can.frames and reading.tree.child(heads[0], "nsubj") is not None)):
        frame, heads = "objinf", [*objects, *heads]
    if frame not in can.frames:
        return None
    source, head = source_of(reading, clause)
    cue = cue_of(reading, clause)
    return Found(frame, can.frames[frame], clause.verb.i, source, head, cue, content_of(reading, clause, heads, source, cue))


def object_complement(reading: Reading, clause: Clause, can: Reporting) -> Found | None:
    """*called the vote a farce*, *described him as a hero*."""
    if "objas" not in can.frames or clause.passive:
        return None
    tree, i = reading.tree, clause.verb.i
    objects = [c for c in tree.childs(i, "dobj", "nsubj") if c > i]
    rest = [c for c in tree.childs(i, "oprd", "acomp", "attr") if c > i] + [c for c in tree.childs(i, "prep") if tree.lower[c] == "as"]
    small = [c for c in tree.childs(i, "ccomp", "xcomp") if c > i]
    if len(objects) + len(rest) < 2 and not small:
        return None
    source, head = source_of(reading, clause)
    cue = cue_of(reading, clause)
    return Found("objas", can.frames["objas"], i, source, head, cue, content_of(reading, clause, [*objects, *rest, *small], source, cue))


def noun_and_preposition(reading: Reading, clause: Clause, can: Reporting) -> Found | None:
    """*accused him of lying*, *compared it to a war*."""
    tree, i = reading.tree, clause.verb.i
    preps = [c for c in tree.childs(i, "prep") if c > i and tree.lower[c] in can.object_preps]
    objects = [c for c in tree.childs(i, "dobj") if c > i]
    if not preps or not objects or clause.passive:
        return None
    source, head = source_of(reading, clause)
    cue = cue_of(reading, clause)
    stance = can.object_preps[tree.lower[preps[0]]]
    return Found("objprep", stance, i, source, head, cue, content_of(reading, clause, [*objects, *preps], source, cue))


def preposition(reading: Reading, clause: Clause, can: Reporting) -> Found | None:
    """*called for sanctions*, *spoke of a new start*, *complained about the noise*: the preposition belongs to the cue."""
    tree, i = reading.tree, clause.verb.i
    preps = [c for c in tree.childs(i, "prep") if c > i and tree.lower[c] in can.preps]
    if not preps or clause.passive:
        return None
    source, head = source_of(reading, clause)
    cue = cue_of(reading, clause, preps[0])
    return Found("prep", can.preps[tree.lower[preps[0]]], i, source, head, cue, content_of(reading, clause, preps[:1], source, cue))


def rest_of_sentence(reading: Reading, clause: Clause, can: Reporting) -> Found | None:
    """*said many of the cases that critics point to had failed*: the parse has lost the clause; it lasts to the end of the sentence."""
    tree, i = reading.tree, clause.verb.i
    if "quote" not in can.frames or "clause" not in can.frames or clause.passive or tree.tag[i] not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    sentence = sentence_tokens(tree, i)
    after = [k for k in sentence if k > i]
    that = next((k for k in after[:9] if tree.lower[k] == "that" and tree.tag[k] == "IN"), None)
    begins = that if that is not None else i + 1 if reading.lemma(clause) == "say" else None
    if begins is None or begins > sentence[-1] or tree.pos[begins] in ("PUNCT", "SPACE", "ADP", "ADV"):
        return None
    if that is None and not any(tree.tag[k] in ("VBD", "VBZ", "VBP", "MD") for k in after):
        return None
    source, head = source_of(reading, clause)
    if any(k > i for k in source):
        return None
    cue = cue_of(reading, clause)
    return Found("clause", can.frames["clause"], i, source, head, cue, trimmed(tree, whole_quotations(reading, [k for k in after if k >= begins])))


def findings(reading: Reading, clause: Clause, can: Reporting) -> Found | None:
    """*A study found 31 cases*: a noun phrase, if the source is a piece of evidence."""
    if reading.lemma(clause) not in EVIDENT or clause.passive:
        return None
    objects = [c for c in reading.tree.childs(clause.verb.i, "dobj") if c > clause.verb.i]
    source, head = source_of(reading, clause)
    if not objects or head is None or reading.tree.doc[head].lemma_.lower() not in reading.cues.evidence:
        return None
    cue = cue_of(reading, clause)
    return Found("object", Stance.SHOWS, clause.verb.i, source, head, cue, content_of(reading, clause, objects, source, cue))


EVIDENT = frozenset({"find", "give", "put", "record", "contain", "include", "describe", "list", "establish", "document", "estimate", "project"})


def noun_phrase(reading: Reading, clause: Clause, can: Reporting) -> Found | None:
    """*condemned the attack*, *cited the report*, *wants a deal*."""
    if "object" not in can.frames or clause.passive or clause.link in BACKGROUND:
        return None
    objects = [c for c in reading.tree.childs(clause.verb.i, "dobj") if c > clause.verb.i]
    if not objects:
        return None
    source, head = source_of(reading, clause)
    cue = cue_of(reading, clause)
    return Found("object", can.frames["object"], clause.verb.i, source, head, cue, content_of(reading, clause, objects, source, cue))


BACKGROUND = frozenset({"relative", "participle", "prep", "subject"})
"""Links of clauses that say who somebody is, not what he says: *the group that opposes the law*."""


def passive_report(reading: Reading, clause: Clause, can: Reporting) -> Found | None:
    """*is expected to resign*, *was accused of fraud*, *is considered a threat*: what is reported of the subject."""
    if "passive" not in can.frames or not clause.passive:
        return None
    tree, i = reading.tree, clause.verb.i
    subject = tree.child(i, "nsubjpass", "nsubj")
    rest = [c for c in tree.children[i] if c > i and (tree.dep[c] in ("xcomp", "ccomp", "oprd") or
            (tree.dep[c] == "prep" and (tree.lower[c] in can.object_preps or tree.lower[c] == "as")))]
    agent = tree.child(i, "agent")
    if subject is None or not (rest or agent is not None and "object" in can.frames):
        return None
    source, head = source_of(reading, clause)
    cue = cue_of(reading, clause, *([agent] if agent is not None and not rest and agent - i < 3 else []))
    return Found("passive", next(iter(can.frames.values())), i, source, head, cue, content_of(reading, clause, [subject, *rest], source, cue))


def adjective(reading: Reading, clause: Clause, can: Reporting) -> Found | None:
    """*is sure that she won*, *are worried about the cost*, *was critical of the plan*."""
    if clause.kind is not ClauseKind.COPULA and clause.verb.tag_ != "VBN":
        return None
    tree, i = reading.tree, clause.head.i
    entry = reading.cues.adjectives.get(tree.lower[i])
    if entry is None:
        return None
    preps = [c for c in tree.childs(i, "prep") if tree.lower[c] in entry[1]]
    rest = [c for c in tree.childs(i, "ccomp", "xcomp") if c > i]
    source, head = source_of(reading, clause)
    if not source and clause.passive:
        head = tree.child(clause.verb.i, "nsubjpass", "nsubj")
        source = trimmed(tree, [k for k in tree.subtree(head) if k < i]) if head is not None else []
    if not (preps or rest) or not source:
        return None
    cue = sorted({*cue_of(reading, clause), *range(clause.verb.i, i + 1), *([] if rest else preps[:1])})
    return Found("adjective", entry[0], clause.verb.i, source, head, cue, content_of(reading, clause, rest or preps[:1], source, cue))


def light_verb(reading: Reading, clause: Clause, can: Reporting) -> Found | None:
    """*expressed concern about the vote*, *made the case that ...*, *issued a statement calling ...*: the noun belongs to the cue."""
    if reading.lemma(clause) not in reading.cues.light_verbs or clause.passive:
        return None
    tree, i = reading.tree, clause.verb.i
    noun = next((c for c in tree.childs(i, "dobj") if tree.doc[c].lemma_.lower() in reading.cues.light_nouns), None)
    if noun is None:
        return None
    rest = [c for c in tree.childs(noun, "acl", "ccomp", "relcl") if c > noun and (tree.tag[c] == "VBG" or tree.child(c, "mark") is not None
                                                                             or tree.tag[c] == "VB")]
    preps = [c for c in (*tree.childs(noun, "prep"), *tree.childs(i, "prep")) if c > noun and tree.lower[c] in LIGHT_PREPOSITIONS]
    extra = [c for c in tree.childs(i, "ccomp") if c > noun]
    heads = (rest or extra or preps)[:1]
    if not heads:
        return None
    source, head = source_of(reading, clause)
    more = [noun, *(preps[:1] if heads == preps[:1] else [])]
    cue = sorted({*cue_of(reading, clause), *range(i, max(more) + 1)})
    return Found("light", Stance.SAYS, i, source, head, cue, content_of(reading, clause, heads, source, cue))


LIGHT_PREPOSITIONS = frozenset({"about", "over", "for", "against"})

LEXICAL_RULES = (adjective, light_verb)
RULES = (*LEXICAL_RULES, finite_clause, object_complement, infinitive, noun_and_preposition, preposition, passive_report,
         findings, noun_phrase, parenthetical, rest_of_sentence)


# --- cues that are no verbs


def according_to(reading: Reading) -> Iterator[Found]:
    """*according to the ministry*: the rest of the sentence is the content."""
    tree = reading.tree
    for i, word in enumerate(tree.lower):
        if word == "according" and i + 2 < len(tree.lower) and tree.lower[i + 1] == "to":
            head = tree.child(i + 1, "pobj")
            if head is None:
                head = tree.child(i, "pobj")
            if head is None:
                continue
            source = trimmed(tree, tree.subtree(head))
            last = source[-1]
            tokens = [k for k in sentence_tokens(tree, i) if (k < i or k > last)]
            yield Found("according", Stance.SAYS, i, source, head, [i, i + 1], trimmed(tree, tokens))


def after_colon(reading: Reading) -> Iterator[Found]:
    """*The governor added:* and a paragraph without quotation marks, set off by its layout."""
    tree = reading.tree
    paragraphs = list(paragraphs_of(tree))
    for here, following in pairwise(paragraphs):
        if tree.lower[here.stop - 1] != ":" or reading.speech.inside[following.start] >= 0:
            continue
        for k in range(here.stop - 2, max(here.start - 1, here.stop - 12), -1):
            clause = reading.clauses.verbal(k)
            can = reading.cues.verbs.get(reading.lemma(clause)) if clause is not None else None
            if clause is not None and clause.verb.i == k and can is not None and "quote" in can.frames:
                source, head = source_of(reading, clause)
                if source:
                    cue = cue_of(reading, clause)
                    yield Found("colon", can.frames["quote"], k, source, head, cue, trimmed_space(tree, list(following)))
                break


def labelled_speech(reading: Reading) -> Iterator[Found]:
    """*WALLACE: Let's start ...* in an interview, *Poll: Voters abandon ...* in a headline, *"..." ― Name* in a list of quotations."""
    tree = reading.tree
    paragraphs = list(paragraphs_of(tree))
    labels = [label_of(reading, p) for p in paragraphs]
    names = ["".join(tree.lower[k] for k in label) for label in labels]
    for number, (paragraph, label) in enumerate(zip(paragraphs, labels, strict=True)):
        content = [k for k in paragraph if label and k > label[-1] + 1]
        if content and (names.count(names[number]) > 1 or number == 0):
            yield Found("label", Stance.SAYS, label[-1] + 1, label, label[-1], [label[-1] + 1], trimmed_space(tree, content))
        signature = signature_of(reading, paragraph)
        if signature:
            inside = [k for k in paragraph if k < signature[0] - 1]
            yield Found("signature", Stance.SAYS, signature[0] - 1, signature, signature[-1], [signature[0] - 1], trimmed_space(tree, inside))


def paragraphs_of(tree: Tree) -> Iterator[range]:
    """The paragraphs as token ranges, without the white space between them."""
    start = 0
    for i in range(len(tree.lower) + 1):
        if i == len(tree.lower) or (tree.pos[i] == "SPACE" and "\n" in tree.lower[i]):
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


def label_of(reading: Reading, paragraph: range) -> list[int]:
    """The name before a colon at the beginning of a paragraph: up to four words, names or a noun of evidence."""
    tree = reading.tree
    start = paragraph.start + (tree.lower[paragraph.start] in OPENING_MARKS)
    for k in range(start + 1, min(start + 5, paragraph.stop)):
        if tree.lower[k] == ":":
            words = list(range(start, k))
            named = all(tree.doc[w].text[:1].isupper() or tree.lower[w] in (".", ",") for w in words)
            return words if named and tree.lower[start] not in NO_SPEAKER else []
    return []


def is_label(tree: Tree, first: int) -> bool:
    """Whether a name in capitals and a colon follow the opening mark: a transcript printed in quotation marks."""
    return first + 2 < len(tree.lower) and tree.doc[first + 1].text.isupper() and len(tree.lower[first + 1]) > 2 and tree.lower[first + 2] == ":"


OPENING_MARKS = frozenset({"“", '"', "``", "''"})
NO_SPEAKER = frozenset({"the", "a", "an", "watch", "video", "photo", "photos", "live", "update", "updated", "breaking", "exclusive", "opinion", "editorial",
                        "analysis", "related", "note", "more", "read", "see", "listen", "by", "why", "how", "what", "editor"})


def signature_of(reading: Reading, paragraph: range) -> list[int]:
    """The name after the dash that follows a paragraph's quotation."""
    tree, speech = reading.tree, reading.speech
    first = speech.inside[paragraph.start]
    if first < 0 or not speech.quoted[first].mark.close_mark:
        return []
    at = speech.quoted[first].last + 1
    if at + 1 >= paragraph.stop or tree.lower[at] not in DASHES or tree.lower[at] == ":" or paragraph.stop - at > 9 or not tree.doc[at + 1].text[:1].isupper():
        return []
    words = list(range(at + 1, paragraph.stop))
    comma = next((n for n, k in enumerate(words) if tree.lower[k] == ","), len(words))
    return trimmed(tree, words[:comma])


def nominal(reading: Reading) -> Iterator[Found]:
    """*his claim that they cheated*, *the president's plan to resign*."""
    tree = reading.tree
    for i, tag in enumerate(tree.tag):
        if tag not in ("NN", "NNS"):
            continue
        entry = reading.cues.nouns.get(tree.doc[i].lemma_.lower())
        if entry is None:
            continue
        owner = tree.child(i, "poss") or next((b for p in tree.childs(i, "prep") if tree.lower[p] in ("by", "from")
                                               and (b := tree.child(p, "pobj")) is not None), None)
        heads = [c for c in tree.childs(i, "acl") if tree.tag[c] == "VB" or tree.child(c, "mark") is not None]
        heads += [c for c in tree.childs(i, "ccomp", "relcl") if (m := tree.child(c, "mark")) is not None and tree.lower[m] == "that"]
        heads += [c for c in tree.childs(i, "prep") if tree.lower[c] in entry[1]]
        if owner is None or not heads:
            continue
        source = [k for k in tree.subtree(owner) if tree.tag[k] != "POS"]
        cue = [i, *([heads[0]] if tree.dep[heads[0]] == "prep" else [])]
        content = [k for k in tree.subtree(heads[0]) if k not in cue]
        yield Found("noun", entry[0], i, source, owner, cue, trimmed(tree, content))


# --- from tokens to records


def draft(reading: Reading, found: Found, within: int | None) -> DraftAttribution:
    """The record of what a rule found."""
    tree = reading.tree
    content = sorted(set(found.content))
    return DraftAttribution(
        kind=kind_of(reading, found), stance=found.stance, source=spans(tree, found.source),
        source_head=tree.doc[found.source_head] if found.source_head is not None else None, cue=spans(tree, found.cue),
        cue_token=tree.doc[found.verb], content=spans(tree, content), content_tokens=tuple(content),
        asserts=found.stance in ASSERTIVE and found.case in STATEMENTS,
        denies=found.stance is Stance.DENIES and not is_negated(reading, found.verb), within=within, case=found.case,
    )


def is_negated(reading: Reading, verb: int) -> bool:
    """*did not deny*: the source does not say that it is untrue."""
    clause = reading.clauses.verbal(verb)
    return clause is not None and clause.negation is not None


def kind_of(reading: Reading, found: Found) -> AttributionKind:
    """Direct when all words are quoted, mixed when some are."""
    words = [k for k in found.content if reading.tree.pos[k] not in ("PUNCT", "SPACE")]
    quoted = sum(1 for k in words if reading.speech.inside[k] >= 0)
    if quoted == 0:
        return AttributionKind.INDIRECT
    return AttributionKind.DIRECT if quoted == len(words) else AttributionKind.MIXED


def spans(tree: Tree, tokens: Iterable[int]) -> tuple[Span, ...]:
    """The tokens as character spans; neighbours, and those with only white space between them, are joined."""
    out: list[tuple[int, int]] = []
    last = -2
    for k in sorted(set(tokens)):
        token = tree.doc[k]
        start, end = token.idx, token.idx + len(token)
        if out and all(tree.pos[j] == "SPACE" for j in range(last + 1, k)):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
        last = k
    return tuple(Span(start=a, end=b) for a, b in out)


def nested(reading: Reading, found: list[Found]) -> tuple[DraftAttribution, ...]:
    """The records in the order of their cues, each with the innermost attribution that holds its cue.

    What stands inside another content is kept only if it is speech of a third party in indirect speech: *she said that the police had
    told him ...*. *I think* inside a quotation says nothing about who speaks, and PolNeAR counts neither.
    """
    found.sort(key=lambda f: (-len(f.content), f.verb))
    kept: list[Found] = []
    above: list[int | None] = []
    holder: dict[int, int] = {}
    for f in found:
        outer = holder.get(f.verb)
        if outer is not None and not worth_nesting(reading, f):
            continue
        above.append(outer)
        holder.update(dict.fromkeys(f.content, len(kept)))
        kept.append(f)
    order = sorted(range(len(kept)), key=lambda n: (kept[n].cue[0], kept[n].verb))
    place = {n: k for k, n in enumerate(order)}
    return tuple(draft(reading, kept[n], None if (outer := above[n]) is None else place[outer]) for n in order)


def worth_nesting(reading: Reading, found: Found) -> bool:
    """Speech, not thought, of somebody who is named, outside quotation marks."""
    speaks = found.stance in (Stance.SAYS, Stance.DENIES) and found.case in ("clause", "according", "parenthetical")
    return speaks and found.source_head is not None and reading.speech.inside[found.verb] < 0
