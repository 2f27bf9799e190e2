/* The map: outlines from the server, a spot for every name with coordinates, sized by its events that pass. */

import { byId, el, refill, svg } from "./dom.js";
import { land } from "./places.js";
import { onChange, passing, set, state } from "./set.js";
import { many } from "./words.js";

const map = {};

/** Every place that an event of those that pass has to do with: [node, number of events], most first. */
function located() {
  const found = new Map();
  for (const event of passing()) {
    for (const id of event.nodes) {
      const node = set.nodes.get(id);
      if (node && node.at && !state.offTypes.has(node.type)) found.set(node, (found.get(node) || 0) + 1);
    }
  }
  return [...found].sort((a, b) => b[1] - a[1] || (a[0].id < b[0].id ? -1 : 1));
}

export function startMap(select) {
  Object.assign(map, { select, box: null, svg: null });
  onChange(drawMap);
}

export function drawMap() {
  if (state.view !== "map") return;
  if (!map.svg) build();
  const spots = located();
  byId("map-note").textContent = spots.length ? many(spots.length, "place") + " with coordinates · drag to move, wheel or + and − to zoom" : "Nothing that passes these filters has coordinates.";
  if (!map.box) map.box = fit(spots);
  place();
  const unit = map.box[2] / Math.max(200, byId("view-map").clientWidth), most = spots.length ? spots[0][1] : 1, taken = [];
  const known = new Set(spots.filter(([node]) => node.type === "Country").map(([node]) => node.country));
  for (const path of map.land.children) path.classList.toggle("known", known.has(path.dataset.code));
  const marks = spots.map(([node, events]) => spot(node, events, most, unit, taken));
  refill(map.spots, marks);
  markSpot();
}

function spot(node, events, most, unit, taken) {
  const x = node.at[1] * 10, y = -node.at[0] * 10, radius = (4 + 9 * Math.sqrt(events / most)) * unit, size = 12 * unit;
  const box = { left: x - radius, right: x + radius + (node.label.length * 0.55 + 1) * size, top: y - size * 0.7, bottom: y + size * 0.7 };
  const free = !taken.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom);
  if (free) taken.push(box);
  const made = svg("g", {
    class: "spot", tabindex: 0, role: "button", "aria-label": node.label + ", " + many(events, "event"), "data-id": node.id, onclick: () => map.select(node.id),
    onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); map.select(node.id); } },
  }, svg("circle", { class: node.type === "Country" ? "country" : null, cx: x, cy: y, r: radius }), svg("title", null, node.label + ": " + many(events, "event")));
  if (free) made.append(svg("text", { x: x + radius + 3 * unit, y: y + size * 0.35, "font-size": size, "stroke-width": 3 * unit }, node.label));
  return made;
}

function build() {
  map.land = svg("g");
  map.spots = svg("g");
  map.svg = svg("svg", { role: "group", tabindex: 0, "aria-label": "Map of the places in the articles; plus and minus zoom, arrows move, 0 shows all" }, map.land, map.spots);
  refill(byId("view-map"), map.svg, el("p", { className: "note", id: "map-note" }));
  land(null).then((paths) => { map.land.append(...paths); drawMap(); }).catch(() => {});
  map.land.onclick = (event) => {
    const path = event.target.closest("[data-code]"), id = path && "country/" + path.dataset.code;
    if (id && set.nodes.has(id)) map.select(id);
  };
  map.svg.addEventListener("wheel", (event) => { event.preventDefault(); zoom(event.deltaY > 0 ? 1.18 : 1 / 1.18, event); }, { passive: false });
  map.svg.addEventListener("pointerdown", drag);
  map.svg.addEventListener("keydown", (event) => {
    const step = map.box[2] / 10;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (moves[event.key]) { map.box[0] += moves[event.key][0]; map.box[1] += moves[event.key][1]; place(); event.preventDefault(); }
    if (event.key === "+" || event.key === "=") zoom(1 / 1.3);
    if (event.key === "-") zoom(1.3);
    if (event.key === "0") { map.box = null; drawMap(); }
  });
}

/** The part of the world that holds all spots, with some room around it. */
function fit(spots) {
  if (!spots.length) return [-1800, -850, 3600, 1500];
  const xs = spots.map(([node]) => node.at[1] * 10), ys = spots.map(([node]) => -node.at[0] * 10);
  const left = Math.min(...xs), right = Math.max(...xs), top = Math.min(...ys), bottom = Math.max(...ys);
  const frame = byId("view-map").getBoundingClientRect(), shape = Math.min(1.2, Math.max(0.4, frame.height / (frame.width || 1)));
  const wide = Math.min(3900, Math.max(240, (right - left) * 1.3, ((bottom - top) * 1.4) / shape));
  const x = Math.max(-1850, Math.min(2050 - wide, (left + right) / 2 - wide / 2));
  return [x, wide > 3000 ? -140 - (wide * shape) / 2 : (top + bottom) / 2 - (wide * shape) / 2, wide, wide * shape];
}

function place() {
  map.svg.setAttribute("viewBox", map.box.map((value) => value.toFixed(1)).join(" "));
}

function zoom(factor, event) {
  const [x, y, wide, tall] = map.box;
  if (wide * factor > 4200 || wide * factor < 20) return;
  const frame = map.svg.getBoundingClientRect();
  const shareX = event ? (event.clientX - frame.left) / frame.width : 0.5, shareY = event ? (event.clientY - frame.top) / frame.height : 0.5;
  map.box = [x + wide * (1 - factor) * shareX, y + tall * (1 - factor) * shareY, wide * factor, tall * factor];
  drawMap();
}

function drag(event) {
  let [fromX, fromY] = [event.clientX, event.clientY];
  const move = (now) => {
    const unit = map.box[2] / map.svg.clientWidth;
    map.box[0] -= (now.clientX - fromX) * unit;
    map.box[1] -= (now.clientY - fromY) * unit;
    [fromX, fromY] = [now.clientX, now.clientY];
    place();
  };
  const stop = () => { removeEventListener("pointermove", move); removeEventListener("pointerup", stop); };
  addEventListener("pointermove", move);
  addEventListener("pointerup", stop);
}

/** Mark the spot of what is selected. */
export function markSpot() {
  if (!map.spots) return;
  for (const mark of map.spots.children) mark.classList.toggle("on", mark.dataset.id === state.select);
}
