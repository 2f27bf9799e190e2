"""Which reports are of one happening: type, participants, time bounds and place.

Reports are compared in order of publication, article and position, and each joins the first event all of whose reports
it is compatible with (complete linkage: a vague report cannot tie two protests together that lie a week apart).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

from graphbuilder.model import FACTUAL, Article, Entity, Event, Extraction, Factuality
from graphbuilder.resolve.fused import Decisions, Report, Rules
from graphbuilder.resolve.keys import event_keys
from graphbuilder.resolve.sketches import is_proper

NARROW_DAYS = 7
"""Bounds up to this many days apart say when something happened; wider ones only frame it."""
NEWS_DAYS = 3
"""Articles published within so many days may speak of one happening although they do not say when it was."""
WEEK = 7

Block = tuple[str, str, str, str]


def reports_of(article: Article, extraction: Extraction, canonical: Mapping[str, str]) -> Iterator[Report]:
    """Read the events of one article as reports, with the nodes of the fused view for the article's entity ids."""
    return (resolved(report, canonical) for report in unlinked_reports(article, extraction))


def unlinked_reports(article: Article, extraction: Extraction) -> Iterator[Report]:
    """Read the events of one article as reports, with the entity ids of the article: they depend on nothing else."""
    keys = event_keys(extraction)
    countries = {entity.id: entity.country for entity in extraction.entities if entity.country}
    described = {entity.id: kind_of(entity) for entity in extraction.entities if is_described(entity)}
    for event in extraction.events:
        participants: dict[str, set[str]] = defaultdict(set)
        for role in event.roles:
            if role.entity:
                participants[role.role].add(role.entity)
        country = event.place and (countries.get(event.place) or _country(event.place))
        yield Report(
            key=keys[event.id],
            article=extraction.id,
            outlet=extraction.source or article.source,
            published=_day(extraction.published or article.published),
            event=event,
            quantities={r.quantity: extraction.quantities[r.quantity] for r in event.roles if r.quantity is not None},
            participants={role: frozenset(ids) for role, ids in participants.items()},
            place=event.place,
            countries=frozenset([country] if country else ()),
            earliest=_day(event.time.earliest) if event.time else None,
            latest=_day(event.time.latest) if event.time else None,
            kinds=_kinds(event, described),
        )


def resolved(report: Report, canonical: Mapping[str, str]) -> Report:
    """The report with nodes for entity ids; ids that `canonical` does not have stand for themselves."""
    ids = {id for found in report.participants.values() for id in found} | ({report.place} if report.place else set())
    moved = {id: node for id in ids | set(report.kinds) if (node := canonical.get(id, id)) != id}
    if not moved:
        return report
    place = report.place and moved.get(report.place, report.place)
    country = _country(place) if place else None
    return replace(
        report,
        participants={role: frozenset(moved.get(id, id) for id in found) for role, found in report.participants.items()},
        place=place,
        countries=report.countries | ({country} if country else set()),
        kinds={moved.get(id, id): kind for id, kind in report.kinds.items()},
    )


def is_described(entity: Entity) -> bool:
    """Whether an entity is described and not named: a group, or what ends in a common noun.

    >>> [is_described(Entity(id="", name=name, type="Organization")) for name in ("Jakarta court", "Supreme Court")]
    [True, False]
    """
    return entity.type == "Group" or (entity.type in ("Organization", "Person", "Thing") and not is_proper(entity.name))


def kind_of(entity: Entity) -> tuple[str, str]:
    """The noun that says what a described entity is, and its country or "".

    >>> kind_of(Entity(id="", name="Sudanese army", type="Group", country="SDN"))
    ('army', 'SDN')
    """
    words = re.split(r" (?:of|in|from|for|at|on|who|with) ", entity.name.casefold(), maxsplit=1)[0].split()
    return (words[-1] if words else "", entity.country or "")


def _kinds(event: Event, described: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Those who take part and are described; what is counted ("12 people") may be counted otherwise elsewhere."""
    counted = {role.entity for role in event.roles if role.quantity is not None}
    found = {role.entity: described[role.entity] for role in event.roles if role.entity and role.entity in described}
    return {entity: ("" if entity in counted else noun, country) for entity, (noun, country) in found.items()}


def cluster_reports(
    reports: Iterable[Report], decisions: Decisions, rules: Rules
) -> list[list[Report]]:
    """Put reports of one happening together; each cluster and the list itself stand in order of publication."""
    clusters: list[list[Report]] = []
    index: dict[Block, list[int]] = defaultdict(list)
    apart, together = both_ways(decisions.apart), partners(decisions.together)
    of_key: dict[str, int] = {}
    for report in sorted(reports, key=lambda report: report.order):
        near = sorted({number for block in asked_blocks(report, rules) for number in index.get(block, ())})
        wanted = sorted(of_key[key] for key in together.get(report.key, ()) if key in of_key)
        number = wanted[0] if wanted else first_that_fits(report, [(n, clusters[n]) for n in near], apart, rules)
        if number is None:
            number = len(clusters)
            clusters.append([])
        clusters[number].append(report)
        of_key[report.key] = number
        for block in filed_blocks(report, rules):
            if number not in index[block][-1:]:
                index[block].append(number)
    return clusters


def first_that_fits(
    report: Report, near: Iterable[tuple[int, Sequence[Report]]], apart: Set[tuple[str, str]], rules: Rules
) -> int | None:
    """Which of some clusters a report joins: one that begins with its very type first, else in the order given; None for none."""
    in_turn = sorted(near, key=lambda cluster: cluster[1][0].event.type != report.event.type)
    fitting = (name for name, members in in_turn if all(_fit(report, other, apart, rules) for other in members))
    return next(fitting, None)


def filed_blocks(report: Report, rules: Rules) -> list[Block]:
    """The blocks under which a report is found by those that may join it."""
    return list(_filed(report, rules.lineage(report.event.type)[-1]))


def asked_blocks(report: Report, rules: Rules) -> Iterator[Block]:
    """The blocks in which a report looks for what it may join; some may come twice."""
    return _asked(report, filed_blocks(report, rules), rules.days.get(report.event.type, 0))


def both_ways(pairs: Set[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """The pairs, and each the other way round."""
    return frozenset(pairs) | {(second, first) for first, second in pairs}


def partners(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Key -> the keys that it is paired with."""
    found: dict[str, set[str]] = defaultdict(set)
    for first, second in pairs:
        found[first].add(second)
        found[second].add(first)
    return found


def _filed(report: Report, broadest: str) -> Iterator[Block]:
    """Keys that compatible reports have in common: the broadest type, stance, a participant or the place, and some way to the time.

    The last part keeps a block small however many articles there are: only what lies near in time is compared.
    """
    whom = {entity for ids in report.participants.values() for entity in ids} | report.countries
    times = list(_times(report))
    for entity in sorted(whom | ({report.place} if report.place else set())):
        for when in times:
            yield (broadest, _stance(report.event.factuality), entity, when)


def _times(report: Report) -> Iterator[str]:
    yield f"article {report.article}"
    if report.published:
        yield f"published {report.published.toordinal() // WEEK}"
    if report.earliest and report.latest:
        yield f"bounds {report.earliest} {report.latest}"
        if _narrow(report):
            for week in sorted({report.earliest.toordinal() // WEEK, report.latest.toordinal() // WEEK}):
                yield f"week {week}"
    elif report.latest:
        yield f"week {report.latest.toordinal() // WEEK}"


def _asked(report: Report, blocks: Iterable[Block], days: int) -> Iterator[Block]:
    """The blocks to look into: its own, the weeks of publication beside its own, and as many weeks as its bounds may be off."""
    for block in blocks:
        yield block
        if report.published and block[3].startswith("published"):
            week = report.published.toordinal() // WEEK
            yield (*block[:3], f"published {week - 1}")
            yield (*block[:3], f"published {week + 1}")
        if days and block[3].startswith("week"):
            week, reach = int(block[3].removeprefix("week ")), -(-days // WEEK)
            yield from ((*block[:3], f"week {other}") for other in range(week - reach, week + reach + 1))


def _stance(factuality: Factuality) -> str:
    """Reports that say it happened and reports that say it did not are about one event; a plan is another matter."""
    if factuality in FACTUAL or factuality in (Factuality.DENIED, Factuality.NEGATED):
        return "happened or not"
    return factuality.value


def _fit(report: Report, other: Report, apart: Set[tuple[str, str]], rules: Rules) -> bool:
    return (
        (report.key, other.key) not in apart
        and same_type(report, other, rules)
        and same_participants(report, other, report.event.type in rules.symmetric)
        and same_place(report, other)
        and same_time(report, other, rules.days.get(report.event.type, 0))
        and (report.article != other.article or _told_twice(report, other))
    )


def _told_twice(report: Report, other: Report) -> bool:
    """One article that tells a thing again (headline and body) gives the same time and the same participants."""
    return (report.event.type, report.earliest, report.latest, report.participants) == (
        other.event.type,
        other.earliest,
        other.latest,
        other.participants,
    )


def same_type(report: Report, other: Report, rules: Rules) -> bool:
    """Whether the types are one, or one is above the other: who reports a demonstration reports a protest."""
    mine, theirs = report.event.type, other.event.type
    return mine == theirs or mine in rules.lineage(theirs) or theirs in rules.lineage(mine)


def same_participants(report: Report, other: Report, symmetric: bool = False) -> bool:
    """Whether no role that both fill speaks of different fillers, and at least one filler or the place is the same."""
    mine, theirs = report.participants, other.participants
    if symmetric:
        mine, theirs = _one_side(mine), _one_side(theirs)
    shared = [role for role in mine if role in theirs and role not in _PLACES]
    same = [role for role in shared if mine[role] & theirs[role]]
    if any(role not in same and not _alike(report, other, role, mine[role], theirs[role]) for role in shared):
        return False
    return bool(same) or (report.place is not None and report.place == other.place)


_PLACES = frozenset({"place", "origin", "destination"})
_SIDES = frozenset({"actor", "recipient"})


def _alike(report: Report, other: Report, role: str, mine: Set[str], theirs: Set[str]) -> bool:
    """Whether two fillers may be one although their ids differ: both are described, and no noun or country speaks against it.

    "A court" and "an Indonesian court" are no two courts for that. What an event is about may be put in any words.
    """
    for one, another in product(sorted(mine), sorted(theirs)):
        first, second = report.kinds.get(one), other.kinds.get(another)
        if first and second:
            nouns_differ = role in _SIDES and first[0] and second[0] and first[0] != second[0]
            if not nouns_differ and (first[1] == second[1] or not first[1] or not second[1]):
                return True
    return False


def _one_side(participants: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    both = participants.get("actor", frozenset()) | participants.get("recipient", frozenset())
    rest = {role: ids for role, ids in participants.items() if role not in ("actor", "recipient")}
    return {**rest, "actor": both} if both else rest


def same_place(report: Report, other: Report) -> bool:
    """Whether the places agree: the same, one not given, or one the country that the other lies in."""
    if report.place is None or other.place is None or report.place == other.place:
        return True
    places = (report.place, other.place)
    return bool(report.countries & other.countries) and any(place.startswith("country/") for place in places)


def same_time(report: Report, other: Report, days: int = 0) -> bool:
    """Whether the bounds overlap, or lie `days` apart at most; where one side gives none or wide ones, publication must be near."""
    if not overlap(report, other, days):
        return False
    if _narrow(report) and _narrow(other):
        return True
    if (report.earliest, report.latest) == (other.earliest, other.latest) and report.earliest and report.latest:
        return True
    if days and (_just_before(report, other, days) or _just_before(other, report, days)):
        return True
    if report.published is None or other.published is None:
        return report.article == other.article
    return abs((report.published - other.published).days) <= NEWS_DAYS


def _just_before(vague: Report, dated: Report, days: int) -> bool:
    """Whether a report that only says "by then" ("won", told the next day) was told within some days of the dated one."""
    if vague.earliest or not vague.latest or not dated.latest or not _narrow(dated):
        return False
    return 0 <= (vague.latest - dated.latest).days <= days


def overlap(report: Report, other: Report, days: int = 0) -> bool:
    """Whether the bounds of two reports have a day in common, or lie `days` apart at most."""
    return _apart(report.latest, other.earliest) <= days and _apart(other.latest, report.earliest) <= days


def _apart(end: date | None, begin: date | None) -> int:
    """Days from an end to a later beginning; 0 or less when one is not known or they overlap."""
    return (begin - end).days if begin and end else 0


def _narrow(report: Report) -> bool:
    if report.earliest is None or report.latest is None:
        return False
    return report.latest - report.earliest <= timedelta(days=NARROW_DAYS)


def _day(text: str | None) -> date | None:
    """The day of an ISO 8601 date, None when there is none or it is no date."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _country(entity: str) -> str | None:
    return entity.removeprefix("country/") if entity.startswith("country/") else None
