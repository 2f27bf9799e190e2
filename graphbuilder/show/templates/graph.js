/* The graph on vis-network: no physics, positions come with the data; nodes can be dragged and then stay there. */

const FONT = 'Arial, "Liberation Sans", Helvetica, sans-serif';
const HEAVY = 250; /* lines from which on the view is moved as a picture */
const drawn = { network: null, nodes: null, edges: null, lines: new Map(), shown: new Set(), moved: new Map(), guests: new Map(), total: 0, tier: null };
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** The lines of the present mode: one for each pair and style, with the events behind it. */
function linesOf(events) {
  const found = new Map();
  const add = (from, to, label, event) => {
    const key = [from, to, event.fact, event.contested ? 1 : 0].join(" ");
    const line = found.get(key) || { key, from, to, fact: event.fact, contested: event.contested, labels: new Map(), events: new Set() };
    line.labels.set(label, (line.labels.get(label) || 0) + 1);
    line.events.add(event);
    found.set(key, line);
  };
  for (const event of events) {
    if (state.mode === "relations") {
      for (const [from, to, label] of event.edges) add("n" + from, "n" + to, label, event);
    } else {
      const linked = new Set();
      for (const role of event.roles) {
        if (role.node === null) continue;
        linked.add(role.node);
        if (isAgent(role)) add("n" + role.node, event.key, words(role.role), event);
        else add(event.key, "n" + role.node, words(role.role), event);
      }
      if (event.place !== null && !linked.has(event.place)) add(event.key, "n" + event.place, "place", event);
    }
  }
  joinBothWays(found);
  return [...found.values()].filter((line) => isShownType(line.from) && isShownType(line.to));
}

/** Make one line with two arrowheads of two that run both ways for the same events (those who meet, meet each other). */
function joinBothWays(found) {
  for (const line of [...found.values()]) {
    const back = found.get([line.to, line.from, line.fact, line.contested ? 1 : 0].join(" "));
    if (!back || line.both || back.both || line.events.size !== back.events.size) continue;
    if (![...line.events].every((event) => back.events.has(event))) continue;
    line.both = true;
    found.delete(back.key);
  }
}

function isShownType(key) {
  return key[0] === "e" || !state.offTypes.has(thing(key).type);
}

/** The nodes to draw: those with lines (and, in event mode, events without), the most connected first. */
function nodesOf(lines, events) {
  const view = DATA.views[state.mode];
  const keys = new Set();
  for (const line of lines) keys.add(line.from).add(line.to);
  if (state.mode === "events") for (const event of events) keys.add(event.key);
  const ranked = [...keys].sort((a, b) => view.at.get(a) - view.at.get(b));
  const shown = new Set(ranked.slice(0, state.limit));
  for (const key of state.forced) if (keys.has(key)) shown.add(key);
  return { shown, total: keys.size };
}

function positionOf(key) {
  const view = DATA.views[state.mode];
  return drawn.moved.get(state.mode + key) || view[drawn.tier][view.at.get(key)] || drawn.guests.get(key);
}

/**
 * Choose the layout: that of the first nodes as long as nearly all that is shown stands in it, else that of all.
 * The few others (found by the search, let in by a filter) become guests: each gets the free place nearest to its neighbours.
 */
function chooseLayout(shown, lines) {
  const view = DATA.views[state.mode];
  const others = [...shown].filter((key) => view.at.get(key) >= view.first.length);
  drawn.guests = new Map();
  drawn.tier = state.limit > FIRST || others.length > 40 ? "all" : "first";
  if (drawn.tier === "all" || !others.length) return;
  const taken = [...shown].filter((key) => !others.includes(key)).flatMap(boxesOf);
  for (const key of others) {
    const near = lines.filter((line) => line.from === key || line.to === key).map((line) => (line.from === key ? line.to : line.from))
      .filter((other) => shown.has(other)).map(positionOf).filter(Boolean);
    const x = near.reduce((total, place) => total + place[0], 0) / (near.length || 1);
    const y = near.reduce((total, place) => total + place[1], 0) / (near.length || 1);
    for (let turn = 9; ; turn++) {
      const angle = turn * 2.399963, radius = 20 * Math.sqrt(turn);
      drawn.guests.set(key, [Math.round(x + 1.3 * radius * Math.cos(angle)), Math.round(y + radius * Math.sin(angle))]);
      if (!boxesOf(key).some((box) => taken.some((other) => meet(box, other)))) break;
    }
    taken.push(...boxesOf(key));
  }
}

function nodeStyle(key, ink) {
  const view = DATA.views[state.mode];
  const at = view.at.get(key);
  const [x, y] = positionOf(key);
  const [radius, size] = view.size[at];
  const item = thing(key);
  const base = { id: key, x, y, label: view.label[at], font: { face: FONT, size, color: ink.ink, strokeWidth: key[0] === "n" ? 4 : 0, strokeColor: ink.paper } };
  if (key[0] === "e") {
    const edge = item.contested ? ink.contested : isFactual(item.fact) ? ink.event : ink.faint;
    return { ...base, shape: "box", margin: 5, borderWidth: item.contested ? 2.5 : 1.4, color: plain(ink.plate, edge), shapeProperties: { borderDashes: dashesOf(item.fact) || false, borderRadius: 4 } };
  }
  const type = TYPES.get(item.type);
  return { ...base, shape: type.shape, size: radius, color: plain(type.colour, ink.paper), borderWidth: 1.5 };
}

function plain(background, border) {
  const same = { background, border };
  return { ...same, highlight: same, hover: same };
}

/** How much each line between a pair bends, so that none hides another. */
function bend(lines) {
  const pairs = new Map();
  for (const line of lines) {
    const pair = [line.from, line.to].sort().join(" ");
    pairs.set(pair, (pairs.get(pair) || []).concat(line));
  }
  for (const group of pairs.values()) {
    if (group.length === 1) { group[0].smooth = false; continue; }
    const seen = new Map();
    for (const line of group) {
      const turn = seen.get(line.from) || 0;
      seen.set(line.from, turn + 1);
      line.smooth = { enabled: true, type: "curvedCW", roundness: 0.14 + 0.16 * turn };
    }
  }
}

/** The words on a line: its labels, and who says so when the article only passes it on. */
function lineLabel(line) {
  const labels = [...line.labels.keys()];
  const prefix = (isFactual(line.fact) ? "" : FACT_SHORT[line.fact] + ": ") + (line.contested ? "≠ " : "");
  const text = prefix + labels.slice(0, 2).join(", ") + (labels.length > 2 ? " +" + (labels.length - 2) : "");
  if (line.fact !== "Attributed" || state.mode === "events") return text;
  const speakers = [...new Set([...line.events].flatMap(speakersOf))];
  return speakers.length ? text + "\nsays " + cut(speakers[0], 24) + (speakers.length > 1 ? " +" + (speakers.length - 1) : "") : text;
}

function cut(text, length) {
  const letters = [...text];
  return letters.length > length ? letters.slice(0, length - 1).join("") + "…" : text;
}

function lineStyle(line, ink) {
  const shade = line.contested ? ink.contested : isFactual(line.fact) ? ink.line : ink.faint;
  return {
    id: line.key, from: line.from, to: line.to, label: line.label || " ", smooth: line.smooth,
    arrows: line.both ? "to, from" : "to", dashes: dashesOf(line.fact) || false, width: 1.1 + Math.log2(line.events.size) * 0.8 + (line.contested ? 0.6 : 0),
    color: { color: shade, highlight: ink.accent, hover: ink.accent, opacity: ink.thin },
    font: { face: FONT, size: 11, color: line.contested ? ink.contested : ink.soft, background: line.label ? ink.paper : "none", strokeWidth: 0, align: "horizontal" },
  };
}

/** The colours of the present theme; lines grow fainter (`thin`) the more there are, so that names can be read over them. */
function inks() {
  const names = ["ink", "paper", "line", "faint", "soft", "accent", "contested"];
  const found = Object.fromEntries(names.map((name) => [name, colour(name)]));
  const thin = drawn.lines.size > 1500 ? 0.25 : drawn.lines.size > 400 ? 0.5 : 1;
  return { ...found, thin, event: TYPES.get("Event").colour, plate: colour("ground") };
}

/** Which boxes two rectangles share. */
function meet(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Leave words only on lines where they cover no name and no other words; the rest say theirs when chosen. */
function placeLineLabels(ink) {
  const lines = [...drawn.lines.values()];
  if (lines.length > 400) return;
  const taken = [...drawn.shown].flatMap(boxesOf);
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = "11px " + FONT;
  const updates = [];
  for (const line of lines.sort((a, b) => b.events.size - a.events.size || (a.key < b.key ? -1 : 1))) {
    const text = lineLabel(line);
    const rows = text.split("\n");
    const width = Math.max(...rows.map((row) => pen.measureText(row).width)) / 2 + 3;
    const height = rows.length * 7 + 3;
    const { x, y } = middleOf(line);
    const box = { left: x - width, right: x + width, top: y - height, bottom: y + height };
    if (taken.some((other) => meet(box, other))) continue;
    taken.push(box);
    line.label = text;
    updates.push(lineStyle(line, ink));
  }
  drawn.edges.update(updates);
}

/** The boxes that a node covers: its mark and its label, or its plate. */
function boxesOf(key) {
  const view = DATA.views[state.mode];
  const at = view.at.get(key), [x, y] = positionOf(key), [width, height, drop] = view.box[at], radius = view.size[at][0];
  const whole = { left: x - width / 2, right: x + width / 2, top: y + drop - height / 2, bottom: y + drop + height / 2 };
  if (key[0] === "e") return [whole];
  return [{ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }, { ...whole, top: y + radius + 2 }];
}

/** The middle of a line as it is drawn, with vis-network's own formula for a bend. */
function middleOf(line) {
  const [a, b] = [line.from, line.to].map((key) => ({ x: positionOf(key)[0], y: positionOf(key)[1] }));
  if (!line.smooth) return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const dx = b.x - a.x, dy = a.y - b.y;
  const bow = line.smooth.roundness * 0.5 + 0.5;
  const angle = Math.atan2(dy, dx) + bow * Math.PI;
  const via = { x: a.x + bow * Math.hypot(dx, dy) * Math.sin(angle), y: a.y + bow * Math.hypot(dx, dy) * Math.cos(angle) };
  return { x: 0.25 * a.x + 0.5 * via.x + 0.25 * b.x, y: 0.25 * a.y + 0.5 * via.y + 0.25 * b.y };
}

/** Draw the graph anew from what passes the filters; what the reader looks at stays where it is. */
function drawGraph() {
  if (state.tab !== "graph") return;
  const events = passing();
  const lines = linesOf(events);
  const { shown, total } = nodesOf(lines, events);
  const before = drawn.tier + drawn.mode;
  Object.assign(drawn, { shown, total, mode: state.mode });
  chooseLayout(shown, lines);
  const moved = before !== drawn.tier + drawn.mode;
  const kept = lines.filter((line) => shown.has(line.from) && shown.has(line.to));
  bend(kept);
  drawn.lines = new Map(kept.map((line) => [line.key, line]));
  const ink = inks();
  drawn.nodes = new vis.DataSet([...shown].map((key) => nodeStyle(key, ink)));
  drawn.edges = new vis.DataSet(kept.map((line) => lineStyle(line, ink)));
  if (!drawn.network) startNetwork();
  else drawn.network.setData({ nodes: drawn.nodes, edges: drawn.edges });
  drawn.network.setOptions({ interaction: { dragView: kept.length <= HEAVY } });
  drawn.network.redraw();
  placeLineLabels(ink);
  if (moved) fitGraph();
  showSelection(false);
  byId("nothing").hidden = shown.size > 0;
  drawTools();
}

function drawTools() {
  const rest = drawn.total - drawn.shown.size;
  byId("shown").textContent = rest > 0 ? drawn.shown.size + " of " + drawn.total : count(drawn.total, "node");
  byId("more").hidden = rest <= 0;
  byId("more").textContent = "Show " + Math.min(FIRST, rest) + " more";
  byId("all").hidden = rest <= FIRST;
}

function startNetwork() {
  drawn.network = new vis.Network(byId("canvas"), { nodes: drawn.nodes, edges: drawn.edges }, {
    physics: false, layout: { improvedLayout: false, randomSeed: 1 }, autoResize: true,
    interaction: { hover: true, keyboard: false, multiselect: false, selectConnectedEdges: false, hoverConnectedEdges: false },
    nodes: { scaling: { label: { drawThreshold: 7.5, maxVisible: 34 } }, chosen: false, labelHighlightBold: false },
    edges: { arrows: { to: { scaleFactor: 0.55 }, from: { scaleFactor: 0.55 } }, scaling: { label: { drawThreshold: 6.5 } }, selectionWidth: 1.5,
      hoverWidth: 0.8, chosen: { edge: true, label: false }, smooth: false },
  });
  byId("canvas").firstElementChild.tabIndex = -1; /* the section around it takes the keys */
  drawn.network.on("click", ({ nodes, edges }) => {
    if (nodes.length) select(nodes[0]);
    else if (edges.length) select(lineOrEvent(drawn.lines.get(edges[0])));
    else select(null);
  });
  drawn.network.on("dragEnd", ({ nodes }) => {
    for (const key of nodes) {
      const { x, y } = drawn.network.getPositions([key])[key];
      drawn.moved.set(state.mode + key, [x, y]);
    }
  });
  drawn.network.on("hoverNode", ({ node }) => hover(nodeWords(node)));
  drawn.network.on("hoverEdge", ({ edge }) => hover(lineWords(drawn.lines.get(edge))));
  for (const name of ["blurNode", "blurEdge", "dragStart"]) drawn.network.on(name, () => hover(""));
}

/** In event mode a line is part of an event: choosing it chooses the event. */
function lineOrEvent(line) {
  return state.mode === "events" ? [...line.events][0].key : line;
}

function nodeWords(key) {
  const item = thing(key);
  return key[0] === "n" ? item.label + " · " + TYPES.get(item.type).label : sentenceOf(item) + (item.from ? " · " + whenOf(item) : "");
}

function lineWords(line) {
  if (!line) return "";
  return thing(line.from).label + (line.both ? " ↔ " : " → ") + thing(line.to).label + " · " + lineLabel(line).replace("\n", ", ");
}

function hover(text) {
  byId("hover").textContent = text;
  byId("hover").classList.toggle("on", Boolean(text));
}

/** Show all of the graph; on a small screen where that would be unreadable, its most connected part. */
function fitGraph() {
  const boxes = [...drawn.shown].flatMap(boxesOf), canvas = byId("canvas");
  if (!boxes.length || !canvas.clientWidth) return;
  const edge = (name, pick) => boxes.reduce((found, box) => pick(found, box[name]), boxes[0][name]);
  const left = edge("left", Math.min), right = edge("right", Math.max), top = edge("top", Math.min), bottom = edge("bottom", Math.max);
  const scale = Math.min(1.3, canvas.clientWidth / (right - left + 40), canvas.clientHeight / (bottom - top + 40));
  const position = { x: (left + right) / 2, y: (top + bottom) / 2 };
  if (scale >= 0.5 || canvas.clientWidth >= 600) { drawn.network.moveTo({ scale, position }); return; }
  const busiest = DATA.views[state.mode].order.find((key) => drawn.shown.has(key));
  const [x, y] = positionOf(busiest);
  drawn.network.moveTo({ scale: 0.62, position: { x, y } });
}

/** Mark what is selected: its neighbours stay, the rest fades (in graphs small enough to do that at once). */
function showSelection(go) {
  if (!drawn.network || state.tab !== "graph") return;
  const chosen = state.selected;
  if (chosen && chosen.key && go) reveal(chosen.key);
  const network = drawn.network;
  let nodes = [], edges = [];
  if (chosen && chosen.line) {
    edges = drawn.lines.has(chosen.line.key) ? [chosen.line.key] : [];
  } else if (chosen) {
    nodes = drawn.shown.has(chosen.key) ? [chosen.key] : [];
    edges = [...drawn.lines.values()].filter((line) => line.from === chosen.key || line.to === chosen.key ||
      (chosen.key[0] === "e" && line.events.has(thing(chosen.key)))).map((line) => line.key);
  }
  network.setSelection({ nodes, edges }, { highlightEdges: false });
  fade(nodes, edges);
  if (go) bringIntoView(nodes.length ? nodes : edges.length ? [drawn.lines.get(edges[0]).from, drawn.lines.get(edges[0]).to] : []);
}

/** Move the view only as far as is needed: not at all when the nodes stand well inside it and can be read. */
function bringIntoView(keys) {
  if (!keys.length) return;
  const network = drawn.network;
  const places = Object.values(network.getPositions(keys));
  const canvas = byId("canvas");
  const inside = places.map((place) => network.canvasToDOM(place))
    .every(({ x, y }) => x > 40 && y > 40 && x < canvas.clientWidth - 40 && y < canvas.clientHeight - 60 - covered());
  if (inside && network.getScale() >= 0.6) return;
  const position = { x: sum(places, "x") / places.length, y: sum(places, "y") / places.length };
  const animation = calm.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" };
  const offset = { x: 0, y: -covered() / 2 };
  network.moveTo({ position, scale: Math.max(network.getScale(), 0.9), offset, animation });
}

/** How many pixels of the graph the evidence covers on a small screen, where it is a sheet over the lower part. */
function covered() {
  const panel = byId("panel").getBoundingClientRect(), canvas = byId("canvas").getBoundingClientRect();
  return panel.left > canvas.left + 50 || !panel.height ? 0 : Math.max(0, canvas.bottom - panel.top);
}

function sum(items, name) {
  return items.reduce((total, item) => total + item[name], 0);
}

function fade(nodes, edges) {
  if (drawn.shown.size > 400 || drawn.lines.size > 800) return;
  const ink = inks();
  const near = new Set(nodes);
  for (const key of edges) near.add(drawn.lines.get(key).from).add(drawn.lines.get(key).to);
  const all = near.size === 0;
  drawn.nodes.update([...drawn.shown].map((key) => ({
    id: key, opacity: all || near.has(key) ? 1 : 0.25,
    font: { ...nodeStyle(key, ink).font, color: all || near.has(key) ? ink.ink : ink.faint },
  })));
  const chosen = new Set(edges);
  drawn.edges.update([...drawn.lines.values()].map((line) => {
    const said = chosen.has(line.key) && chosen.size < 12 ? lineLabel(line) : all ? line.label : "";
    const style = lineStyle({ ...line, label: said }, ink);
    if (!all) style.color = { ...style.color, opacity: chosen.has(line.key) ? 1 : 0.15 };
    return style;
  }));
}

/** Make sure that a node or an event is drawn: raise the limit for it, or change to the mode that has it. */
function reveal(key) {
  if (drawn.shown.has(key)) return;
  const around = key[0] === "n" ? thing(key).events.slice(0, 20).flatMap((event) => event.near.map((node) => "n" + node)) :
    thing(key).near.map((node) => "n" + node);
  state.forced.add(key);
  for (const other of around) state.forced.add(other);
  if (state.mode === "relations" && (key[0] === "n" || !thing(key).edges.length)) {
    if (!passing().some((event) => event.edges.some(([from, to]) => "n" + from === key || "n" + to === key))) setMode("events");
  }
  drawGraph();
}

function setMode(mode) {
  state.mode = mode;
  byId("mode-relations").setAttribute("aria-pressed", mode === "relations");
  byId("mode-events").setAttribute("aria-pressed", mode === "events");
}

function zoomBy(factor) {
  drawn.network.moveTo({ scale: Math.min(4, Math.max(0.02, drawn.network.getScale() * factor)) });
}

function panBy(x, y) {
  const { x: oldX, y: oldY } = drawn.network.getViewPosition();
  const scale = drawn.network.getScale();
  drawn.network.moveTo({ position: { x: oldX + x / scale, y: oldY + y / scale } });
}

/**
 * Move the view of a graph with very many lines: the picture is moved as a whole while the pointer moves, which costs
 * nothing, and drawn anew where it has come to when the pointer rests or lets go. Nodes are still dragged by vis-network.
 */
function startPanning() {
  const frame = byId("canvas"), pan = { from: null, timer: 0 };
  const picture = () => frame.querySelector("canvas");
  const settle = (event) => {
    const { x, y } = drawn.network.getViewPosition(), scale = drawn.network.getScale();
    drawn.network.moveTo({ position: { x: x - (event.clientX - pan.from.x) / scale, y: y - (event.clientY - pan.from.y) / scale } });
    drawn.network.redraw();
    picture().style.transform = "";
    pan.from = { x: event.clientX, y: event.clientY };
  };
  frame.addEventListener("pointerdown", (event) => {
    const box = frame.getBoundingClientRect();
    const free = !drawn.network.getNodeAt({ x: event.clientX - box.left, y: event.clientY - box.top });
    pan.from = drawn.lines.size > HEAVY && free && event.isPrimary && event.button === 0 ? { x: event.clientX, y: event.clientY } : null;
  });
  addEventListener("pointermove", (event) => {
    if (!pan.from || !event.isPrimary) return;
    picture().style.transform = "translate(" + (event.clientX - pan.from.x) + "px, " + (event.clientY - pan.from.y) + "px)";
    clearTimeout(pan.timer);
    pan.timer = setTimeout(() => pan.from && settle(event), 160);
  });
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, (event) => {
    if (!pan.from || !event.isPrimary) return;
    clearTimeout(pan.timer);
    if (picture().style.transform) settle(event);
    pan.from = null;
  });
}

function startGraph() {
  byId("mode-relations").onclick = () => { setMode("relations"); drawGraph(); };
  byId("mode-events").onclick = () => { setMode("events"); drawGraph(); };
  byId("more").onclick = () => { state.limit += FIRST; drawGraph(); };
  byId("all").onclick = () => { state.limit = Infinity; drawGraph(); };
  byId("zoom-in").onclick = () => zoomBy(1.3);
  byId("zoom-out").onclick = () => zoomBy(1 / 1.3);
  byId("zoom-fit").onclick = fitGraph;
  const keys = {
    ArrowLeft: () => panBy(-60, 0), ArrowRight: () => panBy(60, 0), ArrowUp: () => panBy(0, -60), ArrowDown: () => panBy(0, 60),
    "+": () => zoomBy(1.3), "=": () => zoomBy(1.3), "-": () => zoomBy(1 / 1.3), 0: fitGraph,
  };
  byId("canvas").addEventListener("keydown", (event) => {
    if (!keys[event.key] || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    keys[event.key]();
  });
  setMode(state.mode);
  startPanning();
  onChange(drawGraph);
}
