"""Reports whose content does not follow the verb as its object: *a deal that he called a farce*, *what she described as a bribe*."""

from __future__ import annotations

from graphbuilder.extract.attribution_contents import content_of, remarks
from graphbuilder.extract.attribution_cues import cue_of
from graphbuilder.extract.attribution_parts import Found, View, can_feel, sentence_tokens, trimmed, verb_at
from graphbuilder.extract.attribution_sources import source_of
from graphbuilder.extract.clauses import Clause
from graphbuilder.extract.cues import Reporting, Stance
from graphbuilder.extract.tree import Tree


def relative_gap(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*The deal, which Ruiz called a farce*, *in what analysts described as a bribe*: what is spoken of stands before."""
    tree, i = view.tree, verb_at(clause)
    beside = [c for c in tree.childs(i, "prep") if c > i and tree.lower[c] in can.object_preps]
    stance = can.object_preps[tree.lower[beside[0]]] if beside else can.frames.get("objas")
    if tree.dep[i] in ("relcl", "acl") and not clause.passive and tree.head[i] in remarks(view) and has_gap(tree, i):
        return said_of_it(view, clause, can)
    if stance not in (Stance.SAYS, Stance.JUDGES) or clause.passive or not has_gap(tree, i) or (stance is Stance.JUDGES and not beside):
        return None
    rest = [c for c in tree.childs(i, "oprd", "attr", "acomp") if c > i] + beside
    rest += [c for c in tree.childs(i, "prep") if c > i and tree.lower[c] == "as"]
    source, head = source_of(view, clause)
    if not rest or not source:
        return None
    mark = rest[0] if tree.lower[rest[0]] == "as" and rest[0] == i + 1 else None
    cue = cue_of(view, clause, *([] if mark is None else [mark]))
    content = {*antecedent(tree, i), *content_of(view, clause, rest, source, cue)} - {*source, *cue}
    return Found("gap", stance, i, source, head, cue, trimmed(tree, sorted(content)))


def said_of_it(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*a charge he denies*, *a figure the union calls absurd*: what somebody says of what was reported before."""
    tree, i = view.tree, verb_at(clause)
    frame = next((f for f in ("object", "objas", "clause") if f in can.frames), None)
    source, head = source_of(view, clause)
    if frame is None or not source:
        return None
    rest = [c for c in tree.childs(i, "oprd", "attr", "acomp") if c > i] + [p for p in tree.childs(i, "prep") if tree.lower[p] == "as"]
    cue = cue_of(view, clause)
    content = {*antecedent(tree, i), *content_of(view, clause, rest, source, cue)} - {*source, *cue}
    return Found("gap", can.frames[frame], i, source, head, cue, trimmed(tree, sorted(content)))


def by_somebody(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*The cuts proposed by Governor Hale*: what is spoken of stands before the participle, who speaks behind *by*."""
    tree, i = view.tree, verb_at(clause)
    if tree.tag[i] != "VBN" or tree.dep[i] != "acl" or "object" not in can.frames or view.lemma(clause) in view.cues.quoting:
        return None  # the coach, quoted by the Courier, said
    if tree.child(i, "auxpass", "aux", "nsubjpass") is not None:
        return None
    by = tree.child(i, "agent")
    who = tree.child(by, "pobj") if by is not None and by - i < 3 else None
    noun = tree.head[i]
    if who is None or noun > i or not can_feel(view, who) or tree.child(i, "oprd", "xcomp", "ccomp") is not None:
        return None
    source = trimmed(tree, tree.subtree(who))
    content = [k for k in tree.subtree(noun, skip=frozenset({i})) if k < i]
    return Found("by", can.frames["object"], i, source, who, cue_of(view, clause), trimmed(tree, content))


def of_whom_it_is_said(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*The thief, believed to be armed, fled*; *the deal, hailed by both sides as historic*: a participle beside what it is said of."""
    tree, i = view.tree, verb_at(clause)
    if tree.tag[i] not in ("VBN", "VBD") or tree.dep[i] not in ("acl", "advcl") or "passive" not in can.frames:
        return None
    if tree.child(i, "aux", "auxpass", "nsubj", "nsubjpass", "dobj", "mark") is not None or tree.word(tree.subtree(i)[0] - 1) != ",":
        return None
    noun = tree.head[i]
    if tree.dep[i] == "advcl":
        subject = tree.child(noun, "nsubj", "nsubjpass")
        noun = i if subject is None else subject
    rest = [c for c in tree.childs(i, "xcomp") if c > i and any(tree.tag[k] == "TO" for k in tree.children[c])]
    rest += [c for c in tree.childs(i, "prep") if c > i and tree.lower[c] == "as"]
    rest += [c for c in tree.childs(i, "prep") if c > i and tree.lower[c] in can.object_preps]
    if not rest or noun >= i or tree.pos[noun] not in ("NOUN", "PROPN", "PRON"):
        return None
    by = tree.child(i, "agent")
    who = tree.child(by, "pobj") if by is not None else None
    source = trimmed(tree, phrase_before(tree, who, rest[0])) if who is not None else []
    thing = trimmed(tree, [k for k in tree.subtree(noun, skip=frozenset({i})) if k < i])
    cue = cue_of(view, clause)
    content = content_of(view, clause, rest, source, cue)
    return Found("passive", next(iter(can.frames.values())), i, source, who, cue, sorted({*thing, *content}))


def phrase_before(tree: Tree, noun: int, end: int) -> list[int]:
    """The noun phrase of an agent up to where what is said begins."""
    return [k for k in tree.subtree(noun) if k < end] if end > noun else tree.subtree(noun)


def has_gap(tree: Tree, verb: int) -> bool:
    """Whether a clause has a subject of its own and lacks its object: *that Ruiz called*, *what Ruiz called*, *Ruiz called*."""
    subject = tree.child(verb, "nsubj")
    if subject is None or subject > verb or tree.tag[subject] in RELATIVE:
        return False
    objects = tree.childs(verb, "dobj")
    fronted = [c for c in objects if c < verb and (tree.tag[c] in RELATIVE or tree.lower[c] == "that")]
    return len(objects) == len(fronted) and (tree.dep[verb] == "relcl" or bool(fronted))


RELATIVE = frozenset({"WDT", "WP"})


def antecedent(tree: Tree, verb: int) -> list[int]:
    """The noun phrase that a relative clause hangs on, without the clause, and the relative pronoun."""
    fronted = [c for c in tree.childs(verb, "dobj") if c < verb]
    if tree.dep[verb] != "relcl":
        return fronted
    noun = tree.head[verb]
    return [*(k for k in tree.subtree(noun, skip=frozenset({verb})) if k < verb and tree.pos[k] != "PUNCT"), *fronted]


def shifted(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*is describing as “rude” a letter from the bishop*: a long object stands behind what it is called."""
    tree, i = view.tree, verb_at(clause)
    if can.frames.get("objas") is not Stance.SAYS or clause.passive or tree.word(i + 1) != "as" or has_gap(tree, i):
        return None
    heads = [c for c in tree.childs(i, "prep") if c == i + 1]
    source, head = source_of(view, clause)
    if not heads or not source or tree.child(i, "nsubj") is None:
        return None
    heads += [c for c in tree.childs(i, "dobj", "ccomp") if c > i]
    cue = cue_of(view, clause)
    return Found("objas", can.frames["objas"], i, source, head, cue, content_of(view, clause, heads, source, cue))


def seeming(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*The boat seems lost*, *it appeared that nobody had come*, *the plan seems odd to me*: held by whoever looks."""
    tree, i = view.tree, verb_at(clause)
    if view.lemma(clause) not in view.cues.seemings:
        return None
    heads = [c for c in tree.childs(i, "xcomp", "ccomp", "oprd", "acomp", "advcl") if c > i and completes(view, i, c)]
    heads += [c for c in tree.childs(i, "prep") if c == i + 1 and tree.lower[c] == "like"]
    subject = tree.child(i, "nsubj", "csubj", "expl")
    if not heads:
        return None
    viewer = viewer_of(tree, i)
    source = [] if viewer is None else [tree.head[viewer], viewer]
    cue = cue_of(view, clause)
    thing = [] if subject is None or tree.lower[subject] in ("it", "there") else [subject]
    content = content_of(view, clause, [*thing, *heads], source, cue)
    return Found("seeming", Stance.THINKS, i, source[1:], viewer, cue, content)


def looks_like(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*It looks like the strike will end*, *it sounded as if she meant it*: held by whoever looks; *he looks like his father* is not."""
    tree, i = view.tree, verb_at(clause)
    subject = tree.child(i, "nsubj", "expl")
    behaves = view.lemma(clause) in view.cues.pretences  # acted as if nothing had happened
    if subject is None or not (behaves or (view.lemma(clause) in view.cues.likenesses and tree.lower[subject] == "it")):
        return None
    head = next((c for c in tree.childs(i, "advcl", "ccomp") if c > i and tree.lower[tree.subtree(c)[0]] in ("like", "as")), None)
    if head is None or tree.child(head, "nsubj", "nsubjpass", "expl") is None:
        return None
    marks = [k for k in tree.childs(head, "mark") if tree.lower[k] in ("like", "as", "if", "though")]
    if behaves and not {tree.lower[k] for k in marks} & {"if", "though"}:
        return None
    source, who = source_of(view, clause) if behaves else ([], None)
    cue = sorted({*cue_of(view, clause), *marks})
    return Found("seeming", Stance.THINKS, i, source, who, cue, content_of(view, clause, [head], source, cue))


def completes(view: View, verb: int, head: int) -> bool:
    """Whether a complement tells what seems so: *seems to sleep*, not *seems to think that ...*, which reports by itself."""
    tree = view.tree
    if tree.dep[head] == "advcl":
        return tree.lower[tree.subtree(head)[0]] in ("that", "as", "like")
    if tree.doc[verb].lemma_ == "appear" and tree.dep[head] in ("oprd", "acomp"):
        return False
    inner = view.clauses.verbal(head)
    return inner is None or tree.dep[head] != "xcomp" or view.lemma(inner) not in view.cues.verbs


def viewer_of(tree: Tree, verb: int) -> int | None:
    """*seems odd to me*: a pronoun after *to* is whoever looks."""
    complements = tree.childs(verb, "oprd", "acomp")
    for p in [c for k in (verb, *complements) for c in tree.childs(k, "prep") if tree.lower[c] == "to"]:
        person = tree.child(p, "pobj")
        if person is not None and tree.tag[person] == "PRP":
            return person
    return None


def as_aside(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*Hail, as one of the farmers pointed out, is rare*: between commas, where the parse takes it for the main clause."""
    tree, i = view.tree, verb_at(clause)
    if "aside" not in can.frames or tree.tag[i] not in ("VBD", "VBZ", "VBP"):
        return None
    cue = cue_of(view, clause)
    mark, after = as_before(tree, cue[0]), cue[-1] + 1
    if mark is None or tree.word(mark - 1) != "," or tree.word(after) != ",":
        return None
    source = list(range(mark + 1, cue[0]))
    inner = [k for k in source if tree.pos[k] in ("NOUN", "PROPN", "PRON", "NUM")]
    if not inner:
        return None
    content = [k for k in sentence_tokens(tree, i) if k < mark - 1 or k > after]
    return Found("aside", can.frames["aside"], i, source, inner[-1], cue, trimmed(tree, content))


def as_before(tree: Tree, end: int) -> int | None:
    """The *as* that stands before token `end` with nothing but a noun phrase between."""
    for k in range(end - 1, max(end - 12, 0), -1):
        if tree.lower[k] == "as":
            return k if k < end - 1 else None
        if tree.pos[k] in ("VERB", "AUX", "SCONJ") or tree.lower[k] in (",", ";", ":"):
            return None
    return None


def as_stated(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*As noted in the report, the bridge is old*, *the bridge is old, as reported by the Courier*."""
    tree, i = view.tree, verb_at(clause)
    if can.frames.get("aside") is not Stance.SAYS or tree.tag[i] != "VBN" or tree.word(i - 1) != "as" or tree.dep[i] != "advcl":
        return None
    by = next((p for p in tree.childs(i, "agent", "prep") if p == i + 1 and tree.lower[p] in ("by", "in")), None)
    who = tree.child(by, "pobj") if by is not None else None
    bare = not any(c > i for c in tree.children[i])  # as predicted
    if (who is None and not bare) or tree.child(tree.head[i], "nsubj", "nsubjpass", "expl") is None:
        return None
    apart = [c for c in tree.childs(tree.head[i], "conj") if tree.word(tree.subtree(c)[0] - 1) == ";"]
    content = trimmed(tree, tree.subtree(tree.head[i], skip=frozenset({i, *apart})))
    if who is None:
        return Found("reported", can.frames["aside"], i, [], None, [i - 1, i], content)
    return Found("aside", can.frames["aside"], i, trimmed(tree, tree.subtree(who)), who, [i], content)


def said_as_much(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*said as much*, *said the same of Brandt*, *is not saying much about the plan*, *the figures suggest otherwise*."""
    tree, i = view.tree, verb_at(clause)
    otherwise = tree.word(i + 1) == "otherwise" and "clause" in can.frames
    if clause.passive or not (otherwise or view.lemma(clause) in ("say", "think")):
        return None
    amount = next((c for c in tree.childs(i, "dobj", "advmod", "npadvmod") if c > i and tree.lower[c] in view.cues.amounts), None)
    if otherwise:
        amount = i + 1
    source, head = source_of(view, clause)
    if amount is None or not source:
        return None
    about = next((c for k in (amount, i) for c in tree.childs(k, "prep") if c > amount and tree.lower[c] == "about"), None)
    cue = cue_of(view, clause) if about is None else sorted({*cue_of(view, clause), *range(i, about + 1)})
    if about is None:
        of = [k for c in tree.childs(amount, "prep") if tree.lower[c] == "of" for k in tree.subtree(c)]
        content = sorted([*(c for c in tree.children[amount] if c < amount), amount, *of])
    else:
        content = content_of(view, clause, [about], source, cue)
    cue = [k for k in cue if k not in content]
    return Found("object", Stance.SAYS, i, source, head, cue, content)
