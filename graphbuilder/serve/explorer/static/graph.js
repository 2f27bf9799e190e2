/* The graph: the most connected names first, more by clicking. No physics: what stands, stays; what is new takes free room. */

import { byId, colour } from "./dom.js";
import { labelOf, isAgent, say, typeOf } from "./pieces.js";
import { get } from "./net.js";
import { changed, keepState, learn, onChange, passing, places, set, state } from "./set.js";
import { before, dashesOf, isFactual, many, words } from "./words.js";
import { loadVis } from "./vis.js";

const FONT = 'Arial, "Liberation Sans", Helvetica, sans-serif';
const MORE = 10;
export const drawn = {};
const calm = matchMedia("(prefers-reduced-motion: reduce)");

export function startGraph(select) {
  Object.assign(drawn, { network: null, nodes: null, edges: null, lines: new Map(), shown: new Set(), at: { relations: new Map(), events: new Map() }, boxes: new Map(), total: 0, select, asked: new Set() });
  for (const mode of ["relations", "events"]) for (const [id, point] of Object.entries(set.places[mode] || {})) drawn.at[mode].set(id, point);
  if (!state.mode) state.mode = state.own = Object.keys(set.places.relations || {}).length > 2 ? "relations" : "events";
  addEventListener("theme", redraw);
  onChange(drawGraph);
}

export function stopGraph() {
  removeEventListener("theme", redraw);
  if (drawn.network) drawn.network.destroy();
  drawn.network = null;
}

function redraw() {
  if (drawn.network) drawGraph();
}

export function isEvent(id) {
  return set.events.has(id);
}

function thing(id) {
  return set.nodes.get(id) || set.events.get(id);
}

/** The lines of the present mode: one for each pair and style, with the events behind it. */
function linesOf(events) {
  const found = new Map();
  const add = (from, to, label, event) => {
    if (isOff(from) || isOff(to)) return;
    const key = [from, to, event.fact, event.contested ? 1 : 0].join(" ");
    const line = found.get(key) || { key, from, to, fact: event.fact, contested: event.contested, labels: new Set(), events: new Set() };
    line.labels.add(label);
    line.events.add(event);
    found.set(key, line);
  };
  for (const event of events) {
    if (state.mode === "relations") for (const [from, to, label] of event.lines) add(from, to, label, event);
    else {
      const linked = new Set();
      for (const role of event.roles) {
        if (!role.node || !set.nodes.has(role.node)) continue;
        linked.add(role.node);
        if (isAgent(role)) add(role.node, event.id, words(role.role), event);
        else add(event.id, role.node, words(role.role), event);
      }
      if (event.place && set.nodes.has(event.place) && !linked.has(event.place)) add(event.id, event.place, "place", event);
    }
  }
  for (const line of [...found.values()]) { /* those who meet, meet each other: one line with two arrowheads */
    const back = found.get([line.to, line.from, line.fact, line.contested ? 1 : 0].join(" "));
    if (!back || line.both || back.both || line.events.size !== back.events.size || ![...line.events].every((event) => back.events.has(event))) continue;
    line.both = true;
    found.delete(back.key);
  }
  return [...found.values()];
}

function isOff(id) {
  const node = set.nodes.get(id);
  return Boolean(node) && state.offTypes.has(node.type);
}

/** Which nodes are drawn: those that were asked for by name or click, and the most connected up to the limit. */
function choose(lines) {
  const weight = new Map();
  for (const line of lines) for (const id of [line.from, line.to]) weight.set(id, (weight.get(id) || 0) + line.events.size + (isFactual(line.fact) ? 0.5 : 0));
  const placed = drawn.at[state.mode];
  const rank = (id) => (placed.has(id) ? 1000 : 0) + weight.get(id);
  const first = state.about.length ? nearest(lines, weight) : [...weight.keys()].sort((a, b) => rank(b) - rank(a) || (a < b ? -1 : 1)).slice(0, state.limit);
  const shown = new Set(first);
  for (const id of [...state.grown, ...(state.select ? [state.select] : [])]) if (weight.has(id)) shown.add(id);
  for (const id of state.about) if (set.nodes.has(id) && !isOff(id)) shown.add(id);
  const joined = new Set(lines.filter((line) => shown.has(line.from) && shown.has(line.to)).flatMap((line) => [line.from, line.to]));
  const alone = [...shown].filter((id) => !joined.has(id) && !state.about.includes(id) && !state.grown.has(id) && id !== state.select);
  for (const id of alone) shown.delete(id);
  return { shown, total: weight.size };
}

/** What the page is about and what is joined to it, as far as there is room; in a graph of events also who else takes part in these. */
function nearest(lines, weight) {
  const found = new Set(state.about);
  let border = found;
  for (let turn = 0; turn < (state.mode === "events" ? 2 : 1); turn++) {
    const next = new Set(lines.flatMap((line) => (border.has(line.from) ? [line.to] : border.has(line.to) ? [line.from] : [])).filter((id) => !found.has(id)));
    border = new Set([...next].sort((a, b) => weight.get(b) - weight.get(a) || (a < b ? -1 : 1)).slice(0, Math.max(0, state.limit - found.size)));
    for (const id of border) found.add(id);
  }
  return found;
}

const pen = document.createElement("canvas").getContext("2d");

function textBox(text, size) {
  pen.font = size + "px " + FONT;
  const rows = text.split("\n");
  return [Math.max(...rows.map((row) => pen.measureText(row).width)), rows.length * size * 1.25];
}

function radiusOf(id) {
  return 7 + Math.min(12, Math.round(2.2 * Math.sqrt((set.near.get(id) || new Set()).size)));
}

/** What a node covers around a point: its mark and its label, or its plate. */
function boxesAt(id, [x, y]) {
  if (isEvent(id)) {
    const [wide, tall] = textBox(set.events.get(id).drawn, 13);
    return [{ left: x - wide / 2 - 8, right: x + wide / 2 + 8, top: y - tall / 2 - 8, bottom: y + tall / 2 + 8 }];
  }
  const radius = radiusOf(id), [wide, tall] = textBox(set.nodes.get(id).drawn, 14);
  const half = Math.max(radius + 4, wide / 2 + 5);
  return [{ left: x - half, right: x + half, top: y - radius - 4, bottom: y + radius + tall + 9 }];
}

function meet(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Give every node without a place the free one nearest to those it is joined to; nothing that stands is moved. */
function placeNew(shown, lines) {
  const at = drawn.at[state.mode];
  const taken = [...shown].filter((id) => at.has(id)).flatMap((id) => boxesAt(id, at.get(id)));
  const waiting = [...shown].filter((id) => !at.has(id));
  while (waiting.length) {
    const near = (id) => lines.map((line) => (line.from === id ? line.to : line.to === id ? line.from : null)).filter((other) => other && at.has(other) && shown.has(other));
    const next = waiting.find((id) => near(id).length) || waiting[0];
    waiting.splice(waiting.indexOf(next), 1);
    const around = near(next).map((other) => at.get(other));
    const middle = [0, 1].map((axis) => around.reduce((sum, point) => sum + point[axis], 0) / (around.length || 1));
    for (let turn = 22; ; turn += 1) {
      const angle = turn * 2.399963, radius = 22 * Math.sqrt(turn), point = [Math.round(middle[0] + 1.35 * radius * Math.cos(angle)), Math.round(middle[1] + radius * Math.sin(angle))];
      const boxes = boxesAt(next, point);
      if (boxes.some((box) => taken.some((other) => meet(box, other)))) continue;
      at.set(next, point);
      taken.push(...boxes);
      break;
    }
  }
}

function inks() {
  return Object.fromEntries(["ink", "paper", "line", "faint", "soft", "accent", "contested", "ground"].map((name) => [name, colour(name)]));
}

function plain(background, border) {
  return { background, border, highlight: { background, border }, hover: { background, border } };
}

function nodeStyle(id, ink, strong) {
  const [x, y] = drawn.at[state.mode].get(id), event = set.events.get(id);
  const base = { id, x, y, opacity: strong ? 1 : 0.25, font: { face: FONT, size: event ? 13 : 14, color: strong ? ink.ink : ink.faint, strokeWidth: event ? 0 : 4, strokeColor: ink.paper } };
  if (event) {
    const edge = event.contested ? ink.contested : isFactual(event.fact) ? typeOf("Event").colour : ink.faint;
    return { ...base, label: event.drawn, shape: "box", margin: 5, borderWidth: event.contested ? 2.5 : 1.4, color: plain(ink.ground, edge), shapeProperties: { borderDashes: dashesOf(event.fact) || false, borderRadius: 4 } };
  }
  const node = set.nodes.get(id), type = typeOf(node.type), chosen = id === state.select;
  return { ...base, label: node.drawn, shape: type.shape, size: radiusOf(id), color: plain(type.colour, chosen ? ink.ink : ink.paper), borderWidth: chosen ? 3 : 1.5, shapeProperties: { borderDashes: false } };
}

/** The words on a line: its labels, and who says so when the article only passes it on. */
export function lineWords(line) {
  const labels = [...line.labels];
  const text = (line.contested ? "≠ " : "") + before(line.fact) + labels.slice(0, 2).join(", ") + (labels.length > 2 ? " +" + (labels.length - 2) : "");
  const speakers = [...new Set([...line.events].flatMap((event) => event.speakers.map(([name]) => name)))];
  if (line.fact !== "Attributed" || state.mode === "events" || !speakers.length) return text;
  const name = speakers[0].length > 24 ? [...speakers[0]].slice(0, 23).join("") + "…" : speakers[0];
  return text + "\nsays " + name + (speakers.length > 1 ? " +" + (speakers.length - 1) : "");
}

function lineStyle(line, ink, strong, label) {
  const shade = line.contested ? ink.contested : isFactual(line.fact) ? ink.line : ink.faint;
  return {
    id: line.key, from: line.from, to: line.to, label: label || " ", smooth: line.smooth, arrows: line.both ? "to, from" : "to", dashes: dashesOf(line.fact) || false,
    width: 1.1 + Math.log2(line.events.size) * 0.8 + (line.contested ? 0.6 : 0), color: { color: shade, highlight: ink.accent, hover: ink.accent, opacity: strong ? 1 : 0.15 },
    font: { face: FONT, size: 11, color: line.contested ? ink.contested : ink.soft, background: label ? ink.paper : "none", strokeWidth: 0, align: "horizontal" },
  };
}

/** Bend lines between one pair apart, so that none hides another. */
function bend(lines) {
  const pairs = new Map();
  for (const line of lines) {
    const pair = [line.from, line.to].sort().join(" ");
    pairs.set(pair, (pairs.get(pair) || []).concat(line));
  }
  for (const group of pairs.values()) {
    const seen = new Map();
    for (const line of group) {
      const turn = seen.get(line.from) || 0;
      seen.set(line.from, turn + 1);
      line.smooth = group.length === 1 ? false : { enabled: true, type: "curvedCW", roundness: 0.14 + 0.16 * turn };
    }
  }
}

function middleOf(line) {
  const [a, b] = [line.from, line.to].map((id) => drawn.at[state.mode].get(id));
  if (!line.smooth) return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const bow = line.smooth.roundness * 0.5 + 0.5, dx = b[0] - a[0], dy = a[1] - b[1], angle = Math.atan2(dy, dx) + bow * Math.PI, long = bow * Math.hypot(dx, dy);
  return [0.25 * a[0] + 0.5 * (a[0] + long * Math.sin(angle)) + 0.25 * b[0], 0.25 * a[1] + 0.5 * (a[1] + long * Math.cos(angle)) + 0.25 * b[1]];
}

/** Leave words only on lines where they cover no name and no other words. */
function wordsOnLines(lines, around = drawn.shown) {
  const said = new Map(), at = drawn.at[state.mode];
  const taken = [...around].flatMap((id) => boxesAt(id, at.get(id)));
  for (const line of [...lines].sort((a, b) => b.events.size - a.events.size || (a.key < b.key ? -1 : 1))) {
    const text = lineWords(line), [wide, tall] = textBox(text, 11), [x, y] = middleOf(line);
    const box = { left: x - wide / 2 - 3, right: x + wide / 2 + 3, top: y - tall / 2 - 2, bottom: y + tall / 2 + 2 };
    if (taken.some((other) => meet(box, other))) continue;
    taken.push(box);
    said.set(line.key, text);
  }
  return said;
}

/** Draw the graph from what passes the filters; what the reader looks at stays where it is. */
export async function drawGraph() {
  if (state.view !== "graph" || !byId("canvas")) return;
  const vis = await loadVis();
  if (state.view !== "graph" || !byId("canvas")) return;
  const lines = linesOf(passing()), { shown, total } = choose(lines);
  Object.assign(drawn, { shown, total });
  const kept = lines.filter((line) => shown.has(line.from) && shown.has(line.to));
  placeNew(shown, kept);
  bend(kept);
  drawn.lines = new Map(kept.map((line) => [line.key, line]));
  const fresh = !drawn.network || drawn.mode !== state.mode;
  drawn.mode = state.mode;
  drawn.said = wordsOnLines(kept);
  if (!drawn.network) start(vis);
  paint();
  if (fresh) fit();
  byId("nothing").hidden = shown.size > 0;
  byId("shown").textContent = shown.size < total ? shown.size + " of " + total.toLocaleString("en") : many(total, "node");
  byId("more").hidden = shown.size >= total;
  byId("fewer").hidden = !state.grown.size && state.limit === 32;
  byId("mode-relations").setAttribute("aria-pressed", String(state.mode === "relations"));
  byId("mode-events").setAttribute("aria-pressed", String(state.mode === "events"));
}

/** Bring nodes and lines of the canvas up to date; around what is selected all stays strong, the rest fades. */
export function paint() {
  if (!drawn.network) return;
  const ink = inks(), chosen = state.select, line = drawn.lines.get(chosen);
  const own = line ? [line] : [...drawn.lines.values()].filter((each) => each.from === chosen || each.to === chosen || (isEvent(chosen) && each.events.has(set.events.get(chosen))));
  const near = new Set(own.flatMap((each) => [each.from, each.to]));
  if (drawn.shown.has(chosen)) near.add(chosen);
  const all = near.size === 0, strong = new Set(own.map((each) => each.key));
  const nodes = [...drawn.shown].map((id) => nodeStyle(id, ink, all || near.has(id)));
  const said = all ? drawn.said : wordsOnLines(own, near);
  const edges = [...drawn.lines.values()].map((each) => lineStyle(each, ink, all || strong.has(each.key), said.get(each.key) || ""));
  update(drawn.nodes, nodes);
  update(drawn.edges, edges);
  drawn.network.setSelection({ nodes: drawn.shown.has(chosen) ? [chosen] : [], edges: line ? [line.key] : [] }, { highlightEdges: false });
}

function update(data, items) {
  const ids = new Set(items.map((item) => item.id));
  data.remove(data.getIds().filter((id) => !ids.has(id)));
  data.update(items);
}

function start(vis) {
  drawn.nodes = new vis.DataSet([]);
  drawn.edges = new vis.DataSet([]);
  drawn.network = new vis.Network(byId("canvas"), { nodes: drawn.nodes, edges: drawn.edges }, {
    physics: false, layout: { improvedLayout: false, randomSeed: 1 }, autoResize: true,
    interaction: { hover: true, keyboard: false, multiselect: false, selectConnectedEdges: false, hoverConnectedEdges: false },
    nodes: { chosen: false, labelHighlightBold: false },
    edges: { arrows: { to: { scaleFactor: 0.55 }, from: { scaleFactor: 0.55 } }, selectionWidth: 1.5, hoverWidth: 0.8, chosen: { edge: true, label: false }, smooth: false },
  });
  byId("canvas").firstElementChild.tabIndex = -1; /* the section around it takes the keys */
  drawn.network.on("click", ({ nodes, edges }) => {
    if (nodes.length) pick(nodes[0]);
    else if (edges.length) {
      const line = drawn.lines.get(edges[0]);
      drawn.select(state.mode === "events" ? [...line.events][0].id : line.key);
    } else drawn.select(null);
  });
  drawn.network.on("dragEnd", ({ nodes }) => {
    for (const id of nodes) {
      const { x, y } = drawn.network.getPositions([id])[id];
      drawn.at[state.mode].set(id, [x, y]);
    }
  });
  drawn.network.on("hoverNode", ({ node }) => hover(isEvent(node) ? set.events.get(node).title : set.nodes.get(node).label + " · click to grow"));
  drawn.network.on("hoverEdge", ({ edge }) => hover(nameOf(drawn.lines.get(edge)) + " · " + lineWords(drawn.lines.get(edge)).replace("\n", ", ")));
  for (const name of ["blurNode", "blurEdge", "dragStart"]) drawn.network.on(name, () => hover(""));
}

export function nameOf(line) {
  const name = (id) => (isEvent(id) ? labelOf(thing(id)) : thing(id).label);
  return name(line.from) + (line.both ? " ↔ " : " → ") + name(line.to);
}

function hover(text) {
  byId("hover").textContent = text;
  byId("hover").classList.toggle("on", Boolean(text));
}

/** A click on a node: it is selected, and what it is joined to comes in. */
async function pick(id) {
  drawn.select(id);
  await grow(id);
}

/** Everything that is joined to a node, best first, among what passes: [id, number of events]. */
export function around(id) {
  const found = new Map();
  for (const line of linesOf(passing())) {
    const other = line.from === id ? line.to : line.to === id ? line.from : null;
    if (other) found.set(other, (found.get(other) || 0) + line.events.size);
  }
  return [...found].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** Let the graph grow: the next `MORE` nodes that are joined to this one are drawn. Gives how many came. */
export async function grow(id) {
  if (!isEvent(id) && !drawn.asked.has(id)) {
    drawn.asked.add(id);
    learn(await get("scope", [["about", id], ["draw", "none"]]));
  }
  const next = around(id).map(([other]) => other).filter((other) => !drawn.shown.has(other)).slice(0, MORE);
  if (!drawn.shown.has(id)) state.grown.add(id);
  for (const other of next) state.grown.add(other);
  const name = isEvent(id) ? labelOf(thing(id)) : thing(id).label;
  say(next.length ? many(next.length, "node") + " added around " + name : "Nothing more is joined to " + name);
  changed();
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  bringIntoView([id, ...next].filter((each) => drawn.shown.has(each)));
  return next.length;
}

/** Back to what was drawn at first. */
export function shrink() {
  state.grown.clear();
  state.limit = 32;
  changed();
}

export function showMore() {
  state.limit += 32;
  changed();
  requestAnimationFrame(() => requestAnimationFrame(fit));
}

export async function setMode(mode) {
  state.mode = mode;
  keepState();
  if (!drawn.at[mode].size) for (const [id, point] of Object.entries((await places(mode))[mode])) drawn.at[mode].set(id, point);
  if (state.mode === mode) await drawGraph();
}

function bounds(ids) {
  const boxes = ids.flatMap((id) => boxesAt(id, drawn.at[state.mode].get(id)));
  const edge = (name, pick) => boxes.reduce((found, box) => pick(found, box[name]), boxes[0][name]);
  return { left: edge("left", Math.min), right: edge("right", Math.max), top: edge("top", Math.min), bottom: edge("bottom", Math.max) };
}

/** Show all of the graph; on a small screen where that would be unreadable, its most connected part. */
export function fit() {
  const canvas = byId("canvas");
  if (!drawn.network || !drawn.shown.size || !canvas.clientWidth) return;
  const { left, right, top, bottom } = bounds([...drawn.shown]);
  const scale = Math.min(1.25, canvas.clientWidth / (right - left + 50), canvas.clientHeight / (bottom - top + 50));
  if (scale >= 0.5 || canvas.clientWidth >= 600) {
    drawn.network.moveTo({ scale, position: { x: (left + right) / 2, y: (top + bottom) / 2 } });
    return;
  }
  const busiest = [...drawn.shown].sort((a, b) => (set.near.get(b) || new Set()).size - (set.near.get(a) || new Set()).size)[0];
  const [x, y] = drawn.at[state.mode].get(state.about.find((id) => drawn.shown.has(id)) || busiest);
  const inside = (at, low, high, half) => (high - low < 2 * half ? (low + high) / 2 : Math.max(low - 20 + half, Math.min(high + 20 - half, at)));
  drawn.network.moveTo({ scale: 0.62, position: { x: inside(x, left, right, canvas.clientWidth / 1.24), y: inside(y, top, bottom, canvas.clientHeight / 1.24) } });
}

/** Move the view only as far as is needed. */
export function bringIntoView(ids) {
  const canvas = byId("canvas");
  if (!drawn.network || !ids.length || !canvas || state.view !== "graph") return;
  const { left, right, top, bottom } = bounds(ids);
  const [a, b] = [{ x: left, y: top }, { x: right, y: bottom }].map((point) => drawn.network.canvasToDOM(point)), low = canvas.clientHeight - covered();
  if (a.x > 0 && a.y > 0 && b.x < canvas.clientWidth && b.y < low && drawn.network.getScale() > 0.55) return;
  const scale = Math.max(0.6, Math.min(drawn.network.getScale(), canvas.clientWidth / (right - left + 60), low / (bottom - top + 60)));
  drawn.network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, offset: { x: 0, y: -covered() / 2 },
    animation: calm.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" } });
}

/** How many pixels of the graph the panel covers on a small screen, where it is a sheet over the lower part. */
function covered() {
  const panel = byId("panel").getBoundingClientRect(), canvas = byId("canvas").getBoundingClientRect();
  return panel.left > canvas.left + 50 || !panel.height ? 0 : Math.max(0, canvas.bottom - panel.top);
}

export function zoomBy(factor) {
  if (drawn.network) drawn.network.moveTo({ scale: Math.min(4, Math.max(0.05, drawn.network.getScale() * factor)) });
}

export function panBy(x, y) {
  const { x: oldX, y: oldY } = drawn.network.getViewPosition(), scale = drawn.network.getScale();
  drawn.network.moveTo({ position: { x: oldX + x / scale, y: oldY + y / scale } });
}

/** Whether there are nodes that joined this one and are not drawn: how many. */
export function hiddenAround(id) {
  return around(id).filter(([other]) => !drawn.shown.has(other)).length;
}

