"""Article -> Extraction: annotate, extract, link; and the same as a spaCy component (registered in `component.py`)."""

from __future__ import annotations

import gc
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphbuilder.errors import ExtractionError

if TYPE_CHECKING:
    from graphbuilder.annotate import Piece
    from graphbuilder.lexicon import Lexicon
    from graphbuilder.model import Article, Extraction

FAULTS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What a fault in the extractor can raise on an article that nobody has thought of."""


def where_it_failed(error: BaseException) -> str:
    """Kind and text of an error, and the file and line in which it came up."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error}, {Path(last.filename).name} line {last.lineno}"


RARELY = 100_000
"""Objects after which the collector of cycles looks for garbage while an article is read; Python's own number is 700."""

TOGETHER = 128
"""Articles after which words that came late are forgotten."""

_lock = threading.Lock()
_inside: list[tuple[int, int, int]] = []


@contextmanager
def rare_collection() -> Iterator[None]:
    """Let the collector of cycles run seldom: reading an article makes many small objects, and nearly all of them stay until its end.

    Who leaves it pays for one round over all that is young, so it is kept over all articles that are read in a row.
    The setting before is brought back when the last thread leaves. A collector that is switched off or runs more seldom is left alone.
    """
    with _lock:
        before = _inside[0] if _inside else gc.get_threshold()
        _inside.append(before)
        if 0 < before[0] < RARELY:
            gc.set_threshold(RARELY, *before[1:])
    try:
        yield
    finally:
        with _lock:
            _inside.pop()
            if not _inside:
                gc.set_threshold(*before)


@contextmanager
def settled() -> Iterator[None]:
    """Leave what there is now out of the collector's rounds: model, lexicon and gazetteers stay, and walking through them finds nothing.

    Everything is given back to the collector at the end. What somebody else has frozen is left alone.
    """
    ours = gc.get_freeze_count() == 0
    if ours:
        gc.collect()
        gc.freeze()
    try:
        yield
    finally:
        if ours:
            gc.unfreeze()


class Pipeline:
    """A language model and a lexicon, loaded once, that turn articles into extractions."""

    def __init__(self, model: str | None = None, ontologies: Iterable[str | Path] = ()) -> None:
        """Load the model (None: the default one) and the frames of our ontology and of further folders.

        Raises:
            ModelError: the model is not installed. OntologyError: a class or frame is not allowed.
        """
        from graphbuilder.annotate import load_model
        from graphbuilder.annotate.forgetting import Words
        from graphbuilder.lexicon import load_lexicon

        self.lexicon = load_lexicon(ontologies)
        self.nlp = load_model(model)
        self._words = Words(self.nlp)

    def extract(
        self,
        articles: Iterable[Article],
        batch_size: int = 128,
        on_failure: Callable[[ExtractionError], None] | None = None,
    ) -> Iterator[tuple[Article, Extraction]]:
        """The extraction of each article, in their order.

        Words that come late in a corpus are forgotten (see `graphbuilder.annotate.forgetting`): a Doc that `nlp` makes while this is under
        way is not to be used after it. The collector of cycles runs seldom meanwhile.

        Args:
            articles: read one batch ahead. batch_size: how many go through the model at once.
            on_failure: told of each article on which the extractor failed, which is then left out; None raises.

        Raises:
            ExtractionError: the extractor failed on an article and there is no `on_failure`.
        """
        source = iter(articles)
        with rare_collection():
            for first in source:
                with self._words.forgotten():
                    yield from self._extract(chain([first], islice(source, TOGETHER - 1)), batch_size, on_failure)

    def _extract(
        self, articles: Iterable[Article], batch_size: int, on_failure: Callable[[ExtractionError], None] | None
    ) -> Iterator[tuple[Article, Extraction]]:
        """What `extract` gives, for some articles."""
        from graphbuilder.annotate import annotate_pieces

        long: LongArticle | None = None
        failed: Article | None = None
        for piece, doc in annotate_pieces(self.nlp, articles, batch_size=batch_size):
            article = piece.article
            if article is failed:
                continue
            try:
                if piece.last and piece.start == 0:
                    extraction = self.extract_document(article, doc)
                else:
                    long = LongArticle(article, self.lexicon) if piece.start == 0 or long is None else long
                    long.read(piece, doc)
                    if not piece.last:
                        continue
                    extraction, long = long.extraction(), None
                doc.user_data.clear()  # the layers hold the Doc and it them: without them it goes at once
            except FAULTS as error:
                failed = article
                failure = ExtractionError(article.id, where_it_failed(error))
                if on_failure is None:
                    raise failure from error
                on_failure(failure)
                continue
            yield article, extraction

    def extract_document(self, article: Article, doc: Any) -> Extraction:
        """The extraction of one annotated article."""
        from graphbuilder.extract.extraction import extract_document
        from graphbuilder.resolve.link import link_extraction

        with rare_collection():
            return link_extraction(extract_document(article, doc, self.lexicon), article)


class LongArticle:
    """An article that is read in pieces: what is kept of each are its records, and whom it has introduced by name."""

    def __init__(self, article: Article, lexicon: Lexicon) -> None:
        """No piece is read yet."""
        from graphbuilder.extract.introduced import Introduced
        from graphbuilder.extract.reading import anchor_of_article
        from graphbuilder.extract.whole import Whole

        self._article, self._lexicon = article, lexicon
        self._introduced, self._whole = Introduced(), Whole(article)
        self._anchor = anchor_of_article(article)

    def read(self, piece: Piece, doc: Any) -> None:
        """Take the next piece; it counts its days from the day of the whole, whose dateline stands in the first one."""
        from graphbuilder.extract.extraction import extract_document
        from graphbuilder.resolve.link import link_extraction

        text = piece.text if self._anchor is None else replace(piece.text, published=self._anchor.isoformat())
        with rare_collection():
            found = extract_document(text, doc, self._lexicon, self._introduced)
            self._whole.add(link_extraction(found, self._article), piece.start, len(text.text))

    def extraction(self) -> Extraction:
        """The extraction of the whole, linked."""
        return self._whole.extraction()


class Component:
    """The spaCy component: `doc._.extraction` holds the Extraction of a document.

    The document's text is the article; `doc.user_data["article"]` may hold an Article with date, title and outlet.
    """

    def __init__(self, nlp: Any) -> None:
        """Register the extension and load the lexicon."""
        from spacy.tokens import Doc

        from graphbuilder.lexicon import load_lexicon

        if not Doc.has_extension("extraction"):
            Doc.set_extension("extraction", default=None)
        self.lexicon = load_lexicon()
        self.vocab = nlp.vocab

    def __call__(self, doc: Any) -> Any:
        """Extract, and hang the result on the document."""
        from graphbuilder.annotate.components import names, parses
        from graphbuilder.extract.extraction import extract_document
        from graphbuilder.model import Article
        from graphbuilder.resolve.link import link_extraction

        article = doc.user_data.get("article") or Article(id="text", text=doc.text)
        doc = parses(names(doc))
        doc._.extraction = link_extraction(extract_document(article, doc, self.lexicon), article)
        return doc
