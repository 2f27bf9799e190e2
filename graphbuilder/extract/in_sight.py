"""Whom a noun means by being the only one of its kind in sight: *the country*, *the city*, *the state*, *the astronomer*, *the men*."""

from __future__ import annotations

from functools import lru_cache

from graphbuilder import gazetteer
from graphbuilder.data import word_list
from graphbuilder.extract.antecedents import (
    MEMORY,
    WINDOW,
    agreeing,
    agreeing_country,
    entities_before,
    restricted,
    told_by_of,
)
from graphbuilder.extract.candidates import Candidate, Kind
from graphbuilder.extract.chains import Cluster, Web
from graphbuilder.extract.grammar import Grammar
from graphbuilder.extract.mention_words import country_of, lexicon
from graphbuilder.extract.noun_families import callings_agree, families

KNOWN_STATE = 400_000  # inhabitants of a state that "the state" takes up


def country_in_sight(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """ "*The country*", "*the kingdom*", "*the island*": the only country in sight that is one."""
    know = lexicon()
    if c.plural or c.type != "Country" or c.country or not set(c.words) <= know.country_modifiers or told_by_of(web, c):
        return None
    allowed = {
        "kingdom": know.kingdoms,
        "monarchy": know.kingdoms,
        "island": know.islands,
        "archipelago": know.islands,
        "emirate": know.emirates,
    }.get(c.noun)

    if "island" in c.words:
        allowed = know.islands
    if not c.words and (home := country_of_speaker(web, c)) is not None:
        return home
    found = countries_before(web, c, grammar, WINDOW) if allowed is None else countries_before(web, c, grammar, MEMORY, allowed)
    if not found and not c.words and allowed is None:
        found = countries_before(web, c, grammar, MEMORY)
        found = found if countries_told(web, c) == {web.cluster[k].country for k in found} else []
    return found[0] if len(found) == 1 else None


def countries_before(web: Web, c: Candidate, grammar: Grammar, distance: int, allowed: frozenset[str] | None = None) -> list[int]:
    """The countries before `c`, or those with a code that is allowed; none beside it: *fought in Vietnam for the nation's rights*."""
    found = entities_before(web, c, distance, lambda cluster, k: cluster.type == "Country" and not is_phrase_beside(grammar, c, k))
    return [k for k in found if allowed is None or web.cluster[k].country in allowed]


def is_phrase_beside(grammar: Grammar, c: Candidate, k: Candidate) -> bool:
    """Whether a mention stands behind a preposition in the sentence of `c`."""
    return k.sentence == c.sentence and grammar.role.get(k.head) == "prep"


def country_of_speaker(web: Web, c: Candidate) -> int | None:
    """*Israel and Lebanon met. A Lebanese official said the country would ...*: the one that the speaker is said to be of."""
    tree, i = web.tree, c.head
    for _ in range(8):
        if tree.head[i] == i:
            return None
        i = tree.head[i]
        if tree.tokens[i].lemma_ in lexicon().speech_verbs and (subject := tree.child(i, "nsubj")) is not None and subject < c.start:
            break
    else:
        return None
    speaker = web.by_head.get(subject)
    code = web.candidates[speaker].country if speaker is not None and web.candidates[speaker].kind is Kind.NOMINAL else None
    found = entities_before(web, c, MEMORY, lambda cluster, k: cluster.type == "Country" and cluster.country == code)
    return found[0] if code is not None and len(found) == 1 else None


def countries_told(web: Web, c: Candidate) -> set[str | None]:
    """The countries that the article names before a noun phrase, by adjectives too."""
    return {code for i, code in web.reading.countries.items() if i < c.start}


def person_in_sight(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """ "*The 52-year-old*", "*the Spaniard*": the only person named in the sentence before."""
    if c.noun not in ("year-old", "national"):
        return None
    told = web.cluster[c.index].gender  # by the pronouns behind it
    named = entities_before(web, c, 1, lambda cluster, k: cluster.type == "Person" and bool(cluster.names) and agreeing_country(cluster, c))
    people = [k for k in named if "x" in {told, web.cluster[k].gender} or told == web.cluster[k].gender]
    near = [k for k in people if web.candidates[k].sentence < c.sentence]
    subjects = [k for k in near if grammar.role.get(web.candidates[k].head) in ("subject", "passive subject")]
    found = near if len(near) == 1 else subjects
    return found[0] if len(found) == 1 and len(near) == len(people) else None


def is_capital(cluster: Cluster, code: str | None) -> bool:
    """Whether a place is the capital of a country."""
    found = (gazetteer.capital_of(" ".join(name).title()) for name in cluster.names)
    return any(nation is not None and nation.alpha3 == code for nation in found)


def city_in_sight(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """ "*The city*": the only place in sight."""
    if c.noun == "capital" and c.country and not c.plural and not c.words:  # Jakarta ... the Indonesian capital
        seats = entities_before(web, c, MEMORY, lambda cluster, k: cluster.type == "Place" and is_capital(cluster, c.country))
        return seats[0] if len(seats) == 1 else None
    if c.plural or c.noun not in ("city", "town", "village", "port") or c.words or c.country:
        return None
    found = entities_before(web, c, WINDOW, lambda cluster, k: cluster.type == "Place" and not is_origin(web, k))
    if not found and not restricted(web.tree, c) and not told_by_of(web, c) and web.tree.lower[c.start] == "the":
        found = entities_before(web, c, MEMORY, lambda cluster, k: may_be_town(web, cluster, k))
    return found[0] if len(found) == 1 else None


LARGE_TOWN = 100_000  # inhabitants of a town that may be meant where a state has the same name


def may_be_town(web: Web, cluster: Cluster, k: Candidate) -> bool:
    """Whether a place with a name may be the town that an article tells of: no state, and not where somebody comes from."""
    no_town = is_division(cluster) and not has_town(cluster)
    return cluster.type == "Place" and bool(cluster.names) and not no_town and not is_origin(web, k)


def has_town(cluster: Cluster) -> bool:
    """*Sofia*: whether a state has a large town of its name, which is mostly meant."""
    found = (p for name in cluster.names for p in gazetteer.places(" ".join(name).title()))
    return any(p.feature not in ("state", "county") and p.population > LARGE_TOWN for p in found)


def is_origin(web: Web, k: Candidate) -> bool:
    """*a botanist from Brno*: whether a place only says whence somebody comes."""
    tree = web.tree
    link = tree.head[k.head]
    person = web.by_head.get(tree.head[link]) if tree.lower[link] == "from" else None
    return person is not None and web.cluster[person].type in ("Person", "Group")


def state_in_sight(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """*Voters in Ohio ... The state has 18 electors*: the only state of a federation in sight."""
    if c.plural or c.noun not in DIVISIONS or c.words or c.country:
        return None
    if told_by_of(web, c) or restricted(web.tree, c):
        return None
    if c.noun not in ("state", "commonwealth"):
        near = entities_before(web, c, 1, lambda cluster, k: cluster.type == "Place" and bool(cluster.names))
        return near[0] if len(near) == 1 and is_region(web.cluster[near[0]]) else None
    found = entities_before(web, c, WINDOW, lambda cluster, k: cluster.type == "Place" and is_division(cluster))
    return found[0] if len(found) == 1 else None


DIVISIONS = word_list("nouns_for_divisions")


def is_region(cluster: Cluster) -> bool:
    """Whether the largest place of a name is a state, county or the like, and no town."""
    found = [p for name in cluster.names for p in gazetteer.places(" ".join(name).title())]
    return bool(found) and max(found, key=lambda p: p.population).feature in ("state", "county")


def is_division(cluster: Cluster) -> bool:
    """Whether a place is known first of all as a state or province."""
    return any(is_known_division(" ".join(name).title()) for name in cluster.names)


@lru_cache(maxsize=2048)
def is_known_division(name: str) -> bool:
    """Whether a state of this name comes before the towns of that name.

    >>> is_known_division("Ohio"), is_known_division("Paris")
    (True, False)
    """
    return any(p.feature == "state" and p.population > KNOWN_STATE for p in gazetteer.places(name)[: 2 if country_of(name) else 1])


def people_in_sight(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """*Two brothers appeared in court. ... The men ...*, *Students clashed with police. The protesters ...*: another noun for the same.

    The only several people in sight who may be called so; *the men* and *the women* are any who have just been counted, too.
    """
    others = families().several.get(c.noun, frozenset())
    several = c.plural or (c.type == "Group" and bool(others))
    if not several or c.words or c.country or c.owned or restricted(web.tree, c) or told_by_of(web, c):
        return None
    near = entities_before(web, c, WINDOW, lambda cluster, k: are_people_before(c, cluster, k))
    called = [k for k in near if web.cluster[k].nouns & others]
    if not called and others and web.tree.lower[c.start] == "the":
        back = entities_before(web, c, MEMORY, lambda cluster, k: are_people_before(c, cluster, k))
        stay = (k for k in back if is_counted(web, k) or is_force(web, k) or is_topic(web, k))
        called = [k for k in stay if web.cluster[k].nouns & others]
    if c.noun in ("man", "woman") and not called:
        called = [k for k in near if web.candidates[k].sentence == c.sentence - 1 and is_counted(web, k)]
    return called[0] if len(called) == 1 else None


def are_people_before(c: Candidate, cluster: Cluster, k: Candidate) -> bool:
    """Whether several people of an earlier sentence may be `c` by their sex."""
    agreed = cluster.gender in (c.gender, "x") or c.gender == "x"
    return k.plural is True and k.type == "Group" and k.sentence < c.sentence and agreed and k.kind is Kind.NOMINAL


def is_force(web: Web, k: int) -> bool:
    """*Police closed the road. ... The officers ...*: a body of people that stays the same through an article."""
    return web.candidates[k].noun in ("police", "troops")


def is_topic(web: Web, k: int) -> bool:
    """*Villagers have blocked the road. They say ... their ...*: those whom the article goes on about."""
    return len(web.cluster[k].members) > 2


def is_counted(web: Web, k: int) -> bool:
    """Whether a mention says how many they are: *two brothers*."""
    return web.tree.child(web.candidates[k].head, "nummod") is not None


def countryman_in_sight(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """*Ngozi Adeleke won. The Nigerian runner ...*, *the Leeds striker*: the only person named in the two sentences before.

    Nothing else may be known of that person than what goes with the noun.
    """
    by_place = c.country is None and bool(c.words) and all(web.tree.tag[k] in ("NNP", "NNPS") for k in range(c.start + 1, c.head))
    if c.plural or c.type != "Person" or not (by_place or (c.country and not c.words)) or grammar.role.get(c.head) != "subject":
        return None
    if (c.office and not by_place) or c.owned or not c.definite:
        return None
    people = entities_before(web, c, WINDOW, lambda cluster, k: cluster.type == "Person" and (by_place or k.sentence < c.sentence))
    if len(people) != 1 or not web.cluster[people[0]].names or web.candidates[people[0]].sentence == c.sentence:
        return None
    cluster = web.cluster[people[0]]
    other = {noun for noun in cluster.nouns | cluster.offices if noun != c.noun and callings_agree(c.noun, [noun]) is not True}
    return people[0] if agreeing_country(cluster, c) and agreeing(cluster, c) and not other else None


def countryman_known(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """*Oman's foreign minister, Badr Al-Harthy, ... The Omani diplomat ...*: the only one named who is known to be of that country."""
    plain = c.country is not None and not (c.words or c.plural or c.owned) and c.type == "Person" and c.definite
    leads = web.tree.lower[c.start] == "the" and grammar.role.get(c.head) in ("subject", "passive subject")
    if not plain or not leads or told_by_of(web, c) or restricted(web.tree, c):
        return None
    highest = lexicon().state_offices if c.office in ("leader", "ruler") else frozenset()
    found = entities_before(web, c, MEMORY, lambda cluster, k: is_countryman(web, c, cluster, highest))
    return found[0] if len(found) == 1 and web.candidates[found[0]].sentence < c.sentence else None


def is_countryman(web: Web, c: Candidate, cluster: Cluster, highest: frozenset[str]) -> bool:
    """Whether somebody named is known to be of the country of `c`, and of no calling that speaks against it."""
    if highest and cluster.offices and not cluster.offices & highest:
        return False  # the foreign minister is no leader
    known = cluster.type == "Person" and bool(cluster.names) and c.country in {cluster.country, *countries_of_owners(web, cluster)}
    return known and agreeing(cluster, c) and callings_agree(c.noun, cluster.nouns | cluster.offices) is not False


def countries_of_owners(web: Web, cluster: Cluster) -> set[str]:
    """*its foreign minister*: the countries whose somebody is."""
    owners = (web.tree.child(web.candidates[k].head, "poss") for k in cluster.members)
    found = (web.by_head.get(owner) for owner in owners if owner is not None)
    return {code for k in found if k is not None and web.cluster[k].type == "Country" and (code := web.cluster[k].country) is not None}
