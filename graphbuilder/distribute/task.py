"""What a worker of the cluster runs: the model is loaded once in its process, one batch is worked on at a time."""

from __future__ import annotations

import os
import pickle
import threading
import zlib
from collections.abc import Callable, Sequence

from graphbuilder.distribute.editions import Edition, edition_of
from graphbuilder.distribute.parts import pack_part
from graphbuilder.errors import ClusterError, ExtractionError, GraphBuilderError
from graphbuilder.model import Article
from graphbuilder.ontology import EXTRA_FOLDERS
from graphbuilder.workers import Extractor, Pair

Maker = Callable[[], Extractor[Pair]]
"""Makes the extractor on a worker; must be picklable."""

_busy = threading.Lock()
_loaded: tuple[bytes, Extractor[Pair]] | None = None  # one in each worker process, made when its first batch comes


def pack_task(articles: Sequence[Article], make: Maker, edition: Edition, model: str | None) -> bytes:
    """Give what is sent to a worker for a batch."""
    return zlib.compress(pickle.dumps((list(articles), pickle.dumps((make, edition, model)))), 1)


def extract_part(data: bytes) -> bytes:
    """Extract a batch; runs on a worker.

    Args:
        data: of `pack_task`.

    Returns:
        The part's bytes (see `graphbuilder.distribute.parts`).

    Raises:
        ClusterError: this worker has another edition than the committer. ModelError, OntologyError: it lacks the model or a folder.
    """
    articles, how = pickle.loads(zlib.decompress(data))
    failures: list[ExtractionError] = []
    with _busy:
        pairs = list(_extractor(how).extract(articles, on_failure=failures.append))
    return pack_part(articles, pairs, failures)


def _extractor(how: bytes) -> Extractor[Pair]:
    """The extractor of this process; made anew when another one is asked for."""
    global _loaded
    if _loaded is None or _loaded[0] != how:
        make, wanted, model = pickle.loads(how)
        check_edition(wanted, model)
        _loaded = how, make()
    return _loaded[1]


def check_edition(wanted: Edition, model: str | None) -> None:
    """Make sure that this worker has what the committer has; read the same further ontologies from now on.

    Raises:
        ClusterError: it has not. ModelError, OntologyError: it lacks the model or a folder.
    """
    os.environ[EXTRA_FOLDERS] = wanted.folders
    if differences := wanted.differences(edition_of(model)):
        raise ClusterError(
            f"a worker of the cluster (process {os.getpid()}) would give other results: {'; '.join(differences)}. Install "
            "the same on all machines; if you have just changed something, restart the workers."
        )


def edition_fault(wanted: Edition, model: str | None) -> GraphBuilderError | None:
    """None when `check_edition` is content with this worker, else its error; runs on a worker."""
    try:
        check_edition(wanted, model)
    except GraphBuilderError as error:
        return error
    return None
