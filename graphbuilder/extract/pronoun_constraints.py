"""What grammar and the sense of a verb say against a pronoun's antecedent, or for it, beside agreement and salience."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphbuilder.data import word_list
from graphbuilder.extract.candidates import Candidate, Kind
from graphbuilder.extract.chains import Web
from graphbuilder.extract.clauses import Clause, ClauseKind, Slot
from graphbuilder.extract.mention_words import lexicon
from graphbuilder.extract.tree import Tree

Own = Mapping[int, Sequence[Clause]]
"""Token -> the clauses in which it is an argument of its own."""

EXPLAINED = 100.0  # salience of whom the clause explains: arrested two brothers; they had robbed a bank

SPOKEN_FOR = 90.0  # salience of whom a spokesman speaks for, in what he says

PARTS_OF_CRAFT = word_list("parts_of_craft")

COUNTED = 80.0  # salience of those who have been counted, where some of them are taken out

SPEAKING = 60.0  # salience of who has spoken for who speaks now


def gender_is_told(name: Candidate) -> bool:
    """Whether a form of address or an office tells a gender: *Ryan Adler, the first woman to ...* has it from a given name only."""
    know = lexicon()
    return know.honorifics.get(name.honorific, "x") != "x" or name.office in know.office_gender


def beside_itself(web: Web, own: Own, c: Candidate, k: int) -> bool:
    """*Karl Lund says he begged him*: "him" is not whom "he" means, whatever else in the article means the same."""
    mine = own.get(c.head, ())
    if not mine or c.possessive:
        return False
    cluster = web.cluster[k]
    return any(
        web.cluster[j] is cluster and j != c.index and any(a is b for a in mine for b in own.get(web.candidates[j].head, ()))
        for j in web.by_sentence.get(c.sentence, ())
    )


def in_its_own_words(tree: Tree, own: Own, c: Candidate, other: Candidate) -> bool:
    """*A president must listen, she told them*: who speaks is nobody that a noun of the speech brings in."""
    if other.kind is not Kind.NOMINAL or other.owned or other.head > c.head or other.sentence != c.sentence:
        return False  # "Her husband knew nothing of it, he said" is told by the husband
    told = (clause for clause in own.get(c.head, ()) if clause.verb is not None and clause.lemma in lexicon().speech_verbs)
    verbs = {clause.verb.i for clause in told if any(a.head.i == c.head for a in clause.fillers(Slot.SUBJECT))}
    i = other.head
    for _ in range(30):
        above = tree.head[i]
        if above in verbs:
            return tree.dep[i] in ("ccomp", "advcl", "parataxis")
        if above == i:
            return False
        i = above
    return False


def inside_the_subject(tree: Tree, c: Candidate, other: Candidate) -> bool:
    """*The senator from Ohio shrugged it off*, *Visser, who grew up in Delft, sold it*: no place that says which subject is meant."""
    verb = tree.head[c.head]
    if c.noun != "it" or tree.dep[c.head] != "dobj" or other.type not in ("Place", "Country") or other.sentence != c.sentence:
        return False
    subject = tree.child(verb, "nsubj", "nsubjpass")
    return subject is not None and subject != other.head and below(tree, other.head, subject)


def puts_forward(web: Web, own: Own, c: Candidate, other: Candidate) -> bool:
    """*Amnesty accused Mali of torture. Its report ...*: who has accused or asked somebody has a report or a demand."""
    know, owned = lexicon(), web.tree.head[c.head]
    if c.sentence - other.sentence != 1 or web.tree.tokens[owned].lemma_ not in know.put_forward or web.tree.dep[owned] != "nsubj":
        return False
    return any(
        clause.lemma in know.addressing_verbs and not clause.passive and any(a.head.i == other.head for a in clause.fillers(Slot.SUBJECT))
        for clause in own.get(other.head, ())
    )


def subject_of_speech(own: Own, c: Candidate) -> bool:
    """Whether a mention is the subject of a verb of speech."""
    verbs = lexicon().speech_verbs
    return any(
        clause.lemma in verbs and not clause.passive and any(a.head.i == c.head and not a.shared for a in clause.fillers(Slot.SUBJECT))
        for clause in own.get(c.head, ())
    )


def speaks_for_another(web: Web, c: Candidate, other: Candidate) -> bool:
    """*A spokesman for the mayor said he was ill*: in what a representative says, the pronoun is the one represented, if that agrees."""
    if other.kind is not Kind.NOMINAL or other.noun not in lexicon().representatives or web.cluster[other.index].names:
        return False
    tree = web.tree
    verb = tree.head[other.head]
    if tree.dep[other.head] != "nsubj" or tree.head[c.head] == verb or not below(tree, c.head, verb) or c.head < verb:
        return False
    for d in tree.children[other.head]:
        owner = d if tree.dep[d] == "poss" else tree.child(d, "pobj") if tree.lower[d] in ("for", "of") else None
        found = web.by_head.get(owner) if owner is not None else None
        if found is not None and web.cluster[found].type == "Person":
            return web.cluster[found].gender in (c.gender, "x")
    return False


def below(tree: Tree, i: int, verb: int) -> bool:
    """Whether token `i` stands in the subtree of a verb."""
    for _ in range(40):
        if i == verb:
            return True
        if tree.head[i] == i:
            return False
        i = tree.head[i]
    return False


def is_a_type(tree: Tree, other: Candidate) -> bool:
    """*cannot be left to a John Smith*, *ran for mayor*: one of a kind, and nobody to go on about."""
    bare = other.kind is Kind.NOMINAL and other.type == "Person" and other.start == other.head and not other.plural
    if bare and tree.dep[other.head] == "pobj" and tree.lower[tree.head[other.head]] in ("for", "as") and tree.tag[other.head] == "NN":
        return True
    return other.kind is Kind.NAME and other.type == "Person" and other.start > 0 and tree.lower[other.start - 1] in ("a", "an")


def explained(web: Web, own: Own, c: Candidate, other: Candidate) -> float:
    """*Police arrested two brothers. They had robbed a jeweller*; *Divers found two boys. They were taken to a clinic*: the one acted upon.

    The pluperfect says why it was done to him, a passive what was done next.
    """
    if c.sentence - other.sentence > 1 or not dealt_with(own, other):
        return 0.0
    return EXPLAINED if pluperfect(own, c) or acted_upon(own, c) else 0.0


def dealt_with(own: Own, other: Candidate) -> bool:
    """*Police arrested two brothers*: whether somebody has judged or removed those meant."""
    know = lexicon()
    return any(
        ((verb := clause.lemma.split()[0]) in know.judging_verbs or verb in know.removing_verbs)
        and any(a.head.i == other.head for a in clause.fillers(Slot.OBJECT))
        for clause in own.get(other.head, ())
    )


def acted_upon(own: Own, c: Candidate) -> bool:
    """Whether the pronoun is the subject of a passive."""
    return any(clause.passive and any(a.head.i == c.head for a in clause.fillers(Slot.OBJECT)) for clause in own.get(c.head, ()))


def pluperfect(own: Own, c: Candidate) -> bool:
    """Whether the pronoun is the subject of *had* and a participle."""
    return any(
        any(a.lower_ in ("had", "'d", "’d") for a in clause.auxiliaries) and any(a.head.i == c.head for a in clause.fillers(Slot.SUBJECT))
        for clause in own.get(c.head, ())
    )


def spoken_for(tree: Tree, c: Candidate, other: Candidate) -> float:
    """*A spokesman for Bosch said it was pleased*: in what a representative says, the one represented."""
    if tree.dep[other.head] not in ("poss", "pobj"):
        return 0.0
    link = tree.head[other.head]
    noun = link if tree.dep[other.head] == "poss" else tree.head[link] if tree.lower[link] in ("for", "of") else None
    if noun is None or tree.dep[noun] != "nsubj" or tree.lemma[noun] not in lexicon().representatives:
        return 0.0
    verb = tree.head[noun]
    return SPOKEN_FOR if c.head > verb and below(tree, c.head, verb) else 0.0


def reckoned_among(tree: Tree, c: Candidate, other: Candidate) -> float:
    """*Rescuers found six miners. Four of them were unhurt*: some of those who have been counted."""
    of = c.head - 1
    if tree.dep[c.head] != "pobj" or tree.lower[of] != "of" or tree.lower[tree.head[of]] not in lexicon().reckoned:
        return 0.0
    return COUNTED if tree.child(other.head, "nummod") is not None else 0.0


def is_where(web: Web, own: Own, c: Candidate, k: int, role: str) -> bool:
    """*Films include Tanna, set in the South Pacific. It won a prize*: a place that only tells where something is does nothing."""
    if role not in ("prep", "") or len(web.cluster[k].members) > 1:
        return False
    if c.possessive:
        of_craft = web.tree.lemma[web.tree.head[c.head]] in PARTS_OF_CRAFT
        return of_craft or (role == "" and tells_where_a_thing_is(web, web.candidates[k].head))
    return any(
        clause.kind is not ClauseKind.COPULA and not clause.passive and any(a.head.i == c.head for a in clause.fillers(Slot.SUBJECT))
        for clause in own.get(c.head, ())
    )


def tells_where_a_thing_is(web: Web, place: int) -> bool:
    """*the tenants of a tower block in Leeds ... its walls*: where the last of several things is that stand one behind the other."""
    tree = web.tree
    noun = tree.head[tree.head[place]]
    return tree.dep[place] == "pobj" and tree.dep[noun] == "pobj" and tree.tag[noun] == "NN" and noun not in web.by_head


def is_called_otherwise(own: Own, c: Candidate, kind: str) -> bool:
    """*It is a movement*: no country is one; *it is an island*: no organisation is one."""
    know = lexicon()
    for clause in own.get(c.head, ()):
        noun = clause.head.lemma_.lower()
        if clause.kind is ClauseKind.COPULA and noun in know.nouns and noun not in know.entity_complements and c.noun == "it":
            on_map = know.nouns[noun][0] in ("Country", "Place")
            return on_map is not (kind in ("Country", "Place")) and kind in ("Country", "Organization")
    return False


def is_called_a_matter(tree: Tree, own: Own, c: Candidate) -> bool:
    """*It is a scandal*, *cannot test for it*: what has been said or done, or a thing, and no body or state."""
    know = lexicon()
    link = tree.head[c.head]
    return (tree.dep[c.head] == "pobj" and tree.lower[link] in know.thing_prepositions) or any(
        clause.kind is ClauseKind.COPULA
        and (clause.head.lemma_.lower() in know.matter_nouns or is_a_thing(tree, clause) or says_no_more(tree, clause))
        and any(a.head.i == c.head for a in clause.fillers(Slot.SUBJECT))
        for clause in own.get(c.head, ())
    ) or any(
        clause.lemma in ("become", "remain")
        and any(a.head.i == c.head for a in clause.fillers(Slot.SUBJECT))
        and any(a.head.lemma_.lower() in know.matter_nouns for a in clause.fillers(Slot.COMPLEMENT))
        for clause in own.get(c.head, ())
    )


def does_as_things_do(own: Own, c: Candidate) -> bool:
    """*It crashed near Oslo*, *it was painted in 1912*: what no body and no state does or undergoes."""
    know = lexicon()
    return any(
        clause.lemma.split()[0] in (know.undergone_by_things if clause.passive else know.thing_verbs)
        for clause in own.get(c.head, ())
        if any(a.head.i == c.head and a.surface in ("subject", "passive subject") for a in clause.arguments)
    )


def is_made(web: Web, own: Own, c: Candidate, other: Candidate) -> bool:
    """*Owners can return the mowers. The firm makes them in Vejle*: people are not made, sold or shipped."""
    know = lexicon()
    if c.noun != "them" or all(know.nouns.get(noun, ("",))[0] != "Person" for noun in web.cluster[other.index].nouns):
        return False
    made = (clause for clause in own.get(c.head, ()) if clause.lemma in know.made_by_people)
    plain = (clause for clause in made if not any(a.slot in (Slot.CLAUSE, Slot.INFINITIVE, Slot.COMPLEMENT) for a in clause.arguments))
    return any(any(a.head.i == c.head for a in clause.fillers(Slot.OBJECT)) for clause in plain)


def has_come_under(clause: Clause) -> bool:
    """*It has come under pressure*: somebody has, no matter."""
    return any(a.prep == "under" for a in clause.arguments)


def is_a_thing(tree: Tree, clause: Clause) -> bool:
    """*It is her first title*: a noun that no state and no body is."""
    know, noun = lexicon(), clause.head.lemma_.lower()
    return tree.tag[clause.head.i] in ("NN", "NNS") and noun not in know.nouns and noun not in know.entity_complements


def says_no_more(tree: Tree, clause: Clause) -> bool:
    """*Lima says it is not*: what has been said is so or is not so."""
    after = clause.head.i + 1 + (tree.lower[clause.head.i + 1 : clause.head.i + 2] in (["not"], ["n't"], ["n’t"]))
    return clause.head == clause.verb and tree.lower[after : after + 1] in (["."], [","], [";"], ["!"], ["?"], [])


def spoken_of_as_many(web: Web, other: Candidate) -> bool:
    """*Everton have sold their captain. They lost*: a body that a pronoun has taken up as its people before."""
    return any(web.candidates[m].kind is Kind.PRONOUN and web.candidates[m].plural for m in web.cluster[other.index].members)


def means_many(web: Web, other: Candidate, plural: bool | None, kind: str) -> bool:
    """Whether "they" can mean it: several people, or a body that takes the plural ("the team")."""
    return (
        plural is True
        or kind == "Group"
        or (other.kind is Kind.NOMINAL and other.noun in PLURAL_BODIES)
        or (other.kind is Kind.NAME and other.words[-1] in FIGHTERS)  # the Taliban
        or (kind == "Organization" and web.tree.tag[other.head] == "NNPS")  # the Rapid Support Forces
        or (kind == "Organization" and (takes_plural_verb(web.tree, other.head) or spoken_of_as_many(web, other)))
    )


PLURAL_BODIES = word_list("bodies_meant_as_many")
FIGHTERS = word_list("fighters_by_name")


def takes_plural_verb(tree: Tree, head: int) -> bool:
    """*The Taliban have closed schools*: a body that is spoken of as its people."""
    if tree.dep[head] not in ("nsubj", "nsubjpass"):
        return False
    verb = tree.head[head]
    first = next((k for k in tree.children[verb] if tree.dep[k] in ("aux", "auxpass")), verb)
    return tree.lower[first] in ("have", "are", "were", "do") or (first == verb and tree.tag[verb] == "VBP")


def acts_as_body(web: Web, own: Own, k: int) -> bool:
    """*Nolten wants a bridge. It asked the state for money*, *would sue Nolten if it refused*: a place that decides or is dealt with."""
    know, i = lexicon(), web.candidates[k].head
    if web.cluster[k].type != "Place":
        return False
    verbs = {Slot.SUBJECT: know.agentive_verbs, Slot.OBJECT: know.dealing_verbs}
    return any(a.head.i == i and clause.lemma in verbs.get(a.slot, ()) for clause in own.get(i, ()) for a in clause.arguments)


def adverbial_above(clause: Clause) -> Clause | None:
    """*Asked whether he would run, Mark Lund smiled*: the adverbial clause that a clause is, or is part of."""
    for _ in range(3):
        if clause.link == "adverbial":
            return clause if clause.parent is not None else None
        if clause.parent is None:
            return None
        clause = clause.parent
    return None


def brought_in_beside(tree: Tree, other: Candidate, mentions: int) -> bool:
    """*an actress who plays a smuggler's wife*: whom a clause brings in that only says more of another is nobody to go on about."""
    if other.kind is not Kind.NOMINAL or other.definite or other.plural or mentions > 1:
        return False
    i = other.head
    for _ in range(5):
        if tree.head[i] == i:
            return False
        i = tree.head[i]
        if tree.pos[i] in ("VERB", "AUX"):
            return tree.dep[i] == "relcl" and tree.child(i, "nsubj", "nsubjpass") != other.head
    return False


def subject_of_verb_above(tree: Tree, i: int) -> int | None:
    """*She should try it herself*, *spent the evening talking about himself*: the subject of the verb that the reflexive hangs on."""
    for _ in range(5):
        if tree.pos[i] in ("VERB", "AUX") and (subject := tree.child(i, "nsubj", "nsubjpass")) is not None:
            return subject
        i = tree.head[i]
    return None


def subject_above(tree: Tree, c: Candidate) -> int | None:
    """*Flynn said Trump was right when he spoke*: the subject of the clause that the pronoun's own clause says more of."""
    verb = tree.head[c.head]
    if tree.dep[c.head] not in ("nsubj", "nsubjpass") or c.possessive:
        return None
    if tree.dep[verb] == "relcl" and tree.dep[tree.head[verb]] == "oprd":
        verb = tree.head[verb]  # Rao called him the bravest man he had met
    elif tree.dep[verb] != "advcl":
        return None
    return tree.child(tree.head[verb], "nsubj", "nsubjpass")


def subject_goes_on(web: Web, c: Candidate) -> int | None:
    """*He sold the farm to his uncle, and he kept the barn*: the same pronoun, the subject of the clause before, means the same."""
    tree, verb = web.tree, web.tree.head[c.head]
    if tree.dep[c.head] not in ("nsubj", "nsubjpass") or tree.dep[verb] != "conj" or c.possessive or c.gender not in ("m", "f"):
        return None
    before = tree.child(tree.head[verb], "nsubj", "nsubjpass")
    found = web.by_head.get(before) if before is not None and before < c.head else None
    return found if found is not None and web.candidates[found].kind is Kind.PRONOUN and web.candidates[found].noun == c.noun else None
