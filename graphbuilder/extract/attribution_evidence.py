"""Attributions to evidence and to nobody: a study found, the rules forbid, she seems to, he was accused of."""

from __future__ import annotations

from collections.abc import Iterator

from graphbuilder.extract.attribution_acts import BACKGROUND, is_share
from graphbuilder.extract.attribution_contents import content_of
from graphbuilder.extract.attribution_cues import cue_of
from graphbuilder.extract.attribution_parts import Found, View, places_of, trimmed, verb_at
from graphbuilder.extract.attribution_sources import source_of
from graphbuilder.extract.clauses import Clause
from graphbuilder.extract.cues import Reporting, Stance
from graphbuilder.extract.tree import Tree


def provision(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*The bylaws require a vote*, *the programme lets foreigners stay*: what a text lays down, if the source is such a text."""
    if view.lemma(clause) not in view.cues.provisions or clause.passive or clause.link in BACKGROUND:
        return None
    source, head = source_of(view, clause)
    if head is None or view.tree.lemma[head] not in view.cues.rulings:
        return None
    tree, i = view.tree, verb_at(clause)
    heads = [c for c in tree.childs(i, "dobj", "ccomp", "xcomp", "oprd") if c > i]
    if not heads:
        return None
    cue = cue_of(view, clause)
    return Found("provision", Stance.WANTS, i, source, head, cue, content_of(view, clause, heads, source, cue))


def asked(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*Asked about the fire, she left*; *when pressed on whether he knew*: a question that nobody is named for."""
    tree, i = view.tree, verb_at(clause)
    if view.lemma(clause) not in view.cues.asking or not (clause.passive or opens_sentence(tree, i)):
        return None
    if tree.tag[i] not in ("VBN", "VBD") or clause.link not in ("adverbial", "participle", "clause") or clause.auxiliaries:
        return None
    preps = [c for c in tree.childs(i, "prep") if c > i and tree.lower[c] in ("about", "on", "whether", "if", "why")]
    rest = [c for c in tree.childs(i, "ccomp", "xcomp", "advcl") if c > i]
    if not (preps or rest):
        return None
    agent = tree.child(i, "agent")
    by = tree.child(agent, "pobj") if agent is not None else None
    source = trimmed(tree, tree.subtree(by)) if by is not None else []
    cue = cue_of(view, clause, *([] if rest else preps[:1]))
    content = content_of(view, clause, rest or preps[:1], source, cue)
    return Found("asked", Stance.ASKS, i, source, by, cue, up_to_speaker(tree, i, content))


def up_to_speaker(tree: Tree, verb: int, content: list[int]) -> list[int]:
    """*Asked about the dam, | Ann Lee, whose farm it feeds, laughed*: at the beginning of a sentence the comma ends what was asked."""
    first = tree.starts[tree.sentence[verb]]
    fronted = verb == first or (verb == first + 1 and tree.lower[first] in ("when", "if"))
    comma = next((n for n, k in enumerate(content) if tree.lower[k] == ","), 0)
    return content[:comma] if fronted and comma else content


def opens_sentence(tree: Tree, verb: int) -> bool:
    """*Asked what she would do, the pianist laughed*: a participle that the tagger takes for a past tense, with nobody before it."""
    return verb == tree.starts[tree.sentence[verb]] and tree.head[verb] > verb and tree.child(verb, "nsubj", "nsubjpass") is None


def findings(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*A study found 31 cases*: a noun phrase, if the source is a piece of evidence."""
    if view.lemma(clause) not in view.cues.evident or clause.passive:
        return None
    objects = [c for c in view.tree.childs(verb_at(clause), "dobj", "ccomp", "oprd") if c > verb_at(clause)]
    source, head = source_of(view, clause)
    if not objects or head is None or view.tree.lemma[head] not in view.cues.evidence:
        return None
    cue = cue_of(view, clause)
    return Found(
        "object", Stance.SHOWS, verb_at(clause), source, head, cue, content_of(view, clause, objects, source, cue)
    )


def passive_report(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*is expected to resign*, *was accused of fraud*, *is considered a threat*: what is reported of the subject."""
    tree, i = view.tree, verb_at(clause)
    told = "object" in can.frames and tree.child(i, "agent") is not None  # was proposed by the mayor
    bidden = can.frames.get("objinf") is Stance.WANTS and is_bidden(tree, i)
    if not clause.passive or not ("passive" in can.frames or told or bidden):
        return None
    subject = tree.child(i, "nsubjpass", "nsubj")
    rest = [
        c
        for c in tree.children[i]
        if c > i
        and (
            tree.dep[c] in ("xcomp", "ccomp", "oprd")
            or (tree.dep[c] == "prep" and (tree.lower[c] in can.object_preps or tree.lower[c] == "as"))
        )
    ]
    if view.lemma(clause) == "see" and not any(tree.lower[c] == "as" for c in rest):
        return None
    agent = tree.child(i, "agent")
    if view.lemma(clause) in view.cues.needing_as and not any(tree.lower[c] == "as" for c in rest):
        return None  # was named chairwoman
    if subject is None or not (rest or (agent is not None and "object" in can.frames)):
        return None
    source, head = source_of(view, clause)
    if agent is not None and not rest and (name := called_by(tree, agent)) is not None:
        source, rest = [k for k in source if k < name], [name]
    beside = agent is not None and all(tree.pos[k] in ("ADV", "ADP", "PART") for k in range(i + 1, agent))
    cue = cue_of(view, clause, *([agent] if agent is not None and not rest and beside else []))
    return Found(
        "passive",
        Stance.WANTS if bidden else next(iter(can.frames.values())),
        i,
        source,
        head,
        cue,
        content_of(view, clause, [subject, *rest], source, cue),
    )


def called_by(tree: Tree, agent: int) -> int | None:
    """*was described by a colleague | as a bully*: the parser hangs on who speaks what he calls somebody."""
    who = tree.child(agent, "pobj")
    return next((p for p in tree.childs(who, "prep") if tree.lower[p] == "as"), None) if who is not None else None


def is_bidden(tree: Tree, verb: int) -> bool:
    """*was told to leave*, *have been asked to stay*: an infinitive that says what somebody wants of the subject."""
    return any(tree.tag[k] == "TO" for c in tree.childs(verb, "xcomp", "ccomp") if c > verb for k in tree.children[c])


def put_at(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*The forecast puts growth at 2 percent*: a number that somebody gives for something."""
    if view.lemma(clause) not in view.cues.numbering or clause.passive:
        return None
    tree, i = view.tree, verb_at(clause)
    thing = tree.child(i, "dobj")
    at = next((p for c in (i, thing) if c is not None for p in tree.childs(c, "prep") if p > i and tree.lower[p] == "at"), None)
    amount = tree.child(at, "pobj") if at is not None else None
    if thing is None or amount is None or not any(tree.pos[k] == "NUM" for k in tree.subtree(amount)):
        return None
    source, head = source_of(view, clause)
    cue = cue_of(view, clause)
    content = content_of(view, clause, [thing, at] if at is not None else [thing], source, cue)
    return Found("object", Stance.SAYS, i, source, head, cue, content) if source else None


def chosen(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*46 percent would choose Lindqvist*: what a share of those asked would do is their answer."""
    tree, i = view.tree, verb_at(clause)
    if view.lemma(clause) not in view.cues.choosing or clause.passive or not is_share(view, i):
        return None
    thing = tree.child(i, "dobj")
    if thing is None or thing < i:
        return None
    source, head = source_of(view, clause)
    cue = cue_of(view, clause)
    return Found("object", Stance.WANTS, i, source, head, cue, content_of(view, clause, [thing], source, cue))


def in_documents(view: View, reported: set[int]) -> Iterator[Found]:
    """*In the latest poll, she leads*, *under her plan, schools close*, *in his view, it is over*: the rest is the content.

    Args:
        view: of the document. reported: sentences with a report of their own: *in a statement, she said*.
    """
    tree = view.tree
    for number, start in enumerate(tree.starts):
        noun = tree.child(start, "pobj")
        if number in reported or noun is None or not is_source(view, tree.lower[start], noun):
            continue
        phrase = before_share(tree, noun, tree.subtree(start))
        if (seen := eyes_of(view, start, noun)) is not None:
            yield from viewpoint(view, number, phrase, noun, seen)
            continue
        after, end = phrase[-1] + 1, tree.sentence_span(number)[1]
        if phrase[0] == start and after < end and tree.lower[after] == ",":
            source, content = trimmed(tree, phrase[1:]), trimmed(tree, list(range(after + 1, end)))
            stance = Stance.SAYS if tree.lower[start] in ("in", "by") else Stance.WANTS
            yield Found("document", stance, start, source, noun, [start], content)


def before_share(tree: Tree, noun: int, phrase: list[int]) -> list[int]:
    """*In a poll, one in five said so*: the number behind the comma is no apposition, whatever the parse says."""
    shares = [c for c in tree.childs(noun, "appos") if tree.pos[c] == "NUM" and tree.word(c - 1) == ","]
    return [k for k in phrase if k < shares[0] - 1] if shares else phrase


def in_polls(view: View, reported: set[int]) -> Iterator[Found]:
    """*She leads, in most polls, by a point*: a poll is a source wherever it stands, if its sentence has no report of its own."""
    tree = view.tree
    for i in places_of(tree, "in"):
        number = tree.sentence[i]
        if i == tree.starts[number] or number in reported or view.speech.inside[i] >= 0:
            continue
        noun = tree.child(i, "pobj")
        if noun is None or tree.doc[noun].lemma_.lower() not in view.cues.polled:
            continue
        phrase = frozenset(tree.subtree(i))
        commas = {k for k in (i - 1, max(phrase) + 1) if tree.word(k) == ","}
        content = [k for k in range(*tree.sentence_span(number)) if k not in phrase and k not in commas]
        source = trimmed(tree, sorted(phrase - {i}))
        yield Found("document", Stance.SAYS, i, source, noun, [i], trimmed(tree, content))


def in_views(view: View, reported: set[int]) -> Iterator[Found]:
    """*The lake has lost a third of its water, by one estimate*; *dogs are banned, per the club's bylaws*; *is a fool in her eyes*.

    Such a phrase behind what it is about; `reported` as for `in_documents`.
    """
    tree = view.tree
    for i in places_of(tree, "by", "in", "per"):
        if i == tree.starts[tree.sentence[i]] or tree.dep[i] != "prep":
            continue
        noun, number = tree.child(i, "pobj"), tree.sentence[i]
        if noun is None or number in reported or view.speech.inside[i] >= 0:
            continue
        parts = view_parts(view, i, noun)
        if parts is not None:
            source, head, cue = parts
            phrase = frozenset(tree.subtree(i))
            commas = {k for k in (i - 1, max(phrase) + 1) if tree.word(k) == ","}
            content = [k for k in range(*tree.sentence_span(number)) if k not in phrase and k not in commas]
            yield Found("document", Stance.SAYS, i, source, head, cue, trimmed(tree, content))


def view_parts(view: View, i: int, noun: int) -> tuple[list[int], int, list[int]] | None:
    """Source, its head and cue of such a phrase: *in | her | eyes*, *by | one estimate*, *per | the club's bylaws*."""
    tree = view.tree
    set_off = tree.word(i - 1) == ","
    phrase = [k for k in tree.subtree(noun) if k >= i]
    if tree.lower[i] == "per":
        named = tree.pos[noun] == "PROPN" or tree.child(noun, "det", "poss") is not None
        return (trimmed(tree, phrase), noun, [i]) if set_off and named else None
    if tree.lemma[noun] not in view.cues.viewpoints:
        return None
    owner = eyes_of(view, i, noun)
    if owner is not None and (set_off or tree.lower[i] == "by" or tree.lemma[tree.head[i]] == "be"):
        source = [k for k in tree.subtree(owner) if tree.tag[k] != "POS"]
        return source, owner, [i, *(k for k in phrase if k not in source and tree.tag[k] != "POS")]
    counted = tree.word(i + 1) in view.cues.shares
    return (trimmed(tree, phrase), noun, [i]) if tree.lower[i] == "by" and counted and owner is None else None


def by_hearsay(view: View, cued: set[int]) -> Iterator[Found]:
    """*The rat allegedly bit two cooks*: nobody is named who says so. `cued` are the tokens of other cues."""
    tree = view.tree
    for i, word in enumerate(tree.lower):
        if word not in view.cues.hearsay or tree.dep[i] != "advmod" or i in cued:
            continue
        verb = tree.head[i]
        if tree.pos[verb] in ("VERB", "AUX") and tree.child(verb, "nsubj", "nsubjpass") is not None:
            first = tree.subtree(verb)[0]
            mark = first if tree.dep[first] in ("mark", "advmod") and tree.pos[first] == "SCONJ" else None
            content = trimmed(tree, [k for k in tree.subtree(verb, skip=frozenset({i})) if k != mark])
            yield Found("hearsay", Stance.SAYS, i, [], None, [i], content)


def eyes_of(view: View, start: int, noun: int) -> int | None:
    """*In the view of the panel*, *in her view*, *by his own account*: whose view or account it is."""
    tree = view.tree
    if tree.lower[start] not in ("in", "by") or tree.lemma[noun] not in view.cues.viewpoints:
        return None
    of = next((p for p in tree.childs(noun, "prep") if tree.lower[p] == "of"), None)
    owner = tree.child(noun, "poss")
    return tree.child(of, "pobj") if owner is None and of is not None and tree.lower[start] == "in" else owner


def viewpoint(view: View, number: int, phrase: list[int], noun: int, holder: int) -> Iterator[Found]:
    """The attribution of such a phrase at the beginning of its sentence."""
    tree = view.tree
    after, end = phrase[-1] + 1, tree.sentence_span(number)[1]
    if after < end and tree.lower[after] == ",":
        source = [k for k in tree.subtree(holder) if tree.tag[k] != "POS"]
        cue = [k for k in phrase if k not in source and tree.tag[k] != "POS"]
        yield Found("document", Stance.SAYS, phrase[0], source, holder, cue, trimmed(tree, list(range(after + 1, end))))


def is_source(view: View, preposition: str, noun: int) -> bool:
    """Whether preposition and noun name a source: *in a poll*, *under the law*, *in her opinion*."""
    lemma = view.tree.lemma[noun]
    if preposition in ("in", "by") and lemma in view.cues.viewpoints and eyes_of(view, view.tree.head[noun], noun) is not None:
        return True
    if preposition == "by" and lemma in view.cues.viewpoints:
        return view.tree.word(view.tree.head[noun] + 1) in view.cues.shares
    return (preposition == "in" and lemma in view.cues.evidence) or (
        preposition in ("under", "per") and lemma in view.cues.rulings
    )
