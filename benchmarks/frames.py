"""Frame linter: frames that no example reaches, that nothing can reach, or that overlap with another.

    python benchmarks/frames.py [FOLDER ...] [--overlaps]

untested     fewer than two examples, or an example that another frame wins
unreachable  every trigger also belongs to a frame that asks for nothing more and always wins
overlapping  one trigger, two frames of different PLOVER types, as many conditions, the same priority (`--overlaps` lists them)
tied         two such frames that both hold in an example: only the number of filled roles or their order decides

Exit code 1 when a frame is untested, unreachable or tied.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
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
    """Triggers of two frames of different PLOVER types with as many conditions (two count as more) and the same priority."""
    found = []
    for (kind, lemma), frames in sorted(by_trigger(lexicon).items()):
        for a, b in combinations(frames, 2):
            alike = a.priority == b.priority and min(len(a.when), 2) == min(len(b.when), 2)
            if alike and code(lexicon, a) != code(lexicon, b):
                found.append((f"{kind}: {lemma}", a, b))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What the examples showed: frames without enough of them, and pairs of frames that nothing explicit decides between."""

    poor: tuple[tuple[Frame, str], ...]
    tied: tuple[tuple[Frame, Frame, str], ...]


def read_examples(lexicon: Lexicon) -> Read:
    """Frames with too few examples or with an example that does not yield them, and pairs that tie on one."""
    from graphbuilder.annotate import annotate, load_model
    from graphbuilder.extract.clauses import read_clauses
    from graphbuilder.extract.coreference import read_chains
    from graphbuilder.extract.events import read_events
    from graphbuilder.model import Article

    examples = [(frame, text, roles) for frame in lexicon.frames for text, roles in frame.examples]
    found = [(frame, "fewer than two examples") for frame in lexicon.frames if len(frame.examples) < 2]
    tied: dict[tuple[str, str], tuple[Frame, Frame, str]] = {}
    articles = [Article(id=str(k), text=text) for k, (_, text, _) in enumerate(examples)]
    for (frame, text, roles), (_, doc) in zip(examples, annotate(load_model(), articles), strict=True):
        clauses = read_clauses(doc)
        chains = read_chains(doc, clauses)
        antecedent = {t.i: doc[chains.antecedent(t.i)] for t in doc if t.pos_ == "PRON"}
        won = {e.frame for e in read_events(doc, clauses, lexicon, antecedent)}
        if (frame.id in won) != (roles is not None):
            found.append((frame, f"{text} -> {', '.join(sorted(won)) or 'nothing'}"))
        for one, other in ties(lexicon, doc, clauses, antecedent):
            tied.setdefault((one.id, other.id), (one, other, text))
    return Read(poor=tuple(found), tied=tuple(tied.values()))


def ties(lexicon: Lexicon, doc: Any, clauses: Any, antecedent: dict[int, Any]) -> Iterator[tuple[Frame, Frame]]:
    """The frame that wins a clause or noun, and each of another PLOVER type that ranks the same but for roles and order."""
    from graphbuilder.extract.fillers import Fillers
    from graphbuilder.extract.frames import Matcher
    from graphbuilder.extract.located import Located
    from graphbuilder.extract.matches import best

    matcher = Matcher(lexicon, clauses, Fillers(doc, lexicon, antecedent, Located(doc, ())))
    groups = [matcher.candidates(clause) for clause in clauses.all]
    groups += [list(matcher.noun_candidates(token)) for token in doc if token.pos_ in ("NOUN", "PROPN")]
    for matches in groups:
        top = best(matches)
        for match in matches:
            if top is not None and match.rank[:2] == top.rank[:2] and code(lexicon, match.frame) != code(lexicon, top.frame):
                yield top.frame, match.frame
    matcher.close()


def code(lexicon: Lexicon, frame: Frame) -> str:
    """The PLOVER type of a frame, that of its class where it has none."""
    return lexicon.ontology.classes[frame.type].codes.get("plover", frame.type)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Lint the frames of the lexicon.")
    parser.add_argument("folder", nargs="*", type=Path, help="further folders of ontologies")
    parser.add_argument("--overlaps", action="store_true", help="list overlapping frames, too")
    options: Any = parser.parse_args(argv)
    lexicon = load_lexicon(options.folder)
    lost, read, double = unreachable(lexicon), read_examples(lexicon), overlapping(lexicon)
    for frame in lost:
        print(f"unreachable  {frame.file}:{frame.line} {frame.id}")
    for frame, why in read.poor:
        print(f"untested     {frame.file}:{frame.line} {frame.id}: {why}")
    for a, b, text in read.tied:
        print(f"tied         {a.id} ({a.type}), {b.id} ({b.type}): {text}")
    for trigger, a, b in double if options.overlaps else ():
        print(f"overlapping  {trigger}: {a.id} ({a.type}), {b.id} ({b.type})")
    number = sum(len(list(triggers(f))) for f in lexicon.frames)
    print(
        f"{len(lexicon.frames)} frames, {number} triggers, {sum(len(f.examples) for f in lexicon.frames)} examples; "
        f"{len(read.poor)} untested, {len(lost)} unreachable, {len(read.tied)} tied, {len(double)} overlapping triggers"
    )
    return 1 if lost or read.poor or read.tied else 0


if __name__ == "__main__":
    sys.exit(main())
