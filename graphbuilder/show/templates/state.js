/* The data of the page, what the filters are set to, and what passes them. Every view reads `passing()`. */

const DATA = JSON.parse(byId("data").textContent);
const TYPES = new Map(DATA.types.map((type) => [type.name, type]));
const FACTUAL = new Set(["Asserted", "Attributed"]);
const FACTS = ["Asserted", "Attributed", "Denied", "Negated", "Planned", "Possible", "Requested", "Conditional"];
const FACT_WORDS = {
  Asserted: "asserted by the article", Attributed: "attributed to a speaker", Denied: "denied", Negated: "said not to be",
  Planned: "planned", Possible: "possible", Requested: "requested", Conditional: "conditional",
};
const FACT_SHORT = { Denied: "denied", Negated: "not", Planned: "planned", Possible: "possibly", Requested: "asked for", Conditional: "if" };
const FIRST = 150;
const DAY = 86400000;

const state = {
  tab: "graph", mode: DATA.mode, limit: FIRST, selected: null, forced: new Set(),
  offTypes: new Set(), offClasses: new Set(), offOutlets: new Set(), facts: new Set(FACTUAL),
  confidence: 0, contested: false, from: null, to: null, undated: false,
};

/** Days since 1970 of an ISO date, or null: only whole dates count, years before 100 do not. */
function dayOf(text) {
  const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(text || "");
  if (!found) return null;
  return Date.UTC(+found[1], (+found[2] || 1) - 1, +found[3] || 1) / DAY;
}

/** The ISO date of a number of days since 1970. */
function dateOf(day) {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

function isFactual(fact) {
  return FACTUAL.has(fact);
}

function dashesOf(fact) {
  return fact === "Asserted" ? null : fact === "Attributed" ? [7, 4] : [2, 4];
}

/* What does not change is worked out once. */
DATA.nodes.forEach((node, index) => Object.assign(node, { index, key: "n" + index, events: [], sayings: [] }));
DATA.events.forEach((event, index) => {
  Object.assign(event, { index, key: "e" + index, first: dayOf(event.from), last: dayOf(event.to) });
  const near = new Set(event.roles.map((role) => role.node).concat(event.place).filter((node) => node !== null));
  event.near = [...near];
  for (const node of near) DATA.nodes[node].events.push(event);
  const speakers = new Set(event.reports.map((report) => report.speakerNode).filter((node) => node !== null));
  for (const node of speakers) if (!near.has(node)) DATA.nodes[node].sayings.push(event);
});
for (const view of Object.values(DATA.views)) view.at = new Map(view.order.map((key, index) => [key, index]));

/** The node or event behind a key of the graph ("n12", "e3"). */
function thing(key) {
  return (key[0] === "n" ? DATA.nodes : DATA.events)[+key.slice(1)];
}

/** The day that stands for an event on the timeline: the earliest possible, else the latest, else none. */
function anchor(event) {
  return event.first !== null ? event.first : event.last;
}

function inRange(event) {
  if (state.from === null && state.to === null) return true;
  if (anchor(event) === null) return state.undated;
  const first = event.first === null ? -Infinity : event.first;
  const last = event.last === null ? Infinity : event.last;
  return (state.to === null || first <= state.to) && (state.from === null || last >= state.from);
}

function outletOf(report) {
  return DATA.sources[report.source].outlet;
}

/** The reports of an event from outlets that are switched on. */
function reportsOf(event) {
  return event.reports.filter((report) => !state.offOutlets.has(outletOf(report)));
}

/** Whether an event passes every filter but the one named in `except` ("facts", "classes", "outlets", "time"). */
function passes(event, except) {
  if (except !== "facts" && !state.facts.has(event.fact)) return false;
  if (except !== "classes" && state.offClasses.has(event.type)) return false;
  if (event.confidence < state.confidence || (state.contested && !event.contested)) return false;
  if (except !== "time" && !inRange(event)) return false;
  if (except !== "outlets" && state.offOutlets.size && !reportsOf(event).length) return false;
  if (except === "types" || !state.offTypes.size || !event.near.length) return true;
  return event.near.some((node) => !state.offTypes.has(DATA.nodes[node].type));
}

let passed = null;

/** The events that pass all filters, in the order of the data; worked out once for each change of the filters. */
function passing() {
  passed = passed || DATA.events.filter((event) => passes(event));
  return passed;
}

const views = [];

/** Have `draw` called after every change of the filters. */
function onChange(draw) {
  views.push(draw);
}

let waiting = false;

/** Tell the views that a filter has changed; many changes within one frame are drawn once. */
function changed() {
  passed = null;
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    for (const draw of views) draw();
  });
}

/** When an event was, in words. */
function whenOf(event) {
  if (event.from && event.from === event.to) return event.from;
  if (event.from && event.to) return event.from + " to " + event.to;
  if (event.from) return event.from + " or later";
  if (event.to) return event.to + " or earlier";
  return "";
}

/** The label of an event with what is not fact said first: "not: leave". */
function labelOf(event) {
  return (isFactual(event.fact) ? "" : FACT_SHORT[event.fact] + ": ") + event.label;
}

/** The speakers of an event, each once. */
function speakersOf(event) {
  return [...new Set(reportsOf(event).map((report) => report.speaker).filter(Boolean))];
}

/** Those who fill roles, as text: "Arlenia, Mira Holt". */
function namesOf(roles) {
  return roles.map((role) => (role.node === null ? role.text : DATA.nodes[role.node].label)).join(", ");
}

/** Whether a role is that of who acts; lines run from it to the event. */
function isAgent(role) {
  return DATA.agents.includes(role.role);
}
