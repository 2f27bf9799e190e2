"""Clauses and nouns + lexicon -> typed events with roles.

What an event is and how it is said stands in `ontologies/`; here it is only looked up. The rules that hold for all frames: a
reported event is typed with its own actor, never with the speaker; one event for each trigger; an event said twice, by a verb
and by its noun, is one; a recipient that the frame does not find is the country named in the phrases of the event, as PLOVER's
coders do it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from graphbuilder.extract.authors import with_authors
from graphbuilder.extract.clauses import Argument, Clause, Clauses
from graphbuilder.extract.contexts import Contexts
from graphbuilder.extract.fillers import Fillers
from graphbuilder.extract.frames import Matcher
from graphbuilder.extract.generalities import tells_nothing
from graphbuilder.extract.located import Located
from graphbuilder.extract.matches import Match
from graphbuilder.extract.recipients import with_all_countries, with_recipient
from graphbuilder.extract.record import record
from graphbuilder.extract.tree import Tree
from graphbuilder.lexicon import Lexicon

Token = Any


@record(frozen=True, slots=True, kw_only=True, eq=False)
class DraftEvent:
    """A typed event, not yet linked, dated or judged.

    Attributes:
        type: class of the ontology. codes: scheme -> notation, those of the frame before those of the class.
        trigger: its tokens in text order. clause: where its roles stand; governing: the clause that tells whether, when and
            where it happened.
        roles: (role, head token of the filler, argument), in the order of the frame.
        frame: id of the frame. score: how sure the typing is, in 0..1, not calibrated.
        countries: head of a party that is named without a country -> the one that the context gives it.
        by_negation: the frame says what it says by the negation of its clause, and its modal verb: *will not attend* is a refusal.
    """

    type: str
    codes: Mapping[str, str]
    trigger: tuple[Token, ...]
    clause: Clause
    governing: Clause
    roles: tuple[tuple[str, Token, Argument], ...]
    frame: str
    score: float
    countries: Mapping[int, str]
    by_negation: bool = False


def read_events(
    doc: Any,
    clauses: Clauses,
    lexicon: Lexicon,
    antecedent: Mapping[int, Token | None] | None = None,
    located: Located | None = None,
) -> list[DraftEvent]:
    """All typed events of a document, in text order of their triggers.

    Args:
        doc: the annotated document. clauses: its clauses. lexicon: the frames.
        antecedent: pronoun's index -> the token that it refers to; a pronoun that is missing stands for itself.
        located: the words of the document as its places tell their countries; None where no place was resolved.
    """
    fillers = Fillers(doc, lexicon, antecedent or {}, located or Located(doc, ()))
    matcher = Matcher(lexicon, clauses, fillers)
    matches = [*verbal_matches(matcher, clauses), *nominal_matches(matcher)]
    matches = without_retold(matcher, without_doubles(matcher, matches))
    matches = [match for match in matches if not tells_nothing(matcher, match)]
    contexts = Contexts(fillers)
    drafts = [draft(matcher, contexts, m) for m in matches]
    matcher.close()
    return sorted(drafts, key=lambda d: (d.trigger[-1].i, d.trigger[0].i, d.type))


def verbal_matches(matcher: Matcher, clauses: Clauses) -> Iterator[Match]:
    """The events of verbs and adjectives, and those that a modal makes of them."""
    for clause in clauses.all:
        if clause.verb is None:
            continue
        own, modal = matcher.of_clause(clause), matcher.modal(clause)
        if modal is not None and own is not None and modal.embedded is own and same_code(matcher, modal, own):
            yield own  # *would be ready to pay*: the readiness itself is what the modal makes of it
            continue
        if modal is not None and (own is None or modal.embedded is own or modal.rank > own.rank):
            yield modal
            if modal.embedded is not own:
                continue
        if own is not None:
            yield own


def same_code(matcher: Matcher, one: Match, other: Match) -> bool:
    """Whether two matches are of one PLOVER type."""
    classes = matcher.lexicon.ontology.classes
    code = classes[one.frame.type].codes.get("plover")
    return code is not None and code == classes[other.frame.type].codes.get("plover")


PART_OF_NAME = frozenset({"compound", "nmod", "poss"})


def nominal_matches(matcher: Matcher) -> Iterator[Match]:
    """The events of nouns; a noun inside a name or before another noun (*election commission*) names no event."""
    nouns, deeds = matcher.lexicon.nouns, matcher.lexicon.deeds
    tree = matcher.fillers.tree
    for i, tag in enumerate(tree.pos):
        if tag not in ("NOUN", "PROPN") or (tree.lemma[i] not in nouns and tree.lemma[i] not in deeds):
            continue
        if tree.dep[i] not in PART_OF_NAME and not is_month(tree.tokens[i]) and not names_a_body(tree, i):
            match = matcher.of_noun(tree.tokens[i])
            if match is not None:
                yield match


def names_a_body(tree: Tree, i: int) -> bool:
    """*the Nordic Conference of Bishops*, *Amnesty International*: a word inside the name of a body is no event."""
    return tree.pos[i] == "PROPN" and tree.entity[i] in ("ORG", "PERSON", "FAC", "WORK_OF_ART") and any(
        start <= i < end and end - start > 1 for start, end, _ in tree.names
    )


BEFORE_MONTH = frozenset({"in", "since", "last", "next", "until", "by", "early", "late", "mid", "this", "from", "during", "of", "-"})


def is_month(noun: Token) -> bool:
    """*hit Mozambique in March*: the month is no march."""
    if noun.text != "March":
        return False
    after = noun.nbor(1) if noun.i + 1 < len(noun.doc) else noun
    return noun.ent_type_ == "DATE" or after.like_num or (noun.i > 0 and noun.nbor(-1).lower_ in BEFORE_MONTH)


def without_doubles(matcher: Matcher, matches: list[Match]) -> list[Match]:
    """Leave out nouns that are part of a verb's trigger, and nouns that only name the event of their verb again."""
    triggers: dict[int, Match] = {}
    for match in matches:
        if match.clause.verb is not None:
            for token in match.trigger:
                triggers.setdefault(token.i, match)
    kept: list[Match] = []
    told: dict[int, Match] = {}
    for match in matches:
        if match.clause.verb is None:
            noun = match.trigger[-1]
            if noun.i in triggers:
                continue
            if said_by_verb(matcher, match, triggers):
                told.setdefault(id(said_by(match, triggers)), match)
                continue
        kept.append(match)
    return [with_doer(m, told[id(m)]) if id(m) in told else m for m in kept]


def without_retold(matcher: Matcher, matches: list[Match]) -> list[Match]:
    """Leave out events that another of their class, in a clause above, has taken in: as a filler, or with all that fills their roles.

    *died after being hit by a bus* is one death, *agreed to pay a fine to settle the case* one settlement.
    """
    by_type: dict[str, list[Match]] = {}
    for match in matches:
        by_type.setdefault(match.frame.type, []).append(match)
    retold = {
        id(below)
        for same in by_type.values()
        for above in same
        for below in same
        if len(same) > 1 and above is not below and is_retold(matcher, below, above)
    }
    return [match for match in matches if id(match) not in retold] if retold else matches


def is_retold(matcher: Matcher, below: Match, above: Match) -> bool:
    """Whether the clause of `below` hangs under that of `above`, which has it for a filler or has all its fillers."""
    verb, clause = below.clause.verb, below.clause.parent
    while clause is not None and clause is not above.clause:
        clause = clause.parent
    if verb is None or clause is None or above.clause.verb is None:
        return False
    meant = matcher.fillers.resolved
    have, own = ({meant(head).i for _, head, _ in match.roles} for match in (above, below))
    doers, others = ({meant(head).i for role, head, _ in match.roles if role == "actor"} for match in (below, above))
    return doers <= others and (verb.i in have or (len(own) > 1 and own <= have))


def said_by(match: Match, triggers: Mapping[int, Match]) -> Match:
    """The match of the verb that a noun hangs on."""
    host = match.clause.parent
    if host is None or host.verb is None:
        raise ValueError(f"{match.trigger[-1].text!r} hangs on no verb: ask `said_by_verb` first")
    return triggers[host.verb.i]


def with_doer(match: Match, noun: Match) -> Match:
    """*Two nurses were killed in shelling by the army*: the noun of the same event tells who did it, where the verb does not."""
    if any(role == "actor" for role, _, _ in match.roles):
        return match
    have = {head.i for _, head, _ in match.roles}
    return replace(match, roles=(*(r for r in noun.roles if r[0] == "actor" and r[1].i not in have), *match.roles))


def said_by_verb(matcher: Matcher, match: Match, triggers: Mapping[int, Match]) -> bool:
    """*attacked in a raid*: the noun's host verb says an event of the same code."""
    host = match.clause.parent
    if host is None or host.verb is None or host.verb.i not in triggers:
        return False
    verb = triggers[host.verb.i]
    same = codes_of(matcher.lexicon, verb).get("plover", verb.frame.type) == codes_of(matcher.lexicon, match).get(
        "plover", match.frame.type
    )
    return same and any(a.head.i == match.trigger[-1].i for a in host.arguments)


def codes_of(lexicon: Lexicon, match: Match) -> Mapping[str, str]:
    """The codes of a match: those of its class, with the mode and CAMEO code of its frame."""
    codes = dict(lexicon.ontology.classes[match.frame.type].codes)
    own = {"mode": match.frame.mode, "cameo": match.frame.cameo}
    return codes | {scheme: code for scheme, code in own.items() if code}


def draft(matcher: Matcher, contexts: Contexts, match: Match) -> DraftEvent:
    """The event of a match, with the recipient that its phrases name when the frame found none."""
    match = replace(match, roles=with_authors(matcher, match))
    roles = with_all_countries(matcher, with_recipient(matcher, match))
    return DraftEvent(
        type=match.frame.type,
        codes=codes_of(matcher.lexicon, match),
        trigger=match.trigger,
        clause=match.clause,
        governing=match.governing,
        roles=roles,
        frame=match.frame.id,
        score=score_of(matcher, match, roles),
        countries=contexts.of_roles(roles, match.clause),
        by_negation=asks_for_negation(match),
    )


# --- how sure


def score_of(matcher: Matcher, match: Match, roles: tuple[tuple[str, Token, Argument], ...]) -> float:
    """How sure the typing is: a specific trigger, actors that can act, and what the sentence is about rather than an aside."""
    score = 0.45 + 0.06 * min(match.words - 1, 2) + 0.04 * min(match.conditions, 2)
    actors = [h for role, h, _ in roles if role in ("actor", "candidate")]
    score += 0.12 if any("actor" in matcher.fillers.kinds(h) for h in actors) else 0.04 if actors else -0.06
    score += 0.05 if any(role == "recipient" for role, _, _ in roles) else 0.0
    score += position_score(matcher, match)
    if match.governing.negation is not None and not asks_for_negation(match):
        score -= 0.12
    return round(min(max(score, 0.01), 0.99), 4)


def asks_for_negation(match: Match) -> bool:
    """Whether the frame says what it says by the negation of its own clause: *will not attend*, *does not recognise*."""
    return any(path.slot == "negation" for group in match.frame.when for path in group)


def position_score(matcher: Matcher, match: Match) -> float:
    """The main clause, or what is said in it, is what the sentence asserts; an infinitive or a relative clause less so."""
    if match.clause.verb is None:
        base = -0.05
        if match.host:
            return base + position_of(matcher, match.governing)
        return base - 0.12
    return position_of(matcher, match.governing) + (0.08 if match.embedded is not None else 0.0)


def position_of(matcher: Matcher, clause: Clause) -> float:
    """By the link of the clause, and of the clause that reports it."""
    if clause.link in ("root", "parataxis"):
        return 0.15
    if clause.link == "clause" and clause.parent is not None and matcher.is_word(clause.parent, "say"):
        return 0.13 if matcher.of_clause(clause.parent) is None else 0.0
    if clause.link == "conj" and clause.parent is not None:
        return position_of(matcher, clause.parent) - 0.03
    return {"clause": 0.02, "adverbial": -0.05, "infinitive": -0.06}.get(clause.link, -0.1)
