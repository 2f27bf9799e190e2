"""Several that are meant together: *Ana and Luis won. They ...*, *Peru recalled its envoy from Chile. The two countries ...*.

Such a mention means no entity of its own: whatever is said of it is said of each.
"""

from __future__ import annotations

from graphbuilder.extract.candidates import Candidate, Kind
from graphbuilder.extract.chains import Cluster, Web
from graphbuilder.extract.grammar import Grammar
from graphbuilder.extract.mention_words import lexicon
from graphbuilder.extract.noun_families import bodies_of, families, is_called, may_be_called
from graphbuilder.extract.tree import Tree

NEAR = 2  # sentences back for "the two countries"


def joint_subjects(web: Web, head: int) -> tuple[int, ...]:
    """*Ana and Luis* won: the candidates that are coordinated in the phrase headed at a token; none where one is no candidate of a kind."""
    tree = web.tree
    heads = [head]
    for k in heads:
        heads += tree.childs(k, "conj")
    found = tuple(web.by_head[k] for k in heads if k in web.by_head)
    kinds = {web.cluster[k].type for k in found}
    if any(is_title_of_same(web, k) for k in found[1:]):
        return ()  # the former secretary and current nominee
    alike = len(kinds) == 1 or kinds <= {"Country", "Organization"} or kinds <= {"Person", "Group"}
    return found if len(found) == len(heads) > 1 and alike and "" not in kinds else ()


def is_title_of_same(web: Web, k: int) -> bool:
    """*the former minister and current mayor said*: what else the one before it is, without an article of its own."""
    c = web.candidates[k]
    return c.kind is Kind.NOMINAL and not c.plural and web.tree.child(c.head, "det", "poss") is None


def two_of_a_kind(web: Web, c: Candidate, grammar: Grammar) -> tuple[int, ...]:
    """*The two countries*, *both companies*, *the two men*, *the two*: the only two of that kind named shortly before; else none."""
    if c.kind is not Kind.NOMINAL or not c.plural or not says_two(web.tree, c) or c.country is not None:
        return ()
    if not set(c.words) <= lexicon().pair_words:
        return ()
    for distance in range(1, NEAR + 1):
        if (named_together := coordinated(web, c, c.sentence - distance, grammar)):
            return named_together
        pairs = []
        for kind in kinds_meant(c):
            found = {id(web.cluster[k]): k for k in web.before(c, distance) if fits(web, c, web.candidates[k], kind)}
            pairs += [tuple(sorted(found.values()))] if found else []
        if pairs:
            return pairs[0] if len(pairs) == 1 and len(pairs[0]) == 2 else ()
    return ()


def coordinated(web: Web, c: Candidate, sentence: int, grammar: Grammar) -> tuple[int, ...]:
    """*Israel and Lebanon met, the US envoy said. The two neighbours ...*: the only two of a kind that one phrase of the sentence names."""
    phrases = (joint_subjects(web, first) for first in grammar.joint.get(sentence, ()))
    kinds = kinds_meant(c)
    pairs = {two for two in phrases if len(two) == 2 and any(all(fits(web, c, web.candidates[k], kind) for k in two) for kind in kinds)}
    return next(iter(pairs)) if len(pairs) == 1 else ()


def kinds_meant(c: Candidate) -> tuple[str, ...]:
    """What two may be: *the two countries* states, *the two neighbours* states or people, *the two* anything."""
    know = lexicon()
    if c.noun in know.any_pair:
        return ("Country", "Organization", "Person")
    if c.type == "Group":
        return ("Person",) if c.noun in know.any_two else ()
    return ("Country",) if c.noun == "state" else (c.type,) if c.type in ("Country", "Organization") else ()


def fits(web: Web, c: Candidate, other: Candidate, wanted: str) -> bool:
    """Whether a mention before is one of the two: named, of that kind and gender, in another sentence."""
    cluster = web.cluster[other.index]
    return (
        cluster.type == wanted
        and (wanted != "Organization" or c.noun in lexicon().any_pair or is_body_called(c.noun, cluster))
        and bool(cluster.names)
        and other.kind is not Kind.PRONOUN
        and other.sentence < c.sentence
        and (c.gender not in ("m", "f") or cluster.gender in (c.gender, "x"))
    )


def is_body_called(noun: str, cluster: Cluster) -> bool:
    """Whether a body can be one of *both companies*; of *both parties*, only if it is known for one."""
    told, know = bodies_of(cluster.nouns, cluster.names), families()
    return may_be_called(noun, told) if know.body_of_noun.get(noun, noun) in know.in_sight else is_called(noun, told)


def says_two(tree: Tree, c: Candidate) -> bool:
    """Whether a phrase says that it means two: *the two*, *both*."""
    words = tree.lower[c.start : c.head + 1]
    return words[:2] == ["the", "two"] or words[:1] == ["both"]
