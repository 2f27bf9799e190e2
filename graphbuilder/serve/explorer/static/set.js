/* The events that the explorer holds, what its filters are set to, and what passes them. Every view reads `passing()`. */

import { keep } from "./address.js";
import { get } from "./net.js";
import { learnTypes } from "./pieces.js";
import { FACTS, anchor, dateOf, dayOf, isFactual } from "./words.js";

const FACTUAL = FACTS.filter(isFactual);

export const set = { nodes: new Map(), events: new Map(), sources: new Map(), places: {}, total: 0, cut: false, counts: {}, near: new Map() };
export const state = {};

const views = [];
const asking = { now: null, timer: 0 };
let passed = null;

/** Begin anew with what an address says. */
export function begin(params) {
  Object.assign(set, { nodes: new Map(), events: new Map(), sources: new Map(), places: { relations: {}, events: {} }, total: 0, cut: false, counts: {}, near: new Map() });
  Object.assign(state, {
    view: params.get("view") || "graph", mode: params.get("mode") || "", own: null, about: params.getAll("about"), grown: new Set(params.getAll("grown")),
    facts: new Set(params.getAll("fact").length ? params.getAll("fact") : FACTUAL), type: params.getAll("type"), offKinds: new Set(params.getAll("off-type")),
    offTypes: new Set(params.getAll("off-kind")), offOutlets: new Set(params.getAll("off-outlet")),
    least: Number(params.get("least")) || 0, since: dayOf(params.get("since")), until: dayOf(params.get("until")),
    undated: params.get("undated") === "1", contested: params.get("contested") === "1", select: params.get("select"), limit: 32,
  });
  views.length = 0;
  passed = null;
}

/** The state as an address; what is as it begins is left out. */
export function stateParams() {
  const same = state.facts.size === FACTUAL.length && FACTUAL.every((fact) => state.facts.has(fact));
  return {
    page: "explore", view: state.view === "graph" ? null : state.view, mode: state.mode === state.own ? null : state.mode, about: state.about, grown: [...state.grown],
    type: state.type, fact: same ? [] : [...state.facts], "off-type": [...state.offKinds], "off-kind": [...state.offTypes], "off-outlet": [...state.offOutlets],
    least: state.least || null, since: state.since === null ? null : dateOf(state.since), until: state.until === null ? null : dateOf(state.until),
    undated: state.undated ? "1" : null, contested: state.contested ? "1" : null, select: state.select,
  };
}

export function keepState() {
  keep(stateParams());
}

/** Ask for the events of the address: all of them, or, when one answer cannot hold them, the best of those that pass the filters. */
export async function load() {
  if (asking.now) asking.now.abort();
  asking.now = new AbortController();
  const params = state.about.map((id) => ["about", id]).concat(state.type.map((name) => ["type", name]));
  params.push(...filterParams(), ["whole", "1"]);
  if (state.mode) params.push(["draw", state.mode]);
  const told = await get("scope", params, asking.now.signal);
  Object.assign(set, { cut: told.cut, total: told.total, counts: told.counts });
  learn(told);
  set.places = told.places;
  return told;
}

/** Where the first nodes of a picture stand. */
export async function places(mode) {
  const params = state.about.map((id) => ["about", id]).concat(state.type.map((name) => ["type", name]), set.cut ? filterParams() : []);
  return (await get("scope", [...params, ["draw", mode]])).places;
}

function filterParams() {
  const params = [...state.facts].map((fact) => ["fact", fact]);
  params.push(...[...state.offKinds].map((name) => ["off-type", name]), ...[...state.offOutlets].map((name) => ["off-outlet", name]));
  if (state.least) params.push(["least", state.least]);
  if (state.since !== null) params.push(["since", dateOf(state.since)]);
  if (state.until !== null) params.push(["until", dateOf(state.until)]);
  return params;
}

/** Take events in, with all that they name. Gives those that were not there before. */
export function learn(told) {
  learnTypes(told.types);
  for (const node of told.nodes) set.nodes.set(node.id, node);
  for (const source of told.sources) set.sources.set(source.id, source);
  const added = told.events.filter((event) => !set.events.has(event.id));
  for (const event of added) {
    event.nodes = [...new Set(event.roles.map((role) => role.node).concat(event.place).filter(Boolean))];
    set.events.set(event.id, event);
    for (const id of event.nodes) set.near.set(id, (set.near.get(id) || new Set()).add(event));
  }
  passed = null;
  return added;
}

/** The events that a node takes part in, among those that pass. */
export function eventsOf(id) {
  const all = set.near.get(id) || new Set();
  return passing().filter((event) => all.has(event));
}

function inRange(event) {
  if (state.since === null && state.until === null) return true;
  const first = dayOf(event.from), last = dayOf(event.to);
  if (first === null && last === null) return state.undated;
  return (state.until === null || (first ?? -Infinity) <= state.until) && (state.since === null || (last ?? Infinity) >= state.since);
}

/** The outlets that report an event. */
export function outletsOf(event) {
  return [...new Set(event.articles.map((id) => (set.sources.get(id) || { outlet: "" }).outlet))];
}

/** Whether an event passes every filter but the one named in `except` ("facts", "kinds", "outlets", "time"). */
export function passes(event, except) {
  if (except !== "facts" && !state.facts.has(event.fact)) return false;
  if (except !== "kinds" && state.offKinds.has(event.type)) return false;
  if (event.confidence < state.least || (state.contested && !event.contested)) return false;
  if (except !== "time" && !inRange(event)) return false;
  if (except !== "outlets" && state.offOutlets.size && outletsOf(event).every((outlet) => state.offOutlets.has(outlet))) return false;
  if (!state.offTypes.size || !event.nodes.length) return true;
  return event.nodes.some((id) => set.nodes.has(id) && !state.offTypes.has(set.nodes.get(id).type));
}

/** The events that pass all filters; worked out once for each change. */
export function passing() {
  passed = passed || [...set.events.values()].filter((event) => passes(event));
  return passed;
}

/** Have `draw` called after every change of what passes. */
export function onChange(draw) {
  views.push(draw);
}

let waiting = false;

/** A filter has changed, or events have come: all views are drawn once, and the address says it. */
export function changed() {
  passed = null;
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    passed = null;
    keepState();
    for (const draw of views) draw();
  });
}

/** A filter has changed: where not all events are here, the best of those that pass now are asked for as well. */
export function filtered() {
  changed();
  if (!set.cut) return;
  clearTimeout(asking.timer);
  asking.timer = setTimeout(() => load().then(changed, () => {}), 250);
}

export function resetFilters() {
  Object.assign(state, { facts: new Set(FACTUAL), offKinds: new Set(), offTypes: new Set(), offOutlets: new Set(), least: 0, since: null, until: null, undated: false, contested: false });
  filtered();
}

/** Whether any filter keeps something out beside what is no fact. */
export function isFiltered() {
  const same = state.facts.size === FACTUAL.length && FACTUAL.every((fact) => state.facts.has(fact));
  return !same || state.offKinds.size + state.offTypes.size + state.offOutlets.size > 0 || state.least > 0 || state.contested || state.since !== null || state.until !== null;
}

export function byDate(events) {
  return [...events].sort((a, b) => (anchor(a) ?? 1e9) - (anchor(b) ?? 1e9) || (a.id < b.id ? -1 : 1));
}
