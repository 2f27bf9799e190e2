"""Clauses that match a frame and yet tell of no event: what anybody does, what mostly happens, what could be done.

Each case is a function named after it; `tells_nothing` asks them all. What is meant by one who is named stays: *you have broken
your word, Chad*. Factuality is another matter: an event that is planned, possible or denied is told of.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graphbuilder.data import word_list
from graphbuilder.extract.clauses import Clause, ClauseKind, Slot
from graphbuilder.extract.frames import Matcher
from graphbuilder.extract.matches import Match
from graphbuilder.extract.tree import Tree

Token = Any
Case = Callable[[Matcher, Match], bool]

PEOPLE = word_list("people_in_general")
ANYBODY = frozenset({"anyone", "anybody", "whoever"})
FIRST = frozenset({"we", "us", "i", "me"})
COULD = frozenset({"would", "'d", "’d", "could", "can", "ca", "might", "may"})
WOULD = frozenset({"would", "'d", "’d"})
ABILITY = word_list("nouns_of_ability")
EASE = word_list("adjectives_of_ease")
OFTEN = word_list("adverbs_of_frequency")
FREQUENCY = word_list("adjectives_of_frequency")
PARTIES = ("actor", "recipient", "candidate")


def tells_nothing(matcher: Matcher, match: Match) -> bool:
    """Whether a match is no event, though its words are those of one."""
    cases = OF_NOUNS if match.clause.verb is None else OF_VERBS
    return any(case(matcher, match) for case in cases)


def befalls_anybody(matcher: Matcher, match: Match) -> bool:
    """*You walk down the road and you get shot*: what happens to a *you* that is nobody in particular has not happened.

    So in the present, where no other party is named; *you have broken your word* speaks to somebody.
    """
    verb, parties = match.clause.verb, heads_of(match, PARTIES)
    if not parties or any(head.tag_ == "MD" for head in match.clause.auxiliaries):
        return False
    first = min((*match.clause.auxiliaries, verb), key=lambda t: t.i)
    if first.tag_ not in ("VBP", "VBZ") or first.lower_ in ("have", "'ve", "’ve", "are", "'re", "’re"):
        return False
    return all(head.lower_ == "you" and is_itself(matcher, head) for head in parties)


def done_by_people_in_general(matcher: Matcher, match: Match) -> bool:
    """*When people work together*, *the more you help the rich*, *when you start calling them names*: who acts is nobody in particular.

    What you would do to somebody who is named is asked of anybody, too: *would you vote for Lund?*
    """
    actors = heads_of(match, ("actor", "candidate"))
    if not actors or not all(is_people_in_general(matcher, match, head) for head in actors):
        return False
    clause = match.clause
    if clause.verb.tag_ in ("VB", "VBG") and not could_be(clause) and clause.parent is not None:
        clause = clause.parent  # start calling
    if could_be(clause) and all(head.lower_ == "you" for head in actors):
        return True
    if not (is_simple_present(clause) or could_be(clause)) or (clause.link == "root" and is_once(matcher, clause)):
        return False
    return not any(matcher.fillers.kinds(head) & {"name", "country"} for head in heads_of(match, ("recipient",)))


def of_whoever_it_may_be(matcher: Matcher, match: Match) -> bool:
    """*the task of anyone appointed to the post*: nobody has been; *nobody was hurt* and *did not hurt anyone* tell that it was so."""
    parties = heads_of(match, PARTIES)
    return bool(parties) and match.clause.negation is None and all(head.lower_ in ANYBODY for head in parties)


def whenever_it_happens(matcher: Matcher, match: Match) -> bool:
    """*When a reporter asks, he lashes out*: both in the simple present, so that is how it mostly goes.

    *In 1941, when Chad invades Mali, he flees*, *police arrest 40 when a crowd storms a hall in Oslo* tell of one time.
    """
    clause = match.governing
    if not is_simple_present(clause):
        return False
    if clause.mark in WHENEVER:
        over = clause.parent
        return over is not None and is_simple_present(over) and not is_once(matcher, over)
    below = matcher.walker.below_clause(clause)
    return any(c.mark in WHENEVER and is_simple_present(c) for c in below) and not is_once(matcher, clause)


def could_be_done(matcher: Matcher, match: Match) -> bool:
    """*an opportunity to appeal to farmers*, *the power to ban a party*: what one is able to do is not done yet."""
    verb = match.clause.verb
    return bool(verb.tag_ == "VB" and verb.dep_ in ("acl", "relcl") and verb.head.lemma_.lower() in ABILITY)


def is_called_easy(matcher: Matcher, match: Match) -> bool:
    """*makes it hard for Kay to attack them*, *it is vital to back the firemen*: how the deed would be is said, and no more.

    What somebody who is named has to do is asked of them: *it is vital for Chad to free them*.
    """
    verb = match.clause.verb
    if verb.tag_ != "VB" or verb.dep_ not in ("xcomp", "advcl", "ccomp", "csubj", "acl") or not is_to_infinitive(match.clause):
        return False
    tree, over = matcher.fillers.tree, verb.head.i
    judged = over if tree.pos[over] == "ADJ" else tree.child(over, "acomp", "oprd", "ccomp")
    if judged is None or tree.pos[judged] != "ADJ":
        return False
    if tree.lower[judged] in EASE:
        return True
    subject = tree.child(tree.head[judged] if judged != over else over, "nsubj")
    named = any("name" in matcher.fillers.kinds(head) for head in heads_of(match, ("actor",)))
    return subject is not None and tree.lower[subject] == "it" and not named


def is_deed_of_nobody(matcher: Matcher, match: Match) -> bool:
    """*letters sent to demand papers*, *changing the rules takes years*: without tense and without anybody who does it or to whom.

    A political act has parties; a bridge that is to be built is one all the same.
    """
    verb = match.clause.verb
    code = matcher.lexicon.ontology.classes[match.frame.type].codes.get("plover")
    if code is None or heads_of(match, PARTIES) or verb.dep_ not in WITHOUT_SUBJECT:
        return False
    return is_to_infinitive(match.clause) if verb.tag_ == "VB" else verb.tag_ == "VBG" and not match.clause.auxiliaries


WITHOUT_SUBJECT = frozenset({"advcl", "acl", "pcomp", "csubj", "ROOT"})


UNSAID = frozenset({"root", "conj", "adverbial", "relative"})


def will_now_and_then(matcher: Matcher, match: Match) -> bool:
    """*will often issue a report*: a habit, and no plan."""
    verb = match.clause.verb
    if not any(a.lower_ in ("will", "'ll", "’ll") for a in match.clause.auxiliaries):
        return False
    tree = matcher.fillers.tree
    return any(tree.lower[k] in OFTEN for k in tree.childs(verb.i, "advmod"))


def is_what_would_be(matcher: Matcher, match: Match) -> bool:
    """*The two would also share intelligence*: what would be is no promise, unless somebody is said to say so (*said it would share*)."""
    clause = match.governing
    if match.embedded is None or clause.negation is not None or clause.link not in UNSAID:
        return False
    if not any(a.lower_ in WOULD for a in clause.auxiliaries):
        return False
    while clause.parent is not None:
        clause = clause.parent
        if matcher.is_word(clause, "say"):
            return False
    return not any(matcher.is_word(c, "say") for c in matcher.walker.below_clause(clause))


def is_wish_of_ours(matcher: Matcher, match: Match) -> bool:
    """*Perhaps we could fence him in with a wall*, *we'd never tolerate it*: a *we* that nobody stands behind, and what it might do.

    A place or a day makes a plan of it: *"We may impose sanctions next week," an official said*.
    """
    actors = heads_of(match, ("actor", "candidate"))
    if not actors or not could_be(match.clause) or is_once(matcher, match.clause):
        return False
    if any(matcher.fillers.kinds(head) & {"name", "country"} for head in heads_of(match, ("recipient",))):
        return False
    return all(head.lower_ in FIRST and is_itself(matcher, head) for head in actors)


def is_background(matcher: Matcher, match: Match) -> bool:
    """*the outcome of the election*, *analysis of the referendum*: behind another noun, without place, day or anybody in it."""
    tree, noun = matcher.fillers.tree, match.clause.head.i
    preposition = tree.head[noun]
    if match.roles or tree.dep[noun] != "pobj" or tree.pos[tree.head[preposition]] != "NOUN" or tree.lower[preposition] != "of":
        return False
    return match.host == "" and not any(tree.entity[k] in ("DATE", "GPE", "EVENT") for k in tree.subtree(noun))


def is_common(matcher: Matcher, match: Match) -> bool:
    """*Explosions are common in the valley*: how often such things happen, and no one of them."""
    host = match.clause.parent
    if host is None or host.kind is not ClauseKind.COPULA or host.head.lower_ not in FREQUENCY:
        return False
    return any(a.slot is Slot.SUBJECT and a.head.i == match.clause.head.i for a in host.arguments) and host.verb.tag_ in ("VBP", "VBZ")


OF_VERBS: tuple[Case, ...] = (
    befalls_anybody,
    done_by_people_in_general,
    of_whoever_it_may_be,
    whenever_it_happens,
    could_be_done,
    is_called_easy,
    is_deed_of_nobody,
    is_what_would_be,
    will_now_and_then,
    is_wish_of_ours,
)
OF_NOUNS: tuple[Case, ...] = (is_common, is_background)
WHENEVER = frozenset({"when", "whenever"})


# --- what the cases ask


def heads_of(match: Match, roles: tuple[str, ...]) -> list[Token]:
    """The heads of the fillers of these roles."""
    return [head for role, head, _ in match.roles if role in roles]


def is_itself(matcher: Matcher, head: Token) -> bool:
    """Whether nobody is known to stand behind a pronoun."""
    return matcher.fillers.resolved(head) is head


def is_people_in_general(matcher: Matcher, match: Match, head: Token) -> bool:
    """*you*, *someone*, *people*, without any word that tells which; the relative clause that says the deed itself does not."""
    if head.lower_ not in PEOPLE or not is_itself(matcher, head):
        return False
    tree = matcher.fillers.tree
    return all(tree.dep[k] in ("relcl", "cc", "punct") and k == match.clause.head.i for k in tree.children[head.i])


def is_once(matcher: Matcher, clause: Clause) -> bool:
    """*in Minsk*, *on Sunday*, *in 1941*: whether a place or a day within a clause says which time is meant; not *every Sunday*.

    A headline without a full stop tells in the present what has happened: *Police fire tear gas when miners throw stones*.
    """
    tree = matcher.fillers.tree
    if not is_closed(tree, clause.sentence):
        return True
    return any(is_where_or_when(tree, k) for k in tree.subtree(clause.head.i) if tree.entity[k] in ("GPE", "DATE"))


def is_closed(tree: Tree, sentence: int) -> bool:
    """Whether a mark ends the sentence."""
    first, after = tree.sentence_span(sentence)
    last = next((k for k in range(after - 1, first - 1, -1) if tree.pos[k] != "SPACE"), first)
    return tree.pos[last] == "PUNCT"


def is_where_or_when(tree: Tree, k: int) -> bool:
    """*in Minsk*, *Sunday*, *1941*; not *to Minsk*, *Sundays*, *each Sunday*."""
    if tree.entity[k] == "GPE":
        return tree.dep[k] == "pobj" and tree.lower[tree.head[k]] in WHERE
    determiner = tree.child(k, "det")
    return tree.tag[k] in ("NNP", "CD") and (determiner is None or tree.lower[determiner] not in EVERY)


WHERE = word_list("prepositions_before_places")
EVERY = frozenset({"every", "each"})


def is_simple_present(clause: Clause) -> bool:
    """*attacks*, *does not attack*; not *is attacking*, *has attacked*, *is attacked*."""
    if clause.verb is None:
        return False
    if clause.auxiliaries:
        return len(clause.auxiliaries) == 1 and clause.auxiliaries[0].lower_ in ("do", "does")
    return clause.verb.tag_ in ("VBP", "VBZ")


def could_be(clause: Clause) -> bool:
    """*would attack*, *could attack*: a modal verb that leaves it open, no perfect behind it."""
    words = [a.lower_ for a in clause.auxiliaries]
    return not COULD.isdisjoint(words) and "have" not in words


def is_to_infinitive(clause: Clause) -> bool:
    """*to attack*."""
    return any(a.tag_ == "TO" for a in clause.auxiliaries)
