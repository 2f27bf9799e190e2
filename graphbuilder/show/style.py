"""Colours and marks, the same in the page and in the pictures.

The colours are those of Okabe and Ito, "Color Universal Design" (2008), which people with any of the common kinds of
colour blindness can tell apart; every type has its own shape as well, so that no meaning hangs on colour alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from graphbuilder.show.dossier import words_of


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """How nodes of a type look: `shape` is a name of vis-network, `colour` a CSS hex colour."""

    name: str
    label: str
    shape: str
    colour: str


EVENT = TypeStyle("Event", "event", "box", "#D55E00")

TYPE_STYLES = {
    style.name: style
    for style in (
        TypeStyle("Country", "country", "hexagon", "#0072B2"),
        TypeStyle("Person", "person", "dot", "#E69F00"),
        TypeStyle("Organization", "organization", "square", "#009E73"),
        TypeStyle("Place", "place", "triangleDown", "#56B4E9"),
        TypeStyle("Group", "group", "diamond", "#CC79A7"),
        TypeStyle("Thing", "thing", "triangle", "#8A8F98"),
        EVENT,
    )
}

DASHES = {"Asserted": "", "Attributed": "7 4"}
"""Dash patterns of lines by factuality; whatever is not fact is dotted."""
DOTTED = "2 4"

SHORT_WORDS = {
    "Denied": "denied",
    "Negated": "not",
    "Planned": "planned",
    "Possible": "possibly",
    "Requested": "asked for",
    "Conditional": "if",
}
"""What stands before the label of an event that is not said to have happened."""


def style_of(type_name: str) -> TypeStyle:
    """Give the style of a type; one that has none of its own looks like a Thing under its own name.

    >>> style_of("Vessel")
    TypeStyle(name='Vessel', label='vessel', shape='star', colour='#8A8F98')
    """
    return TYPE_STYLES.get(type_name) or TypeStyle(type_name, words_of(type_name), "star", "#8A8F98")
