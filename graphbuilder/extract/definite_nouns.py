"""Whom a definite noun phrase means: *the president*, *the commission*, *the company*, *the country*, *the city*.

The sieves are tried in order, the surest first. Where two entities fit equally well, there is no link.
"""

from __future__ import annotations

from collections.abc import Callable

from graphbuilder import gazetteer
from graphbuilder.extract.antecedents import (
    MEMORY,
    SEVERAL,
    agreeing,
    agreeing_country,
    entities_before,
    only_one,
    restricted,
    told_by_of,
)
from graphbuilder.extract.bodies_in_sight import body_alike, kind_of_organisation
from graphbuilder.extract.callings import (
    called_alike,
    client_of,
    has_done,
    known_by_age,
    known_by_calling,
    known_by_deed,
    parent_in_sight,
    people_before,
    same_by_age,
)
from graphbuilder.extract.candidates import Candidate, Kind
from graphbuilder.extract.chains import Cluster, Web
from graphbuilder.extract.grammar import Grammar
from graphbuilder.extract.in_sight import (
    city_in_sight,
    country_in_sight,
    countryman_in_sight,
    countryman_known,
    is_counted,
    people_in_sight,
    person_in_sight,
    state_in_sight,
)
from graphbuilder.extract.joint import one_of_pair, told_together, two_of_a_kind
from graphbuilder.extract.mention_words import country_of, lexicon
from graphbuilder.extract.noun_families import families
from graphbuilder.extract.owned_nouns import (
    both_siblings,
    kin_in_turn,
    known_to_owner,
    other_of_couple,
    owner_of,
    relative_by_surname,
    rival_of,
    same_owner,
    successor_of,
    trainer_of,
)

Sieves = tuple[tuple[Callable[[Web, Candidate, Grammar], int | None], str], ...]


def join_nominals(web: Web, grammar: Grammar) -> None:
    """Definite noun phrases: office, noun used before, kind of organisation, country."""
    for c in web.candidates:
        if (several := two_of_a_kind(web, c, grammar)):
            web.together[c.index] = several
            continue
        if c.kind is not Kind.NOMINAL or not c.definite or web.cluster[c.index].members[0] != c.index:
            continue
        if web.tree.lower[c.start] in ("my", "our", "your"):
            continue  # our president: whose it is depends on who speaks
        look_back(web, c, grammar, NOMINAL_SIEVES if len(web.cluster[c.index].members) == 1 else NAMED_AT_LAST)


def join_topical(web: Web, grammar: Grammar) -> None:
    """Definite noun phrases that mean whom the article is about, which pronouns tell: *She ... Her father ... The cellist*."""
    tell_counterparts(web)
    for c in web.candidates:
        if c.kind is Kind.NOMINAL and c.plural and c.index not in web.together and (two := both_siblings(web, c) or told_together(web, c)):
            web.together[c.index] = two
            continue
        if c.kind is Kind.NOMINAL and c.definite and web.cluster[c.index].members[0] == c.index and not web.cluster[c.index].names:
            look_back(web, c, grammar, TOPICAL_SIEVES)


def look_back(web: Web, c: Candidate, grammar: Grammar, sieves: Sieves) -> None:
    """Join a noun phrase with what the first sieve that finds anything finds."""
    for sieve, rule in sieves:
        found = sieve(web, c, grammar)
        if found is not None:
            web.join(found, c.index, rule)
            break


def named_at_last(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """*threatened the owner ... The owner, Pirjo Laine,*: who has been told of by that noun, and gets a name now."""
    if web.tree.lower[c.start] != "the" or c.plural:
        return None
    found = noun_used_before(web, c, grammar)
    return found if found is not None and not web.cluster[found].names else None


def alike_at_last(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """*recalled its ambassador ... The envoy, Carlos Benitez,*: who has been told of by another noun for the same, and gets a name now."""
    found = called_alike(web, c, grammar) if web.tree.lower[c.start] == "the" and not c.plural else None
    return found if found is not None and not web.cluster[found].names else None


def holder_of_office(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """ "The Belarusian *leader*", "the president": who has that office, by title, apposition or predicate."""
    if not c.office or c.plural or c.type != "Person":
        return None
    if c.country is None and web.tree.lower[c.end : c.end + 1] == ["of"] and web.tree.tag[c.end + 1 : c.end + 2] != ["VBG"]:
        return None  # the nominee of the two parties; not: accused the head of state of lying
    found = entities_before(web, c, MEMORY * 3, lambda cluster, _: holds(cluster, c))
    at_home = [k for k in found if c.country is not None and web.cluster[k].country == c.country]
    found = at_home if len(at_home) == 1 else found
    if c.country and len(found) == 1 and web.cluster[found[0]].country is None and another_may_hold(web, c, found[0]):
        return None
    if found and c.office not in lexicon().state_offices and (len(found) > 1 or counterpart_before(web, c)):
        return None  # many hold such an office
    if c.words == ("new",) and len(found) == 1 and has_gone(web, c, grammar, web.cluster[found[0]]):
        return newly_appointed(web, c, grammar)
    if found:
        return only_one(web, c, found)
    return only_person(web, c, grammar) if (named := leader_named_next(web, c)) is None else named


def has_gone(web: Web, c: Candidate, grammar: Grammar, cluster: Cluster) -> bool:
    """*sacked his interior minister*: whether somebody has lost an office, so that the new one is somebody else."""
    return has_done(web, c, grammar, families().owned_deeds["predecessor"], cluster)


def newly_appointed(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """*The president named his aunt Ruth Ba to the post. The new minister ...*: the only one named who has been given an office."""
    deeds = families().owned_deeds["successor"]
    found = people_before(web, c, MEMORY, lambda cluster, k: bool(cluster.names) and has_done(web, c, grammar, deeds, cluster))
    return found[0] if len(found) == 1 else None


def counterpart_before(web: Web, c: Candidate) -> bool:
    """*The Chadian minister met her Malian counterpart. The minister ...*: whether somebody else has the same office, by that word."""
    return c.country is None and any(web.candidates[k].noun == "counterpart" for k in web.before(c, SEVERAL))


def tell_counterparts(web: Web) -> None:
    """*Her Malian counterpart, Oumar Keita*: has the offices that the owner has."""
    for c in web.candidates:
        if c.noun == "counterpart" and not c.plural and (owner := owner_of(web, c)) is not None:
            web.cluster[c.index].offices |= owner.offices
            web.cluster[c.index].held |= owner.held


def leader_named_next(web: Web, c: Candidate) -> int | None:
    """*The Belarusian leader flew to Sochi. Alexander Lukashenko ...*: who is known to lead that state is named soon after."""
    if c.country is None or c.office not in lexicon().state_offices:
        return None
    near = [k for s in (c.sentence, c.sentence + 1) for k in web.by_sentence.get(s, ()) if web.candidates[k].start >= c.end]
    found = {id(web.cluster[k]): k for k in near if c.country in countries_of_leader(web.cluster[k]) and agreeing(web.cluster[k], c)}
    return next(iter(found.values())) if len(found) == 1 and web.cluster[next(iter(found.values()))].country in (None, c.country) else None


def leader_in_sight(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """*Salas is close to President Victor Rangel. The Venezuelan leader ...*: the only one named of late who holds the highest office.

    Of which country is not said; no minister is a leader.
    """
    if c.office not in LEADING or c.country is None or c.plural or c.former:
        return None
    found = entities_before(web, c, 1, lambda cluster, k: holds_highest(cluster, c))
    return found[0] if len(found) == 1 and web.candidates[found[0]].sentence < c.sentence else None


def holds_highest(cluster: Cluster, c: Candidate) -> bool:
    """Whether somebody named holds the highest office of a country that is not said, and may be the leader `c`."""
    highest = cluster.held & lexicon().state_offices - LEADING
    untold = cluster.country is None and not countries_of_leader(cluster) - {c.country}
    return cluster.type == "Person" and bool(cluster.names and highest) and untold and agreeing(cluster, c)


LEADING = frozenset({"leader", "ruler"})


def leader_of_state(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """*praised Eritrea's leader. The president ...*: the only one in sight who is said to lead a state, without a name.

    Farther back by the same office: *Bolivia's president dismissed her. ... The head of state ...*.
    """
    if c.office not in lexicon().state_offices or c.country or c.plural or told_by_of(web, c) or web.tree.lower[c.start] != "the":
        return None
    found = entities_before(web, c, 1, lambda cluster, k: k.noun in LEADING and is_of_a_country(cluster, k, c)) or entities_before(
        web, c, MEMORY, lambda cluster, k: k.office == c.office and not cluster.names and is_of_a_country(cluster, k, c)
    )
    others = lexicon().state_offices - LEADING - {c.office}
    return found[0] if len(found) == 1 and not web.cluster[found[0]].offices & others else None


def is_of_a_country(cluster: Cluster, k: Candidate, c: Candidate) -> bool:
    """Whether one person, of a country that is said, may be `c`."""
    return k.country is not None and not k.plural and agreeing(cluster, c)


def another_may_hold(web: Web, c: Candidate, holder: int) -> bool:
    """*Prime Minister Sheikh Hasina met Narendra Modi. The Indian prime minister ...*: whose country is not said, beside somebody else."""
    return bool(entities_before(web, c, 1, lambda cluster, k: cluster is not web.cluster[holder] and may_hold(cluster, c)))


def may_hold(cluster: Cluster, c: Candidate) -> bool:
    """Whether somebody named, of whom no office and no other country is said, may hold the office of `c`."""
    unknown = cluster.country in (None, c.country) and not cluster.offices and not countries_of_leader(cluster) - {c.country}
    return cluster.type == "Person" and bool(cluster.names) and unknown and agreeing(cluster, c)


def holds(cluster: Cluster, c: Candidate) -> bool:
    """Whether a person holds the office of nominal `c`, and the countries agree."""
    if cluster.type != "Person" or not cluster.names or not agreeing(cluster, c):
        return False
    know, offices = lexicon(), cluster.offices if c.former else cluster.held
    if "then" in c.words and any(office.endswith(c.office) for office in cluster.held):
        return False  # Minister Rosa Quispe ... the then minister
    if c.country and c.country not in ({cluster.country} if cluster.country else countries_of_leader(cluster) or {c.country}):
        return False
    if not {w for w in c.words if w not in know.neutral and w not in c.office} <= cluster.modifiers:
        return False
    unsaid = cluster.country in (None, c.country) and not cluster.offices and c.country is not None and c.office in know.state_offices
    if unsaid and c.country in countries_of_leader(cluster):
        return True  # Vladimir Putin ... the Russian president
    if c.country and not cluster.country and c.office != "leader":
        return c.office in offices
    same = c.office in offices or any(office.endswith(" " + c.office) for office in offices)
    return same or (
        c.office in ("leader", "ruler")
        and c.country is not None
        and c.country == cluster.country
        and bool(offices & know.state_offices)
    )


def holder_told_of(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """*The Chadian minister met the Malian minister. He ... The minister flew on*: of several, whom the sentence before goes on about."""
    untold = c.office and not c.plural and c.type == "Person" and c.country is None and not told_by_of(web, c)
    if not untold or grammar.role.get(c.head) != "subject":
        return None
    found = entities_before(web, c, MEMORY, lambda cluster, _: holds(cluster, c))
    leading = ("subject", "passive subject")
    last = {id(web.cluster[k]): k for k in web.by_sentence.get(c.sentence - 1, ()) if grammar.role.get(web.candidates[k].head) in leading}
    near = [k for k in found if id(web.cluster[k]) in last]
    told = [k for k in found if any(web.candidates[m].sentence == c.sentence - 1 for m in web.cluster[k].members)]
    return near[0] if len(found) > 1 and len(near) == 1 and told == near else None


def countries_of_leader(cluster: Cluster) -> set[str]:
    """The countries that a well-known person has spoken for, by the names of several words."""
    found = (gazetteer.country_of_leader(" ".join(name)) for name in cluster.names if len(name) > 1)
    return {code for code in found if code is not None}


def only_person(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """ "Mark Rutte resigned. *The Dutch prime minister* ...": nobody else has been named, and nothing speaks against it."""
    if c.country is None and not c.former:
        return None
    people = entities_before(web, c, MEMORY, lambda cluster, k: cluster.type == "Person" and bool(cluster.names))
    if len(people) != 1 or c.sentence == web.candidates[people[0]].sentence:
        return None
    cluster = web.cluster[people[0]]
    if cluster.offices or (cluster.country not in (None, c.country)) or not agreeing(cluster, c):
        return None
    near = c.sentence - web.candidates[people[0]].sentence <= 1
    roles = ("subject", "passive subject", "object") if c.former else ("subject",)
    return people[0] if near and grammar.role.get(web.candidates[people[0]].head) in roles else None


def noun_used_before(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """ "Jane Okoro, a lawyer, ... *The lawyer*"; "a rival ... *the rival*": the same noun, no new or contradicting modifier."""
    if c.owned or (c.office and c.office in lexicon().state_offices and not c.country) or restricted(web.tree, c):
        return None
    if c.office and counterpart_before(web, c):
        return None
    found = entities_before(web, c, SEVERAL if c.plural else MEMORY, lambda cluster, k: has_noun(web, c, cluster))
    return None if found and (nearer_namesake(web, c, found[0]) or (c.plural and told_by_of(web, c))) else only_one(web, c, found)


def has_noun(web: Web, c: Candidate, cluster: Cluster) -> bool:
    """Whether something goes by the noun of `c`, in that number, and by all of its modifiers."""
    if c.noun not in cluster.nouns or c.plural is not cluster_plural(cluster, web, c.noun) or not agreeing_country(cluster, c):
        return False
    modifiers = set(c.words)
    return modifiers <= cluster.modifiers | {w for name in cluster.names for w in name} and (
        bool(cluster.names) or bool(modifiers) or len(cluster.members) > 1 or specific(web, cluster, c)
    )


def nearer_namesake(web: Web, c: Candidate, found: int) -> bool:
    """*The appeals court ruled, but the Supreme Court ... The court ...*: another one whose name has the noun stands in between."""
    if c.words or c.country or c.type not in ("Organization", "Place"):
        return False
    one = web.candidates[found]
    later = (k for k in web.before(c, c.sentence - one.sentence) if web.candidates[k].start > one.start)
    named = (k for k in later if web.candidates[k].kind is Kind.NAME and web.cluster[k] is not web.cluster[found])
    return any(could_be_called(web, c, found, k) for k in named)


def could_be_called(web: Web, c: Candidate, found: int, k: int) -> bool:
    """Whether the noun is in the name `k`, or tells what `k` is (*the company* after *Siemens*) where `found` is none."""
    other = web.candidates[k]
    if c.noun in other.words[1:]:
        return True
    one = web.candidates[found]
    owned = not one.definite or "POS" in web.tree.tag[one.start : one.head]  # Mr. Lund's company
    nameless = owned and not web.cluster[found].names and c.noun in lexicon().general_organisations
    return nameless and other.type == "Organization" and other.words[-1] not in lexicon().telling_words


def specific(web: Web, cluster: Cluster, c: Candidate) -> bool:
    """Whether a noun phrase without a name means somebody in particular: not the holder of an office in general."""
    counted = c.plural and any(is_counted(web, k) for k in cluster.members)  # three judges ... the judges
    return not c.office or counted or any(web.candidates[k].definite for k in cluster.members)


def cluster_plural(cluster: Cluster, web: Web, noun: str) -> bool | None:
    """Number of the mentions with this noun."""
    return next((web.candidates[k].plural for k in cluster.members if web.candidates[k].noun == noun), False)


def noun_in_name(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """ "*The commission*" after "the European Commission"."""
    if c.plural or c.type not in ("Organization", "Place", "Group"):
        return None
    return only_one(web, c, entities_before(web, c, MEMORY, lambda cluster, k: is_named_by(cluster, c) and agreeing_country(cluster, c)))


def is_named_by(cluster: Cluster, c: Candidate) -> bool:
    """Whether a body or place has the words of `c` in its name."""
    names = (name for name in cluster.names if len(name) > 1)
    called = any(c.noun in name and (set(c.words) <= set(name) or is_central_bank(c, name)) for name in names)
    return called and cluster.type in ("Organization", "Place")


def is_central_bank(c: Candidate, name: tuple[str, ...]) -> bool:
    """*The Bank of Ghana ... the central bank*: a bank that is named by its country alone."""
    called = c.noun == "bank" and set(c.words) == {"central"} and name[0] == "bank" and len(name) == 2
    return called and country_of(name[1].title()) is not None


NAMED_AT_LAST: Sieves = ((named_at_last, "same-noun"), (alike_at_last, "alike"))
"""The sieves for a noun phrase that a name has been joined with."""

NOMINAL_SIEVES: Sieves = (
    (one_of_pair, "order"),
    (holder_of_office, "office"),
    (leader_in_sight, "office"),
    (leader_of_state, "office"),
    (noun_used_before, "same-noun"),
    (noun_in_name, "noun-in-name"),
    (kind_of_organisation, "kind-of-organisation"),
    (country_in_sight, "country-in-sight"),
    (city_in_sight, "city-in-sight"),
    (known_by_age, "age"),
    (person_in_sight, "person-in-sight"),
    (countryman_in_sight, "person-in-sight"),
    (people_in_sight, "people-in-sight"),
    (known_by_deed, "deed"),
    (same_by_age, "age"),
    (called_alike, "alike"),
    (body_alike, "alike"),
    (known_by_calling, "person-in-sight"),
    (state_in_sight, "state-in-sight"),
)
"""The sieves for definite noun phrases, surest first."""

TOPICAL_SIEVES: Sieves = (
    (people_in_sight, "people-in-sight"),
    (same_owner, "same-owner"),
    (kin_in_turn, "kin"),
    (relative_by_surname, "kin"),
    (other_of_couple, "kin"),
    (rival_of, "rival"),
    (successor_of, "deed"),
    (known_to_owner, "deed"),
    (trainer_of, "deed"),
    (holder_told_of, "office"),
    (kind_of_organisation, "kind-of-organisation"),
    (known_by_deed, "deed"),
    (person_in_sight, "person-in-sight"),
    (known_by_calling, "person-in-sight"),
    (parent_in_sight, "person-in-sight"),
    (countryman_known, "person-in-sight"),
    (client_of, "client"),
)
"""The sieves that look for whom an article is about."""
