"""Proper names of an article: the recogniser's, and capitalised sequences that it missed; their type, title and country."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graphbuilder.data import word_list
from graphbuilder.extract.acronyms import acronyms_in_brackets, bracketed_acronym
from graphbuilder.extract.candidates import NOUN, PROPER, Candidate, Kind, Reading
from graphbuilder.extract.mention_words import (
    body_of,
    country_of,
    lexicon,
    on_map,
    person_gender,
    words_of_name,
)
from graphbuilder.extract.titles import TITLE_WORDS, bears_title, title_at, title_before
from graphbuilder.extract.tree import Tree
from graphbuilder.gazetteer import fold
from graphbuilder.gazetteer.leaders import country_of_leader

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
KINDS_BEFORE_NAMES = word_list("kinds_before_names")
NAMES_OF_HONOURS = word_list("names_of_honours")


def recognised_names(reading: Reading) -> Iterator[tuple[int, int, str]]:
    """The named entities of the document that can be somebody or something, cut at articles and possessive endings."""
    for first, end, label in reading.tree.names:
        start, stop = trimmed(reading, first, end) if label in LABELS else (first, end)
        named = label in LABELS and start < stop and not reading.silent[start]
        if named or label not in LABELS:
            for k in range(start, min(stop, end)):
                reading.taken[k] = True
        if named:
            yield start, (end if ends_in_possessive(reading, stop, end, label) else stop), label


def ends_in_possessive(reading: Reading, stop: int, end: int, label: str) -> bool:
    """*Moody's*: annotation leaves the possessive ending only to a body that bears it."""
    return label == "ORG" and stop == end - 1 and reading.tree.tag[stop] == "POS"


def trimmed(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """A name without the article before it and without the possessive ending or punctuation after it."""
    words, tags = reading.words, reading.tree.tag
    while start < end and (reading.tree.lower[start] in ("the", "a", "an") or not words[start][0].isalnum()):
        start += 1
    n = len(words)
    if end < n and words[end - 1] == "-" and reading.offsets[end - 1] + 1 == reading.offsets[end]:
        end += 1  # Ban Ki-|moon
    elif (
        end + 1 < n
        and words[end] == "-"
        and reading.end_offset(end) == reading.offsets[end] == reading.offsets[end + 1] - 1
        and tags[end - 1] in PROPER
        and (tags[end + 1] in PROPER or (words[end + 1].islower() and fold(words[start]) in lexicon().family_names))
    ):  # Seo Min|-jae
        end += 2
    while end > start and (
        tags[end - 1] in ("POS", "IN")  # Hiroko Tanabe of | the University
        or (not words[end - 1][-1].isalnum() and words[end - 1] not in KEPT_ENDINGS and words[end - 1][-1] != ".")
    ):
        end -= 1
    return start, end


KEPT_ENDINGS = frozenset({"!", ")"})


def missed_names(doc: Doc, reading: Reading) -> Iterator[tuple[int, int, str]]:
    """Capitalised sequences that the recogniser missed; label "" when the words alone must tell what they name.

    "the opposition's *Coordination Council*"; a single surname at the start of a sentence, also one that the tagger takes for a noun
    ("Anders Krog resigned. *Krog* denies it").
    """
    tags, taken, words, tree = reading.tree.tag, reading.taken, reading.words, reading.tree
    i, n = 0, len(tags)
    known = acronyms_in_brackets(words)
    given = lexicon().given
    longer = [(start, end, label) for start, end, label in tree.names if end - start > 1]
    known |= {words[end - 1] for start, end, label in longer if label == "PERSON" or (label == "ORG" and fold(words[start]) in given)}
    bodies = {words[k] for start, end, label in longer if label in ("ORG", "PERSON") for k in (start, end - 1)}
    while i < n:
        called = tags[i] in PROPER or (tags[i] in NOUN and (words[i] in known or is_given_name(reading, i))) or (
            words[i] in bodies and is_short_for_body(reading, i)
        )
        if not called or taken[i] or reading.silent[i] or not words[i][0].isupper():
            i += 1
            continue
        end = i + 1
        while (
            end < n
            and not taken[end]
            and tree.sentence[end] == tree.sentence[i]
            and (
                (tags[end] in PROPER and words[end][0].isupper())
                or (words[end] in ("of", "for", "-") and end + 1 < n and tags[end + 1] in PROPER and not taken[end + 1])
            )
        ):
            end += 1
        start, stop = trimmed(reading, i, end)
        if start < stop:
            if stop - start > 1 and fold(words[start]) in lexicon().given:
                known.add(words[stop - 1])
            yield start, stop, ""
        i = end


def is_short_for_body(reading: Reading, i: int) -> bool:
    """*Atletico Lobos won. Lobos are second*, *Varnes Nord ... Varnes shares*: a word of a longer name that the tagger takes for no name.

    It stands for a body where it takes a plural verb without an article, or stands before what only companies have.
    """
    tree, word = reading.tree, reading.tree.lower[i]
    first = i == 0 or tree.sentence[i - 1] != tree.sentence[i]
    if not first or word in reading.common_words or word in lexicon().nouns or word in lexicon().organisation_words:
        return False
    if tree.lower[i + 1 : i + 2] and tree.lower[i + 1] in lexicon().after_company:
        return tree.head[i] == i + 1 and tree.tag[i + 1] in NOUN
    return tree.tag[i] in NOUN and tree.head[i] == i + 1 and tree.lower[i + 1] in PLURAL_VERBS


PLURAL_VERBS = frozenset({"are", "were", "have"})


def is_given_name(reading: Reading, i: int) -> bool:
    """*Rosalind Pike met the dean*: a given name that the tagger takes for a noun, before a name."""
    tags, words, n = reading.tree.tag, reading.words, len(reading.words)
    before_name = i + 1 < n and tags[i + 1] in PROPER and words[i + 1][0].isupper() and not reading.taken[i + 1]
    return before_name and words[i][0].isupper() and fold(words[i]) in lexicon().given and reading.tree.head[i] == i + 1


def read_name(reading: Reading, start: int, end: int, label: str) -> Candidate | None:
    """The candidate of a name: honorifics and offices cut off and kept, its type and country told."""
    know, tree = lexicon(), reading.tree
    if label == "NORP":
        return people_by_name(reading, start, end)
    called = label in ("", "ORG") and begins_with_calling(reading, start, end)
    start += called
    first, honorific, office = start, "", ""
    while (
        first + 1 < end
        and (cut := title_at(reading, first, end)) is not None
        and bears_title(reading, cut[0], end, label)
    ):
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
    titles_only = (
        label == ""
        and not office
        and all(
            w in know.nouns or w in know.offices or w in know.honorifics or w in TITLE_WORDS
            for w in tree.lower[first:end]
        )
    )
    if (
        not name_words
        or titles_only
        or tree.lower[first:end] in POST_NOMINALS
        or (
            len(name_words) == 1
            and (name_words[0] in know.nouns or name_words[0] in know.offices)
            and not office
            and know.honorifics.get(honorific, "x") == "x"
            and body_of(name) is None
            and not is_surname_here(reading, first)
        )
    ):
        for k in range(start, end):
            reading.taken[k] = False
        return None
    kind = type_of_name(reading, first, end, label, bool(honorific or office or called), name_words)
    code = reading.countries.get(first) if kind != "Person" else None
    if kind in ("Place", "Organization", "") and code and country_of(reading.span_text(first, end)) == code:
        kind = "Country"
    elif kind == "Organization" and code is None:
        code = owner_of_body(reading, first, end)
    if kind == "" and not office:
        kind = "?"
    if kind != "Person" and (office or honorific) and kind != "?":
        start, office, honorific = first, "", ""
    for k in range(start, end):
        reading.taken[k] = True
    gender = person_gender(name_words, honorific, office) if kind == "Person" else "x" if kind == "?" else "n"
    return Candidate(
        index=0,
        start=start,
        end=end,
        head=head_of(tree, first, end),
        sentence=tree.sentence[first],
        kind=Kind.NAME,
        type=kind,
        name=name,
        words=name_words,
        title=tuple(tree.lower[start:first]),
        noun=know.ranks.get(honorific, "") if kind == "Person" else "",
        office=office,
        honorific=honorific,
        country=(country or country_of_leader(name, office)) if kind == "Person" else code,
        gender=gender,
        plural=False,
        definite=True,
        former=former,
        acronym=bracketed_acronym(reading, first, end, name_words),
    )


def is_surname_here(reading: Reading, k: int) -> bool:
    """*Tim Cook ... Cook thanked him*: a noun that somebody named in full bears, with a capital and nothing before it."""
    borne = any(end - start > 1 and label == "PERSON" and reading.words[end - 1] == reading.words[k] for start, end, label in reading.names)
    return borne and reading.words[k].istitle() and reading.tree.lower[k - 1 : k] not in (["the"], ["a"], ["an"])


POST_NOMINALS = tuple([word] for word in ("m.d.", "ph.d.", "d.d.s.", "mba", "phd", "esq", "esq.", "jr", "jr.", "sr", "sr.", "st."))
"""What stands behind a name, or before one that was torn off, and names nobody by itself: *Ann Holt, M.D.*"""


def begins_with_calling(reading: Reading, start: int, end: int) -> bool:
    """*Surgeon Emeka Udo* separated the twins: what somebody is, with a capital because the sentence begins."""
    know, tree = lexicon(), reading.tree
    if end - start not in (3, 4) or (start and tree.sentence[start - 1] == tree.sentence[start]):
        return False
    known = know.nouns.get(tree.lower[start])
    rest = tree.lower[start + 1 : end]
    return (
        known is not None
        and known[0] == "Person"
        and tree.lower[start] not in know.offices
        and tree.lower[start] not in know.given
        and not any(w in know.organisation_words or w in know.nouns or w in know.name_stop for w in rest)
    )


def owner_of_body(reading: Reading, first: int, end: int) -> str | None:
    """The country that a body's name is told by: "*Chile's* Supreme Court", "the National Assembly *of Kuwait*"; None without one."""
    lower, tree = reading.tree.lower, reading.tree
    if first > 1 and tree.tag[first - 1] == "POS" and tree.head[first - 2] in range(first, end):
        return reading.countries.get(first - 2)
    if lower[end : end + 1] == ["of"]:
        return reading.countries.get(end + 1 + (lower[end + 1 : end + 2] == ["the"]))
    return None


def end_of_person(reading: Reading, first: int, end: int) -> int:
    """Where a person's name ends: not with words in small letters or figures, nor, in a headline, with nouns ("Obama Speech")."""
    known_given = fold(reading.words[first]) in lexicon().given
    for k in range(first + 1, end):
        word = reading.words[k]
        if word[0].isdigit():
            return k
        if (
            not known_given
            and word[0].isupper()
            and word.lower() in reading.common_words
            and all(w not in lexicon().particles for w in reading.tree.lower[k:end])
        ):
            return k
    while end - first > 1 and reading.words[end - 1].islower() and reading.words[end - 2] != "-":
        end -= 1
    return end


def people_by_name(reading: Reading, start: int, end: int) -> Candidate | None:
    """ "Germans", "the Republicans": people named by nation, creed or party. The adjective is no mention of anybody."""
    tree = reading.tree
    last = end - 1
    party = tree.tag[last] == "NNP" and tree.lower[last].endswith("s") and tree.lower[start - 1] == "the" and last not in reading.countries
    if not (party or tree.tag[last] in ("NNPS", "NNS")) or (end < len(tree.tag) and tree.tag[end] in ("NN", "NNS", "NNP", "NNPS")):
        return None
    name = reading.span_text(start, end)
    return Candidate(
        index=0,
        start=start,
        end=end,
        head=last,
        sentence=tree.sentence[last],
        kind=Kind.NAME,
        type="Group",
        name=name,
        words=words_of_name(name),
        country=reading.countries.get(last),
        gender="x",
        plural=True,
        definite=True,
    )


def type_of_name(reading: Reading, first: int, end: int, label: str, titled: bool, words: tuple[str, ...]) -> str:
    """What a name names: a title or a given name makes a person, its last word an organisation, else the recogniser's label."""
    know = lexicon()
    if len(words) > 1 and not titled and (words[0] in KINDS_BEFORE_NAMES or words[-1] in NAMES_OF_HONOURS):
        return "Thing"  # Cyclone Idai, the Booker Prize
    if len(words) > 1 and words[-1] in know.organisation_words and not titled:
        return "Organization"
    if titled:
        return "Person"
    if label in ("PERSON", "ORG") and stands_as_company(reading, end, words):
        return "Organization"
    if (
        label in ("ORG", "GPE", "")
        and 1 < len(words) < 5
        and know.given.get(words[0], "x") != "x"
        and not any(w in know.organisation_words or w in know.nouns for w in words)
    ):
        name = reading.span_text(first, end)
        if body_of(name) is None and country_of(name) is None and not (label == "GPE" and on_map(name)):
            return "Person"
    return LABELS.get(label, "")


def stands_as_company(reading: Reading, end: int, words: tuple[str, ...]) -> bool:
    """ "*Rowan Hale* shares fell": a word follows that only companies have."""
    lower = reading.tree.lower
    return len(words) > 1 and end < len(lower) and lower[end] in lexicon().after_company


def head_of(tree: Tree, start: int, end: int) -> int:
    """The token whose head lies outside the span; the last token when the parse is torn."""
    for k in range(end - 1, start - 1, -1):
        if not start <= tree.head[k] < end or tree.head[k] == k:
            return k
    return end - 1
