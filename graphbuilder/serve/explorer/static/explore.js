/* The explorer proper: graph, map, events and articles of the same events, with filters, timeline and panel around them. */

import { byId, el } from "./dom.js";
import { makeFinder } from "./finder.js";
import { filterPanel, startFilters } from "./filters.js";
import { bringIntoView, drawGraph, drawn, fit, grow, isEvent, paint, panBy, setMode, showMore, shrink, startGraph, stopGraph, zoomBy } from "./graph.js";
import { drawMap, markSpot, startMap } from "./map.js";
import { get } from "./net.js";
import { drawPanel, startPanel } from "./panel.js";
import { begin, changed, keepState, learn, load, onChange, set, state } from "./set.js";
import { drawArticles, drawEvents, markRow, startTables } from "./tables.js";
import { setRange, startTimeline, stopTimeline, timelinePanel } from "./timeline.js";

const VIEWS = [["graph", "Graph"], ["map", "Map"], ["events", "Events"], ["articles", "Articles"]];
const DRAW = { graph: drawGraph, map: drawMap, events: drawEvents, articles: drawArticles };

export async function page(params) {
  begin(params);
  await load();
  if (state.grown.size) learn(await get("scope", [...state.grown].filter((id) => !id.startsWith("event/")).slice(0, 100).map((id) => ["about", id]).concat([["draw", "none"]])));
  if (!VIEWS.some(([name]) => name === state.view)) state.view = "graph";
  const content = el("div", { id: "room" }, filterPanel(), centre(), el("aside", { id: "panel", "aria-label": "What is chosen", tabIndex: -1 }));
  return { title: "Explore", nodes: content, ready, leave: () => { stopGraph(); stopTimeline(); removeEventListener("keydown", keys); } };
}

function centre() {
  const tabs = VIEWS.map(([name, label]) => el("button", { type: "button", role: "tab", id: "tab-" + name, "aria-controls": "view-" + name, onclick: () => showView(name), onkeydown: (event) => tabKeys(event, name) }, label));
  const mode = (name, label) => el("button", { type: "button", id: "mode-" + name, "aria-pressed": "false", onclick: () => setMode(name) }, label);
  const zoom = (name, label, text, act) => el("button", { type: "button", id: name, "aria-label": label, onclick: act }, text);
  return el("div", { id: "centre" },
    el("h1", { className: "unseen" }, "Explore the graph"),
    el("div", { className: "bar" },
      el("button", { id: "open-filters", type: "button", "aria-expanded": "false", "aria-controls": "filters" }, "Filters"),
      el("div", { role: "tablist", "aria-label": "View", className: "tabs" }, tabs),
      el("div", { id: "graph-tools", className: "tools" },
        el("div", { className: "switch", role: "group", "aria-label": "What the lines are" }, mode("relations", "Relations"), mode("events", "Events")),
        el("span", { id: "shown" }), el("button", { type: "button", id: "more", hidden: true, onclick: showMore }, "More"), el("button", { type: "button", id: "fewer", hidden: true, onclick: shrink }, "Start over")),
      el("div", { className: "add" }, makeFinder("add", { label: "Add a name", kind: "entity", open: addNode }))),
    el("section", { id: "view-graph", className: "view", role: "tabpanel", "aria-labelledby": "tab-graph" },
      el("div", { id: "canvas", tabIndex: 0, role: "application", "aria-label": "Graph. Arrow keys move it, plus and minus zoom, 0 shows all of it. The panel beside it lists what is joined to what is chosen, the Events tab holds all of it as a table." }),
      el("p", { id: "hover", "aria-hidden": "true" }),
      el("div", { className: "zoom", role: "group", "aria-label": "Zoom" }, zoom("zoom-in", "Zoom in", "+", () => zoomBy(1.3)), zoom("zoom-out", "Zoom out", "−", () => zoomBy(1 / 1.3)), zoom("zoom-fit", "Show all of it", "⤢", fit)),
      el("p", { id: "nothing", hidden: true }, "Nothing that passes these filters joins two names. The Events tab may hold some.")),
    el("section", { id: "view-map", className: "view", role: "tabpanel", "aria-labelledby": "tab-map" }),
    el("section", { id: "view-events", className: "view", role: "tabpanel", "aria-labelledby": "tab-events", tabIndex: 0 }),
    el("section", { id: "view-articles", className: "view", role: "tabpanel", "aria-labelledby": "tab-articles", tabIndex: 0 }),
    timelinePanel());
}

async function ready() {
  startFilters();
  startGraph(select);
  startMap(select);
  startTables(select);
  startPanel(select);
  startTimeline();
  onChange(() => { if (!byId("panel").contains(document.activeElement) && (!state.select || set.nodes.has(state.select))) drawPanel(); });
  addEventListener("keydown", keys);
  const moves = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] };
  byId("canvas").addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey) return;
    const act = moves[event.key] ? () => panBy(...moves[event.key]) : { "+": () => zoomBy(1.3), "=": () => zoomBy(1.3), "-": () => zoomBy(1 / 1.3), 0: fit }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  showView(state.view);
  await drawGraph();
  drawPanel();
  document.documentElement.dataset.drawn = "yes";
}

/** Show one of the four views; the others are drawn when they are asked for. */
function showView(name, focus) {
  state.view = name;
  for (const [other] of VIEWS) {
    const on = other === name, tab = byId("tab-" + other);
    byId("view-" + other).hidden = !on;
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
    if (on && focus) tab.focus();
  }
  byId("graph-tools").hidden = name !== "graph";
  keepState();
  DRAW[name]();
}

function tabKeys(event, name) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key], at = VIEWS.findIndex(([other]) => other === name);
  if (step) showView(VIEWS[(at + step + VIEWS.length) % VIEWS.length][0], true);
}

function keys(event) {
  if (event.key === "Escape" && state.select && !event.defaultPrevented) select(null);
}

/** Select a name, an event or a line by its id, or nothing; `go` lets the graph grow to it. */
async function select(id, go) {
  state.select = id;
  keepState();
  drawPanel();
  markRow();
  markSpot();
  if (go && state.view === "graph" && !isEvent(id)) { await grow(id); drawPanel(); return; }
  if (state.view === "graph") paint();
  if (go && drawn.shown.has(id)) bringIntoView([id]);
}

async function addNode(hit) {
  learn(await get("scope", [["about", hit.id], ["draw", "none"]]));
  if (!set.nodes.has(hit.id)) { location.assign("?page=entity&id=" + encodeURIComponent(hit.id)); return; }
  state.grown.add(hit.id);
  if (state.view !== "graph") showView("graph");
  changed();
  await select(hit.id, true);
}

/* For tests and for whoever builds on the page. */
globalThis.explorer = { set, state, drawn, select, setRange, grow };
