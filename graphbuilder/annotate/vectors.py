"""The word vectors of a spaCy model, computed article by article with numpy's matrix product: the same to float noise, three times faster.

The default matrix product of spaCy is that of BLIS, built for any processor. The BLAS that numpy brings is made for the one at hand, but
rounds by the place of a row in the matrix. An article therefore goes through alone: its vectors do not depend on what is read beside it.
What depends on one word only, the first layer, is looked up in a bounded table by form, norm and following blank.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import NORM, ORTH, SPACY
from spacy.pipeline import Tok2Vec
from threadpoolctl import ThreadpoolController

Doc = Any  # spacy.tokens.Doc: spaCy ships no usable stubs
Language = Any
Model = Any  # thinc.api.Model
Floats = NDArray[np.float32]

LARGEST = 16384
"""Words at which the table of the first layer is emptied; 6 MB."""

BLOCK = "residual(expand_window>>maxout>>layernorm>>dropout)"
"""A layer of spaCy's window encoder, as thinc names it."""

TINY = 1e-8
"""What thinc adds to a variance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A layer of the encoder: each word with its neighbours, the largest of some sums, brought to one scale."""

    weights: Floats
    """Shape (3 * width, pieces * width): the pieces stand one after the other, each of them whole."""
    bias: Floats
    """Shape (pieces * width,)."""
    scale: Floats
    """Shape (width,)."""
    shift: Floats
    """Shape (width,)."""

    def add_to(self, vectors: Floats, columns: Floats) -> None:
        """Add the layer's output to `vectors`, of shape (n + 2, width), but not to its first and last row.

        `columns`, of shape (n, 3 * width), is room for what is computed.
        """
        width = vectors.shape[1]
        for k in range(3):
            columns[:, k * width : (k + 1) * width] = vectors[k : k + len(columns)]
        sums = np.dot(columns, self.weights)
        sums += self.bias
        out = np.maximum(sums[:, :width], sums[:, width : 2 * width])
        for start in range(2 * width, sums.shape[1], width):
            np.maximum(out, sums[:, start : start + width], out=out)
        out -= out.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", out, out) / np.float32(width)
        out *= (1 / np.sqrt(variance + np.float32(TINY)))[:, np.newaxis]
        out *= self.scale
        out += self.shift
        vectors[1:-1] += out


class Vectors:
    """What a `spacy.Tok2Vec.v2` model gives, for one Doc at a time."""

    def __init__(self, model: Model) -> None:
        """Copy the weights: what the model learns afterwards is not seen."""
        self._embed, encode = model.get_ref("embed"), model.get_ref("encode")
        self._columns = self._embed.layers[0].attrs["columns"]
        self._pad: int = encode.attrs["pad"]
        self._width: int = encode.layers[0].get_dim("nO")
        self._layers = [_window(block) for block in encode.layers[0].layers]
        self._rows_of: dict[bytes, int] = {}
        self._table: Floats = np.empty((LARGEST, self._width), dtype="float32")

    @property
    def known(self) -> int:
        """Words in the table."""
        return len(self._rows_of)

    def of(self, doc: Doc) -> Floats:
        """The vectors of the tokens, of shape (len(doc), width)."""
        first = self._pad + 1
        vectors = np.zeros((len(doc) + 2 * first, self._width), dtype="float32")
        vectors[first : first + len(doc)] = self._words(doc)
        columns = np.empty((len(vectors) - 2, 3 * self._width), dtype="float32")
        with one_thread():
            for layer in self._layers:
                layer.add_to(vectors, columns)
        return vectors[first : first + len(doc)]

    def _words(self, doc: Doc) -> Floats:
        """What the model's first layer gives each token, whatever stands beside it."""
        given = np.ascontiguousarray(doc.to_array([ORTH, NORM, SPACY]))
        keys: list[bytes] = given.view(f"V{given.itemsize * 3}").ravel().tolist()
        missing = {key: i for i, key in enumerate(keys) if key not in self._rows_of}
        if len(self._rows_of) + len(missing) > len(self._table):
            missing = {key: i for i, key in enumerate(keys)}
            self._rows_of.clear()
            self._table = np.empty((max(LARGEST, len(missing)), self._width), dtype="float32")
        if missing:
            start = len(self._rows_of)
            features = _Features(doc.to_array(self._columns)[list(missing.values())])
            self._table[start : start + len(missing)] = self._embed.predict([features])[0]
            self._rows_of.update((key, start + i) for i, key in enumerate(missing))
        return self._table[[self._rows_of[key] for key in keys]]


@dataclass(frozen=True, slots=True)
class _Features:
    """Tokens of which the model only asks for their attributes."""

    rows: NDArray[np.uint64]

    def to_array(self, columns: list[int]) -> NDArray[np.uint64]:
        """The attributes, a row for a token."""
        return self.rows


def _window(block: Model) -> Window:
    """The weights of a layer, in the order in which they are used here."""
    maxout, norm = block.layers[0].layers[1].layers[0].layers
    weights = maxout.get_param("W")  # (width, pieces, 3 * width)
    return Window(
        weights=np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(weights.shape[2], -1)),
        bias=np.ascontiguousarray(maxout.get_param("b").T).ravel(),
        scale=norm.get_param("G").copy(),
        shift=norm.get_param("b").copy(),
    )


def is_readable(model: Model) -> bool:
    """Whether `Vectors` can stand for a model: hash embedding without static vectors, a window of one word on each side, on the CPU."""
    if not {"embed", "encode"} <= set(model.ref_names) or not isinstance(model.ops.xp.empty(0), np.ndarray):
        return False
    embed, encode = model.get_ref("embed"), model.get_ref("encode")
    if not embed.layers or embed.layers[0].name != "extract_features" or "pad" not in encode.attrs:
        return False
    blocks = encode.layers[0].layers
    return bool(blocks) and all(_is_block(block) for block in blocks)


def is_transition_system(component: Any, features: int, layers: list[str]) -> bool:
    """Whether a component is greedy, looks at so many `features` through a hidden layer of several pieces, and knows all its actions.

    `layers` are the last ones between its vectors and the features, by thinc's names.
    """
    model = component.model
    if not {"tok2vec", "lower", "upper"} <= set(model.ref_names) or model.attrs["unseen_classes"] or not model.attrs["has_upper"]:
        return False
    chain, lower = model.get_ref("tok2vec"), model.get_ref("lower")
    names = [layer.name for layer in chain.layers]
    last = names[-len(layers) :] == layers and len(names) == max(len(layers), 3)
    return bool(component.cfg["beam_width"] == 1 and last and lower.get_dim("nF") == features and lower.get_dim("nP") > 1)


def _is_block(block: Model) -> bool:
    """Whether a layer is one of the window encoder with several pieces and a window of three words."""
    if block.name != BLOCK:
        return False
    expand, rest = block.layers[0].layers
    return bool(expand.attrs["window_size"] == 1) and bool(rest.layers[0].layers[0].get_dim("nP") > 1)


@contextmanager
def one_thread() -> Iterator[None]:
    """Let matrix products use one thread: the processes are as many as the user says, and how rows are shared out changes rounding."""
    with _blas().limit(limits=1, user_api="blas"):
        yield


@cache
def _blas() -> ThreadpoolController:
    """The libraries that are loaded; read after numpy is."""
    return ThreadpoolController()


class FastVectors:
    """The component that stands for the `tok2vec` of `nlp`, which stays in it, disabled."""

    def __init__(self, nlp: Language) -> None:
        """Nothing is read yet: a pipeline from disk makes its components before it fills them."""
        self._nlp = nlp
        self._vectors: Vectors | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc.tensor`, where the tagger and the parser look for it; return `doc`."""
        if self._vectors is None:
            self._vectors = Vectors(self._nlp.get_pipe("tok2vec").model)
        doc.tensor = self._vectors.of(doc)
        return doc


def is_replaceable(nlp: Language) -> bool:
    """Whether `FastVectors` can stand for the first component of a pipeline."""
    return nlp.pipe_names[:1] == ["tok2vec"] and type(nlp.get_pipe("tok2vec")) is Tok2Vec and is_readable(nlp.get_pipe("tok2vec").model)
