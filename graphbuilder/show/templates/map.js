/* The map: outlines that come with the page, a spot for every name with coordinates, sized by its events. */

const map = { svg: null, box: null, spots: null, ready: false };

/** Every place that an event of those that pass has to do with: [node, its events]. */
function located() {
  const found = new Map();
  for (const event of passing()) {
    for (const index of event.near) {
      const node = DATA.nodes[index];
      if (!node.at || state.offTypes.has(node.type)) continue;
      found.set(node, (found.get(node) || 0) + 1);
    }
  }
  return [...found].sort((a, b) => b[1] - a[1] || a[0].index - b[0].index);
}

function drawMap() {
  if (state.tab !== "map") return;
  const section = byId("view-map");
  if (!map.svg) startMap(section);
  const spots = located();
  byId("map-note").textContent = spots.length ? count(spots.length, "place") + " with coordinates · drag to move, wheel or + and − to zoom" :
    "Nothing that passes these filters has coordinates.";
  if (!map.box) map.box = fitSpots(spots);
  placeMap();
  const unit = map.box[2] / Math.max(200, section.clientWidth);
  const most = spots.length ? spots[0][1] : 1;
  const taken = [];
  const known = new Set(spots.map(([node]) => node.country && node.type === "Country" ? node.country : null));
  for (const path of map.land.children) path.classList.toggle("known", known.has(path.dataset.code));
  refill(map.spots, spots.map(([node, events]) => spotOf(node, events, most, unit, taken)));
  markSpot();
}

function spotOf(node, events, most, unit, taken) {
  const [x, y] = [node.at[1] * 10, -node.at[0] * 10];
  const radius = (4 + 9 * Math.sqrt(events / most)) * unit;
  const size = 12 * unit;
  const box = { left: x + radius, right: x + radius + (node.label.length * 0.55 + 1) * size, top: y - size * 0.6, bottom: y + size * 0.6 };
  const free = !taken.some((other) => meet(box, other));
  if (free) taken.push(box);
  const spot = svg("g", {
    class: "spot", tabindex: 0, role: "button", "aria-label": node.label + ", " + count(events, "event"), "data-key": node.key,
    onclick: () => select(node.key), onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); select(node.key); } },
  }, svg("circle", { class: node.type === "Country" ? "country" : null, cx: x, cy: y, r: radius }), svg("title", null, node.label + ": " + count(events, "event")));
  if (free) spot.append(svg("text", { x: x + radius + 3 * unit, y: y + size * 0.35, "font-size": size, "stroke-width": 3 * unit }, node.label));
  return spot;
}

function startMap(section) {
  map.land = svg("g", null, DATA.map.map(([code, name, path]) =>
    svg("path", { class: "land", d: path, "data-code": code, onclick: () => selectCountry(code) }, svg("title", null, name))));
  map.spots = svg("g");
  map.svg = svg("svg", { role: "group", tabindex: 0, "aria-label": "Map of the places in the articles" }, map.land, map.spots);
  section.append(map.svg, el("p", { className: "note", id: "map-note" }));
  map.svg.addEventListener("wheel", (event) => { event.preventDefault(); zoomMap(event.deltaY > 0 ? 1.18 : 1 / 1.18, event); }, { passive: false });
  map.svg.addEventListener("pointerdown", dragMap);
  map.svg.addEventListener("keydown", (event) => {
    const step = map.box[2] / 10;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (moves[event.key]) { map.box[0] += moves[event.key][0]; map.box[1] += moves[event.key][1]; placeMap(); event.preventDefault(); }
    if (event.key === "+" || event.key === "=") zoomMap(1 / 1.3);
    if (event.key === "-") zoomMap(1.3);
    if (event.key === "0") { map.box = null; drawMap(); }
  });
}

function selectCountry(code) {
  const node = DATA.nodes.find((item) => item.type === "Country" && item.country === code);
  if (node) select(node.key);
}

/** The part of the world that holds all spots, with some room around it. */
function fitSpots(spots) {
  if (!spots.length) return [-1800, -850, 3600, 1500];
  const xs = spots.map(([node]) => node.at[1] * 10), ys = spots.map(([node]) => -node.at[0] * 10);
  const [left, right] = [Math.min(...xs), Math.max(...xs)], [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const wide = Math.min(3600, Math.max(240, (right - left) * 1.5, (bottom - top) * 2.2));
  return [(left + right) / 2 - wide / 2, (top + bottom) / 2 - wide * 0.3, wide, wide * 0.6];
}

function placeMap() {
  map.svg.setAttribute("viewBox", map.box.map((value) => value.toFixed(1)).join(" "));
}

function zoomMap(factor, event) {
  const [x, y, wide, tall] = map.box;
  if (wide * factor > 4200 || wide * factor < 20) return;
  const frame = map.svg.getBoundingClientRect();
  const shareX = event ? (event.clientX - frame.left) / frame.width : 0.5, shareY = event ? (event.clientY - frame.top) / frame.height : 0.5;
  map.box = [x + wide * (1 - factor) * shareX, y + tall * (1 - factor) * shareY, wide * factor, tall * factor];
  drawMap();
}

function dragMap(event) {
  let [fromX, fromY] = [event.clientX, event.clientY];
  const moveTo = (move) => {
    const unit = map.box[2] / map.svg.clientWidth;
    map.box[0] -= (move.clientX - fromX) * unit;
    map.box[1] -= (move.clientY - fromY) * unit;
    [fromX, fromY] = [move.clientX, move.clientY];
    placeMap();
  };
  const stop = () => { removeEventListener("pointermove", moveTo); removeEventListener("pointerup", stop); };
  addEventListener("pointermove", moveTo);
  addEventListener("pointerup", stop);
}

/** Mark the spot of what is selected. */
function markSpot() {
  if (!map.spots) return;
  const key = state.selected && state.selected.key;
  for (const spot of map.spots.children) spot.classList.toggle("on", spot.dataset.key === key);
}
