"""What the confidence model looks at: the form of a triple, of its clause and of its sentence, by name."""

from __future__ import annotations

import math
from collections.abc import Sequence

from graphbuilder.annotate.closed_classes import QUOTES, SPEECH
from graphbuilder.extract.draft_triples import DraftTriple
from graphbuilder.extract.slots import Clause, Slot
from graphbuilder.extract.tree import Tree

PRONOUNS = frozenset({"PRP", "DT", "WDT", "WP", "EX"})
ANY_QUOTES = QUOTES | {"`"}
PREPOSITIONS = frozenset({"IN", "TO"})
BRACKETS = frozenset({"-LRB-", "-RRB-"})
BREAKS = frozenset({"-", "--", "–", ";", ":"})
VERBS = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
CLAUSAL = frozenset({Slot.CLAUSE, Slot.INFINITIVE})
Features = dict[str, float]


def features_of_all(tree: Tree, triples: Sequence[DraftTriple]) -> list[Features]:
    """The features of each of a document's triples; absent ones count as 0. Triples of one sentence are compared with each other."""
    groups: dict[int, list[int]] = {}
    for k, triple in enumerate(triples):
        groups.setdefault(triple.clause.sentence, []).append(k)
    out: list[Features] = [{} for _ in triples]
    for number, members in groups.items():
        sentence = of_sentence(tree, number, len(members))
        add_company([triples[k] for k in members], [out[k] for k in members], sentence)
        for k in members:
            triple, features = triples[k], out[k]
            add_length(triple, features)
            add_ends(tree, triple, features)
            add_words(tree, triple, features)
            add_predicate(triple.clause, features)
            add_place(tree, triple, features)
            add_punctuation(tree, triple, features)
    return out


def of_sentence(tree: Tree, number: int, triples: int) -> Features:
    """Length and tangle of the sentence."""
    start, end = tree.sentence_span(number)
    out = {
        "sentence length": math.log(max(end - start, 1)) - 3,
        "sentence triples": math.log(triples),
        "sentence verbs": math.log1p(tree.pos[start:end].count("VERB")),
    }
    if not ANY_QUOTES.isdisjoint(tree.lower[start:end]):
        out["sentence quotes"] = 1.0
    return out


def add_company(triples: Sequence[DraftTriple], out: Sequence[Features], sentence: Features) -> None:
    """What the triples of a sentence share, and how many others have the same clause, subject, or say the same within a longer end."""
    stated = [frozenset((*t.relation, *t.object)) for t in triples]
    ends = [frozenset((*t.object, *(i for a in t.args for i in a))) for t in triples]
    objects = [frozenset(t.object) for t in triples]
    for k, triple in enumerate(triples):
        others = [j for j in range(len(triples)) if j != k]
        same = [j for j in others if triples[j].subject == triple.subject]
        siblings = [j for j in others if triples[j].clause is triple.clause]
        twins = [j for j in siblings if triples[j].subject == triple.subject]
        features = out[k]
        features.update(sentence)
        features["of clause"] = math.log1p(len(siblings))
        features["of clause and subject"] = math.log1p(len(twins))
        features["of subject"] = math.log1p(len(same))
        features["inside others"] = math.log1p(len([j for j in others if stated[k] <= ends[j]]))
        features["around others"] = math.log1p(len([j for j in others if stated[j] <= ends[k]]))
        if twins:
            add_restatement(triples, objects, k, twins, features)


def add_restatement(
    triples: Sequence[DraftTriple], objects: Sequence[frozenset[int]], k: int, beside: Sequence[int], out: Features
) -> None:
    """*opened the port of* | *Oran* beside *opened* | *the port of Oran*: a fact inside the object of another one, and that other one."""
    nested = triples[k].kind == "nested"
    twins = [j for j in beside if (triples[j].kind == "nested") != nested]
    if not nested:
        if any(objects[j] < objects[k] for j in twins):
            out["restated"] = 1.0
        return
    outer = next((objects[j] for j in twins if objects[k] < objects[j]), None)
    if outer is not None:
        out["restates"] = 1.0
        if len(outer - objects[k]) > 3:
            out["restates more"] = 1.0


def add_length(triple: DraftTriple, out: Features) -> None:
    """Lengths, nesting and distances, on scales of about 1."""
    at = site(triple)
    relation = triple.relation or (at,)
    last = triple.object_head if triple.object_head is not None else triple.object[0]
    words = {*triple.subject, *triple.relation, *triple.object}
    out["level"] = float(triple.level)
    out["arguments"] = min(len(triple.args), 4) / 2
    out["argument words"] = math.log1p(sum(map(len, triple.args)))
    out["subject length"] = math.log(len(triple.subject))
    out["object length"] = math.log(len(triple.object))
    out["relation length"] = math.log(len(relation))
    out["subject distance"] = math.log1p(abs(at - triple.subject_head)) - 1
    out["object distance"] = math.log1p(abs(last - at)) - 1
    if relation[-1] - relation[0] + 1 > len(relation):
        out["gaps"] = 1.0
    out["words between"] = math.log1p(max(words) - min(words) + 1 - len(words))
    if len(triple.subject) == 1 and len(triple.object) == 1:
        out["one word"] = 1.0


def add_ends(tree: Tree, triple: DraftTriple, out: Features) -> None:
    """What stands at the two ends."""
    s, o = triple.subject_head, triple.object_head
    relation = triple.relation or (triple.clause.head.i,)
    last = relation[-1]
    if tree.tag[s] in PRONOUNS:
        out["subject pronoun"] = 1.0
    if tree.pos[s] == "PROPN":
        out["subject name"] = 1.0
    if tree.pos[s] in VERBS:
        out["subject clause"] = 1.0
    if s > last:
        out["subject after"] = 1.0
    if tree.pos[triple.subject[0]] == "DET":
        out["subject determined"] = 1.0
    if o is None:
        out["object clause"] = 1.0
    if tree.pos[last] == "ADP":
        out["tail preposition"] = 1.0
    out[f"subject {tree.dep[s]}"] = 1.0
    if tree.tag[triple.object[0]] in PREPOSITIONS:
        out["object opens with preposition"] = 1.0
    if tree.tag[last] in PREPOSITIONS:
        out[f"tail {tree.lower[last]}"] = 1.0
    if o is not None:
        out[f"object {tree.dep[o]}"] = 1.0
        if tree.tag[o] in PRONOUNS:
            out["object pronoun"] = 1.0
        if tree.pos[o] == "PROPN":
            out["object name"] = 1.0
        if tree.pos[o] not in NOMINAL:
            out["object odd"] = 1.0
        if tree.pos[o] == "NUM":
            out["object number"] = 1.0


def add_words(tree: Tree, triple: DraftTriple, out: Features) -> None:
    """What else the ends and the relation hold: conjunctions, verbs, prepositions, possessors."""
    subject, object_ = [tree.dep[i] for i in triple.subject], [tree.dep[i] for i in triple.object]
    for what, label in (("conjunction", "cc"), ("possessor", "poss"), ("phrase", "prep")):
        if label in subject:
            out[f"subject {what}"] = 1.0
        if label in object_:
            out[f"object {what}"] = 1.0
    if "VERB" in [tree.pos[i] for i in triple.subject]:
        out["subject verb"] = 1.0
    if "VERB" in [tree.pos[i] for i in triple.object]:
        out["object verb"] = 1.0
    classes = [tree.pos[i] for i in triple.relation]
    out["relation verbs"] = float(classes.count("VERB"))
    out["relation nouns"] = float(classes.count("NOUN") + classes.count("PROPN"))
    if "ADV" in classes:
        out["relation adverb"] = 1.0


def add_predicate(clause: Clause, out: Features) -> None:
    """What kind of predicate it is and what it hangs on."""
    out[f"link {clause.link}"] = 1.0
    for name, holds in (
        ("passive", clause.passive),
        ("negated", clause.negation is not None),
        ("modal", any(a.tag_ == "MD" for a in clause.auxiliaries)),
        ("auxiliaries", bool(clause.auxiliaries)),
        ("lent subject", any(a.shared and a.surface.endswith("subject") for a in clause.arguments)),
        ("marked", bool(clause.mark)),
        ("have", clause.lemma == "have"),
        ("speech", clause.lemma in SPEECH),
        ("clausal", any(a.slot in CLAUSAL for a in clause.arguments)),
    ):
        if holds:
            out[name] = 1.0
    depth, above = 0, clause.parent
    while above is not None and depth < 6:
        depth, above = depth + 1, above.parent
    out["depth"] = depth / 2
    if clause.parent is not None and clause.parent.lemma in SPEECH:
        out[f"below speech {clause.link}"] = 1.0
    if clause.verb is not None:
        out[f"tag {clause.verb.tag_}"] = 1.0


def add_place(tree: Tree, triple: DraftTriple, out: Features) -> None:
    """Where in the sentence it stands, and how it is stated there."""
    at = site(triple)
    start, end = tree.sentence_span(triple.clause.sentence)
    words = (*triple.subject, *triple.object)
    out[f"kind {triple.kind}"] = 1.0
    out[f"{triple.kind} {triple.clause.link}"] = 1.0
    out["late"] = (at - start) / max(end - start, 1)
    out["words before"] = math.log1p(min(words) - start)
    out["words after"] = math.log1p(end - 1 - max(words))
    if tree.head[at] == at:
        out["root"] = 1.0
    if tree.head[triple.subject_head] == at:
        out["own subject"] = 1.0


def add_punctuation(tree: Tree, triple: DraftTriple, out: Features) -> None:
    """What is crossed between the predicate and its ends, and what stands inside."""
    head, lower = triple.clause.head.i, tree.lower
    words = {*triple.subject, *triple.relation, *triple.object, *(i for a in triple.args for i in a)}
    start, end = min(words), max(words) + 1
    within = frozenset(lower[start:end])
    if "," in within or head < start or head >= end:
        out["commas to object"] = float(commas_between(tree, head, triple.object[0]))
        out["commas to subject"] = float(commas_between(tree, head, triple.subject[-1]))
        out["commas inside"] = math.log1p(sum(lower[i] == "," for i in words))
    if not BRACKETS.isdisjoint(tree.tag[start:end]):
        out["brackets inside"] = 1.0
    if not BREAKS.isdisjoint(within):
        out["breaks inside"] = 1.0
    if not ANY_QUOTES.isdisjoint(within):
        out["quotes inside"] = 1.0


def commas_between(tree: Tree, a: int, b: int) -> int:
    """How many commas stand between two tokens."""
    return tree.lower[min(a, b) : max(a, b)].count(",")


def site(triple: DraftTriple) -> int:
    """The token of the verb, or of the noun that states the triple."""
    return triple.clause.verb.i if triple.clause.verb is not None else triple.clause.head.i  # type: ignore[no-any-return]
