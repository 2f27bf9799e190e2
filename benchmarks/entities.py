"""How long it takes to find which of many entity names mean the same, on one core.

Usage: python benchmarks/entities.py [NAMES]    (default 100000; the target is two minutes)

The names are made up from lists of given names and surnames and from words, with spelling variants, middle initials, lone surnames and
legal forms among them; the same names every time.
"""

from __future__ import annotations

import random
import sys
import time

from graphbuilder.extract.mention_words import lexicon
from graphbuilder.resolve.identity import canonical_ids
from graphbuilder.resolve.sketches import EntitySketch

SYLLABLES = [
    "ba",
    "be",
    "bo",
    "da",
    "de",
    "do",
    "fa",
    "fe",
    "ga",
    "go",
    "ka",
    "ke",
    "ko",
    "la",
    "le",
    "lo",
    "ma",
    "me",
    "mo",
    "na",
    "ne",
    "no",
    "pa",
    "pe",
    "ra",
    "re",
    "ro",
    "sa",
    "se",
    "so",
    "ta",
    "te",
    "to",
    "va",
    "ve",
    "vo",
    "za",
    "ze",
    "zo",
]
ENDINGS = ("nov", "nko", "ski", "son", "berg", "man", "ez", "oglu", "ian", "ov", "ic", "er")
NOUNS = ("Bank", "Union", "Holding", "Energy", "Foundation", "Party", "Institute", "Council")


def made_up(count: int) -> list[EntitySketch]:
    """`count` sketches with different ids: four fifths people, one fifth organisations."""
    chance = random.Random(7)
    given = sorted(w for w, g in lexicon().given.items() if g != "x")[::9]
    surnames = [
        "".join(chance.choices(SYLLABLES, k=chance.choice((2, 3)))).capitalize() + chance.choice(ENDINGS)
        for _ in range(count // 8)
    ]
    countries = ["BLR", "USA", "FRA", "KEN", "IND", None]
    out: dict[str, EntitySketch] = {}
    while len(out) < count:
        if chance.random() < 0.2:
            name = f"{chance.choice(surnames)} {chance.choice(NOUNS)}{chance.choice(('', ' AG', ' Inc.', ' Ltd'))}"
            kind = "Organization"
        else:
            first, last = chance.choice(given).capitalize(), chance.choice(surnames)
            name = chance.choice(
                (f"{first} {last}", f"{first} {last}", f"{first} {chance.choice('ABCDE')}. {last}", last)
            )
            kind = "Person"
        key = f"{kind.lower()}/{name.lower().replace(' ', '-').replace('.', '')}"
        if name.count(" ") == 0:
            key += f"-{len(out):06x}"
        out.setdefault(
            key,
            EntitySketch(
                id=key,
                name=name,
                type=kind,
                aliases=(name,),
                country=chance.choice(countries),
                articles=chance.randint(1, 9),
            ),
        )
    return list(out.values())


def main(count: int) -> None:
    sketches = made_up(count)
    start = time.process_time()
    nodes = canonical_ids(sketches)
    seconds = time.process_time() - start
    merged = sum(node.id != key for key, node in nodes.items())
    print(
        f"{count:,} names, {merged:,} joined with another, {len({n.id for n in nodes.values()}):,} nodes: {seconds:.1f} s on one core"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
