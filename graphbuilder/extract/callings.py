"""Whom a noun for a person means by deed, age or calling: *was jailed ... the defendant*, *Ana Ruiz, 19, ... the teenager*."""

from __future__ import annotations

from collections.abc import Callable

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
from graphbuilder.extract.clauses import Slot
from graphbuilder.extract.grammar import Grammar
from graphbuilder.extract.mention_words import lexicon
from graphbuilder.extract.noun_families import Deeds, callings_agree, families

TOPICAL = 3  # so many times more often told of than anybody else who could be meant: the one that an article is about


def is_plain(web: Web, c: Candidate) -> bool:
    """Whether a noun phrase says of one person what he is and nothing else."""
    told = set(c.words) - lexicon().neutral - words_of_age(web, c)
    return not (c.plural or told or c.owned or c.type != "Person" or restricted(web.tree, c) or told_by_of(web, c))


def words_of_age(web: Web, c: Candidate) -> set[str]:
    """The words of an age before a noun: *the 31-year-old defender*; none without an age."""
    lower = web.tree.lower
    at = next((k for k in range(c.start, c.head - 3) if lower[k + 1 : k + 5] == ["-", "year", "-", "old"]), None)
    return {lower[at], "year", "old"} if at is not None else set()


def people_before(web: Web, c: Candidate, distance: int, fits: Callable[[Cluster, Candidate], bool]) -> list[int]:
    """The persons before a noun phrase whose sex and country do not speak against it, nearest first."""
    return entities_before(
        web,
        c,
        distance,
        lambda cluster, k: cluster.type == "Person" and agreeing(cluster, c) and agreeing_country(cluster, c) and fits(cluster, k),
    )


def known_by_deed(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """*Lowri Parry was jailed ... The defendant*, *Ana Ruiz wrote ... the author*: the only person who has done or undergone it."""
    deeds = families().deeds.get(c.noun, Deeds(frozenset(), frozenset()))
    if not (deeds.did or deeds.underwent or c.noun.endswith(("er", "or"))) or not is_plain(web, c):
        return None
    found = people_before(web, c, MEMORY, lambda cluster, k: k.sentence < c.sentence and has_done(web, c, grammar, deeds, cluster))
    return found[0] if len(found) == 1 else None


def has_done(web: Web, c: Candidate, grammar: Grammar, deeds: Deeds, cluster: Cluster) -> bool:
    """Whether somebody is said, before `c`, to have done or undergone what its noun calls a person by."""
    own = ((i, clause) for m in cluster.members if (i := web.candidates[m].head) < c.start for clause in grammar.own.get(i, ()))
    return any(
        clause.negation is None and says_deed(c.noun, clause.lemma.split()[0], deeds, a.slot)
        for i, clause in own
        for a in clause.arguments
        if a.head.i == i and a.slot in (Slot.SUBJECT, Slot.OBJECT)
    )


def says_deed(noun: str, verb: str, deeds: Deeds, slot: Slot) -> bool:
    """Whether who does a deed, or undergoes it, is called by a noun.

    >>> nothing = Deeds(frozenset(), frozenset())
    >>> says_deed("editor", "edit", nothing, Slot.SUBJECT), says_deed("driver", "drive", nothing, Slot.SUBJECT)
    (True, True)
    >>> says_deed("editor", "edit", nothing, Slot.OBJECT), says_deed("minister", "mine", nothing, Slot.SUBJECT)
    (False, False)
    """
    if slot is not Slot.SUBJECT:
        return verb in deeds.underwent
    stem = verb.removesuffix("e")
    return verb in deeds.did or (len(verb) > 3 and noun in (stem + "er", stem + "or"))


def client_of(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """*His lawyer, Pilar Ochoa, said her client would appeal*: who has the only lawyer in sight, where that lawyer is no one's else."""
    tree, know = web.tree, lexicon()
    if c.noun != "client" or c.plural or not c.owned:
        return None
    near = (k for k in web.before(c, 1) if web.candidates[k].noun in know.representatives and not web.candidates[k].plural)
    lawyers = {id(web.cluster[k]): k for k in near}
    if len(lawyers) != 1:
        return None
    lawyer = web.candidates[next(iter(lawyers.values()))]
    owner = tree.child(lawyer.head, "poss")
    found = web.by_head.get(owner) if owner is not None else None
    return found if found is not None and web.cluster[found].type == "Person" and web.cluster[found].names else None


def known_by_age(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """*Marco Fusi, 19, ... The teenager*, *Faith Jelagat, 29, ... the 29-year-old*: the only person of that age."""
    age = age_in(web, c)
    low, high = (age, age) if age is not None else families().ages.get(c.noun, (0, 0))
    if not high or (age is None and not is_plain(web, c)):
        return None
    found = people_before(web, c, MEMORY, lambda cluster, k: is_of_age(web, cluster, low, high))
    return found[0] if len(found) == 1 and web.candidates[found[0]].sentence < c.sentence else None


def is_of_age(web: Web, cluster: Cluster, low: int, high: int) -> bool:
    """Whether an age from `low` to `high` stands behind a mention of somebody."""
    ages = (age_beside(web, web.candidates[m]) for m in cluster.members)
    return any(known is not None and low <= known <= high for known in ages)


def age_in(web: Web, c: Candidate) -> int | None:
    """The age that *the 52-year-old* says."""
    word = web.tree.word(c.start + 1)
    return int(word) if c.noun == "year-old" and word.isdecimal() else None


def age_beside(web: Web, c: Candidate) -> int | None:
    """The age that stands behind a mention: *Marco Fusi, 19, thanked*."""
    lower = web.tree.lower
    if lower[c.end : c.end + 1] != [","] or c.end + 2 >= len(lower):
        return None
    return int(word) if (word := lower[c.end + 1]).isdecimal() and len(word) < 4 and lower[c.end + 2] in (",", ".") else None


def same_by_age(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """*rescued a teenager. The boy ...*: the only person in sight whom another noun for that age has brought in."""
    others = families().younger.get(c.noun)
    if others is None or not is_plain(web, c):
        return None
    found = people_before(
        web, c, 1, lambda cluster, k: k.kind is Kind.NOMINAL and not cluster.names and k.sentence < c.sentence and not k.owned
    )
    return found[0] if len(found) == 1 and web.candidates[found[0]].noun in others else None


def called_alike(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """*recalled its ambassador. ... The envoy ...*: the only person in sight whom another noun for the same calling has brought in."""
    others = families().alike.get(c.noun)
    if others is None or not is_plain(web, c):
        return None
    found = people_before(
        web,
        c,
        MEMORY,
        lambda cluster, k: k.kind is Kind.NOMINAL and k.sentence < c.sentence and not cluster.nouns.isdisjoint(others) and not k.plural,
    )
    return found[0] if len(found) == 1 else None


def known_by_calling(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """*Harriet Bloom runs the observatory. The astronomer found a comet*: the only person in sight who may be one.

    Whoever is known to be something else is not meant. Where several may be, it is the one that the article is about, if it is plainly
    about one.
    """
    if c.noun not in lexicon().callings_of_people or not is_plain(web, c) or grammar.role.get(c.head) not in ("subject", "passive subject"):
        return None
    near = people_before(web, c, WINDOW, lambda cluster, k: may_be_called(c, cluster, k))
    if len(near) == 1:
        only = web.candidates[near[0]]
        return near[0] if web.cluster[near[0]].names and only.sentence < c.sentence and not another_goes_on(web, c, near[0]) else None
    known = [k for k in near if web.cluster[k].names and callings_agree(c.noun, web.cluster[k].nouns | web.cluster[k].offices)]
    often = max((times_told_of(web, k) for k in near), default=0)
    if len(known) == 1 and web.candidates[known[0]].sentence < c.sentence and 2 * times_told_of(web, known[0]) >= often:
        return known[0]  # The tenor Aldo Ferri accused his agent. She said the singer owed her
    if (told := last_subject(web, near, c, grammar)) is not None:
        return told
    return most_told_of(web, near or people_before(web, c, MEMORY, lambda cluster, k: may_be_called(c, cluster, k)), c)


def may_be_called(c: Candidate, cluster: Cluster, k: Candidate) -> bool:
    """Whether nothing known of somebody speaks against the calling `c`, and who is more than told of in passing."""
    in_passing = not cluster.names and (k.owned or k.sentence == c.sentence)  # her daughter; born to a shepherd, the singer left
    return callings_agree(c.noun, cluster.nouns | cluster.offices) is not False and not in_passing


def last_subject(web: Web, near: list[int], c: Candidate, grammar: Grammar) -> int | None:
    """*Her neighbour, Tom Finch, said he would stay. The pensioner ...*: the only one of the sentence before, who is its subject."""
    last = [k for k in near if web.candidates[k].sentence == c.sentence - 1]
    subjects = [m for k in last for m in web.cluster[k].members if web.candidates[m].sentence == c.sentence - 1]
    leads = any(grammar.role.get(web.candidates[m].head) == "subject" for m in subjects)
    begins = c.start == 0 or web.tree.sentence[c.start - 1] != c.sentence
    here = not begins or any(web.candidates[k].sentence == c.sentence for k in near)
    return last[0] if len(last) == 1 and leads and not here and web.cluster[last[0]].names else None


def parent_in_sight(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """*The mother of two hopes to return*, *the father of three*: the only one of that sex in sight, or whom the article is about."""
    counted = web.tree.lower[c.end : c.end + 1] == ["of"] and web.tree.tag[c.end + 1 : c.end + 2] == ["CD"]
    if c.noun not in PARENTS or c.plural or c.owned or not counted:
        return None
    near = people_before(web, c, WINDOW, lambda cluster, k: bool(cluster.names) and k.sentence < c.sentence)
    if len(near) == 1:
        return near[0]
    return most_told_of(web, near or people_before(web, c, MEMORY, lambda cluster, k: bool(cluster.names)), c)


PARENTS = word_list("nouns_for_parents")


def another_goes_on(web: Web, c: Candidate, found: int) -> bool:
    """*In 1949 she married the conductor Karl Orff. The cellist ...*: a pronoun not read yet that means somebody of the other sex."""
    known = web.cluster[found].gender
    before = (web.candidates[k] for k in web.before(c, WINDOW) if not web.cluster[k].types)
    sexes = {one.gender for one in before if one.kind is Kind.PRONOUN and one.sentence < c.sentence}
    return known in ("m", "f") and bool(sexes & {"m", "f"} - {known})


def most_told_of(web: Web, found: list[int], c: Candidate) -> int | None:
    """Whom an article is about: named in its first two sentences, and told of far more often than anybody else who could be meant."""
    order = sorted(found, key=lambda k: (-times_told_of(web, k), k))
    if not order or not web.cluster[order[0]].names or web.candidates[order[0]].sentence == c.sentence:
        return None
    sizes = [times_told_of(web, k) for k in order]
    if sizes[0] < TOPICAL * (sizes[1] if len(sizes) > 1 else 1):
        return None
    return order[0] if web.candidates[web.cluster[order[0]].members[0]].sentence < 2 else None


def times_told_of(web: Web, k: int) -> int:
    """How often somebody is mentioned; what stands in apposition is one mention with its name."""
    return sum(web.rules[m] != "apposition" for m in web.cluster[k].members)
