/* Making elements. Text from articles only ever passes through `textContent` and `createTextNode`. */

const SVG = "http://www.w3.org/2000/svg";

/** The element with this id. */
function byId(id) {
  return document.getElementById(id);
}

/** Make an element: `props` are properties ("className", "onclick") or attributes ("aria-label"); strings are text. */
function el(tag, props, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** The same for SVG, where all props but handlers are attributes. */
function svg(tag, props, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (name.startsWith("on")) made[name] = value;
    else if (value !== null && value !== undefined) made.setAttribute(name, value);
  }
  return fill(made, null, children);
}

function fill(made, props, children) {
  for (const [name, value] of Object.entries(props || {})) {
    if (value === null || value === undefined) continue;
    if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    made.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return made;
}

/** Replace what an element holds. */
function refill(parent, ...children) {
  parent.replaceChildren();
  return fill(parent, null, children);
}

/** A string as the search compares it: no case, no accents. */
function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** One thing or many: `3 events`. */
function count(number, noun) {
  return number.toLocaleString("en") + " " + noun + (number === 1 ? "" : "s");
}

/** A colour of the page's style sheet, for the canvas. */
function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
}

/** A small picture of a node's mark, as in the graph. */
function swatchOfType(type) {
  const shapes = {
    dot: svg("circle", { cx: 7, cy: 7, r: 5.5 }),
    square: svg("rect", { x: 2, y: 2, width: 10, height: 10 }),
    diamond: svg("path", { d: "M7 1l6 6-6 6-6-6z" }),
    triangle: svg("path", { d: "M7 1l6 11H1z" }),
    triangleDown: svg("path", { d: "M7 13L1 2h12z" }),
    hexagon: svg("path", { d: "M4 1.8h6L13 7l-3 5.2H4L1 7z" }),
    star: svg("path", { d: "M7 .5l1.9 4.3 4.6.5-3.4 3.1 1 4.6L7 10.7 2.9 13l1-4.6L.5 5.3l4.6-.5z" }),
    box: svg("rect", { x: 1, y: 3, width: 12, height: 8, rx: 2 }),
  };
  const mark = shapes[type.shape] || shapes.dot;
  mark.setAttribute("fill", type.colour);
  return svg("svg", { class: "dot", viewBox: "0 0 14 14", "aria-hidden": "true" }, mark);
}

/** A small picture of a line's style, as in the graph. */
function swatchOfLine(fact, contested) {
  const dashes = dashesOf(fact);
  return svg("svg", { class: "swatch", viewBox: "0 0 26 14", "aria-hidden": "true" },
    svg("line", {
      x1: 1, y1: 7, x2: 25, y2: 7, "stroke-width": 2.4,
      stroke: contested ? "var(--contested)" : isFactual(fact) ? "var(--line)" : "var(--faint)",
      "stroke-dasharray": dashes ? dashes.join(" ") : null,
    }));
}
