"""Looking back from a definite noun phrase: what stands before it, and what in its words speaks against a link."""

from __future__ import annotations

from collections.abc import Callable

from graphbuilder.extract.candidates import Candidate
from graphbuilder.extract.chains import Cluster, Web
from graphbuilder.extract.tree import Tree

WINDOW = 2  # sentences back for "the company", "the country"
SEVERAL = 3  # sentences back for a noun that has been used of several
MEMORY = 12  # sentences back for a noun that has been used of the entity before


def entities_before(web: Web, c: Candidate, distance: int, fits: Callable[[Cluster, Candidate], bool]) -> list[int]:
    """The nearest mention of each entity before `c` that fits, nearest first."""
    found: dict[int, int] = {}
    for k in web.before(c, distance):
        cluster = web.cluster[k]
        if (
            id(cluster) not in found
            and k not in web.attributive
            and web.candidates[k].person == 3
            and fits(cluster, web.candidates[k])
        ):
            found[id(cluster)] = k
    return list(found.values())


def only_one(web: Web, c: Candidate, found: list[int], gap: int = WINDOW) -> int | None:
    """The one antecedent, or the nearest of several when the next is more than `gap` sentences farther away."""
    if not found:
        return None
    if len(found) > 1 and web.candidates[found[0]].sentence - web.candidates[found[1]].sentence <= gap:
        return None
    return found[0]


def agreeing(cluster: Cluster, c: Candidate) -> bool:
    """Gender and number of a nominal agree with an entity."""
    return ("x" in (cluster.gender, c.gender) or cluster.gender == c.gender) and cluster.plural is not True


def told_by_of(web: Web, c: Candidate) -> bool:
    """*the countries of their ancestors*, *the borders between two worlds*: what follows says which are meant.

    Not *accused the authority of ignoring them*.
    """
    after = web.tree.lower[c.end : c.end + 1]
    return after == ["between"] or (after == ["of"] and web.tree.tag[c.end + 1 : c.end + 2] != ["VBG"])


def restricted(tree: Tree, c: Candidate) -> bool:
    """*the neighbour who has lost a key*: a relative clause without a comma says which one, or that anybody is meant."""
    return tree.lower[c.end : c.end + 1] in (["who"], ["that"], ["whose"], ["whom"]) and tree.tag[c.end] in ("WP", "WDT", "WP$")


def agreeing_country(cluster: Cluster, c: Candidate) -> bool:
    """Whether the countries do not contradict."""
    return c.country is None or cluster.country is None or c.country == cluster.country
