"""Things: common nouns for what is nobody, which *it* and *they* mean, and which *the* same noun takes up again.

They compete for every pronoun, so that *it* is not the company where the report is meant as well. A thing that wins is noted with its
pronoun; only such things, and those told of again by the same or a wider noun, have a chain.

Missed on purpose: what a clause tells (*he denied it*), things behind *about* and the like, wider nouns where two things fit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graphbuilder.data import word_list
from graphbuilder.extract.antecedents import MEMORY, WINDOW
from graphbuilder.extract.candidates import NOUN, Candidate, Kind, phrase_start
from graphbuilder.extract.chains import Chain, Member, Web, describe_phrase
from graphbuilder.extract.clauses import Slot
from graphbuilder.extract.expletives import raises
from graphbuilder.extract.grammar import NESTED, OFTEN, PARALLEL, RECENT, ROLE, Grammar, parallel
from graphbuilder.extract.mention_words import lexicon
from graphbuilder.extract.noun_families import families
from graphbuilder.extract.possessives import is_had_otherwise, subject_around
from graphbuilder.extract.pronoun_constraints import below, is_called_a_matter
from graphbuilder.extract.tree import Tree

UNSURE, UNSURE_OWNER = 0.8, 0.75  # of a thing's salience, for a pronoun and for a possessive: people and bodies are told of more
BESIDE = 0.7  # of a thing that only says more of another: the statue, which shows a leopard
MOST = 4  # further mentions that count
PLAIN, IN_PASSING = 0.77, 0.6  # of the thing's salience: what else could be meant has no more
FOREMOST = frozenset({"subject", "passive subject", "object"})
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
WORDS = frozenset({"JJ", "NN", "NNS", "NNP", "NNPS", "VBN", "CD"})


@dataclass(slots=True, eq=False)
class Thing:
    """What one noun, or several, mean. `heads` are tokens, its pronouns among them; `words` what describes it."""

    noun: str
    plural: bool
    words: frozenset[str]
    heads: list[int]


class Things:
    """The things of an article, numbered in the order of their first mentions."""

    def __init__(self, web: Web, grammar: Grammar) -> None:
        """Put together what the same noun names."""
        self._web = web
        self._grammar = grammar
        self.all: list[Thing] = []
        self._at: dict[int, int] = {}  # head -> number
        known: dict[tuple[str, bool], int] = {}
        for sentence in sorted(grammar.things):
            for i in sorted(grammar.things[sentence]):
                self._read(i, known)

    def _read(self, i: int, known: dict[tuple[str, bool], int]) -> None:
        """Note the noun at token `i` as a mention of a thing, or as a new one."""
        tree = self._web.tree
        plural = tree.tag[i] in ("NNS", "NNPS")
        start = phrase_start(tree, i)
        words = frozenset(tree.lower[k] for k in range(start, i) if tree.tag[k] in WORDS)
        key = (tree.lemma[i], plural)
        again = None
        if tree.lower[start] in DEFINITE and tree.tag[i] in NOUN and not self._told_which(i):
            again = self._told_again(i, known.get(key), words)
            again = self._by_wider_noun(i, plural) if again is None and not words else again
        if again is None:
            again = len(self.all)
            self.all.append(Thing(noun=key[0], plural=plural, words=words, heads=[]))
        known[key] = self._at[i] = again
        self.all[again].heads.append(i)

    def _told_which(self, i: int) -> bool:
        """*the roof of the school*, *the car that hit her*: what follows says which one it is."""
        after = self._web.tree.lower[i + 1 : i + 2]
        return after in (["of"], ["that"], ["which"])

    def _told_again(self, i: int, before: int | None, words: frozenset[str]) -> int | None:
        """*opened a dam in May. ... The dam*: the last thing of that noun, if nothing new is said of it."""
        if before is None or not words <= self.all[before].words:
            return None
        sentence = self._web.tree.sentence
        return before if sentence[i] - sentence[self.all[before].heads[-1]] <= MEMORY else None

    def _by_wider_noun(self, i: int, plural: bool) -> int | None:
        """*A ferry sank. ... The vessel*: the only thing in sight, or farther back, of which a wider noun can be said."""
        tree = self._web.tree
        narrower = families().things.get(tree.lemma[i])
        if narrower is None:
            return None
        for reach in (WINDOW, MEMORY):
            near = (k for s in range(max(0, tree.sentence[i] - reach), tree.sentence[i]) for k in self._grammar.things.get(s, ()))
            found = {self._at[k] for k in near if self.all[self._at[k]].noun in narrower and self.all[self._at[k]].plural is plural}
            if found:
                return found.pop() if len(found) == 1 else None
        return None

    def in_sight(self, c: Candidate, reach: int) -> Iterator[tuple[int, float]]:
        """The number of each thing that a pronoun can mean, with its salience."""
        tree, grammar = self._web.tree, self._grammar
        if c.possessive and is_had_otherwise(tree, c, "Thing"):
            return
        scores: dict[int, float] = {}
        own = grammar.own.get(c.head, ())
        for s in range(c.sentence, max(-1, c.sentence - reach - 1), -1):
            for i in grammar.things.get(s, ()):
                thing = self.all[self._at[i]]
                if i >= c.head or thing.plural is not bool(c.plural) or i == tree.head[c.head]:
                    continue
                if thing.noun in MEASURES and grammar.role.get(i, "") not in FOREMOST:
                    continue  # a planet twice the size of Jupiter
                if not c.possessive and any(a is b for a in own for b in grammar.own.get(i, ())):
                    continue  # arguments of one verb
                role = grammar.role.get(i, "")
                score = RECENT + ROLE.get(role, NESTED) + PARALLEL * parallel(role, grammar.role.get(c.head, ""))
                score += OFTEN * min(MOST, sum(k < c.head for k in thing.heads) - 1)
                score *= BESIDE if self._in_relative_clause(i) else 1.0
                score *= (UNSURE_OWNER if c.possessive else UNSURE) * 0.5 ** (c.sentence - s)
                scores[self._at[i]] = max(score, scores.get(self._at[i], 0.0))
        yield from scores.items()

    def _in_relative_clause(self, i: int) -> bool:
        """*the statue, which shows a leopard*: whether a noun stands in a clause that hangs on another."""
        tree = self._web.tree
        for _ in range(3):
            if tree.dep[i] == "relcl" or tree.head[i] == i:
                return tree.dep[i] == "relcl"
            i = tree.head[i]
        return False

    def take_up(self, c: Candidate, number: int, inside: list[int], rival: float) -> None:
        """Note that a pronoun means a thing, if that is plain: a wrong link is worse than none.

        Args:
            c: the pronoun. number: the thing.
            inside: the quotation of each token.
            rival: the salience of what else could be meant, as a part of the thing's.
        """
        thing = self.all[number]
        last = max(k for k in thing.heads if k < c.head)
        if c.head in self._at or inside[last] != inside[c.head] or not self._is_one(thing):
            return
        foremost = self._grammar.role.get(last, "") in FOREMOST
        of_its_clause = c.possessive and subject_around(self._web.tree, c) == last  # the brand would keep its name
        others = (rival > (PLAIN if foremost else IN_PASSING) and not of_its_clause) or (c.noun == "they" and bool(rival))
        if (others or self.may_be_a_matter(c)) and not shares_object(self._web.tree, c.head, last):
            return
        if c.noun == "they" and self.does_as_people_do(c):
            return
        if below(self._web.tree, c.head, last) or (c.possessive and not self._goes_on(c, last, rival)):
            return  # standards applied to them
        thing.heads.append(c.head)
        self._at[c.head] = number
        self._grammar.things.setdefault(c.sentence, []).append(c.head)

    def does_as_people_do(self, c: Candidate) -> bool:
        """*She wrote his songs. They performed together*: whether only people do what the pronoun does."""
        own = (clause for clause in self._grammar.own.get(c.head, ()) if not clause.passive)
        done = (clause for clause in own if any(a.head.i == c.head for a in clause.fillers(Slot.SUBJECT)))
        return any(clause.lemma.split()[0] in VERBS_OF_PEOPLE for clause in done)

    def _goes_on(self, c: Candidate, last: int, rival: float) -> bool:
        """*The ferry hit its pier*, *A ferry sank. Its captain swam*: of the subject of the clause, or of the sentence before."""
        tree, role = self._web.tree, self._grammar.role.get
        if subject_around(tree, c) == last:
            return tree.lemma[tree.head[last]] not in CAUSING  # moves that led to their removal
        if self._in_clause_of(c, last):
            return rival <= PLAIN
        before = tree.sentence[last] == c.sentence - 1 and role(last) in ("subject", "passive subject")
        return before and rival <= IN_PASSING and role(tree.head[c.head]) in ("subject", "passive subject")

    def _in_clause_of(self, c: Candidate, last: int) -> bool:
        """*A lift stopped after its motor caught fire*: whether what is owned is the subject of a clause that hangs on the thing's verb."""
        tree = self._web.tree
        owned = tree.head[c.head]
        verb = tree.head[owned]
        told = tree.dep[owned] in ("nsubj", "nsubjpass") and tree.dep[verb] == "advcl"
        return told and tree.head[verb] == tree.head[last] and tree.dep[last] in ("nsubj", "nsubjpass")

    def _is_one(self, thing: Thing) -> bool:
        """Whether somebody can go on about it: *a boat*; not *no right*, *called her a socialist*, *Kornblum*, *patience*."""
        tree, i = self._web.tree, thing.heads[0]
        first = i == 0 or tree.sentence[i - 1] != tree.sentence[i]
        named = tree.text[i] != tree.lower[i] and not (first and tree.tag[i] in NOUN)
        vague = thing.noun in TOO_VAGUE or thing.noun.endswith(ABSTRACT_ENDINGS)
        said_of_another = self._grammar.role.get(i) == "complement" or tree.lower[phrase_start(tree, i)] in NOT_ONE
        return not (named or vague or said_of_another)

    def may_be_a_matter(self, c: Candidate) -> bool:
        """*He denied it*, *it means war*: what has been said or done."""
        know, own = lexicon(), self._grammar.own
        if c.plural:
            return False  # what a clause says is one
        if c.noun == "it" and is_called_a_matter(self._web.tree, own, c):
            return True
        tree, link = self._web.tree, self._web.tree.head[c.head]
        if tree.dep[c.head] == "pobj" and tree.lower[link] in ("of", "about") and tree.lemma[tree.head[link]] in VERBS_OF_MATTERS:
            return True  # think of it
        for clause in own.get(c.head, ()):
            verb = clause.lemma.split()[0]
            if raises(self._web.tree.lower, clause):
                continue
            if any(a.head.i == c.head for a in clause.fillers(Slot.SUBJECT)) and verb in know.matter_verbs:
                return True
            if any(a.head.i == c.head for a in clause.fillers(Slot.OBJECT)) and (verb in VERBS_OF_MATTERS or verb in know.speech_verbs):
                return True
        return False

    def chains(self) -> list[Chain]:
        """The chains of the things that are told of more than once."""
        found = (self._mentions(thing) for thing in self.all if len(thing.heads) > 1)
        return [self._chain(members) for members in found]

    def _mentions(self, thing: Thing) -> list[Member]:
        reading, tree = self._web.reading, self._web.tree
        members: list[Member] = []
        for i in sorted(thing.heads):
            start, pronoun = phrase_start(tree, i) if tree.tag[i] in NOUN else i, i in self._web.by_head
            begin, end = reading.offsets[start], reading.end_offset(i + 1)
            kind, rule = (Kind.PRONOUN, "pronoun") if pronoun else (Kind.NOMINAL, "same-noun" if members else "first")
            members.append(Member(start=start, end=i + 1, head=i, char_start=begin, char_end=end, kind=kind, rule=rule))
        return members

    def _chain(self, members: list[Member]) -> Chain:
        name = describe_phrase(self._web.reading, members[0].head, None).base
        return Chain(index=0, name=name, type="Thing", named=False, members=tuple(members), gender="n")


def shares_object(tree: Tree, i: int, last: int) -> bool:
    """*found a camera behind a mirror and took it to the police*: the object of the verb that the pronoun's verb is coordinated with."""
    verb = tree.head[i]
    same = tree.dep[i] == tree.dep[last] == "dobj" and tree.dep[verb] == "conj" and tree.head[verb] == tree.head[last]
    return same and tree.child(verb, "nsubj", "nsubjpass") is None


TOO_VAGUE = word_list("vague_things")
ABSTRACT_ENDINGS = ("ness", "ity", "ism", "ship", "hood", "ance", "ence")
MEASURES = word_list("nouns_of_measure")
CAUSING = word_list("verbs_of_causing")
NOT_ONE = frozenset({"no", "any", "every", "each", "neither", "either"})
VERBS_OF_PEOPLE = word_list("verbs_of_people_meant")
VERBS_OF_MATTERS = word_list("verbs_of_matters")
