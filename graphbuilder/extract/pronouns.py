"""Whom a pronoun means: agreement, binding and salience (Lappin and Leass 1994), and the speaker for "I" and a state's "we".

Every mention before the pronoun has a salience by its grammatical role, halved for each sentence in between. A pronoun goes to the
most salient entity that agrees, if no other comes near: a wrong link is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from graphbuilder.extract.candidates import Candidate, Kind
from graphbuilder.extract.cataphora import later_subject, named_soon
from graphbuilder.extract.chains import Cluster, Web
from graphbuilder.extract.clauses import Slot
from graphbuilder.extract.expletives import is_expletive
from graphbuilder.extract.first_person import first_person
from graphbuilder.extract.grammar import NESTED, OFTEN, PARALLEL, RECENT, ROLE, Grammar, parallel
from graphbuilder.extract.joint import LATELY, joint_subjects
from graphbuilder.extract.mention_words import lexicon
from graphbuilder.extract.name_kinds import is_club
from graphbuilder.extract.named_things import is_called_a_thing
from graphbuilder.extract.possessives import (
    answers,
    ends_before,
    first_of_pair,
    is_had_otherwise,
    judges,
    reviews,
    subject_around,
    within_phrase,
)
from graphbuilder.extract.pronoun_constraints import (
    SPEAKING,
    acts_as_body,
    beside_itself,
    brought_in_beside,
    does_as_things_do,
    explained,
    has_come_under,
    in_its_own_words,
    inside_the_subject,
    is_a_type,
    is_called_a_matter,
    is_called_otherwise,
    is_made,
    is_where,
    means_many,
    puts_forward,
    reckoned_among,
    speaks_for_another,
    spoken_for,
    subject_above,
    subject_goes_on,
    subject_of_speech,
    subject_of_verb_above,
)
from graphbuilder.extract.protagonists import comes_from_afar, long_gone, misread_person, protagonist
from graphbuilder.extract.speech import Speech
from graphbuilder.extract.things import Things

NAMED = 10.0
MARGIN = 1.15
FAR = {"m": 3, "f": 3, "n": 1, "x": 1}  # sentences back, by gender of the pronoun
FARTHER = 3  # sentences back for "it", where nothing is near
BROUGHT_IN = 120.0  # of a body that ends the sentence before, for "its" at the beginning of the next
AMONG_WORDS = 2.0  # of a name inside the same words for a pronoun there
LOCAL = 60.0  # of the subject of the clause that a possessive stands in
UNTOLD = 0.7  # of somebody without a name, whose sex is not told, for "he" and "she"
ONE_BODY = 0.75  # of a group by a singular noun, for "they": the army sent 300 soldiers
SPEAKING_WEIGHT = 0.6  # of a mention inside somebody's words for a pronoun outside


def resolve_pronouns(web: Web, grammar: Grammar, speech: Speech, speakers: dict[int, int], things: Things) -> None:
    """Link the pronouns of the document in text order, so that each link adds to what is in focus.

    Args:
        speakers: quotation -> candidate index of who says it.
        things: what else they can mean; takes note of what does.
    """
    resolver = Resolver(web, grammar, speech.inside, speakers, things)
    done: set[int] = set()
    for c in web.candidates:
        if c.kind is not Kind.PRONOUN or c.index in done:
            continue
        speaker = web.candidates[speakers.get(speech.inside[c.head], c.index)]
        for each in (speaker, c) if speaker.kind is Kind.PRONOUN and speaker.index not in done else (c,):
            # "She is a disgrace," he said: who speaks is known before whom he speaks of
            done.add(each.index)
            found, rule = resolver.antecedent(each)
            if found is not None:
                web.join(found, each.index, rule)


@dataclass(slots=True)
class Resolver:
    """Finds the antecedents of pronouns. `inside` tells the quotation of each token, -1 outside."""

    web: Web
    grammar: Grammar
    inside: list[int]
    speakers: dict[int, int]
    things: Things
    _act: dict[int, bool] = field(default_factory=dict)
    _matters: dict[int, bool] = field(default_factory=dict)

    def antecedent(self, c: Candidate) -> tuple[int | None, str]:
        """The antecedent of pronoun `c` as a candidate index, or None, and the rule that found it."""
        if c.person == 1:
            return first_person(self.web, self.grammar, self.inside, self.speakers.get(self.inside[c.head]), c), "speaker"
        if c.noun in ("himself", "herself", "itself", "themselves"):
            return self.subject_of_clause(c), "reflexive"
        if c.noun == "it" and is_expletive(self.web.tree, c.head, self.grammar.own):
            return None, ""
        if (first := first_of_pair(self.web, c)) is not None and self.agrees(c, first):
            return first, "pronoun"
        if (soon := named_soon(self.web, c, self.agrees)) is not None:
            return soon, "cataphora"
        if (same := subject_goes_on(self.web, c)) is not None:
            return (same, "pronoun") if self.web.cluster[same].types else (None, "")
        ranked = self.ranked(c)
        if c.plural and all(k >= len(self.web.candidates) for k, _ in ranked) and (two := self.both_lately(c)):
            self.web.together[c.index] = two
            return None, ""
        if not ranked and c.noun in ("it", "its") and self.inside[c.head] < 0:
            ranked = self.goes_on_farther(c)
        if not ranked:
            later = later_subject(self.web, self.grammar, c, self.agrees)
            return (later, "cataphora") if later is not None else (self.told_of_most(c), "pronoun")
        best, score = ranked[0]
        if self.speaker_unknown(c) and not (0 <= best < len(self.web.candidates) and self.named_beside(c, best)):
            return None, ""
        if len(ranked) > 1 and score < MARGIN * max((s for k, s in ranked[1:] if not self.part_of(k, best)), default=0.0):
            return None, ""
        if c.plural and 0 <= best < len(self.web.candidates) and comes_from_afar(self.web, self.grammar, c, best):
            return None, ""
        if c.gender in ("m", "f") and long_gone(self.web, self.grammar, c, best):
            return self.told_of_most(c), "pronoun"
        if best < 0:
            self.take_together(c, -2 - best)
            return None, ""
        if best >= len(self.web.candidates):
            self.things.take_up(c, best - len(self.web.candidates), self.inside, ranked[1][1] / score if len(ranked) > 1 else 0.0)
            return None, ""
        return best, "pronoun"

    def goes_on_farther(self, c: Candidate) -> list[tuple[int, float]]:
        """*A comet has been found. The object is blue. Rao saw it. Dahl then looked at it*: what is told of twice, if only that is near."""
        ranked = self.ranked(c, FARTHER)
        often = [(k, score) for k, score in ranked if k >= 0 and self.told(c, k) > 1]
        return often if len(often) == 1 and ranked[0] == often[0] else []

    def told(self, c: Candidate, k: int) -> int:
        """How often what is ranked as `k` has been told of before the pronoun."""
        n = len(self.web.candidates)
        return sum(h < c.head for h in self.things.all[k - n].heads) if k >= n else sum(m < c.index for m in self.web.cluster[k].members)

    def told_of_most(self, c: Candidate) -> int | None:
        """Whom the article goes on about, outside of what others say, where nobody near is meant."""
        if c.gender not in ("m", "f") or self.inside[c.head] >= 0:
            return None
        found = protagonist(self.web, c)
        if found is not None and self.agrees(c, found) and not self.bound(c, found):
            return found
        return misread_person(self.web, self.grammar, c)

    def speaker_unknown(self, c: Candidate) -> bool:
        """*"He is late," he said*: where nobody knows who says it, nobody knows whom he does not mean."""
        speaker = self.speakers.get(self.inside[c.head]) if self.inside[c.head] >= 0 and c.gender in ("m", "f") else None
        if speaker is None or self.web.candidates[speaker].kind is not Kind.PRONOUN:
            return False
        return len(self.web.cluster[speaker].members) == 1 and self.web.candidates[speaker].gender == c.gender

    def part_of(self, k: int, best: int) -> bool:
        """Whether candidate `k` is one of the coordinated subjects that `best` stands for."""
        return best < -1 and k >= 0 and k in joint_subjects(self.web, -2 - best)

    def both_lately(self, c: Candidate) -> tuple[int, ...]:
        """*The couple married. Her husband wrote her songs. They performed together*: the only two meant together shortly before."""
        if not self.things.does_as_people_do(c) or self.inside[c.head] >= 0:
            return ()
        found = {two for k in self.web.before(c, LATELY) if len(two := self.web.together.get(k, ())) > 1}
        two = next(iter(found)) if len(found) == 1 else ()
        near = {id(self.web.cluster[k]) for k in self.web.by_sentence.get(c.sentence - 1, ())}
        return two if any(id(self.web.cluster[k]) in near for k in two) else ()

    def take_together(self, c: Candidate, head: int) -> None:
        """*Ana and Luis won. They have danced together since*: note whom a plural pronoun means together."""
        several = joint_subjects(self.web, head)
        if several:
            self.web.together[c.index] = several

    def subject_of_clause(self, c: Candidate) -> int | None:
        """ "hurt *himself*": the subject of the same clause."""
        for clause in self.grammar.own.get(c.head, ()):
            for a in clause.fillers(Slot.SUBJECT):
                found = self.web.by_head.get(a.head.i)
                if found is not None and self.agrees(c, found):
                    return found
        subject = subject_of_verb_above(self.web.tree, self.web.tree.head[c.head])
        found = self.web.by_head.get(subject) if subject is not None else None
        return found if found is not None and self.agrees(c, found) else None

    def ranked(self, c: Candidate, reach: int = 0) -> list[tuple[int, float]]:
        """The entities that agree, by falling salience: a candidate index of each and its salience; from so many sentences back."""
        reach = reach or (FAR[c.gender] if not (c.plural or c.gender == "n") else FAR["x"])
        speaking = subject_of_speech(self.grammar.own, c)
        scores: dict[int, tuple[float, int]] = {}
        extra: dict[int, float] = {}
        for k in self.web.before(c, reach):
            if not self.agrees(c, k) or self.bound(c, k) or speaks_for_another(self.web, c, self.web.candidates[k]):
                continue
            key = id(self.web.cluster[k])
            score = self.salience(c, k, speaking) * (AMONG_WORDS if self.named_beside(c, k) else 1.0)
            if key not in scores or score > scores[key][0]:
                extra[key] = extra.get(key, 0.0) + (scores[key][0] * 0.1 if key in scores else 0.0)
                scores[key] = (score, k)
            else:
                extra[key] = extra.get(key, 0.0) + score * 0.1
        ranked = [(k, score + min(40.0, extra.get(key, 0.0))) for key, (score, k) in scores.items()]
        ranked += self.competitors(c, reach)
        return sorted(ranked, key=lambda pair: (-pair[1], pair[0] >= -1, -pair[0]))

    def named_beside(self, c: Candidate, k: int) -> bool:
        """*"I like Ann Holt because she is fair"*: who is named in the same words, before the pronoun and in its sentence."""
        other = self.web.candidates[k]
        return (
            self.inside[c.head] >= 0
            and c.gender in ("m", "f")
            and other.kind is Kind.NAME
            and other.sentence == c.sentence
            and self.inside[other.head] == self.inside[c.head]
        )

    def salience(self, c: Candidate, k: int, speaking: bool) -> float:
        """How much candidate `k` is in focus at pronoun `c`, which may be `speaking`."""
        other = self.web.candidates[k]
        role = self.role(other.head)
        score = RECENT + ROLE.get(role, NESTED)
        score += NAMED * (other.kind is Kind.NAME) + OFTEN * min(4, len(self.web.cluster[k].members) - 1)
        if role and parallel(role, self.role(c.head)):
            score += PARALLEL
        score += explained(self.web, self.grammar.own, c, other)
        if speaking and c.sentence != other.sentence and subject_of_speech(self.grammar.own, other):
            score += SPEAKING  # Ann Holt said Mary Reed was ill. "She tore a muscle," she said: who has spoken goes on
        if c.possessive and puts_forward(self.web, self.grammar.own, c, other):
            score += SPEAKING
        if c.possessive and ends_before(self.web, c, other):
            score += BROUGHT_IN
        if c.gender not in ("m", "f"):
            score += reckoned_among(self.web.tree, c, other) + spoken_for(self.web.tree, c, other)
        told = self.web.cluster[k].gender == c.gender or c.gender not in ("m", "f")
        local = subject_above(self.web.tree, c) if role == "subject" and told else None
        if other.head in (subject_around(self.web.tree, c), local) and self.web.cluster[k].type != "Place":
            score += LOCAL
        if self.inside[other.head] >= 0 and self.inside[c.head] != self.inside[other.head]:
            score *= SPEAKING_WEIGHT
        if c.gender in ("m", "f") and self.web.cluster[k].gender == "x" and not self.web.cluster[k].names:
            score *= UNTOLD
        if c.plural and self.web.cluster[k].type == "Group" and other.plural is False:
            score *= ONE_BODY
        return score * float(0.5 ** (c.sentence - other.sentence))

    def role(self, i: int) -> str:
        """The grammatical role of a token, "" inside another phrase."""
        return self.grammar.role.get(i, "")

    def agrees(self, c: Candidate, k: int) -> bool:
        """Number, gender and animacy; a speaker is not "he" in his own words, an agent's verb wants an agent."""
        other, cluster = self.web.candidates[k], self.web.cluster[k]
        if other.person != 3 or (other.kind is Kind.PRONOUN and len(cluster.members) == 1):
            return False
        gender, kind = c.gender, cluster.type
        if gender in "mf":
            if kind not in PERSONAL or cluster.plural is True or cluster.gender not in (gender, "x"):
                return False
        elif gender == "n" and (kind not in IMPERSONAL or cluster.plural is True or cluster.gender not in ("n", "x")):
            return False
        if is_a_type(self.web.tree, other) or self.says(c, cluster):
            return False
        if gender in "mf":
            return True
        return self.may_be_it(c, k, kind) if gender == "n" else self.may_be_they(c, k, kind)

    def says(self, c: Candidate, cluster: Cluster) -> bool:
        """Whether the words that a pronoun stands in are those of the entity itself."""
        speaker = self.speakers.get(self.inside[c.head]) if self.inside[c.head] >= 0 else None
        return speaker is not None and self.web.cluster[speaker] is cluster

    def may_be_it(self, c: Candidate, k: int, kind: str) -> bool:
        """Whether what is said of "it" can be said of what candidate `k` means, which is of a kind."""
        other, own, it = self.web.candidates[k], self.grammar.own, c.noun == "it"
        kind = "Thing" if kind in ("Organization", "Place") and is_called_a_thing(self.web.cluster[k]) else kind
        return (
            k not in self.web.together
            and (self.can_act(c, kind) or acts_as_body(self.web, own, k))
            and not (it and kind == "Place" and self.inside[c.head] >= 0 and self.inside[other.head] != self.inside[c.head])
            and not (it and kind in ("Organization", "Country", "Group", "Place") and self.means_a_matter(c))
            and not (it and kind == "Thing" and self.things.may_be_a_matter(c))
            and not is_called_otherwise(own, c, kind)
            and not (kind in ("Organization", "Country", "Group") and does_as_things_do(own, c))
            and not (kind in ("Place", "") and is_where(self.web, own, c, k, self.role(other.head)))
            and not (c.possessive and kind in ("Place", "Thing") and is_had_otherwise(self.web.tree, c, kind))
        )

    def may_be_they(self, c: Candidate, k: int, kind: str) -> bool:
        """Whether candidate `k` means several, of whom can be said what is said of "they"."""
        other, cluster = self.web.candidates[k], self.web.cluster[k]
        if is_made(self.web, self.grammar.own, c, other) or (kind == "Group" and not other.plural and self.is_one(cluster)):
            return False
        return means_many(self.web, other, cluster.plural, kind) or (
            c.possessive and is_club(cluster) and other.head == subject_around(self.web.tree, c)  # Tandil lost their goalkeeper
        )

    def is_one(self, cluster: Cluster) -> bool:
        """*The navy guards it. It ...*: whether a pronoun has taken up a group as one body."""
        return any(self.web.candidates[m].noun in ("it", "its") for m in cluster.members)

    def can_act(self, c: Candidate, kind: str) -> bool:
        """ "It accused ...": what speaks or decides is a state, an organisation or a group."""
        if kind not in ("Place", "Thing", ""):
            return True
        if c.index not in self._act:
            self._act[c.index] = any(
                clause.lemma in lexicon().agentive_verbs and any(a.head.i == c.head for a in clause.fillers(Slot.SUBJECT))
                for clause in self.grammar.own.get(c.head, ())
            )
        return not self._act[c.index]

    def means_a_matter(self, c: Candidate) -> bool:
        """ "*It* means that he paid nothing", "I'll report *it*": what has been said or done, and no body or state."""
        if c.index not in self._matters:
            self._matters[c.index] = self._finds_a_matter(c)
        return self._matters[c.index]

    def _finds_a_matter(self, c: Candidate) -> bool:
        know = lexicon()
        if is_called_a_matter(self.web.tree, self.grammar.own, c):
            return True
        for clause in self.grammar.own.get(c.head, ()):
            if any(a.head.i == c.head for a in clause.fillers(Slot.SUBJECT)):
                return clause.lemma.split()[0] in know.matter_verbs and not has_come_under(clause)
            if any(a.head.i == c.head for a in clause.fillers(Slot.OBJECT)) and clause.lemma.split()[0] not in know.body_verbs:
                return not clause.passive
        return False

    def bound(self, c: Candidate, k: int) -> bool:
        """Whether grammar forbids the link: arguments of one verb, a phrase and the possessive inside it."""
        other = self.web.candidates[k]
        if other.start <= c.head < other.end:
            return True
        if c.possessive:
            opposed = judges(self.web, c.head, k) or reviews(self.web, c, other) or answers(self.web.tree, c, other)
            return opposed or within_phrase(self.web, c.head, k)
        own = self.grammar.own
        tree = self.web.tree
        if self.only_spoken_of(c, k) or (c.sentence != other.sentence and brought_in_beside(tree, other, len(self.web.cluster[k].members))):
            return True
        return beside_itself(self.web, own, c, k) or in_its_own_words(tree, own, c, other) or inside_the_subject(tree, c, other)

    def only_spoken_of(self, c: Candidate, k: int) -> bool:
        """*"They thought that Michelle would do it," she said*: who is brought in by some words and nowhere else does not say them."""
        said = {q for q, speaker in self.speakers.items() if speaker == c.index}
        if not said:
            return False
        before = [self.web.candidates[m] for m in self.web.cluster[k].members if m < c.index]
        by_name = any(m.kind is Kind.NAME and self.inside[m.head] in said for m in before)  # "I did what Ray told me," he said
        return by_name or all(self.inside[m.head] in said for m in before)

    def competitors(self, c: Candidate, reach: int) -> Iterator[tuple[int, float]]:
        """What the pronoun could mean that is no single entity, with its salience: things (numbered behind the candidates), or for
        "they" several that are coordinated, the first of which is headed at token `i` (-2 - i).
        """
        if c.gender in "mf":
            return
        for s in range(c.sentence, max(-1, c.sentence - reach - 1), -1):
            for first, (last, role) in self.grammar.joint.get(s, {}).items() if c.plural else ():
                if last < c.head and (role == "subject" or joint_subjects(self.web, first)):
                    yield -2 - first, (RECENT + ROLE.get(role, NESTED) + PARALLEL * (role == "subject")) * 0.5 ** (c.sentence - s)
        if self.can_act(c, "Thing"):
            for k, score in self.things.in_sight(c, reach):
                yield len(self.web.candidates) + k, score


PERSONAL = frozenset({"Person", ""})
IMPERSONAL = frozenset({"Organization", "Country", "Place", "Thing", "Group", ""})
