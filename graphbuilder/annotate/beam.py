"""Beam search over the actions of the model's own parser.

spaCy's parser takes the best action at each step and cannot take it back. Here the most probable sequences of actions of a sentence are
followed side by side, and the one that is most probable in the end gives the tree (Zhang and Clark, "A Tale of Two Parsers", 2008).
Weights, actions and sentence borders are the parser's. Scores become probabilities over the actions that are allowed before they are
added: spaCy's own beam adds them as they are, and is worse than no beam for a model that was trained without one.

Sentences of many texts are searched together, and what is found does not depend on which: what is added up by matrix products over them is
rounded to fixed steps, so that every sum is exact in whatever order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, SENT_START
from spacy.pipeline import DependencyParser
from spacy.pipeline._parser_internals.nonproj import deprojectivize
from spacy.util import minibatch

from graphbuilder.annotate.transitions import CODES, GREEDY, MOVES, Bools, Ints, States, valid_moves
from graphbuilder.annotate.vectors import Floats, is_transition_system, one_thread

Doc = Any  # spacy.tokens.Doc: spaCy ships no usable stubs
Language = Any
Doubles = NDArray[np.float64]

PARSER = "parser"
NAME = "graphbuilder_beam"
FEATURES = 8
"""What the model looks at: see `States.focus`."""
WIDTH = 4
"""Parses of a sentence that are followed at most."""
WORST = np.float32(3.0)
"""How much less probable than the best one, in natural logarithms, a parse is still followed."""
MARGIN = np.float32(0.2)
"""How much more probable than the parser's own tree, in natural logarithms, another is to be: below it, either is right as often."""
LONGEST = 400
"""Tokens of a sentence that is searched: longer ones are lists and noise, and keep the parser's tree."""
TOKENS = 8_000
"""Tokens of the texts that are searched together, unless one has more: four kilobytes each."""
TOGETHER = 256
"""Sentences that take their steps together, of like length."""
STEP = 2.0**18
"""Hidden units and weights are whole multiples of 1 / STEP: sums of their products, below 2 ** 17, are exact."""


class Beam:
    """The weights of a `DependencyParser`, and the search."""

    def __init__(self, parser: Any) -> None:
        """Copy the weights: what the model learns afterwards is not seen."""
        chain, lower, upper = (parser.model.get_ref(name) for name in ("tok2vec", "lower", "upper"))
        linear = chain.layers[-1]
        self._reduce, self._reduce_bias = linear.get_param("W").T.copy(), linear.get_param("b").copy()
        # of shapes (8, hidden, pieces, width), (hidden, pieces) and (1, 8, hidden, pieces)
        weights, bias, pad = (lower.get_param(name) for name in ("W", "b", "pad"))
        self._pieces: int = weights.shape[2]
        # the pieces of a hidden unit stand apart: their largest is taken of whole rows
        self._features = np.ascontiguousarray(weights.transpose(0, 3, 2, 1).reshape(FEATURES, weights.shape[3], -1))
        self._bias = bias.T.ravel()
        self._pad = pad[0].transpose(0, 2, 1).reshape(FEATURES, -1)
        self._upper = np.round(upper.get_param("W").T.astype("float64") * STEP)
        names = [parser.moves.get_class_name(i) for i in range(parser.moves.n_moves)]
        self._moves = np.array([MOVES.index(name[0]) for name in names])
        self._labels = np.array([parser.vocab.strings[name[2:]] if len(name) > 2 else 0 for name in names], dtype="uint64")
        allowed = np.array([np.isin(self._moves, valid_moves(code)) for code in range(CODES)])
        # of shape (codes, actions): the bias, or minus infinity for what is not allowed
        self._offers = np.where(allowed, upper.get_param("b"), np.float32(-np.inf))

    def write(self, docs: Sequence[Doc]) -> None:
        """Search the sentences of parsed Docs and write down their trees."""
        rows = [doc.to_array([HEAD, DEP]) for doc in docs]
        sentences: list[tuple[int, int, int]] = []  # tokens, index of the Doc, first token
        for index, doc in enumerate(docs):
            starts = np.flatnonzero(doc.to_array(SENT_START) == 1).tolist()
            borders = pairwise([*starts, len(doc)])
            sentences += [(end - start, index, start) for start, end in borders if 1 < end - start <= LONGEST]
        sentences.sort()
        changed: set[int] = set()
        with one_thread():
            table, first_rows = self._table([doc.tensor for doc in docs])
            for begin in range(0, len(sentences), TOGETHER):
                group = sentences[begin : begin + TOGETHER]
                lengths = np.array([length for length, _, _ in group])
                bases = np.array([first_rows[index] + start - 1 for _, index, start in group])
                found = self.search(table, lengths, bases)
                for (length, index, start), tree in zip(group, found, strict=True):
                    if tree is None:
                        continue
                    changed.add(index)
                    heads, actions = tree
                    part = rows[index][start : start + length]
                    part[:, 0] = np.where(heads > 0, heads - np.arange(1, length + 1), 0).astype("uint64")
                    part[:, 1] = np.where(heads > 0, self._labels[actions], docs[index].vocab.strings["ROOT"])
        for index in sorted(changed):
            docs[index].from_array([HEAD, DEP], rows[index])
            deprojectivize(docs[index])

    def _table(self, vectors: Sequence[Floats]) -> tuple[Floats, list[int]]:
        """What each token adds to the hidden layer in each place, of shape (8, rows, hidden), and the row of the first token of each text.

        Row 0, and two behind each text, are what no token adds.
        """
        first_rows, size = [], 1
        for vector in vectors:
            first_rows.append(size)
            size += len(vector) + 2
        out = np.empty((FEATURES, size, self._features.shape[2]), dtype="float32")
        out[:] = self._pad[:, np.newaxis]
        for first, vector in zip(first_rows, vectors, strict=True):
            tokens = np.dot(vector, self._reduce) + self._reduce_bias
            for k in range(FEATURES):
                np.dot(tokens, self._features[k], out=out[k, first : first + len(vector)])
        return out, first_rows

    def search(self, table: Floats, lengths: Ints, bases: Ints) -> list[tuple[Ints, Ints] | None]:
        """Heads and actions of each sentence, as `States.parse` gives them; None where nothing is clearly better than the parser's tree.

        Token t of sentence k is in row `bases[k] + t` of the table.
        """
        flat = table.reshape(-1, table.shape[2])
        places = np.arange(FEATURES) * table.shape[1]
        states = States.of(lengths)
        scores = np.zeros(len(states), dtype="float32")
        found: list[tuple[Ints, Ints] | None] = [None] * len(lengths)
        reached, parsers = (np.full(len(lengths), -np.inf, dtype="float32") for _ in range(2))
        while len(states):
            focus = states.focus()
            rows = np.where(focus > 0, focus + bases[states.sentence, np.newaxis], 0) + places
            total = self._logs(flat, rows, states.codes(focus[:, 0]))
            total += scores[:, np.newaxis]
            parents, taken, greedy = best_steps(total, states, reached)
            scores = total[parents, taken]
            states, focus = states.at(parents), focus[parents]
            states.numbers[GREEDY] = greedy
            states.apply(self._moves[taken], taken, focus[:, 0], focus[:, 2])
            ended = states.ended
            if ended.any():
                for row in np.flatnonzero(ended).tolist():
                    index = int(states.sentence[row])
                    if greedy[row]:
                        parsers[index] = scores[row] + MARGIN
                    elif scores[row] > reached[index]:
                        reached[index], found[index] = scores[row], states.parse(row)
                np.maximum(reached, parsers, out=reached)
                kept = np.flatnonzero(~ended & (greedy | (scores > reached[states.sentence])))
                states, scores = states.at(kept), scores[kept]
        return [tree if reached[k] > parsers[k] else None for k, tree in enumerate(found)]

    def _logs(self, table: Floats, rows: Ints, codes: Ints) -> Floats:
        """The logarithm of the probability of each action, of shape (n, actions); minus infinity where it is not allowed."""
        sums = table.take(rows[:, 0], axis=0)
        sums += self._bias
        for k in range(1, FEATURES):
            sums += table.take(rows[:, k], axis=0)
        pieces = np.split(sums, self._pieces, axis=1)
        hidden = reduce(np.maximum, pieces).astype("float64")
        hidden *= STEP
        np.round(hidden, out=hidden)
        scores = np.dot(hidden, self._upper)
        scores /= STEP * STEP
        out = scores.astype("float32")
        out += self._offers[codes]
        out -= out.max(axis=1, keepdims=True)
        out -= np.log(np.exp(out).sum(axis=1, keepdims=True))
        logs: Floats = out
        return logs


def best_steps(total: Floats, states: States, reached: Floats) -> tuple[Ints, Ints, Bools]:
    """The most probable steps: at most `WIDTH` of a sentence, none much less probable than its best; and the greedy one in any case.

    `total` has the shape (states, actions); `reached` is what a whole parse of each sentence has: what has no more cannot come before it.

    Returns:
        Row of the state, action, and whether the step is the greedy one, sentence by sentence.
    """
    sentence = states.sentence
    begins = np.flatnonzero(np.diff(sentence, prepend=-1))
    best = np.maximum.reduceat(total.max(axis=1), begins)
    floor = np.maximum(best - WORST, reached[sentence[begins]])
    wanted = total > np.repeat(floor, np.diff(np.append(begins, len(sentence))))[:, np.newaxis]
    led = np.flatnonzero(states.greedy)
    leads = total[led].argmax(axis=1)
    wanted[led, leads] = True
    steps = np.flatnonzero(wanted)
    parents, taken = np.divmod(steps, total.shape[1])
    greedy = np.zeros(len(steps), dtype="bool")
    greedy[np.searchsorted(steps, led * total.shape[1] + leads)] = True
    of = sentence[parents]
    counts = np.bincount(of)
    if counts.max(initial=0) > WIDTH:
        order = np.lexsort((-total[parents, taken], of))
        counts = counts[counts > 0]
        rank = np.arange(len(of)) - np.repeat(np.cumsum(counts) - counts, counts)
        kept = order[(rank < WIDTH) | greedy[order]]
        parents, taken, greedy = parents[kept], taken[kept], greedy[kept]
    return parents, taken, greedy


def is_searchable(nlp: Language) -> bool:
    """Whether `Beam` can stand behind a pipeline's parser: greedy, on the vectors of the Doc, all in the form of spaCy's small models."""
    if PARSER not in nlp.pipe_names or type(nlp.get_pipe(PARSER)) is not DependencyParser:
        return False
    parser = nlp.get_pipe(PARSER)
    on_cpu = isinstance(parser.model.ops.xp.empty(0), np.ndarray)
    return on_cpu and is_transition_system(parser, FEATURES, ["tok2vec-listener", "list2array", "linear"])


class BeamTrees:
    """The component that goes behind the `parser` of `nlp` and keeps its sentences."""

    def __init__(self, nlp: Language) -> None:
        """Nothing is read yet: a pipeline from disk makes its components before it fills them."""
        self._nlp = nlp
        self._beam: Beam | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Set heads and labels of `doc`; return it."""
        self._write([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int) -> Iterator[Doc]:
        """The same for Docs as they come, some at a time."""
        for docs in minibatch(stream, batch_size):
            waiting: list[Doc] = []
            for doc in docs:
                if waiting and sum(map(len, waiting)) + len(doc) > TOKENS:
                    yield from self._write(waiting)
                    waiting = []
                waiting.append(doc)
            yield from self._write(waiting)

    def _write(self, docs: list[Doc]) -> list[Doc]:
        """Write down the trees of some Docs, but for empty ones; return the Docs."""
        if self._beam is None:
            self._beam = Beam(self._nlp.get_pipe(PARSER))
        self._beam.write([doc for doc in docs if len(doc)])
        return docs
