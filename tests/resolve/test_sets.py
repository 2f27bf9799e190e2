"""What is written of an article does not depend on the order that sets have in a process."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import hashlib
from graphbuilder.graph.notes import note_article
from tests.graph.fixtures import corpus
notes = [note_article(*pair) for pair in corpus()]
print(hashlib.sha256(repr([(n.row, n.quads, n.about, n.sketch, n.mentions, n.reports) for n in notes]).encode()).hexdigest())
"""


def test_notes_are_the_same_bytes_in_every_process() -> None:
    found = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed, "PATH": ""}, timeout=60
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(found) == 1
    assert len(found.pop()) == 65
