"""Closed classes that rules of several modules ask for: tags of the Penn Treebank, marks of punctuation, verbs of speech."""

from __future__ import annotations

from graphbuilder.data import word_list

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
"""Tags of what can be the verb of a clause by itself."""

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})

DASHES = frozenset({"-", "--", "–", "—"})

QUOTES = frozenset({'"', "“", "”", "''", "``"})

SPEECH = word_list("verbs_of_speech")
"""Lemmas: *say*, *tell*."""
