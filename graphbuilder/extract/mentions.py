"""Doc -> candidates: every stretch of the article that may mean somebody or something, with what its words tell.

Names come from `doc.ents` (repaired by annotate) and from capitalised sequences that the recogniser missed; nominals are noun phrases
headed by a noun for people, groups, organisations, countries or places; pronouns are all personal and possessive ones. Silent
sentences (captions, credits, datelines) give nothing. What the words mean stands in `data/coreference.yml` and `data/given_names.tsv`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any

from spacy.attrs import ENT_IOB, ENT_TYPE, IDX, ORTH

from graphbuilder import gazetteer
from graphbuilder.extract.tree import Tree, tree_of
from graphbuilder.gazetteer import fold

Doc = Any  # spacy.tokens.Doc: spaCy ships no usable stubs

LABELS = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Place",
    "NORP": "Group",
    "EVENT": "Thing",
    "LAW": "Thing",
    "PRODUCT": "Thing",
    "WORK_OF_ART": "Thing",
}
NOUN = frozenset({"NN", "NNS"})
PROPER = frozenset({"NNP", "NNPS"})
INDEFINITE = frozenset({"a", "an", "another", "some", "any", "no", "every", "each", "many", "several", "few", "most", "both", "either", "neither", "one", "two",
                        "three", "other", "more", "all"})
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
POSSESSIVE_TAGS = frozenset({"PRP$", "POS"})
MODIFIER_TAGS = frozenset({"DT", "PDT", "JJ", "JJR", "JJS", "NN", "NNP", "NNPS", "NNS", "VBN", "VBG", "CD", "POS", "PRP$", "HYPH", "RB", "AFX"})


class Kind(StrEnum):
    """How a candidate refers."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A stretch of the article that may mean an entity. Indices are tokens, half-open.

    Attributes:
        index: its place among the document's candidates. start, end: the whole phrase, titles included. head: its head token.
        type: Person, Organization, Country, Place, Group, Thing, or "" when the words do not tell.
        name: for a NAME the proper name without title or article, for a NOMINAL its words, for a PRONOUN the pronoun.
        words: the words of the name (or the modifiers of a nominal) that count in a comparison, lower case. title: the words before a name.
        noun: head noun of a nominal in the singular, lower case; "" for a name. office: "president", "" without.
        country: ISO 3166-1 alpha-3 code told by a title, demonym, possessor or the name itself.
        gender: "m", "f", "n" or "x" (not told). plural: None when not told.
        owned: a possessive pronoun belongs to the phrase ("*his* campaign").
        acronym: the short form that a bracket introduces for this name ("IMF"), "".
    """

    index: int
    start: int
    end: int
    head: int
    sentence: int
    kind: Kind
    type: str
    name: str
    words: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    noun: str = ""
    office: str = ""
    honorific: str = ""
    country: str | None = None
    gender: str = "x"
    plural: bool | None = None
    person: int = 3
    possessive: bool = False
    definite: bool = False
    former: bool = False
    owned: bool = False
    acronym: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`data/coreference.yml` as look-up tables; see the comments there."""

    honorifics: dict[str, str]
    offices: dict[str, str]
    office_starts: frozenset[str]
    office_gender: dict[str, str]
    state_offices: frozenset[str]
    office_modifiers: frozenset[str]
    former: frozenset[str]
    nouns: dict[str, tuple[str, str, str, bool]]  # word -> type, singular, gender or flavour, plural
    organisation_words: frozenset[str]
    company_forms: frozenset[str]
    name_stop: frozenset[str]
    particles: frozenset[str]
    generation: frozenset[str]
    pronouns: dict[str, tuple[int, str, str, bool]]
    expletive_verbs: frozenset[str]
    expletive_adjectives: frozenset[str]
    agentive_verbs: frozenset[str]
    speech_verbs: frozenset[str]
    kingdoms: frozenset[str]
    islands: frozenset[str]
    general_organisations: frozenset[str]
    telling_words: frozenset[str]
    kin: frozenset[str]
    neutral: frozenset[str]
    given: dict[str, str] = field(repr=False)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The knowledge of `data/coreference.yml` and `data/given_names.tsv`, read once."""
    import yaml

    folder = resources.files("graphbuilder.data")
    raw = yaml.safe_load(folder.joinpath("coreference.yml").read_text("utf-8"))
    offices = {word: office for office, about in raw["offices"].items() for word in (office, *about.get("words", ()))}
    offices |= {plural_of(word): office for word, office in list(offices.items()) if " of " not in word}
    return Lexicon(
        honorifics={word: gender for gender, words in raw["honorifics"].items() for word in words},
        offices=offices,
        office_starts=frozenset(word.split()[0] for word in offices if " of " in word or " for " in word),
        office_gender={office: about["gender"] for office, about in raw["offices"].items() if "gender" in about},
        state_offices=frozenset(office for office, about in raw["offices"].items() if about.get("state")),
        office_modifiers=frozenset(raw["office_modifiers"]),
        former=frozenset(raw["former"]),
        nouns=noun_table(raw),
        organisation_words=frozenset(raw["organisation_words"]),
        company_forms=frozenset(raw["company_forms"]),
        name_stop=frozenset(raw["name_stop"]),
        particles=frozenset(raw["surname_particles"]),
        generation=frozenset(raw["generation"]),
        pronouns={word: tuple(features) for word, features in raw["pronouns"].items()},
        expletive_verbs=frozenset(raw["expletive_verbs"]),
        expletive_adjectives=frozenset(raw["expletive_adjectives"]),
        agentive_verbs=frozenset(raw["agentive_verbs"]),
        speech_verbs=frozenset(raw["speech_verbs"]),
        kingdoms=frozenset(raw["kingdoms"]),
        islands=frozenset(raw["islands"]),
        general_organisations=frozenset(raw["general_organisations"]),
        telling_words=frozenset(raw["telling_words"]),
        kin=frozenset(raw["kin"]),
        neutral=frozenset(raw["neutral_modifiers"]),
        given=given_names(folder.joinpath("given_names.tsv").read_text("utf-8")),
    )


def given_names(table: str) -> dict[str, str]:
    """Read the table of given names: one line for each gender, names separated by blanks, `#` for comments.

    >>> given_names("# note\\nf\\tanna maria\\nm\\tpaul")["maria"]
    'f'
    """
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {name: gender for gender, names in rows for name in names.split()}


def noun_table(raw: dict[str, Any]) -> dict[str, tuple[str, str, str, bool]]:
    """Singular and plural of each noun -> (type, singular, gender or flavour, plural?)."""
    out: dict[str, tuple[str, str, str, bool]] = {}

    def add(words: list[str], kind: str, flavour: str) -> None:
        for word in words:
            out.setdefault(word, (kind, word, flavour, False))
            many = plural_of(word)
            out.setdefault(many, ("Group" if kind == "Person" else kind, word, flavour, True))

    for gender, words in raw["persons"].items():
        add(words, "Person", gender)
    for word in raw["groups"]:
        out[word] = ("Group", word, "x", word in GROUP_PLURALS)
    for flavour, words in raw["organisations"].items():
        add(words, "Organization", flavour)
    add(raw["countries"], "Country", "n")
    add(raw["places"], "Place", "n")
    for many, one in raw["plurals"].items():
        kind, _, flavour, _ = out.get(one, ("Thing", one, "x", False))
        out[many] = ("Group" if kind == "Person" else kind, one, flavour, True)
    return out


GROUP_PLURALS = frozenset({"police", "people", "troops", "forces", "authorities", "personnel", "security forces", "militants", "officials", "media"})


def plural_of(noun: str) -> str:
    """The regular plural.

    >>> [plural_of(n) for n in ("party", "boss", "leader", "day", "church")]
    ['parties', 'bosses', 'leaders', 'days', 'churches']
    """
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")


@dataclass(slots=True)
class Reading:
    """What one pass over a document knows while it collects candidates; all lists are indexed by token.

    Attributes:
        countries: alpha-3 code where a token belongs to the name or demonym of a country. taken: token is in a name, its title included.
        names: (start, end, label) of the names, in text order. words: the words as written. offsets: where each begins in the text.
        common_words: words that the article has in small letters. out: the candidates, in text order.
    """

    tree: Tree
    text: str
    words: list[str]
    offsets: list[int]
    silent: list[bool]
    countries: dict[int, str]
    taken: list[bool]
    names: list[tuple[int, int, str]]
    common_words: frozenset[str]
    out: list[Candidate]

    def span_text(self, start: int, end: int) -> str:
        """The text of a span of tokens, as written."""
        return self.text[self.offsets[start] : self.end_offset(end)]

    def end_offset(self, end: int) -> int:
        """Where a span of tokens ends in the text."""
        return self.offsets[end - 1] + len(self.words[end - 1])


def read_mentions(doc: Doc) -> list[Candidate]:
    """Every candidate of `doc`, in text order of their heads; `index` is the place in the list.

    Candidates of silent sentences are left out. Adjectives ("Belarusian") are no candidates: they tell the country of a phrase.
    """
    return read_document(doc).out


def read_document(doc: Doc) -> Reading:
    """The candidates of `doc` and what was learnt on the way."""
    tree = tree_of(doc)
    table = doc.to_array([ORTH, IDX])
    strings = doc.vocab.strings
    known = {key: strings[key] for key in set(table[:, 0].tolist())}
    article = doc.user_data.get("article")
    reading = Reading(
        tree, doc.text if article is None else article.text, [known[key] for key in table[:, 0].tolist()], table[:, 1].tolist(), silent_tokens(doc, tree), {}, [False] * len(tree.tag), [],
        frozenset(word for word in known.values() if word.islower()), []
    )
    reading.names = sorted([*recognised_names(doc, reading), *missed_names(doc, reading)])
    mark_countries(reading)
    found = people_by_surname([c for start, end, label in reading.names if (c := read_name(reading, start, end, label)) is not None])
    found += read_nouns_and_pronouns(reading)
    found.sort(key=lambda c: (c.head, c.start))
    for i, c in enumerate(found):
        object.__setattr__(c, "index", i)  # set once, before anybody has seen it
    reading.out = found
    return reading


def people_by_surname(names: list[Candidate]) -> list[Candidate]:
    """Correct the types of names by the other names of the article.

    A single word is a person when it is the surname or given name of somebody named in full; a longer name is one when one of its ends alone is a person
    elsewhere ("Juncker"). Names with an organisation's word, known bodies and places on the map after "in" stay what they are.
    """
    know = lexicon()
    full = {w for c in names if c.type == "Person" and len(c.words) > 1 and is_full_name(c) for w in (c.words[0], c.words[-1])}
    single = {c.words[0] for c in names if c.type == "Person" and len(c.words) == 1}
    out = []
    for c in names:
        if c.type in ("Organization", "?", "Place", "Thing") and c.country is None and not any(w in know.organisation_words or w in know.nouns for w in c.words) \
                and body_of(c.name) is None:
            lone = len(c.words) == 1 and c.words[0] in full and (c.type != "Place" or not on_map(c.name))
            longer = c.type != "Place" and 1 < len(c.words) < 4 and (c.words[-1] in single or c.words[0] in single)
            if lone or longer:
                c = replace(c, type="Person", gender=person_gender(c.words, "", ""))
        out.append(c)
    return out


def is_full_name(c: Candidate) -> bool:
    """Whether a name begins with a known given name, or a title goes before it."""
    return bool(c.office or c.honorific) or c.words[0].split("-")[0] in lexicon().given


@lru_cache(maxsize=65536)
def on_map(name: str) -> bool:
    """Whether the gazetteer knows a place of this name."""
    return bool(gazetteer.places(name))


def silent_tokens(doc: Doc, tree: Tree) -> list[bool]:
    """Whether each token stands in a sentence that states nothing."""
    reasons = doc.user_data.get("silent")
    if not reasons:
        return [False] * len(tree.tag)
    return [bool(reasons[s]) if s < len(reasons) else False for s in tree.sentence]


def recognised_names(doc: Doc, reading: Reading) -> Iterator[tuple[int, int, str]]:
    """The named entities of the document that can be somebody or something, cut at articles and possessive endings."""
    table = doc.to_array([ENT_IOB, ENT_TYPE])
    iob, kinds = table[:, 0].tolist(), table[:, 1].tolist()
    labels = {key: doc.vocab.strings[key] for key in set(kinds) if key}
    i, n = 0, len(iob)
    while i < n:
        label = labels.get(kinds[i], "")
        if iob[i] != 3 or label not in LABELS:
            reading.taken[i] = iob[i] in (1, 3)
            i += 1
            continue
        end = i + 1
        while end < n and iob[end] == 1:
            end += 1
        start, stop = trimmed(reading, i, end)
        if start < stop and not reading.silent[start]:
            for k in range(start, stop):
                reading.taken[k] = True
            yield start, stop, label
        i = end


def trimmed(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """A name without the article before it and without the possessive ending or punctuation after it."""
    words, tags = reading.words, reading.tree.tag
    while start < end and (reading.tree.lower[start] in ("the", "a", "an") or not words[start][0].isalnum()):
        start += 1
    n = len(words)
    if end < n and words[end - 1] == "-" and reading.offsets[end - 1] + 1 == reading.offsets[end]:
        end += 1  # Ban Ki-|moon
    elif end + 1 < n and words[end] == "-" and reading.end_offset(end) == reading.offsets[end] == reading.offsets[end + 1] - 1 and tags[end - 1] in PROPER \
            and tags[end + 1] in PROPER:
        end += 2
    while end > start and (tags[end - 1] == "POS" or not words[end - 1][-1].isalnum() and words[end - 1] not in KEPT_ENDINGS and words[end - 1][-1] != "."):
        end -= 1
    return start, end


TITLE_WORDS = frozenset({"prime", "foreign", "vice", "deputy", "defence", "defense", "finance", "attorney", "general", "chief", "justice", "interior"})
KEPT_ENDINGS = frozenset({"!", ")"})


def missed_names(doc: Doc, reading: Reading) -> Iterator[tuple[int, int, str]]:
    """Capitalised sequences that the recogniser missed; label "" when the words alone must tell what they name.

    "the opposition's *Coordination Council*"; a single surname at the start of a sentence.
    """
    tags, taken, words, tree = reading.tree.tag, reading.taken, reading.words, reading.tree
    i, n = 0, len(tags)
    while i < n:
        if tags[i] not in PROPER or taken[i] or reading.silent[i] or not words[i][0].isupper():
            i += 1
            continue
        end = i + 1
        while end < n and not taken[end] and tree.sentence[end] == tree.sentence[i] and (
            tags[end] in PROPER and words[end][0].isupper()
            or words[end] in ("of", "for", "-") and end + 1 < n and tags[end + 1] in PROPER and not taken[end + 1]
        ):
            end += 1
        start, stop = trimmed(reading, i, end)
        if start < stop:
            yield start, stop, ""
        i = end


def mark_countries(reading: Reading) -> None:
    """Note the country of every name of a country and every demonym."""
    for start, end, label in reading.names:
        if label in ("PERSON", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT"):
            continue
        text = reading.words[start] if end == start + 1 else reading.span_text(start, end)
        code = country_of(text) or demonym(text)
        if code is not None:
            for k in range(start, end):
                reading.countries[k] = code
    for i, tag in enumerate(reading.tree.tag):
        if tag in ("JJ", "NNP") and i not in reading.countries and reading.words[i][0].isupper() and (code := demonym(reading.words[i])) is not None:
            reading.countries[i] = code


def read_name(reading: Reading, start: int, end: int, label: str) -> Candidate | None:
    """The candidate of a name: honorifics and offices cut off and kept, its type and country told."""
    know, tree = lexicon(), reading.tree
    if label == "NORP":
        return people_by_name(reading, start, end)
    first, honorific, office = start, "", ""
    while first + 1 < end and (cut := title_at(reading, first, end)) is not None and bears_title(reading, cut[0], end, label):
        honorific, office = cut[1] or honorific, cut[2] or office
        first = cut[0]
    if first == start:
        start, honorific, office, former, country = title_before(reading, start)
    else:
        before = title_before(reading, start)
        start, former, country = before[0], before[3], before[4]
        honorific, office = honorific or before[1], office or before[2]
    if label == "PERSON":
        end = end_of_person(reading, first, end)
    name = reading.span_text(first, end)
    name_words = words_of_name(name)
    titles_only = label == "" and not office and all(w in know.nouns or w in know.offices or w in know.honorifics or w in TITLE_WORDS for w in tree.lower[first:end])
    if not name_words or titles_only or (len(name_words) == 1 and (name_words[0] in know.nouns or name_words[0] in know.offices) and not office and body_of(name) is None):
        for k in range(start, end):
            reading.taken[k] = False
        return None
    kind = type_of_name(reading, first, end, label, bool(honorific or office), name_words)
    code = reading.countries.get(first) if kind != "Person" else None
    if kind in ("Place", "Organization", "") and code and country_of(reading.span_text(first, end)) == code:
        kind = "Country"
    if kind == "" and not office:
        kind = "?"
    if kind != "Person" and (office or honorific) and kind != "?":
        start, office, honorific = first, "", ""
    for k in range(start, end):
        reading.taken[k] = True
    gender = person_gender(name_words, honorific, office) if kind == "Person" else "x" if kind == "?" else "n"
    return Candidate(
        index=0, start=start, end=end, head=head_of(tree, first, end), sentence=tree.sentence[first], kind=Kind.NAME, type=kind, name=name, words=name_words,
        title=tuple(tree.lower[start:first]), office=office, honorific=honorific, country=country if kind == "Person" else code, gender=gender, plural=False, definite=True, former=former,
        acronym=bracketed_acronym(reading, first, end, name_words),
    )


def end_of_person(reading: Reading, first: int, end: int) -> int:
    """Where a person's name ends: not with words in small letters, figures, or (in a headline, "Obama Speech") words that the article uses as nouns."""
    known_given = fold(reading.words[first]) in lexicon().given
    for k in range(first + 1, end):
        word = reading.words[k]
        if word[0].isdigit():
            return k
        if not known_given and word[0].isupper() and word.lower() in reading.common_words and all(w not in lexicon().particles for w in reading.tree.lower[k:end]):
            return k
    while end - first > 1 and reading.words[end - 1].islower() and reading.words[end - 2] != "-":
        end -= 1
    return end


def bears_title(reading: Reading, first: int, end: int, label: str) -> bool:
    """Whether the words after an honorific or office are a person's name: not in "Justice Department", "St. Louis", "General Motors"."""
    know = lexicon()
    rest = reading.tree.lower[first:end]
    if not rest or label in ("GPE", "LOC", "FAC") or any(w in know.organisation_words or w in know.nouns for w in rest):
        return False
    return label == "PERSON" or rest[0] in know.given or rest[-1] in know.generation


def words_of_name(name: str) -> tuple[str, ...]:
    """The words of a name that count in a comparison.

    >>> words_of_name("The Kurdistan Workers' Party"), words_of_name("Jean-Claude Juncker")
    (('kurdistan', 'workers', 'party'), ('jean-claude', 'juncker'))
    """
    stop = lexicon().name_stop
    return tuple(bare for w in fold(name).split() if (bare := w.strip("'.,()\"")) and bare not in stop)


def people_by_name(reading: Reading, start: int, end: int) -> Candidate | None:
    """"Germans", "the Republicans": people named by nation, creed or party. The adjective is no mention of anybody."""
    tree = reading.tree
    last = end - 1
    if tree.tag[last] not in ("NNPS", "NNS") or (end < len(tree.tag) and tree.tag[end] in ("NN", "NNS", "NNP", "NNPS")):
        return None
    name = reading.span_text(start, end)
    return Candidate(
        index=0, start=start, end=end, head=last, sentence=tree.sentence[last], kind=Kind.NAME, type="Group", name=name,
        words=words_of_name(name), country=reading.countries.get(last), gender="x", plural=True, definite=True,
    )


def type_of_name(reading: Reading, first: int, end: int, label: str, titled: bool, words: tuple[str, ...]) -> str:
    """What a name names: a title or a given name makes a person, its last word an organisation, else the recogniser's label."""
    know = lexicon()
    if len(words) > 1 and words[-1] in know.organisation_words and not titled:
        return "Organization"
    if titled:
        return "Person"
    if label in ("ORG", "GPE", "") and 1 < len(words) < 5 and words[0] in know.given and not any(w in know.organisation_words or w in know.nouns for w in words):
        name = reading.span_text(first, end)
        if body_of(name) is None and country_of(name) is None and not (label == "GPE" and on_map(name)):
            return "Person"
    return LABELS.get(label, "")


def person_gender(words: tuple[str, ...], honorific: str, office: str) -> str:
    """Gender told by the form of address, the office, or the given name; "x" when nothing tells it."""
    know = lexicon()
    told = know.honorifics.get(honorific, "x")
    if told == "x":
        told = know.office_gender.get(office, "x")
    if told != "x" or len(words) < 2:  # a single word may be a surname
        return told
    told = next((know.given[w] for w in words[:-1] if w in know.given), "x")
    if told == "x" and "-" in words[0]:
        told = know.given.get(words[0].split("-")[0], "x")
    if told == "x" and len(words) == 2 and len(words[0]) < 5:  # family name first: Xi Jinping
        told = know.given.get(words[1], "x")
    return told


def head_of(tree: Tree, start: int, end: int) -> int:
    """The token whose head lies outside the span; the last token when the parse is torn."""
    for k in range(end - 1, start - 1, -1):
        if not start <= tree.head[k] < end or tree.head[k] == k:
            return k
    return end - 1


def title_at(reading: Reading, i: int, end: int) -> tuple[int, str, str] | None:
    """An honorific or office that begins at token `i` inside a name: (first token after it, honorific, office)."""
    know, lower = lexicon(), reading.tree.lower
    for size in (3, 2, 1):
        if i + size < end:
            words = " ".join(lower[i : i + size])
            if words in know.honorifics:
                return i + size, words, ""
            if words in know.offices:
                return i + size, "", know.offices[words]
    return None


def title_before(reading: Reading, start: int) -> tuple[int, str, str, bool, str | None]:
    """The honorifics, offices and modifiers that lead up to a name: (first token, honorific, office, former?, country).

    "former Belarusian President", "the country's prime minister": an article or a possessor in front belongs to the phrase.
    """
    know, lower, tags = lexicon(), reading.tree.lower, reading.tree.tag
    at, honorific, office, former = start, "", "", False
    while (found := title_ending_at(reading, at)) is not None:
        at, honorific, office = found[0], honorific or found[1], office or found[2]
    if at == start:
        return start, "", "", False, None
    country: str | None = None
    while at > 0 and reading.tree.sentence[at - 1] == reading.tree.sentence[start]:
        word = lower[at - 1]
        if word in know.office_modifiers or word in know.former:
            former = former or word in know.former
        elif at - 1 in reading.countries:
            country = country or reading.countries[at - 1]
        elif not (tags[at - 1] == "POS" and at - 2 in reading.countries):
            break
        at -= 1
    if at > 0 and lower[at - 1] == "the":
        at -= 1
    return at, honorific, office, former, country


def title_ending_at(reading: Reading, end: int) -> tuple[int, str, str] | None:
    """An honorific or office whose last word stands right before token `end`: (its first token, honorific, office)."""
    know, lower, tree = lexicon(), reading.tree.lower, reading.tree
    for size in (4, 3, 2, 1):
        first = end - size
        if first < 0 or tree.sentence[first] != tree.sentence[end]:
            continue
        words = " ".join(lower[first:end])
        if words in know.honorifics and (reading.words[first][0].isupper() or size > 1):
            return first, words, ""
        if words in know.offices and not (size == 1 and tree.tag[first] == "NNS"):
            return first, "", know.offices[words]
    return None


def bracketed_acronym(reading: Reading, start: int, end: int, words: tuple[str, ...]) -> str:
    """The short form in brackets right after a name: "International Monetary Fund (*IMF*)"."""
    all_words = reading.words
    if end + 2 < len(all_words) and all_words[end] == "(" and all_words[end + 2] == ")" and len(words) > 1:
        short = all_words[end + 1]
        if short.isupper() and 2 <= len(short) <= 8:
            return short
    return ""


def read_nouns_and_pronouns(reading: Reading) -> Iterator[Candidate]:
    """Nominals and pronouns, in text order."""
    know, tree = lexicon(), reading.tree
    lower, tags = tree.lower, tree.tag
    last = len(tags) - 1
    for i, tag in enumerate(tags):
        if tag in ("PRP", "PRP$"):
            if lower[i] in know.pronouns and not reading.silent[i] and not (lower[i] == "us" and reading.words[i].isupper()):
                yield read_pronoun(reading, i)
        elif (tag in NOUN or tag in PROPER) and lower[i] in know.nouns and not reading.taken[i] and not reading.silent[i]:
            if i < last and (tags[i + 1] in NOUN or tags[i + 1] in PROPER and not reading.taken[i + 1]) and tree.head[i] == i + 1:
                continue  # *police* officers
            if i < last and lower[i + 1] == "-":
                continue
            yield read_nominal(reading, i)


def read_pronoun(reading: Reading, i: int) -> Candidate:
    """The candidate of a personal or possessive pronoun."""
    word = reading.tree.lower[i]
    person, number, gender, possessive = lexicon().pronouns[word]
    owned = possessive or reading.tree.tag[i] == "PRP$"
    kind = "Person" if gender in "mf" or (person == 1 and number == "s") else ""
    return Candidate(
        index=0, start=i, end=i + 1, head=i, sentence=reading.tree.sentence[i], kind=Kind.PRONOUN, type=kind, name=reading.words[i], noun=word,
        gender=gender, plural=number == "p", person=person, possessive=owned, definite=True,
    )


def read_nominal(reading: Reading, i: int) -> Candidate:
    """The candidate of a noun phrase headed by a noun of the lexicon."""
    know, tree = lexicon(), reading.tree
    lower, tags = tree.lower, tree.tag
    kind, noun, flavour, plural = know.nouns[lower[i]]
    start = phrase_start(tree, i)
    end, country = of_country(reading, i)
    if country is None:
        country = next((reading.countries[k] for k in range(start, i) if k in reading.countries), None)
    first = lower[start]
    definite = first in DEFINITE or any(tags[k] in POSSESSIVE_TAGS for k in range(start, i)) or (country is not None and not plural and first not in INDEFINITE)
    office = office_of_nominal(reading, start, i)
    gender = flavour if kind == "Person" and flavour in "mf" else "x" if kind in ("Person", "Group") else "n"
    words = tuple(fold(lower[k]) for k in range(start, i) if tags[k] in ("JJ", "NN", "NNP", "NNS", "NNPS", "VBN", "CD", "JJS", "JJR") and k not in reading.countries)
    return Candidate(
        index=0, start=start, end=end, head=i, sentence=tree.sentence[i], kind=Kind.NOMINAL, type=kind, name=" ".join(reading.words[start : i + 1]), words=words,
        noun=noun, office=office, country=country, gender=gender, plural=plural, definite=definite and first not in INDEFINITE,
        former=any(w in know.former for w in words), owned="PRP$" in tags[start:i],
    )


def phrase_start(tree: Tree, i: int) -> int:
    """The first token of the noun phrase headed at `i`, going left over its own modifiers."""
    start = i
    while start > 0 and tree.tag[start - 1] in MODIFIER_TAGS and tree.sentence[start - 1] == tree.sentence[i]:
        k, steps = start - 1, 0
        while k != i and tree.head[k] != k and steps < 4:
            k, steps = tree.head[k], steps + 1
        if k != i:
            break
        start -= 1
    return start


def of_country(reading: Reading, i: int) -> tuple[int, str | None]:
    """"the president of *Ghana*": the end of the phrase and the country."""
    tree = reading.tree
    k = i + 1
    if k < len(tree.lower) and tree.lower[k] in ("of", "for", "from", "in"):
        k += 1
        while k < len(tree.lower) and tree.lower[k] == "the":
            k += 1
        if k in reading.countries and tree.tag[k] in PROPER:
            code = reading.countries[k]
            while k < len(tree.lower) and reading.countries.get(k) == code and tree.tag[k] in PROPER:
                k += 1
            return k, code
    return i + 1, None


def office_of_nominal(reading: Reading, start: int, i: int) -> str:
    """The office that a noun phrase names: "the Polish *prime minister*", "the *secretary of state*"; "" for none."""
    know, lower = lexicon(), reading.tree.lower
    if lower[i] in know.office_starts:
        for size in (5, 4, 3):
            if (found := know.offices.get(" ".join(lower[i : i + size]))) is not None:
                return found
    for size in (3, 2, 1):
        if i - size + 1 >= start and (found := know.offices.get(" ".join(lower[i - size + 1 : i + 1]))) is not None:
            return found
    return ""


@lru_cache(maxsize=65536)
def country_of(text: str) -> str | None:
    """ISO 3166-1 alpha-3 code of the country of this name, None when it is no country's."""
    found = gazetteer.country(text)
    return None if found is None else found.alpha3


@lru_cache(maxsize=65536)
def demonym(word: str) -> str | None:
    """The code of the country whose people or things a word names ("Belarusian", "Germans")."""
    found = gazetteer.country_of_demonym(word)
    return None if found is None else found.alpha3


@lru_cache(maxsize=65536)
def body_of(text: str) -> str | None:
    """The usual name of the international body that goes by this name."""
    found = gazetteer.body(text)
    return None if found is None else found.name
