"""Frame linter: frames that no example reaches, that nothing can reach, or that overlap with another.

    python benchmarks/frames.py [FOLDER ...] [--overlaps]

untested     fewer than two examples, or an example that another frame wins
unreachable  every trigger also belongs to a frame that asks for nothing more and always wins
overlapping  one trigger, two frames of different PLOVER types, and only their order decides (`--overlaps` lists them)

Exit code 1 when a frame is untested or unreachable.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from graphbuilder.lexicon import Frame, Lexicon, load_lexicon


def triggers(frame: Frame) -> Iterator[tuple[str, str]]:
    """All single-word triggers of a frame and all combinations of its light ones."""
    for kind in ("verbs", "nouns", "adjectives"):
        for lemma in sorted(getattr(frame, kind)):
            yield kind, lemma
    for light in frame.light:
        for verb in sorted(light.verbs):
            for noun in sorted(light.objects or light.nouns) or [""]:
                yield "light", " ".join(filter(None, (verb, noun, "|".join(sorted(light.preps)))))


def by_trigger(lexicon: Lexicon) -> dict[tuple[str, str], list[Frame]]:
    """Trigger -> the frames that have it."""
    found: dict[tuple[str, str], list[Frame]] = {}
    for frame in lexicon.frames:
        for trigger in triggers(frame):
            found.setdefault(trigger, []).append(frame)
    return found


def always_beats(strong: Frame, weak: Frame) -> bool:
    """Whether `strong` applies wherever `weak` does and ranks higher: it asks for nothing, the other for nothing more."""
    if strong.when or strong.unless or weak.when:
        return False
    return (strong.priority, -strong.order) > (weak.priority, -weak.order)


def unreachable(lexicon: Lexicon) -> list[Frame]:
    """Frames all of whose triggers are taken by a frame that always wins."""
    index = by_trigger(lexicon)
    lost = []
    for frame in lexicon.frames:
        own = list(triggers(frame))
        if own and all(any(always_beats(f, frame) for f in index[t] if f is not frame) for t in own):
            lost.append(frame)
    return lost


def overlapping(lexicon: Lexicon) -> list[tuple[str, Frame, Frame]]:
    """Triggers of two frames of different PLOVER types with the same number of conditions and the same priority."""
    classes = lexicon.ontology.classes
    found = []
    for (kind, lemma), frames in sorted(by_trigger(lexicon).items()):
        for a, b in combinations(frames, 2):
            codes = [classes[f.type].codes.get("plover", f.type) for f in (a, b)]
            if codes[0] != codes[1] and a.priority == b.priority and len(a.when) == len(b.when):
                found.append((f"{kind}: {lemma}", a, b))
    return found


def untested(lexicon: Lexicon) -> list[tuple[Frame, str]]:
    """Frames with too few examples or with an example that does not yield them."""
    from graphbuilder.annotate import annotate, load_model
    from graphbuilder.extract.clauses import read_clauses
    from graphbuilder.extract.coreference import read_chains
    from graphbuilder.extract.events import read_events
    from graphbuilder.model import Article

    examples = [(frame, text, roles) for frame in lexicon.frames for text, roles in frame.examples]
    found = [(frame, "fewer than two examples") for frame in lexicon.frames if len(frame.examples) < 2]
    articles = [Article(id=str(k), text=text) for k, (_, text, _) in enumerate(examples)]
    for (frame, text, roles), (_, doc) in zip(examples, annotate(load_model(), articles), strict=True):
        clauses = read_clauses(doc)
        chains = read_chains(doc, clauses)
        antecedent = {t.i: doc[chains.antecedent(t.i)] for t in doc if t.pos_ == "PRON"}
        won = {e.frame for e in read_events(doc, clauses, lexicon, antecedent)}
        if (frame.id in won) != (roles is not None):
            found.append((frame, f"{text} -> {', '.join(sorted(won)) or 'nothing'}"))
    return found


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Lint the frames of the lexicon.")
    parser.add_argument("folder", nargs="*", type=Path, help="further folders of ontologies")
    parser.add_argument("--overlaps", action="store_true", help="list overlapping frames, too")
    options: Any = parser.parse_args(argv)
    lexicon = load_lexicon(options.folder)
    lost, poor, double = unreachable(lexicon), untested(lexicon), overlapping(lexicon)
    for frame in lost:
        print(f"unreachable  {frame.file}:{frame.line} {frame.id}")
    for frame, why in poor:
        print(f"untested     {frame.file}:{frame.line} {frame.id}: {why}")
    for trigger, a, b in double if options.overlaps else ():
        print(f"overlapping  {trigger}: {a.id} ({a.type}), {b.id} ({b.type})")
    number = sum(len(list(triggers(f))) for f in lexicon.frames)
    print(
        f"{len(lexicon.frames)} frames, {number} triggers, {sum(len(f.examples) for f in lexicon.frames)} examples; "
        f"{len(poor)} untested, {len(lost)} unreachable, {len(double)} overlapping triggers"
    )
    return 1 if lost or poor else 0


if __name__ == "__main__":
    sys.exit(main())
