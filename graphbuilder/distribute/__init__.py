"""Extraction on a Dask cluster: the articles go out in batches, what comes back is kept in parts, one process loads them in order.

The committer is the process that holds the store. It sends batches of articles to the workers, writes what each batch gave into a
Parquet file that is named by the batch's content (`parts`), and gives the articles on in their order. So the graph does not depend on
the cluster, the workers need no file system in common with the committer, and what they have done outlives a crash of any of them.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from graphbuilder.distribute.batches import in_batches
from graphbuilder.distribute.editions import edition_of
from graphbuilder.distribute.parts import Parts
from graphbuilder.distribute.task import Maker
from graphbuilder.errors import ExtractionError
from graphbuilder.model import Article
from graphbuilder.workers import Extractor, Pair

if TYPE_CHECKING:
    from graphbuilder.distribute.cluster import Cluster

__all__ = ["extract_on_cluster"]


def extract_on_cluster(
    articles: Iterable[Article],
    scheduler: str,
    on_failure: Callable[[ExtractionError], None],
    folder: str | os.PathLike[str],
    *,
    model: str | None = None,
    make: Maker | None = None,
) -> Iterator[Pair]:
    """Extract on the workers of an existing Dask cluster.

    At most `cluster.AHEAD` batches for each worker are under way. A worker that dies is done without (most clusters start another one):
    the articles of its batches are tried once more, each by itself, and one at which a worker dies again is left out.

    Args:
        articles: read as there is room for them.
        scheduler: the address of the cluster's scheduler ("tcp://10.0.0.1:8786"), or its scheduler file.
        on_failure: told, in the order of the articles, of each on which extraction failed or at which a worker died twice.
        folder: where parts are kept until they are loaded; those of an earlier run that was cut short are used.
        model: an installed spaCy model, on the workers too. make: makes the extractor on a worker; None takes our pipeline.

    Yields:
        The articles with what they say, in their order.

    Raises:
        ClusterError: Dask is not installed, the scheduler does not answer, no worker comes, or a worker has another edition of
            graphbuilder, its model or its ontologies.
        StoreError: a part cannot be written.
    """
    from graphbuilder.distribute.cluster import Cluster

    edition = edition_of(model)
    with Cluster(scheduler, edition, make or partial(_pipeline, model), model) as cluster, Parts(Path(folder), edition) as parts:
        yield from _in_order(in_batches(articles), cluster, parts, on_failure)


def _pipeline(model: str | None) -> Extractor[Pair]:
    """The pipeline, imported on the worker that needs it."""
    from graphbuilder.pipeline import Pipeline

    return Pipeline(model=model)


def _in_order(
    source: Iterator[list[Article]], cluster: Cluster, parts: Parts, on_failure: Callable[[ExtractionError], None]
) -> Iterator[Pair]:
    """Keep the workers busy, and give on the parts in the order of the articles.

    Whenever the committer comes back for more, the workers are served first: they go on while it writes.
    """
    waiting: deque[str] = deque()
    batch = next(source, None)
    while batch is not None or waiting:
        while batch is not None and cluster.has_room():
            waiting.append(parts.name_of(batch))
            known = parts.has(waiting[-1])
            if not known:
                cluster.submit(waiting[-1], batch)
            batch = next(source, None)
            if known:
                break
        for name, data in cluster.collect():
            parts.write(name, data)
        if waiting and parts.has(waiting[0]):
            yield from parts.read(waiting.popleft(), on_failure)
        else:
            cluster.wait()
