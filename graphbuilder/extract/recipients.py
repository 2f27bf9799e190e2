"""Parties that no slot of a frame holds: recipients inside complements and phrases, two countries in one phrase.

PLOVER's coders read a recipient out of the whole sentence. The cases are tried in the order of `RULES`; the first that finds
somebody decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from graphbuilder.extract.clauses import Argument, Clause, Slot
from graphbuilder.extract.fillers import names_country
from graphbuilder.extract.frames import Matcher
from graphbuilder.extract.matches import Match
from graphbuilder.extract.mention_words import lexicon
from graphbuilder.extract.roles import Filled

Token = Any
Rule = Callable[[Matcher, Match, set[int]], list[Argument]]


def with_recipient(matcher: Matcher, match: Match) -> Filled:
    """The roles of a match; where its class has a recipient and the frame found none, with the one of the first rule that does."""
    roles = match.roles
    known = matcher.lexicon.ontology.classes[match.frame.type]
    joint = known.symmetric and len(set(countries_of_actors(matcher, roles))) > 1
    roles = tuple(
        r
        for r in roles
        if r[0] != "recipient" or not (is_unknown_owner(matcher, r[2]) or (joint and r[2].prep in ("in", "at", "to")))
    )
    looked_for = "recipient" in known.roles and "plover" in known.codes and not match.frame.strict
    if not looked_for or joint or any(role == "recipient" for role, _, _ in roles):
        return roles
    actors = {matcher.fillers.resolved(head).i for role, head, _ in roles if role == "actor"}
    for rule in RULES:
        found = [
            a
            for a in rule(matcher, match, actors)
            if matcher.fillers.resolved(a.head).i not in actors and not is_unknown_owner(matcher, a)
        ]
        if found:
            return (*roles, *(("recipient", a.head, a) for a in found))
    return roles


def countries_of_actors(matcher: Matcher, roles: Filled) -> list[str]:
    """The countries of the actors; two make a mutual event complete (*Peru and Chile held talks in Geneva*)."""
    heads = [head for role, head, _ in with_all_countries(matcher, roles) if role == "actor"]
    return [code for head in heads if (code := matcher.fillers.country(head)) is not None]


def is_unknown_owner(matcher: Matcher, argument: Argument) -> bool:
    """*insisted on its demands*: an owner that nobody stands behind is mostly who acts."""
    return bool(argument.head.tag_ == "PRP$") and matcher.fillers.resolved(argument.head) is argument.head


def recipient_of_embedded(matcher: Matcher, match: Match, actors: set[int]) -> list[Argument]:
    """*offered to negotiate with the president*, *will visit Oslo*: whom the announced event is for."""
    threat = code_of(matcher, match) == "THREATEN"
    friendly = code_of(matcher, match) in FRIENDLY
    for inner in embedded_matches(matcher, match):
        if friendly and matcher.is_of(inner.frame.type, HARM):
            continue  # vowed to crack down on smugglers: it is not they who are promised something
        doers = {matcher.fillers.resolved(h).i for role, h, _ in inner.roles if role == "actor"}
        if threat or not doers or doers & actors:
            found = [a for role, _, a in inner.roles if role == "recipient"]
            if found or (found := recipient_of_embedded(matcher, inner, actors)):
                return found
    return []


def actor_of_embedded(matcher: Matcher, match: Match, actors: set[int]) -> list[Argument]:
    """*demanded that Israel withdraw*: somebody else who is to act; who acts in a threat is who threatens."""
    if code_of(matcher, match) == "THREATEN":
        return []
    return [a for inner in embedded_matches(matcher, match) for role, _, a in inner.roles if role == "actor"]


def code_of(matcher: Matcher, match: Match) -> str:
    """The PLOVER type of a match, "" for none."""
    return matcher.lexicon.ontology.classes[match.frame.type].codes.get("plover", "")


def embedded_matches(matcher: Matcher, match: Match) -> Iterator[Match]:
    """The event under a modal, and those of the complements; a complement without a frame gives those of its own complements."""
    if match.embedded is not None:
        yield match.embedded
        return
    stack = complements(matcher, match.clause)
    for noun in match.trigger:  # showed willingness | to lift the ban on the party
        if noun.pos_ == "NOUN" and match.clause.verb is not None:
            stack += complements(matcher, matcher.walker.noun(noun))
    for _ in range(6):  # complements of complements; no sentence nests deeper
        if not stack:
            return
        clause = matcher.clauses.verbal(stack.pop(0).head.i)
        if clause is None or clause is match.clause:
            continue
        inner = matcher.of_clause(clause)
        if inner is not None and inner is not match:
            yield inner
        else:
            stack += complements(matcher, clause)


def actor_of_object(matcher: Matcher, match: Match, actors: set[int]) -> list[Argument]:
    """*dispersed a rally by nurses*, *banned a march that monks had planned*: who does what the event is done to."""
    found = []
    for argument in match.clause.arguments:
        if argument.slot is Slot.OBJECT and argument.head.pos_ == "NOUN":
            said = [matcher.of_noun(argument.head)]
            said += [matcher.of_clause(c) for c in matcher.clauses_on(argument.head)]
            found += [a for below in said if below is not None for role, _, a in below.roles if role == "actor"]
    return found


def is_without_tense(clause: Clause) -> bool:
    """*to demand*, *calling for*: a purpose or an act beside; *as Spain expels them* is an event of its own."""
    return clause.verb is not None and clause.verb.tag_ in ("VB", "VBG")


def recipient_of_purpose(matcher: Matcher, match: Match, actors: set[int]) -> list[Argument]:
    """*fasted to protest against the ruling of the court*, *marched, calling for the mayor to go*: whom a protest addresses.

    The purpose, the participle beside it or the protest that it is part of tells.
    """
    if code_of(matcher, match) != "PROTEST":
        return []
    phrases = (a for a in matcher.walker.arguments(match.clause) if a.slot is Slot.PREP and a.head.pos_ == "NOUN")
    said = [matcher.of_noun(a.head) for a in phrases]
    said += [matcher.of_clause(c) for c in matcher.walker.below_clause(match.clause) if c.link in PURPOSES and is_without_tense(c)]
    for inner in said:
        if inner is not None and inner is not match:
            roles = with_recipient(matcher, inner) if inner.clause.verb is not None else inner.roles
            if found := [a for role, _, a in roles if role == "recipient"]:
                return found
    return []


PURPOSES = ("infinitive", "adverbial", "participle")


def state_of_place(matcher: Matcher, match: Match, actors: set[int]) -> list[Argument]:
    """*students marched across Peru*: a protest without an addressee is addressed to the state that it is in, if that is named."""
    if code_of(matcher, match) != "PROTEST":
        return []
    places = [a for role, head, a in match.roles if role == "place" and names_country(head)]
    if places:
        return places
    homes = (a for role, head, _ in match.roles if role == "actor" for a in matcher.walker.noun(head).arguments)
    return [a for a in homes if a.slot is Slot.PREP and a.prep in ("in", "across") and names_country(a.head)]


def complements(matcher: Matcher, clause: Clause) -> list[Argument]:
    """The complement clauses and infinitives of a clause."""
    return [a for a in matcher.walker.arguments(clause) if a.slot in (Slot.CLAUSE, Slot.INFINITIVE)]


def aimed_at(matcher: Matcher, match: Match, actors: set[int]) -> list[Argument]:
    """*fired tear gas at demonstrators in Conakry*: the people whom something is thrown or fired at."""
    people = lexicon().nouns
    return [
        a
        for a in matcher.walker.arguments(match.clause)
        if a.slot is Slot.PREP and a.prep == "at" and people.get(a.head.lower_, ("",))[0] in ("Person", "Group")
    ][:1]


def named_country(matcher: Matcher, match: Match, actors: set[int]) -> list[Argument]:
    """*criticised Iran's nuclear programme*: a country, other than the actor's, in the object, else in the complement, else in a phrase."""
    fillers = matcher.fillers
    own = {fillers.country(fillers.doc[i]) for i in actors}
    places = {head.i for role, head, _ in match.roles if role in ("place", "origin", "destination")}
    for slots in ((Slot.OBJECT, Slot.INDIRECT), (Slot.CLAUSE, Slot.INFINITIVE), (Slot.PREP, Slot.MODIFIER)):
        for argument in matcher.walker.arguments(match.clause):
            if argument.slot not in slots or argument.head.i in places or is_scene(match, argument) or argument.head.lower_ in CONTRAST:
                continue
            if argument.prep not in CIRCUMSTANCES and not is_harm_agreed_with(matcher, match, argument):
                for token in fillers.country_words(argument.head):
                    if is_in(matcher, match, token, argument) and "nation" not in fillers.kinds(token):
                        continue  # a pledge made in Oslo, spoke at talks in Oslo
                    if in_brackets(matcher, token.i):
                        continue
                    if fillers.country_of_name(token.i) not in own and not in_aside(matcher, token.i, argument.head.i):
                        return [Argument(argument.slot, token, argument.prep, "named", argument.head)]
    return []


def is_harm_agreed_with(matcher: Matcher, match: Match, argument: Argument) -> bool:
    """*backed the sanctions on Chad*: who backs them is no friend of Chad."""
    if code_of(matcher, match) not in FRIENDLY:
        return False
    deed = argument.first.head if argument.first is not None else argument.head
    return deed.pos_ == "NOUN" and matcher.says(deed, HARM)


FRIENDLY = frozenset({"SUPPORT", "AGREE", "COOPERATE"})
HARM = frozenset({"MaterialConflict"})


def own_country_named(matcher: Matcher, match: Match, actors: set[int]) -> list[Argument]:
    """*Panamanian farmers blocked a road to force Panama's government to act*: what a state or its people do at home is named so."""
    if code_of(matcher, match) not in AT_HOME:
        return []
    fillers = matcher.fillers
    own = {fillers.country(fillers.doc[i]) for i in actors} - {None}
    arguments = [a for a in matcher.walker.arguments(match.clause) if a.slot in HOLDING and not is_scene(match, a)]
    arguments += [Argument(Slot.CLAUSE, c.head) for c in matcher.walker.below_clause(match.clause) if c.link in PURPOSES]
    for argument in arguments:
        if argument.head.i in actors or argument.prep in CIRCUMSTANCES:
            continue
        for token in fillers.country_words(argument.head):
            if token.i not in actors and fillers.country_of_name(token.i) in own:
                return [Argument(argument.slot, token, argument.prep, "named", argument.head)]
    return []


AT_HOME = frozenset({"CONCEDE", "COERCE", "PROTEST"})
HOLDING = frozenset({Slot.OBJECT, Slot.CLAUSE, Slot.INFINITIVE, Slot.PREP})


def in_brackets(matcher: Matcher, i: int) -> bool:
    """*a trip by Carl Berg (Ohio)*: where somebody is from, and nobody to whom it is done."""
    tag = matcher.fillers.tree.tag
    return i > 0 and tag[i - 1] == "-LRB-"


def is_in(matcher: Matcher, match: Match, place: Token, argument: Argument) -> bool:
    """Whether something is said to be in or at a place: by the preposition of the argument, or, of words, by one inside it.

    A deed that is done to what stands in a town is done to its country: *withdrew the battalion based in Kabul*.
    """
    tree = matcher.fillers.tree
    own = tree.lower[tree.head[place.i]] if tree.dep[place.i] == "pobj" and code_of(matcher, match) in SPOKEN else ""
    return argument.prep in ("in", "at") or own in ("in", "at")


SPOKEN = frozenset({"AGREE", "CONSULT", "REQUEST", "SUPPORT", "ACCUSE", "REJECT", "THREATEN"})


def is_scene(match: Match, argument: Argument) -> bool:
    """*In Peru, both candidates opposed the plan*: the place before the verb is where it happens, not whom it is done to."""
    return argument.prep in ("in", "at", "across") and match.clause.verb is not None and argument.head.i < match.clause.verb.i


def in_aside(matcher: Matcher, i: int, top: int) -> bool:
    """*veto a bill that would let families sue Chad*: what a relative clause tells of the object is another matter.

    Not so without a pronoun, where it says which one is meant: *stood down the units it had massed near Kosovo*. What another
    deed is done to is no party of this one either: *promised an answer to the hacking of Chile's banks*.
    """
    tree = matcher.fillers.tree
    while i != top and tree.head[i] != i:
        over = tree.head[i]
        if tree.dep[i] == "prep" and tree.lower[i] == "of" and over != top and "event" in matcher.fillers.kinds(tree.tokens[over]):
            return True
        if tree.dep[i] == "relcl" and any(tree.tag[k] in ("WDT", "WP") for k in tree.children[i]):
            return True
        i = tree.head[i]
    return False


CONTRAST = frozenset({"contrast", "comparison"})
CIRCUMSTANCES = frozenset(
    {
        "after",
        "following",
        "before",
        "during",
        "since",
        "until",
        "despite",
        "amid",
        "according to",
        "as",
        "like",
        "ahead of",
    }
)
RULES: tuple[Rule, ...] = (
    recipient_of_embedded,
    actor_of_embedded,
    actor_of_object,
    recipient_of_purpose,
    aimed_at,
    named_country,
    state_of_place,
    own_country_named,
)


def with_all_countries(matcher: Matcher, roles: Filled) -> Filled:
    """*Hungarian and Romanian officials*: a party of two countries is two fillers; the second is the word that names its country."""
    out = []
    for role, head, argument in roles:
        out.append((role, head, argument))
        if role in ("actor", "recipient"):
            for word in further_countries(matcher, head):
                out.append((role, word, Argument(argument.slot, word, argument.prep, "further country", head)))
    return tuple(out)


def further_countries(matcher: Matcher, head: Token) -> list[Token]:
    """Countries coordinated before a noun or behind its "of" (*the leaders of Peru and Chile*); none where it is one country.

    The head's own is among them: who writes the roles leaves out what is said already.
    """
    tree, fillers = matcher.fillers.tree, matcher.fillers
    found: list[Token] = []
    modifiers = tree.childs(head.i, "amod", "compound", "nmod")
    words = [k for m in modifiers for k in (m, *(c for c in tree.children[m] if tree.dep[c] == "conj"))]
    if len(words) > 1:
        found = [tree.tokens[k] for k in words if fillers.country_of_name(k)]
    elif words and tree.lower[head.i - 1] == "-" and words[0] == head.i - 2:
        found = [tree.tokens[k] for k in (*words, head.i) if fillers.country_of_name(k)]  # Russian-Belarusian talks
    for p in tree.childs(head.i, "prep"):
        inner = tree.child(p, "pobj") if tree.lower[p] in ("of", "from", "for") else None
        if inner is not None and tree.child(inner, "conj") is not None:
            found = [tree.tokens[k] for k in (inner, *tree.childs(inner, "conj")) if fillers.country_of_name(k)]
    codes: dict[str | None, Token] = {}
    for word in found:
        codes.setdefault(fillers.country_of_name(word.i), word)
    return list(codes.values()) if len(codes) > 1 else []
