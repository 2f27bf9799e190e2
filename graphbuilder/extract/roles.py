"""From a trigger to the fillers of its roles: walks the paths that frames name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from graphbuilder.data import word_list
from graphbuilder.extract.clauses import Argument, Clause, ClauseKind, Clauses, Slot, noun_clause, prepositional
from graphbuilder.extract.fillers import Fillers
from graphbuilder.lexicon import Constraint, Frame, Roles, SlotPath

Token = Any
Slots = dict[str, list[Argument]]
Filled = tuple[tuple[str, Token, Argument], ...]
Typed = Callable[[Token, frozenset[str]], bool]
"""Whether the clause or noun headed by a token says an event of one of these classes."""

MODALS = {"ll": "will", "'ll": "will", "’ll": "will", "wo": "will", "'d": "would", "’d": "would", "ca": "can"}


TIME_NOUNS = word_list("nouns_of_time")
PARTY_PREPOSITIONS = frozenset({"from", "to", "by", "with", "against"})
NONE: list[Argument] = []
NO_WORDS: frozenset[str] = frozenset()
LINKED_BY_MARK = frozenset({"clause", "adverbial"})
NAMES = frozenset({"PERSON", "GPE", "NORP", "ORG"})
OVER_TO = frozenset({"over to", "back to", "closer to"})
PARTIES = frozenset({"actor", "recipient", "candidate"})
THINGS = frozenset({"object", "reason"})
"""Roles that the noun of a trigger does not fill: *held a rally*. It is the topic where nothing else is (*opposed the deal*)."""


class Walker:
    """Follows the paths of frames through the clauses of one document."""

    def __init__(self, clauses: Clauses, fillers: Fillers, typed: Typed) -> None:
        """Noun clauses are made when a path first leads through a noun."""
        self.clauses, self.fillers, self.typed = clauses, fillers, typed
        self._nouns: dict[int, Clause] = {}
        self._arguments: dict[int, tuple[Clause, list[Argument]]] = {}
        self._in_slots: dict[int, Slots] = {}
        self._asked: list[Clause] = []  # readings made on the way must outlive their entries, which go by identity
        self._words: dict[int, frozenset[str]] = {}
        self._beside: dict[int, frozenset[str]] = {}
        self._below: dict[int, list[Clause]] = {}
        for c in clauses.all:
            if c.parent is not None:
                self._below.setdefault(id(c.parent), []).append(c)

    def noun(self, token: Token) -> Clause:
        """The noun clause of a token, made once."""
        if token.i not in self._nouns:
            self._nouns[token.i] = noun_clause(token, self.clauses)
        return self._nouns[token.i]

    def follow(self, slots: Slots, path: SlotPath) -> list[Argument]:
        """All arguments at the end of a path that meet its constraint, in text order of the slots."""
        return [a for a in self.reached(slots, path) if self.meets(a, path.constraint) and self.says_something(a)]

    def leads(self, slots: Slots, path: SlotPath) -> bool:
        """Whether a path leads to any argument that meets its constraint."""
        found, constraint = self.reached(slots, path), path.constraint
        return bool(found) and any(self.meets(a, constraint) and self.says_something(a) for a in found)

    def reached(self, slots: Slots, path: SlotPath) -> list[Argument]:
        """The arguments at the end of a path, whatever they are."""
        slot, preps = path.steps[0]
        found = self.step(slots, slot, preps)
        for slot, preps in path.steps[1:]:
            found = [a for low in found for a in self.step(self.in_slots(self.below(low)), slot, preps)]
        return found

    def below(self, argument: Argument) -> Clause:
        """The clause that an argument opens: its own for a verb, else that of its noun."""
        return self.clauses.verbal(argument.head.i) or self.noun(argument.head)

    def below_clause(self, clause: Clause) -> list[Clause]:
        """The clauses that hang on this one, in text order."""
        return self._below.get(id(clause), [])

    def step(self, slots: Slots, slot: str, preps: frozenset[str]) -> list[Argument]:
        """The arguments in one slot, with `preps` those that one of these words joins on."""
        found = slots.get(slot, NONE)
        if not preps or not found:
            return found
        if slot in LINKED_BY_MARK:
            return [a for a in found if self.mark(a) in preps or onward(a, preps)]
        return [a for a in found if a.prep in preps or onward(a, preps)]

    def mark(self, argument: Argument) -> str:
        """The subordinating word of a clause, what joins it on as a preposition does a phrase; "" without one."""
        below = self.clauses.verbal(argument.head.i)
        return below.mark if below is not None else ""

    def negation(self, clause: Clause) -> list[Argument]:
        """The word that negates a clause, or an adjective of its own: *was found not guilty*."""
        if clause.negation is not None:
            return [Argument(Slot.ADVERB, clause.negation)]
        word = self.fillers.tree.child(clause.head.i, "neg") if clause.kind is ClauseKind.NOUN else None
        return [Argument(Slot.ADVERB, self.fillers.doc[word])] if word is not None else []

    def in_slots(self, clause: Clause) -> Slots:
        """What stands in the slots of a clause, made once: most slots that frames ask for are empty.

        `modal`, `verb`, `negation`, `subjunctive`, `unsaid`, `adverbial` and `host` lead to other words of the sentence.
        """
        known = self._in_slots.get(id(clause))
        if known is None:
            self._asked.append(clause)
            known = self._in_slots[id(clause)] = self._find_slots(clause)
        return known

    def _find_slots(self, clause: Clause) -> Slots:
        slots: Slots = {}
        for a in self.arguments(clause):
            slots.setdefault(a.slot, []).append(a)
        parent = clause.parent
        further = {
            "modal": [Argument(Slot.ADVERB, t) for t in clause.auxiliaries if t.tag_ == "MD"],
            "verb": [Argument(Slot.ADVERB, clause.verb)] if clause.verb is not None else NONE,
            "negation": self.negation(clause),
            "subjunctive": [Argument(Slot.ADVERB, clause.verb)] if is_subjunctive(clause) else NONE,
            "unsaid": [Argument(Slot.ADVERB, clause.verb)] if clause.passive and "subject" not in slots else NONE,
            "adverbial": [Argument(Slot.CLAUSE, c.head) for c in self.below_clause(clause) if c.link == "adverbial"],
            "host": [Argument(Slot.CLAUSE, parent.verb)] if parent is not None and parent.verb is not None else NONE,
        }
        slots.update((slot, found) for slot, found in further.items() if found)
        return slots

    def arguments(self, clause: Clause) -> list[Argument]:
        """The arguments of a clause and those that the parser hung one word too low, made once."""
        key = id(clause)
        if key not in self._arguments:
            found = list(clause.arguments)
            if clause.kind is ClauseKind.COPULA:
                found += [a for a in self.noun(clause.head).arguments if a.slot is Slot.PREP]
                found += self.measures(clause)
            elif clause.kind is not ClauseKind.NOUN:
                found += self.below_adjective(clause)
            if clause.kind is ClauseKind.NOUN:
                found += self.infinitives_of_noun(clause.head)
            found += self.infinitives(clause, {a.head.i for a in found})
            found += self.below_names(found, by_phrase=clause.verb is None)
            if clause.passive and not any(a.slot is Slot.SUBJECT for a in found):
                found += self.agents_below(found)
            self._arguments[key] = clause, found  # the clause is kept, so that its id stays its own
        return self._arguments[key][1]

    def below_adjective(self, clause: Clause) -> list[Argument]:
        """*stood firm | against the claim*, *remained loyal | to the king*: the phrases of an adjective that completes the verb."""
        completing = (a.head for a in clause.arguments if a.slot is Slot.COMPLEMENT and a.head.pos_ == "ADJ")
        return [a for head in completing for a in self.noun(head).arguments if a.slot is Slot.PREP]

    def agents_below(self, arguments: Sequence[Argument]) -> list[Argument]:
        """*was questioned about the losses | by deputies*: the agent that the parser hangs on the noun of the phrase before it.

        A noun that names a deed keeps it: *was hurt in a raid by soldiers*.
        """
        tree = self.fillers.tree
        last = max((a for a in arguments if a.slot is Slot.PREP and a.head.pos_ in ("NOUN", "PROPN")), key=lambda a: a.head.i, default=None)
        if last is None or "event" in self.fillers.kinds(last.head):
            return []
        by = (p for p in tree.childs(last.head.i, "prep", "agent") if tree.lower[p] == "by")
        found = [a for p in by for a in prepositional(tree, p, agent=True)]
        return [a for a in found if "actor" in self.fillers.kinds(a.head)]

    def measures(self, clause: Clause) -> Iterator[Argument]:
        """*is 2 percent higher*, *were up 3 percent at 30 euros*: how far, and the phrases of the adverb."""
        tree = self.fillers.tree
        adverbs = [a.head.i for a in clause.arguments if a.slot is Slot.ADVERB]
        for i in (clause.head.i, *adverbs):
            have = {a.head.i for a in clause.arguments}
            yield from (Argument(Slot.TIME, tree.tokens[k], surface="time") for k in tree.childs(i, "npadvmod") if k not in have)
        for i in adverbs:
            yield from (a for p in tree.childs(i, "prep") for a in prepositional(tree, p))

    def infinitives(self, clause: Clause, have: set[int]) -> list[Argument]:
        """*is ready to open*, *flew to Rome to meet*: infinitives below the complement, and those of purpose."""
        return [
            Argument(Slot.INFINITIVE, c.head, surface="infinitive")
            for c in self._below.get(id(clause), ())
            if c.head.i not in have
            and c.link in ("infinitive", "adverbial")
            and any(a.tag_ == "TO" for a in c.auxiliaries)
        ]

    def infinitives_of_noun(self, noun: Token) -> list[Argument]:
        """*plans to cooperate*, *a refusal to pay*."""
        tree = self.fillers.tree
        below = (c for c in tree.childs(noun.i, "acl", "relcl", "xcomp", "ccomp") if self.clauses.verbal(c) is not None)
        return [
            Argument(Slot.INFINITIVE, tree.tokens[c], surface="infinitive")
            for c in below
            if any(tree.tag[k] == "TO" for k in tree.childs(c, "aux"))
        ]

    def is_time(self, token: Token) -> bool:
        """Whether a word names a stretch of time; it takes no parties of its own."""
        return token.ent_type_ in ("DATE", "TIME") or token.lemma_.lower() in TIME_NOUNS

    def below_names(self, arguments: Sequence[Argument], by_phrase: bool) -> list[Argument]:
        """*met the Pope in Rome*, *fled from Aleppo to Turkey*: a name takes no phrase but "of"; it belongs to the predicate.

        With `by_phrase` also *the murder of the editor by gangsters*: who did it belongs to the noun that says the deed.
        """
        tree, found = self.fillers.tree, list[Argument]()
        have = {a.prep for a in arguments if a.slot is Slot.PREP}
        for a in arguments:
            if a.slot is Slot.PREP and self.is_time(a.head):  # during this period | from Russia
                found += [
                    x for x in self.noun(a.head).arguments if x.slot is Slot.PREP and x.prep in PARTY_PREPOSITIONS
                ]
            if a.first is not None and a.prep not in ("out of", "because of"):
                below = tree.childs(a.first.i, "prep")  # from Aleppo | to Turkey
                found += [x for p in below if p > a.head.i for x in prepositional(tree, p)]
            pos = tree.pos[a.head.i]
            if a.slot not in (Slot.OBJECT, Slot.PREP) or pos not in ("PROPN", "NOUN"):
                continue
            named = pos == "PROPN" and a.head.ent_type_ in NAMES
            if named or (by_phrase and a.slot is Slot.PREP):
                for inner in self.noun(a.head).arguments:
                    free = inner.slot is Slot.PREP and inner.prep not in have and not inner.shared
                    if free and (inner.prep == "by" or (named and inner.prep not in ("of", "for"))):
                        found.append(inner)
        return found

    def says_something(self, argument: Argument) -> bool:
        """Whether a filler has a letter, a figure or a sign for a unit: dashes and blanks that the parser takes for nouns fill nothing."""
        word = self.fillers.tree.text[argument.head.i]
        return word[0].isalnum() or any(c.isalnum() or c in "%$" for c in word)

    def meets(self, argument: Argument, constraint: Constraint) -> bool:
        """Whether an argument is what the constraint asks for; modal verbs count by their full form."""
        if constraint.free:
            return True
        if constraint.words and not constraint.words.isdisjoint(self.words(argument.head)):
            return True
        if constraint.kinds and self.fillers.is_of(argument, constraint.kinds):
            return True
        return bool(constraint.classes) and self.typed(argument.head, constraint.classes)

    def words(self, head: Token) -> frozenset[str]:
        """The words that a filler answers to, with the full form of a modal and the whole lemma of a clause; found once."""
        known = self._words.get(head.i)
        if known is None:
            word, clause = self.fillers.tree.lower[head.i], self.clauses.verbal(head.i)
            known = self.fillers.words(head) | {MODALS.get(word, word)} | ({clause.lemma} if clause is not None else NO_WORDS)
            self._words[head.i] = known
        return known

    def beside(self, clause: Clause) -> frozenset[str]:
        """All words that fillers in the slots of a clause answer to, made once: a frame that asks for others need not be tried."""
        known = self._beside.get(id(clause))
        if known is None:
            found = set[str]()
            for fillers in self.in_slots(clause).values():  # keeps the clause, so that its id stays its own
                for a in fillers:
                    found.update(self.words(a.head))
            known = self._beside[id(clause)] = frozenset(found)
        return known

    def holds(self, clause: Clause, frame: Frame, direct_host: bool = True) -> int | None:
        """How many conditions of the frame hold; None when one fails.

        A noun's host counts for `when` only if the noun is an argument of it (`direct_host`).
        """
        slots = self.in_slots(clause)
        for asked in frame.asked:
            if asked.isdisjoint(slots):
                return None
        for group in frame.when:
            for path in group:
                if path.slot in slots and (direct_host or path.slot != "host") and self.leads(slots, path):
                    break
            else:
                return None
        for group in frame.unless:
            for path in group:
                if path.slot in slots and self.leads(slots, path):
                    return None
        return len(frame.when)

    def fill(self, clause: Clause, roles: Roles, trigger: Sequence[Token] = ()) -> Filled:
        """The fillers of all roles: for each, those of the first path that leads to any; no word is two parties or party and trigger."""
        out: list[tuple[str, Token, Argument]] = []
        words = {t.i for t in trigger}
        used = set(words)
        for role, paths in roles:
            party = role in PARTIES
            found = self.first(clause, paths, used if party else words if role in THINGS or role == "topic" else set(), party)
            if not found and role == "topic" and words:
                found = self.first(clause, paths, set())
            for argument in self.without_parts(found) if len(found) > 1 else found:
                out.append((role, argument.head, argument))
                if party:
                    used.add(self.fillers.resolved(argument.head).i)
        return tuple(out)

    def without_parts(self, found: list[Argument]) -> list[Argument]:
        """*agreed to be | its sponsor*: what another filler of the role has in it is said once; coordinated ones stay."""
        heads = {a.head.i for a in found}
        return [a for a in found if not self.is_part(a.head.i, heads)]

    def is_part(self, i: int, heads: set[int]) -> bool:
        """Whether a word stands below one of these, and not beside it."""
        tree = self.fillers.tree
        while tree.head[i] != i and tree.dep[i] not in ("conj", "appos"):
            i = tree.head[i]
            if i in heads:
                return True
        return False

    def points_back(self, head: Token) -> bool:
        """*That could include suing the owners*: what is said before, and nobody who acts."""
        return head.tag_ == "DT" and head.lower_ in ("this", "that") and self.fillers.resolved(head) is head

    def first(self, clause: Clause, paths: Sequence[SlotPath], used: set[int], party: bool = False) -> list[Argument]:
        """The fillers that the first path with any leads to, without those that fill another role already."""
        slots = self.in_slots(clause)
        for path in paths:
            if path.slot not in slots:
                continue
            found = [a for a in self.follow(slots, path) if self.fillers.resolved(a.head).i not in used]
            if party:
                found = [a for a in found if not self.points_back(a.head)]
            if found:
                return found
        return []


def is_subjunctive(clause: Clause) -> bool:
    """*insisted that the army withdraw*: the bare form of the verb, or of its auxiliary, says what is to be; *has withdrawn* what is.

    A plural hides it, but not below a verb of the past: *insisted that the troops leave*.
    """
    if clause.verb is None or clause.kind is ClauseKind.NOUN:
        return False
    first = min((*clause.auxiliaries, clause.verb), key=lambda t: t.i) if clause.auxiliaries else clause.verb
    tag = first.tag_
    if tag != "VBP":
        return bool(tag == "VB")
    singular = any(a.head.tag_ in ("NN", "NNP") for a in clause.fillers(Slot.SUBJECT))
    past = clause.verb.head.tag_ in ("VBD", "VBN") and first is clause.verb and first.lemma_ != "be"
    return singular or past


def onward(argument: Argument, preps: frozenset[str]) -> bool:
    """*turned him over to Peru*: a particle before "to" belongs to the verb; the party stands behind "to"."""
    return "to" in preps and argument.prep in OVER_TO


def is_host(noun: Token, clause: Clause, slot: Slot) -> bool:
    """Whether the noun stands in this slot of the clause."""
    if clause.kind is ClauseKind.EXISTENTIAL and slot is Slot.SUBJECT:
        return any(a.head.i == noun.i for a in clause.arguments if a.slot in (Slot.SUBJECT, Slot.COMPLEMENT))
    return any(a.slot is slot and a.head.i == noun.i for a in clause.arguments)
