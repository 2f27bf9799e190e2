"""Article -> Extraction: annotate, extract, link; and the same as a spaCy component.

spaCy imports this module whenever it loads any model (entry point `spacy_factories`), so it imports nothing heavy by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graphbuilder.model import Article, Extraction


class Pipeline:
    """A language model and a lexicon, loaded once, that turn articles into extractions."""

    def __init__(self, model: str | None = None, ontologies: Iterable[str | Path] = ()) -> None:
        """Load the model (None: the default one) and the frames of our ontology and of further folders.

        Raises:
            ModelError: the model is not installed. OntologyError: a class or frame is not allowed.
        """
        from graphbuilder.annotate import load_model
        from graphbuilder.lexicon import load_lexicon

        self.lexicon = load_lexicon(ontologies)
        self.nlp = load_model(model)

    def extract(self, articles: Iterable[Article], batch_size: int = 128) -> Iterator[tuple[Article, Extraction]]:
        """The extraction of each article, in their order; `batch_size` articles go through the model at once."""
        from graphbuilder.annotate import annotate

        for article, doc in annotate(self.nlp, articles, batch_size=batch_size):
            yield article, self.extract_document(article, doc)

    def extract_document(self, article: Article, doc: Any) -> Extraction:
        """The extraction of one annotated article."""
        from graphbuilder.extract.extraction import extract_document
        from graphbuilder.resolve.link import link_extraction

        return link_extraction(extract_document(article, doc, self.lexicon), article)


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


def create_component(nlp: Any, name: str) -> Component:
    """Make the component behind `nlp.add_pipe("graphbuilder")`; results stand on `doc._.extraction`."""
    return Component(nlp)


create_component.__dict__["factory"] = "graphbuilder"
