/* Outlines of countries: the small map of one place, and what the large map is made of. */

import { el, svg } from "./dom.js";
import { get } from "./net.js";

const kept = { rows: null };

/** The outlines as [code, name, path], asked for once. */
export function outlines() {
  kept.rows = kept.rows || get("outlines");
  return kept.rows;
}

/** The land of the world; `code` is marked. */
export async function land(code) {
  return (await outlines()).map(([id, name, path]) => svg("path", { class: "land" + (id === code ? " known" : ""), d: path, "data-code": id }, svg("title", null, name)));
}

/** A map of the surroundings of one place; it is drawn when the outlines have come. */
export function smallMap(node) {
  const [lat, long] = node.at, country = node.type === "Country";
  const [x, y, wide] = [long * 10, -lat * 10, country ? 700 : 360];
  const ground = svg("g");
  const frame = svg("svg", { viewBox: [x - wide / 2, y - wide / 3, wide, wide / 1.5].join(" "), role: "img", "aria-label": "Map: " + node.label + " at " + node.at.map((n) => n.toFixed(1)).join(", ") },
    ground, svg("circle", { cx: x, cy: y, r: wide / 60 }));
  land(codeOf(node.id)).then((paths) => ground.append(...paths)).catch(() => {});
  return el("figure", { className: "small-map" }, frame);
}

function codeOf(id) {
  return id.startsWith("country/") ? id.slice(8) : null;
}
