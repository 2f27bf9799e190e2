"""The most frequent nodes of a corpus, to be judged by reading: is each one entity, split over several nodes, or several mixed up?

Usage: python benchmarks/nodes.py ARTICLES.jsonl [NODES]    (default 60 nodes)

Prints rank, mentions, articles, id, other names, and the article ids of the entities that were joined into the node.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from graphbuilder.model import Article
from graphbuilder.pipeline import Pipeline
from graphbuilder.resolve.link import decisions
from graphbuilder.resolve.nodes import Nodes


def articles(path: Path) -> Iterator[Article]:
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        yield Article(
            id=row["id"],
            text=row["text"],
            title=row.get("title") or "",
            source=row.get("source") or "",
            published=row.get("published"),
        )


def main(path: Path, count: int) -> None:
    extractions = [extraction for _, extraction in Pipeline().extract(articles(path))]
    nodes = Nodes(decisions(extractions))
    for extraction in extractions:
        nodes.add(extraction)
    found = sorted(nodes.fused(), key=lambda node: (-node.mentions, node.id))
    for rank, node in enumerate(found[:count], 1):
        names = ", ".join(a for a in node.aliases if a[:1].isupper())
        joined = ", ".join(m for m in node.members if m != node.id)
        print(f"{rank}\t{node.mentions}\t{node.articles}\t{node.id}\t{names}\t{joined}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 60)
