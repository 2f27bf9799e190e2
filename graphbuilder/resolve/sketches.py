"""What the linker keeps of an entity of one article: its names without titles, its offices, what its pronouns tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from graphbuilder import gazetteer
from graphbuilder.extract.mention_words import lexicon, person_gender, words_of_name
from graphbuilder.gazetteer import fold
from graphbuilder.model import Entity, Extraction
from graphbuilder.resolve.sets import Names

WORD = re.compile(r"[^\s,]+")
HE, SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
PRONOUNS = (
    HE
    | SHE
    | {
        "it",
        "its",
        "itself",
        "they",
        "them",
        "their",
        "theirs",
        "themselves",
        "i",
        "me",
        "my",
        "mine",
        "myself",
        "we",
        "us",
        "our",
        "ours",
        "ourselves",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntitySketch:
    """An entity as one article, or several with the same id for it, speaks of it.

    Attributes:
        id: its id in the articles. aliases: proper names in the articles, without titles, sorted. offices: "president", "foreign minister".
        gender: "m", "f" or "x". articles: how many articles have it. same_as: IRIs that the gazetteer gave it.
        listed: whether the gazetteer has its one-word name; None when it was not asked. It is asked where an article is read, so that
            who links needs no index of all towns.
    """

    id: str
    name: str
    type: str
    country: str | None = None
    aliases: tuple[str, ...] = ()
    offices: Names = frozenset()
    gender: str = "x"
    articles: int = 1
    same_as: tuple[str, ...] = ()
    listed: bool | None = None


def sketches_of(extractions: Iterable[Extraction]) -> list[EntitySketch]:
    """The sketches of all entities of some articles, one for each id, sorted by id."""
    found: dict[str, list[EntitySketch]] = {}
    for extraction in extractions:
        for entity in extraction.entities:
            found.setdefault(entity.id, []).append(sketch_of(entity))
    return [united(found[key]) for key in sorted(found)]


def sketch_of(entity: Entity) -> EntitySketch:
    """The sketch of one entity of one article.

    >>> from graphbuilder.model import Mention
    >>> texts = ("Kenyan President Uhuru Kenyatta", "he")
    >>> sketch = sketch_of(Entity(id="person/uhuru-kenyatta", name="Uhuru Kenyatta", type="Person", country="KEN",
    ...                           mentions=tuple(Mention(start=0, end=len(t), text=t) for t in texts)))
    >>> sketch.aliases, sorted(sketch.offices), sketch.gender
    (('Uhuru Kenyatta',), ['president'], 'm')
    """
    texts = {m.text for m in entity.mentions}
    person = entity.type == "Person"
    parts = [title_and_name(text) for text in sorted(texts) if text.lower() not in PRONOUNS] if person else []
    aliases = (
        {name for _, name, _ in parts if name}
        if person
        else {t for t in texts if t[:1].isupper() and t.lower() not in PRONOUNS}
    )
    offices = frozenset(office for found, _, _ in parts for office in found)
    honorifics = [h for _, _, h in parts if h]
    return EntitySketch(
        id=entity.id,
        name=entity.name,
        type=entity.type,
        country=entity.country,
        aliases=tuple(sorted(aliases | ({entity.name} if is_named(entity.name) else set()))),
        offices=offices,
        gender=gender_of(entity, honorifics) if person else "x",
        same_as=entity.same_as,
        listed=is_listed(entity.name) if may_begin_a_name(entity.name, entity.type, entity.same_as) else None,
    )


def may_begin_a_name(name: str, type: str, same_as: tuple[str, ...]) -> bool:
    """Whether an entity may be called by the first word of an organisation's name: one word, and nobody's whom the gazetteer knows."""
    return type in ("Organization", "Thing") and not same_as and is_proper(name) and len(words_of_name(name)) == 1


def is_listed(name: str) -> bool:
    """Whether a name is that of a place, a body or a people.

    >>> is_listed("Ohio"), is_listed("Northwind")
    (True, False)
    """
    return bool(gazetteer.lookup(name) or gazetteer.country_of_demonym(name))


def is_named(name: str) -> bool:
    """Whether a proper name stands in a phrase: a word of it begins with a capital.

    >>> is_named("Belarusian officials"), is_named("the police")
    (True, False)
    """
    return any(w[:1].isupper() for w in name.split())


def is_proper(name: str) -> bool:
    """Whether a phrase is a proper name: its last word begins with a capital.

    >>> is_proper("Uhuru Kenyatta"), is_proper("Republican nominee")
    (True, False)
    """
    return name.split()[-1][:1].isupper() if name.strip() else False


def gender_of(entity: Entity, honorifics: list[str]) -> str:
    """Gender by the forms of address, the pronouns of the chain, or the given name."""
    words = tuple(fold(entity.name).split())
    told = next((g for h in honorifics if (g := lexicon().honorifics[h]) != "x"), "x")
    if told == "x" and words:
        told = person_gender(words, "", "")
    if told != "x":
        return told
    if len(words) > 1 and words[0] in lexicon().given:
        return "x"  # borne by both: the pronouns of one article may be another's
    lowered = [m.text.lower() for m in entity.mentions]
    men, women = sum(w in HE for w in lowered), sum(w in SHE for w in lowered)
    return "m" if men > 2 + 4 * women else "f" if women > 2 + 4 * men else "x"


@lru_cache(maxsize=2048)
def title_and_name(text: str) -> tuple[frozenset[str], str, str]:
    """Split a mention into offices, proper name ("" for a noun phrase) and honorific.

    >>> title_and_name("former US Secretary of State John Kerry")[1:], title_and_name("Mrs. Merkel")[1:]
    (('John Kerry', ''), ('Merkel', 'mrs.'))
    >>> title_and_name("The president of Belarus")[:2]
    (frozenset({'president'}), '')
    """
    know = lexicon()
    words = WORD.findall(text)
    lower = [w.lower() for w in words]
    offices: set[str] = set()
    honorific = ""
    i = last = 0
    while i < len(words):
        size = next((n for n in (4, 3, 2, 1) if " ".join(lower[i : i + n]) in know.offices and i + n <= len(words)), 0)
        if size:
            offices.add(know.offices[" ".join(lower[i : i + size])])
            i = last = i + size
        elif lower[i] in know.honorifics:
            honorific = lower[i]
            i = last = i + 1
        elif (
            words[i][:1].islower()
            or lower[i] in ("the", "a", "an")
            or lower[i] in know.office_modifiers
            or gazetteer.country_of_demonym(words[i])
            or gazetteer.country(words[i])
        ):
            i += 1
        else:
            break
    if offices or honorific:
        name = (
            " ".join(words[last:])
            if i < len(words) and all(w[:1].isupper() or w in know.particles for w in words[last:])
            else ""
        )
    else:
        name = text if words and words[0][:1].isupper() and lower[0] not in ("the", "a", "an") else ""
    return frozenset(offices), name, honorific


def united(sketches: Iterable[EntitySketch]) -> EntitySketch:
    """The sketches of one id in several articles as one; read once, one or more."""
    names: Counter[str] = Counter()
    types: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    aliases: set[str] = set()
    offices: set[str] = set()
    genders: set[str] = set()
    same_as: set[str] = set()
    listed: dict[str, bool] = {}
    articles, key = 0, ""
    for s in sketches:
        key = s.id
        if s.listed is not None:
            listed[s.name] = s.listed
        names[s.name] += 1
        types[s.type] += 1
        if s.country:
            countries[s.country] += 1
        aliases.update(s.aliases)
        offices |= s.offices
        genders.add(s.gender)
        same_as.update(s.same_as)
        articles += s.articles
    genders.discard("x")
    name = min(names, key=lambda n: (-names[n], n))
    return EntitySketch(
        id=key,
        name=name,
        type=min(types, key=lambda t: (-types[t], t)),
        country=min(countries, key=lambda c: (-countries[c], c), default=None),
        aliases=tuple(sorted(aliases)),
        offices=frozenset(offices),
        gender=genders.pop() if len(genders) == 1 else "x",
        articles=articles,
        same_as=tuple(sorted(same_as)),
        listed=listed.get(name),
    )


def words_of(sketch: EntitySketch) -> Iterator[tuple[str, ...]]:
    """The word tuples of all its proper names, folded."""
    for alias in sketch.aliases:
        words = tuple(w.strip(".,'\"") for w in fold(alias).split())
        if words and all(words):
            yield words
