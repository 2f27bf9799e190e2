"""Which entity ids of many articles mean the same: rules from the surest to the least sure, each with its evidence.

The result depends on the set of entities alone, not on their order. Candidates for a comparison come from blocks (same surname,
same given name and like surname, same words), so that the cost stays near linear. Two people whose given names contradict never
come together, whatever the rule.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator

from rapidfuzz.distance import JaroWinkler, Levenshtein

from graphbuilder import gazetteer
from graphbuilder.extract.mention_words import agreeing_names, lexicon, without_generation
from graphbuilder.extract.state_body_names import is_state_body
from graphbuilder.resolve.authority import Authority
from graphbuilder.resolve.board import (
    Board,
    Canonical,
    agreeing_countries,
    contradict,
    is_full,
    node_of,
    rank,
    words,
)
from graphbuilder.resolve.given_names import is_known_variant, roots, same_given_name
from graphbuilder.resolve.sketches import EntitySketch, is_listed, is_named, is_proper, may_begin_a_name
from graphbuilder.resolve.spellings import skeleton, spelled

DOMINANCE = 4  # so many times more articles than the next bearer: a surname alone means this one
OWNER = 2  # so many times more articles: what was taken for an organisation is this person's surname
SIMILAR = 0.9  # Jaro-Winkler similarity of two spellings of a surname


def canonical_ids(entities: Iterable[EntitySketch], authority: Authority | None = None) -> dict[str, Canonical]:
    """The node of each entity id.

    Args:
        entities: one sketch for each id, in any order.
        authority: a user's own names; they win over every rule.

    Returns:
        Entity id -> its node, for all ids, sorted by id.
    """
    sketches = {s.id: s for s in sorted(entities, key=lambda s: s.id)}
    board = Board(sketches)
    for rule in RULES:
        rule(board)
    groups = defaultdict(list)
    for key in sketches:
        groups[board.root(key)].append(sketches[key])
    out: dict[str, Canonical] = {}
    for members in groups.values():
        out |= node_of(members, board, authority)
    return {key: out[key] for key in sorted(out)}


def compared_by(s: EntitySketch) -> Iterator[tuple[str, ...]]:
    """What a sketch is compared by: a rule can only join two sketches that a chain of sketches with shared keys connects.

    So entities can be linked a few at a time: those that hang together by these keys, and no others.
    """
    named, full = is_named(s.name), is_full(s)
    if named and s.type in ("Organization", "Thing", "Group"):
        yield ("core", s.type, *(w for w in words(spelled(s.name)) if w not in lexicon().company_forms))
    if named and not full and s.type in ("Organization", "Thing", "Place", "Person"):
        yield ("words", *words(spelled(s.name)))
    if full or s.type == "Thing":
        yield ("full", *words(s.name))
    if full:
        core = without_generation(words(s.name))
        yield ("person", core[0], core[-1])
        yield ("name", core[-1])
        if core[0] in lexicon().given:
            yield ("given", core[0])
        for root in roots(core[0]):
            yield ("like", root, skeleton(core[-1])[:3])
    if s.type == "Person" and s.country and (full or not is_proper(s.name)):
        yield from (("office", office, s.country) for office in sorted(s.offices & lexicon().state_offices))
    if is_proper(s.name) and len(own := words(s.name)) == 1 and s.type in ("Organization", "Thing", "Person"):
        yield ("name", own[0])
        if s.type == "Person":
            yield ("given", own[0])
    if (first := first_word(s)) is not None:
        yield ("first", first)
    if s.type == "Organization":
        if is_acronym(s.name):
            yield ("acronym", s.name.replace(".", ""))
        if len(own := words(s.name)) > 1:
            if is_proper(s.name):
                yield ("first", own[0])
            yield from (("acronym", alias.replace(".", "")) for alias in s.aliases if is_acronym(alias))


def blocks(keyed: Iterable[tuple[object, EntitySketch]]) -> Iterator[list[EntitySketch]]:
    """Sketches with the same key, two or more."""
    found: defaultdict[object, list[EntitySketch]] = defaultdict(list)
    for key, sketch in keyed:
        found[key].append(sketch)
    return (group for group in found.values() if len(group) > 1)


def same_words(board: Board) -> None:
    """Names that differ in accents, articles, legal form or British spelling; full names that differ in a middle name."""
    forms = lexicon().company_forms
    keyed: list[tuple[object, EntitySketch]] = []
    for s in board.sketches.values():
        if (
            s.type in ("Organization", "Thing", "Group")
            and is_named(s.name)
            and s.name.casefold() not in lexicon().anybody
            and (s.same_as or not is_state_body(s.name))
            and (core := tuple(w for w in words(spelled(s.name)) if w not in forms))
        ):
            country = s.country if s.type == "Group" else None  # one state's police is not another's
            keyed.append(((s.type, core, country), s))
    for group in blocks(keyed):
        for a, b in itertools.pairwise(group):
            if not agreeing_countries(a, b):
                continue
            board.join(a.id, b.id, "same-words", f"{a.name!r} and {b.name!r} differ in spelling or legal form only")
    people: list[tuple[object, EntitySketch]] = []
    for s in board.sketches.values():
        if is_full(s):
            core = without_generation(words(s.name))
            people.append(((core[0], core[-1]), s))
    for group in blocks(people):
        by_share = sorted(group, key=rank)
        for k, a in enumerate(by_share):
            for b in by_share[:k]:
                if agreeing_names(words(a.name), words(b.name)) and agreeing_countries(a, b):
                    board.join(a.id, b.id, "full-name", f"{a.name!r} and {b.name!r} agree in given name and surname")
                    break


def spelling_variants(board: Board) -> None:
    """ "Alexander Lukashenko" and "Aliaksandr Lukashenka": forms of one given name, surnames spelled alike, and a sign that they are one.

    The sign is a shared country or office, or that both words differ as two transcriptions do; "John Hansen" and "John Hanson" stay two.
    """
    keyed: list[tuple[object, EntitySketch]] = []
    for s in board.sketches.values():
        if is_full(s):
            core = without_generation(words(s.name))
            keyed += [((root, skeleton(core[-1])[:3]), s) for root in roots(core[0])]
    for group in blocks(keyed):
        for k, a in enumerate(group):
            for b in group[:k]:
                if variants(a, b):
                    board.join(a.id, b.id, "spelling", f"{a.name!r} and {b.name!r} are two spellings of one name")


def variants(a: EntitySketch, b: EntitySketch) -> bool:
    """Whether two full names are two spellings of one."""
    one, other = without_generation(words(a.name)), without_generation(words(b.name))
    if not same_given_name(one[0], other[0]) or not agreeing_countries(a, b):
        return False
    last, last_other = one[-1], other[-1]
    if last == last_other:
        return one[0] != other[0] and is_known_variant(one[0], other[0])
    alike = min(len(last), len(last_other)) > 4 and (
        JaroWinkler.similarity(last, last_other) >= SIMILAR
        or skeleton(last) == skeleton(last_other)
        or Levenshtein.distance(last, last_other) == 1
    )
    sign = (a.country is not None and a.country == b.country) or bool(a.offices & b.offices) or one[0] != other[0]
    return alike and sign


def holders_of_office(board: Board) -> None:
    """ "The president of Belarus": the one person who is said to hold that office of that country."""
    state = lexicon().state_offices
    holders: defaultdict[tuple[str, str], list[EntitySketch]] = defaultdict(list)
    for s in board.sketches.values():
        if is_full(s) and s.country:
            for office in s.offices & state:
                holders[(office, s.country)].append(s)
    for s in board.sketches.values():
        if s.type != "Person" or is_proper(s.name) or not s.country:
            continue
        found = {board.root(h.id): h for office in s.offices & state for h in holders.get((office, s.country), ())}
        if len(found) == 1:
            holder = next(iter(found.values()))
            nation = gazetteer.by_code(s.country)
            of = nation.name if nation else s.country
            board.join(
                s.id, holder.id, "office", f"{holder.name!r} is the only {min(s.offices)} of {of} in these articles"
            )


def lone_names(board: Board) -> None:
    """ "Lukashenko" in an article that never says more: the only full name with this surname, or the one that is named far more often."""
    bearers: defaultdict[str, list[EntitySketch]] = defaultdict(list)
    for s in board.sketches.values():
        if is_full(s):
            core = without_generation(words(s.name))
            bearers[core[-1]].append(s)
            if core[0] in lexicon().given:
                bearers["given:" + core[0]].append(s)
    for s in board.sketches.values():
        if not is_proper(s.name) or len(own := words(s.name)) != 1:
            continue
        if s.type in ("Organization", "Thing") and not s.same_as and not is_acronym(s.name):
            owner = chosen_bearer(board, s, bearers.get(own[0], []))
            if owner is not None and owner.articles >= (1 if s.type == "Thing" else OWNER) * s.articles:
                reason = f"{owner.name!r} is named in {owner.articles} articles, {s.name!r} is taken for something else in {s.articles}"
                board.join(s.id, owner.id, "surname", reason)
        if s.type == "Person":
            found = chosen_bearer(board, s, bearers.get(own[0], [])) or chosen_bearer(
                board, s, bearers.get("given:" + own[0], []), by_given_name=True
            )
            if found is not None:
                board.join(
                    s.id, found.id, "surname", f"{s.name!r} can be {found.name!r} only, as far as these articles tell"
                )


def people_taken_for_things(board: Board) -> None:
    """ "Ines Falcao" that the recogniser called nothing in one article: the person who has that full name in others."""
    named = {words(s.name): s for s in sorted(board.sketches.values(), key=rank, reverse=True) if is_full(s)}
    for s in board.sketches.values():
        if (
            s.type == "Thing"
            and not s.same_as
            and is_proper(s.name)
            and (person := named.get(words(s.name))) is not None
        ):
            board.join(
                s.id, person.id, "full-name", f"{s.name!r} is the name of a person in {person.articles} articles"
            )


def chosen_bearer(
    board: Board, s: EntitySketch, bearers: list[EntitySketch], by_given_name: bool = False
) -> EntitySketch | None:
    """The full name that a lone name stands for, None when two could be meant."""
    fitting = [b for b in bearers if not contradict(s, b) and agreeing_countries(s, b)]
    same_office = [b for b in fitting if b.offices & s.offices & lexicon().state_offices]
    shares: defaultdict[str, int] = defaultdict(int)
    best: dict[str, EntitySketch] = {}
    for b in same_office or fitting:
        root = board.root(b.id)
        shares[root] += b.articles
        best[root] = min(best.get(root, b), b, key=rank)
    order = sorted(shares, key=lambda root: (-shares[root], root))
    if not order or (len(order) > 1 and shares[order[0]] < DOMINANCE * shares[order[1]]):
        return None
    if by_given_name and shares[order[0]] < DOMINANCE:
        return None  # a given name alone could be anybody's
    return best[order[0]]


def acronyms(board: Board) -> None:
    """ "IMF" in one article, "International Monetary Fund (IMF)" in another, if no second body has these letters."""
    long: defaultdict[str, list[EntitySketch]] = defaultdict(list)
    for s in board.sketches.values():
        if s.type == "Organization":
            for alias in s.aliases:
                if is_acronym(alias) and len(words(s.name)) > 1:
                    long[alias.replace(".", "")].append(s)
    for s in board.sketches.values():
        short = s.name.replace(".", "")
        if (
            s.type == "Organization"
            and is_acronym(s.name)
            and len({board.root(o.id) for o in long.get(short, ())}) == 1
        ):
            board.join(
                s.id,
                long[short][0].id,
                "acronym",
                f"{s.name!r} is the short form that an article gives for {long[short][0].name!r}",
            )


def is_acronym(name: str) -> bool:
    """Whether a name is written in capitals only.

    >>> is_acronym("IMF"), is_acronym("I.M.F."), is_acronym("Imf"), is_acronym("G")
    (True, True, False, False)
    """
    bare = name.replace(".", "")
    return bare.isalpha() and bare.isupper() and 2 < len(bare) < 9


def same_name_other_type(board: Board) -> None:
    """One name that the recogniser took for an organisation here and a person or thing there: the type of most articles wins.

    Not for full names of people, known places and countries: "Washington" stays a person, a city and a state.
    """
    keyed: list[tuple[object, EntitySketch]] = []
    for s in board.sketches.values():
        if (
            is_named(s.name)
            and not is_full(s)
            and s.type in ("Organization", "Thing", "Place", "Person")
            and (s.type != "Place" or not s.same_as)
            and board.root(s.id) == s.id
            and (s.type == "Organization" or not board.groups.get(s.id))
        ):
            keyed.append((words(spelled(s.name)), s))
    for group in blocks(keyed):
        organisations = [s for s in group if s.type == "Organization"]
        if len(organisations) != 1:
            continue
        for s in group:
            if s.type != "Organization" and organisations[0].articles >= s.articles and s.gender == "x":
                board.join(s.id, organisations[0].id, "same-name", f"{s.name!r} is an organisation in most articles")


def short_names(board: Board) -> None:
    """ "Northwind" for "Northwind Foods": the first word of the name of one organisation, and nobody's surname.

    Not for words that several bodies begin with or that say what a body is ("Council"), for places and for peoples.
    """
    long: defaultdict[str, list[EntitySketch]] = defaultdict(list)
    surnames = {without_generation(words(s.name))[-1] for s in board.sketches.values() if is_full(s)}
    for s in board.sketches.values():
        if s.type == "Organization" and is_proper(s.name) and len(own := words(s.name)) > 1:
            long[own[0]].append(s)
    for s in board.sketches.values():
        first = first_word(s) if words(s.name)[:1] and words(s.name)[0] in long else None
        if first is None or first in surnames or any(first_word(other) != first for other in board.members(s.id)):
            continue
        found = {board.root(o.id): o for o in long.get(first, ()) if agreeing_countries(s, o)}
        if len(found) == 1 and len(found) == len({board.root(o.id) for o in long[first]}):
            owner = min(found.values(), key=rank)
            board.join(
                s.id,
                owner.id,
                "short-name",
                f"{owner.name!r} is the only organisation whose name begins with {s.name!r}",
            )


def first_word(s: EntitySketch) -> str | None:
    """The word that an entity is named by, where it can be the first word of an organisation's name; else None.

    >>> first_word(EntitySketch(id="x", name="Northwind", type="Thing")), first_word(EntitySketch(id="x", name="Ohio", type="Thing"))
    ('northwind', None)
    """
    if not may_begin_a_name(s.name, s.type, s.same_as) or is_acronym(s.name):
        return None
    word = words(s.name)[0]
    if word in lexicon().given or word in lexicon().telling_words:
        return None
    return None if (is_listed(s.name) if s.listed is None else s.listed) else word


RULES = (
    same_words,
    spelling_variants,
    holders_of_office,
    people_taken_for_things,
    lone_names,
    acronyms,
    same_name_other_type,
    short_names,
)
"""The rules, surest first."""
