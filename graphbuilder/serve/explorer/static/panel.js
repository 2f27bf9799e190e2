/* The panel: a name, an event or a line that was chosen, with its sentences and what it is joined to. */

import { link } from "./address.js";
import { byId, el, refill } from "./dom.js";
import { drawn, grow, hiddenAround, around, isEvent, nameOf } from "./graph.js";
import { get } from "./net.js";
import { contestedChip, eventRow, factChip, labelOf, longList, markKey, quote, swatch, typeOf } from "./pieces.js";
import { byDate, eventsOf, set, state } from "./set.js";
import { many, whenOf, words } from "./words.js";

const panel = { turn: 0 };

export function startPanel(select) {
  panel.select = select;
}

function head(title, kind) {
  return [el("div", { className: "panel-head" }, el("h2", null, title), el("button", { type: "button", "aria-label": "Close", onclick: () => panel.select(null) }, "×")), kind && el("p", { className: "kind" }, kind)];
}

/** Draw the panel for what is selected. */
export function drawPanel() {
  const place = byId("panel"), chosen = state.select, turn = ++panel.turn;
  if (!place) return;
  const line = drawn.lines && drawn.lines.get(chosen);
  place.classList.toggle("idle", !chosen);
  place.scrollTop = 0;
  if (set.nodes.has(chosen)) refill(place, nodePanel(set.nodes.get(chosen)));
  else if (isEvent(chosen)) eventPanel(place, set.events.get(chosen), turn);
  else if (line) linePanel(place, line, turn);
  else refill(place, idlePanel());
}

function idlePanel() {
  const busiest = [...set.near].filter(([id]) => set.nodes.has(id)).map(([id]) => [id, eventsOf(id).length]).filter((pair) => pair[1]).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 10);
  return [
    el("h2", null, "Choose a name, an event or a line"),
    el("p", { className: "soft" }, "Its sentences appear here, with the words marked that state it. A click on a name lets the graph grow around it. Solid lines are what the articles say themselves, dashed ones what somebody is said to say."),
    el("h3", null, "Most connected"),
    el("ul", { className: "rows" }, busiest.map(([id, events]) => nodeRow(id, many(events, "event")))),
  ];
}

function nodeRow(id, note) {
  const node = set.nodes.get(id);
  return el("li", null, el("button", { type: "button", onclick: () => panel.select(id, true) }, swatch(node.type), el("span", null, node.label), el("small", null, note)));
}

function nodePanel(node) {
  const events = byDate(eventsOf(node.id)), all = (set.near.get(node.id) || new Set()).size;
  const near = around(node.id).filter(([id]) => set.nodes.has(id)), hidden = state.view === "graph" && drawn.shown ? hiddenAround(node.id) : 0;
  return [
    head(node.label, [swatch(node.type), " ", [typeOf(node.type).label, many(node.mentions, "mention")].join(" · ")]),
    el("p", { className: "actions" }, link({ page: "entity", id: node.id }, "Open its page"),
      state.view === "graph" && el("button", { type: "button", id: "grow", disabled: drawn.asked.has(node.id) && !hidden, onclick: async () => { await grow(node.id); drawPanel(); byId("panel").focus(); } },
        hidden ? "Grow: " + Math.min(10, hidden) + " of " + hidden + " more" : drawn.asked.has(node.id) ? "All of it is drawn" : "Grow")),
    near.length > 0 && [el("h3", null, "Joined to"), longList(near, ([id, number]) => nodeRow(id, many(number, "event")), 6)],
    el("h3", null, many(events.length, "event")),
    longList(events, (event) => eventRow(event, set.nodes, (id) => panel.select(id)), 12),
    all > events.length && el("p", { className: "soft" }, many(all - events.length, "more event") + " hidden by the filters"),
  ];
}

async function eventPanel(place, event, turn) {
  const top = [
    head(labelOf(event), whenOf(event)),
    el("p", { className: "chips" }, factChip(event.fact), event.contested && contestedChip(), el("span", { className: "chip" }, "confidence " + event.confidence.toFixed(2))),
    el("p", { className: "actions" }, link({ page: "event", id: event.id }, "Open its page")),
    el("dl", null, event.roles.map((role) => [el("dt", null, words(role.role)), el("dd", null, nodeLink(role.node, role.text))]),
      event.place && set.nodes.has(event.place) && [el("dt", null, "where"), el("dd", null, nodeLink(event.place, ""))]),
  ];
  refill(place, top, el("p", { className: "soft" }, "…"));
  await fillReports(place, top, [event], turn);
}

function nodeLink(id, text) {
  return id && set.nodes.has(id) ? el("button", { type: "button", className: "link", onclick: () => panel.select(id, true) }, set.nodes.get(id).label) : text;
}

async function linePanel(place, line, turn) {
  const events = byDate(line.events);
  const top = [head(nameOf(line), many(events.length, "event"))];
  refill(place, top, el("p", { className: "soft" }, "…"));
  await fillReports(place, top, events.slice(0, 12), turn);
}

/** Ask for the sentences of events and show them, unless something else was chosen meanwhile. */
async function fillReports(place, top, events, turn) {
  try {
    const pages = await Promise.all(events.map((event) => get("event", { id: event.id })));
    if (turn !== panel.turn) return;
    refill(place, top, markKey(), pages.map((told, i) => [
      events.length > 1 && el("h3", null, el("button", { type: "button", className: "link", onclick: () => panel.select(events[i].id) }, labelOf(events[i])), whenOf(events[i]) ? " · " + whenOf(events[i]) : ""),
      told.differs.length > 0 && el("p", { className: "contested" }, "≠ The reports disagree on: " + told.differs.map((each) => each.in).join(", ") + "."),
      told.reports.map((report) => quote(report, events[i].id))]));
  } catch (error) {
    if (turn === panel.turn) refill(place, top, el("p", { role: "alert" }, error.message));
  }
}
