"""Quotation marks inside the parts of a triple: pairs stay, and those around a name or without their partner go."""

from __future__ import annotations

from dataclasses import replace

from graphbuilder.extract.draft_triples import DraftTriple, Tokens
from graphbuilder.extract.tree import Tree

APOSTROPHES = frozenset({"'", "’"})


def marks_of(tree: Tree) -> frozenset[int]:
    """The quotation marks of the text; *the drivers’ pay* has an apostrophe, whatever the tagger says."""
    found = [i for i, tag in enumerate(tree.tag) if tag in ("``", "''") and not tree.text[i][-1].isalnum()]
    opened = {tree.sentence[i] for i in found if tree.tag[i] == "``" and tree.text[i] in OPENED}
    return frozenset(i for i in found if tree.text[i] not in APOSTROPHES or tree.tag[i] == "``" or tree.sentence[i] in opened)


OPENED = frozenset({"'", "‘", "`"})


def without_marks(tree: Tree, marks: frozenset[int], triple: DraftTriple) -> DraftTriple:
    """The triple with the quotation marks in its parts paired or gone."""
    parts = (triple.subject, triple.relation, triple.object, *triple.args)
    if all(marks.isdisjoint(part) for part in parts):
        return triple
    subject, relation, object_, *args = (paired(tree, marks, part) for part in parts)
    return replace(triple, subject=subject, relation=relation, object=object_, args=tuple(args))


def paired(tree: Tree, marks: frozenset[int], words: Tokens) -> Tokens:
    """*the song "Paper Boats"*, *the "Paper Boats*: the song Paper Boats, the Paper Boats; *a "quiet" town* keeps its marks."""
    found = [i for i in words if i in marks]
    if not found or len(found) == len(words):
        return words
    opening = [i for i in found if tree.tag[i] == "``"]
    if opening and len(opening) < len(found) and not stands_before_name(tree, opening[-1]):
        return words
    return tuple(i for i in words if i not in marks)


def stands_before_name(tree: Tree, mark: int) -> bool:
    """Whether a word with a capital follows a mark; a text may end in one that opens."""
    return mark + 1 < len(tree.text) and tree.text[mark + 1][:1].isupper()
