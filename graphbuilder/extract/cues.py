"""The words that report: verbs and nouns of saying, thinking, wanting and showing, with the complements that hold the content.

The knowledge is in `graphbuilder/data/attribution.yml`, arranged by the verb classes of Levin (1993, *English Verb Classes and
Alternations*) and VerbNet; here it becomes look-ups by lemma.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from graphbuilder.data import read_yaml
from graphbuilder.extract.verb_forms import forms_of


class Stance(StrEnum):
    """How a source stands to the content it is the source of."""

    SAYS = "says"  # puts it forward as true
    DENIES = "denies"  # puts it forward as untrue
    THINKS = "thinks"  # holds it for true
    SHOWS = "shows"  # is evidence of it
    ASKS = "asks"  # wants to know
    WANTS = "wants"  # wants it to be
    PLANS = "plans"  # means to do it
    JUDGES = "judges"  # takes it as given, and values it


@dataclass(frozen=True, slots=True)
class Reporting:
    """What one lemma can do: `frames` maps a complement pattern to its stance, `preps` a preposition to its stance."""

    frames: Mapping[str, Stance]
    preps: Mapping[str, Stance]
    object_preps: Mapping[str, Stance]


@dataclass(frozen=True, slots=True)
class Cues:
    """The loaded lexicon: verbs and nouns by lemma ("point out"), and what stands like *according to*."""

    verbs: Mapping[str, Reporting]
    nouns: Mapping[str, tuple[Stance, frozenset[str]]]
    adjectives: Mapping[str, tuple[Stance, frozenset[str]]]
    light_verbs: frozenset[str]
    light_nouns: frozenset[str]
    carriers: frozenset[str]
    openers: frozenset[str]
    gerund_carriers: frozenset[str]
    withholders: frozenset[str]
    done_if_not: frozenset[str]
    withheld_if_not: frozenset[str]
    carrying: frozenset[str]
    means: frozenset[str]
    evidence: frozenset[str]
    evident: frozenset[str]
    viewpoints: frozenset[str]
    occasions: frozenset[str]
    informing: frozenset[str]
    hedged: frozenset[str]
    polled: frozenset[str]
    aside_opens: frozenset[str]
    aside_closes: frozenset[str]
    taking_sides: frozenset[str]
    becoming: frozenset[str]
    moving: frozenset[str]
    hearsay: frozenset[str]
    stirred: frozenset[str]
    several: frozenset[str]
    without_object: frozenset[str]
    choosing: frozenset[str]
    numbering: frozenset[str]
    shares: frozenset[str]
    seemings: frozenset[str]
    likenesses: frozenset[str]
    throwing: frozenset[str]
    making: frozenset[str]
    asking: frozenset[str]
    pretences: frozenset[str]
    sides: frozenset[str]
    not_sides: frozenset[str]
    pleas: frozenset[str]
    around: frozenset[str]
    facing: frozenset[str]
    settings: frozenset[str]
    amounts: frozenset[str]
    days: frozenset[str]
    times: frozenset[str]
    causes: frozenset[str]
    receiving: frozenset[str]
    received: frozenset[str]
    meeting: frozenset[str]
    meeting_with: frozenset[str]
    under_which: frozenset[str]
    aimed: frozenset[str]
    media: frozenset[str]
    tinged: frozenset[str]
    phrases: frozenset[str]
    concessions: frozenset[str]
    silent: frozenset[str]
    time_begins: frozenset[str]
    holding: frozenset[str]
    arrivals: frozenset[str]
    topical: frozenset[str]
    bodies: frozenset[str]
    provisions: frozenset[str]
    rulings: frozenset[str]
    agents: frozenset[str]
    idioms: frozenset[str]
    issues: frozenset[str]
    utterances: frozenset[str]
    series: frozenset[str]
    certainties: frozenset[str]
    standpoints: frozenset[str]
    company: frozenset[str]
    perceiving: frozenset[str]
    players: frozenset[str]
    deciding: frozenset[str]
    measures: frozenset[str]
    whereabouts: frozenset[str]
    needing_as: frozenset[str]
    needing_people: frozenset[str]
    armed: frozenset[str]
    scenes: frozenset[str]
    particles: frozenset[str]
    emerging: frozenset[str]
    kept_back: frozenset[str]
    quoting: frozenset[str]
    remarks: frozenset[str]
    nobody: frozenset[str]
    against_it: frozenset[str]
    lingering: frozenset[str]
    running: frozenset[str]
    clause_phrases: frozenset[str]
    thought_phrases: frozenset[str]
    occurring: frozenset[str]
    told_by: frozenset[str]
    reactions: frozenset[str]
    perspectives: frozenset[str]
    giving: frozenset[str]
    ascribing: frozenset[str]
    before_names: frozenset[str]
    circumstances: frozenset[str]
    going_on: frozenset[str]
    told_beside: frozenset[str]
    told_at: frozenset[str]
    people: frozenset[str]
    meanwhile: frozenset[str]
    behind_phrases: frozenset[str]
    who_does: tuple[str, ...]
    forms: Mapping[str, str]

    def lemma(self, form: str, particle: str, otherwise: str) -> str:
        """The lemma of a reporting verb by its form in lower case (*hoped* -> hope, where the model says hop); else `otherwise`."""
        known = self.forms.get(form)
        if known is None:
            return otherwise
        return f"{known} {particle}" if particle else known


WORD_LISTS = (
    "light_verbs",
    "light_nouns",
    "carriers",
    "openers",
    "gerund_carriers",
    "withholders",
    "done_if_not",
    "withheld_if_not",
    "means",
    "evidence",
    "evident",
    "viewpoints",
    "occasions",
    "informing",
    "hedged",
    "polled",
    "aside_opens",
    "aside_closes",
    "taking_sides",
    "becoming",
    "moving",
    "hearsay",
    "stirred",
    "several",
    "without_object",
    "choosing",
    "numbering",
    "shares",
    "seemings",
    "likenesses",
    "throwing",
    "making",
    "asking",
    "pretences",
    "sides",
    "not_sides",
    "pleas",
    "around",
    "facing",
    "settings",
    "amounts",
    "days",
    "times",
    "causes",
    "receiving",
    "received",
    "meeting",
    "meeting_with",
    "under_which",
    "aimed",
    "media",
    "tinged",
    "phrases",
    "concessions",
    "silent",
    "time_begins",
    "holding",
    "arrivals",
    "topical",
    "bodies",
    "provisions",
    "rulings",
    "agents",
    "idioms",
    "issues",
    "utterances",
    "series",
    "certainties",
    "standpoints",
    "company",
    "perceiving",
    "players",
    "deciding",
    "measures",
    "whereabouts",
    "needing_as",
    "needing_people",
    "armed",
    "scenes",
    "particles",
    "emerging",
    "kept_back",
    "quoting",
    "remarks",
    "nobody",
    "against_it",
    "lingering",
    "running",
    "clause_phrases",
    "thought_phrases",
    "occurring",
    "told_by",
    "reactions",
    "perspectives",
    "giving",
    "ascribing",
    "before_names",
    "circumstances",
    "going_on",
    "told_beside",
    "told_at",
    "people",
    "meanwhile",
    "behind_phrases",
)


@lru_cache(maxsize=1)
def load_cues() -> Cues:
    """The lexicon of reporting words, read once.

    >>> sorted(load_cues().verbs["vow"].frames)[:3]
    ['aside', 'clause', 'inf']
    """
    data = read_yaml("attribution.yml")
    words = {key: frozenset(w.replace("_", " ") for w in data[key].split()) for key in WORD_LISTS}
    verbs = verbs_of(data["classes"])
    words["idioms"] = frozenset(w.replace(" a ", " ") for w in words["idioms"])
    bare = {
        w.split()[0]
        for w in [
            *verbs,
            *words["light_verbs"],
            *words["carriers"],
            *words["provisions"],
            *words["issues"],
            *words["idioms"],
            *words["moving"],
            *words["numbering"],
            *words["choosing"],
            *words["receiving"],
            *words["meeting"],
            *words["likenesses"],
            *words["throwing"],
            *words["pretences"],
            *words["pleas"],
            *words["around"],
            *words["facing"],
            *words["phrases"],
            *words["deciding"],
            *words["emerging"],
            *words["lingering"],
            *words["clause_phrases"],
            *words["thought_phrases"],
            *words["occurring"],
            *(verb for group in data["carrying"] for verb in group["verbs"].split()),
        ]
    }
    return Cues(
        verbs=verbs,
        forms=forms_of(bare, data["irregular"], frozenset(data["doubling"].split())),
        nouns=nouns_of(data["nouns"]),
        adjectives=nouns_of(data["adjectives"]),
        who_does=tuple(data["who_does"].split()),
        carrying=frozenset(f"{v} {n}" for group in data["carrying"] for v in group["verbs"].split() for n in group["nouns"].split()),
        **words,
    )


def verbs_of(classes: Mapping[str, Any]) -> dict[str, Reporting]:
    """Merge the classes of each verb; where two classes give the same frame, the one that stands first in the file counts."""
    made: dict[str, tuple[dict[str, Stance], dict[str, Stance], dict[str, Stance]]] = {}
    for entry in classes.values():
        stance = Stance(entry["stance"])
        for word in entry["verbs"].split():
            frames, preps, object_preps = made.setdefault(word.replace("_", " "), ({}, {}, {}))
            for frame in entry["frames"]:
                if frame == "prep":
                    preps.update({p: stance for p in entry["preps"] if p not in preps})
                elif frame == "objprep":
                    object_preps.update({p: stance for p in entry["preps"] if p not in object_preps})
                else:
                    frames.setdefault(frame, stance)
    return {word: Reporting(*tables) for word, tables in made.items()}


def nouns_of(groups: Mapping[str, Any]) -> dict[str, tuple[Stance, frozenset[str]]]:
    """Noun or adjective -> its stance (of the first group that has it) and the prepositions that may hold its content."""
    made: dict[str, tuple[Stance, frozenset[str]]] = {}
    for entry in groups.values():
        for word in entry["words"].split():
            stance, preps = made.get(word, (Stance(entry["stance"]), frozenset()))
            made[word] = (stance, preps | frozenset(entry["preps"]))
    return made
