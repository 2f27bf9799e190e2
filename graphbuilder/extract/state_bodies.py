"""Whose parliament, court, army or ministry is meant: *the Peruvian Congress*, *the Supreme Court* in an article on Kenya.

Every state has such bodies, so their names alone tell nobody apart. What stands beside the name decides; then what the article says of
the same name elsewhere; then the state that the article is about. Where two states may be meant, none is: a wrong one is worse.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from graphbuilder import gazetteer
from graphbuilder.extract.candidates import Kind
from graphbuilder.extract.candidates import Reading as Words
from graphbuilder.extract.chains import Chain, Member
from graphbuilder.extract.located import at_home
from graphbuilder.extract.state_body_names import is_state_body, usual_names
from graphbuilder.gazetteer import Place

PREPOSITIONS = frozenset({"of", "in", "for"})
BESIDE = frozenset({"the", "of", "in", "for", "'s", "’s", "'", "’", "its", "a"})


@dataclass(frozen=True, slots=True, kw_only=True)
class StateBody:
    """A body of a state: its name in a corpus of many states, and the state."""

    name: str
    country: str


@lru_cache(maxsize=1024)
def body_of_state(usual: str, code: str) -> str | None:
    """The name of a state's body: as the gazetteer has it, else with the adjective of the country; None for an unknown country.

    >>> body_of_state("Congress", "USA"), body_of_state("Congress", "PER"), body_of_state("Parliament", "NZL")
    ('United States Congress', 'Peruvian Congress', 'New Zealand Parliament')
    """
    nation = gazetteer.by_code(code)
    if nation is None:
        return None
    known = gazetteer.body(usual)
    if known is not None and known.country == code:
        return known.name
    for form in (*nation.demonyms, *nation.names):
        known = gazetteer.body(f"{form} {usual}")
        if known is not None and known.country == code:
            return known.name
    adjective = next((d for d in nation.demonyms[:1] if not d.endswith("er")), nation.name)
    return f"{adjective} {usual}"


def state_bodies(
    chains: Iterable[Chain],
    words: Words,
    place_of: Callable[[int], Place | None],
    named: Mapping[str, int],
    in_sight: Callable[[int], str | None],
) -> dict[int, StateBody]:
    """The bodies of states among the chains, by the index of their chain.

    Args:
        chains: those of an article. words: what was read of its tokens. place_of: the place that a token names.
        named: how often each country is spoken of in the article. in_sight: the only country spoken of around a token.
    """
    chains = tuple(chains)
    found: dict[int, StateBody] = {}
    told: defaultdict[str, set[str]] = defaultdict(set)
    untold: list[tuple[Chain, str]] = []
    for chain in chains:
        if chain.type != "Organization" and not (chain.type == "Group" and chain.named):
            continue
        usual, owner = body_and_owner(chain, words, place_of)
        if usual is None:
            continue
        if owner is None:
            untold.append((chain, usual))
        elif (name := owner.name if owner.name else body_of_state(usual, owner.country)) is not None:
            found[chain.index] = StateBody(name=name, country=owner.country)
            told[usual].add(owner.country)
    known = Counter(named)
    open_ones = {chain.index for chain, _ in untold}  # a Congress tells no country before it is known whose it is
    known.update(code for chain in chains if chain.index not in open_ones and (code := country_of_chain(chain)) is not None)
    for chain, usual in untold:
        code = state_of_untold(chain, usual, told[usual], known, in_sight)
        if code is not None and (name := body_of_state(usual, code)) is not None:
            found[chain.index] = StateBody(name=name, country=code)
    return found


def country_of_chain(chain: Chain) -> str | None:
    """The country that a well-known leader or body speaks for: *Obama*, *NASA*; None for others and for what many states have."""
    if not chain.named or chain.type not in ("Person", "Organization") or is_state_body(chain.name):
        return None
    if chain.type == "Person":
        return chain.country or gazetteer.country_of_leader(chain.name, chain.office.rpartition(" ")[2])
    known = gazetteer.body(chain.name)
    return None if known is None else known.country


def body_and_owner(chain: Chain, words: Words, place_of: Callable[[int], Place | None]) -> tuple[str | None, StateBody | None]:
    """The usual name of a chain's body and whose it is; an owner with a `name` is a state of a country (*Florida's Supreme Court*)."""
    usual, owner = None, None
    for member in chain.members:
        if member.kind is Kind.PRONOUN:
            continue
        start, end = with_owner(member, words)
        countries = {k: words.countries[k] for k in range(start, end) if k in words.countries} or country_in_name(member, words)
        kept = [k for k in range(start, end) if k not in countries]
        while kept and words.tree.lower[kept[0]] in BESIDE:
            kept.pop(0)
        while kept and words.tree.lower[kept[-1]] in BESIDE:
            kept.pop()
        if not kept or kept[-1] - kept[0] + 1 != len(kept):
            continue
        said = usual_names()[0].get(" ".join(words.tree.lower[kept[0] : kept[-1] + 1]).replace(" 's", "'s").replace(" ’s", "’s"))
        if said is None:
            continue
        usual = usual or said
        codes = set(countries.values())
        if len(codes) == 1:
            return said, StateBody(name="", country=codes.pop())
        division = division_before(start, words, place_of)
        if division is not None and division.country is not None:
            owner = StateBody(name=f"{division.name} {said}", country=division.country)
    return usual, owner


def country_in_name(member: Member, words: Words) -> dict[int, str]:
    """*Central Bank of Brazil*: the tokens of the country at the end of a name, and its code; none where no country is."""
    lower = words.tree.lower
    of = next((k for k in range(member.end - 1, member.start, -1) if lower[k] in PREPOSITIONS), None)
    if of is None:
        return {}
    first = of + 1 + (lower[of + 1 : of + 2] == ["the"])
    nation = gazetteer.country(words.span_text(first, member.end)) if first < member.end else None
    return {} if nation is None else dict.fromkeys(range(first, member.end), nation.alpha3)


def with_owner(member: Member, words: Words) -> tuple[int, int]:
    """The tokens of a mention with the country before it (*Peru's* Congress) and behind it (the Supreme Court *of Kenya*)."""
    tree, start, end = words.tree, member.start, member.end
    while start > 0 and tree.lower[start - 1] in ("'s", "’s", "'", "’", "the") and tree.sentence[start - 1] == tree.sentence[start]:
        start -= 1
    first = start
    while start > 0 and start - 1 in words.countries and tree.sentence[start - 1] == tree.sentence[first]:
        start -= 1
    if start == first:
        start = member.start
    if end < len(tree.lower) and tree.lower[end] in PREPOSITIONS:
        after = end + 1 + (tree.lower[end + 1 : end + 2] == ["the"])
        while after in words.countries:
            after, end = after + 1, after + 1
    return start, end


def division_before(start: int, words: Words, place_of: Callable[[int], Place | None]) -> Place | None:
    """*Florida's* Supreme Court: the state of a country that owns what begins at a token."""
    if words.tree.lower[start - 1 : start] not in (["'s"], ["’s"]) or start < 2:
        return None
    place = place_of(start - 2)
    return place if place is not None and place.feature in ("state", "county", "city") else None


def state_of_untold(
    chain: Chain, usual: str, told: set[str], named: Mapping[str, int], in_sight: Callable[[int], str | None]
) -> str | None:
    """The state of a body that is named without one: that of its namesake in the article, else the one that the article is about.

    *Congress* and the like are a certain state's unless the article speaks of another one's, or of another one only.
    """
    if len(told) == 1:
        return next(iter(told))
    known = gazetteer.body(usual)
    home = at_home(named)
    if usual in usual_names()[1] or told:
        return None
    if known is not None and known.country is not None:
        return home if home is not None and known.country not in named and named[home] >= 2 else known.country
    near = in_sight(chain.members[0].head)
    return near if near is not None and near == spoken_of_most(named) else home if near is None else None


def spoken_of_most(named: Mapping[str, int]) -> str | None:
    """The country that is named more often than any other, None when two are."""
    counts = Counter(named).most_common(2)
    return counts[0][0] if counts and (len(counts) == 1 or counts[0][1] > counts[1][1]) else None
