/* A small timeline: a dot for each event on a line of days, stacked where there are many; a list says the same. */

import { el, svg } from "./dom.js";
import { labelOf, sentenceOf } from "./pieces.js";
import { anchor, dateOf, isFactual, many, middle, whenOf } from "./words.js";

const WIDE = 1000, ROW = 15;

/** Draw the events that have a date; `open` gets the one that is clicked. */
export function strip(events, nodes, open) {
  const dated = events.filter((event) => anchor(event) !== null);
  if (!dated.length) return el("p", { className: "soft" }, "No event has a date.");
  const days = dated.map(anchor).sort((a, b) => a - b);
  const [from, last] = middle(days), span = Math.max(14, last - from);
  const shown = dated.filter((event) => anchor(event) >= from && anchor(event) <= last);
  const stacks = new Map();
  const dots = shown.map((event) => {
    const x = Math.round((18 + ((anchor(event) - from) / span) * (WIDE - 36)) / 14) * 14;
    const row = stacks.get(x) || 0;
    stacks.set(x, row + 1);
    return { event, x, row };
  });
  const rows = Math.min(8, Math.max(...stacks.values())), high = rows * ROW + 24;
  const marks = dots.filter((dot) => dot.row < 8).map(({ event, x, row }) => svg("circle", {
    cx: x, cy: high - 24 - row * ROW, r: 5.5, class: isFactual(event.fact) ? (event.contested ? "contested" : "fact") : "no", onclick: () => open(event),
  }, svg("title", null, whenOf(event) + "\n" + sentenceOf(event, nodes))));
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => svg("text", {
    x: 18 + share * (WIDE - 36), y: high - 2, "text-anchor": share === 0 ? "start" : share === 1 ? "end" : "middle" }, dateOf(from + share * span)));
  const left = dated.length - shown.length;
  return [
    svg("svg", { class: "strip", viewBox: "0 0 " + WIDE + " " + high, role: "img",
      "aria-label": many(dated.length, "event") + " from " + dateOf(days[0]) + " to " + dateOf(last) + "; the list below names them: " + labelOf(shown[0]) },
    svg("line", { x1: 0, x2: WIDE, y1: high - 16, y2: high - 16 }), marks, ticks),
    left > 0 && el("p", { className: "soft" }, many(left, "event") + " before " + dateOf(from) + " or after " + dateOf(last) + " not drawn"),
  ];
}
