"""Which proper names of an article mean the same: exact, by country, by body, by acronym, by surname, by a company's short name.

The sieves run from the surest to the least sure (Lee et al. 2013, "Deterministic coreference resolution based on entity-centric,
precision-ranked rules"). A name that fits two entities equally well is left alone.
"""

from __future__ import annotations

import itertools
from collections import defaultdict

from graphbuilder import gazetteer
from graphbuilder.extract.candidates import Candidate, Kind
from graphbuilder.extract.chains import Web, Words
from graphbuilder.extract.mention_words import (
    agreeing_names,
    body_of,
    lexicon,
    on_map,
    two_surnames,
    without_generation,
)
from graphbuilder.extract.name_kinds import CLUB_WORDS, calling_of_body
from graphbuilder.extract.noun_families import families

COUPLE = 3  # so many times more often named than a relative: the surname with an office is whose it mostly is
LARGE_TOWN = 50_000  # inhabitants: a lone name that such a town has means the town before it means a company
DOMINANCE = 4  # so many times more often named than its namesake: the short name is its own


def join_names(web: Web) -> None:
    """Run the sieves over the names, surest first."""
    names = [c for c in web.candidates if c.kind == Kind.NAME]
    join_exact(web, names)
    join_countries(web, names)
    join_bodies(web, names)
    join_acronyms(web, names)
    join_people_by_full_name(web, names)
    join_organisations_by_form(web, names)
    join_short_names(web, names)


def join_exact(web: Web, names: list[Candidate]) -> None:
    """The same words, unless one is a person by title and the other a place ("Washington")."""
    shared = shared_names(names)
    endings = bodies_by_ending(names)
    by_words: defaultdict[Words, list[Candidate]] = defaultdict(list)
    for c in names:
        if c.words not in shared:
            by_words[c.words].append(c)
    for same in by_words.values():
        people = [c for c in same if c.type == "Person" and (c.office or c.honorific)]
        places = [c for c in same if c.type in ("Country", "Place")]
        groups = [[c for c in same if c.type not in ("Country", "Place")], places] if people and places else [same]
        if any(c.type == "Country" for c in places) and any(
            c.type == "Place" for c in places
        ):  # a capital and its government
            groups = [[c for c in same if c.type == "Country"], [c for c in same if c.type != "Country"]]
        for part in (part for group in groups for whole in by_title(group, names) for part in by_owner(whole, endings)):
            for a, b in itertools.pairwise(part):
                web.join(a.index, b.index, "same-name")


def by_title(group: list[Candidate], names: list[Candidate]) -> list[list[Candidate]]:
    """*Sir Alan Cope ... Cope ... Lady Cope*: a surname with the title of the other sex is another's."""
    if len(group) < 2 or len(group[0].words) > 1 or not any(c.honorific for c in group):
        return [group]
    told = {c.gender for c in group} | {c.gender for c in names if len(c.words) > 1 and c.words[-1] == group[0].words[0]}
    if not {"m", "f"} <= told:
        return [group]
    return [part for gender in ("m", "f") if (part := [c for c in group if c.gender == gender])]


def bodies_by_ending(names: list[Candidate]) -> dict[Words, set[str]]:
    """The countries of the bodies whose names end with some words: "foreign ministry" of "the *French* Foreign Ministry"."""
    found: defaultdict[Words, set[str]] = defaultdict(set)
    for c in names:
        if c.type == "Organization" and c.country is not None:
            for k in range(len(c.words)):
                found[c.words[k:]].add(c.country)
    return found


def by_owner(group: list[Candidate], endings: dict[Words, set[str]]) -> list[list[Candidate]]:
    """*Chile's Supreme Court ... the Peruvian Supreme Court*: bodies of several states; one named without its state is left alone."""
    if len(endings.get(group[0].words, ())) < 2:
        return [group]
    owners = sorted({c.country for c in group if c.country is not None})
    return [[c for c in group if c.country == owner] for owner in owners]


def shared_names(names: list[Candidate]) -> set[Words]:
    """The short names that two people of the article bear: each mention of one is decided by itself."""
    bearers: defaultdict[Words, set[tuple[str, str]]] = defaultdict(set)
    for c in names:
        if c.type == "Person" and len(c.words) > 1:
            core = without_generation(c.words)
            bearers[core[-1:]].add((core[0], core[-1]))
            bearers[core[:1]].add((core[0], core[-1]))
    return {words for words, people in bearers.items() if len(people) > 1}


def join_by_key(web: Web, keyed: list[tuple[str, Candidate]], rule: str) -> None:
    """Join the candidates with the same key."""
    first: dict[str, int] = {}
    for key, c in keyed:
        web.join(first.setdefault(key, c.index), c.index, rule)


def join_countries(web: Web, names: list[Candidate]) -> None:
    """ "Britain" and "the United Kingdom"."""
    join_by_key(web, [(c.country, c) for c in names if c.type == "Country" and c.country], "country")


def join_bodies(web: Web, names: list[Candidate]) -> None:
    """ "the EU" and "the European Union"."""
    keyed = [
        (known, c) for c in names if c.type in ("Organization", "?", "Place") and (known := body_of(c.name)) is not None
    ]
    join_by_key(web, keyed, "body")


def join_acronyms(web: Web, names: list[Candidate]) -> None:
    """ "International Monetary Fund (IMF)"; "WHO" after "World Health Organization", where no other name has these initials."""
    short: dict[str, list[int]] = {}
    for c in names:
        if len(c.words) > 1 and c.type not in ("Person", "Country"):
            if c.acronym:
                short[c.acronym.lower()] = [c.index]
            elif len(letters := initials(c)) > 2 and all(
                web.cluster[k] is not web.cluster[c.index] for k in short.setdefault(letters, [])
            ):
                short[letters].append(c.index)
    for c in names:
        if len(c.words) == 1 and c.name.replace(".", "").isupper():
            long = short.get(c.words[0].replace(".", ""), [])
            if len(long) == 1:
                web.join(long[0], c.index, "acronym")


def initials(c: Candidate) -> str:
    """First letters of the words that count."""
    return "".join(w[0] for w in c.words)


def join_people_by_full_name(web: Web, names: list[Candidate]) -> None:
    """ "Donald Trump" and "Donald J. Trump": first and last words agree, those between do not contradict."""
    by_ends: defaultdict[tuple[str, str], list[Candidate]] = defaultdict(list)
    for c in names:
        if c.type == "Person" and len(c.words) > 1:
            core = without_generation(c.words)
            by_ends[(core[0], core[-1])].append(c)
    for same in by_ends.values():
        for a, b in itertools.pairwise(same):
            if agreeing_names(a.words, b.words):
                web.join(a.index, b.index, "full-name")


def join_organisations_by_form(web: Web, names: list[Candidate]) -> None:
    """ "Volkswagen AG" and "Volkswagen": the same but for the legal form."""
    forms = lexicon().company_forms
    full: dict[Words, int] = {}
    for c in names:
        if (
            c.type in ("Organization", "?")
            and (core := tuple(w for w in c.words if w not in forms))
            and core != c.words
        ):
            full.setdefault(core, c.index)
    for c in names:
        if c.words in full and c.type in ("Organization", "?", "Place") and not c.country:
            web.join(full[c.words], c.index, "legal-form")


def join_short_names(web: Web, names: list[Candidate]) -> None:
    """A surname, a given name or a company's first word, when one entity of the article bears it.

    With several bearers the gender of the form of address decides, then who is named far more often, then who was introduced first: the
    surname is the one's whom the article is about, and a relative who comes in later is named in full.
    """
    bearers: defaultdict[Words, dict[int, list[Candidate]]] = defaultdict(dict)
    relatives = [c for c in names if kin_of_another(web, c)]
    kin = {c.words[0] for c in relatives if surname_of_another(c, names)}
    couples = addressed_couples(web, names)
    for c in names:
        for short in short_forms(c, c.words[0] in kin):
            bearers[short].setdefault(id(web.cluster[c.index]), []).append(c)
    for c in names:
        if c.words not in bearers or c.type == "Country" or (c.type != "Person" and (body_of(c.name) is not None or goes_on(web, c))):
            continue
        by_cluster = {
            id(web.cluster[group[0].index]): group
            for group in bearers[c.words].values()
            if compatible(web, c, group[0])
        }
        if c.gender == "x" and (c.office or any(lone.head < c.head for lone in couples.get(c.words, ()))) and c.words in couples:
            owner = owner_of_surname(web, [group[0] for group in by_cluster.values()] + couples[c.words])
            if owner is not None:
                web.join(owner, c.index, "short-name")
            continue
        known = list(by_cluster.values())
        if c.type == "Organization" and any(g[0].type == "Organization" and g[0].head < c.head for g in known):
            known = [group for group in known if group[0].head < c.head]  # Kessel & Sons ... Kessel ... Its owner, Lieven Kessel
        known = [group for group in known if group[0].type == "Person"] or known
        chosen = choose_bearer(web, c, known) or relative_addressed(web, c, relatives)
        if chosen is not None:
            if c.type == "Place" and chosen.type == "Organization":
                web.retype(c.index, "Organization", None)
            web.join(chosen.index, c.index, "short-name")
            for group in known:
                if group[0].index == chosen.index:
                    group.append(c)


def goes_on(web: Web, c: Candidate) -> bool:
    """*Retired Teachers United ... the | Retired | Teachers United lunch*: the first word of a longer name that was torn off."""
    tree = web.tree
    return tree.dep[c.head] in ("amod", "compound") and tree.head[c.head] > c.head and tree.tag[c.end : c.end + 1] in (["NNP"], ["NNPS"])


def addressed_couples(web: Web, names: list[Candidate]) -> dict[Words, list[Candidate]]:
    """*Mr. Obama ... Michelle Obama*: surnames that a form of address gives to one sex and a full name to the other; the lone mentions."""
    told: defaultdict[Words, dict[str, Candidate]] = defaultdict(dict)
    full: defaultdict[Words, set[str]] = defaultdict(set)
    for c in names:
        if c.type == "Person" and c.gender in ("m", "f"):
            if len(c.words) == 1 and c.honorific:
                told[c.words].setdefault(c.gender, c)
            else:
                full[c.words[-1:]].add(c.gender)
    return {words: list(lone.values()) for words, lone in told.items() if full[words] - set(lone)}


def owner_of_surname(web: Web, bearers: list[Candidate]) -> int | None:
    """*President Obama* in an article on Mr. Obama that names Michelle Obama, too: who is named far more often, if anybody is."""
    sizes = {id(web.cluster[b.index]): (len(web.cluster[b.index].members), b.index) for b in bearers}
    order = sorted(sizes.values(), key=lambda pair: (-pair[0], pair[1]))
    if not order or (len(order) > 1 and order[0][0] < COUPLE * order[1][0]):
        return None
    return order[0][1]


def relative_addressed(web: Web, c: Candidate, relatives: list[Candidate]) -> Candidate | None:
    """*His sister, Thandi Nkosi, ... Ms Nkosi*: a form of address that the other bearer of the surname cannot have."""
    if lexicon().honorifics.get(c.honorific, "x") == "x":
        return None
    fitting = [r for r in relatives if r.words[-1] == c.words[-1] and c.gender in (web.cluster[r.index].gender, gender_of_kin(web, r))]
    return fitting[0] if len({id(web.cluster[r.index]) for r in fitting}) == 1 else None


def kin_of_another(web: Web, c: Candidate) -> bool:
    """ "his wife, *Heidi Cruz*": the surname alone means the other one."""
    return word_before(web, c) in lexicon().kin


def surname_of_another(c: Candidate, names: list[Candidate]) -> bool:
    """Whether the surname of a relative is another's, too: not in *she married her tutor, Nils Ahl*, where nobody else is called Ahl."""
    others = (o for o in names if o.type == "Person" and o.words[-1] == c.words[-1] and o.words != c.words)
    return any(other.head < c.head or len(other.words) > 1 for other in others)


def gender_of_kin(web: Web, c: Candidate) -> str:
    """ "his wife, *Heidi Cruz*": f."""
    known = lexicon().nouns.get(word_before(web, c))
    return known[2] if known is not None else "x"


def word_before(web: Web, c: Candidate) -> str:
    """The word before a name and the comma that may stand there."""
    lower = web.tree.lower
    before = lower[c.start - 1] if c.start else ""
    return lower[c.start - 2] if before == "," and c.start > 1 else before


def short_forms(c: Candidate, by_given_name: bool = False) -> list[Words]:
    """What may stand for a longer name: for people surname, given name and endings; for organisations the first word.

    A family name of two words ("Aung San *Suu Kyi*") is an ending, too. The first two of three words stand for all where a given name
    and the first of two surnames do ("*Felipe Calderon* Hinojosa"); "Aung San" and "Kim Jong" are other people's names.
    """
    words = without_generation(c.words)
    if len(words) < 2:
        return []
    if c.type == "Person" and by_given_name:
        return [words[:1]]
    if c.type == "Person":
        return [words[k:] for k in range(1, len(words))] + [words[:1]] + ([words[:2]] if two_surnames(words) else [])
    if c.type == "Organization" and words[0] in CLUB_WORDS:
        return [words[1:]]  # Deportivo Quilmes ... Quilmes
    know = lexicon()
    if words[0] in know.nouns or words[0] in know.organisation_words or words[0] in know.telling_words:
        return []
    if c.type == "Organization" and c.country is None and may_be_shortened(c.name):
        ending = [words[-1:]] if families().body_of_word.get(words[-1]) == "sport" and len(words[-1]) > 2 else []
        return [words[:1]] + ([words[:2]] if len(words) > 2 else []) + ending  # Selby Wanderers ... Wanderers
    return []


def may_be_shortened(name: str) -> bool:
    """Whether a first word alone can stand for an organisation: for a company, not for a public body ("United" Nations)."""
    known = gazetteer.body(name)
    return body_of(name.split()[0]) is None and (known is None or known.kind in ("company", "media"))


def compatible(web: Web, c: Candidate, full: Candidate) -> bool:
    """Whether the short name `c` can be `full`: type, gender and form agree."""
    cluster, other = web.cluster[full.index], web.cluster[c.index]
    if other is cluster:
        return True
    if cluster.type == "Person":
        if c.type in ("Place", "Country") and (c.country or on_map(c.name)) and not taken_for_place(web, c, full):
            return False
        told = other.gender if other.gender != "n" else "x"
        if c.type == "Organization" and calling_of_body(web, c):
            return False  # bakery chain Kornblum ... its owner, Uwe Kornblum
        return c.type != "Group" and ("x" in (told, cluster.gender) or told == cluster.gender)
    return (c.type in ("Organization", "?") or is_body_on_map(web, c, full)) and c.words[0] not in lexicon().given


def is_body_on_map(web: Web, c: Candidate, full: Candidate) -> bool:
    """*Zephyr Robotics recalled mowers. ... Zephyr makes them*: a small town's name that does what bodies do, behind the longer name."""
    if c.type != "Place" or full.head > c.head or c.country or web.tree.dep[c.head] not in ("nsubj", "nsubjpass", "poss"):
        return False
    return max((place.population for place in gazetteer.places(c.name)), default=0) < LARGE_TOWN


def taken_for_place(web: Web, c: Candidate, full: Candidate) -> bool:
    """Whether a name on the map is after all the surname of somebody named before: not after a preposition of place."""
    before = web.tree.lower[c.start - 1] if c.start else ""
    return (
        full.words[-1] == c.words[-1]
        and full.head < c.head
        and before not in ("in", "at", "to", "from", "near", "across", "around", "outside", ",")
    )


def choose_bearer(web: Web, c: Candidate, known: list[list[Candidate]]) -> Candidate | None:
    """The one entity that a short name stands for; None when two fit equally well."""
    if len(known) < 2:
        return known[0][0] if known else None
    surname = [g for g in known if without_generation(g[0].words)[-1] == c.words[-1]]
    if len(surname) == 1 and c.words[0] not in lexicon().given:
        return surname[0][0]
    often = sorted(known, key=lambda g: (-len(g), g[0].index))
    if len(often[0]) >= DOMINANCE * len(often[1]):
        return often[0][0]
    first, second = sorted(known, key=lambda g: g[0].head)[:2]
    return first[0] if web.tree.sentence[first[0].head] < web.tree.sentence[second[0].head] else None
