"""The page as text, the files it is written to, the layout, and the pictures."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from io import BytesIO
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from graphbuilder.errors import RequestError
from graphbuilder.show.dossier import Dossier
from graphbuilder.show.labels import Box
from graphbuilder.show.layout import corners, lay_out, pack_frames, rank_nodes
from graphbuilder.show.outlines import country_outlines
from graphbuilder.show.page import (
    SCRIPTS,
    Drawing,
    library_script,
    page_script,
    render_page,
    safe_json,
    template,
    write_page,
)
from graphbuilder.show.payload import make_view, rank_with_neighbours, relations_graph
from graphbuilder.show.picture import svg_picture
from graphbuilder.show.pixels import png_picture
from tests.show.fixtures import HOSTILE, demo_dossier, hostile_dossier, large_dossier


def test_same_dossier_gives_the_same_bytes() -> None:
    assert render_page(demo_dossier(), title="t") == render_page(demo_dossier(), title="t")
    assert svg_picture(demo_dossier(), title="t") == svg_picture(demo_dossier(), title="t")
    assert png_picture(demo_dossier(), title="t") == png_picture(demo_dossier(), title="t")


def test_page_names_no_resource_outside() -> None:
    html = render_page(demo_dossier(), title="t")
    head = html[: html.index('<script type="application/json"')]
    assert not re.search(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", head)
    assert "@import" not in template("page.css")
    assert "url(" not in template("page.css")
    assert "sourceMappingURL" not in html
    assert "cdn" not in page_script().lower()


def test_policy_forbids_everything_but_what_is_named_by_hash() -> None:
    html = render_page(demo_dossier(), title="t")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    rules = dict(rule.strip().split(" ", 1) for rule in policy.group(1).split(";"))
    assert rules["default-src"] == "'none'"
    assert re.fullmatch(r"('sha256-[\w+/=]+' ?){2}", rules["script-src"])
    assert re.fullmatch(r"'sha256-[\w+/=]+'", rules["style-src"])
    assert rules["base-uri"] == rules["form-action"] == "'none'"


def test_own_code_has_no_way_to_turn_text_into_markup() -> None:
    for name in SCRIPTS:
        for word in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "Function(",
        ):
            assert word not in template(name), (name, word)


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8))
def test_json_cannot_break_out_and_comes_back(data: object) -> None:
    text = safe_json(data)
    assert not re.search(r"[<>&\u2028\u2029]", text)
    assert text.isascii()
    assert json.loads(text) == data


def test_hostile_texts_stay_in_the_data_block() -> None:
    html = render_page(hostile_dossier(), title=HOSTILE[3])
    own = html.replace(library_script(), "")
    assert own.count("<script") == own.count("</script") == 3
    assert not re.search(r"</script|<!--", library_script(), re.IGNORECASE)
    assert "onerror=alert(3)>" not in html.replace("&lt;img src=x onerror=alert(3)&gt;", "")
    html.encode("utf-8")


def test_empty_dossier_is_drawn() -> None:
    assert "<canvas" not in render_page(Dossier(), title="nothing")
    assert svg_picture(Dossier(), title="nothing").startswith("<svg")
    assert png_picture(Dossier(), title="nothing").startswith(b"\x89PNG")


def test_page_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = write_page(tmp_path / "graph.html", demo_dossier(), title="t")
    assert target.read_text(encoding="utf-8") == render_page(demo_dossier(), title="t")
    with pytest.raises(RequestError, match="cannot be written"):
        write_page(tmp_path / "missing" / "graph.html", demo_dossier(), title="t")
    (tmp_path / "folder.html").mkdir()
    with pytest.raises(RequestError, match="cannot be written"):
        write_page(tmp_path / "folder.html", demo_dossier(), title="t")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.html", "graph.html"]


def test_drawing_is_written_by_ending(tmp_path: Path) -> None:
    drawing = Drawing(dossier=demo_dossier(), title="t")
    assert drawing.write(tmp_path / "a.svg").read_text(encoding="utf-8") == drawing.svg()
    assert drawing.write(tmp_path / "a.PNG").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(RequestError, match=r"use \.html, \.svg or \.png"):
        drawing.write(tmp_path / "a.pdf")


@settings(max_examples=25, deadline=None)
@given(
    edges=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=90),
    sizes=st.lists(st.tuples(st.integers(5, 160), st.integers(5, 60), st.integers(0, 15)), min_size=61, max_size=61),
)
def test_no_boxes_overlap_in_a_layout(edges: list[tuple[int, int]], sizes: list[tuple[int, int, int]]) -> None:
    graph = nx.Graph([(f"n{a}", f"n{b}") for a, b in edges])
    boxes = {f"n{i}": Box(width=w, height=h, drop=d) for i, (w, h, d) in enumerate(sizes)}
    placed = [corners(point, boxes[node]) for node, point in lay_out(graph, boxes).items()]
    assert len(placed) == len(graph)
    for i, one in enumerate(placed):
        for two in placed[i + 1 :]:
            assert one[0] >= two[2] or two[0] >= one[2] or one[1] >= two[3] or two[1] >= one[3]


def test_small_parts_fill_the_corners_around_a_large_one() -> None:
    frames = [(600.0, 500.0), *[(120.0, 60.0)] * 60]
    middles = pack_frames(frames)
    sides = [(x - w / 2, y - h / 2, x + w / 2, y + h / 2) for (x, y), (w, h) in zip(middles, frames, strict=True)]
    assert not any(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for i, a in enumerate(sides) for b in sides[i + 1 :])
    wide = max(side[2] for side in sides) - min(side[0] for side in sides)
    high = max(side[3] for side in sides) - min(side[1] for side in sides)
    assert wide * high < 1.35 * sum(w * h for w, h in frames)
    assert 0.9 < wide / high < 1.5


def test_large_layout_has_no_overlaps_and_is_compact() -> None:
    dossier = large_dossier(600, 1500)
    view = make_view(dossier, *relations_graph(dossier))
    placed = sorted(corners(point, view.boxes[key]) for key, point in zip(view.order, view.all, strict=True))
    overlapping = 0
    for i, one in enumerate(placed):
        for two in placed[i + 1 :]:
            if two[0] >= one[2]:
                break
            overlapping += one[1] < two[3] and two[1] < one[3]
    assert overlapping == 0
    whole = (max(b[2] for b in placed) - placed[0][0]) * (max(b[3] for b in placed) - min(b[1] for b in placed))
    assert whole < 4 * sum((b[2] - b[0]) * (b[3] - b[1]) for b in placed)


def test_no_name_among_the_first_stands_alone() -> None:
    """The few lines between the most connected names and many that are connected with little known ones."""
    graph = nx.Graph()
    for i in range(40):
        graph.add_edge(f"n{i}", f"n{100 + i}", stated=i % 2 == 0)
        graph.add_edge(f"n{i}", f"n{200 + i}", stated=True)
    order = rank_with_neighbours(graph, rank_nodes(graph, {}))
    assert sorted(order) == sorted(graph)
    for length in range(2, 80):
        beginning = graph.subgraph(order[:length])
        alone = [key for key in beginning if not any(line["stated"] for line in beginning[key].values())]
        assert len(alone) <= 1, (length, alone)


def test_svg_is_well_formed_and_holds_only_text_of_hostile_strings() -> None:
    root = ElementTree.fromstring(svg_picture(hostile_dossier(), title=HOSTILE[0]))
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert names == {"svg", "title", "rect", "text", "g", "path", "circle"}
    assert {
        name for element in root.iter() for name in element.attrib if name.startswith("on") or "href" in name
    } == set()


def test_svg_draws_facts_only_and_marks_how_they_are_said() -> None:
    lines = svg_picture(demo_dossier(), title="t")
    assert "says Arlenian Electoral Board" in lines or 'stroke-dasharray="7 4"' in lines
    assert "≠ sanction" in lines
    events = svg_picture(demo_dossier(), title="t", mode="events")
    assert "election result" in events
    assert "close embassy" not in events


def test_png_has_the_size_of_the_picture() -> None:
    with (
        Image.open(BytesIO(png_picture(demo_dossier(), title="t", scale=1))) as small,
        Image.open(BytesIO(png_picture(demo_dossier(), title="t"))) as large,
    ):
        assert abs(large.width - 2 * small.width) <= 2
        assert len(small.getcolors(1 << 20) or []) > 8
    with pytest.raises(RequestError, match="positive"):
        png_picture(demo_dossier(), scale=0)


def test_outlines_hold_the_countries_on_the_map() -> None:
    codes = [code for code, _, _ in country_outlines()]
    assert codes == sorted(set(codes))
    assert {"BLR", "CAN", "CHN", "GBR", "HUN", "LTU", "RUS", "SRB", "USA"} <= set(codes)
    assert all(re.fullmatch(r"(M-?\d+[ -]\d+l[-\d ]+z)+", path) for _, _, path in country_outlines())
