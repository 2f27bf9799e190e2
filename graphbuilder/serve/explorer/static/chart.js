/* Charts of answers: bars for names, columns for dates, dots for two numbers. Drawn as SVG, with the numbers in a table beside it. */

import { el, refill, svg } from "./dom.js";
import { kindsOf, textOf } from "./results.js";

const WIDE = 860, MOST = 40;

/** Whether an answer can be drawn: it needs a column of numbers. */
export function canChart(answer) {
  return answer.rows.length > 0 && kindsOf(answer).includes("number");
}

/** A chart with its two choices; `keep` gets them as they change. */
export function chartOf(answer, { x, y, keep }) {
  const kinds = kindsOf(answer), columns = answer.columns;
  const numbers = columns.filter((_, at) => kinds[at] === "number");
  const chosen = {
    x: columns.includes(x) ? x : columns[kinds.findIndex((kind) => kind === "date")] || columns[kinds.findIndex((kind) => kind !== "number" && kind !== "iri")] || columns.find((name) => name !== numbers[0]) || columns[0],
    y: numbers.includes(y) ? y : numbers[0],
  };
  const place = el("div", { className: "chart" });
  const select = (name, options, label) => el("label", null, label + " ", el("select", { id: "chart-" + name, onchange: (event) => { chosen[name] = event.target.value; keep(chosen.x, chosen.y); draw(); } },
    options.map((option) => el("option", { value: option, selected: option === chosen[name] }, option.replace(/_/g, " ")))));
  const draw = () => {
    const [atX, atY] = [columns.indexOf(chosen.x), columns.indexOf(chosen.y)];
    const rows = answer.rows.filter((row) => row[atX] !== null && row[atY] !== null);
    refill(place, !rows.length ? el("p", null, "No row has both values.") : kinds[atX] === "number" ? dots(rows, atX, atY, chosen) : kinds[atX] === "date" ? columnsOf(rows, atX, atY, chosen) : barsOf(rows, atX, atY, chosen, answer));
  };
  draw();
  return el("div", null, el("div", { className: "choices" }, select("y", numbers, "How much:"), select("x", columns, "by:")), place);
}

/** Sum the numbers of equal names: [name, sum]. */
function sums(rows, atX, atY, nameOf) {
  const found = new Map();
  for (const row of rows) found.set(nameOf(row[atX]), (found.get(nameOf(row[atX])) || 0) + row[atY]);
  return [...found];
}

function barsOf(rows, atX, atY, chosen, answer) {
  const all = sums(rows, atX, atY, (value) => textOf(value, answer)).sort((a, b) => b[1] - a[1]);
  const shown = all.slice(0, MOST), top = Math.max(...shown.map(([, number]) => Math.abs(number)), 1e-9), high = shown.length * 24 + 8;
  return [svg("svg", { viewBox: "0 0 " + WIDE + " " + high, role: "img", "aria-label": name(chosen, shown) }, shown.map(([label, number], i) => [
    svg("text", { x: 250, y: i * 24 + 18, "text-anchor": "end" }, label.length > 38 ? label.slice(0, 37) + "…" : label),
    svg("rect", { class: "bar", x: 258, y: i * 24 + 4, width: Math.max(1, (Math.abs(number) / top) * (WIDE - 330)), height: 18, rx: 2 }, svg("title", null, label + ": " + say(number))),
    svg("text", { class: "value", x: 264 + (Math.abs(number) / top) * (WIDE - 330), y: i * 24 + 18 }, say(number))])),
  all.length > MOST && el("p", { className: "soft" }, "The first " + MOST + " of " + all.length + ".")];
}

function columnsOf(rows, atX, atY, chosen) {
  const all = sums(rows, atX, atY, String).sort((a, b) => (a[0] < b[0] ? -1 : 1)), shown = all.slice(-120);
  const top = Math.max(...shown.map(([, number]) => number), 1e-9), step = (WIDE - 60) / shown.length, every = Math.ceil(shown.length / 10);
  return [svg("svg", { viewBox: "0 0 " + WIDE + " 300", role: "img", "aria-label": name(chosen, shown) }, scale(top), shown.map(([label, number], i) => [
    svg("rect", { class: "bar", x: 50 + i * step + step * 0.1, y: 260 - (Math.max(0, number) / top) * 240, width: Math.min(46, step * 0.8), height: Math.max(1, (Math.max(0, number) / top) * 240), rx: 1.5 }, svg("title", null, label + ": " + say(number))),
    i % every === 0 && svg("text", { x: 50 + i * step + Math.min(46, step * 0.8) / 2 + step * 0.1, y: 278, "text-anchor": "middle" }, label)])),
  all.length > 120 && el("p", { className: "soft" }, "The last 120 of " + all.length + ".")];
}

function dots(rows, atX, atY, chosen) {
  const xs = rows.map((row) => row[atX]), ys = rows.map((row) => row[atY]), [left, right] = [Math.min(...xs), Math.max(...xs)], top = Math.max(...ys, 1e-9);
  const at = (value) => 60 + ((value - left) / (right - left || 1)) * (WIDE - 90);
  return svg("svg", { viewBox: "0 0 " + WIDE + " 300", role: "img", "aria-label": name(chosen, rows.map((row) => [row[atX], row[atY]])) }, scale(top),
    rows.slice(0, 2000).map((row) => svg("circle", { class: "bar", cx: at(row[atX]), cy: 260 - (row[atY] / top) * 240, r: 4 }, svg("title", null, say(row[atX]) + ", " + say(row[atY])))),
    [left, right].map((value, i) => svg("text", { x: at(value), y: 278, "text-anchor": i ? "end" : "start" }, say(value))));
}

function scale(top) {
  return [0, 0.5, 1].map((share) => [svg("line", { x1: 46, x2: WIDE, y1: 260 - share * 240, y2: 260 - share * 240 }), svg("text", { x: 42, y: 264 - share * 240, "text-anchor": "end" }, say(top * share))]);
}

function say(number) {
  return Number(number).toLocaleString("en", { maximumFractionDigits: 2 });
}

function name(chosen, shown) {
  return chosen.y + " by " + chosen.x + ": " + shown.slice(0, 12).map(([label, number]) => label + " " + say(number)).join(", ") + (shown.length > 12 ? " and so on" : "");
}
