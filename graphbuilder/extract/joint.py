"""Several that are meant together: *Ana and Luis won. They ...*, *Peru recalled its envoy from Chile. The two countries ...*.

Such a mention means no entity of its own: whatever is said of it is said of each.
"""

from __future__ import annotations

from functools import cache

from graphbuilder.data import read_yaml, word_list
from graphbuilder.extract.antecedents import MEMORY, restricted, told_by_of
from graphbuilder.extract.candidates import Candidate, Kind
from graphbuilder.extract.chains import Cluster, Web
from graphbuilder.extract.grammar import Grammar
from graphbuilder.extract.mention_words import lexicon
from graphbuilder.extract.noun_families import bodies_of, families, is_called, may_be_called
from graphbuilder.extract.tree import Tree
from graphbuilder.gazetteer import fold

NEAR = 2  # sentences back for "the two countries"
LATELY = 4  # sentences back for two who have been brought in together
COUPLES = word_list("nouns_for_couples")
SPOUSES = word_list("nouns_for_spouses")


def joint_subjects(web: Web, head: int) -> tuple[int, ...]:
    """*Ana and Luis* won: the candidates that are coordinated in the phrase headed at a token; none where one is no candidate of a kind."""
    of = web.tree.child(head, "prep") if web.tree.tag[head] == "CD" else None
    counted = web.by_head.get(noun) if of is not None and (noun := web.tree.child(of, "pobj")) is not None else None
    if counted in web.together:
        return web.together[counted]  # two of the banks, Donau Bank and Alpen Sparkasse
    heads = coordinated_heads(web, head)
    found = tuple(web.by_head[k] for k in heads if k in web.by_head)
    kinds = {web.cluster[k].type for k in found}
    if any(is_title_of_same(web, k) for k in found[1:]):
        return ()  # the former secretary and current nominee
    alike = len(kinds) == 1 or kinds <= {"Country", "Organization"} or kinds <= {"Person", "Group"}
    return found if len(found) == len(heads) > 1 and alike and "" not in kinds else ()


def coordinated_heads(web: Web, head: int) -> list[int]:
    """The heads of all that are coordinated with a token, names behind their nouns (*the actress Ida Hale and the director Piet Vos*)."""
    tree, heads = web.tree, [head]
    for k in heads:
        noun = tree.head[k] if tree.dep[k] == "appos" and is_titled_by(web, k, tree.head[k]) else k
        for other in (*tree.childs(k, "conj"), *(tree.childs(noun, "conj") if noun != k else ())):
            name = next((n for n in tree.childs(other, "appos") if is_titled_by(web, n, other)), other)
            heads += [name] if name not in heads else []
    return heads


def is_titled_by(web: Web, name: int, noun: int) -> bool:
    """*the director* Piet Vos: whether a noun is the title of the name headed at a token."""
    k = web.by_head.get(name)
    return k is not None and web.candidates[k].start <= noun < name


def is_title_of_same(web: Web, k: int) -> bool:
    """*the former minister and current mayor said*: what else the one before it is, without an article of its own."""
    c = web.candidates[k]
    return c.kind is Kind.NOMINAL and not c.plural and web.tree.child(c.head, "det", "poss") is None


def two_of_a_kind(web: Web, c: Candidate, grammar: Grammar) -> tuple[int, ...]:
    """*The two countries*, *both companies*, *the two men*, *the two*: the only two of that kind named shortly before; else none."""
    if c.kind is not Kind.NOMINAL:
        return ()
    if (named := named_behind(web, c)):
        return named
    if c.country is not None or not are_pair_words(web, c):
        return ()
    if c.noun in COUPLES and web.tree.lower[c.start] == "the" and ((two := only_two_people(web, c)) or c.noun not in lexicon().any_pair):
        return two or only_two_together(web, c, MEMORY)
    if (charged := both_charged(web, c)):
        return charged
    if not c.plural and c.noun not in COUPLES:
        return ()
    if c.noun in lexicon().any_pair and (named := named_together_before(web, c, NEAR)):
        return named
    if c.noun in COUPLES and (named := only_two_together(web, c, MEMORY)):
        return named
    if not says_two(web.tree, c):
        return all_coordinated(web, c, grammar)
    for distance in range(c.noun != "side", NEAR + 1):
        if (named_together := coordinated(web, c, c.sentence - distance, grammar)):
            return named_together
        pairs = []
        for kind in kinds_meant(c):
            found = {id(web.cluster[k]): k for k in web.before(c, distance) if fits(web, c, web.candidates[k], kind)}
            pairs += [tuple(sorted(found.values()))] if found else []
        if pairs and (len(pairs) > 1 or len(pairs[0]) == 2):
            return pairs[0] if len(pairs) == 1 else ()
        if pairs:
            break
    return named_together_before(web, c) or only_two_countries(web, c) or named_in_sentence(web, c) or only_two_named(web, c)


def are_pair_words(web: Web, c: Candidate) -> bool:
    """*The two Red Sea neighbours*: whether what stands before the noun tells these two from no others; names of regions do not."""
    tree, know = web.tree, lexicon()
    return all(
        tree.tag[k] == "NNP" or tree.lower[k] in know.pair_words
        for k in range(c.start, c.head)
        if fold(tree.lower[k]) in c.words
    )


def named_in_sentence(web: Web, c: Candidate) -> tuple[int, ...]:
    """*Alstom will buy its rival Talgo, the two firms said*: the only two of that kind that the sentence itself names before."""
    if c.type not in ("Organization", "Country"):
        return ()
    kinds = kinds_meant(c)
    found = {id(web.cluster[k]): k for k in web.before(c, 0) if is_one_of(web, c, k, kinds)}
    return tuple(sorted(found.values())) if len(found) == 2 else ()


def only_two_countries(web: Web, c: Candidate) -> tuple[int, ...]:
    """*Paraguay recalled its envoy from Bolivia. ... The two neighbours ...*: the only two states that the article has named so far."""
    if "Country" not in kinds_meant(c) or c.noun == "two":
        return ()
    named = (k for k in web.before(c, MEMORY) if web.cluster[k].type == "Country" and web.candidates[k].kind is Kind.NAME)
    found = {id(web.cluster[k]): k for k in named}
    return tuple(sorted(found.values())) if len(found) == 2 else ()


def only_two_named(web: Web, c: Candidate) -> tuple[int, ...]:
    """*The tenor Aldo Ferri and his agent, Carla Monti, sued. ... The two did not speak*: the only two people whom the article names."""
    if c.noun != "two" and c.noun not in lexicon().any_two:
        return ()
    named = (k for k in web.before(c, MEMORY) if web.candidates[k].kind is Kind.NAME and fits(web, c, web.candidates[k], "Person"))
    found = {id(web.cluster[k]): k for k in named}
    return tuple(sorted(found.values())) if len(found) == 2 else ()


def both_named(web: Web, c: Candidate) -> tuple[int, ...]:
    """*He has invited both women*: the only two of that sex whom the article names, which pronouns may have told."""
    return only_two_named(web, c) if says_two(web.tree, c) and are_pair_words(web, c) and c.country is None else ()


def told_together(web: Web, c: Candidate) -> tuple[int, ...]:
    """The people whom a plural noun means together, where pronouns tell who they are."""
    return both_charged(web, c) or both_named(web, c)


def named_together_before(web: Web, c: Candidate, distance: int = LATELY) -> tuple[int, ...]:
    """*The brothers Emil and Anton Lind fled. ... The two ...*: the only two whom a noun before has brought in together."""
    kinds = kinds_meant(c)
    if c.noun not in lexicon().any_pair and c.noun not in lexicon().any_two and not ({"Country", "Organization"} & set(kinds)):
        return ()
    two = only_two_together(web, c, distance)
    return two if c.noun in lexicon().any_two or all(is_one_of(web, c, k, kinds) for k in two) else ()


def only_two_together(web: Web, c: Candidate, distance: int) -> tuple[int, ...]:
    """The two whom the mentions before mean together, if these are always the same."""
    pairs = (web.together.get(k, ()) for k in web.before(c, distance))
    found = {frozenset(id(web.cluster[one]) for one in two): two for two in pairs if len(two) == 2}
    return next(iter(found.values())) if len(found) == 1 else ()


def both_charged(web: Web, c: Candidate) -> tuple[int, ...]:
    """*Ray Colley and Dean Fisk ran a charity. ... The judge told the defendants ...*: the only two people told of together so far."""
    plain = c.plural and c.type == "Group" and web.tree.lower[c.start] == "the" and not c.words and c.noun in families().deeds
    if not plain or told_by_of(web, c) or restricted(web.tree, c):
        return ()
    two = only_two_together(web, c, MEMORY)
    return two if all(is_one_of(web, c, k, ("Person",)) for k in two) else ()


def named_behind(web: Web, c: Candidate) -> tuple[int, ...]:
    """*The brothers Emil and Anton Gruber*: the several whose names stand right behind the noun; none for other phrases."""
    tree = web.tree
    if c.plural and tree.lower[c.end : c.end + 1] == [","] and (listed := listed_behind(web, c)):
        return listed
    first = next((n for n in web.by_sentence.get(c.sentence, ()) if web.candidates[n].start == c.head + 1), None)
    if first is None or not c.plural or web.candidates[first].kind is not Kind.NAME:
        return ()
    head = web.candidates[first].head
    if tree.head[head] != c.head and tree.head[c.head] != head:
        return ()
    found = joint_subjects(web, head)
    return found if all(web.candidates[k].kind is Kind.NAME for k in found) else ()


def listed_behind(web: Web, c: Candidate) -> tuple[int, ...]:
    """*Two regional banks, Alpenbank and Sparkasse Tirol, said*: the names between the commas behind a noun for several."""
    tree, found, at = web.tree, [], c.end + 1
    names = {one.start: one for k in web.by_sentence.get(c.sentence, ()) if (one := web.candidates[k]).kind is Kind.NAME}
    while (name := names.get(at)) is not None:
        found.append(name.index)
        at = name.end
        between = tree.lower[at : at + 2]
        if between[:1] == ["and"]:
            at += 1
        elif between[:1] == [","] and (at + 1 in names or between == [",", "and"]):
            at += len(between) - (between[1] != "and")
        else:
            break
    closed = tree.lower[at : at + 1] in ([","], ["."], [";"], ["–"], ["-"]) and "and" in tree.lower[c.end : at]
    kinds = {web.cluster[k].type for k in found}
    wanted = {"Person"} if c.type == "Group" and lexicon().nouns.get(c.noun, ("",))[0] == "Person" else set(kinds_meant(c)) or {c.type}
    counted = counts().get(count_of(web, c), len(found))
    return tuple(found) if closed and len(found) > 1 and kinds <= wanted and counted == len(found) else ()


def count_of(web: Web, c: Candidate) -> str:
    """The number word of a phrase: *two banks*, *two of the banks*; "" without one."""
    number = web.tree.child(c.head, "nummod")
    of = web.tree.head[c.head]
    if number is None and web.tree.dep[c.head] == "pobj" and web.tree.lower[of] == "of":
        number = web.tree.head[of]
    return "" if number is None else web.tree.lower[number]


@cache
def counts() -> dict[str, int]:
    """The number that a word counts: *two*, *both*."""
    ones: dict[str, int] = read_yaml("numbers.yml")["classes"]["ONE"]
    return {**ones, "both": ones["two"]}



def only_two_people(web: Web, c: Candidate) -> tuple[int, ...]:
    """*Ida Hale and her husband, Piet, fled. The couple ...*: the only two people named in the three sentences before."""
    before = (k for k in web.before(c, NEAR + 1) if web.candidates[k].sentence < c.sentence and web.candidates[k].kind is not Kind.PRONOUN)
    people = {id(web.cluster[k]): k for k in before if web.cluster[k].type == "Person"}
    found = tuple(sorted(people.values()))
    if len(found) == 2 and all(web.cluster[k].names for k in found):
        return found
    return (spouses(web, found) or two_who_met(web, c)) if c.noun == "couple" else ()


def two_who_met(web: Web, c: Candidate) -> tuple[int, ...]:
    """*In 1967 she met the poet Rui Teles; the couple married*: who is named in the sentence, and the only one named of the other sex."""
    here = [web.candidates[k] for k in web.before(c, 0) if web.cluster[k].type in ("Person", "")]
    named = {id(web.cluster[one.index]): one for one in here if one.kind is Kind.NAME}
    sexes = {one.gender for one in here if one.kind is Kind.PRONOUN and one.gender in ("m", "f")}
    if len(named) != 1 or len(sexes) != 1 or (one := next(iter(named.values()))).gender in sexes:
        return ()
    before = (k for k in web.before(c, MEMORY) if web.cluster[k].type == "Person" and web.cluster[k].names)
    others = {id(web.cluster[k]): k for k in before if web.cluster[k].gender in sexes}
    return tuple(sorted((next(iter(others.values())), one.index))) if len(others) == 1 else ()


def spouses(web: Web, people: tuple[int, ...]) -> tuple[int, ...]:
    """*The nurse was tried. Her husband knew nothing. The couple ...*: who is called a spouse, and the one named person beside."""
    married = [k for k in people if web.cluster[k].nouns & SPOUSES]
    others = [k for k in people if k not in married and web.cluster[k].names and all(may_own(web, k, one) for one in married)]
    return tuple(sorted((married[0], others[0]))) if len(married) == len(others) == 1 else ()


def may_own(web: Web, k: int, spouse: int) -> bool:
    """*Ana Ruiz was born to a shepherd and his wife*: whose wife she is, the possessive tells of another sex."""
    owner = web.tree.child(web.candidates[spouse].head, "poss")
    sex = web.candidates[web.by_head[owner]].gender if owner in web.by_head else "x"
    return sex not in ("m", "f") or web.cluster[k].gender in (sex, "x")


def all_coordinated(web: Web, c: Candidate, grammar: Grammar) -> tuple[int, ...]:
    """*Alstom and Siemens want to merge, the companies said*: all that one phrase before names, if no others are in sight."""
    plain = web.tree.lower[c.start] == "the" and not c.words and not told_by_of(web, c) and not restricted(web.tree, c)
    if not plain or c.type not in ("Country", "Organization", "Group"):
        return ()
    kinds = ("Person",) if c.type == "Group" and c.noun in lexicon().any_two else kinds_meant(c)
    for sentence in (c.sentence, c.sentence - 1):
        phrases = (joint_subjects(web, first) for first, (last, _) in grammar.joint.get(sentence, {}).items() if last < c.start)
        named = [several for several in phrases if several and all(is_one_of(web, c, k, kinds) for k in several)]
        if named:
            others = {id(web.cluster[k]) for k in web.before(c, 1) if is_one_of(web, c, k, kinds)}
            return named[0] if len(named) == 1 and others == {id(web.cluster[k]) for k in named[0]} else ()
    return ()


def is_one_of(web: Web, c: Candidate, k: int, kinds: tuple[str, ...]) -> bool:
    """Whether a mention names somebody of one of some kinds, of whom the noun can be said."""
    cluster = web.cluster[k]
    called = cluster.type != "Organization" or is_body_called(c.noun, cluster)
    return cluster.type in kinds and called and bool(cluster.names) and web.candidates[k].kind is not Kind.PRONOUN


def one_of_pair(web: Web, c: Candidate, grammar: Grammar) -> int | None:
    """*Alstom wants to buy Talgo. The latter ...*: the first or the last of the two that one sentence names."""
    which = {"former": 0, "latter": -1}.get(c.noun)
    if which is None:
        return None
    for sentence in (c.sentence - 1, c.sentence):
        found: dict[int, int] = {}
        for k in web.by_sentence.get(sentence, ()):
            one = web.candidates[k]
            if one.end <= c.start and one.kind is Kind.NAME and web.cluster[k].type in ("Country", "Organization", "Person"):
                found.setdefault(id(web.cluster[k]), k)
        if len(found) == 2:
            return list(found.values())[which]
    return None


def coordinated(web: Web, c: Candidate, sentence: int, grammar: Grammar) -> tuple[int, ...]:
    """*Israel and Lebanon met, the US envoy said. The two neighbours ...*: the only two of a kind that one phrase of the sentence names."""
    phrases = [joint_subjects(web, first) for first in grammar.joint.get(sentence, ())]
    kinds = kinds_meant(c)
    if c.noun == "side":
        sides = {two for two in phrases if len(two) == 2 and all(web.candidates[k].end <= c.start for k in two)}
        return next(iter(sides)) if len(sides) == 1 else ()
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
        and cluster.gender in (sex_of(c) or cluster.gender, "x")
    )


def sex_of(c: Candidate) -> str:
    """*both women*: the sex that a noun tells of one or of several; "" where it tells none."""
    told = c.gender if c.gender in ("m", "f") else lexicon().nouns.get(c.noun, ("", "", "", False))[2]
    return told if told in ("m", "f") else ""


def is_body_called(noun: str, cluster: Cluster) -> bool:
    """Whether a body can be one of *both companies*; of *both parties*, only if it is known for one."""
    told, know = bodies_of(cluster.nouns, cluster.names), families()
    return may_be_called(noun, told) if know.body_of_noun.get(noun, noun) in know.in_sight else is_called(noun, told)


def says_two(tree: Tree, c: Candidate) -> bool:
    """Whether a phrase says that it means two: *the two*, *both*."""
    words = tree.lower[c.start : c.head + 1]
    return c.noun in COUPLES or c.noun == "side" or words[:2] == ["the", "two"] or words[:1] == ["both"]
