"""The dossier as one HTML file that needs no network: vis-network from the installed pyvis package, own template.

Nothing in the page can be reached from outside and nothing from an article can become code: the data stands in a block
that is not a script, every script and style is named by its hash in a Content-Security-Policy that allows nothing else,
and the page's own code puts text into the document as text only.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import os
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from graphbuilder.errors import RequestError
from graphbuilder.show.dossier import Dossier
from graphbuilder.show.payload import payload
from graphbuilder.show.picture import svg_picture

SCRIPTS = (
    "dom.js",
    "state.js",
    "evidence.js",
    "graph.js",
    "timeline.js",
    "map.js",
    "table.js",
    "filters.js",
    "search.js",
    "page.js",
)
"""The page's own code, in the order in which it is joined."""

LIBRARY = "lib/vis-9.1.2/vis-network.min.js"
"""vis-network inside pyvis; dual licensed under Apache-2.0 and MIT, its notice stays in the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A dossier with a title, ready to be looked at: in Jupyter as a picture, elsewhere as a page or a file."""

    dossier: Dossier
    title: str
    language: str = "en"

    def html(self) -> str:
        """Give the whole page."""
        return render_page(self.dossier, title=self.title, language=self.language)

    def svg(self) -> str:
        """Give the picture."""
        return svg_picture(self.dossier, title=self.title)

    def write(self, path: str | os.PathLike[str]) -> Path:
        """Write the page (.html), the picture (.svg) or its pixels (.png), by the file's ending; see `write_page`."""
        return write_drawing(path, self)

    def _repr_html_(self) -> str:
        """Show the page in a notebook, in a frame of its own that may run nothing but the page's code."""
        page = html.escape(self.html(), quote=True)
        return (
            f'<iframe title="{html.escape(self.title, quote=True)}" sandbox="allow-scripts" srcdoc="{page}" '
            'width="100%" height="640" style="border:1px solid #ccc"></iframe>'
        )

    def _repr_svg_(self) -> str:
        """Show the picture where a notebook is turned into a document."""
        return self.svg()


def render_page(dossier: Dossier, *, title: str, language: str = "en") -> str:
    """Draw a dossier as a page.

    Args:
        dossier: what to draw.
        title: the heading; any text, it stays text.
        language: the BCP 47 tag of the page's language.

    Returns:
        The whole HTML file; the same dossier, title and language give the same text.

    Raises:
        RequestError: pyvis is not installed as it was published (its copy of vis-network is missing).
    """
    style, library, script = stylesheet(), library_script(), page_script()
    policy = (
        f"default-src 'none'; script-src {hash_source(library)} {hash_source(script)}; style-src {hash_source(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    return Template(template("page.html")).substitute(
        language=html.escape(language, quote=True),
        title=html.escape(readable(title)),
        policy=html.escape(policy, quote=False),
        style=style,
        data=safe_json(payload(dossier, title=title, language=language)),
        library=library,
        script=script,
    )


def readable(text: str) -> str:
    """Replace what cannot stand in a UTF-8 file (half surrogate pairs) or an HTML file (NUL) by a question mark.

    >>> readable("a\\ud800b")
    'a?b'
    """
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "?")


def safe_json(data: Any) -> str:
    """Write data as JSON that can stand inside a script element: ASCII only, no angle bracket, no ampersand.

    >>> safe_json(["</script>", "a&b", "\\u2028"])
    '["\\\\u003c/script\\\\u003e","a\\\\u0026b","\\\\u2028"]'
    """
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def hash_source(text: str) -> str:
    """Name an inline script or style by its hash (Content Security Policy Level 3, section 2.3.1)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


@lru_cache(maxsize=32)
def template(name: str) -> str:
    """Read a file of the template."""
    return files("graphbuilder.show.templates").joinpath(name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def stylesheet() -> str:
    """Give the page's style sheet."""
    return template("page.css")


@lru_cache(maxsize=1)
def page_script() -> str:
    """Join the page's own code into one strict script that leaves a single global name, `dossier`."""
    body = "\n".join(template(name) for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{body}}})();\n'


@lru_cache(maxsize=1)
def library_script() -> str:
    """Read vis-network from the installed pyvis package; its pointer to a source map, which is not there, is left out."""
    entry = files("pyvis").joinpath(LIBRARY)
    if not entry.is_file():
        raise RequestError(
            f"pyvis does not hold {LIBRARY}; install it again: pip install --force-reinstall 'pyvis>=0.3.2'"
        )
    lines = entry.read_text(encoding="utf-8").replace("\r", "").split("\n")
    return "\n".join(line for line in lines if not line.startswith("//# sourceMappingURL="))


def write_page(path: str | os.PathLike[str], dossier: Dossier, *, title: str, language: str = "en") -> Path:
    """Write the page of a dossier to a file, whole or not at all.

    Returns:
        The path written.

    Raises:
        RequestError: the file cannot be written; a file that was there before is still as it was.
    """
    return write_whole(path, render_page(dossier, title=title, language=language).encode("utf-8"))


def write_drawing(path: str | os.PathLike[str], drawing: Drawing) -> Path:
    """Write a drawing in the format of the file's ending.

    Raises:
        RequestError: the ending is not .html, .svg or .png, or the file cannot be written.
    """
    ending = Path(path).suffix.lower()
    if ending in (".html", ".htm"):
        return write_whole(path, drawing.html().encode("utf-8"))
    if ending == ".svg":
        return write_whole(path, drawing.svg().encode("utf-8"))
    if ending == ".png":
        from graphbuilder.show.pixels import png_picture

        return write_whole(path, png_picture(drawing.dossier, title=drawing.title))
    raise RequestError(
        f"{path}: a drawing cannot be written as {ending or 'a file without an ending'}; use .html, .svg or .png"
    )


def write_whole(path: str | os.PathLike[str], content: bytes) -> Path:
    """Write beside the target first and rename, so that nobody ever reads half a file."""
    target = Path(path)
    try:
        handle, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            os.chmod(beside, 0o644)
            os.replace(beside, target)
        except BaseException:
            os.unlink(beside)
            raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise RequestError(
            f"{target}: the drawing cannot be written: {reason}; name a folder that exists and is yours"
        ) from error
    return target
