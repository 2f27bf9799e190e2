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

from graphbuilder.model import FACTUAL, Article, BlockKind, Entity, Event, Extraction, Factuality
from graphbuilder.read.language import COMMON
from graphbuilder.resolve.descriptions import Description, alike, description_of
from graphbuilder.resolve.fused import Decisions, Report, Rules
from graphbuilder.resolve.keys import event_keys

NARROW_DAYS = 7
"""Bounds up to this many days apart say when something happened; wider ones only frame it."""
NEWS_DAYS = 3
"""Articles published within so many days may speak of one happening although they do not say when it was."""
WEEK = 7

_WORD = re.compile(r"\w+")

Block = tuple[str, str, str, str]


def reports_of(article: Article, extraction: Extraction, canonical: Mapping[str, str]) -> Iterator[Report]:
    """Read the events of one article as reports, with the nodes of the fused view for the article's entity ids."""
    return (resolved(report, canonical) for report in unlinked_reports(article, extraction))


def unlinked_reports(article: Article, extraction: Extraction) -> Iterator[Report]:
    """Read the events of one article as reports, with the entity ids of the article: they depend on nothing else."""
    keys = event_keys(extraction)
    countries = {entity.id: entity.country for entity in extraction.entities if entity.country}
    known = {entity.id: entity for entity in extraction.entities}
    headlines = [(block.start, block.end) for block in article.blocks if block.kind is BlockKind.HEADLINE]
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
            kinds=dict(_kinds(event, known)),
            headline=any(start <= event.trigger.start < end for start, end in headlines),
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


def _kinds(event: Event, known: Mapping[str, Entity]) -> Iterator[tuple[str, Description]]:
    """What is said of those who take part, and of the place."""
    if event.place and event.place in known:
        yield event.place, description_of(known[event.place])
    counted = {role.entity for role in event.roles if role.quantity is not None}
    for role in event.roles:
        if role.entity and role.entity in known:
            yield role.entity, description_of(known[role.entity], role.entity in counted)


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
    fitting = (name for name, members in in_turn if all(_fit(report, other, apart, rules) for other in _binding(members)))
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


def _binding(cluster: Sequence[Report]) -> Sequence[Report]:
    """The reports that a further one must fit: a headline is told again below it, and more fully."""
    return [report for report in cluster if not report.headline] or cluster


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
    whom = {entity for ids in report.participants.values() for entity in _acting(report, ids)} | report.countries
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
    """One article that tells a thing again gives the same time and the same participants, or says it in the headline first."""
    return report.headline != other.headline or (report.event.type, report.earliest, report.latest, report.participants) == (
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
    acting = [role for role in shared if _acting(report, mine[role]) & _acting(other, theirs[role])]
    if any(role not in acting and not _alike(report, other, role, mine[role], theirs[role]) for role in shared):
        return False
    if (report.place is not None and report.place == other.place) or _at_one_place(report, other) or set(same) - {"actor"}:
        return True
    dated = bool(same) or (_narrow(report) and _narrow(other))
    return bool(acting) and dated and same_matter(report, other)


def same_matter(report: Report, other: Report) -> bool:
    """Whether what two reports are about can be one: who does the same kind of thing twice in a week does it about two matters.

    Asked where the reports have nobody but the actor in common. "The unrest" and "the end of the unrest" have a word in common.
    """
    mine, theirs = _matters(report), _matters(other)
    return all(mine[role] & theirs[role] for role in sorted(mine.keys() & theirs.keys()))


def _matters(report: Report) -> dict[str, set[str]]:
    """The words of what stands in the roles that are no side, no place and no number."""
    found: dict[str, set[str]] = defaultdict(set)
    for role in report.event.roles:
        if role.role not in _PLACES | _SIDES and role.quantity is None:
            found[role.role] |= set(_WORD.findall(role.text.casefold())) - COMMON
    return found


_PLACES = frozenset({"place", "origin", "destination"})
_SIDES = frozenset({"actor", "recipient"})


def _acting(report: Report, fillers: Set[str]) -> set[str]:
    """Fillers, and the states for which their authorities act."""
    return {*fillers, *(state for id in fillers if (kind := report.kinds.get(id)) and (state := kind.state))}


def _alike(report: Report, other: Report, role: str, mine: Set[str], theirs: Set[str]) -> bool:
    """Whether two fillers may be one although their ids differ: "a court" and "an Indonesian court" are no two courts for that."""
    close = report.article == other.article
    pairs = ((report.kinds.get(one), other.kinds.get(another)) for one, another in product(sorted(mine), sorted(theirs)))
    return any(one and another and alike(one, another, role in _SIDES, close) for one, another in pairs)


def _at_one_place(report: Report, other: Report) -> bool:
    """Whether both name one place that is smaller than a country, be it in the lists of places or not."""
    return bool(_places(report) & _places(other))


def _places(report: Report) -> set[str]:
    """Where it was: places, and a city that stands as what was acted on ("marched through Tbilisi")."""
    told = report.participants.get("place", frozenset())
    cities = (id for id in report.participants.get("recipient", ()) if (kind := report.kinds.get(id)) and kind.type == "Place")
    return {place for place in (*told, *cities) if not place.startswith("country/")}


def _one_side(participants: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    both = participants.get("actor", frozenset()) | participants.get("recipient", frozenset())
    rest = {role: ids for role, ids in participants.items() if role not in ("actor", "recipient")}
    return {**rest, "actor": both} if both else rest


def same_place(report: Report, other: Report) -> bool:
    """Whether the places agree: the same, one not given, or one the country that the other lies in; a journey has several."""
    if _on_the_way(report) or _on_the_way(other):
        return True
    if report.place is None or other.place is None or report.place == other.place or _at_one_place(report, other):
        return True
    places = (report.place, other.place)
    return bool(report.countries & other.countries) and any(place.startswith("country/") for place in places)


def _on_the_way(report: Report) -> bool:
    """Whether the place is only where a journey began or ended ("deported them to Kabul")."""
    return any(report.place in report.participants.get(role, ()) for role in ("origin", "destination"))


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
