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
Features = dict[str, float]


def features_of_all(tree: Tree, triples: Sequence[DraftTriple]) -> list[Features]:
    """The features of each of a document's triples; absent ones count as 0. Triples of one sentence are compared with each other."""
    groups: dict[int, list[int]] = {}
    for k, triple in enumerate(triples):
        groups.setdefault(triple.clause.sentence, []).append(k)
    out: list[Features] = [{} for _ in triples]
    for number, members in groups.items():
        sentence = of_sentence(tree, number, len(members))
        beside = of_company([triples[k] for k in members])
        for k, company in zip(members, beside, strict=True):
            triple = triples[k]
            out[k] = {
                **sentence,
                **company,
                **of_length(tree, triple),
                **of_ends(tree, triple),
                **of_words(tree, triple),
                **of_predicate(tree, triple.clause),
                **of_place(tree, triple),
                **of_punctuation(tree, triple),
            }
    return out


def of_sentence(tree: Tree, number: int, triples: int) -> Features:
    """Length and tangle of the sentence."""
    start, end = tree.sentence_span(number)
    return {
        "sentence length": math.log(max(end - start, 1)) - 3,
        "sentence triples": math.log(triples),
        "sentence verbs": math.log1p(tree.pos[start:end].count("VERB")),
        "sentence quotes": 1.0 if not ANY_QUOTES.isdisjoint(tree.lower[start:end]) else 0.0,
    }


def of_company(triples: Sequence[DraftTriple]) -> list[Features]:
    """How many other triples of the sentence have the same clause, subject, or say the same within a longer end."""
    stated = [{*t.relation, *t.object} for t in triples]
    ends = [{*t.object, *(i for a in t.args for i in a)} for t in triples]
    objects = [frozenset(t.object) for t in triples]
    out = []
    for k, triple in enumerate(triples):
        others = [j for j in range(len(triples)) if j != k]
        siblings = [j for j in others if triples[j].clause is triple.clause]
        twins = [j for j in siblings if triples[j].subject == triple.subject]
        out.append(
            {
                "of clause": math.log1p(len(siblings)),
                "of clause and subject": math.log1p(len(twins)),
                "of subject": math.log1p(len([j for j in others if triples[j].subject == triple.subject])),
                "inside others": math.log1p(len([j for j in others if stated[k] <= ends[j]])),
                "around others": math.log1p(len([j for j in others if stated[j] <= ends[k]])),
                **of_restatement(triples, objects, k, twins),
            }
        )
    return out


def of_restatement(
    triples: Sequence[DraftTriple], objects: Sequence[frozenset[int]], k: int, beside: Sequence[int]
) -> Features:
    """*opened the port of* | *Oran* beside *opened* | *the port of Oran*: a fact inside the object of another one, and that other one."""
    nested = triples[k].kind == "nested"
    twins = [j for j in beside if (triples[j].kind == "nested") != nested]
    if not nested:
        return {"restated": 1.0 if any(objects[j] < objects[k] for j in twins) else 0.0}
    outer = next((objects[j] for j in twins if objects[k] < objects[j]), None)
    return {
        "restates": 1.0 if outer is not None else 0.0,
        "restates more": 1.0 if outer is not None and len(outer - objects[k]) > 3 else 0.0,
    }


def of_length(tree: Tree, triple: DraftTriple) -> Features:
    """Lengths, nesting and distances, on scales of about 1."""
    at = site(triple)
    relation = triple.relation or (at,)
    last = triple.object_head if triple.object_head is not None else triple.object[0]
    words = sorted({*triple.subject, *triple.relation, *triple.object})
    further = sum(map(len, triple.args))
    return {
        "level": float(triple.level),
        "arguments": min(len(triple.args), 4) / 2,
        "argument words": math.log1p(further),
        "subject length": math.log(len(triple.subject)),
        "object length": math.log(len(triple.object)),
        "relation length": math.log(len(relation)),
        "subject distance": math.log1p(abs(at - triple.subject_head)) - 1,
        "object distance": math.log1p(abs(last - at)) - 1,
        "gaps": 1.0 if relation[-1] - relation[0] + 1 > len(relation) else 0.0,
        "words between": math.log1p(words[-1] - words[0] + 1 - len(words)),
        "one word": 1.0 if len(triple.subject) == 1 and len(triple.object) == 1 else 0.0,
    }


def of_ends(tree: Tree, triple: DraftTriple) -> Features:
    """What stands at the two ends."""
    s, o = triple.subject_head, triple.object_head
    relation = triple.relation or (triple.clause.head.i,)
    out = {
        "subject pronoun": 1.0 if tree.tag[s] in PRONOUNS else 0.0,
        "subject name": 1.0 if tree.pos[s] == "PROPN" else 0.0,
        "subject clause": 1.0 if tree.pos[s] in ("VERB", "AUX") else 0.0,
        "subject after": 1.0 if s > relation[-1] else 0.0,
        "subject determined": 1.0 if tree.pos[triple.subject[0]] == "DET" else 0.0,
        "object clause": 1.0 if o is None else 0.0,
        "tail preposition": 1.0 if tree.pos[relation[-1]] == "ADP" else 0.0,
        f"subject {tree.dep[s]}": 1.0,
        "object opens with preposition": 1.0 if tree.tag[triple.object[0]] in PREPOSITIONS else 0.0,
    }
    if tree.tag[relation[-1]] in PREPOSITIONS:
        out[f"tail {tree.lower[relation[-1]]}"] = 1.0
    if o is not None:
        out[f"object {tree.dep[o]}"] = 1.0
        out["object pronoun"] = 1.0 if tree.tag[o] in PRONOUNS else 0.0
        out["object name"] = 1.0 if tree.pos[o] == "PROPN" else 0.0
        out["object odd"] = 1.0 if tree.pos[o] not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ") else 0.0
        out["object number"] = 1.0 if tree.pos[o] == "NUM" else 0.0
    return out


def of_words(tree: Tree, triple: DraftTriple) -> Features:
    """What else the ends and the relation hold: conjunctions, verbs, prepositions, possessors."""
    subject, object_ = [tree.dep[i] for i in triple.subject], [tree.dep[i] for i in triple.object]
    classes = [tree.pos[i] for i in triple.relation]
    return {
        "subject conjunction": 1.0 if "cc" in subject else 0.0,
        "object conjunction": 1.0 if "cc" in object_ else 0.0,
        "subject possessor": 1.0 if "poss" in subject else 0.0,
        "object possessor": 1.0 if "poss" in object_ else 0.0,
        "subject phrase": 1.0 if "prep" in subject else 0.0,
        "object phrase": 1.0 if "prep" in object_ else 0.0,
        "subject verb": 1.0 if "VERB" in [tree.pos[i] for i in triple.subject] else 0.0,
        "object verb": 1.0 if "VERB" in [tree.pos[i] for i in triple.object] else 0.0,
        "relation verbs": float(classes.count("VERB")),
        "relation nouns": float(classes.count("NOUN") + classes.count("PROPN")),
        "relation adverb": 1.0 if "ADV" in classes else 0.0,
    }


def of_predicate(tree: Tree, clause: Clause) -> Features:
    """What kind of predicate it is and what it hangs on."""
    verb = clause.verb
    out = {
        f"link {clause.link}": 1.0,
        "passive": 1.0 if clause.passive else 0.0,
        "negated": 1.0 if clause.negation is not None else 0.0,
        "modal": 1.0 if any(a.tag_ == "MD" for a in clause.auxiliaries) else 0.0,
        "auxiliaries": 1.0 if clause.auxiliaries else 0.0,
        "lent subject": 1.0 if any(a.shared and a.surface.endswith("subject") for a in clause.arguments) else 0.0,
        "marked": 1.0 if clause.mark else 0.0,
        "have": 1.0 if clause.lemma == "have" else 0.0,
        "speech": 1.0 if clause.lemma in SPEECH else 0.0,
        "clausal": 1.0 if any(a.slot in (Slot.CLAUSE, Slot.INFINITIVE) for a in clause.arguments) else 0.0,
    }
    depth, above = 0, clause.parent
    while above is not None and depth < 6:
        depth, above = depth + 1, above.parent
    out["depth"] = depth / 2
    if clause.parent is not None and clause.parent.lemma in SPEECH:
        out[f"below speech {clause.link}"] = 1.0
    if verb is not None:
        out[f"tag {verb.tag_}"] = 1.0
    return out


def of_place(tree: Tree, triple: DraftTriple) -> Features:
    """Where in the sentence it stands, and how it is stated there."""
    at = site(triple)
    start, end = tree.sentence_span(triple.clause.sentence)
    words = [*triple.subject, *triple.object]
    return {
        f"kind {triple.kind}": 1.0,
        f"{triple.kind} {triple.clause.link}": 1.0,
        "late": (at - start) / max(end - start, 1),
        "words before": math.log1p(min(words) - start),
        "words after": math.log1p(end - 1 - max(words)),
        "root": 1.0 if tree.head[at] == at else 0.0,
        "own subject": 1.0 if tree.head[triple.subject_head] == at else 0.0,
    }


def of_punctuation(tree: Tree, triple: DraftTriple) -> Features:
    """What is crossed between the predicate and its ends, and what stands inside."""
    head = triple.clause.head.i
    words = {*triple.subject, *triple.relation, *triple.object, *(i for a in triple.args for i in a)}
    start, end = min(words), max(words) + 1
    return {
        "commas to object": float(commas_between(tree, head, triple.object[0])),
        "commas to subject": float(commas_between(tree, head, triple.subject[-1])),
        "commas inside": math.log1p(sum(tree.lower[i] == "," for i in words)),
        "brackets inside": 1.0 if not BRACKETS.isdisjoint(tree.tag[start:end]) else 0.0,
        "breaks inside": 1.0 if not BREAKS.isdisjoint(tree.lower[start:end]) else 0.0,
        "quotes inside": 1.0 if not ANY_QUOTES.isdisjoint(tree.lower[start:end]) else 0.0,
    }


def commas_between(tree: Tree, a: int, b: int) -> int:
    """How many commas stand between two tokens."""
    return tree.lower[min(a, b) : max(a, b)].count(",")


def site(triple: DraftTriple) -> int:
    """The token of the verb, or of the noun that states the triple."""
    return triple.clause.verb.i if triple.clause.verb is not None else triple.clause.head.i  # type: ignore[no-any-return]
