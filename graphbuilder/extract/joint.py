"""Several that are meant together: *Ana and Luis won. They ...*, *Peru recalled its envoy from Chile. The two countries ...*.

Such a mention means no entity of its own: whatever is said of it is said of each.
"""

from __future__ import annotations

from graphbuilder.extract.candidates import Candidate, Kind
from graphbuilder.extract.chains import Web
from graphbuilder.extract.mention_words import lexicon
from graphbuilder.extract.tree import Tree

NEAR = 2  # sentences back for "the two countries"
MEANT_BY_NOUN = {"Country": ("Country",), "Organization": ("Organization",), "Group": ("Person",)}


def joint_subjects(web: Web, head: int) -> tuple[int, ...]:
    """*Ana and Luis* won: the candidates that are coordinated in the phrase headed at a token; none where one is no candidate of a kind."""
    tree = web.tree
    heads = [head]
    for k in heads:
        heads += tree.childs(k, "conj")
    found = tuple(web.by_head[k] for k in heads if k in web.by_head)
    kinds = {web.cluster[k].type for k in found}
    alike = len(kinds) == 1 or kinds <= {"Country", "Organization"} or kinds <= {"Person", "Group"}
    return found if len(found) == len(heads) > 1 and alike and "" not in kinds else ()


def two_of_a_kind(web: Web, c: Candidate) -> tuple[int, ...]:
    """*The two countries*, *both companies*, *the two men*: the only two of that kind that are named shortly before; else none."""
    if c.kind is not Kind.NOMINAL or not c.plural or not says_two(web.tree, c) or c.country is not None:
        return ()
    wanted = MEANT_BY_NOUN.get("Country" if c.noun == "state" else c.type, ())
    if c.type == "Group" and c.noun not in lexicon().any_two:
        return ()
    if not set(c.words) <= lexicon().pair_words:
        return ()
    for distance in range(1, NEAR + 1):
        found = {id(web.cluster[k]): k for k in web.before(c, distance) if fits(web, c, k, wanted)}
        if found:
            return tuple(sorted(found.values())) if len(found) == 2 else ()
    return ()


def fits(web: Web, c: Candidate, k: int, wanted: tuple[str, ...]) -> bool:
    """Whether a mention before is one of the two: named, of that kind and gender, in another sentence."""
    other, cluster = web.candidates[k], web.cluster[k]
    return (
        cluster.type in wanted
        and bool(cluster.names)
        and other.kind is not Kind.PRONOUN
        and other.sentence < c.sentence
        and (c.gender not in ("m", "f") or cluster.gender in (c.gender, "x"))
    )


def says_two(tree: Tree, c: Candidate) -> bool:
    """Whether a phrase says that it means two: *the two*, *both*."""
    words = tree.lower[c.start : c.head]
    return words[:2] == ["the", "two"] or words[:1] == ["both"]
