"""The forms of English verbs by the rules of spelling, from a lemma: *hoped*, *denies*, *signalling*."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def forms_of(
    verbs: Iterable[str], irregular: Mapping[str, list[str]], doubling: frozenset[str] = frozenset()
) -> dict[str, str]:
    """Inflected form -> lemma.

    >>> forms_of(["hope", "deny", "say"], {"say": ["said"]})["hoping"], forms_of(["deny"], {})["denied"]
    ('hope', 'deny')
    """
    made: dict[str, str] = {}
    for verb in sorted(verbs):
        for form in (verb, *regular_forms(verb, doubling), *irregular.get(verb, ())):
            made.setdefault(form, verb)
    return made


def regular_forms(verb: str, doubling: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Third person, past and participle by the spelling rules of English, with the British forms of verbs in *-l*.

    >>> regular_forms("vow"), regular_forms("quip"), regular_forms("open")
    (('vows', 'vowed', 'vowing'), ('quips', 'quipped', 'quipping'), ('opens', 'opened', 'opening'))
    >>> regular_forms("prefer", frozenset({"prefer"})), regular_forms("lie"), regular_forms("signal")[3:]
    (('prefers', 'preferred', 'preferring'), ('lies', 'lied', 'lying'), ('signalled', 'signalling'))
    """
    if verb.endswith("ie"):
        return f"{verb}s", f"{verb}d", f"{verb[:-2]}ying"
    if verb.endswith("e"):
        return f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    stem = verb + verb[-1] if verb in doubling or is_short(verb) else verb
    third = f"{stem}es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{verb}s"
    british = (f"{verb}led", f"{verb}ling") if verb[-1] == "l" and verb[-2] in VOWELS and stem == verb else ()
    return third, f"{stem}ed", f"{stem}ing", *british


def is_short(verb: str) -> bool:
    """Whether the last consonant is doubled because the only vowel is a short one: *slam*, *quip*, not *open*, *vow*, *read*.

    >>> [v for v in ("slam", "quip", "shrug", "open", "vow", "read", "offer") if is_short(v)]
    ['slam', 'quip', 'shrug']
    """
    sounds = verb.replace("qu", "q")
    vowels = [k for k, letter in enumerate(sounds) if letter in VOWELS]
    return vowels == [len(sounds) - 2] and sounds[-1] not in VOWELS + "wxy"


VOWELS = "aeiou"
