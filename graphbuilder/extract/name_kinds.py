"""What a name means by what stands beside it, whatever the recogniser says: *Crestline, which ...*, *developer Stonemoor*."""

from __future__ import annotations

from graphbuilder.data import word_list
from graphbuilder.extract.candidates import Candidate, Kind
from graphbuilder.extract.chains import Cluster, Web
from graphbuilder.extract.mention_words import body_of, lexicon
from graphbuilder.extract.noun_families import bodies_of, families, is_called
from graphbuilder.extract.tree import Tree

CLUB_WORDS = word_list("club_words")
KIN_OF_BODIES = word_list("kin_of_bodies")


def correct_kinds(web: Web) -> None:
    """Retype names that the sentence shows to be a body or a person; every mention of the name with it."""
    for c in web.candidates:
        may_be_body = c.kind is Kind.NOMINAL and c.type == "Person" and not c.plural and c.noun in families().also_people
        if may_be_body and says_it_will(web.tree, c):
            web.retype(c.index, "Organization", c.country)
        elif c.kind is Kind.NOMINAL and c.type == "Organization" and names_a_person(web, c):
            web.retype(c.index, "Person", c.country)
    name_bodies_shortly(web)
    told: dict[tuple[str, ...], str] = {}
    borne = {w for c in web.candidates if c.kind is Kind.NAME and c.type == "Person" and not open_to_doubt(c) for w in c.words}
    called = {c.words for c in web.candidates if c.kind is Kind.NAME and is_no_person_by_title(c) and calling_of_body(web, c)}
    for c in web.candidates:
        kind = kind_told(web, c) if c.kind is Kind.NAME and c.words not in told and open_to_doubt(c) else None
        if kind not in (None, c.type) and not (kind == "Organization" and borne & set(c.words)):  # Clinton, which may be
            told[c.words] = kind
    told |= dict.fromkeys(called, "Organization")
    teams = {words[0] for words, kind in told.items() if kind == "Organization" and len(words) == 1}
    told |= {c.words: "Organization" for c in web.candidates if len(c.words) == 2 and c.words[0] in teams and is_doubtful_person(c)}
    told |= {words[:1]: kind for words, kind in told.items() if kind == "Organization" and len(words) > 1 and words[0] not in borne}
    for c in web.candidates if told else ():
        doubtful = c.words in called or open_to_doubt(c)
        if c.kind is Kind.NAME and (kind := told.get(c.words)) is not None and c.type != kind and doubtful and is_no_person_by_title(c):
            web.retype(c.index, kind, None)


def is_doubtful_person(c: Candidate) -> bool:
    """*Atlas Casablanca*: a name of two words that only the recogniser takes for a person's."""
    return c.kind is Kind.NAME and c.type == "Person" and open_to_doubt(c)


def name_bodies_shortly(web: Web) -> None:
    """*Kessel & Sons was sold. Kessel, founded in 1911, ... Its owner, Lieven Kessel*: the body, until somebody of that name is told of."""
    bodies: set[str] = set()
    people: set[str] = set()
    for c in web.candidates:
        if c.kind is not Kind.NAME or not c.words:
            continue
        if c.type == "Person" and len(c.words) == 1 and c.words[0] in bodies - people and is_no_person_by_title(c):
            web.retype(c.index, "Organization", None)
        elif c.type == "Person":
            people.update(c.words if len(c.words) > 1 or not is_no_person_by_title(c) else ())
        elif c.type == "Organization" and len(c.words) > 1 and c.words[-1] in families().body_of_word and c.words[0] not in lexicon().given:
            bodies.add(c.words[0])


def names_a_person(web: Web, c: Candidate) -> bool:
    """*Her publisher, Ilse Brandt, bought it*: a calling of people and bodies, of which a person's name in apposition is told."""
    if c.plural or c.noun not in families().also_people or web.tree.lower[c.end : c.end + 1] != [","]:
        return False
    name = next((web.candidates[k] for k in web.by_sentence[c.sentence] if web.candidates[k].start == c.end + 1), None)
    closed = name is not None and web.tree.lower[name.end : name.end + 1] in ([","], ["."])
    return closed and name is not None and name.kind is Kind.NAME and name.type == "Person" and name.words[0] in lexicon().given


def is_no_person_by_title(c: Candidate) -> bool:
    """Whether no title says that a name is a person's, and no gazetteer what else it is."""
    whole = c.name[0].isupper() and "]" not in c.name  # "[W]e are"
    return whole and not (c.office or c.honorific or c.type in ("Country", "Group", "Thing")) and body_of(c.name) is None


def open_to_doubt(c: Candidate) -> bool:
    """Whether only the recogniser says what a name is: no title, no given name before a surname, no known body, no country."""
    return is_no_person_by_title(c) and not (len(c.words) > 1 and lexicon().given.get(c.words[0], "x") != "x")


def kind_told(web: Web, c: Candidate) -> str | None:
    """Organization or Person where the words around a name say so, else None."""
    tree = web.tree
    if c.type in ("Person", "?") and (relative_of_things(tree, c) or says_it_will(tree, c)):
        return "Organization"
    if c.type in ("Person", "Place") and len(c.words) < 3 and plays_as_many(tree, c) and c.words[0] not in web.reading.common_words:
        return "Organization"
    if c.type in ("Person", "Place", "Thing", "?") and has_team_mate(web, c):
        return "Organization"
    if c.type in ("Person", "?") and (apposed_to_body(web, c) or owns_as_thing(tree, c) or is_clubs_name(c.words)):
        return "Organization"
    if c.type == "?" and initials_that_act(tree, c):
        return "Organization"
    if c.type in ("Person", "?") and len(c.words) > 1 and c.words[-1] in families().body_of_word:
        return "Organization"  # Kestrel Air
    may_be_person = c.type in ("Organization", "?") and len(c.words) in (2, 3) and not has_body_word(c)
    return "Person" if may_be_person and (relative_of_people(tree, c) or works_at(web, c)) else None


def apposed_to_body(web: Web, c: Candidate) -> bool:
    """*An environmental group, Wild Carpathia, sued*: the name of what has just been called a body."""
    k = web.by_head.get(web.tree.head[c.head]) if web.tree.dep[c.head] == "appos" else None
    noun = web.candidates[k] if k is not None else None
    said = noun is not None and noun.kind is Kind.NOMINAL and noun.type == "Organization" and not noun.plural
    return said and web.tree.lower[c.start - 1] == ","


def owns_as_thing(tree: Tree, c: Candidate) -> bool:
    """*Telnor and its rival*, *its subsidiary Kvant*: nobody of whose things *its* is said is a person, nor what a body has so."""
    of_a_body = c.start > 1 and tree.lower[c.start - 2] == "its" and tree.lower[c.start - 1] in KIN_OF_BODIES
    return of_a_body or tree.lower[c.end : c.end + 2] == ["and", "its"]


def is_club(cluster: Cluster) -> bool:
    """*Deportivo Quilmes*, *Everton FC*: a name with a word that only clubs have, or what is called a club or a team."""
    return any(is_clubs_name(name) for name in cluster.names) or is_called("club", bodies_of(cluster.nouns, cluster.names))


def is_clubs_name(words: tuple[str, ...]) -> bool:
    """Whether a word that only clubs have stands before the name of a town.

    >>> is_clubs_name(("deportivo", "quilmes")), is_clubs_name(("quilmes",))
    (True, False)
    """
    return len(words) > 1 and words[0] in CLUB_WORDS


def initials_that_act(tree: Tree, c: Candidate) -> bool:
    """*The RSPCA thanked him*: capitals that say or do what somebody does."""
    capitals = len(c.name) > 2 and c.name.isupper() and len(c.words) == 1
    acting = lexicon().agentive_verbs | lexicon().addressing_verbs
    return capitals and tree.dep[c.head] == "nsubj" and tree.tokens[tree.head[c.head]].lemma_ in acting


def has_team_mate(web: Web, c: Candidate) -> bool:
    """*Atlas coach Henri Dubois*, *Delta's goalkeeper, Ana Ude*: the team of somebody who is called by what he does in one."""
    tree = web.tree
    k = c.end + (tree.lower[c.end : c.end + 1] in (["'s"], ["’s"]))
    if tree.tag[k : k + 1] != ["NN"] or tree.lower[k] not in TEAM_MATES or len(c.words) > 2:
        return False
    at = k + 1 + (tree.lower[k + 1 : k + 2] == [","])
    names = (one for n in web.by_sentence[c.sentence] if (one := web.candidates[n]).kind is Kind.NAME)
    mate = next((one for one in names if one.end > at), None)
    return mate is not None and mate.head >= at and mate.head - at < len(mate.words) and mate.type == "Person"


TEAM_MATES = word_list("team_mates")


def has_body_word(c: Candidate) -> bool:
    """Whether a word of the name says that it is a body: *Workers Party*."""
    know = lexicon()
    return any(w in know.organisation_words or w in know.nouns for w in c.words)


def relative_of_things(tree: Tree, c: Candidate) -> bool:
    """*Crestline, which holds 6 percent*: nobody of whom "which" is said is a person."""
    if tree.lower[c.end : c.end + 2] != [",", "which"]:
        return False
    verb = verb_of(tree, c.end + 1)
    own = tree.dep[verb] == "relcl" and tree.head[verb] == c.head
    return own and tree.tokens[verb].lemma_ in lexicon().agentive_verbs | families().owning


def relative_of_people(tree: Tree, c: Candidate) -> bool:
    """*Thabo Nkosi, who coaches them*: who it is said of is a person."""
    return tree.lower[c.end : c.end + 2] == [",", "who"] and tree.dep[c.head] != "pobj" and tree.head[verb_of(tree, c.end + 1)] == c.head


def works_at(web: Web, c: Candidate) -> bool:
    """*led by Hiroko Tanabe of the University of Kochi*: who is of a body of learning is a person."""
    lower = web.tree.lower
    behind = c.end + 1 + (lower[c.end + 1 : c.end + 2] == ["the"])
    learned = lower[behind : behind + 1] in (["university"], ["institute"], ["college"])
    return learned and lower[c.end : c.end + 1] in (["of"], ["at"], ["from"])


def verb_of(tree: Tree, pronoun: int) -> int:
    """The verb that a relative pronoun hangs on."""
    return tree.head[pronoun]


def calling_of_body(web: Web, c: Candidate) -> bool:
    """*developer Stonemoor*, *the hedge fund Crestline*: what a body is, right before its name."""
    tree = web.tree
    k = c.start - 1
    apposed = tree.dep[c.head] == "appos" and tree.head[c.head] == k  # the Danish toymaker Brikka
    if k < 0 or tree.sentence[k] != c.sentence or not (apposed or tree.dep[k] in ("compound", "nmod", "amod")):
        return False
    begins = k == 0 or tree.sentence[k - 1] != c.sentence  # "Developer" with a capital
    if (tree.tag[k] != "NN" or web.reading.words[k][0].isupper()) and not (begins and tree.tag[k] in ("NN", "NNP")):
        return False
    known = lexicon().nouns.get(tree.lower[k])
    person = tree.lower[k] in families().also_people and c.words[0] in lexicon().given and c.words[-1] not in families().body_of_word
    return known is not None and known[0] == "Organization" and not known[3] and (apposed or tree.head[k] == c.head) and not person


def says_it_will(tree: Tree, c: Candidate) -> bool:
    """*Havbruk Nord said it would sell its unit*: who speaks of itself as "it" is no person."""
    verb = tree.head[c.head]
    if tree.dep[c.head] != "nsubj" or tree.tokens[verb].lemma_ not in lexicon().speech_verbs:
        return False
    for said in tree.childs(verb, "ccomp"):
        subject = tree.child(said, "nsubj")
        acts = tree.tokens[said].lemma_ in lexicon().agentive_verbs
        acts = acts or (tree.child(said, "dobj") is not None and "MD" in tags_of(tree, said))
        if subject is not None and tree.lower[subject] == "it" and verb < subject and acts:
            return True
    return False


def tags_of(tree: Tree, verb: int) -> list[str]:
    """The tags of a verb's auxiliaries."""
    return [tree.tag[k] for k in tree.childs(verb, "aux")]


def plays_as_many(tree: Tree, c: Candidate) -> bool:
    """*Valencia have signed a striker*: a club that is spoken of as its people; not *Mary and Ann have*."""
    if tree.dep[c.head] not in ("nsubj", "nsubjpass") or tree.child(c.head, "conj") is not None or tree.tag[c.head] != "NNP":
        return False
    verb = tree.head[c.head]
    first = next((k for k in tree.children[verb] if tree.dep[k] in ("aux", "auxpass")), verb)
    return c.head < first and tree.lower[first] in ("have", "are", "were") and asks_nothing(tree, verb)


def asks_nothing(tree: Tree, verb: int) -> bool:
    """Whether a verb is no demand or wish: *demanded that Kemp be ...*, *if Lund were ...*."""
    return tree.child(verb, "mark") is None and "?" not in (tree.lower[k] for k in tree.children[verb])
