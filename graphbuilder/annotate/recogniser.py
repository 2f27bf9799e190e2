"""Named entities as the model's own recogniser finds them, without walking over the tokens one by one.

The recogniser is a transition system (begin, in, last, unit, out). Outside of an entity its scores depend on one token only, so they are
computed for all tokens at once; only inside of an entity does a step depend on the one before it, and there the label is settled and two
actions remain: go on or end. The entities of an article are thus followed side by side, one token further in each round.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import ENT_IOB, IS_SPACE, SENT_START
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Span

from graphbuilder.annotate.vectors import Floats, Vectors, is_readable, is_transition_system, one_thread

Doc = Any  # spacy.tokens.Doc: spaCy ships no usable stubs
Language = Any
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

NER = "ner"
FEATURES = 3
"""What the model looks at: the token, the first token of the open entity, the token before."""


class Recogniser:
    """The weights of an `EntityRecognizer`, and its greedy search on arrays."""

    def __init__(self, ner: Any) -> None:
        """Copy the weights: what the model learns afterwards is not seen."""
        chain, lower, upper = (ner.model.get_ref(name) for name in ("tok2vec", "lower", "upper"))
        self._vectors = Vectors(chain.layers[0])
        linear = chain.layers[-1]
        self._reduce, self._reduce_bias = linear.get_param("W").T.copy(), linear.get_param("b").copy()
        # of shapes (3, hidden, pieces, width), (hidden, pieces) and (1, 3, hidden, pieces)
        weights, bias, pad = (lower.get_param(name) for name in ("W", "b", "pad"))
        self._pieces: int = weights.shape[2]
        # the pieces of a hidden unit stand apart: their largest is taken of whole rows
        self._features = [np.ascontiguousarray(w.transpose(2, 1, 0).reshape(w.shape[2], -1)) for w in weights]
        self._bias = bias.T.ravel()
        self._no_start, self._no_before = pad[0, 1].T.ravel(), pad[0, 2].T.ravel()
        scores, scores_bias = upper.get_param("W"), upper.get_param("b")
        names = [ner.moves.get_class_name(i) for i in range(ner.moves.n_moves)]
        outside = [i for i, name in enumerate(names) if (name[0] in "BU" and len(name) > 2) or name == "O"]
        self._outside, self._outside_bias = np.ascontiguousarray(scores[outside].T), scores_bias[outside]
        self._kinds = np.array([names[i][0] for i in outside])
        self.labels = [names[i][2:] for i in outside]
        place = {name: i for i, name in enumerate(names)}
        self._going_on, self._ending = (
            (scores[rows], scores_bias[rows])
            for rows in ([place.get(f"{kind}-{label}", 0) for label in self.labels] for kind in "IL")
        )

    def entities(self, doc: Doc) -> list[tuple[int, int, str]]:
        """First token, end and label of each entity of a Doc that has sentence borders and no entities."""
        length = len(doc)
        starts, space = doc.to_array([SENT_START, IS_SPACE]).T
        follows = np.zeros(length, dtype="bool")  # an entity can go on after this token
        follows[:-1] = starts[1:] != 1
        with one_thread():
            tokens = np.dot(self._vectors.of(doc), self._reduce) + self._reduce_bias
            here = np.dot(tokens, self._features[0])
            best = self._best_outside(here, follows, space.astype("bool"))
            begins = np.flatnonzero(self._kinds[best] == "B")
            ends = dict(zip(begins.tolist(), self._ends(tokens, here, begins, best[begins], follows).tolist(), strict=True))
        found: list[tuple[int, int, str]] = []
        last = 0
        for start in np.flatnonzero(self._kinds[best] != "O").tolist():
            if start >= last:
                last = ends.get(start, start + 1)
                found.append((start, last, self.labels[best[start]]))
        return found

    def _best_outside(self, here: Floats, follows: Bools, space: Bools) -> Ints:
        """The index of the best action of each token if no entity is open before it."""
        scores = np.dot(self._hidden(here + self._no_start + self._no_before), self._outside) + self._outside_bias
        scores[np.ix_(space | ~follows, self._kinds == "B")] = -np.inf
        scores[np.ix_(space, self._kinds == "U")] = -np.inf
        best: Ints = scores.argmax(axis=1)
        return best

    def _ends(self, tokens: Floats, here: Floats, begins: Ints, actions: Ints, follows: Bools) -> Ints:
        """The end of each entity that begins at `begins`, with the label of the action there."""
        ends = np.zeros(len(begins), dtype="int64")
        open_ = np.arange(len(begins))
        first = np.dot(tokens[begins], self._features[1])
        at = begins + 1
        while len(open_):
            before = np.dot(tokens[at - 1], self._features[2])
            hidden = self._hidden(here[at] + first[open_] + before)
            label = actions[open_]
            (on, on_bias), (end, end_bias) = self._going_on, self._ending
            goes_on = np.einsum("ij,ij->i", hidden, on[label]) + on_bias[label]
            stops = np.einsum("ij,ij->i", hidden, end[label]) + end_bias[label]
            further = follows[at] & (goes_on >= stops)
            ends[open_[~further]] = at[~further] + 1
            open_, at = open_[further], at[further] + 1
        return ends

    def _hidden(self, sums: Floats) -> Floats:
        """The hidden layer: of each unit the largest piece."""
        sums += self._bias
        width = sums.shape[1] // self._pieces
        out = sums[:, :width]
        for start in range(width, sums.shape[1], width):
            out = np.maximum(out, sums[:, start : start + width])
        return out


def is_recognisable(nlp: Language) -> bool:
    """Whether `Recogniser` can stand for a pipeline's: greedy, with its own vectors, all in the form of spaCy's small models."""
    if NER not in nlp.pipe_names or type(nlp.get_pipe(NER)) is not EntityRecognizer:
        return False
    ner = nlp.get_pipe(NER)
    return is_transition_system(ner, FEATURES, ["list2array", "linear"]) and is_readable(ner.model.get_ref("tok2vec").layers[0])


class FastEntities:
    """The component that stands for the `ner` of `nlp`, which stays in it, disabled."""

    def __init__(self, nlp: Language) -> None:
        """Nothing is read yet: a pipeline from disk makes its components before it fills them."""
        self._nlp = nlp
        self._recogniser: Recogniser | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc.ents`; return `doc`. A Doc in which something is settled already goes through the model's own component."""
        if not len(doc) or doc.to_array(ENT_IOB).any():
            return self._nlp.get_pipe(NER)(doc)
        if self._recogniser is None:
            self._recogniser = Recogniser(self._nlp.get_pipe(NER))
        doc.ents = [Span(doc, start, end, label=label) for start, end, label in self._recogniser.entities(doc)]
        return doc
