"""English is told from its neighbours; a short text is taken as English."""

import pytest

from graphbuilder.read.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Two ferries collided in thick fog on Monday and the owners of the line said that both had reached the harbour.",
            "en",
        ),
        (
            "Deux ferries sont entrés en collision lundi dans un épais brouillard et les propriétaires ont dit que personne n'est blessé.",
            "fr",
        ),
        (
            "Zwei Fähren sind am Montag im dichten Nebel zusammengestoßen und die Eigentümer sagten, dass niemand verletzt sei.",
            "de",
        ),
        (
            "Twee veerboten zijn maandag in dichte mist op elkaar gebotst en de eigenaren zeiden dat er niemand gewond is.",
            "nl",
        ),
        (
            "Dos transbordadores chocaron el lunes en la niebla y los dueños de la línea dijeron que nadie está herido.",
            "es",
        ),
        (
            "Két komp ütközött össze hétfőn a sűrű ködben, és a tulajdonosok szerint senki sem sérült meg az ütközésben.",
            "hu",
        ),
        ("Fähren", "en"),
        ("", "en"),
        ("7 8 9 " * 50, "en"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert language_of(f"{text} " * 3) == language
