"""Whom "I" and a state's "we" mean: who says the words in which they stand."""

from __future__ import annotations

from graphbuilder.extract.candidates import Candidate
from graphbuilder.extract.chains import Web
from graphbuilder.extract.grammar import Grammar


def first_person(web: Web, grammar: Grammar, inside: list[int], speaker: int | None, c: Candidate) -> int | None:
    """ "I" is the speaker of the quotation; "we" is the speaker's country when the quotation names it."""
    if speaker is None:
        return None
    if not c.plural:
        return speaker if web.cluster[speaker].type in ("Person", "") else None
    return country_that_speaks(web, grammar, inside, speaker, c)


def country_that_speaks(web: Web, grammar: Grammar, inside: list[int], speaker: int, c: Candidate) -> int | None:
    """The country named in the quotation before this "we", if the speaker holds one of its offices."""
    cluster = web.cluster[speaker]
    if not cluster.offices and cluster.type != "Country":
        return None
    quotation = inside[c.head]
    named = [k for k in web.before(c, 4) if inside[web.candidates[k].head] == quotation and web.cluster[k].type == "Country"]
    own = [
        k
        for k in named
        if cluster.country in (None, web.cluster[k].country) and grammar.role.get(web.candidates[k].head) == "subject"
    ]
    return own[-1] if own and len({id(web.cluster[k]) for k in own}) == 1 else None
