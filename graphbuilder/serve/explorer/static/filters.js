/* The filters, which are also the legend: each entry switches what it names on and off in all views. */

import { go } from "./address.js";
import { byId, el, refill, swatchOfLine } from "./dom.js";
import { swatch, typeOf } from "./pieces.js";
import { filtered, isFiltered, onChange, outletsOf, passes, passing, resetFilters, set, state, stateParams } from "./set.js";
import { FACTS, FACT_WORDS, words } from "./words.js";

const SHORT = 8;
const open = new Set();

/** The panel of filters; `startFilters` fills it. */
export function filterPanel() {
  return el("aside", { id: "filters", "aria-label": "Legend and filters" },
    el("div", { className: "sheet-head" }, el("h2", null, "Filters"), el("button", { type: "button", id: "close-filters", "aria-label": "Close the filters" }, "×")),
    el("ul", { id: "scopes", className: "scopes" }),
    el("p", { id: "count", role: "status" }),
    el("button", { id: "reset", type: "button", hidden: true, onclick: resetFilters }, "Show everything again"),
    group("Who and where", "legend-types"),
    el("fieldset", null, el("legend", null, "Said to be"), el("ul", { id: "legend-facts", className: "legend" }),
      el("label", { className: "line" }, el("input", { type: "checkbox", id: "contested", onchange: (event) => { state.contested = event.target.checked; filtered(); } }), "contested only")),
    group("Kind of event", "legend-kinds"),
    group("Outlet", "legend-outlets"),
    el("fieldset", null, el("legend", null, "Confidence"), el("label", { className: "line" }, "at least ", el("output", { id: "least-value" }, "0.00"),
      el("input", { type: "range", id: "least", min: 0, max: 1, step: 0.05, "aria-label": "Least confidence", oninput: (event) => { state.least = Number(event.target.value); filtered(); } }))));
}

function group(title, id) {
  return el("fieldset", null, el("legend", null, title), el("ul", { id, className: "legend" }));
}

function toggle(names, name) {
  if (names.has(name)) names.delete(name);
  else names.add(name);
  filtered();
}

/** Let only one of several pass; when it is the only one already, let all pass again. */
function only(off, all, name) {
  const alone = all.every((other) => (other === name) !== off.has(other));
  off.clear();
  if (!alone) for (const other of all) if (other !== name) off.add(other);
  filtered();
}

function entry(id, picture, text, number, on, flip, alone) {
  return el("li", null,
    el("button", { type: "button", id, "aria-pressed": String(on), onclick: flip }, picture || el("i", { className: "check", "aria-hidden": "true" }), el("span", null, text), el("small", null, number.toLocaleString("en"))),
    alone && el("button", { type: "button", id: id + "-only", className: "only", "aria-label": "Only " + text, onclick: alone }, "only"));
}

function tally(items, namesOf) {
  const counts = new Map();
  for (const item of items) for (const name of namesOf(item)) counts.set(name, (counts.get(name) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** Draw a list anew and keep the keyboard's place; long lists are cut until the reader opens them. */
function redraw(id, entries) {
  const list = byId(id), held = document.activeElement && document.activeElement.id;
  const all = entries.length <= SHORT + 1 || open.has(id);
  refill(list, all ? entries : entries.slice(0, SHORT), !all && el("li", null, el("button", {
    type: "button", id: id + "-all", className: "more", onclick: () => { open.add(id); drawFilters(); byId(id).children[SHORT].querySelector("button").focus(); },
  }, "all " + entries.length)));
  if (held && byId(held) && list.contains(byId(held))) byId(held).focus();
}

function drawFilters() {
  if (!byId("filters")) return;
  const events = [...set.events.values()];
  const shown = passing();
  const types = tally([...set.near.keys()].filter((id) => set.nodes.has(id)), (id) => [set.nodes.get(id).type]);
  redraw("legend-types", types.map(([name, number]) => entry("type-" + name, swatch(name), typeOf(name).label, number, !state.offTypes.has(name),
    () => toggle(state.offTypes, name), () => only(state.offTypes, types.map(([other]) => other), name))));
  const facts = set.cut ? new Map(Object.entries(set.counts.facts || {})) : new Map(tally(events.filter((event) => passes(event, "facts")), (event) => [event.fact]));
  redraw("legend-facts", FACTS.map((fact) => entry("fact-" + fact, swatchOfLine(fact), FACT_WORDS[fact], facts.get(fact) || 0, state.facts.has(fact), () => toggle(state.facts, fact))));
  const labels = new Map(events.map((event) => [event.type, event.label]));
  const kinds = set.cut ? Object.entries(set.counts.kinds || {}).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)) : tally(events.filter((event) => passes(event, "kinds")), (event) => [event.type]);
  const known = new Set(kinds.map(([name]) => name));
  for (const name of state.offKinds) if (!known.has(name)) kinds.push([name, 0]);
  redraw("legend-kinds", kinds.map(([name, number]) => entry("kind-" + name, null, labels.get(name) || words(name), number, !state.offKinds.has(name),
    () => toggle(state.offKinds, name), () => only(state.offKinds, kinds.map(([other]) => other), name))));
  const outlets = tally(events, outletsOf);
  redraw("legend-outlets", outlets.map(([name, number], i) => entry("outlet-" + i, null, name || "unknown outlet", number, !state.offOutlets.has(name),
    () => toggle(state.offOutlets, name), () => only(state.offOutlets, outlets.map(([other]) => other), name))));
  drawScopes(labels);
  byId("least").value = state.least;
  byId("least-value").textContent = state.least.toFixed(2);
  byId("contested").checked = state.contested;
  byId("count").textContent = shown.length.toLocaleString("en") + " of " + (set.cut ? set.total : events.length).toLocaleString("en") + " events" + (set.cut && set.total > shown.length ? " that pass: those with most reports" : "");
  byId("reset").hidden = !isFiltered();
}

/** What the whole page is about, if not all of the graph; each can be taken away. */
function drawScopes(labels) {
  const entry = (text, params) => el("li", null, el("button", { type: "button", "aria-label": "No longer only " + text, onclick: () => go({ ...stateParams(), ...params }) }, text + " ×"));
  refill(byId("scopes"),
    state.about.map((id) => entry(set.nodes.has(id) ? set.nodes.get(id).label : id, { about: state.about.filter((other) => other !== id), grown: [], select: null })),
    state.type.map((name) => entry(labels.get(name) || name, { type: state.type.filter((other) => other !== name) })));
  byId("scopes").hidden = !state.about.length && !state.type.length;
}

export function startFilters() {
  const show = (yes) => {
    byId("filters").classList.toggle("open", yes);
    byId("open-filters").setAttribute("aria-expanded", String(yes));
    (yes ? byId("close-filters") : byId("open-filters")).focus();
  };
  byId("open-filters").onclick = () => show(!byId("filters").classList.contains("open"));
  byId("close-filters").onclick = () => show(false);
  byId("filters").onkeydown = (event) => {
    if (event.key === "Escape" && byId("filters").classList.contains("open")) { show(false); event.stopPropagation(); }
  };
  onChange(drawFilters);
  drawFilters();
}
