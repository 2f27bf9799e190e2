"""Which frame a clause or a noun is an instance of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from typing import Any

from graphbuilder.data import word_list
from graphbuilder.extract.clauses import Argument, Clause, ClauseKind, Clauses, Slot
from graphbuilder.extract.deeds import as_verb
from graphbuilder.extract.fillers import Fillers
from graphbuilder.extract.matches import Match, best
from graphbuilder.extract.particles import as_adjective, other_readings
from graphbuilder.extract.roles import MODALS, OVER_TO, Walker, is_host
from graphbuilder.extract.sharing import up_to
from graphbuilder.extract.trigger_words import bare_lemma, names_of, preceded, says_when, says_where
from graphbuilder.lexicon import Frame, Lexicon, Light, Lights

Token = Any

NO_WORDS: frozenset[str] = frozenset()
OBJECTS = frozenset({Slot.OBJECT, Slot.ADVERB, Slot.COMPLEMENT, Slot.TIME, Slot.CLAUSE})
COLLECTIONS = word_list("collections")


class Matcher:
    """Finds the best frame of clauses and nouns of one document; every answer is found once."""
    __deletable__ = ("walker",)  # mypyc asks for it

    def __init__(self, lexicon: Lexicon, clauses: Clauses, fillers: Fillers) -> None:
        """`fillers` must be those of the same document."""
        self.lexicon, self.clauses, self.fillers = lexicon, clauses, fillers
        self.walker = Walker(clauses, fillers, self.says)
        self._best: dict[int, Match | None] = {}
        self._nouns: dict[int, Match | None] = {}

    def close(self) -> None:
        """Let go of the walker: it holds the matcher in turn, and only the collector of cycles would find them."""
        del self.walker

    # --- clauses

    def of_clause(self, clause: Clause) -> Match | None:
        """The best frame whose trigger is the predicate of this clause, modal frames apart."""
        key = id(clause)
        if key not in self._best:
            self._best[key] = None  # a clause that embeds itself types nothing
            self._best[key] = best(self.candidates(clause))
        return self._best[key]

    def candidates(self, clause: Clause) -> list[Match]:
        """All frames of the lexicon whose trigger and conditions hold for this clause."""
        if clause.verb is None:
            return []
        readings = [clause, *other_readings(clause, self.lexicon, self.fillers)]
        return [match for said in readings for match in self.of_reading(said, clause) if match is not None]

    def of_reading(self, clause: Clause, governing: Clause) -> list[Match | None]:
        """The frames of one reading of a clause: the clause of the document, or one that it may be instead."""
        found = [self.checked(f, clause, trigger, 1 + (len(trigger) > 1), governing) for f, trigger in self.single_words(clause)]
        if clause.passive and (frames := self.lexicon.adjectives.get(bare_lemma(self.fillers.tree, clause))):
            state = as_adjective(clause)
            found += [self.checked(f, state, (clause.verb,), 1, governing) for f in frames]
        found += [
            self.checked(f, self.with_nouns(clause, trigger), trigger, len(trigger), governing)
            for f, trigger in self.light_triggers(clause)
        ]
        return found

    def frames_of(self, lemma: str, clause: Clause) -> Sequence[Frame]:
        """The frames of a verb, but for those that ask for words that this clause does not have."""
        choice = self.lexicon.choices.get(lemma)
        return choice.asked_for(self.walker.beside(clause)) if choice is not None else self.lexicon.verbs.get(lemma, ())

    def single_words(self, clause: Clause) -> Iterator[tuple[Frame, tuple[Token, ...]]]:
        """Verbs, verbs with particle (also where the parser calls it a preposition), adjectives of a copula."""
        head = clause.verb
        if clause.kind is ClauseKind.COPULA:
            lemma = clause.head.lemma_.lower()
            for frame in self.lexicon.adjectives.get(lemma, ()):
                yield frame, (clause.head,)
            if clause.head.i == head.i:
                yield from self.without_complement(clause)
            return
        particle = (clause.particle,) if clause.particle is not None else ()
        for frame in self.frames_of(clause.lemma, clause):
            yield frame, (head, *particle)
        if clause.kind is ClauseKind.EXISTENTIAL:
            return
        bare = bare_lemma(self.fillers.tree, clause)
        for argument in clause.arguments:
            if argument.slot is Slot.PREP and self.joins_verb(clause, argument):
                for prep in {argument.prep: 0, argument.prep.split(" ")[0]: 0}:
                    for frame in self.frames_of(f"{bare} {prep}", clause):
                        yield frame, (head, argument.first)
            elif argument.slot is Slot.ADVERB:
                for frame in self.frames_of(f"{bare} {argument.head.lower_}", clause):
                    yield frame, (head, argument.head)
            elif argument.slot is Slot.COMPLEMENT:
                for frame in self.lexicon.adjectives.get(argument.head.lemma_.lower(), ()):
                    yield frame, (head, argument.head)

    def without_complement(self, clause: Clause) -> Iterator[tuple[Frame, tuple[Token, ...]]]:
        """*Shares were up 3 percent*, *inflation was at 4 percent*: an adverb or a phrase says what the subject is."""
        for frame in self.frames_of("be", clause):
            yield frame, (clause.head,)
        for argument in clause.arguments:
            if argument.slot is Slot.ADVERB:
                for frame in self.lexicon.adjectives.get(argument.head.lower_, ()):
                    yield frame, (clause.head, argument.head)

    def joins_verb(self, clause: Clause, argument: Argument) -> bool:
        """Whether a preposition can be the second word of the verb: *called | on Iran*, but not *signed a treaty | on water*."""
        if argument.first is None or argument.via is not None or says_when(argument) or says_where(argument):
            return False
        if clause.verb is not None and argument.first.i < clause.verb.i:  # in which the actors were given tasks
            return False
        if argument.prep in OVER_TO:
            return True  # turned the mayor | over to Peru
        objects = (a.head.i for a in clause.arguments if a.slot in (Slot.OBJECT, Slot.INDIRECT))
        return not any(clause.verb.i < i < argument.first.i for i in objects) if clause.verb is not None else False

    def several_words(self, clause: Clause) -> list[Lights]:
        """The patterns of this clause's verb, with its particle."""
        verbs = [clause.lemma]
        bare = bare_lemma(self.fillers.tree, clause)
        for argument in clause.arguments:  # *pulled | out of the alliance*: the particle is parsed as a preposition
            if argument.slot is Slot.PREP and " " in argument.prep:
                verbs.append(f"{bare} {argument.prep.split(' ')[0]}")
            elif argument.slot is Slot.ADVERB and clause.particle is None:  # *walked | away | from the post*
                verbs.append(f"{bare} {argument.head.lower_}")
        light = self.lexicon.light
        return [light[verb] for verb in verbs if verb in light]

    def light_triggers(self, clause: Clause) -> Iterator[tuple[Frame, tuple[Token, ...]]]:
        """Triggers of several words that stand in the clause; patterns of whose words it has none are not asked."""
        several = self.several_words(clause)
        if not several:
            return
        preps = {word for a in clause.arguments if a.slot is Slot.PREP for word in (a.prep, *a.prep.split(" "))}
        objects = self.object_words(clause) if any(lights.with_objects for lights in several) else NO_WORDS
        for frame, light in [found for lights in several for found in lights.asked_for(preps, objects)]:
            if light.objects and light.objects.isdisjoint(objects):
                continue
            trigger = self.light_trigger(clause, light)
            if trigger is not None:
                yield frame, trigger

    def light_trigger(self, clause: Clause, light: Light) -> tuple[Token, ...] | None:
        """The tokens of a trigger of several words in this clause, or None."""
        trigger: list[Token] = [clause.verb]
        if light.objects:
            found = self.object_of(clause, light.objects)
            if found is None:
                return None
            trigger.append(found)
        if light.preps:
            phrase = next(
                (
                    a
                    for a in clause.arguments
                    if a.slot is Slot.PREP
                    and (a.prep in light.preps or not light.preps.isdisjoint(a.prep.split(" ")))
                    and (self.named(a.head, light.nouns) if light.nouns else not says_when(a))
                ),
                None,
            )
            if phrase is None:
                return None
            trigger += [t for t in (phrase.first, phrase.head if light.nouns else None) if t is not None]
        if clause.particle is not None:
            trigger.append(clause.particle)
        return tuple(sorted(trigger, key=lambda t: t.i))

    def named(self, token: Token, words: frozenset[str]) -> bool:
        """Whether a token is one of these words."""
        return not words.isdisjoint(names_of(self.fillers.tree, token.i))

    def with_nouns(self, clause: Clause, trigger: tuple[Token, ...]) -> Clause:
        """The clause with the phrases of the trigger's nouns: came to *terms* with the owners."""
        nouns = (t for t in trigger if t.pos_ in ("NOUN", "PROPN"))
        own = [a for noun in nouns for a in self.walker.noun(noun).arguments]
        lent = [a for a in own if a.slot is Slot.PREP and not a.shared]
        if clause.passive and self.is_word(clause, "do") and not clause.fillers(Slot.SUBJECT):
            lent += [replace(a, slot=Slot.SUBJECT) for a in own if a.slot is Slot.POSSESSOR or a.prep == "by"]  # Peru's protest was lodged
        return with_arguments(clause, lent) if lent else clause

    def object_words(self, clause: Clause) -> Set[str]:
        """All words by which `object_of` can find something: a clause without any of a pattern's words is not asked for it."""
        tree, found = self.fillers.tree, set[str]()
        for a in clause.arguments:
            if a.slot in OBJECTS:
                found.update(names_of(tree, a.head.i))
                if a.head.lemma_ in COLLECTIONS:
                    for inner in self.walker.noun(a.head).arguments:
                        if inner.prep == "of":
                            found.update(names_of(tree, inner.head.i))
        return found

    def object_of(self, clause: Clause, words: frozenset[str]) -> Token | None:
        """The object (or adverb, or object complement) that is one of these words; *sanctions* also in *a series of sanctions*."""
        for a in clause.arguments:
            if a.slot in OBJECTS:
                if self.named(a.head, words):
                    return a.head
                if a.head.lemma_ in COLLECTIONS:
                    for inner in self.walker.noun(a.head).arguments:
                        if inner.prep == "of" and self.named(inner.head, words):
                            return inner.head
        return None

    def checked(
        self, frame: Frame, clause: Clause, trigger: tuple[Token, ...], words: int, governing: Clause | None = None
    ) -> Match | None:
        """The match when the conditions of the frame hold; `governing` is the clause of the document that `clause` was made from."""
        held = self.walker.holds(clause, frame)
        if held is None:
            return None
        roles = self.walker.fill(clause, frame.roles, trigger)
        return Match(frame, clause, governing or clause, trigger, roles, words, held)

    # --- modal frames

    def modal(self, clause: Clause) -> Match | None:
        """The modal frame that stands over the event of this clause (*will visit*) or of its infinitive (*plans to visit*)."""
        if clause.verb is None or not self.has_modal(clause):
            return None
        found = []
        for frame in self.lexicon.modal:
            for embedded, inner, trigger in self.under_modal(clause, frame):
                if self.is_over(embedded, frame.over):
                    held = self.walker.holds(inner, frame)
                    if held is not None:
                        roles = self.walker.fill(inner, frame.roles)
                        found.append(Match(frame, inner, clause, trigger, roles, 2, held, embedded=embedded))
        return best(found)

    def has_modal(self, clause: Clause) -> bool:
        """Whether a modal verb or an infinitive stands in the clause: without either, no modal frame applies."""
        return any(t.tag_ == "MD" for t in clause.auxiliaries) or any(
            a.slot is Slot.INFINITIVE for a in clause.arguments
        )

    def under_modal(self, clause: Clause, frame: Frame) -> Iterator[tuple[Match | None, Clause, tuple[Token, ...]]]:
        """The event in the scope of a modal word of the frame, its clause, and the words of the trigger."""
        modal = next(
            (t for t in clause.auxiliaries if t.tag_ == "MD" and MODALS.get(t.lower_, t.lower_) in frame.modals), None
        )
        if modal is not None:
            yield self.of_clause(clause), clause, (modal, clause.head)
        word: Token = clause.head if clause.kind is ClauseKind.COPULA else clause.verb
        if (word.lemma_.lower() in frame.modals or word.lower_ in frame.modals) and not up_to(clause):
            for argument in clause.arguments:
                below = self.clauses.verbal(argument.head.i) if argument.slot is Slot.INFINITIVE else None
                if below is not None and below is not clause:
                    yield self.of_clause(below), below, (word,)

    def is_over(self, embedded: Match | None, over: Iterable[str]) -> bool:
        """Whether an event is of one of the classes or quad classes; `any` holds for no event too."""
        if "any" in over:
            return True
        return embedded is not None and self.is_of(embedded.frame.type, over)

    def is_of(self, name: str, classes: Iterable[str]) -> bool:
        """Whether an event class is, or is below, one of these classes or quad classes."""
        known = self.lexicon.ontology.classes[name]
        return any(c == known.quad or c in known.ancestors for c in classes)

    def says(self, token: Token, classes: frozenset[str]) -> bool:
        """Whether the clause or noun headed by a token is an event of one of these classes."""
        clause = self.clauses.verbal(token.i)
        if clause is not None:
            found = self.of_clause(clause)
            return found is not None and self.is_of(found.frame.type, classes)
        frames = (f for f, before in self.lexicon.nouns.get(token.lemma_.lower(), ()) if preceded(token, before))
        return any(self.is_of(f.type, classes) for f in frames)

    # --- nouns

    def clauses_on(self, noun: Token) -> list[Clause]:
        """The relative clauses and participles that hang on a noun: *a march that monks had planned*."""
        tree = self.fillers.tree
        found = (self.clauses.verbal(k) for k in tree.childs(noun.i, "relcl", "acl"))
        return [c for c in found if c is not None]

    def of_noun(self, noun: Token) -> Match | None:
        """The best frame whose trigger is this noun."""
        if noun.i not in self._nouns:
            self._nouns[noun.i] = best(self.noun_candidates(noun)) or best(self.deed_candidates(noun))
        return self._nouns[noun.i]

    def noun_candidates(self, noun: Token) -> Iterator[Match]:
        """All frames with this noun whose conditions hold; a noun without any party filled counts only where the frame says so."""
        frames = [
            (frame, before)
            for frame, before in self.lexicon.nouns.get(noun.lemma_.lower(), ())
            if preceded(noun, before)
        ]
        if not frames:
            return
        clause, governing, host = self.noun_with_host(noun)
        direct = any(a.head.i == noun.i for a in clause.parent.arguments) if clause.parent is not None else False
        for frame, before in frames:
            held = self.walker.holds(clause, frame, direct)
            if held is None:
                continue
            roles = self.walker.fill(clause, frame.noun_roles or frame.roles)
            if (
                frame.bare
                or host == "occur"
                or any(role in ("actor", "recipient", "candidate") for role, _, _ in roles)
            ):
                trigger = tuple(noun.doc[noun.i - len(before) : noun.i + 1])
                yield Match(frame, clause, governing, trigger, roles, 1 + len(before), held, host)

    def deed_candidates(self, noun: Token) -> Iterator[Match]:
        """All frames of the verb whose deed a noun names: *the jailing of the editor*, as *jailed the editor*."""
        frames = self.lexicon.verbs.get(self.lexicon.deeds.get(noun.lemma_.lower(), ""), ())
        if not frames:
            return
        clause = self.walker.noun(noun)
        said = as_verb(clause)
        if said is None:
            return
        for frame in frames:
            match = self.checked(frame, said, (noun,), 1, clause)
            if match is not None and match.roles:
                yield match

    def noun_with_host(self, noun: Token) -> tuple[Clause, Clause, str]:
        """The noun's clause with what its host lends it, the clause that governs it, and how.

        *Protests erupted in Minsk*: an occurrence verb lends place and object. *Iran launched an attack*: a verb without meaning
        of its own lends its subject and phrases.
        """
        clause = self.walker.noun(noun)
        host = clause.parent
        if host is None or host.verb is None:
            return clause, clause, ""
        if is_host(noun, host, Slot.SUBJECT) and (host.kind is ClauseKind.EXISTENTIAL or self.is_word(host, "occur")):
            lent = [a for a in host.arguments if a.slot in (Slot.PREP, Slot.TIME)]
            hit = (a for a in host.arguments if a.slot is Slot.OBJECT and a.head.lower_ != "place")
            lent += [Argument(Slot.PREP, a.head, "in", a.surface) for a in hit]
            return with_arguments(clause, lent), host, "occur"
        if is_host(noun, host, Slot.OBJECT) and self.is_word(host, "do"):
            lent = [a for a in host.arguments if a.slot in (Slot.PREP, Slot.TIME)]
            if not any(a.slot is Slot.POSSESSOR for a in clause.arguments):
                lent += [
                    Argument(Slot.POSSESSOR, a.head, "", a.surface) for a in host.arguments if a.slot is Slot.SUBJECT
                ]
            lent += [Argument(Slot.PREP, a.head, "to", a.surface) for a in host.arguments if a.slot is Slot.INDIRECT]
            return with_arguments(clause, lent), host, "do"
        return clause, clause, ""

    def is_word(self, clause: Clause, name: str) -> bool:
        """Whether the verb of a clause belongs to a named class of words."""
        known = self.lexicon.words.get(name, frozenset())
        return clause.lemma in known or bare_lemma(self.fillers.tree, clause) in known


def with_arguments(clause: Clause, lent: list[Argument]) -> Clause:
    """The clause with further arguments, those that it has already left out."""
    have = {(a.slot, a.head.i) for a in clause.arguments}
    return replace(clause, arguments=[*clause.arguments, *(a for a in lent if (a.slot, a.head.i) not in have)])
