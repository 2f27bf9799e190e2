"""Headlines read as sentences: capitals of names only, a verb where the model sees a noun, a passive where *was* is left out.

The model has learnt from running text. *Rebels Seize Airport In Congo* is a row of names to it, *Gunmen attack bus* a noun, *Mayor accused
of theft* says that the mayor accused somebody. Such a line is read once more as running text would tell it ("Rebels seize airport in
Congo", "Gunmen hit bus", "Mayor was accused of theft"); what is found there is written into the Doc, whose words stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS, TAG
from spacy.tokens import Doc as SpacyDoc
from spacy.tokens import Span

from graphbuilder.annotate.closed_classes import FINITE
from graphbuilder.annotate.truecase import Evidence, evidence_of, is_capitalised, truecase
from graphbuilder.data import read_yaml
from graphbuilder.model import BlockKind

Doc = Any  # spacy.tokens.Doc: spaCy ships no usable stubs
Token = Any
Language = Any

NAME = "graphbuilder_headlines"
SHORTEST, LONGEST = 3, 25
"""Tokens that a headline has."""
TELEGRAPHIC = 16
"""Tokens up to which a line without an article (*the*, *a*) is taken to leave out auxiliaries, too."""
COLUMNS = [TAG, POS, MORPH, LEMMA, DEP, HEAD]
BEGINS_OBJECT = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM", "PRON", "VERB"})
"""Parts of speech of a word that may begin an object; VERB for a participle before a noun (*striking miners*)."""
NAME_TAGS = frozenset({"NNP", "NNPS"})
COMPLEMENTS = frozenset({"dobj", "oprd", "ccomp", "aux", "auxpass", "prt", "acomp", "attr"})
CLAUSES = frozenset({"advcl", "ccomp", "conj", "parataxis"})
SKIPPED = frozenset(
    f"graphbuilder{part}" for part in ("", "_sentences", "_beam", "_headlines", "_names", "_parses", "_lemmas")
)
"""Components that have nothing to do when a line is read anew: its borders are known, names and parses are repaired later, and so short a
line has few readings."""

_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""))


class Headlines:
    """The component: goes after the recogniser, before names and parses are repaired."""

    def __init__(self, nlp: Language) -> None:
        """Nothing is read yet: a pipeline from disk makes its components before it fills them."""
        self._nlp = nlp

    def __call__(self, doc: Doc) -> Doc:
        """Read the headlines of `doc` anew where they need it; return `doc`."""
        lines = list(headline_lines(doc))
        if not lines:
            return doc
        found = [(line, again) for line in lines if (again := self._again(doc, line, lines)) is not None]
        if found:
            rows = doc.to_array(COLUMNS)
            names = list(doc.ents)
            for (start, end), (again, named) in found:
                rows[start:end] = again.to_array(COLUMNS)
                if named:
                    names = [e for e in names if e.end <= start or e.start >= end]
                    names += [Span(doc, start + e.start, start + e.end, label=e.label) for e in again.ents]
            doc.from_array(COLUMNS, rows)
            doc.ents = sorted(names, key=lambda e: e.start)
        return doc

    def _again(self, doc: Doc, line: tuple[int, int], lines: Sequence[tuple[int, int]]) -> tuple[Doc, bool] | None:
        """Another reading of a line, and whether its names are read anew, too; None when the first reading stands."""
        words = [token.text for token in doc[line[0] : line[1]]]
        cased = truecase(words, running_text(doc, lines), self._is_word) if is_capitalised(words) else words
        named = cased != words
        first = self._read(cased) if named else part(doc, line)
        better = self._hidden_verb(first)
        if better is None and len(words) <= TELEGRAPHIC and not {"the", "a", "an"} & {word.lower() for word in words}:
            better = self._passive(first) or self._future(first)
        elif better is not None and len(words) <= TELEGRAPHIC:
            better = self._passive(better) or better  # six hurt as bus overturns
        paired = with_paired_subjects(better or first)
        if paired is not None:
            return paired, named
        return (better or first, named) if better is not None or named else None

    def _hidden_verb(self, reading: Doc) -> Doc | None:
        """*Gunmen attack bus*, *Court sentences leaders to jail*: a verb that is taken for a noun."""
        told = is_told(reading)
        for token in reading:
            only = self._is_only_verb(token)
            if not only and (told or not self._may_be_verb(token)):
                continue
            words = [t.text for t in reading]
            words[token.i] = stand_in(token)
            again = self._read(words)
            label, subject = again[token.i].dep_, any(c.dep_ == "nsubj" and c.i < token.i for c in again[token.i].children)
            if subject and (label == "ROOT" or (only and label in CLAUSES)):
                return self._with_verb(again, reading, token.i)
        return None

    def _is_only_verb(self, token: Token) -> bool:
        """*as bus overturns*: a third person that is no plural of a noun, behind a noun."""
        if token.i == 0 or not token.tag_.startswith("NN") or not token.text.islower():
            return False
        return self._infinitive(token.text) in _data()["only_verbs"] and token.nbor(-1).tag_ in ("NN", "NNP")

    def _may_be_verb(self, token: Token) -> bool:
        """Whether a noun may be a verb in the present tense: by its form, and by the number of the noun before it."""
        if token.i == 0 or not token.tag_.startswith("NN") or not token.text.islower():
            return False
        word, before = token.text, token.nbor(-1)
        if word in _data()["of_sides"] and before.tag_ == "NNP" and token.i + 1 < len(token.doc) and token.nbor(1).pos_ in BEGINS_OBJECT:
            return True
        if word in self._verbs:
            return is_plural(token.doc, before) and before.lower_ not in _data()["plural_modifiers"]
        verb = self._infinitive(word)
        if verb is None or before.tag_ not in ("NN", "NNP") or token.i + 1 == len(token.doc):
            return False
        after = token.nbor(1)
        return after.pos_ in BEGINS_OBJECT or (after.tag_ == "TO" and verb in _data()["with_infinitive"])

    def _infinitive(self, word: str) -> str | None:
        """The verb of which a word may be the third person: *sentences* -> sentence."""
        bases = (word[: -len(end)] + put for end, put in _ENDINGS if word.endswith(end))
        return next((base for base in bases if base in self._verbs), None)

    def _with_verb(self, again: Doc, reading: Doc, verb: int) -> Doc:
        """The reading with the stand-in taken out: tag and lemma are those of the headline's own verb."""
        word, out = reading[verb].text, rewritten(reading, again.to_array(COLUMNS))
        out[verb].tag_, out[verb].lemma_ = ("VBP", word) if word in self._verbs else ("VBZ", self._infinitive(word) or word)
        return out

    def _passive(self, reading: Doc) -> Doc | None:
        """*Mayor accused of theft*: a past tense without its object, or a participle on the only noun, is a passive without *was*."""
        verb = bare_participle(reading)
        if verb is None:
            return None
        words = [t.text for t in reading]
        again = self._read([*words[: verb.i], "were" if is_plural(reading, reading[verb.i - 1]) else "was", *words[verb.i :]])
        if again[verb.i + 1].dep_ != "ROOT" or again[verb.i].dep_ != "auxpass":
            return None
        return self._without(again, reading, verb.i)

    def _without(self, again: Doc, reading: Doc, extra: int) -> Doc:
        """The reading with the word at `extra` taken out; what hung on it hangs on its head."""
        heads = [token.head.i if token.head.i != extra else again[extra].head.i for token in again]
        keep = [i for i in range(len(again)) if i != extra]
        rows = again.to_array(COLUMNS)[keep]
        for k, i in enumerate(keep):
            rows[k, COLUMNS.index(HEAD)] = np.int64(keep.index(heads[i]) - k).astype("uint64")
        return rewritten(reading, rows)

    def _future(self, reading: Doc) -> Doc | None:
        """*Norway to send troops to Latvia*: an infinitive with a subject is what is going to happen."""
        to = bare_infinitive(reading)
        if to is None:
            return None
        words = [t.text for t in reading]
        again = self._read([*words[: to.i], "will", *words[to.i + 1 :]])
        if again[to.i].dep_ != "aux" or not any(c.dep_ == "nsubj" for c in again[to.i].head.children):
            return None
        return rewritten(reading, again.to_array(COLUMNS))

    def _read(self, words: Sequence[str]) -> Doc:
        """Words as one sentence, through the components of the pipeline that read."""
        doc = SpacyDoc(self._nlp.vocab, words=list(words), spaces=[True] * len(words), sent_starts=[True, *[False] * (len(words) - 1)])
        for name, component in self._nlp.pipeline:
            if name == NAME:
                break
            if name not in SKIPPED:
                doc = component(doc)
        return doc

    def _is_word(self, word: str) -> bool:
        """Whether a dictionary knows a word."""
        return word in self._words

    @cached_property
    def _verbs(self) -> frozenset[str]:
        """The verbs that the model's lemmatiser knows; none if it has no such list."""
        return self._lemmas("verb")

    @cached_property
    def _words(self) -> frozenset[str]:
        """The words that it knows, and prepositions."""
        return self._lemmas("noun", "verb", "adj", "adv") | frozenset(_data()["words"])

    def _lemmas(self, *kinds: str) -> frozenset[str]:
        """The lemmas of these parts of speech in the lemmatiser's tables; of several also their irregular forms."""
        known = dict(self._nlp.components).get("lemmatizer")
        lookups = getattr(known, "lookups", None)
        if lookups is None or not lookups.has_table("lemma_index"):
            return frozenset()
        index, irregular = lookups.get_table("lemma_index"), lookups.get_table("lemma_exc", {})
        found = {str(word) for kind in kinds for word in index.get(kind, ())}
        if len(kinds) > 1:
            found.update(str(form) for kind in kinds for form in irregular.get(kind, ()))
        return frozenset(found)


def headline_lines(doc: Doc) -> Iterator[tuple[int, int]]:
    """First token and end of the sentences of a headline block, and of those that are a line of their own without a full stop."""
    article = doc.user_data.get("article")
    blocks = [(b.start, b.end) for b in article.blocks if b.kind is BlockKind.HEADLINE] if article is not None else []
    for sent in doc.sents:
        start, end = sent.start, sent.end
        while end > start and doc[end - 1].is_space:
            end -= 1
        while start < end and doc[start].is_space:
            start += 1
        if not SHORTEST <= end - start <= LONGEST:
            continue
        offset = doc[start].idx
        alone = (sent.end == len(doc) or "\n" in doc[sent.end - 1].text) and (start == 0 or "\n" in doc[start - 1].text)
        if any(a <= offset < b for a, b in blocks) or (alone and doc[end - 1].text[-1].isalnum()):
            yield start, end


def with_paired_subjects(reading: Doc) -> Doc | None:
    """*Norway, Chad sign deal*: a comma between two names before a verb in the plural stands for *and*."""
    root = next((t for t in reading if t.dep_ == "ROOT"), None)
    if root is None or root.tag_ not in ("VBP", "VBD", "MD"):
        return None
    second = next((t for t in reading if t.dep_ in ("nsubj", "appos") and t.i < root.i and t.tag_ in NAME_TAGS), None)
    if second is None or second.right_edge.i + 1 != root.i or second.left_edge.i < 2 or reading[second.left_edge.i - 1].text != ",":
        return None
    comma = reading[second.left_edge.i - 1]
    first = reading[comma.i - 1]
    if first.tag_ not in NAME_TAGS or first.left_edge.i != 0 or first.head not in (root, second):
        return None
    out = rewritten(reading, reading.to_array(COLUMNS))
    one, other, verb = out[first.i], out[second.i], out[root.i]
    one.head, one.dep_ = verb, "nsubj"
    other.head, other.dep_ = one, "conj"
    out[comma.i].head = one
    return out


def bare_participle(reading: Doc) -> Token | None:
    """*Two editors arrested after protest*: the participle that is the only verb of a line, whichever way the model reads it."""
    root = next((t for t in reading if t.dep_ == "ROOT"), None)
    if root is None:
        return None
    if root.pos_ not in ("VERB", "AUX"):
        if root.lower_ in _data()["participles"] and any(c.dep_ == "nummod" and c.i == root.i - 1 for c in root.children):
            return root  # nine hurt
        return next((c for c in root.children if c.dep_ == "acl" and c.tag_ == "VBN" and c.i == root.i + 1), None)
    if not may_be_participle(root) or root.lemma_.lower() in _data()["active"]:
        return None
    taken = [c for c in root.children if c.dep_ in COMPLEMENTS and c.lower_ not in _data()["states"] and not has_object(c)]
    if taken and not (len(taken) == 1 and is_bare_office(root, taken[0])):
        return None
    return root if any(c.dep_ == "nsubj" and c.i < root.i for c in root.children) else None


def has_object(particle: Token) -> bool:
    """*held | over a theft*: what has an object of its own is a preposition and no particle."""
    return particle.dep_ == "prt" and any(c.dep_ == "pobj" for c in particle.children)


def may_be_participle(verb: Token) -> bool:
    """*arrested*, and forms such as *held* and *shot*, which the model may take for a present tense (*six hurt*)."""
    if verb.lower_ in _data()["participles"]:
        return verb.tag_ in ("VBD", "VBN", "VBP", "VB")
    return verb.tag_ in ("VBD", "VBN") and bool(verb.lower_.endswith("ed"))


def is_bare_office(verb: Token, noun: Token) -> bool:
    """*Incumbent declared winner*: a single noun without a word before it, right behind a verb that names somebody to something."""
    return verb.lemma_.lower() in _data()["naming"] and noun.i == verb.i + 1 and noun.tag_ == "NN" and noun.ent_type_ == ""


def bare_infinitive(reading: Doc) -> Token | None:
    """*Norway to send troops*: the *to* of an infinitive that is the only verb of a line, whichever way the model reads it."""
    to = next((t for t in reading if t.tag_ == "TO" and t.i > 0), None)
    if to is None or to.head.tag_ != "VB":
        return None
    verb, before = to.head, to.nbor(-1)
    if verb.dep_ == "ROOT":
        return to if before.head == verb and before.dep_ == "nsubj" else None
    return to if verb.head == before and before.dep_ == "ROOT" and not is_told(reading) else None


def stand_in(token: Token) -> str:
    """The word that is put in the place of a hidden verb: the model knows it as a verb that is used like this."""
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if after is not None and after.tag_ == "TO":
        return str(_data()["verb_with_infinitive"])
    return str(_data()["verb_with_object" if after is not None and after.pos_ in BEGINS_OBJECT else "verb_without_object"])


def part(doc: Doc, line: tuple[int, int]) -> Doc:
    """A line as a Doc of its own, as the model read it."""
    return doc[line[0] : line[1]].as_doc()


def rewritten(reading: Doc, rows: NDArray[np.uint64]) -> Doc:
    """The words and names of one reading with the tags and the tree of another."""
    out = SpacyDoc(reading.vocab, words=[t.text for t in reading], spaces=[True] * len(reading)).from_array(COLUMNS, rows)
    out.ents = [Span(out, e.start, e.end, label=e.label) for e in reading.ents]
    return out


def running_text(doc: Doc, lines: Sequence[tuple[int, int]]) -> Evidence:
    """How the article writes words outside of its headlines."""
    inside = {i for start, end in lines for i in range(start, end)}
    return evidence_of((token.text, bool(token.is_sent_start)) for token in doc if token.i not in inside)


def is_told(reading: Doc) -> bool:
    """Whether the main word of a line is a verb with a tense, or a participle."""
    root = next((t for t in reading if t.dep_ == "ROOT"), None)
    if root is None:
        return True
    return root.pos_ in ("VERB", "AUX") or any(c.tag_ in FINITE and c.dep_ in ("aux", "cop") for c in root.children)


def is_plural(doc: Doc, token: Token) -> bool:
    """Whether a noun before a verb is a plural: *unions*, *police*, *Poland and Hungary*."""
    if token.tag_ in ("NNS", "NNPS") or token.lower_ in _data()["plurals"]:
        return True
    return token.tag_ in ("NN", "NNP") and token.i > 1 and doc[token.i - 1].lower_ in ("and", ",", "&")


@cache
def _data() -> Any:
    """The word lists of `data/headlines.yml`."""
    data = read_yaml("headlines.yml")
    return {key: frozenset(value) if isinstance(value, list) else value for key, value in data.items()}
