/* The timeline: how many events fall on each stretch of time, and the brush that picks one. */

import { byId, el, refill, svg } from "./dom.js";
import { filtered, onChange, passes, set, state } from "./set.js";
import { anchor, dateOf, dayOf, many, middle } from "./words.js";

const STEPS = [1, 7, 30.4375, 91.3125, 365.25, 3652.5, 36525];
const time = {};

/** The range that is drawn; the few events far before or after it are only counted. */
function measure() {
  const days = [...set.events.values()].map(anchor).filter((day) => day !== null).sort((a, b) => a - b);
  if (!days.length) return false;
  const [first, last] = middle(days);
  const step = STEPS.find((size) => (last - first + 1) / size <= 90) || 365250;
  Object.assign(time, { first: first - step / 2, last: last + step, step, before: days[0] < first, after: days[days.length - 1] > last });
  return true;
}

export function timelinePanel() {
  const date = (id, text) => [el("label", { htmlFor: id }, text), el("input", { type: "date", id, onchange: datesChanged })];
  return el("section", { id: "timeline", "aria-label": "Timeline" }, svg("svg", { id: "bars", role: "img" }),
    el("div", { className: "dates" }, date("since", "from"), date("until", "to"), el("span", { className: "both" },
      el("label", null, el("input", { type: "checkbox", id: "undated", onchange: datesChanged }), " undated too"),
      el("button", { type: "button", className: "link", id: "clear-time", onclick: () => setRange(null, null) }, "all dates"))));
}

export function startTimeline() {
  time.svg = byId("bars");
  time.svg.addEventListener("pointerdown", brushStart);
  time.watch = new ResizeObserver(drawTimeline);
  time.watch.observe(time.svg);
  onChange(drawTimeline);
  drawTimeline();
}

export function stopTimeline() {
  if (time.watch) time.watch.disconnect();
}

/** Read the fields; a date set beyond the other one opens that end of the range. */
function datesChanged(event) {
  state.undated = byId("undated").checked;
  let since = dayOf(byId("since").value), until = dayOf(byId("until").value);
  if (since !== null && until !== null && since > until) {
    if (event.target.id === "since") until = null;
    else since = null;
  }
  setRange(since, until);
}

/** Choose the range of days, both ends included; null is open. */
export function setRange(since, until) {
  if (since !== null && until !== null && since > until) [since, until] = [until, since];
  Object.assign(state, { since, until });
  filtered();
}

function xOf(day) {
  return ((day - time.first) / (time.last - time.first)) * time.width;
}

function dayAt(clientX) {
  const box = time.svg.getBoundingClientRect();
  return Math.round(time.first + Math.min(1, Math.max(0, (clientX - box.left) / box.width)) * (time.last - time.first));
}

function brushStart(event) {
  event.preventDefault();
  const start = dayAt(event.clientX);
  let moved = false;
  time.svg.setPointerCapture(event.pointerId);
  time.svg.onpointermove = (move) => {
    if (!moved && Math.abs(move.clientX - event.clientX) < 4) return;
    moved = true;
    brushed(start, dayAt(move.clientX));
  };
  time.svg.onpointerup = time.svg.onpointercancel = () => {
    time.svg.onpointermove = time.svg.onpointerup = time.svg.onpointercancel = null;
    if (!moved) setRange(null, null);
  };
}

/** Choose what the brush has touched; it is open at an edge beyond which there are more events. */
function brushed(start, end) {
  const low = Math.min(start, end), high = Math.max(start, end);
  setRange(time.before && low <= time.first + time.step / 2 ? null : low, time.after && high >= time.last - time.step ? null : high);
}

function drawTimeline() {
  byId("since").value = state.since === null ? "" : dateOf(state.since);
  byId("until").value = state.until === null ? "" : dateOf(state.until);
  byId("undated").checked = state.undated;
  const there = measure();
  byId("timeline").hidden = !there;
  const box = time.svg.getBoundingClientRect();
  if (!there || !box.width) return;
  time.width = box.width;
  time.svg.setAttribute("viewBox", "0 0 " + box.width + " " + box.height);
  const base = box.height - 18, total = Math.ceil((time.last - time.first) / time.step);
  const counts = new Array(total).fill(0);
  let undated = 0, dated = 0, earlier = 0, later = 0;
  for (const event of set.events.values()) {
    if (!passes(event, "time")) continue;
    const day = anchor(event);
    if (day === null) undated++;
    else if (day < time.first) earlier++;
    else if (day > time.last) later++;
    else { counts[Math.min(total - 1, Math.floor((day - time.first) / time.step))]++; dated++; }
  }
  const top = Math.max(...counts, 1);
  const bars = counts.map((number, i) => {
    if (!number) return null;
    const start = time.first + i * time.step, left = xOf(start), tall = Math.max(3, (number / top) * (base - 16));
    const out = (state.since !== null && start + time.step <= state.since) || (state.until !== null && start > state.until);
    return svg("rect", { class: out ? "bar out" : "bar", x: left, y: base - tall, width: Math.max(2, xOf(start + time.step) - left - 1.5), height: tall, rx: 1.5 },
      svg("title", null, dateOf(start + time.step / 2) + ": " + many(number, "event")));
  });
  const left = state.since === null ? 0 : Math.max(0, xOf(state.since)), right = state.until === null ? box.width : xOf(state.until + 1);
  const notes = [[earlier, "earlier"], [later, "later"], [undated, "undated"]].filter(([number]) => number).map(([number, word]) => number + " " + word).join(" · ");
  time.svg.setAttribute("aria-label", many(dated, "event") + " from " + dateOf(time.first + time.step / 2) + " to " + dateOf(time.last - time.step) + "; drag to choose a range, or use the date fields");
  refill(time.svg, svg("line", { x1: 0, x2: box.width, y1: base + 0.5, y2: base + 0.5 }), bars,
    (state.since !== null || state.until !== null) && svg("rect", { class: "brush", x: left, y: 1, width: Math.max(1, right - left), height: base }),
    ticks().map(([day, text]) => svg("text", { x: Math.max(2, Math.min(box.width - text.length * 6, xOf(day))), y: box.height - 4 }, text)),
    notes && svg("text", { x: box.width - 2, y: 10, "text-anchor": "end" }, notes));
}

/** Dates to write under the axis, as many as there is room for: years, months or days. */
function ticks() {
  const room = Math.max(2, Math.floor(time.width / 90)), span = time.last - time.first;
  const length = span > 365 * room ? 4 : span > 45 * room ? 7 : 10;
  const found = new Map();
  for (let i = 0; i < room; i++) {
    const text = dateOf(time.first + (span * (i + 0.15)) / room).slice(0, length), day = dayOf(text);
    if (!found.has(text) && day >= time.first) found.set(text, [day, text]);
  }
  return [...found.values()];
}
