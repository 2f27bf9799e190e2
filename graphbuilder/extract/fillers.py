"""What fills a slot: its kinds (country, person, organization ...) and the country that it belongs to.

The names that the model found tell first, then the word classes of the lexicon (`person`, `organization`, `group`, `place`).
A pronoun is what it refers to.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphbuilder.data import word_list
from graphbuilder.extract.clauses import Argument, Slot
from graphbuilder.extract.located import Located
from graphbuilder.extract.phrases import indices_of
from graphbuilder.extract.tree import tree_of
from graphbuilder.gazetteer import country, country_of_words
from graphbuilder.lexicon import Lexicon

Token = Any

KINDS_OF_NAME: dict[str, frozenset[str]] = {
    "PERSON": frozenset({"person", "name"}),
    "NORP": frozenset({"group", "name"}),
    "ORG": frozenset({"organization", "name"}),
    "GPE": frozenset({"place", "name"}),
    "LOC": frozenset({"place", "name"}),
    "FAC": frozenset({"place", "name"}),
    "EVENT": frozenset({"event", "name"}),
    "PERCENT": frozenset({"percent", "quantity"}),
    "MONEY": frozenset({"money", "quantity"}),
    "CARDINAL": frozenset({"quantity"}),
    "QUANTITY": frozenset({"quantity"}),
    "DATE": frozenset({"date"}),
    "TIME": frozenset({"date"}),
}
ACTORS = frozenset({"country", "person", "organization", "group"})
COUNTRIES = frozenset({"country", "actor"})
WORD_KINDS = ("person", "organization", "group", "place")
PARTITIVES = word_list("partitives")
ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "pobj", "conj", "appos"})
PERSONAL = frozenset({"he", "she", "they", "we", "i", "him", "her", "them", "us", "who", "whom", "you"})
NOTHING: frozenset[str] = frozenset()
COUNTED = {"nsubjpass": "befalls_people", "dobj": "befalls_people", "nsubj": "people_do"}
"""How a number hangs on a verb -> the class of the verbs beside which it counts people."""


class Fillers:
    """Kinds and countries of the words of one document, found once for each word."""

    def __init__(self, doc: Any, lexicon: Lexicon, antecedent: Mapping[int, Token | None], located: Located) -> None:
        """Nothing is read before it is asked for."""
        self.doc, self.lexicon, self.antecedent, self.located = doc, lexicon, antecedent, located
        self.tree = tree_of(doc)
        self._kinds: dict[int, frozenset[str]] = {}
        self._country: dict[int, str | None] = {}
        self._span: dict[int, tuple[int, int]] | None = None

    def resolved(self, token: Token) -> Token:
        """What a pronoun refers to; every other word is itself."""
        i = token.i
        found = self.antecedent.get(i) if self.tree.pos[i] == "PRON" else None
        return token if found is None else found

    def words(self, token: Token) -> frozenset[str]:
        """The words that the phrase headed by `token` answers to: form and lemma, of a pronoun those of what it refers to, too."""
        lower, meant = self.tree.lower, self.resolved(token).i
        lemma = self.tree.lemma[meant]
        found = {lower[token.i], lower[meant], lemma}
        if meant > 1 and lower[meant - 1] == "-":  # start-up: three tokens
            found.add(f"{lower[meant - 2]}-{lemma}")
        return frozenset(found)

    def kinds(self, token: Token) -> frozenset[str]:
        """The kinds of the phrase headed by `token`, empty when nothing is known."""
        token = self.resolved(token)
        known = self._kinds.get(token.i)
        if known is None:
            self._kinds[token.i] = NOTHING  # against circles
            known = self._kinds[token.i] = self._find_kinds(token)
        return known

    def _find_kinds(self, token: Token) -> frozenset[str]:
        lemma, label = token.lemma_.lower(), token.ent_type_
        found = set(KINDS_OF_NAME.get(label, NOTHING))
        if token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "PRON", "X"):
            words = self.lexicon.words
            social = token.i > 0 and self.tree.lower[token.i - 1] == "social"
            form = lemma if social else token.lower_  # the media are many, social media are a medium
            found.update(k for k in WORD_KINDS if lemma in (known := words.get(k, NOTHING)) or form in known)
            if lemma == "state" and self.is_condition(token.i):
                found = {"event"}
        if lemma == "campaign" and self.is_somebodys(token.i):
            found = {"organization"}
        if label in ("GPE", "NORP") and self.country_of_name(token.i):
            found.add("country")
        if not found and token.pos_ in ("PROPN", "ADJ") and self.country_of_name(token.i):
            found |= {"country", "place", "group"}
        if not found and token.pos_ == "PROPN" and token.text[:1].isupper() and lemma not in self.lexicon.nouns:
            found |= {"organization", "name"}  # a name that the model does not know can act
        if "country" in found and (label == "NORP" or token.pos_ == "ADJ" or names_country(token)):
            found.add("nation")
        if token.lower_ in PERSONAL or (label == "NORP" and self.is_countryman(token)):
            found.add("person")
        if lemma in PARTITIVES or token.pos_ == "NUM" or label in ("CARDINAL", "QUANTITY"):
            found |= self._of_phrase(token)
            if self.counts_people(token.i):
                found.add("person")
            if not label and self.tree.tag[token.i] == "CD" and not is_year(lemma):
                found.add("quantity")  # topped 900
        if lemma in ("%", "percent"):
            found.add("percent")
        if self.tree.child(token.i, "nummod") is not None:
            found.add("quantity")
            if lemma in self.lexicon.words.get("currency", NOTHING):
                found.add("money")  # the model knows dollars, seldom euros or pesos
        if found & ACTORS:
            found.add("actor")
        if lemma in self.lexicon.nouns or lemma.endswith("ing"):
            found.add("event")
        if "event" not in found or "actor" in found:
            found.add("doer")
        return frozenset(found)

    def is_condition(self, i: int) -> bool:
        """*lives in a state of fear*, not *the state of Ohio* or *the state of emergency*: how somebody is, and no place or party."""
        p = next((c for c in self.tree.childs(i, "prep") if self.tree.lower[c] == "of"), None)
        inner = self.tree.child(p, "pobj") if p is not None else None
        article = self.tree.child(i, "det")
        return inner is not None and self.tree.pos[inner] == "NOUN" and (article is None or self.tree.lower[article] == "a")

    def is_somebodys(self, i: int) -> bool:
        """*the Lund campaign*, *Lund's campaign*: the people around a candidate, and no deed of his."""
        tree = self.tree
        before = tree.childs(i, "poss", "compound", "nmod")
        return any(tree.entity[c] in ("PERSON", "ORG") or tree.lower[c] in ("his", "her") for c in before)

    def is_countryman(self, token: Token) -> bool:
        """*The Kenyan won*, *two Belgians*: a name of a people that stands for one of them, or for some that are counted."""
        if self.tree.child(token.i, "nummod") is not None:
            return True
        return token.tag_ in ("NN", "NNP", "JJ") and self.tree.dep[token.i] in ARGUMENTS and self.tree.child(token.i, "det") is not None

    def counts_people(self, i: int) -> bool:
        """*200 were rescued*, *police arrested three*, *dozens fled*: a number without a noun, beside a verb of what befalls people."""
        tree = self.tree
        bare = tree.tag[i] == "CD" or (tree.lower[i].endswith("s") and tree.lemma[i] in PARTITIVES)
        if not bare or tree.entity[i] in ("DATE", "TIME", "PERCENT", "MONEY", "ORDINAL") or tree.child(i, "prep") is not None:
            return False
        link = tree.dep[i]
        while link == "conj" and tree.tag[tree.head[i]] == "CD":
            i = tree.head[i]
            link = tree.dep[i]
        words = COUNTED.get(link, "")
        return bool(words) and tree.lemma[tree.head[i]] in self.lexicon.words.get(words, NOTHING)

    def _of_phrase(self, token: Token) -> frozenset[str]:
        """*thousands of students*, *members of the council*: what stands after "of"."""
        for p in self.tree.childs(token.i, "prep"):
            if self.tree.lower[p] in ("of", "from") and (inner := self.tree.child(p, "pobj")) is not None:
                return self.kinds(self.tree.tokens[inner])
        return NOTHING

    def country_of_name(self, i: int) -> str | None:
        """The country that the name around token `i` tells (a country, people, capital, body ...), or None."""
        if i not in self._country:
            start, end = self._name(i)
            self._country[i] = country_of_words(self.located.words(range(start, end)))
        return self._country[i]

    def _name(self, i: int) -> tuple[int, int]:
        """The tokens of the named entity at `i`; the token alone when it is capitalised; nothing else."""
        if self._span is None:
            self._span = {k: (start, end) for start, end, _ in self.tree.names for k in range(start, end)}
        if i in self._span and self.tree.entity[i] not in ("DATE", "TIME", "CARDINAL", "PERCENT"):
            return self._span[i]
        return (i, i + 1) if self.tree.text[i][:1].isupper() and self.tree.pos[i] in ("PROPN", "ADJ") else (i, i)

    def name_around(self, i: int) -> Any | None:
        """The span of the name at token `i`, None where there is none."""
        start, end = self._name(i)
        return self.doc[start:end] if end > start else None

    def country(self, token: Token) -> str | None:
        """The country of the phrase headed by `token`: *Belarusian officials*, *Lebanon's new president*."""
        token = self.resolved(token)
        return country_of_words(self.located.words(indices_of(self.tree, token.i)))

    def country_words(self, token: Token) -> list[Token]:
        """Words below `token`, itself included, that name a country or people, one for each name, in text order."""
        found, last = [], -1
        for k in self.tree.subtree(token.i):
            if k > last and self.tree.text[k][:1].isupper() and self.country_of_name(k):
                last = self._name(k)[1] - 1
                found.append(self.tree.tokens[last if self.tree.entity[last] else k])
        return found

    def is_of(self, argument: Argument, kinds: frozenset[str]) -> bool:
        """Whether the filler is of one of these kinds; a modifier that names a country (*Belarusian*) counts as one."""
        if not kinds.isdisjoint(self.kinds(argument.head)):
            return True
        if argument.slot is not Slot.MODIFIER or COUNTRIES.isdisjoint(kinds):
            return False
        i = self.resolved(argument.head).i
        return self.tree.pos[i] in ("ADJ", "PROPN") and self.country_of_name(i) is not None


def is_year(word: str) -> bool:
    """Whether a bare number may be a year of our time."""
    return len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")


def names_country(head: Token) -> bool:
    """Whether a word is, or ends, the name of a country itself, not of a place in it."""
    doc, name = head.doc, head.text
    return country(name) is not None or (head.i > 0 and country(f"{doc[head.i - 1].text} {name}") is not None)
