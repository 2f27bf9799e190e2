/* The timeline: how many events fall on each stretch of time, and the brush that picks one. */

const time = { bars: [], first: 0, last: 0, width: 600, height: 74 };
const STEPS_OF_TIME = [1, 7, 30.4375, 91.3125, 365.25, 3652.5, 36525];

/** The days worth drawing: the shortest stretch that holds three quarters of the events, and as much again on both sides. */
function middle(days) {
  const part = Math.ceil(days.length * 0.75) - 1;
  let low = 0;
  for (let i = 1; i + part < days.length; i++) if (days[i + part] - days[i] < days[low + part] - days[low]) low = i;
  const margin = Math.max(14, days[low + part] - days[low]);
  return [Math.max(days[0], days[low] - margin), Math.min(days[days.length - 1], days[low + part] + margin)];
}

/** Choose stretches so that there are at most `most` of them; the few events far before or after the others are only counted. */
function stretches(most) {
  const days = DATA.events.map(anchor).filter((day) => day !== null).sort((a, b) => a - b);
  if (!days.length) return null;
  const [first, last] = middle(days);
  const step = STEPS_OF_TIME.find((size) => (last - first + 1) / size <= most) || 365250;
  return { first: first - step / 2, last: last + step, step, before: days[0] < first, after: days[days.length - 1] > last };
}

function startTimeline() {
  const scale = stretches(90);
  const section = byId("timeline");
  if (!scale) { section.hidden = true; return; }
  Object.assign(time, scale);
  time.svg = svg("svg", { role: "img", "aria-label": "Events over time; drag to choose a range, or use the date fields" });
  const date = (id, text) => [el("label", { htmlFor: id }, text), el("input", { type: "date", id, onchange: datesChanged })];
  section.append(time.svg, el("div", { className: "dates" }, date("from", "from"), date("to", "to"),
    el("span", { className: "both" },
      el("label", null, el("input", { type: "checkbox", id: "undated", onchange: datesChanged }), " undated too"),
      el("button", { type: "button", className: "link", id: "clear-time", onclick: () => setRange(null, null) }, "all dates"))));
  time.svg.addEventListener("pointerdown", brushStart);
  new ResizeObserver(drawTimeline).observe(time.svg);
  onChange(drawTimeline);
}

/** Read the fields; a date set beyond the other one opens that end of the range. */
function datesChanged(event) {
  state.undated = byId("undated").checked;
  let from = dayOf(byId("from").value), to = dayOf(byId("to").value);
  if (from !== null && to !== null && from > to) {
    if (event.target.id === "from") to = null;
    else from = null;
  }
  setRange(from, to);
}

/** Choose the range of days, both ends included; null is open. */
function setRange(from, to) {
  if (from !== null && to !== null && from > to) [from, to] = [to, from];
  Object.assign(state, { from, to });
  byId("from").value = from === null ? "" : dateOf(from);
  byId("to").value = to === null ? "" : dateOf(to);
  changed();
}

function xOf(day) {
  return ((day - time.first) / (time.last - time.first)) * time.width;
}

function dayAt(clientX) {
  const box = time.svg.getBoundingClientRect();
  const share = Math.min(1, Math.max(0, (clientX - box.left) / box.width));
  return Math.round(time.first + share * (time.last - time.first));
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
  const box = time.svg.getBoundingClientRect();
  if (!box.width) return;
  Object.assign(time, { width: box.width, height: box.height });
  time.svg.setAttribute("viewBox", "0 0 " + box.width + " " + box.height);
  const base = box.height - 18;
  const total = Math.ceil((time.last - time.first) / time.step);
  const counts = new Array(total).fill(0);
  let undated = 0, earlier = 0, later = 0;
  for (const event of DATA.events) {
    if (!passes(event, "time")) continue;
    const day = anchor(event);
    if (day === null) undated++;
    else if (day < time.first) earlier++;
    else if (day > time.last) later++;
    else counts[Math.min(total - 1, Math.floor((day - time.first) / time.step))]++;
  }
  const top = counts.reduce((a, b) => Math.max(a, b), 1);
  const notes = [[earlier, "earlier"], [later, "later"], [undated, "undated"]].filter(([number]) => number).map(([number, word]) => number + " " + word).join(" · ");
  const bars = counts.map((number, i) => {
    if (!number) return null;
    const start = time.first + i * time.step, left = xOf(start), wide = Math.max(2, xOf(start + time.step) - left - 1.5);
    const tall = Math.max(3, (number / top) * (base - 16));
    const out = (state.from !== null && start + time.step <= state.from) || (state.to !== null && start > state.to);
    return svg("rect", { class: out ? "bar out" : "bar", x: left, y: base - tall, width: wide, height: tall, rx: 1.5 },
      svg("title", null, dateOf(Math.round(start + time.step / 2)) + ": " + number + (number === 1 ? " event" : " events")));
  });
  const left = state.from === null ? 0 : xOf(state.from), right = state.to === null ? box.width : xOf(state.to + 1);
  const brushed = state.from !== null || state.to !== null;
  refill(time.svg, svg("line", { x1: 0, x2: box.width, y1: base + 0.5, y2: base + 0.5 }), bars,
    brushed && svg("rect", { class: "brush", x: left, y: 1, width: Math.max(1, right - left), height: base }),
    ticks().map(([day, text]) => svg("text", { x: Math.max(2, Math.min(box.width - text.length * 6, xOf(day))), y: box.height - 4 }, text)),
    notes && svg("text", { class: "note", x: box.width - 2, y: 10, "text-anchor": "end" }, notes));
}

/** Dates to write under the axis, as many as there is room for: years, months or days. */
function ticks() {
  const room = Math.max(2, Math.floor(time.width / 90));
  const span = time.last - time.first;
  const length = span > 365 * room ? 4 : span > 45 * room ? 7 : 10;
  const found = new Map();
  for (let i = 0; i < room; i++) {
    const text = dateOf(Math.round(time.first + (span * (i + 0.15)) / room)).slice(0, length);
    const day = dayOf(text);
    if (!found.has(text) && day >= time.first) found.set(text, [day, text]);
  }
  return [...found.values()];
}
