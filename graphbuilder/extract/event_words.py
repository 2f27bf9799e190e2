"""The event-denoting words of an article, typed or not: verbs, and nouns that name events."""

from __future__ import annotations

from graphbuilder.data import read_words
from graphbuilder.extract.clauses import ClauseKind
from graphbuilder.extract.judgements import Judgements
from graphbuilder.extract.reading import Reading
from graphbuilder.model import Mention, Predicate

STATES = frozenset({"be", "have"})


def event_nouns() -> frozenset[str]:
    """Nouns that name events without a verb beside them (`data/event_nouns.txt`), lemmas in lower case."""
    return read_words("event_nouns.txt")


def event_words(reading: Reading, judgements: Judgements) -> tuple[Predicate, ...]:
    """Every word that denotes an event, in text order.

    Verbs that head a clause, *be* and *have* apart; nouns of the event lexicon and of `event_nouns`; whatever triggers a typed event.
    """
    tokens = {
        c.verb.i: c
        for c in reading.clauses.all
        if c.verb is not None and c.kind is ClauseKind.VERB and c.lemma not in STATES
    }
    named, typed = event_nouns(), reading.lexicon.nouns
    found: dict[int, Predicate] = {}
    for i, pos in enumerate(reading.tree.pos):
        if i in tokens:
            polarity = judgements.of_clause(tokens[i]).polarity
        elif pos == "NOUN" and ((lemma := reading.tree.lemma[i]) in named or lemma in typed) and reading.speaks(i):
            polarity = judgements.of_noun(reading.tree.tokens[i]).polarity
        else:
            continue
        tree = reading.tree
        found[i] = Predicate(trigger=Mention(start=tree.begin[i], end=tree.end[i], text=tree.text[i]), polarity=polarity)
    return tuple(found.values())
